"""Namespaces, standard roles and arcroles of the XBRL specifications, by name."""

from __future__ import annotations

from typing import Final

XBRLI: Final = "http://www.xbrl.org/2003/instance"
LINK: Final = "http://www.xbrl.org/2003/linkbase"
XL: Final = "http://www.xbrl.org/2003/XLink"
XLINK: Final = "http://www.w3.org/1999/xlink"
XBRLDT: Final = "http://xbrl.org/2005/xbrldt"
XBRLDI: Final = "http://xbrl.org/2006/xbrldi"
NUM: Final = "http://www.xbrl.org/dtr/type/numeric"
NON_NUM: Final = "http://www.xbrl.org/dtr/type/non-numeric"
REF: Final = "http://www.xbrl.org/2006/ref"
ISO4217: Final = "http://www.xbrl.org/2003/iso4217"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XSD: Final = "http://www.w3.org/2001/XMLSchema"
XML: Final = "http://www.w3.org/XML/1998/namespace"

STANDARD_LINK_ROLE: Final = "http://www.xbrl.org/2003/role/link"

CONCEPT_LABEL: Final = "http://www.xbrl.org/2003/arcrole/concept-label"
CONCEPT_REFERENCE: Final = "http://www.xbrl.org/2003/arcrole/concept-reference"
FACT_FOOTNOTE: Final = "http://www.xbrl.org/2003/arcrole/fact-footnote"
PARENT_CHILD: Final = "http://www.xbrl.org/2003/arcrole/parent-child"
SUMMATION_ITEM: Final = "http://www.xbrl.org/2003/arcrole/summation-item"
SUMMATION_ITEM_11: Final = "https://xbrl.org/2023/arcrole/summation-item"
ESSENCE_ALIAS: Final = "http://www.xbrl.org/2003/arcrole/essence-alias"
GENERAL_SPECIAL: Final = "http://www.xbrl.org/2003/arcrole/general-special"
SIMILAR_TUPLES: Final = "http://www.xbrl.org/2003/arcrole/similar-tuples"
REQUIRES_ELEMENT: Final = "http://www.xbrl.org/2003/arcrole/requires-element"

ALL: Final = "http://xbrl.org/int/dim/arcrole/all"
NOT_ALL: Final = "http://xbrl.org/int/dim/arcrole/notAll"
HYPERCUBE_DIMENSION: Final = "http://xbrl.org/int/dim/arcrole/hypercube-dimension"
DIMENSION_DOMAIN: Final = "http://xbrl.org/int/dim/arcrole/dimension-domain"
DOMAIN_MEMBER: Final = "http://xbrl.org/int/dim/arcrole/domain-member"
DIMENSION_DEFAULT: Final = "http://xbrl.org/int/dim/arcrole/dimension-default"

LABEL: Final = "http://www.xbrl.org/2003/role/label"
TERSE_LABEL: Final = "http://www.xbrl.org/2003/role/terseLabel"
TOTAL_LABEL: Final = "http://www.xbrl.org/2003/role/totalLabel"
PERIOD_START_LABEL: Final = "http://www.xbrl.org/2003/role/periodStartLabel"
PERIOD_END_LABEL: Final = "http://www.xbrl.org/2003/role/periodEndLabel"
DOCUMENTATION: Final = "http://www.xbrl.org/2003/role/documentation"
NEGATED_LABEL: Final = "http://www.xbrl.org/2009/role/negatedLabel"
NEGATED_TOTAL_LABEL: Final = "http://www.xbrl.org/2009/role/negatedTotalLabel"
NEGATED_TERSE_LABEL: Final = "http://www.xbrl.org/2009/role/negatedTerseLabel"
NEGATED_PERIOD_START_LABEL: Final = "http://www.xbrl.org/2009/role/negatedPeriodStartLabel"
NEGATED_PERIOD_END_LABEL: Final = "http://www.xbrl.org/2009/role/negatedPeriodEndLabel"

STANDARD_REFERENCE: Final = "http://www.xbrl.org/2003/role/reference"

US_GAAP: Final = "http://xbrl.us/us-gaap/2009-01-31"
US_TYPES: Final = "http://xbrl.us/us-types/2009-01-31"
US_GAAP_SCHEMA: Final = "http://taxonomies.xbrl.us/us-gaap/2009/elts/us-gaap-2009-01-31.xsd"
