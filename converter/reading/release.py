"""Puts a release together: tables in their order, the prose between them, and what could not be read.

Each step is a module of its own: `source`, `layout`, `blocks`, `fixed`, `tabs`, `titles`, `prose`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import Block as DocumentBlock
from ..document import Document, Mark, MarkKind, Prose, ProseKind, Table, Text
from .blocks import find_blocks
from .cut import cut_tables
from .fixed import Frame, read_block
from .header_lines import recognised
from .layout import Line, LineKind, read_lines
from .leftover import leftover
from .notes import with_footnotes
from .numerals import scan
from .prose import read_prose
from .source import Source, decode
from .tabbed import tab_runs
from .titles import naming

_WORD = re.compile(r"[A-Za-z][A-Za-z']{3,}")
_CONTEXT = 6


@dataclass(slots=True)
class _Reading:
    """The state of reading one release."""

    source: Source
    lines: list[Line]
    vocabulary: frozenset[str]
    blocks: list[DocumentBlock] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tables: int = 0
    previous: Table | None = None
    adjoins: bool = False

    @property
    def file(self) -> str:
        """The name of the release's file, as spans carry it."""
        return self.source.file


_Read = Callable[[_Reading, int, int], None]


def read_document(data: bytes, file: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document that the bytes of a release print, and the findings; None where they are no text at all.

    `file` is the name that spans and findings carry. Every table, row, cell and word keeps its place.
    """
    source, told = decode(data, file)
    if source is None:
        return None, told
    lines = recognised(read_lines(source.lines))
    reading = _Reading(source, lines, _vocabulary(source.lines), findings=list(told))
    at = 0
    for start, end, read in _runs(source.lines):
        _read_stretch(reading, at, start, above_table=True)
        read(reading, start, end)
        at = end
    _read_stretch(reading, at, len(lines))
    if not reading.tables:
        reading.findings.append(finding("read:no-table", f"{file} holds no table of figures", source=Span(file, 1, 1)))
    marks = _header_marks(reading.blocks, source)
    document = Document(file, tuple(reading.blocks), source.lines, source.encoding, tuple(marks))
    more, told_more = leftover(source.lines, document.tables, document.marks(), file)
    if more:
        document = replace(document, header_marks=(*marks, *more))
        reading.findings.extend(told_more)
    return with_footnotes(document), tuple(reading.findings)


def _vocabulary(lines: Sequence[str]) -> frozenset[str]:
    """The longer words of the release, in lower case: what tells a hyphen within a word from one at a line's end."""
    words: set[str] = set()
    for line in lines:
        if line:
            words.update(_WORD.findall(line))
    return frozenset(w.lower() for w in words)


def _read_stretch(reading: _Reading, start: int, end: int, *, above_table: bool = False) -> None:
    """Read the lines between two tab-separated tables: fixed-width tables and prose."""
    lines = reading.lines[start:end]
    margin = _margin(lines)
    at = 0
    blocks = find_blocks(lines)
    for block in blocks:
        named = naming(lines, block.header_start, at, reading.file, margin)
        _add_prose(reading, lines[at : named.start])
        frame = Frame(
            reading.file,
            reading.tables + 1,
            named.titles,
            named.captions,
            _context(reading.blocks),
            reading.previous,
            reading.vocabulary,
            reading.adjoins,
        )
        table, told = read_block(lines, block, frame)
        reading.findings.extend(told)
        _add_tables(reading, (table,))
        at = max(block.end, block.body_end)
    _add_prose(reading, lines[at:], above_table=above_table)
    reading.findings.extend(cut_tables(lines, blocks, reading.file, end == len(reading.lines)))


def _runs(lines: Sequence[str]) -> list[tuple[int, int, _Read]]:
    """The runs of lines that are tables with no columns of characters: tab-separated, or lists that were columns."""
    from .tabs_lists import list_runs

    runs: list[tuple[int, int, _Read]] = [(a, b, _read_tab_run) for a, b in tab_runs(lines)]
    taken = [(a, b) for a, b, _ in runs]
    runs += [(a, b, _read_list_run) for a, b in list_runs(lines) if all(b <= x or y <= a for x, y in taken)]
    return sorted(runs, key=lambda run: run[:2])


def _read_list_run(reading: _Reading, start: int, end: int) -> None:
    from .tabs_lists import read_list

    texts = reading.source.lines
    tables = read_list(
        [(i + 1, texts[i]) for i in range(start, end)],
        file=reading.file,
        number=reading.tables + 1,
        previous=reading.previous,
        context=_context(reading.blocks),
    )
    _add_tables(reading, tables)


def _read_tab_run(reading: _Reading, start: int, end: int) -> None:
    from .tabs import read_tabs

    texts = reading.source.lines
    numbered = [(i + 1, texts[i]) for i in range(start, end)]
    following = []
    for i in range(end, len(texts)):
        if texts[i].strip():
            following.append((i + 1, texts[i]))
            if len(following) >= 8:
                break
    tables = read_tabs(
        numbered,
        file=reading.file,
        number=reading.tables + 1,
        previous=reading.previous,
        context=_context(reading.blocks),
        following=following,
        document_text="\n".join(texts),
        tell=reading.findings.append,
    )
    _add_tables(reading, tables)


def _add_tables(reading: _Reading, tables: Sequence[Table]) -> None:
    for table in tables:
        reading.blocks.append(table)
        reading.tables += 1
        reading.previous = table
        reading.adjoins = True


def _add_prose(reading: _Reading, lines: Sequence[Line], *, above_table: bool = False) -> None:
    prose = read_prose(lines, reading.file, reading.vocabulary, above_table=above_table)
    if prose:
        reading.adjoins = False
    reading.blocks.extend(prose)


def _margin(lines: Sequence[Line]) -> int:
    """The indent of running text: the commonest of long lines."""
    counts: dict[int, int] = {}
    for line in lines:
        if line.kind is LineKind.TEXT and len(line.text) - line.indent > 50:
            counts[line.indent] = counts.get(line.indent, 0) + 1
    return max(counts, key=lambda k: (counts[k], -k), default=0)


def _context(blocks: Sequence[DocumentBlock]) -> tuple[Text, ...]:
    """The nearest headings above, nearest first; the titles of tables are among them."""
    found: list[Text] = []
    for block in reversed(blocks):
        if len(found) >= _CONTEXT:
            break
        if isinstance(block, Prose) and block.kind is ProseKind.HEADING:
            found.append(block.text)
        elif isinstance(block, Table):
            found.extend(t for t in reversed(block.titles) if t not in found)
    return tuple(found[:_CONTEXT])


def _header_marks(blocks: Sequence[DocumentBlock], source: Source) -> list[Mark]:
    """The numerals in titles, captions and column headers."""
    seen: set[tuple[int, int]] = set()
    marks: list[Mark] = []
    taken = {(m.span.line, m.span.column) for b in blocks for m in (b.marks() if isinstance(b, Table) else b.marks)}
    for table in blocks:
        if not isinstance(table, Table):
            continue
        texts = [*table.titles, *table.captions, *(h for c in table.columns if not c.inherited for h in c.headers)]
        for text in texts:
            for span in text.spans:
                if (span.line, span.column) in seen:
                    continue
                seen.add((span.line, span.column))
                printed = source.lines[span.line - 1][span.column - 1 : span.column - 1 + span.length]
                found = scan(printed, file=source.file, line=span.line, column=span.column, kind=MarkKind.PROSE)
                marks.extend(m for m in found if (m.span.line, m.span.column) not in taken)
    return marks
