"""The period of every column, from titles, facing pages, figures printed twice and the issuer's other dates."""

from __future__ import annotations

import textwrap

import pytest
from tanshin.converter.document import Document
from tanshin.converter.interpret.periods import read_periods
from tanshin.converter.reading import read_document


def read(text: str) -> Document:
    document, _ = read_document(textwrap.dedent(text).encode(), "r")
    assert document is not None
    return document


def periods(text: str) -> list[list[str]]:
    document = read(text)
    found = read_periods(document)
    sure = [[found.sure(table, column) for column in table.columns] for table in document.tables]
    return [[" to ".join(str(d) for d in (p.start, p.end) if d) if p else "" for p in table] for table in sure]


def test_a_day_in_the_title_holds_for_the_facing_page_too():
    assert periods("""\
        Consolidated Balance Sheets at December 31 (before dividends)
        Amounts in million EUR

                                         Note              2007          2006
                                       number
        Looms                            3(a)             4,117         4,015
        Spindles                         3(b)            11,402        10,877

                                       - 12 -

                                         Note              2007          2006
                                       number
        Owed to weavers                  3(c)             9,113         8,002
        Owed to others                   3(d)             6,406         6,890
        """) == [["2007-12-31", "2006-12-31"], ["2007-12-31", "2006-12-31"]]


def test_the_same_figures_tell_what_bare_years_are():
    first, account, other = periods("""\
        Consolidated Balance Sheets at December 31

                                                   2007          2006
        Looms and spindles                       15,519        14,892

        Consolidated Income Statements

                                                   2007          2006
        Cloth                                    77,031        70,218
        Result of the weaving account             5,127         4,833

        Weaving

        The account of the weaving mills stands here as the board sees it.

                                                   2007          2006
        Yarn bought                              31,114        30,008
        Result of the weaving account             5,127         4,833
        """)
    assert first == ["2007-12-31", "2006-12-31"]
    assert account == other == ["2007-01-01 to 2007-12-31", "2006-01-01 to 2006-12-31"]


def test_bare_years_that_nothing_explains_are_not_sure():
    assert periods("""\
        Weaving mills

                                                   2007          2006
        Yarn bought                              31,114        30,008
        Yarn sold                                 5,127         4,833
        """) == [["", ""]]


def test_quarters_of_weeks_start_behind_the_end_printed_before():
    flows, _ = periods("""\
        CONSOLIDATED STATEMENTS OF OPERATIONS

                                      Three Months Ended
                                  April 1,        March 31,
                                    2006             2007
                                 ----------       ----------
        Cloth                        30,411           29,852

        CONDENSED CONSOLIDATED BALANCE SHEETS

                                DEC 30, 2006     DEC 31, 2005
        Looms                       214,311          213,952
        """)
    assert flows == ["2006-01-01 to 2006-04-01", "2006-12-31 to 2007-03-31"]


@pytest.mark.parametrize("title", ["STATEMENTS OF OPERATIONS", "STATEMENTS OF CASH FLOWS"])
def test_a_mere_day_over_a_statement_of_lengths_is_not_sure(title):
    assert periods(f"""\
        {title}

                                 June 30, 2007    June 30, 2006
        Cloth                           30,411           29,852
        Yarn                            11,114           10,008
        """) == [["", ""]]


def test_a_column_without_a_header_leaves_its_siblings_unsure():
    assert periods("""\
        Weaving mills

                                 June 30, 2007
        Cloth                           30,411           29,852
        Yarn                            11,114           10,008
        """) == [["", ""]]


def test_the_date_of_a_release_in_the_head_of_its_pages_is_no_period():
    document = read("""\
        Looms Inc. reports

        LOOM Up 12%
        July 19, 2007
        Page 6

        CLOTH  (unaudited)
        (in thousands)               Linen             Wool
        ----------------------------------------------------
        Sold at home                30,411           29,852
        Sold abroad                 11,114           10,008
        """)
    (table,) = document.tables
    assert [t.text for t in table.titles] == ["CLOTH (unaudited)"]
    found = read_periods(document)
    assert [found.sure(table, column) for column in table.columns] == [None, None]


def test_one_period_of_the_title_holds_for_columns_of_segments():
    assert periods("""\
        Results by mill for the year ended March 31, 2007
        (in thousands of euros)
                                        North            South            Total
        Cloth                          30,411           29,852           60,263
        Yarn                           11,114           10,008           21,122
        """) == [["2006-04-01 to 2007-03-31"] * 3]


def test_a_length_alone_on_its_line_is_of_all_days_below():
    assert periods("""\
        Looms Inc. reports

                                            Quarter Ended
                                  6/30/2007   3/31/2007   6/30/2006
        Cloth                      $ 30,411    $ 29,852    $ 28,214
        Yarn                         11,114      10,008       9,987
        """) == [["2007-04-01 to 2007-06-30", "2007-01-01 to 2007-03-31", "2006-04-01 to 2006-06-30"]]


def test_changes_beside_amounts_leave_these_sure():
    assert periods("""\
        STATEMENTS OF OPERATIONS

                        Three months ended June 30
                         2007    2006   % change
        Cloth          $4,512  $3,807        19%
        Yarn            3,118   2,664        17
        """) == [["2007-04-01 to 2007-06-30", "2006-04-01 to 2006-06-30", ""]]


def test_a_length_in_words_that_are_not_understood_leaves_a_day_unsure():
    assert periods("""\
        Looms Inc. reports

                            Year to date
                            June 30,
                            2007      2006
        Cloth              4,512     4,100
        Yarn               3,118     3,000
        """) == [["", ""]]


def test_a_day_over_two_years_beside_a_change():
    assert periods("""\
        Balance sheet data                     At June 30,
                                            2007          2006      Change
        Looms                          $   4,512     $   4,807         (5)
        Spindles                           3,118         3,664          9
        """) == [["2007-06-30", "2006-06-30", ""]]
