"""When the built-in excerpt stands in for the official schema: last of all, and only where it is enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.taxonomy.dts import DTS, Origin, Resolver, load_dts
from tanshin.taxonomy.names import LINK, US_GAAP, US_GAAP_SCHEMA, XBRLI, XLINK, XSD
from tanshin.taxonomy.official import official_concepts

SCHEMA = f"""\
<xs:schema targetNamespace="https://example.com/x" xmlns:xs="{XSD}" xmlns:link="{LINK}" xmlns:xlink="{XLINK}">
  <xs:annotation><xs:appinfo>
    <link:linkbase>
      <link:presentationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
        <link:loc xlink:type="locator" xlink:href="{US_GAAP_SCHEMA}#us-gaap_LOCATED" xlink:label="a"/>
      </link:presentationLink>
    </link:linkbase>
  </xs:appinfo></xs:annotation>
  <xs:import namespace="{US_GAAP}" schemaLocation="{US_GAAP_SCHEMA}"/>
</xs:schema>
"""
INSTANCE = f"""\
<x:xbrl xmlns:x="{XBRLI}" xmlns:g="{US_GAAP}" xmlns:link="{LINK}" xmlns:xlink="{XLINK}">
  <link:schemaRef xlink:type="simple" xlink:href="x.xsd"/>
  <x:context id="c"><x:entity><x:identifier scheme="s">1</x:identifier></x:entity>
    <x:period><x:instant>2009-06-30</x:instant></x:period></x:context>
  <x:unit id="u"><x:measure xmlns:m="http://www.xbrl.org/2003/iso4217">m:JPY</x:measure></x:unit>
  <g:REPORTED contextRef="c" unitRef="u" decimals="0">1</g:REPORTED>
</x:xbrl>
"""


def load(folder: Path, located: str, reported: str, *packages: Path) -> DTS:
    (folder / "x.xsd").write_text(SCHEMA.replace("LOCATED", located), encoding="utf-8")
    path = folder / "x.xbrl"
    path.write_text(INSTANCE.replace("REPORTED", reported), encoding="utf-8")
    return load_dts([path], Resolver.for_files([path], packages))


def test_it_suffices_where_all_that_is_named_stands_in_it(tmp_path: Path) -> None:
    dts = load(tmp_path, "Assets", "Assets")
    assert [(f.code, f.severity) for f in dts.findings] == [("dts:us-gaap-excerpt", "info")]
    document = dts.documents[US_GAAP_SCHEMA]
    assert (document.origin, document.name) == (Origin.EXCERPT, f"{US_GAAP_SCHEMA} (excerpt)")
    assert b"not the official schema" in dts.content(US_GAAP_SCHEMA)
    ours = {name.local: dts.taxonomy.concepts[name] for name in dts.taxonomy.concepts if name.namespace == US_GAAP}
    assert {(n, c.base, c.period_type, c.balance, c.abstract, c.id) for n, c in ours.items()} == {
        (n, c.base, c.period_type, c.balance, c.abstract, c.id) for n, c in official_concepts().items()
    }


@pytest.mark.parametrize(("located", "reported"), [("Accretion", "Assets"), ("Assets", "Accretion")])
def test_where_it_is_not_enough_the_official_schema_is_missing(tmp_path: Path, located: str, reported: str) -> None:
    dts = load(tmp_path, located, reported)
    assert [f.code for f in dts.findings] == ["dts:missing"]
    assert "--package" in dts.findings[0].hint
    assert US_GAAP_SCHEMA not in dts.documents


def test_the_official_schema_comes_first(tmp_path: Path, shared: Path) -> None:
    dts = load(tmp_path, "Assets", "Assets", shared / "taxonomies" / "us-gaap-2009-01-31.zip")
    assert dts.documents[US_GAAP_SCHEMA].origin is Origin.PACKAGE
    assert dts.findings == ()
    assert len(dts.taxonomy.concepts) > 10_000
