#!/usr/bin/env python3
"""Time and memory of graphs: writing N-Quads, loading, queries over 100,000 facts, and the same queries in rdflib.

usage: python benchmarks/rdf.py [--facts N] [--runs N] [--record]

Run it with the Python of an environment that has `tanshin[test]`. The large filing is made as `benchmarks/validate.py`
makes it. Bulk loading is compared with the engine's own on the same file, runs interleaved; queries are whole processes
over a store on disk. rdflib gets the bundled examples. `--record` appends to RESULTS.md beside this script.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from convert import RESULTS, machine, median, run, tanshin
from validate import make_filing

WRITE, QUERY, LOAD = 5.0, 1.5, 1.2
"""Seconds to write 100,000 facts, seconds for a query, and how many times the engine's own time loading may take."""
QUERIES = (
    ("series", "concept=C0", "all=1"), ("parts", "concept=C0"), ("changes", "concept=C0"), ("segments", "concept=C0"),
    ("us-gaap", "concept=us-gaap:Revenues"), ("margins",), ("concepts",), ("reports",), ("no-us-gaap",), ("quarter",),
    ("forecast",), ("contradictions",), ("sums",), ("sums", "verdict=broken"), ("statement", "statement=Income"),
    ("statements",), ("printed",), ("unbound",), ("footnotes",), ("segments",),
)  # fmt: skip
EXAMPLE = {
    "statement": {"statement": "BalanceSheets"}, "series": {"concept": "iij:Revenues"},
    "us-gaap": {"concept": "us-gaap:Revenues"}, "parts": {"concept": "iij:Revenues"},
    "changes": {"concept": "iij:Revenues"}, "quarter": {"concept": "iij:Revenues"},
}  # fmt: skip
WRITER = """
import resource, sys, time
from pathlib import Path
from tanshin.converter.emit.rdf import nquads
from tanshin.converter.graphs import instance_graph
made, report, _ = instance_graph(Path(sys.argv[1]))
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before, start, count = peak(), time.perf_counter(), 0
with open(sys.argv[2], "wb") as out:
    for piece in nquads(made):
        count += piece.count(b"\\n")
        out.write(piece)
print(len(report.facts), count, time.perf_counter() - start, before, peak())
"""
RAW = """
import sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[2]); store.bulk_load(path=sys.argv[1]); store.flush()
"""


def written(instance: Path, target: Path, folder: Path) -> list[str]:
    """Facts, statements, seconds, and megabytes before and after writing, of a process of its own."""
    run([sys.executable, "-c", WRITER, instance, target], folder)
    return (folder / "output.txt").read_text().split()


def large(facts: int, runs: int, folder: Path) -> Iterator[str]:
    quads = folder / "large.nq"
    yield "| facts | statements | s to N-Quads | MB before | MB after |\n| ---: | ---: | ---: | ---: | ---: |\n"
    for count in (facts // 10, facts):
        told = [written(make_filing(folder / f"f{count}", count), quads, folder) for _ in range(runs)]
        seconds = statistics.median(float(each[2]) for each in told)
        yield f"| {int(told[0][0]):,} | {int(told[0][1]):,} | {seconds:.2f} | {told[0][3]} | {told[0][4]} |\n"
    yield f"\nWanted for {facts:,} facts: {WRITE} s: {'kept' if seconds <= WRITE else 'NOT KEPT'}.\n\n"
    ours, raw = [], []
    for number in range(runs):
        raw.append(run([sys.executable, "-c", RAW, quads, folder / f"raw{number}"], folder))
        ours.append(run(tanshin("load", quads, "--store", folder / f"store{number}"), folder))
    times = median(ours).seconds / median(raw).seconds
    yield (
        f"Bulk load of these statements: `tanshin load` {median(ours).seconds:.1f} s, {median(ours).megabytes:.0f} MB; "
        f"the engine's own {median(raw).seconds:.1f} s; {times:.2f} times. Wanted {LOAD}: "
        f"{'kept' if times <= LOAD else 'NOT KEPT'}.\n\n"
    )
    yield f"| query over {facts:,} facts on disk, whole process | median s | median MB | {QUERY} s |\n"
    yield "| --- | ---: | ---: | --- |\n"
    for name, *values in QUERIES:
        given = [part for value in values for part in ("-p", value)]
        command = tanshin("query", name, folder / "store0", *given, "--format", "csv", "--timeout", "300")
        got = median([run(command, folder) for _ in range(runs)])
        kept = "kept" if got.seconds <= QUERY else "NOT KEPT"
        yield f"| {' '.join((name, *values))} | {got.seconds:.2f} | {got.megabytes:.0f} | {kept} |\n"


def timed(ask: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    rows = ask()
    return time.perf_counter() - start, rows


def beside_rdflib() -> Iterator[str]:
    import pyoxigraph as ox
    from tanshin.converter.pipeline import convert
    from tanshin.converter.query import ask, dataset, named_queries
    from tanshin.converter.query.engine import graph_prefixes

    store = ox.Store()
    for example in files("tanshin.converter").joinpath("examples").iterdir():
        if example.name.endswith(".txt"):
            store.load(convert(Path(str(example))).files["report.trig"], format=ox.RdfFormat.TRIG)
    prefixes, graphs = graph_prefixes(store), dataset(store)
    yield f"\nThe bundled examples, {len(store):,} statements, in one process\n\n"
    yield "| query | rows | s | s in rdflib | times |\n| --- | ---: | ---: | ---: | ---: |\n"
    for query in named_queries():
        text = query.bind(EXAMPLE.get(query.name, {}), prefixes)
        ours, rows = timed(lambda text=text: len(list(ask(store, text, prefixes=prefixes).rows)))  # type: ignore[misc,union-attr]
        theirs, same = timed(lambda text=text: len(list(graphs.query(text))))  # type: ignore[misc]
        assert rows == same, query.name
        yield f"| {query.name} | {rows} | {ours:.3f} | {theirs:.2f} | {theirs / ours:.0f} |\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    told = [f"\n## Graphs, {date.today().isoformat()}\n\n{machine()}\n\n"]
    print(told[0], end="")
    with tempfile.TemporaryDirectory() as scratch:
        for part in (large(given.facts, given.runs, Path(scratch)), beside_rdflib()):
            for line in part:
                told.append(line)
                print(line, end="", flush=True)
    if given.record:
        with RESULTS.open("a", encoding="utf-8") as out:
            out.write("".join(told))


if __name__ == "__main__":
    main()
