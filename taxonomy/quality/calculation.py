"""Rules on summations: what can be added, with which weight, once each, and no printed total left without its sum."""

from __future__ import annotations

from collections.abc import Iterator

from .. import names
from ..finding import Finding, finding
from ..model import Arc, Concept, Network
from ..qname import QName
from .dimensions import cubes
from .subject import SUMMATIONS, Subject, Sums, tail

# Base types whose facts can have the same unit (XBRL 2.1 section 4.8.2 ties a unit to the first two).
_UNITS = {"monetaryItemType": "money", "sharesItemType": "shares", "pureItemType": "pure numbers"}
_PER_SHARE = "perShareItemType"


def _pairs(subject: Subject) -> Iterator[tuple[Network, Arc, Concept, Concept]]:
    for network, arc in subject.arcs(*SUMMATIONS):
        total, part = subject.concept(arc.source), subject.concept(arc.target)
        if total is not None and part is not None:
            yield network, arc, total, part


def check_summable(subject: Subject) -> Iterator[Finding]:
    """Only concepts that have facts, and numbers, stand in a summation."""
    told: set[tuple[str, QName]] = set()
    for network, arc, total, part in _pairs(subject):
        for concept in (total, part):
            if (concept.abstract or not concept.numeric) and (network.role, concept.name) not in told:
                told.add((network.role, concept.name))
                why = "is abstract" if concept.abstract else "is no number"
                message = f"{subject.show(concept.name)} stands in a summation of {tail(network.role)} and {why}"
                yield finding("quality:not-summable", message, source=subject.places.arc(network, arc))


def check_weight_balance(subject: Subject) -> Iterator[Finding]:
    """Equal balances take a positive weight, opposite ones a negative."""
    for network, arc, total, part in _pairs(subject):
        if total.balance and part.balance and arc.weight and (total.balance is part.balance) != (arc.weight > 0):
            message = (
                f"weight {arc.weight} joins {subject.show(arc.source)} ({total.balance}) "
                f"and {subject.show(arc.target)} ({part.balance})"
            )
            yield finding("quality:weight-balance", message, source=subject.places.arc(network, arc))


def check_weight(subject: Subject) -> Iterator[Finding]:
    """A weight is 1 or -1: anything else hides a scale or a share in the network."""
    for network, arc in subject.arcs(*SUMMATIONS):
        if arc.weight is None or abs(arc.weight) != 1:
            shown = "no weight" if arc.weight is None else f"the weight {arc.weight}"
            message = f"{subject.show(arc.target)} is a part of {subject.show(arc.source)} with {shown}"
            yield finding("quality:weight", message, source=subject.places.arc(network, arc))


def check_sum_period(subject: Subject) -> Iterator[Finding]:
    """A summation has one period type."""
    for network, arc, total, part in _pairs(subject):
        if total.period_type is not part.period_type:
            message = f"{subject.show(arc.source)} is {total.period_type}, "
            message += f"its part {subject.show(arc.target)} {part.period_type}"
            yield finding("quality:sum-period", message, source=subject.places.arc(network, arc))


def check_sum_unit(subject: Subject) -> Iterator[Finding]:
    """A summation joins what can have the same unit."""
    for network, arc, total, part in _pairs(subject):
        units = [_unit(total), _unit(part)]
        if all(units) and units[0] != units[1]:
            message = f"{subject.show(arc.source)} is in {units[0]}, its part {subject.show(arc.target)} in {units[1]}"
            yield finding("quality:sum-unit", message, source=subject.places.arc(network, arc))


def _unit(concept: Concept) -> str:
    """What the unit of a concept's facts is sure to measure; empty if its type leaves that open."""
    if concept.type is not None and concept.type.local == _PER_SHARE:
        return "amounts per share"
    return _UNITS.get(concept.base, "")


def check_part_once(subject: Subject) -> Iterator[Finding]:
    """A part stands once below its total in a role."""
    for role, sums in subject.totals.items():
        for total, parts in sums.items():
            seen: set[QName] = set()
            for network, arc in parts:
                if arc.target in seen:
                    message = (
                        f"{subject.show(arc.target)} is a part of {subject.show(total)} a second time in {tail(role)}"
                    )
                    yield finding("quality:part-twice", message, source=subject.places.arc(network, arc))
                seen.add(arc.target)


def check_counted_once(subject: Subject) -> Iterator[Finding]:
    """A part is not counted again through a subtotal that stands beside it."""
    for role, sums in subject.totals.items():
        for total, parts in sums.items():
            direct = {arc.target: (network, arc) for network, arc in parts}
            for _, subtotal in parts:
                for name in sorted(_below(sums, subtotal.target) & direct.keys() - {subtotal.target}):
                    message = (
                        f"{subject.show(name)} is a part of {subject.show(total)} in {tail(role)} by itself "
                        f"and again within {subject.show(subtotal.target)}"
                    )
                    yield finding("quality:counted-twice", message, source=subject.places.arc(*direct[name]))


def _below(sums: Sums, start: QName) -> set[QName]:
    """All that a total is made of, over any number of steps."""
    found: set[QName] = set()
    pending = [start]
    while pending:
        for _, arc in sums.get(pending.pop(), ()):
            if arc.target not in found:
                found.add(arc.target)
                pending.append(arc.target)
    return found


def check_sum_presented(subject: Subject) -> Iterator[Finding]:
    """Total and parts of a summation stand together in the presentation of its role."""
    for network, arc in subject.arcs(*SUMMATIONS):
        presented = subject.presented.get(network.role, frozenset())
        for name in (arc.source, arc.target):
            if name not in presented:
                message = (
                    f"{subject.show(name)} stands in a summation of {tail(network.role)} and is not presented there"
                )
                yield finding("quality:sum-not-presented", message, source=subject.places.arc(network, arc))
                break


def check_total_summed(subject: Subject) -> Iterator[Finding]:
    """What a presentation shows with a total label is summed in the same role."""
    for network, arc in subject.arcs(names.PARENT_CHILD):
        label = tail(arc.preferred_label or "").casefold()
        concept = subject.concept(arc.target)
        if "total" not in label or concept is None or not concept.numeric:
            continue
        if arc.target not in subject.totals.get(network.role, {}):
            message = (
                f"{subject.show(arc.target)} is shown as a total in {tail(network.role)} and has no summation there"
            )
            yield finding("quality:total-unsummed", message, source=subject.places.arc(network, arc))


def check_sum_dimensions(subject: Subject) -> Iterator[Finding]:
    """Where a total and a part have facts for a member, the other parts may have them too: else the sum breaks."""
    axes = cubes(subject)
    for role, sums in subject.totals.items():
        for total, parts in sums.items():
            for axis in sorted(axes.get(total, ())):
                given = [arc for _, arc in parts if axis in axes.get(arc.target, ())]
                missing = [(network, arc) for network, arc in parts if axis not in axes.get(arc.target, ())]
                if given and missing:
                    message = (
                        f"{subject.show(total)} and its part {subject.show(given[0].target)} are given by "
                        f"{subject.show(axis)}, its part {subject.show(missing[0][1].target)} is not: "
                        f"the sum in {tail(role)} breaks for members"
                    )
                    yield finding("quality:sum-dimensions", message, source=subject.places.arc(*missing[0]))
