"""What a draft makes of rows: their types by all evidence, their names, and columns that tell one period twice."""

from __future__ import annotations

import csv
from pathlib import Path

from tanshin.converter.pipeline import Options, convert
from tanshin.converter.reading import read_document
from tanshin.converter.scaffold import Scaffold, scaffold
from tanshin.converter.scaffold.decide import BALANCE
from tanshin.taxonomy.finding import has_errors

HEAD = "Larkfield Corporation Reports Results\n\nDENVER, August 4, 2003 -- Larkfield Corporation reported.\n\n"

SHEET = """\
                      BALANCE SHEETS
                      (in thousands)

                                    June 30, 2003    June 30, 2002
Inventories:
    Timber in yards                            31               29
    Boards in yards                            12               14
                                               43               43
Other assets                                  957              852
                                         $  1,000          $   895
Equity:
    Common shares outstanding                 120              119
    Capital surplus                           280              276
    Retained earnings                         600              500
                                         --------         --------
        Total equity                     $  1,000          $   895
"""

RESTATED = """\
                       STATEMENTS OF OPERATIONS
                        (in thousands)

                          Three Months Ended     Three Months Ended
                             June 30, 2003          March 31, 2003
                        As Originally     As   As Originally     As
                           Reported  Restated    Reported  Restated
Net sales                $  4,100   $  4,070   $  3,900   $  3,880
Cost of sales               2,500      2,500      2,400      2,390
Gross profit             $  1,600   $  1,570   $  1,500   $  1,490
"""

RATIOS = """\
                        SELECTED RATIOS

                                Quarter Ended    Quarter Ended
                                June 30, 2003    June 30, 2002
Return on average equity               12.10%           11.90%
Equity-to-assets ratio                 10.20%           11.60%
"""


def facts(text: str, tmp_path: Path) -> tuple[Scaffold, list[tuple[str, ...]]]:
    """The draft of a release, and of each fact of its tables figure, concept, unit and dimensions."""
    release = tmp_path / "release.txt"
    release.write_text(HEAD + text)
    document, _ = read_document(release.read_bytes(), "release.txt")
    assert document is not None
    draft = scaffold([document])
    (tmp_path / "profile").mkdir()
    for name, content in draft.files.items():
        (tmp_path / "profile" / name).write_bytes(content)
    conversion = convert(release, Options(str(tmp_path / "profile")))
    assert not has_errors([each for each in conversion.findings if each.code != "bind:mostly-unbound"])
    rows = csv.DictReader(conversion.files["trace.csv"].decode().splitlines())
    return draft, [
        (r["raw"], *(r[name].rsplit(":", 1)[-1] for name in ("concept", "unit", "dimensions")))
        for r in rows
        if r["status"] == "fact" and r["kind"] == "cell"
    ]


def test_what_adds_up_with_money_is_money_and_a_total_without_a_label_is_bound_by_its_sum(tmp_path: Path):
    draft, found = facts(SHEET, tmp_path)
    first = [each[:3] for each in found[::2]]
    assert first == [
        ("31", "TimberInYards", "USD"),
        ("12", "BoardsInYards", "USD"),
        ("43", "TotalOfInventories", "USD"),
        ("957", "OtherAssets", "USD"),
        ("1,000", "TotalOfInventoriesToOtherAssets", "USD"),
        ("120", "CommonSharesOutstanding", "USD"),
        ("280", "CapitalSurplus", "USD"),
        ("600", "RetainedEarnings", "USD"),
        ("1,000", "TotalEquity", "USD"),
    ]
    assert [item.path[-1][0] for item in draft.profile.line_items if item.path[-1][0].startswith("(total)")] == [
        "(total) Inventories",
        "(total) Inventories to Other assets",
    ]


def test_columns_that_tell_one_period_in_two_ways_have_a_member_each(tmp_path: Path):
    _, found = facts(RESTATED, tmp_path)
    assert [each[0::3] for each in found[:4]] == [
        ("4,100", "AsPreviouslyReportedMember"),
        ("4,070", "AsRestatedMember"),
        ("3,900", "AsPreviouslyReportedMember"),
        ("3,880", "AsRestatedMember"),
    ]
    assert {concept for _, concept, _, _ in found} == {"NetSales", "CostOfSales", "GrossProfit"}


