"""Where each fact is printed: marks as Web Annotation targets with their selectors, tied to facts by annotations.

With an account of the release every mark is there, with the reason where it became no fact. Without one (a filing that
was loaded) a mark is the place in the instance, and only that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ....taxonomy.amount import plain
from ....taxonomy.span import Span
from ...iris import document_iri, iri, term, text, typed
from ...report import Report, Trace
from .facts import fact_terms
from .source import Block, Pair, Source

TYPE: Final = term("rdf:type")
RFC_5147: Final = "<http://tools.ietf.org/rfc/rfc5147>"


def provenance_blocks(report: Report, source: Source, address: str) -> Iterator[Block]:
    """The annotations of facts, most accurate print first, then the marks in the order of the document."""
    traces: dict[tuple[int, int], list[Trace]] = {}
    for trace in source.traces:
        traces.setdefault((trace.span.line, trace.span.column), []).append(trace)
    if not traces:
        yield from _places(report, address)
        return
    why = {(t.fact.id, t.span.line, t.span.column): t for t in source.traces if t.fact is not None}
    for fact, subject in zip(report.facts, fact_terms(report, address), strict=True):
        if fact.marks:
            derived = [(term("prov:wasDerivedFrom"), iri(mark_iri(mark, address))) for mark in fact.marks]
            yield subject, derived
        for rank, mark in enumerate(fact.marks, 1):
            yield _annotation(subject, rank, mark, why.get((fact.id, mark.line, mark.column)), address)
    marked = {(mark.line, mark.column): mark for fact in report.facts for mark in fact.marks}
    for place in sorted({*traces, *marked}):
        span = marked.get(place) or traces[place][0].span
        yield from _mark(span, traces.get(place, []), address)


def mark_iri(span: Span, address: str) -> str:
    """`report#L12C22`."""
    return f"{address}#L{span.line}C{span.column}"


def _places(report: Report, address: str) -> Iterator[Block]:
    subject = f"<{address}#"
    derived, kind = term("prov:wasDerivedFrom"), (TYPE, term("tan:Mark"))
    where, line, column = term("oa:hasSource"), term("tan:line"), term("tan:column")
    documents: dict[str, str] = {}
    for fact, term_of_fact in zip(report.facts, fact_terms(report, address), strict=True):
        for mark in fact.marks:
            document = documents.get(mark.file)
            if document is None:
                document = documents[mark.file] = iri(document_iri(mark.file, address))
            place = f"{subject}L{mark.line}C{mark.column}>"
            yield term_of_fact, [(derived, place)]
            said = [
                kind,
                (where, document),
                (line, typed(mark.line, "integer")),
                (column, typed(mark.column, "integer")),
            ]
            if mark.length:
                said.append((term("tan:length"), typed(mark.length, "integer")))
            yield place, said
    for file, document in documents.items():
        yield document, [(TYPE, term("tan:Document")), (term("tan:file"), text(file))]


def _annotation(fact: str, rank: int, mark: Span, trace: Trace | None, address: str) -> Block:
    said: list[Pair] = [
        (TYPE, term("oa:Annotation")),
        (term("oa:hasBody"), fact),
        (term("oa:hasTarget"), iri(mark_iri(mark, address))),
        (term("tan:rank"), typed(rank, "integer")),
        (term("prov:wasGeneratedBy"), iri(f"{address}#run")),
    ]
    if trace is not None:
        if trace.printed_value is not None:
            said.append((term("tan:printedValue"), typed(plain(trace.printed_value), "decimal")))
        if trace.why:
            said.append((term("tan:because"), text("; ".join(dict.fromkeys(trace.why)))))
    return f"{fact[:-1]}-print-{rank}>", said


def _mark(span: Span, traces: list[Trace], address: str) -> Iterator[Block]:
    place = mark_iri(span, address)
    said: list[Pair] = [
        (TYPE, term("tan:Mark")),
        (TYPE, term("oa:SpecificResource")),
        (TYPE, term("prov:Entity")),
        (term("tan:report"), iri(address)),
        (term("oa:hasSource"), iri(document_iri(span.file, address))),
        (term("oa:hasSelector"), iri(f"{place}-line")),
        (term("tan:line"), typed(span.line, "integer")),
        (term("tan:column"), typed(span.column, "integer")),
        (term("tan:length"), typed(span.length, "integer")),
    ]
    if traces:
        first = traces[0]
        said.append((term("oa:hasSelector"), iri(f"{place}-quote")))
        said += [
            (term("tan:printed"), text(first.raw)),
            (term("tan:kind"), text(first.kind)),
            (term("tan:status"), text(str(first.status))),
        ]
        if first.reason:
            said.append((term("tan:reason"), text(first.reason)))
        if first.table is not None:
            said.append((term("tan:table"), typed(first.table, "integer")))
        for name, label in (("rowLabel", first.row_label), ("columnLabel", first.column_label)):
            if label:
                said.append((term(f"tan:{name}"), text(" ".join(label.split()))))
        if first.fact is None and first.why:
            said.append((term("tan:because"), text("; ".join(dict.fromkeys(first.why)))))
    yield iri(place), said
    yield (
        iri(f"{place}-line"),
        [
            (TYPE, term("oa:FragmentSelector")),
            (term("dct:conformsTo"), RFC_5147),
            (term("rdf:value"), text(f"line={span.line - 1},{span.line}")),
        ],
    )
    if traces:
        yield (
            iri(f"{place}-quote"),
            [(TYPE, term("oa:TextQuoteSelector")), (term("oa:exact"), text(traces[0].raw))],
        )
