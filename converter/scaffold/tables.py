"""Reads one table for a draft: which columns hold figures of a period, which are derived, which rows are line items.

What type a row has is `decide`; which tables are of one kind is `observe`.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from ...taxonomy.profile import WordPlace
from ..binding.columns import column_meanings
from ..binding.meaning import Meaning, Vocabulary
from ..document import CellKind, Row, Table
from ..interpret.periods import TablePeriods
from ..interpret.sums import TOTAL, derived_names, unlabelled
from ..language.fold import fold
from ..language.periods import FiscalCalendar
from . import words
from .decide import NO_SUM, Days, Decider
from .model import Context, DerivedColumn, Entry, Kind, Line, Place, Seen, Undecided

_SWALLOWED = re.compile(r"%\s+[\d/.-]+%\s*$")
"""Percentages side by side at the end of a label: figures of columns that were read into it."""


class TableReader:
    """What the words of one table say of its columns and rows."""

    def __init__(
        self,
        seen: Seen,
        table: Table,
        vocabulary: Vocabulary,
        calendar: FiscalCalendar,
        days: Days,
        periods: TablePeriods | None = None,
    ) -> None:
        self._seen = seen
        self._table = table
        self._vocabulary = vocabulary
        self._columns = column_meanings(vocabulary, table, periods)
        self._titles = [vocabulary.of([t.text], WordPlace.TITLE) for t in (*table.captions, *table.titles)]
        self._measures = self._derived_columns()
        self._scoped = False
        plain = [i for i, m in self._columns.items() if i not in self._measures and self._plain(m)]
        shares = [i for i in plain if self._all_percent(i)]
        self._values = frozenset(plain if len(shares) == len(plain) else set(plain) - set(shares))
        self._names = derived_names(table)
        self._decider = Decider(table, self._columns, self._titles, vocabulary, calendar, days)
        self._decider.values = self._values

    def say_scaled(self, scaled: bool) -> None:
        """Say that the release tells a scale of the table's amounts, which are money then."""
        headed = any(unit.power for meaning in self._columns.values() for unit in meaning.units)
        self._decider.scaled = scaled and not headed

    @property
    def sound(self) -> bool:
        """Whether the table has columns of figures that a period is told for."""
        return any(self._decider.instant(index) is not None for index in self._values)

    def rows(self) -> list[Row]:
        """The rows that can be line items."""
        return [row for row in self._table.rows if self._is_line(row)]

    def figures(self) -> dict[Context, set[Decimal]]:
        """The figures of the lines by label, period and what else the header says."""
        found: dict[Context, set[Decimal]] = {}
        for row in self._table.rows:
            for context, values in self._figures_of(row).items():
                found.setdefault(context, set()).update(values)
        return found

    def _figures_of(self, row: Row) -> dict[Context, set[Decimal]]:
        key = words.key((*row.path, self.label(row)))
        found: dict[Context, set[Decimal]] = {}
        for cell in row.cells:
            for mark in cell.marks if cell.column in self._values else ():
                if mark.value is not None:
                    context = key, tuple(self._decider.periods(cell.column)), self._columns[cell.column].rest
                    found.setdefault(context, set()).add(mark.value)
        return found

    def fill(self, kind: Kind, place: Place, lines: set[int]) -> None:
        """Enter the table's rows in its kind."""
        kind.places.append(place)
        for context, values in self.figures().items():
            kind.figures.setdefault((place[0], context), set()).update(values)
        kind.scoped = kind.scoped or self._scoped
        count = Counter(fold(self.label(row)) for row in self._table.rows if row.line in lines)
        for row in self._table.rows:
            path = tuple(row.path)
            if row.line not in lines:
                self._tell_nameless(row)
                key = words.key((*path, row.label.text))
                if row.heading and any(c.isalpha() for c in key[-1]) and key not in kind.headings:
                    kind.headings.add(key)
                    kind.entries.append(Entry(row.label.text, path, None))
                continue
            label = self.label(row)
            key = words.key((*path, label))
            line = kind.lines.get(key)
            if line is None and count[key[-1]] == 1:
                line = self._elsewhere(kind, key[-1], row)
            if line is None:
                line = self._line(row)
                if line is None:
                    continue
                kind.lines[key] = line
                kind.entries.append(Entry(label, path, line))
            line.rows.append((place, row))
            for (_, periods, rest), values in self._figures_of(row).items():
                line.printed.setdefault((place[0], periods, rest), set()).update(values)
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
        if own is None:
            return None
        same = (own.period, own.at) == (found[0].period, found[0].at)
        return found[0] if same and (own.type is found[0].type or not own.told) else None

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
        return self._is_scope(meaning.rest)

    def _is_scope(self, rest: str) -> bool:
        """Whether a header says, besides period and unit, in which way the period is told: as restated, pro forma."""
        member = words.said(rest, "column", "scope")
        if not member or not words.only(rest, "column", "scope"):
            return False
        self._seen.scopes.setdefault(words.step(rest), member)
        self._scoped = True
        return True

    def _all_percent(self, column: int) -> bool:
        """Whether a column has percentages only; beside columns of other figures it tells shares or changes of them."""
        marks = [m for row in self._table.rows for c in row.cells if c.column == column for m in c.marks]
        return any(m.percent for m in marks) and all(m.percent or m.nil for m in marks)

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
                found[index] = DerivedColumn(
                    name[:1].lower() + name[1:], _header_words(meaning), words.step(meaning.rest), sense == "current"
                )
        count = Counter(column.id for column in found.values())
        found = {index: column for index, column in found.items() if count[column.id] == 1}
        for column in found.values():
            self._seen.measures.setdefault(column.id, column)
        return found

    # -- rows

    def label(self, row: Row) -> str:
        """The label of a row; of one that has none its name by the sum it closes."""
        return self._names.get(row.line, row.label.text)

    def _tell_nameless(self, row: Row) -> None:
        if unlabelled(row) and row.line not in self._names and self._figured(row):
            self._seen.undecided.append(Undecided(row, NO_SUM))

    def _is_line(self, row: Row) -> bool:
        if row.line in self._names:
            return self._figured(row)
        if unlabelled(row):
            return False
        label = fold(row.label.text)
        if not any(c.isalpha() for c in label) or _SWALLOWED.search(row.label.text):
            return False
        meaning = self._vocabulary.of([row.label.text], WordPlace.ROW)
        if not any(c.isalpha() for c in fold(meaning.rest)):
            return False  # its label says a period or unit only: what the figures are stands elsewhere
        return self._figured(row)

    def _figured(self, row: Row) -> bool:
        return any(self._is_figure(cell.kind) and cell.column in self._values for cell in row.cells)

    @staticmethod
    def _is_figure(kind: CellKind) -> bool:
        return kind in (CellKind.VALUE, CellKind.NIL)

    def _line(self, row: Row) -> Line | None:
        """The line that a row is; None, and told, where nothing decides what its figures are."""
        kind, told, why = self._decider.type_of(row)
        period, at, unsettled = self._decider.period_of(row)
        if kind is None or period is None:
            self._seen.undecided.append(Undecided(row, why or unsettled))
            return None
        if row.line in self._names:
            name = self._names[row.line]
            base = f"Total of {words.standard(name.removeprefix(TOTAL))}"
            return Line(name, tuple(row.path), kind, told, period, at, base, marked=self._decider.marked(row))
        label = words.standard(row.label.text)
        base = (words.without(row.label.text, "label", "at") if at else "") or label
        marked = self._decider.marked(row)
        return Line(row.label.text, tuple(row.path), kind, told, period, at, base, marked=marked)


def _header_words(meaning: Meaning) -> str:
    """The words that a header is known by: what is no unit or period, with a percent sign between (`YoY % change`).

    Where something else stands between them too, they are taken as they are.
    """
    between = r"[\s|]*(?:(?:%|\bper\s?cent\b)[\s|]*)?"
    pattern = between.join(re.escape(each) for each in meaning.rest.split())
    found = re.search(pattern, meaning.words, re.IGNORECASE)
    return words.step(found.group().replace("|", " ") if found else meaning.rest)
