"""Which lines of a fixed-width text are headers by their words: periods, units, changes, audit remarks, footnote marks.

Whether such a line belongs to a table, and to which of its columns, is left to `blocks` and `headers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from ..language.found import residue
from ..language.periods import AtDate, Duration, MonthDay, find_periods
from ..language.units import find_units
from ..language.vocabulary import alternatives, header_words, lengths, months, numbers
from .layout import Line, LineKind, Piece

_NUMBER = r"(?:[0-9]{1,2}|[a-z]{1,2})"
_MARK = re.compile(rf"[(\[{{]{_NUMBER}(?:\s?,\s?{_NUMBER})*[)\]}}]|[*†‡]+")
_MARKS = re.compile(rf"(?:{_MARK.pattern}\s*)+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LETTER = re.compile(r"\w")
_STRAY = re.compile(r"[\s()\[\]%|,;:.*†‡/&-]+")
_LONGEST = 160


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(header_words())}(?!\w)", re.IGNORECASE)


@cache
def _day() -> re.Pattern[str]:
    """A month with a day or a year, or a bare month, as a date over two lines begins."""
    return re.compile(rf"(?<!\w){alternatives(months())}\.?(?:\s+[0-9]{{1,2}})?,?(?!\w)", re.IGNORECASE)


@cache
def _length() -> re.Pattern[str]:
    """A length of time that ends on another line: `Twelve Months`, `Fiscal Year`."""
    named = alternatives(lengths(), plural=True)
    counted = alternatives(numbers("cardinal"))
    return re.compile(rf"(?<!\w)(?:(?:{counted}|[0-9]{{1,2}})[\s-]+)?(?:fiscal\s+)?{named}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def understood(text: str) -> bool:
    """Whether every word of a text is part of a period, a unit, a header word or a footnote mark."""
    return len(text) <= _LONGEST and not leftover_words(text)


@lru_cache(maxsize=8192)
def leftover_words(text: str) -> str:
    """The words of a header's text that nothing explains."""
    bare = _MARK.sub(" ", text)
    bare = residue(bare, *find_periods(bare), *find_units(bare))
    bare = _length().sub(" ", _day().sub(" ", bare))
    bare = _words().sub(" ", bare)
    bare = _YEAR.sub(" ", bare)
    return " ".join(_STRAY.sub(" ", bare).split())


@lru_cache(maxsize=8192)
def of_period(text: str) -> bool:
    """Whether a text is understood and says a period or a part of one."""
    said = find_periods(text) or _day().search(text) or _length().search(text)
    return bool(said) and understood(text)


@lru_cache(maxsize=8192)
def unfinished(text: str) -> bool:
    """Whether a text is understood and says no more than a part of a period that years have to complete."""
    found = find_periods(text)
    return bool(found) and all(isinstance(f.value, Duration | MonthDay) for f in found) and understood(text)


def a_length(text: str) -> bool:
    """Whether a text says a length of time, and no day that it ends on: `Quarter Ended`."""
    return all(isinstance(found.value, Duration) for found in find_periods(text))


def whole_day(text: str) -> bool:
    """Whether a text is a day with its year and nothing else."""
    found = find_periods(text)
    return len(found) == 1 and isinstance(found[0].value, AtDate) and understood(text)


def lacks_year(text: str) -> bool:
    """Whether a text says a day that a year has to complete, last: `September 30,`."""
    found = find_periods(text)
    return bool(found) and isinstance(found[-1].value, MonthDay)


def days_apart(text: str) -> list[str]:
    """The days that a text is a row of, one blank apart, nothing between them: `June 30, March 31,`; else none."""
    found = find_periods(text)
    days = {type(each.value) for each in found} in ({MonthDay}, {AtDate})
    ends = [*(each.start for each in found[1:]), len(text)]
    parts = [text[each.start : end].rstrip() for each, end in zip(found, ends, strict=True)] if found else []
    words = [each.words.rstrip(",") for each in found]
    whole = " ".join(parts) == text and [part.rstrip(",") for part in parts] == words
    return parts if days and whole and len(found) > 1 else []


def says_header(line: Line, zone: int) -> bool:
    """Whether the pieces over the values, and there are some, are all understood, and at least one is no footnote."""
    over = [p for p in line.pieces if p.end > zone]
    if not over or not all(understood(p.text) for p in over):
        return False
    return any(_LETTER.search(_MARK.sub("", p.text)) for p in over)


def recognised(lines: Sequence[Line]) -> list[Line]:
    """The lines where those of footnote marks and years that look like rows of figures are lines of headers."""
    found = list(lines)
    for index, line in enumerate(found):
        if line.kind is LineKind.VALUES and line.items:
            found[index] = _years(line) or _units(line) or _marks(found, index) or line
    return found


def _years(line: Line) -> Line | None:
    """A line of years with footnote marks behind or beside them: `2007   2006 (1)`."""
    texts = [item.text for item in line.items]
    years = [t for t in texts if _YEAR.fullmatch(_MARK.sub("", t).strip())]
    if not years or len(years) == len(texts) == 1 or any(t not in years and not _MARKS.fullmatch(t) for t in texts):
        return None
    kept = tuple(item for item in line.items if item.text in years)
    return replace(line, kind=LineKind.YEARS, items=kept, pieces=_with_marks(line.pieces))


def _units(line: Line) -> Line | None:
    """A line without a label of nothing but units that have a figure in them: `GBP 000   GBP 000`."""
    if line.label.strip() or not all(_scaled(item.text) for item in line.items):
        return None
    return replace(line, kind=LineKind.TEXT, items=(), loose=())


def _scaled(text: str) -> bool:
    return any(found.value.power and found.value.currency for found in find_units(text)) and understood(text)


def _with_marks(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces where a footnote mark two blanks or less behind a year is part of its piece."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and _MARKS.fullmatch(piece.text) and piece.start - last.end <= 2:
            found[-1] = Piece(last.start, piece.end, f"{last.text} {piece.text}")
        else:
            found.append(piece)
    return tuple(found)


def _marks(lines: Sequence[Line], index: int) -> Line | None:
    """A line of nothing but footnote marks and audit words right under a line of dates."""
    line = lines[index]
    if not all(_MARKS.fullmatch(item.text) for item in line.items):
        return None
    label = line.label.strip()
    if label and not understood(label):
        return None
    above = _above(lines, index)
    if above is None or above.kind not in (LineKind.TEXT, LineKind.YEARS):
        return None
    last = above.pieces[-1] if above.pieces else None
    if last is None or not of_period(last.text) or last.end < line.items[-1].start:
        return None
    return replace(line, kind=LineKind.TEXT, items=(), loose=())


def _above(lines: Sequence[Line], index: int) -> Line | None:
    """The nearest line above that is no rule and no tag, at most one blank line off."""
    blanks = 0
    for i in range(index - 1, max(-1, index - 6), -1):
        kind = lines[i].kind
        if kind is LineKind.BLANK:
            blanks += 1
            if blanks > 1:
                return None
        elif kind not in (LineKind.RULE, LineKind.TAG):
            return lines[i]
    return None


def consecutive(line: Line) -> bool:
    """Whether a line's values are two or more years that follow each other, either way: `2000  1999  1998`."""
    years = [int(item.text[:4]) for item in line.items if _YEAR.match(item.text)]
    steps = {b - a for a, b in pairwise(years)}
    return len(years) > 1 and len(years) == len(line.items) and steps in ({1}, {-1})


def bare_year(text: str) -> bool:
    """Whether a text is a bare year, a footnote mark aside."""
    return _YEAR.fullmatch(_MARK.sub("", text).strip()) is not None
