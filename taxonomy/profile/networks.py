"""Whether the networks of a profile can stand: presentation trees, summations (XBRL 2.1), hypercubes (Dimensions 1.0).

Each check takes a profile and yields findings; `checks` lists them. Unknown names are passed over here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from ..finding import Finding, finding
from ..model import PeriodType
from ..span import Span
from .links import PresentationRow
from .model import ConceptType, Pair, Profile

Node = TypeVar("Node", bound=Hashable)

# Types whose facts can have the same unit, so that a sum of them has a meaning.
_UNIT_FAMILY = {
    ConceptType.MONETARY: "currency",
    ConceptType.SHARES: "shares",
    ConceptType.PER_SHARE: "per share",
    ConceptType.PERCENT: "number",
    ConceptType.PURE: "number",
    ConceptType.INTEGER: "number",
    ConceptType.DECIMAL: "number",
}


def parents(rows: Iterable[PresentationRow]) -> Iterator[tuple[PresentationRow, tuple[PresentationRow, ...]]]:
    """The rows of one role with the rows above each, outermost first; a depth that jumps hangs below the last row."""
    above: list[PresentationRow] = []
    for row in rows:
        while above and above[-1].depth >= row.depth:
            above.pop()
        yield row, tuple(above)
        above.append(row)


def by_role(profile: Profile) -> dict[str, list[PresentationRow]]:
    """The presentation rows of each role, in order."""
    found: dict[str, list[PresentationRow]] = {}
    for row in profile.presentation:
        found.setdefault(row.role, []).append(row)
    return found


def check_presentation(profile: Profile) -> Iterator[Finding]:
    """Each tree starts at depth 1 and goes down step by step; no concept stands below itself or twice the same way."""
    for rows in by_role(profile).values():
        depth = 0
        seen: set[tuple[tuple[str, ...], str, str]] = set()
        for row, above in parents(rows):
            if row.depth > depth + 1:
                message = f"`{row.concept}` has depth {row.depth} after a row of depth {depth}"
                yield finding("profile:presentation-depth", message, source=row.source)
            depth = row.depth
            names = tuple(r.concept for r in above)
            if row.concept in names:
                message = f"`{row.concept}` is presented below itself"
                yield finding("profile:presentation-cycle", message, source=row.source)
            key = (names, row.concept, row.label)
            if key in seen:
                message = f"`{row.concept}` stands a second time in the same place with the same label"
                yield finding("profile:duplicate", message, source=row.source)
            seen.add(key)


LABEL_COLUMN = {
    "total": "total",
    "negated": "negated",
    "negatedTotal": "total",
    "periodStart": "period_start",
    "periodEnd": "period_end",
    "terse": "terse",
}
"""Preferred label of `presentation.csv` to the column of `concepts.csv` that its text stands in."""


STANDARD_DOES = ("total", "negated", "negatedTotal")
"""Preferred labels that fall back to the standard label's text where the concept has none of its own."""


def check_presentation_labels(profile: Profile) -> Iterator[Finding]:
    """A preferred label is there, and a balance label is asked of an instant only."""
    for row in profile.presentation:
        concept = profile.concepts.get(row.concept)
        if concept is None or not row.label:
            continue
        column = LABEL_COLUMN[row.label]
        # A total, or a negative, may be printed by the standard label; what opens or closes a period is said in words.
        if not getattr(concept, column) and row.label not in STANDARD_DOES:
            message = f"`{row.concept}` has no text in column `{column}` of concepts.csv for the label `{row.label}`"
            yield finding("profile:missing-label", message, source=row.source)
        if row.label.startswith("period") and concept.period is not PeriodType.INSTANT:
            message = f"`{row.concept}` is a duration and has no label `{row.label}`"
            yield finding("profile:label-period", message, source=row.source)


