"""The words that a draft of a profile is guessed from, and how labels become standard labels and names.

What the words say stands in `line_words.csv`, `balances.csv` and `company_words.csv`; who asks is `observe` and others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import count

from ..language.fold import fold
from ..language.lists import rows

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")
_FOOTNOTE = re.compile(r"\s*(?:[(\[](?:\d{1,2}|[a-z]|notes?\s[^()]{1,40})[)\]]|[*†‡※]+)\s*$", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z]{1,10}>")
_NUMBERING = re.compile(r"^\s*[(\[]?(?:\d{1,2}|[A-Za-z])[)\]]\s+")
_FIGURE = re.compile(r"[$¥€£]?\d")
_BREAK = re.compile(r"[,;:(]|\s--?\s|--|\s[–—]\s")
_SEPARATORS = re.compile(r"\s*([>|])\s*")
_OWED = re.compile(r"\b(?:to|from|by|for|with|on|of)\b", re.IGNORECASE)
_LONGEST = 180


@cache
def _patterns(where: str, says: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words of one place and sense, the longest first."""
    found = [r for r in rows("line_words.csv") if r["where"] == where and r["says"] == says]
    found.sort(key=lambda r: -len(r["words"]))
    return tuple((re.compile(rf"(?<!\w){_pattern(r['words'])}(?!\w)", re.IGNORECASE), r["value"]) for r in found)


def _pattern(text: str) -> str:
    """Words with blanks or hyphens between them; `…` stands for up to four further words."""
    return re.escape(text).replace(r"\ …\ ", r"[\s-]+(?:[^\s,;:]+[\s-]+){0,4}?").replace(r"\ ", r"[\s-]+")


@lru_cache(maxsize=16384)
def said(text: str, where: str, says: str) -> str:
    """What the first of the known words in a text says (a type, `start`, `duration`, …); empty if there is none.

    Of words that begin alike the longest count: `shares used in computing earnings per share` are shares.
    """
    found = [(hit.start(), value) for pattern, value in _patterns(where, says) if (hit := pattern.search(text))]
    if (where, says) == ("label", "type"):
        # What is owed to customers is money; customers are a count.
        found = [(at, value) for at, value in found if not _OWED.search(text, 0, at)]
    return min(found, key=lambda pair: pair[0])[1] if found else ""


def without(text: str, where: str, says: str) -> str:
    """The text without the known words of that sense and the marks that led to them."""
    for pattern, _ in _patterns(where, says):
        text = pattern.sub(" ", text)
    return " ".join(text.split()).strip(" ,;:-–—")


def only(text: str, where: str, says: str) -> bool:
    """Whether a text has letters, and nothing but known words of that sense."""
    return any(c.isalpha() for c in text) and not any(c.isalpha() for c in without(text, where, says))


@cache
def _balances() -> dict[tuple[str, str], str]:
    return {(_plain(row["label"]), row["period"]): row["balance"] for row in rows("balances.csv")}


def balance_of(label: str, period: str) -> str:
    """`debit` or `credit` where a label is, as a whole, one whose balance hardly differs; else empty."""
    return _balances().get((_plain(label), period), "")


def periods_of(label: str) -> frozenset[str]:
    """`instant`, `duration` or both where a label is, as a whole, one whose period type hardly differs."""
    return frozenset(period for text, period in _balances() if text == _plain(label))


def _plain(label: str) -> str:
    return " ".join(re.findall(r"\w+", label.casefold()))


@cache
def company() -> re.Pattern[str]:
    """A company's name: capitalised words up to a word such as `Inc.`, all in one line."""
    endings = sorted((r["words"] for r in rows("company_words.csv")), key=len, reverse=True)
    ending = "|".join(re.escape(each) for each in endings)
    return re.compile(rf"(?:[A-Z0-9][\w&'’.-]*,?\s){{1,6}}?(?:(?i:{ending})\b\.?)(?:,?\s(?i:{ending})\b\.?)*(?![\w-])")


def step(label: str) -> str:
    """A label as a step of a path: signs that separate steps and alternatives lose the blanks beside them."""
    return _SEPARATORS.sub(r"\1", " ".join(label.split())).strip()


def standard(label: str) -> str:
    """A label as a standard label: no numbering, footnote marks, figures or trailing colon; not all capitals."""
    text = _NUMBERING.sub("", " ".join(_TAGS.sub("", label).split()))
    while (shorter := _FOOTNOTE.sub("", text)) != text:
        text = shorter
    figure = _FIGURE.search(text)
    if figure:
        breaks = [m.start() for m in _BREAK.finditer(text, 0, figure.start())]
        text = text[: breaks[-1]] if breaks else text
    text = text.strip(" :;,-–—(").strip()
    if text.isupper() and len(text) > 5:
        text = text.capitalize()
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0]


def sentence(text: str) -> str:
    """A text as a sentence begins, its other words in lower case but for those with capitals of their own (`YoY`)."""
    kept = [w if sum(map(str.isupper, w)) > 1 else w.lower() for w in text.split()]
    joined = " ".join(kept)
    return joined[:1].upper() + joined[1:]


def name(text: str) -> str:
    """A text as an LC3 name: its words, capitalised, without marks; empty where there are no ASCII letters in it."""
    text = text.lower() if text.isupper() else text
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = [w.replace("'", "") for w in _WORD.findall(ascii_text)]
    joined = "".join(w[:1].upper() + (w[1:].lower() if w.isupper() and len(w) > 4 else w[1:]) for w in words)
    bare = joined.lstrip("0123456789")
    return (bare[:1].upper() + bare[1:])[:150]


def key(texts: Iterable[str]) -> tuple[str, ...]:
    """Labels as they compare."""
    return tuple(fold(text) for text in texts)


class Names:
    """Names and labels that are each given once."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._labels: dict[str, int] = {}

    def take_name(self, *candidates: str) -> str:
        """The first candidate that is free, else the first with a number."""
        sound = [c for c in candidates if c] or ["Item"]
        return self._take(self._names, sound, "")

    def take_label(self, *candidates: str) -> str:
        """The first candidate that is free, else the first with a number."""
        return self._take(self._labels, [c for c in candidates if c] or ["Item"], " ")

    @staticmethod
    def _take(taken: dict[str, int], candidates: list[str], gap: str) -> str:
        """`taken` has with each name the number from which on one may be free with it."""
        for each in candidates:
            if each.casefold() not in taken:
                taken[each.casefold()] = 2
                return each
        first = candidates[0]
        for number in count(taken[first.casefold()]):
            each = f"{first}{gap}{number}"
            if each.casefold() not in taken:
                taken[first.casefold()] = number + 1
                taken[each.casefold()] = 2
                return each
        raise AssertionError("one of all numbers is free")
