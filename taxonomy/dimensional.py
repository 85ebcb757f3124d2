"""Whether the dimensional side of a taxonomy is well made: every `xbrldte:` error of Dimensions 1.0.

Each rule is a function from the set to its problems; where a problem stands is looked up when it is told. What facts
make of the hypercubes is left to whoever validates instances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from .dimensional_arcs import ARCROLES, TYPED_DOMAIN, Cubes, Placed
from .dts import DTS, Content, position
from .dts.pointer import element_offset
from .dts.resolve import join
from .dts.scan import X_ARCROLE, X_FROM, X_ROLE, X_TO
from .finding import Finding, finding
from .model import ConceptKind
from .names import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
    STANDARD_LINK_ROLE,
    XBRLDT,
)
from .qname import QName
from .span import Span

_TARGET_ROLE: Final = f"{XBRLDT}}}targetRole"


class Declared(NamedTuple):
    """A global element, for a problem of its declaration."""

    name: QName


class Written(NamedTuple):
    """A place in a document by byte offset, for a problem of what is written there."""

    address: str
    offset: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A code, what is wrong, and at what."""

    code: str
    message: str
    at: Placed | Declared | Written


Check = Callable[[Cubes], Iterator[Problem]]


# --- declarations -----------------------------------------------------------------------------------------------------

_ABSTRACT: Final = {
    ConceptKind.HYPERCUBE: "xbrldte:HypercubeElementIsNotAbstractError",
    ConceptKind.DIMENSION: "xbrldte:DimensionElementIsNotAbstractError",
}


def abstract_declarations(cubes: Cubes) -> Iterator[Problem]:
    """Hypercubes and dimensions are abstract (sections 2.2.1 and 2.5.1)."""
    declarations = cubes.dts.declarations
    for name in declarations.of_kinds(*_ABSTRACT):
        if declarations.elements[name].component.attributes.get("abstract", "").strip() not in ("true", "1"):
            kind = cubes.kind(name)
            yield Problem(_ABSTRACT[kind], f"The {kind} {name.local} is not abstract.", Declared(name))


def typed_domains(cubes: Cubes) -> Iterator[Problem]:
    """What `typedDomainRef` may stand on and lead to (section 2.5.2.1.1)."""
    declarations = cubes.dts.declarations
    for name in declarations.having(TYPED_DOMAIN):
        declaration = declarations.elements[name]
        written = declaration.component.attributes.get(TYPED_DOMAIN, "")
        problem = _typed_domain(cubes, name, written.strip(), declaration.document)
        if problem is not None:
            code, said = problem
            yield Problem(code, f"The typedDomainRef {written.strip()!r} of {name.local} {said}.", Declared(name))


def _typed_domain(cubes: Cubes, name: QName, written: str, document: str) -> tuple[str, str] | None:
    if cubes.kind(name) is not ConceptKind.DIMENSION:
        return "xbrldte:TypedDomainRefError", "stands on what is no dimension"
    reference, _, fragment = written.partition("#")
    if not fragment:
        return "xbrldte:TypedDimensionURIError", "has no fragment, so it names no element"
    address = join(document, reference)
    if cubes.dts.document(address) is None:
        return "xbrldte:OutOfDTSSchemaError", "leads to a schema that the taxonomy does not import or include"
    element = _element(cubes.dts, address, fragment)
    if element is None:
        return "xbrldte:TypedDimensionError", "leads to no global element declaration"
    if cubes.dts.elements[element].abstract:
        return "xbrldte:TypedDimensionError", f"leads to {element.local}, which is abstract"
    return None


def _element(dts: DTS, address: str, fragment: str) -> QName | None:
    """The global element at an address, by id or by the `element()` scheme."""
    from urllib.parse import unquote

    element = dts.element_at(address, unquote(fragment))
    document = dts.document(address)
    if element is not None or "(" not in fragment or document is None or document.address not in dts.scans:
        return element
    offset = element_offset(dts.content(document.address), unquote(fragment))
    if offset is None:
        return None
    scan = dts.scans[document.address]
    return dts.declarations.at_offset(document.address, scan, document.namespace, offset)


# --- the ends of arcs -------------------------------------------------------------------------------------------------


class _Ends(NamedTuple):
    """The kinds that the ends of an arc must have, and the codes for others; `explicit` bars typed dimensions."""

    source: ConceptKind
    source_code: str
    target: ConceptKind
    target_code: str
    explicit: bool = False


