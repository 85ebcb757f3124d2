"""Writes the currencies of `en/currencies.csv` from CLDR, keeping the rows written by hand.

Run it as `python converter/language/lexicon/make_currencies.py` with the extra `lexicon` installed.
A row written by hand has the source `hand`; it stands for what CLDR does not say: usual spellings, symbols as they are
printed, and which codes are words of the language. It wins over a row made from CLDR with the same words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol

HERE = Path(__file__).parent
FIELDS = ("words", "currency", "kind", "source")


def codes() -> dict[str, bool]:
    """The codes of ISO 4217 and whether they are in use, funds, metals and tests left out."""
    with (HERE / "iso4217.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"]: row["in_use"] == "yes" for row in csv.DictReader(file)}
    money = ("XAF", "XCD", "XOF", "XPF")
    return {code: used for code, used in known.items() if not code.startswith("X") or code in money}


def by_hand() -> list[dict[str, str]]:
    """The rows written by hand."""
    with (HERE / "en" / "currencies.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["source"] == "hand"]


def from_cldr(code: str, used: bool) -> Iterator[tuple[str, str]]:
    """What CLDR has for a currency: its code if in use, its symbol and its names, each with its kind."""
    locale = Locale("en")
    if used:
        yield code, "code"
    symbol = get_currency_symbol(code, locale=locale)
    if symbol != code and not symbol.isalpha():
        yield symbol, "sign"
    for count in (1, 2):
        name = get_currency_name(code, count=count, locale=locale)
        if name != code and "(" not in name and " " in name:  # one word alone (`taka`) may be another language's
            yield name, "word"


def main() -> None:
    """Rewrite the list: rows by hand as they stand, then those of CLDR in the order of their codes."""
    rows = by_hand()
    taken = {row["words"].casefold() for row in rows}
    for code, used in codes().items():
        for words, kind in from_cldr(code, used):
            if words.casefold() not in taken:
                taken.add(words.casefold())
                rows.append({"words": words, "currency": code, "kind": kind, "source": "cldr"})
    with (HERE / "en" / "currencies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if row["currency"])


if __name__ == "__main__":
    main()
