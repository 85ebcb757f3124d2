"""Currencies, scales and unit words found in the words of headers, labels and captions, whoever the issuer is.

Words and symbols stand in `currencies.csv`, `scales.csv` and `unit_words.csv`; units attached to a numeral are the
reader's matter, and which unit a fact has is the binder's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .found import Found


@dataclass(frozen=True, slots=True)
class UnitExpression:
    """What a text says of a unit: ISO 4217 currency, power of ten, percent, a unit word in its canonical spelling.

    `JPY millions` is (JPY, 6); `% of total revenues` is percent; `(ADSs)` has the word `ADS`; `yen per share` is JPY per
    `shares`. `except_for` holds what the text exempts (`except share and per share amounts`: `share`, `per share`).
    """

    currency: str | None = None
    power: int | None = None
    percent: bool = False
    word: str | None = None
    except_for: tuple[str, ...] = ()
    per: str | None = None


def find_units(text: str, extra: Sequence[str] = ()) -> tuple[Found[UnitExpression], ...]:
    """The unit expressions in `text`, left to right; `extra` are unit words of the issuer's own, matched as written.

    Words that belong to a numeral (`JPY 22,072 thousand`) are not found: they say nothing of other figures.
    """
    raise NotImplementedError


def unit_list(text: str) -> tuple[UnitExpression, ...] | None:
    """The units of a row label that gives one for each column, in order: `(U.S. Dollars / JPY / JPY)`; else None."""
    raise NotImplementedError
