"""Facts whose schema validity is settled while they are read: the engine's verdict is the same without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from schema_cases import INSTANCES, TAXONOMY, fact
from tanshin.converter.load import Instance, load_instance
from tanshin.converter.validate import validate
from tanshin.converter.validate.schema import validate_schema
from tanshin.taxonomy.dts import DTS
from tanshin.taxonomy.schematypes import SchemaTypes
from taxonomies import instance, item, load, schema

AROUND = fact("A", "12.5") + fact("Text", "words <!-- and --> more", 'contextRef="c"') + fact("Member", "-3")


def read(dts: DTS) -> Instance:
    document = dts.documents[dts.entry_points[0]]
    return load_instance(Path(document.address.removeprefix("file://")), document.name, SchemaTypes(dts))


def held(tmp_path: Path, body: str, taxonomy: str = TAXONOMY) -> tuple[DTS, Instance]:
    text = instance(body.replace("{xsi}", "http://www.w3.org/2001/XMLSchema-instance"))
    dts = load(tmp_path, {"i.xbrl": text, "t.xsd": taxonomy})
    return dts, read(dts)


def settled(dts: DTS, facts: Instance) -> str:
    """The text of the instance that the engine is spared."""
    data = dts.content(dts.entry_points[0])
    return "".join(data[start:end].decode() for start, end in facts.plain)


@pytest.mark.parametrize("name", INSTANCES)
def test_the_verdict_is_the_same_without_what_is_settled(tmp_path: Path, name: str) -> None:
    dts, facts = held(tmp_path, AROUND + INSTANCES[name][0] + AROUND)
    whole = validate_schema(dts)
    rest = validate_schema(dts, settled={dts.entry_points[0]: facts.plain})
    if name == "an id twice":  # which reading tells, whatever the engine sees
        assert whole and "load:duplicate-id" in [f.code for f in facts.findings]
    else:
        assert rest == whole


def test_of_ordinary_facts_nothing_is_left(tmp_path: Path) -> None:
    ordinary = AROUND.replace(fact("Member", "-3"), "") * 3
    dts, facts = held(tmp_path, ordinary)
    assert settled(dts, facts).strip() == ordinary.strip()


@pytest.mark.parametrize(
    "strange", ["text between facts", "a late schemaRef", "a tuple with a stranger", "an undeclared concept"]
)
def test_what_is_wrong_is_never_settled(tmp_path: Path, strange: str) -> None:
    dts, facts = held(tmp_path, AROUND + INSTANCES[strange][0] + AROUND)
    assert INSTANCES[strange][0].strip() not in settled(dts, facts)


TYPES = {
    "a restriction that adds nothing": ('<xs:restriction base="xbrli:monetaryItemType"/>', True),
    "a facet": ('<xs:restriction base="xbrli:monetaryItemType"><xs:minInclusive value="0"/></xs:restriction>', False),
    "whole numbers": ('<xs:restriction base="xbrli:integerItemType"/>', False),
}


@pytest.mark.parametrize("name", TYPES)
def test_only_types_that_add_nothing_are_settled(tmp_path: Path, name: str) -> None:
    derived, plain = TYPES[name]
    own = f'<xs:complexType name="own"><xs:simpleContent>{derived}</xs:simpleContent></xs:complexType>'
    dts, facts = held(tmp_path, fact("A", "1.5"), schema(own + item("A", "t:own")))
    assert bool(facts.plain) is plain
    assert bool(validate_schema(dts)) is (name == "whole numbers")


def test_a_whole_validation_of_a_fact_of_a_strange_form_is_not_valid(tmp_path: Path) -> None:
    held(tmp_path, AROUND + fact("A", "1_000") + AROUND)
    assert {"xmlschema:invalid", "load:not-a-number"} <= {f.code for f in validate([tmp_path / "i.xbrl"]).findings}


FOOTNOTES = (
    '<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    '<link:footnote xlink:type="resource" xlink:label="n" id="f" xml:lang="en">note</link:footnote></link:footnoteLink>'
)
STRANGE = {
    "a no-break space between facts": AROUND + "\u00a0" + AROUND,
    "space around INF": AROUND + fact("A", "1", 'contextRef="c" unitRef="u" decimals=" INF "'),
    "the id of a footnote": fact("A", "1", 'id="f" contextRef="c" unitRef="u" decimals="0"') + FOOTNOTES,
    "a context without an id": '<xbrli:context><xbrli:entity><xbrli:identifier scheme="urn:s">1</xbrli:identifier>'
    "</xbrli:entity><xbrli:period><xbrli:forever/></xbrli:period></xbrli:context><t:Text more='1'>x</t:Text>",
}


@pytest.mark.parametrize("name", STRANGE)
def test_nothing_strange_passes_for_ordinary(tmp_path: Path, name: str) -> None:
    dts, facts = held(tmp_path, STRANGE[name])
    found = validate_schema(dts, settled={dts.entry_points[0]: facts.plain})
    assert found == validate_schema(dts) != [] or "load:duplicate-id" in [f.code for f in facts.findings]
