"""What stands between the tables: paragraphs, headings and notes, with the numerals printed in them.

What those numerals mean is left to `binding`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import MarkKind, Prose, ProseKind
from .captions import is_caption
from .layout import Line, LineKind
from .numerals import scan_lines
from .texts import Placed, joined

_NOTE = re.compile(
    r"\s*(?:\((?:[Nn]ote|NOTE)s?\b|(?:Notes?|NOTES?)\b\s*[0-9]*\s*[:.)]|\*+\s?[A-Za-z(]|[*†‡]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]|\([0-9a-z]{1,2}\)\s)"
)
_BEGINS = re.compile(
    r"\s*(?:\((?:[Nn]ote|NOTE)s?\b[^)]*\)|[*•·†‡]{1,3}\s|-\s(?=[A-Z])|\([0-9a-z]{1,2}\)\s|[0-9]{1,2}[.)]\s|[¹²³⁴⁵⁶⁷⁸⁹]\s|Notes?\s?[0-9]*:)"
)
_ENDS = re.compile(r"[.;,!?][\"')]*\s*\Z")
_ABBREVIATION = re.compile(r"\b(?:Inc|Co|Ltd|Corp|Cos)\.\s*\Z")
_NUMBERED = re.compile(r"\s*\([0-9a-z]{1,2}\)\s")
_WORDS = (LineKind.TEXT, LineKind.VALUES, LineKind.YEARS)


def read_prose(
    lines: Sequence[Line], file: str, vocabulary: frozenset[str], *, above_table: bool = False
) -> list[Prose]:
    """The paragraphs, headings and notes in these lines, in order.

    `above_table` tells that a table follows right below: then the last lines may name and qualify it, as
    `(1) Statements of Income` with `(Millions of yen)` below, and each of them is a heading of its own.
    """
    found: list[Prose] = []
    group: list[Line] = []
    if above_table and len(lines) > 1 and lines[-1].kind is LineKind.BLANK:
        lines = lines[:-1]
    for line in lines:
        if line.kind not in _WORDS:
            if group:
                found.append(_prose(group, file, vocabulary))
                group = []
            continue
        if group and _BEGINS.match(line.text) and line.indent <= group[0].indent + 4:
            found.append(_prose(group, file, vocabulary))
            group = []
        group.append(line)
    if group:
        adjoins = above_table and lines[-1] is group[-1]
        pieces = _naming(group) if adjoins else [(group, None)]
        found += [_prose(piece, file, vocabulary, kind) for piece, kind in pieces]
    return found


def _naming(group: Sequence[Line]) -> list[tuple[Sequence[Line], ProseKind | None]]:
    """Lines right above a table: the captions at their end apart, and what they follow a heading if it is short."""
    at = len(group)
    while at and is_caption(group[at - 1].text):
        at -= 1
    captions: list[tuple[Sequence[Line], ProseKind | None]] = [([line], ProseKind.HEADING) for line in group[at:]]
    if not at:
        return captions
    short = at <= 3 and not _ENDS.search(group[at - 1].text.strip())
    heading = short and _NUMBERED.match(group[0].text) is not None
    return [(group[:at], ProseKind.HEADING if heading else None), *captions]


def _prose(group: Sequence[Line], file: str, vocabulary: frozenset[str], kind: ProseKind | None = None) -> Prose:
    parts = [Placed(line.number, line.column(line.indent), line.text.strip()) for line in group]
    pieces = [(p.line, p.column, p.text) for p in parts]
    marks = tuple(scan_lines(pieces, file=file, kind=MarkKind.PROSE))
    return Prose(kind or _kind(group), joined(parts, file, vocabulary), marks)


def _kind(group: Sequence[Line]) -> ProseKind:
    first, last = group[0].text.strip(), group[-1].text.strip()
    if _NOTE.match(first) and len(first) > 3:
        return ProseKind.NOTE
    short = len(group) <= 3 and sum(len(line.text.strip()) for line in group) <= 160
    plain = ": " not in first and "@" not in last and "://" not in last
    if short and plain and (not _ENDS.search(last) or _ABBREVIATION.search(last)):
        return ProseKind.HEADING
    return ProseKind.PARAGRAPH
