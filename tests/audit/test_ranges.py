"""Ranges: what a printed figure may stand for, and what can come of such figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tanshin.converter.audit.ranges import Range, minus, over, plus, point, printed, times, to_places

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


def test_a_print_stands_for_all_that_rounds_to_it() -> None:
    assert printed(Decimal("33254000000"), -6) == Range(Fraction(33253500000), Fraction(33254500000))
    assert printed(Decimal("206478"), None) == point(206478)


def test_nothing_is_divided_by_what_may_be_nothing() -> None:
    assert over(point(1), printed(Decimal(0), 0)) is None


@given(AMOUNTS, AMOUNTS, st.integers(-3, 3), st.integers(-3, 3))
def test_what_holds_of_true_amounts_lies_in_the_ranges_of_their_prints(
    a: Decimal, b: Decimal, places_a: int, places_b: int
) -> None:
    true_a, true_b = Fraction(a), Fraction(b)
    range_a, range_b = printed(to_places(true_a, places_a), places_a), printed(to_places(true_b, places_b), places_b)
    for combine, true in ((plus, true_a + true_b), (minus, true_a - true_b), (times, true_a * true_b)):
        assert combine(range_a, range_b) & Range(true, true)
    quotient = over(range_a, range_b)
    if quotient is not None:
        assert quotient & Range(true_a / true_b, true_a / true_b)
