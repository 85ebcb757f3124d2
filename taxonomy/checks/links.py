"""Extended links, their locators and arcs, and references to linkbases, as XLink and XBRL 2.1 section 3.5 want them.

What an arc may join is said in `arcs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from ..dts import Document, DocumentKind
from ..names import LINK, XL
from ..qname import QName
from .own import ARCROLE, FROM, HREF, LABEL, ROLE, TO, TYPE, Issue, Own, leads_to, name_of
from .standard import ARCS, EXTENDED, LINKBASE_ARCROLE, LINKBASE_ROLES, RESOURCES, ROLES, link

_LINKBASE_REF: Final = f"{{{LINK}}}linkbaseRef"
_LOC: Final = f"{{{LINK}}}loc"
_KINDS: Final = {
    **{QName(XL, kind): kind for kind in ("simple", "extended", "arc", "resource", "locator", "title")},
    **dict.fromkeys(map(link, ("schemaRef", "linkbaseRef", "roleRef", "arcroleRef")), "simple"),
    **dict.fromkeys(EXTENDED, "extended"),
    **dict.fromkeys(ARCS, "arc"),
    **dict.fromkeys(RESOURCES, "resource"),
    link("loc"): "locator",
}
_OTHER_LOCATOR: Final = {
    link("footnoteLink"): "xbrl.4.11.1.1:otherLocator",
    link("labelLink"): "xbrl.5.2.2.1:otherLocator",
    link("referenceLink"): "xbrl.5.2.3.1:otherLocator",
    link("presentationLink"): "xbrl.5.2.4.1:otherLocator",
    link("calculationLink"): "xbrl.5.2.5.1:otherLocator",
    link("definitionLink"): "xbrl.5.2.6.1:otherLocator",
}
_OF_LINK: Final = f"{{{LINK}}}"
_SHORTHAND: Final = re.compile(r"[^\W\d][\w.\-·]*")
_ELEMENT_SCHEME: Final = re.compile(r"element\((?:[^\W\d][\w.\-·]*(?:/[1-9]\d*)*|(?:/[1-9]\d*)+)\)")


def endpoints(own: Own) -> Iterator[Issue]:
    """An arc joins labels that stand in its link, and no two arcs join the same two (XLink 5.1.3)."""
    for linkbase in own.linkbases:
        labels: dict[etree._Element | None, set[str | None]] = {}
        arcs: list[etree._Element] = []
        for element, kind in linkbase.members:
            if kind == "arc":
                arcs.append(element)
            elif kind != "simple":
                labels.setdefault(element.getparent(), set()).add(element.get(LABEL))
        joined: set[tuple[etree._Element | None, str | None, str | None]] = set()
        for arc in arcs:
            link, source, target = arc.getparent(), arc.get(FROM), arc.get(TO)
            for end, label in (("from", source), ("to", target)):
                if label is not None and label not in labels.get(link, ()):
                    message = f"xlink:{end} of an arc names {label!r}, which nothing in its link has as label."
                    yield Issue("xbrl.3.5.3.9:arcEnd", message, linkbase.address, arc)
            if (link, source, target) in joined:
                message = f"Two arcs of one link go from {source!r} to {target!r}."
                yield Issue("xbrl.3.5.3.9:duplicateArc", message, linkbase.address, arc)
            joined.add((link, source, target))


def link_types(own: Own) -> Iterator[Issue]:
    """An element has the `xlink:type` of its kind, and a simple link an address (3.5.1.1, 3.5.1.2, 3.5.3).

    The schemas fix the type, but libxml2 does not look where an attribute is declared elsewhere.
    """
    kinds: dict[str, str | None] = {}
    for address, element, kind in _linking(own):
        if element.tag not in kinds:
            kinds[element.tag] = _type_of(own, name_of(element))
        wanted = kinds[element.tag]
        if wanted is not None and kind != wanted:
            message = f"{name_of(element).local} has the xlink:type {kind!r} instead of {wanted!r}."
            yield Issue("xbrl.3.5:xlinkType", message, address, element)
        elif kind == "simple" and wanted is not None and not element.get(HREF, "-").strip():
            message = f"The xlink:href of {name_of(element).local} is empty."
            yield Issue("xbrl.3.5.1.2:emptyHref", message, address, element)


def _linking(own: Own) -> Iterator[tuple[str, etree._Element, str]]:
    """The elements with an `xlink:type`: those of linkbases and instances, and references to linkbases in schemas."""
    for linkbase in own.linkbases:
        yield from ((linkbase.address, element, kind) for element, kind in linkbase.members)
    for address, schema in own.schemas:
        for element in schema.iter(_LINKBASE_REF):
            yield address, element, element.get(TYPE, "simple")


def _type_of(own: Own, name: QName) -> str | None:
    """The `xlink:type` of elements of that name, by the head of their substitution group; None for others."""
    seen = set()
    head: QName | None = name
    while head is not None and head not in seen:
        if head in _KINDS or head.namespace == XL:
            return _KINDS.get(head)
        seen.add(head)
        head = own.dts.declarations.substitution_group(head)
    return None


def pointers(own: Own) -> Iterator[Issue]:
    """A fragment is an id, or steps in the `element()` scheme (3.5.4)."""
    for linkbase in own.linkbases:
        for element, kind in linkbase.members:
            if kind == "locator" or kind == "simple":
                yield from _pointer(linkbase.address, element)
    for address, schema in own.schemas:
        for element in schema.iter(_LINKBASE_REF):
            yield from _pointer(address, element)


def _pointer(address: str, element: etree._Element) -> Iterator[Issue]:
    fragment = element.get(HREF, "").strip().partition("#")[2]
    if not fragment or fragment.isidentifier() or not element.tag.startswith(_OF_LINK):
        return
    if "%" in fragment:
        from urllib.parse import unquote

        fragment = unquote(fragment)
    if _SHORTHAND.fullmatch(fragment):
        return
    schemes = fragment.replace(")element(", ")\0element(").split("\0")
    if not all(_ELEMENT_SCHEME.fullmatch(scheme) for scheme in schemes):
        message = f"The fragment {fragment!r} is neither an id nor an element() pointer."
        yield Issue("xbrl.3.5.4:hrefFragment", message, address, element)


def locators(own: Own) -> Iterator[Issue]:
    """A link that XBRL defines has no locators but `loc`, not even what may stand for it (4.11.1.1, 5.2.2 to 5.2.6)."""
    for linkbase in own.linkbases:
        for element, kind in linkbase.members:
            if kind != "locator" or element.tag == _LOC:
                continue
            parent = element.getparent()
            name = None if parent is None else name_of(parent)
            if name in _OTHER_LOCATOR:
                message = f"A {name.local} has a locator that is no loc: {name_of(element).local}."
                yield Issue(_OTHER_LOCATOR[name], message, linkbase.address, element)


def linkbase_references(own: Own) -> Iterator[Issue]:
    """A `linkbaseRef` has its arcrole, and a linkbase only the links that its role says (4.3.3, 4.3.4)."""
    for address, tree in own.trees.items():
        for element in tree.root.iter(_LINKBASE_REF):
            if element.get(ARCROLE) != LINKBASE_ARCROLE:
                message = f"The arcrole of linkbaseRef is not {LINKBASE_ARCROLE}."
                yield Issue("xbrl.4.3.3:linkbaseRefArcrole", message, address, element)
            role = element.get(ROLE, "").strip()
            if role in ROLES:
                message = f"The role {role} is not for linkbaseRef."
                yield Issue("xbrl.5.1.3.4:standardRoleUse", message, address, element)
            target = _target(own, address, element)
            if target is None:
                continue
            document, fragment = target
            if _is_no_linkbase(own, document, fragment):
                message = f"linkbaseRef leads to {element.get(HREF)}, which is no linkbase."
                yield Issue("xbrl.4.3.2:linkbaseRefTarget", message, address, element)
                continue
            wanted = LINKBASE_ROLES.get(role)
            for found in _links_of(own, document, fragment) if wanted is not None else ():
                if wanted is not None and found.startswith(f"{LINK}}}") and found != f"{LINK}}}{wanted.local}":
                    message = (
                        f"linkbaseRef says that {element.get(HREF)} has {wanted.local} only, "
                        f"but it has {found.rpartition('}')[2]}."
                    )
                    yield Issue("xbrl.4.3.4:linkbaseRefLinks", message, address, element)
                    break


def _target(own: Own, address: str, element: etree._Element) -> tuple[Document, str] | None:
    """The document that a reference to a linkbase leads to, with its fragment; None if it was not read."""
    place, fragment = leads_to(address, element)
    document = own.dts.document(place)
    return None if document is None else (document, fragment)


def _is_no_linkbase(own: Own, document: Document, fragment: str) -> bool:
    """Whether a reference leads into a schema, but to no linkbase in it (4.3.2); discovery tells of whole schemas."""
    tree = own.trees.get(document.address)
    if document.kind is not DocumentKind.SCHEMA or tree is None or not fragment or "(" in fragment:
        return False
    return all(element.get("id") != fragment for element in tree.root.iter(f"{{{LINK}}}linkbase"))


def _links_of(own: Own, document: Document, fragment: str) -> Iterator[str]:
    """The names of the extended links in the linkbase that a reference leads to."""
    if document.kind is DocumentKind.LINKBASE:
        yield from (link.name for link in own.dts.scans[document.address].links)
    else:
        for linkbase in own.linkbases:
            if linkbase.address == document.address and linkbase.root.get("id") == fragment:
                yield from (name_of(link).clark.removeprefix("{") for link in linkbase.links())


CHECKS: Final[tuple[Callable[[Own], Iterator[Issue]], ...]] = (
    endpoints,
    link_types,
    pointers,
    locators,
    linkbase_references,
)
