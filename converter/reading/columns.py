"""Where the columns of a fixed-width table stand, found from where its values stand, and which value is in which.

Headers are left to `headers`; rows and their labels to `rows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..document import CellKind
from .layout import Item, Line

FAR = 1000


@dataclass(slots=True)
class Extent:
    """The characters that a column's values occupy, and where their last digits and their first characters stand."""

    start: int
    end: int
    edges: dict[int, int] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    edge: int = 0  # where most values end; the rightmost of equals

    def add(self, item: Item) -> None:
        """Take a value into the column."""
        self.start, self.end = min(self.start, item.start), max(self.end, item.end)
        self.edges[item.edge] = self.edges.get(item.edge, 0) + 1
        self.starts[item.start] = self.starts.get(item.start, 0) + 1
        self.edge = max(self.edges, key=lambda e: (self.edges[e], e))


def find_columns(lines: Sequence[Line]) -> list[Extent]:
    """The columns of a table, left to right, from the lines that carry its values.

    The lines with the most values show the columns; every other line is laid over them, and a value that stands clear
    of all of them opens a column of its own.
    """
    ordered = sorted(lines, key=lambda line: -len(line.items))
    columns: list[Extent] = []
    for line in ordered:
        for item, column in zip(line.items, assign(line.items, columns), strict=True):
            if column is None:
                extent = Extent(item.start, item.end)
                extent.add(item)
                columns.append(extent)
            else:
                column.add(item)
        columns.sort(key=lambda c: c.edge)
    return columns


def assign(items: Sequence[Item], columns: Sequence[Extent]) -> list[Extent | None]:
    """The column of each value of one line, in order; None for a value that stands clear of all columns.

    Each column takes at most one value. Of all ways that keep the order the one with the smallest sum of distances.
    """
    if len(items) == len(columns) and all(_distance(i, c) < FAR for i, c in zip(items, columns, strict=True)):
        return list(columns)
    n, m = len(items), len(columns)
    # best[i][j]: cost of placing the first i values among the first j columns; a value without a column costs FAR
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        best[i][0] = i * FAR
        item = items[i - 1]
        for j in range(1, m + 1):
            best[i][j] = min(best[i][j - 1], best[i - 1][j] + FAR, best[i - 1][j - 1] + _distance(item, columns[j - 1]))
    chosen: list[Extent | None] = [None] * n
    i, j = n, m
    while i and j:
        if best[i][j] == best[i][j - 1]:
            j -= 1
        elif best[i][j] == best[i - 1][j] + FAR:
            i -= 1
        else:
            chosen[i - 1] = columns[j - 1]
            i, j = i - 1, j - 1
    return chosen


def _distance(item: Item, column: Extent) -> int:
    """How badly a value fits a column: how far the last digit is off, more where it does not even touch it."""
    off = abs(item.edge - column.edge)
    if item.kind is CellKind.NIL or item.kind is CellKind.TEXT:
        off = off // 2  # a dash is often centred
    if item.start in column.starts and item.kind is CellKind.VALUE:
        off = min(off, 1)
    gap = max(item.start - column.end, column.start - item.end)
    if gap < 0:
        return off
    return off * 4 + gap * 2 if gap <= 1 and off <= 3 else FAR + 1


def accept_loose(line: Line, columns: Sequence[Extent]) -> Line:
    """The line with those loose values taken in that stand exactly at a free column left of the others."""
    items = list(line.items)
    loose = list(line.loose)
    while loose:
        item = loose[-1]
        if not _amount_like(item):
            break
        bound = assign(items, columns)[0] if items else None
        for column in columns:
            if bound is not None and column.edge >= bound.edge:
                break
            exact = item.edge == column.edge or (item.start in column.starts and item.end - item.edge > 1)
            near = bool(items) and abs(item.edge - column.edge) <= 1 and _heavy(item)
            if exact or near:
                items.insert(0, loose.pop())
                break
        else:
            break
        if items and items[0] is not item:
            break
    if len(items) == len(line.items):
        return line
    return Line(line.number, line.text, line.kind, line.indent, tuple(items), tuple(loose), line.pieces, line.origin)


def _heavy(item: Item) -> bool:
    return any(c in item.text for c in ",.(%")


def _amount_like(item: Item) -> bool:
    """Whether a number after a single blank can be a value: not a year, and more than a bare small integer."""
    return item.kind is CellKind.VALUE and (_heavy(item) or any(n.currency or n.unit for n in item.numerals))
