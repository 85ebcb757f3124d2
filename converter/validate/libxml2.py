"""The fast engine of schema validation: libxml2's, fed from memory.

It is asked for addresses and given bytes; it never opens anything itself. What its messages mean is left to `schema`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote

from lxml import etree

from ...taxonomy.escape import xml_value
from .schemaset import SchemaSet

LAX = "carrier"
"""An element of no namespace, declared for every set, that may have any attribute; those declared are judged."""
CARRIER = f"""<xs:element name="{LAX}"><xs:complexType><xs:anyAttribute processContents="lax"/></xs:complexType>
</xs:element>"""
_DRIVER = "tanshin:///driver.xsd"
_PART = "?part"
_XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_NOTHING = b"<nothing/>"
_DIGITS = re.compile(r"_(?=\d)")


@dataclass(frozen=True, slots=True)
class SchemaError:
    """What an engine has against a document or schema.

    `rule` is the constraint of XML Schema part 1 or 2, `document` the address of a schema, `path` where in the document
    (as libxml2 writes paths) or `element` the element itself.
    """

    rule: str
    message: str
    line: int
    document: str = ""
    path: str = ""
    element: etree._Element | None = None


def line_of(element: etree._Element) -> int:
    """The line an element stands on, 1 if it is not known."""
    return cast("int | None", element.sourceline) or 1


class Compiled:
    """A compiled set of schemas."""

    def __init__(self, schema: etree.XMLSchema) -> None:
        self._schema = schema

    def errors(self, root: etree._Element) -> Iterator[SchemaError]:
        """What is wrong with the tree below `root`."""
        if self._schema.validate(root):
            return
        for entry in _entries(self._schema.error_log):
            yield SchemaError(rule(entry.type_name), entry.message, entry.line, path=entry.path or "")


def compile_schemas(schemas: SchemaSet) -> Compiled | list[SchemaError]:
    """The schemas compiled, or what is wrong with them."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    parser.resolvers.add(_Given(schemas))
    imports = "".join(_import(namespace, roots[0]) for namespace, roots in schemas.roots.items())
    driver = etree.fromstring(f"<xs:schema {_XS}>{imports}{CARRIER}</xs:schema>".encode(), parser, base_url=_DRIVER)
    try:
        return Compiled(etree.XMLSchema(driver))
    except etree.XMLSchemaParseError as error:
        return [
            SchemaError(rule(entry.type_name), entry.message, entry.line, document=entry.filename.removesuffix(_PART))
            for entry in _entries(error.error_log)
            if entry.level_name != "WARNING"
        ] or [SchemaError("", str(error), 1)]


class _Given(etree.Resolver):
    """Gives libxml2 the schemas of the set, and nothing for any other address: it must not look for itself."""

    def __init__(self, schemas: SchemaSet) -> None:
        super().__init__()
        self._schemas = schemas
        self._unquoted = {unquote(address): address for address in (*schemas.contents, *schemas.aliases)}
        # libxml2 imports a namespace from one document only, so one stands for all that have that namespace.
        self._wrapped = {
            root: _wrapper(namespace, roots)
            for namespace, roots in schemas.roots.items()
            if len(roots) > 1
            for root in roots
        }

    def resolve(self, url: str, _public: str, context: object) -> object:  # type: ignore[override]
        """The bytes of an address, with the address as their base."""
        wanted = url.removesuffix(_PART)
        address = self._schemas.find(wanted) or self._schemas.find(self._unquoted.get(unquote(wanted), wanted))
        content = self._schemas.contents[address] if address is not None else _NOTHING
        if address in self._wrapped and wanted == url:
            content = self._wrapped[address]
        return self.resolve_string(content, context, base_url=url)


def _entries(log: object) -> Iterator[etree._LogEntry]:
    return iter(cast("Iterable[etree._LogEntry]", log))


def _import(namespace: str, address: str) -> str:
    where = f"schemaLocation={xml_value(address)}"
    return f"<xs:import namespace={xml_value(namespace)} {where}/>" if namespace else f"<xs:include {where}/>"


def _wrapper(namespace: str, roots: tuple[str, ...]) -> bytes:
    includes = "".join(f"<xs:include schemaLocation={xml_value(root + _PART)}/>" for root in roots)
    target = f" targetNamespace={xml_value(namespace)}" if namespace else ""
    return f"<xs:schema {_XS}{target}>{includes}</xs:schema>".encode()


def rule(type_name: str) -> str:
    """The W3C's name of a constraint from libxml2's: `cvc-datatype-valid.1.2.1` for its upper-case form."""
    name = re.sub(r"^SCHEMA[VP]_", "", type_name).lower()
    if name == "element_content":
        return "cvc-complex-type.2.4"
    words, *digits = _DIGITS.split(name)
    return ".".join([words.replace("_", "-"), *(d.replace("_", ".") for d in digits)])
