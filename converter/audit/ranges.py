"""Arithmetic on ranges: all values that a printed figure may stand for, and all that can come of them. Exact.

Fractions, so that a quotient is exact too; ends belong to a range, as in the interval rule of Calculations 1.1.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

_MOST_DECIMALS: Final = 500


class Range(NamedTuple):
    """From `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def __and__(self, other: Range) -> Range | None:
        """What lies in both; None if nothing does."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Range(low, high) if low <= high else None

    @property
    def width(self) -> Fraction:
        """How far apart the ends are."""
        return self.high - self.low

    @property
    def middle(self) -> Fraction:
        """The value half way."""
        return (self.low + self.high) / 2


def point(value: Decimal | int) -> Range:
    """The range of one exact value."""
    exact = Fraction(value)
    return Range(exact, exact)


@lru_cache(maxsize=1 << 14)
def printed(value: Decimal, decimals: int | None) -> Range:
    """All values that are printed as `value` when rounded to `decimals` places; None means printed in full."""
    exact = Fraction(value)
    if decimals is None or abs(decimals) > _MOST_DECIMALS:
        return Range(exact, exact)
    half = half_unit(decimals)
    return Range(exact - half, exact + half)


@lru_cache(maxsize=1024)
def half_unit(decimals: int) -> Fraction:
    """Half of one in the last place printed."""
    return Fraction(1, 2 * 10**decimals) if decimals >= 0 else Fraction(10**-decimals, 2)


def plus(a: Range, b: Range) -> Range:
    """The sums."""
    return Range(a.low + b.low, a.high + b.high)


def minus(a: Range, b: Range) -> Range:
    """The differences."""
    return Range(a.low - b.high, a.high - b.low)


def times(a: Range, b: Range) -> Range:
    """The products."""
    ends = (a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high)
    return Range(min(ends), max(ends))


def over(a: Range, b: Range) -> Range | None:
    """The quotients; None where the divisor may be nothing."""
    if b.low <= 0 <= b.high:
        return None
    return times(a, Range(1 / b.high, 1 / b.low))


def to_places(value: Fraction, decimals: int) -> Decimal:
    """The value rounded to `decimals` places, half away from zero, as amounts are printed."""
    scaled = abs(value) * (10**decimals if decimals >= 0 else Fraction(1, 10**-decimals))
    whole = int(scaled + Fraction(1, 2))
    result = Decimal((int(value < 0 and whole > 0), tuple(map(int, str(whole))), -decimals))
    return result if decimals >= 0 else Decimal(int(result))
