"""Binding as a reader of a release would do it: each test prints a table and says what its figures are."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("binding_issuer", Path(__file__).parent / "issuer.py")
assert _spec is not None and _spec.loader is not None
issuer = sys.modules.setdefault("binding_issuer", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(issuer)
bound, built, said = issuer.bound, issuer.built, issuer.said


def facts(text: str) -> list[str]:
    """What was bound, in order of print."""
    return [said(b) for b in bound(text).bound]


def told(text: str) -> list[tuple[str, int]]:
    """Codes and lines of what is told."""
    return [(f.code, f.source.line) for f in bound(text).findings if f.source is not None]


STATEMENT = """\
                         Acme Corporation
                 Statements of Income (Unaudited)

 ---------------------------------------------------------------------
                      Six Months Ended              Six Months Ended
                     September 30, 2008            September 30, 2007
                ------------------------------------------------------
                 Thousands of  Thousands     % of    Thousands    % of
                 U.S. Dollars   of JPY     revenues   of JPY   revenues
 ---------------------------------------------------------------------
 Total revenues       313,893   33,253,841   100.0   29,990,244  100.0
 Interest
  expense              (1,949)    (206,407)   (0.6)    (215,278)  (0.7)
 Costs                    --             --             812,345
 ---------------------------------------------------------------------
"""


def test_scale_currency_period_sign_and_share_come_from_the_headers() -> None:
    half, before = "2008-04-01..2008-09-30", "2007-04-01..2007-09-30"
    assert facts(STATEMENT) == [
        f"Revenues 313893000 USD (-3) {half}",
        f"Revenues 33253841000 JPY (-3) {half}",
        f"RevenuesShare 1.000 pure (3) {half}",
        f"Revenues 29990244000 JPY (-3) {before}",
        f"RevenuesShare 1.000 pure (3) {before}",
        f"InterestExpense 1949000 USD (-3) {half}",
        f"InterestExpense 206407000 JPY (-3) {half}",
        f"InterestExpenseShare 0.006 pure (3) {half}",
        f"InterestExpense 215278000 JPY (-3) {before}",
        f"InterestExpenseShare 0.007 pure (3) {before}",
        f"Costs nil USD {half}",
        f"Costs nil JPY {half}",
        f"Costs 812345000 JPY (-3) {before}",
    ]
    printed = [b.printed for b in bound(STATEMENT).bound if b.concept.local == "InterestExpense"]
    assert [f"{p:f}" for p in printed] == ["-1949000", "-206407000", "-215278000"]


def test_the_same_label_is_another_item_under_another_heading_and_a_change_is_for_the_latest_period() -> None:
    text = """\
Acme Corporation

                 Operating results
 ------------------------------------------------
                       1H07      1H08     YoY
                                        change
 ------------------------------------------------
                  JPY millions JPY millions
 Revenues             29,990    33,254    10.9%
 ------------------------------------------------
   Services           14,807    17,001    14.8%
 ------------------------------------------------
 Costs                23,811    27,085
 ------------------------------------------------
   Services           12,268    14,341   (16.9%)
 ------------------------------------------------
 Gross margin ratio     17.1%     15.6%     --
 ------------------------------------------------
"""
    found = facts(text)
    assert "ServiceRevenues 17001000000 JPY (-6) 2008-04-01..2008-09-30" in found
    assert "ServiceCosts 14341000000 JPY (-6) 2008-04-01..2008-09-30" in found
    assert "ChangeInServiceCosts -0.169 pure (3) 2008-04-01..2008-09-30" in found
    assert "GrossMarginRatio 0.171 pure (3) 2007-04-01..2007-09-30" in found
    assert "ChangeInGrossMarginRatio nil pure 2008-04-01..2008-09-30" in found


def test_balances_are_instants_and_an_opening_balance_is_that_of_the_day_before() -> None:
    text = """\
Acme Corporation

                                Three Months Ended
                              September 30,  September 30,
                                  2008           2007
                              Thousands of JPY
 Cash, beginning of the period   9,943,205   12,597,948
 Cash, end of the period         9,319,235   11,669,876
