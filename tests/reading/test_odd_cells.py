"""A cell is a number only if every character of it is accounted for; one that is none takes no other with it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tanshin.converter.document import Cell, CellKind, Document
from tanshin.converter.reading import read_document

NEGATIVE = ["(4,321)", "（4,321）", "( 4,321 )", "-4,321", "−4,321", "–4,321", "—4,321", "－4,321", "﹣4,321", "△4,321"]
NEGATIVE += ["△ 4,321", "▲ 4,321", "▼4,321", "4,321-", "(4,321)*", "(-4,321)", "$(4,321)", "（４，３２１）"]
POSITIVE = [
    "4,321",
    "４，３２１",
    "٤٬٣٢١",
    "४,३२१",
    "+4,321",
    "~4,321",
    "4,321*",
    "4,321 †",
    "4,321¹",
    "4,321 (a)",
    "4,321[1]",
]
POSITIVE += ["€4,321", "4,321 €", "SEK 4,321", "4,321 Swedish kronor", "4,321(1)", "4,321{6}"]
NONE = [
    "±4,321",
    "<4,321",
    "4,321)",
    "((4,321))",
    "4,321,",
    "-(4,321)",
    "\u200f4,321",
    "- 4,321",
    "4,321CR",
    "4,321 CR",
]
NONE += ["1'234", "1.234,5", "12.345.678", "4,321/5,000", "kr 4,321", "Rs. 4,321", "1,23", "12 345"]


def tabs(cell: str) -> str:
    header = "\tThree Months Ended June 30, 2009\tThree Months Ended June 30, 2008\n"
    return f"{header}Other income\t6,350\t{cell}\nNet\t11\t7,426\n"


def columns(cell: str) -> str:
    return (
        "                      Three Months Ended      Three Months Ended\n"
        "                        June 30, 2009           June 30, 2008\n"
        "                      ------------------      ------------------\n"
        "Interest                           7,956                   5,714\n"
        f"Other income                       6,350{cell:>24}\n"
        "Net                              114,050                   7,426\n"
    )


def read(text: str) -> tuple[Document, list[str]]:
    document, findings = read_document(text.encode(), "invented.txt")
    assert document is not None
    return document, [f.code for f in findings]


def row(document: Document, label: str) -> tuple[Cell, ...]:
    (found,) = [r for t in document.tables for r in t.rows if r.label.text == label]
    return found.cells


@pytest.mark.parametrize("layout", [tabs, columns])
@pytest.mark.parametrize(
    ("cell", "value"), [*((c, Decimal(-4321)) for c in NEGATIVE), *((c, Decimal(4321)) for c in POSITIVE)]
)
def test_signs_digits_currencies_and_footnote_marks(layout: object, cell: str, value: Decimal) -> None:
    document, _ = read(layout(cell))  # type: ignore[operator]
    one, other = row(document, "Other income")
    assert (other.kind, [m.value for m in other.marks]) == (CellKind.VALUE, [value])
    assert one.marks[0].value == 6350


@pytest.mark.parametrize("layout", [tabs, columns])
@pytest.mark.parametrize("cell", NONE)
def test_what_has_a_character_left_over_is_no_number_and_takes_no_other_figure_with_it(
    layout: object, cell: str
) -> None:
    document, told = read(layout(cell))  # type: ignore[operator]
    one, *others = row(document, "Other income")
    assert (one.kind, one.marks[0].value) == (CellKind.VALUE, 6350)
    assert all(other.kind in (CellKind.ERROR, CellKind.TEXT) for other in others)
    assert others[0].kind is CellKind.TEXT or {"read:no-number", "read:unreadable-cell"} & set(told)
    assert [m.value for c in row(document, "Net") for m in c.marks][-1] == 7426


def test_a_scale_of_zeros_is_a_header_and_no_figure() -> None:
    document, _ = read("\tSix months ended June 30, 2009\n\t¥000\nInterest income\t7,956\n")
    (table,) = document.tables
    assert [h.text for h in table.columns[0].headers] == ["Six months ended June 30, 2009", "¥000"]
    assert [r.label.text for r in table.rows] == ["Interest income"]


@pytest.mark.parametrize(
    ("sentence", "forms"),
    [
        ("Lines of 10Mbps-99Mbps grew.", ["threshold"]),
        ("The code is ABC-4321.", ["identifier"]),
        ("Revenues--4,321 in all--grew.", ["unreadable"]),
        ("It is listed as No. 4321 on page 12.", ["standard-number", "page-number"]),
    ],
)
def test_why_a_numeral_is_no_amount_is_proved_by_what_stands_beside_it(sentence: str, forms: list[str]) -> None:
    document, _ = read(f"Acme Corporation said this. {sentence}\n")
    assert [m.form.value for m in document.marks()][-len(forms) :] == forms


def test_an_odd_cell_that_is_the_only_one_of_its_row_is_told_where_a_column_stands() -> None:
    document, told = read(
        "                           Six Months Ended\n"
        "                             June 30, 2009\n"
        "                           ----------------\n"
        "Interest                             7,956\n"
        "Other income                        ±6,350\n"
        "Net                                114,050\n"
    )
    (cell,) = row(document, "Other income")
    assert (cell.kind, cell.text, cell.column) == (CellKind.ERROR, "±6,350", 0)
    assert told == ["read:unreadable-cell"]
