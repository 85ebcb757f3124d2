"""What a word search returns: a meaning with the place of its words in the text searched.

The offsets let a caller cut the words out again (`residue`) or point at them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)

_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[,;:/|]*\s*[)\]]")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A meaning (`value`) found in a text: `text[start:end]` are its words, as printed."""

    value: T
    start: int
    end: int
    words: str


def residue(text: str, *found: Found[object]) -> str:
    """What is left of `text` when the words found are cut out: white space folded, empty brackets and stray marks gone.

    Empty for a text that says nothing else (`Six months ended September 30, 2008`); `(target)` for
    `Fiscal year ending March 31, 2009 (target)`.
    """
    chars = list(text)
    for one in found:
        for i in range(one.start, min(one.end, len(chars))):
            chars[i] = " "
    left = "".join(chars)
    while True:
        shorter = _EMPTY_BRACKETS.sub(" ", left)
        if shorter == left:
            break
        left = shorter
    return " ".join(left.split()).strip(" ,;:|/")
