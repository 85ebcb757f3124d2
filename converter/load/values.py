"""The lexical forms of an instance: numbers, accuracy and moments, as XBRL 2.1 and XML Schema write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from ...taxonomy.amount import parse_amount

PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
"""The form that nearly all numbers have, without white space: valid as `xs:decimal`, and read exactly by `Decimal`."""
_FLOAT = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))[eE]([+-]?\d{1,4})", re.ASCII)
_WRITTEN = re.compile(r"[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,4000}", re.ASCII)  # of any size, but Python reads no more at once
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
_XML_SPACE = " \t\r\n"
_MAX_EXPONENT = 400
"""More than a double has; an exponent beyond it would make exact sums unbounded."""


def number(text: str) -> Decimal:
    """The number in an instance: `xs:decimal`, or the exponent form of `xs:double`. Raises `ValueError` for others."""
    stripped = text.strip(_XML_SPACE)
    if PLAIN_NUMBER.fullmatch(stripped):
        return Decimal(stripped)
    if "," in stripped:
        raise ValueError(f"not a number: {text!r}")
    try:
        return parse_amount(stripped)
    except ValueError:
        match = _FLOAT.fullmatch(stripped)
        if match is None or abs(int(match[2])) > _MAX_EXPONENT:
            raise
        return parse_amount(match[1]).scaleb(int(match[2]))


@lru_cache(maxsize=256)
def accuracy(text: str) -> int | None:
    """What `decimals` or `precision` says; None for `INF`. Raises `ValueError` for anything else."""
    stripped = text.strip(_XML_SPACE)
    if stripped == "INF":
        return None
    if not _INTEGER.fullmatch(stripped):
        raise ValueError(f"neither an integer nor INF: {text!r}")
    return int(stripped)


def decimals_of_precision(value: Decimal, precision: int) -> int | None:
    """The decimals that a precision above 0 means for a value (XBRL 2.1 section 4.6.6); None, exact, for zero."""
    return None if not value else precision - value.adjusted() - 1


def precision_of_decimals(text: str, decimals: int | None) -> int | None:
    """The precision that decimals mean for a number as written (XBRL 2.1 section 4.6.6); None for INF, 0 for unknown.

    Digits left of the point count without leading zeros, zeros right of it down to the first other digit against them.
    Raises `ValueError` for a text that is no number.
    """
    match = _WRITTEN.fullmatch(text.strip(_XML_SPACE))
    if match is None or not (match[1] or match[2]):
        raise ValueError(f"not a number: {text!r}")
    if decimals is None:
        return None
    left, right = match[1].lstrip("0"), match[2] or ""
    zeros = 0 if left or not right.strip("0") else len(right) - len(right.lstrip("0"))
    return max(len(left) - zeros + int(match[3] or 0) + decimals, 0)


@lru_cache(maxsize=4096)
def moment(text: str, *, start: bool) -> date:
    """The day of a period's start or (inclusive) end; a `datetime` where it is no midnight or has a time zone.

    XBRL 2.1 section 4.7.2: a date alone is that day's beginning for a start, its end for an end or an instant; midnight
    is the beginning of the day it names. Raises `ValueError` for what is neither date nor dateTime.
    """
    match = _MOMENT.fullmatch(text.strip(_XML_SPACE))
    if match is None:
        raise ValueError(f"neither a date nor a dateTime: {text!r}")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    when = date(int(year), int(month), int(day))
    if hour is None:
        if zone is None:
            return when
        return _at(when if start else when + timedelta(days=1), time(), zone)
    if hour == "24":
        if (minute, second, (fraction or "").strip("0")) != ("00", "00", ""):
            raise ValueError(f"no time of day: {text!r}")
        when, clock = when + timedelta(days=1), time()
    else:
        clock = time(int(hour), int(minute), int(second), int((fraction or "0")[:6].ljust(6, "0")))
    if clock == time() and zone is None:
        return when if start else when - timedelta(days=1)
    return _at(when, clock, zone)


def _at(day: date, clock: time, zone: str | None) -> datetime:
    suffix = {None: "", "Z": "+00:00"}.get(zone, zone)
    return datetime.fromisoformat(f"{day.isoformat()}T{clock.isoformat()}{suffix}")


def begins_before(start: date, end: date) -> bool:
    """Whether the period is longer than nothing (XBRL 2.1 section 4.7.2); a time zone on one side only is let pass."""
    first = start if isinstance(start, datetime) else datetime.combine(start, time())
    last = end if isinstance(end, datetime) else datetime.combine(end, time()) + timedelta(days=1)
    return first < last if (first.tzinfo is None) == (last.tzinfo is None) else True
