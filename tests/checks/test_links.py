"""What is wrong with extended links: their arcs, their roles, what they lead to, and the cycles they make."""

from __future__ import annotations

from pathlib import Path

import pytest
from linked import LINK, arc, codes, item, link, linkbase, loc, schema, wrong
from tanshin.converter.validate import validate

CONCEPTS = (
    item("A", more='xbrli:balance="debit"')
    + item("B", more='xbrli:balance="credit"')
    + item("C")
    + item("S", "string")
    + '<xs:element name="T" id="T" substitutionGroup="xbrli:tuple"><xs:complexType/></xs:element>'
    + '<xs:element name="other" id="other"/>'
)
ALL = loc("A", "B", "C", "S", "T")
ROLE = '<link:roleType roleURI="urn:r" id="r"><link:usedOn>link:label</link:usedOn></link:roleType>'
ARCROLE = """<link:arcroleType arcroleURI="urn:x" id="x" cyclesAllowed="{0}">
  <link:usedOn>link:definitionArc</link:usedOn></link:arcroleType>"""
ARCROLE_REF = '<link:arcroleRef xlink:type="simple" arcroleURI="urn:x" xlink:href="a.xsd#x"/>'
ROLE_REF = '<link:roleRef xlink:type="simple" roleURI="urn:r" xlink:href="a.xsd#r"/>'


def label(role: str = "http://www.xbrl.org/2003/role/label") -> str:
    return f'<link:label xlink:type="resource" xlink:label="l" xlink:role="{role}" xml:lang="en">A</link:label>'


@pytest.mark.parametrize(
    ("kind", "arcs", "expected"),
    [
        ("calculation", arc("calculation", "summation-item", "A", "C", 'weight="1"'), []),
        ("calculation", arc("calculation", "summation-item", "A", "B", 'weight="-1"'), []),
        (
            "calculation",
            arc("calculation", "summation-item", "A", "B", 'weight="1"'),
            ["xbrl.5.1.1.2:balanceCalcWeightIllegal"],
        ),
        ("calculation", arc("calculation", "summation-item", "A", "C", 'weight="0"'), ["xbrl.5.2.5.2.1:zeroWeight"]),
        (
            "calculation",
            arc("calculation", "summation-item", "A", "S", 'weight="1"'),
            ["xbrl.5.2.5.2:summationItemNumeric"],
        ),
        ("presentation", arc("presentation", "parent-child", "T", "A"), []),
        ("definition", arc("definition", "similar-tuples", "T", "T"), []),
        ("definition", arc("definition", "similar-tuples", "T", "A"), ["xbrl.5.2.6.2.3:similarTuplesEnds"]),
        ("definition", arc("definition", "general-special", "T", "A"), ["xbrl.5.2.6.2.1:generalSpecialEnds"]),
        ("definition", arc("definition", "essence-alias", "A", "C"), []),
        ("definition", arc("definition", "essence-alias", "A", "B"), ["xbrl.5.2.6.2.2:essenceAliasBalances"]),
        ("definition", arc("definition", "essence-alias", "A", "S"), ["xbrl.5.2.6.2.2:essenceAliasTypes"]),
        ("definition", arc("definition", "parent-child", "A", "B"), ["xbrl.5.1.4.5:standardArcroleUse"]),
        ("definition", arc("definition", "general-special", "A", "nowhere"), ["xbrl.3.5.3.9:arcEnd"]),
        ("definition", arc("definition", "requires-element", "A", "B") * 2, ["xbrl.3.5.3.9:duplicateArc"]),
        ("definition", arc("definition", "urn:unknown", "A", "B"), ["xbrl.3.5.2.5:missingArcroleRef"]),
    ],
)
def test_arcs(tmp_path: Path, kind: str, arcs: str, expected: list[str]) -> None:
    assert codes(tmp_path, schema(CONCEPTS), link(kind, ALL + arcs)) == expected


def test_a_prohibited_arc_says_nothing(tmp_path: Path) -> None:
    bad = arc("calculation", "summation-item", "A", "B", 'weight="1"')
    no = arc("calculation", "summation-item", "A", "B", 'weight="1.0" priority="1" use="prohibited"')
    links = "".join(f"<link:calculationLink {LINK}>{ALL}{each}</link:calculationLink>" for each in (bad, no))
    assert codes(tmp_path, schema(CONCEPTS), linkbase(links)) == []


