"""The headers of a fixed-width table: lines of words over the columns, joined and laid out level by level.

Where the columns stand is left to `columns`; what a header means to `language`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from ..document import Text
from ..language.cues import ends_in_unit, period_words
from .captions import is_caption
from .header_lines import a_length, bare_year, days_apart, lacks_year, of_period, understood, unfinished, whole_day
from .layout import Line, LineKind, Piece
from .texts import Placed, joined

_MOST = 12
"""Columns up to which groups below spanning headers are tried."""

_OFF_CENTRE = 3
"""Characters by which a header may stand beside the middle of its group."""

_PERIOD_WORDS = period_words()
_DATED = re.compile(r"(?:\A|[/-])(?:19|20)?[0-9]{2}[*]?\Z|[0-9],? (?:19|20)[0-9]{2}\Z")


@dataclass(slots=True)
class HeaderCell:
    """Words of a header that belong together: lines joined, and the characters they stand over."""

    start: int
    end: int
    parts: list[Placed] = field(default_factory=list)
    last: int = 0

    @property
    def middle(self) -> float:
        """The middle of the characters it stands over."""
        return (self.start + self.end) / 2

    def text(self, file: str) -> Text:
        """The words as one text."""
        return joined(self.parts, file, frozenset())


@dataclass(frozen=True, slots=True)
class Slot:
    """A column as headers see it: the characters its values occupy and where they end."""

    start: int
    end: int
    edge: int


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of each column, outermost first; remarks among them that belong to no column; titles beside them."""

    columns: list[tuple[Text, ...]]
    remarks: list[Text]
    titles: list[Text]


def header_texts(
    lines: Sequence[Line], slots: Sequence[Slot], zone: int, file: str, closing: Line | None = None
) -> Headers:
    """The headers of each column, and the remarks and titles that stand beside them over the labels.

    `lines` are the header's lines with the rules between them; `zone` is the character where the value columns begin;
    `closing` is the rule that ends the header, if one does.
    """
    bands, remarks, stub = _bands(lines, slots, zone, closing)
    levels: list[list[HeaderCell]] = []
    for outer, inner in pairwise(bands):
        _over_all(outer[-1], inner[-1])
    for band in bands:
        for position, upper in enumerate(band[:-1]):
            _spread(upper, band[-1])
            _centre(upper, band[-1], _beside(upper, [*band[:position], *band[position + 1 : -1]]))
        levels.extend(_levels(band))
    result: list[list[Text]] = [[] for _ in slots]
    extents = [[s.start, s.end] for s in slots]
    percent = [False] * len(slots)
    leaf = True
    for cells in reversed(levels):
        cells, wide = _take_remarks(cells, remarks, slots, leaf)
        if not cells:
            continue
        covered = _cover(cells, extents, percent, leaf, wide)
        for index, cell in enumerate(covered):
            if cell is None:
                continue
            text = cell.text(file)
            result[index].insert(0, text)
            if leaf or text.text.lstrip().startswith("%"):
                percent[index] = percent[index] or "%" in text.text
            only = sum(1 for c in covered if c is cell) == 1
            if only:
                extents[index][0] = min(extents[index][0], cell.start)
                extents[index][1] = max(extents[index][1], cell.end)
        leaf = False
    if stub and _PERIOD_WORDS.search(stub.text(file).text):
        text = stub.text(file)
        for headers in result:
            headers.insert(0, text)
    elif stub:
        remarks.append(stub)
    texts = [r.text(file) for r in sorted(remarks, key=lambda r: r.parts[0].line)]
    titles = [text for text in texts if not is_caption(text.text) and not understood(text.text)]
    return Headers([tuple(r) for r in result], [text for text in texts if text not in titles], titles)


