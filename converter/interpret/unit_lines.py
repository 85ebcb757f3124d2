"""The unit line of a table: the scale and currency that its own words give, wherever they stand above its figures.

Below, above or beside the dates, glued to a header, or in the stub. What figures tell without words is for `ties`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Document, Row, Table, Text
from ..language.evidence import EVIDENCE
from ..language.found import Found
from ..language.periods import find_periods
from ..language.units import UnitExpression, find_units
from ..language.vocabulary import unit_line_words

_PIECES = re.compile(r"\s{2,}|\t|\|")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)(?:[)\]]|$)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What a unit line says and its words; `full` for a currency alone behind `in`: `(in yen)`."""

    unit: UnitExpression
    words: str
    full: bool = False


def header_units(text: str) -> tuple[Found[UnitExpression], ...]:
    """The units of a header; the year of a date is no amount that the currency behind it belongs to."""
    for found in find_periods(text):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return find_units(text)


def unit_lines(document: Document, table: Table, after: int) -> list[UnitLine]:
    """The unit lines of a table, each once; `after` is the line on which the block before it ends."""
    found = [line for text in (*table.captions, *table.titles) for line in _of_text(text.text)]
    stub = min((column.start for column in table.columns), default=0)
    for number in range(*_header(table, after)):
        for piece in _pieces(document.lines[number - 1], stub):
            found += _of_piece(piece)
    return list(dict.fromkeys(found))


def _header(table: Table, after: int) -> tuple[int, int]:
    """The first line that can belong to the table's header, and the one of its first figure."""
    first = next((row for row in table.rows if _figures(row)), None)
    end = min((first.line, *_lines(first.label))) if first is not None else table.first_line
    heads = [text for c in table.columns if not c.inherited for text in c.headers]
    above = [line for text in (*table.captions, *table.titles, *heads) for line in _lines(text)]
    start = max(min((table.first_line, *above)), end - EVIDENCE.header_lines, after + 1, 1)
    return start, end


def _lines(text: Text) -> list[int]:
    return [span.line for span in text.spans]


def _figures(row: Row) -> bool:
    return any(not mark.nil for cell in row.cells for mark in cell.marks)


def _pieces(line: str, stub: int) -> Iterator[str]:
    """What stands by itself in a line: all of it, what is left of the columns, what is inside brackets.

    Words over a column are no more than its header, which may go on in the next line.
    """
    first, *others = _PIECES.split(line.strip())
    if not others or line.find(first) + len(first) < stub:
        yield first.strip(" :")
    for bracket in _BRACKETS.finditer(line):
        yield f"({' '.join(bracket[1].split())})"


def _of_text(text: str) -> Iterator[UnitLine]:
    """The scales that a caption or title gives to amounts."""
    for found in find_units(text):
        if found.value.power is not None and _of_amounts(found.value):
            yield UnitLine(found.value, text)
    for bracket in _BRACKETS.finditer(text):
        yield from _of_piece(f"({' '.join(bracket[1].split())})")


def _of_piece(piece: str) -> Iterator[UnitLine]:
    """What a piece of a line says, if it begins with it: words that say something else make it no unit line.

    A currency alone says that amounts are printed in full only where it stands in brackets: `(in yen)`.
    """
    for found in find_units(piece):
        unit = found.value
        before = {word.lower() for word in _WORD.findall(piece[: found.start])}
        if not _of_amounts(unit) or not before <= unit_line_words():
            continue
        if unit.power is not None:
            yield UnitLine(unit, piece)
        elif (
            unit.currency
            and piece.startswith("(")
            and "in" in (*before, found.words.lower().split()[0])
            and _ends(piece[found.end :])
        ):
            yield UnitLine(UnitExpression(unit.currency, 0), piece, full=True)


def _ends(rest: str) -> bool:
    return {word.lower() for word in _WORD.findall(rest)} <= unit_line_words()


def _of_amounts(unit: UnitExpression) -> bool:
    """Whether an expression speaks of amounts of money, not of shares, percentages or something named."""
    return not (unit.percent or unit.word or unit.per or unit.subject or unit.strange) and (unit.power or 0) >= 0