@pytest.mark.parametrize(
    ("allowed", "pairs", "expected"),
    [
        ("none", "AB BC", False),
        ("none", "AB BC AC", True),
        ("undirected", "AB BC AC", False),
        ("undirected", "AB BC CA", True),
        ("any", "AB BC CA", False),
        ("undirected", "AA", True),
    ],
)
def test_cycles(tmp_path: Path, allowed: str, pairs: str, expected: bool) -> None:
    arcs = "".join(arc("definition", "urn:x", a, b) for a, b in pairs.split())
    links = linkbase(f"{ARCROLE_REF}<link:definitionLink {LINK}>{ALL}{arcs}</link:definitionLink>")
    found = codes(tmp_path, schema(CONCEPTS, ARCROLE.format(allowed)), links)
    assert found == (["xbrl.5.1.4.3:cycles"] if expected else [])


def test_labels_go_from_concepts_to_labels(tmp_path: Path) -> None:
    to_label = arc("label", "concept-label", "A", "l")
    assert codes(tmp_path, schema(CONCEPTS), link("label", ALL + label() + to_label)) == []
    to_concept = arc("label", "concept-label", "A", "B")
    assert codes(tmp_path, schema(CONCEPTS), link("label", ALL + to_concept)) == ["xbrl.5.2.2.3:labelArc"]
    stray = loc("other")
    assert codes(tmp_path, schema(CONCEPTS), link("label", stray)) == ["xbrl.5.2.2.1:locatorTarget"]


def test_a_label_says_its_language_or_stands_in_what_does(tmp_path: Path) -> None:
    spoken = 'xml:lang="en"'
    bare = label().replace(f" {spoken}", "")
    assert codes(tmp_path, schema(CONCEPTS), link("label", bare)) == ["xbrl.5.2.2.2.1:labelLang"]
    for outer in ("<link:labelLink", "<link:linkbase"):
        assert codes(tmp_path, schema(CONCEPTS), link("label", bare).replace(outer, f"{outer} {spoken}", 1)) == []
    silenced = link("label", bare.replace("<link:label", '<link:label xml:lang=""')).replace(
        "Link ", f"Link {spoken} ", 1
    )
    assert codes(tmp_path, schema(CONCEPTS), silenced) == ["xbrl.5.2.2.2.1:labelLang"]


@pytest.mark.parametrize(
    ("kind", "section"),
    [("label", "5.2.2.1"), ("reference", "5.2.3.1"), ("presentation", "5.2.4.1"), ("calculation", "5.2.5.1"),
     ("definition", "5.2.6.1")],
)  # fmt: skip
def test_a_link_of_xbrl_has_no_locators_but_loc(tmp_path: Path, kind: str, section: str) -> None:
    place = loc("A").replace("link:loc", "a:place")
    found = codes(tmp_path, schema(CONCEPTS), link(kind, place))
    assert found == [f"xbrl.{section}:otherLocator"]
    foreign = linkbase(f"<a:link {LINK}>{place}</a:link>")
    assert codes(tmp_path, schema(CONCEPTS), foreign) == []


KIND = ["xbrl.3.5:xlinkType"]


def test_an_element_has_the_type_of_its_kind(tmp_path: Path) -> None:
    labelled = link("label", ALL + label() + arc("label", "concept-label", "A", "l"))
    assert codes(tmp_path, schema(CONCEPTS), labelled) == []
    for right, wrong_ in (("arc", "simple"), ("resource", "title"), ("extended", "resource")):
        text = labelled.replace(f'xlink:type="{right}"', f'xlink:type="{wrong_}"')
        assert set(KIND) <= set(codes(tmp_path, schema(CONCEPTS), text))
    simple = link("label", ALL).replace("<link:label", f"{ROLE_REF.replace('simple', 'locator')}<link:label", 1)
    assert [c for c in codes(tmp_path, schema(CONCEPTS, ROLE), simple) if "xlinkType" in c] == KIND
    derived = '<xs:element name="tie" substitutionGroup="xl:arc" xmlns:xl="http://www.xbrl.org/2003/XLink"/>'
    tie = '<a:tie xlink:type="{}" xlink:arcrole="urn:x" xlink:from="A" xlink:to="B" xlink:label="t"/>'
    for kind, expected in (("arc", []), ("resource", KIND)):
        text = link("definition", ALL + tie.format(kind))
        assert codes(tmp_path, schema(CONCEPTS + derived), text) == expected


