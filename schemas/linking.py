"""The one thing of XLink that libxml2 leaves unchecked: that `xlink:type` is what the element's declaration fixes.

libxml2 overlooks `fixed` on a reference to an attribute. Everything else in linkbases is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from .packaged import read

if TYPE_CHECKING:
    from lxml import etree

XLINK_TYPE = "{http://www.w3.org/1999/xlink}type"

_XL = "http://www.xbrl.org/2003/XLink"
_DECLARING = (
    "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd",
    "http://www.xbrl.org/2008/generic-link.xsd",
    "http://www.xbrl.org/2008/generic-label.xsd",
    "http://www.xbrl.org/2008/generic-reference.xsd",
)


def mistyped(root: etree._Element, custom: Mapping[str, str] | None = None) -> Iterator[etree._Element]:
    """The linking elements at and below `root` whose `xlink:type` is not the one that their declaration fixes.

    Elements of XBRL 2.1 and of generic links are known; `custom` adds others, by Clark name, with the local name of the
    head in the namespace `http://www.xbrl.org/2003/XLink` that each substitutes for.
    """
    expected = link_types() if not custom else {**link_types(), **custom}
    for element in root.iter(*expected):
        if element.get(XLINK_TYPE) != expected[str(element.tag)]:
            yield element


@cache
def link_types() -> Mapping[str, str]:
    """Clark name of each packaged linking element to its `xlink:type`: the name of its head (XBRL 2.1, 3.5)."""
    from lxml import etree

    types = {}
    for address in _DECLARING:
        schema = etree.fromstring(read(address) or b"", etree.XMLParser(resolve_entities=False, no_network=True))
        for element in schema.iterchildren("{http://www.w3.org/2001/XMLSchema}element"):
            prefix, _, head = element.get("substitutionGroup", "").rpartition(":")
            if element.nsmap.get(prefix) == _XL and head != "documentation":
                types[f"{{{schema.get('targetNamespace')}}}{element.get('name')}"] = head
    return types
