"""The precision that decimals mean (XBRL 2.1 section 4.6.6), by the table of examples there and beyond."""

from __future__ import annotations

import pytest
from tanshin.converter.load.values import precision_of_decimals


@pytest.mark.parametrize(
    ("text", "decimals", "precision"),
    [
        ("123", 2, 5), ("123.4567", 2, 5), ("123e5", -3, 5), ("123.45e5", -3, 5), ("0.1e-2", 5, 3), ("0.001E-2", 5, 1),
        ("0.001e-3", 4, 0), ("-0012.5", 1, 3), (".0000", 15, 15), (".0000E-1", 6, 5), ("0", -3, 0), ("1", None, None),
        (" 99999 ", -5, 0),
    ],
)  # fmt: skip
def test_digits_zeros_exponent_and_decimals_add_up(text: str, decimals: int | None, precision: int | None) -> None:
    assert precision_of_decimals(text, decimals) == precision


@pytest.mark.parametrize("text", ["", ".", "e5", "1,000", "INF"])
def test_what_is_no_number_has_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        precision_of_decimals(text, 0)
