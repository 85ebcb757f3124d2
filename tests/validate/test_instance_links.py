"""Footnotes, aliases and required elements of an instance: each rule kept, and each broken by one change."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.converter.validate import iter_findings
from tanshin.taxonomy.finding import Severity

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
  targetNamespace="http://example.com/ex" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink">
<xs:annotation><xs:appinfo><link:linkbase><link:definitionLink xlink:type="extended"
    xlink:role="http://www.xbrl.org/2003/role/link">
  <link:loc xlink:type="locator" xlink:href="#a" xlink:label="a"/>
  <link:loc xlink:type="locator" xlink:href="#b" xlink:label="b"/>
  <link:loc xlink:type="locator" xlink:href="#c" xlink:label="c"/>
  <link:definitionArc xlink:type="arc" xlink:from="a" xlink:to="b"
    xlink:arcrole="http://www.xbrl.org/2003/arcrole/essence-alias"/>
  <link:definitionArc xlink:type="arc" xlink:from="a" xlink:to="c"
    xlink:arcrole="http://www.xbrl.org/2003/arcrole/requires-element"/>
</link:definitionLink></link:linkbase></xs:appinfo></xs:annotation>
<xs:import namespace="http://www.xbrl.org/2003/instance"
  schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:import namespace="http://www.xbrl.org/2003/linkbase"
  schemaLocation="http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"/>
<xs:import namespace="http://www.xbrl.org/2003/XLink" schemaLocation="http://www.xbrl.org/2003/xl-2003-12-31.xsd"/>
<xs:element name="loc" substitutionGroup="link:loc" type="xl:locatorType" xmlns:xl="http://www.xbrl.org/2003/XLink"/>
<xs:element name="A" id="a" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" xbrli:periodType="instant"/>
<xs:element name="B" id="b" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" xbrli:periodType="instant"/>
<xs:element name="C" id="c" type="xbrli:stringItemType" substitutionGroup="xbrli:item" xbrli:periodType="instant"/>
</xs:schema>"""

INSTANCE = """<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ex="http://example.com/ex"
  xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
<link:schemaRef xlink:type="simple" xlink:href="ex.xsd"/>
<context id="now"><entity><identifier scheme="http://example.com">e</identifier></entity>
  <period><instant>2008-09-30</instant></period></context>
<unit id="jpy"><measure>iso4217:JPY</measure></unit><unit id="usd"><measure>iso4217:USD</measure></unit>
<ex:A id="fa" contextRef="now" unitRef="jpy" decimals="0">1234</ex:A>
<ex:B contextRef="now" unitRef="jpy" decimals="-2">1200</ex:B>
<ex:C contextRef="now">why</ex:C>
<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
  <link:loc xlink:type="locator" xlink:href="#fa" xlink:label="fact"/>
  <link:footnote xlink:type="resource" xlink:label="note" xml:lang="en"
    xlink:role="http://www.xbrl.org/2003/role/footnote">Not audited.</link:footnote>
  <link:footnoteArc xlink:type="arc" xlink:from="fact" xlink:to="note"
    xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote"/>
</link:footnoteLink></xbrl>"""


def errors(folder: Path, instance: str) -> list[str]:
    (folder / "ex.xsd").write_text(SCHEMA)
    path = folder / "ex.xml"
    path.write_text(instance)
    return [f.code for f in iter_findings([path], calculation="1.0") if f.severity is Severity.ERROR]


def test_an_instance_that_keeps_the_rules(tmp_path: Path) -> None:
    assert errors(tmp_path, INSTANCE) == []
    assert errors(tmp_path, INSTANCE.replace('href="#fa"', 'href="ex.xml#fa"')) == []
    assert errors(tmp_path, INSTANCE.replace('href="#fa"', 'href="#element(/1/5)"')) == []


def test_a_footnote_may_have_its_language_from_what_it_stands_in(tmp_path: Path) -> None:
    bare = INSTANCE.replace(' xml:lang="en"', "")
    for outer in ("<link:footnoteLink", "<xbrl"):
        assert errors(tmp_path, bare.replace(outer, f'{outer} xml:lang="en"')) == []
    silenced = bare.replace("<link:footnoteLink", '<link:footnoteLink xml:lang=""')
    assert errors(tmp_path, silenced.replace("<xbrl", '<xbrl xml:lang="en"')) == ["xbrl.4.11.1.2.1:missingLang"]


@pytest.mark.parametrize(
    ("of", "instead", "code"),
    [
        ('<link:loc xlink:type="locator"', '<ex:loc xlink:type="locator"', "xbrl.4.11.1.1:otherLocator"),
        ('href="#fa"', 'href="#now"', "xbrl.4.11.1.1:instanceLoc"),
        ('href="#fa"', 'href="ex.xsd#a"', "xbrl.4.11.1.1:instanceLoc"),
        ('href="#fa"', 'href="#element(/1/2)"', "xbrl.4.11.1.1:instanceLoc"),
        (' xml:lang="en"', "", "xbrl.4.11.1.2.1:missingLang"),
        ('xlink:from="fact"', 'xlink:from="note"', "xbrl.4.11.1.3.1:factFootnoteArcFrom"),
        ('xlink:to="note"', 'xlink:to="fact"', "xbrl.4.11.1.3.1:factFootnoteArcTo"),
        (">1200<", ">1300<", "xbrl.5.2.6.2.2:essenceAliasInconsistency"),
        ('"jpy" decimals="-2"', '"usd" decimals="-2"', "xbrl.5.2.6.2.2:essenceAliasUnitsInconsistency"),
        ('<ex:C contextRef="now">why</ex:C>', "", "xbrl.5.2.6.2.4:requiresElementInconsistency"),
        ("iso4217:JPY", "iso4217:YEN", "xbrl.4.8.2:monetaryFactUnit"),
    ],
)
def test_one_change_breaks_one_rule(of: str, instead: str, code: str, tmp_path: Path) -> None:
    assert of in INSTANCE
    assert set(errors(tmp_path, INSTANCE.replace(of, instead, 1))) == {code}
