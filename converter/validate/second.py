"""The second opinion of schema validation: the `xmlschema` library, slower and independent of libxml2.

It reads files, so the set is written to a folder of its own for as long as it compiles, every address rewritten to lie
within. What its messages mean is left to `schema`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree

from ...taxonomy.dts import ParsedXml, parse_xml
from ...taxonomy.names import XML, XSD
from .libxml2 import CARRIER, SchemaError, line_of
from .schemaset import SchemaSet

if TYPE_CHECKING:
    import xmlschema

_COMPOSED = (f"{{{XSD}}}import", f"{{{XSD}}}include", f"{{{XSD}}}redefine")
_BASE = f"{{{XML}}}base"


class SecondOpinion:
    """A set of schemas compiled by `xmlschema`."""

    def __init__(self, schema: xmlschema.XMLSchema10) -> None:
        self._schema = schema

    def errors(self, root: etree._Element) -> Iterator[SchemaError]:
        """What is wrong with the tree below `root`."""
        # Of a part of a document, the library does not see the prefixes declared further up.
        namespaces = {prefix or "": uri for prefix, uri in root.nsmap.items()}
        for error in self._schema.iter_errors(root, namespaces=namespaces):
            element: Any = error.elem if error.elem is not None else None
            found = element if isinstance(element, etree._Element) else None
            tag = found.tag if found is not None else root.tag
            yield SchemaError("", f"Element '{tag}': {error.reason}", error.sourceline or 1, element=found)


def compile_with_xmlschema(schemas: SchemaSet) -> SecondOpinion | list[SchemaError]:
    """The schemas compiled, or the first thing that is wrong with them."""
    import xmlschema

    with tempfile.TemporaryDirectory(prefix="tanshin-") as folder:
        files = {address: f"{number}.xsd" for number, address in enumerate(schemas.contents)}
        roots: dict[str, str] = {}
        for number, (namespace, addresses) in enumerate(schemas.roots.items()):
            roots[namespace] = files[addresses[0]]
            if len(addresses) > 1:
                roots[namespace] = f"all-{number}.xsd"
                _write_wrapper(Path(folder, roots[namespace]), namespace, [files[a] for a in addresses])
        for address, name in files.items():
            wrong = _write(Path(folder, name), address, schemas, files, roots)
            if wrong is not None:
                return [wrong]
        driver = Path(folder, "driver.xsd")
        _write_driver(driver, roots)
        try:
            return SecondOpinion(xmlschema.XMLSchema10(str(driver), allow="sandbox", base_url=folder, defuse="always"))
        except (xmlschema.XMLSchemaException, etree.LxmlError) as error:
            by_file = {name: address for address, name in files.items()}
            url = str(getattr(error, "schema_url", None) or "")
            address = by_file.get(url.rsplit("/", 1)[-1], "")
            line = getattr(error, "sourceline", None) or 1
            return [SchemaError("", getattr(error, "message", None) or str(error), line, document=address)]


def _write(
    path: Path, address: str, schemas: SchemaSet, files: dict[str, str], roots: dict[str, str]
) -> SchemaError | None:
    """Writes a schema with its imports and includes leading to files of the folder."""
    parsed = parse_xml(schemas.contents[address], address)
    if not isinstance(parsed, ParsedXml):
        return SchemaError("", parsed.message, 1, document=address)
    for element in parsed.root.iterchildren(*_COMPOSED):
        where = element.get("schemaLocation")
        namespace = element.get("namespace", "")
        if element.tag == _COMPOSED[0]:
            if namespace in roots:
                element.set("schemaLocation", roots[namespace])
            elif where is not None:
                del element.attrib["schemaLocation"]
            continue
        target = schemas.find(_absolute(address, element, where or ""))
        if target is None:
            return SchemaError("src-include.1", f"there is no schema {where}", line_of(element), address)
        element.set("schemaLocation", files[target])
    for element in parsed.root.iter(f"{{{XSD}}}schema", *_COMPOSED):
        if _BASE in element.attrib:
            del element.attrib[_BASE]
    path.write_bytes(etree.tostring(parsed.root, xml_declaration=True, encoding="UTF-8"))
    return None


def _absolute(address: str, element: etree._Element, where: str) -> str:
    bases = [element.get(_BASE), *(e.get(_BASE) for e in element.iterancestors())]
    for base in reversed([b for b in bases if b]):
        address = urljoin(address, base)
    return re.sub(r"#.*", "", urljoin(address, where.strip()))


def _write_wrapper(path: Path, namespace: str, files: list[str]) -> None:
    root = etree.Element(f"{{{XSD}}}schema", nsmap={"xs": XSD})
    if namespace:
        root.set("targetNamespace", namespace)
    for name in files:
        etree.SubElement(root, f"{{{XSD}}}include", schemaLocation=name)
    path.write_bytes(etree.tostring(root))


def _write_driver(path: Path, roots: dict[str, str]) -> None:
    root = etree.Element(f"{{{XSD}}}schema", nsmap={"xs": XSD})
    for namespace, name in roots.items():
        if namespace:
            etree.SubElement(root, f"{{{XSD}}}import", namespace=namespace, schemaLocation=name)
        else:
            etree.SubElement(root, f"{{{XSD}}}include", schemaLocation=name)
    root.extend(etree.fromstring(f'<xs:schema xmlns:xs="{XSD}">{CARRIER}</xs:schema>'))
    path.write_bytes(etree.tostring(root))
