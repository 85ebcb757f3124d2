"""Tables that print the same figures for the same years: what one says of its kind holds for the other.

A total of a balance sheet stands in the note that breaks it down, the result of one account in the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..document import Row, Table
from ..language.vocabulary import cash_words

Kinds = dict[int, str]
"""By table number, whether its figures are of days or of lengths (`instant`, `duration`)."""

_DIGITS = 6
"""Digits that a row must have in all, leading and trailing noughts aside, for its figures to meet by no accident."""

_Figures = tuple[tuple[int, Decimal], ...]


def kinds_by_figures(tables: Sequence[Table], years: Mapping[int, Mapping[int, int]], known: Kinds) -> Kinds:
    """The kinds known, and those of tables whose rows meet rows of tables known, all of one kind."""
    rows = {table.number: set(_rows(table, years[table.number])) for table in tables}
    kinds = dict(known)
    waiting = [number for number in rows if number not in kinds and rows[number]]
    while waiting:
        met = {number: _met(rows, kinds, number) for number in waiting}
        new = {number: found.pop() for number, found in met.items() if len(found) == 1}
        if not new:
            break
        kinds |= new
        waiting = [number for number in waiting if number not in new]
    return kinds


def _met(rows: Mapping[int, set[_Figures]], kinds: Kinds, number: int) -> set[str]:
    return {kind for other, kind in kinds.items() if rows.get(other, set()) & rows[number]}


def _rows(table: Table, years: Mapping[int, int]) -> Iterator[_Figures]:
    """The figures of each row by year, signs aside, but of rows that balances and flows share."""
    for row in table.rows:
        if _crosses(row):
            continue
        figures = {
            years[cell.column]: abs(cell.marks[0].value)
            for cell in row.cells
            if cell.column in years and len(cell.marks) == 1 and cell.marks[0].value
        }
        if len(figures) > 1 and sum(len(str(value).strip("0.")) for value in figures.values()) >= _DIGITS:
            yield tuple(sorted(figures.items()))


def _crosses(row: Row) -> bool:
    """Whether a row is one of those that balances and flows share: cash, and balances at a begin or an end."""
    label = row.label.text.lower()
    return any(word in label for word in cash_words())
