"""A small filing from a few lines: schema, calculation linkbase and instance, written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

NAMESPACES = (
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ex="http://example.com/ex"'
)
SUMMATION = {
    "2003": "http://www.xbrl.org/2003/arcrole/summation-item",
    "2023": "https://xbrl.org/2023/arcrole/summation-item",
}


@dataclass(frozen=True)
class F:
    """A fact of the small filing: concept, value (None is nil), context, and its accuracy as written."""

    concept: str
    value: str | None
    context: str = "c1"
    accuracy: str = 'decimals="0"'


Arcs = Sequence[tuple[str, str, str]]
"""(total, part, weight)."""


@pytest.fixture
def filing(tmp_path: Path) -> Callable[..., Path]:
    """Writes a filing of monetary facts on arcs of one role, `http://example.com/role/Sums`; returns the instance."""

    def write(arcs: Arcs, facts: Sequence[F], arcrole: str = "2003", contexts: int = 2) -> Path:
        names = dict.fromkeys([n for arc in arcs for n in arc[:2]] + [f.concept for f in facts])
        (tmp_path / "ex.xsd").write_text(_schema(names), encoding="utf-8")
        (tmp_path / "ex-cal.xml").write_text(_linkbase(arcs, names, SUMMATION[arcrole]), encoding="utf-8")
        instance = tmp_path / "ex.xbrl"
        instance.write_text(_instance(facts, contexts), encoding="utf-8")
        return instance

    return write


def _schema(names: Sequence[str] | dict[str, None]) -> str:
    elements = "\n".join(
        f'<xs:element name="{n}" id="ex_{n}" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" '
        f'xbrli:periodType="instant" nillable="true"/>'
        for n in names
    )
    return f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" {NAMESPACES}
 targetNamespace="http://example.com/ex" elementFormDefault="qualified">
<xs:annotation><xs:appinfo>
<link:roleType id="Sums" roleURI="http://example.com/role/Sums">
<link:definition>Sums</link:definition><link:usedOn>link:calculationLink</link:usedOn></link:roleType>
<link:linkbaseRef xlink:type="simple" xlink:href="ex-cal.xml"
 xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
</xs:appinfo></xs:annotation>
<xs:import namespace="http://www.xbrl.org/2003/instance"
 schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
{elements}
</xs:schema>
"""


def _linkbase(arcs: Arcs, names: dict[str, None], arcrole: str) -> str:
    locators = "\n".join(
        f'<link:loc xlink:type="locator" xlink:href="ex.xsd#ex_{n}" xlink:label="{n}"/>' for n in names
    )
    lines = "\n".join(
        f'<link:calculationArc xlink:type="arc" xlink:arcrole="{arcrole}" xlink:from="{total}" xlink:to="{part}" '
        f'weight="{weight}" order="{order}"/>'
        for order, (total, part, weight) in enumerate(arcs, 1)
    )
    return f"""<link:linkbase {NAMESPACES}>
<link:roleRef roleURI="http://example.com/role/Sums" xlink:type="simple" xlink:href="ex.xsd#Sums"/>
<link:calculationLink xlink:type="extended" xlink:role="http://example.com/role/Sums">
{locators}
{lines}
</link:calculationLink>
</link:linkbase>
"""


def _instance(facts: Sequence[F], contexts: int) -> str:
    entity = '<xbrli:entity><xbrli:identifier scheme="http://example.com">1</xbrli:identifier></xbrli:entity>'
    listed = "\n".join(
        f'<xbrli:context id="c{n}">{entity}<xbrli:period><xbrli:instant>{2000 + n}-03-31</xbrli:instant>'
        "</xbrli:period></xbrli:context>"
        for n in range(1, contexts + 1)
    )
    lines = "\n".join(
        f'<ex:{f.concept} id="f{n}" contextRef="{f.context}" unitRef="JPY" xsi:nil="true"/>'
        if f.value is None
        else f'<ex:{f.concept} id="f{n}" contextRef="{f.context}" unitRef="JPY" {f.accuracy}>{f.value}</ex:{f.concept}>'
        for n, f in enumerate(facts, 1)
    )
    return f"""<xbrli:xbrl {NAMESPACES}>
<link:schemaRef xlink:type="simple" xlink:href="ex.xsd"/>
{listed}
<xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
{lines}
</xbrli:xbrl>
"""
