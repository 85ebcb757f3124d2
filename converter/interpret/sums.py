"""Which rows of a table are sums of the rows above them, and what a row without a label is called by the sum it closes.

`(total) Inventories` is the row that sums all rows under `Inventories`; the draft of a profile and binding derive it
alike, and `line_items.csv` names the row by it. What type a sum makes its parts is left to the draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from ...taxonomy.amount import EXACT, add
from ..document import CellKind, Row, Table

PARTS = 40
"""Rows above a total that are looked at."""

TOTAL = "(total) "
"""What the derived name of a row without a label begins with."""

_NO_LABEL = re.compile(r"[^A-Za-z]*|[0-9]{1,2}\s?\([a-z]{1,2}\)")
"""No words, or nothing but a reference to a note."""

_FIGURE = re.compile(r"[,;(]?\s*[$¥€£]?\.?\d")
"""Where the figures inside a label begin; they change from release to release."""

_BARE = re.compile(r"\s*(?:sub-?\s?)?totals?[\s.:]*", re.IGNORECASE)
"""A label that says no more than that the row is a total."""

Figures = Mapping[int, tuple[Decimal, int]]
"""A row's figures by column, with the digits printed behind the point; a nil mark counts nothing."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A row, or a sum in place of its parts, with its figures and what it is called."""

    row: Row
    figures: Figures
    name: str


@dataclass(frozen=True, slots=True)
class _Closed:
    """A row without a label, the rows it sums, and the row above these."""

    row: Row
    parts: tuple[_Named, ...]
    above: Row | None


def figures_of(row: Row) -> Figures:
    """The plain figures of a row; percentages are none, as they do not add up."""
    values: dict[int, tuple[Decimal, int]] = {}
    for cell in row.cells:
        if cell.kind is CellKind.VALUE and len(cell.marks) == 1 and (mark := cell.marks[0]).value is not None:
            if not mark.percent:
                values[cell.column] = (mark.value, mark.digits)
        elif cell.kind is CellKind.NIL:
            values[cell.column] = (Decimal(0), 0)
    return values


def holds(parts: Sequence[Figures], total: Figures, weight: int) -> bool:
    """Whether the sum holds in all columns of the total, to half a unit of the last digit of every figure.

    It must be exact in one column at least, a difference in all: much is the sum of something within its rounding.
    """
    if any(set(p) - set(total) for p in parts):
        return False
    exact = 0
    for column, (value, digits) in total.items():
        found = [(n, p[column]) for n, p in enumerate(parts) if column in p]
        signed = [v if n == 0 or weight == 1 else -v for n, (v, _) in found]
        off = abs(EXACT.subtract(value, add(signed)))
        if off > add(Decimal(5).scaleb(-d - 1) for d in (digits, *(d for _, (_, d) in found))):
            return False
        exact += not off
    return exact == len(total) if weight < 0 else exact > 0


def telling(parts: Sequence[Figures]) -> bool:
    """Whether at least two parts have figures other than zero in one column: `5 = 5 + 0` says nothing."""
    columns = {c for p in parts for c in p}
    return any(sum(1 for p in parts if c in p and p[c][0]) >= 2 for c in columns)


def unlabelled(row: Row) -> bool:
    """Whether a row has figures and no words."""
    return bool(row.cells) and _NO_LABEL.fullmatch(row.label.text) is not None


def derived_names(table: Table) -> Mapping[int, str]:
    """The names of rows that have none of their own, by line: each by the sum it closes.

    They have no label, or that of another row of the table, which says `Subtotal` of any sum. Where two would be called
    alike, they have no name.
    """
    nameless = _nameless(table)
    if not nameless:
        return {}
    closed = list(_closed(table.rows, nameless))
    near = Counter(_heading(each) for each in closed if _direct(each))
    far = Counter(heading for each in closed if not _direct(each) and (heading := _heading(each)) not in near)
    found = {each.row.line: _name(each, near if _direct(each) else far) for each in closed}
    count = Counter(found.values())
    return {line: name for line, name in found.items() if count[name] == 1}


def _nameless(table: Table) -> frozenset[int]:
    """The lines of the rows without a label, and of those whose label says no more than that they are totals."""
    bare = [row for row in table.rows if row.cells and _BARE.fullmatch(row.label.text)]
    several = len(bare) > 1
    return frozenset(row.line for row in table.rows if unlabelled(row) or (several and row in bare))


def _closed(rows: Sequence[Row], nameless: Collection[int]) -> Iterator[_Closed]:
    """The nameless rows that close a sum, each total standing in place of its parts for the next."""
    open_rows: list[_Named] = []
    figured = [(row, figures) for row in rows if (figures := figures_of(row))]
    all_figures = [figures for _, figures in figured]
    for number, (row, figures) in enumerate(figured):
        below = Below(all_figures, number + 1)
        count = _count([each.figures for each in open_rows[-PARTS:]], figures, below)
        parts = tuple(open_rows[len(open_rows) - count :])
        name = row.label.text
        if count:
            del open_rows[-count:]
        if row.line in nameless:
            if not count:
                open_rows.clear()
                continue
            closed = _Closed(row, parts, open_rows[-1].row if open_rows else None)
            name = _heading(closed) or _ends(closed)
            yield closed
        open_rows.append(_Named(row, figures, name))


class Below:
    """The rows below one of a table; looked at only where a difference holds, as it hardly ever does."""

    def __init__(self, rows: Sequence[Figures], start: int) -> None:
        self._rows = rows
        self._start = start

    def repeat(self, figures: Figures) -> bool:
        """Whether one prints the same figures again: then what stands between are the parts of both."""
        values = _values(figures)
        return any(_values(each) == values for each in islice(self._rows, self._start, None))


def _values(figures: Figures) -> Mapping[int, Decimal]:
    return {column: value for column, (value, _) in figures.items()}


def _count(above: Sequence[Figures], total: Figures, below: Below) -> int:
    """How many of the rows right above a total are its parts; 0 if it is none."""
    if not any(value for value, _ in total.values()):
        return 0
    for count in range(2, min(len(above), PARTS) + 1):
        parts = above[-count:]
        if not telling(parts):
            continue
        if holds(parts, total, 1) or (holds(parts, total, -1) and not below.repeat(parts[0])):
            return count
    return 0


def _heading(closed: _Closed) -> str:
    """The heading that all parts stand under, and nothing above them; empty if there is none."""
    shared = closed.row.path
    for part in closed.parts:
        shared = _shared(shared, part.row.path)
    if not shared or (closed.above is not None and _shared(shared, closed.above.path) == shared):
        return ""
    return shared[-1].strip(" :")


def _direct(closed: _Closed) -> bool:
    """Whether all parts stand right under the heading, none under a further one below it."""
    return all(part.row.path == closed.parts[0].row.path for part in closed.parts)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    count = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:count]


def _ends(closed: _Closed) -> str:
    first, last = (_short(closed.parts[at].name) for at in (0, -1))
    return f"{first} to {last}"


def _short(label: str) -> str:
    """A label up to its figures, if it does not begin with one."""
    figure = _FIGURE.search(label)
    return (label[: figure.start()] if figure else label).strip(" :;,") or label


def _name(closed: _Closed, headings: Mapping[str, int]) -> str:
    """`(total) Inventories` by the heading, if it is that of no other; else by the first and the last part.

    The rows right under a heading come before those that reach further.
    """
    heading = _heading(closed)
    return TOTAL + (heading if heading and headings[heading] == 1 else _ends(closed))
