"""Derived figures as relations to their bases, by the formulas of the profile (`derivations.csv`).

A formula is worked out on ranges: it is broken only where no values that could have been printed so satisfy it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ...taxonomy.profile import ConceptType, Derivation, Measure, ProfileConcept
from ...taxonomy.profile.formulas import ALL, LATEST, Formula, Number, Ref, refs
from ...taxonomy.qname import QName
from ..binding.prose_periods import before_of
from ..report import Fact, Period
from .model import Aspects, Check, Dimensions, Outcome, Subject, currency_of
from .ranges import Range, point
from .relations import Constant, Expression, Join, Key, Linear, Relation, key_of, keys_of, reached
from .tell import name

_DEEPEST: Final = 2
_AGAINST: Final = {"-1y": "year", "year_end": "year_end", "previous": "previous"}
_NIL: Final = "a part is a nil mark, which says no amount"


class _UnmadeError(Exception):
    """Why a formula cannot be worked out here, and of which figure that is so."""

    def __init__(self, why: str, what: str = "", lacks: Aspects | None = None) -> None:
        super().__init__(why, what)
        self.lacks = lacks


@dataclass(frozen=True, slots=True)
class Attempt:
    """A formula with one figure that it is of, and the base of a measure: the relation, or why there is none.

    `lacks` is the figure that is not reported, `what` says so; `why` is the reason by itself.
    """

    derivation: Derivation
    fact: Fact
    base: str
    relation: Relation | None
    why: str = ""
    what: str = ""
    lacks: Aspects | None = None


def attempts(subject: Subject) -> Iterator[Attempt]:
    """Every derivation tried at every figure that it is of."""
    for derivation, fact, base in asked(subject):
        yield attempt(subject, derivation, fact, base, fact.period)


def attempt(subject: Subject, derivation: Derivation, fact: Fact, base: str, period: Period) -> Attempt:
    """A derivation tried at one figure, its bases seen from a period."""
    try:
        return Attempt(derivation, fact, base, _relation(subject, derivation, fact, base, period))
    except _UnmadeError as error:
        why, what = error.args
        return Attempt(derivation, fact, base, None, why, what, error.lacks)


def derived_relations(subject: Subject, tried: Iterable[Attempt]) -> Iterator[Relation | Check]:
    """Every derived figure with what it should come to; a check that is not made where that cannot be said."""
    made: set[tuple[str, Key]] = set()
    unmade: list[tuple[tuple[str, Key], Check]] = []
    for one in tried:
        rule = (one.derivation.concept or one.base, key_of(one.fact))
        if one.relation is not None:
            yield one.relation
            made.add(rule)
            continue
        about = f"{name(subject, one.fact)} = {one.derivation.text.replace('{}', one.base)}"
        reason = f"a base {one.why}" if one.what else one.why
        check = Check("derived", Outcome.UNMADE, about, (one.fact.id,), f"{one.what}{one.why}", reason=reason)
        unmade.append((rule, check))
    # Of several formulas for one figure the one whose bases are reported is meant.
    yield from (check for rule, check in unmade if rule not in made)


def fits(subject: Subject, relation: Relation) -> bool:
    """Whether a relation holds with the first print of each of its figures, by itself."""

    def domain(key: Key) -> Range:
        return fact_range(subject, subject.alternatives(*key)[0])

    reach = (reached(way, domain) for way in relation.ways)
    return any(one & domain(relation.target) for one in reach if one is not None)


def asked(subject: Subject) -> Iterator[tuple[Derivation, Fact, str]]:
    """Each derivation with each fact that it is of, one for each figure, and the base concept of a measure."""
    by_concept: dict[str, dict[Key, Fact]] = {}
    for fact in subject.facts:
        by_concept.setdefault(fact.concept.local, {}).setdefault(key_of(fact), fact)
    made = _by_measure(subject.profile.derived())
    for derivation in subject.profile.derivations:
        concepts = made.get(derivation.measure, {}) if derivation.measure else {derivation.concept: ""}
        for concept, base in concepts.items():
            for fact in by_concept.get(concept, {}).values():
                if _meant(derivation, fact):
                    yield derivation, fact, base


def _meant(derivation: Derivation, fact: Fact) -> bool:
    """Whether a derivation is of figures with the dimensions of this one."""
    held = {(axis.local, member.local) for axis, member in fact.dimensions if isinstance(member, QName)}
    return held.issuperset(derivation.dimensions)


def _by_measure(derived: Mapping[str, tuple[Measure, ProfileConcept]]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for concept, (measure, base) in derived.items():
        made.setdefault(measure.id, {})[concept] = base.name
    return made


def is_percent(subject: Subject, fact: Fact) -> bool:
    """Whether a figure is a percentage."""
    concept = subject.profile.concepts.get(fact.concept.local)
    if concept is not None:
        return concept.type is ConceptType.PERCENT
    derived = subject.profile.derived().get(fact.concept.local)
    return derived is not None and derived[0].type == "percent"


def fact_range(subject: Subject, fact: Fact) -> Range:
    """Where the truth of a fact lies: within all its prints."""
    result: Range | None = None
    for shown in subject.prints.get(fact.id, ()):
        result = shown.range if result is None else (result & shown.range or result)
    if result is None:
        assert isinstance(fact.value, Decimal)
        return point(fact.value)
    return result


# --- from a formula to an expression ----------------------------------------------------------------------------------


def _relation(subject: Subject, derivation: Derivation, fact: Fact, base: str, period: Period) -> Relation:
    around = _Place(subject, fact, base, period)
    way = around.expression(derivation.formula)
    if not keys_of(way):
        raise _UnmadeError("none of its bases is reported")
    soft = _NIL if any(around.nil(ref) for ref in refs(derivation.formula)) else ""
    return Relation("derived", key_of(fact), (way,), derivation.text.replace("{}", base), soft)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a formula is worked out: beside a figure, or beside one that is not reported and follows from others.

    `base` is the concept that `{}` stands for, `depth` how many figures that are not reported lie between.
    """

    subject: Subject
    fact: Fact
    base: str
    period: Period
    depth: int = 0

    def expression(self, formula: Formula) -> Expression:
        """The formula with the figures that it means."""
        if isinstance(formula, Number):
            return Constant(Fraction(formula.value))
        if isinstance(formula, Ref):
            return self._figures(formula)
        left, right = self.expression(formula.left), self.expression(formula.right)
        if formula.sign in "+-" and isinstance(left, Linear) and isinstance(right, Linear):
            sign = 1 if formula.sign == "+" else -1
            return Linear((*left.parts, *((sign * weight, key) for weight, key in right.parts)))
        return Join(formula.sign, left, right)

    def nil(self, ref: Ref) -> bool:
        """Whether a part of a whole that is spread over an axis says no amount."""
        spread = any(member == ALL for _, member in ref.dimensions)
        return spread and any(aspects in self.subject.nils for aspects in self._aspects(ref))

    def _aspects(self, ref: Ref) -> tuple[Aspects, ...]:
        return _aspects(self.subject, ref, self.fact, self.base, self.period)

    def _figures(self, ref: Ref) -> Expression:
        spread = any(member == ALL for _, member in ref.dimensions)
        parts: list[tuple[Fraction, Key]] = []
        for aspects in self._aspects(ref):
            key = _in_unit(self.subject, aspects, self.fact)
            if key is not None:
                parts.append((Fraction(1), key))
            elif not spread and not ref.optional:
                return self._followed(aspects)
        return Linear(tuple(parts))

    def _followed(self, aspects: Aspects) -> Expression:
        """A figure that is not reported, by the formula that it follows from."""
        what = "is a nil mark" if aspects in self.subject.nils else "is not reported"
        if self.depth < _DEEPEST and aspects not in self.subject.nils:
            concept, period, dimensions = aspects
            fact = self.fact._replace(period=period, dimensions=dimensions)
            for row in self.subject.profile.derivations:
                if row.concept == concept and not row.measure and _meant(row, fact):
                    try:
                        way = _Place(self.subject, fact, "", period, self.depth + 1).expression(row.formula)
                    except _UnmadeError:
                        continue
                    if keys_of(way) and key_of(self.fact) not in keys_of(way):
                        return way
        apart = self._apart(aspects)
        if apart is not None:
            return apart
        raise _UnmadeError(what, f"{aspects[0]} {_when(aspects[1])} ", aspects)

    def _apart(self, aspects: Aspects) -> Expression | None:
        """An amount of a period as that of a longer one less that of the rest: a quarter of a half year."""
        concept, period, dimensions = aspects
        known = self.subject.profile.concepts.get(concept)
        if known is None or known.type is not ConceptType.MONETARY or period.start is None or period.end is None:
            return None
        for whole, rest in self._longer(concept, period, dimensions):
            longer = _in_unit(self.subject, (concept, whole, dimensions), self.fact)
            other = _in_unit(self.subject, (concept, rest, dimensions), self.fact)
            if longer is not None and other is not None:
                return Linear(((Fraction(1), longer), (Fraction(-1), other)))
        return None

    def _longer(self, concept: str, period: Period, dimensions: Dimensions) -> Iterator[tuple[Period, Period]]:
        """The reported periods that begin or end with this one, each with what it has beside it."""
        assert period.start is not None and period.end is not None
        for name_, whole, members in self.subject.by_aspects:
            if name_ != concept or members != dimensions or whole.start is None or whole.end is None:
                continue
            if whole.start == period.start and whole.end > period.end:
                yield whole, Period(period.end + timedelta(days=1), whole.end)
            elif whole.end == period.end and whole.start < period.start:
                yield whole, Period(whole.start, period.start - timedelta(days=1))


