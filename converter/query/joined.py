"""An rdflib `Dataset` that answers queries with many groups in seconds where rdflib's own way takes minutes.

rdflib carries what it has found into the next group only at the first of several joins, and compares all with all at
the others. Here it carries on wherever that gives the same, and meets subqueries by their common variables. What is
stored and how a pattern is found stays rdflib's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from rdflib import Dataset
from rdflib.plugins.sparql import CUSTOM_EVALS, prepareQuery
from rdflib.plugins.sparql.evaluate import evalPart
from rdflib.plugins.sparql.parserutils import CompValue

from ..iris import with_prefixes
from .text import complete

_SIMPLE: Final = frozenset(("BGP", "Join", "LeftJoin", "Graph", "Filter", "Extend", "Union"))
"""Patterns whose solutions are the same if some variables have their values beforehand; a subquery is none of them."""
_BY_KEY: Final = "met_by_common_variables"


class JoinedDataset(Dataset):
    """A `Dataset` whose `query` plans joins; everything else is rdflib's."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Any:
        """rdflib's own result. Prefixes of the vocabularies in use and of the reports are declared."""
        if isinstance(query_object, str):
            named = {str(prefix): str(space) for prefix, space in self.namespaces()}
            named |= {str(prefix): str(space) for prefix, space in (options.pop("initNs", None) or {}).items()}
            query_object = planned(query_object, named)
        return super().query(query_object, *args, **options)


def planned(query: str, prefixes: Mapping[str, str]) -> Any:
    """A query of rdflib's with its joins marked."""
    prepared = prepareQuery(complete(query, with_prefixes(prefixes)))
    _plan(prepared.algebra)
    return prepared


def _plan(node: Any) -> bool:
    """Mark joins; whether the node is simple all the way down."""
    if not isinstance(node, CompValue):
        return True
    simple = {key: _plan(node[key]) for key in ("p", "p1", "p2") if key in node}
    if node.name == "Join":
        node["lazy"] = simple["p2"]
        node[_BY_KEY] = not simple["p2"] and _is_subquery(node.p2)
    elif node.name == "LeftJoin":
        node[_BY_KEY] = _is_subquery(node.p2) and node.expr.name == "TrueFilter"
    return node.name in _SIMPLE and all(simple.values())


def _is_subquery(node: Any) -> bool:
    return bool(node.name == "ToMultiSet" and node.p.name != "values")


def _evaluate(context: Any, part: Any) -> Iterator[Any]:
    """Joins with a subquery; `NotImplementedError` leaves the rest to rdflib."""
    if part.name not in ("Join", "LeftJoin") or not part.get(_BY_KEY):
        raise NotImplementedError
    return _met(list(evalPart(context, part.p1)), list(evalPart(context, part.p2)), keep=part.name == "LeftJoin")


def _met(ours: list[Any], theirs: list[Any], *, keep: bool) -> Iterator[Any]:
    """Every solution with each compatible one; with `keep`, also those that have none."""
    common = sorted(_bound(ours) & _bound(theirs))
    by_key: dict[tuple[Any, ...], list[Any]] = {}
    for one in theirs:
        by_key.setdefault(tuple(one[name] for name in common), []).append(one)
    for one in ours:
        met = False
        for other in by_key.get(tuple(one[name] for name in common), ()):
            if one.compatible(other):
                met = True
                yield one.merge(other)
        if keep and not met:
            yield one


def _bound(solutions: Iterable[Any]) -> set[Any]:
    """The variables that have a value in every solution."""
    found: set[Any] | None = None
    for one in solutions:
        names = set(one)
        found = names if found is None else found & names
    return found or set()


CUSTOM_EVALS["tanshin"] = _evaluate
