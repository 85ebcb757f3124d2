"""Taxonomy packages: which address leads to which member, and packages that are not to be trusted."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from tanshin.taxonomy.dts import Origin, Package, Resolver, load_dts, open_package
from tanshin.taxonomy.qname import QName
from taxonomies import codes, instance, item, linkbase, load, schema

CATALOG = '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{}</catalog>'
REWRITE = '<rewriteURI uriStartString="http://example.com/t/" rewritePrefix="{}"/>'
REF = '<link:schemaRef xlink:type="simple" xlink:href="http://example.com/t/t.xsd"/>'


def package(path: Path, entries: str, members: dict[str, str], top: str = "top/") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{top}META-INF/catalog.xml", CATALOG.format(entries))
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("top", ["top/", ""])
def test_a_catalog_leads_from_addresses_to_members(tmp_path: Path, top: str) -> None:
    path = package(
        tmp_path / "p.zip",
        REWRITE.format("../files/")
        + '<rewriteURI uriStartString="http://example.com/t/special/" rewritePrefix="../other/"/>'
        '<uri name="http://example.com/one.xsd" uri="../files/t.xsd"/>'
        '<system systemId="http://example.com/two.xsd" uri="here.xsd"/>',
        {f"{top}files/t.xsd": "T", f"{top}other/a b.xsd": "AB", f"{top}META-INF/here.xsd": "HERE"},
        top,
    )
    found = open_package(path)
    assert isinstance(found, Package)

    def read(address: str) -> object:
        answer = found.read(address)
        return answer[0] if isinstance(answer, tuple) else answer

    assert read("http://example.com/t/t.xsd") == b"T"
    assert read("http://example.com/t/special/a%20b.xsd") == b"AB"
    assert read("http://example.com/one.xsd") == b"T"
    assert read("http://example.com/two.xsd") == b"HERE"
    assert read("http://example.com/t/none.xsd") is None
    assert read("http://example.com/") is None


def test_a_filing_finds_its_taxonomy_in_a_package_as_zip_or_folder(tmp_path: Path) -> None:
    relative = schema("", imports='<xs:include schemaLocation="sub/u.xsd"/>')
    members = {"top/t.xsd": relative, "top/sub/u.xsd": schema(item("A"))}
    path = package(tmp_path / "p.zip", REWRITE.format("../"), members)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
    for given in (path, tmp_path / "unpacked", tmp_path / "unpacked" / "top"):
        dts = load(tmp_path / "filing", {"i.xbrl": instance("", REF)}, packages=(given,))
        assert codes(dts) == []
        assert dts.documents["http://example.com/t/sub/u.xsd"].origin is Origin.PACKAGE
        assert QName("urn:t", "A") in dts.taxonomy.concepts


@pytest.mark.parametrize(
    "entries",
    [
        REWRITE.format("../../"),
        REWRITE.format("/etc/"),
        REWRITE.format("file:///etc/"),
        REWRITE.format("http://example.org/"),
        REWRITE.format("%2e%2e/%2e%2e/"),
        '<uri name="http://example.com/t/t.xsd" uri="../../../t.xsd"/>',
        f'<group xml:base="../..">{REWRITE.format("../")}</group>',
    ],
)
def test_a_catalog_that_leads_outside_its_package_is_refused(tmp_path: Path, entries: str) -> None:
    path = package(tmp_path / "p.zip", entries, {"top/t.xsd": schema(item("A"))})
    dts = load(tmp_path / "filing", {"i.xbrl": instance("", REF)}, packages=(path,))
    assert codes(dts) == ["package:outside", "dts:missing"]
    assert len([d for d in dts.documents.values() if d.origin is not Origin.EMBEDDED]) == 1


def test_an_address_cannot_climb_out_of_the_prefix_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.xsd").write_text(schema(item("Secret")))
    (tmp_path / "p" / "META-INF").mkdir(parents=True)
    (tmp_path / "p" / "META-INF" / "catalog.xml").write_text(CATALOG.format(REWRITE.format("../")))
    (tmp_path / "p" / "link.xsd").symlink_to(tmp_path / "secret.xsd")
    found = open_package(tmp_path / "p")
    assert isinstance(found, Package)
    for name in ("../secret.xsd", "%2e%2e/secret.xsd", "link.xsd", "..%5csecret.xsd"):
        answer = found.read("http://example.com/t/" + name)
        assert not isinstance(answer, tuple) and answer is not None and answer.code == "package:outside", name


def test_a_member_that_is_a_link_or_a_bomb_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "p.zip", REWRITE.format("../"), {"top/bomb.xsd": " " * 20_000_000})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("top/link.xsd")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    found = open_package(path)
    assert isinstance(found, Package)
    told = [found.read("http://example.com/t/" + name) for name in ("bomb.xsd", "link.xsd")]
    assert [f.code for f in told if f is not None and not isinstance(f, tuple)] == [
        "package:too-large",
        "package:outside",
    ]


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = data.index(b"t.xsd") + 20
    data[middle : middle + 200] = bytes(200)
    path.write_bytes(bytes(data))


def test_a_package_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no archive")
    package(tmp_path / "empty.zip", "", {}, "a/b/")
    package(tmp_path / "doctype.zip", "", {}).write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "doctype.zip", "w") as archive:
        archive.writestr("META-INF/catalog.xml", '<!DOCTYPE c [<!ENTITY e "x">]><c>&e;</c>')
    names = ("text.zip", "empty.zip", "doctype.zip", "nothing.zip")
    resolver = Resolver.for_files([], [tmp_path / name for name in names])
    assert [f.code for f in resolver.findings] == [
        "package:broken", "package:broken", "xml:doctype-refused", "package:missing",
    ]  # fmt: skip


def test_a_damaged_member_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = package(tmp_path / "p.zip", REWRITE.format("../"), {"top/t.xsd": schema("".join(map(item, "ABCDEFGH")))})
    damaged(path)
    dts = load(tmp_path / "filing", {"i.xbrl": instance("", REF)}, packages=(path,))
    assert codes(dts) == ["package:broken"]
    assert dts.findings[0].source is not None


def test_the_same_member_by_two_addresses_is_one_document(tmp_path: Path) -> None:
    entries = REWRITE.format("../") + '<uri name="http://example.com/alias.xsd" uri="../t.xsd"/>'
    path = package(tmp_path / "p.zip", entries, {"top/t.xsd": schema(item("A"))})
    links = linkbase(
        '<link:roleRef xlink:type="simple" roleURI="urn:r" xlink:href="http://example.com/alias.xsd#r"/>'
        '<link:roleRef xlink:type="simple" roleURI="urn:r" xlink:href="http://example.com/t/t.xsd#r"/>'
    )
    dts = load(tmp_path / "filing", {"p.xml": links}, packages=(path,))
    assert codes(dts) == []
    assert sum(d.origin is Origin.PACKAGE for d in dts.documents.values()) == 1
    assert dts.element_at("http://example.com/t/t.xsd", "t_A") == QName("urn:t", "A")


def test_an_entry_point_may_be_an_address_in_a_package(tmp_path: Path) -> None:
    path = package(tmp_path / "p.zip", REWRITE.format("../"), {"top/t.xsd": schema(item("A"))})
    dts = load_dts(["http://example.com/t/t.xsd"], Resolver.for_files([], [path]))
    assert codes(dts) == []
    assert QName("urn:t", "A") in dts.taxonomy.concepts
