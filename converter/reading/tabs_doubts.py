"""Cells of a table that a reader would doubt: misprinted numbers, and points where the column has thousands commas.

They stay as printed; what is doubtful is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...taxonomy.finding import Finding, finding
from ..document import Cell, CellKind, Row

_ENOUGH = 3
"""How many other amounts of a column must be printed alike before one that differs is doubted."""


def doubtful(rows: Sequence[Row]) -> Iterator[Finding]:
    """The findings about the cells of a table's rows."""
    for check in _CHECKS:
        yield from check(rows)


def _misprints(rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        for cell in row.cells:
            if cell.kind is CellKind.ERROR:
                yield finding(
                    "read:no-number",
                    f"the cell {cell.text!r} of the row {row.label.text[:60]!r} looks like a number and is none",
                    source=cell.span,
                )


def _points(rows: Sequence[Row]) -> Iterator[Finding]:
    """Three digits behind a point, in a column of whole amounts with commas, are likely thousands: `934.863`."""
    columns: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.kind is CellKind.VALUE:
                columns.setdefault(cell.column, []).append(cell)
    for cells in columns.values():
        whole = [c for c in cells if c.marks[0].digits == 0 and "," in c.marks[0].raw]
        if len(whole) < _ENOUGH or any(c.marks[0].digits in (1, 2) and not c.marks[0].currency for c in cells):
            continue
        for cell in cells:
            if cell.marks[0].digits == 3 and "," not in cell.marks[0].raw:
                yield finding(
                    "read:odd-point",
                    f"the cell {cell.text!r} has three digits behind a point where its column has thousands commas",
                    source=cell.span,
                )


_CHECKS: tuple[Callable[[Sequence[Row]], Iterator[Finding]], ...] = (_misprints, _points)
