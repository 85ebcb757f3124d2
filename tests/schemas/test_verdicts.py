"""xmlschema on the schemas as they are and libxml2 on the fast variant say the same of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from lxml import etree
from tanshin.schemas import fast_variant, mistyped

INSTANCE_XSD = "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"

TAXONOMY = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="http://t.example" targetNamespace="http://t.example"
    xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:num="http://www.xbrl.org/dtr/type/numeric"
    xmlns:nonnum="http://www.xbrl.org/dtr/type/non-numeric" xmlns:xbrldt="http://xbrl.org/2005/xbrldt">
  <xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  <xs:import namespace="http://www.xbrl.org/dtr/type/numeric" schemaLocation="http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd"/>
  <xs:import namespace="http://www.xbrl.org/dtr/type/non-numeric" schemaLocation="http://www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd"/>
  <xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>
  <xs:import namespace="http://xbrl.org/2006/xbrldi" schemaLocation="http://www.xbrl.org/2006/xbrldi-2006.xsd"/>
  <xs:import namespace="http://www.xbrl.org/2006/ref" schemaLocation="http://www.xbrl.org/2006/ref-2006-02-27.xsd"/>
  <xs:import namespace="http://xbrl.org/2008/generic" schemaLocation="http://www.xbrl.org/2008/generic-link.xsd"/>
  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
  <xs:element name="Cash" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" nillable="true"/>
  <xs:element name="Name" type="xbrli:stringItemType" substitutionGroup="xbrli:item"/>
  <xs:element name="Day" type="xbrli:dateItemType" substitutionGroup="xbrli:item"/>
  <xs:element name="Moment" type="xbrli:dateTimeItemType" substitutionGroup="xbrli:item"/>
  <xs:element name="Flag" type="xbrli:booleanItemType" substitutionGroup="xbrli:item"/>
  <xs:element name="Count" type="xbrli:nonNegativeIntegerItemType" substitutionGroup="xbrli:item"/>
  <xs:element name="Third" type="xbrli:fractionItemType" substitutionGroup="xbrli:item"/>
  <xs:element name="Margin" type="num:percentItemType" substitutionGroup="xbrli:item"/>
  <xs:element name="Member" type="nonnum:domainItemType" substitutionGroup="xbrli:item" abstract="true"/>
  <xs:element name="Axis" type="xbrli:stringItemType" substitutionGroup="xbrldt:dimensionItem" abstract="true"/>
  <xs:element name="Shape" type="xs:integer"/>
  <xs:element name="Pair" substitutionGroup="xbrli:tuple">
    <xs:complexType>
      <xs:sequence><xs:element ref="t:Cash"/><xs:element ref="t:Name" minOccurs="0"/></xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>"""

INSTANCE = """<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:t="http://t.example"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>
  <!-- refs -->
  <context id="c">
    <entity><identifier scheme="http://s.example">1</identifier></entity>
    <period><instant>2008-03-31</instant></period>
    <!-- scenario -->
  </context>
  <unit id="u"><measure>t:yen</measure></unit>
  <t:Cash id="f" contextRef="c" unitRef="u" decimals="-3">1000</t:Cash>
  <!-- fact -->
</xbrl>"""

LINKBASE = """<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:ref="http://www.xbrl.org/2006/ref" xmlns:gen="http://xbrl.org/2008/generic" xmlns:t="http://t.example">
  <link:roleRef roleURI="http://r.example" xlink:type="simple" xlink:href="t.xsd#r"/>
  <link:calculationLink xlink:type="extended" xlink:role="http://r.example">
    <link:loc xlink:type="locator" xlink:href="t.xsd#a" xlink:label="a"/>
    <link:calculationArc xlink:type="arc" xlink:arcrole="http://a.example" xlink:from="a" xlink:to="a" weight="1"
        order="1.5"/>
  </link:calculationLink>
  <link:labelLink xlink:type="extended" xlink:role="http://r.example">
    <link:label xlink:type="resource" xlink:label="l" xml:lang="en">Cash</link:label>
  </link:labelLink>
  <link:referenceLink xlink:type="extended" xlink:role="http://r.example">
    <link:reference xlink:type="resource" xlink:label="r"><ref:Name>FAS</ref:Name></link:reference>
  </link:referenceLink>
  <!-- link -->
</link:linkbase>"""

