"""Dates and period words against the release's own date, and days of labels against those of columns.

Rows and columns that carry the figures of another period are `moved`'s matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from ...taxonomy.finding import Finding, finding
from ...taxonomy.profile.formulas import ALL, refs
from ...taxonomy.span import Span
from ..document import MarkKind, Prose, Table, Text
from ..language.periods import AtDate, Ended, find_periods
from ..report import Fact
from .model import Check, Outcome, Print, Subject
from .patterns import cased, words
from .sentences import parts_of, place_of
from .tell import first_print, name, place

_MOST: Final = 4_000
_LEAST: Final = 3


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
            span = place_of(subject, spans, found.start, found.end) or spans[-1]
            if late and (span.line, found.value.date) not in told:
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
        text = block.text.text[:_MOST]
        for start, end in parts_of(text):
            sentence = text[start:end]
            coming = [match.end() for match in words("announced").finditer(sentence)]
            for found in find_periods(sentence):
                verb = max((end for end in coming if end <= found.start), default=None)
                if verb is None or not isinstance(found.value, AtDate):
                    continue
                led = words("led_by_on").match(found.words)
                between = words("aside").sub("", sentence[verb : found.start]) + (led.group() if led else "")
                if not words("to_be_done").fullmatch(between):
                    continue  # the day may be that of something else: of a meeting held, of a plan made public
                stale = found.value.date < subject.made
                yield Check("dates", Outcome.BROKEN if stale else Outcome.HELD, f"“{found.words}” is still to come")
                at = place_of(subject, block.text.spans, start + found.start, start + found.end)
                span = at or (block.text.spans[0] if block.text.spans else None)
                if stale and span is not None:
                    message = (
                        f"“{found.words.strip()}” was over when the release was made, on {subject.made}, and it speaks "
                        f"of what is to come ({place(subject, span)})"
                    )
                    yield finding("audit:stale-date", message, source=span)


class _Said(NamedTuple):
    """A day that a row's label says, and where."""

    day: date
    words: str
    span: Span
    text: str


def _days_said(subject: Subject, table: Table) -> Iterator[_Said]:
    """The days in the labels of a table: `allowance at March 31, 2009`."""
    for row in table.rows:
        text = row.label.text[:_MOST]
        led = cased("day_of").search(text) if row.cells and row.label.spans else None
        for found in find_periods(text) if led is not None else ():
            if isinstance(found.value, AtDate) and led is not None and found.end > led.start():
                span = place_of(subject, row.label.spans, found.start, found.end) or row.label.spans[0]
                yield _Said(found.value.date, found.words.strip(), span, text)


def days_of_columns(subject: Subject) -> Mapping[tuple[int, date], date]:
    """For a table and a day of its columns that is a slip, the day that its labels say instead.

    The labels of two rows at least say a day that no column is of, and one column is of a day that no label says.
    """
    right: dict[tuple[int, date], date] = {}
    days = _days_of_tables(subject)
    for table in subject.document.tables:
        said: dict[date, int] = {}
        for one in _days_said(subject, table):
            said[one.day] = said.get(one.day, 0) + 1
        known = days.get(table.number, set())
        strange = [day for day in said if day not in known]
        unsaid = [day for day in known if day not in said]
        if len(strange) == 1 == len(unsaid) and said[strange[0]] > 1 and len(known) > 1:
            right[table.number, unsaid[0]] = strange[0]
    return right


def _days_of_tables(subject: Subject) -> dict[int, set[date]]:
    days: dict[int, set[date]] = {}
    for prints in subject.prints.values():
        for shown in prints:
            if shown.table is not None and shown.kind == MarkKind.CELL and shown.fact.period.end is not None:
                days.setdefault(shown.table, set()).add(shown.fact.period.end)
    return days


def dates_of_labels(subject: Subject) -> Iterator[Check | Finding]:
    """A row that says `at March 31, 2009`, in a table that has no figures of that day."""
    days = _days_of_tables(subject)
    columns = days_of_columns(subject)
    unread = Counter(t.table for t in subject.traces if t.fact is None and t.reason == "unbound")
    for table in subject.document.tables:
        known = days.get(table.number)
        if not known or any(number == table.number for number, _ in columns):
            continue
        for said in _days_said(subject, table):
            right = said.day in known
            if not right and unread[table.number] > 1:
                about = f"“{said.words}” in “{said.text[:60]}”"
                yield Check("dates", Outcome.UNMADE, about, (), "figures of its table are left unbound")
                continue
            yield Check("dates", Outcome.HELD if right else Outcome.BROKEN, f"“{said.words}” in “{said.text[:60]}”")
            if not right:
                there = ", ".join(str(day) for day in sorted(known))
                message = (
                    f"“{said.words}” is no day of its table, whose figures are of {there} ({place(subject, said.span)})"
                )
                yield finding("audit:date-of-no-column", message, source=said.span)


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


def targets_of_the_past(subject: Subject) -> Iterator[Check | Finding]:
    """A target for a period that was over when the release was made.

    What a target is, the figures tell: those of one member of an axis of which nearly all are of a time to come.
    """
    if subject.made is None:
        return
    parts = {a for d in subject.profile.derivations for ref in refs(d.formula) for a, m in ref.dimensions if m == ALL}
    axes = subject.profile.defaults().keys() - parts
    by_member: dict[tuple[str, object], list[Fact]] = {}
    for fact in subject.facts:
        for axis, member in fact.dimensions:
            if axis.local in axes and fact.period.end is not None:
                by_member.setdefault((axis.local, member), []).append(fact)
    for facts in by_member.values():
        over = [fact for fact in facts if fact.period.end is not None and fact.period.end < subject.made]
        if len(facts) < _LEAST or _LEAST * len(over) > len(facts):
            continue
        rows: dict[int, list[Print]] = {}
        for fact in facts:
            shown = first_print(subject, fact)
            if shown is None:
                continue
            wrong = fact in over and (not _came(subject, fact) or bool(words("ending").search(shown.row)))
            outcome = Outcome.BROKEN if wrong else Outcome.HELD
            yield Check("dates", outcome, f"{name(subject, fact)}, a target", (fact.id,))
            if wrong:
                rows.setdefault(shown.span.line, []).append(shown)
        for prints in rows.values():
            first = min(prints, key=lambda p: p.span)
            message = (
                f"{first.raw} ({place(subject, first.span)}) is given as {name(subject, first.fact)}, a target for a "
                f"period that was over when the release was made, on {subject.made}."
            )
            marks = [p.span for p in prints if p is not first]
            facts_told = [p.fact.id for p in prints]
            yield finding("audit:target-of-the-past", message, source=first.span, also=marks, facts=facts_told)


def _came(subject: Subject, fact: Fact) -> bool:
    """Whether the release has what came of a target beside it."""
    defaults = subject.profile.defaults()
    for axis, _ in fact.dimensions:
        rest = tuple(pair for pair in fact.dimensions if pair[0] != axis)
        if axis.local in defaults and (fact.concept.local, fact.period, rest) in subject.by_aspects:
            return True
    return False


DATE_CHECKS: Final = (ended_after, stale_dates, dates_of_labels, targets_of_the_past)
