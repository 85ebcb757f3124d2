"""Data sets and their structures: one for each set of axes and kind of measure (Data Cube, sections 6 and 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ....taxonomy.qname import QName
from ...iris import iri, name_iri, term, typed
from .source import Block

TYPE: Final = term("rdf:type")
_UNIT_MEASURE: Final = term("sdmx-attribute:unitMeasure")
_T: Final = {
    name: term(f"tan:{name}")
    for name in (
        "report", "concept", "entity", "period", "start", "end", "unit", "language", "occurrence",
        "decimals", "exact", "lowest", "highest", "unjudged",
    )
}  # fmt: skip


class Cube(NamedTuple):
    """What the facts of one data set have in common: the measure's term and the dimensions besides the axes."""

    measure: str
    unit: bool
    language: bool
    axes: tuple[QName, ...]


def cube_blocks(cube: Cube, number: int, address: str) -> Iterator[Block]:
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
        parts += [(attribute, _T[name]) for name in ("decimals", "exact", "lowest", "highest", "unjudged")]
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
