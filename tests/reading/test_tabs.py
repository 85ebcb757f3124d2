import re
from textwrap import dedent

import pytest
from tanshin.converter.document import Table, Text
from tanshin.converter.reading import read_document
from tanshin.converter.reading.tabs import read_tabs, tab_run
from tanshin.taxonomy.finding import Finding
from tanshin.taxonomy.span import Span


def read(text: str, document: str = "", *context: str) -> tuple[tuple[Table, ...], list[Finding]]:
    """The tables of a run; `→` stands for a tab, `document` is the rest of the release."""
    lines = dedent(text).strip("\n").replace("→", "\t").split("\n")
    told: list[Finding] = []
    tables = read_tabs(
        list(enumerate(lines, 10)),
        file="r.txt",
        number=1,
        previous=None,
        context=tuple(Text(c, (Span("r.txt", 9 - i, 1, len(c)),)) for i, c in enumerate(context)),
        document_text="\n".join(lines) + "\n" + document,
        tell=told.append,
    )
    return tables, told


def columns(table: Table) -> list[str]:
    return [c.text for c in table.columns]


def cells(table: Table) -> list[tuple[str, str]]:
    """(label | column header, cell) of every cell, in order."""
    return [(f"{r.label.text} | {table.columns[c.column].text}", c.text) for r in table.rows for c in r.cells]


def test_units_stand_below_periods_and_a_percent_column_has_none() -> None:
    (table,), told = read("""
        Operating Results Summary→→→→
        →1Q08→1Q09→YoY % change→
        →JPY millions→JPY millions→→
        Total Revenues→16,328→15,835→(3.0%)→
        Other→(52)→-→
        """)
    assert [t.text for t in table.titles] == ["Operating Results Summary"]
    assert columns(table) == ["1Q08 | JPY millions", "1Q09 | JPY millions", "YoY % change"]
    assert [(c.column, c.kind, c.text) for c in table.rows[1].cells] == [(0, "value", "(52)"), (1, "nil", "-")]
    assert told == []


def test_every_cell_knows_where_it_is_printed() -> None:
    (table,), _ = read("→1Q08→1Q09\nNet income→  114,050→(87)")
    first, second = table.rows[0].cells
    assert (first.span, first.marks[0].span) == (Span("r.txt", 11, 14, 7), Span("r.txt", 11, 14, 7))
    assert (second.span.column, second.marks[0].value) == (22, -87)


def test_cells_that_carry_their_unit() -> None:
    (table,), _ = read("""
        →Year-end→Total
        Dividend→Yen 1,000.00→Yen -
        Bandwidth→422.1Gbps→584.7Gbps
        Shares→202,544shares→206,478 shares
        Basic→139.53→$0.77
        Surplus→23,267→- (dash)
        """)
    marks = [c.marks[0] for r in table.rows for c in r.cells]
    assert [m.raw for m in marks] == [
        "1,000.00",
        "-",
        "422.1",
        "584.7",
        "202,544",
        "206,478",
        "139.53",
        "0.77",
        "23,267",
        "-",
    ]
    assert [m.nil for m in marks] == [False, True] + [False] * 7 + [True]
    assert (marks[0].currency, marks[2].unit, marks[4].unit, marks[7].currency) == ("JPY", "Gbps", "shares", "USD")


@pytest.mark.parametrize(
    "header",
    [
        "→As of March 31, 2→2009→Aso→of June 30, 2009→",
        "→As of March 31, 2009→→As of June 30, 2009→→",
        "→As of March 31, 2009→→→As of June 30, 2009→",
    ],
)
def test_a_header_spans_the_columns_that_its_period_is_for(header: str) -> None:
    (table,), _ = read(
        f"""
        {header}
        →Thousands of JPY→%→Thousands of U.S. Dollars→Thousands of JPY→%
        Inventories→529,756→→5,556→535,764→
        TOTAL→52,301,199→100.0→525,522→50,670,802→100.0
        """,
        "Balances as of March 31, 2009 and as of June 30, 2009",
    )
    assert [h.casefold() for h in columns(table)] == [
        "as of march 31, 2009 | thousands of jpy",
        "as of march 31, 2009 | %",
        "as of june 30, 2009 | thousands of u.s. dollars",
        "as of june 30, 2009 | thousands of jpy",
        "as of june 30, 2009 | %",
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("→Three Months Ended June 30, 2008→→ee Months Ended June 30, 2009", "Three Months Ended June 30, 2009"),
        ("→Three Months Ended June 30, 2008→→nths Ended 30, 2009", "Three Months Ended June 30, 2009"),
        ("→Three Months Ended→→nths Ended\n→June 30, 2008→→0, 2009", "Three Months Ended June 30, 2009"),
        ("→Six Months Ended September 30, 2008→→onths Ended ptember 30, 2009", "Six Months Ended September 30, 2009"),
    ],
)
def test_a_header_cut_at_its_left_is_repaired_and_reaches_left(broken: str, whole: str) -> None:
    text = f"{broken}\n→Thousands of JPY→Thousands of U.S. Dollars→Thousands of JPY\nNet Income→114→9→87"
    (table,), told = read(text, f"Results for the {whole}. Other months ended early.")
    assert columns(table)[1:] == [f"{whole} | Thousands of U.S. Dollars", f"{whole} | Thousands of JPY"]
    assert [f.code for f in told] == ["read:header-repaired"]


