"""Stores and queries as a user meets them: what goes wrong is one message, and nothing is lost or left locked."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small import F, filing

__all__ = ["filing"]

TANSHIN = Path(sys.executable).parent / "tanshin"
Result = subprocess.CompletedProcess[str]
Filing = Callable[..., Path]
ARCS = [("Total", "A", "1"), ("Total", "B", "1")]
FACTS = [F("Total", "30"), F("A", "10"), F("B", "20")]
COUNT = "SELECT (COUNT(*) AS ?n) { ?f a qb:Observation }"


def tanshin(*arguments: object, code: int = 0) -> str:
    """What the command prints, stdout and stderr; it ends with the status expected and never with a traceback."""
    done = subprocess.run([TANSHIN, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    told = done.stdout + done.stderr
    assert "Traceback" not in told and "an error of the program" not in told, told
    assert done.returncode == code, told
    return told


@pytest.fixture
def store(tmp_path: Path, filing: Filing) -> Path:
    """A store with one small report, `ex`."""
    path = tmp_path / "store"
    assert "loaded" in tanshin("load", filing(ARCS, FACTS), "--store", path)
    return path


def counted(store: Path) -> int:
    return int(tanshin("query", "--sparql", COUNT, store, "--format", "csv").split()[1])


def test_any_filing_goes_into_a_store_and_again_does_nothing(store: Path, tmp_path: Path) -> None:
    assert counted(store) == 3
    assert "there already" in tanshin("load", tmp_path / "ex.xbrl", "--store", store)
    assert counted(store) == 3
    assert "holds" in tanshin("query", "sums", store)


def test_two_filings_with_the_same_ids_stand_side_by_side(store: Path, tmp_path: Path, filing: Filing) -> None:
    other = filing(ARCS, [F("Total", "35"), F("A", "10"), F("B", "20")])
    told = tanshin("load", other, "--store", store, code=2)
    assert "another report of this name" in told and "--replace" in told and "--name" in told
    assert counted(store) == 3
    tanshin("load", other, "--store", store, "--name", "second")
    assert counted(store) == 6
    assert tanshin("query", "sums", store, "--format", "csv").count("\n") == 3
    tanshin("load", other, "--store", store, "--replace")
    assert "broken" in tanshin("query", "sums", store, "--format", "csv")
    assert counted(store) == 6


def test_a_graph_that_is_not_ours_is_refused_and_the_store_stays(store: Path, tmp_path: Path) -> None:
    for name, content, said in (
        ("other.ttl", "<urn:a> <urn:b> <urn:c> .", "holds no report"),
        ("other.nq", "<urn:a> <urn:b> <urn:c> <urn:g> .\n", "holds no report"),
        ("broken.trig", "<urn:a> { <urn:b> ", "no well-formed RDF"),
        ("broken.nq", "nonsense\n", "holds no report"),
        ("empty.nq", "", "holds no report"),
    ):
        (tmp_path / name).write_text(content)
        assert said in tanshin("load", tmp_path / name, "--store", store, code=2), name
    assert counted(store) == 3


def test_a_graph_of_ours_with_something_else_in_it_is_refused(store: Path, tmp_path: Path) -> None:
    dump = tmp_path / "dump.nq"
    dump.write_text(tanshin("query", "--sparql", "CONSTRUCT WHERE { ?s ?p ?o }", store, "--format", "ntriples"))
    address = next(line for line in dump.read_text().splitlines() if "graphFormat" in line).split()[0]
    quads = "".join(f"{line[:-1]}{address} .\n" for line in dump.read_text().splitlines())
    dump.write_text(quads)
    assert "loaded" in tanshin("load", dump, "--store", tmp_path / "whole")
    assert counted(tmp_path / "whole") == 3
    dump.write_text(quads + "<urn:a> <urn:b> <urn:c> <urn:stranger> .\n")
    assert "outside the graph of a report, in urn:stranger" in tanshin("load", dump, "--store", tmp_path / "x", code=2)
    for thing in ('"text"', address):
        dump.write_text(quads + f"<urn:a> <urn:b> {thing} .\n")
        assert "the default graph" in tanshin("load", dump, "--store", tmp_path / "x", code=2)
    dump.write_text(quads + "<urn:a> <urn:b> nonsense " + address + " .\n")
    assert "no well-formed RDF" in tanshin("load", dump, "--store", tmp_path / "x", code=2)
    assert not (tmp_path / "x").exists()


def test_nothing_loaded_makes_no_store_and_one_bad_file_keeps_no_other_back(tmp_path: Path, filing: Filing) -> None:
    (tmp_path / "bad.xbrl").write_text("<nonsense/>")
    tanshin("load", tmp_path / "bad.xbrl", "--store", tmp_path / "none", code=2)
    assert not (tmp_path / "none").exists()
    both = ("load", tmp_path / "bad.xbrl", filing(ARCS, FACTS), "--store", tmp_path / "s")
    told = json.loads(tanshin(*both, "--format", "json", code=2))
    assert ["error" in each for each in told["files"]] == [True, False]
    assert told["reports"] == 1 and counted(tmp_path / "s") == 3
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda s: (s / "tanshin-store.json").unlink(), "damaged"),
        (lambda s: (s / "tanshin-store.json").write_text("{"), "damaged"),
        (lambda s: (s / "tanshin-store.json").write_text('{"format": "0.9"}'), "format 0.9"),
        (lambda s: (s / "quads" / "CURRENT").write_bytes(b"x"), "damaged"),
        (lambda s: shutil.rmtree(s / "quads"), "damaged"),
        (lambda s: [p.write_bytes(b"") for p in (s / "quads").glob("MANIFEST*")], "damaged"),
    ],
)
def test_a_damaged_store_or_one_of_another_version(store: Path, harm: Callable[[Path], object], said: str) -> None:
    harm(store)
    for command in (("query", "reports", store), ("serve", store, "--port", "0")):
        told = tanshin(*command, code=2)
        assert said in told and len(told.splitlines()) == 2, told


def test_a_folder_that_is_no_store(tmp_path: Path, filing: Filing) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep")
    assert "is no store" in tanshin("load", filing(ARCS, FACTS), "--store", tmp_path / "mine", code=2)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep"
    assert "holds no filing" in tanshin("query", "reports", tmp_path / "mine", code=2)
    assert "no such file" in tanshin("query", "reports", tmp_path / "nothing", code=2)


def test_many_may_read_and_one_may_write(store: Path, tmp_path: Path, filing: Filing) -> None:
    server = subprocess.Popen([TANSHIN, "serve", store, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None and "sparql" in server.stdout.readline()
        assert counted(store) == 3
        other = filing(ARCS, [F("Total", "1")])
        told = tanshin("load", other, "--store", store, "--replace", code=2)
        assert "in use by another process" in told
    finally:
        server.send_signal(signal.SIGKILL)  # however it ends, nothing is left locked
        server.wait()
    assert counted(store) == 3
    tanshin("load", other, "--store", store, "--replace")
    assert counted(store) == 1


def test_a_load_that_was_killed_leaves_a_store_that_says_so(store: Path, filing: Filing, tmp_path: Path) -> None:
    marker = store / "tanshin-store.json"
    told = json.loads(marker.read_text())
    (address,) = told["graphs"]
    marker.write_text(json.dumps({**told, "graphs": {}, "unfinished": address}))
    assert "was broken off" in tanshin("query", "reports", store, code=2)
    tanshin("load", tmp_path / "ex.xbrl", "--store", store)
    assert counted(store) == 3


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * WHERE { ?s ?p ", "line 1, column 24"),
        ("SELECT *\nWHERE { ?s ?p ?o } ORDER ME", "line 2, column"),
        ("SELECT * WHERE { ?s nope:p ?o }", "prefix nope: is not declared"),
        ("DELETE WHERE { ?s ?p ?o }", "update (DELETE)"),
        ("PREFIX a: <urn:a> INSERT DATA { a:b a:c 1 }", "update (INSERT)"),
        ("LOAD <http://127.0.0.1:9/x>", "update (LOAD)"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }", "SERVICE"),
        ("PREFIX e: <urn:e:> SELECT * { { ?s e:a\\#b ?o } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { # x\rSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { { ?s ?p 1SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }", "SERVICE"),
        ("SELECT * { ?s <urn:\\u0041#> ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_query_that_cannot_be_asked(store: Path, query: str, said: str) -> None:
    told = tanshin("query", "--sparql", query, store, code=2)
    assert said in told and len(told.splitlines()) == 2
    assert counted(store) == 3


def test_words_that_only_look_forbidden_are_not(store: Path) -> None:
    query = "# SERVICE\nSELECT ?insert { ?insert a qb:Observation FILTER(STR(?insert) != 'DELETE SERVICE') }"
    assert "3 rows" in tanshin("query", "--sparql", query, store)


def test_one_that_runs_too_long_is_ended(store: Path) -> None:
    start = time.monotonic()
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c = ?l) }"
    told = tanshin("query", "--sparql", endless, store, "--timeout", "1", code=2)
    assert "longer than 1 s" in told and "--timeout" in told
    assert time.monotonic() - start < 10
    assert counted(store) == 3


def test_ten_million_rows_are_cut_and_told_in_flat_memory(store: Path) -> None:
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    for form in ("text", "csv", "json"):
        done = subprocess.run(
            [TANSHIN, "query", "--sparql", many, store, "--format", form, "--limit", "1000"],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0 and "more than 1,000 rows" in done.stderr
    assert len(json.loads(subprocess_json(store, many))["results"]["bindings"]) == 1000
    read, write = os.pipe()
    flowing = subprocess.Popen(
        [TANSHIN, "query", "--sparql", many, store, "--format", "csv", "--limit", "0"], stdout=write
    )
    os.close(write)
    try:
        got = 0
        while got < 20_000_000:
            got += len(os.read(read, 1 << 20))
        status = Path(f"/proc/{flowing.pid}/status")
        if status.exists():
            (peak,) = [int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")]
            assert peak < 200_000, "kB"
    finally:
        os.close(read)
        flowing.kill()
        flowing.wait()


def subprocess_json(store: Path, query: str) -> str:
    command = [TANSHIN, "query", "--sparql", query, store, "--format", "json", "--limit", "1000"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout


def test_an_amount_beyond_the_engine_is_kept_and_told(tmp_path: Path, filing: Filing) -> None:
    huge = "123456789012345678901234567890"
    path = filing(ARCS, [F("Total", huge), F("A", "1")])
    told = tanshin("load", path, "--store", tmp_path / "s")
    assert "graph:beyond-engine" in told and huge in told
    asked = "SELECT ?v { ?f sdmx-measure:obsValue ?v } ORDER BY STR(?v)"
    assert huge in tanshin("query", "--sparql", asked, tmp_path / "s", "--format", "csv").split()


def test_answers_in_every_form(store: Path) -> None:
    select = "SELECT ?id ?v { ?f tan:id ?id ; sdmx-measure:obsValue ?v } ORDER BY ?v"
    assert tanshin("query", "--sparql", select, store, "--format", "csv").splitlines() == [
        "id,v",
        "f2,10",
        "f3,20",
        "f1,30",
    ]
    rows = json.loads(tanshin("query", "--sparql", select, store, "--format", "json"))["results"]["bindings"]
    assert rows[0]["v"] == {"type": "literal", "value": "10", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}
    assert tanshin("query", "--sparql", "ASK { ?s ?p ?o }", store).strip() == "true"
    made = tanshin("query", "--sparql", "CONSTRUCT { ?f tan:id ?i } { ?f tan:id ?i }", store)
    assert made.startswith("@prefix") and made.count("tan:id") == 3
    assert "a graph for an answer" in tanshin("query", "--sparql", "DESCRIBE tan:x", store, "--format", "csv", code=2)
    assert "title" in tanshin("query", "reports", "--show")
    assert "series" in tanshin("query") and "-p concept=" in tanshin("query")


def test_a_load_that_fails_leaves_the_other_reports(store: Path) -> None:
    from tanshin.converter.query.store import create_store, open_store

    def fail() -> None:
        raise OSError("no more room")

    try:
        with create_store(store) as opened:
            opened.load("urn:other", "digest", fail)
    except OSError as problem:
        assert str(problem) == "no more room"
    opened = None  # type: ignore[assignment]  # the engine closes what nothing holds
    with open_store(store) as left:
        assert len(left.graphs) == 1
