"""Whether a figure in words stands there whole: all that touches it is understood, and no more of it stands apart.

`JPY 12<ZERO WIDTH SPACE>,345 million`, `12 345 million`, `12½ million` and `12,345 (million)` are read as 12 or 12,345,
which nobody printed. What a figure is of is left to the rest of the room.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from ..document import Mark
from ..language.patterns import phrases
from ..language.vocabulary import currencies, header_scales, multipliers, scales, short_scales
from .prose_text import Figure, plain

_LEFT = frozenset("([{<\"'“‘«„*_—–-/+~≈#≒約")
_RIGHT = frozenset(")]}>\"'”’»*_†‡§¶#([{—–-/…⁰¹²³⁴⁵⁶⁷⁸⁹%+")
_STOPS = frozenset(".,;:!?")
_MORE = re.compile(r"\s{1,9}(?:[\d¼-¾⅐-⅞]|[.,]\d)|(?:\s{0,9},\s{1,9}|\s{1,9},\s{0,9})\d{3}(?![\d.,]*\d)")
_LESS = re.compile(r"\d\s{1,9}$")
_GLUED = re.compile(r"(?:[^\w\s(\[{]|_){1,3}\d")
_END = re.compile(r"(?<!\.)[.;!?](?:\s|$)")
_BETWEEN = re.compile(r"[\s,]*(?:[^\W\d_]+[\s,]+){0,2}")
_FAR = 60
"""Characters behind a figure in which a scale is looked for that may be its own."""


def cut(text: str, figures: Sequence[Figure], number: int) -> str:
    """Why a figure of a text may be a piece of what is printed; empty if it is whole."""
    figure = figures[number]
    after = figures[number + 1] if number + 1 < len(figures) else None
    end = max(figure.end, _behind_own(text, figure))
    return touched(text, figure.start, end) or _parted(text, figure) or _scale(text, figure, after)


def touched(text: str, start: int, end: int) -> str:
    """Why what touches a figure at `start` to `end` of a text may be a part of it; empty if it is understood."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before and not (_blank(before) or before in _LEFT or _letter(before)):
        return _shown(before, "before")
    stop = behind in _STOPS and not (_ends(text[end + 1 : end + 2]))
    if _GLUED.match(text, end):
        return _shown(behind, "behind")
    if behind and (stop or not (_blank(behind) or behind in _RIGHT or behind in _STOPS or _letter(behind))):
        return _shown(text[end : end + 2] if stop else behind, "behind")
    return ""


def _ends(char: str) -> bool:
    """Whether a mark of punctuation before this character is one."""
    return not char or _blank(char) or char in _RIGHT or char in _STOPS or (char.isalpha() and char.isascii())


def _blank(char: str) -> bool:
    return char in " \n\t\u00a0" or unicodedata.category(char) == "Zs"


def _letter(char: str) -> bool:
    """Whether a letter or the sign of a currency, which the reader has looked at."""
    return (char.isalpha() and char.isascii()) or unicodedata.category(char) == "Sc"


def _shown(chars: str, where: str) -> str:
    names = " ".join(c if c.isprintable() and not unicodedata.combining(c) else f"U+{ord(c):04X}" for c in chars)
    return f"“{names}” stands right {where} it, by which it may be a piece of another figure"


def _parted(text: str, figure: Figure) -> str:
    """Why a figure may go on behind a blank, as `12 345` and `12 1/2` do."""
    if (more := _MORE.match(text, figure.end)) and not (figure.mark.percent and "," in more.group()):
        return "digits follow it with no word between, so that it may be a piece of another figure"
    if figure.mark.currency is None and _LESS.search(text, max(0, figure.start - 10), figure.start):
        return "digits stand before it with no word between, so that it may be a piece of another figure"
    return ""


def _scale(text: str, figure: Figure, after: Figure | None) -> str:
    """Why a scale that stands apart from a figure may be its own."""
    mark = figure.mark
    if mark.percent or (mark.unit is not None and mark.currency is None):
        return ""
    end = _behind_own(text, figure)
    limit = min(figure.end + _FAR, after.start if after is not None else len(text))
    behind = _END.split(text[end:limit], maxsplit=1)[0]
    if mark.power is not None:
        behind = (behind.split(maxsplit=1) or [""])[0]
    if found := _scales().search(behind):
        return f"“{found.group()}” stands behind it, and nothing tells whether that is its scale"
    if after is not None and mark.power is None and _shared(text, figure, after):
        return "a scale stands at the figure behind it, and nothing tells whether that is for both"
    return ""


def _behind_own(text: str, figure: Figure) -> int:
    """The offset behind a figure with the scale and the currency that it was read with."""
    raw = plain(figure.mark.raw)
    end = max(text.find(raw, figure.start), figure.start) + len(raw)
    power = 0
    while power < (figure.mark.power or 0) and (own := _own().match(text, end)):
        power, end = power + (_powers().get(own[1].casefold(), 0) if own[1] else 0), own.end()
    return end


def _shared(text: str, figure: Figure, after: Figure) -> bool:
    """Whether two figures stand together, the second with a scale: `between 12 and 13 million`."""
    alike = _money(figure.mark) or not _money(after.mark)
    return alike and bool(after.mark.power) and _BETWEEN.fullmatch(text, figure.end, after.start) is not None


def _money(mark: Mark) -> bool:
    return mark.currency is not None


@cache
def _powers() -> dict[str, int]:
    return {**scales(), **header_scales(), **multipliers(), **short_scales()}


@cache
def _scales() -> re.Pattern[str]:
    return re.compile(phrases((*scales(), *header_scales(), *multipliers())), re.IGNORECASE)


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"[\s-]?(?:({phrases(tuple(_powers()))})|{phrases(tuple(currencies()))})", re.IGNORECASE)
