"""What a table's figures tell of its scale: the same ones in running text, in another table, or printed in full.

Each counts by the digits that agree, and only where no other scale has nearly as many for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..document import Document, Table
from ..language.evidence import EVIDENCE
from .figures import Digits, Told, amounts, rows_of, significant, told

_POWERS = (0, 3, 6, 9)


@dataclass(frozen=True, slots=True)
class Tie:
    """A power of ten with what speaks for it, in words."""

    power: int
    why: str
    currency: str | None = None


def in_full(table: Table) -> Tie | None:
    """Whether the amounts of a table are printed to the last unit: all in thousands of it, or all with its cents."""
    values = [placed.value for placed in amounts(table)]
    large = [value for value in values if value >= 1000]
    telling = len(large) >= EVIDENCE.full_figures
    if large and large == values and all(value % 1000 == 0 for value in large) and (telling or _exact(large)):
        return Tie(0, "its amounts all end in ,000")
    if len({value for value in large if _rounded(value)}) >= EVIDENCE.rounded_figures:
        return Tie(0, "several of its amounts are rounded to thousands, which others are not")
    if telling and all(_cents(value) for value in values):
        return Tie(0, "its amounts all have cents")
    return None


def _rounded(value: Decimal) -> bool:
    """Whether an amount is rounded to thousands, and no round number such as that of a loan's face."""
    return value % 1000 == 0 and significant(value) >= EVIDENCE.rounded_digits


def _exact(values: list[Decimal]) -> bool:
    """Whether an amount is rounded to thousands and no more, as one in thousands would be only by chance."""
    return any(significant(value) >= EVIDENCE.exact_digits for value in values)


def _cents(value: Decimal) -> bool:
    return value.as_tuple().exponent == -2


def by_prose(document: Document, tables: Iterable[Table]) -> dict[int, Tie]:
    """The scales that running text gives to tables, as it prints their figures with its own."""
    votes: dict[int, dict[int, dict[tuple[str, Decimal], Told]]] = {}
    digits = Digits(list(tables))
    for one in told(document):
        for placed in digits.like(one):
            for power in _POWERS:
                if _same(placed.value, power, one):
                    of = votes.setdefault(placed.table, {}).setdefault(power, {})
                    of.setdefault((placed.row.label.text, placed.value), one)
    found = {table: _decided(by_power) for table, by_power in votes.items()}
    return {table: tie for table, tie in found.items() if tie is not None}


def _same(value: Decimal, power: int, one: Told) -> bool:
    return abs(value.scaleb(power) - one.value) * 2 <= Decimal(1).scaleb(one.accuracy)


def _decided(votes: Mapping[int, Mapping[tuple[str, Decimal], Told]]) -> Tie | None:
    scores = {power: sum(one.digits for one in found.values()) for power, found in votes.items()}
    best = max(scores, key=lambda power: scores[power])
    if scores[best] < EVIDENCE.prose_digits or any(
        score * EVIDENCE.rivals > scores[best] for power, score in scores.items() if power != best
    ):
        return None
    (label, value), one = next(iter(votes[best].items()))
    named = {one.currency for one in votes[best].values()} - {None}
    why = f"“{label}” {value:,} is printed in running text as {one.printed}, accurate to ×10^{one.accuracy}"
    return Tie(best, why, named.pop() if len(named) == 1 else None)


class Shared:
    """Figures of tables whose scale is known, by row: what another table prints alike is in the same scale."""

    def __init__(self) -> None:
        self._rows: dict[frozenset[Decimal], dict[int, int]] = {}
        self._labelled: dict[tuple[str, Decimal], dict[int, int]] = {}
        self._currency: dict[int, str] = {}

    def add(self, table: Table, power: int, currency: str | None) -> None:
        """Enter a table whose scale is known, and its currency where that is."""
        if currency is not None:
            self._currency[table.number] = currency
        for label, values in rows_of(table):
            if _row_digits(values) >= EVIDENCE.row_digits:
                self._rows.setdefault(frozenset(values), {})[power] = table.number
            for value in values:
                if label and significant(value) >= EVIDENCE.label_digits:
                    self._labelled.setdefault((label, value), {})[power] = table.number

    def tie(self, table: Table) -> Tie | None:
        """The scale of a table by rows that stand in others too."""
        scores: dict[int, int] = {}
        where: dict[int, dict[int, str]] = {}
        for label, values in rows_of(table):
            for power, (digits, number) in self._alike(label, values).items():
                scores[power] = scores.get(power, 0) + digits
                where.setdefault(power, {}).setdefault(number, label)
        best = max(scores, key=lambda power: scores[power], default=None)
        if best is None or scores[best] < EVIDENCE.labelled_digits:
            return None
        if any(score * EVIDENCE.rivals > scores[best] for power, score in scores.items() if power != best):
            return None
        number, label = next(iter(where[best].items()))
        named = {self._currency.get(each) for each in where[best]} - {None}
        why = f"table {number}, in this scale, has the same figures too (“{label}”)"
        return Tie(best, why, named.pop() if len(named) == 1 else None)

    def _alike(self, label: str, values: tuple[Decimal, ...]) -> dict[int, tuple[int, int]]:
        """By power, the digits that a row shares with rows of known scale, and the table of one of them."""
        found: dict[int, tuple[int, int]] = {}  # the figures of a row in any order: columns may be others
        if (digits := _row_digits(values)) >= EVIDENCE.row_digits:
            found = {power: (digits, number) for power, number in self._rows.get(frozenset(values), {}).items()}
        if found:
            return found
        for value in dict.fromkeys(values):
            for power, number in self._labelled.get((label, value), {}).items():
                found[power] = (found.get(power, (0, 0))[0] + significant(value), number)
        return found


def _row_digits(values: tuple[Decimal, ...]) -> int:
    """The digits of a row's different figures, of which one alone is none that two tables need share."""
    return sum(significant(value) for value in set(values)) if len(set(values)) > 1 else 0
