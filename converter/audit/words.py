"""What the words say of a figure, against the figure: what it is compared with, whether it is of a day or a period.

Dates by themselves are `dates`' matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ...taxonomy.finding import Finding, finding
from ..document import MarkKind
from ..language.found import Found
from ..language.periods import (
    AtDate,
    Ended,
    MonthOf,
    PeriodExpression,
    Span,
    Year,
    find_periods,
)
from ..report import Period
from .alike import odd_days, rows_alike
from .compared import compared_with
from .directions import changes_told, said_and_signed
from .model import Check, Outcome, Print, Subject
from .patterns import words
from .sentences import Sentence, sentences
from .tell import name, place

_MOST: Final = 4_000


def instants_as_durations(subject: Subject) -> Iterator[Check | Finding]:
    """A row that says `six months ended` and has nothing but balances, which are of a day; told once for a table."""
    rows: dict[tuple[int, str], list[Print]] = {}
    for prints in subject.prints.values():
        for shown in prints:
            if shown.table is not None and shown.kind == MarkKind.CELL:
                rows.setdefault((shown.table, shown.row), []).append(shown)
    told: dict[int, list[tuple[str, Print]]] = {}
    for (table, row), beside in rows.items():
        found = find_periods(row[:_MOST])
        if not any(isinstance(one.value, Ended) for one in found) or any(isinstance(o.value, AtDate) for o in found):
            continue
        wrong = all(shown.fact.period.instant for shown in beside)
        ids = tuple(shown.fact.id for shown in beside)
        yield Check("words", Outcome.BROKEN if wrong else Outcome.HELD, f"“{row[:80]}” and what it is of", ids)
        if wrong:
            told.setdefault(table, []).append((row, min(beside, key=lambda p: p.span)))
    for places in told.values():
        places.sort(key=lambda pair: pair[1].span)
        first = places[0][1]
        labels = "; ".join(f"“{row.split(' > ')[-1]}”, {p.raw} ({place(subject, p.span)})" for row, p in places)
        message = (
            f"A balance is of a day, and the row says a period: {labels}. They are read as of the last day, as "
            f"{name(subject, first.fact)}."
        )
        facts = [p.fact.id for _, p in places]
        yield finding(
            "audit:instant-as-duration", message, source=first.span, facts=facts, also=[p.span for _, p in places[1:]]
        )


def told_too_early(subject: Subject) -> Iterator[Check | Finding]:
    """`In 1H09 … was`, `As of September 30, 2009 … decreased`: what was, of a time that was still to come."""
    if subject.made is None:
        return
    for sentence in sentences(subject):
        text = sentence.text[:_MOST]
        if not sentence.figures or not words("was").search(text) or words("coming").search(text):
            continue
        for found in find_periods(text):
            when = subject.period(found.value)
            if when is None or when.end is None or isinstance(found.value, Year | MonthOf):
                continue  # a year or month may be named for whatever is planned or due in it
            if words("runs_to").search(text[: found.start]) or words("runs_on").match(text[found.end :]):
                continue  # what was agreed may end, fall due or begin in time to come
            if isinstance(found.value, AtDate | Span) and not _of_figures(sentence, found):
                continue  # a day, or from one day to another, may be that of anything
            late = when.end > subject.made
            about = f"“{found.words.strip()}” in “{' '.join(text.split())[:60]}…”"
            yield Check("words", Outcome.BROKEN if late else Outcome.HELD, about)
            near = min(sentence.figures, key=lambda f: abs(f.start - found.start))
            if late:
                message = (
                    f"“{found.words.strip()}” was still to come when the release was made, on {subject.made}, and the "
                    f"text says what was ({place(subject, near.span)})."
                )
                yield finding("audit:date-after-release", message, source=near.span)


def _of_figures(sentence: Sentence, found: Found[PeriodExpression]) -> bool:
    """Whether days are those of figures: by `as of` or `at` right before one, or by a figure that is read so."""
    if words("of_day").search(sentence.text[: found.start]) or words("led_by_of_day").match(found.words):
        return True
    periods = {fig.fact.period for fig in sentence.figures if fig.fact is not None}
    match found.value:
        case AtDate(day):
            return Period(None, day) in periods
        case Span(start, end):
            return Period(start, end) in periods
    return False


def after_the_release(subject: Subject) -> Iterator[Check | Finding]:
    """A balance of a day that was still to come."""
    if subject.made is None:
        return
    told: set[int] = set()
    days: set[date] = set()
    for fact in subject.facts:
        if not fact.period.instant or fact.period.end is None or fact.dimensions:
            continue
        day = fact.period.end
        late = day > subject.made
        if day not in days:
            days.add(day)
            yield Check("words", Outcome.BROKEN if late else Outcome.HELD, f"balances of {day}, before the release")
        for shown in subject.prints.get(fact.id, ()) if late else ():
            if shown.span.line not in told and shown.kind != MarkKind.LABEL:
                told.add(shown.span.line)
                message = (
                    f"{name(subject, fact)} {shown.raw} ({place(subject, shown.span)}) is of a day after the release, "
                    f"which was made on {subject.made}."
                )
                yield finding("audit:date-after-release", message, source=shown.span, facts=[fact.id])


WORD_CHECKS: Final = (
    compared_with,
    instants_as_durations,
    said_and_signed,
    changes_told,
    told_too_early,
    after_the_release,
    rows_alike,
    odd_days,
)
