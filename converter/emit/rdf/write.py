"""A graph as N-Quads or TriG, in pieces, by plain string building: a library would take longer than all the rest.

Turtle and JSON-LD are made from these by the engine, on request (`query.interchange`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ...iris import PREFIXES, namespace_iri
from .source import Graph

_PIECE: Final = 1 << 18
_LOCAL = re.compile(r"[A-Za-z0-9_][\w-]*(?:\.[\w-]+)*")
_TYPE: Final = "^^<http://www.w3.org/2001/XMLSchema#"


def nquads(graph: Graph) -> Iterator[bytes]:
    """The graph as N-Quads 1.1, UTF-8, a statement a line, in pieces of some 250 kB."""
    end = f" <{graph.address}> .\n"
    held: list[str] = []
    size = 0
    for subject, pairs in graph.blocks:
        said = "".join([f"{subject} {predicate} {thing}{end}" for predicate, thing in pairs])
        held.append(said)
        size += len(said)
        if size > _PIECE:
            yield "".join(held).encode("utf-8")
            held.clear()
            size = 0
    yield "".join(held).encode("utf-8")


def trig(graph: Graph) -> Iterator[bytes]:
    """The graph as TriG 1.1 with prefixes, subject by subject, in pieces."""
    spaces = {**PREFIXES, "this": f"{graph.address}#"}
    taken = set(spaces.values())
    for prefix, namespace in sorted(graph.prefixes.items()):
        if prefix not in spaces and namespace_iri(namespace) not in taken and _LOCAL.fullmatch(prefix):
            spaces[prefix] = namespace_iri(namespace)
    prefix_of = {namespace: prefix for prefix, namespace in spaces.items()}

    @lru_cache(maxsize=100_000)
    def short(term: str) -> str:
        if term.startswith("<"):
            namespace, mark, local = term[1:-1].rpartition("#")
            if not mark:
                namespace, mark, local = term[1:-1].rpartition("/")
            prefix = prefix_of.get(namespace + mark)
            return f"{prefix}:{local}" if prefix is not None and _LOCAL.fullmatch(local) else term
        literal, kind, name = term.rpartition(_TYPE)
        return f"{literal}^^xsd:{name[:-1]}" if kind else term

    yield "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in spaces.items()).encode("utf-8")
    yield f"\n<{graph.address}> {{\n".encode()
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    held: list[str] = []
    for subject, pairs in graph.blocks:
        lines = [f"{'a' if p == kind else short(p)} {short(o)}" for p, o in pairs]
        held.append(f"{short(subject)}\n    " + " ;\n    ".join(lines) + " .\n")
        if len(held) > 500:
            yield "".join(held).encode("utf-8")
            held.clear()
    yield ("".join(held) + "}\n").encode("utf-8")
