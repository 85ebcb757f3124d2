"""Facts as observations, with the cubes they stand in, their structures, and what facts share.

Exact to the last digit: an amount is written as `xsd:decimal` with all its digits, and beside it the least and the
greatest number that it may be the rounding of (Calculations 1.1), so that a query compares figures without arithmetic.
A nil fact has `tan:nil` as its measure, a text `tan:text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Final, NamedTuple

from ....taxonomy.amount import plain
from ....taxonomy.model import Network
from ....taxonomy.qname import QName
from ...interval import Interval, half_unit, has_excess_digits, rounded_from
from ...iris import BASE, entity_iri, iri, legal_part, name_iri, period_iri, term, text, typed, unit_iri
from ...report import Entity, Fact, Period, Report, Unit
from .aspects import period_pairs, unit_blocks
from .cubes import Cube, cube_blocks
from .source import Block, Pair
from .sums import Sums

TYPE: Final = term("rdf:type")
_OBSERVATION: Final = (TYPE, term("qb:Observation"))
_DATASET: Final = term("qb:dataSet")
_VALUE: Final = term("sdmx-measure:obsValue")
_UNIT_MEASURE: Final = term("sdmx-attribute:unitMeasure")
_T: Final = {
    name: term(f"tan:{name}")
    for name in (
        "report", "id", "order", "concept", "entity", "period", "start", "end", "unit", "language", "occurrence",
        "context", "decimals", "exact", "lowest", "highest", "unjudged", "text", "nil",
    )
}  # fmt: skip
_TRUE: Final = typed("true", "boolean")


class _Shared(NamedTuple):
    """What is said of every fact with the same aspects other than concept and value.

    `context` is the term of its context, `number` the context's; `place` leaves out what the aspects do not say.
    """

    pairs: list[Pair]
    context: str
    number: int
    place: int


def fact_blocks(
    report: Report, networks: Sequence[Network], address: str, apart: Mapping[str, str]
) -> Iterator[Block]:  # fmt: skip
    """The facts in order, each followed by where it is found from its context, then what they share, then sums.

    Facts of equal aspects are counted by `tan:occurrence`, and a figure says what they say together. `apart` tells
    contexts apart that are not s-equal, by fact id.
    """
    writer = _Writer(address, apart, report.prefixes)
    sums = Sums(networks, address)
    number_of: dict[QName, int] = {}
    times: dict[int, int] = {}
    totals: dict[int, set[QName]] = {}
    for fact in report.facts:
        context = writer.shared(fact).number
        key = context << 32 | number_of.setdefault(fact.concept, len(number_of))
        times[key] = times.get(key, 0) + 1
        if fact.concept in sums.totals and _is_number(fact.value):
            totals.setdefault(context, set()).add(fact.concept)
    there = {context: frozenset(concepts) for context, concepts in totals.items()}
    again: dict[int, list[tuple[Fact, str]]] = {key: [] for key, count in times.items() if count > 1}
    del times
    seen: dict[int, int] = {}
    for order, (fact, subject) in enumerate(zip(report.facts, fact_terms(report, address), strict=True), 1):
        shared = writer.shared(fact)
        concept = number_of[fact.concept]
        place = shared.place << 32 | concept
        occurrence = seen[place] = seen.get(place, 0) + 1
        name = writer.name(fact.concept)
        pairs = [
            *shared.pairs,
            (_T["id"], text(fact.id)),
            (_T["order"], typed(order, "integer")),
            (_T["concept"], name),
            (_T["occurrence"], typed(occurrence, "integer")),
        ]
        _value(fact, pairs)
        same = again.get(shared.number << 32 | concept)
        if same is not None:
            same.append((fact, subject))
            yield subject, pairs
            continue
        if _is_number(fact.value) and shared.number in there:
            pairs += sums.add(shared.number, fact.concept, there[shared.number])
            if fact.concept in sums.totals:
                sums.total(shared.number, shared.context, fact.concept, subject)
        yield subject, pairs
        yield shared.context, [(name, subject)]
    for number, same in enumerate(again.values(), 1):
        figure = f"<{address}#figure-{number}>"
        first = same[0][0]
        shared = writer.shared(first)
        said = _figure(same)
        if any(_is_number(fact.value) for fact, _ in same) and shared.number in there:
            said += sums.add(shared.number, first.concept, there[shared.number])
            if first.concept in sums.totals:
                sums.total(shared.number, shared.context, first.concept, figure)
        yield shared.context, [(writer.name(first.concept), figure)]
        yield figure, said
    yield from sums.blocks()
    yield from writer.rest()


def fact_terms(report: Report, address: str) -> Iterator[str]:
    """The term of each fact in order, by its id; an id that is given again (no filing should) gets a number."""
    seen: dict[str, int] = {}
    for fact in report.facts:
        times = seen[fact.id] = seen.get(fact.id, 0) + 1
        yield f"<{address}#{legal_part(fact.id)}{'' if times == 1 else f'~{times}'}>"


def measure_of(fact: Fact) -> str:
    """The term of the measure that a fact has."""
    if fact.value is None:
        return _T["nil"]
    return _T["text"] if isinstance(fact.value, str) else _VALUE


def _is_number(value: Decimal | str | None) -> bool:
    """Whether a value can be counted with: it is one, and neither infinite nor none."""
    return isinstance(value, Decimal) and value.is_finite()


def _value(fact: Fact, pairs: list[Pair]) -> None:
    value = fact.value
    if fact.decimals is not None:
        pairs.append((_T["decimals"], typed(fact.decimals, "integer")))
    if value is None:
        pairs.append((_T["nil"], _TRUE))
    elif isinstance(value, str):
        pairs.append((_T["text"], text(value)))
    elif not value.is_finite():
        pairs += ((_VALUE, typed("NaN" if value.is_nan() else _number(value), "double")), (_T["unjudged"], _TRUE))
    else:
        written = typed(plain(value), "decimal")
        pairs.append((_VALUE, written))
        if fact.decimals is None:
            pairs.append((_T["exact"], _TRUE))
        half = half_unit(fact.decimals)
        if not half:
            pairs += ((_T["lowest"], written), (_T["highest"], written))
            return
        pairs += _reach(rounded_from(value, fact.decimals))
        if has_excess_digits(value, fact.decimals):
            pairs.append((_T["unjudged"], _TRUE))


def _reach(interval: Interval) -> tuple[Pair, Pair]:
    """The ends of an interval; without end for an accuracy so coarse that anything agrees."""
    kind = "decimal" if interval.low.is_finite() else "double"
    return (
        (_T["lowest"], typed(_number(interval.low), kind)),
        (_T["highest"], typed(_number(interval.high), kind)),
    )


def _number(value: Decimal) -> str:
    if value.is_finite():
        return plain(value)
    return "INF" if value > 0 else "-INF"


def _figure(same: list[tuple[Fact, str]]) -> list[Pair]:
    """What facts that are given more than once say together (Calculations 1.1: the interval that all may be from).

    Where they contradict each other, or one has digits beyond its accuracy, nothing is judged by the figure.
    """
    facts = [fact for fact, _ in same]
    said: list[Pair] = [(TYPE, term("tan:Figure")), *((term("tan:fact"), subject) for _, subject in same)]
    numbers = [(f, f.value) for f in facts if isinstance(f.value, Decimal) and f.value.is_finite()]
    if not numbers:
        return [*said, (_T["nil"], _TRUE)] if all(fact.nil for fact in facts) else said
    best, value = max(numbers, key=lambda pair: (pair[0].decimals is None, pair[0].decimals or 0))
    said.append((_VALUE, typed(plain(value), "decimal")))
    shared: Interval | None = None
    by_accuracy: dict[int | None, Decimal] = {}
    sound = len(numbers) == len(facts)
    for fact, number in numbers:
        interval = rounded_from(number, fact.decimals)
        shared = interval if shared is None else shared & interval
        sound = sound and by_accuracy.setdefault(fact.decimals, number) == number
        sound = sound and not has_excess_digits(number, fact.decimals)
    if shared is None or shared.empty or not sound:
        return [*said, *_reach(rounded_from(value, best.decimals)), (_T["unjudged"], _TRUE)]
    return [*said, *_reach(shared)]


class _Writer:
    """What has been met so far, each with its number by first appearance: the same report gives the same names."""

    def __init__(self, address: str, apart: Mapping[str, str], prefixes: Mapping[str, str]) -> None:
        self.address = address
        self._prefix_of = {namespace: prefix for prefix, namespace in sorted(prefixes.items(), reverse=True)}
        self._apart = apart
        self._names: dict[QName, str] = {}
        self._same: dict[tuple[object, ...], _Shared] = {}
        self._alive: list[object] = []
        self._places: dict[tuple[object, ...], int] = {}
        self._contexts: dict[_Context, int] = {}
        self._cubes: dict[Cube, int] = {}
        self._periods: dict[Period, None] = {}
        self._units: dict[Unit, None] = {}

    def name(self, name: QName) -> str:
        """The term of a name."""
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = iri(name_iri(name))
        return known

    def shared(self, fact: Fact) -> _Shared:
        """What facts with these aspects share. By identity first: a loader has one object for all that are equal."""
        measure = measure_of(fact)
        apart = self._apart.get(fact.id, "") if self._apart else ""
        same = (id(fact.period), id(fact.entity), id(fact.dimensions), id(fact.unit), fact.language, measure, apart)
        known = self._same.get(same)
        if known is None:
            self._alive += (fact.period, fact.entity, fact.dimensions, fact.unit)  # so that an identity stays theirs
            known = self._same[same] = self._made(fact, measure, apart)
        return known

    def _made(self, fact: Fact, measure: str, apart: str) -> _Shared:
        period = fact.period
        context = _Context(fact.entity, period, fact.unit, fact.dimensions, fact.language, apart)
        number = self._contexts.setdefault(context, len(self._contexts) + 1)
        place = self._places.setdefault(context[:-1], len(self._places))
        axes = tuple(axis for axis, _ in fact.dimensions)
        cube = Cube(measure, fact.unit is not None, fact.language is not None, axes)
        cube_number = self._cubes.setdefault(cube, len(self._cubes) + 1)
        self._periods.setdefault(period)
        address = iri(context.address())
        pairs = [
            _OBSERVATION,
            (_DATASET, f"<{self.address}#cube-{cube_number}>"),
            (_T["report"], f"<{self.address}>"),
            (_T["context"], address),
            (_T["entity"], iri(entity_iri(fact.entity))),
            *_days(period),
        ]
        if fact.unit is not None:
            self._units.setdefault(fact.unit)
            unit = iri(unit_iri(fact.unit))
            pairs += ((_T["unit"], unit), (_UNIT_MEASURE, unit))
        if fact.language is not None:
            pairs.append((_T["language"], text(fact.language)))
        return _Shared([*pairs, *self._members(fact.dimensions)], address, number, place)

    def _members(self, dimensions: tuple[tuple[QName, QName | str], ...]) -> list[Pair]:
        return [(self.name(a), self.name(m) if isinstance(m, QName) else text(m)) for a, m in dimensions]

    def _words(self, dimensions: tuple[tuple[QName, QName | str], ...]) -> str:
        return "; ".join(f"{self._short(axis)}={self._short(member)}" for axis, member in dimensions)

    def _short(self, name: QName | str) -> str:
        """A name with its prefix, as other outputs write it; a typed member's text."""
        if isinstance(name, str):
            return name
        prefix = self._prefix_of.get(name.namespace)
        return f"{prefix}:{name.local}" if prefix else name.clark

    def rest(self) -> Iterator[Block]:
        """Contexts, periods, units, cubes and their structures."""
        for context in self._contexts:
            said = [
                (TYPE, term("tan:Context")),
                (_T["entity"], iri(entity_iri(context.entity))),
                *_days(context.period),
                (term("tan:series"), iri(context.series())),
                (term("tan:axes"), typed(len(context.dimensions), "integer")),
                (term("tan:dimensions"), text(self._words(context.dimensions))),
                *self._members(context.dimensions),
            ]
            if context.unit is not None:
                said.append((_T["unit"], iri(unit_iri(context.unit))))
            yield iri(context.address()), said
        for period in self._periods:
            yield iri(period_iri(period)), period_pairs(period)
        for unit in self._units:
            yield from unit_blocks(unit)
        for cube, number in self._cubes.items():
            yield from cube_blocks(cube, number, self.address)


