"""Lists that were a table's columns: a heading that ends in a colon, below it lines `period: amount`.

The result is a table with one column whose header is the heading and whose rows are the periods.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...taxonomy.span import Span
from ..document import CellKind, Column, MarkKind, Row, Table, Text
from ..language.periods import complete, find_periods
from .numerals import scan
from .tabs_fields import Field, cell_of, kind_of

_LONGEST_HEADING = 120
_FURTHEST = 200
"""How many lines from its first heading on a run of lists is looked for."""


def _cut(text: str) -> tuple[str, str] | None:
    """Label and amount of a line `period: amount`, or None."""
    label, colon, amount = text.strip().rpartition(": ")
    if not colon or "\t" in text or kind_of(amount.strip()) not in (CellKind.VALUE, CellKind.NIL):
        return None
    found = find_periods(label)
    starts = [f for f in found if complete(f.value)]
    return (label + ":", amount.strip()) if starts and len(label) - len(starts[0].words) < 30 else None


def _heading(text: str) -> bool:
    bare = text.strip()
    return bare.endswith(":") and len(bare) <= _LONGEST_HEADING and "\t" not in text and bare[0] not in "-*•"


def detect_list(lines: Sequence[tuple[int, str]]) -> int:
    """How many of the lines from the first on are such lists, one after the other; 0 (false) if it begins with none.

    Blank lines between count with them; the first line is the heading.
    """
    end = rows = 0
    heading = False
    for at, (_, text) in enumerate(lines):
        if not text.strip():
            continue
        if heading and _cut(text):
            rows += 1
            end = at + 1
        elif _heading(text) and (not heading or rows):
            heading, rows = True, 0
        else:
            break
    return end


def list_runs(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of such lists in a text, as half-open index pairs."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        length = detect_list(list(enumerate(lines[at : at + _FURTHEST]))) if _heading(lines[at]) else 0
        if length:
            runs.append((at, at + length))
        at += length or 1
    return runs


def read_list(
    lines: Sequence[tuple[int, str]], *, file: str, number: int, previous: Table | None, context: tuple[Text, ...]
) -> tuple[Table, ...]:
    """The table of a run of lists that `detect_list` found: rows are the periods, each list is a heading over its rows.

    The heading of a list is the row label's path and the header of the one column is empty: what the amounts are,
    the headings say.
    """
    rows: list[Row] = []
    path: tuple[str, ...] = ()
    for line, text in lines:
        bare = text.strip()
        if not bare:
            continue
        start = text.index(bare)
        pieces = _cut(text)
        if pieces is None:
            heading = Text(bare, (Span(file, line, start + 1, len(bare)),))
            marks = scan(bare, file=file, line=line, column=start + 1, kind=MarkKind.LABEL)
            rows.append(Row(heading, (), line, (), tuple(marks)))
            path = (bare.rstrip(": "),)
            continue
        label, amount = pieces
        at = text.rindex(amount)
        marks = scan(label, file=file, line=line, column=start + 1, kind=MarkKind.LABEL)
        cell = cell_of(Field(1, amount, line, at + 1), 0, file)
        rows.append(Row(Text(label, (Span(file, line, start + 1, len(label)),)), path, line, (cell,), tuple(marks)))
    if not any(row.cells for row in rows):
        return ()
    adjoins = previous is not None and not any(
        t.spans and t.spans[0].line > previous.last_line and t.spans[0].line < rows[0].line for t in context
    )
    continues = previous.number if previous and adjoins and rows[0].line - previous.last_line <= 3 else None
    return (
        Table(number, (), (), (Column(0, (), 1, 1),), tuple(rows), rows[0].line, rows[-1].line, continues, context),
    )
