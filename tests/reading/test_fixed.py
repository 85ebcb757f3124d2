"""Fixed-width tables in the styles of different issuers come out with their rows, columns, headers and nesting."""

from __future__ import annotations

import textwrap

from tanshin.converter.reading import read_document


def read(text):
    document, findings = read_document(textwrap.dedent(text).encode(), "r")
    return document.tables, findings


def rows(table):
    return [(r.full_label, [c.text for c in r.cells]) for r in table.rows if r.cells]


def headers(table):
    return [c.text for c in table.columns]


def test_wrapped_labels_with_values_on_the_last_line_and_spanning_headers():
    (table,), _ = read("""\
         ---------------------------------------------------------------------
                         As of September 30, 2008         As of March 31, 2008
         ---------------------------------------------------------------------
                         Thousands of   Thousands            Thousands
                         U.S. Dollars    of JPY      %        of JPY      %
         ---------------------------------------------------------------------
         ASSETS
         CURRENT ASSETS:
         Cash and cash
          equivalents          87,967    9,319,235           11,470,980
         Receivable, net
          of JPY 23,544
          thousand and
          JPY 24,677
          thousand at
          March 31, 2008       94,210    9,980,614           12,255,163
                            ----------------------         ------------
         Total current
          assets              229,248   24,286,519    45.6   28,485,627   51.1
         Accumulated
          deficit            (183,070) (19,394,413)  (36.4) (19,555,489) (35.1)
         TOTAL                502,884   53,275,475   100.0   55,702,546  100.0
        """)
    assert headers(table) == [
        "As of September 30, 2008 | Thousands of U.S. Dollars",
        "As of September 30, 2008 | Thousands of JPY",
        "As of September 30, 2008 | %",
        "As of March 31, 2008 | Thousands of JPY",
        "As of March 31, 2008 | %",
    ]
    receivable = "Receivable, net of JPY 23,544 thousand and JPY 24,677 thousand at March 31, 2008"
    assert rows(table) == [
        (
            "ASSETS > CURRENT ASSETS: > Cash and cash equivalents".replace(":", ""),
            ["87,967", "9,319,235", "11,470,980"],
        ),
        (f"ASSETS > CURRENT ASSETS > {receivable}", ["94,210", "9,980,614", "12,255,163"]),
        ("ASSETS > CURRENT ASSETS > Total current assets", ["229,248", "24,286,519", "45.6", "28,485,627", "51.1"]),
        ("ASSETS > Accumulated deficit", ["(183,070)", "(19,394,413)", "(36.4)", "(19,555,489)", "(35.1)"]),
        ("ASSETS > TOTAL", ["502,884", "53,275,475", "100.0", "55,702,546", "100.0"]),
    ]
    figures = [(m.raw, m.currency, m.power) for m in table.rows[3].label_marks if m.currency]
    assert figures == [("23,544", "JPY", 3), ("24,677", "JPY", 3)]
    assert [c.column for c in table.rows[2].cells] == [0, 1, 3]


def test_headers_broken_over_lines_and_used_by_the_next_block():
    first, second = read("""\
        ---------------------------------------------------------
                                               Six Months
                                                  Ended
                            Six Months Ended   September 30,
                           September 30, 2008      2007
                          -------------------------------
                             Thousands        Thousands
                              of JPY           of JPY
        ---------------------------------------------------------
        OPERATING ACTIVITIES:
         Net income              367,554        3,477,400
         Depreciation and
          amortization         2,599,105        2,238,630
        ---------------------------------------------------------

        ---------------------------------------------------------
        ADDITIONAL CASH FLOW
         INFORMATION:
        Interest paid            205,700          216,937
        Shares exchanged
         of subsidiaries              --        1,012,520
         through an offer
        ---------------------------------------------------------
        """)[0]
    wanted = [
        "Six Months Ended September 30, 2008 | Thousands of JPY",
        "Six Months Ended September 30, 2007 | Thousands of JPY",
    ]
    assert headers(first) == headers(second) == wanted
    assert second.continues == first.number and all(c.inherited for c in second.columns)
    assert rows(second)[-1] == (
        "ADDITIONAL CASH FLOW INFORMATION > Shares exchanged of subsidiaries through an offer",
        ["--", "1,012,520"],
    )


