"""The days that years of 52 or 53 weeks and their quarters end on, by an issuer's rule: `last Saturday of September`.

Which of them a period of a release starts or ends on is left to the binder.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = "January February March April May June July August September October November December".lower().split()
_RULE = re.compile(
    rf"(?:the\s+)?(?P<last>last\s+)?(?P<day>{'|'.join(_DAYS)})\s+(?:of|in|(?P<near>nearest|closest)(?:\s+to)?)\s+"
    r"(?:the\s+end\s+of\s+)?(?P<month>[a-z]+)(?:\s+(?P<number>\d{1,2}))?",
    re.IGNORECASE,
)
_YEARS = range(1970, 2101)
_QUARTER = timedelta(weeks=13)


@lru_cache(maxsize=16)
def year_ends(rule: str) -> tuple[date, ...]:
    """The last days of the fiscal years 1970 to 2100 by a rule; empty for a text that is none.

    `last Saturday of September`, `Saturday nearest January 31`, `Sunday closest to the end of December`.
    """
    found = _RULE.fullmatch(" ".join(rule.split()))
    if found is None or found["month"].lower() not in _MONTHS or bool(found["last"]) == bool(found["near"]):
        return ()
    weekday, month = _DAYS.index(found["day"].lower()), _MONTHS.index(found["month"].lower()) + 1
    ends = []
    for year in _YEARS:
        end = date(year, month, calendar.monthrange(year, month)[1])
        if found["near"] is None:
            ends.append(end - timedelta(days=(end.weekday() - weekday) % 7))
            continue
        if found["number"]:
            end = end.replace(day=min(int(found["number"]) or 1, end.day))
        behind = (weekday - end.weekday()) % 7
        ends.append(end + timedelta(days=behind if behind <= 3 else behind - 7))
    return tuple(ends)


@lru_cache(maxsize=16)
def period_ends(rule: str) -> frozenset[date]:
    """The last days of years and quarters by a rule.

    A year of 53 weeks has its further week in a quarter that the rule does not tell: both days stand for its quarters.
    """
    return frozenset(_period_ends(year_ends(rule)))


def _period_ends(ends: tuple[date, ...]) -> Iterator[date]:
    for before, end in pairwise(ends):
        yield end
        for quarter in (1, 2, 3):
            yield before + quarter * _QUARTER
            yield end - (4 - quarter) * _QUARTER
