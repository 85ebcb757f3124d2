"""Facts given more than once: complete, consistent or inconsistent, as the working group note says.

The note is "Handling Duplicate Facts in XBRL and Inline XBRL" 1.0. Which of them is kept is left to whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from enum import StrEnum

from ...taxonomy.finding import Finding, finding
from ..interval import Interval, rounded_from, truncated_from
from ..report import Fact
from .index import FactIndex

Reach = Callable[[Decimal, int | None], Interval]
"""Where the truth lies for a value and its decimals."""


class Duplicates(StrEnum):
    """How facts with the same aspects agree."""

    COMPLETE = "complete"
    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class DuplicateSet:
    """Facts that are the same fact by their aspects, in the order of the report."""

    facts: tuple[Fact, ...]
    kind: Duplicates


def kind_of(facts: Sequence[Fact], reach: Reach = rounded_from) -> Duplicates:
    """How facts with the same aspects agree.

    Complete: same value and same accuracy. Consistent: the intervals of the numbers have a value in common, and
    numbers of the same accuracy are the same. A nil fact and a value never agree.
    """
    first = facts[0]
    if all(f.value == first.value and f.decimals == first.decimals for f in facts[1:]):
        return Duplicates.COMPLETE
    try:
        agree = common(facts, reach) is not None
    except DecimalException:  # thousands of digits: what is not the same cannot be said to agree
        agree = False
    return Duplicates.CONSISTENT if agree else Duplicates.INCONSISTENT


def common(facts: Sequence[Fact], reach: Reach = rounded_from) -> Interval | None:
    """The interval that numbers with the same aspects share; None where there is none or they are no numbers.

    Raises `DecimalException` for numbers of more digits than exact arithmetic has.
    """
    shared: Interval | None = None
    by_accuracy: dict[int | None, Decimal] = {}
    for fact in facts:
        value = fact.value
        if not isinstance(value, Decimal) or not value.is_finite():
            return None
        if by_accuracy.setdefault(fact.decimals, value) != value:
            return None
        interval = reach(value, fact.decimals)
        shared = interval if shared is None else shared & interval
    return None if shared is None or shared.empty else shared


def most_accurate(facts: Sequence[Fact]) -> Fact:
    """The fact with the most decimals, exact before all; the first of several."""
    return max(facts, key=lambda f: (f.decimals is None, f.decimals or 0))


def duplicates(index: FactIndex, reach: Reach = rounded_from) -> Iterator[DuplicateSet]:
    """All sets of duplicate facts, by concept in the order of the report.

    Facts inside a tuple are duplicates only of facts in the same tuple (XBRL 2.1 section 4.10).
    """
    for by_key in index.groups.values():
        for facts in by_key.values():
            if len(facts) > 1:
                yield DuplicateSet(tuple(facts), kind_of(facts, reach))
    nested: dict[object, list[Fact]] = {}
    for key, fact in index.nested:
        nested.setdefault((fact.concept, key, index.apart[fact.id].tuples), []).append(fact)
    for facts in nested.values():
        if len(facts) > 1:
            yield DuplicateSet(tuple(facts), kind_of(facts, reach))


def duplicate_findings(index: FactIndex, *, truncated: bool = False) -> Iterator[Finding]:
    """A finding per set of facts that contradict each other, their figures taken as rounded or as `truncated`."""
    code = "calc11e:disallowedDuplicateFactsUsingTruncation" if truncated else "oime:disallowedDuplicateFacts"
    for found in duplicates(index, truncated_from if truncated else rounded_from):
        if found.kind is Duplicates.INCONSISTENT:
            yield duplicate_finding(found.facts, code)


def duplicate_finding(facts: Sequence[Fact], code: str = "oime:disallowedDuplicateFacts") -> Finding:
    """The finding about facts that contradict each other, each with its value and place."""
    from .words import context_words, figure

    first = facts[0]
    said = "; ".join(figure(fact) for fact in facts)
    message = f"{first.concept.local} {context_words(first)} is given {len(facts)} times with different values: {said}."
    places = [mark for fact in facts for mark in fact.marks[:1]]
    return finding(code, message, source=places[0] if places else None, facts=[f.id for f in facts], also=places[1:])
