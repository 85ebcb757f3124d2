"""A report under US-GAAP concepts where the crosswalk is exact: the same facts, their values turned where balances are.

Which concept stands for which is chosen in `taxonomy.standardised`; nothing else of a fact changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from ..taxonomy.names import US_GAAP
from ..taxonomy.qname import QName
from ..taxonomy.standardised import Standard
from .report import Fact, Report, Trace


def standardise(
    report: Report, traces: Iterable[Trace], standards: Mapping[QName, Standard]
) -> tuple[Report, tuple[Trace, ...]]:
    """The report and the account of its marks with every concept of `standards` replaced.

    Facts keep order, ids, period, unit, dimensions, accuracy and marks; a mark's printed value stays as printed.
    """
    facts = tuple(_standard(fact, standards) for fact in report.facts)
    by_id = {fact.id: fact for fact in facts}
    prefixes = {**report.prefixes, "us-gaap": US_GAAP}
    moved = tuple(replace(t, fact=by_id[t.fact.id]) if t.fact is not None else t for t in traces)
    return replace(report, facts=facts, prefixes=prefixes), moved


def _standard(fact: Fact, standards: Mapping[QName, Standard]) -> Fact:
    standard = standards.get(fact.concept)
    if standard is None:
        return fact
    value = fact.value
    if standard.sign < 0 and isinstance(value, Decimal) and value:  # zero has no sign to turn
        value = value.copy_negate()
    return fact._replace(concept=standard.name, value=value)
