"""Facts and their aspects in words, for the messages of findings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ...taxonomy.model import Taxonomy
from ...taxonomy.names import ISO4217, LABEL, XBRLI
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..language.vocabulary import iso_codes
from ..report import Fact, Period, Unit


def amount(value: Decimal | str | None) -> str:
    """A value with thousands commas, every digit kept."""
    if value is None:
        return "nil"
    if isinstance(value, str):
        shown = " ".join(value.split())
        return repr(shown if len(shown) <= 60 else shown[:57] + "...")
    return f"{value:,f}" if value.is_finite() else str(value)


def period_words(period: Period) -> str:
    """`as of 2008-09-30`, `for 2008-04-01 to 2008-09-30`, `forever`."""
    if period.end is None:
        return "forever"
    if period.start is None:
        return f"as of {period.end}"
    return f"for {period.start} to {period.end}"


def unit_words(unit: Unit | None) -> str:
    """`JPY`, `JPY per shares`; the local names of the measures."""
    if unit is None:
        return "no unit"
    over = "*".join(m.local for m in unit.numerators)
    under = "*".join(m.local for m in unit.denominators)
    return f"{over} per {under}" if under else over


def context_words(fact: Fact) -> str:
    """When, for which members and in which unit: `as of 2008-09-30, SegmentAxis=NetworkMember, in JPY`."""
    members = [
        f"{axis.local}={member.local if isinstance(member, QName) else repr(member)}"
        for axis, member in fact.dimensions
    ]
    unit = [] if fact.unit is None or fact.unit == PURE else [f"in {unit_words(fact.unit)}"]
    return ", ".join([period_words(fact.period), *members, *unit])


def name_words(name: QName, taxonomy: Taxonomy, prefixes: Mapping[str, str]) -> str:
    """The English label with the prefixed name behind it, or the name alone; `prefixes` maps namespace to prefix."""
    prefix = prefixes.get(name.namespace)
    written = f"{prefix}:{name.local}" if prefix else name.local
    concept = taxonomy.concepts.get(name)
    label = concept.label(LABEL) if concept is not None else None
    return f"{label} ({written})" if label else written


def place_words(fact: Fact, places: Mapping[str, Span]) -> str:
    """Where the fact is printed and where it stands in the instance, as far as that is known."""
    printed = fact.marks[:1]
    stands = places.get(fact.id)
    told = [str(span) for span in printed]
    if stands is not None and stands not in printed:
        told.append(str(stands))
    return ", ".join(told)


def figure(fact: Fact) -> str:
    """A fact's value with its accuracy and place."""
    if fact.nil or fact.unit is None:
        accuracy = ""
    else:
        accuracy = f", decimals {'INF' if fact.decimals is None else fact.decimals}"
    place = f" ({fact.marks[0]})" if fact.marks else ""
    return f"{amount(fact.value)}{accuracy}{place}"


PURE = Unit((QName(XBRLI, "pure"),))
SHARES = Unit((QName(XBRLI, "shares"),))


def is_currency(unit: Unit | None) -> bool:
    """Whether the unit is one measure that ISO 4217 knows (XBRL 2.1 section 4.8.2)."""
    return (
        unit is not None
        and len(unit.numerators) == 1
        and not unit.denominators
        and unit.numerators[0].namespace == ISO4217
        and unit.numerators[0].local in iso_codes()
    )
