"""The queries that come with the program, against figures read in the two real releases by hand."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from asking import Rows, asked
from tanshin.converter.query import QueryError, named, named_queries

R08, R09 = "iij-2008-11-13", "iij-2009-08-11"
THOUSAND, MILLION = 1000, 1_000_000


def columns(rows: Rows, *names: str) -> list[tuple[str | Decimal | None, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_the_reports(both: ox.Store) -> None:
    rows = asked(both, "reports")
    assert columns(rows, "report", "entity") == [(R08, "37740"), (R09, "37740")]
    assert all(isinstance(row["facts"], Decimal) and row["facts"] > 500 for row in rows)
    assert columns(rows, "first", "last") == [("2007-03-31", "2009-03-31"), ("2008-03-31", "2010-03-31")]


def test_totals_and_the_sums_of_their_parts(both: ox.Store) -> None:
    """The balance sheets and the income statements as their totals are printed."""
    rows = asked(both, "sums", verdict="holds")
    told = {(r["total"], r["start"] or "", r["end"], r["in"], r["value"], r["sum"]) for r in rows}
    for total, start, end, unit, printed in (
        ("iij:Assets", "", "2008-03-31", "JPY", 55_702_546 * THOUSAND),
        ("iij:Assets", "", "2008-09-30", "JPY", 53_275_475 * THOUSAND),
        ("iij:Assets", "", "2008-09-30", "USD", 502_884 * THOUSAND),
        ("iij:Revenues", "2008-07-01", "2008-09-30", "JPY", 16_925_708 * THOUSAND),
        ("iij:Revenues", "2009-04-01", "2009-06-30", "JPY", 15_834_510 * THOUSAND),
    ):
        assert (total, start, end, unit, printed, printed) in told


def test_a_concept_across_releases(both: ox.Store) -> None:
    rows = asked(both, "series", concept="iij:Revenues", unit="JPY")
    assert columns(rows, "start", "end", "value", "report") == [
        ("2007-04-01", "2007-09-30", 29_990_244 * THOUSAND, R08),
        ("2007-07-01", "2007-09-30", 16_294_493 * THOUSAND, R08),
        ("2008-04-01", "2008-06-30", 16_328_133 * THOUSAND, R09),
        ("2008-04-01", "2008-09-30", 33_253_841 * THOUSAND, R08),
        ("2008-07-01", "2008-09-30", 16_925_708 * THOUSAND, R08),
        ("2009-04-01", "2009-06-30", 15_834_510 * THOUSAND, R09),
    ]
    assert columns(asked(both, "series", concept="iij:Revenues", unit="JPY", months="6"), "value") == [
        (29_990_244 * THOUSAND,),
        (33_253_841 * THOUSAND,),
    ]


def test_a_statement_as_printed(both: ox.Store) -> None:
    rows = asked(both, "statement", statement="StatementsOfIncome", report=R08)
    half = [r for r in rows if (r["start"], r["end"], r["unit"]) == ("2008-04-01", "2008-09-30", "JPY")]
    printed = (6_327_721, 3_211_251, 7_462_257, 17_001_229, 6_289_946, 9_427_609)
    assert [Decimal(str(r["shown"])) / THOUSAND for r in half[:6]] == list(printed)
    assert [r["row"] for r in rows] == sorted(Decimal(str(r["row"])) for r in rows)
    cash = asked(both, "statement", statement="StatementsOfCashFlows", report=R09)
    ends = [(r["label"], r["end"], r["shown"]) for r in cash if r["unit"] == "JPY" and "equivalents" in str(r["label"])]
    assert [(day, Decimal(str(shown)) / THOUSAND) for label, day, shown in ends if "beginning" in str(label)] == [
        ("2008-03-31", 11_470_980),
        ("2009-03-31", 10_187_724),
    ]
    assert [(day, Decimal(str(shown)) / THOUSAND) for label, day, shown in ends if "end of" in str(label)] == [
        ("2008-06-30", 9_943_205),
        ("2009-06-30", 9_897_436),
    ]


def test_by_us_gaap_concept(both: ox.Store) -> None:
    rows = asked(both, "us-gaap", concept="us-gaap:Assets")
    yen = [r for r in rows if r["unit"] == "JPY"]
    assert {r["concept_used"] for r in rows} == {"iij:Assets"}
    assert (53_275_475 * THOUSAND, "2008-09-30") in columns(yen, "value", "end")
    assert (50_670_802 * THOUSAND, "2009-06-30") in columns(yen, "value", "end")
    assert asked(both, "us-gaap", concept="Assets") == rows


def test_segments_side_by_side(both: ox.Store) -> None:
    rows = asked(
        both, "segments", axis="iij:BusinessSegmentsAxis", concept="iij:SegmentOperatingIncomeLoss", unit="JPY"
    )
    quarter = {str(r["member"]).split(" ")[0]: r["value"] for r in rows if r["end"] == "2009-06-30"}
    assert quarter == {"Network": 588_834 * THOUSAND, "ATM": -232_912 * THOUSAND, "Elimination": -5_044 * THOUSAND}


def test_the_second_quarter_is_the_half_year_less_the_first(both: ox.Store) -> None:
    (row,) = asked(both, "quarter", concept="iij:Revenues", unit="JPY")
    assert (row["longer"], row["shorter"]) == (33_253_841 * THOUSAND, 16_328_133 * THOUSAND)
    assert row["remainder"] == row["reported"] == 16_925_708 * THOUSAND
    assert (row["report_of_longer"], row["report_of_shorter"]) == (R08, R09)


def test_margins(both: ox.Store) -> None:
    rows = asked(both, "margins", unit="JPY", months="6")
    half = [r for r in rows if r["end"] == "2008-09-30"]
    assert columns(half, "value", "percent") == [
        (1_005_442 * THOUSAND, Decimal("3.02")),  # printed as 3.0 %
        (766_050 * THOUSAND, Decimal("2.3")),
        (367_554 * THOUSAND, Decimal("1.11")),
    ]


def test_the_parts_of_a_total_and_their_shares(both: ox.Store) -> None:
    rows = asked(both, "parts", concept="iij:Revenues", unit="JPY", report=R08)
    income = [r for r in rows if "Statements of Income" in str(r["role"]) and r["end"] == "2008-09-30"]
    half = [r for r in income if r["start"] == "2008-04-01"]
    assert columns(half, "value", "percent") == [
        (17_001_229 * THOUSAND, Decimal("51.1")),
        (15_717_555 * THOUSAND, Decimal("47.3")),
        (524_087 * THOUSAND, Decimal("1.6")),
        (10_970 * THOUSAND, Decimal(0)),
    ]


def test_where_a_number_was_printed(both: ox.Store) -> None:
    rows = asked(both, "printed", number="33253841000")
    assert columns(rows, "report", "line", "printed")[:2] == [(R08, 12, "33,254"), (R08, 60, "33,254")]
    assert (R08, 687, "33,253,841") in columns(rows, "report", "line", "printed")
    (row,) = asked(both, "printed", text="16,925,708")
    assert (row["line"], row["named"]) == (1253, "iij:Revenues")
    assert "line item Revenues" in str(row["because"])


def test_facts_that_contradict_each_other(both: ox.Store) -> None:
    rows = asked(both, "contradictions")
    told = columns(rows, "named", "value", "other")
    assert ("iij:BasicWeightedAverageNumberOfShares", 206_478, 205_165) in told
    assert ("iij:SystemsIntegrationAndEquipmentSalesOrderBacklog", 18_938 * MILLION, 18_928 * MILLION) in told


def test_forecast_against_actual(both: ox.Store) -> None:
    rows = asked(both, "forecast", concept="iij:Revenues")
    first, *others = columns(rows, "end", "forecast", "actual", "difference", "percent")
    assert first == ("2008-09-30", 33_200 * MILLION, 33_253_841 * THOUSAND, 53_841 * THOUSAND, Decimal("0.2"))
    assert ("2010-03-31", 73_000 * MILLION, None, None, None) in others


def test_what_has_no_us_gaap_counterpart(both: ox.Store) -> None:
    named = {row["named"] for row in asked(both, "no-us-gaap")}
    assert "iij:AdjustedEBITDA" in named
    assert named.isdisjoint({"iij:Revenues", "iij:OperatingIncome", "iij:ConnectivityServiceCorporateUseRevenues"})


def test_changes_from_the_year_before(both: ox.Store) -> None:
    rows = asked(both, "changes", concept="iij:OperatingIncome", unit="JPY")
    assert columns(rows, "end", "value", "before", "percent") == [
        ("2008-09-30", 1_005_442 * THOUSAND, 1_816_108 * THOUSAND, Decimal("-44.6")),
        ("2008-09-30", 594_180 * THOUSAND, 1_124_570 * THOUSAND, Decimal("-47.2")),
        ("2009-06-30", 350_878 * THOUSAND, 411_262 * THOUSAND, Decimal("-14.7")),
    ]


def test_concepts_by_words_and_statements_by_name(both: ox.Store) -> None:
    rows = columns(asked(both, "concepts", words="dividends paid"), "named", "relation", "us_gaap")
    assert rows == [("iij:DividendsPaid", "exact", "us-gaap:PaymentsOfDividends")]
    assert ("BalanceSheets", R09) in columns(asked(both, "statements"), "role", "report")


def test_figures_that_became_no_fact(both: ox.Store) -> None:
    rows = asked(both, "unbound", report=R09)
    told = columns(rows, "line", "column", "printed", "why")
    assert {(5, 59, "81", "contact"), (7, 85, "31", "date"), (7, 89, "2010", "date")} <= set(told)


def test_every_query_has_a_title_a_description_and_a_test() -> None:
    from pathlib import Path

    here = Path(__file__).parent
    tests = "".join((here / f"test_{name}.py").read_text("utf-8") for name in ("queries", "sums", "filings"))
    assert len(named_queries()) >= 14
    for query in named_queries():
        assert query.title != query.name and query.description.endswith(".")
        assert f'"{query.name}"' in tests
        for parameter in query.parameters:
            assert f"VALUES ?{parameter.name} {{ UNDEF }}" in query.text, (query.name, parameter.name)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "needs the parameter concept"),
        ({"concept": "nope:X"}, "prefix nope: is not known"),
        ({"concept": "Nothing"}, "there is nothing of that name"),
        ({"concept": "iij:Revenues", "from": "soon"}, "is no date"),
        ({"concept": "iij:Revenues", "months": "3 or 4"}, "is no number"),
        ({"concept": "iij:Revenues", "colour": "red"}, "has no parameter colour"),
        ({"concept": "<http://x> } DROP ALL #>"}, "is no address"),
    ],
)
def test_a_parameter_that_is_none_is_told(values: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        named("series").bind(values, {"iij": "https://tanshin.example/iij#"}, lambda local: [])
    assert caught.value.remedy


def test_a_name_that_is_near_is_offered() -> None:
    with pytest.raises(QueryError, match="did you mean margins"):
        named("margin")
