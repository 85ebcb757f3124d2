"""Where things are written: the rows of a profile, the elements of a DTS's documents.

A place is looked up when a finding needs it, which is seldom; so it is searched for and not kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .. import names
from ..dts.model import DTS
from ..dts.networks import Located
from ..dts.scan import X_ARCROLE, X_FROM, X_ROLE, X_TO, ExtendedLink
from ..model import Arc, LinkKind, Network
from ..profile.model import Profile
from ..qname import QName
from ..span import Span

ArcKey = tuple[str, str, str, QName, QName]
"""Kind of link, role, arcrole, source and target."""


class ProfilePlaces:
    """The rows that the concepts, arcs and roles of a profile's taxonomy come from."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._roles = {f"{profile.namespace}/role/{role.uri}": role for role in profile.roles.values()}

    def concept(self, name: QName) -> Span | None:
        """The row of `concepts.csv`, or that of the measure or hypercube which the concept is generated for."""
        profile = self._profile
        if name.local in profile.concepts:
            return profile.concepts[name.local].source
        derived = profile.derived().get(name.local)
        if derived is not None:
            return derived[0].source
        for measure in profile.measures.values():
            if measure.heading == name.local:
                return measure.source
        return next((row.source for row in profile.dimensions if row.line_items == name.local), None)

    def label(self, name: QName, role: str) -> Span | None:
        """The row of the concept."""
        return self.concept(name)

    def arc(self, network: Network, arc: Arc) -> Span | None:
        """The row of the network's file."""
        profile = self._profile
        role = self._roles[network.role].id if network.role in self._roles else ""
        source, target = arc.source.local, arc.target.local
        if network.kind is LinkKind.CALCULATION:
            sums = (r for r in profile.calculation if (r.role, r.total, r.part) == (role, source, target))
            return next((row.source for row in sums), None)
        if network.kind is LinkKind.PRESENTATION:
            kind = (arc.preferred_label or "").rpartition("/")[2].removesuffix("Label")
            shown = [r for r in profile.presentation if (r.role, r.concept) == (role, target)]
            for row in sorted(shown, key=lambda row: row.label != kind):
                return row.source
        if not role:
            relations = profile.relations()
            related = relations.get(source) or relations.get(target)
            return related.source if related else None
        for dimension in profile.dimensions:
            parts = (dimension.hypercube, dimension.axis, dimension.domain, dimension.member, dimension.line_items)
            if dimension.role == role and target in parts and (source in parts or source == dimension.parent):
                return dimension.source
        return self.concept(arc.target)

    def role(self, uri: str) -> Span | None:
        """The row of `roles.csv`."""
        return self._roles[uri].source if uri in self._roles else None


@dataclass(frozen=True)
class DtsPlaces:
    """The elements of the author's own documents."""

    dts: DTS
    documents: frozenset[str]
    _read: dict[str, tuple[bytes, list[int]]] = field(default_factory=dict, repr=False, compare=False)

    def concept(self, name: QName) -> Span | None:
        """The element declaration."""
        declaration = self.dts.declarations.elements.get(name)
        return self._span(declaration.document, declaration.component.offset) if declaration else None

    def label(self, name: QName, role: str) -> Span | None:
        """The label resource, or the declaration where the label is somebody else's."""
        for address, link, located in self._links():
            for arc in link.arcs:
                if arc.attributes.get(X_ARCROLE) != names.CONCEPT_LABEL:
                    continue
                if name not in located.get(arc.attributes.get(X_FROM, ""), ()):
                    continue
                for resource in link.resources:
                    if resource.label == arc.attributes.get(X_TO) and resource.attributes.get(X_ROLE) == role:
                        return self._span(address, resource.offset)
        return self.concept(name)

    def arc(self, network: Network, arc: Arc) -> Span | None:
        """The arc element."""
        where = self.arcs.get((network.kind, network.role, network.arcrole, arc.source, arc.target))
        if where is None:
            return None
        # Two arcs between the same concepts are told apart by what else they say.
        chosen = next((w for w in where if w[2] == arc.preferred_label), where[-1])
        return self._span(chosen[0], chosen[1])

    def role(self, uri: str) -> Span | None:
        """The role type, or the first link that uses the role."""
        for address in self.documents:
            for role in self.dts.scans[address].roles:
                if uri in (role.attributes.get("roleURI"), role.attributes.get("arcroleURI")):
                    return self._span(address, role.offset)
        for address, link, _ in self._links():
            if link.attributes.get(X_ROLE) == uri:
                return self._span(address, link.offset)
            uses = [(arc.attributes, arc.offset) for arc in link.arcs]
            uses += [(resource.attributes, resource.offset) for resource in link.resources]
            for attributes, offset in uses:
                if uri in (attributes.get(X_ARCROLE), attributes.get("preferredLabel"), attributes.get(X_ROLE)):
                    return self._span(address, offset)
        return None

    @cached_property
    def arcs(self) -> Mapping[ArcKey, list[tuple[str, int, str | None]]]:
        """Document, offset and preferred label of each arc of the author's between concepts."""
        found: dict[ArcKey, list[tuple[str, int, str | None]]] = {}
        kinds = {f"{names.LINK}}}{kind.value}": kind.value for kind in LinkKind}
        for address, link, located in self._links():
            kind = kinds.get(link.name)
            if kind is None:
                continue
            role = link.attributes.get(X_ROLE, "")
            for element in link.arcs:
                attributes = element.attributes
                where = (address, element.offset, attributes.get("preferredLabel"))
                for source in located.get(attributes.get(X_FROM, ""), ()):
                    for target in located.get(attributes.get(X_TO, ""), ()):
                        key = (kind, role, attributes.get(X_ARCROLE, ""), source, target)
                        found.setdefault(key, []).append(where)
        return found

    def _links(self) -> Iterator[tuple[str, ExtendedLink, Located]]:
        return (link for link in self.dts.links if link[0] in self.documents)

    def _span(self, address: str, offset: int) -> Span:
        """The line and column of an offset; a document is read and its lines are counted once."""
        if address not in self._read:
            data = self.dts.content(address)
            breaks = [found for found, byte in enumerate(data) if byte == 0x0A]
            self._read[address] = (data, breaks)
        data, breaks = self._read[address]
        line = bisect_left(breaks, offset)
        begin = breaks[line - 1] + 1 if line else 0
        column = len(data[begin:offset].decode("utf-8", "replace")) + 1
        return Span(self.dts.documents[address].name, line + 1, column)
