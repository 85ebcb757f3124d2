"""Roles and arcroles: declared once, referred to where they are used, and used on what they are declared for.

XBRL 2.1 sections 3.5.2.4, 3.5.2.5, 5.1.3 and 5.1.4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from ..names import LINK
from ..qname import QName
from .own import ARCROLE, HREF, ROLE, DeclaredRole, Issue, Linkbase, Own, leads_to, name_of
from .standard import ARCROLES, ARCS, EXTENDED, RESOURCES, ROLES

_ROLE_REF: Final = f"{{{LINK}}}roleRef"
_ARCROLE_REF: Final = f"{{{LINK}}}arcroleRef"
_DECLARED_TWICE: Final = {
    False: ("xbrl.5.1.3:roleTypeDuplicateInSchema", "xbrl.5.1.3:roleTypesNotEqual"),
    True: ("xbrl.5.1.4:arcroleTypeDuplicateInSchema", "xbrl.5.1.4:arcroleTypesNotEqual"),
}
_REFERENCE_CODES: Final = {
    False: ("xbrl.3.5.2.4:roleRefDuplicate", "xbrl.3.5.2.4:roleRefTarget"),
    True: ("xbrl.3.5.2.5:arcroleRefDuplicate", "xbrl.3.5.2.5:arcroleRefTarget"),
}
_REFERENCES: Final = ("roleRef", "arcroleRef")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def declared_once(own: Own) -> Iterator[Issue]:
    """A role is declared once in a schema, and the same in every schema of the DTS (5.1.3, 5.1.4)."""
    for arcrole, uri in dict.fromkeys((role.arcrole, role.uri) for role in own.roles):
        first, *others = own.declarations(arcrole, uri)
        twice, unlike = _DECLARED_TWICE[arcrole]
        seen = {first.address}
        for role in others:
            if role.address in seen:
                yield Issue(twice, f"The schema declares {uri} more than once.", role.address, role.place)
            elif _meaning(role) != _meaning(first):
                message = f"{uri} is declared differently in another schema of the DTS."
                yield Issue(unlike, message, role.address, role.place)
            seen.add(role.address)


def _meaning(role: DeclaredRole) -> object:
    return role.definition, frozenset(role.used_on), role.cycles_allowed


def used_on_once(own: Own) -> Iterator[Issue]:
    """No two `usedOn` of a declaration name the same element (5.1.3.4, 5.1.4.5)."""
    for role in own.roles:
        names = role.used_on
        if len(set(names)) < len(names):
            code = "xbrl.5.1.4.5:arcroleUsedOnRepeated" if role.arcrole else "xbrl.5.1.3.4:roleUsedOnRepeated"
            twice = next(n for n in names if names.count(n) > 1)
            yield Issue(code, f"usedOn names {twice.local} more than once for {role.uri}.", role.address, role.place)


def references(own: Own) -> Iterator[Issue]:
    """`roleRef` and `arcroleRef` lead to the declaration of their URI, once each in a linkbase (3.5.2.4, 3.5.2.5)."""
    for linkbase in own.linkbases:
        for tag, attribute in ((_ROLE_REF, "roleURI"), (_ARCROLE_REF, "arcroleURI")):
            arcrole = tag == _ARCROLE_REF
            repeated, astray = _REFERENCE_CODES[arcrole]
            name = "arcroleRef" if arcrole else "roleRef"
            seen: set[str] = set()
            for element in linkbase.root.iterchildren(tag):
                uri = (element.get(attribute) or "").strip()
                if uri in seen:
                    yield Issue(repeated, f"{name} names {uri} more than once.", linkbase.address, element)
                seen.add(uri)
                if not _leads_to(own, linkbase.address, element, uri, arcrole):
                    message = f"{name} to {element.get(HREF)} does not lead to the declaration of {uri}."
                    yield Issue(astray, message, linkbase.address, element)


def _leads_to(own: Own, address: str, element: etree._Element, uri: str, arcrole: bool) -> bool:
    """Whether the reference leads to a declaration of the URI; what cannot be read is told by discovery."""
    place, fragment = leads_to(address, element)
    declarations = own.declarations(arcrole, uri)
    if "(" in fragment:
        return bool(declarations)
    document = own.dts.document(place)
    if document is None:
        return True
    return any(role.id == fragment and role.address == document.address for role in declarations)


def uses(own: Own) -> Iterator[Issue]:
    """Roles on standard links, resources and arcs: absolute, known, referred to, declared for the element."""
    for linkbase in own.linkbases:
        role_refs = _refs(linkbase, _ROLE_REF, "roleURI")
        arcrole_refs = _refs(linkbase, _ARCROLE_REF, "arcroleURI")
        for element, kind in linkbase.members:
            if kind == "extended" or kind == "resource":
                role = element.get(ROLE)
                if role is not None:
                    yield from _role_use(own, linkbase, element, role, role_refs)
                elif kind == "extended":
                    message = "An extended link has no xlink:role."
                    yield Issue("xbrl.3.5.3.3:linkRoleMissing", message, linkbase.address, element)
            elif kind == "arc":
                yield from _arcrole_use(own, linkbase, element, arcrole_refs)


def _refs(linkbase: Linkbase, tag: str, attribute: str) -> set[str]:
    return {(e.get(attribute) or "").strip() for e in linkbase.root.iterchildren(tag)}


def _role_use(own: Own, linkbase: Linkbase, element: etree._Element, role: str, refs: set[str]) -> Iterator[Issue]:
    name = name_of(element)
    if not _ABSOLUTE.match(role):
        message = f"The role {role!r} of {name.local} is no absolute URI."
        yield Issue("xbrl.3.5.2.4:roleNotAbsolute", message, linkbase.address, element)
        return
    allowed = ROLES.get(role)
    if name not in EXTENDED and name not in RESOURCES:
        return
    if allowed is not None:
        if name not in allowed:
            message = f"The role {role} is not for {name.local}."
            yield Issue("xbrl.5.1.3.4:standardRoleUse", message, linkbase.address, element)
        return
    if role not in refs:
        message = f"{name.local} uses the role {role}, which no roleRef of its linkbase refers to."
        yield Issue("xbrl.3.5.2.4:missingRoleRef", message, linkbase.address, element)
    yield from _used_as_declared(own, linkbase, element, name, role, False)


def _arcrole_use(own: Own, linkbase: Linkbase, element: etree._Element, refs: set[str]) -> Iterator[Issue]:
    name = name_of(element)
    arcrole = element.get(ARCROLE, "")
    if not arcrole or (name in ARCS and not _ABSOLUTE.match(arcrole)):
        wrong = f"The arcrole {arcrole!r} of {name.local} is no absolute URI."
        told = wrong if arcrole else f"{name.local} has no arcrole."
        yield Issue("xbrl.3.5.3.9.4:arcroleMissing", told, linkbase.address, element)
        return
    if name not in ARCS:
        return
    standard = ARCROLES.get(arcrole)
    if standard is not None:
        if name != standard:
            message = f"The arcrole {arcrole} is not for {name.local}."
            yield Issue("xbrl.5.1.4.5:standardArcroleUse", message, linkbase.address, element)
        return
    if arcrole not in refs:
        message = f"{name.local} uses the arcrole {arcrole}, which no arcroleRef of its linkbase refers to."
        yield Issue("xbrl.3.5.2.5:missingArcroleRef", message, linkbase.address, element)
    yield from _used_as_declared(own, linkbase, element, name, arcrole, True)


def _used_as_declared(
    own: Own, linkbase: Linkbase, element: etree._Element, name: QName, uri: str, arcrole: bool
) -> Iterator[Issue]:
    declarations = own.declarations(arcrole, uri)
    if declarations and not any(name in role.used_on for role in declarations):
        code = "xbrl.5.1.4.5:arcroleUsedOn" if arcrole else "xbrl.5.1.3.4:roleUsedOn"
        message = f"{uri} is used on {name.local}, which its declaration does not name in usedOn."
        yield Issue(code, message, linkbase.address, element)


CHECKS: Final[tuple[Callable[[Own], Iterator[Issue]], ...]] = (declared_once, used_on_once, references, uses)
