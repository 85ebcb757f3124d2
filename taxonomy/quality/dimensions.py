"""Rules on hypercubes, axes, domains and members (Dimensions 1.0)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import names
from ..finding import Finding, finding
from ..model import ConceptKind
from ..qname import QName
from .concepts import is_domain
from .subject import Subject, tail


def below(subject: Subject, role: str, start: QName) -> set[QName]:
    """What stands below a concept by domain-member arcs that begin in a role, target roles followed."""
    found: set[QName] = set()
    pending = [(role, start)]
    arcs = _members(subject)
    while pending:
        for target_role, target in arcs.get(pending.pop(), ()):
            if target not in found:
                found.add(target)
                pending.append((target_role, target))
    return found


def _members(subject: Subject) -> dict[tuple[str, QName], list[tuple[str, QName]]]:
    arcs: dict[tuple[str, QName], list[tuple[str, QName]]] = {}
    for network, arc in subject.arcs(names.DOMAIN_MEMBER):
        arcs.setdefault((network.role, arc.source), []).append((arc.target_role or network.role, arc.target))
    return arcs


def cubes(subject: Subject) -> dict[QName, set[QName]]:
    """The axes of each primary item, over all hypercubes."""
    axes: dict[tuple[str, QName], set[QName]] = {}
    for network, arc in subject.arcs(names.HYPERCUBE_DIMENSION):
        axes.setdefault((network.role, arc.source), set()).add(arc.target)
    found: dict[QName, set[QName]] = {}
    for network, arc in subject.arcs(names.ALL):
        of_cube = axes.get((arc.target_role or network.role, arc.target), set())
        for name in {arc.source, *below(subject, network.role, arc.source)}:
            found.setdefault(name, set()).update(of_cube)
    return found


def check_closed(subject: Subject) -> Iterator[Finding]:
    """A hypercube that allows is closed; one that excludes is open, or it would exclude nothing."""
    for network, arc in subject.arcs(names.ALL, names.NOT_ALL):
        allows = network.arcrole == names.ALL
        if bool(arc.closed) is not allows:
            why = "is not closed" if allows else "excludes and is closed"
            message = f"the hypercube {subject.show(arc.target)} {why} in {tail(network.role)}"
            yield finding("quality:hypercube-open", message, source=subject.places.arc(network, arc))


def check_one_hypercube(subject: Subject) -> Iterator[Finding]:
    """Line items have one hypercube in a role: of two closed ones no fact would satisfy both."""
    for network in subject.networks:
        if network.arcrole != names.ALL:
            continue
        first: dict[QName, QName] = {}
        for arc in network.arcs:
            other = first.setdefault(arc.source, arc.target)
            if other != arc.target:
                message = (
                    f"{subject.show(arc.source)} has the hypercubes {subject.show(other)} "
                    f"and {subject.show(arc.target)} in {tail(network.role)}"
                )
                yield finding("quality:two-hypercubes", message, source=subject.places.arc(network, arc))


def check_hypercube_whole(subject: Subject) -> Iterator[Finding]:
    """A hypercube has axes and line items, an explicit axis a domain."""
    cubes_with_axes = {arc.source for _, arc in subject.arcs(names.HYPERCUBE_DIMENSION)}
    cubes_in_use = {arc.target for _, arc in subject.arcs(names.ALL, names.NOT_ALL)}
    axes_in_use = {arc.target for _, arc in subject.arcs(names.HYPERCUBE_DIMENSION)}
    axes_with_domain = {arc.source for _, arc in subject.arcs(names.DIMENSION_DOMAIN)}
    for name, concept in subject.own.items():
        lacks = []
        if concept.kind is ConceptKind.HYPERCUBE:
            lacks += ["has no axis"] if name not in cubes_with_axes else []
            lacks += ["has no line items"] if name not in cubes_in_use else []
        elif concept.kind is ConceptKind.DIMENSION:
            lacks += ["belongs to no hypercube"] if name not in axes_in_use else []
            typed = concept.typed_domain is not None
            lacks += ["has no domain"] if name not in axes_with_domain and not typed else []
        if lacks:
            message = f"{subject.show(name)} {' and '.join(lacks)}"
            yield finding("quality:hypercube-parts", message, source=subject.places.concept(name))


def check_default(subject: Subject) -> Iterator[Finding]:
    """An explicit axis has a default, so that facts without it are in the hypercube; the default is in its domain."""
    defaults: dict[QName, QName] = {}
    for network in subject.taxonomy.networks:
        if network.arcrole == names.DIMENSION_DEFAULT:
            defaults.update({arc.source: arc.target for arc in network.arcs})
    domains: dict[QName, set[QName]] = {}
    for network, arc in subject.arcs(names.DIMENSION_DOMAIN):
        reached = {arc.target, *below(subject, arc.target_role or network.role, arc.target)}
        domains.setdefault(arc.source, set()).update(reached)
    told: set[QName] = set()
    for network, arc in subject.arcs(names.HYPERCUBE_DIMENSION):
        axis = subject.concept(arc.target)
        if axis is None or axis.typed_domain is not None or arc.target in told:
            continue
        told.add(arc.target)
        default = defaults.get(arc.target)
        if default is None:
            message = f"the axis {subject.show(arc.target)} has no default member"
        elif default not in domains.get(arc.target, {default}):
            message = f"{subject.show(default)}, the default of {subject.show(arc.target)}, is no member of its domain"
        else:
            continue
        yield finding("quality:no-default", message, source=subject.places.arc(network, arc))


def check_domain_type(subject: Subject) -> Iterator[Finding]:
    """What an axis leads to is a domain, and what stands below a domain is a member."""
    for network, arc in subject.arcs(names.DIMENSION_DOMAIN, names.DIMENSION_DEFAULT):
        target = subject.concept(arc.target)
        if target is not None and not is_domain(target):
            message = f"{subject.show(arc.target)}, below the axis {subject.show(arc.source)}, is not of domainItemType"
            yield finding("quality:domain-type", message, source=subject.places.arc(network, arc))
    for network, arc in subject.arcs(names.DOMAIN_MEMBER):
        source, target = subject.concept(arc.source), subject.concept(arc.target)
        if source is not None and target is not None and is_domain(source) and not is_domain(target):
            message = (
                f"{subject.show(arc.target)}, below the domain {subject.show(arc.source)}, is not of domainItemType"
            )
            yield finding("quality:domain-type", message, source=subject.places.arc(network, arc))


def check_member_placed(subject: Subject) -> Iterator[Finding]:
    """Every domain and member stands in the domain of an axis."""
    placed: set[QName] = set()
    for network, arc in subject.arcs(names.DIMENSION_DOMAIN):
        placed.add(arc.target)
        placed |= below(subject, arc.target_role or network.role, arc.target)
    for name, concept in subject.own.items():
        if is_domain(concept) and name not in placed:
            message = f"{subject.show(name)} stands in the domain of no axis"
            yield finding("quality:member-unplaced", message, source=subject.places.concept(name))