# verdict | what it is about | the text to replace | what to put there; an indented line goes on with the one above
INSTANCES = """
valid   | as it is | Cash | Cash
valid   | a hint at another place of schemas | <xbrl xmlns= | <xbrl xsi:schemaLocation="http://t.example
        http://nowhere.example/t.xsd" xmlns=
valid   | no fact at all | <t:Cash id="f" contextRef="c" unitRef="u" decimals="-3">1000</t:Cash> |
valid   | a nil fact | decimals="-3">1000 | xsi:nil="true">
valid   | decimals INF | "-3" | "INF"
valid   | precision | decimals="-3" | precision="4"
valid   | 30 digits | 1000 | 123456789012345678901234567890.5
valid   | an attribute of another vocabulary | id="f" | t:note="x"
valid   | xml:lang on the root | <xbrl xmlns= | <xbrl xml:lang="en" xmlns=
valid   | linkbase and role references | <!-- refs --> | <link:linkbaseRef xlink:type="simple" xlink:href="l.xml"
        xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/><link:roleRef xlink:type="simple"
        xlink:href="t.xsd#r" roleURI="http://r.example"/>
valid   | a moment with a time | 2008-03-31 | 2008-03-31T00:00:00
valid   | a period of time | <instant>2008-03-31</instant> | <startDate>2007-04-01</startDate>
        <endDate>2008-03-31</endDate>
valid   | for ever | <instant>2008-03-31</instant> | <forever/>
valid   | a member of a dimension | <!-- scenario --> | <scenario><xbrldi:explicitMember
        dimension="t:Axis">t:Member</xbrldi:explicitMember></scenario>
valid   | a typed member | <!-- scenario --> | <scenario><xbrldi:typedMember dimension="t:Axis"><t:Shape>1</t:Shape>
        </xbrldi:typedMember></scenario>
valid   | a segment of any vocabulary | </identifier> | </identifier><segment><x xmlns="urn:x"/></segment>
valid   | a unit per unit | <measure>t:yen</measure> | <divide><unitNumerator><measure>t:yen</measure>
        </unitNumerator><unitDenominator><measure>shares</measure></unitDenominator></divide>
valid   | a product of units | <measure>t:yen</measure> | <measure>t:yen</measure><measure>t:yen</measure>
valid   | text | <!-- fact --> | <t:Name contextRef="c">any</t:Name>
valid   | a day | <!-- fact --> | <t:Day contextRef="c">2008-03-31</t:Day>
valid   | a date-time that is a day | <!-- fact --> | <t:Moment contextRef="c">2008-03-31</t:Moment>
valid   | a truth | <!-- fact --> | <t:Flag contextRef="c">1</t:Flag>
valid   | a fraction | <!-- fact --> | <t:Third contextRef="c" unitRef="u"><numerator>1</numerator>
        <denominator>3</denominator></t:Third>
valid   | a percentage | <!-- fact --> | <t:Margin contextRef="c" unitRef="u" decimals="3">0.109</t:Margin>
valid   | a tuple | <!-- fact --> | <t:Pair><t:Cash contextRef="c" unitRef="u">1</t:Cash><t:Name
        contextRef="c">x</t:Name></t:Pair>
valid   | a footnote | <!-- fact --> | <link:footnoteLink xlink:type="extended" xlink:role="http://r.example">
        <link:footnote xlink:type="resource" xlink:label="n" xml:lang="en">n <b
        xmlns="http://www.w3.org/1999/xhtml">b</b></link:footnote></link:footnoteLink>
invalid | no schemaRef | <link:schemaRef xlink:type="simple" xlink:href="t.xsd"/> |
invalid | schemaRef after the facts | <!-- fact --> | <link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>
invalid | linkbaseRef after the facts | <!-- fact --> | <link:linkbaseRef xlink:type="simple" xlink:href="l.xml"
        xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
invalid | roleRef before linkbaseRef | <!-- refs --> | <link:roleRef xlink:type="simple" xlink:href="t.xsd#r"
        roleURI="http://r.example"/><link:linkbaseRef xlink:type="simple" xlink:href="l.xml"
        xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
invalid | linkbaseRef without arcrole | <!-- refs --> | <link:linkbaseRef xlink:type="simple" xlink:href="l.xml"/>
invalid | another kind of link than footnotes | <!-- fact --> | <link:labelLink xlink:type="extended"
        xlink:role="http://r.example"/>
invalid | schemaRef of type extended | xlink:type="simple" | xlink:type="extended"
invalid | schemaRef without href | xlink:href="t.xsd" |
invalid | a fact of an undeclared concept | <!-- fact --> | <t:Nothing contextRef="c"/>
invalid | a fact of a namespace not in the DTS | <!-- fact --> | <Cash xmlns="urn:x" contextRef="c">1</Cash>
invalid | a fact of an abstract concept | <!-- fact --> | <t:Member contextRef="c"/>
invalid | xbrli:item itself | <!-- fact --> | <item contextRef="c"/>
invalid | text among the facts | <!-- fact --> | text
invalid | an amount with separators | 1000 | 1,000
invalid | an amount that is empty | 1000 |
invalid | an amount with an exponent | 1000 | 1E3
invalid | no context | contextRef="c" |
invalid | no unit | unitRef="u" |
invalid | decimals of 1.5 | "-3" | "1.5"
invalid | negative precision | decimals="-3" | precision="-1"
invalid | an attribute nobody declared | id="f" | note="x"
invalid | a nil fact with a value | decimals="-3" | xsi:nil="true"
invalid | nil where none may be | <!-- fact --> | <t:Name contextRef="c" xsi:nil="true"/>
invalid | an id used twice | id="f" | id="u"
invalid | an id that is no name | id="f" | id="1"
invalid | a unit on text | <!-- fact --> | <t:Name contextRef="c" unitRef="u">any</t:Name>
invalid | a day that is none | <!-- fact --> | <t:Day contextRef="c">2008-02-30</t:Day>
invalid | a date with a time | <!-- fact --> | <t:Day contextRef="c">2008-03-31T00:00:00</t:Day>
invalid | a truth in words | <!-- fact --> | <t:Flag contextRef="c">yes</t:Flag>
invalid | a negative count | <!-- fact --> | <t:Count contextRef="c" unitRef="u">-1</t:Count>
invalid | a fraction of nothing | <!-- fact --> | <t:Third contextRef="c" unitRef="u"><numerator>1</numerator>
        <denominator>0</denominator></t:Third>
invalid | decimals on a fraction | <!-- fact --> | <t:Third contextRef="c" unitRef="u" decimals="0">
        <numerator>1</numerator><denominator>3</denominator></t:Third>
invalid | another vocabulary on a percentage | <!-- fact --> | <t:Margin contextRef="c" unitRef="u"
        t:note="x">0.109</t:Margin>
invalid | a tuple without its first part | <!-- fact --> | <t:Pair><t:Name contextRef="c">x</t:Name></t:Pair>
invalid | a context without an id | <context id="c"> | <context>
invalid | a context without an entity | <entity><identifier scheme="http://s.example">1</identifier></entity> |
invalid | an identifier without a scheme | scheme="http://s.example" |
invalid | an identifier with an empty scheme | http://s.example |
invalid | a period without an end | <instant>2008-03-31</instant> | <startDate>2007-04-01</startDate>
invalid | an end before its start in order | <instant>2008-03-31</instant> | <endDate>2008-03-31</endDate>
        <startDate>2007-04-01</startDate>
invalid | a date in words | 2008-03-31 | March 31, 2008
invalid | an empty scenario | <!-- scenario --> | <scenario/>
invalid | a scenario of XBRL's own vocabulary | <!-- scenario --> | <scenario><measure>t:x</measure></scenario>
invalid | a member without its dimension | <!-- scenario --> | <scenario>
        <xbrldi:explicitMember>t:Member</xbrldi:explicitMember></scenario>
invalid | a member that is no name | <!-- scenario --> | <scenario><xbrldi:explicitMember dimension="t:Axis">a
        b</xbrldi:explicitMember></scenario>
invalid | a typed member with a wrong value | <!-- scenario --> | <scenario><xbrldi:typedMember dimension="t:Axis">
        <t:Shape>x</t:Shape></xbrldi:typedMember></scenario>
invalid | a typed member with two values | <!-- scenario --> | <scenario><xbrldi:typedMember dimension="t:Axis">
        <t:Shape>1</t:Shape><t:Shape>2</t:Shape></xbrldi:typedMember></scenario>
invalid | an undeclared typed member | <!-- scenario --> | <scenario><xbrldi:typedMember dimension="t:Axis"><x
        xmlns="urn:x"/></xbrldi:typedMember></scenario>
invalid | a unit without a measure | <measure>t:yen</measure> |
invalid | a unit with measure and divide | <measure>t:yen</measure> | <measure>t:yen</measure><divide><unitNumerator>
        <measure>t:yen</measure></unitNumerator><unitDenominator><measure>t:yen</measure></unitDenominator>
        </divide>
invalid | a divide without a denominator | <measure>t:yen</measure> | <divide><unitNumerator><measure>t:yen</measure>
        </unitNumerator></divide>
invalid | a footnote in a footnote | <!-- fact --> | <link:footnoteLink xlink:type="extended"
        xlink:role="http://r.example"><link:label xlink:type="resource" xlink:label="n" xml:lang="en">n</link:label>
        </link:footnoteLink>
"""