_HAS_HYPERCUBE: Final = _Ends(
    ConceptKind.ITEM, "xbrldte:HasHypercubeSourceError", ConceptKind.HYPERCUBE, "xbrldte:HasHypercubeTargetError"
)
_ENDS: Final = {
    ALL: _HAS_HYPERCUBE,
    NOT_ALL: _HAS_HYPERCUBE,
    HYPERCUBE_DIMENSION: _Ends(
        ConceptKind.HYPERCUBE,
        "xbrldte:HypercubeDimensionSourceError",
        ConceptKind.DIMENSION,
        "xbrldte:HypercubeDimensionTargetError",
    ),
    DIMENSION_DOMAIN: _Ends(
        ConceptKind.DIMENSION,
        "xbrldte:DimensionDomainSourceError",
        ConceptKind.ITEM,
        "xbrldte:DimensionDomainTargetError",
        explicit=True,
    ),
    DOMAIN_MEMBER: _Ends(
        ConceptKind.ITEM, "xbrldte:DomainMemberSourceError", ConceptKind.ITEM, "xbrldte:DomainMemberTargetError"
    ),
    DIMENSION_DEFAULT: _Ends(
        ConceptKind.DIMENSION,
        "xbrldte:DimensionDefaultSourceError",
        ConceptKind.ITEM,
        "xbrldte:DimensionDefaultTargetError",
        explicit=True,
    ),
}
_KIND_WORDS: Final = {
    ConceptKind.ITEM: "an item that is neither hypercube nor dimension",
    ConceptKind.HYPERCUBE: "a hypercube",
    ConceptKind.DIMENSION: "a dimension",
}


def ends_of_arcs(cubes: Cubes) -> Iterator[Problem]:
    """What each kind of arc may join (sections 2.2.2.1, 2.3.1.1, 2.5.3.1.1, 2.5.3.2.1 and 2.6.1)."""
    for arcrole, ends in _ENDS.items():
        name = arcrole.rpartition("/")[2]
        for placed in cubes.arcs[arcrole]:
            arc = placed.arc
            if cubes.kind(arc.source) is not ends.source:
                said = f"The {name} arc to {arc.target.local} starts at {arc.source.local}, which is not"
                yield Problem(ends.source_code, f"{said} {_KIND_WORDS[ends.source]}.", placed)
            elif ends.explicit and cubes.typed(arc.source):
                said = f"The {name} arc to {arc.target.local} starts at {arc.source.local}, a typed dimension."
                yield Problem(ends.source_code, said, placed)
            if cubes.kind(arc.target) is not ends.target:
                said = f"The {name} arc from {arc.source.local} leads to {arc.target.local}, which is not"
                yield Problem(ends.target_code, f"{said} {_KIND_WORDS[ends.target]}.", placed)


def context_elements(cubes: Cubes) -> Iterator[Problem]:
    """A has-hypercube arc says segment or scenario (section 2.3.1)."""
    for placed in (*cubes.arcs[ALL], *cubes.arcs[NOT_ALL]):
        if placed.arc.context_element is None:
            message = f"The arc from {placed.arc.source.local} to {placed.arc.target.local} has no contextElement."
            yield Problem("xbrldte:HasHypercubeMissingContextElementAttributeError", message, placed)


def target_roles(cubes: Cubes) -> Iterator[Problem]:
    """A `targetRole` is the standard role or one that a `roleRef` of its linkbase resolves (section 2.4.3.1)."""
    dts = cubes.dts
    declared: dict[str, set[str]] = {}
    for address, link, _ in dts.links:
        for element in link.arcs:
            role = element.attributes.get(_TARGET_ROLE)
            if not role or role == STANDARD_LINK_ROLE or element.attributes.get(X_ARCROLE) not in ARCROLES:
                continue
            if address not in declared:
                declared[address] = _declared_roles(dts, address)
            if role not in declared[address]:
                message = f"The targetRole {role} has no roleRef in its linkbase that leads to its declaration."
                yield Problem("xbrldte:TargetRoleNotResolvedError", message, Written(address, element.offset))


def _declared_roles(dts: DTS, address: str) -> set[str]:
    """The roles whose declarations the `roleRef`s of a document lead to."""
    found = set()
    for referral in dts.scans[address].referrals:
        target = dts.document(referral.address) if referral.how == "roleRef" else None
        for role in dts.scans[target.address].roles if target is not None else ():
            if not role.arcrole and role.attributes.get("id") == referral.fragment:
                found.add(role.attributes.get("roleURI", ""))
    return found


# --- networks ---------------------------------------------------------------------------------------------------------


def one_default(cubes: Cubes) -> Iterator[Problem]:
    """A dimension has one default member, whatever the roles (section 2.6.1.1)."""
    defaults: dict[QName, QName] = {}
    for placed in cubes.arcs[DIMENSION_DEFAULT]:
        arc = placed.arc
        known = defaults.setdefault(arc.source, arc.target)
        if known != arc.target:
            message = f"{arc.source.local} has two default members, {known.local} and {arc.target.local}."
            yield Problem("xbrldte:TooManyDefaultMembersError", message, placed)


