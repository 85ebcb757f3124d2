"""Why a total may not be the sum of its parts: guesses that each would mend it, the likeliest first.

A guess is a small pure function in `CAUSES`; how it is told is in `explain`. A guess is made only where it leaves no
difference beyond what rounding explains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Final

from ...taxonomy.amount import EXACT, add, scaled
from ..interval import half_unit, weighted
from ..report import Fact
from .index import Amounts
from .result import CalculationResult

_ZERO: Final = Decimal(0)
_PLAIN: Final = Decimal(20)
"""How many times what rounding explains a difference must be for a guess that explains it but for rounding."""


class CauseKind(StrEnum):
    """What may have happened."""

    ROUNDING = "rounding"
    SIGN = "sign"
    TWICE = "counted twice"
    MISSING = "one part missing"
    OFF_BY_ONE = "off by one"
    SWAPPED = "digits swapped"
    SCALE = "scale"
    UNREPORTED = "parts not reported"


@dataclass(frozen=True, slots=True)
class Cause:
    """A guess: the facts it is about (alternatives, not all together) and, where one figure is meant, what it would be.

    `rest` is the difference that is left if the guess is right.
    """

    kind: CauseKind
    facts: tuple[Fact, ...] = ()
    instead: Decimal | None = None
    rest: Decimal = _ZERO


@dataclass(frozen=True, slots=True)
class Break:
    """A broken summation, what else is reported beside it, and how much rounding explains.

    `figures` are total and parts, each with its value and the value it would have if it alone were wrong.
    """

    result: CalculationResult
    beside: Amounts
    tolerance: Decimal
    unit: Decimal
    figures: tuple[tuple[Fact, Decimal, Decimal], ...]

    @classmethod
    def of(cls, result: CalculationResult, beside: Amounts) -> Break:
        """A broken result with all facts of its context and unit."""
        figures = [(result.total, Decimal(1)), *((part.fact, part.weight) for part in result.parts)]
        halves = [half_unit(fact.decimals) for fact, _ in figures]
        tolerance = add(weighted(half, weight).copy_abs() for half, (_, weight) in zip(halves, figures, strict=True))
        return cls(result, beside, tolerance, EXACT.multiply(max(halves), Decimal(2)), tuple(_figures(result)))

    def explained(self, rest: Decimal) -> bool:
        """Whether a difference is nothing, or so little beside the present one that rounding explains it."""
        if not rest:
            return True
        tolerance = self.tolerance
        if rest.copy_abs() > tolerance:
            return False
        return self.result.difference.copy_abs() >= EXACT.multiply(tolerance, _PLAIN)


def _figures(result: CalculationResult) -> Iterator[tuple[Fact, Decimal, Decimal]]:
    total, difference = result.total, result.difference
    if isinstance(total.value, Decimal):
        yield total, total.value, EXACT.subtract(total.value, difference)
    for part in result.parts:
        if isinstance(part.fact.value, Decimal) and part.weight.copy_abs() == 1:
            yield part.fact, part.fact.value, EXACT.add(part.fact.value, weighted(difference, part.weight))


Guess = Callable[[Break], Cause | None]


def only_rounding(broken: Break) -> Cause | None:
    """The figures are rounded so that the difference means nothing (it is none to the interval rule)."""
    if broken.result.difference.copy_abs() <= broken.tolerance:
        return Cause(CauseKind.ROUNDING)
    return None


def sign_flipped(broken: Break) -> Cause | None:
    """A part stands with the other sign: the difference is twice the part."""
    return _pick(broken, CauseKind.SIGN, ((f, v.copy_negate(), w) for f, v, w in _parts(broken) if v))


def part_twice(broken: Break) -> Cause | None:
    """A part is in the sum that should not be, perhaps because another part holds it."""
    return _pick(broken, CauseKind.TWICE, ((f, Decimal(0), w) for f, v, w in _parts(broken) if v))


def part_missing(broken: Break) -> Cause | None:
    """The difference is a figure of the same context that is not in the sum."""
    size = broken.result.difference.copy_abs()
    used = {broken.result.total.concept, *(part.fact.concept for part in broken.result.parts)}
    found: list[Fact] = []
    rest = _ZERO
    for fact in broken.beside.near(size, broken.tolerance):
        if fact.concept in used or not isinstance(fact.value, Decimal) or not fact.value:
            continue
        left = EXACT.subtract(size, fact.value.copy_abs())
        if not broken.explained(left):
            continue
        if not found or left.copy_abs() < rest.copy_abs():
            found, rest = [fact], left
        elif left == rest:
            found.append(fact)
    return Cause(CauseKind.MISSING, tuple(found), rest=rest) if found else None


def digits_swapped(broken: Break) -> Cause | None:
    """Two neighbouring digits of a figure stand in the wrong order: the difference is 9 times their difference."""
    return _pick(broken, CauseKind.SWAPPED, ((f, s, w) for f, v, w in broken.figures for s in _swaps(v, w)))


def scale_slip(broken: Break) -> Cause | None:
    """A figure is 10, 100 or 1,000 times too large or too small."""
    slips = ((f, scaled(v, p), w) for f, v, w in broken.figures if v for p in (3, -3, 2, -2, 1, -1))
    return _pick(broken, CauseKind.SCALE, slips)


def off_by_one(broken: Break) -> Cause | None:
    """The difference is no more than one in the last place of every figure."""
    reach = EXACT.multiply(broken.unit, Decimal(len(broken.result.parts) + 1))
    return Cause(CauseKind.OFF_BY_ONE) if broken.result.difference.copy_abs() <= reach else None


def parts_unreported(broken: Break) -> Cause | None:
    """The network names parts that are not reported here."""
    if not broken.result.missing:
        return None
    return Cause(CauseKind.UNREPORTED, instead=broken.result.difference)


CAUSES: Final[tuple[Guess, ...]] = (
    only_rounding,
    sign_flipped,
    part_missing,
    part_twice,
    off_by_one,
    digits_swapped,
    scale_slip,
    parts_unreported,
)


def likeliest(broken: Break) -> Cause | None:
    """The first guess that mends the sum to the last digit, else the first within rounding."""
    within: Cause | None = None
    for guess in CAUSES:
        cause = guess(broken)
        if cause is not None:
            if not cause.rest:
                return cause if within is None or cause.kind is not CauseKind.UNREPORTED else within
            within = within or cause
    return within


def _parts(broken: Break) -> Iterator[tuple[Fact, Decimal, Decimal]]:
    total = broken.result.total
    return ((fact, value, wanted) for fact, value, wanted in broken.figures if fact is not total)


def _pick(broken: Break, kind: CauseKind, candidates: Iterator[tuple[Fact, Decimal, Decimal]]) -> Cause | None:
    """The figures that, changed as proposed, come closest to what the sum wants; several if they tie."""
    best: list[tuple[Fact, Decimal]] = []
    rest = Decimal(0)
    for fact, proposed, wanted in candidates:
        left = EXACT.subtract(wanted, proposed)
        if not broken.explained(left):
            continue
        if not best or left.copy_abs() < rest.copy_abs():
            best, rest = [(fact, proposed)], left
        elif left.copy_abs() == rest.copy_abs():
            best.append((fact, proposed))
    if not best:
        return None
    return Cause(kind, tuple(fact for fact, _ in best), best[0][1], rest)


def _swaps(value: Decimal, wanted: Decimal) -> Iterator[Decimal]:
    """The value with two neighbouring digits swapped, where that changes it by about as much as is wanted."""
    sign, digits, exponent = value.as_tuple()
    change = EXACT.subtract(wanted, value).copy_abs()
    if not change or not isinstance(exponent, int):
        return
    # Digits a and b at the places p+1 and p swapped change the value by 9 * (b - a) * 10**p.
    for place in range(change.adjusted() - 2, change.adjusted() + 1):
        high = len(digits) - 2 - (place - exponent)
        if not 0 <= high <= len(digits) - 2 or digits[high] == digits[high + 1]:
            continue
        nines = change.scaleb(-place, EXACT).quantize(Decimal(1), rounding=ROUND_HALF_EVEN, context=None)
        if nines and abs(int(nines) - 9 * abs(digits[high] - digits[high + 1])) <= 4:
            swapped = list(digits)
            swapped[high], swapped[high + 1] = digits[high + 1], digits[high]
            if high or swapped[0]:
                yield Decimal((sign, tuple(swapped), exponent))
