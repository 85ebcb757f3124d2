"""How period expressions are written: one pattern made of the word lists, and the reading of its matches.

`periods` does the rest: lists, appositions and expressions split over headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from .expressions import (
    AtDate,
    Duration,
    Ended,
    Fiscal,
    FiscalKind,
    FiscalPart,
    MonthDay,
    MonthOf,
    PeriodExpression,
    Span,
    Year,
    last_day,
    months_of,
)
from .vocabulary import alternatives, beginning_words, lengths, months, numbers
from .words import folded

_YEAR = r"(?:19|20)\d\d(?![\d%]|[.,]\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
_ENDED = r"end(?:ed|ing)(?:\s+on)?"
_FISCAL = r"(?:FY\s*'?|(?:full\s+)?(?:fiscal|financial)(?:\s+years?)?\s+)"
_AS_OF = r"(?:as\s*(?:of|at)\s*:?\s*)?"
_OF = r"\s*(?:(?:of|for|in)\s+)?(?:the\s+)?"
_CODE_KINDS: dict[str, FiscalKind] = {"q": "quarter", "h": "half", "m": "nine-months"}
_KIND_OF_MONTHS: dict[int, FiscalKind] = {3: "quarter", 6: "half", 9: "nine-months", 12: "year"}
_COUNTABLE = ("month", "week")


def _month(prefix: str) -> str:
    return rf"(?P<{prefix}m>{alternatives(months())})(?![^\W\d_])\.?"


def _month_day(prefix: str) -> str:
    """A day without its year, in both orders: `June 30`, `30 June`."""
    turned = rf"(?P<{prefix}td>{_DAY})[\s-]*(?:of\s+)?{_month(prefix + 't')}"
    return rf"(?:{_month(prefix)}\s*(?P<{prefix}d>{_DAY})|{turned})"


def _date(prefix: str) -> str:
    """A full date in one of four spellings, its parts in groups whose names start with `prefix`."""
    a, b, c, d = (prefix + form for form in "abcd")
    return (
        rf"(?:{_month(a)}\s*(?P<{a}d>{_DAY})\s*[,.]?\s*(?P<{a}y>{_YEAR})"
        rf"|(?P<{b}d>{_DAY})[\s-]*(?:of\s+)?{_month(b)}[\s,-]*(?P<{b}y>{_YEAR})"
        rf"|(?P<{c}y>(?:19|20)\d\d)(?P<{c}s>[-/.])(?P<{c}m>\d\d?)(?P={c}s)(?P<{c}d>\d\d?)(?!\d)"
        rf"|(?P<{d}m>\d\d?)/(?P<{d}d>\d\d?)/(?P<{d}y>\d{{4}}|\d\d)(?![\d/]))"
    )


def _year_ref(prefix: str, joint: str = "") -> str:
    """A year of four digits, with or without a word for fiscal year, or of two digits behind `FY`."""
    return (
        rf"(?:{joint}(?:{_FISCAL})?(?P<{prefix}y4>{_YEAR})"
        rf"|{joint}FY\s*'?(?P<{prefix}y2>\d\d)(?![\d%]|[.,/]\d))"
    )


def _counted(prefix: str) -> str:
    cardinal = alternatives(numbers("cardinal"))
    unit = alternatives(_COUNTABLE, plural=True)
    return rf"(?P<{prefix}count>\d{{1,2}}|{cardinal})[\s-]*(?P<{prefix}unit>{unit})\b"


def _length(prefix: str) -> str:
    """A length of time: `six months`, `26 weeks`, `fiscal year`, `second quarter`, `nine-month period`."""
    ordinal = alternatives(numbers("ordinal"))
    named = alternatives((w for w in lengths() if w not in _COUNTABLE), plural=True)
    return (
        rf"(?:{ordinal}[\s-]+)?(?:{_counted(prefix)}|(?P<{prefix}named>{named})\b)(?:[\s-]+periods?)?"
        r"(?:\s*\((?:un)?audited\))?"
    )


def _part(prefix: str) -> str:
    """A part of a fiscal year: `first quarter`, `second half`, `first nine months`."""
    ordinal = alternatives(numbers("ordinal"))
    return (
        rf"(?P<{prefix}ordinal>{ordinal})[\s-]*(?:{_counted(prefix)}|(?P<{prefix}named>quarter|half))\b"
        r"(?:[\s-]+period\b)?"
    )


@cache
def scanner() -> re.Pattern[str]:
    """The pattern of all expressions; the outermost group that matched says which (see `read_match`)."""
    begun = rf"(?:\s*\(\s*{alternatives(beginning_words())}\s*\))?"
    forms = {
        "span": rf"(?:from\s+)?(?:{_date('sp')}|{_month_day('sp_')},?){begun}\s*(?:to|through|until|[-–—~])\s*"
        rf"{_date('spe')}",
        "part_ended": rf"{_part('pe')}\s+(?:of|for)\s+(?:the\s+)?(?:full\s+)?(?:fiscal\s+|financial\s+)?year\s+{_ENDED}"
        rf"\s*{_date('pe')}",
        "ended": rf"{_length('en')}\s*{_ENDED}\b"
        rf"(?:[\s,:]*(?:{_date('en')}|{_month('eo_')},?\s*(?P<eo_y>{_YEAR})|{_month_day('em_')}(?!\w),?))?",
        "until": rf"{_length('un')}\s+to\s+{_date('un')}",
        "fy_month": r"FY\s*(?P<fm_m>1[0-2]|0?[1-9])/(?P<fm_y>\d{4}|\d\d)(?!\d)",
        "code": r"(?P<co_n>[1-49])(?P<co_k>[QHM])"
        rf"(?:{_year_ref('co_', _OF)}|'?(?P<co_s>\d\d)(?![\w%]|[.,]\d))",
        "turned": r"(?P<tu_k>[QH])(?P<tu_n>[1-4])" + rf"(?:[\s/-]*{_year_ref('tu_')}|\s*'(?P<tu_s>\d\d)(?!\d))",
        "part": _part("pa") + ",?" + _year_ref("pa_", _OF),
        "year_of": rf"(?:{_FISCAL}(?P<yo_y4>{_YEAR})|FY\s*'?(?P<yo_y2>\d\d)(?![\d%]|[.,/]\d))",
        "date": _AS_OF + _date("da"),
        "month_end": rf"end\s+of\s+{_month('me_')},?\s*(?P<me_y>{_YEAR})",
        "month_of": rf"{_month('mo_')},?\s*(?P<mo_y>{_YEAR})",
        "month_day": rf"{_AS_OF}{_month_day('md_')}(?=\s*(?:[,:(]|$|\)|\||and\b))[,:]?",
        "lone_part": rf"(?P<lp_ordinal>{alternatives(numbers('ordinal'))})[\s-]*(?P<lp_named>quarter|half)"
        r"(?![\w-]|\s*-?\s*end)",
        "year": rf"(?<![-/])(?P<ye_y>{_YEAR})(?![\w/-])",
    }
    openings = alternatives(
        {
            *months(),
            *numbers("ordinal"),
            *numbers("cardinal"),
            *lengths(),
            "as",
            "from",
            "fy",
            "fiscal",
            "financial",
            "end",
        }
    )
    entry = rf"(?<![^\W_])(?<![.,$¥€£'])(?=\d|[QH]\d|{openings})"
    pattern = entry + "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in forms.items()) + ")"
    # White space is bounded so that a line of thousands of blanks costs no more than any other line.
    for unbounded, bounded in ((r"\s*", r"\s{0,9}"), (r"\s+", r"\s{1,9}"), ("]*", "]{0,9}"), ("]+", "]{1,9}")):
        pattern = pattern.replace(unbounded, bounded)
    return re.compile(pattern, re.IGNORECASE)


_WORTH = re.compile(r"\d\d|\d\s[a-z]{3}|month|week|quarter|half|year|period", re.IGNORECASE)


def worth_scanning(text: str) -> bool:
    """Whether the text can hold an expression at all; most labels cannot."""
    return _WORTH.search(text) is not None


def read_match(match: re.Match[str]) -> PeriodExpression | None:
    """The expression that a match of `scanner` is; None where it is no date (`February 30, 2009`)."""
    try:
        return _READERS[match.lastgroup or ""](match)
    except ValueError:
        return None


def _leading_number(text: str) -> int:
    digits = re.match(r"\d+", text)
    if digits is None:
        raise ValueError(f"no number: {text!r}")
    return int(digits.group())


def _month_number(text: str) -> int:
    return int(text) if text[0].isdigit() else months()[folded(text)]


def _full_year(text: str) -> int:
    """A year of four digits, or of two: 70 to 99 are of the twentieth century."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)