LINKBASES = """
valid   | as it is | Cash | Cash
valid   | documentation | <!-- link --> | <link:documentation t:x="1">any</link:documentation>
valid   | an arc prohibited | weight="1" | weight="1" use="prohibited" priority="2"
valid   | an attribute of another vocabulary | weight="1" | weight="1" t:x="1"
valid   | a label in XHTML | Cash | <b xmlns="http://www.w3.org/1999/xhtml">Cash</b>
valid   | a preferred label | <!-- link --> | <link:presentationLink xlink:type="extended"
        xlink:role="http://r.example"><link:presentationArc xlink:type="arc" xlink:arcrole="http://a.example"
        xlink:from="a" xlink:to="a" preferredLabel="http://l.example"/></link:presentationLink>
valid   | a generic link | <!-- link --> | <gen:link xlink:type="extended" xlink:role="http://r.example"><gen:arc
        xlink:type="arc" xlink:arcrole="http://a.example" xlink:from="a" xlink:to="a" id="g"/></gen:link>
invalid | an undeclared generic attribute | <!-- link --> | <gen:link xlink:type="extended"
        xlink:role="http://r.example" t:x="1"/>
invalid | a language that is none | xml:lang="en" | xml:lang="x-something-too-long"
invalid | an unknown treatment of space | xml:lang="en" | xml:space="any"
invalid | an arc without an arcrole | xlink:arcrole="http://a.example" |
invalid | an arc without a weight | weight="1" |
invalid | a weight that is no number | weight="1" | weight="one"
invalid | an order that is no number | order="1.5" | order="first"
invalid | an unknown use | weight="1" | weight="1" use="maybe"
invalid | a priority of 1.5 | weight="1" | weight="1" priority="1.5"
invalid | a locator without an href | xlink:href="t.xsd#a" |
invalid | a locator without a label | xlink:label="a" |
invalid | a label that is no name | xlink:label="a" | xlink:label="a b"
invalid | a locator of the wrong type | xlink:type="locator" | xlink:type="arc"
invalid | a link without a role | <link:labelLink xlink:type="extended" xlink:role="http://r.example"> |
        <link:labelLink xlink:type="extended">
invalid | a link with an empty role | <link:labelLink xlink:type="extended" xlink:role="http://r.example"> |
        <link:labelLink xlink:type="extended" xlink:role="">
invalid | an arc of another link | <link:calculationArc | <link:definitionArc
invalid | a label in a calculation | </link:calculationLink> | <link:label xlink:type="resource" xlink:label="l"
        xml:lang="en">Cash</link:label></link:calculationLink>
invalid | a roleRef without its role | roleURI="http://r.example" |
invalid | a roleRef with an empty role | roleURI="http://r.example" | roleURI=""
invalid | a link nobody declared | <!-- link --> | <t:link xlink:type="extended" xlink:role="http://r.example"/>
invalid | a reference part nobody declared | <ref:Name>FAS</ref:Name> | <ref:Title>FAS</ref:Title>
invalid | the abstract reference part | <ref:Name>FAS</ref:Name> | <link:part>FAS</link:part>
invalid | text in a link | <!-- link --> | text
invalid | an unknown show | weight="1" | weight="1" xlink:show="all"
"""

