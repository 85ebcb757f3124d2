"""Tables whose columns are separated by tabs, as a conversion leaves them: cells shifted, headers broken, captions in.

Where a run of such lines begins and ends is settled by the block splitter; what headers and labels mean is left to
`language` and `binding`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import CellKind, MarkKind, Row, Table, Text
from ..language.units import find_units
from ..language.vocabulary import note_headers
from .captions import NUMBERED, is_caption
from .layout import PAGE
from .numerals import scan
from .tabs_doubts import doubtful
from .tabs_fields import Field, Line, cell_of, cut, is_header_field, is_note_reference, kind_of, text_of
from .tabs_headers import columns_of, header_rows
from .tabs_headings import Headings
from .tabs_repair import Phrases, join, phrases_of

_NEAR = 3
_BRIDGED = 3
_SENTENCE = re.compile(r"[.?!]['\")]?$")
_NOTE = re.compile(r"\(?notes?\b", re.IGNORECASE)
_LONGEST_LABEL = 120
_FOOTNOTE = re.compile(r"\s?((?:\((?:[Nn]ote ?)?\d{1,2}\)|\^?[⁰¹²³⁴-⁹]+|\*\d{0,2})+):?$")


@dataclass(slots=True)
class _Section:
    """Lines of one table: those above the header, the header rows, the rest."""

    above: list[Line] = field(default_factory=list)
    header: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


def _ignore(_: Finding) -> None:
    pass


def read_tabs(
    lines: Sequence[tuple[int, str]],
    *,
    file: str,
    number: int,
    previous: Table | None,
    context: tuple[Text, ...],
    following: Sequence[tuple[int, str]] = (),
    document_text: str = "",
    tell: Callable[[Finding], None] = _ignore,
) -> tuple[Table, ...]:
    """The tables in a run of lines with tabs; `lines` are (1-based line number, text as printed).

    The first table gets `number`, a table that starts anew within the run the next one. `previous` is the table before
    the run, `context` the headings above it, nearest first, `following` the lines below, where a caption may stand.
    Headers broken by the conversion are repaired from `document_text`. What is repaired, or is wrong and cannot be, is
    told as a finding to `tell`.
    """
    cut_lines = [cut(n, text) for n, text in lines if not PAGE.fullmatch(text)]
    cut_lines = [line for line in cut_lines if line.label or line.cells]
    text = document_text or "\n".join([*(t.text for t in context), *(t for _, t in lines), *(t for _, t in following)])
    phrases = phrases_of(text)
    tables: list[Table] = []
    for section in _sections(cut_lines):
        reader = _Reader(section, file, number + len(tables), phrases, tell)
        before = tables[-1] if tables else previous
        titled = next((t.titles for t in reversed(tables) if t.titles), ())
        near = tuple(t for t in titled[::-1] if t not in context)
        table = reader.table(before, near + context, same_run=bool(tables))
        if table is not None:
            tables.append(table)
    if tables:
        captions = _captions_below(tables[-1], following, file)
        tables[-1] = replace(tables[-1], captions=tables[-1].captions + captions)
    return tuple(tables)


def tab_run(lines: Sequence[str], start: int) -> int:
    """The index behind the last line of the run of lines with tabs that begins at `start`; `start` if there is none.

    Blank lines inside are bridged, and so are a few short lines without tabs that stand between lines with tabs with
    no blank line on either side: headings that lost their trailing tabs. `read_tabs` takes the whole run.
    """
    end = at = start
    loose = 0
    blank = False
    while at < len(lines):
        text = lines[at].strip("\r\n\f ")
        if "\t" in text:
            if loose and blank:
                break
            end, loose, blank = at + 1, 0, False
        elif not text or PAGE.fullmatch(text):
            if loose:
                break
            blank = True
        elif end == start or blank or loose == _BRIDGED or len(text) > _LONGEST_LABEL or _SENTENCE.search(text):
            break
        else:
            loose += 1
        at += 1
    return end


def _sections(lines: Sequence[Line]) -> list[_Section]:
    """The run cut where a header row stands below rows; labels right above such a header row go with it."""
    sections = [_Section()]
    for number, line in enumerate(lines):
        current = sections[-1]
        below = lines[number + 1] if number + 1 < len(lines) else None
        if _is_header(line, current, below):
            if any(row.cells for row in current.body):
                fresh = _Section()
                while not current.body[-1].cells:
                    fresh.above.insert(0, current.body.pop())
                sections.append(fresh)
            elif current.body:
                current.above += current.body
                current.body = []
            sections[-1].header.append(line)
        else:
            current.body.append(line)
    return sections


def _is_header(line: Line, section: _Section, below: Line | None) -> bool:
    if not line.cells:
        return False
    words = all(is_header_field(f.text) for f in line.cells)
    if line.label is None:
        return words or (not section.body and _remnants(line))
    if line.label.text.casefold() in note_headers():
        return words
    if not words or any(row.cells for row in section.body):
        return False
    return below is not None and bool(below.cells) and not (section.header and below.label)


def _remnants(line: Line) -> bool:
    """Whether a line has words beside what is no number, as pieces of a broken date are: `June 30, 2008 | 0, 2009`."""
    kinds = {kind_of(f.text) for f in line.cells}
    return CellKind.TEXT in kinds and not kinds & {CellKind.NIL}


def _refers(text: str) -> bool:
    """Whether a field of the note column is one: a reference, or words."""
    return is_note_reference(text) or kind_of(text) is CellKind.TEXT


class _Reader:
    """Makes one table of a section."""

    def __init__(
        self, section: _Section, file: str, number: int, phrases: Phrases, tell: Callable[[Finding], None]
    ) -> None:
        self.section = section
        self.file = file
        self.number = number
        self.phrases = phrases
        self.tell = tell

    def table(self, previous: Table | None, context: tuple[Text, ...], *, same_run: bool) -> Table | None:
        """The table, or None for a section without rows that hold anything."""
        section = self.section
        lines = [*section.above, *section.header, *section.body]
        if not any(line.cells for line in section.body):
            return None
        titles, captions = ((), ()) if same_run else self._titles(context, lines[0].number)
        inner_titles, inner_captions = self._inner()
        titles, captions = titles + inner_titles, captions + inner_captions
        before = previous if self._adjoins(previous, lines[0].number, context, same_run=same_run) else None
        note = self._note_column()
        rows = self._placed(note)
        indices = sorted({f.index for _, _, cells in rows for f in cells})
        heads = header_rows(self._header_lines(note), self.phrases, self.file, self.tell)
        if not heads and before is not None and set(indices) <= {c.start for c in before.columns}:
            columns = tuple(replace(c, inherited=True) for c in before.columns)
            indices = [c.start for c in columns]
        else:
            columns = columns_of(heads, indices, before, self.file)
        read = self._rows(rows, indices)
        for one in doubtful(read):
            self.tell(one)
        return Table(
            self.number,
            titles,
            captions,
            columns,
            read,
            lines[0].number,
            lines[-1].number,
            before.number if before is not None else None,
            context,
        )

    def _titles(self, context: tuple[Text, ...], first: int) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """The headings right above the table, top down, told apart into titles and captions."""
        near: list[Text] = []
        line = first
        for text in context:
            last = text.spans[-1].line if text.spans else 0
            if not last or not 0 < line - last <= _NEAR or len(near) == _NEAR:
                break
            if _SENTENCE.search(text.text) or _NOTE.match(text.text):
                break
            near.insert(0, text)
            line = text.spans[0].line
        return tuple(t for t in near if not is_caption(t.text)), tuple(t for t in near if is_caption(t.text))

    def _inner(self) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """Titles and captions inside the run: labels above the header and beside it, captions cut into fields."""
        titles: list[Text] = []
        captions: list[Text] = []
        for line in self.section.above:
            text = text_of([line.label], self.file)
            (captions if is_caption(text.text) else titles).append(text)
        for line in self.section.header:
            if line.label is not None and line.label.text.casefold() not in note_headers():
                text = text_of([line.label], self.file)
                (captions if text.text.startswith("(") and not NUMBERED.match(text.text) else titles).append(text)
            caption = self._cut_caption(line)
            if caption is not None:
                captions.append(caption)
        return tuple(titles), tuple(captions)

    def _cut_caption(self, line: Line) -> Text | None:
        """The caption in brackets that the fields of a header line make together."""
        if not self._is_cut_caption(line):
            return None
        repair = join([f.text for f in line.cells], self.phrases) if 1 < len(line.cells) < 6 else None
        joined = text_of(line.cells, self.file, repair.text if repair else None)
        if repair is not None:
            printed = " | ".join(f.text for f in line.cells)
            self.tell(
                finding(
                    "read:header-repaired",
                    f"the caption printed {printed!r} is read as {repair.text!r}, "
                    "which stands elsewhere in the release",
                    source=joined.spans[0],
                )
            )
        return joined

    def _header_lines(self, note: int | None) -> list[Line]:
        """The header rows without captions and without the header of the note column."""
        lines = []
        for line in self.section.header:
            if self._is_cut_caption(line):
                continue
            cells = tuple(f for f in line.cells if f.index != note)
            lines.append(Line(line.number, None, cells, line.width))
        return lines

    def _is_cut_caption(self, line: Line) -> bool:
        """Whether the fields of a header line are one caption in brackets: of one field only above other headers."""
        joined = " ".join(f.text for f in line.cells)
        if not joined.startswith("(") or not joined.endswith(")") or joined.count("(") != 1:
            return False
        return len(line.cells) > 1 or (is_caption(joined) and len(self.section.header) > 1)

    def _adjoins(self, previous: Table | None, first: int, context: tuple[Text, ...], *, same_run: bool) -> bool:
        """Whether nothing but blank lines stands between the table before and this one."""
        if previous is None or self.section.above:
            return False
        if same_run:
            return True
        between = [t for t in context if t.spans and previous.last_line < t.spans[0].line < first]
        return 0 < first - previous.last_line <= _NEAR and not between

    def _note_column(self) -> int | None:
        """The field index of the column of note references, told by its header."""
        for line in self.section.header:
            for f in line.cells:
                if f.text.casefold() in note_headers():
                    return f.index
        return None

    def _notes_named(self) -> bool:
        """Whether the header's own label names note references, so that no column is theirs."""
        labels = [line.label.text.casefold() for line in self.section.header if line.label is not None]
        return any(label in note_headers() for label in labels)

    def _placed(self, note: int | None) -> list[tuple[Line, str, tuple[Field, ...]]]:
        """The body lines with their note reference and their fields, moved where they stand shifted."""
        width = max((line.width for line in self.section.body), default=0)
        first = min((f.index for line in self.section.body for f in line.cells), default=0)
        unplaced = note is None and self._notes_named()
        placed = []
        for line in self.section.body:
            shift, reference = 0, ""
            cells = line.cells
            if note is not None and cells:
                if line.label is not None and is_note_reference(line.label.text) and line.width < width:
                    shift, reference = 1, line.label.text
                    self._tell_lost_label(line)
                    line = Line(line.number, None, cells, line.width)
                elif cells[0].index == note and _refers(cells[0].text):
                    reference, cells = cells[0].text, cells[1:]
                elif cells[0].index == note and line.width < width:
                    shift = width - line.width
            elif unplaced and len(cells) > 1 and cells[0].index == first and is_note_reference(cells[0].text):
                reference, cells = cells[0].text, cells[1:]
            moved = tuple(Field(f.index + shift, f.text, f.line, f.column) for f in cells)
            placed.append((line, reference, moved))
        return placed

    def _tell_lost_label(self, line: Line) -> None:
        assert line.label is not None
        self.tell(
            finding(
                "read:label-lost",
                f"line {line.number} has amounts and the note reference {line.label.text!r}, but no label",
                source=Span(self.file, line.number, line.label.column, len(line.label.text)),
            )
        )

    def _rows(self, placed: Sequence[tuple[Line, str, tuple[Field, ...]]], indices: Sequence[int]) -> tuple[Row, ...]:
        rows = []
        headings = Headings()
        position = {index: n for n, index in enumerate(indices)}
        for line, reference, fields in placed:
            label = text_of([line.label], self.file) if line.label else Text("")
            marks = (
                tuple(
                    scan(
                        line.label.text,
                        file=self.file,
                        line=line.number,
                        column=line.label.column,
                        kind=MarkKind.LABEL,
                    )
                )
                if line.label
                else ()
            )
            footnote = _FOOTNOTE.search(label.text)
            note = reference or (footnote[1] if footnote else "")
            cells = tuple(cell_of(f, position[f.index], self.file) for f in fields)
            path = headings.above(label.text, bool(cells))
            rows.append(Row(label, path, line.number, cells, marks, 0, note))
        return tuple(rows)


def _captions_below(table: Table, following: Sequence[tuple[int, str]], file: str) -> tuple[Text, ...]:
    """The caption right below a table: the next line, when it is one and no note."""
    for number, text in following[:1]:
        bare = text.strip()
        if number == table.last_line + 1 and bare and "\t" not in text and is_caption(bare) and find_units(bare):
            return (Text(" ".join(bare.split()), (Span(file, number, text.index(bare) + 1, len(bare)),)),)
    return ()
