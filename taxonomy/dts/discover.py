"""Discovery of a DTS from its entry points (XBRL 2.1 section 3.2), and the joining of what its documents say.

Where bytes come from is `resolve`, what a document says `scan`; concepts and networks have modules of their name.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..finding import Finding, finding
from ..garbage import collection_paused
from ..model import ArcroleType, RoleType, Taxonomy
from ..names import LINK
from ..qname import QName
from ..span import Span
from .components import Component
from .concepts import Declaration, Declarations, Elements, resolve_name
from .excerpts import excerpt_finding, suffices
from .model import DTS, Document, DocumentKind, Origin
from .networks import Located, build_labels, build_networks, build_references
from .pointer import all_ids, element_offset, is_pointer
from .resolve import Content, Resolver, Told, Unread
from .scan import ExtendedLink, Locator, Referral, Resource, RoleDeclaration, Scan
from .scanned import Scanned, Scans
from .xml import position

if TYPE_CHECKING:
    from ..schemadeclared import Schemas

_MAX_ALSO = 20
_COMPOSED = ("include", "redefine")


class _Request(NamedTuple):
    """A document asked for: by which document's referral (None for an entry point), in which namespace if included."""

    address: str
    referrer: str
    referral: Referral | None
    namespace: str


def load_dts(entry_points: Iterable[str | Path], resolver: Resolver, *, labels: bool = False) -> DTS:
    """The DTS of the entry points: instances, schemas or linkbases, as paths or addresses.

    With `labels` the concepts carry their labels and references. Whatever is missing, refused or broken is in
    `DTS.findings`, once each; the rest is loaded all the same.
    """
    addresses = tuple(dict.fromkeys(resolver.address(entry) for entry in entry_points))
    loader = _Loader(resolver, labels)
    with collection_paused():
        loader.discover(addresses)
        excerpts = [d for d in loader.documents.values() if d.origin is Origin.EXCERPT]
        if not all(suffices(d, loader.documents, loader.scans, loader.declarations, resolver) for d in excerpts):
            # Half a taxonomy would make errors of what is right: then it is better to say that it is not there.
            loader = _Loader(resolver.without_excerpts(), labels)
            loader.discover(addresses)
        else:
            loader.findings += [excerpt_finding(document, loader.declarations) for document in excerpts]
        return loader.result(addresses)


