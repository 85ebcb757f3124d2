"""What is judged: a taxonomy, which of its concepts and arcs are its author's own, and where each of them is written.

How a subject comes from a profile, a package or files is `opening`; the rules stand in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from .. import names
from ..finding import Finding
from ..model import Arc, Concept, LinkKind, Network, RoleType, Taxonomy
from ..profile.model import Profile
from ..qname import QName
from ..span import Span

Sums = Mapping[QName, Sequence[tuple[Network, Arc]]]
"""Each total with its arcs and the networks they stand in."""

SUMMATIONS = (names.SUMMATION_ITEM, names.SUMMATION_ITEM_11)


class Places(Protocol):
    """Where things are written; None for what has no place of its own."""

    def concept(self, name: QName) -> Span | None:
        """Where the concept is declared."""

    def label(self, name: QName, role: str) -> Span | None:
        """Where the concept's label of that role stands."""

    def arc(self, network: Network, arc: Arc) -> Span | None:
        """Where the arc stands."""

    def role(self, uri: str) -> Span | None:
        """Where the role is declared, or used if nothing declares it."""


@dataclass(frozen=True)
class Subject:
    """A taxonomy under judgement.

    `taxonomy` may hold more than is judged: `own` are the concepts that the author declares, `networks` hold the arcs
    that the author wrote, `roles` are the author's role types. `findings` tell what could not be read. `profile` is
    there if the taxonomy follows from one.
    """

    name: str
    taxonomy: Taxonomy
    own: Mapping[QName, Concept]
    networks: tuple[Network, ...]
    roles: tuple[RoleType, ...]
    places: Places
    findings: tuple[Finding, ...] = ()
    profile: Profile | None = None
    _prefixes: dict[str, str] = field(default_factory=dict, repr=False)

    def concept(self, name: QName) -> Concept | None:
        """The concept of that name, whoever declares it."""
        return self.taxonomy.concepts.get(name)

    def show(self, name: QName) -> str:
        """A concept's name as a person reads it: prefixed, unless it is the author's own."""
        if name in self.own:
            return f"`{name.local}`"
        if not self._prefixes:
            self._prefixes.update({uri: prefix for prefix, uri in self.taxonomy.prefixes.items()})
        prefix = self._prefixes.get(name.namespace, "")
        return f"`{prefix}:{name.local}`" if prefix else f"`{name.local}`"

    def kind(self, kind: LinkKind) -> Iterator[Network]:
        """The networks of one kind of link."""
        return (network for network in self.networks if network.kind is kind)

    def arcs(self, *arcroles: str) -> Iterator[tuple[Network, Arc]]:
        """Every arc of the arcroles, with its network."""
        for network in self.networks:
            if network.arcrole in arcroles:
                for arc in network.arcs:
                    yield network, arc

    @cached_property
    def used(self) -> Mapping[QName, Concept]:
        """The author's own concepts and those of others that the author's networks reach, in order."""
        found = dict(self.own)
        for network in self.networks:
            for arc in network.arcs:
                for name in (arc.source, arc.target):
                    if name not in found and (concept := self.concept(name)) is not None:
                        found[name] = concept
        return found

    @cached_property
    def presented(self) -> Mapping[str, frozenset[QName]]:
        """The concepts that each link role presents."""
        found: dict[str, set[QName]] = {}
        for network, arc in self.arcs(names.PARENT_CHILD):
            found.setdefault(network.role, set()).update((arc.source, arc.target))
        return {role: frozenset(concepts) for role, concepts in found.items()}

    @cached_property
    def totals(self) -> Mapping[str, Sums]:
        """The summations of each link role."""
        found: dict[str, dict[QName, list[tuple[Network, Arc]]]] = {}
        for network, arc in self.arcs(*SUMMATIONS):
            found.setdefault(network.role, {}).setdefault(arc.source, []).append((network, arc))
        return found

    @cached_property
    def definitions(self) -> Mapping[str, str]:
        """The definition of each declared role, whoever declares it."""
        return {role.uri: role.definition for role in self.taxonomy.roles}


def children(network: Network) -> dict[QName, list[Arc]]:
    """The arcs of a network below each source, in order of `order`."""
    below: dict[QName, list[Arc]] = {}
    for arc in network.arcs:
        below.setdefault(arc.source, []).append(arc)
    for arcs in below.values():
        arcs.sort(key=lambda arc: arc.order)
    return below


def tail(uri: str) -> str:
    """The last step of a role's address, which is what a person knows it by."""
    return uri.rstrip("/").rpartition("/")[2]