def check_calculation(profile: Profile) -> Iterator[Finding]:
    """Total and part have one unit and one period type, and balances that agree with the weight (XBRL 2.1 5.1.1.2)."""
    seen: dict[tuple[str, str, str], Span | None] = {}
    for row in profile.calculation:
        key = (row.role, row.total, row.part)
        if key in seen:
            message = f"`{row.part}` is a part of `{row.total}` a second time"
            yield finding("profile:duplicate", message, source=row.source)
        seen.setdefault(key, row.source)
        total, part = profile.concepts.get(row.total), profile.concepts.get(row.part)
        for concept in (total, part):
            if concept and not concept.type.numeric:
                message = f"`{concept.name}` is of type `{concept.type}` and cannot be summed"
                yield finding("profile:wrong-type", message, source=row.source)
        if total is None or part is None or not (total.type.numeric and part.type.numeric):
            continue
        if _UNIT_FAMILY[total.type] != _UNIT_FAMILY[part.type]:
            message = f"`{total.name}` is of type `{total.type}`, its part `{part.name}` of type `{part.type}`"
            yield finding("profile:calculation-type", message, source=row.source)
        if total.period is not part.period:
            message = f"`{total.name}` has period `{total.period}`, its part `{part.name}` `{part.period}`"
            yield finding("profile:calculation-period", message, source=row.source)
        if total.balance and part.balance and (total.balance is part.balance) != (row.weight > 0):
            message = f"weight {row.weight} joins `{total.name}` ({total.balance}) and `{part.name}` ({part.balance})"
            yield finding("profile:calculation-weight", message, source=row.source)


def check_calculation_circles(profile: Profile) -> Iterator[Finding]:
    """No total is, over any number of steps within a role, a part of itself."""
    for role in profile.roles:
        arcs = [row for row in profile.calculation if row.role == role]
        below: dict[str, list[str]] = {}
        for row in arcs:
            below.setdefault(row.total, []).append(row.part)
        circular = circle(below)
        if circular:
            source = next(r.source for r in arcs if (r.total, r.part) == circular[:2])
            message = f"in role `{role}`: " + " > ".join(f"`{name}`" for name in circular)
            yield finding("profile:calculation-cycle", message, source=source)


def circle(below: Mapping[Node, Iterable[Node]]) -> tuple[Node, ...]:
    """A circle in a graph as the names along it, the first again at the end; empty if there is none."""
    done: set[Node] = set()
    for root in below:
        trail: list[Node] = [root]
        steps = [iter(below[root])]
        while steps:
            following = next(steps[-1], None)
            if following is None:
                steps.pop()
                done.add(trail.pop())
            elif following in trail:
                return (*trail[trail.index(following) :], following)
            elif following not in done:
                trail.append(following)
                steps.append(iter(below.get(following, ())))
    return ()


def check_hypercubes(profile: Profile) -> Iterator[Finding]:
    """Hypercubes, axes, members have their types; a role has one hypercube, an axis one domain, a member one place."""
    wanted = {
        "hypercube": ConceptType.HYPERCUBE,
        "axis": ConceptType.DIMENSION,
        "domain": ConceptType.DOMAIN,
        "member": ConceptType.DOMAIN,
        "parent": ConceptType.DOMAIN,
    }
    cube_of: dict[str, str] = {}
    domain_of: dict[tuple[str, str], str] = {}
    seen: set[tuple[str, str, str]] = set()
    members = {(row.role, row.axis, row.member) for row in profile.dimensions}
    for row in profile.dimensions:
        for column, kind in wanted.items():
            concept = profile.concepts.get(getattr(row, column))
            if concept and concept.type is not kind:
                message = f"`{concept.name}` in column `{column}` is of type `{concept.type}`, not `{kind}`"
                yield finding("profile:wrong-type", message, source=row.source)
        if cube_of.setdefault(row.role, row.hypercube) != row.hypercube:
            message = f"role `{row.role}` has the hypercubes `{cube_of[row.role]}` and `{row.hypercube}`"
            yield finding("profile:two-hypercubes", message, source=row.source)
        if domain_of.setdefault((row.role, row.axis), row.domain) != row.domain:
            first = domain_of[row.role, row.axis]
            message = f"axis `{row.axis}` has the domains `{first}` and `{row.domain}` in role `{row.role}`"
            yield finding("profile:ambiguous", message, source=row.source)
        if (row.role, row.axis, row.member) in seen:
            message = f"`{row.member}` is a member of `{row.axis}` a second time"
            yield finding("profile:duplicate", message, source=row.source)
        seen.add((row.role, row.axis, row.member))
        if row.parent and row.parent != row.domain and (row.role, row.axis, row.parent) not in members:
            message = f"`{row.parent}`, above `{row.member}`, is no member of `{row.axis}` in role `{row.role}`"
            yield finding("profile:unknown-member", message, source=row.source)
    for role, axis in dict.fromkeys((row.role, row.axis) for row in profile.dimensions):
        rows = [row for row in profile.dimensions if (row.role, row.axis) == (role, axis)]
        circular = circle({row.member: (row.parent,) for row in rows if row.parent})
        if circular:
            message = f"axis `{axis}`: " + " below ".join(f"`{name}`" for name in circular)
            yield finding("profile:member-cycle", message, source=rows[0].source)
    for role, hypercube in cube_of.items():
        if not primary_items(profile, role):
            source = next(row.source for row in profile.dimensions if row.role == role)
            message = f"role `{role}` of `{hypercube}` presents no concept that has facts"
            yield finding("profile:empty-hypercube", message, source=source)


