"""A finding's message in pieces, as a person reads it: what is wrong, then the arithmetic, what would be right, why.

The message itself is one text, for programs; nothing is added to it or left out of it here.
"""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """A sentence; what it lists stands in `items`, and `text` is what leads to them."""

    text: str
    items: tuple[str, ...] = ()


def pieces(message: str) -> tuple[Piece, ...]:
    """The sentences of a message, what is quoted or in brackets kept whole."""
    found = []
    for sentence in _cut(message, ". "):
        lead, colon, rest = _first(sentence, ": ")
        items = _cut(rest, "; ") if colon else []
        found.append(Piece(f"{lead}:", tuple(items)) if len(items) > 1 else Piece(sentence))
    return tuple(found)


def _cut(text: str, at: str) -> list[str]:
    """The parts between separators outside quotes and brackets; a full stop stays with its sentence."""
    parts = []
    start = 0
    for place in _places(text, at):
        if at != ". " or not text[place + 2 : place + 3].islower():
            parts.append(text[start : place + (at == ". ")])
            start = place + len(at)
    parts.append(text[start:])
    return [part for part in parts if part]


def _first(text: str, at: str) -> tuple[str, str, str]:
    place = next(iter(_places(text, at)), None)
    return (text, "", "") if place is None else (text[:place], at, text[place + len(at) :])


def _places(text: str, at: str) -> list[int]:
    """Where a separator stands outside quotes and brackets."""
    found = []
    depth = 0
    quoted = False
    for place, char in enumerate(text):
        if char == "“":
            quoted = True
        elif char == "”":
            quoted = False
        elif not quoted and char in "([":
            depth += 1
        elif not quoted and char in ")]":
            depth = max(0, depth - 1)
        if not quoted and not depth and text.startswith(at, place):
            found.append(place)
    return found
