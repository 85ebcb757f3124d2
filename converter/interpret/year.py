"""The day that an issuer's years end on, and whether its periods are of weeks, as all dates of a document say together.

What a profile says goes before it; a draft of one has its own, wider reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Document, Prose
from ..language.periods import Ended, FiscalCalendar, MonthDay, PeriodExpression, find_periods, period_of
from .statements import kind_of_title
from .weeks import in_weeks

_MOST = 0.9
"""Share of the years that a document says to end that must end on one day for that day to be known."""

_WEEK = 7


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The day that years end on."""

    month: int
    day: int


def year_end(document: Document) -> YearEnd | None:
    """The last day of the issuer's years where it ends calendar years; any other leaves open how one is named."""
    for said in (_of_tables(document), _of_prose(document)):
        ends = Counter(said)
        if ends:
            (month, day), most = ends.most_common(1)[0]
            sure = most >= _MOST * ends.total() and (month, day) == (12, 31)
            return YearEnd(month, day) if sure else None
    return None


def _of_tables(document: Document) -> Iterator[tuple[int, int]]:
    """The days that years are said to end on, and those of balance sheets of bare years, above and in tables."""
    for table in document.tables:
        for text in (*table.titles, *table.captions, *table.context[:1]):
            for found in find_periods(text.text):
                yield from _ends_year(found.value)
                yield from _of_balance(found.value, text.text)
        for column in table.columns:
            for each in period_of([header.text for header in column.headers]):
                yield from _ends_year(each.value)


def _of_balance(value: PeriodExpression, title: str) -> Iterator[tuple[int, int]]:
    """The day of a balance sheet whose years stand over its columns."""
    if isinstance(value, MonthDay) and not value.months and kind_of_title(title) == "instant":
        yield value.month, value.day


def _of_prose(document: Document) -> Iterator[tuple[int, int]]:
    for block in document.blocks:
        if isinstance(block, Prose):
            for found in find_periods(block.text.text):
                yield from _ends_year(found.value)


def _ends_year(value: PeriodExpression) -> Iterator[tuple[int, int]]:
    if isinstance(value, MonthDay) and value.months == 12:
        yield value.month, value.day
    if isinstance(value, Ended) and value.months == 12 and not value.weeks:
        yield value.date.month, value.date.day


def calendar_of(document: Document, end: YearEnd | None) -> FiscalCalendar:
    """The calendar that the document's own dates show; what years are named by is known of calendar years only."""
    return FiscalCalendar(1, "unknown" if end is None else "end", of_weeks(document) and end is None)


def of_weeks(document: Document) -> bool:
    """Whether columns are headed by lengths of weeks, or by months that end near the end of one and not on it."""
    return any(isinstance(each, Ended) and (each.weeks > 0 or _near_month_end(each)) for each in _headed(document))


def _headed(document: Document) -> Iterator[PeriodExpression]:
    for table in document.tables:
        for column in table.columns:
            yield from (each.value for each in period_of([header.text for header in column.headers]))


def _near_month_end(value: Ended) -> bool:
    return in_weeks(value) and (value.date.day <= _WEEK or value.date.day > 28 - _WEEK)
