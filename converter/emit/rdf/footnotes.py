"""Footnotes as resources that facts lead to, with text, language, role and the arcrole of the link."""

from __future__ import annotations

from collections.abc import Iterator

from ...iris import iri, legal, tagged, term, text, typed
from ...report import Report
from .facts import fact_terms
from .source import Block, Pair, Source

TYPE = term("rdf:type")


def footnote_blocks(report: Report, source: Source, address: str) -> Iterator[Block]:
    """Each footnote, then what leads to it from its facts."""
    if not source.footnotes:
        return
    terms: dict[str, list[str]] = {}
    for fact, subject in zip(report.facts, fact_terms(report, address), strict=True):
        terms.setdefault(fact.id, []).append(subject)
    for number, note in enumerate(source.footnotes, 1):
        name = iri(f"{address}#note-{number}")
        said: list[Pair] = [
            (TYPE, term("tan:Footnote")),
            (term("tan:report"), iri(address)),
            (term("tan:order"), typed(number, "integer")),
            (term("rdf:value"), tagged(note.text, note.language)),
            (term("tan:arcrole"), iri(legal(note.arcrole))),
        ]
        if note.language:
            said.append((term("tan:language"), text(note.language)))
        if note.role:
            said.append((term("tan:role"), iri(legal(note.role))))
        yield name, said
        for fact_id in note.facts:
            for subject in terms.get(fact_id, ()):
                yield subject, [(term("tan:footnote"), name)]
