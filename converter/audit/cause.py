"""Why one print of a figure may differ from what is right: guesses, the likeliest first, each a small pure function.

A guess counts only where what it would undo leaves the figure as the relations want it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Final

from ...taxonomy.amount import EXACT, fraction_digits, scaled
from ...taxonomy.profile import ConceptType
from ..interval import unit_of
from ..report import Fact, Period, amount_of
from .model import Print, Subject, aspects_of
from .ranges import Range, printed, to_places
from .tell import period_of, place

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_TELLING: Final = 3
"""So many digits that two figures have in common are no chance."""
_FAR: Final = 2
"""So many digits between two amounts of one line are no change from period to period."""
_POWERS: Final = (3, -3, 6, -6, 9, -9, 2, -2, 1, -1)


class Kind(IntEnum):
    """What may have happened, the most telling last."""

    UNKNOWN = 0
    ROUNDED = 1
    DIGIT = 2
    REPEATED = 3
    SCALE = 4
    SWAPPED = 5
    SIGN = 6
    PERIOD = 7


@dataclass(frozen=True, slots=True)
class Cause:
    """A guess in words; `period` is the one whose figure it is, `power` the power of ten it is off by."""

    kind: Kind
    words: str
    period: Period | None = None
    power: int = 0


NONE: Final = Cause(Kind.UNKNOWN, "")


def likeliest(subject: Subject, shown: Print, right: Range) -> Cause:
    """The most telling guess that explains why `shown` is printed where something in `right` should be."""
    return next(filter(None, (guess(subject, shown, right) for guess in GUESSES)), NONE)


def one_off(shown: Print, right: Decimal) -> bool:
    """Whether a print differs from what would be right by one in its last digit."""
    if shown.decimals is None:
        return False
    return EXACT.subtract(shown.value, right).copy_abs() == unit_of(shown.decimals)


def rightly(value: Decimal, shown: Print) -> Decimal:
    """A more accurate value, printed as `shown` is."""
    return value if shown.decimals is None else to_places(Fraction(value), shown.decimals)


# --- how a value is printed -------------------------------------------------------------------------------------------


def number_of(shown: Print) -> Decimal | None:
    """The digits of a print as a number: 12.9 of `(12.9%)`."""
    match = _NUMBER.search(shown.raw)
    return Decimal(match.group().replace(",", "")) if match else None


def power_of(shown: Print) -> int:
    """The power of ten between the digits of a print and its value in base units."""
    number = number_of(shown)
    if number and shown.value:
        return shown.value.adjusted() - number.adjusted()
    return 0 if shown.decimals is None else fraction_digits(shown.raw) - shown.decimals


def as_printed(value: Decimal | Fraction, shown: Print, more: int = 0) -> str:
    """How a value would be printed in the place of `shown`: with its scale, its digits and its way with signs.

    With `more` digits behind the point where that tells more.
    """
    digits = fraction_digits(_digits_text(shown)) + more
    scale = Fraction(10) ** power_of(shown)
    number = to_places(Fraction(value) / scale, digits)
    text = f"{number.copy_abs():,f}"
    negative = shown.raw.lstrip().startswith(("(", "-", "−"))
    if bool(number) and (number < 0) != (shown.value < 0):
        negative = not negative
    text += "%" if "%" in shown.raw else ""
    return f"({text})" if negative else text


def expected(right: Range, shown: Print) -> str:
    """What should be printed in the place of `shown`: one figure, or from and to."""
    low, high = as_printed(right.low, shown), as_printed(right.high, shown)
    middle = as_printed(right.middle, shown)
    if low == high or (shown.decimals is not None and right.width <= Fraction(unit_of(shown.decimals))):
        return middle
    return f"{low} to {high}"


def _digits_text(shown: Print) -> str:
    match = _NUMBER.search(shown.raw)
    return match.group().replace(",", "") if match else "0"


# --- guesses ----------------------------------------------------------------------------------------------------------


def _other_period(subject: Subject, shown: Print, right: Range) -> Cause | None:
    """The figure of the same line for another period."""
    concept, period, dimensions = aspects_of(shown.fact)
    alone = len(subject.alternatives((concept, period, dimensions), shown.fact.unit)) < 2
    if not telling(shown) or not changing(subject, shown.fact) or (alone and shown.kind == "cell"):
        return None
    for (other, when, members), facts in subject.by_aspects.items():
        if other != concept or members != dimensions or when == period:
            continue
        for fact in facts:
            for there in subject.prints.get(fact.id, ()) if fact.unit == shown.fact.unit else ():
                if there.span.line != shown.span.line and there.value and there.range & shown.range:
                    words = f"it is the figure {period_of(when)} ({place(subject, there.span)})"
                    return Cause(Kind.PERIOD, words, when)
    return None


def _sign(subject: Subject, shown: Print, right: Range) -> Cause | None:
    if shown.value and printed(shown.value.copy_negate(), shown.decimals) & right:
        return Cause(Kind.SIGN, "its sign is lost or added, or a word turns it round")
    return None


def _swapped(subject: Subject, shown: Print, right: Range) -> Cause | None:
    for number, (a, b) in _swaps(_digits_text(shown)):
        if _of(number, shown) & right:
            return Cause(Kind.SWAPPED, f"the digits {a} and {b} are swapped: {_shown(number, shown)} would fit")
    return None


def _scale(subject: Subject, shown: Print, right: Range) -> Cause | None:
    """Off by a power of ten: the digits are the same, as far as they are printed."""
    for power in _POWERS:
        if shown.value and _moved(shown, power) & right:
            word = {3: "a thousand", 6: "a million", 9: "a billion"}.get(abs(power), f"{10 ** abs(power)}")
            return Cause(Kind.SCALE, f"its scale is wrong: it is {word} times too {_SIZE[power < 0]}", power=power)
    return None


def _moved(shown: Print, power: int) -> Range:
    """All that may have become `shown` when its scale was lost: digits beyond it may have been rounded or cut off."""
    decimals = None if shown.decimals is None else shown.decimals - power
    low, high = printed(scaled(shown.value, power), decimals)
    cut = (high - low) / 2 if power > 0 else 0
    return Range(low, high + cut) if shown.value > 0 else Range(low - cut, high)


_SIZE: Final = {False: "small", True: "large"}


def _rounded(subject: Subject, shown: Print, right: Range) -> Cause | None:
    if shown.decimals is None or right.width > Fraction(unit_of(shown.decimals)):
        return None
    if one_off(shown, to_places(right.middle, shown.decimals)):
        return Cause(Kind.ROUNDED, "it is one off in its last digit: rounded otherwise")
    return None


def _digit(subject: Subject, shown: Print, right: Range) -> Cause | None:
    text = _digits_text(shown)
    found = []
    lead = next((at for at, digit in enumerate(text) if digit.isdigit()), 0)
    led = len(text.partition(".")[0]) > 1  # no figure of several digits is printed with a nought before them
    for at, digit in enumerate(text):
        if digit.isdigit():
            for other in "0123456789"[at == lead and led :]:
                number = Decimal(text[:at] + other + text[at + 1 :])
                if other != digit and _of(number, shown) & right:
                    found.append((digit, other, number))
    if not found or len({c for c in text if c.isdigit()}) < 1 or len(text.replace(".", "")) < 2:
        return None
    digit, other, number = found[0]
    if len(found) > 1:
        return Cause(Kind.DIGIT, "one digit is wrong")
    return Cause(Kind.DIGIT, f"one digit is wrong, {digit} for {other}: {_shown(number, shown)} would fit")


def _repeated(subject: Subject, shown: Print, right: Range) -> Cause | None:
    """The figure of another line that stands right before it."""
    if not telling(shown):
        return None
    for trace in subject.traces:
        fact = trace.fact
        if fact is None or fact.concept == shown.fact.concept or trace.raw != shown.raw or trace.span == shown.span:
            continue
        apart = shown.span.line - trace.span.line
        if (trace.table == shown.table and 0 < apart <= 3) or (apart == 0 and trace.span.column < shown.span.column):
            return Cause(Kind.REPEATED, f"it repeats the {trace.raw} before it ({place(subject, trace.span)})")
    return None


Guess = Callable[[Subject, Print, Range], Cause | None]
GUESSES: Final[tuple[Guess, ...]] = (_other_period, _sign, _swapped, _scale, _repeated, _rounded, _digit)


def telling(shown: Print, least: int = _TELLING) -> bool:
    """Whether a print has so many digits that another figure with the same is no chance."""
    number = number_of(shown)
    return bool(number) and len(_digits_text(shown).replace(".", "").strip("0")) >= least


def changing(subject: Subject, fact: Fact) -> bool:
    """Whether a figure is of a sort that changes from period to period: amounts and what is made of them."""
    if fact.decimals is None:
        return False
    concept = subject.profile.concepts.get(fact.concept.local)
    return concept is None or concept.type in (ConceptType.MONETARY, ConceptType.PERCENT, ConceptType.PER_SHARE)


def round_to(shown: Print) -> int:
    """How many zeros a print ends with: a round amount is hardly a misprint of one that is not."""
    digits = _digits_text(shown).replace(".", "")
    return len(digits) - len(digits.rstrip("0"))


def unlike_kin(subject: Subject, shown: Print) -> bool:
    """Whether a print has another sign or a quite other size than what the line has for all other periods."""
    kin = [
        amount_of(fact)
        for (concept, period, _), facts in subject.by_aspects.items()
        if concept == shown.fact.concept.local and period != shown.fact.period
        for fact in facts
        if fact.unit == shown.fact.unit and fact.value
    ]
    if not kin or not shown.value:
        return False
    if all((value < 0) != (shown.value < 0) for value in kin):
        return True
    return all(abs(value.adjusted() - shown.value.adjusted()) >= _FAR for value in kin)


def _swaps(text: str) -> Iterator[tuple[Decimal, tuple[str, str]]]:
    places = [i for i, c in enumerate(text) if c.isdigit()]
    for a, b in itertools.pairwise(places):
        if text[a] != text[b] and not (a == places[0] and text[b] == "0" and "." not in text[:b]):
            chars = list(text)
            chars[a], chars[b] = chars[b], chars[a]
            yield Decimal("".join(chars)), (text[a], text[b])


def _of(number: Decimal, shown: Print) -> Range:
    """The range of another number printed in the place of `shown`."""
    value = scaled(number, power_of(shown))
    return printed(value.copy_negate() if shown.value < 0 else value, shown.decimals)


def _shown(number: Decimal, shown: Print) -> str:
    value = scaled(number, power_of(shown))
    return as_printed(value.copy_negate() if shown.value < 0 else value, shown)
