"""From files to graphs, and from graphs into a store: any XBRL filing, a graph as it was written, or a folder of them.

    for each in found([Path("filings")]): load_into(store, each)

A folder stands for the filings in it; of a filing of ours its `report.trig` is taken, which knows more than the
instance.
What is wrong with a filing is told by its findings and left to `validate`; it is loaded as far as it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..taxonomy.finding import Finding, finding
from ..taxonomy.span import Span
from .emit.rdf import Graph, Source, graph, nquads
from .load.rdf import GraphError, check_format, holds_quads, is_graph, rdf_format, statements, syntax_error
from .query.store import Store, StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .report import Report

GRAPH: Final = "report.trig"
_HEAD: Final = 65_536
_INSTANCE = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>]")
_ADDRESS = re.compile(rb"<([^<>\s]*)> \.\r?\n?$")
_CHUNK: Final = 1 << 20
_LIMIT: Final = 170_141_183_460_469_231_731
"""What the engine's decimals reach to: 128 bits, 18 of the digits behind the point."""
_FRACTION: Final = 18


class InputError(Exception):
    """A path that is nothing to load; `remedy` says what would be."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading a file: the addresses of its graphs, what to tell, and whether it is `new` there."""

    file: Path
    addresses: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    new: bool = True


def found(paths: Iterable[Path]) -> list[Path]:
    """The files that paths stand for; a folder for the filings below it, in order.

    Raises `InputError` for a folder without any, `OSError` for a path that is not there.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            path.stat()
            files.append(path)
            continue
        inside = sorted(_filings(path))
        if not inside:
            raise InputError(f"{path}: holds no filing", f"Give XBRL instances, or graphs such as {GRAPH}.")
        files += inside
    return list(dict.fromkeys(files))


def _filings(folder: Path) -> Iterator[Path]:
    """Of each folder the graphs, or where there is none the instances."""
    by_folder: dict[Path, list[Path]] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            by_folder.setdefault(path.parent, []).append(path)
    for paths in by_folder.values():
        graphs: dict[str, Path] = {}
        for path in sorted((each for each in paths if is_graph(each)), key=lambda each: each.suffix != ".trig"):
            graphs.setdefault(path.stem, path)  # the same in two syntaxes is one graph
        yield from graphs.values() or (
            path for path in paths if path.suffix in (".xbrl", ".xml") and _is_instance(path)
        )


def _is_instance(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(_INSTANCE.search(file.read(_HEAD)))
    except OSError:
        return False


def name_of(path: Path) -> str:
    """What a filing is called: the file's stem, or the folder's name where the file is just `report`."""
    stem = path.resolve().stem
    return path.resolve().parent.name if stem == "report" else stem


def instance_graph(path: Path, packages: Sequence[Path] = (), name: str = "") -> tuple[Graph, Report, list[Finding]]:
    """The graph of an XBRL instance with its DTS, whoever wrote it, to be drained once.

    Raises `InputError` for what is no instance, `OSError` for a file that cannot be read.
    """
    from ..taxonomy.dts import DocumentKind, Resolver, load_dts
    from ..taxonomy.dts.fetched import Fetched
    from ..taxonomy.schematypes import SchemaTypes
    from .load import load_instance
    from .load.notes import footnotes

    dts = load_dts([path], Resolver.for_files([path], packages=packages, fetched=Fetched.of_user()))
    document = dts.documents.get(dts.entry_points[0])
    if document is None or document.kind is not DocumentKind.INSTANCE:
        why = next((each.message for each in dts.findings), "is no XBRL instance")
        raise InputError(f"{path}: {why}", f"Give an XBRL instance, or a graph such as {GRAPH}.")
    instance = load_instance(path, path.name, SchemaTypes(dts))
    told = [*dts.findings, *instance.findings]
    apart = {fact: beyond.content for fact, beyond in instance.beyond.items() if beyond.content}
    inside = sum(1 for beyond in instance.beyond.values() if beyond.tuples)
    if inside:
        message = f"{inside} facts stand in tuples; a graph has them as facts without their tuples."
        told.append(finding("graph:tuples", message, source=Span(path.name, 1, 1)))
    beside = path.with_name(GRAPH)
    if beside.is_file():
        message = f"Beside {path.name} stands {GRAPH}, which also knows the crosswalk and where each figure is printed."
        told.append(finding("graph:beside", message, source=Span(path.name, 1, 1)))
    told += beyond_engine(instance.report)
    notes = footnotes(instance, cache(lambda: _as_utf8(path)))
    source = Source(name or name_of(path), path.name, apart=apart, footnotes=notes)
    return graph(instance.report, dts.taxonomy, source), instance.report, told


def _as_utf8(path: Path) -> bytes:
    """The bytes of an instance in the encoding that places in it are counted in."""
    from ..taxonomy.dts.xml import normalise

    ready = normalise(path.read_bytes(), path.name)
    return ready if isinstance(ready, bytes) else b""


def beyond_engine(report: Report) -> Iterator[Finding]:
    """Amounts that the query engine keeps but cannot calculate with (more than 128 bits with 18 decimal places)."""
    for fact in report.facts:
        value = fact.value
        if value is None or isinstance(value, str) or not value.is_finite():
            continue
        exponent = value.as_tuple().exponent
        if (value.adjusted() > 19 and abs(value) > _LIMIT) or (isinstance(exponent, int) and exponent < -_FRACTION):
            message = f"{fact.concept.local} {value:f} is kept to the last digit, but a query cannot calculate with it."
            yield finding("graph:beyond-engine", message, source=next(iter(fact.marks), None), facts=[fact.id])


def quads_of(path: Path, packages: Sequence[Path] = ()) -> tuple[Iterator[bytes], list[Finding]]:
    """A file as N-Quads in pieces, with what there is to tell of it: for a store in memory."""
    if is_graph(path):
        return _as_quads(path), []
    made, _, told = instance_graph(path, packages)
    return nquads(made), told


def load_into(
    store: Store, path: Path, packages: Sequence[Path] = (), *, name: str = "", replace: bool = False
) -> Loaded:
    """Load a file into a store: a graph for each report in it.

    A file whose bytes are already there is left alone. Raises `StoreError` where the store has another report of the
    same name and `replace` is not given, `GraphError` or `InputError` for a file that holds no report.
    """
    digest = file_digest(path)
    if is_graph(path):
        addresses = graph_addresses(path)
        if _there(store, addresses, digest, path, replace):
            return Loaded(path, addresses, new=False)
        _load_file(store, path, addresses, digest)
        return Loaded(path, addresses)
    made, report, told = instance_graph(path, packages, name)
    if not report.facts:
        raise InputError(f"{path}: no fact can be read from it", f"`tanshin validate {path}` says why.")
    if _there(store, (made.address,), digest, path, replace):
        return Loaded(path, (made.address,), tuple(told), new=False)
    store.put(made.address, digest, nquads(made))
    return Loaded(path, (made.address,), tuple(told))


def _there(store: Store, addresses: Sequence[str], digest: str, path: Path, replace: bool) -> bool:
    """Whether all of it is in the store already; raises `StoreError` where something else of its name is."""
    known = [store.graphs.get(address) for address in addresses]
    if all(each == digest for each in known):
        return True
    other = next((a for a, each in zip(addresses, known, strict=True) if each is not None), None)
    if other is not None and not replace:
        raise StoreError(
            f"{path}: the store has another report of this name, {other}",
            "Give --replace to put this one in its place, or --name to load an instance under another name.",
        )
    return False


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


# --- graphs as files --------------------------------------------------------------------------------------------------


def graph_addresses(path: Path) -> tuple[str, ...]:
    """The addresses of the reports in a file of RDF, which every statement in it must belong to.

    N-Quads are looked through at the speed of the disk, other syntaxes are parsed. Raises `GraphError` for a file that
    is broken or holds something else.
    """
    try:
        if path.suffix.lower() == ".nq":
            reports, graphs = _reports_at_the_head(path), set(_graphs_of_nquads(path))
        else:
            reports, graphs = _parsed_addresses(path)
    except SyntaxError as error:
        raise syntax_error(path, error) from error
    if not reports:
        raise GraphError(f"{path}: holds no report of tanshin's")
    strangers = sorted(graphs - reports - {""})
    if strangers or (len(reports) > 1 and not holds_quads(path)):
        raise GraphError(
            f"{path}: has statements outside the graph of a report"
            + (f", in {strangers[0] or 'the default graph'}" if strangers else ""),
            "Load only graphs that tanshin wrote; others belong into a store of their own.",
        )
    if "" in graphs and holds_quads(path):
        raise GraphError(f"{path}: has statements outside the graph of a report, in the default graph")
    return tuple(sorted(reports))


def _parsed_addresses(path: Path) -> tuple[set[str], set[str]]:
    reports: set[str] = set()
    graphs: set[str] = set()
    for quad in statements(path):
        graphs.add(getattr(quad.graph_name, "value", ""))
        if quad.predicate.value.endswith("#graphFormat"):
            check_format(quad.object.value, str(path))
            reports.add(quad.subject.value)
    return reports, graphs


def _reports_at_the_head(path: Path) -> set[str]:
    """The reports that N-Quads declare; the first stands at the head, further ones wherever a graph begins."""
    from .iris import TAN

    sign = f" <{TAN}graphFormat> ".encode()
    reports = set()
    with path.open("rb") as file:
        rest = b""
        while piece := file.read(_CHUNK):
            piece = rest + piece
            place = piece.find(sign)
            while place >= 0:
                start = piece.rfind(b"\n", 0, place) + 1
                end = piece.find(b"\n", place)
                line = piece[start : end if end >= 0 else len(piece)]
                if end < 0:
                    break
                words = line.split(b" ", 3)
                check_format(words[2].strip(b'"').decode(), str(path))
                reports.add(words[0].strip(b"<>").decode())
                place = piece.find(sign, end)
            rest = piece[piece.rfind(b"\n") + 1 :]
    return reports


def _graphs_of_nquads(path: Path) -> Iterator[str]:
    """The names of the graphs in a file of N-Quads, run by run: lines that end alike are counted, not looked at."""
    with path.open("rb") as file:
        rest = b""
        end = b""
        while piece := file.read(_CHUNK):
            piece = rest + piece
            cut = piece.rfind(b"\n") + 1
            rest, piece = piece[cut:], piece[:cut]
            if end and piece.count(end) == piece.count(b"\n"):
                continue
            for line in piece.splitlines(keepends=True):
                if end and line.endswith(end):
                    continue
                named = _ADDRESS.search(line)
                if named and not line.startswith(b"#"):
                    end = named[0]
                    yield named[1].decode("utf-8", "replace")
                elif line.strip() and not line.startswith(b"#"):
                    yield ""
        if rest.strip() and not rest.startswith(b"#"):
            named = _ADDRESS.search(rest)
            yield named[1].decode("utf-8", "replace") if named else ""


def _load_file(store: Store, path: Path, addresses: Sequence[str], digest: str) -> None:
    """The engine reads the file itself, at its own speed."""
    import pyoxigraph as ox

    target: ox.NamedNode | None = None if holds_quads(path) else ox.NamedNode(addresses[0])
    first, *others = addresses
    for other in others:
        store.graphs.pop(other, None)
        store.quads.remove_graph(ox.NamedNode(other))

    def fill() -> None:
        try:
            store.quads.bulk_load(path=str(path), format=rdf_format(path), to_graph=target)
        except SyntaxError as error:
            raise syntax_error(path, error) from error
        default = ox.DefaultGraph()
        if next(iter(store.quads.quads_for_pattern(None, None, None, default)), None) is not None:
            store.quads.clear_graph(default)
            raise GraphError(f"{path}: has statements outside the graph of a report, in the default graph")

    store.load(first, digest, fill)
    for other in others:
        store.graphs[other] = digest
    if others:
        store.save()


def _as_quads(path: Path) -> Iterator[bytes]:
    import pyoxigraph as ox

    addresses = graph_addresses(path)
    if path.suffix.lower() == ".nq":
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece
        return
    named = None if holds_quads(path) else ox.NamedNode(addresses[0])
    quads = statements(path)
    if named is not None:
        quads = (ox.Quad(q.subject, q.predicate, q.object, named) for q in quads)
    yield ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
