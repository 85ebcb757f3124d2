"""Patterns of word lists: many words as one pattern that looks at each character of a text once.

What the words mean is left to `vocabulary`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_Tree = dict[str, "_Tree"]
_END = ""


@lru_cache(maxsize=64)
def _phrases(words: tuple[str, ...]) -> str:
    tree: _Tree = {}
    for word in words:
        node = tree
        for token in _tokens(word):
            node = node.setdefault(token, {})
        node[_END] = {}
    return _written(tree)


def phrases(words: Sequence[str]) -> str:
    """Any of the words, longest first, bounded where they begin or end in a letter or a digit.

    A blank in a word matches any white space, a point may be left out. Words that begin alike share their beginning.
    """
    return _phrases(tuple(words)) if words else "(?!)"


def _tokens(word: str) -> list[str]:
    """The pieces of a word's pattern, with what must not stand before and behind it."""
    inner = [_token(char) for char in word]
    before = r"(?<![^\W\d_])" if word[0].isalpha() else r"(?<![\d.,])" if word[0].isdigit() else ""
    after = r"(?![^\W_])" if word[-1].isalpha() else r"(?![.,]?\d)" if word[-1].isdigit() else ""
    return [piece for piece in (before, *inner, after) if piece]


def _token(char: str) -> str:
    return r"\s{1,9}" if char == " " else r"\.?\s?" if char == "." else re.escape(char)


def _written(tree: _Tree) -> str:
    """The pattern of a tree: its branches in order of their first piece, its own end last."""
    branches = [token + _written(below) for token, below in sorted(tree.items(), reverse=True) if token != _END]
    if not branches:
        return ""
    if len(branches) == 1 and _END not in tree:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if _END in tree else "")
