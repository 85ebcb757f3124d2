"""Amounts given a second time in another currency, against the rate that the release states; each print by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...taxonomy.amount import fraction_digits
from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import Mark, Prose
from ..report import Fact, Unit
from .model import Check, Outcome, Print, Subject, aspects_of, currency_of
from .ranges import Range, over, point, to_places
from .tell import figure, name, place, range_words, value_words

_WORD: Final = "translat"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many units of the common currency are one of the other; `spans` are the places that say it."""

    value: Decimal
    raw: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Translated:
    """An amount in the other currency whose print is not the amount at the rate."""

    check: Check
    target: Print
    base: Fact
    reached: Range
    rate: Rate

    @property
    def right(self) -> Decimal:
        """What should be printed."""
        return to_places(self.reached.middle, self.target.decimals or 0)


def rates(subject: Subject) -> tuple[Rate, ...]:
    """The rates that the release's notes on translation state, with the places, in order."""
    found: dict[Decimal, list[Mark]] = {}
    for block in subject.document.blocks:
        if isinstance(block, Prose) and _WORD in block.text.text.casefold():
            for mark in block.marks:
                if mark.currency == subject.currency and mark.value and mark.value > 1 and mark.power is None:
                    found.setdefault(mark.value, []).append(mark)
    # An amount of the sentence around is no rate: rates are printed with their fraction.
    known = {value: marks for value, marks in found.items() if any(fraction_digits(m.raw) for m in marks)} or found
    return tuple(Rate(value, marks[0].raw, tuple(m.span for m in marks)) for value, marks in known.items())


def translations(subject: Subject, stated: tuple[Rate, ...]) -> Iterator[Check | Translated]:
    """Every print of an amount in another currency than most, against the same amount at the rate."""
    for fact in subject.facts:
        currency = currency_of(fact.unit)
        if not currency or currency == subject.currency:
            continue
        bases = _counterparts(subject, fact)
        about = f"{name(subject, fact)} at the rate"
        if not bases:
            yield Check("translation", Outcome.UNMADE, about, (fact.id,), f"it is not given in {subject.currency}")
            continue
        ids = (fact.id, *(base.id for base in bases))
        if not stated:
            yield Check("translation", Outcome.UNMADE, about, ids, "the release states no rate")
            continue
        for shown in {(p.value, p.decimals): p for p in reversed(subject.prints.get(fact.id, ()))}.values():
            reached = [(rate, base, _at(subject, base, rate)) for base in bases for rate in stated]
            fits = next((base for _, base, result in reached if shown.range & result), None)
            if fits is not None:
                yield Check("translation", Outcome.HELD, about, (fact.id, fits.id))
            else:
                rate, base, result = min(reached, key=lambda one: one[2].width)
                yield Translated(Check("translation", Outcome.BROKEN, about, ids), shown, base, result, rate)


def translation_finding(subject: Subject, missed: Translated) -> Finding:
    """What is told of an amount that is not the other at the rate."""
    target, base, rate = missed.target, missed.base, missed.rate
    message = (
        f"{name(subject, target.fact)} is printed as {target.raw} ({place(subject, target.span)}), but "
        f"{figure(subject, base)} at {rate.raw} ({place(subject, rate.spans[0])}) is "
        f"{range_words(missed.reached, target.decimals, False)}, to be printed as {value_words(missed.right, False)}."
    )
    also = (*base.marks[:1], rate.spans[0])
    return finding("audit:translation", message, source=target.span, facts=missed.check.facts, also=also)


def several_rates(subject: Subject, stated: tuple[Rate, ...]) -> Iterator[Finding]:
    """Two rates for one translation are told."""
    if len(stated) > 1:
        places = "; ".join(f"{rate.raw} ({place(subject, rate.spans[0])})" for rate in stated)
        message = f"{subject.name} states several rates: {places}. An amount that fits one of them is right."
        yield finding("audit:several-rates", message, source=stated[0].spans[0], also=[r.spans[0] for r in stated[1:]])


def _counterparts(subject: Subject, fact: Fact) -> tuple[Fact, ...]:
    """The same amount in the common currency; several where that is printed with values that contradict each other."""
    assert fact.unit is not None
    numerators = tuple(
        type(m)(m.namespace, subject.currency) if m.local == currency_of(fact.unit) else m for m in fact.unit.numerators
    )
    unit = Unit(numerators, fact.unit.denominators)
    return subject.alternatives(aspects_of(fact), unit)


def _at(subject: Subject, base: Fact, rate: Rate) -> Range:
    ranges = [shown.range for shown in subject.prints.get(base.id, ())]
    assert isinstance(base.value, Decimal)
    whole = min(ranges, key=lambda r: r.width, default=point(base.value))
    result = over(whole, point(rate.value))
    assert result is not None
    return result
