"""Releases of issuers that nobody here knows: what a first draft makes of them, and what it leaves out."""

from __future__ import annotations

import csv
from pathlib import Path
from shutil import copytree

import pytest
from oracle import Oracle
from tanshin.converter.pipeline import Options, convert
from tanshin.converter.reading import read_document
from tanshin.converter.scaffold import Scaffold, scaffold

TABS = """\
Hikari Telecom Corporation

Consolidated Financial Results for the Fiscal Year Ending March 31, 2025

(1) Consolidated Balance Sheets
(Millions of yen)
\tAs of March 31, 2024\tAs of June 30, 2024
Cash and deposits\t21,340\t19,877
Inventories\t4,018\t4,431
Total assets\t25,358\t24,308

(2) Consolidated Statements of Income
(Millions of yen)
\tThree months ended June 30, 2023\tThree months ended June 30, 2024
Net sales\t42,570\t45,210
Profit\t3,077\t3,381
Basic earnings per share (yen)\t30.41\t33.12

(3) Number of Subscribers
(Thousands)
\tAs of March 31, 2024\tAs of June 30, 2024
FTTH\t1,204\t1,231
"""

WEEKS = """\
CRESTLINE STORES, INC. REPORTS THIRD QUARTER RESULTS

COLUMBUS, Ohio, November 21, 2023 -- Crestline Stores, Inc. reported. Fiscal 2022 ended on January 28, 2023.

                  CONSOLIDATED STATEMENTS OF OPERATIONS
        (Dollars and shares in thousands, except per share data)

                                          Three Months Ended
                                     October 28,    October 29,
                                        2023           2022
Net sales                            $   412,330    $   398,114
Cost of goods sold                       261,204        255,670
Net income                           $    19,247    $    17,311
Earnings per share:
  Basic                              $      0.64    $      0.57
Weighted average shares outstanding:
  Basic                                   30,074         30,370
Number of stores                             412            405

                   CONSOLIDATED BALANCE SHEETS
             (Dollars in thousands, except share data)

                                     October 28,     July 29,
                                        2023           2023
Cash and cash equivalents            $    48,220    $    61,904
Total assets                         $   615,385    $   592,862
"""

EUROS = """\
Vermeulen Papier N.V.

Consolidated income statement
for the six months ended 30 June
(EUR million, unless otherwise stated)

                                                    2021        2022
Revenue                                            841.2       967.5
Operating result                                    78.2        79.9
Earnings per share (EUR)
  Basic                                             1.21        1.25
  Diluted                                           1.20        1.24

Consolidated statement of cash flows
for the six months ended 30 June
(EUR million)

                                                    2021        2022
Change in borrowings                                (5.0)       15.5
Net change in cash                                  23.7       (33.5)
Cash and cash equivalents at 1 January              88.4       120.9
Cash and cash equivalents at 30 June               112.1        87.4
"""

BANK = """\
Prairie State Bancorp Announces Second Quarter Results

CONSOLIDATED STATEMENTS OF INCOME
(Dollars in thousands, except per share data)

                                               Three Months Ended                 Six Months Ended
                                        June 30,    March 31,    June 30,      June 30,     June 30,
                                          2021         2021        2020          2021         2020
Net income                              $ 14,227     $ 13,075    $  7,546      $ 27,302     $ 15,794
Per share data:
  Diluted earnings                          1.07         0.98        0.57          2.05         1.19
  Book value                               24.60        23.95       22.71         24.60        22.71
Weighted average diluted shares       13,296,104   13,310,022  13,240,551    13,303,100   13,251,900
Efficiency ratio                           63.7%        64.1%       63.4%         63.9%        64.1%
"""

NOTES = """\
ACME COMPUTER, INC.

     The following table sets forth the computation of earnings per share (in
     thousands, except net income and per share amounts):

                                                     THREE MONTHS ENDED
                                                     9/30/09    9/30/08
          Numerator (in millions):
            Numerator for basic earnings per share
              -- net income                             $183       $152
          Denominator:
            Weighted-average shares                  161,039    135,270
          Basic earnings per share                     $1.14      $1.12

     NOTE 3 - CONSOLIDATED FINANCIAL STATEMENT DETAILS (IN MILLIONS)

     INVENTORIES
                                                     9/30/09   12/31/08
          Purchased parts                                $ 5        $ 4
          Finished goods                                  10         13

     ACCRUED EXPENSES
                                                     9/30/09   12/31/08
          Accrued compensation                          $187        $84
          Accrued marketing                              168        170

     Summary information by segment follows (in millions):

                                                     THREE MONTHS ENDED
                                                     9/30/09    9/30/08
            Europe:
               Net Sales                                $626       $452
               Operating Income                         $114        $63
            Japan:
               Net Sales                                $412       $452
               Operating Income                         $114        $63
"""


