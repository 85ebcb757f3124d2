"""Tells the numbers of a release's footnotes from those of its headings, once all of it is read.

`(1)` before a paragraph looks the same in both; a footnote's number is printed at the words that it explains, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..document import Block, Document, Form, Prose

_NUMBER = re.compile(r"\s*\(([0-9]{1,2})\)\s")
_SENTENCE = re.compile(r"[.!?][\"”')]*\s*\Z")


def with_footnotes(document: Document) -> Document:
    """The document where the numbers of notes that stand in a run and are all referred to are of form FOOTNOTE."""
    referred = {m.value for m in document.marks() if m.form is Form.FOOTNOTE and m.raw.startswith("(")}
    if not referred:
        return document
    blocks = list(document.blocks)
    for start, end in _runs(blocks):
        run = [b for b in blocks[start:end] if isinstance(b, Prose)]
        if all(b.marks[0].value in referred for b in run):
            blocks[start:end] = [_noted(b) for b in run]
    return replace(document, blocks=tuple(blocks))


def _runs(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """The stretches of paragraphs numbered `(1)`, `(2)` and so on from one, start and end, each a whole sentence."""
    found: list[tuple[int, int]] = []
    start = wanted = 0
    for at, block in enumerate((*blocks, None)):
        number = _number(block)
        if number and number == wanted:
            wanted += 1
            continue
        if wanted > 1:
            found.append((start, at))
        start, wanted = at, 2 if number == 1 else 0
    return found


def _number(block: Block | None) -> int:
    """The number that a paragraph begins with; 0 where it begins with none or is no sentence."""
    if not isinstance(block, Prose) or not block.marks or block.marks[0].form is not Form.NUMBERING:
        return 0
    number = _NUMBER.match(block.text.text)
    return int(number.group(1)) if number and _SENTENCE.search(block.text.text) else 0


def _noted(block: Prose) -> Prose:
    return replace(block, marks=(replace(block.marks[0], form=Form.FOOTNOTE), *block.marks[1:]))
