"""The standardised view of real releases: the same facts, valid for us and for the reference processor, same sums."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from oracle import Oracle, OracleFact
from tanshin.converter.emit.folder import write_folder
from tanshin.converter.load import load_instance
from tanshin.converter.pipeline import Conversion, Options, convert
from tanshin.converter.report import Fact, Unit
from tanshin.converter.validate import CalculationResult, Verdict, validate
from tanshin.taxonomy.names import US_GAAP
from tanshin.taxonomy.profile import Relation
from tanshin.taxonomy.qname import QName

RELEASES = ("iij-2008-11-13.txt", "iij-2009-08-11.txt")
RULES = ("1.0", "1.1")


class Views:
    """A release converted both ways, the standardised filing written to a folder."""

    def __init__(self, release: Path, folder: Path) -> None:
        self.reported = convert(release)
        self.standardised = convert(release, Options(concepts="us-gaap"))
        self.instance = folder / release.stem / "report.xbrl"
        write_folder(self.instance.parent, self.standardised.files)


@pytest.fixture(scope="module", params=RELEASES)
def views(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    yield Views(shared / "releases" / request.param, tmp_path_factory.mktemp("standardised"))


@pytest.fixture(scope="module")
def package(shared: Path) -> Path:
    return shared / "taxonomies" / "us-gaap-2009-01-31.zip"


def exact(conversion: Conversion) -> dict[str, tuple[str, int]]:
    """Issuer concept to US-GAAP concept and sign, straight from the crosswalk."""
    assert conversion.profile is not None
    return {r.concept: (r.us_gaap, r.sign) for r in conversion.profile.crosswalk if r.relation is Relation.EXACT}


def test_every_fact_is_the_one_reported_under_its_exact_concept(views: Views) -> None:
    mapped = exact(views.reported)
    expected = []
    for fact in views.reported.report.facts:
        us_gaap, sign = mapped.get(fact.concept.local, ("", 1))
        value = fact.value
        expected.append(
            (
                fact.id,
                QName(US_GAAP, us_gaap) if us_gaap else fact.concept,
                value * sign if isinstance(value, Decimal) else value,
                (fact.period, fact.unit, fact.entity, fact.decimals, fact.dimensions, fact.language, fact.marks),
            )
        )
    assert [
        (f.id, f.concept, f.value, (f.period, f.unit, f.entity, f.decimals, f.dimensions, f.language, f.marks))
        for f in views.standardised.report.facts
    ] == expected
    assert sum(f.concept.namespace == US_GAAP for f in views.standardised.report.facts) > 200


def test_every_sum_comes_to_the_same(views: Views) -> None:
    def judged(conversion: Conversion) -> list[tuple[object, ...]]:
        return [
            (r.role, r.total.id, [part.fact.id for part in r.parts], abs(r.difference), r.verdict)
            for r in conversion.calculation
        ]

    assert judged(views.standardised) == judged(views.reported) != []


def test_the_account_names_concepts_as_the_instance_does(views: Views) -> None:
    rows = list(csv.DictReader(io.StringIO(views.standardised.files["trace.csv"].decode())))
    loaded = {fact.id: fact for fact in load_instance(views.instance).report.facts}
    namespaces = views.standardised.report.prefixes
    for row in rows:
        if row["fact_id"]:
            prefix, _, local = row["concept"].partition(":")
            fact = loaded[row["fact_id"]]
            assert fact.concept == QName(namespaces[prefix], local)
            assert row["value"] == ("" if fact.value is None else f"{fact.value:f}")
    before = list(csv.DictReader(io.StringIO(views.reported.files["trace.csv"].decode())))
    told = ("concept", "value")
    assert [{k: v for k, v in r.items() if k not in told} for r in rows] == [
        {k: v for k, v in r.items() if k not in told} for r in before
    ]


def test_both_views_have_the_same_folder_and_findings(views: Views) -> None:
    def names(conversion: Conversion) -> set[str]:
        return {path for path in conversion.files if "-us-gaap" not in path}

    assert names(views.standardised) == names(views.reported)
    before, after = (
        [told["code"] for told in json.loads(conversion.files["findings.json"])]
        for conversion in (views.reported, views.standardised)
    )
    assert sorted(after) == sorted([*before, "dts:us-gaap-excerpt"])


def test_the_excerpt_stands_in_only_without_the_official_taxonomy(views: Views, package: Path) -> None:
    own = {"oime:disallowedDuplicateFacts"}
    alone, beside = validate([views.instance]), validate([views.instance], [package])
    assert {f.code for f in alone.findings} - own == {"dts:us-gaap-excerpt"}
    assert {f.code for f in beside.findings} - own == set()
    assert alone.valid
    assert beside.valid
    assert alone.calculation == beside.calculation
    (told,) = [f for f in alone.findings if f.code == "dts:us-gaap-excerpt"]
    rows = files("tanshin.taxonomy").joinpath("us_gaap", "concepts.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert f"an excerpt of {len(rows)} concepts" in told.message
    assert all(
        b"excerpt" not in content for path, content in views.standardised.files.items() if "findings" not in path
    )


def test_the_reference_processor_has_nothing_against_it(views: Views, package: Path, arelle: Oracle) -> None:
    filing = arelle.load(views.instance, package)
    assert filing.problems == []
    assert arelle.load(views.instance.parent / "taxonomy" / "iij.xsd", package).problems == []
    assert filing.facts() == [plain(fact) for fact in load_instance(views.instance).report.facts]


@pytest.mark.parametrize("rule", RULES)
def test_the_reference_processor_judges_the_sums_alike(views: Views, package: Path, arelle: Oracle, rule: str) -> None:
    ours = validate([views.instance], [package], rule)
    theirs = {(i.role, i.total, i.line) for _, i in arelle.load(views.instance, package).calculation(rule)}
    assert {place(r) for r in ours.calculation if r.verdict is Verdict.BROKEN} == theirs


def place(result: CalculationResult) -> tuple[str, tuple[str, str], int]:
    return result.role, tuple(result.total.concept), result.total.marks[0].line


def plain(fact: Fact) -> OracleFact:
    unit = fact.unit or Unit(())
    return OracleFact(
        tuple(fact.concept),
        fact.value,
        fact.period.start.isoformat() if fact.period.start else "",
        fact.period.end.isoformat() if fact.period.end else "",
        (tuple(map(tuple, unit.numerators)), tuple(map(tuple, unit.denominators))),
        (fact.entity.scheme, fact.entity.identifier),
        tuple((tuple(a), tuple(m) if isinstance(m, QName) else m) for a, m in fact.dimensions),
        fact.decimals,
        fact.marks[0].line,
    )
