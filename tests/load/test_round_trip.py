"""What `emit` writes is read back as the same report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from drawn import ENTITY, facts
from hypothesis import given, settings
from hypothesis import strategies as st
from tanshin.converter.emit.instance import instance
from tanshin.converter.load import read_instance
from tanshin.converter.report import Fact, Period, Report, Unit
from tanshin.taxonomy.model import Concept, ConceptKind, Taxonomy
from tanshin.taxonomy.names import ISO4217, XBRLI
from tanshin.taxonomy.qname import QName

EX = "https://example.com/ex"
JPY = Unit((QName(ISO4217, "JPY"),))
UNITS = [JPY, Unit((QName(XBRLI, "pure"),)), Unit((QName(ISO4217, "USD"),), (QName(XBRLI, "shares"),))]
PERIODS = [
    Period(None, date(2008, 9, 30)),
    Period(date(2008, 4, 1), date(2008, 9, 30)),
    Period(date(2008, 9, 30), date(2008, 9, 30)),
    Period(None, None),
]
TYPED = QName(EX, "NumberAxis")
TAXONOMY = Taxonomy(
    {
        TYPED: Concept(TYPED, ConceptKind.DIMENSION, typed_domain="ex.xsd#ex_number"),
        QName(EX, "number"): Concept(QName(EX, "number"), ConceptKind.OTHER, id="ex_number"),
    }
)
DIMENSIONS = [(), ((QName(EX, "Axis"), QName(EX, "Member")),), ((QName(EX, "Axis"), QName(EX, "Other")), (TYPED, "7"))]
texts = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=20)
some = facts(
    concepts=[QName(EX, "Cash"), QName(EX, "Sales")],
    units=UNITS,
    periods=PERIODS,
    dimensions=DIMENSIONS,
    texts=texts,
    decimals=(-9, 4),
)


@given(some)
@settings(max_examples=150, deadline=None)
def test_the_facts_are_the_same(written: tuple[Fact, ...]) -> None:
    prefixes = {"ex": EX, "iso4217": ISO4217, "xbrli": XBRLI}
    loaded = read_instance(instance(Report(written, ("ex.xsd",), prefixes), TAXONOMY), "x.xbrl")
    assert tuple(fact._replace(marks=()) for fact in loaded.report.facts) == written
    assert loaded.report.entry_points == ("ex.xsd",)
    assert loaded.report.prefixes.items() <= prefixes.items()
    assert [f.code for f in loaded.findings if not f.code.startswith("xbrl.4.7.2")] == []


def test_a_number_keeps_its_last_digit() -> None:
    big = Fact("f", QName(EX, "Cash"), Decimal("123456789012345678901234567890.1"), PERIODS[0], JPY, ENTITY, 1)
    data = instance(Report((big,), ("ex.xsd",), {"ex": EX, "iso4217": ISO4217}), TAXONOMY)
    assert read_instance(data, "x.xbrl").report.facts[0].value == big.value
