"""Derived figures recomputed from their bases, by the formulas of the profile (`derivations.csv`).

A formula is worked out on ranges: it is broken only where no values that could have been printed so satisfy it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product
from typing import Final

from ...taxonomy.finding import Finding, finding
from ...taxonomy.profile import ConceptType, Derivation, Measure, ProfileConcept
from ...taxonomy.profile.formulas import ALL, Formula, Number, Ref, refs
from ...taxonomy.qname import QName
from ..report import Fact, Period
from .cause import likeliest
from .model import Aspects, Check, Dimensions, Outcome, Print, Subject, currency_of
from .ranges import Range, minus, over, plus, point, times, to_places
from .tell import figure, name, place, range_words, value_words

_MOST: Final = 64
"""How many choices among contradicting prints are tried."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived figure with the bases that a choice among their prints gives; `reached` is what they come to."""

    target: Print
    derivation: Derivation
    bases: tuple[Fact, ...]
    reached: Range

    @property
    def holds(self) -> bool:
        """Whether the figure may have come of its bases."""
        return (self.target.range & self.reached) is not None

    @property
    def right(self) -> Decimal:
        """What should be printed, as far as the bases tell."""
        return to_places(self.reached.middle, self.target.decimals or 0)


class _UnmadeError(Exception):
    """Why a formula cannot be worked out here."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A derived figure that does not follow from its bases; `derived` has what it should be."""

    check: Check
    derived: Derived


def derived_figures(subject: Subject) -> Iterator[Check | Miss]:
    """Every derived figure, against what its bases come to."""
    for derivation, fact, base in asked(subject):
        yield from _judged(subject, derivation, fact, base)


def asked(subject: Subject) -> Iterator[tuple[Derivation, Fact, str]]:
    """Each derivation with each fact that it is of, and the base concept of a measure."""
    by_concept: dict[str, list[Fact]] = {}
    for fact in subject.facts:
        by_concept.setdefault(fact.concept.local, []).append(fact)
    made = _by_measure(subject.profile.derived())
    for derivation in subject.profile.derivations:
        concepts = made.get(derivation.measure, {}) if derivation.measure else {derivation.concept: ""}
        for concept, base in concepts.items():
            for fact in by_concept.get(concept, ()):
                yield derivation, fact, base