def test_a_simple_link_leads_somewhere_and_a_linkbase_ref_to_a_linkbase(tmp_path: Path) -> None:
    inner = '<link:linkbase id="inner"/>'
    for href, expected in (
        ("links.xml", []),
        ("a.xsd#inner", []),
        ("a.xsd#A", ["xbrl.4.3.2:linkbaseRefTarget"]),
        ("", ["xbrl.3.5.1.2:emptyHref"]),
    ):
        taxonomy = schema(CONCEPTS, inner).replace('xlink:href="links.xml"', f'xlink:href="{href}"')
        assert codes(tmp_path, taxonomy, linkbase("")) == expected


def test_roles_are_referred_to_and_used_as_declared(tmp_path: Path) -> None:
    taxonomy = schema(CONCEPTS, ROLE)
    labelled = ALL + label("urn:r") + arc("label", "concept-label", "A", "l")
    body = f"<link:labelLink {LINK}>{labelled}</link:labelLink>"
    assert codes(tmp_path, taxonomy, linkbase(ROLE_REF + body)) == []
    assert codes(tmp_path, taxonomy, linkbase(body)) == ["xbrl.3.5.2.4:missingRoleRef"]
    assert codes(tmp_path, taxonomy, linkbase(ROLE_REF * 2 + body)) == ["xbrl.3.5.2.4:roleRefDuplicate"]
    astray = ROLE_REF.replace("#r", "#A")
    assert codes(tmp_path, taxonomy, linkbase(astray + body)) == ["xbrl.3.5.2.4:roleRefTarget"]
    elsewhere = f'<link:definitionLink xlink:type="extended" xlink:role="urn:r">{ALL}</link:definitionLink>'
    assert codes(tmp_path, taxonomy, linkbase(ROLE_REF + elsewhere)) == ["xbrl.5.1.3.4:roleUsedOn"]


def test_a_reference_leads_to_the_very_declaration(tmp_path: Path) -> None:
    declares = schema("", ROLE).replace('xlink:href="links.xml"', 'xlink:href="none.xml"')
    (tmp_path / "b.xsd").write_text(declares.replace("urn:a", "urn:b"))
    (tmp_path / "none.xml").write_text(linkbase(""))
    taxonomy = schema('<xs:import namespace="urn:b" schemaLocation="b.xsd"/>')
    for file, expected in (("b.xsd", []), ("a.xsd", ["xbrl.3.5.2.4:roleRefTarget"])):
        assert codes(tmp_path, taxonomy, linkbase(ROLE_REF.replace("a.xsd", file))) == expected


def test_used_on_is_compared_by_name_and_not_as_written(tmp_path: Path) -> None:
    same = '<link:usedOn xmlns:l="http://www.xbrl.org/2003/linkbase">l:label</link:usedOn></link:roleType>'
    other = '<link:usedOn xmlns:link="urn:o">link:label</link:usedOn></link:roleType>'
    assert codes(tmp_path, schema("", ROLE.replace("</link:roleType>", same))) == ["xbrl.5.1.3.4:roleUsedOnRepeated"]
    assert codes(tmp_path, schema("", ROLE.replace("</link:roleType>", other))) == []


def test_a_preferred_label_is_there(tmp_path: Path) -> None:
    total = "http://www.xbrl.org/2003/role/totalLabel"
    shown = arc("presentation", "parent-child", "T", "A", f'preferredLabel="{total}"')
    presentation = f"<link:presentationLink {LINK}>{ALL}{shown}</link:presentationLink>"
    labels = f"<link:labelLink {LINK}>{ALL}{label(total)}{arc('label', 'concept-label', 'A', 'l')}</link:labelLink>"
    assert codes(tmp_path, schema(CONCEPTS), linkbase(presentation)) == ["xbrl.5.2.4.2.1:preferredLabelMissing"]
    assert codes(tmp_path, schema(CONCEPTS), linkbase(presentation + labels)) == []


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [("element(/1/3)", []), ("element(A)", []), ("xpointer(id('A'))", ["xbrl.3.5.4:hrefFragment"])],
)
def test_fragments(tmp_path: Path, pointer: str, expected: list[str]) -> None:
    locator = f'<link:loc xlink:type="locator" xlink:href="a.xsd#{pointer}" xlink:label="A"/>'
    found = codes(tmp_path, schema(CONCEPTS), link("definition", locator))
    assert [code for code in found if "locatorTarget" not in code] == expected


