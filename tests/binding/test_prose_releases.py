"""Running text bound with the profile of the bundled examples: the real releases as read by hand, other wordings."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tanshin.converter.binding import Binding, Known, bind
from tanshin.converter.document import Form, MarkKind
from tanshin.converter.reading import read_document
from tanshin.taxonomy.profile import find_profile, load_profile

_spec = importlib.util.spec_from_file_location("binding_issuer", Path(__file__).parent / "issuer.py")
assert _spec is not None and _spec.loader is not None
issuer = sys.modules.setdefault("binding_issuer", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(issuer)
said = issuer.said

EXPECTED = Path(__file__).parent / "prose"
EXAMPLES = Path(__file__).parents[2] / "converter" / "examples"
SENTENCES = Path(__file__).parents[2] / "benchmarks" / "prose" / "wordings.csv"
_profile, _ = load_profile(find_profile("iij"))
assert _profile is not None
IIJ = Known(_profile, _profile.namespace)
RELEASES = ("2008-11-13", "2009-08-11")


def outcomes_of(path: Path) -> list[list[str]]:
    """The outcomes of the figures in the prose of a release, in order of print."""
    document, _ = read_document(path.read_bytes(), path.name)
    assert document is not None
    headers = {id(m) for m in document.header_marks}
    found = []
    for o in bind(document, IIJ).outcomes:
        if o.mark.kind is not MarkKind.PROSE or o.mark.form is not Form.AMOUNT or id(o.mark) in headers:
            continue
        if isinstance(o, Binding):
            period = f"{o.period.start}/{o.period.end}" if o.period.start else f"{o.period.end}"
            unit = "/".join("*".join(u.local for u in s) for s in (o.unit.numerators, o.unit.denominators) if s)
            members = " ".join(m.local for _, m in o.dimensions)
            decimals = "INF" if o.decimals is None else str(o.decimals)
            found.append([o.mark.raw, o.concept.local, period, unit, f"{o.value:f}", decimals, members])
        else:
            found.append([o.mark.raw, o.reason, "", "", "", "", ""])
    return found


def reviewed(release: str) -> list[list[str]]:
    """What every figure of a release's prose is, as read by a person; in order of print."""
    with (EXPECTED / f"release-{release}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.parametrize("release", RELEASES)
def test_the_prose_of_the_real_releases_is_bound_as_read(shared: Path, release: str) -> None:
    path = shared / "releases" / f"iij-{release}.txt"
    if not path.is_file():
        pytest.skip(f"{path.name} is not in the folder of releases")
    assert outcomes_of(path) == reviewed(release)


@pytest.mark.parametrize("release", RELEASES)
def test_other_words_for_the_same_figures_never_make_another_fact(release: str) -> None:
    """The bundled examples tell the same figures in words that the profile was not made for: all bound are right."""
    right = {tuple(row) for row in reviewed(release) if row[2]}
    bound = [tuple(row) for row in outcomes_of(EXAMPLES / f"iij-{release}.txt") if row[2]]
    assert [row for row in bound if row not in right] == []
    assert len(bound) > 20


def iij_prose(text: str) -> list[str]:
    """The facts that text makes under the bundled profile."""
    page = f"Internet Initiative Japan Inc.\n\nTOKYO, February 12, 2010\n\n3Q09 Financial Results\n\n{text}\n"
    document, _ = read_document(page.encode(), "release.txt")
    assert document is not None
    bound = bind(document, IIJ).bound
    return [said(b) for b in bound]


def test_what_the_issuer_forecasts_is_bound_as_a_forecast_and_a_third_partys_is_left() -> None:
    year = "2009-04-01..2010-03-31"
    assert iij_prose("For FY2009, we expect revenues of JPY68.0 billion, up 2.5% YoY.") == [
        f"Revenues 68000000000 JPY (-8) {year} ForecastMember",
        f"ChangeInRevenues 0.025 pure (3) {year} ForecastMember",
    ]
    assert iij_prose("IDC forecasts revenues of JPY900.0 billion in FY2009.") == []
    assert iij_prose("We expect revenues of JPY68.0 billion.") == []
    assert iij_prose("If demand recovers, revenues could reach JPY68.0 billion in FY2009.") == []


def test_a_change_of_a_ratio_is_told_in_points_and_a_date_of_its_own_is_told_as_a_slip() -> None:
    quarter = "2009-10-01..2009-12-31"
    assert iij_prose("Cost of SI revenues was JPY5 million. Gross margin ratio was 24.6%, up 2.7 points YoY.")[1:] == [
        f"SystemsIntegrationGrossMarginRatio 0.246 pure (3) {quarter}",
        f"IncreaseDecreaseInSystemsIntegrationGrossMarginRatio 0.027 pure (3) {quarter}",
    ]
    slip = "As of December 31, 2009, order backlog for SI and equipment sales decreased by 8.7% to JPY17,296 million"
    page = f"Internet Initiative Japan Inc.\n\n3Q09 Results\n\n{slip} compared to December 31, 2009.\n"
    document, _ = read_document(page.encode(), "release.txt")
    assert document is not None
    found = bind(document, IIJ)
    assert [f.code for f in found.findings] == ["bind:own-date"]
    assert [b.concept.local for b in found.bound] == [
        "ChangeInSystemsIntegrationAndEquipmentSalesOrderBacklog",
        "SystemsIntegrationAndEquipmentSalesOrderBacklog",
    ]


WORDS = sorted({w for row in csv.DictReader(SENTENCES.open(encoding="utf-8")) for w in row["sentence"].split()})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_run_of_such_words_has_an_outcome_for_each_figure(words: list[str]) -> None:
    page = f"Acme Corporation\n\n1H08 Results\n\n{' '.join(words)}\n"
    document, _ = read_document(page.encode(), "release.txt")
    assert document is not None
    marks = [m for b in document.blocks for m in getattr(b, "marks", ())]
    assert len(bind(document, IIJ).outcomes) == len(marks) + len(document.header_marks)
