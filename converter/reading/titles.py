"""What names and qualifies a table: the titles and captions above it, and the headings of the document nearest to it.

Which lines are a table's own is left to `blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Text
from ..interpret.furniture import of_page
from ..language.periods import find_periods
from .captions import is_caption
from .header_lines import understood
from .layout import Line, LineKind
from .texts import Placed, joined

_NOTE = re.compile(r"\s*(?:\(?notes?\b[ 0-9]{0,4}[).:]|[*†‡]{1,3}[0-9]?\s)", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\(?[0-9]{1,2}[.)]|\([0-9]{1,2}\)|[IVX]{1,4}\.|[A-Z]\.)\s")
_SENTENCE_END = re.compile(r"[A-Za-z0-9)\"'][.;,][\"')]?\s*\Z")
_ABBREVIATION = re.compile(r"\b(?:Inc|Co|Ltd|Corp|No|etc|Cos)\.\s*\Z", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\(.*\)\s*\Z")
_WIDE = re.compile(r" {3,}(?=\()|(?<=\)) {2,}(?=\()")
_SCALE_REMARK = re.compile(r"\([^()]*(?:thousand|million|billion)[^()]*\)", re.IGNORECASE)
_CENTRED = 8


@dataclass(frozen=True, slots=True)
class Naming:
    """Titles and captions of a table and the index of the first line they take."""

    titles: tuple[Text, ...]
    captions: tuple[Text, ...]
    start: int


def naming(lines: Sequence[Line], top: int, floor: int, file: str, margin: int) -> Naming:
    """The titles and captions in the lines `floor` to `top` that belong to the table whose lines start at `top`.

    Groups of lines are taken upwards from the table: the nearest that reads like a title, then those that are
    centred, underlined, numbered or in parentheses; `margin` is the indent of the release's running text.
    """
    titles: list[list[Placed]] = []
    captions: list[list[Placed]] = []
    start = top
    tag = next((i for i in range(top - 1, floor - 1, -1) if lines[i].kind is LineKind.TAG), -1)
    for first, end, underlined in _groups_upwards(lines, floor, top):
        group = [line for line in lines[first:end] if line.kind is not LineKind.RULE]
        if group and all(of_page(line.text) for line in group):
            break
        if not group or _NOTE.match(group[0].text) or not _names_something(group):
            if not titles and not captions:
                captions = _remark_in_sentence(group)
            break
        named = _logical(group)
        remark = all(_qualifies(parts) for parts in named)
        distinct = (
            min(line.indent for line in group) >= max(_CENTRED, margin + 4)
            or underlined
            or remark
            or first > tag >= floor
            or bool(_NUMBERED.match(group[0].text))
        )
        if not distinct and titles:
            break
        fresh_titles: list[list[Placed]] = []
        fresh_captions: list[list[Placed]] = []
        for parts in named:
            is_remark = _qualifies(parts) and not _NUMBERED.match(parts[0].text)
            (fresh_captions if is_remark else fresh_titles).append(parts)
        titles = fresh_titles + titles
        captions = fresh_captions + captions
        start = first
        if len(titles) >= 6:
            break
    nothing: frozenset[str] = frozenset()
    return Naming(
        tuple(joined(p, file, nothing) for p in titles), tuple(joined(p, file, nothing) for p in captions), start
    )


def _qualifies(parts: Sequence[Placed]) -> bool:
    """Whether words qualify a table and do not name it: in brackets, or of units (`Amounts in million EUR`)."""
    text = " ".join(part.text for part in parts)
    return text.startswith("(") or (understood(text) and not find_periods(text)) or is_caption(text)


def _remark_in_sentence(group: Sequence[Line]) -> list[list[Placed]]:
    """The remark on the scale in the sentence that leads up to a table, as `(in thousands):`, on one line or two."""
    texts = [line.text for line in group]
    found = _SCALE_REMARK.search("\n".join(texts))
    if found is None:
        return []
    parts = []
    at = 0
    for line in group:
        start, end = max(found.start() - at, line.indent), min(found.end() - at, len(line.text))
        at += len(line.text) + 1
        if start < end:
            parts.append(Placed(line.number, line.column(start), line.text[start:end].rstrip()))
    return [parts]


def _groups_upwards(lines: Sequence[Line], floor: int, top: int) -> list[tuple[int, int, bool]]:
    """Runs of lines without a blank, nearest first, with whether a rule underlines them."""
    found: list[tuple[int, int, bool]] = []
    end: int | None = None
    underlined = False
    for i in range(top - 1, floor - 1, -1):
        kind = lines[i].kind
        if kind is LineKind.PAGE:  # what stands above is the foot of one page or the head of the next
            break
        if kind in (LineKind.BLANK, LineKind.TAG):
            if end is not None:
                found.append((i + 1, end, underlined))
                end, underlined = None, False
            continue
        if kind is LineKind.RULE and end is None:
            above = lines[i - 1] if i > floor else None
            if above is None or above.kind is not LineKind.TEXT or not _underlines(lines[i], above):
                continue
        end = i + 1 if end is None else end
        underlined = underlined or kind is LineKind.RULE
    else:
        i = floor - 1
    if end is not None:
        found.append((i + 1, end, underlined))
    return found


def _underlines(rule: Line, above: Line) -> bool:
    return abs(rule.indent - above.indent) <= 3 and abs(len(rule.text) - len(above.text)) <= 6


def _names_something(group: Sequence[Line]) -> bool:
    """Whether lines read like a title: few, not too long, no sentence."""
    if len(group) > 5 or any(len(line.text.strip()) > 120 for line in group):
        return False
    last = group[-1].text.strip()
    words = sum(len(line.text.split()) for line in group)
    if last.startswith(("*", "- ")) or (last.endswith((":", ",")) and words > 8):
        return False
    if last.endswith(")") or _ABBREVIATION.search(last):
        return True
    return not (_SENTENCE_END.search(last) and not _PARENTHESIS.match(last))


def _logical(group: Sequence[Line]) -> list[list[Placed]]:
    """The lines of a group as logical texts: a remark in parentheses on its own, a numbered heading with its rest."""
    texts: list[list[Placed]] = []
    depth = 0
    numbered_hang: int | None = None
    for line in group:
        at = line.indent
        for piece in _WIDE.split(line.text[line.indent :]):
            offset = line.text.index(piece, at)
            at = offset + len(piece)
            placed = Placed(line.number, line.column(offset), piece.strip())
            opens = placed.text.startswith("(") and not _NUMBERED.match(placed.text)
            goes_on = depth > 0 or (numbered_hang is not None and offset >= numbered_hang and not opens)
            if goes_on and texts:
                texts[-1].append(placed)
            else:
                texts.append([placed])
                found = _NUMBERED.match(placed.text)
                numbered_hang = offset + 2 if found else None
            depth = max(0, depth + placed.text.count("(") - placed.text.count(")"))
            if _NUMBERED.match(placed.text) and not placed.text.startswith("("):
                depth = 0
    return texts
