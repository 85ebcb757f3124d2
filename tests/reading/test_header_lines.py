"""Lines of headers told by their words: titles beside them, captions below them, marks under dates, note columns."""

from __future__ import annotations

import textwrap

from tanshin.converter.document import Table
from tanshin.converter.reading import read_document
from tanshin.converter.reading.header_lines import leftover_words


def read(text: str) -> Table:
    document, _ = read_document(textwrap.dedent(text).encode(), "r")
    assert document is not None
    (table,) = document.tables
    return table


def texts(found):
    return [text.text for text in found]


def test_a_title_in_the_first_line_of_the_header():
    table = read("""\
        Looms Bank reports

        STATEMENTS OF EARNINGS         Quarter Ended   Three Month   Quarter Ended
        (unaudited, in thousands)    June 30, 2007       Change     March 31, 2007
        ---------------------------------------------------------------------------
        Interest on looms              $   9,120         8%       $  8,444
        Interest on cloth                    410        -2%            418
        """)
    assert texts(table.titles)[-1] == "STATEMENTS OF EARNINGS"
    assert texts(table.captions) == ["(unaudited, in thousands)"]
    assert [c.text for c in table.columns] == [
        "Quarter Ended June 30, 2007",
        "Three Month Change",
        "Quarter Ended March 31, 2007",
    ]


def test_a_title_that_goes_on_into_the_header_is_one():
    table = read("""\
        STATEMENTS OF
         LOOMS AND CLOTH           Nine Months Ended   Nine Months Ended
        (unaudited)                  June 30, 2007       June 30, 2006
        -----------------------------------------------------------------
        Linen                            47,818              35,170
        Wool                              2,578               3,192
        """)
    assert texts(table.titles) == ["STATEMENTS OF LOOMS AND CLOTH"]


def test_a_unit_below_the_dates_is_a_caption():
    table = read("""\
        BALANCE SHEETS

        June 30,                             2007         2006
        -------------------------------------------------------
        (In millions)

        Looms                               1,639        1,641
        Cloth                                 959          952
        """)
    assert "(In millions)" in texts(table.captions)
    assert texts(row.label for row in table.rows) == ["Looms", "Cloth"]


def test_footnote_marks_under_dates_are_no_row():
    table = read("""\
        BALANCE SHEETS

                                     AS OF           AS OF
                                 JUNE 30, 2007   MARCH 31, 2007
                                 -------------   --------------
                                  (unaudited)         (1)
        Looms                            3,694            2,577
        Cloth                            4,625            6,742
        """)
    assert texts(row.label for row in table.rows) == ["Looms", "Cloth"]
    assert [c.text for c in table.columns] == [
        "AS OF JUNE 30, 2007 | (unaudited)",
        "AS OF MARCH 31, 2007 | (1)",
    ]


def test_a_note_column_under_a_header_of_two_lines_is_no_part_of_labels():
    table = read("""\
        Balance Sheets

                                     Note              2007          2006
                                   number
        Looms                        3(a)             4,117         4,015
        Spindles                     3(b)            11,402        10,877
        """)
    assert [(row.label.text, row.note) for row in table.rows] == [("Looms", "3(a)"), ("Spindles", "3(b)")]


def test_a_name_in_a_line_of_years_is_a_title():
    table = read("""\
        Weaving account                          2007          2006
        Linen                                   4,117         4,015
        Wool                                   11,402        10,877
        """)
    assert texts(table.titles) == ["Weaving account"]
    assert [c.text for c in table.columns] == ["2007", "2006"]


def test_words_that_nothing_explains_are_named():
    assert leftover_words("Quarter Ended June 30, 2007 (unaudited)") == ""
    assert leftover_words("Northern mills, June 30, 2007") == "Northern mills"
