"""Formulas of `derivations.csv`: what they mean, and what is told of one that cannot be read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tanshin.taxonomy.profile.formulas import Number, Operation, Ref, parse_formula, refs, weights


def test_products_bind_closer_than_sums_and_parentheses_closest() -> None:
    assert parse_formula("1 - Cost / Sales") == Operation(
        "-", Number(Decimal(1)), Operation("/", Ref("Cost"), Ref("Sales"))
    )
    assert parse_formula("Equity / (Issued - Held?)") == Operation(
        "/", Ref("Equity"), Operation("-", Ref("Issued"), Ref("Held", optional=True))
    )


def test_brackets_say_what_differs_from_the_derived_figures_context() -> None:
    formula = parse_formula("Cash[end] - Cash[start] + Sales[-1y; SegmentAxis=*]")
    assert list(refs(formula)) == [
        Ref("Cash", "end"),
        Ref("Cash", "start"),
        Ref("Sales", "-1y", (("SegmentAxis", "*"),)),
    ]


def test_a_plain_sum_has_weights_and_a_quotient_none() -> None:
    assert weights(parse_formula("A - (B - C)")) == ((1, Ref("A")), (-1, Ref("B")), (1, Ref("C")))
    assert weights(parse_formula("A / B")) is None


@pytest.mark.parametrize("text", ["A +", "(A", "A B", "A[year]", "A ^ 2", ")"])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_formula(text)
