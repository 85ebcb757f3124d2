"""Asking the engine: a query and its answer as a table, as statements or as yes or no, over the union of all graphs.

Time is limited by whoever asks, from outside: the engine cannot be interrupted, a process can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..iris import PREFIXES, namespace_iri, with_prefixes
from .text import QueryError, check_reads_only, names_graphs, starred, syntax_error

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .store import StoreError

__all__ = ["Answer", "QueryError", "Table", "Triples", "ask", "graph_prefixes", "memory"]

Term = Any
"""A term of the engine: `NamedNode`, `Literal`, `BlankNode` or `Triple`; None where a variable has no value."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to SELECT: rows come as they are found, once."""

    variables: tuple[str, ...]
    rows: Iterator[tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT or DESCRIBE, as it is found, once."""

    statements: Iterator[Any]


Answer = Table | Triples | bool


def ask(
    store: ox.Store,
    query: str,
    *,
    prefixes: Mapping[str, str] | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Answer:
    """The answer of a store to a SPARQL 1.1 query; without graphs named, the default graph is the union of all.

    Prefixes of the vocabularies in use and of the reports in the store are declared. Raises `QueryError` for a query
    that does not parse, changes something or asks another server, `OSError` for a store that cannot be read.
    """
    import pyoxigraph as ox

    check_reads_only(query)
    known = with_prefixes(graph_prefixes(store) if prefixes is None else prefixes)
    options: dict[str, Any] = {} if names_graphs(query) else {"use_default_graph_as_union": True}
    if default_graphs or named_graphs:
        options = {"default_graph": [ox.NamedNode(g) for g in default_graphs] or None}
        options["named_graphs"] = [ox.NamedNode(g) for g in named_graphs] or None
    try:
        found = store.query(query, prefixes=known, **options)
    except SyntaxError as error:
        raise syntax_error(query, error, known) from error
    except ValueError as error:
        raise QueryError(f"the query cannot be run: {error}", "Correct it.") from error
    except RuntimeError as error:
        raise _unreadable(error) from error
    return _as_written(answer_of(found), query)


def _as_written(answer: Answer, query: str) -> Answer:
    """The columns of `SELECT *` in the order in which the query names them; the engine has an order of its own."""
    order = {name: place for place, name in enumerate(starred(query))}
    if not order or not isinstance(answer, Table):
        return answer
    names = sorted(answer.variables, key=lambda name: order.get(name, len(order)))
    places = [answer.variables.index(name) for name in names]
    return Table(tuple(names), (tuple(row[place] for place in places) for row in answer.rows))


def _unreadable(error: BaseException) -> StoreError:
    from .store import StoreError

    return StoreError(f"the store cannot be read: {error}", "Remove its folder and load the reports again.")


def _guarded(found: Iterator[Any]) -> Iterator[Any]:
    """What the engine finds; files that turn out to be damaged are told as such."""
    try:
        yield from found
    except (OSError, RuntimeError) as error:
        raise _unreadable(error) from error


def answer_of(found: Any) -> Answer:
    """What the engine gives, in our forms."""
    import pyoxigraph as ox

    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return Triples(_guarded(iter(found)))
    names = tuple(variable.value for variable in found.variables)
    return Table(names, (tuple(row) for row in _guarded(iter(found))))


def memory(quads: Iterable[bytes]) -> ox.Store:
    """A store in memory of N-Quads in pieces."""
    import pyoxigraph as ox

    from .store import as_file

    store = ox.Store()
    store.bulk_load(as_file(quads), format=ox.RdfFormat.N_QUADS)
    return store


def graph_prefixes(store: ox.Store) -> dict[str, str]:
    """The prefixes that the reports of a store declare; one that two of them use for different things is left out."""
    import pyoxigraph as ox

    found: dict[str, set[str]] = {}
    space = PREFIXES["sh"]
    for quad in store.quads_for_pattern(None, ox.NamedNode(f"{space}prefix"), None):
        for other in store.quads_for_pattern(quad.subject, ox.NamedNode(f"{space}namespace"), None):
            prefix, namespace = getattr(quad.object, "value", ""), getattr(other.object, "value", "")
            found.setdefault(prefix, set()).add(namespace_iri(namespace))
    return {prefix: min(spaces) for prefix, spaces in sorted(found.items()) if len(spaces) == 1}
