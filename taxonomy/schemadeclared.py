"""What schemas declare of elements and attributes: kinds of values, defaults, attributes, content.

It serves equality (XBRL 2.1 section 4.10). A schema is parsed when something in it is asked for; validity is judged
elsewhere, and what a DTS makes of it for facts is `schematypes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Final

from lxml import etree

from .amount import parse_amount
from .dts import Document, DocumentKind, ParsedXml, parse_xml
from .names import XSD
from .qname import QName

MAX_CHAIN: Final = 100
_COMPONENTS: Final = frozenset({"element", "attribute", "complexType", "simpleType", "group", "attributeGroup"})
_DERIVATION: Final = (f"{{{XSD}}}restriction", f"{{{XSD}}}extension")
_DECIMALS: Final = frozenset(
    ("decimal", "integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte",
     "nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "positiveInteger")
)  # fmt: skip
_BOOLEANS: Final = {"true": "true", "1": "true", "false": "false", "0": "false"}


class Kind(Enum):
    """How values are compared: as numbers, as truth values, or as text."""

    DECIMAL = "decimal"
    FLOAT = "float"
    BOOLEAN = "boolean"
    TEXT = "text"

    def canonical(self, text: str) -> str | None:
        """The value as a text that is the same for equal values; None for NaN, which equals nothing.

        What is no value of the kind stands as it is.
        """
        stripped = text.strip()
        try:
            if self is Kind.BOOLEAN:
                return _BOOLEANS.get(stripped, stripped)
            if self is Kind.DECIMAL:
                number = parse_amount(stripped)
                return f"{number.normalize():f}" if number else "0"
            if self is Kind.FLOAT:
                return _float(stripped)
        except (ValueError, InvalidOperation):
            pass
        return stripped


def _float(text: str) -> str | None:
    if text == "NaN":
        return None
    if text not in ("INF", "-INF"):
        Decimal(text)  # the spellings that only Python knows are none here
    value = float(text)
    return repr(value) if value else "0.0"


@dataclass(frozen=True, slots=True)
class AttributeUse:
    """An attribute as declared: how values are compared, and the value that stands for it where it is left out."""

    kind: Kind = Kind.TEXT
    default: str | None = None


@dataclass(slots=True)
class ElementType:
    """An element's declared content: `kind` of its text, `default` for empty text, attributes and local children.

    Attributes have names as expat gives them, `namespace}local`.
    """

    kind: Kind = Kind.TEXT
    default: str | None = None
    attributes: dict[str, AttributeUse] = field(default_factory=dict)
    children: dict[QName, tuple[_Schema, etree._Element]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Schema:
    namespace: str
    root: etree._Element
    components: Mapping[tuple[str, str], etree._Element]

    def qualified(self, node: etree._Element, kind: str) -> str:
        """The namespace of a local declaration."""
        form = node.get("form") or self.root.get(f"{kind}FormDefault", "unqualified")
        return self.namespace if form == "qualified" else ""

    def resolve(self, node: etree._Element, text: str) -> QName:
        """A name written in the schema; without prefix and default namespace it is the schema's own if included."""
        prefix, _, local = text.strip().rpartition(":")
        uri = node.nsmap.get(prefix or None)
        if uri is None and not prefix and "targetNamespace" not in self.root.attrib:
            uri = self.namespace
        return QName(uri or "", local)


