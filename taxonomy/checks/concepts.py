"""Concepts as schemas declare them: items, tuples, and what XBRL puts beside them.

XBRL 2.1 sections 4.9, 5.1, 5.1.1 and 5.1.2. Dimensions have rules of their own, which are not looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from lxml import etree

from ..dts import DocumentKind
from ..dts.concepts import Declaration, resolve_name
from ..model import ConceptKind
from ..names import LINK, XBRLI, XL, XLINK, XSD
from ..qname import QName
from .own import Issue, Own, resolve

_PERIOD_TYPE: Final = f"{{{XBRLI}}}periodType"
_BALANCE: Final = f"{{{XBRLI}}}balance"
_XBRL: Final = frozenset((XBRLI, LINK, XL, XLINK))
_APPINFO_PATH: Final = (f"{{{XSD}}}appinfo", f"{{{XSD}}}annotation", f"{{{XSD}}}schema")
_ONLY_IN_APPINFO: Final = tuple(f"{{{LINK}}}{n}" for n in ("roleType", "arcroleType", "linkbaseRef"))
_MAX_CHAIN: Final = 100


def _xs(name: str) -> str:
    return f"{{{XSD}}}{name}"


class _Concept(NamedTuple):
    """A concept that a document declares."""

    address: str
    element: etree._Element
    name: QName
    declaration: Declaration
    kind: ConceptKind


def _concepts(own: Own) -> Iterator[_Concept]:
    """The concepts that the documents declare; an element without a substitution group is none."""
    elements, kind = own.dts.declarations.elements, own.dts.declarations.kind
    for address, schema in own.schemas:
        namespace = own.dts.documents[address].namespace
        for element in schema.iterchildren(_xs("element")):
            if element.get("substitutionGroup") is None:
                continue
            name = QName(namespace, element.get("name", ""))
            declaration = elements.find(name)
            if declaration is not None and (found := kind(name)) is not ConceptKind.OTHER:
                yield _Concept(address, element, name, declaration, found)


def concepts(own: Own) -> Iterator[Issue]:
    """What items and tuples must say and may not (5.1.1, 4.9)."""
    bases: dict[tuple[int, str], str] = {}
    for concept in _concepts(own):
        if concept.kind is ConceptKind.TUPLE:
            yield from _tuple(own, concept)
            continue
        # Types are named in the same few words throughout a schema, whose scope of prefixes is one object.
        key = (id(concept.declaration.component.prefixes), concept.element.get("type", ""))
        base = bases.get(key) if key[1] else own.dts.elements[concept.name].base
        if base is None:
            base = bases[key] = own.dts.elements[concept.name].base
        yield from _item(concept, base)


def _item(concept: _Concept, base: str) -> Iterator[Issue]:
    """An item says its period type, has an item type, and a balance only if it is monetary (5.1.1.1-3)."""
    address, element, name = concept[:3]
    if element.get(_PERIOD_TYPE) is None:
        message = f"The item {name.local} has no xbrli:periodType."
        yield Issue("xbrl.5.1.1.1:itemPeriodType", message, address, element)
    if not base:
        message = f"The type of the item {name.local} is not derived from an XBRL item type."
        yield Issue("xbrl.5.1.1.3:itemType", message, address, element)
    if base != "monetaryItemType" and element.get(_BALANCE) is not None:
        message = f"{name.local} has a balance, but its type {base or ''} is not monetary."
        yield Issue("xbrl.5.1.1.2:balance", message, address, element)


def _tuple(own: Own, concept: _Concept) -> Iterator[Issue]:
    """A tuple has neither period type nor balance, holds nothing but items and tuples, and no XBRL attribute (4.9)."""
    address, element, name, declaration, _ = concept
    for attribute in (_PERIOD_TYPE, _BALANCE):
        if element.get(attribute) is not None:
            message = f"The tuple {name.local} has xbrli:{etree.QName(attribute).localname}."
            yield Issue("xbrl.4.9:tuplePeriodTypeOrBalance", message, address, element)
    if own.dts.elements[name].base:
        message = f"The type of the tuple {name.local} is that of an item."
        yield Issue("xbrl.4.9:tupleContent", message, address, element)
        return
    for document, part in _definition(own, address, element, declaration):
        yield from _tuple_part(own, document, part, name)


def _definition(
    own: Own, address: str, element: etree._Element, declaration: Declaration
) -> Iterator[tuple[str, etree._Element]]:
    """The complex types that make an element's content: its own or named one, and those these derive from."""
    here: etree._Element | None = element.find(_xs("complexType"))
    simple = element.find(_xs("simpleType"))
    if simple is not None:
        yield address, simple
    named = element.get("type")
    seen: set[QName] = set()
    scope = declaration
    while True:
        if here is not None:
            yield address, here
            derived = next(here.iter(_xs("restriction"), _xs("extension")), None)
            named = derived.get("base") if derived is not None else None
        if not named:
            return
        type_name = resolve_name(named, scope) if here is None else resolve(named, here.nsmap)
        found = own.dts.declarations.types.get(type_name)
        if found is None or type_name in seen or len(seen) > _MAX_CHAIN:
            return
        seen.add(type_name)
        scope, address = found, found.document
        tree = own.trees.get(address)
        if tree is None:
            return
        here = next((t for t in tree.root.iterchildren() if t.get("name") == type_name.local and _is_type(t)), None)
        if here is None:
            return


