"""Cycles in base sets whose arcrole allows none, or undirected ones only (XBRL 2.1 section 5.1.4.3).

Base sets are told apart by role, arcrole, link and arc element (3.5.3.9.7.3); only arcs that stand make cycles, and
only the arcs that XBRL 2.1 itself defines are held to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..dts.equivalence import standing_pairs
from ..dts.networks import Located
from ..dts.scan import X_ARCROLE, X_ROLE, ExtendedLink
from ..qname import QName
from .own import Issue, Own
from .standard import ARCROLES, ARCS, CYCLES

_HELD: Final = frozenset(name.clark.removeprefix("{") for name in ARCS)
_Key = tuple[str, str, str, str]


def cycles(own: Own) -> Iterator[Issue]:
    """Directed cycles where the arcrole allows none or undirected ones; undirected cycles where it allows none."""
    touched: dict[_Key, tuple[str, int]] = {}
    for address, link, _ in own.links:
        for arc in link.arcs:
            key = (link.name, link.attributes.get(X_ROLE, ""), arc.attributes.get(X_ARCROLE, ""), arc.name)
            if key not in touched and arc.name in _HELD and _allowed(own, key[2]) != "any":
                touched[key] = (address, arc.offset)
    if not touched:
        return
    members: dict[_Key, list[tuple[ExtendedLink, Located]]] = {key: [] for key in touched}
    by_link: dict[tuple[str, str], list[_Key]] = {}
    for key in touched:
        by_link.setdefault(key[:2], []).append(key)
    for _, link, located in own.dts.links:
        for key in by_link.get((link.name, link.attributes.get(X_ROLE, "")), ()):
            members[key].append((link, located))
    for key, links in members.items():
        arcs = list(dict.fromkeys(standing_pairs(links, key[2], key[3])))
        allowed = _allowed(own, key[2])
        cycle = _directed(arcs) or (_undirected(arcs) if allowed == "none" else [])
        if cycle:
            directed = "A directed" if _directed(arcs) else "An undirected"
            way = ", ".join(name.local for name in cycle[:8]) + (", …" if len(cycle) > 8 else "")
            message = f"{directed} cycle of {key[2].rpartition('/')[2]} arcs in {key[1]}: {way}."
            yield Issue("xbrl.5.1.4.3:cycles", message, *touched[key])


def _allowed(own: Own, arcrole: str) -> str:
    if arcrole in ARCROLES:
        return CYCLES.get(arcrole, "any")
    declared = own.declarations(True, arcrole)
    # An arcrole that is nowhere declared is told by another check.
    return declared[0].cycles_allowed or "none" if declared else "any"


def _directed(arcs: list[tuple[QName, QName]]) -> list[QName]:
    """The members of a directed cycle; none by removing, again and again, what nothing leads to."""
    targets: dict[QName, list[QName]] = {}
    incoming: dict[QName, int] = {}
    for source, target in arcs:
        targets.setdefault(source, []).append(target)
        incoming[target] = incoming.get(target, 0) + 1
        incoming.setdefault(source, 0)
    free = [name for name, count in incoming.items() if not count]
    while free:
        name = free.pop()
        del incoming[name]
        for target in targets.get(name, ()):
            incoming[target] -= 1
            if not incoming[target]:
                free.append(target)
    if not incoming:
        return []
    # Everything left has something left that leads to it, so going backwards ends in a cycle.
    sources: dict[QName, QName] = {}
    for source, target in arcs:
        if source in incoming and target in incoming:
            sources.setdefault(target, source)
    here = next(iter(incoming))
    way: dict[QName, None] = {}
    while here not in way:
        way[here] = None
        here = sources[here]
    seen = list(way)
    return seen[seen.index(here) :][::-1]


def _undirected(arcs: list[tuple[QName, QName]]) -> list[QName]:
    """The two ends of an arc that joins what other arcs join already, without regard to direction."""
    parents: dict[QName, QName] = {}

    def top(name: QName) -> QName:
        while parents.setdefault(name, name) != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    for source, target in arcs:
        one, other = top(source), top(target)
        if one == other:
            return [source, target]
        parents[one] = other
    return []


CHECKS: Final[tuple[Callable[[Own], Iterator[Issue]], ...]] = (cycles,)