class Schemas:
    """The declarations of some schemas, answering for elements and attributes; answers are kept.

    `read` gives the bytes of a document by its address.
    """

    def __init__(self, documents: Iterable[Document], read: Callable[[str], bytes]) -> None:
        self._read = read
        self._addresses: dict[str, list[str]] = {}
        for document in documents:
            if document.kind is DocumentKind.SCHEMA:
                self._addresses.setdefault(document.namespace, []).append(document.address)
        self._contents: dict[str, bytes] = {}
        self._parsed: dict[str, list[_Schema]] = {}
        self._elements: dict[QName, ElementType | None] = {}
        self._local: dict[int, ElementType] = {}
        self._attributes: dict[QName, AttributeUse | None] = {}

    # --- questions ----------------------------------------------------------------------------------------------------

    def element(self, name: QName, within: ElementType | None = None) -> ElementType | None:
        """The content of an element: as declared inside `within`, or globally; None if it is not declared."""
        local = within.children.get(name) if within is not None else None
        if local is not None:
            key = id(local[1])
            if key not in self._local:
                self._local[key] = self._element_type(*local)
            return self._local[key]
        if name not in self._elements:
            self._elements[name] = None  # so that a circle of groups ends
            found = self._find("element", name)
            self._elements[name] = None if found is None else self._element_type(*found)
        return self._elements[name]

    def attribute(self, name: QName) -> AttributeUse | None:
        """A globally declared attribute."""
        if name not in self._attributes:
            found = self._find("attribute", name) if name.namespace else None
            self._attributes[name] = None if found is None else self._attribute_use(*found)
        return self._attributes[name]

    def attribute_value(self, name: str, text: str) -> object:
        """The value of an attribute whose name is as expat gives it: equal for texts that its type makes equal."""
        namespace, _, local = name.rpartition("}")
        use = self.attribute(QName(namespace, local))
        value = text if use is None else use.kind.canonical(text)
        return object() if value is None else value

    # --- schemas ------------------------------------------------------------------------------------------------------

    def _content(self, address: str) -> bytes:
        if address not in self._contents:
            self._contents[address] = self._read(address)
        return self._contents[address]

    def _schemas(self, namespace: str) -> list[_Schema]:
        if namespace not in self._parsed:
            found = []
            for address in self._addresses.get(namespace, ()):
                parsed = parse_xml(self._content(address), address)
                if isinstance(parsed, ParsedXml):
                    found.append(_Schema(namespace, parsed.root, dict(_components(parsed.root))))
            self._parsed[namespace] = found
        return self._parsed[namespace]

    def _find(self, kind: str, name: QName) -> tuple[_Schema, etree._Element] | None:
        for schema in self._schemas(name.namespace):
            node = schema.components.get((kind, name.local))
            if node is not None:
                return schema, node
        return None

    def _type(self, name: QName) -> tuple[_Schema, etree._Element] | None:
        return self._find("complexType", name) or self._find("simpleType", name)

    # --- what they say ------------------------------------------------------------------------------------------------

    def _element_type(self, schema: _Schema, node: etree._Element) -> ElementType:
        made = ElementType(default=node.get("fixed", node.get("default")))
        own = next((c for c in node.iterchildren(f"{{{XSD}}}complexType", f"{{{XSD}}}simpleType")), None)
        if own is not None:
            self._describe(made, schema, own, 0)
        elif node.get("type"):
            self._describe_named(made, schema.resolve(node, node.get("type", "")), 0)
        elif node.get("substitutionGroup"):
            head = self.element(schema.resolve(node, node.get("substitutionGroup", "")))
            if head is not None:
                made.kind, made.attributes, made.children = head.kind, head.attributes, head.children
        return made

    def _describe_named(self, made: ElementType, name: QName, depth: int) -> None:
        if name.namespace == XSD:
            made.kind = _builtin(name.local)
            return
        found = self._type(name) if depth < MAX_CHAIN else None
        if found is not None:
            self._describe(made, *found, depth + 1)

    def _describe(self, made: ElementType, schema: _Schema, node: etree._Element, depth: int) -> None:
        """What a type says of an element, what it is derived from first, so that it has the last word."""
        if node.tag == f"{{{XSD}}}simpleType":
            made.kind = self._simple(schema, node, depth)
            return
        for derived in node.iterfind(f"{{{XSD}}}simpleContent/*"):
            self._derive(made, schema, derived, depth)
        for derived in node.iterfind(f"{{{XSD}}}complexContent/*"):
            self._derive(made, schema, derived, depth)
        self._parts(made, schema, node, depth)

    def _derive(self, made: ElementType, schema: _Schema, derived: etree._Element, depth: int) -> None:
        if derived.tag not in _DERIVATION:
            return
        if derived.get("base"):
            self._describe_named(made, schema.resolve(derived, derived.get("base", "")), depth)
        self._parts(made, schema, derived, depth)

    def _parts(self, made: ElementType, schema: _Schema, node: etree._Element, depth: int) -> None:
        """The attributes and the content model that stand directly in a type, a derivation or a group."""
        if depth > MAX_CHAIN:
            return
        for child in node.iterchildren(etree.Element):
            kind = etree.QName(child).localname
            if kind == "attribute":
                self._attribute(made, schema, child)
            elif kind in ("group", "attributeGroup") and child.get("ref"):
                found = self._find(kind, schema.resolve(child, child.get("ref", "")))
                if found is not None:
                    self._parts(made, *found, depth + 1)
            elif kind == "element" and child.get("name"):
                name = QName(schema.qualified(child, "element"), child.get("name", ""))
                made.children[name] = (schema, child)
            elif kind in ("sequence", "choice", "all"):
                self._parts(made, schema, child, depth + 1)

    def _attribute(self, made: ElementType, schema: _Schema, node: etree._Element) -> None:
        reference = node.get("ref")
        if reference:
            name = schema.resolve(node, reference)
            use = self.attribute(name) or AttributeUse()
            use = AttributeUse(use.kind, node.get("fixed", node.get("default", use.default)))
        else:
            name = QName(schema.qualified(node, "attribute"), node.get("name", ""))
            use = self._attribute_use(schema, node)
        key = f"{name.namespace}}}{name.local}" if name.namespace else name.local
        if node.get("use") == "prohibited":
            made.attributes.pop(key, None)
        else:
            made.attributes[key] = use

    def _attribute_use(self, schema: _Schema, node: etree._Element) -> AttributeUse:
        own = node.find(f"{{{XSD}}}simpleType")
        kind = Kind.TEXT
        if own is not None:
            kind = self._simple(schema, own, 0)
        elif node.get("type"):
            kind = self._simple_named(schema.resolve(node, node.get("type", "")), 0)
        return AttributeUse(kind, node.get("fixed", node.get("default")))

    def _simple(self, schema: _Schema, node: etree._Element, depth: int) -> Kind:
        """The kind of a simple type; lists and unions are compared as text."""
        restriction = node.find(f"{{{XSD}}}restriction")
        if restriction is None or depth > MAX_CHAIN:
            return Kind.TEXT
        if restriction.get("base"):
            return self._simple_named(schema.resolve(restriction, restriction.get("base", "")), depth + 1)
        own = restriction.find(f"{{{XSD}}}simpleType")
        return Kind.TEXT if own is None else self._simple(schema, own, depth + 1)

    def _simple_named(self, name: QName, depth: int) -> Kind:
        if name.namespace == XSD:
            return _builtin(name.local)
        found = self._find("simpleType", name)
        return Kind.TEXT if found is None else self._simple(*found, depth)


def _builtin(local: str) -> Kind:
    if local in _DECIMALS:
        return Kind.DECIMAL
    if local in ("float", "double"):
        return Kind.FLOAT
    return Kind.BOOLEAN if local == "boolean" else Kind.TEXT


def _components(root: etree._Element) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    """The global components of a schema by kind and name, those that it redefines included."""
    for child in root.iterchildren(etree.Element):
        name = etree.QName(child)
        if name.localname == "redefine":
            yield from _components(child)
        elif name.localname in _COMPONENTS and child.get("name"):
            yield (name.localname, child.get("name", "")), child
