"""What is wrong with concepts as a schema declares them."""

from __future__ import annotations

from pathlib import Path

import pytest
from linked import codes, item, schema, wrong

TYPE = """<xs:complexType name="priceItemType"><xs:simpleContent>
  <xs:restriction base="xbrli:monetaryItemType"><xs:minInclusive value="0"/></xs:restriction>
</xs:simpleContent></xs:complexType>"""


def tuple_(content: str, more: str = "", mixed: str = "") -> str:
    return f"""{item("A")}<xs:element name="T" substitutionGroup="xbrli:tuple" {more}><xs:complexType {mixed}>
      <xs:complexContent><xs:restriction base="xs:anyType">{content}</xs:restriction></xs:complexContent>
    </xs:complexType></xs:element><xs:element name="other" type="xs:string"/>"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (item("A", more='xbrli:balance="debit"'), []),
        (TYPE + item("A").replace("xbrli:monetary", "a:price").replace("/>", 'xbrli:balance="credit"/>'), []),
        (item("A").replace('xbrli:periodType="instant"', ""), ["xbrl.5.1.1.1:itemPeriodType"]),
        (item("A", "shares", 'xbrli:balance="debit"'), ["xbrl.5.1.1.2:balance"]),
        (item("A").replace("xbrli:monetaryItemType", "xs:decimal"), ["xbrl.5.1.1.3:itemType"]),
        (tuple_('<xs:sequence><xs:element ref="a:A"/></xs:sequence>'), []),
        (tuple_('<xs:sequence><xs:element ref="xbrli:item"/></xs:sequence><xs:anyAttribute/>'), []),
        (tuple_("", 'xbrli:periodType="instant"'), ["xbrl.4.9:tuplePeriodTypeOrBalance"]),
        (tuple_("", mixed='mixed="true"'), ["xbrl.4.9:tupleMixed"]),
        (tuple_('<xs:sequence><xs:element name="B"/></xs:sequence>'), ["xbrl.4.9:tupleLocalElement"]),
        (tuple_('<xs:sequence><xs:element ref="a:other"/></xs:sequence>'), ["xbrl.4.9:tupleElement"]),
        (tuple_('<xs:attribute ref="xbrli:periodType"/>'), ["xbrl.4.9:tupleAttribute"]),
        (
            '<xs:element name="T" substitutionGroup="xbrli:tuple" type="xbrli:tokenItemType"/>',
            ["xbrl.4.9:tupleContent"],
        ),
    ],
)
def test_concepts(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert codes(tmp_path, schema(body)) == expected


def test_a_type_of_a_tuple_is_followed_through_names_and_groups(tmp_path: Path) -> None:
    body = """
<xs:group name="g"><xs:sequence><xs:element name="inner"/></xs:sequence></xs:group>
<xs:complexType name="t"><xs:sequence><xs:group ref="a:g"/></xs:sequence></xs:complexType>
<xs:element name="T" type="a:t" substitutionGroup="xbrli:tuple"/>"""
    assert wrong(tmp_path, schema(body)) == [("xbrl.4.9:tupleLocalElement", 8)]


def test_roles_belong_into_the_appinfo_of_the_schema_itself(tmp_path: Path) -> None:
    role = '<link:roleType roleURI="urn:r" id="r"><link:usedOn>link:label</link:usedOn></link:roleType>'
    nested = item("A").replace("/>", f"><xs:annotation><xs:appinfo>{role}</xs:appinfo></xs:annotation></xs:element>")
    assert codes(tmp_path, schema(nested)) == ["xbrl.5.1:appinfo"]
    assert codes(tmp_path, schema(item("A"), role)) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ('<xs:import namespace="urn:b" schemaLocation="b.xsd"/>', []),
        ('<xs:import namespace="urn:c" schemaLocation="b.xsd"/>', ["xmlschema:schema"]),
        ('<xs:import schemaLocation="b.xsd"/>', ["xmlschema:schema"]),
        ('<xs:import schemaLocation="bare.xsd"/>', []),
        ('<xs:include schemaLocation="bare.xsd"/>', []),
        ('<xs:include schemaLocation="b.xsd"/>', ["xmlschema:schema"]),
    ],
)
def test_a_schema_is_imported_for_the_namespace_it_has(tmp_path: Path, statement: str, expected: list[str]) -> None:
    bare = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>'
    (tmp_path / "bare.xsd").write_text(bare)
    (tmp_path / "b.xsd").write_text(bare.replace("/>", ' targetNamespace="urn:b"/>'))
    assert codes(tmp_path, schema(statement)) == expected
