"""The cache of compiled documents: it says what the documents say, and nothing that is broken or another's is taken."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from tanshin.taxonomy.dts import DTS, Resolver, load_dts
from tanshin.taxonomy.dts.cache import LIMIT, Cache, folder, key_of
from tanshin.taxonomy.dts.compiled import decode, encode
from tanshin.taxonomy.dts.scan import scan_document
from tanshin.taxonomy.model import ConceptKind
from tanshin.taxonomy.qname import QName
from taxonomies import instance, item, linkbase, schema

REF = '<link:schemaRef xlink:type="simple" xlink:href="http://example.com/t/t.xsd"/>'
CATALOG = (
    '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
    '<rewriteURI uriStartString="http://example.com/t/" rewritePrefix="../"/></catalog>'
)
MANY = "".join(item(f"Item{number}") for number in range(200))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TANSHIN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def filing(tmp_path: Path) -> tuple[Path, Path]:
    """An instance and the package that its taxonomy is in."""
    package = tmp_path / "p.zip"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p/META-INF/catalog.xml", CATALOG)
        archive.writestr("p/t.xsd", schema(MANY))
    path = tmp_path / "filing" / "i.xbrl"
    path.parent.mkdir()
    path.write_text(instance("", REF), encoding="utf-8")
    return path, package


def load(path: Path, package: Path) -> DTS:
    return load_dts([path], Resolver.for_files([path], packages=[package]))


def said(dts: DTS) -> dict[str, Any]:
    """What a DTS says of its concepts, its documents and what is wrong."""
    return {
        "concepts": {name.local: dts.taxonomy.concepts[name] for name in dts.taxonomy.concepts},
        "documents": dict(dts.documents),
        "findings": dts.findings,
    }


def plain(scan: Any) -> Any:
    """A scan as comparable data."""
    return {f.name: list(getattr(scan, f.name)) if f.name in ("elements", "children") else getattr(scan, f.name)
            for f in fields(scan)}  # fmt: skip


def test_a_document_comes_out_of_the_cache_as_it_went_in() -> None:
    documents = (
        schema(
            item("A") + '<xs:complexType name="T"><xs:sequence><xs:element ref="t:A"/></xs:sequence></xs:complexType>'
        ),
        linkbase('<link:loc xlink:type="locator" xlink:href="t.xsd#t_A" xlink:label="a"/>'),
        instance("", REF),
    )
    for text in documents:
        scan = scan_document(text.encode(), "http://example.com/x", "x")
        again, size = decode(encode(scan, 123))  # type: ignore[arg-type]
        assert size == 123
        assert plain(again) == plain(scan)


def test_the_second_filing_does_not_read_the_taxonomy_again(
    place: Path, filing: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = said(load(*filing))
    assert list(place.iterdir())
    read: list[str] = []
    real = zipfile.ZipFile.read

    def watched(self: zipfile.ZipFile, name: Any, pwd: bytes | None = None) -> bytes:
        read.append(getattr(name, "filename", name))
        return real(self, name, pwd)

    monkeypatch.setattr(zipfile.ZipFile, "read", watched)
    assert said(load(*filing)) == first
    assert "p/t.xsd" not in read
    assert first["concepts"].keys() == {f"Item{number}" for number in range(200)}


def test_another_content_is_another_entry(place: Path, filing: tuple[Path, Path]) -> None:
    load(*filing)
    path, package = filing
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p/META-INF/catalog.xml", CATALOG)
        archive.writestr("p/t.xsd", schema(MANY.replace("Item7", "Other7")))
    assert QName("urn:t", "Other7") in load(path, package).taxonomy.concepts


class Trap:
    """What a pickle would run."""

    def __reduce__(self) -> Any:
        return os.abort, ()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    return data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]


def foreign(data: bytes) -> bytes:
    import pickle

    return pickle.dumps(Trap())


def other_key(data: bytes) -> bytes:
    return data.replace(data[14:46], bytes(32))


@pytest.mark.parametrize("damage", [cut, flip, foreign, other_key, lambda _: b""])
def test_damage_is_seen_and_mended(place: Path, filing: tuple[Path, Path], damage: Any) -> None:
    first = said(load(*filing))
    whole = {path: path.read_bytes() for path in place.iterdir()}
    for path, data in whole.items():
        path.write_bytes(damage(data))
    assert said(load(*filing)) == first
    assert {path: path.stat().st_size for path in place.iterdir()} == {p: len(d) for p, d in whole.items()}


def test_data_of_another_form_is_no_document() -> None:
    for data in (b"", b"x", marshal.dumps(None), marshal.dumps((1, 2)), marshal.dumps([()] * 17)):
        with pytest.raises(ValueError):
            decode(data)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners are told by POSIX only")
def test_what_others_may_write_is_not_taken(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    key = key_of(b"a")
    cache.put(key, b"data")
    assert cache.get(key) == b"data"
    (path,) = tmp_path.iterdir()
    path.chmod(0o666)
    assert cache.get(key) is None
    path.chmod(0o600)
    link = tmp_path / "real"
    path.rename(link)
    path.symlink_to(link)
    assert cache.get(key) is None


def test_a_folder_that_cannot_be_had_keeps_nothing_back(
    tmp_path: Path, filing: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TANSHIN_CACHE", str(tmp_path / "file" / "cache"))
    assert len(load(*filing).taxonomy.concepts) == 200
    monkeypatch.setenv("TANSHIN_CACHE", "off")
    assert folder() is None
    assert len(load(*filing).taxonomy.concepts) == 200


def test_the_folder_keeps_its_bounds(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    size = LIMIT // 8
    keys = [key_of(bytes([number])) for number in range(10)]
    for age, key in enumerate(keys):
        cache.put(key, bytes(8))
        path = tmp_path / f"{key.hex()}.dts"
        os.truncate(path, size)
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    (tmp_path / "mine.txt").write_text("not the cache's own")
    cache.settle()
    count, total = cache.size()
    assert total <= LIMIT
    assert (tmp_path / f"{keys[-1].hex()}.dts").exists()
    assert not (tmp_path / f"{keys[0].hex()}.dts").exists()
    assert cache.clear() == count
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_two_processes_at_once_on_an_empty_cache(place: Path, filing: tuple[Path, Path]) -> None:
    code = (
        "import sys; from pathlib import Path; from tanshin.taxonomy.dts import Resolver, load_dts; "
        "p = Path(sys.argv[1]); d = load_dts([p], Resolver.for_files([p], packages=[Path(sys.argv[2])])); "
        "print(len(d.taxonomy.concepts), len(d.findings))"
    )
    command = [sys.executable, "-c", code, *map(str, filing)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(3)]
    assert [process.communicate()[0].split() for process in running] == [[b"200", b"0"]] * 3
    assert not list(place.glob("*.tmp"))
    assert len(load(*filing).taxonomy.concepts) == 200


def test_kinds_and_attributes_are_found_without_a_look_at_all_elements(place: Path, tmp_path: Path) -> None:
    dimension = (
        '<xs:element name="Axis" id="t_Axis" substitutionGroup="xbrldt:dimensionItem" type="xbrli:stringItemType" '
        'abstract="true" xbrli:periodType="duration" xmlns:xbrldt="http://xbrl.org/2005/xbrldt" '
        'xbrldt:typedDomainRef="#t_A"/>'
    )
    imports = (
        '<xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>'
    )
    path = tmp_path / "t.xsd"
    path.write_text(schema(MANY + dimension, imports=imports), encoding="utf-8")
    for _ in range(2):
        dts = load_dts([path], Resolver.for_files([path]))
        declared = dts.declarations
        assert [name.local for name in declared.of_kinds(ConceptKind.DIMENSION)] == ["Axis"]
        assert [name.local for name in declared.having("http://xbrl.org/2005/xbrldt}typedDomainRef")] == ["Axis"]