def _bands(
    lines: Sequence[Line], slots: Sequence[Slot], zone: int, closing: Line | None
) -> tuple[list[list[list[HeaderCell]]], list[HeaderCell], HeaderCell | None]:
    """The header lines between rules, each as cells; remarks that stand apart; the words over the label column."""
    bands: list[list[list[HeaderCell]]] = [[]]
    remarks: list[HeaderCell] = []
    stub: HeaderCell | None = None
    for position, line in enumerate(lines):
        if line.kind is LineKind.RULE:
            if bands[-1]:
                bands.append([])
            continue
        if line.kind not in (LineKind.TEXT, LineKind.YEARS, LineKind.VALUES):
            continue
        cells: list[HeaderCell] = []
        neighbours = _neighbours(lines, position)
        pieces = [part for piece in line.pieces for part in _cut(piece, *neighbours)]
        for piece in _split([p for p in pieces if p.text.strip("-=_")], slots):
            placed = Placed(line.number, line.column(piece.start), piece.text)
            cell = HeaderCell(piece.start, piece.end, [placed], line.number)
            if piece.end <= zone and piece.start < zone * 0.5 and not _touches(piece, slots):
                if remarks and _open(remarks[-1]):
                    remarks[-1].parts.append(placed)
                elif piece.text.startswith("("):
                    remarks.append(cell)
                elif stub is None:
                    stub = cell
                else:
                    stub.parts.append(placed)
                continue
            cells.append(cell)
        _widen(cells, lines[position + 1 :])
        if closing is not None:
            _widen_groups(cells, lines[position + 1 :], closing)
        if cells:
            bands[-1].append(cells)
    return [b for b in bands if b], remarks, stub


def _open(remark: HeaderCell) -> bool:
    """Whether a remark in brackets goes on in the next line."""
    text = " ".join(part.text for part in remark.parts)
    return text.count("(") > text.count(")")


def _touches(piece: Piece, slots: Sequence[Slot]) -> bool:
    return any(piece.start < s.end and s.start < piece.end for s in slots)


def _widen(cells: list[HeaderCell], below: Sequence[Line]) -> None:
    """A rule segment right under one header says exactly how far that header reaches."""
    for line in below:
        if line.kind is LineKind.BLANK:
            continue
        if line.kind is LineKind.RULE:
            for segment in line.pieces:
                over = [c for c in cells if c.start < segment.end and segment.start < c.end]
                if (len(over) == 1 and len(line.pieces) > 1) or (len(over) == 1 and len(cells) == 1):
                    cell = over[0]
                    if segment.start > 3:
                        cell.start, cell.end = min(cell.start, segment.start), max(cell.end, segment.end)
        return


def _widen_groups(cells: list[HeaderCell], below: Sequence[Line], rule: Line) -> None:
    """The segments of a rule below the innermost headers show groups: headers above, one a group, reach as far."""
    if not 1 < len(rule.pieces) == len(cells):
        return
    last = [line for line in below if line.pieces][-1:]
    for segment, cell in zip(rule.pieces, cells, strict=True):
        inner = sum(1 for line in last for p in line.pieces if p.start < segment.end and segment.start < p.end)
        if inner < 2 or segment.start <= 3 or not (cell.start < segment.end and segment.start < cell.end):
            return
    for segment, cell in zip(rule.pieces, cells, strict=True):
        cell.start, cell.end = min(cell.start, segment.start), max(cell.end, segment.end)


