"""Summations: each total that has parts in a context, and which figures count in it with which weight.

What follows from the arcs of calculation networks and the facts is written down once, so that a query adds up without
finding out for every part whether its total is there. Whether a sum holds is left to whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ....taxonomy.amount import plain
from ....taxonomy.model import Network
from ....taxonomy.qname import QName
from ...iris import iri, name_iri, term, typed
from .source import Block, Pair

_TYPE: Final = term("rdf:type")
_SUMMATION: Final = (_TYPE, term("tan:Summation"))
_SIDE: Final = (_TYPE, term("tan:Side"))
_T: Final = {
    name: term(f"tan:{name}") for name in ("partOf", "summation", "weight", "network", "sumIn", "total", "sumOf")
}
_LESS: Final = typed("-1", "decimal")


class _Place(NamedTuple):
    """Where a concept is a part: in the summation of that number, which has that total, on the side of that number."""

    summation: int
    total: QName
    side: int


class _Summation(NamedTuple):
    """A total in a network, and the weights of its sides from the first on."""

    network: str
    total: QName
    weights: list[str]


class Sums:
    """The summations of a report, gathered while its facts go by; contexts and concepts are told apart by numbers."""

    def __init__(self, networks: Sequence[Network], address: str) -> None:
        self._address = address
        self._all: list[_Summation] = []
        self._places: dict[QName, list[_Place]] = {}
        self._figures: dict[tuple[int, QName], str] = {}
        self._used: dict[tuple[int, int], set[int]] = {}
        self._contexts: dict[int, str] = {}
        self.totals: set[QName] = set()
        for number, network in enumerate(networks, 1):
            self._read(network, f"<{address}#network-{number}>")

    def _read(self, network: Network, name: str) -> None:
        """A side for each weight; a part that an arc of the same weight adds again stands on a further one."""
        by_total: dict[QName, list[tuple[QName, Decimal]]] = {}
        for arc in network.arcs:
            if arc.weight is not None:
                by_total.setdefault(arc.source, []).append((arc.target, arc.weight))
        for total, parts in by_total.items():
            self.totals.add(total)
            sides: dict[tuple[Decimal, int], int] = {}
            times: dict[tuple[QName, Decimal], int] = {}
            weights: list[str] = []
            for part, weight in parts:
                again = times[part, weight] = times.get((part, weight), 0) + 1
                side = sides.setdefault((weight, again), len(sides) + 1)
                if side > len(weights):
                    weights.append(typed(plain(weight), "decimal"))
                self._places.setdefault(part, []).append(_Place(len(self._all) + 1, total, side))
            self._all.append(_Summation(name, total, weights))

    def add(self, context: int, concept: QName, there: frozenset[QName]) -> list[Pair]:
        """What is said of a figure of a concept in a context where the totals `there` have numbers."""
        said = []
        for place in self._places.get(concept, ()):
            if place.total in there:
                self._used.setdefault((context, place.summation), set()).add(place.side)
                said.append((_T["partOf"], f"<{self._address}#sum-{context}-{place.summation}-{place.side}>"))
        return said

    def total(self, context: int, address: str, concept: QName, figure: str) -> None:
        """Note the figure of a total, and the address of its context."""
        self._figures[context, concept] = figure
        self._contexts[context] = address

    def blocks(self) -> Iterator[Block]:
        """The summations that bind: totals whose context has one of their parts. The total's own side comes first."""
        for (context, number), sides in sorted(self._used.items()):
            one = self._all[number - 1]
            figure = self._figures[context, one.total]
            name = f"{self._address}#sum-{context}-{number}"
            summation = (_T["summation"], f"<{name}>")
            yield (
                f"<{name}>",
                [
                    _SUMMATION,
                    (_T["network"], one.network),
                    (_T["sumIn"], self._contexts[context]),
                    (_T["sumOf"], iri(name_iri(one.total))),
                    (_T["total"], figure),
                ],
            )
            yield f"<{name}-0>", [_SIDE, summation, (_T["weight"], _LESS)]
            yield figure, [(_T["partOf"], f"<{name}-0>")]
            for side in sorted(sides):
                yield f"<{name}-{side}>", [_SIDE, summation, (_T["weight"], one.weights[side - 1])]