"""
    text = text.replace(
        "                              Thousands of JPY",
        "                               Thousands     Thousands\n                                of JPY        of JPY",
    )
    assert facts(text) == [
        "Cash 9943205000 JPY (-3) 2008-06-30",
        "Cash 12597948000 JPY (-3) 2007-06-30",
        "Cash 9319235000 JPY (-3) 2008-09-30",
        "Cash 11669876000 JPY (-3) 2007-09-30",
    ]


def test_figures_inside_a_label_take_the_dates_that_follow_them_in_their_order() -> None:
    text = """\
Acme Corporation

                     As of March 31, 2009    As of June 30, 2009
                       Thousands of JPY        Thousands of JPY
 Receivables, net of
  allowance of JPY
  22,072 thousand and
  JPY 14,788 thousand
  at March 31, 2009
  and June 30, 2009,
  respectively             10,256,527               8,532,066
"""
    assert facts(text)[:2] == ["Allowance 22072000 JPY (-3) 2009-03-31", "Allowance 14788000 JPY (-3) 2009-06-30"]
    assert "Receivables 8532066000 JPY (-3) 2009-06-30" in facts(text)


def test_an_amount_inside_a_label_without_a_scale_of_its_own_takes_that_of_its_table_or_none() -> None:
    def allowance(scale: str, first: str = "22,072") -> list[str]:
        text = f"""\
Acme Corporation

                     As of March 31, 2009    As of June 30, 2009
                       {scale}        {scale}
 Receivables, net of
  allowance of JPY
  {first} and
  JPY 14,788
  at March 31, 2009
  and June 30, 2009,
  respectively             10,256,527               8,532,066
"""
        return [f for f in facts(text) if f.startswith("Allowance")]

    second = "Allowance 14788000 JPY (-3) 2009-06-30"
    assert allowance("Thousands of JPY") == ["Allowance 22072000 JPY (-3) 2009-03-31", second]
    assert allowance("             JPY") == []  # nothing says in what scale
    assert allowance("Thousands of JPY", "22,072,000") == [second]  # larger than what it is taken off


def test_a_row_label_can_give_one_unit_for_each_column_and_counts_are_not_scaled() -> None:
    text = """\
Acme Corporation

                       Six Months Ended          Six Months Ended
                      September 30, 2008        September 30, 2007
 Number of shares
  (shares)                       206,478             206,002
 Net income per share
  (U.S. Dollars / JPY
  / JPY)               16.80        1,780             16,880
"""
    assert facts(text) == [
        "Shares 206478 shares (INF) 2008-04-01..2008-09-30",
        "Shares 206002 shares (INF) 2007-04-01..2007-09-30",
        "NetIncomePerShare 16.80 USD/shares (2) 2008-04-01..2008-09-30",
        "NetIncomePerShare 1780 JPY/shares (0) 2008-04-01..2008-09-30",
        "NetIncomePerShare 16880 JPY/shares (0) 2007-04-01..2007-09-30",
    ]


def test_rows_that_are_periods_take_their_items_from_the_column_headers_and_words_give_dimensions() -> None:
    text = (
        "Acme Corporation\n\nTargets\n\n"
        "\tTotal revenues\t\tInterest expense\t\n"
        "\tJPY millions\t%\tJPY millions\t%\n"
        "Interim period ending September 30, 2009\t33,500\t0.7\t(800)\t\n"
        "Fiscal year ending March 31, 2010\t73,000\t4.7\t(3,300)\t\n"
    )
    assert facts(text) == [
        "Revenues 33500000000 JPY (-6) 2009-04-01..2009-09-30 ForecastMember",
        "ChangeInRevenues 0.007 pure (3) 2009-04-01..2009-09-30 ForecastMember",
        "InterestExpense 800000000 JPY (-6) 2009-04-01..2009-09-30 ForecastMember",
        "Revenues 73000000000 JPY (-6) 2009-04-01..2010-03-31 ForecastMember",
        "ChangeInRevenues 0.047 pure (3) 2009-04-01..2010-03-31 ForecastMember",
        "InterestExpense 3300000000 JPY (-6) 2009-04-01..2010-03-31 ForecastMember",
    ]


def test_a_header_broken_by_a_conversion_is_made_whole_only_when_one_item_comes_near_and_is_told() -> None:
    text = (
        "Acme Corporation\n\nTargets\n\n"
        "\tTotal reve\tnues\tZeitgeist\t\n"
        "\tJPY millions\t%\tJPY millions\t\n"
        "Fiscal year ending March 31, 2010\t73,000\t4.7\t3,300\t\n"
    )
    assert [f.split()[0] for f in facts(text)] == ["Revenues", "ChangeInRevenues"]
    codes = [code for code, _ in told(text)]
    assert codes.count("bind:unbound") == 1  # Zeitgeist is nobody's line item


UNKNOWN = """\
Acme Corporation

                        Six Months Ended
                       September 30, 2008
                         JPY millions
 Total revenues              33,254
 Total revenue               33,254
 Twice                            1
