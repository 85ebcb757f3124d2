"""What an instance stands on, kept from an earlier run: the same is told, and any change in anything makes it anew."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from schema_cases import INSTANCES, TAXONOMY, fact
from tanshin.converter.validate import Validation, Validator
from tanshin.converter.validate import engine as engine_module
from tanshin.converter.validate.engine import Engine
from tanshin.converter.validate.ground import Discovered, Sources
from taxonomies import instance, item, linkbase, schema

SUMS = (
    '<link:calculationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">{}'
    '<link:calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" '
    'xlink:from="T" xlink:to="A" weight="{}"/></link:calculationLink>'
)
LOCATORS = "".join(
    f'<link:loc xlink:type="locator" xlink:href="t.xsd#t_{n}" xlink:label="{n}"/>' for n in ("T", "A", "B")
)
ATTRIBUTES = 'contextRef="c" unitRef="u" decimals="0"'
FACTS = f"<t:T {ATTRIBUTES}>3</t:T>\n<t:A {ATTRIBUTES}>3</t:A>\n"
REFS = (
    '<link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>'
    '<link:linkbaseRef xlink:type="simple" xlink:href="c.xml" '
    'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
)


@pytest.fixture
def filing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TANSHIN_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "filing"
    folder.mkdir()
    (folder / "t.xsd").write_text(schema(item("T") + item("A") + item("B")))
    (folder / "c.xml").write_text(linkbase(SUMS.format(LOCATORS, 1)))
    (folder / "i.xbrl").write_text(instance(FACTS, REFS))
    return folder / "i.xbrl"


@pytest.fixture
def discoveries(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files whose DTS had to be discovered."""
    seen: list[Path] = []
    discover = Engine._discover

    def noted(self: Engine, path: Path, sources: Sources) -> Discovered:
        seen.append(path)
        return discover(self, path, sources)

    monkeypatch.setattr(engine_module.Engine, "_discover", noted)
    return seen


def run(path: Path, *packages: Path) -> Validation:
    return Validator(packages).validate(path)


def codes(validation: Validation) -> list[str]:
    return [found.code for found in validation.findings]


