"""Every printed form of a number, with its sign, currency, scale and unit; and what only looks like an amount."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tanshin.converter.document import Form, MarkKind
from tanshin.converter.reading.numerals import scan, scan_lines


def cell(text):
    return scan(text, file="r", line=1, kind=MarkKind.CELL)


def prose(text):
    return scan(text, file="r", line=1, kind=MarkKind.PROSE)


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("1,234", "1,234", "1234"),
        ("(19,394,413)", "(19,394,413)", "-19394413"),
        ("( 12 )", "( 12 )", "-12"),
        ("(36.4)", "(36.4)", "-36.4"),
        ("$(134)", "(134)", "-134"),
        ("$   (7)", "(7)", "-7"),
        ("-5.25", "-5.25", "-5.25"),
        ("△1,234", "△1,234", "-1234"),
        ("▲12", "▲12", "-12"),
        ("$.58", ".58", "0.58"),
        ("(0)", "(0)", "0"),
        ("934.863", "934.863", "934.863"),
        ("123456789012345678901234567890", "123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_the_signed_number_in_a_cell(text, raw, value):
    (mark,) = cell(text)
    assert (mark.raw, mark.value) == (raw, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "percent"), [("10.9%", "10.9", True), ("(44.6%)", "-44.6", True), ("(44.6)%", "-44.6", True)]
)
def test_percentages_keep_their_sign_and_are_not_divided(text, value, percent):
    (mark,) = cell(text)
    assert (mark.value, mark.percent, mark.raw) == (Decimal(value), percent, text)


@pytest.mark.parametrize("text", ["--", "---", "-", "–", "—"])
def test_nil_marks_in_a_cell(text):
    (mark,) = cell(text)
    assert mark.nil and mark.raw == text
    assert prose(f"assets {text} net") == []  # in words a dash is punctuation


@pytest.mark.parametrize(
    ("text", "currency", "power", "unit"),
    [
        ("JPY33,200 million", "JPY", 6, None),
        ("JPY 23,544 thousand", "JPY", 3, None),
        ("US$1.00", "USD", None, None),
        ("\\$164", "USD", None, None),
        ("¥5 billion", "JPY", 9, None),
        ("Yen 1,000.00", "JPY", None, None),
        ("23,544 million yen", "JPY", 6, None),
        ("449.1Gbps", None, None, "Gbps"),
        ("206,478 shares", None, None, "shares"),
        ("202,544shares", None, None, "shares"),
        ("1.5x", None, None, "x"),
    ],
)
def test_words_attached_to_a_number(text, currency, power, unit):
    (mark,) = cell(text)
    assert (mark.currency, mark.power, mark.unit) == (currency, power, unit)


def test_parentheses_that_repeat_an_amount_in_another_currency_are_no_negative():
    yen, dollars = cell("JPY33,254 million ($313.9 million)")
    assert (yen.value, yen.currency, dollars.value, dollars.currency) == (33254, "JPY", Decimal("313.9"), "USD")
    assert cell("($313.9 million)")[0].value == Decimal("-313.9")


def test_a_row_of_values_with_single_blanks_between_columns():
    marks = cell("73,000  9.2 3,800 (20.2) 2,800 (45.9) 13,560.77")
    assert [m.raw for m in marks] == ["73,000", "9.2", "3,800", "(20.2)", "2,800", "(45.9)", "13,560.77"]
    assert [m.span.column for m in marks] == [1, 9, 13, 19, 26, 32, 39]


def test_a_misprinted_number_gives_a_mark_without_a_value_in_a_cell():
    assert [(m.raw, m.value) for m in (*cell("1,23"), *cell("1.234.567"))] == [("1,23", None), ("1.234.567", None)]


@pytest.mark.parametrize(
    ("text", "raw", "form"),
    [
        ("ATM Operation Business(2)", "(2)", Form.FOOTNOTE),
        ("Net income attributable to the company² was", "²", Form.FOOTNOTE),
        ("Mobile Service ¹²", "¹²", Form.FOOTNOTE),
        ("1H08 results", "1", Form.PERIOD),
        ("fiscal 2008", "2008", Form.PERIOD),
        ("on November 13", "13", Form.DATE),
        ("in 2008, we", "2008", Form.DATE),
        ("(TSE1:3774)", "3774", Form.IDENTIFIER),
        ("Tel: +81-3-5259-6500", "5259", Form.CONTACT),
        ("see http://x.example/?id=4613", "4613", Form.ADDRESS),
        ("Article 156 of the law", "156", Form.REFERENCE),
        ("SFAS No. 160", "160", Form.REFERENCE),
        ("IP Service (100Mbps-999Mbps)", "999", Form.RANGE),
        ("the 2nd quarter", "2", Form.ORDINAL),
        ("(1) Operating results", "1", Form.NUMBERING),
        ("revenue of JPY33,254 million", "33,254", Form.AMOUNT),
        ("up 20.3%YoY", "20.3%", Form.AMOUNT),
    ],
)
def test_what_a_numeral_in_words_is(text, raw, form):
    assert form in {m.form for m in prose(text) if m.raw == raw}


def test_words_on_the_line_before_and_after_belong_to_the_number():
    lines = [(533, 3, "of JPY"), (534, 3, "15,417,585"), (535, 3, "thousand and"), (540, 3, "31, 2008")]
    marks = scan_lines(lines, file="r", kind=MarkKind.LABEL)
    assert (marks[0].raw, marks[0].currency, marks[0].power, marks[0].span.line) == ("15,417,585", "JPY", 3, 534)


@given(st.decimals(min_value=0, max_value=10**24, places=2), st.booleans())
def test_any_amount_printed_with_commas_comes_back(amount, negative):
    printed = f"({amount:,f})" if negative else f"{amount:,f}"
    (mark,) = cell(f"   {printed}  ")
    assert mark.value == (-amount if negative else amount)
    assert (mark.raw, mark.span.column, mark.digits) == (printed, 4, 2)


@given(st.text(alphabet="0123456789,.()-$% aQ/:\\JPY", max_size=60))
def test_any_text_is_scanned_and_raw_is_what_is_printed(text):
    for kind in MarkKind:
        for mark in scan(text, file="r", line=1, kind=kind):
            at = mark.span.column - 1
            assert text[at : at + mark.span.length] == mark.raw


@pytest.mark.parametrize("text", ["1," * 5000, "(" * 10000, "." * 10000, "1-" * 5000, "a@" * 5000, "$ " * 5000])
def test_a_line_of_ten_thousand_characters_takes_no_long_time(text):
    started = time.perf_counter()
    for kind in MarkKind:
        scan(text, file="r", line=1, kind=kind)
    assert time.perf_counter() - started < 2


def test_references_pages_and_numbers_of_items_in_running_text_are_no_amounts():
    text = "(Note 1) See page 6, ARB No 51 and FAS 141R-1. 2) Number: up to 4,000 shares 3) Period (TSE1:3774URL: x)"
    marks = scan(text, file="r", line=1, kind=MarkKind.PROSE)
    assert [(m.raw, m.form.value) for m in marks if m.form is not Form.IDENTIFIER] == [
        ("1", "footnote"),
        ("6", "page-number"),
        ("51", "standard-number"),
        ("141", "standard-number"),
        ("1", "standard-number"),
        ("2", "heading-number"),
        ("4,000", "amount"),
        ("3", "heading-number"),
    ]
