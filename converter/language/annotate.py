"""What the words of a text say, read once: its periods, its units and scales, its numbers, and the words that are left.

Everyone downstream asks this and matches no words of its own. Numerals with their signs are the reader's matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .expressions import PeriodExpression
from .found import Found
from .periods import find_periods
from .units import UnitExpression, find_units

_TEXTS = 1 << 16
"""How many texts are kept: those of a long report."""
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,'’/-]\d+)*")


class TokenKind(StrEnum):
    """What a token is."""

    PERIOD = "period"
    UNIT = "unit"
    NUMBER = "number"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text, `text[start:end]`, with what it says; a number or a word that is left says itself."""

    kind: TokenKind
    start: int
    end: int
    words: str
    value: PeriodExpression | UnitExpression | str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its tokens, each list from left to right; no two tokens share a character."""

    text: str
    periods: tuple[Found[PeriodExpression], ...]
    units: tuple[Found[UnitExpression], ...]
    numbers: tuple[Found[str], ...]
    rest: tuple[Found[str], ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens, in the order of the text."""
        lists = ((TokenKind.PERIOD, self.periods), (TokenKind.UNIT, self.units))
        said = [Token(kind, f.start, f.end, f.words, f.value) for kind, found in lists for f in found]
        left = ((TokenKind.NUMBER, self.numbers), (TokenKind.REST, self.rest))
        said += [Token(kind, f.start, f.end, f.words, f.value) for kind, found in left for f in found]
        return tuple(sorted(said, key=lambda token: (token.start, token.end)))

    @property
    def understood(self) -> bool:
        """Whether the text says periods and units and nothing else."""
        return bool(self.periods or self.units) and not self.rest and not self.numbers


@lru_cache(maxsize=_TEXTS)
def annotate(text: str) -> Annotated:
    """The tokens of a text; a period wins over a unit that shares characters with it."""
    periods = find_periods(text)
    units = tuple(u for u in find_units(text) if not any(_share(u, p) for p in periods))
    taken = [(f.start, f.end) for f in (*periods, *units)]
    numbers = _free(_NUMBER, text, taken)
    taken += [(f.start, f.end) for f in numbers]
    return Annotated(text, periods, units, numbers, _free(_WORD, text, taken))


def _share(one: Found[object], other: Found[object]) -> bool:
    return one.start < other.end and other.start < one.end


def _free(pattern: re.Pattern[str], text: str, taken: list[tuple[int, int]]) -> tuple[Found[str], ...]:
    """The matches of a pattern outside the places taken."""
    found = (Found(m.group(), m.start(), m.end(), m.group()) for m in pattern.finditer(text))
    return tuple(f for f in found if not any(f.start < end and start < f.end for start, end in taken))
