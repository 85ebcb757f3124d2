"""Period expressions found in the words of headers, labels, captions and prose, whoever the issuer is.

Which period a cell has is left to the binder; `expressions` says what the expressions are and resolves them, and
`grammar` how they are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .expressions import (
    AtDate,
    Duration,
    Ended,
    Fiscal,
    FiscalCalendar,
    FiscalKind,
    FiscalPart,
    MonthDay,
    MonthOf,
    PeriodExpression,
    Span,
    Year,
    complete,
    in_year,
    months_of,
    resolve,
)
from .found import Found
from .grammar import read_match, scanner, worth_scanning

__all__ = [
    "AtDate",
    "Duration",
    "Ended",
    "Fiscal",
    "FiscalCalendar",
    "FiscalKind",
    "FiscalPart",
    "MonthDay",
    "MonthOf",
    "PeriodExpression",
    "Span",
    "Year",
    "combine",
    "complete",
    "find_periods",
    "period_of",
    "resolve",
    "without_periods",
]

SEPARATOR = " | "

_LIST = re.compile(r"\s*(?:,\s*and|,|and|&|;)\s*", re.IGNORECASE)
_YEAR_TO_DATE = re.compile(r"[\s,(]{0,3}(?:YTD|year[\s-]to[\s-]date|cumulative)\b\)?", re.IGNORECASE)
_FROM_THE_FIRST = re.compile(r"(?<!\w)1[QH]\s?[-–~]\s?$", re.IGNORECASE)
_UP_TO: dict[int, FiscalKind] = {3: "quarter", 6: "half", 9: "nine-months", 12: "year"}
_APPOSITION = re.compile(r"\s*([(\[]|[,:-])?\s*")


@lru_cache(maxsize=1 << 16)
def find_periods(text: str) -> tuple[Found[PeriodExpression], ...]:
    """The period expressions in `text`, left to right, not overlapping.

    Partial ones are among them (`Three Months Ended`, `December 31,`, `First Quarter`): see `complete`. In a list the
    later members take from the first what they leave out: `three months ended June 30, 2008 and 2009`.
    """
    if not worth_scanning(text):
        return ()
    found: list[Found[PeriodExpression]] = []
    for match in scanner().finditer(text):
        value = read_match(match)
        if value is None:
            continue
        one = _to_date(text, Found(value, match.start(), match.end(), match.group()))
        found.append(_after(text, found[-1], one) if found else one)
        if len(found) > 1:
            _join_apposition(text, found)
    return tuple(found)


def _to_date(text: str, found: Found[PeriodExpression]) -> Found[PeriodExpression]:
    """The part of a year from its first day on where the words say so: `3Q08 YTD`, `1Q-3Q08`."""
    if not isinstance(found.value, Fiscal) or found.value.kind not in ("quarter", "half"):
        return found
    behind = _YEAR_TO_DATE.match(text, found.end)
    before = _FROM_THE_FIRST.search(text, max(0, found.start - 6), found.start)
    if not behind and not before:
        return found
    kind = _UP_TO[found.value.number * months_of(found.value.kind)]
    start, end = before.start() if before else found.start, behind.end() if behind else found.end
    return Found(Fiscal(kind, 1, found.value.year), start, end, text[start:end])


def _after(text: str, first: Found[PeriodExpression], second: Found[PeriodExpression]) -> Found[PeriodExpression]:
    """`second`, completed from `first` where the two are members of one list."""
    if not _LIST.fullmatch(text, first.end, second.start):
        return second
    value: PeriodExpression | None = None
    match first.value, second.value:
        case (Ended() | AtDate(), Year(year)):
            value = in_year(first.value, year)
        case Ended(months, _, weeks), AtDate(day) if not second.words.lower().startswith("as"):
            value = Ended(months, day, weeks)
        case Fiscal(kind, number), Year(year):
            value = Fiscal(kind, number, year)
    return second if value is None else Found(value, second.start, second.end, second.words)


def _join_apposition(text: str, found: list[Found[PeriodExpression]]) -> None:
    """Make one of a fiscal code and the dates right behind it: `FY2024 (As of December 31, 2024)`."""
    code, dates = found[-2:]
    between = _APPOSITION.fullmatch(text, code.end, dates.start)
    if not between or not isinstance(code.value, Fiscal) or not isinstance(dates.value, AtDate | Span | Ended):
        return
    end = dates.end
    if between[1] in ("(", "["):
        closing = re.compile(r"\s*[)\]]").match(text, end)
        if closing is None:
            return
        end = closing.end()
    found[-2:] = [Found(dates.value, code.start, end, text[code.start : end])]


def without_periods(text: str) -> str:
    """The text with its periods blanked, so that no year is a figure that the unit behind it belongs to."""
    for found in find_periods(text):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


def combine(outer: PeriodExpression, inner: PeriodExpression) -> PeriodExpression | None:
    """The expression two pieces make together, or None when they do not belong together.

    `Three Months Ended` with `January 1, 2000`, `December 31,` with `1990`, `First Quarter` with `FY2009`,
    `FY2024` with `As of December 31, 2024` (the date says it more exactly), `Year ended December 31, 1992` with `1991`.
    """
    return _combine(outer, inner) or _combine(inner, outer, swapped=True)


def _combine(a: PeriodExpression, b: PeriodExpression, swapped: bool = False) -> PeriodExpression | None:
    match a, b:
        case Duration(months, weeks), AtDate(day):
            return Ended(months, day, weeks)
        case Duration(months, weeks), MonthDay(month, day, 0, 0):
            return MonthDay(month, day, months, weeks)
        case MonthDay(), Year(year) | Fiscal("year", _, year):
            return in_year(a, year)
        case FiscalPart(kind, number), Fiscal("year", _, year) | Year(year):
            return Fiscal(kind, number, year)
        case Fiscal(), AtDate() | Ended() | Span():
            return b
        case (Ended() | AtDate(), Year(year)) if not swapped:
            return in_year(a, year)
    return None


@dataclass(slots=True)
class _Piece:
    value: PeriodExpression
    start: int
    end: int
    words: str
    level: int


def period_of(headers: Sequence[str]) -> tuple[Found[PeriodExpression], ...]:
    """The periods a column's headers say, given outermost to innermost; split expressions are joined.

    The innermost, which is the most specific, comes first; only complete expressions are returned. Offsets count in
    `" | ".join(headers)`, from the first piece of an expression to the last; `words` are its pieces joined by a space.
    A bare year below a length or part of a year that lacks its day says no period, so it is not returned.
    """
    return _period_of(tuple(headers))


@lru_cache(maxsize=4096)
def _period_of(headers: tuple[str, ...]) -> tuple[Found[PeriodExpression], ...]:
    pieces: list[_Piece] = []
    base = 0
    for level, header in enumerate(headers):
        outer = list(pieces)
        used: set[int] = set()
        for found in find_periods(header):
            piece = _Piece(found.value, base + found.start, base + found.end, found.words, level)
            for other in reversed(outer):
                joined = combine(other.value, piece.value)
                if joined is not None:
                    used.add(id(other))
                    piece = _Piece(joined, other.start, piece.end, f"{other.words} {piece.words}", level)
            pieces.append(piece)
        pieces = [p for p in pieces if id(p) not in used]
        base += len(header) + len(SEPARATOR)
    dangling = any(isinstance(p.value, Duration | FiscalPart | MonthDay) for p in pieces)
    kept = [p for p in pieces if complete(p.value) and not (dangling and isinstance(p.value, Year))]
    kept.sort(key=lambda p: (-p.level, p.start))
    return tuple(Found(p.value, p.start, p.end, p.words) for p in kept)
