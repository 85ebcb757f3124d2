"""Comparing words whatever their case: one folding for every look-up of a word that a pattern matched in any case.

A pattern with `re.IGNORECASE` takes the dotless i for an i, the long s for an s and the Kelvin sign for a k; a look-up
has to take them for the same, or it fails on a word that was found.
"""

from __future__ import annotations

_DOTTED = {0x130: "i", 0x131: "i"}


def folded(word: str) -> str:
    """A word with its case taken away, its white space folded; equal for all spellings that a pattern takes for one."""
    return " ".join(word.translate(_DOTTED).casefold().split())
