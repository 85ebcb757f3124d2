"""An issuer profile as it is read from its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tanshin.taxonomy.finding import Severity, has_errors
from tanshin.taxonomy.model import Balance, PeriodType
from tanshin.taxonomy.profile import (
    ConceptType,
    NamedBy,
    ProfileNotFoundError,
    ReferenceText,
    Relation,
    WordPlace,
    bundled_profiles,
    find_profile,
    load_profile,
    recognise,
)

Example = Callable[..., Path]


def test_a_sound_profile_has_no_findings(example: Example) -> None:
    _, findings = load_profile(example())
    assert findings == ()


def test_settings(example: Example) -> None:
    profile, _ = load_profile(example())
    assert profile.issuer.recognise == ("Example Corporation", "(NYSE: EXM)")
    assert profile.entity.scheme == "http://www.sec.gov/CIK"
    assert (profile.fiscal_year.start_month, profile.fiscal_year.named_by) == (4, NamedBy.START)
    assert profile.units == {"Gbps": "Gbps"}
    assert profile.namespace == "https://tanshin.example/exm"
    assert profile.namespace_on("http://example.org/x/") == "http://example.org/x/exm"


def test_rows_become_values(example: Example) -> None:
    profile, _ = load_profile(example())
    revenues = profile.concepts["Revenues"]
    assert (revenues.type, revenues.balance, revenues.period) == (
        ConceptType.MONETARY,
        Balance.CREDIT,
        PeriodType.DURATION,
    )
    assert revenues.documentation == "What was sold, in all"
    assert revenues.references == (ReferenceText("SFAS", "131", "25"), ReferenceText("Regulation S-X"))
    assert revenues.releases == ("a", "b")
    first, costs, opening, atm = (profile.line_items[i] for i in (0, 3, 6, 10))
    assert (first.path, first.measures, first.sign) == ((("Total revenues", "Revenues"),), ("change", "share"), 1)
    assert (costs.sign, opening.at) == (-1, "start")
    assert (atm.label, atm.parents, atm.dimensions) == (("ATM",), (("Banking",),), (("SegmentsAxis", "AtmMember"),))
    assert profile.label_figures[0].words == ("of", "out of")
    assert profile.tables["income"].titles == ("Income statement", "Operating results")
    assert [(w.where, w.measure, w.dimension, w.ignore) for w in profile.words] == [
        (WordPlace.COLUMN, "change", None, False),
        (WordPlace.ANY, "", ("SegmentsAxis", "BankingMember"), False),
        (WordPlace.ROW, "", None, True),
    ]
    assert profile.measures["change"].concept("Costs") == "ChangeInCosts"
    assert profile.calculation[-1].weight == -1
    assert profile.defaults() == {"SegmentsAxis": "SegmentsDomain"}
    assert (profile.crosswalk[1].relation, profile.crosswalk[7].sign) == (Relation.NARROWER, -1)


def test_a_row_knows_its_place(example: Example) -> None:
    folder = example()
    profile, _ = load_profile(folder, "exm")
    source = profile.line_items[3].source
    assert source is not None
    assert str(source) == "exm/line_items.csv:5:1"
    assert (folder / "line_items.csv").read_text().split("\n")[source.line - 1].startswith("income,Costs")


def test_remarks_blank_lines_and_cells_over_lines_keep_the_line_numbers(example: Example) -> None:
    more = (
        "# a remark\n"
        "\n"
        ",,,,,,,,,,,,\n"
        'TwoLines,monetary,,duration,"Two\nlines",,,,,,,,\n'
        "Broken,monetry,,duration,Broken\n"
    )
    folder = example(("concepts.csv", "StatementAbstract,", more + "StatementAbstract,"))
    profile, findings = load_profile(folder, "exm")
    assert profile.concepts["TwoLines"].source is not None
    assert profile.concepts["TwoLines"].source.line == 5
    wrong = next(f for f in findings if f.code == "profile:bad-value")
    assert wrong.source is not None
    assert (wrong.source.line, wrong.severity) == (7, Severity.ERROR)
    assert "`monetry` in column `type`" in wrong.message


def test_a_byte_order_mark_and_crlf_are_nothing(example: Example) -> None:
    folder = example()
    for file in folder.iterdir():
        text = file.read_bytes().replace(b"\n", b"\r\n")
        file.write_bytes(text if file.suffix == ".toml" else b"\xef\xbb\xbf" + text)
    profile, findings = load_profile(folder)
    assert findings == ()
    assert profile.concepts["AtmMember"].label == "ATM [Member]"


def test_files_that_an_issuer_may_lack(example: Example) -> None:
    folder = example(
        ("line_items.csv", "segments,Network,Revenues,,SegmentsAxis=NetworkMember,change,,\n", ""),
        ("line_items.csv", "segments,Banking > ATM,Revenues,,SegmentsAxis=AtmMember,,,\n", ""),
    )
    for name in ("label_figures", "words", "calculation", "dimensions", "crosswalk"):
        (folder / f"{name}.csv").unlink()
    _, findings = load_profile(folder)
    assert not has_errors(findings)


def test_profiles_by_name_and_by_path(example: Example) -> None:
    folder = example()
    assert find_profile(str(folder)) == folder
    with pytest.raises(ProfileNotFoundError, match="no issuer profile `nobody`"):
        find_profile("nobody")


@pytest.mark.parametrize("name", bundled_profiles())
def test_bundled_profiles_are_sound_and_recognise_their_releases(name: str) -> None:
    profile, findings = load_profile(find_profile(name), name)
    assert [f.message for f in findings if f.severity is Severity.ERROR] == []
    first, *words = profile.issuer.recognise[0].split()
    broken_over_lines = "\n   ".join([first, *words])
    assert recognise(f"Tokyo -- {broken_over_lines} announced today") == (name,)
    assert recognise("Somebody else announced today") == ()
