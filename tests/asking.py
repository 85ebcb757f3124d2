"""Asking a store in tests: a query that comes with the program, and its rows by the names of their columns."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
from tanshin.converter.query import Table, ask, named
from tanshin.converter.query.engine import graph_prefixes

Rows = list[dict[str, str | Decimal | None]]


def asked(store: ox.Store, name: str, **values: str) -> Rows:
    """The rows of a query by the names of its columns; numbers as numbers."""
    prefixes = graph_prefixes(store)
    answer = ask(store, named(name).bind(values, prefixes), prefixes=prefixes)
    assert isinstance(answer, Table)
    return [dict(zip(answer.variables, map(plain, row), strict=True)) for row in answer.rows]


def plain(term: ox.Literal | ox.NamedNode | None) -> str | Decimal | None:
    if isinstance(term, ox.Literal) and term.datatype.value.endswith(("#decimal", "#integer")):
        return Decimal(term.value)
    return None if term is None else term.value.rpartition("/")[2] if "://" in term.value else term.value
