"""What the words say of a figure, against the figure: what it is compared with, whether it is of a day or a period.

Dates by themselves are `dates`' matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ...taxonomy.finding import Finding, finding
from ..aspects.periods import AtDate, Ended, FiscalCalendar, find_periods, resolve
from ..document import MarkKind
from ..report import Period
from .derived import period_at
from .directions import changes_told, said_and_signed
from .model import Check, Outcome, Print, Subject
from .patterns import words
from .sentences import Figure, Sentence, sentences
from .tell import name, place

_MOST: Final = 4_000
_WHEN: Final = {"year": "-1y", "previous": "previous", "year_end": "year_end"}


def compared_with(subject: Subject) -> Iterator[Check | Finding]:
    """`decreased by 8.7% compared to September 30, 2007`: the day is another, and the one that the change is from."""
    against = {name: measure.against for name, (measure, _) in subject.profile.derived().items()}
    fiscal = subject.profile.fiscal_year
    calendar = FiscalCalendar(fiscal.start_month, fiscal.named_by.value)
    for sentence in sentences(subject):
        if not any(figure.fact for figure in sentence.figures):
            continue
        found = {one.start: one for one in find_periods(sentence.text[:_MOST])}
        start = 0
        for match in words("compared").finditer(sentence.text[:_MOST]):
            said = next((found[at] for at in range(match.start() + 1, match.end() + 1) if at in found), None)
            if said is None:
                continue
            when = resolve(said.value, calendar)
            figures = [f for f in sentence.figures if f.fact is not None]
            clause = [f for f in figures if start <= f.start < match.start()] or (
                [f for f in figures if f.start > said.end] if not start else []
            )
            start = said.end
            if when is not None and clause:
                yield from _compared(subject, sentence, clause, when, said.words, against, bool(match["from"]))


def _compared(
    subject: Subject,
    sentence: Sentence,
    clause: list[Figure],
    when: Period,
    said: str,
    against: dict[str, str],
    only_changes: bool,
) -> Iterator[Check | Finding]:
    facts = [figure.fact for figure in clause if figure.fact is not None]
    changes = [fact for fact in facts if against.get(fact.concept.local)]
    about = f"“{said}” as what {clause[-1].raw} is compared with"
    ids = tuple(fact.id for fact in facts)
    if changes:
        last = changes[-1]
        base = period_at(_WHEN[against[last.concept.local]], last.period, subject.profile.fiscal_year.start_month)
        if base.instant != when.instant:
            return
        right = base == when
        days = str(base.end) if base.instant else f"{base.start} to {base.end}"
        expected = f"the change is from {days}"
    elif not only_changes:
        right = any(fact.period != when for fact in facts)
        expected = "it would be compared with itself"
    else:
        return
    yield Check("words", Outcome.HELD if right else Outcome.BROKEN, about, ids)
    if not right:
        span = clause[-1].span
        message = (
            f"“{said.strip()}” cannot be what {clause[-1].raw} is compared with ({place(subject, span)}): {expected}."
        )
        yield finding("audit:compared-with", message, source=span, facts=ids, also=[f.span for f in clause[:-1]])


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
    fiscal = subject.profile.fiscal_year
    calendar = FiscalCalendar(fiscal.start_month, fiscal.named_by.value)
    for sentence in sentences(subject):
        text = sentence.text[:_MOST]
        if not sentence.figures or not words("was").search(text) or words("coming").search(text):
            continue
        for found in find_periods(text):
            when = resolve(found.value, calendar)
            if when is None or when.end is None:
                continue
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
)
