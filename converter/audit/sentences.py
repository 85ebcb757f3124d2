"""Running text as sentences, each with the figures in it and where in the sentence they stand.

What the figures mean was settled in binding; what the sentences say of them is for the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...taxonomy.span import Span
from ..document import Prose
from ..report import Fact
from .model import Subject

_END: Final = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!Inc\.)(?<!Sept\.)(?<!No\.)\s+(?=[\"“<(]*[A-Z])")
_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence: `text[start:end]` is its print, `fact` what it became; None for what is no amount."""

    start: int
    end: int
    span: Span
    raw: str
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its figures, the sentences before it in its paragraph, and the lines of the paragraph."""

    text: str
    figures: tuple[Figure, ...]
    before: tuple[Sentence, ...]
    spans: tuple[Span, ...]


def sentences(subject: Subject) -> Iterator[Sentence]:
    """Every sentence that has a figure or says a period, paragraph by paragraph."""
    facts = {trace.span: trace.fact for trace in subject.traces if trace.kind == "prose"}
    for block in subject.document.blocks:
        if not isinstance(block, Prose) or not block.marks or not block.text.spans:
            continue
        text = block.text.text[:_MOST]
        placed: list[Figure] = []
        at = 0
        for mark in block.marks:
            start = text.find(mark.raw, at)
            if start < 0:
                continue
            at = start + len(mark.raw)
            placed.append(Figure(start, at, mark.span, mark.raw, facts.get(mark.span)))
        yield from _split(text, placed, block.text.spans)


def _split(text: str, figures: list[Figure], spans: tuple[Span, ...]) -> Iterator[Sentence]:
    before: tuple[Sentence, ...] = ()
    start = 0
    for end in [*(match.start() for match in _END.finditer(text)), len(text)]:
        inside = tuple(
            Figure(f.start - start, f.end - start, f.span, f.raw, f.fact) for f in figures if start <= f.start < end
        )
        sentence = Sentence(text[start:end], inside, before, spans)
        yield sentence
        before = (*before, sentence)
        start = end
