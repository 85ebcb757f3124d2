"""Sums of a table, proposed only where a row is the sum of the rows right above it in every column of the table.

A total takes the place of its parts, so that sums of sums are found; nothing is proposed for a single part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...taxonomy.profile import ConceptType
from ..document import Row
from ..interpret.sums import PARTS, TOTAL, Below, Figures, figures_of, holds, telling
from . import words
from .model import Kind, Line, Sum

_UNSUMMED = frozenset((ConceptType.PERCENT, ConceptType.PER_SHARE, ConceptType.PURE))


@dataclass(frozen=True, slots=True)
class _Figures:
    """A line and its figures in one row."""

    line: Line
    values: Figures


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
    return _Figures(line, figures_of(row))


def _of_table(number: int, rows: Sequence[_Figures]) -> list[Sum]:
    found: list[Sum] = []
    open_rows: list[_Figures] = []
    figures = [row.values for row in rows]
    for at, row in enumerate(rows):
        count, weight = _parts(open_rows, row, Below(figures, at + 1))
        if count:
            parts = open_rows[-count:]
            weights = [1] + [weight] * (count - 1)
            pairs = tuple((p.line, w) for p, w in zip(parts, weights, strict=True))
            found.append(Sum(number, row.line, pairs))
            del open_rows[-count:]
        open_rows.append(row)
    return found


def _parts(above: Sequence[_Figures], total: _Figures, below: Below) -> tuple[int, int]:
    """How many rows above are the parts of `total`, and the weight of all but the first; 0 if it is no total."""
    figured = [value for value, _ in total.values.values() if value]
    if total.line.type in _UNSUMMED or not figured:
        return 0, 1
    for count in range(2, min(len(above), PARTS) + 1):
        parts = above[-count:]
        if not _alike(parts[0], total):
            return 0, 1
        if len({id(p.line) for p in parts} | {id(total.line)}) != count + 1:
            return 0, 1
        for weight in (1, -1):
            if weight < 0 and (not _result(total) or below.repeat(parts[0].values)):
                continue
            values = [p.values for p in parts]
            if holds(values, total.values, weight) and telling(values):
                return count, weight
    return 0, 1


def _result(total: _Figures) -> bool:
    """Whether a row's label says what is left, or nothing."""
    return total.line.label.startswith(TOTAL) or bool(words.said(total.line.label, "label", "result"))


def _alike(part: _Figures, total: _Figures) -> bool:
    one, other = part.line, total.line
    same_type = one.type is other.type or not (one.told and other.told) or one.marked != other.marked
    return same_type and part.line.period is total.line.period and part.line.at == total.line.at
