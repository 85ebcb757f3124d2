"""The elements and types that the schemas of a DTS declare together, and the concepts among them, made when asked for.

What a concept is, is said by its substitution group and its type's ancestry (XBRL 2.1 5.1.1, Dimensions 1.0 2.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ..model import Balance, Concept, ConceptKind, Label, PeriodType, Reference
from ..names import XBRLDT, XBRLI
from ..qname import QName
from .components import Component, Components
from .scan import Scan

_KINDS: Final = {
    QName(XBRLI, "item"): ConceptKind.ITEM,
    QName(XBRLI, "tuple"): ConceptKind.TUPLE,
    QName(XBRLDT, "hypercubeItem"): ConceptKind.HYPERCUBE,
    QName(XBRLDT, "dimensionItem"): ConceptKind.DIMENSION,
}
# Longer chains of substitution groups are circles.
_MAX_CHAIN: Final = 100
_PERIOD_TYPE: Final = f"{XBRLI}}}periodType"
_BALANCE: Final = f"{XBRLI}}}balance"
_TYPED_DOMAIN: Final = f"{XBRLDT}}}typedDomainRef"
_PERIODS: Final = {p.value: p for p in PeriodType}
_BALANCES: Final = {b.value: b for b in Balance}


class Declaration(NamedTuple):
    """A global element or type as declared: the component, the schema's address, and its target namespace.

    `chameleon` says that the schema has none of its own and took that of the schema that includes it.
    """

    component: Component
    document: str
    namespace: str
    chameleon: bool


class Part(NamedTuple):
    """The elements of one schema under its target namespace."""

    namespace: str
    components: Components
    document: str
    chameleon: bool


class Declared(Mapping[QName, Declaration]):
    """The global elements of all schemas by name, each looked up when first asked for; the first of a name stands."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._of: dict[str, list[Part]] = {}
        self._made: dict[QName, Declaration] = {}

    def add(self, namespace: str, components: Components, document: str, chameleon: bool) -> None:
        """Takes in a schema's elements."""
        part = Part(namespace, components, document, chameleon)
        self.parts.append(part)
        self._of.setdefault(namespace, []).append(part)

    def find(self, name: QName) -> Declaration | None:
        """The declaration of that name; what `get` gives, without the cost of an error where there is none."""
        made = self._made.get(name)
        if made is not None:
            return made
        for part in self._of.get(name[0], ()):
            number = part.components.names.get(name[1])
            if number is not None:
                component = part.components.at(number)
                made = self._made[name] = Declaration(component, part.document, part.namespace, part.chameleon)
                return made
        return None

    def __getitem__(self, name: QName) -> Declaration:
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        if name in self._made:
            return True
        if not isinstance(name, tuple) or len(name) != 2:
            return False
        return any(name[1] in part.components.names for part in self._of.get(name[0], ()))

    def __iter__(self) -> Iterator[QName]:
        for part in self.parts:
            others = self._of[part.namespace]
            earlier = [other.components.names for other in others[: others.index(part)]] if len(others) > 1 else []
            for local in part.components.names:
                if not any(local in names for names in earlier):
                    yield QName(part.namespace, local)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def namespaces(self) -> Iterator[tuple[str, Iterator[QName]]]:
        """Each namespace with its names."""
        for namespace, parts in self._of.items():
            yield namespace, (QName(namespace, local) for part in parts for local in part.components.names)