def _neighbours(lines: Sequence[Line], position: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of the nearest header lines above and below within the same rules."""
    found: list[tuple[Piece, ...]] = []
    for step in (-1, 1):
        at = position + step
        while 0 <= at < len(lines) and lines[at].kind is LineKind.BLANK:
            at += step
        inside = 0 <= at < len(lines) and lines[at].kind is not LineKind.RULE
        found.append(lines[at].pieces if inside else ())
    return found[0], found[1]


def _cut(piece: Piece, above: Sequence[Piece], below: Sequence[Piece]) -> list[Piece]:
    """A piece cut at a single blank where both neighbouring lines show that two columns meet.

    Of `Shareholders' percentage of` the line below has a gap at the blank and the line above a piece over one side
    only; a spanning header has neither.
    """
    under = [b for b in below if b.start < piece.end and piece.start < b.end]
    if len(under) < 2 or " " not in piece.text:
        return [piece]
    over = [a for a in above if a.start < piece.end and piece.start < a.end]
    for left, right in pairwise(under):
        for at, char in enumerate(piece.text, piece.start):
            if char != " " or not left.end - 1 <= at <= right.start:
                continue
            if any(a.start > at or a.end <= at for a in over):
                cut = at - piece.start
                rest = Piece(at + 1, piece.end, piece.text[cut + 1 :])
                return [Piece(piece.start, at, piece.text[:cut]), *_cut(rest, above, below)]
    return [piece]


def _split(pieces: Sequence[Piece], slots: Sequence[Slot]) -> list[Piece]:
    """The pieces of a header line; `JPY millions JPY millions` and `millions %` over two columns come apart."""
    found: list[Piece] = []
    for piece in pieces:
        over = [s for s in slots if piece.start < s.end and s.start < piece.end]
        words = piece.text.split(" ")
        parts: list[str] = [piece.text]
        if len(over) >= 2 or len(words) >= 4:
            for count in range(2, max(len(over), 2) + 1):
                size, rest = divmod(len(words), count)
                groups = [words[i * size : (i + 1) * size] for i in range(count)]
                if not rest and size and len(over) >= count and all(g == groups[0] for g in groups):
                    parts = [" ".join(g) for g in groups]
                    break
        if len(parts) == 1 and len(words) > 1 and words[-1] == "%" and ends_in_unit(words[-2]):
            at = piece.end - 1
            target = [s for s in slots if s.start - 2 <= at < s.end + 2]
            left = [s for s in slots if s.start < piece.end - 2 and piece.start < s.end]
            if target and left and target[-1] is not left[0]:
                parts = [" ".join(words[:-1]), "%"]
        if len(parts) == 1 and len(over) >= 2 and len(days := days_apart(piece.text)) == len(over):
            parts = days
        at = piece.start
        for part in parts:
            found.append(Piece(at, at + len(part), part))
            at += len(part) + 1
    return found


def _spread(upper: list[HeaderCell], lower: list[HeaderCell]) -> None:
    """Headers over groups that repeat (`1997 1996 1995 1997 1996 1995`) reach over their whole group each."""
    names = {cell.parts[0].text for cell in upper}
    if len(names) < max(len(upper), 2) or len(lower) % len(upper) or len(lower) == len(upper):
        return
    size = len(lower) // len(upper)
    words = [cell.parts[0].text for cell in lower]
    groups = [lower[i : i + size] for i in range(0, len(lower), size)]
    if len(set(words)) < size or any(words[i : i + size] != words[:size] for i in range(0, len(words), size)):
        return
    if all(g[0].start - 2 <= cell.middle <= g[-1].end + 2 for cell, g in zip(upper, groups, strict=True)):
        for cell, g in zip(upper, groups, strict=True):
            cell.start, cell.end = min(cell.start, g[0].start), max(cell.end, g[-1].end)


def _beside(cells: Sequence[HeaderCell], others: Sequence[Sequence[HeaderCell]]) -> bool:
    """Whether the days of other columns stand in other lines of the header, so that these are of their column only."""
    if not any(lacks_year(cell.parts[-1].text) for cell in cells):
        return False
    apart = [other for line in others for other in line if not any(_near(other, cell) for cell in cells)]
    return any(lacks_year(other.parts[-1].text) for other in apart)


def _centre(upper: list[HeaderCell], lower: list[HeaderCell], beside: bool) -> None:
    """Periods that stand in the middle over groups of columns reach over all of each, if one grouping only fits."""
    loose = [cell for cell in lower if not any(_near(cell, over) for over in upper)]
    if not beside:
        _over_all(upper, lower)
    if len(upper) == 1:
        return
    periods = all(_PERIOD_WORDS.search(cell.parts[0].text) for cell in upper)
    periods = periods and all(_DATED.search(cell.parts[-1].text) for cell in lower)
    if not loose or not periods or not 1 < len(upper) < len(lower) <= _MOST:
        return
    fitting: list[list[list[HeaderCell]]] = []
    for cuts in combinations(range(1, len(lower)), len(upper) - 1):
        groups = [lower[a:b] for a, b in pairwise((0, *cuts, len(lower)))]
        if all(_centred(over, group) for over, group in zip(upper, groups, strict=True)):
            fitting.append(groups)
    if len(fitting) == 1:
        for cell, group in zip(upper, fitting[0], strict=True):
            cell.start, cell.end = min(cell.start, group[0].start), max(cell.end, group[-1].end)


def _over_all(upper: list[HeaderCell], lower: list[HeaderCell]) -> None:
    """A part of a period that stands alone on its line reaches over all years below it, as nothing else does."""
    reached = _completed_by(upper, lower)
    if len(reached) > 1 and not all(_near(cell, upper[0]) for cell in reached):
        upper[0].start, upper[0].end = min(upper[0].start, reached[0].start), max(upper[0].end, reached[-1].end)


def _completed_by(upper: list[HeaderCell], lower: list[HeaderCell]) -> list[HeaderCell]:
    """The headers below the only words of a line that need these: years for a part of a period, days for a length.

    None where others between them say a period of their own.
    """
    text = upper[0].parts[-1].text
    if len(upper) != 1 or not unfinished(text):
        return []
    wanted = whole_day if a_length(text) and any(whole_day(cell.parts[-1].text) for cell in lower) else bare_year
    found = [cell for cell in lower if wanted(cell.parts[-1].text)]
    return [] if any(of_period(cell.parts[-1].text) for cell in lower if cell not in found) else found


def _centred(over: HeaderCell, group: list[HeaderCell]) -> bool:
    inside = group[0].start - 2 <= over.start and over.end <= group[-1].end + 2
    return inside and abs(2 * over.middle - group[0].start - group[-1].end) <= 2 * _OFF_CENTRE


def _levels(band: Sequence[list[HeaderCell]]) -> list[list[HeaderCell]]:
    """The cells of one band, lines joined, from the outermost level to the innermost."""
    levels: list[list[HeaderCell]] = []
    depth: dict[int, int] = {}
    above: list[HeaderCell] = []
    for position, cells in enumerate(band):
        following = band[position + 1] if position + 1 < len(band) else []
        placed: list[HeaderCell] = []
        spanning: list[HeaderCell] = []
        for cell in cells:
            parents = [a for a in above if _near(a, cell)]
            if len(parents) > 1:
                inner = [p for p in parents if depth[id(p)] == max(depth[id(q)] for q in parents)]
                parents = inner
            siblings = sum(1 for c in cells if parents and _near(parents[0], c))
            begins = len(parents) == 1 and siblings == 1 and _begins_below(cell, parents[0], following)
            if begins:
                spanning.append(parents[0])
            if len(parents) == 1 and siblings == 1 and not begins:
                parent = parents[0]
                parent.parts.extend(cell.parts)
                parent.start, parent.end = min(parent.start, cell.start), max(parent.end, cell.end)
                placed.append(parent)
                continue
            level = 1 + max((depth[id(p)] for p in parents), default=-1) if parents else 0
            depth[id(cell)] = level
            while len(levels) <= level:
                levels.append([])
            levels[level].append(cell)
            placed.append(cell)
        kept = [a for a in above if a in spanning or (a not in placed and not any(_near(a, p) for p in placed))]
        above = sorted(placed + kept, key=lambda c: c.start)
    return [sorted(level, key=lambda c: c.start) for level in levels]


def _begins_below(cell: HeaderCell, parent: HeaderCell, following: Sequence[HeaderCell]) -> bool:
    """Whether words under one side of a spanning header begin one of the several headers below it: `2001 and`."""
    aside = cell.start > parent.middle or cell.end < parent.middle
    under = [c for c in following if _near(parent, c)]
    return aside and len(under) > 1 and sum(_near(cell, c) for c in under) == 1


def _near(a: HeaderCell, b: HeaderCell) -> bool:
    return a.start < b.end and b.start < a.end


def _take_remarks(
    cells: list[HeaderCell], remarks: list[HeaderCell], slots: Sequence[Slot], leaf: bool
) -> tuple[list[HeaderCell], bool]:
    """The cells without remarks such as `(in thousands)` over several columns; whether one cell stands over all."""
    kept = []
    for cell in cells:
        over = sum(1 for s in slots if cell.start < s.end and s.start < cell.end)
        if cell.parts[0].text.startswith("(") and leaf and len(cells) == 1 and (over > 1 or len(slots) > 1):
            remarks.append(cell)
        else:
            kept.append(cell)
    return kept, len(kept) == 1


def _cover(
    cells: Sequence[HeaderCell], extents: list[list[int]], percent: Sequence[bool], leaf: bool, wide: bool
) -> list[HeaderCell | None]:
    """Which header stands over each column."""
    n = len(extents)
    covered: list[HeaderCell | None] = [None] * n
    if len(cells) == n:
        return list(cells)
    if wide and not leaf:
        cell = cells[0]
        if extents[0][0] - 4 <= cell.middle <= extents[-1][1] and sum(_overlap(cell, e) > 0 for e in extents) > 1:
            return [cell] * n
    if leaf and len(cells) < n:
        return _one_each(cells, extents)
    for index, extent in enumerate(extents):
        best = max(cells, key=lambda c: _overlap(c, extent))
        if _overlap(best, extent) > 0:
            covered[index] = best
    for index in range(1, n):  # a share or a change belongs to the amount on its left
        left = covered[index - 1]
        now = covered[index]
        if percent[index] and not percent[index - 1] and left is not None and now is not left:
            reaches_on = index + 1 < n and covered[index + 1] is now
            if now is None or reaches_on or _overlap(now, extents[index]) * 2 < extents[index][1] - extents[index][0]:
                covered[index] = left
    if len(cells) > 1 and None in covered and n >= 2 * len(cells) and not any(percent):
        for index, extent in enumerate(extents):
            if covered[index] is None:
                middle = (extent[0] + extent[1]) / 2
                covered[index] = min(cells, key=lambda c: abs(c.middle - middle))
    return covered


def _one_each(cells: Sequence[HeaderCell], extents: list[list[int]]) -> list[HeaderCell | None]:
    """Innermost headers, fewer than columns: each over the columns it stands over, or the nearest one, in order."""
    covered: list[HeaderCell | None] = [None] * len(extents)
    free = 0
    for position, cell in enumerate(cells):
        left = len(cells) - position - 1
        options = range(free, len(extents) - left)
        over = [k for k in options if _overlap(cell, extents[k]) > 0]
        if not over:
            over = [min(options, key=lambda k: _apart(cell, extents[k]))] if len(options) else []
            if over and _apart(cell, extents[over[0]]) > 6:
                continue
        following = cells[position + 1] if left else None
        for k in over:
            if following is None or k == over[0] or _overlap(cell, extents[k]) > _overlap(following, extents[k]):
                covered[k] = cell
                free = k + 1
    return covered


def _overlap(cell: HeaderCell, extent: list[int]) -> int:
    return min(cell.end, extent[1]) - max(cell.start, extent[0])


def _apart(cell: HeaderCell, extent: list[int]) -> int:
    return max(cell.start - extent[1], extent[0] - cell.end, 0)
