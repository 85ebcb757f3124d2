"""Which figures inside a row's label stand together as one thing's: `allowances of $23 in 1997 and $30 in 1996`.

Words between two figures that say more than where and when they are make the second another thing's. What the figures
are is left to `labels`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..document import Form, Mark
from ..language.lists import rows
from ..language.patterns import phrases
from ..language.periods import find_periods
from ..language.vocabulary import currencies, currency_codes, scales
from ..report import Period

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")
_SAYS = re.compile(r"[^\s,()]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its offset in the label's text."""

    mark: Mark
    at: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.at + len(self.mark.raw)


def placed(text: str, marks: Sequence[Mark]) -> list[Placed]:
    """The marks of a label in its text, in order."""
    found = []
    at = 0
    for mark in marks:
        here = text.find(mark.raw, at)
        here = at if here < 0 else here
        found.append(Placed(mark, here))
        at = here + len(mark.raw) if here >= at else at
    return found


def together(text: str, group: Sequence[Placed]) -> int:
    """How many figures of a group, from its first on, nothing but joining words parts from each other."""
    parted = (n for n, (one, other) in enumerate(pairwise(group), 1) if not _joins(text[one.end : other.at]))
    return next(parted, len(group))


def other_years(text: str, marks: Sequence[Mark], start: int, end: int, periods: Sequence[Period]) -> str:
    """The years that a stretch of a label gives, where they are not those of the periods in their order; else empty."""
    dated = [p for p in placed(text, marks) if p.mark.form in (Form.DATE, Form.PERIOD) and start <= p.at < end]
    years = [p.mark.raw for p in dated if _YEAR.fullmatch(p.mark.raw)]
    meant = [str(p.end.year) for p in periods if p.end is not None]
    return "" if not years or years == meant else ", ".join(years)


def _joins(between: str) -> bool:
    """Whether a text between two figures says only that another follows, for when, and in what money."""
    for found in reversed(find_periods(between)):
        between = f"{between[: found.start]} {between[found.end :]}"
    return _SAYS.search(_pattern().sub(" ", _YEAR.sub(" ", between))) is None


@cache
def _pattern() -> re.Pattern[str]:
    words = (*(row["words"] for row in rows("label_joining_words.csv")), *scales(), *currencies(), *currency_codes())
    return re.compile(phrases(words), re.IGNORECASE)
