"""From what a release became to what can be audited: its figures by aspects, each with every place it is printed at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ...taxonomy.amount import EXACT, fraction_digits
from ...taxonomy.model import Taxonomy
from ...taxonomy.profile import ConceptType, Profile
from ..document import Document, Prose
from ..language.periods import AtDate, find_periods
from ..report import Fact, Period, Report, Trace
from ..validate import CalculationResult
from .model import Aspects, Print, Subject, aspects_of, currency_of
from .patterns import words

_FIRST_LINES: Final = 80
_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")


def subject(
    document: Document,
    profile: Profile,
    taxonomy: Taxonomy,
    report: Report,
    traces: tuple[Trace, ...],
    sums: tuple[CalculationResult, ...],
    judged: bool = True,
) -> Subject:
    """The release as the checks see it; `judged` says whether the sums are the validator's findings too."""
    by_aspects: dict[Aspects, list[Fact]] = {}
    nils: set[Aspects] = set()
    currencies: Counter[str] = Counter()
    for fact in report.facts:
        if isinstance(fact.value, Decimal):
            by_aspects.setdefault(aspects_of(fact), []).append(fact)
            currencies[currency_of(fact.unit)] += 1
        elif fact.nil:
            nils.add(aspects_of(fact))
    del currencies[""]
    common = currencies.most_common(1)
    return Subject(
        document,
        profile,
        taxonomy,
        report,
        traces,
        sums,
        _prints(traces, profile),
        {aspects: tuple(facts) for aspects, facts in by_aspects.items()},
        frozenset(nils),
        common[0][0] if common else "",
        made_public(document),
        judged=judged,
        days=_days(fact.period for facts in by_aspects.values() for fact in facts),
    )


def _days(periods: Iterable[Period]) -> frozenset[date]:
    known = set(periods)
    ends = {period.end for period in known if period.end is not None}
    return frozenset(ends | {period.start - timedelta(days=1) for period in known if period.start is not None})


def _prints(traces: Iterable[Trace], profile: Profile) -> Mapping[str, tuple[Print, ...]]:
    found: dict[str, list[Print]] = {}
    for trace in traces:
        if trace.fact is None or trace.printed_value is None or not isinstance(trace.fact.value, Decimal):
            continue
        value = trace.printed_value
        if value and trace.fact.value and (value < 0) != (trace.fact.value < 0):
            value = value.copy_negate()
        decimals = _decimals(trace, profile)
        shown = Print(
            trace.span,
            trace.raw,
            value,
            decimals,
            trace.fact,
            trace.table,
            trace.labels,
            trace.headers,
            trace.kind,
        )
        found.setdefault(trace.fact.id, []).append(shown)
    return {fact: tuple(prints) for fact, prints in found.items()}


def _decimals(trace: Trace, profile: Profile) -> int | None:
    """The accuracy of one print: from the digits after its point and the scale between its digits and its value."""
    fact = trace.fact
    assert fact is not None and trace.printed_value is not None
    if fact.decimals is None:
        concept = profile.concepts.get(fact.concept.local)
        average = concept is not None and concept.type is ConceptType.SHARES and not fact.period.instant
        # An average of shares is no count: the number printed is rounded, though in full digits.
        return 0 if average else None
    match = _DIGITS.search(trace.raw)
    digits = match.group().replace(",", "") if match else ""
    if not digits or not Decimal(digits):
        return fact.decimals
    scale = EXACT.subtract(
        Decimal(trace.printed_value.copy_abs().normalize(EXACT).adjusted()), Decimal(Decimal(digits).adjusted())
    )
    return fraction_digits(digits) - int(scale)


def made_public(document: Document) -> date | None:
    """The day of the release: the first date in it that no word makes a date of something else."""
    for block in document.blocks:
        if not isinstance(block, Prose) or not block.text.spans:
            continue
        if block.text.spans[0].line > _FIRST_LINES:
            break
        text = block.text.text
        for found in find_periods(text):
            if (
                isinstance(found.value, AtDate)
                and not words("date_of_another").search(text[: found.start])
                and not words("date_led").match(found.words)
            ):
                return found.value.date
    return None
