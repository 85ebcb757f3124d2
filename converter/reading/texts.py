"""Words with their places: pieces of lines joined to one text with its white space folded.

Which pieces belong together is left to the callers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...taxonomy.span import Span
from ..document import Text


@dataclass(frozen=True, slots=True)
class Placed:
    """Words printed at a 1-based `column` of a `line`."""

    line: int
    column: int
    text: str


def joined(parts: Sequence[Placed], file: str, vocabulary: frozenset[str]) -> Text:
    """The pieces as one text, a span each.

    A word broken at a hyphen is put together: without the hyphen where the release prints the whole word elsewhere
    (`vocabulary`, in lower case), else with it (`WEIGHTED-` `AVERAGE`).
    """
    text = ""
    for part in parts:
        piece = " ".join(part.text.split())
        if not piece:
            continue
        if text.endswith("-") and not text.endswith("--") and text[-2:-1].isalpha() and piece[0].isalpha():
            head, tail = text.rsplit(" ", 1)[-1][:-1], piece.split(" ", 1)[0]
            whole = (head + tail).lower().strip(".,;:()'\"")
            text = text[:-1] + piece if whole in vocabulary else text + piece
        else:
            text = f"{text} {piece}" if text else piece
    spans = tuple(Span(file, p.line, p.column, len(p.text)) for p in parts if p.text.strip())
    return Text(text, spans)
