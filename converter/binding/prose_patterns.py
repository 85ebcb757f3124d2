"""The words that sentences about figures and names of line items are made of: two word lists, read once.

`clause_words.csv` has patterns by name; a pattern may name others in braces. What sentences they make is in
`clauses.csv`, for `prose_clauses`. `name_words.csv` has words that do more, or less, than name a thing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ..language.lists import rows

_NAME = re.compile(r"\{([A-Za-z_]+)\}")


@cache
def _words() -> Mapping[str, str]:
    return {row["name"]: row["pattern"] for row in rows("clause_words.csv")}


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {row["kind"]: tuple(row["words"].split()) for row in rows("name_words.csv")}


@cache
def name_words(kind: str) -> frozenset[str]:
    """The words of a kind, as names are compared. Raises `KeyError` for a kind that is not listed."""
    return frozenset(_names()[kind])


@cache
def name_pairs(kind: str) -> tuple[tuple[str, str], ...]:
    """The pairs of words of a kind, in the order of the list. Raises `KeyError` for a kind that is not listed."""
    pairs = (word.replace("_", " ").split("=") for word in _names()[kind])
    return tuple((one, other) for one, other in pairs)


@cache
def pattern(name: str) -> str:
    """The pattern of a name, with those it is made of put in."""
    return expanded(_words()[name])


def expanded(text: str) -> str:
    """A pattern with those that it names in braces put in. Raises `KeyError` for a name that is not listed."""
    return _NAME.sub(lambda m: pattern(m.group(1)), text)


@cache
def whole_words(*names: str) -> re.Pattern[str]:
    """Any of the words of these names, in whatever case."""
    return re.compile(rf"\b(?:{'|'.join(pattern(n) for n in names)})\b", re.IGNORECASE)
