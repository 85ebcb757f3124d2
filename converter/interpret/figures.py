"""The figures of a document, indexed by their digits once, so that equal ones are found in time linear in its size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..document import Cell, Document, Mark, Prose, Row, Table
from ..language.evidence import EVIDENCE
from ..language.fold import fold

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Told:
    """An amount of running text in base units, the power of ten it is accurate to, its digits, and the words near."""

    value: Decimal
    accuracy: int
    digits: int
    currency: str | None
    words: frozenset[str]
    printed: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An amount of a cell, with the table and row it stands in."""

    table: int
    row: Row
    value: Decimal


def amount(cell: Cell) -> Decimal | None:
    """The size of the amount of a cell that may be one of money in the table's scale; None for others."""
    if len(cell.marks) != 1:
        return None
    mark = cell.marks[0]
    plain = mark.value is not None and not (mark.percent or mark.unit or mark.power is not None)
    return abs(mark.value) if plain and mark.value else None


def amounts(table: Table) -> Iterator[Placed]:
    """The amounts of a table."""
    for row in table.rows:
        for cell in row.cells:
            if (value := amount(cell)) is not None:
                yield Placed(table.number, row, value)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that can tell what a figure is of."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def significant(value: Decimal) -> int:
    """The digits of a figure without the zeros that end it."""
    return len(value.normalize().as_tuple().digits)


def mantissa(value: Decimal, digits: int) -> str:
    """The first digits of a figure, rounded."""
    shifted = value.scaleb(digits - 1 - value.adjusted())
    rounded = str(int(shifted.to_integral_value(ROUND_HALF_UP)))
    return rounded[:digits]


def told(document: Document) -> Iterator[Told]:
    """The amounts of running text that tell their scale: by a scale word, or as they are printed in full."""
    for block in document.blocks:
        if isinstance(block, Prose):
            at = 0
            for mark in block.marks:
                here = block.text.text.find(mark.raw, at)
                at = here + len(mark.raw) if here >= 0 else at
                if (one := _told(block.text.text, max(here, 0), mark)) is not None:
                    yield one


def _told(text: str, at: int, mark: Mark) -> Told | None:
    if not mark.value or mark.percent or mark.unit or (mark.currency is None and mark.power is None):
        return None
    if mark.power is None and abs(mark.value) < EVIDENCE.full_amount:
        return None  # an amount per share, or one that any table may print
    power = mark.power or 0
    value = abs(mark.value)
    zeros = 0 if mark.power is not None or mark.digits else len(str(int(value))) - len(str(int(value)).rstrip("0"))
    digits = significant(value) if mark.power is None else len(value.as_tuple().digits)
    if digits < (EVIDENCE.fewest_digits if mark.power is not None else EVIDENCE.prose_digits):
        return None
    near = text[max(0, at - EVIDENCE.reach_before) : at + len(mark.raw) + EVIDENCE.reach_behind]
    return Told(
        value.scaleb(power),
        power - mark.digits + zeros,
        min(digits, EVIDENCE.most_digits),
        mark.currency,
        words_of(near),
        mark.raw,
    )


class Digits:
    """Amounts by their first digits, for every count of these that running text may print."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._found: dict[tuple[int, str], list[Placed]] = {}
        self._labels: dict[int, frozenset[str]] = {}
        for table in tables:
            for placed in amounts(table):
                for digits in range(EVIDENCE.fewest_digits, EVIDENCE.most_digits + 1):
                    self._found.setdefault((digits, mantissa(placed.value, digits)), []).append(placed)

    def like(self, one: Told) -> Iterator[Placed]:
        """The amounts that a figure of running text may be: by its digits, and by the words of the row near it."""
        found = self._found.get((one.digits, mantissa(one.value, one.digits)), ())
        for placed in found if len(found) <= EVIDENCE.common else ():
            if named(placed.row, one):
                yield placed


def named(row: Row, one: Told) -> bool:
    """Whether all words of a row's label stand near a figure of running text; one word tells with more digits only."""
    words = words_of(row.label.text)
    enough = len(words) > 1 or one.digits >= EVIDENCE.single_word_digits
    return bool(words) and enough and words <= one.words


def rows_of(table: Table) -> Iterator[tuple[str, tuple[Decimal, ...]]]:
    """The amounts of each row with its folded label."""
    for row in table.rows:
        values = tuple(value for cell in row.cells if (value := amount(cell)) is not None)
        if values:
            yield fold(row.label.text), values
