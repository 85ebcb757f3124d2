"""Facts in the light of their concepts: each check tells its error and lets a right fact pass."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tanshin.converter.report import Entity, Fact, Period, Report, Unit
from tanshin.converter.validate import validate_report
from tanshin.taxonomy.model import Concept, ConceptKind, PeriodType, Taxonomy
from tanshin.taxonomy.names import ISO4217, XBRLI
from tanshin.taxonomy.qname import QName

JPY = Unit((QName(ISO4217, "JPY"),))
SHARES, PURE, WRONG = (Unit((QName(XBRLI, name),)) for name in ("shares", "pure", "persons"))
RATE = Unit((QName(ISO4217, "JPY"),), (QName(XBRLI, "shares"),))
DAY = Period(None, date(2008, 9, 30))
YEAR = Period(date(2008, 4, 1), date(2009, 3, 31))


def codes(
    base: str, value: Decimal | str | None, unit: Unit | None, period: Period = DAY, **concept: object
) -> list[str]:
    name = QName("e", "C")
    kind = concept.pop("kind", ConceptKind.ITEM)
    known = Concept(name, kind, base=base, period_type=PeriodType.INSTANT, **concept)  # type: ignore[arg-type]
    fact = Fact("f", name, value, period, unit, Entity("s", "1"))
    return [f.code for f in validate_report(Report((fact,), ()), Taxonomy({name: known})).findings]


ONE = Decimal(1)


@pytest.mark.parametrize(
    ("base", "value", "unit"),
    [
        ("monetaryItemType", ONE, JPY), ("sharesItemType", ONE, SHARES), ("pureItemType", ONE, PURE),
        ("pureItemType", ONE, RATE),
        ("decimalItemType", ONE, RATE), ("stringItemType", "x", None), ("monetaryItemType", None, JPY),
    ],
)  # fmt: skip
def test_right_facts_pass(base: str, value: Decimal | str | None, unit: Unit | None) -> None:
    assert codes(base, value, unit) == []


@pytest.mark.parametrize(
    ("base", "value", "unit", "code"),
    [
        ("monetaryItemType", ONE, RATE, "xbrl.4.8.2:monetaryFactUnit"),
        ("monetaryItemType", ONE, PURE, "xbrl.4.8.2:monetaryFactUnit"),
        ("sharesItemType", ONE, JPY, "xbrl.4.8.2:sharesFactUnit"),
        ("decimalItemType", ONE, WRONG, "xbrl.4.8.2:measureElement"),
        ("stringItemType", ONE, PURE, "xbrl.4.6.2:numericUnit"),
        ("monetaryItemType", None, None, "xbrl.4.6.2:numericUnit"),
    ],
)
def test_units(base: str, value: Decimal | str | None, unit: Unit | None, code: str) -> None:
    assert codes(base, value, unit) == [code]


def test_period_type() -> None:
    assert codes("stringItemType", "x", None, YEAR) == ["xbrl.4.7.2:contextPeriodType"]


def test_abstract_nil_and_no_item() -> None:
    assert codes("stringItemType", "x", None, abstract=True) == ["xbrl.5.1.1:abstractItem"]
    assert codes("stringItemType", None, None, nillable=False) == ["xbrl.5.1.1:notNillable"]
    assert codes("stringItemType", "x", None, kind=ConceptKind.HYPERCUBE) == ["xbrl.4.6:notItemOrTuple"]


def test_unknown_concept_and_shared_id() -> None:
    fact = Fact("f", QName("e", "C"), "x", DAY, None, Entity("s", "1"))
    found = validate_report(Report((fact, fact), ()), Taxonomy({})).findings
    assert [f.code for f in found] == ["load:duplicate-id", "xbrl.4.6:notItemOrTuple"]
    assert found[1].message.startswith("2 facts of 1 concept cannot be judged")


def test_a_wrong_unit_is_told_once_for_all_facts_that_have_it() -> None:
    names = [QName("e", f"C{n}") for n in range(3)]
    known = {
        name: Concept(name, ConceptKind.ITEM, base="monetaryItemType", period_type=PeriodType.INSTANT) for name in names
    }
    facts = tuple(Fact(f"f{n}", name, ONE, DAY, PURE, Entity("s", "1")) for n, name in enumerate(names))
    (told,) = validate_report(Report(facts, ()), Taxonomy(known)).findings
    assert told.facts == ("f0", "f1", "f2") and "So it is with 2 more facts." in told.message
