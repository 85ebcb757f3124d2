"""The roles and arcroles that XBRL 2.1 itself defines: on which elements each may stand, and what cycles it allows."""

from __future__ import annotations

from typing import Final

from ..names import (
    CONCEPT_LABEL,
    CONCEPT_REFERENCE,
    ESSENCE_ALIAS,
    FACT_FOOTNOTE,
    GENERAL_SPECIAL,
    LINK,
    PARENT_CHILD,
    REQUIRES_ELEMENT,
    SIMILAR_TUPLES,
    STANDARD_LINK_ROLE,
    SUMMATION_ITEM,
)
from ..qname import QName

_ROLE: Final = "http://www.xbrl.org/2003/role/"
_LABELS: Final = (
    "label", "terseLabel", "verboseLabel", "positiveLabel", "positiveTerseLabel", "positiveVerboseLabel",
    "negativeLabel", "negativeTerseLabel", "negativeVerboseLabel", "zeroLabel", "zeroTerseLabel", "zeroVerboseLabel",
    "totalLabel", "periodStartLabel", "periodEndLabel", "documentation", "definitionGuidance", "disclosureGuidance",
    "presentationGuidance", "measurementGuidance", "commentaryGuidance", "exampleGuidance",
)  # fmt: skip
_REFERENCES: Final = (
    "reference", "definitionRef", "disclosureRef", "mandatoryDisclosureRef", "recommendedDisclosureRef",
    "unspecifiedDisclosureRef", "presentationRef", "measurementRef", "commentaryRef", "exampleRef",
)  # fmt: skip


def link(name: str) -> QName:
    """A name of the linkbase namespace."""
    return QName(LINK, name)


EXTENDED: Final = frozenset(
    link(f"{kind}Link") for kind in ("presentation", "calculation", "definition", "label", "reference", "footnote")
)
ARCS: Final = frozenset(QName(LINK, name.local.removesuffix("Link") + "Arc") for name in EXTENDED)
RESOURCES: Final = frozenset(link(name) for name in ("label", "reference", "footnote"))

ROLES: Final[dict[str, frozenset[QName]]] = {
    STANDARD_LINK_ROLE: EXTENDED,
    **{_ROLE + name: frozenset({link("label")}) for name in _LABELS},
    **{_ROLE + name: frozenset({link("reference")}) for name in _REFERENCES},
    _ROLE + "footnote": frozenset({link("footnote")}),
}
"""XBRL 2.1 table 8 (labels), table 9 (references), 3.5.3.3, 4.11.1.2."""

ARCROLES: Final = {
    CONCEPT_LABEL: link("labelArc"),
    CONCEPT_REFERENCE: link("referenceArc"),
    FACT_FOOTNOTE: link("footnoteArc"),
    PARENT_CHILD: link("presentationArc"),
    SUMMATION_ITEM: link("calculationArc"),
    GENERAL_SPECIAL: link("definitionArc"),
    ESSENCE_ALIAS: link("definitionArc"),
    SIMILAR_TUPLES: link("definitionArc"),
    REQUIRES_ELEMENT: link("definitionArc"),
}
CYCLES: Final = {
    PARENT_CHILD: "undirected",
    GENERAL_SPECIAL: "undirected",
    ESSENCE_ALIAS: "undirected",
}
"""What the standard arcroles allow of cycles (5.2.4.2, 5.2.6.2); those that are not here allow any."""

LINKBASE_ROLES: Final = {
    f"{_ROLE}{kind}LinkbaseRef": link(f"{kind}Link")
    for kind in ("presentation", "calculation", "definition", "label", "reference")
}
"""XBRL 2.1 4.3.4."""
LINKBASE_ARCROLE: Final = "http://www.w3.org/1999/xlink/properties/linkbase"
