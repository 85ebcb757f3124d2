"""Plain headers drawn in every order: titles, captions, dates and units, ruled or not, glued or not, tabbed or not.

Each is a release of one table with what its columns have to come to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

_ROWS = (
    ("Sales of lamps", ("41,512", "39,807", "88,214", "80,355")),
    ("Cost of lamps", ("30,118", "29,664", "61,902", "58,731")),
    ("Profit on lamps", ("11,394", "10,143", "26,312", "21,624")),
)


@dataclass(frozen=True, slots=True)
class Header:
    """A kind of header: the title below the issuer's name and what it goes on with (`said`), the words over the labels
    (`stub`) and over the columns (`over`: lines parted by ` / `, columns by ` | `, `>` where the words on the left go
    on), and the periods that the columns have."""

    name: str
    title: str
    over: str
    periods: tuple[str, ...]
    stub: str = ""
    said: str = ""

    @property
    def lines(self) -> list[list[str]]:
        """The words over each column, line by line."""
        return [[text.strip() for text in line.split(" | ")] for line in self.over.split(" / ")]


_FLOWS = "STATEMENTS OF OPERATIONS"
_STOCKS = "BALANCE SHEETS"
_NINE = ("2011-01-01 to 2011-09-30", "2010-01-01 to 2010-09-30")
_THREE = ("2011-07-01 to 2011-09-30", "2010-07-01 to 2010-09-30")
_YEAR = ("2011-01-01 to 2011-12-31", "2010-01-01 to 2010-12-31")
_WEEKS = ("2011-07-31 to 2011-10-29", "2010-08-01 to 2010-10-30")
_ENDS = ("2011-12-31", "2010-12-31")

HEADERS = (
    Header("whole dates", _STOCKS, "December 31, 2011 | December 31, 2010", _ENDS),
    Header("whole days abbreviated", _STOCKS, "Dec. 31, 2011 | Dec. 31, 2010", _ENDS),
    Header("dates over two lines", _STOCKS, "December 31, | December 31, / 2011 | 2010", _ENDS),
    Header("as of over dates", _STOCKS, "As of | As of / Dec 31, 2011 | Dec 31, 2010", _ENDS),
    Header("marks under dates", _STOCKS, "December 31, | December 31, / 2011 | 2010 / (unaudited) | (1)", _ENDS),
    Header("mark behind a year", _STOCKS, "December 31, | December 31, / 2011 | 2010 (1)", _ENDS),
    Header("day over two years", _STOCKS, "December 31, | > / 2011 | 2010", _ENDS),
    Header("day in the stub", _STOCKS, "2011 | 2010", _ENDS, stub="December 31,"),
    Header("day in the title", _STOCKS, "2011 | 2010", _ENDS, said="at December 31"),
    Header(
        "length over dates",
        _FLOWS,
        "Nine Months Ended | Nine Months Ended / September 30, | September 30, / 2011 | 2010",
        _NINE,
    ),
    Header("length over two years", _FLOWS, "Nine Months Ended | > / September 30, | > / 2011 | 2010", _NINE),
    Header("length on one line over years", _FLOWS, "Nine Months Ended September 30, | > / 2011 | 2010", _NINE),
    Header("length over whole dates", _FLOWS, "Three Months Ended | > / Sept. 30, 2011 | Sept. 30, 2010", _THREE),
    Header(
        "two lengths",
        _FLOWS,
        "Three Months Ended | > | Nine Months Ended | > / September 30, | > | September 30, | > "
        "/ 2011 | 2010 | 2011 | 2010",
        (*_THREE, *_NINE),
    ),
    Header("quarters", _FLOWS, "Quarter Ended | Quarter Ended / September 30, 2011 | September 30, 2010", _THREE),
    Header("length in the stub", _FLOWS, "2011 | 2010", _NINE, stub="For the nine months ended September 30,"),
    Header("year in the stub", _FLOWS, "2011 | 2010", _YEAR, stub="Year ended December 31,"),
    Header("year in the title", _FLOWS, "2011 | 2010", _YEAR, said="for the years ended December 31"),
    Header("year over years", _FLOWS, "YEAR ENDED | > / DECEMBER 31, | > / 2011 | 2010", _YEAR),
    Header("weeks", _FLOWS, "13 Weeks Ended | 13 Weeks Ended / October 29, 2011 | October 30, 2010", _WEEKS),
    Header(
        "title in the header line",
        "",
        "Quarter Ended | Quarter Ended / September 30, 2011 | September 30, 2010",
        _THREE,
        stub="STATEMENTS OF EARNINGS",
    ),
    Header("name in a line of years", _STOCKS, "2011 | 2010", _ENDS, stub="Assets", said="at December 31"),
    Header(
        "note column",
        _STOCKS,
        "2011 | 2010",
        _ENDS,
        stub="                                  Note",
        said="at December 31",
    ),
    Header("fiscal year over years", _FLOWS, "Fiscal Year Ended | > / December 31, | > / 2011 | 2010", _YEAR),
    Header(
        "twelve months",
        _FLOWS,
        "Twelve Months | Twelve Months / Ended | Ended / December 31, | December 31, / 2011 | 2010",
        _YEAR,
    ),
    Header("audit words above", _STOCKS, "(Unaudited) |  / December 31, | December 31, / 2011 | 2010", _ENDS),
    Header(
        "percents between",
        _FLOWS,
        "Quarter Ended | Quarter Ended | % / September 30, 2011 | September 30, 2010 | Change",
        (*_THREE, ""),
    ),
    Header(
        "change beside",
        _FLOWS,
        "Quarter Ended | Quarter Ended | One Year / September 30, 2011 | September 30, 2010 | Change",
        (*_THREE, ""),
    ),
)

UNITS = (
    ("(In thousands)", 3),
    ("(in millions, except per share data)", 6),
    ("(Dollars in thousands; unaudited)", 3),
    ("Amounts in millions of euros", 6),
)

PLACES = ("title", "apart", "glued", "below", "stub")
RULES = ("none", "under", "each", "tags", "between")
SIDES = ("right", "middle", "left")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A release of one table, the name of its kind, and the period and power of ten of its columns."""

    name: str
    text: str
    periods: tuple[str, ...]
    power: int


