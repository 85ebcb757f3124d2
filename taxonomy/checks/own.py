"""The documents that are checked, as trees, with what the whole DTS declares: the ground that all checks stand on.

Only what belongs to a filing is parsed into trees; of a large taxonomy it stands on, the records of its scan suffice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple, cast

from lxml import etree

from ..dts import DTS, DocumentKind, ParsedXml, parse_xml, position
from ..dts.head import links_only
from ..dts.networks import Located
from ..dts.resolve import join
from ..dts.scan import ExtendedLink, RoleDeclaration
from ..finding import Finding, finding
from ..names import LINK, XLINK, XML, XSD
from ..qname import QName
from ..span import Span

TYPE: Final = f"{{{XLINK}}}type"
HREF: Final = f"{{{XLINK}}}href"
ROLE: Final = f"{{{XLINK}}}role"
ARCROLE: Final = f"{{{XLINK}}}arcrole"
LABEL: Final = f"{{{XLINK}}}label"
FROM: Final = f"{{{XLINK}}}from"
TO: Final = f"{{{XLINK}}}to"
_BASE: Final = f"{{{XML}}}base"
_LINKBASE: Final = f"{{{LINK}}}linkbase"
_ROLE_TYPE: Final = f"{{{LINK}}}roleType"
_ARCROLE_TYPE: Final = f"{{{LINK}}}arcroleType"
_MAX_ALSO: Final = 20


class Issue(NamedTuple):
    """What is wrong at a place: an element of a document's tree, or a byte offset in the document."""

    code: str
    message: str
    address: str
    place: etree._Element | int


class Linkbase(NamedTuple):
    """A linkbase element, or the root of an instance, whose references and links are of the same form.

    `members` are the elements in it that have an `xlink:type`, with that, in document order.
    """

    address: str
    root: etree._Element
    members: list[tuple[etree._Element, str]]

    @classmethod
    def of(cls, address: str, root: etree._Element) -> Linkbase:
        """The linkbase at an element."""
        return cls(address, root, [(e, kind) for e in root.iter(etree.Element) if (kind := e.get(TYPE)) is not None])

    def links(self) -> Iterator[etree._Element]:
        """The extended links."""
        return (element for element, kind in self.members if kind == "extended" and element.getparent() is self.root)


class DeclaredRole(NamedTuple):
    """A `roleType` or `arcroleType` of the DTS, its `usedOn` by full names."""

    address: str
    arcrole: bool
    uri: str
    id: str
    definition: str
    used_on: tuple[QName, ...]
    cycles_allowed: str
    place: etree._Element | int