class Ids(Mapping[str, QName]):
    """The elements of one schema by their `id`."""

    def __init__(self, namespace: str, ids: Mapping[str, str]) -> None:
        self._namespace = namespace
        self._ids = ids
        self._made: dict[str, QName] = {}

    def __getitem__(self, key: str) -> QName:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = QName(self._namespace, self._ids[key])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class Declarations:
    """All global elements and types of a DTS by name, and the elements of each document by their `id`."""

    def __init__(self) -> None:
        self.elements = Declared()
        self.types: dict[QName, Declaration] = {}
        self.ids: dict[str, Mapping[str, QName]] = {}
        self.offsets: dict[str, dict[int, QName]] = {}
        self._kinds: dict[tuple[int, str, str], ConceptKind] = {}
        self._known: dict[QName, ConceptKind] = {}
        self._bases: dict[QName, str] = {}

    def add(self, scan: Scan, address: str, namespace: str) -> None:
        """Takes in a schema's components under its target namespace; the first declaration of a name stands."""
        chameleon = "targetNamespace" not in scan.attributes
        self.ids[address] = Ids(namespace, scan.elements.ids)
        self.elements.add(namespace, scan.elements, address, chameleon)
        for component in scan.types:
            name = QName(namespace, component.attributes.get("name", ""))
            self.types.setdefault(name, Declaration(component, address, namespace, chameleon))

    def having(self, attribute: str) -> Iterator[QName]:
        """The elements that have an attribute, without a look at all others."""
        for part in self.elements.parts:
            for number in part.components.having(attribute):
                yield QName(part.namespace, part.components.at(number).attributes.get("name", ""))

    def of_kinds(self, *kinds: ConceptKind) -> Iterator[QName]:
        """The concepts of some kinds, without a look at all others."""
        for part in self.elements.parts:
            for group in part.components.groups():
                names = (QName(part.namespace, part.components.at(n).attributes.get("name", "")) for n in group)
                first = next(names)
                if self._member_kind(first, 0) in kinds:
                    yield from (first, *names)

    def concept_namespaces(self) -> set[str]:
        """The namespaces that have concepts."""
        return {
            namespace
            for namespace, names in self.elements.namespaces()
            if any(self.kind(name) is not ConceptKind.OTHER for name in names)
        }

    def at_offset(self, address: str, scan: Scan, namespace: str, offset: int) -> QName | None:
        """The element declared at a byte offset of a document."""
        if address not in self.offsets:
            self.offsets[address] = {
                c.offset: QName(namespace, c.attributes.get("name", "")) for c in scan.elements
            }  # fmt: skip
        return self.offsets[address].get(offset)

    def kind(self, name: QName) -> ConceptKind:
        """What the element is for; OTHER for what is no concept, or is one of the heads that concepts stand in for."""
        known = self._known.get(name)
        if known is None:
            if name in _KINDS:
                return ConceptKind.OTHER
            known = self._member_kind(name, 0)
            if known is not ConceptKind.OTHER:
                self._known[name] = known
        return known

    def _member_kind(self, name: QName, depth: int) -> ConceptKind:
        """The kind of an element by its group's head, which in a schema is named in the same few words throughout."""
        known = _KINDS.get(name)
        declaration = self.elements.find(name)
        if known is not None or declaration is None:
            return known or ConceptKind.OTHER
        component = declaration.component
        head = component.attributes.get("substitutionGroup")
        if head is None or depth > _MAX_CHAIN:
            return ConceptKind.OTHER
        # The prefixes are kept by the component, so their identity stays theirs.
        key = (id(component.prefixes), head, declaration.namespace if declaration.chameleon else "")
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self._member_kind(resolve_name(head, declaration), depth + 1)
        return kind

    def substitution_group(self, name: QName) -> QName | None:
        """The element's substitution group."""
        declaration = self.elements.get(name)
        if declaration is None:
            return None
        head = declaration.component.attributes.get("substitutionGroup")
        return None if head is None else resolve_name(head, declaration)

    def base(self, type_name: QName) -> str:
        """The XBRL item type that a type is or derives from, its local name; empty if there is none."""
        chain: list[QName] = []
        base = ""
        current: QName | None = type_name
        while current is not None and current not in chain:
            if current.namespace == XBRLI and current.local.endswith("ItemType"):
                base = current.local
                break
            if current in self._bases:
                base = self._bases[current]
                break
            chain.append(current)
            declaration = self.types.get(current)
            derived = declaration.component.base if declaration else ""
            current = resolve_name(derived, declaration) if declaration and derived else None
        self._bases.update(dict.fromkeys(chain, base))
        return base

    def concept(
        self, name: QName, labels: tuple[Label, ...] = (), references: tuple[Reference, ...] = ()
    ) -> Concept:  # fmt: skip
        """The concept of that name, its type's base and kind settled."""
        declaration = self.elements[name]
        component = declaration.component
        attributes = component.attributes
        declared = attributes.get("type")
        type_name = resolve_name(declared, declaration) if declared else None
        if type_name is None and not component.own:
            type_name = self._inherited_type(name)
        if type_name is not None:
            base = self.base(type_name)
        else:
            base = self.base(resolve_name(component.base, declaration)) if component.base else ""
        return Concept(
            name,
            self.kind(name),
            type_name,
            base,
            _PERIODS.get(attributes.get(_PERIOD_TYPE, "")),
            _BALANCES.get(attributes.get(_BALANCE, "")),
            attributes.get("abstract", "").strip() in ("true", "1"),
            attributes.get("nillable", "").strip() in ("true", "1"),
            attributes.get("id"),
            attributes.get(_TYPED_DOMAIN),
            labels,
            references,
        )

    def _inherited_type(self, name: QName) -> QName | None:
        """The type of the nearest head that has one: an element without a type takes its group's (XML Schema 3.3.2)."""
        seen = {name}
        head = self.substitution_group(name)
        while head is not None and head not in seen:
            seen.add(head)
            declaration = self.elements.get(head)
            if declaration is None or declaration.component.own:
                return None
            declared = declaration.component.attributes.get("type")
            if declared:
                return resolve_name(declared, declaration)
            head = self.substitution_group(head)
        return None


def resolve_name(text: str, declaration: Declaration) -> QName:
    """A qualified name written in a component; a name without namespace in a chameleon is the including schema's."""
    prefix, colon, local = text.strip().partition(":")
    prefixes = declaration.component.prefixes
    if colon:
        return QName(prefixes.get(prefix, ""), local)
    return QName(prefixes.get("") or (declaration.namespace if declaration.chameleon else ""), prefix)


class Elements(Mapping[QName, Concept]):
    """Concepts by name, each made when first asked for: of 13,000, a filing uses a few hundred.

    With `all_elements` every global element is one, otherwise only items, tuples, hypercubes and dimensions.
    """

    def __init__(
        self,
        declarations: Declarations,
        labels: Mapping[QName, tuple[Label, ...]],
        references: Mapping[QName, tuple[Reference, ...]],
        *,
        all_elements: bool,
    ) -> None:
        self._declarations = declarations
        self._labels = labels
        self._references = references
        self._all = all_elements
        self._made: dict[QName, Concept] = {}
        self._names: list[QName] | None = None

    def __getitem__(self, name: QName) -> Concept:
        concept = self._made.get(name)
        if concept is None:
            if name not in self:
                raise KeyError(name)
            concept = self._made[name] = self._declarations.concept(
                name, self._labels.get(name, ()), self._references.get(name, ())
            )
        return concept

    def __contains__(self, name: object) -> bool:
        if name in self._made:
            return True
        if not isinstance(name, QName) or name not in self._declarations.elements:
            return False
        return self._all or self._declarations.kind(name) is not ConceptKind.OTHER

    def __iter__(self) -> Iterator[QName]:
        return iter(self._listed())

    def __len__(self) -> int:
        return len(self._listed())

    def _listed(self) -> list[QName]:
        if self._names is None:
            names = self._declarations.elements
            kind = self._declarations.kind
            self._names = [name for name in names if self._all or kind(name) is not ConceptKind.OTHER]
        return self._names
