"""The dimensional arcs of a DTS, indexed for the questions that the rules of Dimensions 1.0 ask.

The rules themselves are `dimensional`; what facts make of the hypercubes is left to whoever validates instances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .dts import DTS
from .model import Arc, ConceptKind
from .names import ALL, DIMENSION_DEFAULT, DIMENSION_DOMAIN, DOMAIN_MEMBER, HYPERCUBE_DIMENSION, NOT_ALL, XBRLDT
from .qname import QName

ARCROLES: Final = frozenset({ALL, NOT_ALL, HYPERCUBE_DIMENSION, DIMENSION_DOMAIN, DOMAIN_MEMBER, DIMENSION_DEFAULT})
TYPED_DOMAIN: Final = f"{XBRLDT}}}typedDomainRef"


class Placed(NamedTuple):
    """A standing arc with the base set it is in."""

    arcrole: str
    role: str
    arc: Arc


class Cubes:
    """The dimensional arcs of a set, indexed by where they start."""

    def __init__(self, dts: DTS) -> None:
        self.dts = dts
        self.arcs: dict[str, list[Placed]] = {arcrole: [] for arcrole in sorted(ARCROLES)}
        self._from: dict[tuple[str, str, QName], list[Placed]] = {}
        self._below: dict[tuple[QName, str], frozenset[QName]] = {}
        for network in dts.taxonomy.networks:
            if network.arcrole in ARCROLES:
                for arc in network.arcs:
                    placed = Placed(network.arcrole, network.role, arc)
                    self.arcs[network.arcrole].append(placed)
                    self._from.setdefault((network.arcrole, network.role, arc.source), []).append(placed)

    def kind(self, name: QName) -> ConceptKind:
        """What an element is for."""
        return self.dts.declarations.kind(name)

    def typed(self, name: QName) -> bool:
        """Whether an element has a `typedDomainRef`."""
        declaration = self.dts.declarations.elements.get(name)
        return declaration is not None and TYPED_DOMAIN in declaration.component.attributes

    def of(self, arcrole: str, role: str, source: QName) -> list[Placed]:
        """The arcs of a base set that start at a concept."""
        return self._from.get((arcrole, role, source), [])

    def reached(self, starts: Iterable[Placed]) -> Iterator[Placed]:
        """The arcs themselves and every domain-member arc consecutive to them (section 2.4.3), each once."""
        waiting = list(starts)
        seen: set[tuple[QName, str]] = set()
        while waiting:
            placed = waiting.pop()
            yield placed
            step = (placed.arc.target, placed.arc.target_role or placed.role)
            if step not in seen:
                seen.add(step)
                waiting.extend(self.of(DOMAIN_MEMBER, step[1], step[0]))

    def below(self, concept: QName, role: str, arcrole: str) -> frozenset[QName]:
        """The usable concepts below a dimension or primary item, starting in `role`."""
        known = self._below.get((concept, role))
        if known is None:
            reached = self.reached(self.of(arcrole, role, concept))
            known = frozenset(placed.arc.target for placed in reached if placed.arc.usable is not False)
            self._below[concept, role] = known
        return known
