"""Members that an instance names: which names will do where no hypercube asks for any."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.converter.validate import iter_findings
from taxonomies import instance, item, linkbase, schema

XBRLDT = "http://www.xbrl.org/2005/xbrldt-2005.xsd"
ALL = "http://xbrl.org/int/dim/arcrole/all"


def declared(name: str, head: str) -> str:
    return item(name, "xbrli:stringItemType", 'xbrli:periodType="duration" abstract="true"').replace("xbrli:item", head)


TAXONOMY = schema(
    '<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type="simple" xlink:href="l.xml" '
    'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></xs:appinfo></xs:annotation>'
    + item("Sales")
    + declared("Cube", "xbrldt:hypercubeItem")
    + declared("Axis", "xbrldt:dimensionItem")
    + '<xs:element name="thing" type="xs:string"/>',
    imports=f'<xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="{XBRLDT}"/>',
)
OPEN = linkbase(
    f'<link:arcroleRef xlink:type="simple" arcroleURI="{ALL}" xlink:href="{XBRLDT}#all"/>'
    '<link:definitionLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    '<link:loc xlink:type="locator" xlink:href="t.xsd#t_Sales" xlink:label="s"/>'
    '<link:loc xlink:type="locator" xlink:href="t.xsd#t_Cube" xlink:label="c"/>'
    f'<link:definitionArc xlink:type="arc" xlink:arcrole="{ALL}" xlink:from="s" xlink:to="c" '
    'xbrldt:contextElement="scenario"/></link:definitionLink>'
)
MEMBER = (
    '<xbrldi:explicitMember xmlns:xbrldi="http://xbrl.org/2006/xbrldi" dimension="t:Axis">{}</xbrldi:explicitMember>'
)


@pytest.mark.parametrize(
    ("member", "expected"),
    [("t:Sales", []), ("t:thing", []), ("t:nowhere", ["xbrldie:ExplicitMemberUndefinedQNameError"])],
)
def test_a_member_is_any_global_element(tmp_path: Path, member: str, expected: list[str]) -> None:
    scenario = f"</xbrli:period><xbrli:scenario>{MEMBER.format(member)}</xbrli:scenario>"
    text = instance('<t:Sales contextRef="c" unitRef="u" decimals="0">1</t:Sales>').replace("</xbrli:period>", scenario)
    for name, content in {"i.xml": text, "t.xsd": TAXONOMY, "l.xml": OPEN}.items():
        (tmp_path / name).write_text(content)
    for _ in range(2):  # anew, and from what the first run keeps
        assert [f.code for f in iter_findings([tmp_path / "i.xml"])] == expected
