"""The fields of lines separated by tabs: where each stands, and whether it is an amount, a nil mark or words.

What the fields of a line make together (header, heading, row) is left to `tabs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...taxonomy.span import Span
from ..document import Cell, CellKind, Form, MarkKind, Text
from ..language.found import residue
from ..language.periods import complete, find_periods
from ..language.units import find_units
from .figures import accounted, plain_figures
from .header_lines import bare_year
from .numerals import Numeral, find, scan, understood

_WORD = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
_CUT = "\ue000"
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
_NOTE_REFERENCES = re.compile(r"\d{1,2}(?:\([a-z0-9]\))?(?:[\s,.;]+\d{1,2}(?:\([a-z0-9]\))?)*")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a line that is not blank: its index from 0, its text without outer blanks, where it stands."""

    index: int
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line cut at its tabs: its label (field 0; None when blank), the other fields not blank, how many there were."""

    number: int
    label: Field | None
    cells: tuple[Field, ...]
    width: int


def cut(number: int, text: str) -> Line:
    """The fields of a line; `width` counts the fields from 1 on, blank ones too, without a last one that is blank."""
    fields = []
    pieces = text.rstrip("\r\n\f ").split("\t")
    at = 1
    for index, piece in enumerate(pieces):
        bare = piece.strip()
        if bare:
            fields.append(Field(index, bare, number, at + len(piece) - len(piece.lstrip())))
        at += len(piece) + 1
    label = fields[0] if fields and fields[0].index == 0 else None
    width = len(pieces) - 1 - (1 if len(pieces) > 1 and not pieces[-1].strip() else 0)
    return Line(number, label, tuple(fields[1:] if label else fields), width)


def text_of(fields: Iterable[Field | None], file: str, words: str | None = None) -> Text:
    """The fields as one text, joined by blanks, or `words` in their place, with the places where they are printed."""
    given = [f for f in fields if f is not None]
    joined = " ".join(" ".join(f.text for f in given).split())
    return Text(joined if words is None else words, tuple(Span(file, f.line, f.column, len(f.text)) for f in given))


@lru_cache(maxsize=8192)
def kind_of(text: str) -> CellKind:
    """What a field is when it stands in a table's body."""
    numerals = find(text, MarkKind.CELL)
    if any(n.form is Form.AMOUNT for n in numerals):
        numerals = [n for n in numerals if n.form is not Form.FOOTNOTE]
    if not numerals or any(n.form is not Form.AMOUNT for n in numerals):
        return CellKind.TEXT
    left = _left_over(plain_figures(text), numerals)
    if len(numerals) == 1 and numerals[0].nil:
        return CellKind.NIL if not _WORD.search(left) or _IN_BRACKETS.fullmatch(left) else CellKind.TEXT
    amounts = [n for n in numerals if not n.nil]
    if not all(accounted(part) for part in left.split(_CUT)):
        return CellKind.TEXT if _LETTER.search(left) else CellKind.ERROR
    if any(n.misprint or not understood(n) for n in amounts) or len(amounts) != len(numerals):
        return CellKind.ERROR
    one_amount = len(amounts) == 1 or len({n.currency for n in amounts}) == len(amounts)
    return CellKind.VALUE if one_amount else CellKind.ERROR


def _left_over(text: str, numerals: Sequence[Numeral]) -> str:
    """What stands before, between and behind the figures of a cell, parted by a character that no text has."""
    left, at = [], 0
    for n in numerals:
        left.append(text[at : n.outer_start])
        at = max(at, n.outer_end)
    return _CUT.join((*left, text[at:]))


def cell_of(field: Field, column: int, file: str) -> Cell:
    """The cell that a field is, in the column of that index."""
    kind = kind_of(field.text)
    span = Span(file, field.line, field.column, len(field.text))
    marks = scan(field.text, file=file, line=field.line, column=field.column, kind=MarkKind.CELL)
    if kind is CellKind.VALUE:
        marks = [mark for mark in marks if mark.form is Form.AMOUNT]
    return Cell(column, kind, field.text, span, tuple(marks))


def is_note_reference(text: str) -> bool:
    """Whether a field can be a reference to notes: small whole numbers, `5,16,34`."""
    return _NOTE_REFERENCES.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def says_period(text: str) -> bool:
    """Whether a text says a period, whole or in part, and nothing else."""
    found = find_periods(text)
    return bool(found) and not residue(text, *found)


@lru_cache(maxsize=4096)
def says_whole_period(text: str) -> bool:
    """Whether a text says a period completely, and nothing else except units."""
    found = find_periods(text)
    return bool(found) and all(complete(f.value) for f in found) and not residue(text, *found, *find_units(text))


@lru_cache(maxsize=4096)
def says_unit(text: str) -> bool:
    """Whether a text begins with a unit and says no more than what it is a unit of: `JPY millions`, `% of revenues`."""
    found = find_units(text)
    if not found or find_periods(text):
        return False
    return found[0].start <= 1 and (found[0].value.percent or not residue(text, *found))


def is_header_field(text: str) -> bool:
    """Whether a field can stand in a header: words, periods or units, no amount."""
    return kind_of(text) is CellKind.TEXT or says_period(text) or bare_year(text)
