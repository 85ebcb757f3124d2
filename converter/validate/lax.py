"""What XML Schema lets pass unless it is declared: the content of `appinfo`, attributes of other namespaces, `xml:`.

Such content is judged as far as it is declared (XML Schema part 1, 3.10: `lax`). The engine comes from `schema`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import Final

from lxml import etree

from ...taxonomy.dts import ParsedXml
from ...taxonomy.names import LINK, XBRLI, XL, XLINK, XML, XSD
from ...taxonomy.qname import QName
from .libxml2 import LAX, SchemaError, line_of

_APPINFO: Final = f"{{{XSD}}}appinfo"
_KNOWN: Final = frozenset(f"{{{LINK}}}{name}" for name in ("roleType", "arcroleType", "linkbaseRef", "linkbase"))
_SPACE: Final = f"{{{XML}}}space"
_LANG: Final = f"{{{XML}}}lang"
_LANGUAGE: Final = re.compile(r"(?:[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*)?")
_OWN: Final = (f"{{{XBRLI}}}periodType", f"{{{XBRLI}}}balance")
_OF_XBRL: Final = frozenset((XBRLI, LINK, XL, XLINK))
Errors = Callable[[etree._Element], Iterator[SchemaError]]


def appinfo_parts(root: etree._Element, declared: Container[QName]) -> Iterator[etree._Element]:
    """The outermost declared elements inside the `appinfo` of a schema."""
    for appinfo in root.iter(_APPINFO):
        pending = list(appinfo.iterchildren(etree.Element))
        while pending:
            element = pending.pop(0)
            if element.tag in _KNOWN or QName.from_clark(element.tag) in declared:
                yield element
            else:
                pending[:0] = element.iterchildren(etree.Element)


def foreign_attributes(root: etree._Element, errors: Errors) -> Iterator[SchemaError]:
    """Attributes of other namespaces on the components of a schema, each name and value judged once."""
    carriers: dict[tuple[str, str], etree._Element] = {}
    for element in root.iter(f"{{{XSD}}}*"):
        for name, value in element.attrib.items():
            if name[0] == "{" and name not in _OWN:
                carriers.setdefault((str(name), str(value)), element)
    for (name, value), carrier in carriers.items():
        prefixes = {prefix: uri for prefix, uri in carrier.nsmap.items() if prefix}
        carried = etree.Element(LAX, {name: value}, nsmap=prefixes)
        for error in errors(carried):
            message = error.message.replace(f"'{LAX}'", f"'{carrier.tag}'")
            yield SchemaError(error.rule, message, line_of(carrier), element=carrier)


def xml_attributes(tree: ParsedXml) -> Iterator[SchemaError]:
    """`xml:space` and `xml:lang`, which have their values whether or not a schema imports them (XML 1.0 2.10, 2.12)."""
    if b"xml:space" in tree.data:
        for element in tree.root.iterfind(f".//*[@{_SPACE}]"):
            value = element.get(_SPACE, "")
            if value.strip() not in ("default", "preserve"):
                message = (
                    f"Element '{element.tag}', attribute 'xml:space': '{value}' is neither 'default' nor 'preserve'."
                )
                yield SchemaError("cvc-enumeration-valid", message, line_of(element), element=element)
    if b"xml:lang" in tree.data:
        for element in tree.root.iterfind(f".//*[@{_LANG}]"):
            value = element.get(_LANG, "")
            if not _LANGUAGE.fullmatch(value.strip()):
                message = f"Element '{element.tag}', attribute 'xml:lang': '{value}' is no language."
                yield SchemaError("cvc-datatype-valid.1.2.1", message, line_of(element), element=element)


def tuple_attributes(root: etree._Element, tuples: list[str]) -> Iterator[SchemaError]:
    """Attributes of XBRL's namespaces on tuples, which may have none (XBRL 2.1 section 4.9)."""
    for element in root.iter(*tuples) if tuples else ():
        for name in map(str, element.attrib):
            if etree.QName(name).namespace in _OF_XBRL:
                message = f"Element '{element.tag}', attribute '{name}': a tuple has no attribute of this namespace."
                yield SchemaError("XBRL 2.1 4.9", message, line_of(element), element=element)
