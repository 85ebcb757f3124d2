"""Our schemas, written from the specifications, declare the same components as the reference processor's copies."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from lxml import etree
from tanshin.schemas import addresses, published, read

XS = "{http://www.w3.org/2001/XMLSchema}"
XML = "http://www.w3.org/XML/1998/namespace"
LINK = "{http://www.xbrl.org/2003/linkbase}"
# What a schema says by leaving it out.
DEFAULTS = {"minOccurs": "1", "maxOccurs": "1", "use": "optional", "nillable": "false", "abstract": "false"}
DEFAULTS |= {"processContents": "strict", "mixed": "false", "namespace": "##any", "block": "", "final": ""}
USES = {"attribute", "attributeGroup", "anyAttribute"}
QNAMES = {"type", "ref", "base", "substitutionGroup", "itemType", "memberTypes", "refer"}

Canon = tuple[object, ...]


def published_addresses() -> list[str]:
    return [address for address in addresses() if published(address) == address]


def reference_copy(address: str) -> Path:
    """The reference processor's file for `address`; the test is skipped, saying so, where there is none."""
    spec = importlib.util.find_spec("arelle")
    if spec is None or spec.origin is None:
        pytest.skip("arelle is not installed")
    file = Path(spec.origin).parent / "resources" / "cache" / address.replace("://", "/")
    if not file.is_file():
        pytest.skip(f"arelle bundles no {address}")
    return file


def clark(element: etree._Element, names: str) -> str:
    """QNames (a list of them) in Clark notation, so that the choice of prefixes does not matter."""
    out = []
    for name in names.split():
        prefix, colon, local = name.rpartition(":")
        uri = XML if prefix == "xml" else element.nsmap.get(prefix if colon else None)
        out.append(f"{{{uri}}}{local}")
    return " ".join(out)


def canonical(element: etree._Element, form: dict[str, bool]) -> Canon:
    """A component as nested tuples: without annotation, prefixes, defaults written out, or the order of attributes."""
    tag = str(element.tag).removeprefix(XS)
    attributes = {}
    for key, value in element.attrib.items():
        if DEFAULTS.get(str(key)) != value:
            attributes[str(key)] = clark(element, value) if key in QNAMES else " ".join(value.split())
    if tag == "complexType":  # the content says whether it is mixed, else the type (XML Schema part 1 section 3.4.2)
        content = element.find(f"{XS}complexContent")
        if content is not None and content.get("mixed") in ("true", "1"):
            attributes["mixed"] = "true"
    if tag == "complexContent":
        attributes.pop("mixed", None)
    if tag in form and "name" in attributes and element.getparent().tag != f"{XS}schema":
        attributes["form"] = attributes.get("form") or ("qualified" if form[tag] else "unqualified")
    children = [canonical(child, form) for child in element.iterchildren(f"{XS}*") if child.tag != f"{XS}annotation"]
    particles = [child for child in children if child[0] not in USES]
    uses = sorted(child for child in children if child[0] in USES)
    if tag == "complexContent" and particles[0][:2] == ("restriction", (("base", f"{XS}anyType"),)):
        return particles[0]  # the long way to write a type that is derived from nothing
    if tag in ("sequence", "choice") and not attributes and len(particles) == 1:
        return particles[0]  # a group of one
    if (
        tag == "complexType"
        and len(particles) == 1
        and particles[0][:2] == ("restriction", (("base", f"{XS}anyType"),))
    ):
        particles, uses = list(particles[0][2]), list(particles[0][3])  # type: ignore[arg-type]
    if tag in ("restriction", "simpleType") and all(child[0] == "enumeration" for child in particles):
        particles.sort()
    return tag, tuple(sorted(attributes.items())), tuple(particles), tuple(uses)


def components(content: bytes) -> dict[tuple[str, str], Canon]:
    """Every top-level component of a schema by kind and name, with its imports, namespace, and roles."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    form = {tag: root.get(f"{tag}FormDefault") == "qualified" for tag in ("element", "attribute")}
    whole = ("targetNamespace", "blockDefault", "finalDefault")
    found: dict[tuple[str, str], Canon] = {("schema", name): (root.get(name),) for name in whole}
    for child in root.iterchildren(f"{XS}*"):
        if child.tag in (f"{XS}import", f"{XS}include"):
            found["import", child.get("namespace", "")] = ()
        elif child.tag != f"{XS}annotation":
            found[str(child.tag).removeprefix(XS), str(child.get("name"))] = canonical(child, form)
    for role in root.iter(f"{LINK}roleType", f"{LINK}arcroleType"):
        uses = sorted(clark(use, use.text or "") for use in role.iterchildren(f"{LINK}usedOn"))
        uri = str(role.get("roleURI") or role.get("arcroleURI"))
        found[str(role.tag).removeprefix(LINK), uri] = (role.get("id"), role.get("cyclesAllowed"), *uses)
    return found


@pytest.mark.parametrize("address", published_addresses())
def test_the_same_components_as_the_reference_processors_copy(address: str) -> None:
    theirs = components(reference_copy(address).read_bytes())
    ours = components(read(address) or b"")
    assert sorted(ours) == sorted(theirs)
    for name, component in theirs.items():
        assert ours[name] == component, name


# same or other | the text of the instance schema to replace | what to put there
EDITS = """
same  | <xs:annotation>                              | <!-- any --><xs:annotation>
same  | <xs:element name="measure" type="xs:QName"/> | <xs:element type="xs:QName" name="measure" nillable="false"/>
same  | <xs:attribute name="id" type="xs:ID"/>       | <xs:attribute use="optional" name="id" type="xs:ID"/>
other | <xs:element name="measure" type="xs:QName"/> | <xs:element name="measure" type="xs:token"/>
other | <xs:element name="measure" type="xs:QName"/> | <xs:element name="measure" type="xs:QName" nillable="true"/>
other | <xs:element name="measure" type="xs:QName"/> |
other | <xs:element name="measure" type="xs:QName"/> | <xs:element name="size" type="xs:QName"/>
other | type="xbrli:nonZeroDecimal"/>                | type="xbrli:nonZeroDecimal" substitutionGroup="xbrli:item"/>
other | abstract="true"/>                            | />
other | final="extension"                            |
other | use="required"                               |
other | <xs:element ref="xbrli:item"/>               |
other | <xs:element ref="link:schemaRef" maxOccurs="unbounded"/> | <xs:element ref="link:schemaRef"/>
other | <xs:enumeration value="debit"/>              |
other | <xs:minExclusive value="0"/>                 | <xs:minInclusive value="0"/>
other | processContents="lax"                        | processContents="skip"
other | elementFormDefault="qualified"               |
other | <xs:extension base="xs:token">               | <xs:extension base="xs:string">
other | <xs:attributeGroup ref="xbrli:itemAttrs"/>   | <xs:attributeGroup ref="xbrli:factAttrs"/>
"""


@pytest.mark.parametrize("edit", EDITS.strip().splitlines())
def test_the_comparison_sees_what_matters_and_nothing_else(edit: str) -> None:
    verdict, old, new = (cell.strip() for cell in edit.split("|"))
    schema = (read("http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd") or b"").decode()
    assert old in schema
    edited = components(schema.replace(old, new, 1).encode())
    assert (edited == components(schema.encode())) == (verdict == "same")
