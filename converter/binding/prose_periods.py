"""The periods that changes are counted from: a year before, the period before, the end of the last fiscal year."""

from __future__ import annotations

from datetime import date, timedelta

from ..language.expressions import AtDate, in_year
from ..report import Period

DAY = timedelta(days=1)


def year_start(day: date, month: int) -> date:
    """The first day of the fiscal year, starting in a month, that a day lies in."""
    return date(day.year if day.month >= month else day.year - 1, month, 1)


def fiscal_year(day: date, month: int) -> Period:
    """The fiscal year that a day lies in."""
    first = year_start(day, month)
    return Period(first, year_start(first + timedelta(days=370), month) - DAY)


def months_in(period: Period | None) -> int:
    """The length of a period in months; 0 for a date or none."""
    if period is None or period.start is None or period.end is None:
        return 0
    return round((period.end - period.start).days / 30.4)


def year_before(period: Period) -> Period:
    """The same period, or date, of the year before; the last day of a month stays one."""
    assert period.end is not None
    whole_month = (period.end + DAY).day == 1
    if whole_month:
        following = period.end + DAY
        end = following.replace(year=following.year - 1) - DAY
    else:
        end = _same_day(period.end)
    return Period(_same_day(period.start) if period.start is not None else None, end)


def before_of(period: Period, against: str, month: int) -> Period | None:
    """What a measure (`against` is `year`, `previous` or `year_end`) counts the change of a period or date from."""
    if period.end is None:
        return None
    if against == "year":
        return year_before(period)
    if against == "year_end":
        return Period(None, year_start(period.end, month) - DAY)
    if against == "previous" and period.start is not None:
        months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
        first = period.start.year * 12 + period.start.month - 1 - months
        return Period(date(first // 12, first % 12 + 1, 1), period.start - DAY) if period.start.day == 1 else None
    return None


def relation_of(period: Period, against: Period | None, month: int) -> str:
    """What a change of a period from another is: `year`, `year_end` or `previous`; empty where it is none of them."""
    if against is None or against.end is None or period.end is None:
        return ""
    if against == year_before(period):
        return "year"
    if period.start is None:
        return "year_end" if against.instant and against.end == year_start(period.end, month) - DAY else ""
    days = abs((period.end - period.start) - ((against.end - against.start) if against.start else timedelta(0)))
    return "previous" if against.end == period.start - DAY and days < timedelta(days=5) else ""


def _same_day(day: date) -> date:
    found = in_year(AtDate(day), day.year - 1)
    assert isinstance(found, AtDate)
    return found.date
