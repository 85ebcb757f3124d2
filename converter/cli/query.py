"""`tanshin query`: the queries that come with the program, or the user's own, over filings, a store or a server."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from .failures import CANNOT_RUN, say
from .options import PATH
from .streams import Progress, complain, printable, write, write_utf8

if TYPE_CHECKING:
    from ..query.engine import Answer

Ask = Callable[[str], "Answer"]
TEXT: Final = "text"
_TABLES: Final = ("text", "json", "csv", "tsv")
_GRAPHS: Final = ("turtle", "ntriples", "jsonld", "rdfxml")
_ROWS: Final = 100_000
_TOLD: Final = ("graph:beyond-engine", "graph:beside", "dts:missing")
"""Findings on what is asked that bear on the answer; `validate` tells the others."""


@click.command("query")
@click.argument("name", required=False)
@click.argument("sources", nargs=-1, type=PATH, metavar="[FILE|STORE]...")
@click.option("--sparql", metavar="TEXT", help="Your own query.")
@click.option("--file", "query_file", type=PATH, metavar="Q.rq", help="Your own query, from a file.")
@click.option("-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="A parameter of the query.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 server instead of files.")
@click.option("--package", "packages", multiple=True, type=PATH, metavar="ZIP", help="A taxonomy package to use.")
@click.option("--show", is_flag=True, help="Print the query as it would be asked, and do not ask it.")
@click.option("--limit", type=click.IntRange(0), default=_ROWS, show_default=True, help="Rows at most; 0 for all.")
@click.option("--timeout", type=click.FloatRange(0), default=60.0, show_default=True, help="Seconds; 0 for no limit.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*_TABLES, *_GRAPHS]),
    default=TEXT,
    show_default=True,
    help="A table, SPARQL JSON, CSV or TSV; for CONSTRUCT a syntax of RDF.",
)
def command(
    name: str | None,
    sources: tuple[Path, ...],
    sparql: str | None,
    query_file: Path | None,
    given: tuple[str, ...],
    endpoint: str | None,
    packages: tuple[Path, ...],
    show: bool,
    limit: int,
    timeout: float,
    form: str,
) -> int:
    """Ask filings, graphs, folders of them, or a store that `tanshin load` made.

    NAME is a query that comes with the program; without any argument they are listed. With --sparql or --file all
    arguments are files or stores. Prefixes of the reports and of the vocabularies are declared.
    """
    from ..iris import PREFIXES, with_prefixes
    from ..query.named import named

    own = sparql is not None or query_file is not None
    if own and name is not None:
        sources = (Path(name), *sources)
    if sparql is not None and query_file is not None:
        raise click.UsageError("Give --sparql or --file, not both.")
    if not own and name is None:
        write(_listed())
        return 0
    chosen = None if own else named(name or "")
    if endpoint and sources:
        raise click.UsageError("Give --endpoint or files, not both.")
    if not endpoint and not sources and not (show and chosen):
        raise click.UsageError("Give filings or a store to ask, or --endpoint with the address of a server.")
    text = sparql if sparql is not None else query_file.read_text(encoding="utf-8") if query_file else ""
    values = _values(given)
    if own and values:
        raise click.UsageError("Parameters are for the queries that come with the program.")
    if show and chosen and not endpoint and not sources:
        from ..query.text import complete

        write_utf8(complete(chosen.bind(values), PREFIXES))
        return 0
    with Progress() as progress, _asked(sources, packages, endpoint, timeout, progress) as (ask, prefixes):
        progress.say("asking")
        with _within(timeout, form):
            if chosen is not None:
                text = chosen.bind(values, prefixes, lambda local: _lookup(ask, local))
            if show:
                from ..query.text import complete

                write_utf8(complete(text, with_prefixes(prefixes)))
                return 0
            answer = ask(text)
            return _told(answer, form, limit, with_prefixes(prefixes), progress)


def _values(given: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for each in given:
        name, mark, value = each.partition("=")
        if not mark:
            raise click.UsageError(f"A parameter is given as NAME=VALUE, not as {each!r}.")
        values[name] = value
    return values


def _listed() -> str:
    """The queries that there are, each with its parameters; those that are needed come without brackets."""
    from ..query.named import named_queries

    lines = []
    for query in named_queries():
        lines.append(f"{query.name:16} {query.title}\n")
        for parameter in query.parameters:
            shown = f"{parameter.name}=…" if parameter.needed else f"[{parameter.name}=…]"
            lines.append(f"{'':16}   -p {shown:16} {parameter.meaning}\n")
    example = "tanshin query series STORE -p concept=Revenues"
    return "".join(lines) + f"\nAsk one with `{example}`; --show prints its SPARQL.\n"


@contextmanager
def _asked(
    sources: tuple[Path, ...], packages: tuple[Path, ...], endpoint: str | None, timeout: float, progress: Progress
) -> Iterator[tuple[Ask, Mapping[str, str]]]:
    """What is asked: a function that answers, and the prefixes of its reports."""
    from ..query import engine

    if endpoint:
        from ..query.remote import ask_endpoint, endpoint_prefixes

        seconds = timeout or 3600
        prefixes = endpoint_prefixes(endpoint, seconds)
        yield lambda text: ask_endpoint(endpoint, text, seconds, prefixes), prefixes
        return
    from ..query.store import is_store, open_store

    stores = [path for path in sources if is_store(path)]
    if stores and len(sources) > 1:
        raise click.UsageError(f"{stores[0]} is a store: ask it alone, or load the files into it first.")
    if stores:
        with open_store(stores[0]) as store:
            prefixes = engine.graph_prefixes(store.quads)
            yield lambda text: engine.ask(store.quads, text, prefixes=prefixes), prefixes
        return
    from ..graphs import found, quads_of
    from ..query.store import as_file

    import pyoxigraph as ox  # isort: skip

    memory = ox.Store()
    for path in found(sources):
        progress.say(f"reading {path}")
        pieces, told = quads_of(path, packages)
        for each in told:
            if each.code in _TOLD:
                complain(printable(f"{each.message} [{each.code}]\n"))
        if any(each.code == "dts:missing" for each in told):
            complain("  Give its taxonomy package with --package ZIP; without it labels and sums are not known.\n")
        memory.bulk_load(as_file(pieces), format=ox.RdfFormat.N_QUADS)
    prefixes = engine.graph_prefixes(memory)
    yield lambda text: engine.ask(memory, text, prefixes=prefixes), prefixes


def _lookup(ask: Ask, local: str) -> list[str]:
    from ..iris import text
    from ..query.engine import Table

    used = "{ ?f tan:concept ?c } UNION { ?x ?c ?m . ?c a tan:Axis }"
    words = f"SELECT DISTINCT ?c WHERE {{ GRAPH ?g {{ ?c tan:localName {text(local)} . {used} }} }} ORDER BY ?c"
    answer = ask(words)
    return [row[0].value for row in answer.rows] if isinstance(answer, Table) else []


@contextmanager
def _within(seconds: float, form: str) -> Iterator[None]:
    """End the process where it takes longer: the engine cannot be interrupted. Nothing is left locked by that."""
    if not seconds:
        yield
        return

    def end() -> None:
        sys.stdout.flush()
        message = f"the query takes longer than {seconds:g} s"
        say(message, "Narrow it down, or give --timeout more seconds.", "json" if form == "json" else "")
        sys.stderr.flush()
        os._exit(CANNOT_RUN)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _told(answer: Answer, form: str, limit: int, prefixes: Mapping[str, str], progress: Progress) -> int:
    """Print the answer as it comes."""
    from ..query.engine import Table
    from ..query.results import Cut, as_csv, as_json, as_rdf, as_text, as_tsv

    progress.clear()
    cut = Cut(limit)
    if isinstance(answer, bool):
        said = str(answer).lower()
        write_utf8(f'{{"head": {{}}, "boolean": {said}}}\n' if form == "json" else f"{said}\n")
        return 0
    if isinstance(answer, Table):
        if form in _GRAPHS:
            raise click.UsageError(f"SELECT has a table for an answer: give one of --format {', '.join(_TABLES)}.")
        if form == TEXT:
            width = shutil.get_terminal_size((0, 0)).columns if sys.stdout.isatty() else 0
            shown = as_text(answer, cut, prefixes, width)
            write(printable(shown))
        else:
            for piece in _pieces({"csv": as_csv, "tsv": as_tsv, "json": as_json}[form](answer, cut)):
                write_utf8(piece)
        if form == TEXT:
            write(f"{cut.rows:,} row{'' if cut.rows == 1 else 's'}\n")
    else:
        syntax = {"text": "turtle", "json": "jsonld"}.get(form, form)
        if syntax in ("csv", "tsv"):
            raise click.UsageError(f"CONSTRUCT has a graph for an answer: give one of --format {', '.join(_GRAPHS)}.")
        write_utf8(as_rdf(answer, cut, syntax).decode("utf-8"))
    if cut.more:
        complain(f"tanshin: there are more than {limit:,} rows; these are the first\n  Give --limit 0 for all.\n")
    return 0


def _pieces(texts: Iterator[str]) -> Iterator[str]:
    """Rows gathered into larger pieces, so that millions of them are not as many calls of the system."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size > 1 << 16:
            yield "".join(held)
            held.clear()
            size = 0
    yield "".join(held)
