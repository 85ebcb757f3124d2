"""Rows and lists of one table that cannot both be right in what period they say.

Two rows of the same words, period included, with different figures; balances of one table, of which one line is of
another day than all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from ...taxonomy.amount import parse_amount
from ...taxonomy.finding import Finding, finding
from ..binding.prose_periods import months_in
from ..document import MarkKind
from ..language.periods import find_periods
from ..report import Period, Trace
from .cause import telling
from .model import Check, Outcome, Print, Subject
from .ranges import point, printed, times
from .tell import name, period_of, place

_MOST: Final = 4_000
_POWERS: Final = (0, 3, 6)
_SURE: Final = 4
"""So many digits that a figure has in common with another are no chance, though what it is of is not known."""


def rows_alike(subject: Subject) -> Iterator[Check | Finding]:
    """Of two rows that say the same and were left unbound, the one whose figures are of another period elsewhere."""
    rows: dict[tuple[int, str], dict[int, list[Trace]]] = {}
    for trace in subject.traces:
        if trace.table is not None and trace.fact is None and trace.reason == "unbound":
            lines = rows.setdefault((trace.table, trace.row_label), {})
            lines.setdefault(trace.span.line, []).append(trace)
    for (_, label), lines in rows.items():
        said = _said(subject, label)
        if len(lines) > 1 and said is not None:
            yield from _alike(subject, label, said, lines)


def _said(subject: Subject, label: str) -> Period | None:
    """The period that a row's label says."""
    periods = (subject.period(found.value) for found in find_periods(label[:_MOST]))
    return next((period for period in periods if period is not None and period.end is not None), None)


def _alike(subject: Subject, label: str, said: Period, lines: dict[int, list[Trace]]) -> Iterator[Check | Finding]:
    known = {line: _periods(subject, traces, said) for line, traces in lines.items()}
    right = [line for line, periods in known.items() if said in periods]
    wrong = [line for line, periods in known.items() if periods and said not in periods]
    about = f"“{label}”, said of {len(lines)} rows"
    if len(right) != 1 or not wrong:
        yield Check("words", Outcome.UNMADE, about, (), "nothing tells which of the rows is meant")
        return
    yield Check("words", Outcome.BROKEN, about)
    for line in wrong:
        first, *rest = lines[line]
        of = period_of(max(known[line], key=lambda period: known[line][period]))
        figures = " and ".join(trace.raw for trace in lines[line])
        message = (
            f"“{label.rsplit(' > ', 1)[-1]}” is said of the lines {' and '.join(map(str, sorted(lines)))}, which are "
            f"therefore left out; the figures here, {figures} ({place(subject, first.span)}), are those {of} elsewhere."
        )
        marks = [t.span for t in rest] + [t.span for n, traces in lines.items() if n != line for t in traces]
        yield finding("audit:period-of-another", message, source=first.span, also=marks)


def _periods(subject: Subject, traces: list[Trace], said: Period) -> Counter[Period]:
    """The periods as long as the one said for which the figures of a row are printed elsewhere."""
    found: Counter[Period] = Counter()
    for trace in traces:
        digits = "".join(c for c in trace.raw if c.isdigit() or c == ".")
        behind = len(digits.partition(".")[2])
        if len(digits.replace(".", "").strip("0")) < _SURE:
            continue
        own = printed(parse_amount(digits), behind)
        there = {
            shown.fact.period
            for prints in subject.prints.values()
            for shown in prints
            if shown.span.line != trace.span.line
            and telling(shown, _SURE - 1)
            and months_in(shown.fact.period) == months_in(said)
            and any(
                shown.range & times(own, point(10**power))
                for power in (_POWERS if telling(shown, _SURE) else _POWERS[:1])
            )
        }
        found.update(there)
    return found


def odd_days(subject: Subject) -> Iterator[Check | Finding]:
    """Lists of balances in one table, each row with its day, where one list has another day than all others."""
    tables: dict[int, dict[object, dict[date, Print]]] = {}
    borne: Counter[date] = Counter()
    for prints in subject.prints.values():
        for shown in prints:
            day = shown.fact.period.end
            if shown.kind != MarkKind.CELL or shown.table is None or day is None or not shown.fact.period.instant:
                continue
            borne[day] += 1
            if find_periods(shown.label[:_MOST]) and not find_periods(shown.column[:_MOST]):
                lines = tables.setdefault(shown.table, {})
                lines.setdefault((shown.fact.concept, shown.fact.unit, shown.fact.dimensions), {})[day] = shown
    for lists in tables.values():
        if len(lists) < 2 or any(len(days) < 2 for days in lists.values()):
            continue
        sets = Counter(frozenset(days) for days in lists.values())
        if len(sets) == 1:
            yield Check("dates", Outcome.HELD, "the days of the lists of a table")
        if len(sets) != 2:
            continue
        (one, many), (other, few) = sets.most_common()
        ours, theirs = one - other, other - one
        if len(ours) != 1 or len(theirs) != 1:
            continue
        usual, odd = next(iter(ours)), next(iter(theirs))
        if many == few and borne[usual] < borne[odd]:
            one, other, usual, odd = other, one, odd, usual
        shown = next(days[odd] for days in lists.values() if frozenset(days) == other)
        beside = next(days[usual] for days in lists.values() if frozenset(days) == one)
        yield Check("dates", Outcome.BROKEN, "the days of the lists of a table", (shown.fact.id,))
        message = (
            f"{name(subject, shown.fact)} {shown.raw} ({place(subject, shown.span)}): the other balances of the table "
            f"are of {usual} there ({place(subject, beside.span)})."
        )
        yield finding("audit:date-of-no-column", message, source=shown.span, also=[beside.span], facts=[shown.fact.id])
