"""A report with its taxonomy as RDF, one named graph, without blank nodes, the same bytes every time.

    for chunk in nquads(graph(report, taxonomy, Source("release"))): out.write(chunk)

What stands in the graph, by address (`report` is the graph's own):

    report                a tan:Report: entry points, prefixes, entity, what it was made by and of
    report#f12            a qb:Observation: a fact, every aspect of OIM 1.0 a property, each axis a property of its own
    …/context/…           what facts share besides the concept, the same in every report; each concept is a property
                          that leads to the fact, or to report#figure-2 where the fact is given more than once
    report#sum-3-7        a tan:Summation: a total in a context; report#sum-3-7-1 a side of it: a weight, which the
                          figures that are tan:partOf it count with; that of the total itself is -1
    report#cube-1         a qb:DataSet of the facts with the same axes and measure; report#structure-1 describes it
    namespace#Name        a skos:Concept: type, period type, balance, labels, relation to US-GAAP; an axis is a
                          qb:DimensionProperty too
    report#label-7        a skosxl:Label with its role
    report#network-2      a tan:Network: role and arcrole; report#arc-2-5 an arc: from, to, order, weight, and where it
                          comes when the tree is walked (tan:row, tan:depth)
    report#note-4         a tan:Footnote, which facts lead to by tan:footnote
    report#L12C22         a tan:Mark and oa:SpecificResource: line, column, text as printed, table, labels, or why it is
                          no fact; report#f12-print-1 the oa:Annotation that ties it to its fact, with the reasons of
                          the binding; report#run the prov:Activity
    …/period/…, …/unit/…  periods and units, the same in every graph

Data Cube asks that an observation has every dimension of its structure and that no two have the same: hence a cube for
each set of axes and kind of measure, the unit as a dimension (tan:unit, besides sdmx-attribute:unitMeasure), and
tan:occurrence, which counts facts that are given more than once. Of a taxonomy, only what a network or a fact touches
is written. Reading it back is `load.rdf`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....taxonomy.model import Taxonomy
from ...report import Report
from .concepts import concept_blocks
from .facts import fact_blocks
from .footnotes import footnote_blocks
from .networks import network_blocks, touched
from .provenance import provenance_blocks
from .report import report_block
from .source import Block, Graph, Source
from .write import nquads, trig

__all__ = ["Block", "Graph", "Source", "graph", "nquads", "trig"]


def graph(report: Report, taxonomy: Taxonomy, source: Source) -> Graph:
    """The graph of a report, to be written once; nothing of it is made before it is asked for."""
    address = source.address(report)
    return Graph(address, _blocks(report, taxonomy, source, address), {**report.prefixes})


def _blocks(report: Report, taxonomy: Taxonomy, source: Source, address: str) -> Iterator[Block]:
    networks = touched(report, taxonomy)
    yield from report_block(report, source, address)
    yield from fact_blocks(report, networks, address, source.apart)
    yield from concept_blocks(report, taxonomy, networks, address)
    yield from network_blocks(report, networks, taxonomy, address)
    yield from footnote_blocks(report, source, address)
    yield from provenance_blocks(report, source, address)
