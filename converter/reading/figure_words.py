"""The words that stand right beside a figure: its currency before or behind it, its scale, what it counts.

What is a figure and where it begins is left to `numerals`.
"""

from __future__ import annotations

import re
from functools import cache

from ..language.vocabulary import (
    counted_words,
    currency_of,
    currency_signs,
    doubtful_codes,
    header_scales,
    minor_units,
    scales,
    short_scales,
    unit_words,
)
from ..language.words import folded

_FAR = 40
"""Characters before a figure in which its currency is looked for."""
_LEAST = 5
"""Power of ten from which a scale word of headers (`crore`) is one behind a figure too; `hundred` is a number."""
_BEFORE = re.compile(r"(?<![^\W_])(?:[^\W\d_]+\.?[ ])*[^\W\d_.]+\.?(?:[^\W\d_]\.)*$")
_PART = re.compile(r"[ -]")
_AFTER = re.compile(r"[ \-]?((?:[^\W\d_]+\.?)+(?:[ -](?:[^\W\d_]+\.?)+){0,3})")


@cache
def _signs() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((s.casefold(), c) for s, c in currency_signs().items()), key=lambda sign: -len(sign[0])))


def money_before(text: str, floor: int, left: int) -> tuple[str, int] | None:
    """The currency whose sign or words end before `left`, no further left than `floor`, and where they begin."""
    near = text[max(floor, left - _FAR) : left]
    bare = near.rstrip(" ")
    if not bare or bare[-1].isdigit():
        return None
    start = left - len(near)
    if bare[-1].isalpha() or bare[-1] == ".":
        if len(near) - len(bare) <= 2 and (found := _named_before(bare)) is not None:
            return found[0], start + found[1]
        return None
    for sign, code in _signs():
        if bare.casefold().endswith(sign):
            at = len(bare) - len(sign)
            at -= at > 0 and bare[at - 1] == "\\"
            if not (sign[0].isalpha() and at and bare[at - 1].isalpha()):
                return code, start + at
    return None


def _named_before(bare: str) -> tuple[str, int] | None:
    """The currency that the last words of a text name, and where these begin."""
    found = _BEFORE.search(bare)
    if found is None:
        return None
    starts = [found.start(), *(m.end() for m in re.finditer(" ", bare[found.start() :]))]
    places = [found.start(), *(at + found.start() for at in starts[1:])]
    for at in places[-4:]:
        code = currency_of(bare[at:])
        if code is not None and not _no_money(bare, bare[at:]):
            return code, at
    return None


def _no_money(text: str, words: str) -> bool:
    """Whether a code is rather a word, as `ALL` is in a text all in capitals or before other words."""
    return words in doubtful_codes() and text.strip() != words


def money_after(text: str, at: int) -> tuple[str, int] | None:
    """The currency whose sign or words stand right behind `at`, and where they end; the longest name counts."""
    found = _AFTER.match(text, at)
    if found is None:
        return _sign_after(text, at)
    ends = [found.end(), *(m.start() for m in _PART.finditer(text, found.start(1) + 1, found.end()))]
    for end in sorted(ends, reverse=True):
        words = text[found.start(1) : end]
        if len(words) < 3 or words in doubtful_codes():
            continue
        for given in (words, words.rstrip(".")):
            if (code := currency_of(given.replace("-", " "))) is not None:
                return code, found.start(1) + len(given)
    return None


def _sign_after(text: str, at: int) -> tuple[str, int] | None:
    """A sign behind a figure: with nothing but the end of the text behind it, as `$` may belong to the next figure."""
    rest = text[at:].strip(" ")
    code = currency_signs().get(rest) if len(rest) <= 4 else None
    return (code, len(text.rstrip(" "))) if code is not None else None


@cache
def _powers() -> tuple[dict[str, int], dict[str, int]]:
    large = {word: power for word, power in header_scales().items() if power >= _LEAST}
    plain = {word.strip("."): power for word, power in (*scales().items(), *large.items()) if power > 2}
    short = {word.strip("."): power for word, power in short_scales().items() if word[0].isalpha()}
    return plain, short


def scale_word(word: str, *, glued: bool, money: str | None) -> int | None:
    """The power of ten of a scale word behind a figure; a short one counts glued to it, or behind a currency."""
    plain, short = _powers()
    key = folded(word)
    if key in plain:
        return plain[key]
    return short.get(key) if glued or money is not None else None


def unit_word(word: str) -> bool:
    """Whether a word behind a figure says what it counts, or in which part of a currency it is."""
    key = folded(word)
    return key in counted_words() or key in unit_words() or (len(key) > 1 and key in minor_units())
