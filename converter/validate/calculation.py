"""Whether totals are the sums of their parts: Calculations 1.1 (2023) and XBRL 2.1 section 5.2.5.2, exactly.

One engine walks the summation networks and gives a result per summation that binds; what is told of it is made in
`explain`, why it may be broken in `causes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Final

from ...taxonomy.amount import EXACT
from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import NUMERIC_BASES, Arc, Network, Taxonomy
from ...taxonomy.names import SUMMATION_ITEM, SUMMATION_ITEM_11
from ...taxonomy.qname import QName
from ..interval import (
    MAX_DECIMALS,
    POINT_ZERO,
    Interval,
    half_unit,
    has_excess_digits,
    plus,
    rounded,
    rounded_from,
    times,
    truncated_from,
    unit_of,
    weighted,
)
from ..report import Fact, Report
from .duplicates import Reach, common, most_accurate
from .index import Apart, FactIndex, Key
from .result import CalculationResult, Part, Rule, Verdict

_ARCROLES: Final[Mapping[Rule, frozenset[str]]] = {
    Rule.INTERVAL: frozenset({SUMMATION_ITEM, SUMMATION_ITEM_11}),
    Rule.TRUNCATION: frozenset({SUMMATION_ITEM, SUMMATION_ITEM_11}),
    Rule.XBRL_2_1: frozenset({SUMMATION_ITEM}),
    Rule.OFF: frozenset(),
}
_add: Final = EXACT.add
_remainder: Final = EXACT.remainder
_DECIMAL_BASES: Final = NUMERIC_BASES - {"floatItemType", "doubleItemType", "fractionItemType"}


def calculate(
    report: Report, taxonomy: Taxonomy, rule: Rule = Rule.INTERVAL, apart: Mapping[str, Apart] | None = None
) -> Iterator[CalculationResult]:
    """Every summation of the taxonomy that binds in the report, in the order of its networks."""
    return iter_results(FactIndex(report.facts, apart), taxonomy, rule)


class Held:
    """How many sums hold of which nothing else is to be known."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0


def iter_results(
    index: FactIndex, taxonomy: Taxonomy, rule: Rule, held: Held | None = None
) -> Iterator[CalculationResult]:
    """`calculate` on facts already grouped; with `held`, sums that hold may be counted there and not be among them."""
    networks = [network for network in taxonomy.networks if network.arcrole in _ARCROLES[rule]]
    if not networks:
        return
    judge: _Judge = _Rounded(index) if rule is Rule.XBRL_2_1 else _Intervals(index, rule, held)
    for network in networks:
        for total, arcs in _sums(network).items():
            yield from judge.results(network, total, arcs)


def _sums(network: Network) -> dict[QName, list[Arc]]:
    """The arcs of each total, in order; an arc without a weight says nothing."""
    sums: dict[QName, list[Arc]] = {}
    for arc in network.arcs:
        if arc.weight is not None:
            sums.setdefault(arc.source, []).append(arc)
    return sums


# --- Calculations 1.1 -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Figure:
    """What facts with the same aspects say together; `problem` is why they say nothing."""

    fact: Fact
    interval: Interval = POINT_ZERO
    problem: str = ""
    nil: bool = False