def test_linkbases_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    other = "http://www.xbrl.org/2003/role/{}LinkbaseRef"
    refs = "".join(
        f'<link:linkbaseRef xlink:type="simple" xlink:href="{kind}/links.xml" xlink:role="{other.format(kind)}" '
        f'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
        for kind in ("presentation", "definition")
    )
    for kind in ("presentation", "definition"):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "links.xml").write_text(link(kind, ALL.replace("a.xsd", "../a.xsd")))
    assert codes(tmp_path, schema(CONCEPTS, refs), link("definition", ALL)) == []


@pytest.mark.parametrize("address", ["http://[x/e.xml", "file://[/x"])
def test_an_address_that_is_none_is_told(tmp_path: Path, address: str) -> None:
    taxonomy = schema(CONCEPTS).replace('xlink:href="links.xml"', f'xlink:href="{address}"')
    (tmp_path / "a.xsd").write_text(taxonomy)
    assert [f.code for f in validate(tmp_path / "a.xsd").findings if f.code.startswith("dts:")] == ["dts:missing"]


def test_a_reference_has_no_role_of_another_element(tmp_path: Path) -> None:
    role = 'xlink:role="http://www.xbrl.org/2003/role/label" xlink:href="links.xml"'
    taxonomy = schema(CONCEPTS).replace('xlink:href="links.xml"', role)
    assert codes(tmp_path, taxonomy, link("definition", ALL)) == ["xbrl.5.1.3.4:standardRoleUse"]


@pytest.mark.parametrize(
    ("own", "around", "expected"),
    [
        (' xml:lang="en"', "", []),
        ("", ' xml:lang="en"', []),
        ("", "", ["xbrl.5.2.2.2.1:labelLang"]),
        (' xml:lang=""', "", ["xbrl.5.2.2.2.1:labelLang"]),
        (' xml:lang=""', ' xml:lang="en"', ["xbrl.5.2.2.2.1:labelLang"]),
    ],
)
def test_a_label_says_its_language_itself_or_by_what_it_stands_in(
    tmp_path: Path, own: str, around: str, expected: list[str]
) -> None:
    labels = link("label", ALL + label().replace(' xml:lang="en"', own))
    assert codes(tmp_path, schema(CONCEPTS), labels.replace(LINK, f"{LINK}{around}")) == expected


def test_the_role_of_a_reference_says_which_links_are_there(tmp_path: Path) -> None:
    role = 'xlink:href="links.xml" xlink:role="http://www.xbrl.org/2003/role/labelLinkbaseRef"'
    taxonomy = schema(CONCEPTS).replace('xlink:href="links.xml"', role)
    assert codes(tmp_path, taxonomy, link("label", ALL)) == []
    assert wrong(tmp_path, taxonomy, link("definition", ALL)) == [("xbrl.4.3.4:linkbaseRefLinks", 4)]


def test_an_instance_is_held_to_the_same_rules_wherever_its_footnotes_stand(tmp_path: Path) -> None:
    from linked import NAMESPACES

    note = '<link:footnote xlink:type="resource" xlink:label="n" xlink:role="{0}" xml:lang="en">x</link:footnote>'
    (tmp_path / "i.xml").write_text(
        f"""<xbrli:xbrl {NAMESPACES}>
  <link:schemaRef xlink:type="simple" xlink:href="a.xsd"/>
  <!-- <link:roleRef/> --><xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="urn:s">1</xbrli:identifier>
  </xbrli:entity><xbrli:period><xbrli:instant>2020-01-01</xbrli:instant></xbrli:period></xbrli:context>
  <link:footnoteLink {LINK}>{note.format("http://www.xbrl.org/2003/role/footnote")}</link:footnoteLink>
  <a:S contextRef="c">footnoteLink</a:S>
    <link:footnoteLink {LINK}>{note.format("urn:r")}</link:footnoteLink>
</xbrli:xbrl>"""
    )
    assert wrong(tmp_path, schema(CONCEPTS, ROLE), entry="i.xml") == [
        ("xbrl.3.5.2.4:missingRoleRef", 8),
        ("xbrl.5.1.3.4:roleUsedOn", 8),
    ]