# What libxml2 does not look at, or the wildcard does not: checks of instances must.
LEFT_TO_OTHER_CHECKS = """
a declared element that is no concept   | <!-- fact -->  | <t:Shape>1</t:Shape>
a context that is not there             | contextRef="c" | contextRef="d"
"""

Verdict = Callable[[str], bool]


def rows(table: str) -> list[list[str]]:
    lines = table.strip().replace("\n        ", " ").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines]


@pytest.fixture(scope="module")
def verdicts(
    libxml2: Callable[[bytes, Mapping[str, bytes]], Verdict], reference: Callable[[bytes], Verdict]
) -> tuple[Verdict, Verdict]:
    variant = fast_variant(INSTANCE_XSD, {"http://t.example"}) or b""
    by_libxml2 = libxml2(TAXONOMY.encode(), {INSTANCE_XSD: variant})

    def fast(document: str) -> bool:
        return by_libxml2(document) and not list(mistyped(etree.fromstring(document)))

    return reference(TAXONOMY.encode()), fast


@pytest.mark.parametrize(("verdict", "what", "old", "new"), rows(INSTANCES))
def test_instances(verdicts: tuple[Verdict, Verdict], verdict: str, what: str, old: str, new: str) -> None:
    assert old in INSTANCE
    document = INSTANCE.replace(old, new, 1)
    assert [engine(document) for engine in verdicts] == [verdict == "valid"] * 2, what


@pytest.mark.parametrize(("verdict", "what", "old", "new"), rows(LINKBASES))
def test_linkbases(verdicts: tuple[Verdict, Verdict], verdict: str, what: str, old: str, new: str) -> None:
    assert old in LINKBASE
    document = LINKBASE.replace(old, new, 1)
    assert [engine(document) for engine in verdicts] == [verdict == "valid"] * 2, what


@pytest.mark.parametrize(("what", "old", "new"), rows(LEFT_TO_OTHER_CHECKS))
def test_what_the_fast_way_leaves_to_other_checks(
    verdicts: tuple[Verdict, Verdict], what: str, old: str, new: str
) -> None:
    document = INSTANCE.replace(old, new, 1)
    assert [engine(document) for engine in verdicts] == [False, True], what
