"""A profile drafted from a release makes a valid filing of that release, and says what in it is a guess."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from oracle import Oracle
from tanshin.converter.document import Document
from tanshin.converter.pipeline import Options, convert
from tanshin.converter.reading import read_document
from tanshin.converter.scaffold import NothingToDraftError, Scaffold, scaffold
from tanshin.converter.validate import validate
from tanshin.taxonomy.finding import has_errors
from tanshin.taxonomy.profile import load_profile

RELEASE = """\
Acme Widgets, Inc. Reports Results for the Third Quarter

BOSTON, November 3, 2009 -- Acme Widgets, Inc. (NYSE: ACW) today announced its results.

                       ACME WIDGETS, INC.
          CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS
            (in thousands, except per share amounts)

                                         Three Months Ended
                                            September 30,
                                           2009       2008    % change
                                         --------   --------  --------
Revenues:
  Products                               $  8,250   $  7,400    11.5%
  Services                                  4,000      3,600    11.1%
                                         --------   --------
    Total revenues                         12,250     11,000    11.4%
Cost of revenues                            7,000      6,500     7.7%
                                         --------   --------
Gross profit                                5,250      4,500    16.7%
Operating expenses                          3,150      3,000     5.0%
                                         --------   --------
Net income                               $  2,100   $  1,500    40.0%
                                         ========   ========
Net income per share                     $   0.42   $   0.30

          CONDENSED CONSOLIDATED BALANCE SHEETS
                     (in thousands)

                                       September 30,  December 31,
                                           2009           2008
                                       -------------  ------------
Cash and cash equivalents                $  3,200       $  2,900
Accounts receivable, less allowances
  of $45 and $40, respectively              1,800          1,600
Inventories                                 1,000          1,100
                                         --------       --------
Total assets                             $  6,000       $  5,600
                                         ========       ========

          CONDENSED CONSOLIDATED STATEMENTS OF CASH FLOWS
                     (in thousands)

                                         Three Months Ended
                                            September 30,
                                           2009       2008
                                         --------   --------
Net income                               $  2,100   $  1,500
Inventories                                   100       (200)
Other                                      (1,900)    (1,200)
                                         --------   --------
Increase in cash                              300        100
Cash and cash equivalents, beginning
  of the period                             2,900      2,700
                                         --------   --------
Cash and cash equivalents, end of the
  period                                 $  3,200   $  2,800
                                         ========   ========
