"""The one door through which a printed amount becomes a number, and exact arithmetic on what came through.

Nothing here rounds: the context traps every inexact result, because `decimal`'s default of 28 digits
would silently cut a longer amount. No float ever touches an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Clamped, Context, Decimal, Inexact, InvalidOperation, Overflow, Rounded

EXACT = Context(prec=2000, traps=[Inexact, Rounded, InvalidOperation, Overflow, Clamped])
"""Arithmetic that raises rather than round."""

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)


def parse_amount(text: str) -> Decimal:
    """The number that `text` prints: ASCII digits, optional thousands commas, optional point and sign.

    Raises `ValueError` for anything else: a misplaced comma (`1,23`), an exponent, NaN or an empty text.
    Amounts of any length stay exact.
    """
    stripped = text.strip()
    bare = stripped.lstrip("+-") if stripped[:1] in "+-" else stripped
    if _GROUPED.fullmatch(bare):
        return Decimal(stripped.replace(",", ""))
    if _PLAIN.fullmatch(stripped):
        return Decimal(stripped)
    raise ValueError(f"not a decimal number: {text!r}")


def scaled(value: Decimal, power: int) -> Decimal:
    """`value` times ten to the `power`, exact to the last digit, and printed without an exponent."""
    result = value.scaleb(power, EXACT)
    exponent = result.as_tuple().exponent
    return result.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else result


def add(values: Iterable[Decimal]) -> Decimal:
    """The exact sum; zero for no values."""
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total


def multiply(a: Decimal, b: Decimal) -> Decimal:
    """The exact product."""
    return EXACT.multiply(a, b)


def negate(value: Decimal) -> Decimal:
    """The number with its sign turned; the unary minus would round to `decimal`'s default context."""
    return value.copy_negate()


def fraction_digits(text: str) -> int:
    """How many digits are printed after the decimal point of `text`; 0 without a point."""
    _, _, fraction = text.strip().partition(".")
    return len(fraction)


def plain(value: Decimal) -> str:
    """The canonical text of a number: no exponent, no plus sign, no negative zero; trailing zeros are kept."""
    text = format(value, "f")
    return text[1:] if text.startswith("-") and not value else text
