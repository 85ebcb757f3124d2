"""What the schema supplies for an instance, and values that its types make equal (XBRL 2.1 section 4.10)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tanshin.converter.load import Instance, load_instance
from tanshin.taxonomy.dts import Resolver, load_dts
from tanshin.taxonomy.schemadeclared import Kind
from tanshin.taxonomy.schematypes import SchemaTypes

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
  targetNamespace="http://example.com/ex" xmlns:ex="http://example.com/ex" elementFormDefault="qualified">
<xs:import namespace="http://www.xbrl.org/2003/instance"
  schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:simpleType name="count"><xs:restriction base="xs:int"/></xs:simpleType>
<xs:complexType name="cents"><xs:simpleContent><xs:restriction base="xbrli:monetaryItemType">
  <xs:attribute name="decimals" default="2"/></xs:restriction></xs:simpleContent></xs:complexType>
<xs:element name="Sales" type="ex:cents" substitutionGroup="xbrli:item" xbrli:periodType="instant"/>
<xs:element name="Cost" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" xbrli:periodType="instant"
  default="1000"/>
<xs:element name="place"><xs:complexType><xs:sequence>
  <xs:element name="floor" type="ex:count" default="3"/><xs:element name="size" type="xs:double"/></xs:sequence>
  <xs:attribute name="open" type="xs:boolean" default="true"/></xs:complexType></xs:element>
</xs:schema>"""

INSTANCE = """<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ex="http://example.com/ex"
  xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
<link:schemaRef xlink:type="simple" xlink:href="ex.xsd"/>
<context id="c"><entity><identifier scheme="http://example.com">e</identifier><segment>%s</segment></entity>
  <period><instant>2008-09-30</instant></period></context>
<unit id="u"><measure>iso4217:JPY</measure></unit>
<ex:Sales id="s" contextRef="c" unitRef="u">12.5</ex:Sales>
<ex:Cost id="k" contextRef="c" unitRef="u" decimals="0"/>
</xbrl>"""


def load(folder: Path, segment: str) -> Instance:
    (folder / "ex.xsd").write_text(SCHEMA)
    path = folder / "ex.xml"
    path.write_text(INSTANCE % segment)
    return load_instance(path, types=SchemaTypes(load_dts([path], Resolver.for_files([path]))))


def content(folder: Path, segment: str) -> str:
    return load(folder, segment).contexts["c"].content[0].text


def test_defaults_of_attributes_and_elements_are_part_of_the_facts(tmp_path: Path) -> None:
    sales, cost = load(tmp_path, "<ex:place/>").report.facts
    assert (sales.value, sales.decimals) == (Decimal("12.5"), 2)
    assert (cost.value, cost.decimals) == (Decimal(1000), 0)


@pytest.mark.parametrize(
    "same",
    [
        "<ex:place open='1'><ex:floor>+03</ex:floor><ex:size>0.15E1</ex:size></ex:place>",
        "<ex:place><ex:floor/><ex:size>15e-1</ex:size></ex:place>",
    ],
)
def test_values_are_compared_by_their_types(same: str, tmp_path: Path) -> None:
    plain = "<ex:place open='true'><ex:floor>3</ex:floor><ex:size>1.5</ex:size></ex:place>"
    assert content(tmp_path, same) == content(tmp_path, plain)
    other = plain.replace("1.5", "1.51")
    assert content(tmp_path, other) != content(tmp_path, plain)


def test_nan_equals_nothing(tmp_path: Path) -> None:
    twice = "<ex:place><ex:size>NaN</ex:size></ex:place>" * 2
    one, other = load(tmp_path, twice).contexts["c"].content
    assert one.text != other.text


@pytest.mark.parametrize(
    ("kind", "text", "same"),
    [
        (Kind.DECIMAL, " 001.500 ", "1.5"), (Kind.DECIMAL, "-0.0", "0"), (Kind.DECIMAL, "100", "100"),
        (Kind.FLOAT, "-0", "0.0"), (Kind.FLOAT, "INF", "inf"), (Kind.FLOAT, "nan", "nan"), (Kind.FLOAT, "NaN", None),
        (Kind.BOOLEAN, "1", "true"), (Kind.TEXT, "1.0", "1.0"), (Kind.DECIMAL, "many", "many"),
    ],
)  # fmt: skip
def test_one_text_for_equal_values(kind: Kind, text: str, same: str | None) -> None:
    assert kind.canonical(text) == same
