"""The word lists beside this module, read once, and patterns made of them.

What the words mean is in the CSV files; what is done with them, in `periods`, `units` and `fold`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = files(__package__).joinpath("lexicon", "en", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def months() -> Mapping[str, int]:
    """Month names and abbreviations, lower case, without a point."""
    return MappingProxyType({r["word"]: int(r["month"]) for r in _rows("months.csv")})


@cache
def numbers(kind: str) -> Mapping[str, int]:
    """Number words of a kind (`cardinal`, `ordinal`), lower case."""
    return MappingProxyType({r["word"]: int(r["number"]) for r in _rows("numbers.csv") if r["kind"] == kind})


@cache
def lengths() -> Mapping[str, tuple[int, int]]:
    """Words for a length of time, lower case and singular: months and weeks of one of them."""
    return MappingProxyType({r["words"]: (int(r["months"]), int(r["weeks"])) for r in _rows("lengths.csv")})


@cache
def scales() -> Mapping[str, int]:
    """Scale words, lower case: powers of ten."""
    return _scales("")


def _scales(kind: str) -> Mapping[str, int]:
    found = {r["word"].lower(): int(r["power"]) for r in _rows("scales.csv") if r["kind"] == kind}
    return MappingProxyType(found)


@cache
def minor_units() -> Mapping[str, int]:
    """Words for hundredths of a currency (`pence`), lower case: powers of ten."""
    return _scales("minor")


@cache
def header_scales() -> Mapping[str, int]:
    """Scale words that are read in headers and captions only (`lakhs`), lower case: powers of ten."""
    return _scales("header")


@cache
def multipliers() -> Mapping[str, int]:
    """Words that a scale is taken times and that are none by themselves (`ten millions`), lower case: powers of ten."""
    return _scales("multiplier")


@cache
def short_scales() -> Mapping[str, int]:
    """Scale words so short that they are some only right behind a currency (`EUR m`), lower case: powers of ten."""
    return _scales("short")


@cache
def currencies() -> Mapping[str, str]:
    """Words and symbols of currencies, lower case: ISO 4217 codes."""
    return MappingProxyType({r["words"].lower(): r["currency"] for r in _rows("currencies.csv")})


@cache
def unit_words() -> Mapping[str, str]:
    """Words for what is counted, lower case: the unit's canonical word."""
    return MappingProxyType({r["words"].lower(): r["unit"] for r in _rows("unit_words.csv")})


@cache
def note_headers() -> frozenset[str]:
    """Headers, lower case, of a column that refers to notes and holds no amounts."""
    return frozenset(r["words"] for r in _rows("note_headers.csv"))


@cache
def unit_line_words() -> frozenset[str]:
    """Words, lower case, that may stand beside the unit in a line that says nothing else."""
    return frozenset(r["words"] for r in _rows("unit_line_words.csv"))


@cache
def total_words() -> frozenset[str]:
    """First words, lower case, of the label of a total or subtotal."""
    return frozenset(r["words"] for r in _rows("total_words.csv"))


def alternatives(words: Iterable[str], *, plural: bool = False) -> str:
    """A pattern that matches any of the words, longest first; a space matches white space or a hyphen."""
    ending = "s?" if plural else ""
    patterns = (re.escape(w).replace(r"\ ", r"[\s-]*") + ending for w in sorted(words, key=lambda w: (-len(w), w)))
    return "(?:" + "|".join(patterns) + ")"
