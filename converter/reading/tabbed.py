"""Tells tab-separated tables from fixed-width lines that happen to be typed with tabs.

Reading the former is left to `tabs`; the latter are expanded in `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .layout import TAB

_NUMBER = re.compile(r"\(?[$¥]?\s?\(?[0-9][0-9,.]*%?\)?|-{1,3}|–|—")


def tab_runs(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of lines, as half-open index pairs, that are tab-separated tables.

    A run is lines with tabs, with at most blank lines between them.
    """
    runs: list[tuple[int, int]] = []
    start: int | None = None
    end = 0
    for index, text in enumerate(lines):
        if "\t" in text and text.strip():
            if start is None:
                start = index
            end = index + 1
        elif text.strip() and start is not None:
            runs.append((start, end))
            start = None
    if start is not None:
        runs.append((start, end))
    return [run for run in runs if separated([t for t in lines[run[0] : run[1]] if t.strip()])]


def separated(run: Sequence[str]) -> bool:
    """Whether tabs separate cells here, rather than move to a character position.

    In a tab-separated table a number stands right behind its tab and in the same field of every row; in a typed one
    blanks fill up the way to the position, or the number of tabs depends on the label's length.
    """
    padded = numbers = 0
    fields: dict[int, int] = {}
    edges: dict[int, int] = {}
    for text in run:
        cells = text.split("\t")
        last = None
        for index, cell in enumerate(cells):
            bare = cell.strip()
            if not _NUMBER.fullmatch(bare):
                if "   " in bare:
                    padded, numbers = padded + 1, numbers + 1
                continue
            numbers += 1
            if cell.startswith("  "):
                padded += 1
            last = index if last is None or index > last else last
        if last is not None:
            fields[last] = fields.get(last, 0) + 1
            edge = len("\t".join(cells[: last + 1]).expandtabs(TAB).rstrip(") %"))
            edges[edge] = edges.get(edge, 0) + 1
    if not numbers:
        return any(text.strip("\t ").count("\t") > 0 for text in run) and not any("   " in t.strip() for t in run)
    if padded * 4 >= numbers:
        return False
    return max(fields.values()) + 1 >= max(edges.values()) or len(run) < 3
