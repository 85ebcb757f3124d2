"""Splits the lines of a fixed-width text into blocks that are tables and what stands between them.

A block is where its header, its body and its last line are; reading it is left to `fixed`, prose to `prose`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import CellKind
from ..language.cues import heading_words
from .header_lines import consecutive, of_period, says_header, understood, unfinished
from .layout import Line, LineKind, Piece, without_leader
from .rows import joins_on, leads_on

_HEADING_WORDS = heading_words()
_NOTE = re.compile(
    r"\s*(?:\((?:Note|note|NOTE)s?\b|(?:Note|NOTE)s?\b\s*[0-9]*\s*[:.)]|\*+\s|[*†‡]{1,3}[A-Za-z(]|[•·]\s)"
)
_NUMBERED = re.compile(r"\(?(?:[0-9]{1,2}|[ivx]{1,4})[.)]\s")
_LABEL_LINES = 3
"""Lines of words without values that a label may begin with, each as long as it likes."""

_SENTENCE_END = re.compile(r"[a-z)\"'][.?!][\"')]?\s*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """A table's lines as indexes into the document's lines.

    Header and body are half-open; `end` is where the rules below the body end. `headed` says that it has a header.
    """

    header_start: int
    header_end: int
    body_start: int
    body_end: int
    end: int
    headed: bool


def find_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of a fixed-width text that are tables, in order."""
    groups = _groups(lines)
    blocks: list[Block] = []
    floor = 0
    for position, group in enumerate(groups):
        ceiling = groups[position + 1][0] if position + 1 < len(groups) else len(lines)
        block = _block(lines, group, floor, ceiling)
        if _is_table(lines, group, block):
            blocks.append(block)
            floor = block.end
    return blocks


