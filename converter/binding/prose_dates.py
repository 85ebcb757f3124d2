"""The periods that running text speaks of: not the year of a law, a loan, a plan or a report, which is part of a name.

The words of such things are in `dated_things.csv`. Which figure a period belongs to is left to `prose_tell`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..language.found import Found
from ..language.periods import AtDate, PeriodExpression, Year, find_periods
from ..language.vocabulary import dated_things

_BEFORE, _BEHIND = 24, 60
"""Characters around a date within which the words of a thing that it names stand."""


def spoken_periods(text: str) -> Sequence[Found[PeriodExpression]]:
    """The period expressions of a text without those that are part of a thing's name."""
    return [found for found in find_periods(text) if not _of_a_thing(text, found)]


def _of_a_thing(text: str, found: Found[PeriodExpression]) -> bool:
    """Whether the words beside a year or a day make it part of a name: `Act of 1934`, `the 2004 Option Plan`."""
    if not isinstance(found.value, Year | AtDate):
        return False
    before, behind = _patterns()
    if before.search(text, max(0, found.start - _BEFORE), found.start):
        return True
    return isinstance(found.value, Year) and behind.match(text, found.end, found.end + _BEHIND) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ends right before such a date, and what follows it: words with capitals, the last of them a thing."""
    before, behind = (
        "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in dated_things(place)) for place in ("before", "behind")
    )
    return (
        re.compile(rf"(?<![^\W_])(?:{before})\s+$", re.IGNORECASE),
        re.compile(rf"\s+(?:[A-Z][\w&’'-]*\s+(?:and\s+)?){{0,5}}(?:{behind})\b"),
    )
