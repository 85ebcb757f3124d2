"""Rows and columns of tables that stand under the wrong period: that carry the figures of another one.

They are told only where nothing bears their figures out for the period that they say, and prints do for one other
period. Single figures are `strayed`'s matter, dates by themselves `dates`'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from ...taxonomy.finding import Finding, finding
from ...taxonomy.profile import ConceptType
from ...taxonomy.span import Span
from ..document import MarkKind
from ..report import Fact, Period
from .cause import telling
from .dates import days_of_columns
from .model import Check, Outcome, Print, Subject
from .tell import period_of, place

_SURE: Final = 3
_LIKELY: Final = 2
_LEAST_OF_ALL: Final = (4, 5)
"""So many of so many figures of a column must be those of the other period."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What is told of rows and columns, their facts whose period is another, and the prints that stand there."""

    told: tuple[Check | Finding, ...]
    moved: Mapping[str, Period]
    prints: frozenset[tuple[Span, str]]


class _Group(NamedTuple):
    """A row or a column of a table, with the period that it says."""

    table: int
    label: str
    row: bool
    period: Period


def figures_of_another(subject: Subject) -> Rows:
    """Rows or columns whose every figure that is printed elsewhere too is that of one other period."""
    groups: dict[_Group, list[Print]] = {}
    in_table: dict[tuple[int, object, Period], bool] = {}
    for prints in subject.prints.values():
        for shown in prints:
            if shown.table is None or shown.kind != MarkKind.CELL:
                continue
            in_table[shown.table, line_item(shown.fact), shown.fact.period] = True
            if _amount(subject, shown.fact) and shown.value:
                for label, row in ((shown.row, True), (shown.column, False)):
                    groups.setdefault(_Group(shown.table, label, row, shown.fact.period), []).append(shown)
    kin = kin_of(subject)
    said = days_of_columns(subject)
    borne = Counter(p.fact.period for prints in subject.prints.values() for p in prints if p.kind == MarkKind.CELL)
    told: list[Check | Finding] = []
    moved: dict[str, Period] = {}
    wrong: set[tuple[Span, str]] = set()
    for group, together in sorted(groups.items(), key=lambda pair: pair[0].row):
        if len({shown.fact.concept for shown in together}) < 2 or all((p.span, p.fact.id) in wrong for p in together):
            continue
        day = said.get((group.table, group.period.end)) if group.period.end and group.period.instant else None
        if day is not None and group.row:
            continue
        other: Period | None = Period(None, day)
        pairs: list[tuple[Print, Print]] = []
        if day is None:
            other, pairs = _whole(subject, group, together, kin, in_table)
            if other is not None and borne[other] <= borne[group.period]:
                # Of two that accuse each other, the period that has fewer figures is the wrong one.
                other, pairs = None, []
        told += _told(subject, group, other, pairs, together)
        if other is None:
            continue
        for prints in subject.prints.values():
            for shown in prints:
                where = shown.table == group.table and shown.fact.period == group.period
                if where and (not group.row or shown.row == group.label):
                    moved[shown.fact.id] = other
                    wrong.add((shown.span, shown.fact.id))
    return Rows(tuple(told), moved, frozenset(wrong))


def line_item(fact: Fact) -> object:
    """All aspects of a fact but its period."""
    return fact.concept, fact.unit, fact.dimensions


def kin_of(subject: Subject) -> dict[object, list[Fact]]:
    """The facts of each line item, whatever period they are of."""
    kin: dict[object, list[Fact]] = {}
    for fact in subject.facts:
        kin.setdefault(line_item(fact), []).append(fact)
    return kin


def _amount(subject: Subject, fact: Fact) -> bool:
    """Amounts and what is made of them change from date to date; numbers of shares need not."""
    concept = subject.profile.concepts.get(fact.concept.local)
    kind = concept.type if concept else None
    return kind in (ConceptType.MONETARY, ConceptType.PER_SHARE) and fact.decimals is not None


