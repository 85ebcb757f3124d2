"""The endpoint, asked by real clients: SPARQLWrapper, rdflib's SPARQLStore, curl and a plain HTTP client."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from tanshin.converter.query import Table
from tanshin.converter.query.remote import EndpointError, ask_endpoint

TANSHIN = Path(sys.executable).parent / "tanshin"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a qb:Observation }"
SLOW = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: "
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of a bundled example."""
    from importlib.resources import files

    from tanshin.converter.pipeline import convert

    folder = tmp_path_factory.mktemp("endpoint")
    example = min(files("tanshin.converter").joinpath("examples").iterdir(), key=lambda f: len(f.read_bytes()))
    (folder / "report.trig").write_bytes(convert(Path(str(example))).files["report.trig"])
    return folder / "report.trig"


@pytest.fixture(scope="module")
def endpoint(graph: Path) -> Iterator[str]:
    """The address of a server over one report, with 3 s and 1,000 rows for a query; ended as a user would."""
    more = ["--port", "0", "--timeout", "3", "--limit", "1000"]
    server = subprocess.Popen(
        [TANSHIN, "serve", graph, *more], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[0]
        server.send_signal(signal.SIGINT)
        assert server.wait(10) in (0, 2)
    finally:
        server.kill()
        server.wait()


def http(
    url: str, method: str = "GET", body: str | bytes = "", **headers: str
) -> tuple[int, dict[str, str], str]:  # fmt: skip
    """Status, headers by lower-case name, and body."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    found = {name.lower(): value for name, value in response.getheaders()}
    return response.status, found, response.read().decode()


def test_three_ways_to_ask_give_the_same(endpoint: str) -> None:
    form = urlencode({"query": COUNT})
    answers = [
        http(f"{endpoint}?{form}", Accept=JSON),
        http(endpoint, "POST", form, Accept=JSON, Content_Type="application/x-www-form-urlencoded"),
        http(endpoint, "POST", COUNT, Accept=JSON, Content_Type="application/sparql-query; charset=utf-8"),
    ]
    assert [status for status, _, _ in answers] == [200, 200, 200]
    assert all(headers["content-type"] == JSON for _, headers, _ in answers)
    (count,) = {json.loads(body)["results"]["bindings"][0]["n"]["value"] for _, _, body in answers}
    assert int(count) > 500


@pytest.mark.parametrize(
    ("accept", "given", "start"),
    [
        ("text/csv", "text/csv; charset=utf-8", "n\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?n\n"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/html;q=0.9, text/csv;q=0.5, */*;q=0.1", "text/csv; charset=utf-8", "n\r\n"),
        ("*/*", JSON, '{"head"'),
    ],
)
def test_the_form_that_is_wanted_is_given(endpoint: str, accept: str, given: str, start: str) -> None:
    status, headers, body = http(f"{endpoint}?{urlencode({'query': COUNT})}", Accept=accept)
    assert (status, headers["content-type"]) == (200, given)
    assert body.startswith(start)


def test_what_cannot_be_given_is_told(endpoint: str) -> None:
    assert http(f"{endpoint}?{urlencode({'query': COUNT})}", Accept="image/png")[0] == 406
    assert http(endpoint, "PUT")[0] == 405
    assert http(endpoint, "POST", "{}", Content_Type="application/json")[0] == 415
    assert http(endpoint, "POST", "", Content_Type="application/sparql-query")[0] == 400
    status, _, body = http(f"{endpoint}?query={quote('SELECT * WHERE {')}")
    assert status == 400 and "does not parse: line 1" in body


def test_it_only_reads_and_asks_nobody_else(endpoint: str) -> None:
    assert http(endpoint, "POST", "CLEAR ALL", Content_Type="application/sparql-update")[0] == 403
    form = urlencode({"update": "CLEAR ALL"})
    assert http(endpoint, "POST", form, Content_Type="application/x-www-form-urlencoded")[0] == 403
    status, _, body = http(f"{endpoint}?{urlencode({'query': 'INSERT DATA { <urn:a> <urn:b> 1 }'})}")
    assert status == 400 and "update" in body
    asked = "SELECT * WHERE { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }"
    status, _, body = http(f"{endpoint}?{urlencode({'query': asked})}")
    assert status == 500 and "SERVICE" in body
    loaded = "SELECT * FROM <http://127.0.0.1:9/data> WHERE { ?s ?p ?o }"
    assert json.loads(http(f"{endpoint}?{urlencode({'query': loaded})}")[2])["results"]["bindings"] == []


def test_time_and_rows_are_limited_and_the_next_query_is_answered(endpoint: str) -> None:
    start = time.monotonic()
    status, _, body = http(f"{endpoint}?{urlencode({'query': SLOW})}")
    assert status == 500 and ("longer than 3 s" in body or "memory" in body)
    assert time.monotonic() - start < 10
    status, _, body = http(f"{endpoint}?{urlencode({'query': 'SELECT * WHERE { ?s ?p ?o }'})}")
    assert status == 500 and "more than 1,000 rows" in body
    assert http(f"{endpoint}?{urlencode({'query': COUNT})}")[0] == 200


def test_the_service_description(endpoint: str) -> None:
    from rdflib import RDF, Graph, URIRef

    status, headers, body = http(endpoint, Accept="text/turtle")
    assert (status, headers["content-type"].partition(";")[0]) == (200, "text/turtle")
    told = Graph().parse(data=body, format="turtle")
    space = "http://www.w3.org/ns/sparql-service-description#"
    (service,) = told.subjects(RDF.type, URIRef(f"{space}Service"))
    assert told.value(service, URIRef(f"{space}endpoint")) == URIRef(endpoint)
    assert len(list(told.subject_objects(URIRef(f"{space}name")))) == 1


def test_local_pages_may_read_and_others_may_not(endpoint: str) -> None:
    asked = f"{endpoint}?{urlencode({'query': COUNT})}"
    allowed = "access-control-allow-origin"
    assert http(asked, Origin="http://localhost:3000")[1][allowed] == "http://localhost:3000"
    assert allowed not in http(asked, Origin="https://example.com")[1]
    assert allowed not in http(asked, Origin="http://localhost.example.com")[1]
    assert http(asked, Host="evil.example.com")[0] == 400
    preflight = http(
        endpoint,
        "OPTIONS",
        Origin="http://127.0.0.1:8000",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert preflight[0] == 200


def test_sparqlwrapper(endpoint: str) -> None:
    from SPARQLWrapper import JSON as FORM
    from SPARQLWrapper import POST, TURTLE, SPARQLWrapper

    client = SPARQLWrapper(endpoint)
    client.setQuery("SELECT ?title WHERE { ?r a tan:Report ; dct:title ?title }")
    client.setReturnFormat(FORM)
    for method in ("GET", POST):
        client.setMethod(method)
        (row,) = client.queryAndConvert()["results"]["bindings"]  # type: ignore[index,call-overload]
        assert row["title"]["value"]
    client.setQuery("CONSTRUCT { ?r dct:title ?t } WHERE { ?r a tan:Report ; dct:title ?t }")
    client.setReturnFormat(TURTLE)
    assert b"title" in client.query().convert()


def test_rdflib(endpoint: str) -> None:
    from rdflib import Dataset, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    there = Dataset(store=SPARQLStore(endpoint, returnFormat="json"))
    asked = "PREFIX qb: <http://purl.org/linked-data/cube#> SELECT ?o WHERE { ?o a qb:Observation } LIMIT 7"
    rows = list(there.query(asked))
    assert len(rows) == 7 and all(isinstance(row[0], URIRef) for row in rows)  # type: ignore[index]


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl(endpoint: str) -> None:
    command = ["curl", "-sf", "-H", "Accept: text/csv", "--data-urlencode", f"query={COUNT}", endpoint]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.startswith("n\n") and int(done.stdout.split()[1]) > 500


def test_the_same_queries_against_an_endpoint(endpoint: str, graph: Path) -> None:
    sums = [TANSHIN, "query", "sums", "--format", "csv"]
    here, there = (
        subprocess.run([*sums, *where], capture_output=True, text=True, timeout=60)
        for where in (["--endpoint", endpoint], [graph])
    )
    assert here.returncode == 0, here.stderr
    assert sorted(here.stdout.splitlines()) == sorted(there.stdout.splitlines())
    assert len(here.stdout.splitlines()) > 50


def test_a_server_that_does_not_answer_is_told() -> None:
    command = [TANSHIN, "query", "reports", "--endpoint", "http://127.0.0.1:9/sparql"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "does not answer" in done.stderr


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"no HTTP at all\r\n\r\n", "does not answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n{", "is no well-formed"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>", "is no answer to a query"),
    ],
)
def test_a_server_that_answers_with_something_else_is_told(answer: bytes, said: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with listening.accept()[0] as connection:
                connection.recv(65536)
                connection.sendall(answer)

        server = threading.Thread(target=serve)
        server.start()
        with pytest.raises(EndpointError, match=said):
            found = ask_endpoint(f"http://127.0.0.1:{listening.getsockname()[1]}/sparql", "SELECT * { ?s ?p ?o }", 10)
            assert isinstance(found, Table)
            list(found.rows)
        server.join()


def test_a_missing_taxonomy_is_told_by_a_query(shared: Path) -> None:
    instance = shared / "filings" / "nflx-10q-20100930" / "nflx-20100930.xml"
    done = subprocess.run([TANSHIN, "query", "reports", instance], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "nflx-20100930" in done.stdout
    assert "dts:missing" in done.stderr and "--package" in done.stderr