def test_values_on_the_middle_line_of_a_label_and_units_in_it():
    (table,), _ = read("""\
                       Six Months Ended        Six Months Ended
                      September 30, 2008      September 30, 2007
         -------------------------------------------------------
         NET INCOME PER
          SHARE

          BASIC
           WEIGHTED-AVERAGE
           NUMBER OF               206,478              206,002
           SHARES (shares)
          DILUTED WEIGHTED-
           AVERAGE NUMBER
           OF SHARES
           (shares)                206,538              206,228
          BASIC NET INCOME
           PER SHARE
           (U.S. Dollars/
           JPY / JPY)     16.80      1,780               16,880
        """)
    assert [r.label.text for r in table.rows] == [
        "NET INCOME PER SHARE",
        "BASIC WEIGHTED-AVERAGE NUMBER OF SHARES (shares)",
        "DILUTED WEIGHTED-AVERAGE NUMBER OF SHARES (shares)",
        "BASIC NET INCOME PER SHARE (U.S. Dollars/ JPY / JPY)",
    ]
    assert [[c.column for c in r.cells] for r in table.rows] == [[], [1, 2], [1, 2], [0, 1, 2]]


def test_row_labels_that_are_periods_and_columns_one_blank_apart():
    (table,), _ = read("""\
         3. Target of Results for the Fiscal Year
            Ending March 31, 2009            (% shown is YoY change)
         ---------------------------------------------------------
                    Total      Operating      Net        Basic
                    Revenues     Income      Income    per share
         ---------------------------------------------------------
                     JPY         JPY         JPY           JPY
                  millions %  millions %  millions %
         Fiscal
          year
          ending
          March
          31,
         2009     73,000  9.2 3,800 (20.2) 2,800 (45.9) 13,560.77
         ---------------------------------------------------------
        """)
    assert rows(table) == [
        ("Fiscal year ending March 31, 2009", ["73,000", "9.2", "3,800", "(20.2)", "2,800", "(45.9)", "13,560.77"])
    ]
    assert headers(table)[:4] == [
        "Total Revenues | JPY millions",
        "Total Revenues | %",
        "Operating Income | JPY millions",
        "Operating Income | %",
    ]
    assert [t.text for t in table.titles] == ["3. Target of Results for the Fiscal Year Ending March 31, 2009"]
    assert [t.text for t in table.captions] == ["(% shown is YoY change)"]


def test_dot_leaders_dollar_signs_and_values_on_a_line_of_their_own():
    (table,), _ = read("""\
                          EXAMPLE COMPUTER, INC.

                CONDENSED BALANCE SHEETS (Unaudited)
                 (in millions, except share amounts)

        <TABLE>
        <CAPTION>
                                                    January 1, 2000  September 25, 1999
                                                    ---------------  ------------------
        <S>                                                     <C>                <C>
        Current assets:
           Cash, less allowances of $66 and $68............  $1,586             $1,326
           Short-term investments..........................      74                 --
                                                             ------             ------
              Total current assets.........................   1,660              1,326

        Commitments and contingencies

        Shareholders' equity:
           Common stock, no par value; 161,224,400
           and 160,799,061 shares, respectively............
                                                              1,345              1,349
           Gains (losses)..................................   $ (34)             $  20
        </TABLE>
        """)
    assert headers(table) == ["January 1, 2000", "September 25, 1999"]
    assert [c.text for c in table.captions] == ["(in millions, except share amounts)"]
    assert rows(table) == [
        ("Current assets > Cash, less allowances of $66 and $68", ["$1,586", "$1,326"]),
        ("Current assets > Short-term investments", ["74", "--"]),
        ("Current assets > Total current assets", ["1,660", "1,326"]),
        (
            "Shareholders' equity > Common stock, no par value; 161,224,400 and 160,799,061 shares, respectively",
            ["1,345", "1,349"],
        ),
        ("Shareholders' equity > Gains (losses)", ["$ (34)", "$  20"]),
    ]
    assert [m.value for m in table.rows[-1].cells[0].marks] == [-34]