def _whole(
    subject: Subject,
    group: _Group,
    prints: list[Print],
    kin: Mapping[object, list[Fact]],
    in_table: Mapping[tuple[int, object, Period], bool],
) -> tuple[Period | None, list[tuple[Print, Print]]]:
    """The other period that the figures are printed for elsewhere, each with such a print."""
    alike: dict[Period, list[tuple[Print, Print]]] = {}
    elsewhere = 0
    for shown in prints:
        facts = [f for f in kin[line_item(shown.fact)] if months(f.period) == months(group.period)]
        beside = [(f, p) for f in facts for p in subject.prints.get(f.id, ()) if p.table != shown.table]
        if any(f.period == group.period and p.range & shown.range for f, p in beside):
            return None, []
        elsewhere += bool(beside)
        for other in dict.fromkeys(f.period for f, _ in beside):
            there = next((p for f, p in beside if f.period == other and p.range & shown.range), None)
            known = in_table.get((group.table, line_item(shown.fact), other), False)
            if there is not None and other != group.period and not known and telling(shown, _LIKELY):
                alike.setdefault(other, []).append((shown, there))
    for other, pairs in alike.items():
        enough = _LEAST_OF_ALL[1] * len(pairs) >= _LEAST_OF_ALL[0] * elsewhere
        sure = any(telling(shown, _SURE) for shown, _ in pairs)
        if enough and sure and len({shown.fact.concept for shown, _ in pairs}) > 1:
            return other, pairs
    return None, []


def months(period: Period) -> int:
    """The length of a period in months of 28 to 31 days; 0 for a date."""
    if period.start is None or period.end is None:
        return 0
    return round((period.end - period.start).days / 30.4)


def _told(
    subject: Subject, group: _Group, other: Period | None, pairs: list[tuple[Print, Print]], together: list[Print]
) -> Iterator[Check | Finding]:
    said = group.period.end if group.period.instant else period_of(group.period)
    about = f"“{group.label}” {'as of ' if group.period.instant else ''}{said}"
    if other is None:
        yield Check("dates", Outcome.HELD, about)
        return
    yield Check("dates", Outcome.BROKEN, about, tuple(shown.fact.id for shown in together))
    head = None if group.row else _header(subject, group)
    if not pairs:
        where = f" ({place(subject, head)})" if head else ""
        message = (
            f"The column “{group.label}”{where} is of a day that no label of its table says; they say {other.end}."
        )
        marks = [*((head,) if head else ()), *dict.fromkeys(shown.span for shown in together)]
        facts = dict.fromkeys(shown.fact.id for shown in together)
        yield finding("audit:date-of-no-column", message, source=marks[0], also=marks[1:], facts=facts)
        return
    same = "; ".join(
        f"{shown.raw} ({place(subject, shown.span)}) is {p.raw} ({place(subject, p.span)})" for shown, p in pairs[:6]
    )
    more = f"; and {len(pairs) - 6} more" if len(pairs) > 6 else ""
    of = other.end if other.instant else period_of(other).removeprefix("for ")
    which = said if group.period.instant else str(said).removeprefix("for ")
    message = f"“{group.label}”, which is {which}, carries the figures of {of}: {same}{more}."
    marks = ([head] if head else []) + [shown.span for shown, _ in pairs] + [p.span for _, p in pairs]
    ids = [f.id for shown, p in pairs for f in (shown.fact, p.fact)]
    yield finding(
        "audit:period-of-another", message, source=marks[0], also=dict.fromkeys(marks[1:]), facts=dict.fromkeys(ids)
    )


def _header(subject: Subject, group: _Group) -> Span | None:
    """Where the header of a column says its period."""
    for table in subject.document.tables:
        for column in table.columns if table.number == group.table else ():
            if column.text == group.label:
                for header in column.headers:
                    if header.spans and header.annotation.periods:
                        return header.spans[-1]
    return None
