"""Patterns that tell by its words what a line can be, before anything of it is read: part of a header, of a period.

They are made of the word lists, so that a word of a list is known here too; what the words say is left to `periods`
and `units`.
"""

from __future__ import annotations

import re
from functools import cache

from .patterns import phrases
from .scales import money_phrases, names_rare_money
from .vocabulary import header_scales, lengths, months, scales

_LEAST = 3
"""Power of ten from which a scale word makes a line one of a header; `hundred` does not."""


@cache
def _scale_words() -> str:
    words = [word for word, power in (*scales().items(), *header_scales().items()) if power >= _LEAST]
    return phrases(words)


@cache
def _length_words() -> str:
    return phrases([form for word in lengths() for form in (word, word + "s")])


@cache
def heading_words() -> re.Pattern[str]:
    """What makes a line one of a header rather than a label: a scale, a currency, a period, a figure."""
    return re.compile(
        rf"{_scale_words()}|thousand|million|billion|{money_phrases()}|[%]|\bended\b|\bending\b|month|quarter"
        rf"|\byears?\b|{_length_words()}|\bas of\b|[0-9]",
        re.IGNORECASE,
    )


@cache
def period_words() -> re.Pattern[str]:
    """A word that may be part of a period: a length, a month, a word between a length and a day."""
    named = "|".join(sorted((re.escape(month) for month in months()), key=len, reverse=True))
    return re.compile(
        rf"\b(?:ended|ending|months?|quarters?|years?|as of|at|fiscal|half|through|{named})|{_length_words()}",
        re.IGNORECASE,
    )


@cache
def _unit_at_end(rare: bool) -> re.Pattern[str]:
    return re.compile(rf"(?:{_scale_words()}|{money_phrases(rare)}|amount)\Z", re.IGNORECASE)


def ends_in_unit(text: str) -> bool:
    """Whether a header ends in a scale, a currency or `amount`, behind which a column of another unit may begin."""
    return _unit_at_end(names_rare_money(text)).search(text) is not None
