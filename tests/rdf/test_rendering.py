"""Answers as a person and a program read them."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from tanshin.converter.query import Table, ask
from tanshin.converter.query.results import Cut, as_csv, as_text

ROWS = """
    VALUES (?when ?amount ?why ?line) {
        ("2008" 33253841000.5 "a reason, of more words than a narrow terminal has room for" 1687)
        ("2009" 15.0 "“quoted”, \\"twice\\"" 9)
    }
"""


def table(query: str) -> Table:
    answer = ask(ox.Store(), query)
    assert isinstance(answer, Table)
    return answer


def text(query: str, width: int = 0) -> Iterator[str]:
    return iter(as_text(table(query), Cut(), {}, width).splitlines())


def test_columns_come_as_the_query_names_them_and_lines_without_commas() -> None:
    lines = text(f"SELECT * {{ {ROWS} }}")
    assert next(lines).split() == ["when", "amount", "why", "line"]
    next(lines)
    first = next(lines)
    assert first.startswith("2008  33,253,841,000.5  a reason") and first.endswith(" 1687")


def test_long_texts_are_cut_to_the_width_and_amounts_never() -> None:
    lines = list(text(f"SELECT ?when ?amount ?why ?line {{ {ROWS} }}", 60))
    assert max(map(len, lines)) <= 60
    assert "33,253,841,000.5" in lines[2] and "…" in lines[2]


def test_more_columns_than_fit_are_written_a_line_each() -> None:
    lines = list(text(f"SELECT ?when ?amount ?why ?line {{ {ROWS} }}", 30))
    assert lines[:4] == [
        "when    2008",
        "amount  33,253,841,000.5",
        "why     a reason, of more",
        "        words than a narrow",
    ]
    assert max(map(len, lines)) <= 30 and lines.count("") == 1


def test_csv_quotes_what_needs_it_and_nothing_else() -> None:
    assert "".join(as_csv(table(f"SELECT ?when ?amount ?why {{ {ROWS} }}"), Cut())) == (
        "when,amount,why\r\n"
        '2008,33253841000.5,"a reason, of more words than a narrow terminal has room for"\r\n'
        '2009,15,"“quoted”, ""twice"""\r\n'
    )


@pytest.mark.parametrize(("limit", "more"), [(1, True), (2, False), (0, False)])
def test_a_limit_is_told(limit: int, more: bool) -> None:
    cut = Cut(limit)
    list(as_csv(table(f"SELECT ?line {{ {ROWS} }}"), cut))
    assert cut.more is more