class Own:
    """The documents of a DTS that are checked: those at `addresses`."""

    def __init__(self, dts: DTS, addresses: Iterable[str]) -> None:
        self.dts = dts
        self.trees: dict[str, ParsedXml] = {}
        self._known: dict[tuple[bool, str], list[DeclaredRole]] = {}
        for address in addresses:
            document = dts.documents[address]
            data = dts.content(address)
            if document.kind is DocumentKind.OTHER:
                continue
            if document.kind is DocumentKind.INSTANCE:
                data = links_only(data)
            tree = parse_xml(data, document.name)
            if not isinstance(tree, ParsedXml) and document.kind is DocumentKind.INSTANCE:
                tree = parse_xml(dts.content(address), document.name)
            if isinstance(tree, ParsedXml):  # otherwise discovery has told
                self.trees[address] = tree

    @cached_property
    def linkbases(self) -> list[Linkbase]:
        """The linkbases of the documents, also those inside schemas; the instances come last."""
        found = []
        instances = []
        for address, tree in self.trees.items():
            if self.dts.documents[address].kind is DocumentKind.INSTANCE:
                instances.append(Linkbase.of(address, tree.root))
            else:
                found += [Linkbase.of(address, e) for e in tree.root.iter(_LINKBASE)]
        return found + instances

    @cached_property
    def schemas(self) -> list[tuple[str, etree._Element]]:
        """The schemas among the documents."""
        return [
            (address, tree.root)
            for address, tree in self.trees.items()
            if self.dts.documents[address].kind is DocumentKind.SCHEMA and tree.root.tag == f"{{{XSD}}}schema"
        ]

    @cached_property
    def links(self) -> list[tuple[str, ExtendedLink, Located]]:
        """The extended links of the documents, with what their locators stand for; none of instances."""
        return [each for each in self.dts.links if each[0] in self.trees]

    @cached_property
    def roles(self) -> list[DeclaredRole]:
        """What the documents themselves declare, in order."""
        return [
            _declared(address, element)
            for address, root in self.schemas
            for element in root.iter(_ROLE_TYPE, _ARCROLE_TYPE)
        ]

    @cached_property
    def _declarations(self) -> dict[tuple[bool, str], list[tuple[str, RoleDeclaration] | DeclaredRole]]:
        found: dict[tuple[bool, str], list[tuple[str, RoleDeclaration] | DeclaredRole]] = {}
        for address, scan in self.dts.scans.items():
            if address not in self.trees:
                for role in scan.roles:
                    uri = role.attributes.get("arcroleURI" if role.arcrole else "roleURI", "").strip()
                    found.setdefault((role.arcrole, uri), []).append((address, role))
        for own in self.roles:
            found.setdefault((own.arcrole, own.uri), []).append(own)
        return found

    def declarations(self, arcrole: bool, uri: str) -> list[DeclaredRole]:
        """All declarations of a role or arcrole in the DTS, those of the documents last."""
        known = self._known.get((arcrole, uri))
        if known is None:
            found = self._declarations.get((arcrole, uri), [])
            known = [each if isinstance(each, DeclaredRole) else _scanned(*each) for each in found]
            self._known[arcrole, uri] = known
        return known

    def findings(self, issues: Iterable[Issue]) -> Iterator[Finding]:
        """The issues as findings, those that say the same of one document as one; places found in one go."""
        grouped: dict[tuple[str, str, str], list[Issue]] = {}
        for issue in issues:
            grouped.setdefault(issue[:3], []).append(issue)
        wanted: dict[str, list[etree._Element]] = {}
        shown = {key: group[: _MAX_ALSO + 1] for key, group in grouped.items()}
        for issue in (issue for group in shown.values() for issue in group):
            if not isinstance(issue.place, int):
                wanted.setdefault(issue.address, []).append(issue.place)
        spans: dict[etree._Element, Span] = {}
        for address, elements in wanted.items():
            spans.update(zip(elements, self.trees[address].spans(elements), strict=True))
        for (code, message, _), group in grouped.items():
            places = [self._span(i, spans) for i in shown[code, message, group[0].address]]
            told = f"{message} ({len(group)} times)" if len(group) > 1 else message
            yield finding(code, told, source=places[0], also=places[1:])

    def _span(self, issue: Issue, spans: dict[etree._Element, Span]) -> Span:
        if not isinstance(issue.place, int):
            return spans[issue.place]
        return position(self.dts.content(issue.address), issue.place, self.dts.documents[issue.address].name)


def _declared(address: str, element: etree._Element) -> DeclaredRole:
    """A declaration in a document that is checked; each `usedOn` may have prefixes of its own."""
    arcrole = element.tag == _ARCROLE_TYPE
    return DeclaredRole(
        address,
        arcrole,
        (element.get("arcroleURI" if arcrole else "roleURI") or "").strip(),
        element.get("id", ""),
        " ".join((element.findtext(f"{{{LINK}}}definition") or "").split()),
        tuple(resolve(e.text or "", e.nsmap) for e in element.iterchildren(f"{{{LINK}}}usedOn")),
        element.get("cyclesAllowed", ""),
        element,
    )


def _scanned(address: str, role: RoleDeclaration) -> DeclaredRole:
    attributes = role.attributes
    return DeclaredRole(
        address,
        role.arcrole,
        attributes.get("arcroleURI" if role.arcrole else "roleURI", "").strip(),
        attributes.get("id", ""),
        " ".join(role.definition.split()),
        tuple(resolve(text, role.prefixes) for text in role.used_on),
        attributes.get("cyclesAllowed", ""),
        role.offset,
    )


def resolve(text: str, prefixes: Mapping[str, str] | Mapping[str | None, str]) -> QName:
    """A qualified name in the scope of `prefixes` (those of a scan, or of an lxml element: None for the default)."""
    scope = cast("Mapping[str | None, str]", prefixes)
    prefix, colon, local = text.strip().rpartition(":")
    uri = scope.get(prefix) if colon else scope.get("", scope.get(None))
    return QName(uri or "", local)


def leads_to(address: str, element: etree._Element) -> tuple[str, str]:
    """The absolute address that the `xlink:href` of an element in a document leads to, and its fragment."""
    for base in reversed([e.get(_BASE) for e in (element, *element.iterancestors())]):
        if base:
            address = join(address, base)
    place, _, fragment = (element.get(HREF) or "").strip().partition("#")
    return join(address, place), fragment


def name_of(element: etree._Element) -> QName:
    """The element's name."""
    return QName.from_clark(element.tag)
