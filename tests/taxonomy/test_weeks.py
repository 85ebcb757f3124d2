"""The last days of fiscal years of 52 or 53 weeks, by an issuer's rule; years as issuers have reported them."""

from __future__ import annotations

from datetime import date

import pytest
from tanshin.taxonomy.profile.weeks import period_ends, year_ends


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("last Saturday of September", {"1999-09-25", "2000-09-30"}),
        ("the Saturday nearest January 31", {"2022-01-29", "2023-01-28", "2024-02-03"}),
        ("Sunday closest to the end of December", {"2010-01-03", "2012-12-30"}),
    ],
)
def test_years_end_by_the_rule(rule: str, days: set[str]) -> None:
    assert {date.fromisoformat(day) for day in days} <= set(year_ends(rule))


@pytest.mark.parametrize("rule", ["", "September 30", "last Saturday nearest May", "last Caturday of May"])
def test_what_is_no_rule(rule: str) -> None:
    assert year_ends(rule) == ()


def test_a_year_of_53_weeks_may_have_its_further_week_in_any_quarter() -> None:
    ends = period_ends("last Saturday of September")
    assert {date(1999, 12, 25), date(2000, 1, 1), date(2000, 9, 30)} <= ends  # the year to September 30, 2000 has 53
    assert {day for day in ends if date(1998, 10, 1) < day < date(1999, 1, 31)} == {date(1998, 12, 26)}  # 52
