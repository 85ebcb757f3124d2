"""What is known here of the US-GAAP taxonomy 2009-01-31: the facts of the concepts in use, and an excerpt made of them.

The excerpt is a schema that says no more than `us_gaap/concepts.csv`. It stands in for the official one where nobody
gives that (`dts.resolve` decides when); it is never written into a filing.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from . import names
from .model import Balance, Concept, ConceptKind, PeriodType
from .qname import QName

_DERIVED = {"perShareItemType": "decimalItemType", "percentItemType": "pureItemType"}
"""Types of the US-GAAP taxonomy's own, each with the type of XBRL 2.1 that it restricts."""


@cache
def official_concepts() -> Mapping[str, Concept]:
    """The US-GAAP concepts in use by local name, without labels; ids are those of the official schema."""
    text = files(__package__).joinpath("us_gaap", "concepts.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["name"]: _concept(row) for row in csv.DictReader(text.splitlines())})


def _concept(row: Mapping[str, str]) -> Concept:
    own = row["type"] in _DERIVED
    return Concept(
        QName(names.US_GAAP, row["name"]),
        ConceptKind.ITEM,
        type=QName(names.US_TYPES if own else names.XBRLI, row["type"]),
        base=_DERIVED.get(row["type"], row["type"]),
        period_type=PeriodType(row["period"]),
        balance=Balance(row["balance"]) if row["balance"] else None,
        abstract=row["abstract"] == "true",
        id=f"us-gaap_{row['name']}",
    )


@cache
def excerpt(address: str) -> bytes | None:
    """A schema of the concepts in use in place of the official one at `address`; None for any other address.

    A type that the official taxonomy defines itself is given as the type of XBRL 2.1 that it restricts.
    """
    if address != names.US_GAAP_SCHEMA:
        return None
    elements = "\n".join(map(_element, official_concepts().values()))
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xs:schema targetNamespace="{names.US_GAAP}" elementFormDefault="qualified"
    xmlns:us-gaap="{names.US_GAAP}" xmlns:xbrli="{names.XBRLI}" xmlns:xs="{names.XSD}">
  <xs:annotation>
    <xs:documentation>An excerpt by tanshin, not the official schema: the concepts in use.</xs:documentation>
  </xs:annotation>
  <xs:import namespace="{names.XBRLI}" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
{elements}
</xs:schema>
""".encode()


def _element(concept: Concept) -> str:
    balance = f' xbrli:balance="{concept.balance}"' if concept.balance else ""
    abstract = ' abstract="true"' if concept.abstract else ""
    return (
        f'  <xs:element name="{concept.name.local}" id="{concept.id}" type="xbrli:{concept.base}"'
        f' substitutionGroup="xbrli:item"{abstract} nillable="true"'
        f' xbrli:periodType="{concept.period_type}"{balance}/>'
    )