def drafted(text: str, folder: Path) -> tuple[Scaffold, list[str]]:
    """The draft of a release, and the facts of the filing that it makes: figure as printed, value, unit, period."""
    read, _ = read_document(text.encode(), "release.txt")
    assert read is not None
    draft = scaffold([read])
    (folder / "profile").mkdir()
    for name, content in draft.files.items():
        (folder / "profile" / name).write_bytes(content)
    (folder / "release.txt").write_text(text)
    conversion = convert(folder / "release.txt", Options(str(folder / "profile")))
    for path, content in conversion.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    rows = csv.DictReader((folder / "trace.csv").read_text().splitlines())
    return draft, [
        f"{r['raw']} {r['value']} {r['unit'].replace('iso4217:', '').replace('xbrli:', '')} "
        f"{r['period_start'] or '@'}..{r['period_end']}"
        for r in rows
        if r["status"] == "fact"
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            TABS,
            [
                "21,340 21340000000 JPY @..2024-03-31",
                "45,210 45210000000 JPY 2024-04-01..2024-06-30",
                "33.12 33.12 JPY/shares 2024-04-01..2024-06-30",
            ],
        ),
        (
            WEEKS,
            [
                "412,330 412330000 USD 2023-07-30..2023-10-28",
                "0.64 0.64 USD/shares 2023-07-30..2023-10-28",
                "30,074 30074000 shares 2023-07-30..2023-10-28",
                "412 412 pure @..2023-10-28",
                "592,862 592862000 USD @..2023-07-29",
            ],
        ),
        (
            EUROS,
            [
                "841.2 841200000 EUR 2021-01-01..2021-06-30",
                "1.20 1.20 EUR/shares 2021-01-01..2021-06-30",
                "(33.5) -33500000 EUR 2022-01-01..2022-06-30",
                "120.9 120900000 EUR @..2021-12-31",
                "112.1 112100000 EUR @..2021-06-30",
            ],
        ),
        (
            BANK,
            [
                "7,546 7546000 USD 2020-04-01..2020-06-30",
                "23.95 23.95 USD/shares @..2021-03-31",
                "13,296,104 13296104 shares 2021-04-01..2021-06-30",
                "63.7% 0.637 pure 2021-04-01..2021-06-30",
            ],
        ),
        (
            NOTES,
            [
                "183 183000000 USD 2009-07-01..2009-09-30",
                "161,039 161039000 shares 2009-07-01..2009-09-30",
                "10 10000000 USD @..2009-09-30",
                "187 187000000 USD @..2009-09-30",
            ],
        ),
    ],
    ids=["tabs", "weeks", "euros", "bank", "notes"],
)
def test_figures_are_what_is_printed(text: str, right: list[str], tmp_path: Path, arelle: Oracle) -> None:
    _, facts = drafted(text, tmp_path)
    assert [fact for fact in right if fact not in facts] == []
    filing = arelle.load(tmp_path / "report.xbrl")
    assert filing.problems == [] and filing.calculation("1.1") == []


def test_what_nothing_decides_is_left_out_and_told(tmp_path: Path) -> None:
    draft, facts = drafted(TABS, tmp_path)
    assert not [fact for fact in facts if fact.startswith("1,204")]
    assert [(each.label, each.line) for each in draft.left_out] == [("FTTH", 22)]
    assert b'# left out,FTTH,,,,,,"nothing says whether' in draft.files["line_items.csv"]
    assert draft.bound == 12 and draft.figures == 14


def test_a_quarter_of_weeks_without_the_day_before_it_stays_unbound_till_the_profile_gives_the_day(
    tmp_path: Path,
) -> None:
    draft, facts = drafted(WEEKS, tmp_path)
    assert not [fact for fact in facts if fact.startswith("398,114")]
    settings = draft.files["profile.toml"].decode()
    assert "weeks = true" in settings and "end about 2022-07-29, which no release prints" in settings
    given = settings.replace("# period_ends = []", 'period_ends = ["2022-07-30"]')
    copytree(tmp_path / "profile", tmp_path / "given")
    (tmp_path / "given" / "profile.toml").write_text(given)
    conversion = convert(tmp_path / "release.txt", Options(str(tmp_path / "given")))
    sales = [f for f in conversion.report.facts if f.concept.local == "NetSales"]
    assert [str(f.period.start) for f in sales] == ["2023-07-30", "2022-07-31"]


def test_one_finding_a_column_with_what_to_write(tmp_path: Path) -> None:
    drafted(WEEKS, tmp_path)
    conversion = convert(tmp_path / "release.txt", Options(str(tmp_path / "profile")))
    (told,) = [f for f in conversion.findings if f.code == "bind:unbound" and "October 29, 2022" in f.message]
    assert "398,114 and 5 further figures" in told.message and len(told.also) == 5
    assert "about 2022-07-29" in told.hint and "`period_ends`" in told.hint


