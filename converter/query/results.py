"""Answers as text, CSV, JSON and RDF: a table for a person, and the formats of SPARQL 1.1 for programs, row by row.

A limit on rows is told, never kept silent: `Cut` says whether there was more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any, Final

from ..iris import PREFIXES
from .engine import Table, Term, Triples

_LANGUAGE: Final = ":".join(("xml", "lang"))
_NARROWEST: Final = 10
_NUMBERS: Final = frozenset(f"{PREFIXES['xsd']}{name}" for name in ("decimal", "integer", "double", "float"))


@dataclass(slots=True)
class Cut:
    """How many rows were given, and whether there were more than allowed."""

    limit: int = 0
    rows: int = 0
    more: bool = False

    def of(self, rows: Iterable[Any]) -> Iterator[Any]:
        """The rows, at most as many as allowed; no limit if that is 0."""
        source = iter(rows)
        for row in islice(source, self.limit or None):
            self.rows += 1
            yield row
        if self.limit:
            self.more = next(source, self) is not self


_ODD = re.compile(r'[",\r\n]')


def _csv_text(term: Term) -> str:
    kind = type(term).__name__
    if kind in ("Literal", "NamedNode"):
        return str(term.value)
    return f"_:{term.value}" if kind == "BlankNode" else str(term)


def _csv_line(cells: list[str]) -> str:
    line = ",".join(cells)
    if line.count(",") >= len(cells) or _ODD.search(line.replace(",", "")):
        line = ",".join('"' + cell.replace('"', '""') + '"' if _ODD.search(cell) else cell for cell in cells)
    return line + "\r\n"


def as_csv(table: Table, cut: Cut) -> Iterator[str]:
    """SPARQL 1.1 CSV: lines end with CRLF."""
    yield ",".join(table.variables) + "\r\n"
    for row in cut.of(table.rows):
        yield _csv_line(["" if term is None else _csv_text(term) for term in row])


def as_tsv(table: Table, cut: Cut) -> Iterator[str]:
    """SPARQL 1.1 TSV: terms as Turtle writes them."""
    yield "\t".join(f"?{name}" for name in table.variables) + "\n"
    for row in cut.of(table.rows):
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


def as_json(table: Table, cut: Cut) -> Iterator[str]:
    """SPARQL 1.1 Query Results JSON."""
    head = json.dumps({"vars": list(table.variables)}, ensure_ascii=False)
    yield f'{{"head": {head}, "results": {{"bindings": ['
    mark = "\n"
    for row in cut.of(table.rows):
        bound = {name: _json_term(term) for name, term in zip(table.variables, row, strict=True) if term is not None}
        yield mark + json.dumps(bound, ensure_ascii=False)
        mark = ",\n"
    yield "\n]}}\n"


def _json_term(term: Term) -> dict[str, Any]:
    kind = _kind(term)
    if kind == "triple":
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    told: dict[str, Any] = {"type": kind, "value": term.value}
    if kind == "literal":
        if term.language:
            told[_LANGUAGE] = term.language
        elif term.datatype.value != f"{PREFIXES['xsd']}string":
            told["datatype"] = term.datatype.value
    return told


def _kind(term: Term) -> str:
    name = type(term).__name__
    return {"NamedNode": "uri", "Literal": "literal", "BlankNode": "bnode", "Triple": "triple"}[name]


def as_text(table: Table, cut: Cut, prefixes: Mapping[str, str], width: int = 0) -> str:
    """A table for a person: names with prefixes, amounts with commas, numbers to the right.

    Long texts are cut to fit `width`; rows of more columns than fit are written a column a line.
    """
    prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
    rows = [[_shown(term, prefix_of) for term in row] for row in cut.of(table.rows)]
    used = [n for n, _ in enumerate(table.variables) if any(row[n][0] for row in rows)] if rows else []
    columns = used or list(range(len(table.variables)))
    heads = [table.variables[n].replace("_", " ") for n in columns]
    widths = [max([len(head), *(len(row[n][0]) for row in rows)]) for head, n in zip(heads, columns, strict=True)]
    right = [bool(rows) and all(row[n][1] for row in rows if row[n][0]) for n in columns]
    if width and not _fit(widths, right, width):
        return _records([[row[n][0] for n in columns] for row in rows], heads, width)
    lines = ["  ".join(_padded(h, w, r) for h, w, r in zip(heads, widths, right, strict=True)).rstrip()]
    lines.append("  ".join("-" * w for w in widths))
    for row in rows:
        cells = [_padded(row[n][0], w, r) for n, w, r in zip(columns, widths, right, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def _fit(widths: list[int], right: list[bool], width: int) -> bool:
    """Narrow the columns of text, the widest first, until a row fits; whether it does."""
    over = sum(widths) + 2 * (len(widths) - 1) - width
    while over > 0:
        most = max((w for w, number in zip(widths, right, strict=True) if not number), default=0)
        if most <= _NARROWEST:
            return False
        widths[next(n for n, w in enumerate(widths) if w == most and not right[n])] -= 1
        over -= 1
    return True


def _records(rows: list[list[str]], heads: list[str], width: int) -> str:
    """Each row as lines of its own, empty cells left out."""
    from textwrap import wrap

    side = max(map(len, heads))
    room = max(_NARROWEST, width - side - 2)
    lines = []
    for row in rows:
        lines.append("")
        for head, cell in zip(heads, row, strict=True):
            for number, piece in enumerate(wrap(cell, room)):
                lines.append(f"{'' if number else head:{side}}  {piece}")
    return "\n".join(lines[1:]) + "\n"


def _padded(text: str, width: int, right: bool) -> str:
    if len(text) > width:
        text = text[: width - 1] + "…"
    return text.rjust(width) if right else text.ljust(width)


def _shown(term: Term, prefix_of: Mapping[str, str]) -> tuple[str, bool]:
    """The text of a term and whether it is a number."""
    if term is None:
        return "", False
    kind = _kind(term)
    if kind == "uri":
        return short(term.value, prefix_of), False
    if kind != "literal":
        return str(term), False
    if term.datatype.value in _NUMBERS:
        try:
            whole = term.datatype.value == f"{PREFIXES['xsd']}integer"  # a line, a year, a count
            return term.value if whole else f"{Decimal(term.value):,f}", True
        except InvalidOperation:
            return term.value, True
    return " ".join(term.value.split()), False


def short(address: str, prefix_of: Mapping[str, str]) -> str:
    """An address with its prefix, or after its last `/report/` for things of a report."""
    namespace, mark, local = address.rpartition("#")
    prefix = prefix_of.get(namespace + mark)
    if prefix is not None:
        return f"{prefix}:{local}"
    return address.rpartition("/report/")[2] if "/report/" in address else address


def as_rdf(triples: Triples, cut: Cut, syntax: str) -> bytes:
    """Statements in a syntax of `interchange.FORMATS`."""
    import pyoxigraph as ox

    from .interchange import FORMATS

    form = getattr(ox.RdfFormat, FORMATS[syntax])
    return ox.serialize(cut.of(triples.statements), format=form, prefixes=PREFIXES) or b""
