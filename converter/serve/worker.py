"""A process that answers one query after another from a store: a request a line in, an answer with its length out.

Run by `pool` as `python -m tanshin.converter.serve.worker STORE MEGABYTES`. It ends with its parent.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ..query.engine import Table, Triples, ask, graph_prefixes
from ..query.results import Cut, as_csv, as_json, as_rdf, as_tsv
from ..query.store import QUADS, StoreError
from ..query.text import QueryError
from .forms import GRAPHS, TABLES, chosen

_BYTES = 256 * 1024 * 1024


class _RefusedError(Exception):
    """An answer that is not given, with its HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def main() -> None:
    """Answer until the input ends."""
    import pyoxigraph as ox

    store_path, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    store = ox.Store.read_only(str(store_path / QUADS))
    prefixes = graph_prefixes(store)
    _bounded(megabytes)
    out = sys.stdout.buffer
    out.write(b'{"ready": true}\n')
    out.flush()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        status, media, body = answered(store, prefixes, asked)
        head = {"status": status, "type": media, "length": len(body)}
        out.write(json.dumps(head).encode() + b"\n" + body)
        out.flush()


def answered(store: Any, prefixes: dict[str, str], asked: dict[str, Any]) -> tuple[int, str, bytes]:
    """HTTP status, media type and body for a request: `query`, `accept`, `rows`, `default`, `named`."""
    try:
        answer = ask(
            store,
            asked["query"],
            prefixes=prefixes,
            default_graphs=asked.get("default", ()),
            named_graphs=asked.get("named", ()),
        )
        offered = GRAPHS if isinstance(answer, Triples) else TABLES
        media = chosen(asked.get("accept", ""), offered)
        if media is None:
            raise _RefusedError(406, f"The answer can be had as {', '.join(offered)}.")
        cut = Cut(int(asked["rows"]))
        if isinstance(answer, Triples):
            body = as_rdf(answer, cut, GRAPHS[media])
        else:
            body = _gathered(_written(answer, TABLES[media], cut))
        if cut.more:
            raise _RefusedError(500, f"The answer has more than {cut.limit:,} rows. Add LIMIT, or aggregate.")
    except QueryError as error:
        return 500 if error.elsewhere else 400, "text/plain; charset=utf-8", f"{error}\n{error.remedy}\n".encode()
    except _RefusedError as error:
        return error.status, "text/plain; charset=utf-8", f"{error}\n".encode()
    except (OSError, ValueError, StoreError) as error:
        return 500, "text/plain; charset=utf-8", f"The store cannot be read: {error}\n".encode()
    kind = media if media.startswith("application") else f"{media}; charset=utf-8"
    return 200, kind, body


def _gathered(pieces: Iterator[str]) -> bytes:
    held = []
    size = 0
    for piece in pieces:
        data = piece.encode("utf-8")
        size += len(data)
        if size > _BYTES:
            raise _RefusedError(500, f"The answer has more than {_BYTES >> 20} MB. Add LIMIT, or ask for less.")
        held.append(data)
    return b"".join(held)


def _written(answer: Table | bool, form: str, cut: Cut) -> Iterator[str]:
    if isinstance(answer, bool):
        said = str(answer).lower()
        if form == "xml":
            return iter([f"{_XML}<head/><boolean>{said}</boolean></sparql>\n"])
        return iter([f'{{"head": {{}}, "boolean": {said}}}\n' if form == "json" else f"{said}\n"])
    if form == "xml":
        return _xml(answer, cut)
    return {"json": as_json, "csv": as_csv, "tsv": as_tsv}[form](answer, cut)


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(table: Table, cut: Cut) -> Iterator[str]:
    """SPARQL Query Results XML (second edition)."""
    names = [escape(name, {'"': "&quot;"}) for name in table.variables]
    yield _XML + "<head>" + "".join(f'<variable name="{name}"/>' for name in names) + "</head><results>\n"
    for row in cut.of(table.rows):
        bound = (
            f'<binding name="{name}">{_xml_term(term)}</binding>'
            for name, term in zip(names, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(bound)}</result>\n"
    yield "</results></sparql>\n"


def _xml_term(term: Any) -> str:
    kind = type(term).__name__
    if kind == "NamedNode":
        return f"<uri>{escape(term.value)}</uri>"
    if kind == "BlankNode":
        return f"<bnode>{escape(term.value)}</bnode>"
    if kind != "Literal":
        return f"<literal>{escape(str(term))}</literal>"
    shown = "".join(c if c >= " " or c in "\t\n\r" else "\N{REPLACEMENT CHARACTER}" for c in term.value)
    if term.language:
        return f'<literal xml:lang="{escape(term.language)}">{escape(shown)}</literal>'
    return f'<literal datatype="{escape(term.datatype.value)}">{escape(shown)}</literal>'


def _end_with(parent: int) -> None:
    """Leave when the parent has gone, even in the middle of a query."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _bounded(megabytes: int) -> None:
    """Take no more memory than so much beyond what the engine has mapped; a system without such bounds has none."""
    if not megabytes:
        return
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as told:
            mapped = int(told.read().split()[0]) * resource.getpagesize()
        most = mapped + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    main()
