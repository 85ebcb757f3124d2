"""Dimensions 1.0 of a report: are a fact's members allowed by its concept's hypercubes, are its contexts well made.

Whether the taxonomy's own dimensional networks are well made is not looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final

from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import Arc, ConceptKind, Taxonomy
from ...taxonomy.names import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
)
from ...taxonomy.qname import QName
from ..report import Fact
from .words import context_words

Members = tuple[tuple[QName, QName | str], ...]

_USED: Final = frozenset({ALL, NOT_ALL, HYPERCUBE_DIMENSION, DIMENSION_DOMAIN, DOMAIN_MEMBER, DIMENSION_DEFAULT})


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a context has its dimensions (`segment` or `scenario` by axis), and which of the two hold other things."""

    containers: Mapping[QName, str]
    filled: frozenset[str] = frozenset()


Declares = Callable[[QName], bool]
"""Whether a schema has a global element of that name."""

Placements = Iterable[Placed | None]
"""How the dimensions of each fact are placed, the same object for the same context; None: where its hypercubes want."""

ANYWHERE: Final[Placements] = repeat(None)
"""The placements of facts that are in no instance yet."""


class Cubes:
    """The hypercubes of a taxonomy, indexed for the questions that facts ask; answers are kept."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._from: dict[tuple[str, str, QName], list[Arc]] = {}
        self._parents: dict[QName, list[tuple[str, Arc]]] = {}
        self._has: dict[QName, list[tuple[str, str, Arc]]] = {}
        self.defaults: dict[QName, QName] = {}
        for network in taxonomy.networks:
            if network.arcrole not in _USED:
                continue
            for arc in network.arcs:
                self._from.setdefault((network.arcrole, network.role, arc.source), []).append(arc)
                if network.arcrole == DOMAIN_MEMBER:
                    self._parents.setdefault(arc.target, []).append((network.role, arc))
                elif network.arcrole in (ALL, NOT_ALL):
                    self._has.setdefault(arc.source, []).append((network.role, network.arcrole, arc))
                elif network.arcrole == DIMENSION_DEFAULT:
                    self.defaults[arc.source] = arc.target
        self._members: dict[tuple[QName, str], frozenset[QName]] = {}
        self._of_concept: dict[QName, dict[str, list[tuple[str, Arc]]]] = {}
        self._alike: dict[QName, int] = {}
        self._numbers: dict[tuple[tuple[str, str, int], ...], int] = {}

    @property
    def any(self) -> bool:
        """Whether the taxonomy has a hypercube at all."""
        return bool(self._has)

    def of(self, concept: QName) -> Mapping[str, list[tuple[str, Arc]]]:
        """The `all` and `notAll` arcs that a primary item has or inherits, by role (Dimensions 1.0 section 2.3.2)."""
        known = self._of_concept.get(concept)
        if known is None:
            known = self._of_concept[concept] = {}
            self._collect(concept, None, known, set())
        return known

    def alike(self, concept: QName) -> int:
        """A number that concepts share which have or inherit the same arcs: what one allows, all of them allow."""
        known = self._alike.get(concept)
        if known is None:
            cubes = tuple((role, arcrole, id(arc)) for role, arcs in self.of(concept).items() for arcrole, arc in arcs)
            known = self._alike[concept] = self._numbers.setdefault(cubes, len(self._numbers))
        return known

    def _collect(
        self,
        item: QName,
        role: str | None,
        found: dict[str, list[tuple[str, Arc]]],
        seen: set[tuple[QName, str | None]],
    ) -> None:
        """Climb from the item to the domains it is a member of; a way up in one role goes on in that role."""
        waiting = [(item, role)]
        while waiting:
            item, role = step = waiting.pop()
            if step in seen:
                continue
            seen.add(step)
            for base, arcrole, arc in self._has.get(item, ()):
                pair = (arcrole, arc)
                if role in (None, base) and pair not in found.setdefault(base, []):
                    found[base].append(pair)
            for base, arc in self._parents.get(item, ()):
                if role in (None, arc.target_role or base):
                    waiting.append((arc.source, base))

    def members(self, axis: QName, role: str) -> frozenset[QName]:
        """The usable members of an axis whose domain starts in `role` (Dimensions 1.0 section 2.5.3.3, 3.1.2)."""
        known = self._members.get((axis, role))
        if known is not None:
            return known
        usable: set[QName] = set()
        barred: set[QName] = set()
        seen: set[tuple[QName, str]] = set()
        waiting = [(arc, role) for arc in self._from.get((DIMENSION_DOMAIN, role, axis), ())]
        while waiting:
            arc, base = waiting.pop()
            (barred if arc.usable is False else usable).add(arc.target)
            step = (arc.target, arc.target_role or base)
            if step in seen:
                continue
            seen.add(step)
            waiting.extend((a, step[1]) for a in self._from.get((DOMAIN_MEMBER, step[1], arc.target), ()))
        found = self._members[axis, role] = frozenset(usable - barred)
        return found

    def allows(self, concept: QName, members: Members, placed: Placed | None) -> bool:
        """Whether the hypercubes of one of the concept's roles all allow the members (Dimensions 1.0 section 3.1.1)."""
        by_role = self.of(concept)
        if not by_role:
            return True
        return any(
            all(self._inside(arc, role, members, placed) is (arcrole == ALL) for arcrole, arc in cubes)
            for role, cubes in by_role.items()
        )

    def _inside(self, has: Arc, role: str, members: Members, placed: Placed | None) -> bool:
        """Whether the members lie in the hypercube of that arc."""
        element = has.context_element or "scenario"
        given = {a: m for a, m in members if placed is None or placed.containers.get(a, element) == element}
        if has.closed and placed is not None and element in placed.filled:
            return False
        base = has.target_role or role
        wanted = set()
        for arc in self._from.get((HYPERCUBE_DIMENSION, base, has.target), ()):
            axis = arc.target
            wanted.add(axis)
            member = given.get(axis, self.defaults.get(axis))
            if member is None:
                return False
            if isinstance(member, QName) and member not in self.members(axis, arc.target_role or base):
                return False
        return not has.closed or given.keys() <= wanted


