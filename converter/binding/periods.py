"""Which period a figure has, given the period words around it, nearest first, and the concept's period type.

What the words are is `language.periods`; nothing here knows a table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...taxonomy.model import PeriodType
from ..language.periods import Ended, Fiscal, FiscalCalendar, PeriodExpression, Year, resolve
from ..report import Period

_WEEK = 8
"""Days by which a period of weeks can differ from the months that it is called by."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text around a figure and the period expressions in it."""

    name: str
    text: str
    expressions: tuple[PeriodExpression, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """The period found and why; or no period, and why not."""

    period: Period | None
    why: str


Resolve = Callable[[PeriodExpression], Period | None]
"""Gives the dates of a period expression, or None where they are not known."""


def settle_period(sources: Sequence[Source], wanted: PeriodType, resolve: Resolve, *, at: str = "") -> Settled:
    """The period of a figure from the nearest text that says one.

    An instant concept under a duration is the balance at its end (`at` is `end`) or at the end of the day before it
    starts (`start`); where neither is said it is no balance that such a column can show. A duration concept under a
    mere date takes the duration that a further text says to end on that date. A text that says several fitting
    periods settles nothing.
    """
    needed_end = None
    opening = at == "start"
    for source in sources:
        periods = [p for e in source.expressions if (p := resolve(e)) is not None]
        if source.expressions and not periods:
            return Settled(None, f"the dates of “{source.text}” ({source.name}) are not known")
        if wanted is PeriodType.DURATION:
            durations = [p for p in periods if not p.instant]
            if needed_end is not None:
                durations = [p for p in durations if p.end == needed_end]
            fitting = durations
            if not durations and needed_end is None:
                ends = {p.end for p in periods if p.instant}
                if len(ends) == 1:
                    needed_end = ends.pop()
        elif opening:
            # A mere date is where the period ends: the day it opens on is for a further text to tell.
            durations = [p for p in periods if not p.instant and needed_end in (None, p.end)]
            fitting = [_instant(p, opening) for p in durations]
            ends = {p.end for p in periods if p.instant}
            if not durations and needed_end is None and len(ends) == 1:
                needed_end = ends.pop()
        else:
            exact = [p for p in periods if p.instant]
            if periods and not exact and not at:
                why = "is a period, and the line item is not said to be a balance at its start or end"
                return Settled(None, f"the {source.name} “{source.text}” {why}")
            fitting = exact or [_instant(p, opening) for p in periods]
        distinct = list(dict.fromkeys(fitting))
        if len(distinct) == 1:
            return Settled(distinct[0], f"period from the {source.name} “{source.text}”")
        if len(distinct) > 1:
            return Settled(None, f"the {source.name} “{source.text}” says more than one period")
    if needed_end is not None:
        return Settled(None, f"only a date ({needed_end.isoformat()}) is given, and the figure wants a duration")
    return Settled(None, "no period is given by column, row, title or heading")


def resolve_printed(
    expression: PeriodExpression, calendar: FiscalCalendar, dates: Collection[date], ends: Collection[date] = ()
) -> Period | None:
    """The dates of a period expression by the calendar and, where it is made of weeks, by the dates of the release.

    Months that end within a month are a period of 52/53-week years: it starts the day after a date that the release
    prints, a week more or less than the months before its end, and is unknown where there is none such. So does and
    ends a quarter or year that such an issuer calls by its number only. `ends` are dates known to end periods; they
    go before others.
    """
    period = resolve(expression, calendar)
    if period is None or period.start is None or period.end is None:
        return period
    end: date | None = period.end
    if isinstance(expression, Fiscal | Year):
        if not calendar.weeks:
            return period
        end = _nearest(period.end, ends, dates)
    elif not isinstance(expression, Ended) or not in_weeks(expression):
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
    elif not isinstance(expression, Ended) or not in_weeks(expression):
        return []
    return [day for day in days if _nearest(day, ends, dates) is None]


def in_weeks(expression: Ended) -> bool:
    """Whether so many months cannot be calendar months, as their last day is none of a month."""
    return not expression.weeks and (expression.date + timedelta(days=1)).day != 1


def _nearest(day: date, *ranked: Collection[date]) -> date | None:
    """The one date within a week of a day in the first collection that has any; None where it has several."""
    for dates in ranked:
        near = {d for d in dates if abs((d - day).days) <= _WEEK}
        if near:
            return near.pop() if len(near) == 1 else None
    return None


def _instant(period: Period, opening: bool) -> Period:
    if opening and period.start is not None:
        return Period(None, period.start - timedelta(days=1))
    return Period(None, period.end)
