"""XML Schema validity: both engines say the same of small documents, and findings say where and what."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from schema_cases import INSTANCES, TAXONOMY, fact
from tanshin.converter.validate.schema import Engine, validate_schema
from tanshin.taxonomy.dts import DTS, Resolver, load_dts
from tanshin.taxonomy.finding import Finding
from taxonomies import arc, instance, item, linkbase, load, presentation, schema

ENGINES: tuple[Engine, ...] = ("libxml2", "xmlschema")
FACT = '<t:{} contextRef="c" unitRef="u" decimals="0">{}</t:{}>\n'


def verdict(dts: DTS, engine: Engine) -> list[Finding]:
    assert [f.code for f in dts.findings if not f.code.startswith("dts:")] == []
    return validate_schema(dts, engine=engine)


@pytest.mark.parametrize("name", INSTANCES)
def test_both_engines_agree_on_instances(tmp_path: Path, name: str) -> None:
    facts, valid = INSTANCES[name]
    text = instance(facts.replace("{xsi}", "http://www.w3.org/2001/XMLSchema-instance"))
    dts = load(tmp_path, {"i.xbrl": text, "t.xsd": TAXONOMY})
    for engine in ENGINES:
        found = verdict(dts, engine)
        assert (not found) is valid, (engine, [f.message for f in found])


PLACES = {"a": "t.xsd#t_A", "b": "t.xsd#t_Text"}
LINKBASES = {
    "a presentation": (presentation(arc("a", "b", 'order="1"'), PLACES), True),
    "an order that is no number": (presentation(arc("a", "b", 'order="first"'), PLACES), False),
    "a use that is unknown": (presentation(arc("a", "b", 'use="maybe"'), PLACES), False),
    "a priority with a fraction": (presentation(arc("a", "b", 'priority="1.5"'), PLACES), False),
    "an arc without a target": (presentation(arc("a", "b").replace("xlink:to", "t:to"), PLACES), False),
    "a calculation without weight": (
        presentation(arc("a", "b"), PLACES).replace("presentation", "calculation"), False,
    ),
    "a link without a role": (presentation("", {}).replace("xlink:role", "t:role"), False),
    "an unknown element": ("<link:unknown/>", False),
    "a locator without address": (presentation("", PLACES).replace("xlink:href", "t:href"), False),
}  # fmt: skip


@pytest.mark.parametrize("name", LINKBASES)
def test_both_engines_agree_on_linkbases(tmp_path: Path, name: str) -> None:
    body, valid = LINKBASES[name]
    dts = load(tmp_path, {"p.xml": linkbase(body), "t.xsd": TAXONOMY}, "p.xml", "t.xsd")
    for engine in ENGINES:
        found = verdict(dts, engine)
        assert (not found) is valid, (engine, [f.message for f in found])


PATTERN = (
    '<xs:simpleType name="p"><xs:restriction base="xs:string"><xs:pattern value="{}"/></xs:restriction></xs:simpleType>'
)
ROLE = '<xs:annotation><xs:appinfo><link:roleType roleURI="urn:r"{}>{}</link:roleType></xs:appinfo></xs:annotation>'
SCHEMAS = {
    "a concept": (item("A"), True),
    "an unknown type": (item("A", "t:noType"), False),
    "an unknown type of the core": (item("A", "xbrli:noItemType"), False),
    "a name twice": (item("A").replace(' id="t_A"', "") * 2, False),
    "an id twice": (item("A") + item("B").replace("t_B", "t_A"), False),
    "an unknown period type": (item("A", more='xbrli:periodType="always"'), False),
    "an unknown balance": (item("A", more='xbrli:periodType="instant" xbrli:balance="left"'), False),
    "an unknown head": (item("A").replace("xbrli:item", "t:nothing"), False),
    "an unknown child": ("<xs:thing/>", False),
    "an unknown attribute": (item("A", more='size="1"'), False),
    "a name with a space": (item("A").replace('name="A"', 'name="A B"'), False),
    "a role": (ROLE.format(' id="r"', "<link:usedOn>link:label</link:usedOn>"), True),
    "a role used on nothing": (ROLE.format(' id="r"', ""), False),
    "a role without address": (
        ROLE.replace("roleURI", "uri").format("", "<link:usedOn>link:label</link:usedOn>"), False,
    ),
    "a pattern": (PATTERN.format(r"[\w\-.]+@\p{L}+\^\i\c*\n"), True),
    "a pattern that escapes what needs none": (PATTERN.format(r".+\@.+"), False),
    "a pattern that does so among others": (PATTERN.format(r"\\[a\_]"), False),
    "a circle of types": (
        '<xs:complexType name="a"><xs:simpleContent><xs:extension base="t:a"/></xs:simpleContent></xs:complexType>',
        False,
    ),
    "a hypercube of a number": (
        item("H").replace("xbrli:item", "xbrldt:hypercubeItem").replace("xbrli:monetary", "xbrli:monetary"), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_both_engines_agree_on_schemas(tmp_path: Path, name: str) -> None:
    body, valid = SCHEMAS[name]
    dimensions = (
        '<xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>'
    )
    dts = load(tmp_path, {"t.xsd": schema(body, imports=dimensions)})
    for engine in ENGINES:
        found = verdict(dts, engine)
        assert (not found) is valid, (engine, [f.message for f in found])


def test_a_finding_says_where_and_what_in_the_words_of_the_filing(tmp_path: Path) -> None:
    lost = fact("A", attributes='contextRef="x" unitRef="u"')
    text = instance(fact("A") + "  " + fact("A", "one") + fact("A", "two") + lost)
    dts = load(tmp_path, {"i.xbrl": text, "t.xsd": TAXONOMY})
    number, context = validate_schema(dts)
    assert number.code == context.code == "xmlschema:invalid"
    assert number.source is not None and (number.source.line, number.source.column) == (5, 3)
    assert [(p.line, p.column) for p in number.also] == [(6, 1)]
    assert "'t:A'" in number.message and "'one'" in number.message and "2 times" in number.message
    assert "cvc-datatype-valid.1.2.1" in number.message
    assert context.source is not None and context.source.line == 7
    assert "'x'" in context.message


def test_a_fault_of_a_schema_has_its_place(tmp_path: Path) -> None:
    text = schema("\n" + item("A") + "\n  " + item("B", "t:noType"))
    (found,) = validate_schema(load(tmp_path, {"t.xsd": text}))
    assert found.code == "xmlschema:schema"
    assert found.source is not None and Path(found.source.file).name == "t.xsd"
    assert (found.source.line, found.source.column) == (3, 3)
    assert "t:noType" in found.message


def test_a_namespace_may_have_several_schemas_and_circles(tmp_path: Path) -> None:
    b = '<xs:import namespace="urn:b" schemaLocation="b{}.xsd"/>'
    back = '<xs:import namespace="urn:t" schemaLocation="t.xsd"/>'
    part = schema("<!-- no namespace of its own -->" + item("C"), target="")
    dts = load(
        tmp_path,
        {
            "i.xbrl": instance(fact("A") + fact("C") + '<b:B1 xmlns:b="urn:b" contextRef="c" unitRef="u">1</b:B1>'
                               '<b:B2 xmlns:b="urn:b" contextRef="c" unitRef="u">x</b:B2>'),
            "t.xsd": schema(item("A"), imports=b.format(1) + b.format(2) + '<xs:include schemaLocation="c.xsd"/>'),
            "b1.xsd": schema(item("B1"), target='targetNamespace="urn:b"', imports=back),
            "b2.xsd": schema(item("B2"), target='targetNamespace="urn:b"'),
            "c.xsd": part,
        },
    )  # fmt: skip
    for engine in ENGINES:
        (found,) = validate_schema(dts, engine=engine)
        assert "B2" in found.message, engine


def test_a_hint_leads_to_schemas_of_what_is_not_in_the_dts(tmp_path: Path) -> None:
    own = schema(
        '<xs:element name="link" type="xl:extendedType" substitutionGroup="xl:extended" '
        'xmlns:xl="http://www.xbrl.org/2003/XLink"/>',
        target='targetNamespace="urn:own"',
        imports='<xs:import namespace="http://www.xbrl.org/2003/XLink" '
        'schemaLocation="http://www.xbrl.org/2003/xl-2003-12-31.xsd"/>',
    )
    link = '<o:link xmlns:o="urn:own" xlink:type="extended"{}/>'
    hint = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:own own.xsd"'
    role = ' xlink:role="http://www.xbrl.org/2003/role/link"'
    for attributes, expected in ((role, 0), ("", 1)):
        files = {"p.xml": linkbase(link.format(attributes), hint), "t.xsd": TAXONOMY, "own.xsd": own}
        dts = load(tmp_path, files, "p.xml", "t.xsd")
        assert "own.xsd" not in "".join(dts.documents)
        for engine in ENGINES:
            assert len(verdict(dts, engine)) == expected, engine


def test_without_its_schemas_a_document_is_not_judged(tmp_path: Path) -> None:
    dts = load(tmp_path, {"i.xbrl": instance(fact("A"))})
    assert [f.code for f in validate_schema(dts)] == ["xmlschema:unchecked"]


def test_nothing_but_what_is_given_is_opened(tmp_path: Path) -> None:
    hint = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:o ../outside.xsd"'
    (tmp_path / "outside.xsd").write_text(schema('<xs:element name="o"/>', target='targetNamespace="urn:o"'))
    text = instance(fact("A")).replace("<xbrli:xbrl ", f"<xbrli:xbrl {hint} ")
    dts = load(tmp_path / "f", {"i.xbrl": text, "t.xsd": TAXONOMY})
    assert validate_schema(dts) == []
    lost = text.replace("</xbrli:xbrl>", '<o:o xmlns:o="urn:o"/></xbrli:xbrl>')
    assert len(validate_schema(load(tmp_path / "f", {"i.xbrl": lost, "t.xsd": TAXONOMY}))) == 1


def large(tmp_path: Path, concepts: int, facts: int) -> DTS:
    names = [f"Concept{n}" for n in range(concepts)]
    body = "\n".join(map(item, names))
    text = instance("".join(fact(names[n % concepts], str(n)) for n in range(facts)))
    return load(tmp_path, {"i.xbrl": text, "t.xsd": schema(body)})


def test_a_filing_of_ordinary_size_takes_no_time(tmp_path: Path) -> None:
    dts = large(tmp_path, 450, 1500)
    start = time.perf_counter()
    assert validate_schema(dts) == []
    assert time.perf_counter() - start < 0.5


def test_time_grows_with_the_number_of_concepts_and_no_faster(tmp_path: Path) -> None:
    times = []
    for concepts in (1000, 4000):
        dts = large(tmp_path / str(concepts), concepts, 10)
        start = time.perf_counter()
        assert validate_schema(dts) == []
        times.append(time.perf_counter() - start)
    assert times[1] < 10 * times[0]


@pytest.mark.parametrize("name", ["nflx-10q-20100930/nflx-20100930.xml", "aapl-10k-20100925/aapl-20100925.xml"])
def test_real_filings_are_valid_and_one_change_makes_them_invalid(shared: Path, tmp_path: Path, name: str) -> None:
    path, package = shared / "filings" / name, shared / "taxonomies" / "us-gaap-2009-01-31.zip"
    assert validate_schema(load_dts([path], Resolver.for_files([path], [package]))) == []
    for file in path.parent.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    copy = tmp_path / path.name
    copy.write_text(path.read_text().replace('unitRef="', 'unitReff="', 1))
    found = validate_schema(load_dts([copy], Resolver.for_files([copy], [package])))
    assert [f.code for f in found] == ["xmlschema:invalid"] * len(found) and found
    assert all("unitRef" in f.message for f in found)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_bad_entry_of_the_core_is_seen_by_both(tmp_path: Path, engine: Engine) -> None:
    text = instance("").replace("<xbrli:endDate>2008-09-30", "<xbrli:endDate>30 September 2008")
    (found,) = validate_schema(load(tmp_path, {"i.xbrl": text, "t.xsd": TAXONOMY}), engine=engine)
    assert found.source is not None and found.source.line == 2
