"""What the headers of a table's columns say: the issuer's words in them, and their periods as `interpret` reads them.

What a cell makes of it is `table`'s matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...taxonomy.profile import WordPlace
from ..document import Table
from ..interpret.periods import ColumnPeriod, TablePeriods, table_periods
from .meaning import Meaning, Vocabulary


def column_meanings(vocabulary: Vocabulary, table: Table, periods: TablePeriods | None = None) -> Mapping[int, Meaning]:
    """What each column's headers say, by column index.

    `periods` are those that the whole document gives the table; without them the table is read by itself. A period
    that the issuer's words take for something else stays what they say.
    """
    found = table_periods(table) if periods is None else periods
    said = {c.index: vocabulary.of([h.text for h in c.headers], WordPlace.COLUMN) for c in table.columns}
    return {index: _with_period(meaning, found[index]) for index, meaning in said.items()}


def _with_period(meaning: Meaning, found: ColumnPeriod) -> Meaning:
    if meaning.periods != found.own or not found.own or meaning.broken_period:
        return meaning
    return replace(meaning, periods=found.expressions, broken_period=found.broken)
