"""The word lists beside this module, read once, and patterns made of them.

What the words mean is in the CSV files; what is done with them, in `periods`, `units` and `fold`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from .words import folded


class CurrencyKind(StrEnum):
    """How a word stands for a currency.

    A SIGN is glued to figures (`$`, `HK$`); a WORD counts in any case (`yen`, `Swedish kronor`); a CODE only as it is
    written (`PLN`); a WORD_CODE is a word of the language too (`TRY`, `ALL`) and counts only beside a scale or alone.
    """

    SIGN = "sign"
    WORD = "word"
    CODE = "code"
    WORD_CODE = "word-code"


@dataclass(frozen=True, slots=True)
class CurrencyWord:
    """A row of `currencies.csv`."""

    words: str
    currency: str
    kind: CurrencyKind


def _read(*place: str) -> tuple[dict[str, str], ...]:
    text = files(__package__).joinpath("lexicon", *place).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return _read("en", name)


@cache
def iso_codes() -> frozenset[str]:
    """The codes of ISO 4217, those withdrawn included."""
    return frozenset(row["code"] for row in _read("iso4217.csv"))


@cache
def currency_words() -> tuple[CurrencyWord, ...]:
    """All words, codes and signs of currencies."""
    return tuple(CurrencyWord(r["words"], r["currency"], CurrencyKind(r["kind"])) for r in _rows("currencies.csv"))


@cache
def currency_signs() -> Mapping[str, str]:
    """Signs of currencies, as printed: ISO 4217 codes."""
    return MappingProxyType({w.words: w.currency for w in currency_words() if w.kind is CurrencyKind.SIGN})


@cache
def currency_codes() -> Mapping[str, str]:
    """Codes and short words of currencies that count only as they are written: ISO 4217 codes."""
    kinds = (CurrencyKind.CODE, CurrencyKind.WORD_CODE)
    return MappingProxyType({w.words: w.currency for w in currency_words() if w.kind in kinds})


@cache
def doubtful_codes() -> frozenset[str]:
    """Codes of currencies that are words of the language too."""
    return frozenset(w.words for w in currency_words() if w.kind is CurrencyKind.WORD_CODE)


def currency_of(words: str) -> str | None:
    """The ISO 4217 code that a word, code or sign stands for; None for any other."""
    plain = " ".join(words.split())
    return currency_codes().get(plain) or currencies().get(folded(plain))


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
    found = {folded(r["word"]): int(r["power"]) for r in _rows("scales.csv") if r["kind"] == kind}
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
    """Words and signs of currencies that count in any case, lower case: ISO 4217 codes."""
    kinds = (CurrencyKind.SIGN, CurrencyKind.WORD)
    return MappingProxyType({folded(w.words): w.currency for w in currency_words() if w.kind in kinds})


@cache
def everyday_currencies() -> frozenset[str]:
    """ISO 4217 codes of the currencies that most texts name; this changes what is tried first, and no result."""
    return frozenset(r["currency"] for r in _rows("everyday_currencies.csv"))


@cache
def unit_words() -> Mapping[str, str]:
    """Words for what is counted, lower case: the unit's canonical word."""
    return MappingProxyType({folded(r["words"]): r["unit"] for r in _rows("unit_words.csv")})


@cache
def counted_words() -> frozenset[str]:
    """Words, lower case, for what a figure counts when they stand right behind it (`shares`, `kg`)."""
    return frozenset(folded(r["word"]) for r in _rows("counted_words.csv"))


@cache
def reference_words(kind: str) -> tuple[str, ...]:
    """Words, as written, behind which a number is that of a `law`, a `note` or a `page`."""
    return tuple(r["words"] for r in _rows("reference_words.csv") if r["kind"] == kind)


@cache
def no_figures() -> tuple[str, ...]:
    """Words, as written, that stand in a cell for a figure that there is not (`n.a.`)."""
    return tuple(r["words"] for r in _rows("no_figures.csv"))


@cache
def joining_words() -> frozenset[str]:
    """Words, lower case, that join others: behind a figure they make it a part of running words."""
    return frozenset(r["words"] for r in _rows("joining_words.csv"))


@cache
def note_headers() -> frozenset[str]:
    """Headers, lower case, of a column that refers to notes and holds no amounts."""
    return frozenset(r["words"] for r in _rows("note_headers.csv"))


@cache
def header_words() -> Mapping[str, str]:
    """Words of headers, lower case, and what they say: `change`, `audit`, `note`, or nothing (`idle`)."""
    return MappingProxyType({r["words"].lower(): r["says"] for r in _rows("header_words.csv")})


@cache
def statement_words() -> Mapping[str, str]:
    """Names of statements, lower case: whether their figures are of days or of lengths (`instant`, `duration`)."""
    return MappingProxyType({r["words"]: r["period"] for r in _rows("statement_words.csv")})


@cache
def cash_words() -> frozenset[str]:
    """Parts of labels, lower case, of balances that statements of flows print too (`cash`, `end of`)."""
    return frozenset(r["words"] for r in _rows("cash_words.csv"))


@cache
def week_year_words() -> frozenset[str]:
    """Words, lower case, that only an issuer uses whose years are of whole weeks (`53 weeks`, `Sunday nearest`)."""
    return frozenset(r["words"] for r in _rows("week_year_words.csv"))


@cache
def beginning_words() -> frozenset[str]:
    """What began an issuer on a day, lower case, as it stands in brackets behind that day (`inception`)."""
    return frozenset(r["words"] for r in _rows("beginning_words.csv"))


@cache
def page_words() -> frozenset[str]:
    """Lines, lower case, that stand on every page of a report and name no table (`see accompanying notes`)."""
    return frozenset(r["words"] for r in _rows("page_words.csv"))


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


@cache
def dated_things(place: str) -> tuple[str, ...]:
    """Words `before` or `behind` a year by which it is part of the name of a law, a loan, a plan; as printed."""
    return tuple(r["words"] for r in _rows("dated_things.csv") if r["place"] == place)


@cache
def sentence_words(kind: str) -> frozenset[str]:
    """Words, lower case, by what they do beside a figure of a sentence (`behind`, `apart`, `explains`, `scope`, …)."""
    return frozenset(r["words"] for r in _rows("sentence_words.csv") if r["kind"] == kind)
