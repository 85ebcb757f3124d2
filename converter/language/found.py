"""What a word search returns: a meaning with the place of its words in the text searched.

The offsets let a caller cut the words out again (`residue`) or point at them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)

_EMPTY_BRACKETS = re.compile(r"[(\[][\s,;:/|]*[)\]]")

_LIST = re.compile(r"\s*(?:,\s*and|,|and|&|;)\s*", re.IGNORECASE)
_LEAD = re.compile(r"(?<!\w)(?:(?:for|during|in|at|as\s+(?:of|at)|on|of)\s+)?(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A meaning (`value`) found in a text: `text[start:end]` are its words, as printed."""

    value: T
    start: int
    end: int
    words: str


def residue(text: str, *found: Found[object]) -> str:
    """What is left of `text` when the words found are cut out: white space folded, empty brackets and stray marks gone.

    Words that only lead to what is cut (`For the`, `at`) or list it (`and`) go with it.
    Empty for a text that says nothing else (`Six months ended September 30, 2008`); `(target)` for
    `Fiscal year ending March 31, 2009 (target)`.
    """
    chars = list(text)
    places = sorted((one.start, one.end) for one in found)
    for (_, end), (start, _) in pairwise(places):
        if _LIST.fullmatch(text, end, start):
            chars[end:start] = " " * (start - end)
    for start, _ in places:
        before = _LEAD.search(text[max(0, start - 40) : start])
        if before:
            length = len(before.group())
            chars[start - length : start] = " " * length
    for start, end in places:
        chars[start:end] = " " * (min(end, len(chars)) - start)
    left = "".join(chars)
    while True:
        shorter = _EMPTY_BRACKETS.sub(" ", left)
        if shorter == left:
            break
        left = shorter
    return " ".join(left.split()).strip(" ,;:|/")