def test_a_note_column_and_a_stub_over_the_labels():
    (table,), _ = read("""\
        <TABLE>
        <CAPTION>

        (Dollars in millions except per share amounts)

        For the year ended December 31:                   Notes      1997      1996
        <S>                                               <C>     <C>       <C>
        Revenue:
        Hardware sales                                            $36,229   $36,316
        Rentals and financing                             Q         3,731     3,725
        - ---------------------------------------------------------------------------
        Total revenue                                              39,960    40,041
        - ---------------------------------------------------------------------------
        Net earnings per share                            C & R   $  6.18   $  5.12*
        ===========================================================================
        </TABLE>
        """)
    assert headers(table) == ["For the year ended December 31: | 1997", "For the year ended December 31: | 1996"]
    assert [(r.label.text, r.note) for r in table.rows if r.note] == [
        ("Rentals and financing", "Q"),
        ("Net earnings per share", "C & R"),
    ]
    assert [r.path for r in table.rows if r.cells] == [("Revenue",), ("Revenue",), ("Revenue",), ()]
    assert [t.text for t in table.captions] == ["(Dollars in millions except per share amounts)"]


def test_values_on_the_first_line_of_a_wrapped_label_and_three_dashes_for_nil():
    (table,), _ = read("""\
                                                   Year ended December 31,
                                          ---------------------------------------
                                             1990          1991          1992
                                          ----------    ----------    ----------
        Receivable, less allowance of      2,642,000     2,003,000        26,000
         approximately $515,000 in 1991
        Advertising                          226,000     2,203,000      (785,000)
        Gain on issuance of stock by
         affiliated company                    ---           ---       1,647,000
                                          ----------    ----------    ----------
                                          $2,868,000    $4,206,000    $  888,000
                                          ==========    ==========    ==========
        """)
    assert headers(table) == [f"Year ended December 31, | {year}" for year in (1990, 1991, 1992)]
    assert rows(table) == [
        (
            "Receivable, less allowance of approximately $515,000 in 1991",
            ["2,642,000", "2,003,000", "26,000"],
        ),
        ("Advertising", ["226,000", "2,203,000", "(785,000)"]),
        ("Gain on issuance of stock by affiliated company", ["---", "---", "1,647,000"]),
        ("", ["$2,868,000", "$4,206,000", "$  888,000"]),
    ]


def test_a_list_is_a_table_and_values_may_carry_units():
    (table,), _ = read("""\
        (4)  Number of Shares Outstanding
             1) The number of shares outstanding:
                For the Six Months Ended September 30, 2008  206,478 shares
                For the Fiscal Year Ended March 31, 2008     206,478 shares

             2) The number of treasury stock:
                For the Six Months Ended September 30, 2008        0 shares
        """)
    assert [(r.path, r.label.text, r.cells[0].marks[0].unit) for r in table.rows if r.cells] == [
        (("1) The number of shares outstanding",), "For the Six Months Ended September 30, 2008", "shares"),
        (("1) The number of shares outstanding",), "For the Fiscal Year Ended March 31, 2008", "shares"),
        (("2) The number of treasury stock",), "For the Six Months Ended September 30, 2008", "shares"),
    ]


def test_cells_with_two_currencies_and_a_value_one_blank_behind_its_label():
    (table,), _ = read("""\
                          10/24 Target       Actual Results
                          --------------     --------------
         Revenues         JPY33,200 million  JPY33,254 million ($313.9 million)
         Operating Income JPY950 million     JPY1,005 million ($9.5 million)
        """)
    assert [[len(c.marks) for c in r.cells] for r in table.rows] == [[1, 2], [1, 2]]
    assert [m.value for r in table.rows for c in r.cells for m in c.marks if m.currency == "USD"] == [
        table.rows[0].cells[1].marks[1].value,
        table.rows[1].cells[1].marks[1].value,
    ]
    assert all(m.value > 0 for m in table.marks())


def test_a_misprinted_cell_is_an_error_and_is_told_at_its_place():
    (table,), findings = read("""\
                        2Q08     2Q07
        Revenue        1,234    2,345
        Costs           1,23    1,111
        """)
    assert [c.kind.value for c in table.rows[1].cells] == ["error", "value"]
    (told,) = [f for f in findings if f.code == "read:unreadable-cell"]
    assert (told.source.line, told.source.column, told.source.length) == (3, 17, 4)
    assert "1,23" in told.message and "Costs" in told.message


def test_amounts_of_thirty_digits_stay_exact():
    (table,), _ = read("""\
                                            2Q08                              2Q07
        Revenue   123456789012345678901234567890    (987654321098765432109876543210)
        Costs                                  1                                 2
        """)
    assert [m.value for m in table.rows[0].cells[0].marks] == [123456789012345678901234567890]
    assert [m.value for m in table.rows[0].cells[1].marks] == [-987654321098765432109876543210]


