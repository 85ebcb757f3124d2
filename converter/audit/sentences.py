"""Running text as sentences, each with the figures in it and where in the sentence they stand.

What the figures mean was settled in binding; what the sentences say of them is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...taxonomy.span import Span
from ..document import Mark, Prose
from ..report import Fact
from .model import Subject
from .patterns import cased

_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence: `text[start:end]` is its print, `fact` what it became; None for what is no amount.

    `bound` is False for an amount that was left without a meaning.
    """

    start: int
    end: int
    span: Span
    raw: str
    fact: Fact | None
    bound: bool = True
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its figures, the sentences before it in its paragraph, and the lines of the paragraph."""

    text: str
    figures: tuple[Figure, ...]
    before: tuple[Sentence, ...]
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where in the paragraph it begins."""
        return sum(len(sentence.text) for sentence in self.before)


def sentences(subject: Subject) -> Iterator[Sentence]:
    """Every sentence that has a figure or says a period, paragraph by paragraph."""
    traces = {trace.span: trace for trace in subject.traces if trace.kind == "prose"}
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
            trace = traces.get(mark.span)
            fact = trace.fact if trace is not None else None
            unbound = trace is not None and fact is None and trace.reason == "unbound"
            placed.append(Figure(start, at, mark.span, mark.raw, fact, not unbound, mark))
        yield from _split(text, placed, block.text.spans)


def _split(text: str, figures: list[Figure], spans: tuple[Span, ...]) -> Iterator[Sentence]:
    before: tuple[Sentence, ...] = ()
    for start, end in parts_of(text):
        inside = tuple(
            Figure(f.start - start, f.end - start, f.span, f.raw, f.fact, f.bound, f.mark)
            for f in figures
            if start <= f.start < end
        )
        sentence = Sentence(text[start:end], inside, before, spans)
        yield sentence
        before = (*before, sentence)


def parts_of(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends."""
    ends = [*(match.start() for match in cased("sentence_end").finditer(text)), len(text)]
    return zip([0, *ends], ends, strict=False)


def span_of(subject: Subject, sentence: Sentence, start: int, end: int) -> Span:
    """Where some characters of a sentence are printed."""
    at = sentence.start + start
    return place_of(subject, sentence.spans, at, at + end - start) or sentence.spans[0]


def place_of(subject: Subject, spans: tuple[Span, ...], start: int, end: int) -> Span | None:
    """Where characters of a text with its white space folded are printed: the line on which they end.

    None where the lines do not make up the text.
    """
    at = 0
    for span in spans:
        line = subject.document.lines[span.line - 1] if 0 < span.line <= len(subject.document.lines) else ""
        printed = line[span.column - 1 : span.end - 1]
        folded = " ".join(printed.split())
        if end - 1 < at + len(folded):
            first, last = max(0, start - at), end - at
            words = folded[first:last].strip()
            found = _unfolded(printed, first)
            return Span(span.file, span.line, span.column + found, max(1, len(words)))
        at += len(folded) + 1
    return None


def _unfolded(printed: str, at: int) -> int:
    """Where in a printed line the character is that stands at `at` with white space folded."""
    folded = 0
    blank = True
    for place, char in enumerate(printed):
        if char.isspace():
            if not blank:
                folded += 1
            blank = True
            continue
        blank = False
        if folded >= at:
            return place
        folded += 1
    return 0
