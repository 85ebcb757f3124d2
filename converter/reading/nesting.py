"""Which headings a row stands under: by indentation, and by the totals that close a heading.

Serves fixed-width and tab-separated tables; how rows come about is left to their readers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORDS = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(["and", "of", "the", "in", "for", "to", "by", "or", "a", "an", "from", "with", "on", "at"])
_NUMBERED = re.compile(r"(\(?)(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})([.)])\s")
_TOTAL = frozenset(("total", "totals", "net", "subtotal"))
_GENERIC = _TOTAL | {"cash", "flow", "flows"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What nesting needs to know of a row: label, indent, whether it is a heading, whether a rule marks it as a sum."""

    text: str
    indent: int
    heading: bool
    ruled: bool = False


@dataclass(slots=True)
class _Open:
    text: str
    indent: int
    heading: bool
    closer: int | None
    colon: bool = False
    deep: bool = False
    holds: bool = False


def paths(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """For each row the labels it stands under, outermost first.

    A heading holds the rows indented below it, or, where rows are not indented, those up to its total (`Total current
    assets` closes `CURRENT ASSETS`, a bare `Total` the innermost) or the next heading. A row with values holds the
    rows indented below it, sums excepted.
    """
    closers = _closers(entries)
    headed = any(e.heading for e in entries)
    stack: list[_Open] = []
    result: list[tuple[str, ...]] = []
    for index, entry in enumerate(entries):
        closing = next((o for o in stack if o.closer == index), None)
        words = _words(entry.text)
        bare = not entry.heading and bool(words) and words <= {"total", "totals", "consolidated", "subtotal"}
        if closing is not None:
            while stack[-1] is not closing:
                stack.pop()
            result.append(tuple(o.text for o in stack))
            stack.pop()
            continue
        sum_row = not entry.heading and (bare or entry.ruled or "total" in words)
        _unwind(stack, entry, index, sum_row)
        result.append(tuple(o.text for o in stack))
        if bare and words <= {"total", "totals", "subtotal"}:
            if stack and stack[-1].closer is None:
                stack.pop()
            continue
        if stack and not entry.heading:
            stack[-1].holds = True
            stack[-1].deep = stack[-1].deep or entry.indent > stack[-1].indent
        holds = entry.heading or entry.text.endswith(":") or not (sum_row or headed)
        colon = entry.text.endswith(":")
        if entry.text and holds:
            stack.append(_Open(entry.text.rstrip(": "), entry.indent, entry.heading, closers.get(index), colon))
    return result


def _unwind(stack: list[_Open], entry: Entry, index: int, sum_row: bool) -> None:
    """Close what a row at this indent does not stand under."""
    while stack:
        top = stack[-1]
        if top.heading and top.closer is not None and top.closer > index:
            return
        level = top.indent == entry.indent
        ends = top.deep or _siblings(top.text, entry) or _line_item(top, entry)
        if top.indent > entry.indent or (not top.heading and (sum_row or level)) or (level and ends):
            stack.pop()
        else:
            return


def _siblings(text: str, entry: Entry) -> bool:
    """Whether both are numbered in the same way, as `1)` and `2)` are."""
    one, other = _NUMBERED.match(text), _NUMBERED.match(entry.text)
    return one is not None and other is not None and one.groups() == other.groups()


def _line_item(top: _Open, entry: Entry) -> bool:
    """Whether the heading above is a line item without amounts (`Commitments and contingencies`), no heading at all.

    A heading that holds another one at the same indent has a colon or a word in common with it (`ASSETS` holds
    `CURRENT ASSETS`).
    """
    return entry.heading and not (top.colon or top.holds or _words(top.text) & _words(entry.text))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text.lower())) - _SMALL


def _closers(entries: Sequence[Entry]) -> dict[int, int]:
    """For each heading the row that is its total, the innermost headings choosing first."""
    taken: set[int] = set()
    found: dict[int, int] = {}
    words = [_words(e.text) for e in entries]
    totals = [i for i, e in enumerate(entries) if not e.heading and (e.ruled or _total_like(e.text))]
    for index in range(len(entries) - 1, -1, -1):
        names = words[index] - _GENERIC
        if not entries[index].heading or not names:
            continue
        for other in totals:
            if other <= index or other in taken:
                continue
            begins = _WORDS.findall(entries[other].text.lower())[:1]
            sums = entries[other].ruled or bool(begins and begins[0] in _TOTAL)
            if names <= words[other] if sums else names == words[other] - _GENERIC:
                found[index] = other
                taken.add(other)
                break
    return found


def _total_like(text: str) -> bool:
    folded = text.lower().strip(" :")
    return folded.startswith(("total", "net ", "sub-total", "subtotal")) or folded.endswith((" net", "total"))