def _has_date(match: re.Match[str], prefix: str) -> bool:
    return any(match[f"{prefix}{form}y"] for form in "abcd")


def _day(match: re.Match[str], prefix: str) -> date:
    """The date in the groups of `prefix`. Raises `ValueError` for a day that does not exist."""
    form = next(f for f in "abcd" if match[f"{prefix}{f}y"])
    month = _month_number(match[f"{prefix}{form}m"])
    day = _leading_number(match[f"{prefix}{form}d"])
    if form == "d" and month > 12 >= day:
        month, day = day, month
    return date(_full_year(match[f"{prefix}{form}y"]), month, day)


def _has_month_day(match: re.Match[str], prefix: str) -> bool:
    return match[f"{prefix}d"] is not None or match[f"{prefix}td"] is not None


def _read_month_day(match: re.Match[str], prefix: str) -> tuple[int, int]:
    """Month and day of a day without its year."""
    form = prefix if match[f"{prefix}d"] is not None else f"{prefix}t"
    return _month_number(match[f"{form}m"]), _leading_number(match[f"{form}d"])


def _count(match: re.Match[str], prefix: str) -> tuple[int, int]:
    """Months and weeks of a counted length; the months of a count of weeks are the nearest whole ones."""
    count = re.sub(r"[\s-]+", "-", folded(match[f"{prefix}count"]))
    number = int(count) if count.isdigit() else numbers("cardinal")[count]
    month, week = lengths()[folded(match[f"{prefix}unit"]).removesuffix("s")]
    return number * month or round(number * 12 / 52), number * week


