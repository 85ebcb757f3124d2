"""From documents to kinds of table and their lines: only tables whose figures have a period, only rows with a label.

What a line's concept is called and which lines are the same one is left to `concepts`; sums are `sums`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType, WordPlace
from ..aspects.fold import fold
from ..aspects.periods import FiscalCalendar, resolve
from ..binding.columns import column_meanings
from ..binding.meaning import Meaning, Vocabulary
from ..document import CellKind, Document, Mark, Row, Table
from . import words
from .model import DerivedColumn, Entry, Kind, Line, Place, Seen

_SAME = 0.5
"""Share of the labels of the smaller of two tables that the other must have for them to be of one kind."""

_FAMILIAR = 8
"""Letters, folded, that a title needs to tell a kind of table."""


def observe(documents: Sequence[Document], vocabulary: Vocabulary, calendar: FiscalCalendar) -> Seen:
    """The kinds of table of the documents, with their lines in print order."""
    seen = Seen()
    titles = Counter(
        folded for d in documents for t in d.tables for folded in {fold(text) for text in _titles(t)} if folded
    )
    for number, document in enumerate(documents):
        kinds: dict[int, int] = {}
        for table in document.tables:
            reader = _TableReader(seen, table, vocabulary, calendar)
            if not reader.sound:
                continue
            rows = reader.rows()
            if not rows:
                continue
            leaves = {fold(row.label.text) for row in rows}
            index = kinds.get(table.continues or 0)
            if index is None:
                index = _kind(seen.kinds, table, leaves, titles)
            kinds[table.number] = index
            seen.kinds[index].leaves |= leaves
            reader.fill(seen.kinds[index], (number, table.number), {row.line for row in rows})
    for kind in seen.kinds:
        _mark_parented(kind)
    return seen


def _titles(table: Table) -> list[str]:
    found = [text.text for text in table.titles] or [text.text for text in table.context[:1]]
    return [text for text in found if len(fold(text)) >= _FAMILIAR]


def _kind(kinds: list[Kind], table: Table, leaves: set[str], titles: Counter[str]) -> int:
    """The kind that a table is of: one of a shared title and shared labels, else a new one."""
    texts = _titles(table)
    folded = {fold(text) for text in texts}
    for index, kind in enumerate(kinds):
        shared = len(leaves & kind.leaves)
        alike = not kind.titles or not folded or folded & set(words.key(kind.titles))
        if alike and shared >= _SAME * min(len(leaves), len(kind.leaves)):
            return index
    chosen = min(texts, key=lambda text: (not _statement(text), titles[fold(text)]), default="")
    kinds.append(Kind(words.standard(chosen) or f"Table {table.number}", (words.step(chosen),) if chosen else ()))
    return len(kinds) - 1


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


class _TableReader:
    """What the words of one table say of its columns and rows."""

    def __init__(self, seen: Seen, table: Table, vocabulary: Vocabulary, calendar: FiscalCalendar) -> None:
        self._seen = seen
        self._table = table
        self._vocabulary = vocabulary
        self._calendar = calendar
        self._columns = column_meanings(vocabulary, table)
        self._titles = [vocabulary.of([t.text], WordPlace.TITLE) for t in (*table.captions, *table.titles)]
        self._measures = self._derived_columns()
        self._values = {i for i, m in self._columns.items() if i not in self._measures and self._plain(m)}

    @property
    def sound(self) -> bool:
        """Whether the table has columns of figures that a period is told for."""
        return any(self._instant(index) is not None for index in self._values)

    def rows(self) -> list[Row]:
        """The rows that can be line items."""
        return [row for row in self._table.rows if self._is_line(row)]

    def fill(self, kind: Kind, place: Place, lines: set[int]) -> None:
        """Enter the table's rows in its kind."""
        kind.places.append(place)
        count = Counter(fold(row.label.text) for row in self._table.rows if row.line in lines)
        for row in self._table.rows:
            path = tuple(row.path)
            if row.line not in lines:
                key = words.key((*path, row.label.text))
                if row.heading and any(c.isalpha() for c in key[-1]) and key not in kind.headings:
                    kind.headings.add(key)
                    kind.entries.append(Entry(row.label.text, path, None))
                continue
            key = words.key((*path, row.label.text))
            line = kind.lines.get(key)
            if line is None and count[key[-1]] == 1:
                line = self._elsewhere(kind, key[-1], row)
            if line is None:
                line = kind.lines[key] = self._line(row)
                kind.entries.append(Entry(row.label.text, path, line))
            line.rows.append((place, row))
            line.measures |= {
                self._measures[c.column].id
                for c in row.cells
                if c.column in self._measures and any(m.percent or m.nil for m in c.marks)
            }

    def _elsewhere(self, kind: Kind, leaf: str, row: Row) -> Line | None:
        """The line that an earlier table of the kind prints under other headings, if its label leaves no doubt."""
        found = [line for key, line in kind.lines.items() if key[-1] == leaf]
        if len(found) != 1:
            return None
        own = self._line(row)
        same = (own.type, own.period, own.at) == (found[0].type, found[0].period, found[0].at)
        return found[0] if same or not own.told else None

    # -- columns

    def _plain(self, meaning: Meaning) -> bool:
        """Whether a header says no more than period and unit; words without a meaning are noted as such."""
        if not any(c.isalpha() for c in meaning.rest):
            return True
        titles = [fold(t.text) for t in (*self._table.titles, *self._table.captions)]
        if any(fold(meaning.rest) in title for title in titles if title):
            return True
        if words.only(meaning.rest, "column", "ignore"):
            self._seen.ignored.setdefault(fold(meaning.rest), meaning.rest)
            return True
        return False

    def _derived_columns(self) -> dict[int, DerivedColumn]:
        """The columns of percentages whose header says what of; two of one header cannot be told apart and are none."""
        found: dict[int, DerivedColumn] = {}
        for index, meaning in self._columns.items():
            sense = words.said(meaning.rest, "column", "measure")
            marks = [m for row in self._table.rows for c in row.cells if c.column == index for m in c.marks]
            figures = [m for m in marks if not m.nil]
            percent = all(m.percent for m in figures) or (meaning.percent and not any(m.currency for m in figures))
            if sense and figures and percent:
                name = words.name(meaning.rest)
                found[index] = DerivedColumn(name[:1].lower() + name[1:], words.step(meaning.rest), sense == "current")
        count = Counter(column.id for column in found.values())
        found = {index: column for index, column in found.items() if count[column.id] == 1}
        for column in found.values():
            self._seen.measures.setdefault(column.id, column)
        return found

    def _instant(self, column: int) -> bool | None:
        """Whether a column's period is a point in time; None where neither column nor titles say a period."""
        for meaning in (self._columns[column], *self._titles):
            periods = [p for e in meaning.periods if (p := resolve(e, self._calendar)) is not None]
            if periods:
                return all(p.instant for p in periods)
        return None

    # -- rows

    def _is_line(self, row: Row) -> bool:
        label = fold(row.label.text)
        if not any(c.isalpha() for c in label):
            return False
        meaning = self._vocabulary.of([row.label.text], WordPlace.ROW)
        if not any(c.isalpha() for c in fold(meaning.rest)):
            return False  # its label says a period or unit only: what the figures are stands elsewhere
        return any(self._is_figure(cell.kind) and cell.column in self._values for cell in row.cells)

    @staticmethod
    def _is_figure(kind: CellKind) -> bool:
        return kind in (CellKind.VALUE, CellKind.NIL)

    def _line(self, row: Row) -> Line:
        label = words.standard(row.label.text)
        marks = [m for c in row.cells if c.column in self._values for m in c.marks if not m.nil]
        kind, told = self._type(row, marks)
        period, at = self._period(row)
        base = (words.without(row.label.text, "label", "at") if at else "") or label
        return Line(row.label.text, tuple(row.path), kind, told, period, at, base)

    def _type(self, row: Row, marks: Sequence[Mark]) -> tuple[ConceptType, bool]:
        """The type that marks and words say, and whether they do; money where nothing does."""
        own = self._vocabulary.of([row.label.text], WordPlace.ROW)
        if marks and all(m.percent for m in marks):
            return ConceptType.PERCENT, True
        if own.percent and not any(m.currency for m in marks):
            return ConceptType.PERCENT, True
        money = any(m.currency for m in marks)
        label = words.standard(row.label.text)
        for text in (label, *reversed(row.path)):
            said = words.said(text, "line", "type")
            if not said and text == label and not money:
                said = words.said(text, "label", "type")
            if said and (said == ConceptType.PER_SHARE or not money):
                whole = said != ConceptType.INTEGER or not any(m.digits for m in marks)
                return (ConceptType(said) if whole else ConceptType.PURE), True
        if any(e.word == "shares" for e in own.units) and not money:
            return ConceptType.SHARES, True
        return ConceptType.MONETARY, money

    def _period(self, row: Row) -> tuple[PeriodType, str]:
        """The period type, and `start` or `end` for a balance under a period."""
        columns = [c.column for c in row.cells if c.column in self._values]
        instants = {self._instant(c) for c in columns} - {None}
        at = words.said(row.label.text, "label", "at")
        if instants == {True}:
            titles = [text.text for text in (*self._table.titles, *self._table.captions)]
            flow = any(words.said(text, "title", "period") for text in titles)
            flow = flow or bool(words.said(row.label.text, "label", "period"))
            return (PeriodType.DURATION, "") if flow else (PeriodType.INSTANT, "")
        return (PeriodType.INSTANT, at) if at else (PeriodType.DURATION, "")
