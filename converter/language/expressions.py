"""Period expressions as printed, before anything is known of the issuer's calendar, and their resolution to dates.

Finding them in words is left to `periods`; what a fact's period is, to the binder.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..report import Period

FiscalKind = Literal["quarter", "half", "nine-months", "year"]

_MONTHS: dict[str, int] = {"quarter": 3, "half": 6, "nine-months": 9, "year": 12}


@dataclass(frozen=True, slots=True)
class AtDate:
    """A day: `As of March 31, 2008`, `Sept. 30, 2008`. Whether it ends a duration depends on what stands around it."""

    date: date


@dataclass(frozen=True, slots=True)
class Ended:
    """A duration by its length and last day: `Six Months Ended September 30, 2008`; `weeks` count if > 0."""

    months: int
    date: date
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A duration by its first and last day, both inclusive: `April 1, 2008 to September 30, 2008`."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A part of a fiscal year: `1H08`, `2Q07`, `FY2008`. `number` counts parts of that kind from 1 (1 for a year).

    `year` is the name of the fiscal year, which need not be the calendar year it starts in.
    """

    kind: FiscalKind
    number: int
    year: int


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A month of a year: `July 2009`."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class Year:
    """A bare year: `1997`. With a fiscal calendar it is the fiscal year of that name."""

    year: int


@dataclass(frozen=True, slots=True)
class Duration:
    """Part of an expression: a length whose last day stands elsewhere (`Three Months Ended` in a spanning header)."""

    months: int
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class MonthDay:
    """Part of an expression: a day whose year stands elsewhere (`December 31,`), maybe with the length that it ends."""

    month: int
    day: int
    months: int = 0
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class FiscalPart:
    """Part of an expression: a part of a fiscal year whose year stands elsewhere (`First Quarter`)."""

    kind: FiscalKind
    number: int


PeriodExpression = AtDate | Ended | Span | Fiscal | MonthOf | Year | Duration | MonthDay | FiscalPart


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """When an issuer's fiscal year starts (month, 1 to 12) and which calendar year it is named by.

    While that is `unknown`, fiscal codes and bare years have no dates. `weeks` tells of years of 52 or 53 weeks: then
    the dates of a part of a year are near those of its months, and which they are has to be printed.
    """

    start_month: int
    named_by: Literal["start", "end", "unknown"]
    weeks: bool = False

    def first_day(self, year: int) -> date:
        """The first day of the fiscal year called `year`."""
        starts_in = year if self.named_by == "start" or self.start_month == 1 else year - 1
        return date(starts_in, self.start_month, 1)


def complete(expression: PeriodExpression) -> bool:
    """Whether the expression says a period by itself, given a calendar (a bare year does)."""
    return not isinstance(expression, Duration | MonthDay | FiscalPart)


def resolve(expression: PeriodExpression, fiscal: FiscalCalendar | None = None) -> Period | None:
    """The period meant, dates inclusive, or None where words or calendar do not settle it.

    A day is an instant. n months ended D start the day after D less n months; where D is the last day of its month,
    the start is the first day of a month. `Fiscal` and `Year` need the calendar.
    """
    match expression:
        case AtDate(day):
            return Period(None, day)
        case Span(start, end):
            return Period(start, end) if start <= end else None
        case Ended(months, day, weeks):
            start = day - timedelta(weeks=weeks) if weeks else _months_before(day, months)
            return Period(start + timedelta(days=1), day)
        case MonthOf(year, month):
            return Period(date(year, month, 1), last_day(year, month))
        case Fiscal(kind, number, year):
            return _part_of_year(kind, number, year, fiscal)
        case Year(year):
            return _part_of_year("year", 1, year, fiscal)
    return None


def in_year(expression: PeriodExpression, year: int) -> PeriodExpression | None:
    """The same day, or the same length up to that day, in another year; February 29 becomes 28 where it must."""
    match expression:
        case AtDate(day):
            return AtDate(_same_day(year, day.month, day.day))
        case Ended(months, day, weeks):
            return Ended(months, _same_day(year, day.month, day.day), weeks)
        case MonthDay(month, number, months, weeks):
            day = _same_day(year, month, number)
            return Ended(months, day, weeks) if months else AtDate(day)
    return None


def _same_day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, last_day(year, month).day))


def months_of(kind: FiscalKind) -> int:
    """How many months a part of a fiscal year has."""
    return _MONTHS[kind]


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _shift(day: date, months: int) -> tuple[int, int]:
    """Year and month, `months` after those of `day` (before, if negative)."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _months_before(day: date, months: int) -> date:
    year, month = _shift(day, -months)
    last = last_day(year, month)
    if day == last_day(day.year, day.month):
        return last
    return last if day.day > last.day else date(year, month, day.day)


def _part_of_year(kind: FiscalKind, number: int, year: int, fiscal: FiscalCalendar | None) -> Period | None:
    months = _MONTHS[kind]
    if fiscal is None or fiscal.named_by == "unknown" or number * months > 12:
        return None
    first = fiscal.first_day(year)
    start_year, start_month = _shift(first, (number - 1) * months)
    end_year, end_month = _shift(first, number * months - 1)
    return Period(date(start_year, start_month, 1), last_day(end_year, end_month))
