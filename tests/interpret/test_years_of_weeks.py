"""Bare years of issuers whose years are of weeks: the printed days, or in doubt, and never the end of December."""

from __future__ import annotations

from tanshin.converter.cli.tables import Told, column_meaning
from tanshin.converter.interpret.periods import read_periods
from tanshin.converter.interpret.scales import table_scales
from tanshin.converter.reading import read_document

INCOME = """
                             WREN LADDER COMPANY
                      CONSOLIDATED STATEMENTS OF INCOME
                  For the three years ended December 31, 2006

                                       2006        2005        2004
                                     -------     -------     -------
Ladders                              $ 8,125     $ 7,411     $ 6,902
Steps                                  1,204       1,133       1,018
                                     -------     -------     -------
Total                                $ 9,329     $ 8,544     $ 7,920
                                     =======     =======     =======
"""
SHEET = """
                             WREN LADDER COMPANY
                         CONSOLIDATED BALANCE SHEETS
                 As of December 31, 2006 and January 1, 2006

                                       2006        2005
                                     -------     -------
Cash                                 $   511     $   498
Stock of ladders                       2,310       2,007
                                     -------     -------
Total assets                         $ 2,821     $ 2,505
                                     =======     =======
"""
ROLL = """
                             WREN LADDER COMPANY
                    CONSOLIDATED STATEMENTS OF OWNERS' EQUITY

                                     Shares      Earnings      Total
                                     -------     -------     -------
Balance, December 28, 2003           $   100     $   901     $ 1,001
Gain                                      --          99          99
Balance, January 2, 2005                 100       1,000       1,100
"""


def periods(text: str) -> list[list[str]]:
    document, _ = read_document(text.encode(), "weeks.txt")
    assert document is not None
    told = Told(read_periods(document), table_scales(document))
    return [[column_meaning(t, c, told)["period"] or "" for c in t.columns] for t in document.tables]


def test_printed_days_resolve_bare_years():
    income, sheet, _ = periods(INCOME + SHEET + ROLL)
    assert income == ["2006-01-02 to 2006-12-31", "2005-01-03 to 2006-01-01", "2003-12-29 to 2005-01-02"]
    assert sheet == ["2006-12-31", "2006-01-01"]


def test_a_year_whose_days_are_not_printed_is_in_doubt():
    income, _ = periods(INCOME + SHEET)
    assert income == ["2006-01-02 to 2006-12-31", "2005", "2004"]


def test_words_of_weeks_alone_put_bare_years_in_doubt():
    for words in ("ends on the Sunday nearest December 31", "is the 52 or 53 weeks ending late in December"):
        assert periods(f"{INCOME}\nThe fiscal year of the Company {words}.\n") == [["2006", "2005", "2004"]]


def test_ends_of_months_on_several_weekdays_stand_for_the_weeks():
    said = "\nThe fiscal year ends on the Sunday nearest December 31, shown as December 31 for convenience.\n"
    grown = "\nIn the year ended December 31, 2005 sales grew.\n"
    assert periods(INCOME + grown + said)[0][1] == "2005-01-01 to 2005-12-31"


def test_quarters_of_such_an_issuer_need_the_printed_day_before():
    quarter = INCOME.replace("For the three years ended December 31, 2006", "Three months ended December 31,")
    said = "\nThe third quarter ended October 1, 2006. Fiscal 2004 was a 53-week year.\n"
    assert periods(quarter + said)[0][0] == "2006-10-02 to 2006-12-31"
    assert not any("to" in period for period in periods(quarter + said)[0][1:])


def test_calendar_years_keep_their_days():
    assert periods(INCOME)[0][1] == "2005-01-01 to 2005-12-31"
    opening = "\nThe share reached a 52-week high. A new law took effect on January 1, 2006.\n"
    assert periods(INCOME + opening)[0][1] == "2005-01-01 to 2005-12-31"


def test_years_that_end_in_another_month_are_not_calendar_years():
    june = INCOME.replace("For the three years ended December 31, 2006", "For the year ended June 30, 2006")
    assert not any("-12-31" in period for period in periods(june)[0])
    saturday = "\nThe fiscal year ends on the last Saturday of September.\n"
    bare = INCOME.replace("For the three years ended December 31, 2006", "")
    assert periods(bare + saturday) == [["2006", "2005", "2004"]]
