"""Labels folded so that two prints of the same line item compare equal.

The rule is that of `taxonomy/profiles/README.md`, section line_items.csv: case, white space, dashes, quotes, footnote
marks and trailing colons do not count; a free-standing number is `#`, a date, period or fiscal code `@`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from .periods import complete, find_periods
from .scales import money_words, names_rare_money
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
_FOR_DATES = re.compile(
    r"(?<=#)((?:\s*shares?)?[^@#]{0,40}?)\s*(?:\b(?:at|on|as of)\b)?\s*@(?:\s*(?:,|and|&)\s*@)*(?:,?\s*respectively)?"
)
_SEVERAL = re.compile(r"#(?:\s*(?:,|and)\s*#)+")
_LESS = re.compile(rf"\s*[,{_DASHES}]\s*less:?\s+(?=[^#]*#)|(?<=\w)\s*[{_DASHES}]+\s*net of (?=[^#]*#)")
_TRAILING = re.compile(r"[\s,;]+$|,?\s*respectively$")
_WORDS = re.compile(rf"[^\s{_DASHES},;:()\[\]/|\"]+")


@cache
def _number() -> re.Pattern[str]:
    """A number that stands free, or is glued to nothing but a currency, scale or unit word or a percent sign."""
    words = sorted({*currencies(), *scales(), *unit_words()}, key=lambda w: (-len(w), w))
    glue = "|".join(re.escape(w) for w in words if w.isalpha())
    before = "|".join(rf"(?<={re.escape(w)})" for w in words if " " not in w)
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    return re.compile(rf"(?=\d)(?:(?<![\w.,])|{before})(?<!#)(?:{digits})(?![.,]?\d)(?=(?:{glue})\b|\W|$)")


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


@cache
def _beside(rare: bool) -> re.Pattern[str]:
    """Currency words before a number and scale words behind it, glued to it or not."""
    money = money_words(rare)
    scale = "|".join(sorted((re.escape(w) for w in scales()), key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)(?:{money})\s*)?#(?:\s*(?:{scale})s?\b)?(?:\s*(?:{money})(?!\w))?")


def _slim(text: str) -> str:
    """A label that carries figures without what only goes with them: currency, scale, the dates that they are for.

    Another release may print one figure where two stood, or `as of` for `at`; the line item is the same.
    """
    text = _beside(names_rare_money(text)).sub("#", text)
    text = _FOR_DATES.sub(r"\1 ", text)
    text = _SEVERAL.sub("#", text)
    return _TRAILING.sub("", _LESS.sub(", net of ", text)).strip()


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The key of a label: equal for labels that differ only in what does not count. Folding a key changes nothing."""
    prepared = _prepared(text)
    if "#" in prepared and not prepared.startswith("@"):
        prepared = _slim(prepared)
    return _JOINING.sub("", prepared)


def fold_words(text: str) -> tuple[str, ...]:
    """The words of a label, folded one by one, punctuation aside; for likeness and for words within a text."""
    return tuple(word.strip(".") for word in _WORDS.findall(_prepared(text)) if word.strip("."))
