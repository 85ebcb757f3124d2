from datetime import date

import pytest
from tanshin.converter.language.found import residue
from tanshin.converter.language.periods import Fiscal, FiscalCalendar, Found, complete, find_periods, period_of, resolve

APRIL = FiscalCalendar(4, "start")


def days(found: tuple[Found, ...], calendar: FiscalCalendar | None = APRIL) -> list[str]:
    """Periods as text: `start..end`, the start empty for an instant."""
    periods = [resolve(f.value, calendar) for f in found]
    return [f"{p.start or ''}..{p.end}" if p else "?" for p in periods]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Six Months Ended September 30, 2008", "2008-04-01..2008-09-30"),
        ("Three months ended June 30 2009", "2009-04-01..2009-06-30"),
        ("THREE MONTH ENDED SEPT. 30, 2008", "2008-07-01..2008-09-30"),
        ("Fiscal year ending March 31, 2009", "2008-04-01..2009-03-31"),
        ("Fiscal year ended March 2009", "2008-04-01..2009-03-31"),
        ("year ended December 31, 1992", "1992-01-01..1992-12-31"),
        ("quarter ended September 30, 2008", "2008-07-01..2008-09-30"),
        ("first half ended September 30, 2008", "2008-04-01..2008-09-30"),
        ("Interim period ending September 30, 2009", "2009-04-01..2009-09-30"),
        ("nine-month period ended December 31, 2008", "2008-04-01..2008-12-31"),
        ("Two months ended February 29, 2008", "2008-01-01..2008-02-29"),
        ("26 weeks ended March 28, 1998", "1997-09-28..1998-03-28"),
        ("Thirteen Weeks Ended December 26, 1998", "1998-09-27..1998-12-26"),
        ("Three Months Ended January 1, 2000", "1999-10-02..2000-01-01"),
        ("(April 1, 2008 to September 30, 2008)", "2008-04-01..2008-09-30"),
        ("January 1, 2023 through December 31, 2023", "2023-01-01..2023-12-31"),
        ("April 1 to June 30, 2009", "2009-04-01..2009-06-30"),
        ("October 1 to March 31, 2009", "2008-10-01..2009-03-31"),
        ("first half of the fiscal year ending March 31, 2010", "2009-04-01..2009-09-30"),
        ("FY2023 (January 1, 2023 to December 31, 2023)", "2023-01-01..2023-12-31"),
        ("FY3/2009", "2008-04-01..2009-03-31"),
        ("As of March 31, 2008", "..2008-03-31"),
        ("FY2024 (As of December 31, 2024)", "..2024-12-31"),
        ("September 25,1999", "..1999-09-25"),
        ("30 June 2009", "..2009-06-30"),
        ("30th June, 2009", "..2009-06-30"),
        ("2008-09-30", "..2008-09-30"),
        ("10/24/08", "..2008-10-24"),
        ("24/10/2008", "..2008-10-24"),
        ("1H08", "2008-04-01..2008-09-30"),
        ("2Q07", "2007-07-01..2007-09-30"),
        ("4Q08", "2009-01-01..2009-03-31"),
        ("9M08", "2008-04-01..2008-12-31"),
        ("Q1 2009", "2009-04-01..2009-06-30"),
        ("FY2008", "2008-04-01..2009-03-31"),
        ("FY08", "2008-04-01..2009-03-31"),
        ("1H FY2008", "2008-04-01..2008-09-30"),
        ("2nd Quarter FY2008", "2008-07-01..2008-09-30"),
        ("First Quarter FY2009", "2009-04-01..2009-06-30"),
        ("first nine months of fiscal year 2008", "2008-04-01..2008-12-31"),
        ("fiscal 2008", "2008-04-01..2009-03-31"),
        ("July 2009", "2009-07-01..2009-07-31"),
        ("1997", "1997-04-01..1998-03-31"),
    ],
)
def test_one_expression_is_read_whole(text: str, period: str) -> None:
    found = find_periods(text)
    assert days(found) == [period]
    assert text[found[0].start : found[0].end] == found[0].words
    assert residue(text, *found) == ""