class _Intervals:
    """The interval rule: total and sum of parts agree where their intervals share a value.

    Facts inside tuples are no facts to Calculations 1.1.
    """

    def __init__(self, index: FactIndex, rule: Rule, held: Held | None = None) -> None:
        self._index = index
        self._rule = rule
        self._held = held
        self._reach: Reach = truncated_from if rule is Rule.TRUNCATION else rounded_from
        self._figures: dict[int, _Figure] = {}
        self._places: dict[int, tuple[Decimal, Decimal]] = {}

    def results(self, network: Network, total: QName, arcs: Sequence[Arc]) -> Iterator[CalculationResult]:
        groups = self._index.groups
        parts = [(arc, arc.weight or _ZERO, groups.get(arc.target, _NOTHING)) for arc in arcs]
        for key, facts in groups.get(total, _NOTHING).items():
            given = [(arc, weight, by_key[key]) for arc, weight, by_key in parts if key in by_key]
            if not given:
                continue
            if self._rule is Rule.INTERVAL:
                missing = _NONE
                if len(given) < len(parts):
                    missing = tuple(arc.target for arc, _, by_key in parts if key not in by_key)
                plain = self._plain(network, facts, given, missing)
                if isinstance(plain, CalculationResult):
                    yield plain
                if plain is not None:
                    continue
            figures = [(arc, self._figure(same)) for arc, _, same in given]
            found = [(arc, figure) for arc, figure in figures if not figure.nil]
            whole = self._figure(facts)
            if found and not whole.nil:
                yield self._result(network, key, whole, arcs, found)

    def _plain(
        self,
        network: Network,
        facts: list[Fact],
        given: list[tuple[Arc, Decimal, list[Fact]]],
        missing: tuple[QName, ...],
    ) -> CalculationResult | Held | None:
        """The result where every figure is given once and rounded, as nearly all are; None where that is not so.

        A sum that holds may be counted only.

        Intervals that reach as far to both sides share a value where their middles are no further apart than both
        reach together.
        """
        try:
            slack = self._half(facts)
            if slack is None:
                return None
            sum_ = _ZERO
            for _, weight, same in given:
                half = self._half(same)
                if half is None:
                    return None
                value = same[0].value
                if weight == _ONE:  # as nearly all are
                    sum_, slack = _add(sum_, value), _add(slack, half)  # type: ignore[arg-type]
                else:
                    sum_ = _add(sum_, weighted(value, weight))  # type: ignore[arg-type]
                    if half and weight:
                        slack = _add(slack, weighted(half, weight.copy_abs()))
            total = facts[0]
            difference = EXACT.subtract(total.value, sum_)  # type: ignore[arg-type]
        except DecimalException:
            return None
        verdict = Verdict.BROKEN if difference.copy_abs() > slack else Verdict.HOLDS
        if self._held is not None and verdict is Verdict.HOLDS:
            self._held.count += 1
            return self._held
        parts = tuple(Part(same[0], weight) for _, weight, same in given)
        return CalculationResult(
            self._rule, network.role, network.arcrole, total, parts, sum_, difference, verdict, missing
        )

    def _half(self, facts: list[Fact]) -> Decimal | None:
        """Half a unit of the last place of a figure that is a number; None for what needs a closer look.

        Raises `DecimalException`.
        """
        if len(facts) > 1:
            return None
        fact = facts[0]
        value, decimals = fact.value, fact.decimals
        if not isinstance(value, Decimal) or (self._index.apart and self._index.unknown_accuracy(fact)):
            return None
        if decimals is None:
            return _ZERO if value.is_finite() else None
        known = self._places.get(decimals)
        if known is None:
            if not -MAX_DECIMALS <= decimals <= MAX_DECIMALS:
                return None
            known = self._places[decimals] = (half_unit(decimals), unit_of(decimals))
        return None if _remainder(value, known[1]) else known[0]

    def _figure(self, facts: list[Fact]) -> _Figure:
        known = self._figures.get(id(facts))
        if known is None:
            try:
                known = self._consolidated(facts)
            except DecimalException:
                known = _Figure(facts[0], problem="too many digits")
            self._figures[id(facts)] = known
        return known

    def _consolidated(self, facts: list[Fact]) -> _Figure:
        """One figure of duplicates: their intervals intersected (Calculations 1.1, consistent duplicates)."""
        if all(fact.value is None for fact in facts):
            return _Figure(facts[0], nil=True)
        best = most_accurate(facts) if len(facts) > 1 else facts[0]
        for fact in facts:
            if isinstance(fact.value, str) or (fact.value is not None and not fact.value.is_finite()):
                return _Figure(best, problem="no number")
            if fact.value is not None and has_excess_digits(fact.value, fact.decimals):
                return _Figure(best, problem="excess digits")
            if self._index.unknown_accuracy(fact):
                return _Figure(best, problem="unknown accuracy")
        shared = common(facts, self._reach)
        if shared is None:
            return _Figure(best, problem="inconsistent duplicates")
        return _Figure(best, shared)

    def _result(
        self,
        network: Network,
        key: Key,
        whole: _Figure,
        arcs: Sequence[Arc],
        found: list[tuple[Arc, _Figure]],
    ) -> CalculationResult:
        problem = next((figure.problem for _, figure in [(None, whole), *found] if figure.problem), "")
        reached = POINT_ZERO
        parts = []
        for arc, figure in found:
            weight = arc.weight or _ZERO
            parts.append(Part(figure.fact, weight))
            if not problem:
                try:
                    reached = plus(reached, times(figure.interval, weight))
                except DecimalException:
                    problem = "too many digits"
        groups = self._index.groups
        missing = tuple(arc.target for arc in arcs if key not in groups.get(arc.target, _NOTHING))
        if problem:
            return _skipped(self._rule, network, whole.fact, parts, missing, problem)
        verdict = Verdict.BROKEN if (whole.interval & reached).empty else Verdict.HOLDS
        return _judged(self._rule, network, whole.fact, parts, missing, verdict)


