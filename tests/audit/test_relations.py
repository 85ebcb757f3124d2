"""Relations as equations: what they come to, and what one of their figures would have to be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tanshin.converter.audit.ranges import Range
from tanshin.converter.audit.relations import Constant, Expression, Join, Key, Linear, only, reached, wanted
from tanshin.converter.report import Period

DAY = Period(None, date(2009, 6, 30))
KEYS: list[Key] = [((name, DAY, ()), None) for name in "ABCD"]
VALUES = st.integers(1, 10**9).map(Fraction)
SLACK = st.integers(0, 50).map(Fraction)


def around(value: Fraction, slack: Fraction) -> Range:
    return Range(value - slack, value + slack)


def value_of(way: Expression, values: dict[Key, Fraction]) -> Fraction:
    result = reached(way, lambda key: around(values[key], Fraction(0)))
    assert result is not None and result.low == result.high
    return result.low


A, B, C, D = KEYS
WAYS: list[Expression] = [
    Linear(((Fraction(1), A), (Fraction(-1), B), (Fraction(2), C))),
    Join("-", Join("/", only(A), only(B)), Constant(Fraction(1))),
    Join("-", Constant(Fraction(1)), Join("/", only(A), Linear(((Fraction(1), B), (Fraction(1), C))))),
    Join("*", only(A), Constant(Fraction(400))),
    Join("/", only(A), Constant(Fraction(10594, 100))),
]


@given(st.sampled_from(WAYS), st.lists(VALUES, min_size=4, max_size=4), SLACK)
def test_what_a_figure_would_have_to_be_holds_what_it_is(
    way: Expression, values: list[Fraction], slack: Fraction
) -> None:
    known = dict(zip(KEYS, (value + 100 for value in values), strict=True))
    want = around(value_of(way, known), slack)
    for key in KEYS[:3]:
        found = wanted(way, key, want, lambda other: around(known[other], slack))
        if found is not None:
            assert found.low <= known[key] <= found.high


def test_of_a_figure_that_stands_on_both_sides_nothing_is_said() -> None:
    way = Join("/", only(A), only(A))
    assert wanted(way, A, around(Fraction(1), Fraction(0)), lambda key: around(Fraction(5), Fraction(0))) is None


def test_a_rate_of_nothing_or_less_says_nothing() -> None:
    assert reached(Join("/", only(A), only(B)), lambda key: around(Fraction(0), Fraction(1))) is None
