"""Which period each column of each table has, as headers, titles, stubs and the other tables of the document say.

The one reading of it: `tanshin read` shows it, drafts and binding rest on it. Which period a row's figure has under a
column is `binding`'s matter, what a year's end is `year`'s, which tables show the same figures `alike`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ..document import Column, Document, Prose, ProseKind, Table
from ..language.found import residue
from ..language.periods import (
    AtDate,
    Duration,
    Ended,
    FiscalCalendar,
    FiscalPart,
    MonthDay,
    PeriodExpression,
    Span,
    Year,
    combine,
    find_periods,
)
from ..language.units import find_units
from ..report import Period
from .alike import Kinds, kinds_by_figures
from .days import dates_of, ends_of, header_periods
from .furniture import of_page
from .statements import is_change, kind_of_title, names_length
from .weeks import resolve_printed
from .year import YearEnd, calendar_of, year_end

PARTS = (Duration, MonthDay, FiscalPart)
"""Expressions that something else has to complete."""


@dataclass(frozen=True, slots=True)
class ColumnPeriod:
    """The period expressions of a column: `own` as its headers say them, `expressions` completed, the best first.

    `words` are those of the headers; `broken` tells that they say a part of a period which nothing completes, or a
    length in words that are not understood beside a mere day (`Year to date`).
    """

    own: tuple[PeriodExpression, ...] = ()
    expressions: tuple[PeriodExpression, ...] = ()
    words: str = ""
    broken: bool = False


TablePeriods = Mapping[int, ColumnPeriod]


@dataclass(frozen=True, slots=True)
class DocumentPeriods:
    """The columns' periods of all tables, by table number and column index, and what resolves them to dates.

    `named` tells that the calendar is the issuer's own, so that it says which days a bare year has.
    """

    tables: Mapping[int, TablePeriods]
    calendar: FiscalCalendar
    named: bool = False
    dates: frozenset[date] = frozenset()
    ends: frozenset[date] = frozenset()

    def sure(self, table: Table, column: Column) -> Period | None:
        """The dates of a column's period where nothing is in doubt; None elsewhere."""
        columns = self.tables[table.number]
        found = columns[column.index]
        if not found.expressions or found.broken or _at_odds(table, columns) or _lost_length(table, columns, found):
            return None
        if not self.named and any(isinstance(each, Year) for each in found.expressions):
            return None
        periods = {self._resolve(each) for each in found.expressions}
        return periods.pop() if len(periods) == 1 else None

    def _resolve(self, expression: PeriodExpression) -> Period | None:
        return resolve_printed(expression, self.calendar, self.dates, self.ends)


def read_periods(document: Document, calendar: FiscalCalendar | None = None) -> DocumentPeriods:
    """The periods of a document's columns; `calendar` is the issuer's, if it is known."""
    tables = {table.number: dict(table_periods(table)) for table in document.tables}
    end = year_end(document)
    _facing_pages(document, tables)
    years = {number: _years(found) for number, found in tables.items()}
    kinds = kinds_by_figures(document.tables, years, _kinds(document, tables))
    if end is not None:
        for number, kind in kinds.items():
            tables[number] = {index: _of_year(found, kind, end) for index, found in tables[number].items()}
    ends = frozenset(ends_of(document))
    known = calendar or calendar_of(document, end)
    return DocumentPeriods(tables, known, calendar is not None, ends | frozenset(dates_of(document)), ends)


# --- one table --------------------------------------------------------------------------------------------------------


def table_periods(table: Table) -> TablePeriods:
    """What the headers of a table's columns say, completed by what stands right above it."""
    parts = _above(table)
    read = {column.index: _completed(_own(column), parts) for column in table.columns}
    titled = _titled(table) if not any(found.own or found.broken for found in read.values()) else ()
    if titled:
        return {index: replace(found, expressions=titled) for index, found in read.items()}
    return _shares(table, read)


def _shares(table: Table, read: dict[int, ColumnPeriod]) -> TablePeriods:
    """Percentages without a header of their own have the period of the amounts on their left."""
    for left, column in pairwise(table.columns):
        if not column.headers and not read[column.index].own and _derived(table, column):
            read[column.index] = replace(read[column.index], expressions=read[left.index].expressions)
    return read


def _own(column: Column) -> ColumnPeriod:
    levels = [header.text for header in column.headers if header.text]
    periods = header_periods(levels)
    own = tuple(found.value for found in periods)
    partial = any(isinstance(found.value, PARTS) for level in levels for found in find_periods(level))
    lost = any(names_length(residue(level, *find_periods(level))) for level in levels)
    words = " / ".join(found.words for found in periods) or " ".join(levels)
    return ColumnPeriod(own, own, words, (partial and not own) or (lost and any(isinstance(p, AtDate) for p in own)))


def _above(table: Table) -> list[PeriodExpression]:
    """The parts of a period that the nearest text above a table says, which something else has to complete."""
    # A statement's name above a table that has a title is that of the table before.
    context = [text for text in table.context[:1] if not (table.titles and kind_of_title(text.text))]
    for text in (*reversed(table.captions), *reversed(table.titles), *context):
        found = [each.value for each in find_periods(text.text)]
        if parts := [value for value in found if isinstance(value, PARTS)]:
            return [] if len(parts) < len(found) else list(dict.fromkeys(parts))
        if found:
            return []
    return []


def _completed(found: ColumnPeriod, parts: Sequence[PeriodExpression]) -> ColumnPeriod:
    """A column that says years or days only, completed by the one part that is said above the table.

    Where several parts are said, a bare year is no period of its own.
    """
    dated = [each for each in found.own if isinstance(each, Year | AtDate)]
    if not parts or not dated or len(dated) < len(found.own) or found.broken:
        return found
    joined = [combine(parts[0], each) for each in dated] if len(parts) == 1 else []
    if joined and all(joined):
        return replace(found, expressions=tuple(each for each in joined if each is not None))
    if any(isinstance(each, Year) for each in dated):
        return replace(found, expressions=(), broken=True)
    return found


