"""The dates of periods that are made of weeks, by the days that a release prints.

Which days these are is `days`; what a period's words are, `language.periods`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from ..language.periods import AtDate, Ended, Fiscal, FiscalCalendar, PeriodExpression, Year, resolve
from ..report import Period

_WEEK = 8
"""Days by which a period of weeks can differ from the months that it is called by."""


def resolve_printed(
    expression: PeriodExpression, calendar: FiscalCalendar, dates: Collection[date], ends: Collection[date] = ()
) -> Period | None:
    """The dates of a period expression by the calendar and, where it is made of weeks, by the dates of the release.

    Months that end within a month, or are of an issuer of such, are a period of 52/53-week years: it starts the day
    after a date that the release prints, a week more or less than the months before its end, and is unknown where
    there is none such. So does and ends a quarter or year that such an issuer calls by its number only. `ends` are
    dates known to end periods; they go before others. A day close to another of these is in doubt: one of the two may
    be said of several years (`at December 31, 2000 and 1999`) and not be the day of each.
    """
    period = resolve(expression, calendar)
    if period is None or period.end is None:
        return period
    if calendar.weeks and isinstance(expression, AtDate | Ended) and _another(period.end, ends):
        return None
    if period.start is None:
        return period
    end: date | None = period.end
    if isinstance(expression, Fiscal | Year):
        if not calendar.weeks:
            return period
        end = _nearest(period.end, ends, dates)
    elif not isinstance(expression, Ended) or not _counts_weeks(expression, calendar):
        return period
    before = _nearest(period.start - timedelta(days=1), ends, dates)
    return Period(before + timedelta(days=1), end) if before is not None and end is not None else None


def days_wanted(
    expression: PeriodExpression, calendar: FiscalCalendar, dates: Collection[date], ends: Collection[date] = ()
) -> list[date]:
    """The days near which a period of weeks ends, or the one before it, that nothing says; empty if it is none."""
    period = resolve(expression, calendar)
    if period is None or period.start is None or period.end is None:
        return []
    days = [period.start - timedelta(days=1)]
    if isinstance(expression, Fiscal | Year):
        days = [*days, period.end] if calendar.weeks else []
    elif not isinstance(expression, Ended) or not _counts_weeks(expression, calendar):
        return []
    return [day for day in days if _nearest(day, ends, dates) is None]


def _counts_weeks(expression: Ended, calendar: FiscalCalendar) -> bool:
    """Whether so many months are a count of weeks: by their last day, or as all periods of the issuer are."""
    return in_weeks(expression) or (calendar.weeks and not expression.weeks)


def in_weeks(expression: Ended) -> bool:
    """Whether so many months cannot be calendar months, as their last day is none of a month."""
    return not expression.weeks and (expression.date + timedelta(days=1)).day != 1


def _another(day: date, ends: Collection[date]) -> bool:
    """Whether another day that ends a period is so close to this that they are the same period's."""
    return any(d != day and abs((d - day).days) <= _WEEK - 1 for d in ends)


def _nearest(day: date, *ranked: Collection[date]) -> date | None:
    """The one date within a week of a day in the first collection that has any; None where it has several."""
    for dates in ranked:
        near = {d for d in dates if abs((d - day).days) <= _WEEK}
        if near:
            return near.pop() if len(near) == 1 else None
    return None
