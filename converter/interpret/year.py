"""The day that an issuer's years end on, and whether its periods are of weeks, as all dates of a document say together.

What a profile says goes before it; a draft of one has its own, wider reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ..document import Document, Prose, Table
from ..language.periods import AtDate, Ended, FiscalCalendar, MonthDay, PeriodExpression, find_periods
from ..language.vocabulary import alternatives, week_year_words
from .days import ends_of, header_periods, of_balances
from .statements import kind_of_title
from .weeks import in_weeks

_MOST = 0.9
"""Share of the years that a document says to end that must end on one day for that day to be known."""

_WEEK = 7

_LAST = (12, 31)


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The day that years end on, or near which years of weeks do, then with the days that the document prints."""

    month: int
    day: int
    weeks: bool = False
    days: frozenset[date] = frozenset()

    def of(self, year: int) -> date | None:
        """The last day of a year; None where it is one of weeks and the document does not print one day for it."""
        last = date(year, self.month, self.day)
        if not self.weeks:
            return last
        near = {day for day in self.days if abs((day - last).days) <= _WEEK}
        return near.pop() if len(near) == 1 else None


def year_end(document: Document) -> YearEnd | None:
    """The last day of the issuer's years where it ends calendar years; any other leaves open how one is named.

    Years that end within a week of that day, on days of their own, are named as calendar years are.
    """
    days = frozenset(_days_of_years(document))
    weeks = _told_of_weeks(document) or any(_odd(day, days) for day in days)
    for said in (_of_tables(document), _of_prose(document)):
        ends = Counter(_rounded(*each) if weeks else each for each in said)
        if ends:
            (month, day), most = ends.most_common(1)[0]
            sure = most >= _MOST * ends.total() and (month, day) == _LAST
            return YearEnd(month, day, weeks, days | frozenset(ends_of(document))) if sure else None
    return None


def _rounded(month: int, day: int) -> tuple[int, int]:
    """The last day of December for days within a week of it."""
    return _LAST if (month == 12 and day > 31 - _WEEK) or (month == 1 and day <= _WEEK) else (month, day)


def _odd(day: date, days: frozenset[date]) -> bool:
    """Whether a day ends a year of weeks: it is near the end of a calendar year, and not that.

    The first of January may also be the day that a calendar year begins, where the document names the day before.
    """
    begins = (day.month, day.day) == (1, 1) and day - timedelta(days=1) in days
    return _rounded(day.month, day.day) == _LAST != (day.month, day.day) and not begins


def _days_of_years(document: Document) -> Iterator[date]:
    """The days that years are said to end on, those of balance sheets, and those of rows of balances."""
    for block in document.blocks:
        if isinstance(block, Prose):
            said = [found.value for found in find_periods(block.text.text)]
            yield from (value.date for value in said if isinstance(value, Ended))
        else:
            yield from _days_of_table(block)
            yield from of_balances(block)


def _days_of_table(table: Table) -> Iterator[date]:
    above = [text.text for text in (*table.titles, *table.captions, *table.context[:1])]
    instant = any(kind_of_title(text) == "instant" for text in above)
    said = [found.value for text in above for found in find_periods(text)]
    said += [f.value for column in table.columns for f in header_periods([header.text for header in column.headers])]
    for value in said:
        if isinstance(value, Ended) or (instant and isinstance(value, AtDate)):
            yield value.date


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(week_year_words())}(?!\w)", re.IGNORECASE)


def _told_of_weeks(document: Document) -> bool:
    """Whether words tell of years of weeks, and the printed days do not stand for months all the same.

    Some issuers print the last days of months for the days their weeks end on: ends of months on several weekdays.
    """
    days = {*ends_of(document), *_days_of_years(document)}
    months = all((day + timedelta(days=1)).day == 1 for day in days)
    return _spoken(document) and not (months and len({day.weekday() for day in days}) > 1)


def _spoken(document: Document) -> bool:
    """Whether the words of a document tell of years of weeks."""
    for block in document.blocks:
        texts = (block.text,) if isinstance(block, Prose) else (*block.titles, *block.captions)
        for text in (each.text for each in texts):
            if _pattern().search(text) or any(isinstance(f.value, Ended) and f.value.weeks for f in find_periods(text)):
                return True
    return False


def _of_tables(document: Document) -> Iterator[tuple[int, int]]:
    """The days that years are said to end on, and those of balance sheets of bare years, above and in tables."""
    for table in document.tables:
        for text in (*table.titles, *table.captions, *table.context[:1]):
            for found in find_periods(text.text):
                yield from _ends_year(found.value)
                yield from _of_balance(found.value, text.text)
        for column in table.columns:
            for each in header_periods([header.text for header in column.headers]):
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
    return FiscalCalendar(1, "unknown" if end is None else "end", _of_weeks(document) if end is None else end.weeks)


def of_weeks(document: Document) -> bool:
    """Whether a document's words, or the days its years end on, tell that its issuer's periods are made of weeks."""
    end = year_end(document)
    return end.weeks if end is not None else _told_of_weeks(document)


def _of_weeks(document: Document) -> bool:
    """Whether columns are headed by lengths of weeks, or by months that end near the end of one and not on it."""
    headed = any(isinstance(each, Ended) and (each.weeks > 0 or _near_month_end(each)) for each in _headed(document))
    return headed or _told_of_weeks(document)


def _headed(document: Document) -> Iterator[PeriodExpression]:
    for table in document.tables:
        for column in table.columns:
            yield from (each.value for each in header_periods([header.text for header in column.headers]))


def _near_month_end(value: Ended) -> bool:
    return in_weeks(value) and (value.date.day <= _WEEK or value.date.day > 28 - _WEEK)
