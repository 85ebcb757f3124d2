"""The main job on whole releases: from the text to a filing that the reference processor accepts fact by fact."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from oracle import Inconsistency, Oracle, OracleFact
from tanshin.converter.emit.folder import write_folder
from tanshin.converter.load import read_instance
from tanshin.converter.pipeline import Conversion, convert
from tanshin.converter.report import Fact
from tanshin.converter.validate import Verdict, validate
from tanshin.taxonomy.finding import Severity
from tanshin.taxonomy.qname import QName

EXAMPLES = sorted(f.name for f in files("tanshin.converter").joinpath("examples").iterdir() if f.name.endswith(".txt"))


@cache
def example(name: str) -> Conversion:
    return convert(Path(str(files("tanshin.converter").joinpath("examples", name))))


def trace(conversion: Conversion) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(conversion.files["trace.csv"].decode())))


@pytest.fixture(scope="module", params=EXAMPLES)
def filed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Conversion, Path]:
    """A converted example, and the instance in the folder it was written to."""
    conversion = example(request.param)
    folder = tmp_path_factory.mktemp("filings") / Path(request.param).stem
    write_folder(folder, conversion.files)
    return conversion, folder / "report.xbrl"


def test_every_figure_of_tables_and_labels_is_bound_and_no_sum_breaks(filed: tuple[Conversion, Path]) -> None:
    conversion, _ = filed
    rows = [r for r in trace(conversion) if r["kind"] in ("cell", "label")]
    assert [r for r in rows if r["reason"] == "unbound"] == []
    assert [f for f in conversion.findings if f.severity is Severity.ERROR] == []
    assert {r.verdict for r in conversion.calculation} <= {Verdict.HOLDS, Verdict.SKIPPED}
    assert sum(r.verdict is Verdict.HOLDS for r in conversion.calculation) > 80


def test_every_number_leads_back_to_its_line_and_every_fact_to_a_number(filed: tuple[Conversion, Path]) -> None:
    conversion, _ = filed
    lines = conversion.release.read_text(encoding="utf-8").splitlines()
    rows = trace(conversion)
    for row in rows:
        line, column = int(row["line"]), int(row["column"])
        assert lines[line - 1][column - 1 : column - 1 + len(row["raw"])] == row["raw"]
    assert {f.id for f in conversion.report.facts} == {r["fact_id"] for r in rows} - {""}
    numerals = Counter(re.findall(r"\d[\d,]*\.\d+|\d[\d,]*", " ".join(lines)))
    traced = Counter(n for r in rows for n in re.findall(r"\d[\d,]*\.\d+|\d[\d,]*", r["raw"]))
    # One numeral given for two dates has two rows; no numeral has none.
    assert [n for n, count in numerals.items() if traced[n.rstrip(",")] + traced[n] < count] == []


def test_the_reference_processor_accepts_the_filing_and_reads_the_same_facts(
    filed: tuple[Conversion, Path], arelle: Oracle
) -> None:
    conversion, path = filed
    theirs = arelle.load(path)
    assert theirs.problems == []
    assert Counter(plain(f) for f in conversion.report.facts) == Counter(without_line(f) for f in theirs.facts())


@pytest.mark.parametrize("rule", ["1.0", "1.1"])
def test_the_reference_processor_judges_every_sum_alike(
    rule: str, filed: tuple[Conversion, Path], arelle: Oracle
) -> None:
    _, path = filed
    ours = validate([path], calculation=rule)
    broken = {
        Inconsistency(r.role, tuple(r.total.concept), r.total.marks[0].line)
        for r in ours.calculation
        if r.verdict is Verdict.BROKEN
    }
    assert broken == {i for _, i in arelle.load(path).calculation(rule)}


def test_the_filing_is_valid_as_a_stranger_finds_it_and_reads_back_as_the_same_report(
    filed: tuple[Conversion, Path],
) -> None:
    conversion, path = filed
    assert [f for f in validate([path]).findings if f.severity is Severity.ERROR] == []
    back = read_instance(conversion.files["report.xbrl"], "report.xbrl")
    assert Counter(plain(f) for f in back.report.facts) == Counter(plain(f) for f in conversion.report.facts)


def test_converting_twice_gives_the_same_bytes(filed: tuple[Conversion, Path]) -> None:
    conversion, _ = filed
    assert convert(conversion.release).files == conversion.files


def plain(fact: Fact) -> OracleFact:
    unit = fact.unit
    return OracleFact(
        tuple(fact.concept),
        fact.value,
        fact.period.start.isoformat() if fact.period.start else "",
        fact.period.end.isoformat() if fact.period.end else "",
        (tuple(map(tuple, unit.numerators)), tuple(map(tuple, unit.denominators))) if unit else ((), ()),
        (fact.entity.scheme, fact.entity.identifier),
        tuple((tuple(a), tuple(m) if isinstance(m, QName) else m) for a, m in fact.dimensions),
        None if fact.nil else fact.decimals,
        0,
    )


def without_line(fact: OracleFact) -> OracleFact:
    return OracleFact(
        fact.concept, fact.value, fact.start, fact.end, fact.unit, fact.entity, fact.dimensions, fact.decimals, 0
    )


def test_a_broken_sum_of_a_filing_names_total_parts_difference_cause_and_the_lines_of_the_release(
    filed: tuple[Conversion, Path],
) -> None:
    _, path = filed
    text = path.read_text(encoding="utf-8")
    inventories = re.search(r'<iij:Inventories id="(f\d+)"[^>]*unitRef="JPY"[^>]*>(\d)(\d+)</', text)
    assert inventories is not None
    printed = {r["fact_id"]: r["line"] for r in csv.DictReader((path.with_name("trace.csv")).open(encoding="utf-8"))}
    changed = path.with_name("changed.xbrl")
    other = "8" if inventories[2] != "8" else "7"
    changed.write_text(text[: inventories.start(2)] + other + text[inventories.end(2) :], encoding="utf-8")
    (broken,) = [f for f in validate([changed]).findings if f.severity is Severity.ERROR]
    changed.unlink()
    assert broken.code == "calc11e:inconsistentCalculationUsingRounding"
    assert "CurrentAssets" in broken.message and "a difference of" in broken.message
    assert f"{path.parent.name}" in broken.message
    assert re.search(rf"iij-[\w.-]+:{printed[inventories[1]]}:", broken.message)
    assert inventories[1] in broken.facts
