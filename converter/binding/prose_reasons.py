"""Figures of running text that are no facts by the words right beside them: rates, thresholds, numbers of pages.

The words are in `reasons.csv` of the lexicon. What is a fact is left to `prose_tell`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ..document import Mark
from ..language.lists import rows
from .prose_text import Figure


@dataclass(frozen=True, slots=True)
class _Reason:
    reason: str
    kind: str
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


@cache
def _reasons() -> tuple[_Reason, ...]:
    return tuple(
        _Reason(
            row["reason"],
            row["kind"],
            re.compile(row["before"], re.IGNORECASE) if row["before"] else None,
            re.compile(row["behind"]) if row["behind"] else None,
        )
        for row in rows("reasons.csv")
    )


def reason_of(text: str, figure: Figure) -> str:
    """Why a figure is no fact by the words right beside it; empty where they do not tell."""
    before, behind = text[max(0, figure.start - 60) : figure.start], text[figure.end : figure.end + 40]
    mark = figure.mark
    money = mark.currency is not None
    for rule in _reasons():
        if rule.kind == ("plain" if money else "money") or (rule.kind == "plain" and mark.percent):
            continue
        if rule.kind == "round" and (money or mark.percent or not is_round(mark)):
            continue
        if rule.reason == "period" and mark.unit and re.match(r"\s?months?|years?|weeks?|days?", mark.unit):
            return rule.reason
        if (rule.before is None or rule.before.search(before)) and (rule.behind is None or rule.behind.match(behind)):
            return rule.reason
    return ""


def is_round(mark: Mark) -> bool:
    """Whether a figure is in full thousands: a mark that is passed rather than a count."""
    return mark.value is not None and mark.value >= 1000 and not Fraction(mark.value) % 1000


def counts(mark: Mark) -> bool:
    """Whether a figure is a bare whole number: it counts something that is no line item."""
    return (
        mark.currency is None and not mark.percent and not mark.digits and mark.unit is None and mark.power is None
        and mark.value is not None and not mark.raw.startswith("(")
    )  # fmt: skip