"""


def document(text: str, file: str = "acme.txt") -> Document:
    read, _ = read_document(text.encode(), file)
    assert read is not None
    return read


def written(drafted: Scaffold, folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, content in drafted.files.items():
        (folder / name).write_bytes(content)
    return folder


def rows(drafted: Scaffold, file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(drafted.files[file].decode().splitlines()))


def filed(release: Path, profile: Path, folder: Path) -> Path:
    """The filing of a release with a profile, on disk, after its findings were looked at."""
    conversion = convert(release, Options(str(profile)))
    # Whether a release is mostly bound is its own matter: weeks and bare years whose dates it does not print are not.
    errors = {f.code for f in conversion.findings if f.severity == "error"}
    assert errors <= {"bind:mostly-unbound"}
    for name, content in conversion.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / "report.xbrl"


def test_the_filing_of_a_drafted_profile_is_whole_and_valid(tmp_path: Path, arelle: Oracle) -> None:
    (tmp_path / "acme.txt").write_text(RELEASE)
    drafted = scaffold([document(RELEASE)])
    assert drafted.bound == drafted.figures == 43
    profile = written(drafted, tmp_path / "acme")
    assert load_profile(profile)[1] == ()

    report = filed(tmp_path / "acme.txt", profile, tmp_path / "out")
    validation = validate([report])
    assert validation.valid and {r.verdict.value for r in validation.calculation} == {"holds"}
    filing = arelle.load(report)
    assert filing.problems == [] and filing.calculation("1.1") == []
    facts = {(f.concept[1], f.start, f.end): f.value for f in filing.facts()}
    assert facts["TotalRevenues", "2009-07-01", "2009-09-30"] == 12_250_000
    assert facts["AccountsReceivableLessAllowancesOf", "", "2008-12-31"] == 40_000


def test_one_concept_for_lines_that_agree_and_two_for_those_that_do_not() -> None:
    items = {
        (r["table"].rpartition("_")[2], r["path"]): r["concept"]
        for r in rows(scaffold([document(RELEASE)]), "line_items.csv")
    }
    assert items["flows", "Net income"] == items["operations", "Net income"] == "NetIncome"
    assert (
        items["flows", "Cash and cash equivalents, end of the period"] == items["sheets", "Cash and cash equivalents"]
    )
    assert items["flows", "Inventories"] != items["sheets", "Inventories"]  # a change is no balance


def test_what_is_guessed_says_so() -> None:
    drafted = scaffold([document(RELEASE)])
    concepts = {r["name"]: r for r in rows(drafted, "concepts.csv")}
    assert concepts["TotalAssets"]["note"] == "guessed: period, balance"
    assert concepts["NetIncomePerShare"]["type"] == "perShare"
    assert (concepts["TotalAssets"]["period"], concepts["TotalAssets"]["balance"]) == ("instant", "debit")
    assert all(r["documentation"] == "" for r in concepts.values())
    settings = drafted.files["profile.toml"].decode()
    assert '# guessed: the first company that the release names\nname = "Acme Widgets, Inc."' in settings
    assert 'currency = "USD"' in settings and '"(NYSE: ACW)"' in settings
    assert {r["reason"] for r in rows(drafted, "crosswalk.csv") if r["relation"] == "none"} == {"not yet related"}


def sums(text: str) -> set[tuple[str, str, str]]:
    return {(r["total"], r["part"], r["weight"]) for r in rows(scaffold([document(text)]), "calculation.csv")}


def test_only_sums_that_hold_in_every_column_are_proposed() -> None:
    found = sums(RELEASE)
    assert {("TotalRevenues", "ProductsRevenues", "1"), ("GrossProfit", "CostOfRevenues", "-1")} <= found
    broken = sums(RELEASE.replace("12,250     11,000", "12,250     11,002"))
    assert not [row for row in broken if row[0] == "TotalRevenues"]
    assert ("TotalAssets", "Inventories", "1") in broken


def test_a_further_release_of_the_same_form_adds_no_line() -> None:
    later = RELEASE.replace("2009", "2010").replace("2008", "2009").replace("1,500", "2,100")
    one = rows(scaffold([document(RELEASE)]), "line_items.csv")
    assert rows(scaffold([document(RELEASE), document(later, "later.txt")]), "line_items.csv") == one


def test_name_and_prefix_as_given() -> None:
    issuer = scaffold([document(RELEASE)], "acm", "Acme").profile.issuer
    assert (issuer.prefix, issuer.name) == ("acm", "Acme")
    assert "Acme Widgets, Inc." in issuer.recognise


def test_the_same_to_the_byte() -> None:
    assert scaffold([document(RELEASE)]).files == scaffold([document(RELEASE)]).files


@pytest.mark.parametrize(
    "text", ["We are pleased with our results.\n", "          Units\nApples      3\nPears       4\n"]
)
def test_nothing_to_draft(text: str) -> None:
    with pytest.raises(NothingToDraftError, match="no table"):
        scaffold([document(text)])


@pytest.mark.parametrize(("name", "least"), [("apple-10q-2000-01.txt", 0.4), ("newline-turner-8k-1994-01.txt", 0.5)])
def test_real_releases_of_unknown_issuers(
    name: str, least: float, shared: Path, tmp_path: Path, arelle: Oracle
) -> None:
    """The share is of all figures in cells, those of tables without periods or with columns of an axis among them."""
    release = shared / "releases" / "other" / name
    drafted = scaffold([document(release.read_text(encoding="latin-1"), name)])
    assert drafted.bound / drafted.figures >= least
    profile = written(drafted, tmp_path / "profile")
    assert not has_errors(load_profile(profile)[1])
    report = filed(release, profile, tmp_path / "out")
    validation = validate([report])
    assert validation.valid and len(validation.calculation) >= 20
    filing = arelle.load(report)
    assert [p for p in filing.problems if p[0] == "error"] == [] and filing.calculation("1.1") == []
