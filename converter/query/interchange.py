"""Graphs in other forms: as an rdflib `Dataset`, and as Turtle or JSON-LD, made by the engine from what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ..iris import with_prefixes
from .text import complete

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

FORMATS: Final = {
    "turtle": "TURTLE",
    "trig": "TRIG",
    "nquads": "N_QUADS",
    "ntriples": "N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
}
"""Syntaxes by our names, with the engine's."""


def converted(quads: Iterable[bytes], syntax: str) -> bytes:
    """N-Quads in pieces as another syntax; Turtle, N-Triples and RDF/XML drop the name of the graph.

    Raises `KeyError` for an unknown syntax.
    """
    import pyoxigraph as ox

    from ..iris import PREFIXES
    from .store import as_file

    form = getattr(ox.RdfFormat, FORMATS[syntax])
    statements = ox.parse(as_file(quads), format=ox.RdfFormat.N_QUADS)
    if not form.supports_datasets:
        statements = (quad.triple for quad in statements)  # type: ignore[assignment]
    return ox.serialize(statements, format=form, prefixes=PREFIXES) or b""


def dataset(store: ox.Store) -> Dataset:
    """All that a store holds as an rdflib `Dataset` whose default graph is the union of all."""
    from rdflib import Dataset

    found = Dataset(default_union=True)
    found.parse(data=_all(store), format="nquads")
    return found


def ask_dataset(graphs: Dataset, query: str, prefixes: Mapping[str, str] | None = None) -> Any:
    """rdflib's own result of a query, asked so that it takes seconds where it would take minutes.

    rdflib carries what it has found into the next group of a pattern only where two groups are joined; else it finds
    each by itself and compares all with all. Here it carries on wherever that gives the same.
    """
    from rdflib.plugins.sparql import prepareQuery

    prepared = prepareQuery(complete(query, with_prefixes(prefixes or {})))
    _carry_on(prepared.algebra)
    return graphs.query(prepared)


_SIMPLE: Final = frozenset(("BGP", "Join", "LeftJoin", "Graph", "Filter", "Extend", "Union"))
"""Patterns whose solutions are the same if some variables have their values beforehand; a subquery is none of them."""


def _carry_on(node: Any) -> bool:
    """Mark joins as lazy; whether the node is simple all the way down."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if not isinstance(node, CompValue):
        return True
    parts = [_carry_on(node[key]) for key in ("p", "p1", "p2") if key in node]
    if node.name == "Join" and parts[-1]:
        node["lazy"] = True
    return node.name in _SIMPLE and all(parts)


def _all(store: ox.Store) -> bytes:
    import pyoxigraph as ox

    return store.dump(format=ox.RdfFormat.N_QUADS) or b""
