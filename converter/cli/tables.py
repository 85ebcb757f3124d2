"""Tables as read, as text and as JSON: what each column's headers say of period, unit and scale, and every row.

This shows the reader's work without an issuer profile; which concept a figure is remains the binder's matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..document import Column, Document, Mark, Row, Table
from .streams import printable

if TYPE_CHECKING:
    from ..interpret.periods import DocumentPeriods
    from ..interpret.scales import TableScale
    from ..language.expressions import FiscalCalendar

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells of its tables: the periods of their columns, and the scale of each by its number."""

    periods: DocumentPeriods
    scales: Mapping[int, TableScale]


def column_meaning(table: Table, column: Column, told: Told) -> dict[str, Any]:
    """What headers say of a column, and captions and titles where headers are silent: period, unit, scale.

    A currency that no words give is that of the signs printed at the column's figures, if they agree, else at the
    table's. `scale` is a power of ten, that of the whole table where no words right at the figures give one. A period
    is given by its days only where nothing is in doubt, else in words.
    """
    from ..interpret.unit_lines import header_units
    from ..language.periods import without_periods

    scale = told.scales.get(table.number)
    around = [text.text for text in (*table.captions, *table.titles)]
    meaning: dict[str, Any] = {"period": _period(table, column, told.periods), "unit": None, "scale": None}
    for texts in ([header.text for header in column.headers], *([text] for text in around)):
        for unit in (each.value for text in texts for each in header_units(without_periods(text))):
            if meaning["unit"] is None:
                meaning["unit"] = (
                    "%" if unit.percent else "/".join(filter(None, (unit.currency or unit.word, unit.per)))
                )
            if meaning["scale"] is None and not unit.percent:
                meaning["scale"] = unit.power
    if not meaning["unit"]:
        meaning["unit"] = _printed_currency(table, column) or _currency_above(table, column, scale)
    if scale is not None and scale.odds:
        meaning["scale"] = None
    elif meaning["scale"] is None and scale is not None and meaning["unit"] != "%":
        meaning["scale"] = scale.power
    return {name: value or None for name, value in meaning.items()}


def _period(table: Table, column: Column, periods: DocumentPeriods) -> str | None:
    """`2008-03-31`, `2007-04-01 to 2008-03-31`, or the words of a header that says a period which is not sure."""
    if period := periods.sure(table, column):
        return " to ".join(day.isoformat() for day in (period.start, period.end) if day)
    found = periods.tables[table.number][column.index]
    return found.words if found.own else None


def _currency_above(table: Table, column: Column, scale: TableScale | None) -> str | None:
    """The currency of the table's unit line, for a column that has amounts."""
    marks = [m for r in table.rows for c in r.cells if c.column == column.index for m in c.marks if not m.nil]
    return scale.currency if scale and any(not m.percent and not m.unit for m in marks) else None


def _printed_currency(table: Table, column: Column) -> str | None:
    """The one currency whose sign stands at figures of a column; in a column of amounts without any, of the table."""
    marks = [(cell.column, mark) for row in table.rows for cell in row.cells for mark in cell.marks]
    own = {mark.currency for index, mark in marks if index == column.index and mark.currency}
    if len(own) == 1:
        return own.pop()
    here = [mark for index, mark in marks if index == column.index and not mark.nil]
    if own or not here or any(mark.percent or mark.unit for mark in here):
        return None
    everywhere = {mark.currency for _, mark in marks if mark.currency}
    others = {index for index, mark in marks if mark.currency}
    return everywhere.pop() if len(everywhere) == 1 and len(others) * 2 > len(table.columns) else None


# --- text -------------------------------------------------------------------------------------------------------------


def as_text(document: Document, calendar: FiscalCalendar | None) -> str:
    """Every table, then one line that counts them, in plain text."""
    told = _told(document, calendar)
    parts = [_table_text(table, told) for table in document.tables]
    return "\n".join([*parts, summary(document)])


def _read_periods(document: Document, calendar: FiscalCalendar | None) -> DocumentPeriods:
    from ..interpret.periods import read_periods

    return read_periods(document, calendar)


def summary(document: Document) -> str:
    """`release.txt: 23 tables, 647 figures in cells, 12 in labels, 210 in running text`."""
    from .render import plural

    marks = document.marks()
    kinds = {kind: sum(mark.kind == kind for mark in marks) for kind in ("cell", "label", "prose")}
    return (
        f"{document.file}: {plural(len(document.tables), 'table')}, {plural(kinds['cell'], 'figure')} in cells, "
        f"{kinds['label']:,} in labels, {kinds['prose']:,} elsewhere\n"
    )


def title(table: Table) -> str:
    """`Table 3, lines 470 to 520: Consolidated Balance Sheets`."""
    texts = [text.text for text in (table.titles or table.context[:1])]
    more = f" (goes on from table {table.continues})" if table.continues else ""
    return f"Table {table.number}, lines {table.first_line} to {table.last_line}: {' / '.join(texts)}{more}".rstrip(
        ": "
    )


