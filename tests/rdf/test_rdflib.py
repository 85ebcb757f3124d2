"""The same queries in rdflib: the same answers, row by row, on both real releases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Literal
from tanshin.converter.query import Table, ask, dataset, named, named_queries
from tanshin.converter.query.engine import graph_prefixes
from tanshin.converter.query.interchange import converted

GIVEN = {
    "statement": {"statement": "BalanceSheets", "report": "iij-2009-08-11"},
    "series": {"concept": "iij:Revenues"},
    "us-gaap": {"concept": "us-gaap:Revenues"},
    "parts": {"concept": "iij:Revenues"},
    "changes": {"concept": "iij:Revenues"},
    "quarter": {"concept": "iij:Revenues"},
}


@pytest.fixture(scope="module")
def graphs_in_rdflib(both: ox.Store) -> Dataset:
    return dataset(both)


def comparable(term: Any) -> object:
    """A term of either engine: numbers by their value, all else by its text."""
    if term is None:
        return ""
    value = str(term) if hasattr(term, "n3") else term.value
    kind = getattr(term, "datatype", None)
    kind = str(kind) if isinstance(term, Literal) else getattr(kind, "value", "")
    return str(Decimal(value).normalize()) if kind and kind.endswith(("#decimal", "#integer")) else value


@pytest.mark.parametrize("name", [query.name for query in named_queries()])
def test_the_answers_are_equal(both: ox.Store, graphs_in_rdflib: Dataset, name: str) -> None:
    prefixes = graph_prefixes(both)
    text = named(name).bind(GIVEN.get(name, {}), prefixes)
    answer = ask(both, text, prefixes=prefixes)
    assert isinstance(answer, Table)
    ours = sorted([str(comparable(term)) for term in row] for row in answer.rows)
    theirs = sorted([str(comparable(term)) for term in row] for row in graphs_in_rdflib.query(text))
    assert ours == theirs
    assert ours or name == "footnotes"  # releases have none


@pytest.mark.parametrize("syntax", ["turtle", "jsonld", "trig", "ntriples", "rdfxml"])
def test_a_graph_in_other_syntaxes_says_the_same(both: ox.Store, syntax: str) -> None:
    quads = both.dump(format=ox.RdfFormat.N_QUADS) or b""
    some = b"\n".join(line for line in quads.splitlines() if b"iij-2009-08-11#f1" in line and b'"' in line) + b"\n"
    form = {"turtle": "TURTLE", "jsonld": "JSON_LD", "trig": "TRIG", "ntriples": "N_TRIPLES", "rdfxml": "RDF_XML"}
    again = {quad.triple for quad in ox.parse(converted([some], syntax), format=getattr(ox.RdfFormat, form[syntax]))}
    assert again == {quad.triple for quad in ox.parse(some, format=ox.RdfFormat.N_QUADS)} and len(again) > 10
