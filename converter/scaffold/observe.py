"""From documents to kinds of table and their lines: only tables whose figures have a period, only rows with a label.

What a line's concept is called and which lines are the same one is left to `concepts`; sums are `sums`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..binding.meaning import Vocabulary
from ..document import Document, Table
from ..interpret.periods import read_periods
from ..language.fold import fold
from ..language.periods import FiscalCalendar
from . import words
from .decide import days_of
from .model import Context, Kind, Line, Seen
from .tables import TableReader

_SAME = 0.5
"""Share of the labels of the smaller of two tables that the other must have for them to be of one kind."""

_FAMILIAR = 8
"""Letters, folded, that a title needs to tell a kind of table."""


def observe(documents: Sequence[Document], vocabulary: Vocabulary, calendar: FiscalCalendar) -> Seen:
    """The kinds of table of the documents, with their lines in print order."""
    seen = Seen()
    days = days_of(documents, vocabulary)
    titles = Counter(
        folded for d in documents for t in d.tables for folded in {fold(text) for text in _titles(t)} if folded
    )
    for number, document in enumerate(documents):
        kinds: dict[int, int] = {}
        periods = read_periods(document).tables
        for table in document.tables:
            reader = TableReader(seen, table, vocabulary, calendar, days, periods[table.number])
            if not reader.sound:
                continue
            rows = reader.rows()
            if not rows:
                continue
            leaves = {fold(reader.label(row)) for row in rows}
            index = kinds.get(table.continues or 0)
            if index is None:
                index = _kind(
                    seen.kinds,
                    table,
                    leaves,
                    titles,
                    {(number, context): values for context, values in reader.figures().items()},
                )
            kinds[table.number] = index
            seen.kinds[index].leaves |= leaves
            reader.fill(seen.kinds[index], (number, table.number), {row.line for row in rows})
    for kind in seen.kinds:
        _mark_parented(kind)
    return seen


def _titles(table: Table) -> list[str]:
    found = [text.text for text in table.titles] or [text.text for text in table.context[:1]]
    return [text for text in found if len(fold(text)) >= _FAMILIAR]


def _kind(
    kinds: list[Kind],
    table: Table,
    leaves: set[str],
    titles: Counter[str],
    figures: Mapping[tuple[int, Context], set[Decimal]],
) -> int:
    """The kind that a table is of: one of a shared title and shared labels whose figures it does not deny, else new."""
    texts = _titles(table)
    folded = {fold(text) for text in texts}
    for index, kind in enumerate(kinds):
        shared = len(leaves & kind.leaves)
        alike = not kind.titles or not folded or folded & set(words.key(kind.titles))
        if alike and not _denies(kind, figures) and shared >= _SAME * min(len(leaves), len(kind.leaves)):
            return index
    chosen = min(texts, key=lambda text: (not _statement(text), titles[fold(text)]), default="")
    kinds.append(Kind(words.standard(chosen) or f"Table {table.number}", (words.step(chosen),) if chosen else ()))
    return len(kinds) - 1


def _denies(kind: Kind, figures: Mapping[tuple[int, Context], set[Decimal]]) -> bool:
    """Whether most figures that a kind's tables have too are others: the table is about something else."""
    shared = [context for context in figures if context in kind.figures]
    return 2 * sum(1 for context in shared if not figures[context] & kind.figures[context]) > len(shared)


def _statement(text: str) -> bool:
    return bool(words.said(text, "title", "role"))


def _mark_parented(kind: Kind) -> None:
    """Lines of one label that stand under different labels need those in their path."""
    by_leaf: dict[str, list[Line]] = {}
    for line in kind.lines.values():
        by_leaf.setdefault(fold(line.label), []).append(line)
    for lines in by_leaf.values():
        for line in lines:
            line.parented = len(lines) > 1 and bool(line.path)