def test_a_remnant_of_two_periods_stays_as_printed_and_is_told() -> None:
    text = "→→nths Ended 30, 2009\n→JPY→JPY\nNet Income→114→87"
    (table,), told = read(text, "for the three months ended June 30, 2009 and the six months ended September 30, 2009")
    assert columns(table)[1] == "nths Ended 30, 2009 | JPY"
    assert [f.code for f in told] == ["read:header-broken"]
    assert told[0].source == Span("r.txt", 10, 3, 19)


def test_headers_cut_into_neighbouring_fields_are_joined_by_phrases_of_the_release() -> None:
    (table,), told = read(
        """
        (1) Results of Operations→→→→(% s→hown is YoY cha→ange)
        →Total Reve→nues→Operating In→icome→Income before Tax→
        →JPY millions→%→JPY millions→%→JPY millions→%
        Three months ended June 30, 2009→15,835→(3.0)→351→(14.7)→300→(3.1)
        """,
        "Targets (% shown is YoY change)\nTotal revenues\nOperating Income",
    )
    assert columns(table) == [
        "Total revenues | JPY millions",
        "Total revenues | %",
        "Operating Income | JPY millions",
        "Operating Income | %",
        "Income before Tax | JPY millions",
        "Income before Tax | %",
    ]
    assert [t.text for t in table.titles] == ["(1) Results of Operations"]
    assert [t.text for t in table.captions] == ["(% shown is YoY change)"]
    assert len(told) == 3


def test_two_headers_are_not_joined_because_a_phrase_names_both() -> None:
    (table,), _ = read("→Total→Assets\nMarch 31, 2009→5→6", "Total assets\nTotal Assets grew.")
    assert columns(table) == ["Total", "Assets"]


def test_a_note_column_holds_no_values_and_a_lost_label_is_told() -> None:
    (table,), told = read("""
        →Notes→FY2023 (Millions of yen)→FY2024 (Millions of yen)→
        Current assets→
        Cash→6→315,076→251,339→
        Other financial assets→5,16,34→88,375→100,670→
        Sub-total→→895,899→929,812→
        Selling expenses Other income→10,11→146,288→158,107→
        22,27 28→16,317→13,048→
        """)
    assert columns(table) == ["FY2023 (Millions of yen)", "FY2024 (Millions of yen)"]
    assert [(r.label.text, r.note, [c.text for c in r.cells]) for r in table.rows[2:]] == [
        ("Other financial assets", "5,16,34", ["88,375", "100,670"]),
        ("Sub-total", "", ["895,899", "929,812"]),
        ("Selling expenses Other income", "10,11", ["146,288", "158,107"]),
        ("", "22,27 28", ["16,317", "13,048"]),
    ]
    assert [(f.code, f.source.line if f.source else 0) for f in told] == [("read:label-lost", 16)]


def test_nested_spanning_headers_stand_over_the_columns_to_their_right() -> None:
    (table,), _ = read("""
        →→Equity of owners→
        →→→→Other components→
        →Notes→Share capital→Surplus→Fair value→Translation→
        Balance at beginning of year→→70,175→23→42→50→
        Balance at end of the year→70,175→→34→82→
        """)
    assert columns(table) == [
        "Equity of owners | Share capital",
        "Equity of owners | Surplus",
        "Equity of owners | Other components | Fair value",
        "Equity of owners | Other components | Translation",
    ]
    assert [(c.column, c.text) for c in table.rows[1].cells] == [(0, "70,175"), (2, "34"), (3, "82")]


