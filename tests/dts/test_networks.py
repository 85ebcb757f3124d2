"""Base sets after prohibition and override (XBRL 2.1 section 3.5.3.9.7), and labels and references."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.taxonomy.dts import Resolver, load_dts
from tanshin.taxonomy.qname import QName
from taxonomies import arc, codes, item, linkbase, load, presentation, schema

PLACES = {"a": "t.xsd#t_A", "b": "t.xsd#t_B"}
TAXONOMY = schema(item("A") + item("B"))


@pytest.mark.parametrize(
    ("arcs", "orders"),
    [
        (arc("a", "b"), ["1"]),
        (arc("a", "b") + arc("a", "b", 'order="1.0"'), ["1"]),
        (arc("a", "b", 'order="1"') + arc("a", "b", 'order="2"'), ["1", "2"]),
        (arc("a", "b") + arc("a", "b", 'use="prohibited"'), []),
        (arc("a", "b", 'use="prohibited"') + arc("a", "b"), []),
        (arc("a", "b") + arc("a", "b", 'use="prohibited" order="2"'), ["1"]),
        (arc("a", "b", 'priority="2"') + arc("a", "b", 'use="prohibited" priority="1"'), ["1"]),
        (arc("a", "b", 'priority="1"') + arc("a", "b", 'use="prohibited" priority="10"'), []),
        (arc("a", "b", 'use="prohibited"'), []),
        (arc("a", "b", 'preferredLabel="urn:x"') + arc("a", "b", 'use="prohibited"'), ["1"]),
    ],
)
def test_of_equivalent_arcs_the_one_of_highest_priority_stands(tmp_path: Path, arcs: str, orders: list[str]) -> None:
    dts = load(tmp_path, {"p.xml": linkbase(presentation(arcs, PLACES)), "t.xsd": TAXONOMY})
    assert codes(dts) == []
    assert [str(a.order) for n in dts.taxonomy.networks for a in n.arcs] == orders


DECLARED = """<xs:attribute name="dec" type="xs:decimal"/><xs:attribute name="dbl" type="xs:double"/>
<xs:attribute name="yes" type="xs:boolean"/><xs:attribute name="txt" type="xs:string"/>"""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('u:dec="1.5"', 'u:dec="+01.50"', True), ('u:dbl="15E-1"', 'u:dbl="1.5"', True),
        ('u:yes="1"', 'u:yes="true"', True),
        ('u:txt="1.5"', 'u:txt="1.50"', False), ('u:dbl="NaN"', 'u:dbl="NaN"', False), ('u:no="1"', 'u:no="01"', False),
        ('u:dec="1.5"', "", False),
    ],
)  # fmt: skip
def test_further_attributes_are_compared_by_the_values_of_their_types(
    tmp_path: Path, one: str, other: str, same: bool
) -> None:
    two = arc("a", "b", one) + arc("a", "b", f'use="prohibited" {other}')
    links = linkbase(presentation(two, PLACES)).replace("<link:linkbase", '<link:linkbase xmlns:u="urn:t"', 1)
    dts = load(tmp_path, {"p.xml": links, "t.xsd": schema(item("A") + item("B") + DECLARED)})
    assert bool(dts.taxonomy.networks) is not same


def test_arcs_of_one_role_in_two_linkbases_are_one_network(tmp_path: Path) -> None:
    links = linkbase(presentation(arc("a", "b"), PLACES))
    more = linkbase(presentation(arc("b", "a"), PLACES) + presentation(arc("a", "b"), PLACES, "urn:other"))
    dts = load(tmp_path, {"p.xml": links, "q.xml": more, "t.xsd": TAXONOMY}, "p.xml", "q.xml")
    assert [(n.role, len(n.arcs)) for n in dts.taxonomy.networks] == [
        ("http://www.xbrl.org/2003/role/link", 2),
        ("urn:other", 1),
    ]


def test_one_label_of_an_arc_may_stand_for_several_concepts(tmp_path: Path) -> None:
    link = presentation(arc("a", "b"), PLACES).replace(
        "<link:loc", '<link:loc xlink:type="locator" xlink:href="t.xsd#t_C" xlink:label="b"/><link:loc', 1
    )
    dts = load(tmp_path, {"p.xml": linkbase(link), "t.xsd": schema(item("A") + item("B") + item("C"))})
    assert [a.target.local for a in dts.taxonomy.networks[0].arcs] == ["C", "B"]


LABELS = linkbase(
    '<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    '<link:loc xlink:type="locator" xlink:href="t.xsd#t_A" xlink:label="a"/>'
    '<link:label xlink:type="resource" xlink:label="l" id="one" xlink:role="http://www.xbrl.org/2003/role/label" '
    'xml:lang="en">Cash &amp; <b xmlns="http://www.w3.org/1999/xhtml">banks</b></link:label>'
    '<link:label xlink:type="resource" xlink:label="l" id="two" xlink:role="http://www.xbrl.org/2003/role/label" '
    'xml:lang="ja">現金</link:label>'
    '<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" '
    'xlink:from="a" xlink:to="l"/></link:labelLink>'
    '<link:referenceLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    '<link:loc xlink:type="locator" xlink:href="t.xsd#t_A" xlink:label="a"/>'
    '<link:reference xlink:type="resource" xlink:label="r" xmlns:ref="http://www.xbrl.org/2006/ref">'
    "\n<ref:Name>Standard</ref:Name>\n<ref:Number>7</ref:Number></link:reference>"
    '<link:referenceArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-reference" '
    'xlink:from="a" xlink:to="r"/></link:referenceLink>'
)


def test_labels_and_references_are_there_when_asked_for(tmp_path: Path) -> None:
    load(tmp_path, {"l.xml": LABELS, "t.xsd": TAXONOMY})
    resolver = Resolver.for_files([tmp_path / "l.xml"])
    name = QName("urn:t", "A")
    plain = load_dts([tmp_path / "l.xml"], resolver).taxonomy.concepts[name]
    assert plain.labels == () and plain.references == ()
    full = load_dts([tmp_path / "l.xml"], resolver, labels=True).taxonomy.concepts[name]
    assert [(label.language, label.text) for label in full.labels] == [("en", "Cash & banks"), ("ja", "現金")]
    assert [(part.local, text) for part, text in full.references[0].parts] == [("Name", "Standard"), ("Number", "7")]


def test_another_linkbase_may_prohibit_a_label(tmp_path: Path) -> None:
    ban = linkbase(
        '<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
        '<link:loc xlink:type="locator" xlink:href="t.xsd#t_A" xlink:label="a"/>'
        '<link:loc xlink:type="locator" xlink:href="l.xml#two" xlink:label="l"/>'
        '<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" '
        'xlink:from="a" xlink:to="l" use="prohibited" priority="1"/></link:labelLink>'
    )
    load(tmp_path, {"l.xml": LABELS, "t.xsd": TAXONOMY, "ban.xml": ban})
    dts = load_dts([tmp_path / "ban.xml"], Resolver.for_files([tmp_path / "ban.xml"]), labels=True)
    assert codes(dts) == []
    assert [label.language for label in dts.taxonomy.concepts[QName("urn:t", "A")].labels] == ["en"]
