"""Reads a fixed-width block as a table: its columns, headers, rows, titles and captions.

Where the blocks stand is left to `blocks`; each of the other steps has a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import Cell, CellKind, Column, Form, Mark, MarkKind, Row, Table, Text
from ..language.periods import find_periods
from ..language.units import find_units
from .blocks import Block
from .captions import is_caption
from .columns import Extent, accept_loose, assign, find_columns
from .header_lines import understood
from .headers import Slot, header_texts
from .layout import Item, Line, LineKind, Piece
from .nesting import Entry, paths
from .numerals import mark_of, scan_lines
from .rows import Body, Draft, assemble, label_width, names_figures
from .texts import Placed, joined

_NOTE_MARK = re.compile(r"(\((?:[0-9]{1,2}|[a-z]|Notes?\s[^()]{1,20})\)|[*†‡¹²³⁴⁵⁶⁷⁸⁹]+)\s*\Z")
_NOTE_HEADER = re.compile(r"notes?\Z", re.IGNORECASE)
_REFERENCE = re.compile(r"[0-9]{1,2}\s?\([a-z]{1,2}\)\Z")
_REFERENCE = re.compile(r"[0-9]{1,2}\s?\([a-z]{1,2}\)")
_HANG = 4
"""Characters by which the second line of a title may be set in."""

_LABEL_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a block: its file, its number, titles and captions, the table before it, the words known."""

    file: str
    number: int
    titles: tuple[Text, ...]
    captions: tuple[Text, ...]
    context: tuple[Text, ...]
    previous: Table | None
    vocabulary: frozenset[str]
    adjoins: bool


def read_block(lines: Sequence[Line], block: Block, frame: Frame) -> tuple[Table, tuple[Finding, ...]]:
    """The table that a block prints, and what of it could not be read."""
    body = _take_labels(lines[block.body_start : block.body_end])
    body = _without_references(body, lines[block.header_start : block.header_end])
    columns = find_columns([line for line in body if line.items])
    body = [accept_loose(line, columns) if line.loose else line for line in body]
    body = [_accept_only(line, columns) for line in body]
    columns = find_columns([line for line in body if line.items])
    slots = [Slot(c.start, c.end, c.edge) for c in columns]
    zone = min((c.start for c in columns), default=0)
    below = next((line for line in lines[block.header_end : block.body_end] if line.kind is not LineKind.BLANK), None)
    closing = below if below is not None and below.kind is LineKind.RULE else None
    said = header_texts(lines[block.header_start : block.header_end], slots, zone, frame.file, closing)
    body, below_header = _take_captions(body, frame.file)
    body, note_of = _take_notes(body, lines[block.header_start : block.header_end], zone)
    drafts = assemble(Body(body, label_width(body)))
    findings: list[Finding] = []
    rows = _rows(drafts, columns, note_of, frame, findings)
    made = tuple(Column(i, h, c.start, c.end) for i, (h, c) in enumerate(zip(said.columns, columns, strict=True)))
    continues = None
    if frame.previous is not None and not any(c.headers for c in made):
        inherited = _inherit(made, frame.previous) if frame.adjoins else None
        if inherited is not None:
            made, continues = inherited, frame.previous.continues or frame.previous.number
    elif frame.previous is not None and frame.adjoins and not (frame.titles or said.titles):
        continues = frame.previous.continues or frame.previous.number
    first = lines[block.header_start].number
    last = lines[max(block.end, block.body_end) - 1].number
    titles, captions = _titles(frame.titles, said.titles), (*frame.captions, *said.remarks, *below_header)
    table = Table(frame.number, titles, captions, made, rows, first, last, continues, frame.context)
    return table, tuple(findings)


def _titles(above: Sequence[Text], beside: Sequence[Text]) -> tuple[Text, ...]:
    """The titles above a header and beside it; one that goes on from the line above into the header's is one."""
    if above and beside and above[-1].spans and beside[0].spans:
        last, first = above[-1].spans[-1], beside[0].spans[0]
        if first.line == last.line + 1 and abs(first.column - last.column) <= _HANG:
            whole = Text(f"{above[-1].text} {beside[0].text}", (*above[-1].spans, *beside[0].spans))
            return (*above[:-1], whole, *beside[1:])
    return (*above, *beside)