def drawn(sides: tuple[str, ...] | None = None) -> Iterator[Drawn]:
    """Every header with every unit, place of the unit and ruling, in columns of characters and parted by tabs."""
    turn = 0
    for header, (unit, power), place, rule in product(HEADERS, UNITS, PLACES, RULES):
        if place == "stub" and (header.stub or len(unit) > 30):
            continue
        turn += 1
        for side in sides or (SIDES[turn % 3],):
            name = f"{header.name}, {unit} {place}, {rule} {side}"
            yield Drawn(name, _fixed(header, unit, place, rule, side), header.periods, power)
    for header, (unit, power), place in product(HEADERS, UNITS, ("title", "glued")):
        if header.name not in _CHARACTERS_ONLY:
            yield Drawn(f"{header.name}, {unit} {place}, tabs", _tabbed(header, unit, place), header.periods, power)


_CHARACTERS_ONLY = ("note column",)
_LEFT, _WIDE = 44, 22


def _titles(header: Header, unit: str, place: str) -> list[str]:
    """The lines above a header: who reports, what the statement is, and the unit with it, apart or glued below."""
    named = f"CONSOLIDATED {header.title} {header.said}".strip() if header.title else ""
    lines = ["Lamp Works Inc. reports its results", ""] + [" " * 20 + named] * bool(named)
    lines += {"title": [" " * 20 + unit, ""], "apart": ["", unit, ""], "glued": [" " * 20 + unit]}.get(place, [""])
    return lines


def _fixed(header: Header, unit: str, place: str, rule: str, side: str) -> str:
    over = [_spread(texts, side) for texts in header.lines]
    stub = header.stub or (unit if place == "stub" else "")
    above = [stub] * (len(stub) > _LEFT - 8)
    if stub and not above:
        over[0] = stub.ljust(_LEFT) + over[0][_LEFT:]
    count = len(header.lines[-1])
    rules = [" " * (_LEFT + 4) + (" " * 4).join(["-" * (_WIDE - 4)] * count)]
    if rule == "between" and len(over) > 1:
        over[-1:] = [*rules, over[-1]]
    closing = {
        "under": ["-" * (_LEFT + _WIDE * count)],
        "each": rules,
        "tags": ["<S>".ljust(_LEFT) + "<C>".rjust(_WIDE) * count],
    }.get(rule, [])
    below = [unit, ""] if place == "below" else []
    rows = [label.ljust(_LEFT) + "".join(f.rjust(_WIDE) for f in figures[:count]) for label, figures in _ROWS]
    opening = ["<TABLE>", "<CAPTION>"] if rule == "tags" else []
    ending = ["</TABLE>"] if rule == "tags" else []
    return "\n".join([*_titles(header, unit, place), *opening, *above, *over, *closing, *below, *rows, *ending, ""])


def _spread(texts: list[str], side: str) -> str:
    """A line of headers: each by its figures, or in the middle over those of all columns that it goes on over."""
    line = ""
    for at, text in enumerate(texts):
        if text == ">":
            continue
        end = at + 1
        while end < len(texts) and texts[end] == ">":
            end += 1
        start, stop = _LEFT + at * _WIDE + _WIDE - 6, _LEFT + end * _WIDE
        if end - at > 1 or side == "middle":
            first = (start + stop - len(text)) // 2
        else:
            first = stop - len(text) if side == "right" else stop - max(len(text), 6)
        line = line.ljust(first) + text
    return line


def _tabbed(header: Header, unit: str, place: str) -> str:
    lines = [line.strip() for line in _titles(header, unit, place)]
    for number, texts in enumerate(header.lines):
        lines.append("\t".join([header.stub if not number else "", *(text.strip(">") for text in texts)]))
    lines += ["\t".join([label, *figures[: len(header.lines[-1])]]) for label, figures in _ROWS]
    return "\n".join([*lines, ""])
