"""What the schemas of a DTS say of its facts: what they supply, and which facts need no more of their schema.

What schemas declare is read in `schemadeclared`; validity is judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from lxml import etree

from .dts import DTS
from .dts.concepts import Declaration, resolve_name
from .model import ConceptKind
from .names import XBRLI, XSD
from .qname import QName
from .schemadeclared import MAX_CHAIN, AttributeUse, ElementType, Schemas

_ACCURACY: Final = re.compile(rb"""["'](?:\w{1,40}:)?(?:decimals|precision)["']""")
_PLAIN_FORMS: Final = {
    **dict.fromkeys(("decimalItemType", "monetaryItemType", "sharesItemType", "pureItemType"), "number"),
    **dict.fromkeys(("stringItemType", "normalizedStringItemType", "tokenItemType"), "text"),
}
_NAMING: Final = {"name", "id"}


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the schema supplies for a fact that does not say it: attributes, and the text of an empty element."""

    attributes: Mapping[str, str]
    text: str | None = None


class Types(Protocol):
    """What reading an instance asks of its schemas; see `SchemaTypes`."""

    def supplied(self, name: QName) -> Supplied | None:
        """What the schema supplies for facts of a concept."""

    def plain_form(self, name: QName) -> str | None:
        """`number` or `text` where facts need no more of their schema."""

    def element(self, name: QName, within: ElementType | None = None) -> ElementType | None:
        """The content of an element."""

    def attribute(self, name: QName) -> AttributeUse | None:
        """A globally declared attribute."""


class SchemaTypes(Schemas):
    """The declarations of a DTS, and what it supplies for facts."""

    def __init__(self, dts: DTS) -> None:
        hinted = [document for document, _ in dts.hinted.values()]
        super().__init__([*dts.documents.values(), *hinted], dts.content)
        self._dts = dts
        self._supplied: dict[QName, Supplied | None] = {}
        self._accuracy: dict[tuple[int, str, str], tuple[bool, object]] = {}
        # Elements of one schema name their types in the same few words; prefixes are kept so that their identity stays.
        self._forms: dict[tuple[int, str, str], tuple[str | None, object]] = {}

    def supplied(self, name: QName) -> Supplied | None:
        """What the schema supplies for facts of a concept; None, as for nearly all, if that is nothing."""
        if name not in self._supplied:
            self._supplied[name] = self._supplies(name)
        return self._supplied[name]

    def plain_form(self, name: QName) -> str | None:
        """`number` or `text` for an item whose facts need no more of its schema than a number or text as content.

        So it is with a concrete item of XBRL's own types of decimal numbers and strings, or of a type that restricts
        one of them and adds nothing to it; that item's attributes are those of XBRL 2.1 section 5.1.1.3. None for all
        others, which only an XML Schema processor judges.
        """
        declaration = self._dts.declarations.elements.get(name)
        if declaration is None or self._redefines:
            return None
        component = declaration.component
        declared = component.attributes.get("type")
        abstract = component.attributes.get("abstract", "false").strip() not in ("false", "0")
        if component.own or declared is None or abstract:
            return None
        if self._dts.declarations.kind(name) is not ConceptKind.ITEM:
            return None
        key = (id(component.prefixes), declared, declaration.namespace)
        known = self._forms.get(key)
        if known is None:
            form = self._form(resolve_name(declared, declaration))
            known = self._forms[key] = (form, component.prefixes)
        return known[0]

    @cached_property
    def _redefines(self) -> bool:
        return any(r.how == "redefine" for scan in self._dts.scans.values() for r in scan.referrals)

    def _form(self, type_name: QName) -> str | None:
        """The form of a type that is, or restricts without any facet, one of XBRL's own."""
        for _ in range(MAX_CHAIN):
            if type_name.namespace == XBRLI:
                return _PLAIN_FORMS.get(type_name.local)
            found = self._find("complexType", type_name)
            if found is None:
                return None
            schema, node = found
            restriction = node.find(f"{{{XSD}}}simpleContent/{{{XSD}}}restriction")
            if restriction is None or {*node.attrib} - _NAMING or not _empty(restriction):
                return None
            type_name = schema.resolve(restriction, restriction.get("base", ""))
        return None

    def _supplies(self, name: QName) -> Supplied | None:
        declaration = self._dts.declarations.elements.get(name)
        if declaration is None:
            return None
        attributes = declaration.component.attributes
        text = attributes.get("fixed", attributes.get("default"))
        accuracy: dict[str, str] = {}
        if self._may_say_accuracy(name, declaration):
            element = self.element(name)
            for local in ("decimals", "precision") if element is not None else ():
                use = element.attributes.get(local) if element is not None else None
                if use is not None and use.default is not None:
                    accuracy[local] = use.default
        return Supplied(accuracy, text) if accuracy or text is not None else None

    def _may_say_accuracy(self, name: QName, declaration: Declaration) -> bool:
        """Whether a definition on the way to XBRL's own types stands in a schema that says anything of accuracy."""
        component = declaration.component
        if component.own:
            return bool(_ACCURACY.search(self._content(declaration.document)))
        declared = component.attributes.get("type")
        if declared is None:
            inherited = self._dts.elements[name].type
            return inherited is not None and self._chain_may(inherited)
        # Elements of one schema name their types in the same few words; prefixes are kept so that their identity stays.
        key = (id(component.prefixes), declared, declaration.namespace)
        known = self._accuracy.get(key)
        if known is None:
            type_name = resolve_name(declared, declaration)
            known = self._accuracy[key] = (self._chain_may(type_name), component.prefixes)
        return known[0]

    def _chain_may(self, type_name: QName) -> bool:
        current: QName | None = type_name
        for _ in range(MAX_CHAIN):
            if current is None or current.namespace in (XBRLI, XSD):
                return False
            declaration = self._dts.declarations.types.get(current)
            if declaration is None:
                return False
            if _ACCURACY.search(self._content(declaration.document)):
                return True
            current = resolve_name(declaration.component.base, declaration) if declaration.component.base else None
        return False


def _empty(restriction: etree._Element) -> bool:
    """Whether a restriction adds no facet and changes no attribute."""
    return all(child.tag == f"{{{XSD}}}annotation" for child in restriction.iterchildren(etree.Element))
