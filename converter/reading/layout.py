"""Lines of a fixed-width text for what they are: blank, ruled, tag, values at the end, years, or words.

Which lines make a table is left to `blocks`, where its columns stand to `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ..document import CellKind, Form, MarkKind
from .numerals import Numeral, find

TAB = 8
MOST_VALUES = 60
"""A line with more numbers than this is no row of a table."""


class LineKind(Enum):
    """What a line is by itself."""

    BLANK = "blank"
    RULE = "rule"
    TAG = "tag"
    PAGE = "page"
    VALUES = "values"
    YEARS = "years"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words on a line, at characters `start` to `end`, with no wide gap in it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A value at the end of a line: all of it at `start` to `end`, its last digit ending at `edge`."""

    start: int
    end: int
    edge: int
    text: str
    kind: CellKind
    numerals: tuple[Numeral, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its tabs expanded; `number` is 1-based, `origin` maps characters to those of the printed line.

    `items` are the values at its end, `loose` those further left that a single blank parts from words: values only if
    a column stands there. `pieces` are runs of words parted by two or more blanks; of a rule they are its segments.
    """

    number: int
    text: str
    kind: LineKind
    indent: int
    items: tuple[Item, ...] = ()
    loose: tuple[Item, ...] = ()
    pieces: tuple[Piece, ...] = ()
    origin: tuple[int, ...] | None = None

    @property
    def label(self) -> str:
        """The words before the values, right end stripped."""
        return self.text[: self.items[0].start].rstrip() if self.items else self.text

    def column(self, at: int) -> int:
        """The 1-based column, in the line as printed, of character `at`."""
        if self.origin is None:
            return at + 1
        return (self.origin[at] if at < len(self.origin) else self.origin[-1] + 1) + 1


_RULE_CHARACTERS = " -=_~–—*+|"
_SEGMENT = re.compile(r"[-=_~–—]{2,}")
_TAG = re.compile(
    r"\s*(?:</?(?:TABLE|CAPTION|PAGE|S|C|F[0-9]?|TEXT|DOCUMENT|FN|TYPE|SEQUENCE)\b[^<>]*>\s*(?:[0-9]+\s*)?)+", re.I
)
PAGE = re.compile(r"\s*-\s*(?:[0-9]{1,4}|[ivx]{1,5})\s*-\s*|\s*Page\s+[0-9]+(?:\s+of\s+[0-9]+)?\s*", re.I)
_PAGE_NUMBER = re.compile(r"[0-9]{1,4}|[ivx]{1,5}")
_PIECE = re.compile(r"\S+(?:[ ]\S+)*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\*?")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}-(?:19|20)?[0-9]{2}")
_WORD_CELL = re.compile(
    r"(?:N/?\.?A\.?|N/?\.?M\.?|n/?\.?a\.?|n/?\.?m\.?|[Nn]il|NIL|None|[0-9.]{1,12}:[0-9.]{1,12}|(?:19|20)[0-9]{2}-(?:19|20)?[0-9]{2})\Z"
)
_LEADER = re.compile(r"\.{2}|(?:[ ]\.){2}|[ ]\.[ ]|…|·{2}")
_ABBREVIATIONS = (" Inc", " Co", " Ltd", " Corp", " No")
_STARS = "*†‡#"


def read_lines(lines: Sequence[str]) -> list[Line]:
    """Every line for what it is."""
    found = [read_line(number, text) for number, text in enumerate(lines, 1)]
    following: Line | None = None
    for index in range(len(found) - 1, -1, -1):
        line = found[index]
        if line.kind is LineKind.BLANK:
            continue
        paged = following is not None and following.kind is LineKind.TAG and "PAGE" in following.text.upper()
        if paged and _PAGE_NUMBER.fullmatch(line.text.strip()):
            found[index] = replace(line, kind=LineKind.PAGE, items=(), loose=())
        following = line
    return found


def read_line(number: int, text: str) -> Line:
    """One line for what it is."""
    origin = None
    if "\t" in text:
        text, origin = _expand(text)
    text = text.rstrip()
    bare = text.lstrip()
    indent = len(text) - len(bare)
    if not bare:
        return Line(number, "", LineKind.BLANK, 0)
    first = bare[0]
    if first in _RULE_CHARACTERS and not text.strip(_RULE_CHARACTERS):
        segments = tuple(Piece(m.start(), m.end(), m[0]) for m in _SEGMENT.finditer(text))
        if segments and all(len(s.text) >= 3 for s in segments):
            return Line(number, text, LineKind.RULE, indent, pieces=segments, origin=origin)
    if first == "<" and _TAG.fullmatch(text):
        return Line(number, text, LineKind.TAG, indent, origin=origin)
    if first in "-Pp" and PAGE.fullmatch(text):
        return Line(number, text, LineKind.PAGE, indent, origin=origin)
    items, loose = values_at_end(text)
    kind = LineKind.TEXT
    if items:
        kind = LineKind.VALUES
        if all(_YEAR.fullmatch(i.text) or _YEARS.fullmatch(i.text) for i in items):
            kind = LineKind.YEARS if len(items) > 1 or indent >= 20 or items[0].start > indent else LineKind.TEXT
            items = items if kind is LineKind.YEARS else ()
        elif items[0].start == indent < 20 and len(items) > 1 and _YEAR.fullmatch(items[0].text):
            items = items[1:]  # a year at the start of a line is a label
    return Line(number, text, kind, indent, items, loose, pieces_of(text), origin)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The runs of words that two or more blanks part."""
    return tuple(Piece(m.start(), m.end(), m[0]) for m in _PIECE.finditer(text))


def without_leader(text: str) -> str:
    """The text without a dot leader and a currency sign at its end."""
    text = text.rstrip()
    if text.endswith("$"):
        text = text[:-1].rstrip("\\ ")
    bare = text.rstrip(" .…·")
    led = len(text) - len(bare) > 1 and _LEADER.search(text[len(bare) :])
    return bare + ("." if bare.endswith(_ABBREVIATIONS) else "") if led else text


def values_at_end(text: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The values at the end of a line, and the loose ones left of them."""
    numerals = find(text, MarkKind.CELL)
    if not numerals and not _WORD_CELL.match(text.rsplit(" ", 1)[-1][:24]):
        return (), ()
    found: list[tuple[Item, int]] = []
    at = len(text)
    k = len(numerals) - 1
    while at > 0:
        stripped = text[:at].rstrip()
        end = len(stripped)
        if not end:
            break
        item, k = _item_ending_at(stripped, end, numerals, k)
        if item is None:
            break
        gap = _gap(text, item.start)
        if gap == 0:
            break
        found.append((item, gap))
        at = item.start
        if len(found) > MOST_VALUES:
            return (), ()
    found.reverse()
    first = next((n for n, (_, gap) in enumerate(found) if gap >= 2), len(found))
    return tuple(i for i, _ in found[first:]), tuple(i for i, _ in found[:first])


def _gap(text: str, start: int) -> int:
    """How wide the blank or dot leader before `start` is; 99 for a leader or the start of the line."""
    before = text[:start]
    stripped = before.rstrip()
    if not stripped:
        return 99
    if stripped[-1] in ".…·" and _LEADER.search(before[-8:]):
        return 99
    if stripped.endswith("$"):  # a currency sign that stands apart
        return _gap(text, len(stripped) - 1)
    return len(before) - len(stripped)


def _item_ending_at(text: str, end: int, numerals: list[Numeral], k: int) -> tuple[Item | None, int]:
    """The value that ends at `end`, and the index of the next numeral to its left."""
    stop = end
    if text[-1] in _STARS:
        bare = len(text.rstrip(_STARS))
        if bare and not text[bare - 1].isspace():
            stop = bare
    while k >= 0 and numerals[k].start >= stop:
        k -= 1
    while k >= 0 and numerals[k].form is Form.FOOTNOTE and numerals[k].outer_end == stop:
        stop, k = numerals[k].outer_start, k - 1
    n = numerals[k] if k >= 0 else None
    if n is not None and n.form is Form.AMOUNT and stop in (n.outer_end, n.end):
        taken = [n]
        k -= 1
        start = n.outer_start
        if text[start : start + 1] == "(" and n.value is not None and n.value > 0 and k >= 0:
            before = numerals[k]
            if before.form is Form.AMOUNT and 0 <= start - before.outer_end <= 1:
                taken.insert(0, before)
                start, k = before.outer_start, k - 1
        while k >= 0 and _grouped(text, numerals[k], start):
            taken.insert(0, replace(numerals[k], value=None))  # `33 254`: one number or two, nothing tells
            start, k = numerals[k].outer_start, k - 1
        kind = CellKind.NIL if taken[0].nil else CellKind.ERROR if any(t.misprint for t in taken) else CellKind.VALUE
        shown = text[start : max(stop, n.end)]
        return Item(start, end, _edge(text, taken[0]), shown, kind, tuple(taken)), k
    word_start = text.rfind("  ", 0, end) + 2
    if word_start >= 2 and _WORD_CELL.match(text, word_start):
        while k >= 0 and numerals[k].start >= word_start:
            k -= 1
        return Item(word_start, end, end, text[word_start:end], CellKind.TEXT), k
    return None, k


def _grouped(text: str, n: Numeral, start: int) -> bool:
    """Whether the three digits at `start` stand one blank behind up to three digits, as groups of thousands do."""
    group = text[start : start + 4]
    if (
        n.form is not Form.AMOUNT
        or n.value is None
        or n.end != start - 1
        or n.digits
        or text[n.end] not in " \u2009\u202f"
    ):
        return False
    return group[:3].isdigit() and not group[3:].isdigit() and 1 <= len(text[n.start : n.end].lstrip("(")) <= 3


def _edge(text: str, n: Numeral) -> int:
    """Where the last digit of a numeral ends: what a column of numbers is aligned at."""
    end = n.end
    while end > n.start + 1 and text[end - 1] in ")% ":
        end -= 1
    return end


def _expand(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with tabs expanded to every eighth character, and the printed index of each character."""
    out: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        if char == "\t":
            width = TAB - len(out) % TAB
            out.extend(" " * width)
            origin.extend([index] * width)
        else:
            out.append(char)
            origin.append(index)
    return "".join(out), tuple(origin)
