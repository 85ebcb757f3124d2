"""The release as structure: blocks in order, each a paragraph, heading, note or table; every piece knows its span.

What the words mean (periods, units, concepts) is left to `language` and `binding`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ..taxonomy.span import Span
from .language.annotate import Annotated, annotate


class MarkKind(StrEnum):
    """Where a mark stands."""

    CELL = "cell"
    LABEL = "label"
    PROSE = "prose"


class Form(StrEnum):
    """What a numeral is by its own form and the words right beside it, before anything is bound.

    Only an AMOUNT can be a fact's value. The other forms are the reasons why a numeral is none: part of a date or of
    a fiscal code (`1H08`), a footnote mark, the number of a heading or list item, a reference to a law or standard, a
    telephone number, an address on the network, an identifier (`TSE1:0000`), a bound of a range (`100Mbps-999Mbps`),
    an ordinal (`2nd`), the number of a page, digits that are part of no figure that can be read.
    """

    AMOUNT = "amount"
    DATE = "date"
    PERIOD = "period"
    FOOTNOTE = "footnote"
    NUMBERING = "heading-number"
    REFERENCE = "standard-number"
    CONTACT = "contact"
    ADDRESS = "address"
    IDENTIFIER = "identifier"
    RANGE = "threshold"
    ORDINAL = "ordinal"
    PAGE = "page-number"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Mark:
    """One printed numeral or nil mark.

    `raw` is exactly what is printed, with the parentheses or sign that make it negative and its % sign, without
    currency and unit words; `span` is that of `raw`. `value` is the signed number as the digits print it (`(12.3%)` is
    -12.3, not yet divided by 100), None for a nil mark; `digits` is the count of digits printed after the point.
    The words attached to the numeral are kept as found: `currency` an ISO 4217 code (`JPY`, `USD`), `power` the power
    of ten of an attached scale word (`million` 6), `unit` an attached unit word as printed (`shares`, `Gbps`).
    `form` tells a numeral that cannot be an amount from one that can; every numeral in a cell's marks is an AMOUNT.
    """

    span: Span
    raw: str
    kind: MarkKind
    value: Decimal | None
    digits: int = 0
    percent: bool = False
    currency: str | None = None
    power: int | None = None
    unit: str | None = None
    form: Form = Form.AMOUNT

    @property
    def nil(self) -> bool:
        """Whether this is a nil mark such as `--`."""
        return self.value is None


class CellKind(StrEnum):
    """What a cell is. A blank cell is not in the row at all; nil, value and error are three different things."""

    VALUE = "value"
    NIL = "nil"
    TEXT = "text"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell that is not blank: its column, its text as printed and the marks in it, left to right.

    Most cells hold one mark; `JPY33,254 million ($313.9 million)` holds two. An ERROR cell looks like a number and is
    none (`1,23`, two numbers run together) or stands under no column (`column` -1); a TEXT cell holds words (`None`, a
    note reference).
    """

    column: int
    kind: CellKind
    text: str
    span: Span
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Words with the places they are printed at, one span a line; `text` has its white space folded."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def annotation(self) -> Annotated:
        """What the words say: periods, units, and what is left. Read once for all texts of the same words."""
        return annotate(self.text)


@dataclass(frozen=True, slots=True)
class Column:
    """A value column of a table: its headers from the outermost (spanning) to the innermost.

    Each header is one logical text, its lines joined: `('As of September 30, 2008', 'Thousands of JPY')`. A column
    printed without a header has an empty tuple. `inherited` says that the headers stand over an earlier block of the
    same table; `start` and `end` are the character columns its values occupy (fixed width) or the field index (tabs).
    """

    index: int
    headers: tuple[Text, ...]
    start: int
    end: int
    inherited: bool = False

    @property
    def text(self) -> str:
        """The whole header, outermost first, levels joined by ` | `."""
        return " | ".join(h.text for h in self.headers if h.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a line item, or a heading when it has no cells.

    `label` is the row's own label, wrapped lines joined; `path` the headings above it, outermost first, as the layout
    (indentation, headings) tells. `line` is the line its values stand on (the label's first line for a heading).
    `label_marks` are the numerals inside the label, kind LABEL. `note` is the text of a footnote mark or note-column
    reference belonging to the label, such as `(2)` or `5,16,34`.
    """

    label: Text
    path: tuple[str, ...]
    line: int
    cells: tuple[Cell, ...] = ()
    label_marks: tuple[Mark, ...] = ()
    indent: int = 0
    note: str = ""

    @property
    def heading(self) -> bool:
        """Whether the row only names what follows."""
        return not self.cells

    @property
    def full_label(self) -> str:
        """The label with its path, joined by ` > `."""
        return " > ".join((*self.path, self.label.text))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: titles and captions above (or right below) it, columns, rows.

    `number` counts tables in the document from 1. `titles` are the lines naming the table, in order; `captions` the
    remarks that qualify it (`(in millions, except per share amounts)`, `(% shown is YoY change)`, `(Unaudited)`).
    `continues` is the number of the table whose headers and headings go on in this block, if it is a further block.
    `context` holds the nearest headings of the document above the table, nearest first.
    """

    number: int
    titles: tuple[Text, ...]
    captions: tuple[Text, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    first_line: int
    last_line: int
    continues: int | None = None
    context: tuple[Text, ...] = ()

    def marks(self) -> Iterator[Mark]:
        """Every mark of labels and cells, row by row."""
        for row in self.rows:
            yield from row.label_marks
            for cell in row.cells:
                yield from cell.marks


class ProseKind(StrEnum):
    """What a block that is no table is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, heading or note with the marks printed in it (kind PROSE)."""

    kind: ProseKind
    text: Text
    marks: tuple[Mark, ...] = ()


Block = Prose | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A release as read: its blocks in order.

    `header_marks` are numerals that stand in table headers, titles and captions (dates, footnote marks); they are
    marks of the document too, though never amounts. `lines` is the decoded text, so that a finding can quote it.
    """

    file: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...] = field(repr=False)
    encoding: str = "utf-8"
    header_marks: tuple[Mark, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in order."""
        return tuple(b for b in self.blocks if isinstance(b, Table))

    def marks(self) -> list[Mark]:
        """Every mark, in document order."""
        found = list(self.header_marks)
        for block in self.blocks:
            found.extend(block.marks() if isinstance(block, Table) else block.marks)
        return sorted(found, key=lambda m: (m.span.line, m.span.column))