def test_a_header_within_the_run_starts_a_table() -> None:
    tables, _ = read("""
        →1Q08→1Q09
        Revenue→1→2
        →1Q08→1Q09
        Costs→3→4
        b. Cash flows→
        →FY2008→FY2009
        Cash→5→6
        """)
    assert [(t.number, t.continues, [x.text for x in t.titles], columns(t)) for t in tables] == [
        (1, None, [], ["1Q08", "1Q09"]),
        (2, 1, [], ["1Q08", "1Q09"]),
        (3, None, ["b. Cash flows"], ["FY2008", "FY2009"]),
    ]


def test_rows_without_amounts_are_headings_until_a_total() -> None:
    (table,), _ = read("""
        →1Q09
        ASSETS→
        CURRENT ASSETS:→
        Cash→1
        Total current assets→1
        GOODWILL→2
        TOTAL→3
        OTHER INCOME:→
        Interest→4
        NET INCOME→5
        """)
    assert [r.full_label for r in table.rows if r.cells] == [
        "ASSETS > CURRENT ASSETS > Cash",
        "ASSETS > CURRENT ASSETS > Total current assets",
        "ASSETS > GOODWILL",
        "ASSETS > TOTAL",
        "OTHER INCOME > Interest",
        "NET INCOME",
    ]


def test_labels_keep_the_figures_inside_them() -> None:
    (table,), _ = read("→1Q09\nReceivables, net of JPY 22,072 thousand and JPY 16,701thousand (2)→10,256")
    row = table.rows[0]
    assert [(m.raw, m.power) for m in row.label_marks if m.form == "amount"] == [("22,072", 3), ("16,701", 3)]
    assert row.note == "(2)"


def test_doubtful_figures_are_told() -> None:
    _, told = read("""
        →FY2024
        Cash→251,339
        Receivables→520,340
        Inventories→12,650
        Total→934.863
        Other→1,23
        """)
    assert [(f.code, f.source and f.source.line) for f in told] == [("read:no-number", 15), ("read:odd-point", 14)]


TABLE = """\
(As of March 31, 2009 and June 30, 2009)→→→
→As of March 31, 2→2009→As of June 30, 2009→
→Thousands of JPY→%→Thousands of JPY→%
ASSETS→→→→
Cash→10,187,724→→9,897,436→
Other→-→→(52)→
Total current assets→24,356,769→46.6→22,896,901→45.2
"""


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("\n", "   \n"),
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("\n", "\n\n"),
        lambda t: re.sub("→+\n", "\n", t),
        lambda t: t.replace("\n", "→→\n"),
        lambda t: t.replace("→", " → "),
    ],
)
def test_changes_that_keep_the_meaning_keep_the_reading(change) -> None:  # type: ignore[no-untyped-def]
    (plain,), _ = read(TABLE)
    (changed,), _ = read(change(TABLE))
    assert cells(changed) == cells(plain)
    assert [r.full_label for r in changed.rows] == [r.full_label for r in plain.rows]
    assert [t.text for t in changed.captions] == [t.text for t in plain.captions]


def test_a_run_goes_on_over_blank_lines_and_headings_without_tabs_but_not_over_prose() -> None:
    lines = ["Title", "\t1Q08", "", "Cash\t1", "", "", "Total\t2", "OTHER", "Debt\t3", "", "A note.", "\tx"]
    assert tab_run(lines, 1) == 9
    assert tab_run(lines, 0) == 0


def test_headings_right_above_are_titles_and_bracketed_ones_captions() -> None:
    (table,), _ = read("→1Q08\nCash→1", "", "(in thousands)", "Balance Sheets")
    assert [t.text for t in table.titles] == ["Balance Sheets"]
    assert [t.text for t in table.captions] == ["(in thousands)"]


def test_a_line_of_ten_thousand_characters_costs_no_more_than_its_length() -> None:
    (table,), _ = read("→1Q08\n" + "word " * 2000 + "→1")
    assert [c.text for c in table.rows[0].cells] == ["1"]


def test_note_references_in_the_first_column_of_a_table_whose_header_label_is_notes() -> None:
    text = (
        "\tEquity\t\t\nNotes\tRemeasurements\tTotal\tTotal equity\t\nBalance at beginning of year\t\t92,625\t817,806\n"
        "Other comprehensive income\t20,583\t58,845\t59,557\nDividends\t25\t\t(26,836)\n"
    )
    document, _ = read_document(text.encode(), "r.txt")
    assert document is not None
    rows = {r.label.text: ([(c.column, c.text) for c in r.cells], r.note) for r in document.tables[0].rows}
    assert rows["Dividends"] == ([(2, "(26,836)")], "25")
    assert rows["Other comprehensive income"][0] == [(0, "20,583"), (1, "58,845"), (2, "59,557")]
    assert [(m.raw, m.form.value) for m in document.header_marks] == [("25", "footnote")]
