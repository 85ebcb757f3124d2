"""A sum of figures that are printed with different values: each place's prints are tried together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from tanshin.converter.report import Entity, Fact, Period, Report, Unit
from tanshin.converter.validate.calculation import calculate
from tanshin.converter.validate.prints import contradicting_sums
from tanshin.converter.validate.result import Rule
from tanshin.taxonomy.finding import Finding
from tanshin.taxonomy.model import Arc, LinkKind, Network, Taxonomy
from tanshin.taxonomy.names import ISO4217, SUMMATION_ITEM
from tanshin.taxonomy.qname import QName
from tanshin.taxonomy.span import Span

SUMS = {"T": {"A": 1, "B": 1, "C": -1}}
Print = tuple[str, str, int, int]
"""Concept, value, decimals, line; a hundred lines are one table."""


def told(prints: Sequence[Print], roles: Sequence[str] = ("r",), rule: Rule = Rule.INTERVAL) -> list[Finding]:
    facts = tuple(
        Fact(
            f"f{n}",
            QName("e", concept),
            Decimal(value) if value else None,
            Period(None, date(2008, 9, 30)),
            Unit((QName(ISO4217, "JPY"),)),
            Entity("s", "1"),
            decimals,
            marks=(Span("x", line, 1),),
        )
        for n, (concept, value, decimals, line) in enumerate(prints)
    )
    arcs = tuple(Arc(QName("e", t), QName("e", p), weight=Decimal(w)) for t, ps in SUMS.items() for p, w in ps.items())
    networks = tuple(Network(LinkKind.CALCULATION, role, SUMMATION_ITEM, arcs) for role in roles)
    taxonomy, report = Taxonomy({}, networks), Report(facts, ())
    tables = {fact.marks[0]: fact.marks[0].line // 100 for fact in facts if fact.marks[0].line >= 100}
    return list(contradicting_sums(report, taxonomy, calculate(report, taxonomy, rule), tables))


EXACT = [("T", "25000", 0, 100), ("A", "20000", 0, 101), ("B", "8000", 0, 102), ("C", "3000", 0, 103)]


@pytest.mark.parametrize("rule", [Rule.INTERVAL, Rule.XBRL_2_1])
def test_the_print_that_breaks_the_sum_is_named(rule: Rule) -> None:
    (finding,) = told([*EXACT, ("A", "22000", -3, 205)], rule=rule)
    assert (finding.code, finding.severity) == ("audit:sum-of-contradicting-prints", "warning")
    assert "with 20,000 (x:101:1) the sum holds; with 22,000 (x:205:1) the sum is off by -2,000" in finding.message
    assert finding.source == Span("x", 205, 1)
    assert {span.line for span in finding.also} == {100, 101, 102, 103}


def test_a_total_is_tried_like_a_part() -> None:
    (finding,) = told([*EXACT, ("T", "24000", -3, 200)])
    assert "with 24,000 (x:200:1) the sum is off by -1,000" in finding.message


def test_where_no_print_makes_it_hold_the_sum_is_an_error() -> None:
    (finding,) = told([*EXACT[:3], ("C", "5000", 0, 103), ("A", "21000", -3, 205)])
    assert (finding.code, finding.severity) == ("audit:no-print-makes-the-sum", "error")
    assert "with 20,000 (x:101:1) the sum is off by 2,000; with 21,000 (x:205:1) the sum is off by 1,000" in (
        finding.message
    )


def test_prints_of_different_tables_are_not_mixed() -> None:
    # 21,000 with 7,000 of the other table would make the sum; no table prints these two.
    (finding,) = told([*EXACT[:1], ("A", "21000", 0, 101), *EXACT[2:], ("A", "19000", -3, 205), ("B", "7000", -3, 206)])
    assert "with 21,000 (x:101:1) and 8,000 (x:102:1) the sum is off by -1,000" in finding.message
    assert "with 19,000 (x:205:1) and 7,000 (x:206:1) the sum is off by 2,000" in finding.message
    assert finding.severity == "error"


def test_where_every_print_will_do_nothing_is_told() -> None:
    assert told([("T", "25000", -3, 100), ("A", "20400", 0, 101), *EXACT[2:], ("A", "19000", -3, 205)]) == []


@pytest.mark.parametrize("other", [[], [("A", "20000", -3, 205)], [("B", "", 0, 206)]])
def test_prints_that_agree_are_left_to_the_rule(other: list[Print]) -> None:
    assert told([*EXACT, *other]) == []


def test_a_sum_of_two_networks_is_told_once() -> None:
    (finding,) = told([*EXACT, ("A", "22000", -3, 205)], roles=("r", "s"))
    assert finding.message.endswith("Networks: r; s.")


def test_a_print_outside_tables_is_tried_by_itself() -> None:
    (finding,) = told([*EXACT, ("A", "22000", -3, 7)])
    assert "with 22,000 (x:7:1) the sum is off by -2,000" in finding.message
    # Either may be right if the other contradicting figure is: 22,000 and 6,000 make the total too.
    assert told([*EXACT, ("A", "22000", -3, 7), ("B", "6000", -3, 8)]) == []
