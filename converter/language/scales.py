"""Scales, also of several words (`hundred millions`, `tens of thousands`, `10 millions`): how they are written, what
they come to, and where such words stand in a way that is not understood. Which unit a text names is for `units`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from unicodedata import category

from .patterns import phrases as alternatives_of
from .vocabulary import (
    currencies,
    currency_codes,
    everyday_currencies,
    header_scales,
    minor_units,
    multipliers,
    numbers,
    scales,
    short_scales,
    unit_words,
)
from .words import folded

_NUMBER = r"(?<![\d.,])10{1,9}(?![\d.,])|(?<![\d.,])10{0,2}(?:,000){1,3}(?![\d.,])"
"""A power of ten in digits: `10`, `100`, `10,000`."""
_LARGE = r"(?<![\d.,])(?:100|10{0,2}(?:,000){1,3}|10{3,9})(?![\d.,])"
"""Such a number that is no day of a month."""
_TOUCH = r"[\s-]{0,3}"
_NEAR = 60
"""Characters before a scale in which is looked for what it belongs to."""
_WORD_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]+)[\s-]{0,9}$")
_EACH = re.compile(r"\b(?:per|each|every)\s{1,9}$", re.IGNORECASE)


def phrases(words: Sequence[str]) -> str:
    """Any of the words, longest first, bounded where they begin or end in a letter or a digit."""
    return alternatives_of(words)


@cache
def money_words(rare: bool = True) -> str:
    """Any word or sign of a currency; without the rare ones it is much shorter."""
    return phrases(tuple(word for word, code in currencies().items() if rare or code in everyday_currencies()))


@cache
def money_phrases(rare: bool = True) -> str:
    """Any word, sign or code of a currency; a code only as it is written. Without the rare ones it is much shorter."""
    words, codes = (
        tuple(word for word, code in known.items() if rare or code in everyday_currencies())
        for known in (currencies(), currency_codes())
    )
    return f"(?:{phrases(words)}|(?-i:{phrases(codes)}))"


_PIECE = re.compile(r"[^\W\d_]+|[^\w\s]")


_TELLING = 3
"""Letters of a word from which it is looked for by itself; the signs of shorter ones are looked for whole (`R$`)."""


@cache
def _rare_pieces() -> tuple[Mapping[str, Sequence[frozenset[str]]], frozenset[str], re.Pattern[str]]:
    """Of the currencies that few texts name: for each word the pieces of it that are in no everyday one (by one of
    them), the codes, and the pattern of the words that have no such piece."""
    usual = [word for word, code in currencies().items() if code in everyday_currencies()]
    everyday = {piece for word in usual for piece in _PIECE.findall(word)}
    pieces: dict[str, list[frozenset[str]]] = {}
    whole = []
    for word in (w for w, code in currencies().items() if code not in everyday_currencies()):
        own = frozenset(p for p in _PIECE.findall(word) if p not in everyday and (len(p) >= _TELLING or _sign(p)))
        if own:
            pieces.setdefault(max(own), []).append(own)
        else:
            whole.append(word)
    codes = frozenset(code for code, currency in currency_codes().items() if currency not in everyday_currencies())
    return pieces, codes, re.compile(phrases(whole), re.IGNORECASE)


def _sign(piece: str) -> bool:
    return category(piece[0]) == "Sc"


def names_rare_money(text: str) -> bool:
    """Whether a text may name a currency that few texts name; where it does not, the shorter pattern finds the same."""
    found = set(_PIECE.findall(text))
    pieces, codes, whole = _rare_pieces()
    if not codes.isdisjoint(found):
        return True
    plain = {folded(piece) for piece in found}
    if any(own <= plain for piece in plain for own in pieces.get(piece, ())):
        return True
    return whole.search(text) is not None


@cache
def _plain() -> tuple[str, ...]:
    return (*scales(), *header_scales())


@cache
def _factors() -> tuple[str, ...]:
    """Words that a scale may be times: `hundred` of `hundred millions`."""
    return tuple(word for word in (*_plain(), *multipliers()) if word.isalpha() and len(word) > 2)


@cache
def scale_pattern() -> str:
    """A scale, of one word or of several; a plural is joined by `of`: `thousands of millions`, `thousand millions`."""
    one = [word for word in _factors() if not word.endswith("s")]
    many = [word for word in _factors() if word.endswith("s")]
    factor = rf"(?:{_NUMBER}|{phrases(one)})(?:\s{{1,9}}of)?[\s-]{{1,9}}|{phrases(many)}\s{{1,9}}of\s{{1,9}}"
    return rf"(?:(?:{factor}){{0,2}}{phrases(_plain())}|{phrases(tuple(minor_units()))})"


def scale_words() -> tuple[str, ...]:
    """All words and digits that a scale may begin with."""
    return (*_plain(), *multipliers(), *minor_units(), "1")


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?P<digits>{_NUMBER})|{phrases((*_plain(), *multipliers()))}", re.IGNORECASE)


def power_of(scale: str) -> int:
    """The power of ten that the words of a scale come to: 4 for `tens of thousands`."""
    if (power := _powers().get(_key(scale))) is not None:
        return power
    return sum(m[0].count("0") if m["digits"] else _powers()[_key(m[0])] for m in _part().finditer(scale))


def _key(words: str) -> str:
    """A scale as it is looked up: points and blanks are printed or not (`mill.`, `mill`)."""
    return re.sub(r"[\s.]", "", folded(words))


@cache
def _powers() -> dict[str, int]:
    powers = {**scales(), **header_scales(), **multipliers(), **minor_units()}
    return {_key(word): power for word, power in powers.items()}


def short_power(words: str) -> int:
    """The power of ten of a short scale behind a currency: 6 for the `m` of `EUR m`."""
    return {_key(word): power for word, power in short_scales().items()}[_key(words)]


def counted_out(text: str, start: int, scale: str) -> bool:
    """Whether a scale at `start` belongs to a number before it or of its own: `one million`, `of ten billion yen`.

    A number, or a word such as `ten`, is part of a scale only where the text or its bracket begins with `in`, a
    unit and `in`, or `unit:`; elsewhere (`investments in 10 million shares`) it may be an amount.
    """
    near = max(0, start - _NEAR)
    last = _WORD_BEFORE.search(text, near, start)
    if (last is not None and folded(last[1]) in numbers("cardinal")) or _EACH.search(text, near, start):
        return True
    first = _part().match(scale)
    numbered = first is not None and (first["digits"] or folded(first[0]) in multipliers())
    return bool(numbered) and _lead().search(text, near, start) is None


@cache
def _leading() -> str:
    """How a text or its bracket begins that gives a scale with a number in it."""
    unit = f"(?:{money_phrases()}|{phrases(tuple(unit_words()))})"
    return rf"(?:(?:^|[(\[{{:;,/|])\s{{0,9}}(?:{unit}[\s,(]{{0,9}})?in|\bunits?\s{{0,9}}:?(?:\s{{0,9}}in)?)\s{{1,9}}"


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(_leading() + "$", re.IGNORECASE)


@cache
def _touching() -> tuple[re.Pattern[str], re.Pattern[str]]:
    word = phrases((*_plain(), *multipliers()))
    return (
        re.compile(rf"(?:{_LARGE}|{word})(?:\s{{1,9}}of)?{_TOUCH}$", re.IGNORECASE),
        re.compile(rf"{_TOUCH}(?:of\s{{1,9}})?{word}", re.IGNORECASE),
    )


def touched(text: str, start: int, end: int) -> str:
    """The words of a scale at `text[start:end]` with a number or scale word that touches it; empty if none does."""
    before, behind = _touching()
    left = before.search(text, max(0, start - _NEAR), start)
    right = behind.match(text, end)
    if left is None and right is None:
        return ""
    return " ".join(text[left.start() if left else start : right.end() if right else end].split())


@cache
def _loose() -> re.Pattern[str]:
    return re.compile(phrases(tuple(word for word in _plain() if word.isalpha())), re.IGNORECASE)


@cache
def number_alone(currency: str) -> re.Pattern[str]:
    """A power of ten, with a scale or a currency (a pattern), that is all of a text or bracket: `(10,000 yen)`."""
    of = rf"(?:{phrases(_plain())}(?:\s{{1,9}}of)?)?\s{{0,9}}(?:{currency})?"
    return re.compile(
        rf"(?:^|[(\[])\s*(?P<words>(?:{currency}\s{{0,9}})?(?:{_NUMBER})\s{{0,9}}{of})\s*(?:$|[)\]])",
        re.IGNORECASE,
    )


@cache
def _numbered() -> re.Pattern[str]:
    number = rf"(?:{_NUMBER}|{phrases(tuple(multipliers()))})"
    return re.compile(
        rf"\bin\s{{1,9}}(?P<scale>{number}[\s-]{{1,9}}{phrases(_plain())})"
        rf"|{_leading()}(?P<other>(?:{_NUMBER})\s{{1,9}}[^\W\d_]+)",
        re.IGNORECASE,
    )


def loose_scale(text: str, read: Sequence[tuple[int, int]]) -> str:
    """The first scale word of a text outside the places `read` that belongs to no number; empty if there is none."""
    for match in _numbered().finditer(text):
        group = "scale" if match["scale"] else "other"
        if not any(start <= match.start(group) and match.end() <= end for start, end in read):
            return match[group]
    counted = -1
    for match in _loose().finditer(text):
        inside = any(start <= match.start() and match.end() <= end for start, end in read)
        start = match.start()
        before = _WORD_BEFORE.search(text, max(0, start - _NEAR), start)
        number = text[:start].rstrip(" -")[-1:].isdigit()
        word = folded(before[1]) if before is not None else ""
        # `ten` may well be a part of the scale: `by the ten thousand`.
        number = number or (word in numbers("cardinal") and word not in multipliers())
        if number or (counted >= 0 and not text[counted : match.start()].strip(" -")):
            counted = match.end()
        elif not inside:
            return match.group()
    return ""
