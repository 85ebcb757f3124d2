"""Whether a column adds up only because a figure of it is printed one off: sums of the figures exactly as printed.

What makes a sum is known from the networks, from the plain sums among the derivations and from what follows of both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product
from typing import Final

from ...taxonomy.amount import EXACT
from ...taxonomy.profile.formulas import BASE, Formula, Operation, Ref, refs, weights
from ...taxonomy.span import Span
from ..report import Fact, Period
from .derived import asked, referred
from .model import Aspects, Print, Subject, aspects_of

_MOST: Final = 16
"""How many choices among contradicting prints are tried."""

Sum = tuple[tuple[Decimal, Aspects], ...]
"""Weighted figures that come to nothing together: the total has the weight -1."""


@dataclass(frozen=True, slots=True)
class Footing:
    """The sums that a release's figures stand in, by the aspects of each."""

    subject: Subject
    sums: Mapping[Aspects, tuple[Sum, ...]]

    def with_print(
        self, shown: Print, right: Decimal, wrong: Collection[tuple[Span, str]] = ()
    ) -> tuple[Print, ...] | None:
        """The prints of a column that adds up with `shown` as printed and not with `right` instead; None if none does.

        The total comes first. A column with a print that is `wrong` (by place and fact) would add up with something.
        """
        for parts in self.sums.get(aspects_of(shown.fact), ()):
            for column in islice(self._columns(parts, shown), _MOST):
                if any((other.span, other.fact.id) in wrong for other in column):
                    return column
                rest = Decimal(0)
                weight = Decimal(0)
                for (factor, _), other in zip(parts, column, strict=True):
                    rest = EXACT.add(rest, EXACT.multiply(factor, other.value))
                    weight = factor if other is shown else weight
                if not rest and EXACT.multiply(weight, EXACT.subtract(right, shown.value)):
                    return column
        return None

    def _columns(self, parts: Sum, shown: Print) -> Iterator[tuple[Print, ...]]:
        """The prints of figures that are printed as `shown` is, the nearest to it; of several values each in turn."""
        choices: list[list[Print]] = []
        for _, aspects in parts:
            if aspects == aspects_of(shown.fact):
                choices.append([shown])
                continue
            alike = (
                [p for p in self.subject.prints.get(fact.id, ()) if p.decimals == shown.decimals]
                for fact in self.subject.alternatives(aspects, shown.fact.unit)
            )
            nearest = [min(found, key=lambda p: _apart(p, shown)) for found in alike if found]
            choices.append(sorted(nearest, key=lambda p: _apart(p, shown)))
        yield from product(*choices)


def _apart(one: Print, other: Print) -> tuple[bool, int]:
    return one.table != other.table, abs(one.span.line - other.span.line)


def footing(subject: Subject) -> Footing:
    """All sums of a release, each by every figure in it."""
    known: dict[frozenset[tuple[Decimal, Aspects]], Sum] = {}
    for found in _all_sums(subject):
        known.setdefault(frozenset(found), found)
    by_figure: dict[Aspects, list[Sum]] = {}
    for found in known.values():
        for _, aspects in found:
            by_figure.setdefault(aspects, []).append(found)
    return Footing(subject, {aspects: tuple(sums) for aspects, sums in by_figure.items()})


def _all_sums(subject: Subject) -> Iterator[Sum]:
    plain = list(dict.fromkeys(_network_sums(subject)))
    plain += _shortened(plain)
    yield from plain
    yield from _shares(subject, plain)
    yield from _derived_sums(subject)


def _network_sums(subject: Subject) -> Iterator[Sum]:
    for result in subject.sums:
        parts = dict.fromkeys((part.weight, aspects_of(part.fact)) for part in result.parts)
        yield ((Decimal(-1), aspects_of(result.total)), *parts)


def _shortened(sums: Iterable[Sum]) -> list[Sum]:
    """A sum whose parts hold all parts of another has that other's total in their place too."""
    made: list[Sum] = []
    by_context: dict[tuple[Period, object], list[Sum]] = {}
    for found in sums:
        _, (_, period, dimensions) = found[0]
        by_context.setdefault((period, dimensions), []).append(found)
    for group in by_context.values():
        by_first: dict[tuple[Decimal, Aspects], list[int]] = {}
        for number, shorter in enumerate(group):
            if len(shorter) > 2:
                by_first.setdefault(shorter[1], []).append(number)
        for longer in group:
            held = set(longer[1:])
            for number in sorted(n for part in held for n in by_first.get(part, ())):
                shorter = group[number]
                parts = set(shorter[1:])
                if parts < held:
                    rest = tuple(part for part in longer[1:] if part not in parts)
                    made.append((longer[0], (Decimal(1), shorter[0][1]), *rest))
    return made


def _shares(subject: Subject, sums: Iterable[Sum]) -> Iterator[Sum]:
    """What adds up adds up as shares of one total, and as differences, too."""
    linear = {row.measure for row in subject.profile.derivations if row.measure and _linear(row.formula)}
    names: dict[str, dict[str, str]] = {}
    for concept, (measure, base) in subject.profile.derived().items():
        if measure.id in linear:
            names.setdefault(measure.id, {})[base.name] = concept
    for found in sums:
        for of in names.values():
            if all(aspects[0] in of for _, aspects in found):
                yield tuple((weight, (of[concept], period, dims)) for weight, (concept, period, dims) in found)


def _linear(formula: Formula) -> bool:
    """Whether a measure's formula makes sums of sums: `{} / Total`, `{} - {}[-1y]`."""
    if isinstance(formula, Operation) and formula.sign == "/":
        divisor = list(refs(formula.right))
        return weights(formula.left) is not None and all(ref.concept != BASE for ref in divisor)
    found = weights(formula)
    return found is not None and all(ref.concept == BASE for _, ref in found)


def _derived_sums(subject: Subject) -> Iterator[Sum]:
    for derivation, fact, base in asked(subject):
        if derivation.measure:
            continue
        found = weights(derivation.formula)
        if found is not None:
            parts = tuple((weight, aspects) for weight, ref in found for aspects in _of(subject, ref, fact, base))
            if parts:
                yield ((Decimal(-1), aspects_of(fact)), *parts)


def _of(subject: Subject, ref: Ref, fact: Fact, base: str) -> tuple[Aspects, ...]:
    return tuple(a for a in referred(subject, ref, fact, base) if a in subject.by_aspects)