def _told(document: Document, calendar: FiscalCalendar | None) -> Told:
    from ..interpret.scales import table_scales

    return Told(_read_periods(document, calendar), table_scales(document))


def header(table: Table, column: Column, told_of: Told) -> list[str]:
    """A column's headers, outermost first, and what they mean: `1H08`, `JPY millions`, `[2008-09-30, JPY, ×10^6]`."""
    meaning = column_meaning(table, column, told_of)
    told = [meaning["period"], meaning["unit"], f"×10^{meaning['scale']}" if meaning["scale"] else None]
    words = [text.text for text in column.headers if text.text] or ["(no header)"]
    return [*words, f"[{', '.join(each for each in told if each)}]"] if any(told) else words


def cells(table: Table, row: Row) -> list[str]:
    """The texts of a row's cells, one for each column, empty for a blank one."""
    texts = {cell.column: cell.text for cell in row.cells}
    return [texts.get(column.index, "") for column in table.columns]


def label(row: Row) -> str:
    """A row's label, set in below the labels it stands under."""
    text = row.label.text or "(no label)"
    note = "" if text.endswith(row.note) else f" {row.note}"
    return "  " * len(row.path) + text + note


def _table_text(table: Table, told: Told) -> str:
    lines = [title(table)]
    lines.extend(f"  {text.text}" for text in table.captions)
    for n, column in enumerate(table.columns, 1):
        lines.append(f"  column {n}: {' | '.join(header(table, column, told))}")
    rows = [(row, cells(table, row)) for row in table.rows]
    widths = [max([len(texts[n]) for _, texts in rows] or [0]) for n in range(len(table.columns))]
    room = max(20, WIDTH - 8 - sum(width + 2 for width in widths))
    longest = min(room, max((len(label(row)) for row in table.rows), default=0))
    for row, texts in rows:
        shown = label(row)
        if len(shown) > longest:
            shown = shown[: longest - 1] + "…"
        values = "".join(f"  {text:>{width}}" for text, width in zip(texts, widths, strict=True))
        lines.append(f"{row.line:>6}  {shown:<{longest}}{values}".rstrip())
    return printable("\n".join(lines) + "\n")


def show(document: Document, calendar: FiscalCalendar | None) -> None:
    """Every table on a terminal, as wide as that is."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    console = Console(highlight=False)
    told = _told(document, calendar)
    for table in document.tables:
        grid = Grid(title=Text(printable(title(table))), title_justify="left", caption_justify="left")
        if table.captions:
            grid.caption = Text(printable("\n".join(text.text for text in table.captions)))
        grid.add_column("line", justify="right", style="dim", no_wrap=True)
        grid.add_column("")
        for column in table.columns:
            grid.add_column(Text(printable("\n".join(header(table, column, told)))), justify="right")
        for row in table.rows:
            style = "bold" if row.heading else ""
            texts = [Text(printable(text)) for text in cells(table, row)]
            grid.add_row(str(row.line), Text(printable(label(row)), style=style), *texts)
        console.print(grid)
        console.print()
    console.print(Text(printable(summary(document).rstrip())))


# --- JSON -------------------------------------------------------------------------------------------------------------


def as_json(document: Document, calendar: FiscalCalendar | None) -> dict[str, Any]:
    """The whole document: tables with columns and rows, and the figures outside tables."""
    told = _told(document, calendar)
    return {
        "file": document.file,
        "encoding": document.encoding,
        "tables": [_table_json(table, told) for table in document.tables],
        "elsewhere": [_mark_json(mark) for mark in document.marks() if mark.kind == "prose"],
    }


def _table_json(table: Table, told: Told) -> dict[str, Any]:
    return {
        "number": table.number,
        "lines": [table.first_line, table.last_line],
        "titles": [text.text for text in table.titles],
        "captions": [text.text for text in table.captions],
        "context": [text.text for text in table.context],
        "continues": table.continues,
        "columns": [
            {
                "index": column.index,
                "headers": [text.text for text in column.headers],
                "inherited": column.inherited,
                **column_meaning(table, column, told),
            }
            for column in table.columns
        ],
        "rows": list(_rows_json(table)),
    }


def _rows_json(table: Table) -> Iterator[dict[str, Any]]:
    for row in table.rows:
        yield {
            "line": row.line,
            "label": row.label.text,
            "path": list(row.path),
            "note": row.note,
            "cells": [
                {
                    "column": cell.column,
                    "kind": str(cell.kind),
                    "text": cell.text,
                    "marks": [_mark_json(mark) for mark in cell.marks],
                }
                for cell in row.cells
            ],
            "label_marks": [_mark_json(mark) for mark in row.label_marks],
        }


def _mark_json(mark: Mark) -> dict[str, Any]:
    from ...taxonomy.amount import plain

    return {
        "line": mark.span.line,
        "column": mark.span.column,
        "raw": mark.raw,
        "value": None if mark.value is None else plain(mark.value),
        "percent": mark.percent,
        "currency": mark.currency,
        "scale": mark.power,
        "unit": mark.unit,
    }
