"""Labels folded so that two prints of the same line item compare equal.

The rule is that of `taxonomy/profiles/README.md`, section line_items.csv: case, white space, dashes, quotes, footnote
marks and trailing colons do not count; a free-standing number is `#`, a date, period or fiscal code `@`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from .periods import complete, find_periods
from .vocabulary import currencies, lengths, numbers, scales, unit_words

_TAGS = re.compile(r"</?[A-Za-z]{1,10}>")
_SUPERSCRIPTS = re.compile(r"\^?[⁰¹²³⁴-⁹ⁿ]+|\^\d{1,2}")
_FOOTNOTES = re.compile(
    r"[(\[]\d{1,2}[)\]](?!\w)|[(\[](?-i:[a-z])[)\]](?=[\s:.]*$)|[(\[]\s*notes?\s?\d[^()\[\]]{0,30}[)\]]|[*†‡※]+\d{0,2}",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"['\"`´‘’‚‛“”„‟′″«»]")
_DASHES = r"\-‐-―−﹘﹣－"
_JOINING = re.compile(rf"[\s{_DASHES}]+")
_ESCAPES = re.compile(r"\\(?=[$#%&_])")
_WORDS = re.compile(rf"[^\s{_DASHES},;:()\[\]/|\"]+")


@cache
def _number() -> re.Pattern[str]:
    """A number that stands free, or is glued to nothing but a currency, scale or unit word or a percent sign."""
    words = sorted({*currencies(), *scales(), *unit_words()}, key=lambda w: (-len(w), w))
    glue = "|".join(re.escape(w) for w in words if w.isalpha())
    before = "|".join(rf"(?<={re.escape(w)})" for w in words if " " not in w)
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    return re.compile(rf"(?:(?<![\w.,])|{before})(?<!#)(?:{digits})(?![.,]?\d)(?=(?:{glue})\b|\W|$)")


@cache
def _lead() -> re.Pattern[str]:
    """Words that only introduce a date that has become `@`: `as of @`, `three months ended @`."""
    count = "|".join((*numbers("cardinal"), r"\d{1,2}|#"))
    named = "|".join(sorted((w.replace(" ", r"[\s-]") for w in lengths()), key=len, reverse=True))
    ordinal = "|".join(numbers("ordinal"))
    return re.compile(
        rf"\b(?:as\s+(?:of|at)|(?:(?:{ordinal})\s+)?(?:(?:{count})[\s-]?)?(?:{named})s?(?:[\s-]period)?"
        r"\s+end(?:ed|ing))\s+(?=@)"
    )


@lru_cache(maxsize=8192)
def _prepared(text: str) -> str:
    """The text in lower case with `@` and `#` in it, without marks that do not count; words still stand apart."""
    text = _TAGS.sub("", _ESCAPES.sub("", text))
    text = unicodedata.normalize("NFKC", _SUPERSCRIPTS.sub("", text))
    for found in reversed(find_periods(text)):
        if complete(found.value):
            text = f"{text[: found.start]}@{text[found.end :]}"
    text = _FOOTNOTES.sub(" ", text).casefold()
    text = _QUOTES.sub("", text)
    text = _lead().sub("", _number().sub(" # ", text))
    return text.strip().rstrip(": ").strip()


def fold(text: str) -> str:
    """The key of a label: equal for labels that differ only in what does not count. Folding a key changes nothing."""
    return _JOINING.sub("", _prepared(text))


def fold_words(text: str) -> tuple[str, ...]:
    """The words of a label, folded one by one, punctuation aside; for likeness and for words within a text."""
    return tuple(word.strip(".") for word in _WORDS.findall(_prepared(text)) if word.strip("."))
