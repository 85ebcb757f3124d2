"""Graphs in other forms: as an rdflib `Dataset`, and as Turtle or JSON-LD, made by the engine from what was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

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


def _all(store: ox.Store) -> bytes:
    import pyoxigraph as ox

    return store.dump(format=ox.RdfFormat.N_QUADS) or b""
