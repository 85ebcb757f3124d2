"""Which period a figure has, given the period words around it, nearest first, and the concept's period type.

What the words are is `language.periods`; nothing here knows a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ...taxonomy.model import PeriodType
from ..language.periods import PeriodExpression
from ..report import Period


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


def _instant(period: Period, opening: bool) -> Period:
    if opening and period.start is not None:
        return Period(None, period.start - timedelta(days=1))
    return Period(None, period.end)