def _titled(table: Table) -> tuple[PeriodExpression, ...]:
    """The one period that the nearest title or caption says over columns that say none; a bare day names no length."""
    for text in (*reversed(table.captions), *reversed(table.titles)):
        found = [each.value for each in find_periods(text.text)]
        if not found:
            continue
        whole = len(found) == 1 and isinstance(found[0], Ended | Span | AtDate)
        said = not isinstance(found[0], AtDate) or kind_of_title(text.text) == "instant"
        return (found[0],) if whole and said else ()
    return ()


def _at_odds(table: Table, columns: TablePeriods) -> bool:
    """Whether columns of amounts side by side are headed so unlike that some header may have been misplaced."""
    found = [columns[column.index] for column in table.columns if not _derived(table, column)]
    if all(each.own and all(isinstance(own, Year) for own in each.own) for each in found):
        return False
    headless = [each for each in found if not each.words]
    bare = [each for each in found if any(isinstance(e, Year) for e in each.expressions)]
    dated = [each for each in found if each.expressions and each not in bare]
    return bool(dated) and bool(bare or headless or any(each.broken for each in found))


def _lost_length(table: Table, columns: TablePeriods, found: ColumnPeriod) -> bool:
    """Whether a mere day stands where lengths belong: in a statement of these, or beside columns that say theirs."""
    if not any(isinstance(each, AtDate) for each in found.expressions):
        return False
    titles = {kind for text in table.titles if (kind := kind_of_title(text.text))}
    lengths = any(isinstance(each, Ended | Span) for column in columns.values() for each in column.expressions)
    return titles == {"duration"} or (lengths and "instant" not in titles)


def _derived(table: Table, column: Column) -> bool:
    """Whether a column holds changes or percentages, or nothing that is a figure."""
    texts = [header.text for header in column.headers]
    if any(is_change(text) or any(unit.value.percent for unit in find_units(text)) for text in texts):
        return True
    marks = [mark for row in table.rows for cell in row.cells if cell.column == column.index for mark in cell.marks]
    figures = [mark for mark in marks if not mark.nil]
    return not figures or all(mark.percent for mark in figures)


# --- the tables together ----------------------------------------------------------------------------------------------


def _years(columns: TablePeriods) -> dict[int, int]:
    """The year that each column is of, by column."""
    found: dict[int, int] = {}
    for index, column in columns.items():
        years = {year for each in column.expressions if (year := _year(each)) is not None}
        if len(years) == 1:
            found[index] = years.pop()
    return found


def _year(expression: PeriodExpression) -> int | None:
    match expression:
        case Year(year):
            return year
        case AtDate(day) | Span(_, day) | Ended(12, day, _):
            return (day - timedelta(weeks=1)).year
    return None


def _bare(columns: TablePeriods) -> bool:
    """Whether the columns are of bare years only."""
    said = [each for column in columns.values() for each in column.expressions]
    return bool(said) and all(isinstance(each, Year) for each in said)


def _kinds(document: Document, tables: Mapping[int, TablePeriods]) -> Kinds:
    """The tables of which it is known whether their figures are of days or of lengths."""
    kinds: dict[int, str] = {}
    for table in document.tables:
        said = {type(each) for column in tables[table.number].values() for each in column.expressions}
        titles = {kind for text in table.titles if (kind := kind_of_title(text.text))}
        if said and said <= {AtDate} and titles != {"duration"}:
            kinds[table.number] = "instant"
        elif said and said <= {Ended, Span}:
            kinds[table.number] = "duration"
        elif said == {Year} and len(titles) == 1:
            kinds[table.number] = titles.pop()
    return kinds


def _of_year(found: ColumnPeriod, kind: str, end: YearEnd) -> ColumnPeriod:
    """A column of a bare year as the year, or its last day, that the document says years to end on."""
    if not found.expressions or not all(isinstance(each, Year) for each in found.expressions):
        return found
    whole = [_last(end.of(each.year), kind) for each in found.expressions if isinstance(each, Year)]
    if None in whole:
        return replace(found, expressions=(), broken=True)
    return replace(found, expressions=tuple(each for each in whole if each is not None))


def _last(day: date | None, kind: str) -> PeriodExpression | None:
    """The year that ends on a day, or that day; None where no day is known."""
    if day is None:
        return None
    return Ended(12, day) if kind == "duration" else AtDate(day)


def _facing_pages(document: Document, tables: dict[int, dict[int, ColumnPeriod]]) -> None:
    """A table without titles right behind one of the same years, pages between them, goes on with its periods."""
    before: Table | None = None
    for block in document.blocks:
        if isinstance(block, Prose):
            quiet = of_page(block.text.text) or (block.kind is ProseKind.HEADING and _numbered(block))
            before = before if quiet else None
            continue
        if before is not None and not block.titles and not block.captions:
            _go_on(tables, before, block)
        before = block


def _numbered(block: Prose) -> bool:
    """Whether a line is nothing but the number of a page."""
    return not any(char.isalpha() for char in block.text.text)


def _go_on(tables: dict[int, dict[int, ColumnPeriod]], before: Table, table: Table) -> None:
    first, second = tables[before.number], tables[table.number]
    alike = [found.own for found in first.values()] == [found.own for found in second.values()]
    if alike and _bare(second):
        tables[table.number] = {
            index: replace(found, expressions=there.expressions, broken=there.broken)
            for (index, found), there in zip(second.items(), first.values(), strict=True)
        }
