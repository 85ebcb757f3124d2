"""The words that sentences about figures are made of, as patterns by name: `clause_words.csv`, read once.

A pattern may name others in braces. What sentences they make is in `clauses.csv`, for `prose_clauses`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"\{([A-Za-z_]+)\}")


@cache
def _words() -> Mapping[str, str]:
    text = files(__package__).joinpath("clause_words.csv").read_text(encoding="utf-8")
    return {row["name"]: row["pattern"] for row in csv.DictReader(text.splitlines())}


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
