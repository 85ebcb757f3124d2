"""Documents from the network: only when asked for, kept, and had again without it. The server is on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tanshin.converter.graphs import instance_graph
from tanshin.converter.validate import Validation, Validator
from tanshin.taxonomy.dts import Resolver, load_dts
from tanshin.taxonomy.dts.fetched import Fetched
from taxonomies import instance, item, schema

FACT = '<t:A contextRef="c" unitRef="u" decimals="0">3</t:A>'


class Server:
    """What it serves by path, and the paths it was asked for."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                status, data, headers = outer.files.get(self.path, (404, b"", {}))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Nothing on the terminal."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Server()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def filing(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TANSHIN_CACHE", str(tmp_path / "cache"))
    server.files["/t/t.xsd"] = (200, schema(item("A")).encode(), {})
    path = tmp_path / "i.xbrl"
    path.write_text(instance(FACT, f'<link:schemaRef xlink:type="simple" xlink:href="{server.base}/t/t.xsd"/>'))
    return path


def run(path: Path, *, online: bool = False) -> Validation:
    return Validator(online=online).validate(path)


def test_nothing_is_fetched_unless_it_is_asked_for(filing: Path, server: Server) -> None:
    (found, *_) = run(filing).findings
    assert found.code == "dts:missing" and "--online" in found.hint
    assert server.asked == []


def test_the_hint_on_what_is_missing_helps_every_command(filing: Path, server: Server) -> None:
    (missing, *_) = [f for f in instance_graph(filing)[2] if f.code == "dts:missing"]
    assert missing.hint.endswith("or let `tanshin validate --online` fetch it")
    run(filing, online=True)
    assert "dts:missing" not in {f.code for f in instance_graph(filing)[2]}
    (unread, *_) = [f for f in load_dts([filing], Resolver.for_files([filing])).findings if f.code == "dts:missing"]
    assert "--package" in unread.hint and "--online" not in unread.hint


@pytest.mark.parametrize("kept", ["cache", "off"])
def test_what_is_fetched_is_kept(filing: Path, server: Server, monkeypatch: pytest.MonkeyPatch, kept: str) -> None:
    if kept == "off":
        monkeypatch.setenv("TANSHIN_CACHE", "off")
    assert run(filing, online=True).findings == ()
    assert server.asked == ["/t/t.xsd"]
    assert bool(run(filing).findings) is (kept == "off")
    assert server.asked == ["/t/t.xsd"]


def test_a_change_in_what_is_kept_is_seen(filing: Path, tmp_path: Path) -> None:
    assert run(filing, online=True).findings == ()
    [kept] = (tmp_path / "cache" / "fetched").rglob("t.xsd")
    kept.write_text(schema(item("B")))
    assert "xbrl.4.6:notItemOrTuple" in [found.code for found in run(filing).findings]


ANSWERS = {
    "a page in its place": (200, b"<html><body>Sign in</body></html>", {}, "no XML document"),
    "nothing there": (404, b"", {}, "404"),
    "a redirect to a file": (302, b"", {"Location": "file:///etc/passwd"}, "302"),
    "a redirect in a circle": (302, b"", {"Location": "/t/t.xsd"}, "302"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_cannot_be_fetched_is_told_once_with_the_reason(filing: Path, server: Server, name: str) -> None:
    status, data, headers, why = ANSWERS[name]
    server.files["/t/t.xsd"] = (status, data, headers)
    found = [f for f in run(filing, online=True).findings if f.code == "dts:unreachable"]
    assert len(found) == 1 and found[0].source is not None and found[0].source.line == 1
    assert f"{server.base}/t/t.xsd could not be fetched" in found[0].message and why in found[0].message


def test_a_server_that_is_not_there(filing: Path, server: Server) -> None:
    server.server.shutdown()
    server.server.server_close()
    assert "dts:unreachable" in [found.code for found in run(filing, online=True).findings]


@pytest.mark.parametrize("address", ["http://h/../../x", "http://h/%2e%2e/x", "http://../x", "http://h/" + "a" * 500])
def test_no_address_leads_out_of_the_folder(tmp_path: Path, address: str) -> None:
    path = Fetched(tmp_path).path(address)
    assert path is not None and tmp_path in path.resolve().parents
    assert path != Fetched(tmp_path).path(address + "/")
    assert all(len(part) < 130 for part in path.relative_to(tmp_path).parts)


def test_what_others_can_write_is_not_read(tmp_path: Path) -> None:
    kept = Fetched(tmp_path / "fetched")
    path = kept.path("http://example.com/a.xsd")
    assert path is not None
    path.parent.mkdir(parents=True)
    path.write_bytes(b"<a/>")
    path.chmod(0o644)
    assert kept.read("http://example.com/a.xsd") == b"<a/>"
    path.chmod(0o666)
    assert kept.read("http://example.com/a.xsd") is None
    path.rename(path.with_name("real"))
    path.symlink_to("real")
    assert kept.read("http://example.com/a.xsd") is None


def test_the_folder_keeps_within_its_limit_and_what_came_first_goes(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tanshin.taxonomy.dts.fetched.LIMIT", 100)
    kept = Fetched(tmp_path / "fetched", online=True)
    for name in "abc":
        server.files[f"/{name}.xsd"] = (200, f"<{name}>{'x' * 40}</{name}>".encode(), {})
        kept.read(f"{server.base}/{name}.xsd")
    documents, size = kept.size()
    assert documents < 3 and size <= 100
    assert Fetched(tmp_path / "fetched").read(f"{server.base}/c.xsd") is not None
