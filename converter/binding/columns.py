"""What the headers of a table's columns say, with what a title adds to them: `six months ended 30 June` over `2022`.

What a cell makes of it is `table`'s matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...taxonomy.profile import WordPlace
from ..document import Table
from ..language.periods import AtDate, Duration, FiscalPart, MonthDay, PeriodExpression, Year, combine, find_periods
from .meaning import Meaning, Vocabulary

_PARTS = (Duration, MonthDay, FiscalPart)


def column_meanings(vocabulary: Vocabulary, table: Table) -> Mapping[int, Meaning]:
    """What each column's headers say, by column index.

    A header that says a year or date only is completed by the part of a period that the nearest caption, title or
    heading says, if that says one part and no more. Where it says several, a bare year is no period of its own.
    """
    parts = _above(table)
    said = {c.index: vocabulary.of([h.text for h in c.headers], WordPlace.COLUMN) for c in table.columns}
    return {index: _completed(meaning, parts) for index, meaning in said.items()}


def _above(table: Table) -> list[PeriodExpression]:
    """The parts of a period that the nearest text above a table says, which something else has to complete."""
    for text in (*reversed(table.captions), *reversed(table.titles), *table.context[:1]):
        found = [f.value for f in find_periods(text.text)]
        if parts := [value for value in found if isinstance(value, _PARTS)]:
            return [] if len(parts) < len(found) else list(dict.fromkeys(parts))
        if found:
            return []
    return []


def _completed(meaning: Meaning, parts: list[PeriodExpression]) -> Meaning:
    dated = [p for p in meaning.periods if isinstance(p, Year | AtDate)]
    if not parts or not dated or len(dated) < len(meaning.periods) or meaning.broken_period:
        return meaning
    joined = [combine(parts[0], period) for period in dated] if len(parts) == 1 else []
    if joined and all(joined):
        return replace(meaning, periods=tuple(p for p in joined if p is not None))
    if any(isinstance(p, Year) for p in dated):
        return replace(meaning, periods=(), broken_period=True)
    return meaning
