"""Sums in memory: which summations bind, what a result says, what a person is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tanshin.converter.report import Entity, Fact, Period, Report, Unit
from tanshin.converter.validate import CalculationResult, Rule, Validation, Verdict, validate_report
from tanshin.converter.validate.calculation import calculate
from tanshin.taxonomy.model import Arc, Concept, ConceptKind, Label, LinkKind, Network, PeriodType, Taxonomy
from tanshin.taxonomy.names import ISO4217, LABEL, SUMMATION_ITEM
from tanshin.taxonomy.qname import QName
from tanshin.taxonomy.span import Span

EX = "http://example.com/ex"
JPY, USD = (Unit((QName(ISO4217, code),)) for code in ("JPY", "USD"))
CLOSE = Period(None, date(2008, 9, 30))
BEFORE = Period(None, date(2008, 3, 31))
ENTITY = Entity("http://example.com", "1")
ROLE = "http://example.com/role/Balance"


def f(name: str, value: int | str | None, decimals: int | None = -3, **more: object) -> Fact:
    amount = None if value is None else Decimal(value)
    base = Fact(f"{name}-{value}", QName(EX, name), amount, CLOSE, JPY, ENTITY, decimals)
    return base._replace(**more)  # type: ignore[arg-type]


def taxonomy(**weights: int) -> Taxonomy:
    """One network in which Total is the weighted sum of the parts named."""
    names = ["Total", *weights]
    concepts = {
        QName(EX, n): Concept(
            QName(EX, n), ConceptKind.ITEM, base="monetaryItemType", period_type=PeriodType.INSTANT,
            labels=(Label(LABEL, "en", n.lower()),),
        )
        for n in names
    }  # fmt: skip
    arcs = tuple(Arc(QName(EX, "Total"), QName(EX, n), weight=Decimal(w)) for n, w in weights.items())
    return Taxonomy(concepts, (Network(LinkKind.CALCULATION, ROLE, SUMMATION_ITEM, arcs),))


def results(facts: Sequence[Fact], rule: str = "1.1", **weights: int) -> list[CalculationResult]:
    return list(calculate(Report(tuple(facts), ()), taxonomy(**(weights or {"A": 1, "B": 1})), Rule(rule)))


def told(facts: Sequence[Fact], rule: str = "1.1", **weights: int) -> Validation:
    return validate_report(Report(tuple(facts), (), {"ex": EX}), taxonomy(**(weights or {"A": 1, "B": 1})), rule)


def test_what_a_result_says() -> None:
    total, a, b = f("Total", 5000), f("A", 9000), f("B", 3000)
    (result,) = results([total, a, b], A=1, B=-1, C=1)
    assert (result.total, [p.fact for p in result.parts]) == (total, [a, b])
    assert (result.sum, result.difference, result.role) == (Decimal(6000), Decimal(-1000), ROLE)
    assert (result.verdict, result.missing) == (Verdict.HOLDS, (QName(EX, "C"),))


@pytest.mark.parametrize(
    ("total", "rule", "verdict"),
    [
        (3000, "1.1", "holds"),
        (4000, "1.1", "holds"),  # three figures rounded to thousands may be 1.5 thousands apart
        (5000, "1.1", "broken"),
        (3000, "1.0", "holds"),
        (4000, "1.0", "broken"),
        (5000, "1.1-truncation", "broken"),  # 1.0 to 2.0 and 2.0 to 3.0, ends excluded, come to less than 5
        (4000, "1.1-truncation", "holds"),
        (2000, "1.1-truncation", "broken"),
    ],
)
def test_rounded_and_truncated_figures(total: int, rule: str, verdict: str) -> None:
    assert [r.verdict for r in results([f("Total", total), f("A", 1000), f("B", 2000)], rule)] == [verdict]


def test_only_one_context_and_one_unit_bind() -> None:
    elsewhere = [
        f("B", 9000, period=BEFORE),
        f("B", 8000, unit=USD),
        f("B", 7000, dimensions=((QName(EX, "Axis"), QName(EX, "Member")),)),
        f("B", 6000, entity=Entity("http://example.com", "2")),
    ]
    (result,) = results([f("Total", 1000), f("A", 1000), *elsewhere])
    assert [p.fact.concept.local for p in result.parts] == ["A"]
    assert result.verdict is Verdict.HOLDS


@pytest.mark.parametrize("rule", ["1.0", "1.1"])
def test_nil_is_no_part_and_no_total(rule: str) -> None:
    assert [len(r.parts) for r in results([f("Total", 1000), f("A", 1000), f("B", None)], rule)] == [1]
    assert results([f("Total", None), f("A", 1000)], rule) == []
    assert results([f("Total", 1000), f("A", None), f("B", None)], rule) == []


def test_duplicates_that_agree_bind_by_intervals_and_not_by_the_old_rule() -> None:
    facts = [f("Total", 1234567, 0), f("A", 1234567, 0), f("A", 1235000, -3)]
    assert [r.verdict for r in results(facts, "1.1")] == [Verdict.HOLDS]
    assert [r.verdict for r in results(facts, "1.0")] == [Verdict.SKIPPED]


def test_duplicates_that_contradict_each_other_are_told_and_not_summed() -> None:
    validation = told([f("Total", 9000), f("A", 1000), f("A", 5000)])
    assert [f.code for f in validation.findings] == ["oime:disallowedDuplicateFacts"]
    assert [(r.verdict, r.why) for r in validation.calculation] == [(Verdict.SKIPPED, "inconsistent duplicates")]


def test_digits_beyond_the_accuracy_keep_a_sum_from_being_judged() -> None:
    validation = told([f("Total", 1001), f("A", 5000)])
    assert [x.code for x in validation.findings] == ["calc11e:excessDigits"]


def test_thirty_digits_are_summed_exactly() -> None:
    a, b = "123456789012345678901234567890", "999999999999999999999999999999"
    facts = [f("A", a, None), f("B", b, None)]
    right, wrong = (
        f("Total", "1123456789012345678901234567889", None),
        f("Total", "1123456789012345678901234567890", None),
    )
    for rule in ("1.0", "1.1"):
        assert [r.verdict for r in results([right, *facts], rule)] == [Verdict.HOLDS]
        assert [r.difference for r in results([wrong, *facts], rule)] == [Decimal(1)]


@pytest.mark.parametrize("decimals", [-999_999_999, 999_999_999])
@pytest.mark.parametrize("rule", ["1.0", "1.1", "1.1-truncation"])
def test_an_absurd_accuracy_costs_nothing(rule: str, decimals: int) -> None:
    assert len(results([f("Total", 5, decimals), f("A", 7, decimals)], rule)) == 1


@pytest.mark.parametrize("rule", ["1.0", "1.1", "1.1-truncation"])
def test_thousands_of_digits_are_not_judged_but_told(rule: str) -> None:
    (result,) = told([f("Total", "9" * 5000, 0), f("A", "9" * 5000, 0), f("B", 1, 0)], rule).calculation
    assert (result.verdict, result.why) == (Verdict.SKIPPED, "too many digits")


def test_what_a_person_is_told() -> None:
    def at(line: int) -> dict[str, object]:
        return {"marks": (Span("release.txt", line, 40, 9),)}

    facts = [f("Total", 50000, **at(12)), f("A", 19000, **at(10)), f("B", 13000, **at(11))]
    (finding,) = told(facts).findings
    assert finding.code == "calc11e:inconsistentCalculationUsingRounding"
    assert finding.message == (
        "total (ex:Total) as of 2008-09-30, in JPY is 50,000 (release.txt:12:40), but its 2 parts come to 32,000, a "
        "difference of 18,000: + a (ex:A) 19,000 (release.txt:10:40); + b (ex:B) 13,000 (release.txt:11:40). "
        "Network: http://example.com/role/Balance. Likeliest cause: two digits of b (ex:B) 13,000 are swapped: "
        "31,000 would be right."
    )
    assert [str(finding.source), *map(str, finding.also)] == [
        "release.txt:12:40",
        "release.txt:10:40",
        "release.txt:11:40",
    ]
    assert finding.facts == ("Total-50000", "A-19000", "B-13000")


def test_a_place_in_the_instance_is_told_beside_the_printed_one() -> None:
    facts = [f("Total", 50000, marks=(Span("release.txt", 12, 40),)), f("A", 1000)]
    report = Report(tuple(facts), (), {"ex": EX})
    places = {"Total-50000": Span("report.xbrl", 7, 3)}
    (finding,) = validate_report(report, taxonomy(A=1), places=places).findings
    assert "(release.txt:12:40, report.xbrl:7:3)" in finding.message


def test_a_network_that_the_newer_rule_forbids() -> None:
    twice = Arc(QName(EX, "Total"), QName(EX, "A"), weight=Decimal(1))
    base = taxonomy(A=1)
    networks = (replace(base.networks[0], arcs=(twice, replace(twice, order=Decimal(2)))),)
    doubled = replace(base, networks=networks)
    assert [x.code for x in validate_report(Report((), ()), doubled).findings] == [
        "calc11e:duplicateCalculationRelationships"
    ]
    assert validate_report(Report((), ()), doubled, "1.0").findings == ()
