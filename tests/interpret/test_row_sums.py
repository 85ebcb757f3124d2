"""Rows without a label are called by the sum they close, wherever a release prints them."""

from __future__ import annotations

import textwrap

from tanshin.converter.interpret.sums import derived_names
from tanshin.converter.reading import read_document


def names(text: str) -> list[str]:
    document, _ = read_document(textwrap.dedent(text).encode(), "r")
    [table] = document.tables
    return [*derived_names(table).values()]


def test_by_the_heading_by_the_ends_and_not_where_nothing_adds_up():
    text = """\
                            BALANCE SHEETS
                            (In millions)

                                  June 30, 2003     June 30, 2002
        Stocks:
            Timber                           31                29
            Boards                           12                14
                                             43                43
        Plant, of which 7 leased            210               205
        Less depreciation                    80                76
                                            130               129
        Deposits                              9                 8
                                         ------            ------
                                          $ 182             $ 180
                                         ======            ======
        Pledged                              11                10
                                             55                54
        """
    assert names(text) == [
        "(total) Stocks",
        "(total) Plant, of which to Less depreciation",
        "(total) Stocks to Deposits",
    ]


def test_two_that_would_be_called_alike_have_no_name():
    text = """\
                            BALANCE SHEETS
                            (In millions)

                                  June 30, 2003     June 30, 2002
        Gross                               120               110
        Reinsured                           (20)              (15)
                                            100                95
        Gross                                70                60
        Reinsured                            (5)               (4)
                                             65                56
        """
    assert names(text) == []


def test_of_several_rows_called_subtotal_each_is_called_by_its_sum_and_a_breakdown_is_no_difference():
    text = """\
                            LOANS
                            (In millions)

                                  June 30, 2003     June 30, 2002
        Farms                                31                29
        Homes                                12                14
        Subtotal                             43                43
        Shops                                40                41
        Boats                                17                10
        Subtotal                             57                51
        All loans                           100                94
        North                                30                20
        South                                45                50
        West                                 25                24
                                            100                94
        """
    assert names(text) == ["(total) Farms to Homes", "(total) Shops to Boats", "(total) North to West"]
