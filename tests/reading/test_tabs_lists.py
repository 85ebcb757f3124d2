from textwrap import dedent

from tanshin.converter.document import Table
from tanshin.converter.reading.tabs_lists import detect_list, list_runs, read_list

LIST = """
    Net income:

    Interim period ending September 30, 2009: JPY300 million

    Fiscal year ending March 31, 2010: JPY1,700 million

    Basic net income per share:

    Interim period ending September 30, 2009: JPY1,481.16

    Fiscal year ending March 31, 2010: -

    (Note) Changes to target: None
    """


def numbered(text: str) -> list[tuple[int, str]]:
    return list(enumerate(dedent(text).strip("\n").split("\n"), 1))


def test_lists_of_periods_below_a_heading_are_one_table() -> None:
    lines = numbered(LIST)
    length = detect_list(lines)
    assert length == 11
    (table,) = read_list(lines[:length], file="r.txt", number=7, previous=None, context=())
    assert isinstance(table, Table)
    assert [(r.line, r.full_label, [c.text for c in r.cells]) for r in table.rows if r.cells] == [
        (3, "Net income > Interim period ending September 30, 2009:", ["JPY300 million"]),
        (5, "Net income > Fiscal year ending March 31, 2010:", ["JPY1,700 million"]),
        (9, "Basic net income per share > Interim period ending September 30, 2009:", ["JPY1,481.16"]),
        (11, "Basic net income per share > Fiscal year ending March 31, 2010:", ["-"]),
    ]
    marks = [c.marks[0] for r in table.rows for c in r.cells]
    assert [(m.raw, m.currency, m.power) for m in marks[:3]] == [
        ("300", "JPY", 6), ("1,700", "JPY", 6), ("1,481.16", "JPY", None),
    ]  # fmt: skip
    assert (marks[0].span.line, marks[0].span.column) == (3, 46)


def test_a_text_tells_where_its_lists_are() -> None:
    text = ["Prose:", "", *(line for _, line in numbered(LIST)), "More: 5", "Net income:", "FY2010: 1"]
    assert [text[start] for start, _ in list_runs(text)] == ["Net income:", "Net income:"]
    assert list_runs(text) == [(2, 13), (16, 18)]


def test_other_lines_with_colons_are_no_list() -> None:
    for text in (
        "Note:\n\nThe rate was JPY 96.42.",
        "Net income:\n\nSee below",
        "Contact:\n\nTel: 03 5259",
        "Text",
        "",
    ):
        assert not detect_list(numbered(text))