def test_lists_take_from_their_first_member_what_they_leave_out() -> None:
    assert days(find_periods("Years ended December 31, 1997, 1996 and 1995")) == [
        "1997-01-01..1997-12-31",
        "1996-01-01..1996-12-31",
        "1995-01-01..1995-12-31",
    ]
    assert days(find_periods("(As of March 31, 2009 and June 30, 2009)")) == ["..2009-03-31", "..2009-06-30"]


@pytest.mark.parametrize(
    "text",
    ["", "Total revenues", "2,008", "2008.5", "12008", "3Q09X", "5Q08", "3H08", "February 30, 2009", "2009%", "$1997",
     "1st quarter- end", "Year-end", "IP Service (100Mbps-999Mbps)", "March 31, 2"],
)  # fmt: skip
def test_what_is_no_period_is_not_found(text: str) -> None:
    assert [f for f in find_periods(text) if complete(f.value)] == []


@pytest.mark.parametrize(
    ("headers", "period"),
    [
        (("Three Months Ended", "January 1, 2000"), "1999-10-02..2000-01-01"),
        (("Year ended December 31,", "1990"), "1990-01-01..1990-12-31"),
        (("Nine Months Ended", "September 30,", "1993"), "1993-01-01..1993-09-30"),
        (("December 31,", "1990"), "..1990-12-31"),
        (("2008", "First Quarter"), "2008-04-01..2008-06-30"),
        (("First Quarter", "FY2009"), "2009-04-01..2009-06-30"),
        (("As of September 30, 2008", "Thousands of JPY"), "..2008-09-30"),
        (("FY2024", "As of December 31, 2024"), "..2024-12-31"),
        (("FY2008", "1Q08"), "2008-04-01..2008-06-30"),
        (("for the six months ended 30 June", "2022"), "2022-01-01..2022-06-30"),
        (("At December 31:", "1997"), "..1997-12-31"),
    ],
)
def test_expressions_split_over_headers_are_joined(headers: tuple[str, ...], period: str) -> None:
    assert days(period_of(headers))[0] == period


def test_a_length_without_its_day_says_nothing_even_over_a_year() -> None:
    assert period_of(("Three months ended", "2008")) == ()


def test_offsets_of_joined_expressions_count_in_the_joined_headers() -> None:
    headers = ("Consolidated", "Three Months Ended", "June 30, 2008")
    (found,) = period_of(headers)
    assert " | ".join(headers)[found.start : found.end] == "Three Months Ended | June 30, 2008"


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        (FiscalCalendar(4, "start"), "2008-04-01..2008-09-30"),
        (FiscalCalendar(4, "end"), "2007-04-01..2007-09-30"),
        (FiscalCalendar(1, "end"), "2008-01-01..2008-06-30"),
        (FiscalCalendar(10, "end"), "2007-10-01..2008-03-31"),
        (FiscalCalendar(10, "unknown"), "?"),
        (None, "?"),
    ],
)
def test_fiscal_codes_need_the_calendar(calendar: FiscalCalendar | None, expected: str) -> None:
    assert days(find_periods("1H08"), calendar) == [expected]


def test_residue_keeps_what_is_no_period() -> None:
    for text, left in [
        ("Fiscal year ending March 31, 2009 (target)", "(target)"),
        ("For the three months ended June 30, 2009:", ""),
        ("three months ended June 30, 2008 and 2009", ""),
        ("Balance at March 31, 2009", "Balance"),
    ]:
        assert residue(text, *find_periods(text)) == left


def test_resolved_ends_are_inclusive_dates() -> None:
    period = resolve(find_periods("Three months ended June 30, 2009")[0].value)
    assert period is not None
    assert (period.start, period.end) == (date(2009, 4, 1), date(2009, 6, 30))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3Q08 YTD", Fiscal("nine-months", 1, 2008)),
        ("2Q09 (year to date)", Fiscal("half", 1, 2009)),
        ("1Q-3Q08", Fiscal("nine-months", 1, 2008)),
        ("3Q08", Fiscal("quarter", 3, 2008)),
    ],
)
def test_a_code_to_date_is_the_year_up_to_its_end(text: str, value: Fiscal) -> None:
    assert [f.value for f in find_periods(text)] == [value]