def referred(subject: Subject, ref: Ref, fact: Fact, base: str) -> tuple[Aspects, ...]:
    """The aspects of the figures that a reference means beside a derived figure; nothing where that cannot be said."""
    try:
        return _aspects(subject, ref, fact, base, fact.period)
    except _UnmadeError:
        return ()


def _aspects(subject: Subject, ref: Ref, fact: Fact, base: str, around: Period) -> tuple[Aspects, ...]:
    concept = ref.of(base)
    period = period_at(ref.when, around, subject.profile.fiscal_year.start_month)
    dimensions = {axis.local: (axis, member) for axis, member in fact.dimensions}
    spread = ""
    for axis, member in ref.dimensions:
        if member == ALL:
            spread = axis
            dimensions.pop(axis, None)
        elif member == subject.profile.defaults().get(axis):
            dimensions.pop(axis, None)
        else:
            dimensions[axis] = (QName(fact.concept.namespace, axis), QName(fact.concept.namespace, member))
    kept = tuple(sorted(dimensions.values()))
    if ref.when == LATEST:
        period = _latest(subject, concept, kept) or period
    if not spread:
        return ((concept, period, kept),)
    axis_name = QName(fact.concept.namespace, spread)
    default = subject.profile.defaults().get(spread)
    members = dict.fromkeys(
        row.member for row in subject.profile.dimensions if row.axis == spread and row.member != default
    )
    places: list[Aspects] = []
    for member in members:
        pairs: Dimensions = tuple(sorted((*kept, (axis_name, QName(fact.concept.namespace, member)))))
        key = (concept, period, pairs)
        if key in subject.by_aspects or key in subject.nils:
            places.append(key)
    if len(places) < 2:
        raise _UnmadeError("is not reported by members", f"{concept} ")
    return tuple(places)


