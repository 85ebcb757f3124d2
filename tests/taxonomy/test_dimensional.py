"""The dimensional side of a taxonomy: one that is well made, and each way to break it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tanshin.taxonomy.dimensional import dimensional_findings
from tanshin.taxonomy.dts import Resolver, load_dts

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
  xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:link="http://www.xbrl.org/2003/linkbase"
  targetNamespace="http://example.com/ex" xmlns:ex="http://example.com/ex">
<xs:annotation><xs:appinfo>
  <link:roleType id="two" roleURI="http://example.com/two"><link:usedOn>link:definitionLink</link:usedOn></link:roleType>
</xs:appinfo></xs:annotation>
<xs:import namespace="http://www.xbrl.org/2003/instance"
  schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>
<xs:element name="n" id="n" type="xs:int"/>
<xs:element name="Cube" id="Cube" type="xbrli:stringItemType" abstract="true" substitutionGroup="xbrldt:hypercubeItem"
  xbrli:periodType="instant"/>
<xs:element name="Axis" id="Axis" type="xbrli:stringItemType" abstract="true" substitutionGroup="xbrldt:dimensionItem"
  xbrli:periodType="instant"/>
<xs:element name="Number" id="Number" type="xbrli:stringItemType" abstract="true"
  substitutionGroup="xbrldt:dimensionItem" xbrli:periodType="instant" xbrldt:typedDomainRef="#n"/>
%s</xs:schema>"""
ITEM = '<xs:element name="{0}" id="{0}" type="xbrli:stringItemType" substitutionGroup="xbrli:item"/>\n'
ITEMS = "".join(ITEM.format(name) for name in ("Lines", "Sales", "All", "North", "South"))

LINKS = """<linkbase xmlns="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:xbrldt="http://xbrl.org/2005/xbrldt">
<roleRef roleURI="http://example.com/two" xlink:type="simple" xlink:href="ex.xsd#two"/>
%s</linkbase>"""
ONE, TWO = "http://www.xbrl.org/2003/role/link", "http://example.com/two"
CUBE = """
1 all Lines Cube xbrldt:contextElement="scenario"
1 domain-member Lines Sales
1 hypercube-dimension Cube Axis xbrldt:targetRole="http://example.com/two"
1 hypercube-dimension Cube Number
2 dimension-domain Axis All
2 dimension-default Axis All
2 domain-member All North
2 domain-member All South
"""


def link(line: str) -> str:
    number, arcrole, source, target, *more = line.split(maxsplit=4)
    locators = "".join(
        f'<loc xlink:type="locator" xlink:href="ex.xsd#{name}" xlink:label="{name}"/>' for name in (source, target)
    )
    return (
        f'<definitionLink xlink:type="extended" xlink:role="{ONE if number == "1" else TWO}">{locators}'
        f'<definitionArc xlink:type="arc" xlink:arcrole="http://xbrl.org/int/dim/arcrole/{arcrole}" '
        f'xlink:from="{source}" xlink:to="{target}" {"".join(more)}/></definitionLink>\n'
    )


@pytest.fixture
def problems(tmp_path: Path) -> Callable[[str, str], list[str]]:
    def run(lines: str, schema: str) -> list[str]:
        (tmp_path / "ex.xsd").write_text(schema)
        path = tmp_path / "ex_def.xml"
        path.write_text(LINKS % "".join(map(link, lines.strip().splitlines())))
        dts = load_dts([path], Resolver.for_files([path]))
        assert dts.findings == ()
        found = list(dimensional_findings(dts))
        assert all(f.source is not None and f.source.line > 1 for f in found)
        return [f.code.removeprefix("xbrldte:") for f in found]

    return run


def test_a_well_made_taxonomy_has_no_findings(problems: Callable[[str, str], list[str]]) -> None:
    assert problems(CUBE, SCHEMA % ITEMS) == []


@pytest.mark.parametrize(
    ("instead", "of", "code"),
    [
        ("1 all Axis Cube xb", "1 all Lines Cube xb", "HasHypercubeSourceError"),
        ("1 all Lines Axis xb", "1 all Lines Cube xb", "HasHypercubeTargetError"),
        ("Cube", 'Cube xbrldt:contextElement="scenario"', "HasHypercubeMissingContextElementAttributeError"),
        ("dimension Sales Number", "dimension Cube Number", "HypercubeDimensionSourceError"),
        ("dimension Cube Sales", "dimension Cube Number", "HypercubeDimensionTargetError"),
        ("domain Number All", "domain Axis All", "DimensionDomainSourceError"),
        ("domain Axis Cube", "domain Axis All", "DimensionDomainTargetError"),
        ("member Cube North", "member All North", "DomainMemberSourceError"),
        ("member All Cube", "member All North", "DomainMemberTargetError"),
        ("default Number All", "default Axis All", "DimensionDefaultSourceError"),
        ("default Axis Number", "default Axis All", "DimensionDefaultTargetError"),
        ("default Axis All\n1 dimension-default Axis North", "default Axis All", "TooManyDefaultMembersError"),
        ("http://example.com/three", "http://example.com/two", "TargetRoleNotResolvedError"),
        ("member All North\n2 domain-member North All", "member All North", "DRSDirectedCycleError"),
        ("member All Sales", "member All South", "PrimaryItemPolymorphismError"),
    ],
)  # fmt: skip
def test_one_arc_breaks_one_rule(instead: str, of: str, code: str, problems: Callable[[str, str], list[str]]) -> None:
    assert of in CUBE
    assert problems(CUBE.replace(of, instead, 1), SCHEMA % ITEMS) == [code]


def test_no_hypercube_no_cycle_and_a_member_that_is_not_usable_may_be_a_primary_item(
    problems: Callable[[str, str], list[str]],
) -> None:
    circle = "2 dimension-domain Axis All\n2 domain-member All North\n1 domain-member North All"
    assert problems(circle, SCHEMA % ITEMS) == []
    barred = CUBE.replace("member All South", 'member All Sales xbrldt:usable="false"')
    assert problems(barred, SCHEMA % ITEMS) == []


@pytest.mark.parametrize(
    ("instead", "of", "code"),
    [
        ("", 'abstract="true" substitutionGroup="xbrldt:hypercubeItem"', "HypercubeElementIsNotAbstractError"),
        ("", 'abstract="true" substitutionGroup="xbrldt:dimensionItem"', "DimensionElementIsNotAbstractError"),
        ('typedDomainRef="ex.xsd"', 'typedDomainRef="#n"', "TypedDimensionURIError"),
        ('typedDomainRef="other.xsd#n"', 'typedDomainRef="#n"', "OutOfDTSSchemaError"),
        ('typedDomainRef="#m"', 'typedDomainRef="#n"', "TypedDimensionError"),
        ('typedDomainRef="#Axis"', 'typedDomainRef="#n"', "TypedDimensionError"),
        ('type="xs:int" xbrldt:typedDomainRef="#n"', 'type="xs:int"', "TypedDomainRefError"),
    ],
)
def test_one_attribute_breaks_one_rule(
    instead: str, of: str, code: str, problems: Callable[[str, str], list[str]]
) -> None:
    assert of in SCHEMA
    new = instead or of.replace('abstract="true" ', "")
    assert problems(CUBE, (SCHEMA % ITEMS).replace(of, new, 1)) == [code]
