"""Graphs in other forms: as an rdflib `Dataset`, and as Turtle or JSON-LD, made by the engine from what was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from ..iris import with_prefixes

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

SUFFIX: Final = {"turtle": ".ttl", "jsonld": ".jsonld", "nquads": ".nq"}
"""What files of a syntax end with."""


def converted(pieces: Iterable[bytes], syntax: str, given: str = "nquads") -> bytes:
    """A graph in pieces of one syntax as another; Turtle, N-Triples and RDF/XML drop the name of the graph.

    Raises `KeyError` for an unknown syntax.
    """
    import pyoxigraph as ox

    from ..iris import PREFIXES
    from .store import as_file

    form = _engine_format(syntax)
    statements = ox.parse(as_file(pieces), format=_engine_format(given))
    if not form.supports_datasets:
        statements = (quad.triple for quad in statements)  # type: ignore[assignment]
    return ox.serialize(statements, format=form, prefixes=PREFIXES) or b""


def dataset(store: ox.Store) -> Dataset:
    """All that a store holds as an rdflib `Dataset` whose default graph is the union of all.

    Its `query` takes the queries that come with the program as they are, in seconds: see `joined`.
    """
    from .engine import graph_prefixes
    from .joined import JoinedDataset

    found = JoinedDataset(default_union=True)
    found.parse(data=store.dump(format=_engine_format("nquads")) or b"", format="nquads")
    for prefix, namespace in with_prefixes(graph_prefixes(store)).items():
        found.bind(prefix, namespace, override=True, replace=True)
    return found


def _engine_format(syntax: str) -> Any:
    import pyoxigraph as ox

    return getattr(ox.RdfFormat, FORMATS[syntax])
