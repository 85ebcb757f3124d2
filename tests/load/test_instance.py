"""An instance becomes facts with their aspects and places, whatever order and prefixes it is written in."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from tanshin.converter.load import Instance, read_instance
from tanshin.converter.report import Period, Unit
from tanshin.taxonomy.names import ISO4217, XBRLI
from tanshin.taxonomy.qname import QName

EX = "http://example.com/ex"
HEAD = (
    '<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso="http://www.xbrl.org/2003/iso4217" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:d="http://xbrl.org/2006/xbrldi" '
    'xmlns:ex="http://example.com/ex">\n'
    '<link:schemaRef xlink:type="simple" xlink:href="ex.xsd"/>\n'
)
ENTITY = '<entity><identifier scheme="http://example.com">1</identifier></entity>'
CONTEXT = f'<context id="c">{ENTITY}<period><instant>2008-09-30</instant></period></context>\n'
UNIT = '<unit id="u"><measure>iso:JPY</measure></unit>\n'


def load(body: str) -> Instance:
    return read_instance((HEAD + body + "</xbrl>").encode(), "ex.xbrl")


def codes(loaded: Instance) -> list[str]:
    return [finding.code for finding in loaded.findings]


def context(period: str, more: str = "") -> str:
    return f'<context id="c">{ENTITY}<period>{period}</period>{more}</context><ex:T contextRef="c">x</ex:T>'


def test_a_fact_with_all_it_has() -> None:
    loaded = load(CONTEXT + UNIT + '<ex:Cash id="f" contextRef="c" unitRef="u" decimals="-3"> 1000 </ex:Cash>\n')
    (fact,) = loaded.report.facts
    assert (fact.id, fact.concept, fact.value, fact.decimals) == ("f", QName(EX, "Cash"), Decimal(1000), -3)
    assert fact.period == Period(None, date(2008, 9, 30))
    assert fact.unit == Unit((QName(ISO4217, "JPY"),))
    assert str(fact.marks[0]) == "ex.xbrl:5:1"
    assert loaded.report.entry_points == ("ex.xsd",)
    assert loaded.report.prefixes == {"ex": EX, "iso": ISO4217}
    assert loaded.findings == ()


def test_facts_may_stand_before_their_contexts() -> None:
    fact = '<ex:Cash contextRef="c" unitRef="u" decimals="0">1</ex:Cash>'
    before, after = load(fact + CONTEXT + UNIT), load(CONTEXT + UNIT + fact)
    assert [f.value for f in before.report.facts] == [f.value for f in after.report.facts] == [Decimal(1)]
    assert before.findings == after.findings == ()


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("<instant>2008-09-30</instant>", Period(None, date(2008, 9, 30))),
        ("<instant>2008-10-01T00:00:00</instant>", Period(None, date(2008, 9, 30))),
        ("<instant>2008-09-30T24:00:00</instant>", Period(None, date(2008, 9, 30))),
        ("<instant>2008-09-30T12:00:00</instant>", Period(None, datetime(2008, 9, 30, 12))),
        (
            "<startDate>2008-04-01</startDate><endDate>2008-09-30</endDate>",
            Period(date(2008, 4, 1), date(2008, 9, 30)),
        ),
        (
            "<startDate>2008-03-31T24:00:00</startDate><endDate>2008-10-01T00:00:00</endDate>",
            Period(date(2008, 4, 1), date(2008, 9, 30)),
        ),
        ("<forever/>", Period(None, None)),
    ],
)
def test_a_period_is_inclusive_days(written: str, period: Period) -> None:
    loaded = load(context(written))
    assert loaded.report.facts[0].period == period
    assert loaded.findings == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("<instant>2008-02-30</instant>", "xbrl.4.7.2:contextDateError"),
        ("<instant>30.9.2008</instant>", "xbrl.4.7.2:contextDateError"),
        ("<startDate>2008-04-01</startDate>", "xbrl.4.7.2:contextDateError"),
        ("<startDate>2008-04-02</startDate><endDate>2008-04-01</endDate>", "xbrl.4.7.2:periodStartBeforeEnd"),
    ],
)
def test_a_period_that_is_none_is_told(written: str, code: str) -> None:
    assert code in codes(load(context(written)))


def test_one_day_is_a_period() -> None:
    assert load(context("<startDate>2008-04-01</startDate><endDate>2008-04-01</endDate>")).findings == ()


def test_units_are_sorted_so_that_equal_ones_are_equal() -> None:
    loaded = load(
        CONTEXT
        + '<unit id="a"><measure>ex:B</measure><measure>ex:A</measure></unit>'
        + '<unit id="b"><divide><unitNumerator><measure>iso:JPY</measure></unitNumerator>'
        + "<unitDenominator><measure>shares</measure></unitDenominator></divide></unit>"
        + '<ex:T contextRef="c" unitRef="a" decimals="0">1</ex:T><ex:T contextRef="c" unitRef="b" decimals="0">1</ex:T>'
    )
    assert [f.unit for f in loaded.report.facts] == [
        Unit((QName(EX, "A"), QName(EX, "B"))),
        Unit((QName(ISO4217, "JPY"),), (QName(XBRLI, "shares"),)),
    ]


def test_dimensions_from_segment_and_scenario_sorted_by_axis() -> None:
    more = '<scenario><d:typedMember dimension="ex:Z"><ex:n> 7 </ex:n></d:typedMember>'
    more += '<d:explicitMember dimension="ex:Y"> ex:M </d:explicitMember></scenario>'
    loaded = load(context("<instant>2008-09-30</instant>", more))
    assert loaded.report.facts[0].dimensions == ((QName(EX, "Y"), QName(EX, "M")), (QName(EX, "Z"), "7"))
    assert [(d.container, d.element) for d in loaded.contexts["c"].dimensions] == [
        ("scenario", QName(EX, "n")),
        ("scenario", None),
    ]


def test_content_that_is_no_dimension_keeps_contexts_apart_and_is_told() -> None:
    loaded = load(context("<instant>2008-09-30</instant>", "<scenario><ex:audited>yes</ex:audited></scenario>"))
    (fact,) = loaded.report.facts
    assert "audited" in loaded.beyond[fact.id].content
    assert codes(loaded) == ["load:non-dimensional-content"]


@pytest.mark.parametrize(
    ("value", "precision", "decimals"),
    [
        ("123", "2", -1),
        ("123.45", "5", 2),
        ("0.00123", "2", 4),
        ("-999", "3", 0),
        ("0", "3", None),
        ("123", "INF", None),
    ],
)
def test_precision_becomes_decimals(value: str, precision: str, decimals: int | None) -> None:
    """XBRL 2.1 section 4.6.6."""
    loaded = load(CONTEXT + UNIT + f'<ex:T contextRef="c" unitRef="u" precision="{precision}">{value}</ex:T>')
    assert loaded.report.facts[0].decimals == decimals
    assert not loaded.beyond


def test_a_precision_of_zero_says_that_nothing_is_known() -> None:
    loaded = load(CONTEXT + UNIT + '<ex:T id="f" contextRef="c" unitRef="u" precision="0">5</ex:T>')
    assert loaded.beyond["f"].unknown_accuracy


def test_nil_is_neither_zero_nor_text() -> None:
    loaded = load(CONTEXT + UNIT + '<ex:T contextRef="c" unitRef="u" xsi:nil="true"/><ex:S contextRef="c"></ex:S>')
    assert [f.value for f in loaded.report.facts] == [None, ""]


def test_thirty_digits_stay_exact() -> None:
    digits = "123456789012345678901234567890.12"
    loaded = load(CONTEXT + UNIT + f'<ex:T contextRef="c" unitRef="u" decimals="2">{digits}</ex:T>')
    assert str(loaded.report.facts[0].value) == digits


def test_facts_inside_tuples_are_found_and_know_their_tuple() -> None:
    loaded = load(
        CONTEXT
        + '<ex:Outer><ex:A id="a" contextRef="c">1</ex:A>'
        + '<ex:Inner><ex:B id="b" contextRef="c">2</ex:B></ex:Inner></ex:Outer>'
        + '<ex:C id="c1" contextRef="c">3</ex:C>'
    )
    assert [f.value for f in loaded.report.facts] == ["1", "2", "3"]
    assert [name.local for name, *_ in loaded.holders] == ["Outer", "Inner"]
    assert (loaded.beyond["a"].tuples, loaded.beyond["b"].tuples) == ((1,), (1, 2))
    assert "c1" not in loaded.beyond


def test_footnotes_are_passed_over() -> None:
    loaded = load(
        CONTEXT
        + '<link:footnoteLink xlink:type="extended"><link:footnote xlink:type="resource">n</link:footnote>'
        + '</link:footnoteLink><ex:A contextRef="c">1</ex:A>'
    )
    assert [f.value for f in loaded.report.facts] == ["1"]


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ('<ex:T contextRef="x" unitRef="u" decimals="0">1</ex:T>', "xbrl.4.6.1:itemContextRef"),
        ('<ex:T contextRef="c" unitRef="x" decimals="0">1</ex:T>', "xbrl.4.6.2:unitRef"),
        ('<ex:T contextRef="c" unitRef="u" decimals="0" precision="1">1</ex:T>', "xbrl.4.6.3:bothPrecisionAndDecimals"),
        ('<ex:T contextRef="c" unitRef="u">1</ex:T>', "xbrl.4.6.3:missingPrecisionDecimals"),
        ('<ex:T contextRef="c" unitRef="u" decimals="0" xsi:nil="1"/>', "xbrl.4.6.3:nilPrecisionDecimals"),
        ('<ex:T contextRef="c" decimals="0">one</ex:T>', "xbrl.4.6.3:extraneousPrecisionDecimals"),
        ('<ex:T contextRef="c" unitRef="u" decimals="few">1</ex:T>', "xbrl.4.6.5:decimals"),
        ('<ex:T contextRef="c" unitRef="u" precision="-">1</ex:T>', "xbrl.4.6.4:precision"),
        ('<ex:T contextRef="c" unitRef="u" decimals="0">1,234</ex:T>', "load:not-a-number"),
        ('<ex:T contextRef="c" unitRef="u" decimals="0">1e99999</ex:T>', "load:not-a-number"),
        ('<ex:T id="c" contextRef="c">text</ex:T>', "load:duplicate-id"),
    ],
)
def test_what_is_wrong_with_a_fact_is_told_with_its_place(fact: str, code: str) -> None:
    loaded = load(CONTEXT + UNIT + fact)
    assert codes(loaded) == [code]
    assert str(loaded.findings[0].source) == "ex.xbrl:5:1"
