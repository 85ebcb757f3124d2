"""Intervals and rounding agree with what rounding does."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tanshin.converter.interval import (
    Interval,
    has_excess_digits,
    plus,
    rounded,
    rounded_from,
    times,
    truncated_from,
)

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False)
places = st.integers(-4, 2)


def holds(interval: Interval, value: Decimal) -> bool:
    return not (interval & Interval(value, value)).empty


@given(numbers, places)
def test_a_number_lies_where_its_rounded_value_says(truth: Decimal, decimals: int) -> None:
    unit = Decimal(1).scaleb(-decimals)
    printed = (truth / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit
    assert holds(rounded_from(printed, decimals), truth)


@given(numbers, places)
def test_a_number_lies_where_its_truncated_value_says(truth: Decimal, decimals: int) -> None:
    unit = Decimal(1).scaleb(-decimals)
    printed = (truth / unit).quantize(Decimal(1), rounding=ROUND_DOWN) * unit
    assert holds(truncated_from(printed, decimals), truth)


@given(st.lists(st.tuples(numbers, st.sampled_from([Decimal(1), Decimal(-1), Decimal("0.5")])), max_size=5), places)
def test_a_sum_lies_in_the_sum_of_intervals(parts: list[tuple[Decimal, Decimal]], decimals: int) -> None:
    reached, truth = Interval(Decimal(0), Decimal(0)), Decimal(0)
    for value, weight in parts:
        reached = plus(reached, times(truncated_from(rounded(value, decimals), decimals), weight))
        truth += rounded(value, decimals) * weight
    assert reached.low <= truth <= reached.high


def test_ends_that_do_not_belong_do_not_touch() -> None:
    below = Interval(Decimal(0), Decimal(1), True, False)
    above = Interval(Decimal(1), Decimal(2))
    assert (below & above).empty
    assert not (Interval(Decimal(0), Decimal(1)) & above).empty
    assert (times(below, Decimal(-1)) & Interval(Decimal(-2), Decimal(-1))).empty


@pytest.mark.parametrize(
    ("value", "decimals", "result"),
    [
        ("2.5", 0, "2"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-2"),
        ("12500", -3, "12000"),
        ("0.125", 2, "0.12"),
        ("7", None, "7"),
    ],
)
def test_half_goes_to_even(value: str, decimals: int | None, result: str) -> None:
    """XBRL 2.1 section 4.6.7.2."""
    assert str(rounded(Decimal(value), decimals)) == result


@pytest.mark.parametrize(
    ("value", "decimals", "excess"),
    [
        ("1000", -3, False),
        ("1001", -3, True),
        ("1.50", 1, False),
        ("1.55", 1, True),
        ("1.55", None, False),
        ("0", -3, False),
    ],
)
def test_digits_beyond_the_accuracy(value: str, decimals: int | None, excess: bool) -> None:
    assert has_excess_digits(Decimal(value), decimals) is excess