def no_directed_cycle(cubes: Cubes) -> Iterator[Problem]:
    """No member of a hypercube's dimension is below itself (section 2.4.3)."""
    done: set[tuple[str, QName]] = set()
    for has in (*cubes.arcs[ALL], *cubes.arcs[NOT_ALL]):
        for axis in cubes.of(HYPERCUBE_DIMENSION, has.arc.target_role or has.role, has.arc.target):
            start = (axis.arc.target_role or axis.role, axis.arc.target)
            if start in done:
                continue
            done.add(start)
            circle = _circle(cubes.reached(cubes.of(DIMENSION_DOMAIN, *start)))
            if circle is not None:
                message = (
                    f"{circle.arc.source.local} is below itself in {start[1].local}, by {circle.arc.target.local}."
                )
                yield Problem("xbrldte:DRSDirectedCycleError", message, circle)


def _circle(arcs: Iterable[Placed]) -> Placed | None:
    """An arc that lies on a directed cycle, if there is one."""
    outgoing: dict[QName, list[QName]] = {}
    incoming: dict[QName, list[Placed]] = {}
    for placed in arcs:
        outgoing.setdefault(placed.arc.source, []).append(placed.arc.target)
        incoming.setdefault(placed.arc.target, []).append(placed)
    # Concepts that nothing leads to any more are taken away; what is left is on a cycle or below one.
    left = {name: len(found) for name, found in incoming.items()}
    free = [name for name in outgoing if name not in left]
    while free:
        for target in outgoing.get(free.pop(), ()):
            left[target] -= 1
            if not left[target]:
                del left[target]
                free.append(target)
    if not left:
        return None
    seen: set[QName] = set()
    name = next(iter(left))
    while True:  # upwards something of what is left always comes before, so a concept must come again
        placed = next(p for p in incoming[name] if p.arc.source in left)
        if name in seen:
            return placed
        seen.add(name)
        name = placed.arc.source


def no_polymorphism(cubes: Cubes) -> Iterator[Problem]:
    """No primary item of a hypercube is a member in one of its dimensions (section 2.5.3.2.1)."""
    for has in (*cubes.arcs[ALL], *cubes.arcs[NOT_ALL]):
        items = {has.arc.source} | cubes.below(has.arc.source, has.role, DOMAIN_MEMBER)
        for axis in cubes.of(HYPERCUBE_DIMENSION, has.arc.target_role or has.role, has.arc.target):
            members = cubes.below(axis.arc.target, axis.arc.target_role or axis.role, DIMENSION_DOMAIN)
            both = items & members
            if both:
                first = min(both)
                more = f" and {len(both) - 1} more" if len(both) > 1 else ""
                message = (
                    f"{first.local}{more} is a primary item of {has.arc.target.local} in {has.role} and also a member "
                    f"of its dimension {axis.arc.target.local}."
                )
                yield Problem("xbrldte:PrimaryItemPolymorphismError", message, has)


CHECKS: Final[tuple[Check, ...]] = (
    abstract_declarations,
    typed_domains,
    ends_of_arcs,
    context_elements,
    target_roles,
    one_default,
    no_directed_cycle,
    no_polymorphism,
)


def dimensional_findings(dts: DTS) -> Iterator[Finding]:
    """Every `xbrldte:` error of a discovered set; nothing where it does not use Dimensions 1.0 or lacks a schema."""
    if not any(document.namespace == XBRLDT for document in dts.documents.values()) or dts.missing():
        return
    cubes = Cubes(dts)
    for check in CHECKS:
        for problem in check(cubes):
            yield finding(problem.code, problem.message, source=_place(dts, problem.at))


# --- places -----------------------------------------------------------------------------------------------------------


def _place(dts: DTS, at: Placed | Declared | Written) -> Span | None:
    if isinstance(at, Declared):
        declaration = dts.declarations.elements[at.name]
        return _position(dts, declaration.document, declaration.component.offset)
    if isinstance(at, Written):
        return _position(dts, at.address, at.offset)
    for address, link, located in dts.links:
        if link.attributes.get(X_ROLE, "") != at.role:
            continue
        for element in link.arcs:
            attributes = element.attributes
            if (
                attributes.get(X_ARCROLE) == at.arcrole
                and at.arc.source in located.get(attributes.get(X_FROM, ""), ())
                and at.arc.target in located.get(attributes.get(X_TO, ""), ())
            ):
                return _position(dts, address, element.offset)
    return None


def _position(dts: DTS, address: str, offset: int) -> Span | None:
    document = dts.document(address)
    if document is None:
        return None
    content = dts.resolver.read(document.address)
    return position(content.data, offset, document.name) if isinstance(content, Content) else None
