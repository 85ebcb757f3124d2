"""A small taxonomy in a folder: a schema from its parts and a linkbase beside it, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from tanshin.taxonomy.checks import taxonomy_findings
from tanshin.taxonomy.dts import Resolver, load_dts

NAMESPACES = """xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:a="urn:a" """
INSTANCE = "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"
LINK = 'xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link"'
STANDARD = "http://www.xbrl.org/2003/arcrole/"


def schema(body: str, appinfo: str = "") -> str:
    """A schema with these components; it refers to the linkbase beside it."""
    return f"""<xs:schema {NAMESPACES} targetNamespace="urn:a" elementFormDefault="qualified">
  <xs:annotation><xs:appinfo>
    <link:linkbaseRef xlink:type="simple" xlink:href="links.xml"
        xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>{appinfo}
  </xs:appinfo></xs:annotation>
  <xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="{INSTANCE}"/>{body}
</xs:schema>"""


def item(name: str, type_: str = "monetary", more: str = "") -> str:
    """An item that is right, with further attributes."""
    return (
        f'<xs:element name="{name}" id="{name}" type="xbrli:{type_}ItemType" substitutionGroup="xbrli:item" '
        f'xbrli:periodType="instant" nillable="true" {more}/>'
    )


def loc(*names: str) -> str:
    """Locators of concepts, labelled with their names."""
    return "".join(
        f'<link:loc xlink:type="locator" xlink:href="a.xsd#{name}" xlink:label="{name}"/>' for name in names
    )  # fmt: skip


def arc(kind: str, arcrole: str, source: str, target: str, more: str = "") -> str:
    """An arc of the linkbase namespace; a short arcrole is a standard one."""
    uri = arcrole if ":" in arcrole else STANDARD + arcrole
    ends = f'xlink:from="{source}" xlink:to="{target}"'
    return f'<link:{kind}Arc xlink:type="arc" xlink:arcrole="{uri}" {ends} {more}/>'


def linkbase(body: str) -> str:
    """A linkbase with these references and links."""
    return f"<link:linkbase {NAMESPACES}>{body}</link:linkbase>"


def link(kind: str, body: str) -> str:
    """A linkbase with one extended link."""
    return linkbase(f"<link:{kind}Link {LINK}>{body}</link:{kind}Link>")


def wrong(folder: Path, taxonomy: str, links: str = "", entry: str = "a.xsd") -> list[tuple[str, int]]:
    """The codes of what is wrong, each with its line."""
    (folder / "a.xsd").write_text(taxonomy)
    (folder / "links.xml").write_text(links or linkbase(""))
    dts = load_dts([folder / entry], Resolver.for_files([folder / entry]))
    assert dts.findings == ()
    return [(f.code, f.source.line if f.source else 0) for f in taxonomy_findings(dts)]


def codes(folder: Path, taxonomy: str, links: str = "") -> list[str]:
    """The codes alone."""
    return [code for code, _ in wrong(folder, taxonomy, links)]
