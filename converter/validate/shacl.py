"""Shapes of SHACL evaluated over one graph: what `schemas/shapes.ttl` uses of SHACL Core, and SPARQL constraints.

Core constraints are looked at statement by statement, SPARQL constraints by the engine that queries run on. What this
does not know of SHACL is an error and never passed over; tests hold its results to those of a full implementation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ..iris import PREFIXES

SH: Final = PREFIXES["sh"]
XSD: Final = PREFIXES["xsd"]
_RDF: Final = PREFIXES["rdf"]
_IGNORED: Final = frozenset(("message", "prefixes", "declare"))
_CORE: Final = frozenset(("path", "minCount", "maxCount", "datatype", "class", "nodeKind", "or"))
_LEXICAL: Final[Mapping[str, re.Pattern[str]]] = {
    f"{XSD}integer": re.compile(r"[+-]?\d+", re.ASCII),
    f"{XSD}decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII),
    f"{XSD}double": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN", re.ASCII),
    f"{XSD}date": re.compile(r"-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?", re.ASCII),
    f"{XSD}boolean": re.compile(r"true|false|0|1"),
}
"""How literals of a type are written; one that is not is ill-typed (SHACL section 4.1.2)."""

Things = Mapping[str, Mapping[str, list[Any]]]
"""Of each subject, by its address, the objects of each predicate."""


class UnknownError(Exception):
    """Shapes that use something which is not known here."""


@dataclass(frozen=True, slots=True)
class Result:
    """A violation: what it is about, by which path, what is wrong, and the constraint's address if it is in SPARQL."""

    about: str
    path: str
    message: str
    constraint: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """What else a SPARQL constraint gives out, by its variables."""


@dataclass(frozen=True, slots=True)
class _Constraint:
    address: str
    message: str
    query: str


@dataclass(frozen=True, slots=True)
class _Shape:
    target: str
    properties: tuple[Mapping[str, list[Any]], ...]
    one_of: tuple[str, ...]
    sparql: tuple[_Constraint, ...]


class Shapes:
    """The node shapes of a document of shapes. Raises `UnknownError` for what is not known."""

    def __init__(self, turtle: bytes) -> None:
        import pyoxigraph as ox

        self._said: dict[str, dict[str, list[Any]]] = {}
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            said = self._said.setdefault(quad.subject.value, {})
            said.setdefault(quad.predicate.value, []).append(quad.object)
        self._shapes = [
            self._shape(said)
            for said in self._said.values()
            if any(kind.value == f"{SH}NodeShape" for kind in said.get(f"{_RDF}type", ()))
        ]

    def results(self, things: Things, store: Any) -> Iterator[Result]:
        """The violations in a graph, given as a mapping and as a store of the engine whose default graph it is."""
        by_class: dict[str, list[str]] = {}
        for subject, said in things.items():
            for kind in said.get(f"{_RDF}type", ()):
                by_class.setdefault(kind.value, []).append(subject)
        members = {kind: frozenset(subjects) for kind, subjects in by_class.items()}
        for shape in self._shapes:
            focus = by_class.get(shape.target, ())
            for rule in shape.properties:
                yield from _core(rule, focus, things, members)
            if shape.one_of:
                yield from _exactly_one(shape.one_of, focus, things)
            if focus:
                for constraint in shape.sparql:
                    yield from _asked(constraint, store)

    # --- reading shapes -----------------------------------------------------------------------------------------------

    def _shape(self, said: Mapping[str, list[Any]]) -> _Shape:
        known = {f"{SH}{name}" for name in ("targetClass", "property", "sparql", "xone")}
        for term in said:
            if term.startswith(SH) and term not in known:
                raise UnknownError(term)
        (target,) = said[f"{SH}targetClass"]
        properties = tuple(self._rule(each.value) for each in said.get(f"{SH}property", ()))
        one_of = tuple(self._needed(each) for head in said.get(f"{SH}xone", ()) for each in self._list(head))
        sparql = tuple(self._constraint(each.value) for each in said.get(f"{SH}sparql", ()))
        return _Shape(target.value, properties, one_of, sparql)

    def _rule(self, node: str) -> Mapping[str, list[Any]]:
        rule: dict[str, list[Any]] = {}
        for term, objects in self._said[node].items():
            name = term.removeprefix(SH)
            if not term.startswith(SH) or name not in _CORE:
                raise UnknownError(term)
            rule[name] = objects
        if "or" in rule:  # a choice of datatypes
            rule["datatype"] = [self._only(each, "datatype") for each in self._list(rule.pop("or")[0])]
        return rule

    def _needed(self, node: Any) -> str:
        """The path of a shape that asks for a value and nothing else."""
        rule = self._rule(self._only(node, "property").value)
        if set(rule) != {"path", "minCount"} or rule["minCount"][0].value != "1":
            raise UnknownError(f"{SH}xone")
        return str(rule["path"][0].value)

    def _only(self, node: Any, name: str) -> Any:
        said = self._said[node.value]
        if set(said) != {f"{SH}{name}"}:
            raise UnknownError(", ".join(said))
        (found,) = said[f"{SH}{name}"]
        return found

    def _list(self, head: Any) -> Iterator[Any]:
        while head.value != f"{_RDF}nil":
            (first,), (head,) = (self._said[head.value][f"{_RDF}{name}"] for name in ("first", "rest"))
            yield first

    def _constraint(self, address: str) -> _Constraint:
        said = self._said[address]
        for term in said:
            if term.startswith(SH) and term.removeprefix(SH) not in {*_IGNORED, "select"}:
                raise UnknownError(term)
        spaces = {}
        for document in said.get(f"{SH}prefixes", ()):
            for declared in self._said[document.value].get(f"{SH}declare", ()):
                one = self._said[declared.value]
                spaces[one[f"{SH}prefix"][0].value] = one[f"{SH}namespace"][0].value
        head = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in sorted(spaces.items()))
        return _Constraint(address, said[f"{SH}message"][0].value, head + said[f"{SH}select"][0].value)


