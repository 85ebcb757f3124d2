"""The numerals that no part of the document took: page numbers, tags, references in a note column, what is illegible.

Nothing printed may vanish: each becomes a mark that says why it is no amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import Form, Mark, MarkKind, Table

_NUMERAL = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_PAGE = re.compile(
    r"\s*(?:[-–—]\s?[0-9]{1,4}\s?[-–—]|(?:page\s)?[0-9]{1,4}(?:\s?(?:/|of)\s?[0-9]{1,4})?)\s*\Z", re.IGNORECASE
)
_NOTE = re.compile(r"\([0-9]{1,2}\)|\[[0-9]{1,2}\]|\{[0-9]{1,2}\}|/[0-9]/")
"""The mark of a footnote, as it stands behind a figure."""
_TAG = re.compile(r"\s*</?[A-Za-z]")


def leftover(
    lines: Sequence[str], tables: Sequence[Table], marks: Sequence[Mark], file: str
) -> tuple[list[Mark], list[Finding]]:
    """A mark for every numeral that is in none of `marks`; a finding for those that stand among a table's figures."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for mark in marks:
        start = mark.span.column - 1
        taken.setdefault(mark.span.line, []).append((start, start + mark.span.length))
    rows = {row.line: row.note for table in tables for row in table.rows}
    found: list[Mark] = []
    told: list[Finding] = []
    for number, text in enumerate(lines, 1):
        here = _covered(taken.get(number, ()), len(text))
        for numeral in _NUMERAL.finditer(text):
            if any(here[numeral.start() : numeral.end()]):
                continue
            span = Span(file, number, numeral.start() + 1, len(numeral[0]))
            raised = _NOTE.match(text, max(0, numeral.start() - 1)) is not None
            form = Form.FOOTNOTE if raised else _form(text, numeral[0], rows.get(number))
            kind = MarkKind.CELL if number in rows else MarkKind.PROSE
            digits = Decimal(numeral[0].replace(",", "").replace(".", ""))
            found.append(Mark(span, numeral[0], kind, digits, form=form))
            if form is Form.UNREADABLE and number in rows:
                message = f"{numeral[0]!r} in the row of line {number} is part of no figure that can be read"
                told.append(finding("read:unreadable-cell", message, source=span))
    return found, told


def _covered(taken: Iterable[tuple[int, int]], length: int) -> bytearray:
    """A byte for each character of a line, 1 for those of a mark: many marks cost no more than its length."""
    found = bytearray(length)
    for start, end in taken:
        found[start:end] = b"\1" * len(found[start:end])
    return found


def _form(text: str, numeral: str, note: str | None) -> Form:
    """What a numeral is that is part of nothing; `note` is the note reference of the row it stands in, if in a row."""
    if note is not None:
        return Form.FOOTNOTE if numeral in note else Form.UNREADABLE
    if _PAGE.match(text):
        return Form.PAGE
    return Form.IDENTIFIER if _TAG.match(text) or ":\t" in text else Form.UNREADABLE