def _is_type(element: etree._Element) -> bool:
    return element.tag in (_xs("complexType"), _xs("simpleType"))


def _tuple_part(own: Own, address: str, definition: etree._Element, name: QName) -> Iterator[Issue]:
    """What is wrong with a type that is, or makes, a tuple's."""
    if definition.tag == _xs("simpleType") or definition.find(_xs("simpleContent")) is not None:
        yield Issue("xbrl.4.9:tupleContent", f"The tuple {name.local} has simple content.", address, definition)
        return
    for part in definition.iter(_xs("complexType"), _xs("complexContent")):
        if (part.get("mixed") or "").strip() in ("true", "1"):
            message = f"The content of the tuple {name.local} is mixed."
            yield Issue("xbrl.4.9:tupleMixed", message, address, part)
    for part in _reached(own, address, definition):
        if part.tag == _xs("element"):
            reference = part.get("ref")
            if reference is None:
                message = (
                    f"The tuple {name.local} declares {part.get('name')} in its content instead of referring to it."
                )
                yield Issue("xbrl.4.9:tupleLocalElement", message, address, part)
            elif not _is_concept(own, address, part, reference):
                message = f"The tuple {name.local} holds {reference}, which is neither an item nor a tuple."
                yield Issue("xbrl.4.9:tupleElement", message, address, part)
        elif part.get("ref") and resolve(part.get("ref", ""), part.nsmap).namespace in _XBRL:
            message = f"The tuple {name.local} has the attribute {part.get('ref')} of an XBRL namespace."
            yield Issue("xbrl.4.9:tupleAttribute", message, address, part)


def _reached(own: Own, address: str, definition: etree._Element) -> Iterator[etree._Element]:
    """Elements and attributes of a definition, through groups of the same schema."""
    root = own.trees[address].root
    pending, seen = [definition], {definition}
    while pending:
        for part in pending.pop().iter(_xs("element"), _xs("attribute"), _xs("group"), _xs("attributeGroup")):
            if part.tag in (_xs("element"), _xs("attribute")):
                yield part
            elif part.get("ref"):
                local = part.get("ref", "").rpartition(":")[2]
                group = next((g for g in root.iterchildren(part.tag) if g.get("name") == local), None)
                if group is not None and group not in seen:
                    seen.add(group)
                    pending.append(group)


def _is_concept(own: Own, address: str, part: etree._Element, reference: str) -> bool:
    name = resolve(reference, part.nsmap)
    if not name.namespace:
        name = QName(own.dts.documents[address].namespace, name.local)
    heads = name.namespace == XBRLI and name.local in ("item", "tuple")
    declared = name in own.dts.declarations.elements
    return heads or not declared or own.dts.declarations.kind(name) is not ConceptKind.OTHER


def schemas(own: Own) -> Iterator[Issue]:
    """No `redefine`, no empty target namespace, and linkbase elements only in `appinfo` (5.1, 5.1.2-5.1.4)."""
    for address, schema in own.schemas:
        if schema.get("targetNamespace", "-").strip() == "":
            message = "The target namespace of the schema is empty."
            yield Issue("xbrl.5.1:emptyTargetNamespace", message, address, schema)
        for element in schema.iterchildren(_xs("redefine")):
            yield Issue("xbrl.5.1:redefine", "A taxonomy schema uses redefine.", address, element)
        for element in schema.iter(*_ONLY_IN_APPINFO):
            if next(element.iterancestors(f"{{{XBRLI}}}xbrl"), None) is not None:
                continue  # an instance inside a schema has its own references
            if tuple(e.tag for e in element.iterancestors())[:3] != _APPINFO_PATH:
                message = f"{etree.QName(element).localname} does not stand right in an appinfo of the schema itself."
                yield Issue("xbrl.5.1:appinfo", message, address, element)
        for element in schema.iter(f"{{{LINK}}}linkbase"):
            if tuple(e.tag for e in element.iterancestors())[-3:] != _APPINFO_PATH:
                message = "A linkbase does not stand in an appinfo of the schema itself."
                yield Issue("xbrl.5.2:linkbaseInSchema", message, address, element)


def imports(own: Own) -> Iterator[Issue]:
    """A schema is imported for its own namespace, and included only into that (XML Schema part 1, 4.2.1 and 4.2.3)."""
    for address, schema in own.schemas:
        for referral in own.dts.scans[address].referrals:
            document = own.dts.document(referral.address) if referral.how in ("import", "include") else None
            if document is None or document.kind is not DocumentKind.SCHEMA:
                continue
            target = own.dts.scans[document.address].attributes.get("targetNamespace", "")
            included = referral.how == "include"
            wanted = schema.get("targetNamespace", "") if included else referral.namespace
            if target != wanted and (target or not included):
                message = f"The {referral.how} of {document.name} is for {wanted!r}, but its namespace is {target!r}."
                yield Issue("xmlschema:schema", message, address, referral.offset)


CHECKS: Final[tuple[Callable[[Own], Iterator[Issue]], ...]] = (concepts, schemas, imports)
