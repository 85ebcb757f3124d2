"""What a figure and its accuracy say together: the interval its true value lies in, and its rounded value. Exact."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Final, NamedTuple

from ..taxonomy.amount import EXACT

MAX_DECIMALS: Final = 500
"""Beyond it an accuracy says nothing any more: so fine that it is exact, so coarse that anything agrees."""

_ROUNDING: Final = Context(prec=EXACT.prec, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])
_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_INFINITE: Final = Decimal("Infinity")


class Interval(NamedTuple):
    """From `low` to `high`; each end belongs to it or not."""

    low: Decimal
    high: Decimal
    low_in: bool = True
    high_in: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))

    def __and__(self, other: Interval) -> Interval:
        """What lies in both."""
        low, low_out = max((self.low, not self.low_in), (other.low, not other.low_in))
        high, high_in = min((self.high, self.high_in), (other.high, other.high_in))
        return Interval(low, high, not low_out, high_in)

    def __str__(self) -> str:
        return f"{'[' if self.low_in else '('}{self.low:,f}, {self.high:,f}{']' if self.high_in else ')'}"


POINT_ZERO: Final = Interval(_ZERO, _ZERO)


def plus(a: Interval, b: Interval) -> Interval:
    """The interval of the sums. An end belongs to it where both ends do."""
    return Interval(EXACT.add(a.low, b.low), EXACT.add(a.high, b.high), a.low_in and b.low_in, a.high_in and b.high_in)


def times(interval: Interval, weight: Decimal) -> Interval:
    """The interval of the products with a weight; a negative one turns it around."""
    if not weight:
        return POINT_ZERO
    low, high = weighted(interval.low, weight), weighted(interval.high, weight)
    if weight < 0:
        return Interval(high, low, interval.high_in, interval.low_in)
    return Interval(low, high, interval.low_in, interval.high_in)


def weighted(value: Decimal, weight: Decimal) -> Decimal:
    """The product; a weight of 1 or -1, as nearly all are, adds no digits to it (`1.0` would)."""
    if weight == 1:
        return value
    if not weight:
        return _ZERO
    return value.copy_negate() if weight == -1 else EXACT.multiply(value, weight)


def unit_of(decimals: int) -> Decimal:
    """One in the last place that is said to be right."""
    return Decimal((0, (1,), -decimals))


def half_unit(decimals: int | None) -> Decimal:
    """How far a rounded figure may be from the truth; 0 for an exact one."""
    if decimals is None or decimals > MAX_DECIMALS:
        return _ZERO
    return _INFINITE if decimals < -MAX_DECIMALS else Decimal((0, (5,), -decimals - 1))


def rounded_from(value: Decimal, decimals: int | None) -> Interval:
    """Where the truth lies if `value` was rounded to nearest: half a unit to both sides, ends included."""
    half = half_unit(decimals)
    if not half:
        return Interval(value, value)
    return Interval(EXACT.subtract(value, half), EXACT.add(value, half))


def truncated_from(value: Decimal, decimals: int | None) -> Interval:
    """Where the truth lies if digits were cut off from `value`: up to a unit further from zero, that end excluded."""
    if decimals is None or decimals > MAX_DECIMALS:
        return Interval(value, value)
    whole = _INFINITE if decimals < -MAX_DECIMALS else unit_of(decimals)
    if value > 0:
        return Interval(value, EXACT.add(value, whole), True, False)
    if value < 0:
        return Interval(EXACT.subtract(value, whole), value, False, True)
    return Interval(whole.copy_negate(), whole, False, False)


def has_excess_digits(value: Decimal, decimals: int | None) -> bool:
    """Whether there are digits other than 0 beyond the accuracy."""
    if decimals is None or not -MAX_DECIMALS <= decimals <= MAX_DECIMALS:
        return False
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent >= -decimals:
        return False
    return any(digits[max(0, len(digits) + exponent + decimals) :])


def rounded(value: Decimal, decimals: int | None) -> Decimal:
    """The value rounded to `decimals` places, half to even (XBRL 2.1 section 4.6.7.2)."""
    if decimals is None or decimals > MAX_DECIMALS or not value:
        return value
    if decimals < -MAX_DECIMALS:
        return _ZERO
    result = value.quantize(unit_of(decimals), context=_ROUNDING)
    return result if decimals >= 0 else result.quantize(_ONE, context=_ROUNDING)
