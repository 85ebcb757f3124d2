"""A part that is larger than its whole: `of which` in running text, `included in` in a label, a quarter of a half year.

Parts that should add up to the whole are relations, of breakdowns and networks; here are those that stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType, ProfileConcept
from ..document import MarkKind
from ..report import Fact, amount_of
from .derived import fact_range
from .directions import line_names, name_key
from .model import Check, Outcome, Subject, currency_of
from .patterns import words
from .sentences import sentences
from .tell import figure, name

_MOST: Final = 4_000


def parts_told(subject: Subject) -> Iterator[Check | Finding]:
    """`JPY1,245 million, of which JPY900 million was …`: the figure behind the words is a part of the one before."""
    for sentence in sentences(subject):
        for match in words("part_of").finditer(sentence.text[:_MOST]):
            before = [f.fact for f in sentence.figures if f.fact is not None and f.end <= match.start()]
            behind = [f.fact for f in sentence.figures if f.fact is not None and f.start >= match.end()]
            if before and behind and before[-1].unit == behind[0].unit and before[-1].period == behind[0].period:
                yield from _compared(subject, behind[0], before[-1], f"“{match.group()}”")


def parts_of_labels(subject: Subject) -> Iterator[Check | Finding]:
    """A row `Backbone cost (included in the cost of services)` against the line that it is included in."""
    names = line_names(subject.profile)
    by_line: dict[str, dict[object, Fact]] = {}
    for fact in subject.facts:
        by_line.setdefault(fact.concept.local, {})[fact.period, fact.unit, fact.dimensions] = fact
    seen: set[tuple[str, str]] = set()
    for prints in subject.prints.values():
        for shown in prints:
            match = words("included_in").search(shown.row) if shown.kind == MarkKind.CELL else None
            if match is None:
                continue
            said = f"“{' '.join(match.group().split())}”"
            for concept in names.get(name_key(match["what"]), ()):
                whole = by_line.get(concept, {}).get((shown.fact.period, shown.fact.unit, shown.fact.dimensions))
                if whole is not None and (shown.fact.id, whole.id) not in seen:
                    seen.add((shown.fact.id, whole.id))
                    yield from _compared(subject, shown.fact, whole, said)


def _compared(subject: Subject, part: Fact, whole: Fact, said: str) -> Iterator[Check | Finding]:
    a, b = fact_range(subject, part), fact_range(subject, whole)
    wrong = amount_of(whole) >= 0 and a.low > b.high
    about = f"{name(subject, part)}, a part of {name(subject, whole)}"
    concept = subject.profile.concepts.get(whole.concept.local)
    if wrong and (concept is None or words("both_ways").search(concept.label)):
        # An income of 27 may well include gains of 28.
        yield Check("parts", Outcome.UNMADE, about, (part.id, whole.id), "the whole may have parts of the other sign")
        return
    yield Check("parts", Outcome.BROKEN if wrong else Outcome.HELD, about, (part.id, whole.id))
    if wrong:
        message = f"{figure(subject, part)} is larger than {figure(subject, whole)}, of which it is a part: {said}."
        marks = [*part.marks[:1], *whole.marks[:1]]
        yield finding("audit:part-larger", message, source=marks[0], also=marks[1:], facts=[part.id, whole.id])


def parts_of_periods(subject: Subject) -> Iterator[Check | Finding]:
    """Amounts that only grow with time: that of a quarter is not larger than that of the half year that it is in."""
    by_line: dict[object, list[Fact]] = {}
    for fact in subject.facts:
        concept = subject.profile.concepts.get(fact.concept.local)
        if concept is not None and only_grows(concept) and currency_of(fact.unit) == subject.currency:
            by_line.setdefault((fact.concept, fact.dimensions), []).append(fact)
    for facts in by_line.values():
        if any(amount_of(fact) < 0 for fact in facts):
            continue
        for part in facts:
            for whole in facts:
                if part.period == whole.period or not _within(part, whole):
                    continue
                wrong = fact_range(subject, part).low > fact_range(subject, whole).high
                about = f"{name(subject, part)}, a part of the longer period's"
                yield Check("parts", Outcome.BROKEN if wrong else Outcome.HELD, about, (part.id, whole.id))
                if wrong:
                    message = (
                        f"{figure(subject, part)} is larger than {figure(subject, whole)}, a period that it lies in: "
                        "amounts were moved between lines, or one of them is wrong."
                    )
                    marks = [*part.marks[:1], *whole.marks[:1]]
                    facts_told = [part.id, whole.id]
                    yield finding(
                        "audit:part-of-period-larger", message, source=marks[0], also=marks[1:], facts=facts_told
                    )


def only_grows(concept: ProfileConcept) -> bool:
    """Whether an amount can only grow with time: money of one direction, by a label that names no other.

    A provision, or another charge that is estimated, can be taken back in a later or an earlier part of the period.
    """
    over = concept.type is ConceptType.MONETARY and concept.period is PeriodType.DURATION
    one_way = not words("both_ways").search(concept.label) and not words("taken_back").search(concept.label)
    return over and concept.balance is not None and one_way


def _within(part: Fact, whole: Fact) -> bool:
    a, b = part.period, whole.period
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return False
    return b.start <= a.start and a.end <= b.end


PART_CHECKS: Final = (parts_told, parts_of_labels, parts_of_periods)