def test_a_ratio_of_balances_under_a_period_is_left_out_and_told(tmp_path: Path):
    draft, found = facts(RATIOS, tmp_path)
    assert {concept for _, concept, _, _ in found} == {"ReturnOnAverageEquity"}
    assert [(each.label, each.why) for each in draft.left_out] == [("Equity-to-assets ratio", BALANCE)]


def test_balances_under_a_year_are_of_its_end_where_a_heading_says_that_they_are_balances(tmp_path: Path):
    text = """\
                      SELECTED FINANCIAL DATA
                       (in thousands)

                             Year Ended June 30,
                              2003        2002
Operations:
  Net sales               $ 41,230    $ 38,110
Balance sheet data:
  Working capital         $  9,330    $  8,110
  Depreciation               1,210       1,190
Other:
  Long-term debt             4,000       4,500
"""
    draft, found = facts(text, tmp_path)
    assert {concept for _, concept, _, _ in found} == {"NetSales", "WorkingCapital", "Depreciation"}
    assert {item.concept: item.at for item in draft.profile.line_items} == {
        "NetSales": "",
        "WorkingCapital": "end",
        "Depreciation": "",
    }
    assert [(each.label, each.why) for each in draft.left_out] == [("Other > Long-term debt", BALANCE)]


def test_a_table_of_the_same_labels_without_a_title_is_not_taken_for_the_statement(tmp_path: Path):
    """Tables of three affiliates contradict each other; the statement stays bound all the same."""
    text = """\
                 CONSOLIDATED STATEMENTS OF INCOME
                       (in thousands)

                             Year Ended June 30,
                              2003        2002
Net sales                 $ 41,230    $ 38,110
Cost of sales               29,090      26,910
Gross profit              $ 12,140    $ 11,200

OTHER INFORMATION

The company has shares of two affiliates, which follow.

                NOTES TO CONSOLIDATED STATEMENTS
                       (in thousands)

                             Year Ended June 30,
                              2003        2002
Net sales                 $  1,230    $  1,110
Cost of sales                1,090       1,010
Gross profit              $    140    $    100

                NOTES TO CONSOLIDATED STATEMENTS
                       (in thousands)

                             Year Ended June 30,
                              2003        2002
Net sales                 $  2,230    $  2,110
Cost of sales                2,090       2,010
Gross profit              $    140    $    100
"""
    _, found = facts(text, tmp_path)
    assert [raw for raw, _, _, _ in found[:6]] == ["41,230", "38,110", "29,090", "26,910", "12,140", "11,200"]
    assert len(found) == 6


SUMMARY = """\
                        SELECTED FINANCIAL DATA
              (Dollars in millions, except per share data)

                                        Years Ended December 31,
                                             2002         2001
SUMMARY OF OPERATIONS
Net sales                                $  4,100     $  3,900
Cost of sales                               2,500        2,400
PER SHARE DATA
Basic net income                         $   1.84     $   1.63
BALANCE SHEET DATA
Depreciation                                  333          310
Total assets                               12,021       11,052
OTHER MEASURES
Debt-to-capital                             40.3%        45.2%
"""


def test_a_heading_of_other_rows_says_neither_per_share_nor_period(tmp_path: Path):
    _, found = facts(SUMMARY, tmp_path)
    units = {raw: unit for raw, _, unit, _ in found}
    assert units["1.84"] != "USD" and "40.3%" not in units
    assert units.get("333", "USD") == units.get("12,021", "USD") == "USD"


SPLIT = """\
                          SHARE DATA

                                        Years Ended December 31,
                                             2002         2001
Number of common shares:
(numbers in thousands)
Issuance of shares                          8,431        2,319
Exercise of share options                     478          381
Average number of shares                   90,210       88,117
"""


def test_a_scale_between_a_heading_and_its_rows_counts(tmp_path: Path):
    facts(SPLIT, tmp_path)
    conversion = convert(tmp_path / "release.txt", Options(str(tmp_path / "profile")))
    rows = csv.DictReader(conversion.files["trace.csv"].decode().splitlines())
    values = {r["raw"]: r["value"] for r in rows if r["status"] == "fact"}
    assert values["478"] == "478000" and values["90,210"] == "90210000"
