"""Amounts given a second time in another currency, against the rate that the release states; each print by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ...taxonomy.amount import fraction_digits
from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import Mark, Prose
from ..report import Fact, Unit
from .model import Check, Outcome, Subject, aspects_of, currency_of
from .patterns import words
from .relations import Constant, Join, Key, Relation, key_of, only
from .tell import name, place


@dataclass(frozen=True, slots=True)
class Rate:
    """So many units of the common currency are one of the other; `spans` are the places that say it."""

    value: Decimal
    raw: str
    spans: tuple[Span, ...]


def rates(subject: Subject) -> tuple[Rate, ...]:
    """The rates that the release's notes on translation state, with the places, in order."""
    found: dict[Decimal, list[Mark]] = {}
    for block in subject.document.blocks:
        if isinstance(block, Prose) and words("translation").search(block.text.text):
            for mark in block.marks:
                if mark.currency == subject.currency and mark.value and mark.value > 1 and mark.power is None:
                    found.setdefault(mark.value, []).append(mark)
    # An amount of the sentence around is no rate: rates are printed with their fraction.
    known = {value: marks for value, marks in found.items() if any(fraction_digits(m.raw) for m in marks)} or found
    return tuple(Rate(value, marks[0].raw, tuple(m.span for m in marks)) for value, marks in known.items())


def translations(subject: Subject, stated: tuple[Rate, ...]) -> Iterator[Relation | Check]:
    """Every amount in another currency than most, with the same amount at the rate."""
    at = " or ".join(rate.raw for rate in stated)
    for fact, base in _translated(subject):
        about = f"{name(subject, fact)} at the rate"
        if base is None:
            yield Check("translation", Outcome.UNMADE, about, (fact.id,), f"it is not given in {subject.currency}")
        elif not stated:
            yield Check("translation", Outcome.UNMADE, about, (fact.id,), "the release states no rate")
        else:
            ways = tuple(Join("/", only(base), Constant(Fraction(rate.value))) for rate in stated)
            yield Relation("translation", key_of(fact), ways, f"at the rate of {at}")


def _translated(subject: Subject) -> Iterator[tuple[Fact, Key | None]]:
    """The figures in another currency than most, each with its counterpart in that one."""
    done: set[Key] = set()
    for fact in subject.facts:
        currency = currency_of(fact.unit)
        if currency and currency != subject.currency and key_of(fact) not in done:
            done.add(key_of(fact))
            yield fact, _counterpart(subject, fact)


def rate_findings(subject: Subject, stated: tuple[Rate, ...]) -> Iterator[Finding]:
    """Two rates for one translation are told, and that there is none though amounts are translated."""
    if len(stated) > 1:
        places = "; ".join(f"{rate.raw} ({place(subject, rate.spans[0])})" for rate in stated)
        message = f"{subject.name} states several rates: {places}. An amount that fits one of them is right."
        yield finding("audit:several-rates", message, source=stated[0].spans[0], also=[r.spans[0] for r in stated[1:]])
    left = [fact for fact, base in _translated(subject) if base is not None] if not stated else []
    if left:
        message = (
            f"{subject.name} gives {len(left)} amounts in another currency and no rate: whether they are right cannot "
            "be said."
        )
        source = left[0].marks[0] if left[0].marks else None
        yield finding("audit:no-rate", message, source=source, facts=[fact.id for fact in left])


def _counterpart(subject: Subject, fact: Fact) -> Key | None:
    """The same amount in the common currency."""
    assert fact.unit is not None
    numerators = tuple(
        type(m)(m.namespace, subject.currency) if m.local == currency_of(fact.unit) else m for m in fact.unit.numerators
    )
    unit = Unit(numerators, fact.unit.denominators)
    key = (aspects_of(fact), unit)
    return key if subject.alternatives(*key) else None