"""


def test_an_unknown_label_is_a_warning_with_the_nearest_item_and_an_ambiguous_one_an_error() -> None:
    bindings = bound(UNKNOWN)
    assert [said(b).split()[0] for b in bindings.bound] == ["Revenues"]
    unknown, twice = (f for f in bindings.findings if f.code in ("bind:unbound", "bind:ambiguous"))
    assert (unknown.severity, unknown.source.line) == ("warning", 7)
    assert "Revenues: its label reads" in unknown.message
    assert (twice.severity, twice.source.line) == ("error", 8)
    assert "Revenues (line items of *)" in twice.message and "Costs (line items of *)" in twice.message
    assert [e.reason for e in bindings.unbound] == ["unbound", "unbound"]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        (
            "                 Restated Six Months\n                        Ended\n                 September 30, 2008",
            "JPY millions",
        ),
        ("                  Six Months Ended\n                 September 30, 2008", ""),
        ("", "JPY millions"),
    ],
    ids=["words that the profile does not know", "no currency", "no period"],
)
def test_a_figure_whose_aspects_are_not_all_said_is_not_guessed(header: str, unit: str) -> None:
    rows = " Total revenues       33,254\n Costs                27,085\n"
    text = f"Acme Corporation\n\n{header}\n                   {unit}\n{rows}"
    bindings = bound(text)
    assert bindings.bound == ()
    one, mostly = bindings.findings  # one reason is told once, with the place of every figure
    assert (one.code, mostly.code) == ("bind:unbound", "bind:mostly-unbound")
    assert "33,254 and 1 further figure" in one.message and len(one.also) == 1


def test_amounts_of_thirty_digits_stay_exact() -> None:
    long = "123,456,789,012,345,678,901,234,567,891"
    head = "Acme Corporation\n\n                     1H08\n                     JPY millions\n"
    text = f"{head} Total revenues   {long}\n Costs            {long}\n"
    assert facts(text)[0] == f"Revenues {long.replace(',', '')}000000 JPY (-6) 2008-04-01..2008-09-30"


SUMMARY = """\
Acme Corporation

                        1H08
                    JPY millions
 Total revenues         {total}
 Costs                  27,085

                   Six Months Ended
                  September 30, 2008
                   Thousands of JPY
 Total revenues        33,253,841
 Costs                 27,084,518