def _groups(lines: Sequence[Line]) -> list[list[int]]:
    """The lines with values, as groups that can be one table."""
    groups: list[list[int]] = []
    rows = [i for i, line in enumerate(lines) if line.kind is LineKind.VALUES or _labelled_years(lines, i)]
    for row in rows:
        if groups and not _parted(lines, groups[-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _labelled_years(lines: Sequence[Line], index: int) -> bool:
    """Whether a line of years is a row after all: it has a label that is no header's."""
    line = lines[index]
    if line.kind is not LineKind.YEARS:
        return False
    label = without_leader(line.label).strip()
    if not label or line.indent >= 20 or _HEADING_WORDS.search(label) or label.endswith((":", ")")):
        return False
    return not (consecutive(line) and _begins_table(lines, index))


def _begins_table(lines: Sequence[Line], index: int) -> bool:
    """Whether no row of figures stands above a line, up to a blank, a tag, a page or the begin of the text."""
    for i in range(index - 1, -1, -1):
        if lines[i].kind not in (LineKind.RULE, LineKind.TEXT):
            return lines[i].kind in (LineKind.BLANK, LineKind.TAG, LineKind.PAGE)
    return True


def zone_of(lines: Sequence[Line], rows: Sequence[int]) -> int:
    """Where the values begin: the leftmost start of a first value, labels' own figures aside."""
    starts = [lines[i].items[0].start for i in rows if lines[i].items and lines[i].label.strip()]
    starts = starts or [lines[i].items[0].start for i in rows if lines[i].items]
    return min(starts, default=0)


def _parted(lines: Sequence[Line], group: Sequence[int], row: int) -> bool:
    """Whether something between the last row of a group and the next row begins another table."""
    last = group[-1]
    if row == last + 1:
        return False
    near = [*group[-5:], row]
    zone = zone_of(lines, near)
    between = range(last + 1, row)
    headers = []
    for i in between:
        line = lines[i]
        if line.kind is LineKind.TAG:
            return True
        if is_header(lines, i, zone, near):
            headers.append(i)
    if headers and not _centred_heading(lines, headers):
        return True
    if _two_rules(lines, between):
        return True
    limit = max(zone + 8, min((lines[i].items[0].end for i in near if lines[i].items), default=zone))
    for start, end in _paragraphs(lines, between):
        if any(k in headers for k in range(start, end)):
            continue
        if _NOTE.match(lines[start].text):
            return True
        width = max(len(without_leader(lines[k].text)) for k in range(start, end))
        last_text = lines[end - 1].text
        leader = without_leader(last_text) != last_text.rstrip()
        if width > limit and not leader and not (end == row and _long_label(lines, range(start, end), row, group)):
            return True
        if not leader and _SENTENCE_END.search(last_text) and width > 30 and not last_text.rstrip().endswith("No."):
            return True
    return False


def _long_label(lines: Sequence[Line], words: range, row: int, group: Sequence[int]) -> bool:
    """Whether lines of words begin the label of the row below, whose values stand where those of the table do."""
    label = without_leader(lines[row].label).strip()
    if len(words) > _LABEL_LINES or not label or not (joins_on(label) or leads_on(lines[words[-1]].text.strip())):
        return False
    edges = {item.edge for i in group[-5:] for item in lines[i].items}
    return len(lines[row].items) > 1 and all(item.edge in edges for item in lines[row].items)


def _paragraphs(lines: Sequence[Line], span: range) -> list[tuple[int, int]]:
    """Runs of lines of words within a span."""
    found: list[tuple[int, int]] = []
    start = None
    for i in span:
        if lines[i].kind in (LineKind.TEXT, LineKind.YEARS):
            start = i if start is None else start
        elif start is not None:
            found.append((start, i))
            start = None
    if start is not None:
        found.append((start, span.stop))
    return found


def is_header(lines: Sequence[Line], index: int, zone: int, rows: Sequence[int]) -> bool:
    """Whether a line without values stands over the value columns as a header does."""
    line = lines[index]
    if line.kind is LineKind.YEARS:
        return not _labelled_years(lines, index)
    if line.kind is not LineKind.TEXT:
        return False
    right = max((lines[i].items[-1].end for i in rows if lines[i].items), default=zone)
    pieces = line.pieces
    over = [p for p in pieces if p.end > zone and p.start < right + 4]
    if not over:
        return False
    if says_header(line, zone) and (len(over) > 1 or of_period(over[0].text)):
        return True
    base = min((lines[i].indent for i in rows if lines[i].label.strip()), default=0)
    if pieces[0].start - base >= max((zone - base) * 0.5, 5):
        return True
    return len(pieces) > 1 and over[0] is not pieces[0] and over[0].start >= zone - 4 and len(pieces) <= 16


def _centred_heading(lines: Sequence[Line], headers: Sequence[int]) -> bool:
    """Whether the only header-like line is a heading set in the middle of a table (`LIABILITIES`)."""
    if len(headers) != 1:
        return False
    line = lines[headers[0]]
    return len(line.pieces) == 1 and not _HEADING_WORDS.search(line.text) and line.text.strip().isupper()


def full_rule(line: Line, zone: int) -> bool:
    """Whether a rule runs under labels and values, not only under values."""
    return line.kind is LineKind.RULE and line.pieces[0].start <= max(zone * 0.4, 3) and len(line.pieces[0].text) >= 20


def _two_rules(lines: Sequence[Line], between: range) -> bool:
    """Whether one rule across ends a block and the next begins another, with only blanks between them."""
    previous: Line | None = None
    for i in between:
        line = lines[i]
        if line.kind is LineKind.BLANK:
            continue
        if line.kind is LineKind.RULE and len(line.pieces) == 1 and len(line.pieces[0].text) >= 40:
            if previous is not None:
                return True
            previous = line
        else:
            previous = None
    return False


def _block(lines: Sequence[Line], group: Sequence[int], floor: int, ceiling: int) -> Block:
    """Header, body and end of the table whose rows with values are `group`."""
    first, last = group[0], group[-1]
    zone = zone_of(lines, group[:8])
    near = group[:8]
    lowest = _lowest_header(lines, first, floor, zone, near)
    if lowest is None:
        top = _body_top(lines, first, floor, zone)
        header_start = header_end = body_start = top
        headed = False
    else:
        header_start = _header_top(lines, lowest, floor, zone, near)
        header_end = body_start = _below_header(lines, lowest, first)
        headed = True
    body_end = last + 1
    while body_end < ceiling and _tail(lines, last, body_end):
        body_end += 1
    end = body_end
    scan = body_end
    while scan < ceiling and lines[scan].kind in (LineKind.RULE, LineKind.BLANK):
        if lines[scan].kind is LineKind.RULE:
            if any(lines[k].kind is LineKind.BLANK for k in range(body_end, scan)) and end > body_end:
                break
            end = scan + 1
        scan += 1
    return Block(header_start, header_end, body_start, body_end, end, headed)


def _tail(lines: Sequence[Line], last: int, index: int) -> bool:
    """Whether the line right behind the last row carries on its label."""
    line = lines[index]
    if line.kind is not LineKind.TEXT or index != last + 1:
        return False
    before = without_leader(lines[last].label).strip()
    text = line.text.strip()
    short = len(line.text) <= lines[last].items[-1].end
    deep = line.indent >= lines[last].indent
    return bool(before) and short and deep and (joins_on(text) or leads_on(before)) and not _NOTE.match(line.text)


def _lowest_header(lines: Sequence[Line], first: int, floor: int, zone: int, near: Sequence[int]) -> int | None:
    """The lowest header line above the first row."""
    limit = max(zone + 8, min((lines[i].items[0].end for i in near if lines[i].items), default=zone))
    remark: int | None = None
    i = first - 1
    while i >= floor:
        line = lines[i]
        if line.kind is LineKind.TAG and "/T" in line.text.upper():
            return None
        if is_header(lines, i, zone, near):
            if remark is None and len(line.pieces) == 1 and line.pieces[0].text.startswith("("):
                remark = i  # a header's last line, if a header stands above it
            elif len(line.pieces) == 1 and _title_like(lines, i, floor, zone, near):
                if not _under_header(lines, i, floor, zone):
                    return None
            else:
                return i if remark is None else remark
            i -= 1
            continue
        if line.kind is LineKind.TEXT and (len(line.text) > limit or _NOTE.match(line.text)):
            return None
        i -= 1
    return None


def _under_header(lines: Sequence[Line], index: int, floor: int, zone: int) -> bool:
    """Whether a heading in the middle of a table (`ASSETS`) stands right below a header of several columns."""
    for i in range(index - 1, floor - 1, -1):
        line = lines[i]
        if line.kind in (LineKind.BLANK, LineKind.RULE) or _columns_tag(line):
            continue
        several = len(line.pieces) > 1 or line.kind is LineKind.YEARS
        return line.kind in (LineKind.TEXT, LineKind.YEARS) and several and says_header(line, zone)
    return False


def _columns_tag(line: Line) -> bool:
    return line.kind is LineKind.TAG and re.search(r"<(?:S|C)>", line.text, re.I) is not None


def _below_header(lines: Sequence[Line], lowest: int, first: int) -> int:
    """The line behind a header, further lines of words under its own right below it taken in: `Note` / `number`."""
    end = lowest + 1
    while end < first and lines[end].kind is LineKind.TEXT:
        over = lines[end - 1].pieces
        if not all(_goes_on(piece, over) for piece in lines[end].pieces):
            break
        end += 1
    return end


def _goes_on(piece: Piece, over: Sequence[Piece]) -> bool:
    """Whether words carry on a header right above them and say no period, as labels below a header may."""
    near = any(piece.start < o.end and o.start < piece.end for o in over)
    return near and understood(piece.text) and not of_period(piece.text)


def _title_like(lines: Sequence[Line], index: int, floor: int, zone: int, near: Sequence[int]) -> bool:
    """Whether a single run of words over the columns is the table's title and no header."""
    line = lines[index]
    piece = line.pieces[0]
    if piece.text.startswith("("):
        return True
    if of_period(piece.text) and piece.end > zone:
        return False
    below = next((lines[k] for k in range(index + 1, len(lines)) if lines[k].kind is not LineKind.BLANK), None)
    above = [k for k in range(index - 1, floor - 1, -1) if lines[k].kind is not LineKind.BLANK]
    if above and len(lines[above[0]].pieces) > 1 and is_header(lines, above[0], zone, near):
        return not any(p.start < piece.end and piece.start < p.end for p in lines[above[0]].pieces)
    if below is not None and below.kind is LineKind.RULE and not full_rule(below, zone):
        return below.pieces[0].start < zone * 0.5
    if above and lines[above[0]].kind is LineKind.RULE:
        ends_table = len(above) > 1 and lines[above[1]].kind is LineKind.VALUES
        if full_rule(lines[above[0]], zone) and not ends_table:
            return False
    first_cell = min((lines[i].items[0].start for i in near if lines[i].items), default=zone)
    if piece.start >= first_cell - 2 and (below is None or below.kind is not LineKind.RULE):
        return False
    if below is not None and below.kind is LineKind.RULE and full_rule(below, zone):
        return True
    return not (_HEADING_WORDS.search(piece.text) and piece.start >= zone * 0.75)


def _stands_alone(lines: Sequence[Line], index: int, zone: int) -> bool:
    """Whether a line well above a header is a title in two parts: it begins where labels do, and none is of headers."""
    pieces = lines[index].pieces
    parted = all(line.kind is LineKind.BLANK for line in lines[index + 1 : index + 3])
    return parted and len(pieces) > 1 and pieces[0].end <= zone and not any(understood(p.text) for p in pieces)


def _header_top(lines: Sequence[Line], lowest: int, floor: int, zone: int, near: Sequence[int]) -> int:
    """The topmost line of the header whose lowest line is known."""
    top = lowest
    i = lowest - 1
    crossed = False  # a blank or a rule lies between `i` and the header found so far
    while i >= floor:
        line = lines[i]
        if line.kind is LineKind.BLANK or line.kind is LineKind.RULE:
            crossed = True
        elif line.kind is LineKind.TAG:
            if not _columns_tag(line):
                break
            crossed = True
        elif is_header(lines, i, zone, near):
            if _names(line, zone) or _stands_alone(lines, i, zone):
                break
            if len(line.pieces) == 1 and crossed and _title_like(lines, i, floor, zone, near):
                below = lines[top]
                under = [p for p in below.pieces if p.start < line.pieces[0].end and line.pieces[0].start < p.end]
                ruled = any(lines[k].kind is LineKind.RULE for k in range(i + 1, top))
                if ruled or len(under) != 1 or len(below.pieces) < 2 or line.pieces[0].start < zone:
                    break
            if (
                len(line.pieces) == 1
                and all(lines[k].kind is LineKind.BLANK for k in range(i + 1, top))
                and top > i + 1
            ):
                piece = line.pieces[0]
                if not any(p.start < piece.end and piece.start < p.end for p in lines[top].pieces):
                    break
            top = i
            crossed = False
        elif unfinished(line.text):
            top = i
            crossed = False
        elif not (line.kind is LineKind.TEXT and len(line.pieces) == 1 and line.pieces[0].text.startswith("(")):
            break
        i -= 1
    # The rule right above the header, if any, belongs to it.
    for k in range(top - 1, floor - 1, -1):
        if lines[k].kind is LineKind.BLANK:
            continue
        if full_rule(lines[k], zone):
            return k
        break
    return top


def _names(line: Line, zone: int) -> bool:
    """Whether a line over a header names or qualifies the table: one run of words that begins left of the values."""
    if len(line.pieces) != 1 or line.kind is not LineKind.TEXT or line.pieces[0].start >= zone - 4:
        return False
    piece = line.pieces[0]
    return not of_period(piece.text)


def _body_top(lines: Sequence[Line], first: int, floor: int, zone: int) -> int:
    """Where the body of a table without a header of its own begins: its labels and headings above the first row."""
    for i in range(first - 1, max(floor - 1, first - 30), -1):
        line = lines[i]
        if full_rule(line, zone):
            return i
        words = line.kind is LineKind.TEXT and len(without_leader(line.text)) <= zone + 8 and not _NOTE.match(line.text)
        if not words and line.kind is not LineKind.BLANK:
            break
    top = first
    i = first - 1
    while i >= floor:
        line = lines[i]
        if line.kind is LineKind.RULE:
            return i if full_rule(line, zone) else top
        if line.kind is LineKind.TAG or line.kind is LineKind.PAGE:
            return top
        if line.kind is LineKind.BLANK:
            i -= 1
            continue
        text = without_leader(line.text)
        below = lines[top]
        adjacent = top - i == 1
        label = text.strip()
        if len(text) > zone + 8 or _NOTE.match(line.text):
            return top
        if _NUMBERED.match(label) and not label.endswith(":"):
            return top
        if (
            label.endswith(":")
            and not _NUMBERED.match(label)
            and i > floor
            and lines[i - 1].kind is LineKind.TEXT
            and len(lines[i - 1].text) > zone
        ):
            return top  # the end of a paragraph that leads up to the table
        goes_on = joins_on(below.text.strip()) or leads_on(label) or below.indent > line.indent
        if not (adjacent and goes_on) and not label.endswith(":"):
            return top
        top = i
        i -= 1
    return top


def _entry(line: Line) -> bool:
    """Whether a line gives a name and a number or code as a form does: `DOCUMENT COUNT: 2`, `FORM TYPE: 10-Q`."""
    if not line.label.rstrip().endswith(":") or len(line.items) != 1:
        return False
    item = line.items[0]
    return item.kind is CellKind.TEXT or not item.text.strip("0123456789-")


def _is_table(lines: Sequence[Line], group: Sequence[int], block: Block) -> bool:
    """Whether a group of rows is a table at all, rather than a line of words that happens to end in a number."""
    if all(_entry(lines[i]) for i in group):
        return False
    if len(group) >= 2 and any(lines[i].label.strip() for i in group):
        return True
    if block.headed:
        return True
    line = lines[group[0]]
    return len(line.items) >= 2 and bool(line.label.strip())
