"""Facts as observations, with the cubes they stand in, their structures, and what facts share.

Exact to the last digit: an amount is written as `xsd:decimal` with all its digits, and beside it the least and the
greatest number that it may be the rounding of (Calculations 1.1), so that a query compares figures without arithmetic.
A nil fact has `tan:nil` as its measure, a text `tan:text`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from ....taxonomy.amount import EXACT, plain
from ....taxonomy.qname import QName
from ...interval import MAX_DECIMALS, half_unit, has_excess_digits
from ...iris import entity_iri, iri, legal_part, name_iri, period_iri, term, text, typed, unit_iri
from ...report import Fact, Period, Report, Unit
from .source import Block, Pair

TYPE: Final = term("rdf:type")
_OBSERVATION: Final = (TYPE, term("qb:Observation"))
_DATASET: Final = term("qb:dataSet")
_VALUE: Final = term("sdmx-measure:obsValue")
_UNIT_MEASURE: Final = term("sdmx-attribute:unitMeasure")
_T: Final = {
    name: term(f"tan:{name}")
    for name in (
        "report", "id", "order", "concept", "entity", "period", "start", "end", "unit", "language", "occurrence",
        "context", "decimals", "exact", "lowest", "highest", "excessDigits", "text", "nil",
    )
}  # fmt: skip
_TRUE: Final = typed("true", "boolean")
_ZERO: Final = Decimal(0)


class Cube(NamedTuple):
    """What the facts of one data set have in common: the measure's term and the dimensions besides the axes."""

    measure: str
    unit: bool
    language: bool
    axes: tuple[QName, ...]


class _Shared(NamedTuple):
    """What is said of every fact with the same aspects other than concept and value."""

    pairs: list[Pair]
    number: int


def fact_blocks(report: Report, address: str, apart: Mapping[str, str]) -> Iterator[Block]:
    """The facts in order, then what they share. Facts of equal aspects are counted by `tan:occurrence`.

    `apart` tells contexts apart that are not s-equal, by fact id.
    """
    writer = _Writer(address, apart, report.prefixes)
    number_of: dict[QName, int] = {}
    seen: dict[int, int] = {}
    for order, (fact, subject) in enumerate(zip(report.facts, fact_terms(report, address), strict=True), 1):
        shared = writer.shared(fact)
        concept = number_of.setdefault(fact.concept, len(number_of))
        key = shared.number << 32 | concept
        occurrence = seen[key] = seen.get(key, 0) + 1
        pairs = [
            *shared.pairs,
            (_T["id"], text(fact.id)),
            (_T["order"], typed(order, "integer")),
            (_T["concept"], writer.name(fact.concept)),
            (_T["occurrence"], typed(occurrence, "integer")),
        ]
        _value(fact, pairs)
        yield subject, pairs
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


def _value(fact: Fact, pairs: list[Pair]) -> None:
    value = fact.value
    if fact.decimals is not None:
        pairs.append((_T["decimals"], typed(fact.decimals, "integer")))
    if value is None:
        pairs.append((_T["nil"], _TRUE))
    elif isinstance(value, str):
        pairs.append((_T["text"], text(value)))
    elif not value.is_finite():
        shown = "NaN" if value.is_nan() else "INF" if value > 0 else "-INF"
        pairs.append((_VALUE, typed(shown, "double")))
    else:
        written = typed(plain(value), "decimal")
        pairs.append((_VALUE, written))
        if fact.decimals is None or fact.decimals > MAX_DECIMALS:
            pairs += ((_T["lowest"], written), (_T["highest"], written))
            if fact.decimals is None:
                pairs.append((_T["exact"], _TRUE))
            return
        half = half_unit(fact.decimals)
        if half.is_finite():
            low, high = EXACT.subtract(value, half), EXACT.add(value, half)
            pairs += ((_T["lowest"], typed(plain(low), "decimal")), (_T["highest"], typed(plain(high), "decimal")))
        else:
            pairs += ((_T["lowest"], typed("-INF", "double")), (_T["highest"], typed("INF", "double")))
        if has_excess_digits(value, fact.decimals):
            pairs.append((_T["excessDigits"], _TRUE))


class _Writer:
    """What has been met so far, each with its number by first appearance: the same report gives the same names."""

    def __init__(self, address: str, apart: Mapping[str, str], prefixes: Mapping[str, str]) -> None:
        self.address = address
        self._prefix_of = {namespace: prefix for prefix, namespace in sorted(prefixes.items(), reverse=True)}
        self._apart = apart
        self._names: dict[QName, str] = {}
        self._same: dict[tuple[object, ...], _Shared] = {}
        self._alive: list[object] = []
        self._keys: dict[tuple[object, ...], int] = {}
        self._contexts: dict[tuple[object, ...], int] = {}
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
        """The statements; the number leaves the measure out: a nil and a number of one place are duplicates."""
        key = (fact.period, fact.entity, fact.dimensions, fact.unit, fact.language)
        number = self._keys.setdefault(key, len(self._keys))
        context = self._contexts.setdefault(
            (fact.period, fact.entity, fact.dimensions, fact.language, apart), len(self._contexts) + 1
        )
        axes = tuple(axis for axis, _ in fact.dimensions)
        cube = Cube(measure, fact.unit is not None, fact.language is not None, axes)
        cube_number = self._cubes.setdefault(cube, len(self._cubes) + 1)
        self._periods.setdefault(fact.period)
        period = fact.period
        pairs = [
            _OBSERVATION,
            (_DATASET, f"<{self.address}#cube-{cube_number}>"),
            (_T["report"], f"<{self.address}>"),
            (_T["context"], f"<{self.address}#context-{context}>"),
            (_T["entity"], iri(entity_iri(fact.entity))),
            (_T["period"], iri(period_iri(period))),
        ]
        if period.start is not None:
            pairs.append((_T["start"], typed(period.start.isoformat(), "date")))
        if period.end is not None:
            pairs.append((_T["end"], typed(period.end.isoformat(), "date")))
        if fact.unit is not None:
            self._units.setdefault(fact.unit)
            unit = iri(unit_iri(fact.unit))
            pairs += ((_T["unit"], unit), (_UNIT_MEASURE, unit))
        if fact.language is not None:
            pairs.append((_T["language"], text(fact.language)))
        return _Shared([*pairs, *self._members(fact.dimensions)], number)

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
        for (period, entity, dimensions, *_), number in self._contexts.items():
            assert isinstance(period, Period) and isinstance(dimensions, tuple)
            yield (
                iri(f"{self.address}#context-{number}"),
                [
                    (TYPE, term("tan:Context")),
                    (_T["period"], iri(period_iri(period))),
                    (_T["entity"], iri(entity_iri(entity))),  # type: ignore[arg-type]
                    (term("tan:axes"), typed(len(dimensions), "integer")),
                    (term("tan:dimensions"), text(self._words(dimensions))),
                    *self._members(dimensions),
                ],
            )
        for period in self._periods:
            yield iri(period_iri(period)), _period(period)
        for unit in self._units:
            yield from _unit(unit)
        for cube, number in self._cubes.items():
            yield from _cube(cube, number, self.address)