"""


def test_prints_that_round_to_each_other_are_one_fact_the_most_accurate_with_both_places() -> None:
    report = built(SUMMARY.format(total="33,254")).report
    revenues = [f for f in report.facts if f.concept.local == "Revenues"]
    assert [(f"{f.value:f}", f.decimals) for f in revenues] == [("33253841000", -3)]
    assert [m.line for m in revenues[0].marks] == [11, 5]


def test_prints_that_no_rounding_reconciles_stay_two_facts_and_are_told_once() -> None:
    result = built(SUMMARY.format(total="33,255"))
    revenues = [f for f in result.report.facts if f.concept.local == "Revenues"]
    assert sorted(f"{f.value:f}" for f in revenues) == ["33253841000", "33255000000"]
    (contradiction,) = result.findings
    assert (contradiction.code, contradiction.source.line) == ("bind:contradiction", 5)


def test_a_nil_mark_beside_a_figure_is_told_as_that_and_no_contradiction() -> None:
    (beside,) = built(SUMMARY.format(total="    --")).findings
    assert (beside.code, beside.severity, beside.source.line) == ("bind:nil-beside-figure", "info", 5)


def test_every_mark_of_the_release_has_a_trace_and_every_fact_its_places() -> None:
    text = STATEMENT + "\nRevenues rose 10.9% to JPY33,254 million; see page 6 of our Form 20-F.\n"
    result = built(text)
    bindings = bound(text)
    assert len(result.traces) == len(bindings.outcomes)
    assert [t.span for t in result.traces] == sorted(t.span for t in result.traces)
    lines = text.splitlines()
    for trace in result.traces:
        line = lines[trace.span.line - 1]
        assert line[trace.span.column - 1 : trace.span.column - 1 + len(trace.raw)] == trace.raw
    assert all(f.marks for f in result.report.facts)
    assert {t.reason for t in result.traces if t.kind == "prose" and "10.9" in t.raw} == {"unbound"}


def test_a_kind_of_table_that_gives_a_dimension_is_taken_by_its_title_only_never_by_its_rows() -> None:
    rows = "\tTotal revenues\t\n\tJPY millions\t\nFiscal year ending March 31, 2010\t73,000\t\n"
    assert facts(f"Acme Corporation\n\nTargets\n\n{rows}") == [
        "Revenues 73000000000 JPY (-6) 2009-04-01..2010-03-31 ForecastMember"
    ]
    assert facts(f"Acme Corporation\n\nResults\n\n{rows}") == ["Revenues 73000000000 JPY (-6) 2009-04-01..2010-03-31"]


def test_a_balance_under_a_period_is_bound_only_where_its_line_is_said_to_be_one_at_its_start_or_end() -> None:
    text = (
        "Acme Corporation\n\nFlows\n\n\tThree Months Ended September 30, 2008\t\n\tThousands of JPY\t\n"
        "Cash, end of the period\t9,319,235\t\nCash shown with no word of when\t5,000\t\n"
    )
    assert facts(text) == ["Cash 9319235000 JPY (-3) 2008-09-30"]
    assert ("bind:unbound", 8) in told(text)


DOLLARS = """\
Acme Corporation

                  Statements of Operations
                       (in thousands)

                                Three Months Ended
                              June 30,      June 30,
                                2009          2008
 Total revenues               $ 40,000      $ 39,000
 Costs                          30,000        29,000
 Shares used (in thousands):
   Number of shares             10,500        10,400
 Net income per share          $  1.25       $  1.10
"""


def test_a_currency_sign_at_a_figure_does_not_take_the_scale_of_the_table_from_it() -> None:
    assert facts(DOLLARS)[:4] == [
        "Revenues 40000000 USD (-3) 2009-04-01..2009-06-30",
        "Revenues 39000000 USD (-3) 2008-04-01..2008-06-30",
        "Costs 30000000 USD (-3) 2009-04-01..2009-06-30",
        "Costs 29000000 USD (-3) 2008-04-01..2008-06-30",
    ]


def test_the_scale_of_a_heading_holds_for_the_counts_below_it_and_not_for_amounts_per_share() -> None:
    assert facts(DOLLARS)[4:] == [
        "Shares 10500000 shares (-3) 2009-04-01..2009-06-30",
        "Shares 10400000 shares (-3) 2008-04-01..2008-06-30",
        "NetIncomePerShare 1.25 USD/shares (2) 2009-04-01..2009-06-30",
        "NetIncomePerShare 1.10 USD/shares (2) 2008-04-01..2008-06-30",
    ]


@pytest.mark.parametrize(
    ("balance_date", "bound_facts"),
    [("September 26, 1999", ["Revenues 40000 USD (0) 1999-09-27..2000-01-01"]), ("March 31, 1998", [])],
)
def test_weeks_start_after_a_date_that_the_release_prints_or_are_not_bound(
    balance_date: str, bound_facts: list[str]
) -> None:
    text = (
        f"Acme Corporation\n\nBalances are compared with those of {balance_date}, as ever before.\n\nResults\n\n"
        "\tThree Months Ended January 1, 2000\t\n\tU.S. Dollars\t\nTotal revenues\t40,000\t\n"
    )
    assert facts(text) == bound_facts


def test_prints_of_the_same_accuracy_agree_only_if_they_are_the_same() -> None:
    twice = SUMMARY.format(total="33,254").replace("JPY millions", "Thousands of JPY").replace("33,254", "33,253,842")
    result = built(twice.replace("27,085", "27,084,518"))
    revenues = sorted(f"{f.value:f}" for f in result.report.facts if f.concept.local == "Revenues")
    assert revenues == ["33253841000", "33253842000"]
    assert [f.code for f in result.findings] == ["bind:contradiction"]


def test_a_turned_sign_keeps_every_digit() -> None:
    long = "123,456,789,012,345,678,901,234,567,891"
    text = f"Acme Corporation\n\n\t1H08\t\n\tJPY thousands\t\nInterest expense\t({long})\t\nCosts\t5,000\t\n"
    assert facts(text)[0] == f"InterestExpense {long.replace(',', '')}000 JPY (-3) 2008-04-01..2008-09-30"


def in_units(caption: str) -> list[str]:
    """What is bound under a caption, without its period: revenues of 412, a number of shares and income per share."""
    text = f"""\
                         Acme Corporation
                      Statements of Income
          {caption}

                                Three Months Ended
                              June 30,      June 30,
                                2009          2008
 Total revenues                    412           398
 Number of shares               90,354        90,117
 Net income per share            12.34         11.98