def test_tables_that_are_cut_are_read_and_told():
    text = """\
         --------------------------------------------------------
                                      2Q08         2Q07
         --------------------------------------------------------
         Revenue                    16,926       16,294
         Income before
        """
    (table,), findings = read(text)
    assert [r.label.text for r in table.rows if r.cells] == ["Revenue"]
    assert [(f.code, f.source.line) for f in findings] == [("read:cut-table", 5)]
    _, findings = read("\n".join(text.splitlines()[:3]))
    assert [f.code for f in findings] == ["read:cut-table", "read:no-table"]


def test_headers_over_groups_of_columns_that_repeat_reach_over_their_groups():
    tables, _ = read(
        """
                                        Domestic                        Abroad

        (Dollars in millions)      1997     1996*    1995*      1997     1996*    1995*
        Hardware                   $  36     $ 36     $ 35      $ 12      $ 11     $ 13
        Services                      19       16       13         8         6        5
        """
    )
    assert headers(tables[0]) == [
        "Domestic | 1997",
        "Domestic | 1996*",
        "Domestic | 1995*",
        "Abroad | 1997",
        "Abroad | 1996*",
        "Abroad | 1995*",
    ]


def test_a_rule_in_segments_below_the_headers_shows_the_groups_and_a_wrapped_header_stays_one_of_them():
    tables, _ = read(
        """
                                       Total                 Run Out of 1997
                                                          Residual Value Balance

        (Dollars in millions)                                              2001 and
                               1995    1996    1997   1998    1999    2000   beyond
                              ---------------------   ------------------------------
        Sales-type leases     $ 470   $ 471   $ 563   $120    $205    $205     $ 33
        Operating leases        295     480     701    247     266     166       22
        """
    )
    run_out = "Run Out of 1997 Residual Value Balance"
    assert headers(tables[0]) == [
        "Total | 1995",
        "Total | 1996",
        "Total | 1997",
        f"{run_out} | 1998",
        f"{run_out} | 1999",
        f"{run_out} | 2000",
        f"{run_out} | 2001 and beyond",
    ]


def test_lines_of_a_form_are_no_table():
    tables, _ = read(
        """
        ACCESSION NUMBER:            0000912057
        PUBLIC DOCUMENT COUNT:       2
        CONFORMED PERIOD OF REPORT:  20000101
        """
    )
    assert tables == ()
    tabs, _ = read("FISCAL YEAR END:\t\t0930\nPUBLIC DOCUMENT COUNT:\t2\nFILED AS OF:\t\t20000201\n")
    assert tabs == ()


def test_digits_in_groups_one_blank_apart_may_be_one_number_or_two_and_are_neither():
    tables, findings = read(
        """
                               1H08       1H07
                          JPY millions  JPY millions
        Revenues             33 254     29,990
        Costs                27,085     23,811
        """
    )
    assert [(c.text, c.kind.value) for c in tables[0].rows[0].cells] == [("33 254", "error"), ("29,990", "value")]
    assert "read:unreadable-cell" in [f.code for f in findings]


def test_a_heading_over_rows_of_one_indent_is_no_part_of_the_first_label():
    (table,), _ = read("""\
                                       2021     2022
        Earnings per share (EUR)
          Basic                        1.21     1.25
          Diluted                      1.20     1.24
        """)
    assert [label for label, _ in rows(table)] == [
        "Earnings per share (EUR) > Basic",
        "Earnings per share (EUR) > Diluted",
    ]


def test_a_label_that_begins_with_lines_longer_than_others_does_not_part_the_table():
    (table,), _ = read("""\
                                              Dec. 31,    Dec. 31,
                                                2009        2008
        Long-term debt                          85,000      90,000
        Common stock, $.01 par value; 100,000,000 shares authorized;
          30,112,400 and 30,004,118 shares
          issued and outstanding                   301         300
        Retained earnings                      217,920     206,300
        """)
    assert [cells for _, cells in rows(table)] == [["85,000", "90,000"], ["301", "300"], ["217,920", "206,300"]]


def test_a_period_in_the_middle_over_its_columns_reaches_over_all_of_them():
    (table,), _ = read("""\
                                    Three Months Ended             Six Months Ended
                             June 30,   March 31,   June 30,     June 30,   June 30,
                               2021        2021       2020         2021       2020
        Net income           14,227      13,075      7,546       27,302     15,794
        """)
    assert [text.split(" | ")[0] for text in headers(table)] == ["Three Months Ended"] * 3 + ["Six Months Ended"] * 2