def _period(period: Period) -> list[Pair]:
    """A period: its kind and its days; a duration's length in days and, where it is whole months, in months."""
    if period.end is None:
        return [(TYPE, term("tan:Forever"))]
    end = (_T["end"], typed(period.end.isoformat(), "date"))
    if period.start is None:
        return [(TYPE, term("tan:Instant")), end]
    said = [(TYPE, term("tan:Duration")), (_T["start"], typed(period.start.isoformat(), "date")), end]
    said.append((term("tan:days"), typed((period.end - period.start).days + 1, "integer")))
    months = _months(period.start, period.end)
    if months:
        said.append((term("tan:months"), typed(months, "integer")))
    if period.start > date.min:
        said.append((term("tan:dayBefore"), typed((period.start - timedelta(days=1)).isoformat(), "date")))
    return said


def _months(start: date, end: date) -> int:
    """How many whole calendar months from the first day of one to the last of another; 0 if it is not so."""
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _unit(unit: Unit) -> Iterator[Block]:
    address = unit_iri(unit)
    measures = dict.fromkeys((*unit.numerators, *unit.denominators))
    single = len(unit.numerators) == 1 and not unit.denominators
    if not single:
        factors = [(m, unit.numerators.count(m)) for m in dict.fromkeys(unit.numerators)]
        factors += [(m, -unit.denominators.count(m)) for m in dict.fromkeys(unit.denominators)]
        over = " · ".join(m.local for m in unit.denominators)
        label = " · ".join(m.local for m in unit.numerators) + (f" per {over}" if over else "")
        said = [(TYPE, term("tan:Unit")), (term("rdfs:label"), text(label))]
        said += [(term("tan:factor"), iri(f"{address}/{n}")) for n, _ in enumerate(factors, 1)]
        yield iri(address), said
        for number, (measure, exponent) in enumerate(factors, 1):
            yield (
                iri(f"{address}/{number}"),
                [
                    (TYPE, term("tan:Factor")),
                    (term("tan:measure"), iri(name_iri(measure))),
                    (term("tan:exponent"), typed(exponent, "integer")),
                ],
            )
    for measure in measures:
        yield (
            iri(name_iri(measure)),
            [
                (TYPE, term("tan:Measure")),
                *([(TYPE, term("tan:Unit"))] if single else []),
                (term("rdfs:label"), text(measure.local)),
                (term("tan:namespace"), text(measure.namespace)),
                (term("tan:localName"), text(measure.local)),
            ],
        )


def _cube(cube: Cube, number: int, address: str) -> Iterator[Block]:
    """The data set and its structure (Data Cube, sections 6 and 7): one component each, in order."""
    structure = f"{address}#structure-{number}"
    dimension, attribute = term("qb:dimension"), term("qb:attribute")
    parts = [(dimension, _T[name]) for name in ("concept", "entity", "period")]
    parts += [(dimension, _T["unit"])] * cube.unit + [(dimension, _T["language"])] * cube.language
    parts += [(dimension, iri(name_iri(axis))) for axis in cube.axes]
    parts.append((dimension, _T["occurrence"]))
    parts.append((term("qb:measure"), cube.measure))
    parts += [(attribute, _T[name]) for name in ("start", "end")]
    if cube.unit:
        parts.append((attribute, _UNIT_MEASURE))
        parts += [(attribute, _T[name]) for name in ("decimals", "exact", "lowest", "highest", "excessDigits")]
    yield (
        iri(f"{address}#cube-{number}"),
        [(TYPE, term("qb:DataSet")), (_T["report"], iri(address)), (term("qb:structure"), iri(structure))],
    )
    yield (
        iri(structure),
        [
            (TYPE, term("qb:DataStructureDefinition")),
            *((term("qb:component"), iri(f"{structure}-{n}")) for n, _ in enumerate(parts, 1)),
        ],
    )
    for n, (kind, what) in enumerate(parts, 1):
        said = [(TYPE, term("qb:ComponentSpecification")), (kind, what), (term("qb:order"), typed(n, "integer"))]
        if kind == attribute:
            required = what == _UNIT_MEASURE
            said.append((term("qb:componentRequired"), typed(str(required).lower(), "boolean")))
        yield iri(f"{structure}-{n}"), said
