"""What one document says, as records: a schema's components, a linkbase's links, an instance's references.

One pass of expat, no tree: a large schema costs little more than its bytes. Addresses are made absolute
here (XML Base); what they lead to, and what the records mean together, is left to `discover`, `concepts`, `networks`.
Names stand as expat gives them, `namespace}local`, and attributes likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from ..finding import Finding
from ..names import LINK, XBRLI, XLINK, XML, XSD, XSI
from .components import Attributes, Component, Components, Outline
from .model import DocumentKind
from .resolve import join
from .xml import StopScan, scan_xml

X_TYPE: Final = f"{XLINK}}}type"
X_HREF: Final = f"{XLINK}}}href"
X_LABEL: Final = f"{XLINK}}}label"
X_FROM: Final = f"{XLINK}}}from"
X_TO: Final = f"{XLINK}}}to"
X_ROLE: Final = f"{XLINK}}}role"
X_ARCROLE: Final = f"{XLINK}}}arcrole"
XML_BASE: Final = f"{XML}}}base"
XML_LANG: Final = f"{XML}}}lang"

_REFERENCES: Final = {
    f"{LINK}}}schemaRef": DocumentKind.SCHEMA,
    f"{LINK}}}linkbaseRef": DocumentKind.LINKBASE,
    f"{LINK}}}roleRef": DocumentKind.SCHEMA,
    f"{LINK}}}arcroleRef": DocumentKind.SCHEMA,
}
_COMPOSITION: Final = {f"{XSD}}}{name}": name for name in ("import", "include", "redefine")}
_ELEMENT: Final = f"{XSD}}}element"
_GROUP: Final = f"{XSD}}}group"
_TYPES: Final = frozenset((f"{XSD}}}complexType", f"{XSD}}}simpleType"))
_DERIVATIONS: Final = frozenset((f"{XSD}}}restriction", f"{XSD}}}extension"))
_APPINFO: Final = f"{XSD}}}appinfo"
_LINKBASE: Final = f"{LINK}}}linkbase"
_LOC: Final = f"{LINK}}}loc"


class Referral(NamedTuple):
    """One document naming another: `address` is absolute without fragment, `how` the local name of what names it."""

    address: str
    fragment: str
    how: str
    kind: DocumentKind | None
    offset: int
    namespace: str = ""


class Locator(NamedTuple):
    """A locator of an extended link (XBRL 2.1 section 3.5.3.7), its address made absolute."""

    label: str
    address: str
    fragment: str
    offset: int
    attributes: Attributes


@dataclass(slots=True)
class Resource:
    """A resource of an extended link; `text` and `parts` (name, text) only if the scan was asked for texts."""

    label: str
    name: str
    attributes: Attributes
    offset: int
    text: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)


class ArcElement(NamedTuple):
    """An arc as it is written (XBRL 2.1 section 3.5.3.9)."""

    name: str
    attributes: Attributes
    offset: int


@dataclass(slots=True)
class ExtendedLink:
    """An extended link as it is written (XBRL 2.1 section 3.5.3)."""

    name: str
    attributes: Attributes
    offset: int
    locators: list[Locator] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    arcs: list[ArcElement] = field(default_factory=list)


@dataclass(slots=True)
class RoleDeclaration:
    """A `roleType` or `arcroleType` as it is written (XBRL 2.1 sections 5.1.3 and 5.1.4)."""

    arcrole: bool
    attributes: Attributes
    offset: int
    prefixes: Mapping[str, str]
    definition: str = ""
    used_on: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scan:
    """What one document says.

    `children` are the offsets and names of a schema's children in order, `groups` its model groups; `end` is the offset
    of its end tag, `ids` the offsets of links and resources that have an id. `hints` are namespaces and addresses of
    `xsi:schemaLocation` on the root. `outline` is there for schemas that are not the filing's own.
    """

    kind: DocumentKind = DocumentKind.OTHER
    root: str = ""
    attributes: Attributes = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    referrals: list[Referral] = field(default_factory=list)
    elements: Components = field(default_factory=Components)
    types: list[Component] = field(default_factory=list)
    groups: list[Component] = field(default_factory=list)
    children: Sequence[tuple[int, str]] = field(default_factory=list)
    roles: list[RoleDeclaration] = field(default_factory=list)
    links: list[ExtendedLink] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    hints: list[tuple[str, str]] = field(default_factory=list)
    end: int = 0
    outline: Outline | None = None


def scan_document(data: bytes, address: str, name: str, *, texts: bool = False) -> Scan | Finding:
    """The records of a document (normalised bytes). With `texts`, resources carry their text and parts.

    Of an instance only the references at its head are read.
    """
    scanner = _Scanner(address, texts)
    broken = scan_xml(data, name, scanner.connect)
    return scanner.scan if broken is None else broken


class _Scanner:
    """The state of one pass; the handlers of the three kinds of documents."""

    def __init__(self, address: str, texts: bool) -> None:
        self.children: list[tuple[int, str]] = []
        self.scan = Scan(children=self.children)
        self.texts = texts
        self.depth = 0
        self.bases = [(0, address)]
        self.prefixes: dict[str, str] = {}
        self.scopes: list[dict[str, str]] = []
        self.resolved: dict[tuple[str, str], str] = {}
        self.located: set[str] = set()
        self.component: Component | None = None
        self.role: RoleDeclaration | None = None
        self.resource: Resource | None = None
        self.resource_depth = 0
        self.linkbase_depth = 0
        self.appinfo_depth = 0
        self.text: list[str] = []
        self.part_start = 0

    def connect(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.StartElementHandler = self.root
        parser.EndElementHandler = self.end
        parser.StartNamespaceDeclHandler = self.scope
        parser.EndNamespaceDeclHandler = self.unscope

    def scope(self, prefix: str | None, uri: str | None) -> None:
        self.scopes.append(self.prefixes)
        self.prefixes = {**self.prefixes, prefix or "": uri or ""}

    def unscope(self, _prefix: str | None) -> None:
        self.prefixes = self.scopes.pop()

    def absolute(self, href: str) -> tuple[str, str]:
        """The absolute address of a reference and its fragment."""
        reference, _, fragment = href.partition("#")
        base = self.bases[-1][1]
        address = self.resolved.get((base, reference))
        if address is None:
            address = self.resolved[base, reference] = join(base, reference)
        return address, unquote(fragment) if "%" in fragment else fragment

    def refer(self, href: str | None, how: str, kind: DocumentKind | None, namespace: str = "") -> None:
        if href is not None and href.strip():
            address, fragment = self.absolute(href.strip())
            self.scan.referrals.append(
                Referral(address, fragment, how, kind, self.parser.CurrentByteIndex, namespace)
            )  # fmt: skip

    # The root decides which handler reads the rest.

    def root(self, name: str, attributes: dict[str, str]) -> None:
        scan = self.scan
        scan.root, scan.attributes, scan.prefixes = name, attributes, self.prefixes
        self.depth = 1
        self.rebase(attributes)
        hints = attributes.get(f"{XSI}}}schemaLocation", "").split()
        scan.hints = [(uri, self.absolute(place)[0]) for uri, place in zip(hints[::2], hints[1::2], strict=False)]
        if name == f"{XSD}}}schema":
            scan.kind = DocumentKind.SCHEMA
            self.parser.StartElementHandler = self.schema
        elif name == _LINKBASE:
            scan.kind = DocumentKind.LINKBASE
            self.linkbase_depth = 1
            self.parser.StartElementHandler = self.linkbase
        elif name == f"{XBRLI}}}xbrl":
            scan.kind = DocumentKind.INSTANCE
            self.parser.StartElementHandler = self.instance
        else:
            # Nothing is to be had from it, but that it is no XML should be told first.
            self.parser.StartElementHandler = None
            self.parser.EndElementHandler = None

    def rebase(self, attributes: dict[str, str]) -> None:
        base = attributes.get(XML_BASE)
        if base is not None:
            self.bases.append((self.depth, join(self.bases[-1][1], base)))

    def end(self, _name: str) -> None:
        depth = self.depth
        self.depth = depth - 1
        if len(self.bases) > 1 and self.bases[-1][0] == depth:
            self.bases.pop()
        if depth == 2:
            self.component = None
        elif depth == 1:
            self.scan.end = self.parser.CurrentByteIndex
        if self.linkbase_depth == depth and depth > 1:
            self.linkbase_depth = 0
            self.parser.StartElementHandler = self.schema

    def instance(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 2:
            return
        kind = _REFERENCES.get(name)
        if kind is None:
            raise StopScan
        self.rebase(attributes)
        self.refer(attributes.get(X_HREF), name.rpartition("}")[2], kind)

    def schema(self, name: str, attributes: dict[str, str]) -> None:
        self.depth = depth = self.depth + 1
        if XML_BASE in attributes:
            self.rebase(attributes)
        if depth == 2:
            offset = self.parser.CurrentByteIndex
            self.children.append((offset, name))
            if name == _ELEMENT:
                self.component = Component(attributes, offset, self.prefixes)
                self.scan.elements.append(self.component)
            elif name in _TYPES:
                self.component = Component(attributes, offset, self.prefixes)
                self.scan.types.append(self.component)
            elif name in _COMPOSITION:
                how = _COMPOSITION[name]
                self.refer(attributes.get("schemaLocation"), how, DocumentKind.SCHEMA, attributes.get("namespace", ""))
            elif name == _GROUP:
                self.component = Component(attributes, offset, self.prefixes)
                self.scan.groups.append(self.component)
            return
        component = self.component
        if component is not None:
            if name in _DERIVATIONS:
                if not component.base:
                    component.base = attributes.get("base", "")
            elif name == _ELEMENT:
                if "ref" in attributes:
                    component.refs += (attributes["ref"],)
            elif depth == 3 and name in _TYPES:
                component.own = True
        elif name == _APPINFO and depth == 3:
            self.appinfo_depth = 3
        elif depth >= 4 and self.appinfo_depth:
            self.appinfo(name, attributes)

    def appinfo(self, name: str, attributes: dict[str, str]) -> None:
        if name == _LINKBASE:
            self.linkbase_depth = self.depth
            self.parser.StartElementHandler = self.linkbase
        elif name == f"{LINK}}}linkbaseRef":
            self.refer(attributes.get(X_HREF), "linkbaseRef", DocumentKind.LINKBASE)
        elif name == f"{LINK}}}roleType" or name == f"{LINK}}}arcroleType":
            arcrole = name == f"{LINK}}}arcroleType"
            self.role = RoleDeclaration(arcrole, attributes, self.parser.CurrentByteIndex, self.prefixes)
            self.scan.roles.append(self.role)
        elif self.role is not None and (name == f"{LINK}}}definition" or name == f"{LINK}}}usedOn"):
            self.collect(self.end_role_text)

    def linkbase(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if XML_BASE in attributes:
            self.rebase(attributes)
        kind = attributes.get(X_TYPE)
        links = self.scan.links
        if kind == "locator":
            address, fragment = self.absolute(attributes.get(X_HREF, ""))
            offset = self.parser.CurrentByteIndex
            # What stands in for link:loc discovers nothing (XBRL 2.1 section 3.2).
            if address not in self.located and name == _LOC:
                self.located.add(address)
                self.scan.referrals.append(Referral(address, fragment, "loc", None, offset))
            if links:
                links[-1].locators.append(
                    Locator(attributes.get(X_LABEL, ""), address, fragment, offset, attributes)
                )  # fmt: skip
        elif kind == "arc":
            if links:
                links[-1].arcs.append(ArcElement(name, attributes, self.parser.CurrentByteIndex))
        elif kind == "resource":
            if links:
                self.start_resource(links[-1], name, attributes)
        elif kind == "extended":
            links.append(ExtendedLink(name, attributes, self.parser.CurrentByteIndex))
            self.identify(attributes)
        elif kind == "simple" and self.depth == self.linkbase_depth + 1 and name in _REFERENCES:
            self.refer(attributes.get(X_HREF), name.rpartition("}")[2], _REFERENCES[name])
        elif self.resource is not None and self.depth == self.resource_depth + 1:
            self.resource.parts.append((name, ""))
            self.part_start = len(self.text)

    def identify(self, attributes: Attributes) -> None:
        if "id" in attributes:
            self.scan.ids[attributes["id"]] = self.parser.CurrentByteIndex

    def start_resource(self, link: ExtendedLink, name: str, attributes: Attributes) -> None:
        resource = Resource(attributes.get(X_LABEL, ""), name, attributes, self.parser.CurrentByteIndex)
        link.resources.append(resource)
        self.identify(attributes)
        if self.texts:
            self.resource, self.resource_depth = resource, self.depth
            self.collect(self.end_resource_text)

    # Character data is looked at only where it is wanted: calling Python for each line break is what costs.

    def collect(self, end: Callable[[str], None]) -> None:
        self.text = []
        self.parser.CharacterDataHandler = self.text.append
        self.parser.EndElementHandler = end

    def end_role_text(self, name: str) -> None:
        role = self.role
        text = "".join(self.text).strip()
        if role is not None and name == f"{LINK}}}definition":
            role.definition = text
        elif role is not None and name == f"{LINK}}}usedOn":
            role.used_on.append(text)
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = self.end
        self.end(name)

    def end_resource_text(self, name: str) -> None:
        resource = self.resource
        if resource is not None and self.depth == self.resource_depth:
            resource.text = "".join(self.text)
            self.resource = None
            self.parser.CharacterDataHandler = None
            self.parser.EndElementHandler = self.end
        elif resource is not None and self.depth == self.resource_depth + 1 and resource.parts:
            resource.parts[-1] = (resource.parts[-1][0], "".join(self.text[self.part_start :]).strip())
        self.end(name)
