"""Small taxonomies and filings, written out in tests; each is a folder of files."""

from __future__ import annotations

from pathlib import Path

from tanshin.taxonomy.dts import DTS, Resolver, load_dts

NAMESPACES = (
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:t="urn:t"'
)
INSTANCE_XSD = "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"


def schema(body: str, *, imports: str = "", target: str = 'targetNamespace="urn:t"', attributes: str = "") -> str:
    """A schema that imports the instance schema."""
    return (
        f'<xs:schema {NAMESPACES} {target} elementFormDefault="qualified" {attributes}>'
        f'<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="{INSTANCE_XSD}"/>'
        f"{imports}{body}</xs:schema>"
    )


def item(name: str, type_: str = "xbrli:monetaryItemType", more: str = 'xbrli:periodType="duration"') -> str:
    """A declaration of an item with an id."""
    group = 'substitutionGroup="xbrli:item" nillable="true"'
    return f'<xs:element name="{name}" id="t_{name}" type="{type_}" {group} {more}/>'


def linkbase(body: str, attributes: str = "") -> str:
    """A linkbase."""
    return f"<link:linkbase {NAMESPACES} {attributes}>{body}</link:linkbase>"


def presentation(arcs: str, locators: dict[str, str], role: str = "http://www.xbrl.org/2003/role/link") -> str:
    """A presentation link."""
    places = "".join(
        f'<link:loc xlink:type="locator" xlink:href="{h}" xlink:label="{n}"/>' for n, h in locators.items()
    )
    return f'<link:presentationLink xlink:type="extended" xlink:role="{role}">{places}{arcs}</link:presentationLink>'


def arc(source: str, target: str, more: str = "") -> str:
    """A presentation arc."""
    arcrole = "http://www.xbrl.org/2003/arcrole/parent-child"
    return (
        f'<link:presentationArc xlink:type="arc" xlink:arcrole="{arcrole}" xlink:from="{source}" xlink:to="{target}" '
        f"{more}/>"
    )


def instance(facts: str, refs: str = '<link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>') -> str:
    """An instance with the context c and the unit u."""
    return (
        f'<xbrli:xbrl {NAMESPACES} xmlns:iso4217="http://www.xbrl.org/2003/iso4217">{refs}\n'
        '<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="urn:s">1</xbrli:identifier></xbrli:entity>'
        "<xbrli:period><xbrli:startDate>2008-04-01</xbrli:startDate><xbrli:endDate>2008-09-30</xbrli:endDate>"
        "</xbrli:period></xbrli:context>\n"
        '<xbrli:unit id="u"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>\n'
        f"{facts}</xbrli:xbrl>"
    )


def load(folder: Path, files: dict[str, str], *entries: str, packages: tuple[Path, ...] = ()) -> DTS:
    """Writes the files and loads the DTS of the entries (the first file if none is named)."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    paths = [folder / name for name in entries or list(files)[:1]]
    return load_dts(paths, Resolver.for_files(paths, packages))


def codes(dts: DTS) -> list[str]:
    """The codes of the findings."""
    return [f.code for f in dts.findings]
