"""Whether all that a sentence says beside a figure is understood, so that nothing makes it another's than it seems.

`Total revenues were $9 million at Northern` is no figure of the group. The sentence is one of tokens (`prose_text`);
its words stand in `sentence_words.csv`. What the understood words come to is left to `prose_tell`.
"""

from __future__ import annotations

import re
from functools import cache

from ..language.vocabulary import sentence_words

_TOKEN = re.compile(r"⟦([A-Z])(\d+)%?⟧")
_WORD = re.compile(r"⟦[A-Z]\d+%?⟧|[^\W_]+(?:[-'’][^\W_]+)*|[^\s\w]")
_PAUSE = frozenset(",;.")
_LEADING = re.compile(r"[^⟦:]*[^\W_][^⟦:]*:\s")


def not_understood(text: str, figure: int, role: str, name: int) -> str:
    """The words by which a figure of a sentence may be another's than its name says; empty if there are none."""
    return _scope(text) or _lead(text) or words_behind(text, figure, role, name)


def _scope(text: str) -> str:
    found = _phrases("scope").search(_TOKEN.sub(" ⟦⟧ ", text))
    return found.group() if found else ""


def _lead(text: str) -> str:
    """The words that a sentence opens with as a heading does: `Northern: revenues were …`."""
    found = _LEADING.match(text)
    return found.group().strip() if found else ""


def words_behind(text: str, figure: int, role: str, name: int = -1) -> str:
    """The first word behind a figure, up to the next one or the end, that says more than that something follows."""
    start = re.search(rf"⟦F{figure}%?⟧", text)
    if start is None:
        return ""
    behind = _phrases("explains").split(text[start.end() :])[0]
    known = sentence_words("behind") | (sentence_words("before") if role == "was" else frozenset())
    pause = apart = against = False
    for at, word in enumerate(_WORD.findall(behind)):
        token = _TOKEN.fullmatch(word)
        bare = word.casefold()
        if token is None:
            if bare not in known and word not in _PAUSE:
                return str(word)
            pause, apart = pause or word in _PAUSE, apart or bare in sentence_words("apart")
            against = against or bare in sentence_words("against")
        elif token.group(1) == "F":
            return ""
        elif token.group(1) == "D":
            if at and not against and role != "was":
                return "" if apart else "a further date"
        elif int(token.group(2)) != name:
            return "" if apart or pause else "the name of another line item"
    return ""


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    words = sorted(sentence_words(kind), key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})(?![^\W_])", re.IGNORECASE)
