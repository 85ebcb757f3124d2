"""The report itself: what it is of, what it was made by, its entry points and prefixes."""

from __future__ import annotations

from collections.abc import Iterator

from ...iris import BASE, GRAPH_FORMAT, document_iri, entity_iri, iri, legal, term, text, typed
from ...report import Report
from .source import Block, Pair, Source

TYPE = term("rdf:type")


def report_block(report: Report, source: Source, address: str) -> Iterator[Block]:
    """The report first, so that a reader knows from the first statement what the graph is."""
    said: list[Pair] = [
        (TYPE, term("tan:Report")),
        (TYPE, term("prov:Entity")),
        (term("tan:graphFormat"), text(GRAPH_FORMAT)),
        (term("dct:title"), text(source.name)),
        (term("prov:wasGeneratedBy"), iri(f"{address}#run")),
    ]
    entities = dict.fromkeys(fact.entity for fact in report.facts)
    said += [(term("tan:entity"), iri(entity_iri(entity))) for entity in entities]
    if source.document:
        said.append((term("prov:wasDerivedFrom"), iri(document_iri(source.document, address))))
    prefixes = sorted(report.prefixes.items())
    said += [(term("sh:declare"), iri(f"{address}#prefix-{legal(prefix)}")) for prefix, _ in prefixes]
    said += [(term("tan:entryPoint"), iri(f"{address}#entry-{n}")) for n, _ in enumerate(report.entry_points, 1)]
    yield iri(address), said
    for prefix, namespace in prefixes:
        yield (
            iri(f"{address}#prefix-{legal(prefix)}"),
            [
                (TYPE, term("sh:PrefixDeclaration")),
                (term("sh:prefix"), text(prefix)),
                (term("sh:namespace"), typed(text(namespace)[1:-1], "anyURI")),
            ],
        )
    for number, href in enumerate(report.entry_points, 1):
        yield (
            iri(f"{address}#entry-{number}"),
            [
                (TYPE, term("tan:EntryPoint")),
                (term("tan:href"), text(href)),
                (term("tan:order"), typed(number, "integer")),
            ],
        )
    for entity in entities:
        yield (
            iri(entity_iri(entity)),
            [
                (TYPE, term("tan:Entity")),
                (term("tan:scheme"), text(entity.scheme)),
                (term("tan:identifier"), text(entity.identifier)),
            ],
        )
    yield (
        iri(f"{address}#run"),
        [
            (TYPE, term("prov:Activity")),
            *([(term("prov:used"), iri(document_iri(source.document, address)))] if source.document else []),
            (term("prov:wasAssociatedWith"), iri(f"{BASE}software")),
        ],
    )
    software: list[Pair] = [(TYPE, term("prov:SoftwareAgent")), (term("dct:title"), text("tanshin"))]
    if source.version:
        software.append((term("dct:hasVersion"), text(source.version)))
    yield iri(f"{BASE}software"), software
    if source.document:
        yield (
            iri(document_iri(source.document, address)),
            [(TYPE, term("tan:Document")), (TYPE, term("prov:Entity")), (term("tan:file"), text(source.document))],
        )
