"""Input that is broken or means harm: each gives a clear finding, in bounded time, and reads nothing not given."""

from __future__ import annotations

import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tanshin.converter.load import read_instance
from tanshin.converter.validate import Validation, Validator, validate
from tanshin.taxonomy.dts import ParsedXml, Resolver, load_dts, parse_xml
from tanshin.taxonomy.dts.scan import Scan, scan_document
from tanshin.taxonomy.finding import Finding
from taxonomies import NAMESPACES, instance, item, linkbase, schema

FACT = '<t:A contextRef="c" unitRef="u" decimals="0">1</t:A>'
CATALOG = '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{}</catalog>'
REWRITE = '<rewriteURI uriStartString="http://example.com/t/" rewritePrefix="../"/>'
REMOTE = '<link:schemaRef xlink:type="simple" xlink:href="http://example.com/t/t.xsd"/>'


def filing(folder: Path, text: str = "", taxonomy: str = "") -> Path:
    """An instance and its schema in a folder; both are good unless given."""
    folder.mkdir(exist_ok=True)
    (folder / "t.xsd").write_text(taxonomy or schema(item("A")), encoding="utf-8")
    path = folder / "i.xbrl"
    path.write_text(text or instance(FACT), encoding="utf-8")
    return path


def codes(validation: Validation) -> set[str]:
    return {found.code for found in validation.findings}


def test_the_good_one_is_valid(tmp_path: Path) -> None:
    assert validate([filing(tmp_path)]).findings == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not XML at all", "xml:not-well-formed"),
        ("", "xml:not-well-formed"),
        (instance(FACT)[:-40], "xml:not-well-formed"),
        (instance(FACT)[: len(instance(FACT)) // 2], "xml:not-well-formed"),
        (f"<root {NAMESPACES}/>", "dts:wrong-document"),
        ("<html><body>404</body></html>", "dts:wrong-document"),
        (instance(FACT, '<link:schemaRef xlink:type="simple" xlink:href="none.xsd"/>'), "dts:missing"),
        (instance(FACT, '<link:schemaRef xlink:type="simple" xlink:href="file:///etc/passwd"/>'), "dts:outside"),
        (instance(FACT, '<link:schemaRef xlink:type="simple" xlink:href="../../secret.xsd"/>'), "dts:outside"),
        (instance(FACT, '<link:schemaRef xlink:type="simple" xlink:href="file://host/share/t.xsd"/>'), "dts:outside"),
        (instance(FACT, '<link:schemaRef xlink:type="simple" xlink:href="//host/share/t.xsd"/>'), "dts:outside"),
        (instance(FACT, '<link:schemaRef xlink:type="simple" xlink:href="\\\\host\\share\\t.xsd"/>'), "dts:missing"),
        (instance(FACT, REMOTE), "dts:missing"),
        (instance(FACT, '<link:schemaRef xlink:type="simple" xlink:href="ftp://example.com/t.xsd"/>'), "dts:missing"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + instance(FACT), "xml:doctype-refused"),
        ('<!DOCTYPE a SYSTEM "http://example.com/a.dtd">' + instance(FACT), "xml:doctype-refused"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + instance("&b;"), "xml:doctype-refused"),
    ],
)
def test_a_bad_instance_is_told(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "i.xbrl"
    filing(tmp_path)
    path.write_text(text, encoding="utf-8")
    validation = validate([path])
    assert code in codes(validation)
    assert not validation.valid
    told = next(found for found in validation.findings if found.code == code)
    assert told.source is not None
    assert told.message


def test_entities_are_not_expanded_in_any_document(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>' + schema(
        "<xs:annotation><xs:documentation>&a11;</xs:documentation></xs:annotation>"
    )
    start = time.perf_counter()
    assert "xml:doctype-refused" in codes(validate([filing(tmp_path, taxonomy=bomb)]))
    assert time.perf_counter() - start < 5


def test_imports_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    path = filing(tmp_path, taxonomy=schema(item("A"), imports='<xs:import namespace="urn:b" schemaLocation="b.xsd"/>'))
    target = 'targetNamespace="urn:b"'
    (tmp_path / "b.xsd").write_text(
        schema(
            "",
            imports='<xs:import namespace="urn:t" schemaLocation="t.xsd"/><xs:include schemaLocation="b.xsd"/>',
            target=target,
        )
    )
    assert validate([path]).valid


def test_a_chain_of_thousands_of_schemas_and_depths_is_bounded(tmp_path: Path) -> None:
    deep = "<xs:sequence>" * 100_000
    path = filing(tmp_path, taxonomy=schema(f'<xs:complexType name="T">{deep}'))
    assert not validate([path]).valid
    segment = '<xbrli:context id="d"><xbrli:entity><xbrli:segment>'
    for nested in ("<a>" * 300_000, segment + "<a>" * 300_000, segment + "<a>" * 5_000 + "</a>" * 5_000):
        (tmp_path / "i.xbrl").write_text(instance(nested), encoding="utf-8")
        assert "xml:not-well-formed" in codes(validate([path]))


def test_a_linkbase_of_a_hundred_megabytes_takes_bounded_time(tmp_path: Path) -> None:
    reference = (
        '<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type="simple" xlink:href="big.xml" '
        'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></xs:appinfo></xs:annotation>'
    )
    path = filing(tmp_path, taxonomy=schema(reference + item("A")))
    whole = linkbase("<!--X-->")
    head, tail = whole.split("<!--X-->")
    filler = "<!--" + "x" * 1_000_000 + "-->\n"
    with (tmp_path / "big.xml").open("w") as out:
        out.write(head)
        for _ in range(100):
            out.write(filler)
        out.write(tail)
    start = time.perf_counter()
    assert validate([path]).valid
    assert time.perf_counter() - start < 60


# --- packages ---------------------------------------------------------------------------------------------------------


def package(path: Path, catalog: str = CATALOG.format(REWRITE), **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p/META-INF/catalog.xml", catalog)
        for name, data in members.items():
            archive.writestr(f"p/{name}.xsd", data)
    return path


def test_a_package_that_leads_outside_itself(tmp_path: Path) -> None:
    path = filing(tmp_path / "filing", instance(FACT, REMOTE))
    (tmp_path / "t.xsd").write_text(schema(item("A")))
    entry = REWRITE.replace('"../"', '"../../../"')
    outside = package(tmp_path / "p.zip", CATALOG.format(entry))
    assert "package:outside" in codes(validate([path], [outside]))
    through = '<link:schemaRef xlink:type="simple" xlink:href="http://example.com/t/../../../t.xsd"/>'
    path.write_text(instance(FACT, through))
    assert not validate([path], [package(tmp_path / "q.zip")]).valid


def test_a_package_with_a_link_in_it(tmp_path: Path) -> None:
    path = filing(tmp_path / "filing", instance(FACT, REMOTE))
    zipped = tmp_path / "p.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("p/META-INF/catalog.xml", CATALOG.format(REWRITE))
        link = zipfile.ZipInfo("p/t.xsd")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "package:outside" in codes(validate([path], [zipped]))


def test_a_package_that_is_a_bomb(tmp_path: Path) -> None:
    path = filing(tmp_path / "filing", instance(FACT, REMOTE))
    bomb = package(tmp_path / "p.zip", t=b" " * 50_000_000)
    start = time.perf_counter()
    assert "package:too-large" in codes(validate([path], [bomb]))
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("catalog", ["", "<", "<other/>", "<!DOCTYPE a><a/>", CATALOG.format("<rewriteURI/>")])
def test_a_package_with_a_broken_catalog(tmp_path: Path, catalog: str) -> None:
    path = filing(tmp_path / "filing", instance(FACT, REMOTE))
    validation = validate([path], [package(tmp_path / "p.zip", catalog)])
    assert not validation.valid
    assert any("p.zip" in found.message + str(found.source) for found in validation.findings)


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"x" * 1000])
def test_a_package_that_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.zip").write_bytes(data)
    path = filing(tmp_path / "filing", instance(FACT, REMOTE))
    assert "package:broken" in codes(validate([path], [tmp_path / "p.zip"]))