def check_defaults(profile: Profile) -> Iterator[Finding]:
    """An axis has one default member in all, and each hypercube that uses the axis holds it."""
    default: dict[str, str] = {}
    for row in profile.dimensions:
        if row.default and default.setdefault(row.axis, row.member) != row.member:
            message = f"axis `{row.axis}` has the defaults `{default[row.axis]}` and `{row.member}`"
            yield finding("profile:two-defaults", message, source=row.source)
    held: dict[tuple[str, str], set[str]] = {}
    place: dict[tuple[str, str], Span | None] = {}
    for row in profile.dimensions:
        held.setdefault((row.role, row.axis), set()).add(row.member)
        place.setdefault((row.role, row.axis), row.source)
    for (role, axis), members in held.items():
        if axis in default and default[axis] not in members:
            message = f"role `{role}` uses axis `{axis}` without its default member `{default[axis]}`"
            yield finding("profile:default-missing", message, source=place[role, axis])


def primary_items(profile: Profile, role: str) -> tuple[str, ...]:
    """The concepts with facts that a role presents, each once, in order."""
    names = dict.fromkeys(row.concept for row in profile.presentation if row.role == role)
    return tuple(name for name in names if (c := profile.concepts.get(name)) and c.type.reportable)


def check_facts_valid(profile: Profile) -> Iterator[Finding]:
    """What line items and tables say of dimensions is valid in a hypercube of the concept (Dimensions 1.0 3.1)."""
    cubes: dict[str, dict[str, set[str]]] = {}
    for row in profile.dimensions:
        cubes.setdefault(row.role, {}).setdefault(row.axis, set()).add(row.member)
    roles_of: dict[str, list[str]] = {}
    for role in cubes:
        for name in primary_items(profile, role):
            roles_of.setdefault(name, []).append(role)
    defaults = profile.defaults()
    known = {(row.axis, row.member) for row in profile.dimensions}
    spoken = {rule.dimension[0] for rule in profile.words if rule.dimension}

    def valid(role: str, pairs: Mapping[str, str]) -> bool:
        axes = cubes[role]
        return all(member in axes.get(axis, ()) for axis, member in pairs.items()) and all(
            axis in pairs or axis in defaults or axis in spoken for axis in axes
        )

    items: list[tuple[str, tuple[Pair, ...], Span | None]] = []
    for item in profile.line_items:
        table = profile.tables.get(item.table)
        items.append((item.concept, (*(table.dimensions if table else ()), *item.dimensions), item.source))
    items += [(figure.concept, figure.dimensions, figure.source) for figure in profile.label_figures]
    items += [(name, phrase.dimensions, phrase.source) for phrase in profile.phrases for name in phrase.concepts]
    for name, pairs, source in items:
        # A pair that no hypercube has at all is told as unknown already.
        told = {axis: member for axis, member in pairs if defaults.get(axis) != member and (axis, member) in known}
        roles = roles_of.get(name, [])
        if (told or roles) and not any(valid(role, told) for role in roles):
            shown = "; ".join(f"{axis}={member}" for axis, member in told.items()) or "no dimension"
            message = f"a fact of `{name}` with {shown} is valid in no hypercube"
            yield finding("profile:no-hypercube", message, source=source)