def _latest(subject: Subject, concept: str, dimensions: Dimensions) -> Period | None:
    days = (
        period.end
        for name_, period, members in subject.by_aspects
        if name_ == concept and members == dimensions and period.instant and period.end is not None
    )
    past = [day for day in days if subject.made is None or day <= subject.made]
    return Period(None, max(past)) if past else None


def _in_unit(subject: Subject, aspects: Aspects, target: Fact) -> Key | None:
    """The figure in the unit that goes with that of the derived figure."""
    wanted = currency_of(target.unit) or subject.currency
    for fact in subject.by_aspects.get(aspects, ()):
        if currency_of(fact.unit) in ("", wanted):
            return key_of(fact)
    return None


def period_at(when: str, period: Period, first_month: int) -> Period:
    """The period that a formula means by a word, seen from a period; `first_month` is that of the fiscal year."""
    if when == "end":
        return Period(None, period.end)
    if when == "start" and period.start is not None:
        return Period(None, period.start - timedelta(days=1))
    against = _AGAINST.get(when)
    if against is None:
        return period
    # Weeks are no months: nothing is reported for what is before such a period.
    return before_of(period, against, first_month) or (Period(date.min, date.min) if period.start else period)


def _when(period: Period) -> str:
    return f"as of {period.end}" if period.instant else f"for {period.start} to {period.end}"
