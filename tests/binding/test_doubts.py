"""Figures that must stay unbound: tables that lost a part of a header, rows that slipped, headings that are unknown."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("binding_issuer", Path(__file__).parent / "issuer.py")
assert _spec is not None and _spec.loader is not None
issuer = sys.modules.setdefault("binding_issuer", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(issuer)
bound, said = issuer.bound, issuer.said


def facts(text: str) -> list[str]:
    """What was bound, in order of print."""
    return [said(b) for b in bound(text).bound]


def doubts(text: str) -> dict[str, str]:
    """The figures left unbound, with the reasons."""
    return {u.mark.raw: " ".join(u.why) for u in bound(text).unbound}


RESULTS = """\
Acme Corporation

                 Operating results
 -------------------------------------------------
                       1H08        1H07     YoY
                                          change
 -------------------------------------------------
                  JPY millions JPY millions
 Revenues             33,254      29,990    10.9%
   Services           17,001      14,807    14.8%
 Costs                27,085      23,811
 -------------------------------------------------
"""


def test_columns_whose_periods_are_lost_are_not_told_apart_by_anything() -> None:
    text = RESULTS.replace("1H08        1H07", "                ").replace("Operating results", "Results of 1H08  ")
    assert facts(text) == []
    assert "say the same of two figures" in doubts(text)["29,990"]


def test_a_column_without_a_period_takes_none_from_the_title_while_its_neighbours_have_their_own() -> None:
    text = (
        "Acme Corporation\n\nResults of 1H08\n\n\tActual\t1H07\n\tJPY millions\tJPY millions\n"
        "Revenues\t33,254\t29,990\n"
    )
    assert facts(text) == ["Revenues 29990000000 JPY (-6) 2007-04-01..2007-09-30"]
    assert "beside it has one" in doubts(text)["33,254"]


def test_a_row_that_slipped_by_a_column_is_unbound_as_a_whole() -> None:
    text = (
        "Acme Corporation\n\nOperating results\n\n\t1H08\t1H07\tYoY change\n\tJPY millions\tJPY millions\t\n"
        "Revenues\t33,254\t29,990\t10.9%\nServices\t27,085\t23,811\t13.7%\nInterest expense\t(206)\t(215)\t(4.2%)\n"
    )
    whole = facts(text)
    slipped = text.replace("Revenues\t33,254", "Revenues\t\t33,254")
    assert [f for f in whole if f.startswith("Revenues")] and "33,254" not in doubts(text)
    assert [f for f in facts(slipped) if "ServiceRevenues" not in f and "Revenues" in f] == []
    assert {"33,254", "29,990", "10.9%"} <= doubts(slipped).keys()


def test_a_row_at_another_rate_between_two_currencies_than_all_others_has_slipped() -> None:
    rows = [
        ("Total revenues", "313,893", "33,253,841"),
        ("Services", "160,480", "17,001,229"),
        ("Costs", "255,670", "27,084,764"),
        ("Interest expense", "1,949", "206,407"),
        ("Revenues", "313,893", "33,253,841"),
    ]
    head = (
        "Acme Corporation\n\nStatements of Income\n\n\tSix Months Ended September 30, 2008\t"
        "Six Months Ended September 30, 2008\n\tThousands of U.S. Dollars\tThousands of JPY\n"
    )
    table = head + "".join("\t".join(row) + "\n" for row in rows)
    assert any(f.startswith("Costs 255670000 USD") for f in facts(table))
    turned = table.replace("255,670\t27,084,764", "27,084,764\t255,670")
    assert not any(f.startswith("Costs") for f in facts(turned))
    assert "another proportion" in doubts(turned)["255,670"]


def test_a_figure_with_three_digits_behind_a_point_may_be_thousands_and_is_not_guessed() -> None:
    text = RESULTS.replace("33,254", "33.254")
    assert "three digits behind a point" in doubts(text)["33.254"]
    assert not any(f.startswith("Revenues 33254") for f in facts(text))


def test_a_header_that_says_a_part_of_a_date_is_not_completed_by_the_title() -> None:
    text = (
        "Acme Corporation\n\nBalance sheet as of March 31, 2008\n\n\tSept. 30,\n\tThousands of JPY\n"
        "Cash and cash equivalents\t9,319,235\n"
    )
    assert facts(text) == []
    assert "only a part of a period" in doubts(text)["9,319,235"]


def test_a_year_alone_is_a_fiscal_year_only_where_something_speaks_of_years() -> None:
    table = "\t2008\t2007\n\tJPY millions\tJPY millions\nRevenues\t33,254\t29,990\n"
    assert facts(f"Acme Corporation\n\nQuarterly results\n\n{table}") == []
    assert len(facts(f"Acme Corporation\n\nResults of the fiscal years\n\n{table}")) == 2


def test_an_opening_balance_under_a_mere_date_waits_for_the_period_that_it_opens() -> None:
    table = "\tSeptember 30, 2008\n\tThousands of JPY\nCash, beginning of the period\t11,470,980\n"
    assert facts(f"Acme Corporation\n\nCash flows\n\n{table}") == []
    told = f"Acme Corporation\n\nCash flows (six months ended September 30, 2008)\n\n{table}"
    assert facts(told) == ["Cash 11470980000 JPY (-3) 2008-03-31"]


def test_a_figure_of_a_period_not_over_when_the_release_came_out_is_a_forecast_or_unbound() -> None:
    release = "Acme Corporation\n\nTOKYO, Nov. 13, 2008 -- Acme announced its results.\n\n{}\n\n"
    table = "\tTotal revenues\n\tJPY millions\nFiscal year ending March 31, 2009\t73,000\n"
    assert facts(release.format("Results") + table) == []
    assert facts(release.format("Targets") + table) == [
        "Revenues 73000000000 JPY (-6) 2008-04-01..2009-03-31 ForecastMember"
    ]


def test_money_without_a_scale_is_unbound_where_the_release_scales_its_money() -> None:
    lost = RESULTS.replace("JPY millions JPY millions", "JPY          JPY millions")
    assert "its scale is not known" in doubts(lost + "\n" + RESULTS)["33,254"]


TOLD = "Acme Corporation\n\nOperating results (JPY millions)\n\n\t1H08\nRevenues\t33,254\n"


@pytest.mark.parametrize(
    ("amount", "told"), [("JPY27,085", []), ("JPY27,085,000", ["Costs 27085000 JPY (0) 2007-04-01..2007-09-30"])]
)
def test_a_scale_above_most_tables_is_missed_above_one_of_small_amounts(amount: str, told: list[str]) -> None:
    other = f"Operating results\n\n\t1H07\nCosts\t{amount}\n"
    assert [fact for fact in facts(f"{TOLD}\n{other}") if fact.startswith("Costs")] == told


def test_two_rows_that_would_be_the_same_line_with_different_figures_are_both_unbound() -> None:
    text = RESULTS.replace(" Costs  ", " Revenues")
    assert [f for f in facts(text) if f.startswith("Revenues ")] == []
    assert "the same line item with different figures" in doubts(text)["27,085"]


def test_a_label_under_an_unknown_heading_is_not_taken_for_the_line_of_another_heading() -> None:
    text = RESULTS.replace(
        " Revenues             33,254      29,990    10.9%", " Rovennes:                                        "
    )
    titled = text.replace("Operating results", "    Revenues     ")
    assert not any(f.startswith("ServiceRevenues") for f in facts(titled))
    assert "which the profile does not know" in doubts(titled)["17,001"]


def test_a_row_that_lost_its_label_is_not_named_by_the_heading() -> None:
    text = RESULTS.replace("   Services           17,001", "                      17,001")
    assert not any("17001" in f for f in facts(text))


@pytest.mark.parametrize("between", ["", "\n                    - 5 -\n", "\n\f\n                 Page 5 of 12\n"])
def test_a_page_break_through_a_table_changes_nothing(between: str) -> None:
    broken = RESULTS.replace("   Services", f"{between}\n   Services") if between else RESULTS
    assert facts(broken) == facts(RESULTS)
    assert len(facts(RESULTS)) == 8


def test_a_note_between_two_tables_gives_no_period_to_the_second() -> None:
    text = (
        "Acme Corporation\n\n"
        "(Note) Figures of FY2006 are restated.\n\n"
        "                    JPY millions\n"
        " Revenues                 33,254\n Costs                    27,085\n"
    )
    assert facts(text) == []


def test_a_row_whose_last_figures_stand_beside_their_columns_is_unbound_as_a_whole() -> None:
    text = """\
Acme Corporation

                      1H08           1H07         FY2007         FY2006
              JPY millions   JPY millions   JPY millions   JPY millions
 Revenues           33,254         29,990         66,835         57,055
   Services         17,001         14,807         35,114         30,217
 Costs              27,085         23,811         52,440         46,918
 Interest expense      221            238            471            450
"""
    row = " Interest expense      221            238            471            450"
    assert sum(f.startswith("InterestExpense") for f in facts(text)) == 4
    merged = text.replace(row, " Interest expense      221            238471            450")
    assert not [f for f in facts(merged) if f.startswith("InterestExpense")]
    assert "do not stand below each other" in doubts(merged)["450"]