def _by_measure(derived: Mapping[str, tuple[Measure, ProfileConcept]]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for concept, (measure, base) in derived.items():
        made.setdefault(measure.id, {})[concept] = base.name
    return made


def _judged(subject: Subject, derivation: Derivation, fact: Fact, base: str) -> Iterator[Check | Miss]:
    about = f"{name(subject, fact)} = {derivation.text.replace('{}', base)}"
    try:
        reached = list(_reached(subject, derivation, fact, base))
    except _UnmadeError as error:
        yield Check("derived", Outcome.UNMADE, about, (fact.id,), str(error))
        return
    told: set[tuple[Decimal, int | None]] = set()
    for shown in subject.prints.get(fact.id, ()):
        if (shown.value, shown.decimals) in told:
            continue
        told.add((shown.value, shown.decimals))
        found = [Derived(shown, derivation, bases, result) for bases, result in reached]
        held = next((one for one in found if one.holds), None)
        nil = any(aspects in subject.nils for aspects in _members(subject, derivation.formula, fact, base))
        ids = (fact.id, *(b.id for b in (held or found[0]).bases))
        if held is not None:
            fit = {b.id for one in found if one.holds for b in one.bases}
            against = tuple(dict.fromkeys(b.id for one in found for b in one.bases if b.id not in fit))
            yield Check("derived", Outcome.HELD, about, ids, against=against)
        elif nil:
            yield Check("derived", Outcome.UNMADE, about, ids, "a part is a nil mark, which says no amount")
        else:
            yield Miss(Check("derived", Outcome.BROKEN, about, ids), min(found, key=lambda one: one.reached.width))


def broken_finding(subject: Subject, miss: Miss) -> Finding:
    """What is told of a figure that does not follow from its bases."""
    derived = miss.derived
    target = derived.target
    percent = is_percent(subject, target.fact)
    bases = "; ".join(figure(subject, fact) for fact in derived.bases)
    message = (
        f"{name(subject, target.fact)} is printed as {target.raw} ({place(subject, target.span)}), but by "
        f"{derived.derivation.text} it is {range_words(derived.reached, target.decimals, percent)}, to be printed as "
        f"{value_words(derived.right, percent)}. Bases: {bases}."
    )
    cause = likeliest(subject, target, derived.right)
    if cause:
        message += f" If {target.raw} is what is wrong: {cause}."
    also = [fact.marks[0] for fact in derived.bases if fact.marks]
    return finding("audit:derived", message, source=target.span, facts=miss.check.facts, also=also)


def is_percent(subject: Subject, fact: Fact) -> bool:
    """Whether a figure is a percentage."""
    concept = subject.profile.concepts.get(fact.concept.local)
    if concept is not None:
        return concept.type is ConceptType.PERCENT
    derived = subject.profile.derived().get(fact.concept.local)
    return derived is not None and derived[0].type == "percent"


# --- working out a formula --------------------------------------------------------------------------------------------

_Choice = Mapping[Aspects, Fact]


def _reached(
    subject: Subject, derivation: Derivation, fact: Fact, base: str
) -> Iterator[tuple[tuple[Fact, ...], Range]]:
    """What the formula comes to, for each choice among bases that contradict each other."""
    wanted: dict[Aspects, tuple[Fact, ...]] = {}
    for ref in refs(derivation.formula):
        for aspects in _aspects(subject, ref, fact, base):
            found = _in_unit(subject, aspects, fact)
            if found:
                wanted[aspects] = found
            elif not ref.optional and not any(pair[1] == ALL for pair in ref.dimensions):
                what = "is a nil mark" if aspects in subject.nils else "is not reported"
                raise _UnmadeError(f"{aspects[0]} {_when(aspects[1])} {what}")
    if not wanted:
        raise _UnmadeError("none of its bases is reported")
    for choice in islice(product(*wanted.values()), _MOST):
        chosen = dict(zip(wanted, choice, strict=True))
        yield choice, _value(subject, derivation.formula, fact, base, chosen)


def _members(subject: Subject, formula: Formula, fact: Fact, base: str) -> Iterator[Aspects]:
    for ref in refs(formula):
        if any(member == ALL for _, member in ref.dimensions):
            yield from _aspects(subject, ref, fact, base)


def _value(subject: Subject, formula: Formula, fact: Fact, base: str, chosen: _Choice) -> Range:
    if isinstance(formula, Number):
        return point(formula.value)
    if isinstance(formula, Ref):
        result = point(0)
        for aspects in _aspects(subject, formula, fact, base):
            if aspects in chosen:
                result = plus(result, fact_range(subject, chosen[aspects]))
        return result
    left = _value(subject, formula.left, fact, base, chosen)
    right = _value(subject, formula.right, fact, base, chosen)
    if formula.sign == "/":
        if right.low <= 0:
            raise _UnmadeError("the divisor is nothing or negative, and a rate of it says nothing")
        quotient = over(left, right)
        assert quotient is not None
        return quotient
    return _OPERATIONS[formula.sign](left, right)


_OPERATIONS: Final = {"+": plus, "-": minus, "*": times}


def fact_range(subject: Subject, fact: Fact) -> Range:
    """Where the truth of a fact lies: within all its prints."""
    result: Range | None = None
    for shown in subject.prints.get(fact.id, ()):
        result = shown.range if result is None else (result & shown.range or result)
    if result is None:
        assert isinstance(fact.value, Decimal)
        return point(fact.value)
    return result


def referred(subject: Subject, ref: Ref, fact: Fact, base: str) -> tuple[Aspects, ...]:
    """`_aspects`, and nothing where that cannot be said."""
    try:
        return _aspects(subject, ref, fact, base)
    except _UnmadeError:
        return ()


def _aspects(subject: Subject, ref: Ref, fact: Fact, base: str) -> tuple[Aspects, ...]:
    """The aspects of the figures that a reference means beside the derived figure."""
    concept = ref.of(base)
    period = _period(ref.when, fact.period)
    dimensions = {axis.local: (axis, member) for axis, member in fact.dimensions}
    spread = ""
    for axis, member in ref.dimensions:
        if member == ALL:
            spread = axis
            dimensions.pop(axis, None)
        else:
            dimensions[axis] = (QName(fact.concept.namespace, axis), QName(fact.concept.namespace, member))
    kept = tuple(sorted(dimensions.values()))
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
        raise _UnmadeError(f"{concept} is not reported for the members of {spread}")
    return tuple(places)


def _in_unit(subject: Subject, aspects: Aspects, target: Fact) -> tuple[Fact, ...]:
    """The facts in the unit that goes with that of the derived figure."""
    wanted = currency_of(target.unit) or subject.currency
    found = subject.by_aspects.get(aspects, ())
    return tuple(fact for fact in found if currency_of(fact.unit) in ("", wanted))


def _period(when: str, period: Period) -> Period:
    if when == "-1y":
        return Period(_year_before(period.start), _year_before(period.end))
    if when == "end":
        return Period(None, period.end)
    if when == "start" and period.start is not None:
        return Period(None, period.start - timedelta(days=1))
    return period


def _year_before(day: date | None) -> date | None:
    """The same day a year before; the last of February where it ends the month."""
    if day is None:
        return None
    if (day + timedelta(days=1)).day == 1:
        following = day + timedelta(days=1)
        return following.replace(year=following.year - 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def _when(period: Period) -> str:
    return f"as of {period.end}" if period.instant else f"for {period.start} to {period.end}"