# --- evaluating -------------------------------------------------------------------------------------------------------


def _core(
    rule: Mapping[str, list[Any]], focus: Sequence[str], things: Things, members: Mapping[str, frozenset[str]]
) -> Iterator[Result]:
    path = rule["path"][0].value
    least = int(rule["minCount"][0].value) if "minCount" in rule else 0
    most = int(rule["maxCount"][0].value) if "maxCount" in rule else None
    types = tuple(each.value for each in rule.get("datatype", ()))
    kinds = tuple(each.value for each in rule.get("class", ()))
    nodes = tuple(each.value for each in rule.get("nodeKind", ()))
    if any(each != f"{SH}IRI" for each in nodes):
        raise UnknownError(f"{SH}nodeKind")
    for subject in focus:
        values = things[subject].get(path, ())
        if len(values) < least:
            yield Result(
                subject, path, f"there are {len(values)} and there must be {least}" if values else "is missing"
            )
        if most is not None and len(values) > most:
            yield Result(subject, path, f"there are {len(values)} and may be only {most}")
        for value in values:
            if types and not any(_is_typed(value, each) for each in types):
                yield Result(subject, path, f"“{value.value}” is no {' or '.join(map(_local, types))}")
            if nodes and hasattr(value, "datatype"):
                yield Result(subject, path, f"“{value.value}” is no address")
            for kind in kinds:
                if hasattr(value, "datatype") or value.value not in members.get(kind, ()):
                    yield Result(subject, path, f"{_local(value.value)} is no {_local(kind)} of this graph")


def _exactly_one(paths: Sequence[str], focus: Iterable[str], things: Things) -> Iterator[Result]:
    names = ", ".join(map(_local, paths))
    for subject in focus:
        there = [_local(path) for path in paths if path in things[subject]]
        if len(there) != 1:
            yield Result(subject, "", f"needs one of {names}, and has {' and '.join(there) or 'none'}")


def _asked(constraint: _Constraint, store: Any) -> Iterator[Result]:
    found = store.query(constraint.query)
    names = [variable.value for variable in found.variables]
    for row in found:
        values = {name: str(term.value) for name, term in zip(names, row, strict=True) if term is not None}
        about = values.pop("value", None)
        if about is not None:
            message = constraint.message.replace("{?value}", _local(about))
            yield Result(about, "", message, constraint.address, values)


def _is_typed(value: Any, kind: str) -> bool:
    if not hasattr(value, "datatype") or value.datatype.value != kind:
        return False
    written = _LEXICAL.get(kind)
    if written is None:
        return True
    return bool(written.fullmatch(value.value)) and (kind != f"{XSD}date" or _is_day(value.value))


def _is_day(written: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(written[:10])
    except ValueError:
        return False
    return True


def _local(address: str) -> str:
    return re.split(r"[#/]", address)[-1]