def _days(period: Period) -> list[Pair]:
    """The period and its days, both inclusive."""
    said = [(_T["period"], iri(period_iri(period)))]
    if period.start is not None:
        said.append((_T["start"], typed(period.start.isoformat(), "date")))
    if period.end is not None:
        said.append((_T["end"], typed(period.end.isoformat(), "date")))
    return said


class _Context(NamedTuple):
    """What facts share besides the concept. The same in two reports has the same address."""

    entity: Entity
    period: Period
    unit: Unit | None
    dimensions: tuple[tuple[QName, QName | str], ...]
    language: str | None
    apart: str

    def address(self) -> str:
        """`…context/2008-04-01_2008-09-30/JPY-` and a digest of all aspects."""
        days = [day.isoformat() for day in (self.period.start, self.period.end) if day is not None]
        return f"{BASE}context/{'_'.join(days) or 'forever'}/{self._digest('_'.join(days))}"

    def series(self) -> str:
        """The address that contexts share which differ in their periods only."""
        return f"{BASE}series/{self._digest('')}"

    def _digest(self, days: str) -> str:
        said = [self.entity.scheme, self.entity.identifier, days, self.language or "", self.apart]
        said.append(unit_iri(self.unit) if self.unit is not None else "")
        for axis, member in self.dimensions:
            said += [axis.clark, f"Q{member.clark}" if isinstance(member, QName) else f"T{member}"]
        return sha256("\0".join(said).encode("utf-8")).hexdigest()[:20]
