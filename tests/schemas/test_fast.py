"""The fast variant differs from the schema in one choice, and libxml2 compiles it in time for any taxonomy."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import pytest
from lxml import etree
from tanshin.schemas import addresses, fast_variant, link_types, mistyped, read, with_wildcards

INSTANCE_XSD = "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"
XS = "{http://www.w3.org/2001/XMLSchema}"

TAXONOMY = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://t.example"
    xmlns:xbrli="http://www.xbrl.org/2003/instance">
  <xs:import namespace="http://www.xbrl.org/2003/instance"
      schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  {}
</xs:schema>"""
CONCEPT = '<xs:element name="C{}" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item"/>'

INSTANCE = """<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="http://t.example">
  <link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>
  <context id="c"><entity><identifier scheme="s">1</identifier></entity><period><forever/></period></context>
  <unit id="u"><measure>pure</measure></unit>
  {}
</xbrl>"""
FACT = '<t:C{} contextRef="c" unitRef="u">{}</t:C{}>'


def content_of_xbrl(schema: bytes) -> list[str]:
    """What may stand in the root of an instance after the references, in words."""
    choices = etree.fromstring(schema).iterfind(f"{XS}element[@name='xbrl']//{XS}choice/*")
    return [str(child.get("ref") or f"any of {child.get('namespace')}") for child in choices]


def test_one_wildcard_stands_for_items_and_tuples() -> None:
    rest = ["xbrli:context", "xbrli:unit", "link:footnoteLink"]
    assert content_of_xbrl(read(INSTANCE_XSD) or b"") == ["xbrli:item", "xbrli:tuple", *rest]

    def variant(*namespaces: str) -> list[str]:
        return content_of_xbrl(fast_variant(INSTANCE_XSD, namespaces) or b"")

    assert variant("http://b", "http://a") == ["any of http://a http://b", *rest]
    assert variant("http://a", "") == ["any of ##local http://a", *rest]
    assert variant() == rest
    # What XBRL's own namespaces may put there stands there by name.
    xbrl = ("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/linkbase")
    assert variant("http://a", *xbrl) == ["any of http://a", *rest]
    assert variant(*xbrl) == rest


def test_nothing_else_is_changed() -> None:
    for address in addresses():
        if not address.endswith("/xbrl-instance-2003-12-31.xsd"):
            assert fast_variant(address, {"http://a"}) == read(address)
    before, after = (etree.fromstring(c or b"") for c in (read(INSTANCE_XSD), fast_variant(INSTANCE_XSD, {"http://a"})))
    for schema in (before, after):
        for choice in schema.iterfind(f"{XS}element[@name='xbrl']//{XS}choice"):
            choice.getparent().remove(choice)
    assert etree.tostring(before, method="c14n") == etree.tostring(after, method="c14n")
    assert fast_variant("http://nowhere.example/x.xsd", {"http://a"}) is None


def test_a_head_in_a_sequence_is_refused() -> None:
    element = "<xs:element name='e'><xs:complexType><xs:sequence><xs:element ref='xbrli:item'/></xs:sequence>"
    with pytest.raises(ValueError, match="outside a choice"):
        with_wildcards(TAXONOMY.format(element + "</xs:complexType></xs:element>").encode(), {"http://t.example"})


@pytest.mark.parametrize("concepts", [1, 1000, 10_000])
def test_libxml2_compiles_any_number_of_concepts_in_time(
    concepts: int, libxml2: Callable[[bytes, Mapping[str, bytes]], Callable[[str], bool]]
) -> None:
    taxonomy = TAXONOMY.format("".join(CONCEPT.format(i) for i in range(concepts))).encode()
    instance = INSTANCE.format("".join(FACT.format(i, i, i) for i in range(concepts)))
    variant = fast_variant(INSTANCE_XSD, {"http://t.example"}) or b""
    start = time.perf_counter()
    valid = libxml2(taxonomy, {INSTANCE_XSD: variant})
    assert valid(instance)
    assert not valid(instance.replace(">0<", ">none<"))
    # It takes 0.01 s for 1,000 and 0.1 s for 10,000; without the variant the first takes 17 s and the other never ends.
    assert time.perf_counter() - start < 3


def test_the_type_of_a_linking_element_is_what_its_head_is_called() -> None:
    types = {name.rpartition("}")[2]: kind for name, kind in link_types().items() if "2003/linkbase" in name}
    assert " ".join(f"{name}:{kind}" for name, kind in sorted(types.items())) == (
        "arcroleRef:simple calculationArc:arc calculationLink:extended definitionArc:arc definitionLink:extended "
        "footnote:resource footnoteArc:arc footnoteLink:extended label:resource labelArc:arc labelLink:extended "
        "linkbaseRef:simple loc:locator presentationArc:arc presentationLink:extended reference:resource "
        "referenceArc:arc referenceLink:extended roleRef:simple schemaRef:simple"
    )
    text = """<a xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:gen="http://xbrl.org/2008/generic">
      <gen:link xlink:type="extended"/><gen:link xlink:type="simple"/><gen:arc/><own xlink:type="arc"/>
    </a>"""
    root = etree.fromstring(text)
    assert list(mistyped(root)) == [root[1], root[2]]
    assert list(mistyped(root, {"own": "resource"})) == [root[1], root[2], root[3]]
