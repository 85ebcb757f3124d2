"""Tells where a release is cut in the middle of a table: a header without rows, rows without the closing rule.

The tables themselves are read all the same; this only warns that something is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from .blocks import Block, full_rule, zone_of
from .layout import Line, LineKind, without_leader

_LONG_RULE = 40


def cut_tables(lines: Sequence[Line], blocks: Sequence[Block], file: str, last: bool) -> list[Finding]:
    """A finding for each table that is cut short in these lines; `last` says that the release ends with them."""
    found = [*_headers_alone(lines, blocks, file)]
    if last and blocks:
        found.extend(_cut_end(lines, blocks[-1], file))
    return found


def _headers_alone(lines: Sequence[Line], blocks: Sequence[Block], file: str) -> list[Finding]:
    """Headers between rules with no row below."""
    taken: set[int] = set()
    for block in blocks:
        taken.update(range(block.header_start, max(block.end, block.body_end)))
    found = []
    told = -6  # a header of several ruled lines is told once
    solid = [i for i, line in enumerate(lines) if line.kind is not LineKind.BLANK and i not in taken]
    for above, index in pairwise(solid):
        line = lines[index]
        ruled = lines[above].kind is LineKind.RULE and len(lines[above].pieces[0].text) >= _LONG_RULE
        over_columns = line.kind in (LineKind.TEXT, LineKind.YEARS) and len(line.pieces) >= 2 and line.indent >= 10
        if ruled and over_columns and line.number > told + 6:
            told = line.number
            message = "a table's header stands here and no row of figures follows"
            found.append(finding("read:cut-table", message, source=_place(line, file)))
    return found


def _cut_end(lines: Sequence[Line], block: Block, file: str) -> list[Finding]:
    """A ruled or tagged table that the end of the release cuts off."""
    end = max(block.end, block.body_end)
    rest = [line for line in lines[end:] if line.kind is not LineKind.BLANK]
    rows = [i for i in range(block.body_start, block.body_end) if lines[i].items]
    zone = zone_of(lines, rows)
    tags = [line.text.upper() for line in lines if line.kind is LineKind.TAG]
    opened = sum("<TABLE" in t for t in tags) > sum("</TABLE" in t for t in tags)
    ruled = any(full_rule(lines[i], zone) for i in range(block.header_start, block.body_end))
    closed = any(lines[i].kind is LineKind.RULE for i in range(rows[-1] + 1, end))
    labels = len(rest) <= 6 and all(
        line.kind is LineKind.TEXT and len(without_leader(line.text)) <= zone + 8 for line in rest
    )
    if (ruled and not closed and labels) or (opened and labels):
        line = rest[-1] if rest else lines[block.body_end - 1]
        message = "the release ends inside a table: nothing closes it"
        return [finding("read:cut-table", message, source=_place(line, file))]
    return []


def _place(line: Line, file: str) -> Span:
    return Span(file, line.number, line.column(line.indent), len(line.text) - line.indent)
