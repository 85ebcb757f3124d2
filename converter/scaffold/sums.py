"""Sums of a table, proposed only where a row is the sum of the rows right above it in every column of the table.

A total takes the place of its parts, so that sums of sums are found; nothing is proposed for a single part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...taxonomy.amount import EXACT, add
from ...taxonomy.profile import ConceptType
from ..document import CellKind, Row
from . import words
from .model import Kind, Line, Sum

_PARTS = 40
"""Rows above a total that are looked at."""

_UNSUMMED = frozenset((ConceptType.PERCENT, ConceptType.PER_SHARE, ConceptType.PURE))


@dataclass(frozen=True, slots=True)
class _Figures:
    """A row's figures by column, with the digits printed behind the point; a nil mark counts nothing."""

    line: Line
    values: dict[int, tuple[Decimal, int]]


def find_sums(number: int, kind: Kind) -> list[Sum]:
    """The sums of a kind of table, as its first table prints them and its other tables do not deny."""
    found: dict[tuple[str, ...], Sum] = {}
    for place in kind.places:
        rows = sorted(
            ((row.line, line, row) for line in kind.lines.values() for at, row in line.rows if at == place),
            key=lambda entry: entry[0],
        )
        for each in _of_table(number, [_figures(line, row) for _, line, row in rows]):
            found.setdefault((*each.total.path, each.total.label), each)
    return list(found.values())


def _figures(line: Line, row: Row) -> _Figures:
    values: dict[int, tuple[Decimal, int]] = {}
    for cell in row.cells:
        if cell.kind is CellKind.VALUE and len(cell.marks) == 1 and (mark := cell.marks[0]).value is not None:
            if not mark.percent:
                values[cell.column] = (mark.value, mark.digits)
        elif cell.kind is CellKind.NIL:
            values[cell.column] = (Decimal(0), 0)
    return _Figures(line, values)


def _of_table(number: int, rows: Sequence[_Figures]) -> list[Sum]:
    found: list[Sum] = []
    open_rows: list[_Figures] = []
    for row in rows:
        count, weight = _parts(open_rows, row)
        if count:
            parts = open_rows[-count:]
            weights = [1] + [weight] * (count - 1)
            pairs = tuple((p.line, w) for p, w in zip(parts, weights, strict=True))
            found.append(Sum(number, row.line, pairs))
            del open_rows[-count:]
        open_rows.append(row)
    return found


def _parts(above: Sequence[_Figures], total: _Figures) -> tuple[int, int]:
    """How many rows above are the parts of `total`, and the weight of all but the first; 0 if it is no total."""
    figured = [value for value, _ in total.values.values() if value]
    if total.line.type in _UNSUMMED or not figured:
        return 0, 1
    for count in range(2, min(len(above), _PARTS) + 1):
        parts = above[-count:]
        if not _alike(parts[0], total):
            return 0, 1
        if len({id(p.line) for p in parts} | {id(total.line)}) != count + 1:
            return 0, 1
        for weight in (1, -1):
            if weight < 0 and not words.said(total.line.label, "label", "result"):
                continue
            if _holds(parts, total, weight) and _telling(parts):
                return count, weight
    return 0, 1


def _alike(part: _Figures, total: _Figures) -> bool:
    same_type = part.line.type is total.line.type or not (part.line.told and total.line.told)
    return same_type and part.line.period is total.line.period and part.line.at == total.line.at


def _telling(parts: Sequence[_Figures]) -> bool:
    """Whether at least two parts have figures other than zero in one column: `5 = 5 + 0` says nothing."""
    columns = {c for p in parts for c in p.values}
    return any(sum(1 for p in parts if c in p.values and p.values[c][0]) >= 2 for c in columns)


def _holds(parts: Sequence[_Figures], total: _Figures, weight: int) -> bool:
    """Whether the sum holds in all columns of the total, to half a unit of the last digit of every figure.

    It must be exact in one column at least, a difference in all: much is the sum of something within its rounding.
    """
    if any(set(p.values) - set(total.values) for p in parts):
        return False
    exact = 0
    for column, (value, digits) in total.values.items():
        found = [(n, p.values[column]) for n, p in enumerate(parts) if column in p.values]
        signed = [v if n == 0 or weight == 1 else -v for n, (v, _) in found]
        off = abs(EXACT.subtract(value, add(signed)))
        if off > add(Decimal(5).scaleb(-d - 1) for d in (digits, *(d for _, (_, d) in found))):
            return False
        exact += not off
    return exact == len(total.values) if weight < 0 else exact > 0
