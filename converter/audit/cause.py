"""Why one print of a figure may differ from what is right: guesses, the likeliest first, each a small pure function."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ...taxonomy.amount import EXACT, scaled
from .model import Print, Subject, aspects_of
from .ranges import Range, printed, to_places, unit
from .tell import period_of, place


def one_off(shown: Print, right: Decimal) -> bool:
    """Whether a print differs from what would be right by one in its last digit."""
    if shown.decimals is None:
        return False
    return EXACT.subtract(shown.value, right).copy_abs() == unit(shown.decimals)


def rightly(value: Decimal, shown: Print) -> Decimal:
    """A more accurate value, printed as `shown` is."""
    return value if shown.decimals is None else to_places(Fraction(value), shown.decimals)


def _sign(subject: Subject, shown: Print, right: Decimal) -> str:
    return "its sign is lost or added" if right and shown.value == rightly(right, shown).copy_negate() else ""


def _scale(subject: Subject, shown: Print, right: Decimal) -> str:
    """Off by a power of ten: the digits are the same."""
    for power in (3, -3, 6, -6, 2, -2, 1, -1):
        decimals = None if shown.decimals is None else shown.decimals - power
        moved = printed(scaled(shown.value, power), decimals)
        if shown.value and moved & _exact(right):
            return f"its scale is wrong, by a power of ten ({power})"
    return ""


def _swapped(subject: Subject, shown: Print, right: Decimal) -> str:
    wrong, should = _digits(shown.value, shown), _digits(rightly(right, shown), shown)
    if len(wrong) != len(should) or wrong == should:
        return ""
    differing = [i for i, (a, b) in enumerate(zip(wrong, should, strict=True)) if a != b]
    if len(differing) == 2 and [wrong[i] for i in differing] == [should[i] for i in reversed(differing)]:
        return f"the digits {wrong[differing[0]]} and {wrong[differing[1]]} are swapped"
    if len(differing) == 1 and len(wrong) > 2 and not one_off(shown, rightly(right, shown)):
        return f"one digit is wrong, {wrong[differing[0]]} for {should[differing[0]]}"
    return ""


def _other_period(subject: Subject, shown: Print, right: Decimal) -> str:
    """The figure of the same line for another period."""
    concept, period, dimensions = aspects_of(shown.fact)
    for (other, when, members), facts in subject.by_aspects.items():
        if other != concept or members != dimensions or when == period:
            continue
        for fact in facts:
            for there in subject.prints.get(fact.id, ()) if fact.unit == shown.fact.unit else ():
                if there.span.line != shown.span.line and there.value and there.range & shown.range:
                    return f"it is the figure {period_of(when)} ({place(subject, there.span)})"
    return ""


def _rounded(subject: Subject, shown: Print, right: Decimal) -> str:
    return "it is one off in its last digit: rounded otherwise" if one_off(shown, rightly(right, shown)) else ""


Guess = Callable[[Subject, Print, Decimal], str]
GUESSES: Final[tuple[Guess, ...]] = (_other_period, _sign, _rounded, _swapped, _scale)


def likeliest(subject: Subject, shown: Print, right: Decimal) -> str:
    """The first guess that explains why `shown` is printed where `right` should be; empty for none."""
    return next(filter(None, (guess(subject, shown, right) for guess in GUESSES)), "")


def _exact(value: Decimal) -> Range:
    return printed(value, None)


def _digits(value: Decimal, shown: Print) -> str:
    """The digits that are printed, without point and leading zeros."""
    places = shown.decimals or 0
    return str(abs(int(EXACT.scaleb(value, Decimal(places)))))