def _take_captions(body: Sequence[Line], file: str) -> tuple[list[Line], list[Text]]:
    """The lines without the captions between header and first row (`(In millions)`), and these."""
    lines = list(body)
    texts: list[Text] = []
    for index, line in enumerate(lines):
        if line.kind in (LineKind.BLANK, LineKind.RULE, LineKind.TAG):
            continue
        if line.kind is not LineKind.TEXT or not _qualifies(line.text):
            break
        placed = Placed(line.number, line.column(line.indent), line.text.strip())
        texts.append(joined([placed], file, frozenset()))
        lines[index] = replace(line, text="", kind=LineKind.BLANK, pieces=())
    return lines, texts


def _qualifies(text: str) -> bool:
    """Whether a line says a unit or, in brackets, an audit and nothing else, so that it is no heading of rows."""
    if not understood(text) or find_periods(text):
        return False
    units = [found.value for found in find_units(text)]
    return text.strip().startswith("(") or any(u.power or u.currency for u in units)


def _take_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines with numbers that stand where labels stand given back to the labels (`2009     73,000`)."""
    indents = [line.indent for line in lines if line.label.strip() and line.kind is not LineKind.RULE]
    if indents:
        margin = max(indents) + 1
    elif lines and all(len(line.items) > 1 and _LABEL_YEAR.match(line.items[0].text) for line in lines if line.items):
        margin = max(line.items[0].start for line in lines if line.items) + 1
    else:
        margin = -1
    taken = []
    for line in lines:
        if line.items and not line.label.strip() and line.items[0].start <= margin:
            rest = line.items[1:]
            line = replace(line, items=rest, kind=line.kind if rest else LineKind.TEXT)
        taken.append(line)
    return taken


def _accept_only(line: Line, columns: Sequence[Extent]) -> Line:
    """A line whose only value a single blank parts from its label: taken where a column ends exactly there."""
    if line.items or not line.loose or line.kind is not LineKind.TEXT:
        return line
    taken = accept_loose(line, columns)
    return replace(taken, kind=LineKind.VALUES) if taken.items else line


def _without_references(body: Sequence[Line], header: Sequence[Line]) -> list[Line]:
    """The lines where what stands first under the header of a note column is no value: `3(a)`."""
    place = _note_place(header)
    return [line if place is None else _without_reference(line, place) for line in body]


def _without_reference(line: Line, place: Piece) -> Line:
    first = line.items[0] if len(line.items) > 1 else None
    if first is None or not (first.start < place.end + 3 and place.start - 3 < first.end):
        return line
    words = next((p.text for p in line.pieces if p.start <= first.start < p.end), "")
    return replace(line, items=line.items[1:]) if _REFERENCE.fullmatch(words) else line


def _note_place(header: Sequence[Line]) -> Piece | None:
    """The header of the column of note references."""
    found = None
    for line in header:
        for piece in line.pieces:
            if line.kind is not LineKind.RULE and _NOTE_HEADER.match(piece.text):
                found = piece
    return found


def _take_notes(body: Sequence[Line], header: Sequence[Line], zone: int) -> tuple[list[Line], dict[int, str]]:
    """The note references of a note column, by line number, and the lines without them."""
    place = _note_place(header)
    notes: dict[int, str] = {}
    result = []
    for line in body:
        label = line.label
        pieces = [p for p in line.pieces if p.end <= len(label)]
        if len(pieces) > 1 and _is_note(pieces[-1], place):
            last = pieces[-1]
            notes[line.number] = last.text
            blanked = line.text[: last.start] + " " * (last.end - last.start) + line.text[last.end :]
            line = replace(line, text=blanked, pieces=tuple(p for p in line.pieces if p is not last))
        result.append(line)
    return result, notes


def _is_note(last: Piece, place: Piece | None) -> bool:
    """Whether the last words of a label stand in the note column, or can be nothing but a reference: `2(c)`."""
    if place is None:
        return _REFERENCE.match(last.text) is not None
    return last.start < place.end + 3 and place.start - 3 < last.end


def _rows(
    drafts: Sequence[Draft],
    columns: Sequence[Extent],
    note_of: dict[int, str],
    frame: Frame,
    findings: list[Finding],
) -> tuple[Row, ...]:
    labels = [joined(d.parts, frame.file, frame.vocabulary) for d in drafts]
    rows = []
    for draft, label, path in zip(drafts, labels, _paths(drafts, labels), strict=True):
        pieces = [(p.line, p.column, p.text) for p in draft.parts[draft.borrowed :]]
        marks = tuple(scan_lines(pieces, file=frame.file, kind=MarkKind.LABEL)) if pieces else ()
        note = _without_note(label.text)[1]
        line_number = draft.values.number if draft.values is not None else draft.parts[0].line
        note = note_of.get(line_number, note)
        cells: tuple[Cell, ...] = ()
        if draft.values is not None:
            cells = _cells(draft.values, columns, frame, label.text, findings)
        rows.append(Row(label, path, line_number, cells, marks, draft.indent, note))
    return tuple(rows)


def _paths(drafts: Sequence[Draft], labels: Sequence[Text]) -> list[tuple[str, ...]]:
    """The labels that each row stands under.

    A line that only qualifies figures, `(In millions)`, is over none, nor is a line item that nothing is printed for.
    """
    remarks = [
        d.values is None and (is_caption(t.text) or names_figures(d)) for t, d in zip(labels, drafts, strict=True)
    ]
    entries = [
        Entry(_words_of(t.text), d.indent, d.values is None, d.after_rule) for t, d in zip(labels, drafts, strict=True)
    ]
    found = iter(paths([entry for entry, remark in zip(entries, remarks, strict=True) if not remark]))
    return [() if remark else next(found) for remark in remarks]


def _words_of(label: str) -> str:
    """A label without its note references, of which it may have nothing else."""
    return "" if _REFERENCE.match(label) else _without_note(label)[0]


def _without_note(text: str) -> tuple[str, str]:
    found = _NOTE_MARK.search(text)
    if found and found.start() > 0:
        return text[: found.start()].rstrip(), found[1]
    return text, ""


def _cells(
    line: Line, columns: Sequence[Extent], frame: Frame, label: str, findings: list[Finding]
) -> tuple[Cell, ...]:
    cells = []
    for item, column in zip(line.items, assign(line.items, columns), strict=True):
        start = line.column(item.start)
        span = Span(frame.file, line.number, start, line.column(item.end - 1) + 1 - start)
        index = next((i for i, c in enumerate(columns) if c is column), -1)
        if index < 0:
            message = f"{item.text!r} in the row {label!r} stands under no column"
            findings.append(finding("read:unreadable-cell", message, source=span))
            cells.append(Cell(-1, CellKind.ERROR, item.text, span, _marks(line, item, frame.file)))
            continue
        if item.kind is CellKind.ERROR:
            message = f"{item.text!r} in the row {label!r} looks like a number and is none"
            findings.append(finding("read:unreadable-cell", message, source=span))
        cells.append(Cell(index, item.kind, item.text, span, _marks(line, item, frame.file)))
    return tuple(cells)


def _marks(line: Line, item: Item, file: str) -> tuple[Mark, ...]:
    return tuple(
        mark_of(n, line.text, Span(file, line.number, line.column(n.start), n.end - n.start), MarkKind.CELL)
        for n in item.numerals
        if n.form is Form.AMOUNT
    )


def _inherit(columns: tuple[Column, ...], previous: Table) -> tuple[Column, ...] | None:
    """The columns with the headers of the block above, where they stand at the same places."""
    taken: list[Column] = []
    free = list(previous.columns)
    for column in columns:
        over = [p for p in free if min(p.end, column.end) > max(p.start, column.start)]
        if not over:
            return None
        best = max(over, key=lambda p: min(p.end, column.end) - max(p.start, column.start))
        free = free[free.index(best) + 1 :]
        taken.append(replace(column, headers=best.headers, inherited=True))
    return tuple(taken)
