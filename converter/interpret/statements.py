"""What names say: of a statement, that its figures are of days or of lengths; of a column, that they are changes."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..language.vocabulary import alternatives, header_words, lengths, statement_words
from ..language.words import folded


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(statement_words())}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2048)
def kind_of_title(text: str) -> str:
    """`instant` or `duration`; empty where the text names no statement, or statements of both kinds."""
    kinds = {statement_words()[folded(re.sub(r"[\s-]+", " ", hit.group()))] for hit in _pattern().finditer(text)}
    return kinds.pop() if len(kinds) == 1 else ""


@cache
def _change() -> re.Pattern[str]:
    words = [words for words, says in header_words().items() if says == "change"]
    return re.compile(rf"(?<!\w){alternatives(words)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2048)
def is_change(text: str) -> bool:
    """Whether the header of a column says that its figures are changes of others."""
    return _change().search(text) is not None


@cache
def _length() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(lengths(), plural=True)}(?!\w)", re.IGNORECASE)


def names_length(text: str) -> bool:
    """Whether a text has a word for a length of time in it."""
    return _length().search(text) is not None