def _read_length(match: re.Match[str], prefix: str) -> tuple[int, int]:
    if match[f"{prefix}count"] is not None:
        return _count(match, prefix)
    named = re.sub(r"[\s-]+", " ", folded(match[f"{prefix}named"]))
    return lengths().get(named) or lengths()[named.removesuffix("s")]


def _read_part(match: re.Match[str], prefix: str) -> tuple[FiscalKind, int]:
    """Kind and number of a part of a year. Raises `ValueError` for one that no year has (`third half`)."""
    number = numbers("ordinal")[folded(match[f"{prefix}ordinal"])]
    if match[f"{prefix}named"] is None:
        kind = _KIND_OF_MONTHS.get(_count(match, prefix)[0])
    else:
        kind = "quarter" if folded(match[f"{prefix}named"]) == "quarter" else "half"
    if kind is None or number * months_of(kind) > 12:
        raise ValueError("no part of a fiscal year")
    return kind, number


def _span(match: re.Match[str]) -> PeriodExpression:
    end = _day(match, "spe")
    if _has_date(match, "sp"):
        return Span(_day(match, "sp"), end)
    start = date(end.year, *_read_month_day(match, "sp_"))
    return Span(start if start <= end else start.replace(year=end.year - 1), end)


def _part_ended(match: re.Match[str]) -> PeriodExpression:
    """A part of a year that is named by its last day: `first half of the fiscal year ending March 31, 2009`."""
    end = _day(match, "pe")
    kind, number = _read_part(match, "pe")
    index = end.year * 12 + end.month - 13 + number * months_of(kind)
    return Ended(months_of(kind), last_day(index // 12, index % 12 + 1))


def _ended(match: re.Match[str]) -> PeriodExpression:
    length, weeks = _read_length(match, "en")
    if _has_date(match, "en"):
        return Ended(length, _day(match, "en"), weeks)
    if match["eo_y"] is not None:
        return Ended(length, last_day(int(match["eo_y"]), _month_number(match["eo_m"])), weeks)
    if _has_month_day(match, "em_"):
        return MonthDay(*_read_month_day(match, "em_"), length, weeks)
    return Duration(length, weeks)


def _until(match: re.Match[str]) -> PeriodExpression:
    length, weeks = _read_length(match, "un")
    return Ended(length, _day(match, "un"), weeks)


def _code(match: re.Match[str], prefix: str) -> PeriodExpression | None:
    kind = _CODE_KINDS[folded(match[f"{prefix}k"])]
    number = int(match[f"{prefix}n"])
    if kind == "nine-months":
        number = 1 if number == 9 else 0
    if not 1 <= number <= 12 // months_of(kind):
        return None
    return Fiscal(kind, number, _full_year(match[f"{prefix}y4"] or match[f"{prefix}y2"] or match[f"{prefix}s"]))


def _part_of(match: re.Match[str]) -> PeriodExpression:
    kind, number = _read_part(match, "pa")
    return Fiscal(kind, number, _full_year(match["pa_y4"] or match["pa_y2"]))


def _lone_part(match: re.Match[str]) -> PeriodExpression | None:
    kind: FiscalKind = "quarter" if folded(match["lp_named"]) == "quarter" else "half"
    number = numbers("ordinal")[folded(match["lp_ordinal"])]
    return FiscalPart(kind, number) if number * months_of(kind) <= 12 else None


_READERS: dict[str, Callable[[re.Match[str]], PeriodExpression | None]] = {
    "span": _span,
    "part_ended": _part_ended,
    "ended": _ended,
    "until": _until,
    "fy_month": lambda m: Ended(12, last_day(_full_year(m["fm_y"]), int(m["fm_m"]))),
    "code": lambda m: _code(m, "co_"),
    "turned": lambda m: _code(m, "tu_"),
    "part": _part_of,
    "year_of": lambda m: Fiscal("year", 1, _full_year(m["yo_y4"] or m["yo_y2"])),
    "date": lambda m: AtDate(_day(m, "da")),
    "month_of": lambda m: MonthOf(int(m["mo_y"]), _month_number(m["mo_m"])),
    "month_end": lambda m: AtDate(last_day(int(m["me_y"]), _month_number(m["me_m"]))),
    "month_day": lambda m: MonthDay(*_read_month_day(m, "md_")),
    "lone_part": _lone_part,
    "year": lambda m: Year(int(m["ye_y"])),
}
