"""SPARQL over the graphs of reports: the store on disk or in memory, the queries that come with it, and their answers.

    with open_store(path) as store: answer = ask(store, "SELECT …")      # a Table, a Triples or a bool
    text = named("series").bind({"concept": "<https://…#Revenues>"})     # a query that comes with the program
    dataset(store)                                                        # the same as an rdflib Dataset

A graph comes from `emit.rdf`; which files become graphs is left to `graphs`, over HTTP to `serve`. The engine is
Oxigraph. Every query only reads, and reaches nothing but the store.
"""

from __future__ import annotations

from .engine import Answer, QueryError, Table, Triples, ask, memory
from .interchange import converted, dataset
from .named import NamedQuery, Parameter, named, named_queries
from .store import Store, StoreError, create_store, open_store

__all__ = [
    "Answer",
    "NamedQuery",
    "Parameter",
    "QueryError",
    "Store",
    "StoreError",
    "Table",
    "Triples",
    "ask",
    "converted",
    "create_store",
    "dataset",
    "memory",
    "named",
    "named_queries",
    "open_store",
]
