"""Discovery from entry points: what refers to what, by which address, and what is told when it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.taxonomy.dts import DocumentKind, Origin, Resolver, load_dts
from tanshin.taxonomy.finding import Finding
from tanshin.taxonomy.model import Balance, ConceptKind, PeriodType
from tanshin.taxonomy.qname import QName
from taxonomies import arc, codes, instance, item, linkbase, load, presentation, schema

BASE = "http://www.xbrl.org/2003/arcrole/parent-child"


def t(name: str) -> QName:
    return QName("urn:t", name)


def linkbase_ref(href: str) -> str:
    return (
        '<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type="simple" '
        f'xlink:href="{href}" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></xs:appinfo></xs:annotation>'
    )


def test_a_filing_leads_to_its_schema_linkbase_and_the_core_schemas(tmp_path: Path) -> None:
    links = linkbase(presentation(arc("a", "b", 'order="2.5"'), {"a": "t.xsd#t_A", "b": "t.xsd#t_B"}))
    dts = load(
        tmp_path,
        {
            "i.xbrl": instance(""),
            "t.xsd": schema(item("A") + item("B"), imports=linkbase_ref("p.xml")),
            "p.xml": links,
        },
    )
    assert codes(dts) == []
    names = [Path(d.name).name for d in dts.documents.values() if d.origin is Origin.FOLDER]
    assert names == ["i.xbrl", "t.xsd", "p.xml"]
    embedded = [a for a, d in dts.documents.items() if d.origin is Origin.EMBEDDED]
    assert embedded[0] == "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"
    (network,) = dts.taxonomy.networks
    assert [(a.source, a.target, str(a.order)) for a in network.arcs] == [(t("A"), t("B"), "2.5")]


def test_concepts_have_the_base_of_their_type_and_the_kind_of_their_group(tmp_path: Path) -> None:
    body = (
        '<xs:complexType name="smallType"><xs:simpleContent><xs:restriction base="t:midType"/></xs:simpleContent>'
        '</xs:complexType><xs:complexType name="midType"><xs:simpleContent>'
        '<xs:restriction base="xbrli:monetaryItemType"/></xs:simpleContent></xs:complexType>'
        + item("A", "t:smallType", 'xbrli:periodType="instant" xbrli:balance="debit"')
        + '<xs:element name="B" substitutionGroup="t:A" xbrli:periodType="instant" abstract="true"/>'
        '<xs:element name="C" substitutionGroup="xbrli:item" xbrli:periodType="duration"><xs:complexType>'
        '<xs:simpleContent><xs:extension base="xbrli:pureItemType"/></xs:simpleContent></xs:complexType></xs:element>'
        '<xs:element name="D" substitutionGroup="xbrldt:dimensionItem" type="xbrli:stringItemType" abstract="true" '
        'xbrli:periodType="duration"/>'
        '<xs:element name="T" substitutionGroup="xbrli:tuple"><xs:complexType><xs:sequence>'
        '<xs:element ref="t:A"/></xs:sequence></xs:complexType></xs:element>'
        '<xs:element name="domain" type="xs:string"/>'
    )
    dimensions = (
        '<xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>'
    )
    dts = load(tmp_path, {"t.xsd": schema(body, imports=dimensions)})
    concepts = dts.taxonomy.concepts
    a = concepts[t("A")]
    assert (a.base, a.type, a.balance, a.period_type) == (
        "monetaryItemType", t("smallType"), Balance.DEBIT, PeriodType.INSTANT,
    )  # fmt: skip
    assert (concepts[t("B")].base, concepts[t("B")].abstract, concepts[t("B")].nillable) == (
        "monetaryItemType", True, False,
    )  # fmt: skip
    assert (concepts[t("C")].base, concepts[t("C")].type) == ("pureItemType", None)
    assert concepts[t("D")].kind is ConceptKind.DIMENSION
    assert concepts[t("T")].kind is ConceptKind.TUPLE
    assert t("domain") not in concepts and dts.elements[t("domain")].kind is ConceptKind.OTHER
    assert [n.local for n in concepts if n.namespace == "urn:t"] == ["A", "B", "C", "D", "T"]


def test_a_missing_document_is_one_finding_with_its_place_and_the_remedy(tmp_path: Path) -> None:
    far = '<xs:import namespace="urn:far" schemaLocation="http://example.com/far.xsd"/>'
    dts = load(
        tmp_path,
        {
            "t.xsd": schema("\n" + item("A"), imports="\n  " + far + '<xs:include schemaLocation="u.xsd"/>'),
            "u.xsd": schema(item("B"), imports=far),
        },
    )
    (found,) = dts.findings
    assert found.code == "dts:missing"
    assert "http://example.com/far.xsd" in found.message
    assert "--package" in found.hint
    assert found.source is not None and (found.source.line, found.source.column) == (2, 3)
    assert [Path(p.file).name for p in found.also] == ["u.xsd"]
    assert {t("A"), t("B")} <= set(dts.taxonomy.concepts)


@pytest.mark.parametrize(
    "address",
    ["../secret.xsd", "%2e%2e/secret.xsd", "{abs}/secret.xsd", "file://{abs}/secret.xsd", "link.xsd", "file://host/s.xsd",
     "//host/share/s.xsd", "sub/../../secret.xsd"],
)  # fmt: skip
def test_a_local_file_outside_the_folder_is_refused(tmp_path: Path, address: str) -> None:
    secret = tmp_path / "secret.xsd"
    secret.write_text(schema(item("Secret")))
    folder = tmp_path / "filing"
    folder.mkdir()
    (folder / "link.xsd").symlink_to(secret)
    href = address.format(abs=tmp_path)
    dts = load(folder, {"i.xbrl": instance("", f'<link:schemaRef xlink:type="simple" xlink:href="{href}"/>')})
    assert codes(dts) == ["dts:outside"]
    assert dts.findings[0].source is not None
    assert t("Secret") not in dts.elements
    allowed = load_dts([folder / "i.xbrl"], Resolver.for_files([folder / "i.xbrl"], folders=[tmp_path]))
    assert ("host" in address) or t("Secret") in allowed.elements


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><x/>',
    ],
)
def test_a_document_type_declaration_is_refused_wherever_it_stands(tmp_path: Path, text: str) -> None:
    dts = load(tmp_path, {"t.xsd": schema(item("A"), imports='<xs:include schemaLocation="u.xsd"/>'), "u.xsd": text})
    assert codes(dts) == ["xml:doctype-refused"]
    (found,) = dts.findings
    assert found.source is not None and Path(found.source.file).name == "u.xsd" and found.source.line == 1
    assert [Path(p.file).name for p in found.also] == ["t.xsd"]


@pytest.mark.parametrize(
    "text", ["", "<a>", "no XML", "<a>\x00</a>", "<a></b>", '<?xml version="1.0" encoding="x"?><a/>']
)
def test_a_broken_document_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    dts = load(tmp_path, {"i.xbrl": text})
    assert codes(dts) in (["xml:not-well-formed"], ["xml:encoding"])
    assert isinstance(dts.findings[0], Finding) and dts.findings[0].source is not None
    assert len(dts.documents) == 0


def test_schemas_may_import_in_a_circle(tmp_path: Path) -> None:
    other = schema(item("B"), target='targetNamespace="urn:b"',
                   imports='<xs:import namespace="urn:t" schemaLocation="./t.xsd"/>')  # fmt: skip
    dts = load(
        tmp_path,
        {
            "t.xsd": schema(item("A"), imports='<xs:import namespace="urn:b" schemaLocation="x/../b.xsd"/>'),
            "b.xsd": other,
        },
    )
    assert codes(dts) == []
    assert {t("A"), QName("urn:b", "B")} <= set(dts.taxonomy.concepts)
    assert sum(d.origin is Origin.FOLDER for d in dts.documents.values()) == 2


def test_a_schema_without_namespace_takes_that_of_the_one_that_includes_it(tmp_path: Path) -> None:
    part = schema('<xs:complexType name="own"><xs:simpleContent><xs:restriction base="xbrli:sharesItemType"/>'
                  "</xs:simpleContent></xs:complexType>" + item("B", "own"), target="")  # fmt: skip
    dts = load(tmp_path, {"t.xsd": schema("", imports='<xs:include schemaLocation="u.xsd"/>'), "u.xsd": part})
    assert dts.taxonomy.concepts[t("B")].base == "sharesItemType"


def test_xml_base_moves_addresses(tmp_path: Path) -> None:
    link = presentation(arc("a", "b"), {"a": "t.xsd#t_A", "b": "t.xsd#t_B"}).replace(
        "<link:loc ", '<link:loc xml:base="../" ', 1
    )
    dts = load(
        tmp_path,
        {
            "p.xml": linkbase(link, 'xml:base="deep/"'),
            "t.xsd": schema(item("A")),
            "deep/t.xsd": schema(item("B"), target='targetNamespace="urn:deep"'),
        },
    )
    assert codes(dts) == []
    (found,) = dts.taxonomy.networks[0].arcs
    assert (found.source, found.target) == (t("A"), QName("urn:deep", "B"))


def test_a_linkbase_inside_a_schema_counts(tmp_path: Path) -> None:
    inner = linkbase(presentation(arc("a", "b"), {"a": "#t_A", "b": "t.xsd#t_B"}))
    body = f"<xs:annotation><xs:appinfo>{inner}</xs:appinfo></xs:annotation>{item('A')}{item('B')}"
    dts = load(tmp_path, {"t.xsd": schema(body)})
    assert codes(dts) == []
    assert len(dts.taxonomy.networks[0].arcs) == 1


@pytest.mark.parametrize(("pointer", "name"), [("element(/1/3)", "B"), ("element(t_A)", "A"), ("element(top/3)", "B")])
def test_a_locator_may_count_elements(tmp_path: Path, pointer: str, name: str) -> None:
    links = linkbase(presentation(arc("a", "b"), {"a": f"t.xsd#{pointer}", "b": "t.xsd#t_C"}))
    dts = load(
        tmp_path,
        {"p.xml": links, "t.xsd": schema(item("A") + item("B") + item("C"), attributes='id="top"')},
    )
    assert codes(dts) == []
    assert dts.taxonomy.networks[0].arcs[0].source == t(name)


def test_a_locator_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    links = linkbase("\n" + presentation(arc("a", "b"), {"a": "t.xsd#t_A", "b": "t.xsd#Nothing"}))
    dts = load(tmp_path, {"p.xml": links, "t.xsd": schema(item("A"))})
    assert codes(dts) == ["dts:no-such-element"]
    assert dts.findings[0].source is not None and dts.findings[0].source.line == 2
    assert dts.taxonomy.networks == ()


@pytest.mark.parametrize("fragment", ["nothing", "element(/1/9)", "element(nothing/1)"])
def test_a_locator_that_no_arc_uses_leads_to_an_element_too(tmp_path: Path, fragment: str) -> None:
    foreign = presentation("", {"a": f"t.xsd#{fragment}"}).replace("link:presentationLink", "t:link")
    dts = load(tmp_path, {"p.xml": linkbase(foreign), "t.xsd": schema(item("A"))})
    assert codes(dts) == ["dts:no-such-element"]
    assert fragment in dts.findings[0].message


def test_a_reference_to_the_wrong_kind_of_document_is_told(tmp_path: Path) -> None:
    dts = load(tmp_path, {"t.xsd": schema("", imports=linkbase_ref("u.xsd")), "u.xsd": schema(item("A"))})
    assert codes(dts) == ["dts:wrong-document"]
    page = load(tmp_path / "2", {"a.html": "<html/>"})
    assert codes(page) == ["dts:wrong-document"]
    assert next(iter(page.documents.values())).kind is DocumentKind.OTHER


def test_another_encoding_reads_the_same(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="{}"?>\n' + schema(item("売上高"))
    for encoding in ("shift_jis", "utf-16", "euc_jp", "utf-8-sig"):
        folder = tmp_path / encoding
        folder.mkdir()
        declared = "utf-8" if encoding == "utf-8-sig" else encoding
        (folder / "t.xsd").write_bytes(text.format(declared).encode(encoding))
        dts = load_dts([folder / "t.xsd"], Resolver.for_files([folder / "t.xsd"]))
        assert codes(dts) == [], encoding
        assert t("売上高") in dts.taxonomy.concepts
