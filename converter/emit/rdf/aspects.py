"""Periods and units, which are the same things in every graph."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ...iris import iri, name_iri, term, text, typed, unit_iri
from ...report import Period, Unit
from .source import Block, Pair

TYPE: Final = term("rdf:type")
_T: Final = {name: term(f"tan:{name}") for name in ("start", "end")}


def period_pairs(period: Period) -> list[Pair]:
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


def unit_blocks(unit: Unit) -> Iterator[Block]:
    """A unit: one measure, or its factors each with its exponent; then the measures."""
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
