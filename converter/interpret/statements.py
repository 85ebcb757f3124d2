"""Whether the name of a statement says that its figures are of days (a balance sheet) or of lengths of time."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..language.vocabulary import alternatives, statement_words


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(statement_words())}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2048)
def kind_of_title(text: str) -> str:
    """`instant` or `duration`; empty where the text names no statement, or statements of both kinds."""
    kinds = {statement_words()[re.sub(r"[\s-]+", " ", hit.group().lower())] for hit in _pattern().finditer(text)}
    return kinds.pop() if len(kinds) == 1 else ""