class _Loader:
    """The state of one discovery."""

    def __init__(self, resolver: Resolver, labels: bool) -> None:
        self.resolver = resolver
        self.labels = labels
        self.documents: dict[str, Document] = {}
        self.aliases: dict[str, str] = {}
        self.scans: dict[str, Scan] = {}
        self.declarations = Declarations()
        self.findings: list[Finding] = list(resolver.findings)
        self._scanned = Scans(labels, resolver.kept)
        self._identities: dict[str, str] = {}
        self._digests: dict[str, bytes] = {}
        self._unread: dict[str, tuple[Unread | Finding, list[_Request]]] = {}
        self._taken: set[tuple[str, str]] = set()
        self._ids: dict[str, set[str]] = {}
        self._schemas: Schemas | None = None

    def discover(self, addresses: Iterable[str]) -> None:
        """Reads every document reached, each once, in breadth first."""
        queue = deque(_Request(address, "", None, "") for address in addresses)
        while queue:
            request = queue.popleft()
            address = self._read(request)
            if address is None:
                continue
            scan = self.scans[address]
            self._check_kind(request, address)
            namespace = scan.attributes.get("targetNamespace", "") or request.namespace
            if (address, namespace) in self._taken:
                continue
            self._taken.add((address, namespace))
            if scan.kind is DocumentKind.SCHEMA:
                self.declarations.add(scan, address, namespace)
            for referral in scan.referrals:
                inherited = namespace if referral.how in _COMPOSED else ""
                queue.append(_Request(referral.address, address, referral, inherited))
        self._scanned.settle()
        self._tell_unread()

    def _read(self, request: _Request) -> str | None:
        """The address under which the document asked for stands, after reading it if that was not done; else None."""
        address = self.aliases.get(request.address, request.address)
        if address in self.documents:
            return address
        if address in self._unread:
            self._unread[address][1].append(request)
            return None
        told = self.resolver.tell(address)
        if isinstance(told, Unread):
            self._unread[address] = (told, [request])
            return None
        known = self._identities.setdefault(told.identity, address)
        if known != address and known in self.documents:
            self.aliases[address] = known
            return known
        scanned = self._scanned.scan(told, address)
        if isinstance(scanned, Finding | Unread):
            self._unread[address] = (scanned, [request])
            return None
        self.scans[address] = scanned.scan
        self.documents[address] = _document(address, told, scanned, request.namespace)
        self._digests[address] = told.digest
        return address

    def _check_kind(self, request: _Request, address: str) -> None:
        """A document must be what it is referred to as: a linkbase inside a schema may be referred to by its id."""
        kind = self.documents[address].kind
        referral = request.referral
        name = self.documents[address].name
        if kind is DocumentKind.OTHER and (referral is None or referral.kind is not None):
            root = self.scans[address].root
            clark = "{" + root if "}" in root else root
            message = f"{name} is no instance, schema or linkbase: its root element is {clark}"
        elif referral is None or referral.kind in (None, kind) or referral.fragment:
            return
        else:
            message = f"{referral.how} leads to {name}, which is no {referral.kind} but one {kind}"
        self.findings.append(finding("dts:wrong-document", message, source=self._source(request) or Span(name, 1, 1)))

    def _source(self, request: _Request) -> Span | None:
        """Where the document was asked for."""
        if request.referral is None:
            return None
        return self._position(request.referrer, request.referral.offset)

    def _position(self, address: str, offset: int) -> Span:
        document = self.documents[address]
        content = self.resolver.read(address)
        return position(content.data if isinstance(content, Content) else b"", offset, document.name)

    def _tell_unread(self) -> None:
        """One finding for each document that could not be had, however many ask for it."""
        for reason, requests in self._unread.values():
            places = [p for p in map(self._source, requests[: _MAX_ALSO + 1]) if p is not None]
            how = requests[0].referral
            asked = f" (asked for by {how.how}{_times(len(requests))})" if how else ""
            # The place of what is broken comes first, who refers to it after.
            if reason.source is not None:
                places.insert(0, reason.source)
            told = finding(
                reason.code,
                reason.message + asked,
                hint=reason.hint,
                source=places[0] if places else None,
                also=places[1:],
            )
            self.findings.append(told)

    def result(self, entry_points: tuple[str, ...]) -> DTS:
        """All documents joined."""
        declarations = self.declarations
        links = [
            (address, link, self._located(address, link))
            for address, scan in self.scans.items()
            for link in scan.links
        ]  # fmt: skip
        joined = [(link, located) for _, link, located in links]
        label_map = build_labels(joined, self._remote) if self.labels else {}
        reference_map = build_references(joined, self._remote) if self.labels else {}
        roles = [(a, r) for a, scan in self.scans.items() for r in scan.roles]
        taxonomy = Taxonomy(
            Elements(declarations, label_map, reference_map, all_elements=False),
            build_networks(joined, self._typed),
            tuple(_role(r) for _, r in roles if not r.arcrole),
            tuple(_arcrole(r) for _, r in roles if r.arcrole),
            self._prefixes(),
        )
        return DTS(
            entry_points,
            self.documents,
            self.aliases,
            taxonomy,
            Elements(declarations, label_map, reference_map, all_elements=True),
            declarations,
            self.scans,
            tuple(links),
            tuple(self.findings),
            self.resolver,
            self._hinted(),
            self._digests,
        )

    def _typed(self, name: str, text: str) -> object:
        """The value of an attribute of an arc by the type that the DTS declares for it (XBRL 2.1 section 4.10)."""
        if self._schemas is None:
            from ..schemadeclared import Schemas

            self._schemas = Schemas(self.documents.values(), self._bytes)
        return self._schemas.attribute_value(name, text)

    def _bytes(self, address: str) -> bytes:
        content = self.resolver.read(address)
        return content.data if isinstance(content, Content) else b""

    def _hinted(self) -> dict[str, tuple[Document, Scan]]:
        """Schemas that only `xsi:schemaLocation` leads to, each with all that it imports; a hint may lead nowhere."""
        known = {d.namespace for d in self.documents.values() if d.kind is DocumentKind.SCHEMA}
        hinted: dict[str, tuple[Document, Scan]] = {}
        for hints in [scan.hints for scan in self.scans.values()]:
            for namespace, address in hints:
                if namespace not in known and address not in hinted:
                    hinted.update(self._closure(address, known, hinted))
        return hinted

    def _closure(
        self, start: str, known: set[str], hinted: dict[str, tuple[Document, Scan]]
    ) -> dict[str, tuple[Document, Scan]]:
        """A hinted schema and those it is composed of that are not there yet; nothing if one of them cannot be had."""
        found: dict[str, tuple[Document, Scan]] = {}
        pending = [(start, "")]
        while pending:
            address, inherited = pending.pop()
            if address in found or address in hinted or self.aliases.get(address, address) in self.documents:
                continue
            told = self.resolver.tell(address)
            scanned = told if isinstance(told, Unread) else self._scanned.scan(told, address)
            if isinstance(scanned, Finding | Unread) or isinstance(told, Unread):
                return {}
            scan = scanned.scan
            if scan.kind is not DocumentKind.SCHEMA:
                return {}
            document = _document(address, told, scanned, inherited)
            if document.namespace in known:
                continue
            found[address] = (document, scan)
            self._digests[address] = told.digest
            pending += [
                (r.address, document.namespace if r.how in _COMPOSED else "")
                for r in scan.referrals
                if r.how in ("import", *_COMPOSED)
            ]
        return found

    def _located(self, address: str, link: ExtendedLink) -> Located:
        """The concepts that the labels of a link's locators stand for; a locator that leads nowhere is told."""
        located: Located = {}
        aliases, ids = self.aliases, self.declarations.ids
        for locator in link.locators:
            target = aliases.get(locator.address, locator.address)
            name = ids.get(target, {}).get(locator.fragment)
            if name is None:
                if target not in self.documents:
                    continue
                name = self._pointed(target, locator)
                if name is None:
                    self._check_locator(address, link, target, locator.fragment, locator.offset)
                    continue
            located.setdefault(locator.label, []).append(name)
        return located

    def _pointed(self, target: str, locator: Locator) -> QName | None:
        """The element that a fragment in the `element()` scheme points to (XBRL 2.1 section 3.5.4)."""
        scan = self.scans[target]
        if "(" not in locator.fragment or scan.kind is not DocumentKind.SCHEMA:
            return None
        content = self.resolver.read(target)
        offset = element_offset(content.data, locator.fragment) if isinstance(content, Content) else None
        if offset is None:
            return None
        return self.declarations.at_offset(target, scan, self.documents[target].namespace, offset)

    def _check_locator(self, address: str, link: ExtendedLink, target: str, fragment: str, offset: int) -> None:
        """A locator must lead to an element; a document as a whole will do for links that are not XBRL's own."""
        scan = self.scans[target]
        if fragment in scan.ids or (not fragment and not link.name.startswith(LINK)):
            return
        if fragment in self._all_ids(target) or ("(" in fragment and not self._leads_nowhere(target, fragment)):
            return
        name = self.documents[target].name
        what = "that the pointer" if "(" in fragment else "with the id"
        where = f"{name} has no element {what} {fragment!r}" + (" leads to" if "(" in fragment else "")
        message = where if fragment else f"a locator leads to {name}, but to no element in it"
        self.findings.append(finding("dts:no-such-element", message, source=self._position(address, offset)))

    def _leads_nowhere(self, target: str, fragment: str) -> bool:
        """Whether a fragment is of the `element()` scheme and points to nothing; other schemes are told elsewhere."""
        content = self.resolver.read(target)
        if not isinstance(content, Content) or not is_pointer(fragment):
            return False
        return element_offset(content.data, fragment) is None

    def _all_ids(self, address: str) -> set[str]:
        """Every id in a document; asked for when a locator leads to none that a link or concept has."""
        if address not in self._ids:
            content = self.resolver.read(address)
            self._ids[address] = all_ids(content.data) if isinstance(content, Content) else set()
        return self._ids[address]

    def _remote(self, address: str, fragment: str) -> Resource | None:
        """The resource with an id in another linkbase."""
        target = self.aliases.get(address, address)
        scan = self.scans.get(target)
        if scan is None or fragment not in scan.ids:
            return None
        offset = scan.ids[fragment]
        return next((r for link in scan.links for r in link.resources if r.offset == offset), None)

    def _prefixes(self) -> dict[str, str]:
        """A prefix for each target namespace, as its own schema declares it; the first taker keeps a prefix."""
        prefixes: dict[str, str] = {}
        for scan in self.scans.values():
            namespace = scan.attributes.get("targetNamespace")
            if scan.kind is DocumentKind.SCHEMA and namespace:
                for prefix, uri in scan.prefixes.items():
                    if uri == namespace and prefix:
                        prefixes.setdefault(prefix, uri)
        return prefixes


def _document(address: str, told: Told, scanned: Scanned, namespace: str) -> Document:
    scan = scanned.scan
    imports = tuple(r.address for r in scan.referrals if r.how in ("import", *_COMPOSED))
    own = scan.attributes.get("targetNamespace", namespace) if scan.kind is DocumentKind.SCHEMA else ""
    return Document(address, scan.kind, told.origin, told.name, scanned.size, own, imports)


def _times(count: int) -> str:
    return f", {count} times" if count > 1 else ""


def _used_on(role: RoleDeclaration) -> tuple[QName, ...]:
    scope = Declaration(Component(role.attributes, role.offset, role.prefixes), "", "", False)
    return tuple(resolve_name(text, scope) for text in role.used_on)


def _role(role: RoleDeclaration) -> RoleType:
    attributes = role.attributes
    return RoleType(attributes.get("roleURI", ""), role.definition, _used_on(role), attributes.get("id", ""))


def _arcrole(role: RoleDeclaration) -> ArcroleType:
    attributes = role.attributes
    return ArcroleType(
        attributes.get("arcroleURI", ""),
        role.definition,
        _used_on(role),
        attributes.get("cyclesAllowed", "none"),
        attributes.get("id", ""),
    )