"""
    return [said.rsplit(" ", 1)[0] for said in facts(text) if said.endswith("2009-06-30")]


@pytest.mark.parametrize(
    ("caption", "revenues", "power"),
    [("(in hundred millions of yen)", "41200000000 JPY", -8), ("(Yen in 10 thousands)", "4120000 JPY", -4),
     ("(INR in lakhs, except number of shares)", "41200000 INR", -5)],
)  # fmt: skip
def test_a_scale_of_several_words_is_read_whole(caption: str, revenues: str, power: int) -> None:
    assert in_units(caption)[0] == f"Revenues {revenues} ({power})"


@pytest.mark.parametrize(
    "caption",
    ["(yen in thousands hundreds)", "(10,000 yen)", "(Yen in 1,000 dozens)", "(100 million yen)"],
)
def test_an_amount_in_a_scale_that_is_not_understood_is_left(caption: str) -> None:
    assert not [said for said in in_units(caption) if said.startswith("Revenues")]


@pytest.mark.parametrize(
    ("caption", "shares"),
    [("(in thousands, except per-share data)", "90354000 shares (-3)"),
     ("(in thousands, except per common share data)", "90354000 shares (-3)"),
     ("(Dollars and shares in thousands, except per-share data)", "90354000 shares (-3)"),
     ("(Dollars in thousands, except share and per-share data)", "90354 shares (INF)"),
     ("(Dollars in millions, except number of shares, which are reflected in thousands, and per-share amounts)",
      "90354000 shares (-3)"),
     ("(Millions of yen, hundred shares)", "9035400 shares (-2)")],
)  # fmt: skip
def test_shares_are_in_the_scale_that_is_said_of_them(caption: str, shares: str) -> None:
    assert [said for said in in_units(caption) if said.startswith("Shares")] == [f"Shares {shares}"]


@pytest.mark.parametrize("per", ["per share", "per-share", "per common share"])
def test_shares_under_a_scale_of_money_that_only_amounts_per_share_are_not_in_are_left(per: str) -> None:
    assert [said.split()[0] for said in in_units(f"(Dollars in thousands, except {per} data)")] == [
        "Revenues",
        "NetIncomePerShare",
    ]


@pytest.mark.parametrize(
    ("named", "contracts"), [("contracts", ["Contracts 412000 pure (-3) 2009-06-30"]), ("stores", [])]
)
def test_a_count_has_a_scale_only_where_that_is_said_of_it(named: str, contracts: list[str]) -> None:
    text = f"""\
                         Acme Corporation
                         Operating data
          (Dollars in millions; {named} in thousands)

                              June 30,      March 31,
                                2009          2009
 Contracts                         412           398
"""
    assert [said for said in facts(text) if said.endswith("2009-06-30")] == contracts