def fact_findings(facts: Sequence[Fact], cubes: Cubes, placements: Placements = ANYWHERE) -> Iterator[Finding]:
    """Facts that no hypercube of their concept allows (`xbrldie:PrimaryItemDimensionallyInvalidError`)."""
    if not cubes.any:
        return
    known: dict[tuple[int, int, int], bool] = {}
    for fact, placed in zip(facts, placements, strict=False):
        key = (cubes.alike(fact.concept), id(fact.dimensions), id(placed))
        allowed = known.get(key)
        if allowed is None:
            allowed = known[key] = cubes.allows(fact.concept, fact.dimensions, placed)
        if not allowed:
            roles = ", ".join(cubes.of(fact.concept))
            message = f"{fact.concept.local} {context_words(fact)} is allowed by none of its hypercubes, in {roles}."
            source = fact.marks[0] if fact.marks else None
            yield finding("xbrldie:PrimaryItemDimensionallyInvalidError", message, source=source, facts=[fact.id])


def context_findings(
    facts: Sequence[Fact], taxonomy: Taxonomy, cubes: Cubes, declares: Declares | None = None
) -> Iterator[Finding]:
    """What is wrong with axes and members, once per pair, told with the first fact that has it.

    `declares` says of a name that is no concept whether a schema has a global element of it, which will do for a member
    that no hypercube asks for (Dimensions 1.0 section 3.1.4.5.3).
    """
    seen: set[tuple[QName, QName | str]] = set()
    done: set[int] = set()
    for fact in facts:
        if id(fact.dimensions) in done:
            continue
        done.add(id(fact.dimensions))
        for axis, member in fact.dimensions:
            if (axis, member) in seen:
                continue
            seen.add((axis, member))
            wrong = _wrong(axis, member, taxonomy, cubes, declares)
            if wrong is not None:
                code, message = wrong
                yield finding(code, message, source=fact.marks[0] if fact.marks else None, facts=[fact.id])


def _wrong(
    axis: QName, member: QName | str, taxonomy: Taxonomy, cubes: Cubes, declares: Declares | None
) -> tuple[str, str] | None:
    concept = taxonomy.concepts.get(axis)
    typed = concept is not None and concept.typed_domain is not None
    is_dimension = concept is not None and concept.kind is ConceptKind.DIMENSION
    if isinstance(member, str):
        if not is_dimension or not typed:
            return "xbrldie:TypedMemberNotTypedDimensionError", f"{axis.local} is no typed dimension."
        return None
    if not is_dimension or typed:
        return "xbrldie:ExplicitMemberNotExplicitDimensionError", f"{axis.local} is no explicit dimension."
    if member not in taxonomy.concepts and not (declares is not None and declares(member)):
        message = f"{member.local}, a member of {axis.local}, is declared by no schema of the taxonomy."
        return "xbrldie:ExplicitMemberUndefinedQNameError", message
    if cubes.defaults.get(axis) == member:
        message = f"{member.local} is the default of {axis.local} and is not to be named."
        return "xbrldie:DefaultValueUsedInInstanceError", message
    return None
