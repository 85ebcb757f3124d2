"""What the emitter is given besides report and taxonomy, and the form in which it hands on what it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ...iris import report_iri
from ...report import Footnote, Report, Trace

Pair = tuple[str, str]
"""Predicate and object, as N-Triples writes them."""
Block = tuple[str, list[Pair]]
"""A subject as N-Triples writes it, with all that is said of it in one place."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report comes from. `name` tells it from the entity's other reports, `document` is the file it is made of.

    `traces` are the account of the document's marks, empty for a filing that was loaded. `apart` tells facts apart if
    their contexts are not s-equal although their aspects are (XBRL 2.1 section 4.10), by fact id.
    `footnotes` are those of an instance.
    """

    name: str
    document: str = ""
    traces: tuple[Trace, ...] = ()
    version: str = ""
    apart: Mapping[str, str] = field(default_factory=dict)
    footnotes: tuple[Footnote, ...] = ()

    def address(self, report: Report) -> str:
        """The address of the report and its graph."""
        return report_iri(report.facts[0].entity if report.facts else None, self.name)


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph as a stream of blocks, which can be drained once; `prefixes` are the report's own."""

    address: str
    blocks: Iterator[Block]
    prefixes: Mapping[str, str]
