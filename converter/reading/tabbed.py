"""Tells tab-separated tables from fixed-width lines that happen to be typed with tabs.

Reading the former is left to `tabs`; the latter are expanded in `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .tabs import tab_run

_NUMBER = re.compile(r"(?:(?<=[\t])|(?<=\t )|(?<=  )|(?<=\t\$))[($\\¥△-]{0,3}[0-9][0-9,.]*")
_ENTRY = re.compile(r"[ \t]*[^\t]*:[ \t]*\t[ \t]*[^\t,.%$¥€£()]*[ \t]*")
"""A line of a form: a name with a colon, and a number or code that is no amount."""

_ENOUGH = 6


def tab_runs(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of lines, as half-open index pairs, that are tab-separated tables.

    Blank lines and headings that lost their tabs are bridged (`tab_run`).
    """
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if "\t" in lines[at] and lines[at].strip() and (end := tab_run(lines, at)) > at:
            if not all(_ENTRY.fullmatch(text) for text in lines[at:end] if "\t" in text):
                runs.append((at, end))
            at = end
        else:
            at += 1
    counts = [_counts(lines[a:b]) for a, b in runs]
    behind, elsewhere = sum(c[0] for c in counts), sum(c[1] for c in counts)
    whole = _separated(behind, elsewhere)
    return [
        run
        for run, (there, padded) in zip(runs, counts, strict=True)
        if (_separated(there, padded) if there + padded >= _ENOUGH else whole)
    ]


def _separated(behind: int, elsewhere: int) -> bool:
    return behind >= 2 * elsewhere


def _counts(run: Sequence[str]) -> tuple[int, int]:
    """How many numbers stand right behind a tab, and how many behind the blanks of a typed column.

    In a tab-separated table a number stands right behind its tab; where tabs and blanks only fill up the way to a
    character position, as an editor writes them, that is so once in eight times.
    """
    behind = elsewhere = 0
    for text in run:
        for found in _NUMBER.finditer(text):
            if text[: found.start()].rstrip(" $")[-1:] == "\t" and text[found.start() - 2 : found.start()] != "  ":
                behind += 1
            else:
                elsewhere += 1
    return behind, elsewhere
