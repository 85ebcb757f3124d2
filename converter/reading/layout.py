"""Lines of a fixed-width text for what they are: blank, ruled, tag, values at the end, years, or words.

Which lines make a table is left to `blocks`, where its columns stand to `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ..document import CellKind, Form, MarkKind
from ..language.vocabulary import joining_words, no_figures
from ..language.words import folded
from .figures import TRAILING_NOTE, plain_figures
from .forms import barred
from .numerals import Numeral, find, understood

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
    """A value at the end of a line: all of it at `start` to `end`, its last digit ending at `edge`.

    An `odd` one has characters that are no part of a figure.
    """

    start: int
    end: int
    edge: int
    text: str
    kind: CellKind
    numerals: tuple[Numeral, ...] = ()
    odd: bool = False


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
    rf"(?:{'|'.join(re.escape(w) for w in sorted(no_figures(), key=len, reverse=True))}"
    r"|[0-9.]{1,12}:[0-9.]{1,12}|(?:19|20)[0-9]{2}-(?:19|20)?[0-9]{2})\Z"
)
_REFERENCE = re.compile(r"[0-9]{1,2}\s?\([a-z]{1,2}\)(?=\s{2}|\Z)")
"""What leads the values of a line and is a reference to a note: `2(c)`."""
_FIGURE_LIKE = re.compile(r"[0-9][,.'’][0-9]")
_LEADING_SIGNS = " $\\.…·"
"""What may stand apart before a figure and takes nothing away from it."""
_LONGEST = 24
_MOST_LETTERS = 3
"""Letters up to which a run of characters may be a figure with something else: `4,321 CR`."""
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
    """The values at the end of a line, and the loose ones left of them.

    A run of characters among them that looks like a figure and is none is an error, and takes no other with it.
    """
    printed, text = text, plain_figures(text)
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
        gap = _gap(text, item.start) if item is not None else 0
        if gap < 2 and (odd := _odd_item(text, end, item)) is not None:
            item, gap, k = odd, 2, len(numerals) - 1
        if item is None or gap == 0:
            break
        found.append((replace(item, text=printed[item.start : item.end]) if printed is not text else item, gap))
        at = item.start
        if len(found) > MOST_VALUES:
            return (), ()
    found.reverse()
    if len(found) > 1 and _REFERENCE.match(printed, found[0][0].start):
        del found[0]
    first = next((n for n, (_, gap) in enumerate(found) if gap >= 2), len(found))
    return tuple(i for i, _ in found[first:]), tuple(i for i, _ in found[:first])


def _odd_item(text: str, end: int, item: Item | None) -> Item | None:
    """The run up to `end`, behind two blanks, that has the digits of a figure and something that is no part of one.

    `item` is the figure at its end, if there is one. Words before it make the run one of words.
    """
    start = text.rfind("  ", 0, end) + 2
    run = text[start:end]
    if start < 2 or len(run) > _LONGEST or not text[:start].strip() or not _FIGURE_LIKE.search(run):
        return None
    if sum(char.isalpha() for char in run) > _MOST_LETTERS or barred(run):
        return None
    if any(folded(word) in joining_words() for word in run.split()):
        return None
    if item is not None and _clean_before(run[: item.start - start]):
        return None
    found = [replace(_moved(n, start), value=None) for n in find(run, MarkKind.CELL) if n.form is Form.AMOUNT]
    numerals = tuple(n for n in found if not n.nil)
    return Item(start, end, _edge(text, numerals[-1]) if numerals else end, run, CellKind.ERROR, numerals, odd=True)


def _clean_before(text: str) -> bool:
    """Whether nothing but figures stands before the last figure of a run: columns one blank apart."""
    left, at = "", 0
    for n in find(text, MarkKind.CELL):
        if not n.nil or text.strip() != text[n.start : n.end]:
            left, at = left + text[at : n.outer_start], n.outer_end
    return not (left + text[at:]).strip(_LEADING_SIGNS)


def _moved(n: Numeral, by: int) -> Numeral:
    return replace(
        n, start=n.start + by, end=n.end + by, outer_start=n.outer_start + by, outer_end=n.outer_end + by, nil=False
    )


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
    if (note := TRAILING_NOTE.search(text, max(0, stop - 6), stop)) is not None and note.start():
        stop = note.start()
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
        kind = (
            CellKind.NIL
            if taken[0].nil
            else CellKind.ERROR
            if any(t.misprint or not understood(t) for t in taken)
            else CellKind.VALUE
        )
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