# --- XBRL 2.1 section 5.2.5.2 -----------------------------------------------------------------------------------------


class _Rounded:
    """The rule of 2003 as corrected: parts rounded by their decimals, their sum rounded by the total's, equality.

    A total binds with parts that are its siblings or stand in tuples that are; nil facts take no part; a total or a
    part that is given twice keeps the summation from binding.
    """

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._totals: Mapping[QName, Mapping[Key, list[Fact]]] = index.groups
        self._items: Mapping[QName, Mapping[Key, list[Fact]]] = index.groups
        if index.nested:
            self._bind_tuples()

    def _bind_tuples(self) -> None:
        """Put the tuple a fact stands in into its key as a total, and each it stands in into its keys as a part."""
        totals: dict[QName, dict[Key, list[Fact]]] = {}
        items: dict[QName, dict[Key, list[Fact]]] = {}
        outside = [(k, f) for groups in self._index.groups.values() for k, facts in groups.items() for f in facts]
        for key, fact in [*outside, *self._index.nested]:
            beyond = self._index.apart.get(fact.id)
            holders = (0, *beyond.tuples) if beyond else (0,)
            totals.setdefault(fact.concept, {}).setdefault((*key, holders[-1]), []).append(fact)
            for holder in holders:
                items.setdefault(fact.concept, {}).setdefault((*key, holder), []).append(fact)
        self._totals, self._items = totals, items

    def results(self, network: Network, total: QName, arcs: Sequence[Arc]) -> Iterator[CalculationResult]:
        parts = [(arc, self._items.get(arc.target, _NOTHING)) for arc in arcs]
        for key, facts in self._totals.get(total, _NOTHING).items():
            found = [
                (arc, fact) for arc, by_key in parts for fact in by_key.get(key, ()) if isinstance(fact.value, Decimal)
            ]
            wholes = [fact for fact in facts if isinstance(fact.value, Decimal)]
            if found and wholes:
                missing = tuple(arc.target for arc, by_key in parts if key not in by_key)
                yield self._result(network, facts, wholes[0], found, missing)

    def _result(
        self,
        network: Network,
        wholes: Sequence[Fact],
        whole: Fact,
        found: Sequence[tuple[Arc, Fact]],
        missing: tuple[QName, ...],
    ) -> CalculationResult:
        parts = [Part(fact, arc.weight or _ZERO) for arc, fact in found]
        if len(wholes) > 1 or self._repeated(found):
            return _skipped(Rule.XBRL_2_1, network, whole, parts, missing, "duplicates")
        assert isinstance(whole.value, Decimal)
        try:
            total = rounded(whole.value, whole.decimals)
            sum_ = _ZERO
            for part in parts:
                assert isinstance(part.fact.value, Decimal)
                sum_ = EXACT.add(sum_, weighted(rounded(part.fact.value, part.fact.decimals), part.weight))
            sum_ = rounded(sum_, whole.decimals)
            difference = EXACT.subtract(total, sum_)
        except DecimalException:
            return _skipped(Rule.XBRL_2_1, network, whole, parts, missing, "too many digits")
        unknown = any(self._index.unknown_accuracy(fact) for fact in (whole, *(p.fact for p in parts)))
        verdict = Verdict.BROKEN if difference or unknown else Verdict.HOLDS
        return CalculationResult(
            Rule.XBRL_2_1, network.role, network.arcrole, whole, tuple(parts), sum_, difference, verdict, missing,
            "a precision of 0" if unknown else "",
        )  # fmt: skip

    def _repeated(self, found: Sequence[tuple[Arc, Fact]]) -> bool:
        """Whether a part is given twice in the same place."""
        seen = set()
        for arc, fact in found:
            beyond = self._index.apart.get(fact.id) if self._index.apart else None
            seen.add((id(arc), beyond.tuples if beyond else ()))
        return len(seen) < len(found)