# --- as a process -----------------------------------------------------------------------------------------------------


def test_two_processes_at_once_on_an_empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANSHIN_CACHE", str(tmp_path / "cache"))
    path = filing(tmp_path / "filing", instance(FACT, REMOTE))
    zipped = package(tmp_path / "p.zip", t=schema("".join(map(item, ("A", *(f"B{n}" for n in range(99)))))).encode())
    code = "import sys; from tanshin.converter.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "validate", str(path), "--package", str(zipped)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
    said = [process.communicate()[0].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    for kept in (tmp_path / "cache").glob("*.dts"):
        kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    again = subprocess.run(command, capture_output=True, check=False)
    assert (again.returncode, again.stderr) == (0, b"")


def test_no_request_goes_to_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a request to the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    imports = '<xs:import namespace="urn:b" schemaLocation="http://example.com/b.xsd"/>'
    path = filing(tmp_path, taxonomy=schema(item("A"), imports=imports))
    assert "dts:missing" in codes(validate([path]))
    assert not Validator(schema_engine="xmlschema").validate(path).valid


# --- anything at all --------------------------------------------------------------------------------------------------

BOUNDED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SEEDS = [text.encode() for text in (instance(FACT), schema(item("A")), linkbase(""))]
TOKENS = [
    b"<", b">", b"/>", b"</", b"&#0;", b"&amp;", b"<![CDATA[", b"]]>", b"<!--", b"<?x ?>", b"<!DOCTYPE a>", b'"',
    b" xml:base='http://['", b" xlink:href='#'", b" xlink:href='%zz'", b" contextRef='c'", b" decimals='1e9'",
    b" id=''", b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"encoding='utf-16'", b" xmlns:t=''", b"1e999999", b"t:t:t",
    b"<xs:include schemaLocation='t.xsd'/>", b"<xbrli:context id='c'/>", b"<link:loc xlink:type='locator'/>",
]  # fmt: skip


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A document with a few pieces put in, taken out or doubled."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 4))):
        begin = draw(st.integers(0, len(data)))
        end = draw(st.integers(begin, min(len(data), begin + 60)))
        piece = draw(st.sampled_from([*TOKENS, data[begin:end] * 2, b""]))
        data = data[:begin] + piece + data[end:]
    return data


@BOUNDED
@given(data=st.one_of(mangled(), st.binary(max_size=200)))
def test_readers_take_any_bytes(data: bytes) -> None:
    assert isinstance(parse_xml(data, "x"), ParsedXml | Finding)
    assert isinstance(scan_document(data, "http://example.com/x", "x"), Scan | Finding)
    read_instance(data, "x")


@BOUNDED
@given(one=mangled(), two=mangled())
def test_discovery_and_validation_take_any_files(
    tmp_path_factory: pytest.TempPathFactory, one: bytes, two: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "fuzz"
    folder.mkdir(exist_ok=True)
    (folder / "t.xsd").write_bytes(two)
    path = folder / "i.xbrl"
    path.write_bytes(one)
    dts = load_dts([path], Resolver.for_files([path]))
    list(dts.taxonomy.concepts.values())
    for found in validate([path]).findings:
        assert found.message
