"""Schemas that libxml2 compiles in linear time: wildcards in place of the heads that every concept substitutes for.

libxml2 writes a substitution group out where its head is referenced and compares every member with every other: 300
concepts take 0.4 s, 1,000 take 17 s. That a fact's element is a member of the group is left to the checks of
instances, as is that an IDREF leads somewhere, which libxml2 never checks. It knows the types of `xml:lang` and
`xml:space` only if `http://www.w3.org/2001/xml.xsd` is among the schemas that it is given; XBRL wants them checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .packaged import read

if TYPE_CHECKING:
    from lxml import etree

# The heads whose groups grow with the taxonomy (XBRL 2.1, 4.6 and 4.9). Those of linkbases have a dozen members.
HEADS = frozenset({("http://www.xbrl.org/2003/instance", "item"), ("http://www.xbrl.org/2003/instance", "tuple")})

_XS = "{http://www.w3.org/2001/XMLSchema}"


def fast_variant(address: str, namespaces: Iterable[str]) -> bytes | None:
    """The packaged schema for a published `address`, made fast by `with_wildcards`; None if there is none."""
    content = read(address)
    return None if content is None else with_wildcards(content, namespaces)


def with_wildcards(schema: bytes, namespaces: Iterable[str]) -> bytes:
    """`schema` with one strict wildcard for `namespaces` in each choice that referenced one of `HEADS`.

    `namespaces` are those in which the DTS declares concepts (`""` is no namespace). It accepts what `schema` accepts,
    and besides, in these namespaces, elements that are declared and valid but no members of the group. Content without
    a reference to a head comes back as it is. Raises `ValueError` where a head is referenced outside a choice, as there
    the wildcard would change the order of the content, and where one is without the other, as it would let that in.
    """
    from lxml import etree

    root = etree.fromstring(schema, etree.XMLParser(resolve_entities=False, no_network=True))
    heads = [element for element in root.iter(f"{_XS}element") if _reference(element) in HEADS]
    if not heads:
        return schema
    namespaces = set(namespaces)
    for choice in dict.fromkeys(head.getparent() for head in heads):
        if choice is None or choice.tag != f"{_XS}choice":
            raise ValueError("the head of a substitution group is referenced outside a choice")
        first, *others = [child for child in choice if child in heads]
        if {_reference(child) for child in (first, *others)} != HEADS:
            raise ValueError("the head of one substitution group is referenced without the other")
        # What the content names can be told by its name; a wildcard over it too would make the content ambiguous.
        open_to = sorted(namespaces - set(_named(choice)))
        for other in others:
            choice.remove(other)
        if open_to:
            allowed = " ".join(namespace or "##local" for namespace in open_to)
            wildcard = etree.Element(f"{_XS}any", {"namespace": allowed, "processContents": "strict"})
            choice.replace(first, wildcard)
        else:
            choice.remove(first)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _named(choice: etree._Element) -> Iterator[str]:
    """The namespaces of all elements that the type around `choice` refers to."""
    for ancestor in choice.iterancestors(f"{_XS}complexType", f"{_XS}group"):
        for element in ancestor.iter(f"{_XS}element"):
            reference = _reference(element)
            if reference is not None:
                yield reference[0]


def _reference(element: etree._Element) -> tuple[str, str] | None:
    """The namespace and local name that an element particle refers to; None for a declaration."""
    reference = element.get("ref")
    if reference is None:
        return None
    prefix, colon, name = reference.strip().rpartition(":")
    return element.nsmap.get(prefix if colon else None) or "", name