def test_the_second_run_discovers_nothing_and_says_the_same(filing: Path, discoveries: list[Path]) -> None:
    filing.write_text(instance(FACTS.replace(">3</t:T>", ">4</t:T>") + f"<t:A {ATTRIBUTES}>7</t:A>\n", REFS))
    first = run(filing)
    assert codes(first) == ["oime:disallowedDuplicateFacts"]
    assert run(filing) == first
    assert discoveries == [filing]


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a linkbase": (lambda f: (f / "c.xml").write_text(linkbase(SUMS.format(LOCATORS, -1))), "calc11e:inconsistent"),
    "a schema": (lambda f: (f / "t.xsd").write_text(schema(item("T") + item("B"))), "dts:no-such-element"),
    "a schema that is broken": (lambda f: (f / "t.xsd").write_text("<xs:schema"), "xml:not-well-formed"),
    "a file that has gone": (lambda f: (f / "c.xml").unlink(), "dts:missing"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_in_a_file_is_seen(filing: Path, discoveries: list[Path], name: str) -> None:
    change, code = CHANGES[name]
    assert run(filing).findings == ()
    change(filing.parent)
    assert any(found.startswith(code) for found in codes(run(filing)))
    assert len(discoveries) == 2


def test_facts_may_change_without_discovering_anything(filing: Path, discoveries: list[Path]) -> None:
    assert run(filing).findings == ()
    filing.write_text(instance(FACTS.replace(">3</t:A>", ">1</t:A>"), REFS))
    assert codes(run(filing)) == ["calc11e:inconsistentCalculationUsingRounding"]
    assert len(discoveries) == 1


STRANGE = {
    "a concept that was not there before": (f"<t:B {ATTRIBUTES}>5</t:B>", []),
    "a concept that nothing declares": (f"<t:Z {ATTRIBUTES}>5</t:Z>", ["xbrl.4.6:notItemOrTuple"]),
    "an element of XBRL that was not there before": (
        '<link:footnoteLink xlink:type="extended"/>',
        ["xmlschema:invalid"],
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_was_not_kept_is_found_out(filing: Path, discoveries: list[Path], name: str) -> None:
    more, told = STRANGE[name]
    assert run(filing).findings == ()
    filing.write_text(instance(FACTS + more, REFS))
    for _ in range(2):
        assert set(told) <= set(codes(run(filing))) and bool(told) is bool(codes(run(filing)))
    assert len(discoveries) == 2 or told  # what is declared is kept at once


def test_errors_of_the_taxonomy_stay_when_more_is_found_out(filing: Path) -> None:
    (filing.parent / "c.xml").write_text(linkbase(SUMS.format(LOCATORS, 0)))
    wrong = "xbrl.5.2.5.2.1:zeroWeight"
    for more in ("", "", '<t:B contextRef="c" unitRef="u" precision="1">5</t:B>', "", ""):
        filing.write_text(instance(FACTS + more, REFS))
        assert wrong in codes(run(filing))


def test_a_package_is_part_of_it(filing: Path, tmp_path: Path, discoveries: list[Path]) -> None:
    package = tmp_path / "p.zip"
    remote = REFS.replace("t.xsd", "http://example.com/t/t.xsd").replace("c.xml", "http://example.com/t/c.xml")
    filing.write_text(instance(FACTS, remote))
    catalog = '<rewriteURI uriStartString="http://example.com/t/" rewritePrefix="../"/>'
    for weight in (1, -1):
        with zipfile.ZipFile(package, "w") as archive:
            xmlns = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
            archive.writestr("p/META-INF/catalog.xml", f'<catalog xmlns="{xmlns}">{catalog}</catalog>')
            archive.writestr("p/t.xsd", (filing.parent / "t.xsd").read_text())
            archive.writestr("p/c.xml", linkbase(SUMS.format(LOCATORS, weight)))
        for _ in range(2):
            assert bool(run(filing, package).findings) is (weight < 0)
    assert len(discoveries) == 2


def test_what_could_not_be_had_is_looked_for_again(filing: Path, discoveries: list[Path]) -> None:
    linkbase_file = filing.parent / "c.xml"
    text = linkbase_file.read_text()
    linkbase_file.unlink()
    assert codes(run(filing)) == ["dts:missing"]
    linkbase_file.write_text(text)
    assert run(filing).findings == ()
    assert len(discoveries) == 2


@pytest.mark.parametrize("damage", [b"", b"tanshin", bytes(1000)])
def test_a_damaged_entry_is_made_again(filing: Path, tmp_path: Path, discoveries: list[Path], damage: bytes) -> None:
    assert run(filing).findings == ()
    for entry in (tmp_path / "cache").iterdir():
        entry.write_bytes(damage or entry.read_bytes()[: entry.stat().st_size // 2])
    assert run(filing).findings == ()
    assert run(filing).findings == ()
    assert len(discoveries) == 2


def test_a_second_opinion_rests_on_nothing_kept(filing: Path, discoveries: list[Path]) -> None:
    for _ in range(2):
        assert Validator(schema_engine="xmlschema").validate(filing).findings == ()
    assert len(discoveries) == 2


def test_real_filings_the_second_time(shared: Path, filing: Path, discoveries: list[Path]) -> None:
    package = shared / "taxonomies" / "us-gaap-2009-01-31.zip"
    for name in ("nflx-10q-20100930/nflx-20100930.xml", "aapl-10k-20100925/aapl-20100925.xml"):
        path = shared / "filings" / name
        first = run(path, package)
        second = run(path, package)
        assert (second.findings, second.calculation) == (first.findings, first.calculation)
        assert second.valid and first.facts == second.facts > 300
    assert len(discoveries) == 2


BROKEN = {
    "cut short": lambda text: text[: len(text) // 2],
    "not UTF-8": lambda text: text.replace("</xbrli:xbrl>", "\udcff</xbrli:xbrl>"),
    "a document type": lambda text: "<!DOCTYPE x>" + text,
    "no XBRL": lambda text: "<html/>",
    "empty": lambda text: "",
}


@pytest.mark.parametrize("name", [*INSTANCES, *BROKEN])
def test_the_findings_are_those_of_a_run_that_keeps_nothing(
    filing: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (filing.parent / "t.xsd").write_text(TAXONOMY)
    good = instance(fact("A") + fact("Text", "x", 'contextRef="c"'))
    filing.write_text(good)
    assert run(filing).findings == ()
    more = INSTANCES[name][0].replace("{xsi}", "http://www.w3.org/2001/XMLSchema-instance") if name in INSTANCES else ""
    text = BROKEN[name](good) if name in BROKEN else good.replace("</xbrli:xbrl>", f"{more}</xbrli:xbrl>")
    filing.write_bytes(text.encode("utf-8", "surrogateescape"))
    kept = run(filing).findings
    monkeypatch.setenv("TANSHIN_CACHE", "off")
    assert sorted(map(str, kept)) == sorted(map(str, run(filing).findings))