_Judge = _Intervals | _Rounded
_NOTHING: Final[Mapping[Key, list[Fact]]] = {}
_NONE: Final[tuple[QName, ...]] = ()
_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)


def _judged(
    rule: Rule, network: Network, total: Fact, parts: Sequence[Part], missing: tuple[QName, ...], verdict: Verdict
) -> CalculationResult:
    sum_ = _ZERO
    for part in parts:
        assert isinstance(part.fact.value, Decimal)
        sum_ = EXACT.add(sum_, weighted(part.fact.value, part.weight))
    assert isinstance(total.value, Decimal)
    difference = EXACT.subtract(total.value, sum_)
    return CalculationResult(
        rule, network.role, network.arcrole, total, tuple(parts), sum_, difference, verdict, missing
    )


def _skipped(
    rule: Rule, network: Network, total: Fact, parts: Sequence[Part], missing: tuple[QName, ...], why: str
) -> CalculationResult:
    return CalculationResult(
        rule, network.role, network.arcrole, total, tuple(parts), _ZERO, _ZERO, Verdict.SKIPPED, missing, why
    )


# --- the taxonomy itself ----------------------------------------------------------------------------------------------

NetworkCheck = Callable[[Network, Taxonomy], Iterator[Finding]]


def repeated_parts(network: Network, taxonomy: Taxonomy) -> Iterator[Finding]:
    """A total has each part once in a network (Calculations 1.1, `calc11e:duplicateCalculationRelationships`)."""
    seen: set[tuple[QName, QName]] = set()
    for arc in network.arcs:
        pair = (arc.source, arc.target)
        if pair in seen:
            message = f"{arc.source.local} has the part {arc.target.local} twice in {network.role}."
            yield finding("calc11e:duplicateCalculationRelationships", message)
        seen.add(pair)


def decimal_concepts(network: Network, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Totals and parts are decimal numbers (Calculations 1.1, `calc11e:nonDecimalItemNode`), as far as is known."""
    for name in dict.fromkeys(name for arc in network.arcs for name in (arc.source, arc.target)):
        concept = taxonomy.concepts.get(name)
        if concept is not None and concept.base and concept.base not in _DECIMAL_BASES:
            message = f"{name.local} stands in a summation of {network.role}, but its type is no decimal number."
            yield finding("calc11e:nonDecimalItemNode", message)


NETWORK_CHECKS: Final[tuple[NetworkCheck, ...]] = (repeated_parts, decimal_concepts)


def network_findings(taxonomy: Taxonomy, rule: Rule) -> Iterator[Finding]:
    """What Calculations 1.1 asks of summation networks, whether facts bind in them or not."""
    if rule not in (Rule.INTERVAL, Rule.TRUNCATION):
        return
    for network in taxonomy.networks:
        if network.arcrole in _ARCROLES[rule]:
            for check in NETWORK_CHECKS:
                yield from check(network, taxonomy)