def test_lines_of_equal_figures_under_two_headings_are_two_concepts(tmp_path: Path) -> None:
    draft, _ = drafted(NOTES, tmp_path)
    items = {item.path: item.concept for item in draft.profile.line_items}
    assert items[("Europe",), ("Operating Income",)] != items[("Japan",), ("Operating Income",)]


def test_the_last_day_of_a_year_in_a_label_is_its_end(tmp_path: Path) -> None:
    text = (
        "Acme Corporation\n\n          Statement of Cash Flows\n          (Dollars in millions)\n\n"
        "                                          Year ended December 31,\n"
        "                                             1997         1996\n"
        "Net change in cash                         $  (581)     $   428\n"
        "Cash and cash equivalents at January 1       7,687        7,259\n"
        "Cash and cash equivalents at December 31   $ 7,106      $ 7,687\n"
    )
    _, facts = drafted(text, tmp_path)
    assert "7,687 7687000000 USD @..1996-12-31" in facts and "7,106 7106000000 USD @..1997-12-31" in facts


def test_pence_and_cents_are_hundredths(tmp_path: Path) -> None:
    text = (
        "Marlowe Foods plc\n\n          Group income statement\n\n"
        "                              53 weeks ended   52 weeks ended\n"
        "                                1 April 2023    26 March 2022\n"
        "                                         £m               £m\n"
        "Revenue                               512.4            488.1\n"
        "Earnings per share (pence)\n"
        "  Basic                                22.4             22.1\n"
        "  Diluted                              22.1             21.8\n"
    )
    _, facts = drafted(text, tmp_path)
    assert "22.4 0.224 GBP/shares 2022-03-27..2023-04-01" in facts


@pytest.mark.parametrize(("shares", "bound"), [("13,296      13,310", True), ("13,296,104  13,310,022", False)])
def test_share_counts_in_another_scale_than_their_table_go_with_no_figure_per_share(
    shares: str, bound: bool, tmp_path: Path
) -> None:
    text = (
        "Acme Corporation\n\n          Statements of Operations\n     (in thousands, except per share data)\n\n"
        "                                  Three Months Ended June 30,\n"
        "                                       2009        2008\n"
        "Revenues                           $ 38,395    $ 37,625\n"
        "Net income                         $ 14,227    $ 13,075\n"
        "Diluted earnings per share         $   1.07    $   0.98\n"
        f"Weighted average diluted shares      {shares}\n"
    )
    draft, facts = drafted(text, tmp_path)
    assert ("13,296 13296000 shares 2009-04-01..2009-06-30" in facts) is bound
    assert draft.bound == (8 if bound else 6)


@pytest.mark.parametrize("header", [("YoY %", "change"), ("", "YoY change")])
def test_a_percent_sign_within_a_header_is_no_word_less(header: tuple[str, str], tmp_path: Path) -> None:
    text = (
        "Acme Corporation\n\n          Statements of Operations\n          (Dollars in thousands)\n\n"
        "                          Three Months Ended June 30,\n"
        f"                                                       {header[0]}\n"
        f"                               2009        2008        {header[1]}\n"
        "Revenues                   $ 38,395    $ 37,625         2.0%\n"
        "Net income                 $ 14,227    $ 13,075         8.8%\n"
    )
    draft, facts = drafted(text, tmp_path)
    assert draft.bound == 6
    assert [fact for fact in facts if "%" in fact] == [
        "2.0% 0.020 pure 2009-04-01..2009-06-30",
        "8.8% 0.088 pure 2009-04-01..2009-06-30",
    ]
    (measure,) = draft.profile.measures.values()
    assert (measure.words, measure.label) == ((" ".join(" ".join(header).split()),), "YoY change in {}")


def test_rows_of_quantities_are_no_money_whatever_their_table_says(tmp_path: Path) -> None:
    text = (
        "Quill Metals Corporation reports results\n\n"
        "                  CONSOLIDATED STATEMENTS OF OPERATIONS\n"
        "                  (in thousands of U.S. dollars)\n\n"
        "                                    Three Months Ended June 30,\n"
        "                                       2005         2004\n"
        "Net revenues                         21,111       20,222\n"
        "Tin sold (tonnes)                     4,126        4,011\n"
        "Net income                            1,111          662\n"
    )
    document, _ = read_document(text.encode(), "release.txt")
    assert document is not None
    drafted = scaffold([document])
    assert "NetRevenues" in drafted.profile.concepts
    assert not any("Tin" in name for name in drafted.profile.concepts)
    assert [left.label for left in drafted.left_out] == ["Tin sold (tonnes)"]
