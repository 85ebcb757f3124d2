"""Dates and period words against the release's own date, and rows that carry the figures of another period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ...taxonomy.finding import Finding, finding
from ...taxonomy.profile import ConceptType
from ...taxonomy.span import Span
from ..aspects.periods import AtDate, Ended, find_periods
from ..document import MarkKind, Prose, Text
from ..report import Fact, Period
from .model import Check, Outcome, Print, Subject
from .patterns import cased, words
from .tell import place

_MOST: Final = 4_000


def ended_after(subject: Subject) -> Iterator[Check | Finding]:
    """`Fiscal year ended …` for a period that ends after the release was made."""
    if subject.made is None:
        yield Check("dates", Outcome.UNMADE, "periods said to have ended", why="the release does not say its own date")
        return
    told: set[tuple[int, date]] = set()
    for text, spans in _texts(subject):
        if not words("ended").search(text):
            continue
        for found in find_periods(text[:_MOST]):
            if not isinstance(found.value, Ended) or not words("ended").search(found.words):
                continue
            late = found.value.date > subject.made
            about = f"“{found.words}”"
            yield Check("dates", Outcome.BROKEN if late else Outcome.HELD, about)
            span = _line(subject, spans, found.words)
            if late and span is not None and (span.line, found.value.date) not in told:
                told.add((span.line, found.value.date))
                message = (
                    f"“{' '.join(found.words.split())}” has not ended: the release is of {subject.made} "
                    f"({place(subject, span)})"
                )
                yield finding("audit:date-after-release", message, source=span)


def stale_dates(subject: Subject) -> Iterator[Check | Finding]:
    """What is announced for a day that was over when the release was made."""
    if subject.made is None:
        return
    for block in subject.document.blocks:
        if not isinstance(block, Prose) or not words("announced").search(block.text.text):
            continue
        for sentence in cased("sentence_end").split(block.text.text[:_MOST]):
            coming = words("announced").search(sentence)
            if coming is None:
                continue
            for found in find_periods(sentence):
                if not isinstance(found.value, AtDate) or found.start < coming.end():
                    continue
                before = sentence[: found.start]
                if words("done_on").search(before):
                    continue  # what was announced or adopted on a day was not to come then
                if not words("on").search(before) and not words("led_by_on").match(found.words):
                    continue
                stale = found.value.date < subject.made
                yield Check("dates", Outcome.BROKEN if stale else Outcome.HELD, f"“{found.words}” is still to come")
                span = _line(subject, block.text.spans, found.words)
                if stale and span is not None:
                    message = (
                        f"“{found.words.strip()}” was over when the release was made, on {subject.made}, and it speaks "
                        f"of what is to come ({place(subject, span)})"
                    )
                    yield finding("audit:stale-date", message, source=span)


def dates_of_labels(subject: Subject) -> Iterator[Check | Finding]:
    """A row that says `at March 31, 2009`, in a table that has no figures of that day."""
    days: dict[int, set[date]] = {}
    for prints in subject.prints.values():
        for shown in prints:
            if shown.table is not None and shown.kind == MarkKind.CELL and shown.fact.period.end is not None:
                days.setdefault(shown.table, set()).add(shown.fact.period.end)
    for table in subject.document.tables:
        known = days.get(table.number)
        if not known:
            continue
        for row in table.rows:
            text = row.label.text[:_MOST]
            led = cased("day_of").search(text) if row.cells and row.label.spans else None
            if led is None:
                continue
            for found in find_periods(text):
                if not isinstance(found.value, AtDate) or found.end <= led.start():
                    continue
                right = found.value.date in known
                yield Check("dates", Outcome.HELD if right else Outcome.BROKEN, f"“{found.words}” in “{text[:60]}”")
                if not right:
                    span = _line(subject, row.label.spans, found.words) or row.label.spans[0]
                    there = ", ".join(str(day) for day in sorted(known))
                    message = (
                        f"“{found.words.strip()}” is no day of its table, whose figures are of {there} "
                        f"({place(subject, span)})"
                    )
                    yield finding("audit:date-of-no-column", message, source=span)


@dataclass(frozen=True, slots=True)
class Rows:
    """What is told of rows that carry the figures of another date, and of their facts whose date that is."""

    told: tuple[Check | Finding, ...]
    moved: Mapping[str, Period]


def figures_of_another(subject: Subject) -> Rows:
    """Rows or columns of balances whose every figure is that of another date, printed elsewhere."""
    places: dict[tuple[int, Period, str], list[Print]] = {}
    for prints in subject.prints.values():
        for shown in prints:
            if shown.table is not None and shown.fact.period.instant and _changes(subject, shown.fact):
                places.setdefault((shown.table, shown.fact.period, shown.row), []).append(shown)
    by_concept: dict[tuple[object, ...], list[Fact]] = {}
    for fact in subject.facts:
        if fact.period.instant:
            by_concept.setdefault((fact.concept, fact.unit, fact.dimensions), []).append(fact)
    told: list[Check | Finding] = []
    moved: dict[str, Period] = {}
    for (table, period, row), together in places.items():
        if len({shown.fact.concept for shown in together}) < 2:
            continue
        other, pairs = _whole(subject, period, together, by_concept)
        told += _told(subject, period, row, other, pairs)
        if other is not None:
            moved |= {
                shown.fact.id: other
                for prints in subject.prints.values()
                for shown in prints
                if shown.table == table and shown.row == row and shown.fact.period == period
            }
    return Rows(tuple(told), moved)


def _changes(subject: Subject, fact: Fact) -> bool:
    """Amounts and what is made of them change from date to date; numbers of shares need not."""
    concept = subject.profile.concepts.get(fact.concept.local)
    kind = concept.type if concept else None
    return kind is ConceptType.MONETARY and fact.decimals is not None


def _whole(
    subject: Subject, period: Period, prints: list[Print], by_concept: dict[tuple[object, ...], list[Fact]]
) -> tuple[Period | None, list[tuple[Print, Fact]]]:
    """The other date that every figure of a row is printed for elsewhere, with those prints."""
    alike: dict[Period, list[tuple[Print, Fact]]] = {}
    for shown in prints:
        for other in by_concept[(shown.fact.concept, shown.fact.unit, shown.fact.dimensions)]:
            assert other.value is not None
            elsewhere = [p for p in subject.prints.get(other.id, ()) if p.table != shown.table]
            if other.period != period and elsewhere and any(p.range & shown.range for p in elsewhere):
                alike.setdefault(other.period, []).append((shown, other))
    whole = next((p for p, pairs in alike.items() if len(pairs) == len(prints)), None)
    return whole, alike.get(whole, []) if whole else []


def _told(
    subject: Subject, period: Period, row: str, other: Period | None, pairs: list[tuple[Print, Fact]]
) -> Iterator[Check | Finding]:
    about = f"“{row}” as of {period.end}"
    if other is None:
        yield Check("dates", Outcome.HELD, about)
        return
    yield Check("dates", Outcome.BROKEN, about, tuple(shown.fact.id for shown, _ in pairs))
    prints = [next(p for p in subject.prints[fact.id] if p.table != shown.table) for shown, fact in pairs]
    same = "; ".join(
        f"{shown.raw} ({place(subject, shown.span)}) is {p.raw} ({place(subject, p.span)})"
        for (shown, _), p in zip(pairs, prints, strict=True)
    )
    message = f"“{row}”, which is {period.end}, carries the figures of {other.end}: {same}."
    marks = [shown.span for shown, _ in pairs] + [p.span for p in prints]
    facts = [f for shown, fact in pairs for f in (shown.fact.id, fact.id)]
    yield finding("audit:period-of-another", message, source=marks[0], also=marks[1:], facts=facts)


def _texts(subject: Subject) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Every text that can say a period: prose, titles, headers and labels."""
    for block in subject.document.blocks:
        texts: list[Text] = []
        if isinstance(block, Prose):
            texts.append(block.text)
        else:
            texts += [*block.titles, *block.captions]
            texts += [header for column in block.columns for header in column.headers]
            texts += [row.label for row in block.rows]
        for text in texts:
            if text.spans:
                yield text.text, text.spans


def _line(subject: Subject, spans: tuple[Span, ...], words: str) -> Span | None:
    """The line that the words begin on; the first of the text where they cannot be found whole."""
    for length in (len(words), 24, 12):
        start = " ".join(words.split())[:length]
        for span in spans:
            line = subject.document.lines[span.line - 1]
            at = " ".join(line.split()).find(start)
            if at >= 0:
                found = line.find(start)
                return Span(span.file, span.line, (found if found >= 0 else 0) + 1, len(start))
    return spans[0] if spans else None


DATE_CHECKS: Final = (ended_after, stale_dates, dates_of_labels)
