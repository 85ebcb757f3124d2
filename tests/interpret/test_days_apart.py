"""Days one blank apart over years, days of one column beside those of others, and periods from the beginning on."""

from __future__ import annotations

from interpret.test_years_of_weeks import periods

QUARTERS = """
                     CONSOLIDATED BALANCE SHEETS

                             June 30,     March 31,  December 31, September 30,
                               2011         2011         2010         2010
                            ----------   ----------   ----------   ----------
Cash and due from mills     $   31,754   $   28,978   $   41,982   $   34,385
Flour                           11,500       12,250       13,900       14,125
"""
BEGUN = """
                      STATEMENTS OF OPERATIONS

                                                                May 7,
                  Three Months Ended    Nine Months Ended        2003
                     September 30,         September 30,     (Inception) to
                  -------------------   -------------------   September 30,
                    2006       2005       2006       2005         2006
                  --------   --------   --------   --------   -------------
Sales             $  1,300   $  1,200   $  4,400   $  3,600       $  9,150
Rent                   400        200        600        600          1,150
"""


def test_days_one_blank_apart_stand_over_one_column_each():
    assert periods(QUARTERS) == [["2011-06-30", "2011-03-31", "2010-12-31", "2010-09-30"]]


def test_the_day_of_one_column_does_not_reach_over_those_with_days_of_their_own():
    assert periods(BEGUN)[0] == [
        "2006-07-01 to 2006-09-30",
        "2005-07-01 to 2005-09-30",
        "2006-01-01 to 2006-09-30",
        "2005-01-01 to 2005-09-30",
        "2003-05-07 to 2006-09-30",
    ]


def test_a_remark_that_is_not_known_leaves_such_a_column_in_doubt():
    assert "to 2006-09-30" not in periods(BEGUN.replace("(Inception)", "(Launching)"))[0][4]
