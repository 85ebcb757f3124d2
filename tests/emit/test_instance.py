"""A report becomes an instance that says the same, in a form that XBRL 2.1 and Dimensions 1.0 prescribe."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree
from tanshin.converter.emit.instance import instance
from tanshin.converter.report import Entity, Fact, Period, Report, Unit
from tanshin.taxonomy.model import Arc, Concept, ConceptKind, LinkKind, Network, Taxonomy
from tanshin.taxonomy.names import ALL, HYPERCUBE_DIMENSION, ISO4217, XBRLI
from tanshin.taxonomy.qname import QName

EX = "https://example.com/ex"
JPY = Unit((QName(ISO4217, "JPY"),))
PER_SHARE = Unit((QName(ISO4217, "JPY"),), (QName(XBRLI, "shares"),))
HALF = Period(date(2008, 4, 1), date(2008, 9, 30))
CLOSE = Period(None, date(2008, 9, 30))
EXAMPLE = Entity("http://example.com/id", "1")


def fact(id_: str, local: str, value: Decimal | str | None, period: Period = HALF, **more: object) -> Fact:
    unit = more.pop("unit", JPY)
    return Fact(id_, QName(EX, local), value, period, unit, EXAMPLE, **more)  # type: ignore[arg-type]


def written(*facts: Fact, taxonomy: Taxonomy | None = None) -> str:
    report = Report(facts, ("taxonomy/ex.xsd",), {"ex": EX, "iso4217": ISO4217})
    return instance(report, taxonomy or Taxonomy({})).decode()


def test_the_whole_of_a_small_instance() -> None:
    text = written(
        fact("f1", "Revenues", Decimal("33199561000"), decimals=-3),
        fact("f2", "BasicNetIncomePerShare", Decimal("1780.11"), decimals=2, unit=PER_SHARE),
        fact("f3", "Cash", None, CLOSE, decimals=-3),
    )
    assert (
        text
        == """\
<?xml version='1.0' encoding='utf-8'?>
<xbrli:xbrl xmlns:ex="https://example.com/ex" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" \
xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" \
xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xlink="http://www.w3.org/1999/xlink" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <link:schemaRef xlink:type="simple" xlink:href="taxonomy/ex.xsd"></link:schemaRef>
  <xbrli:context id="c-2008-09-30">
    <xbrli:entity><xbrli:identifier scheme="http://example.com/id">1</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:instant>2008-09-30</xbrli:instant></xbrli:period>
  </xbrli:context>
  <xbrli:context id="c-2008-04-01_2008-09-30">
    <xbrli:entity><xbrli:identifier scheme="http://example.com/id">1</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:startDate>2008-04-01</xbrli:startDate><xbrli:endDate>2008-09-30</xbrli:endDate></xbrli:period>
  </xbrli:context>
  <xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
  <xbrli:unit id="JPY-per-shares"><xbrli:divide>\
<xbrli:unitNumerator><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unitNumerator>\
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>\
</xbrli:divide></xbrli:unit>
  <ex:Revenues id="f1" contextRef="c-2008-04-01_2008-09-30" unitRef="JPY" decimals="-3">33199561000</ex:Revenues>
  <ex:BasicNetIncomePerShare id="f2" contextRef="c-2008-04-01_2008-09-30" unitRef="JPY-per-shares" decimals="2">\
1780.11</ex:BasicNetIncomePerShare>
  <ex:Cash id="f3" contextRef="c-2008-09-30" unitRef="JPY" xsi:nil="true"></ex:Cash>
</xbrli:xbrl>
"""
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1E+9"), "1000000000"),
        (Decimal("-0.0"), "0.0"),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("123456789012345678901234567890.1"), "123456789012345678901234567890.1"),
    ],
)
def test_amounts_are_plain_and_whole(value: Decimal, text: str) -> None:
    assert f'decimals="INF">{text}<' in written(fact("f1", "Revenues", value))


def test_members_stand_where_their_hypercubes_are_declared() -> None:
    axis, member = QName(EX, "SegmentAxis"), QName(EX, "NetworkMember")
    one = fact("f1", "Revenues", Decimal(1), dimensions=((axis, member),))
    scenario = written(one)
    assert '<xbrldi:explicitMember dimension="ex:SegmentAxis">ex:NetworkMember</xbrldi:explicitMember>' in scenario
    assert "<xbrli:scenario>" in scenario and "<xbrli:segment>" not in scenario
    assert 'contextRef="c-2008-04-01_2008-09-30_SegmentAxis.NetworkMember"' in scenario

    cube = QName(EX, "Cube")
    networks = (
        Network(LinkKind.DEFINITION, "r", ALL, (Arc(QName(EX, "Line"), cube, context_element="segment"),)),
        Network(LinkKind.DEFINITION, "r", HYPERCUBE_DIMENSION, (Arc(cube, axis),)),
    )
    segment = written(one, taxonomy=Taxonomy({}, networks))
    assert "<xbrli:segment>" in segment and "<xbrli:scenario>" not in segment


def test_a_typed_member_stands_in_the_element_its_axis_names() -> None:
    axis = QName(EX, "CustomerAxis")
    concepts = {axis: Concept(axis, ConceptKind.DIMENSION, typed_domain="ex.xsd#ex_customerName")}
    text = written(
        fact("f1", "Revenues", Decimal(1), dimensions=((axis, "A & B"),)),
        fact("f2", "Revenues", Decimal(2), dimensions=((axis, "A / B"),)),
        taxonomy=Taxonomy(concepts),
    )
    assert '<xbrldi:typedMember dimension="ex:CustomerAxis"><ex:customerName>A &amp; B</ex:customerName></' in text
    ids = [c.get("id") for c in etree.fromstring(text.encode()).iter(f"{{{XBRLI}}}context")]
    assert ids == ["c-2008-04-01_2008-09-30_CustomerAxis.A-B", "c-2008-04-01_2008-09-30_CustomerAxis.A-B.2"]


def test_contexts_do_not_depend_on_the_order_of_the_facts() -> None:
    facts = [fact(f"f{n}", "Cash", Decimal(n), Period(None, date(2008, n, 1))) for n in range(1, 6)]
    forward, backward = (etree.fromstring(written(*each).encode()) for each in (facts, facts[::-1]))
    ids = [[c.get("id") for c in root.iter(f"{{{XBRLI}}}context")] for root in (forward, backward)]
    assert ids[0] == ids[1] == [f"c-2008-{n:02}-01" for n in range(1, 6)]
    assert [e.get("id") for e in forward if e.get("contextRef")] == ["f1", "f2", "f3", "f4", "f5"]


def test_a_linkbase_is_referred_to_as_one_and_after_the_schemas() -> None:
    report = Report((), ("labels.xml", "ex.xsd"), {"ex": EX})
    text = instance(report, Taxonomy({})).decode()
    assert text.index("link:schemaRef") < text.index("link:linkbaseRef")
    assert 'xlink:href="labels.xml" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"' in text


def test_a_namespace_without_a_prefix_is_an_error_of_the_program() -> None:
    stray = fact("f1", "Revenues", Decimal(1))._replace(concept=QName("https://example.com/other", "Revenues"))
    with pytest.raises(KeyError):
        written(stray)
