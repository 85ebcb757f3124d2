"""The queries that come with the program: a file each in `queries/`, with a title, a description and its parameters.

    # title: Figures of a concept
    # parameter concept (concept, needed): the concept
    # parameter from (date): no period that ends before

A parameter is the variable of that name, and `VALUES ?name { UNDEF }` in the query is where its value is put, so that
the file as it stands is a query too, with every parameter open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from ..iris import iri, term, text, typed, with_prefixes
from .text import QueryError

_HEADER = re.compile(
    r"# (?P<key>title|description|parameter (?P<name>\w+) "
    r"\((?P<kind>\w+)(?: of (?P<prefix>[\w-]+))?(?P<needed>, needed)?\)): (?P<said>.*)"
)
_FREE: Final = "UNDEF"

Lookup = Callable[[str], list[str]]
"""The addresses that a local name may stand for, in whatever is asked."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be given: its name, kind (`concept`, `date`, `number`, `text`, `address`) and what it means.

    `prefix` is that of the vocabulary which a concept without one is of; empty for that of whatever is asked.
    """

    name: str
    kind: str
    needed: bool
    meaning: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its name, what it answers and what it can be given. `text` is the file as it stands."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(
        self, values: Mapping[str, str], prefixes: Mapping[str, str] | None = None, lookup: Lookup | None = None
    ) -> str:
        """The query with its parameters given.

        A concept is an address in `<>`, a prefixed name or a local name: of the parameter's own prefix, or one that
        `lookup` knows. Raises `QueryError` for a parameter that is unknown, missing, or no value of its kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                there = ", ".join(known) or "none"
                raise QueryError(f"the query {self.name} has no parameter {name}", f"Its parameters: {there}.")
        query = self.text
        for parameter in self.parameters:
            if parameter.name not in values:
                if parameter.needed:
                    raise QueryError(
                        f"the query {self.name} needs the parameter {parameter.name}: {parameter.meaning}",
                        f"Give -p {parameter.name}=… .",
                    )
                continue
            value = _term(parameter, values[parameter.name], with_prefixes(prefixes or {}), lookup)
            query = query.replace(f"VALUES ?{parameter.name} {{ {_FREE} }}", f"VALUES ?{parameter.name} {{ {value} }}")
        return query


@cache
def named_queries() -> tuple[NamedQuery, ...]:
    """All of them, by name."""
    return tuple(sorted(_read(), key=lambda query: query.name))


def named(name: str) -> NamedQuery:
    """The query of that name; raises `QueryError` for one that there is not, with those that there are."""
    from difflib import get_close_matches

    by_name = {query.name: query for query in named_queries()}
    if name not in by_name:
        near = get_close_matches(name, by_name, 1)
        raise QueryError(
            f"there is no query {name}" + (f"; did you mean {near[0]}?" if near else ""),
            f"There are: {', '.join(by_name)}. Your own query goes into --sparql or --file.",
        )
    return by_name[name]


def _read() -> Iterator[NamedQuery]:
    for file in files(__package__).joinpath("queries").iterdir():
        if file.name.endswith(".rq"):
            yield parsed(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))


def parsed(name: str, query: str) -> NamedQuery:
    """A query file; lines of its head that continue a description begin with `#   `."""
    said: dict[str, str] = {}
    parameters = []
    last = ""
    for line in query.splitlines():
        if not line.startswith("#"):
            break
        found = _HEADER.fullmatch(line)
        if found and found["name"]:
            parameters.append(
                Parameter(found["name"], found["kind"], bool(found["needed"]), found["said"], found["prefix"] or "")
            )
        elif found:
            last = found["key"]
            said[last] = found["said"]
        elif last and line.startswith("#   "):
            said[last] += " " + line[4:]
    return NamedQuery(name, said.get("title", name), said.get("description", ""), tuple(parameters), query)


def _term(parameter: Parameter, value: str, prefixes: Mapping[str, str], lookup: Lookup | None) -> str:
    """The value as SPARQL writes it."""
    kind = parameter.kind
    if kind == "date":
        try:
            return f'"{date.fromisoformat(value).isoformat()}"^^{term("xsd:date")}'
        except ValueError:
            raise QueryError(f"{parameter.name}: {value!r} is no date", "Write a date as 2008-09-30.") from None
    if kind == "number":
        if not re.fullmatch(r"[+-]?\d+(\.\d+)?", value, re.ASCII):
            raise QueryError(f"{parameter.name}: {value!r} is no number", "Write digits, without commas.")
        return typed(value, "decimal" if "." in value else "integer")
    if kind == "text":
        return text(value)
    return _address(parameter, value, prefixes, lookup)


def _address(parameter: Parameter, value: str, prefixes: Mapping[str, str], lookup: Lookup | None) -> str:
    if parameter.prefix and not re.search(r"[:<]", value):
        value = f"{parameter.prefix}:{value}"
    if value.startswith("<") and value.endswith(">"):
        address = value[1:-1]
    elif "://" in value:
        address = value
    elif ":" in value:
        prefix, _, local = value.partition(":")
        if prefix not in prefixes:
            known = ", ".join(sorted(prefixes))
            raise QueryError(f"{parameter.name}: the prefix {prefix}: is not known", f"Known are {known}.")
        address = prefixes[prefix] + local
    else:
        found = lookup(value) if lookup else []
        if len(found) != 1:
            what = "there is nothing of that name" if not found else f"it may be {' or '.join(found)}"
            raise QueryError(f"{parameter.name}: {value}: {what}", "Give a name with its prefix, or an address in <>.")
        address = found[0]
    if re.search(r'[\x00-\x20<>"{}|\\^`]', address):
        raise QueryError(f"{parameter.name}: {value!r} is no address", "Give a name with its prefix.")
    return iri(address)
