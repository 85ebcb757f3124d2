"""The scale of a table: by its unit line wherever it stands, by figures that tell, and by nothing else."""

from __future__ import annotations

import pytest
from tanshin.converter.interpret.scales import TableScale, table_scales
from tanshin.converter.reading import read_document

ROWS = """\
Trade debtors                     12,408           11,977
Stores and spares                  3,311            3,520
Sum of all assets                615,719          608,497
"""


def scales(text: str) -> list[TableScale]:
    document, _ = read_document(text.encode(), "release.txt")
    assert document is not None
    return list(table_scales(document).values())


def balance(above: str = "", below: str = "") -> str:
    dates = "                            May 31, 2011     May 31, 2010"
    rule = "-" * 53
    return f"BALANCE SHEETS\n{above}\n{dates}\n{rule}\n{below}\n{ROWS}{rule}\n"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("(in thousands)", ""),
        ("(Unaudited, in thousands of euros)", ""),
        ("", "(In thousands)\n"),
        ("", "(In thousands, except share data)\n"),
        ("Amounts in thousands of EUR", ""),
    ],
)
def test_a_unit_line_counts_above_and_below_the_dates(above: str, below: str) -> None:
    assert [scale.power for scale in scales(f"Acme Ltd\n\n{balance(above, below)}")] == [3]


@pytest.mark.parametrize("above", ["", "EUR", "(unaudited)"])
def test_a_currency_or_nothing_gives_no_scale(above: str) -> None:
    (scale,) = scales(f"Acme Ltd\n\n{balance(above)}")
    assert scale.power is None and "no scale is printed" in scale.why


@pytest.mark.parametrize(
    ("sentence", "power"),
    [
        ("The sum of all assets was $615.7 million.", 3),
        ("The sum of all assets was $615.7 billion.", 6),
        ("The sum of all assets was $615,719.", 0),
        ("The sum of all assets was $616.7 million.", None),
        ("The sum of all assets was $0.6 billion.", None),
        ("Our order book was $615.7 million.", None),
    ],
)
def test_running_text_tells_a_scale_by_figure_and_words_together(sentence: str, power: int | None) -> None:
    assert [scale.power for scale in scales(f"Acme Ltd\n\n{sentence}\n\n{balance()}")] == [power]


def test_rows_of_a_table_in_a_known_scale_tell_that_of_another() -> None:
    more = balance().replace("BALANCE SHEETS", "ASSETS BY KIND")
    first, second = scales(f"Acme Ltd\n\n{balance('(in millions)')}\nThey were as follows.\n\n{more}")
    assert (first.power, second.power) == (6, 6)
    assert "table 1" in second.why
    other = more.replace("12,408", "12,409").replace("3,311", "3,312").replace("615,719", "615,721")
    other = other.replace("11,977", "11,978").replace("3,520", "3,521").replace("608,497", "608,499")
    assert scales(f"Acme Ltd\n\n{balance('(in millions)')}\nThey were as follows.\n\n{other}")[1].power is None


def test_amounts_in_full_thousands_are_printed_in_full() -> None:
    text = balance()
    for figure in ("12,408", "11,977", "3,311", "3,520", "615,719", "608,497"):
        text = text.replace(f"    {figure}", f"{figure},000")
    assert [scale.power for scale in scales(f"Acme Ltd\n\n{text}")] == [0]


def test_two_unit_lines_that_differ_are_none() -> None:
    (scale,) = scales(f"Acme Ltd\n\n{balance('(in thousands)', '(In millions)')}")
    assert scale.power is None and "more than one" in scale.why
