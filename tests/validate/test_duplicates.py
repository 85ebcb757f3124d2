"""Facts given twice agree completely, within their rounding, or not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tanshin.converter.report import Entity, Fact, Period, Unit
from tanshin.converter.validate.duplicates import duplicates, kind_of, most_accurate
from tanshin.converter.validate.index import FactIndex
from tanshin.taxonomy.names import ISO4217
from tanshin.taxonomy.qname import QName

JPY = Unit((QName(ISO4217, "JPY"),))


def fact(value: str | None, decimals: int | None = None, *, numeric: bool = True, id_: str = "f", **more: str) -> Fact:
    said = None if value is None else Decimal(value) if numeric else value
    period = Period(None, date(2008, 9, 30))  # a new object each time: equality counts, not identity
    unit = Unit((QName(ISO4217, "JPY"),)) if numeric else None
    return Fact(id_, QName("e", more.get("name", "Cash")), said, period, unit, Entity("s", "1"), decimals)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ([fact("1000", -3), fact("1000.0", -3)], "complete"),
        ([fact("1000", -3), fact("1000", 0)], "consistent"),
        ([fact("1234", 0), fact("1000", -3)], "consistent"),
        ([fact("1500", 0), fact("1000", -3), fact("2000", -3)], "inconsistent"),
        ([fact("1500", 0), fact("2000", -3)], "consistent"),
        ([fact("1501", 0), fact("1000", -3)], "inconsistent"),
        ([fact("1000", -3), fact("1001", -3)], "inconsistent"),
        ([fact("1.1", None), fact("1.2", 0)], "consistent"),
        ([fact(None), fact(None)], "complete"),
        ([fact(None), fact("0", 0)], "inconsistent"),
        ([fact("a", numeric=False), fact("a", numeric=False)], "complete"),
        ([fact("a", numeric=False), fact("b", numeric=False)], "inconsistent"),
    ],
)
def test_how_facts_agree(facts: list[Fact], kind: str) -> None:
    assert kind_of(facts) == kind
    assert kind_of(facts[::-1]) == kind


def test_the_most_accurate_is_the_exact_one() -> None:
    assert most_accurate([fact("1000", -3), fact("1234", 0), fact("1234.5")]).decimals is None
    assert most_accurate([fact("1000", -3), fact("1234", 0)]).decimals == 0


def test_only_facts_with_the_same_aspects_are_duplicates() -> None:
    facts = [fact("1", 0, id_="a"), fact("1", 0, name="Sales", id_="b"), fact("1", 0, id_="c")]
    (found,) = duplicates(FactIndex(facts))
    assert [f.id for f in found.facts] == ["a", "c"]
