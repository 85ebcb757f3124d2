"""Concepts, networks and taxonomies, as XBRL 2.1 has them: one model for what is loaded and what is written.

How a taxonomy comes from files is `dts`, from an issuer profile `profile`; how it is written is `write`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from .qname import QName


class PeriodType(StrEnum):
    """XBRL 2.1 section 5.1.1.1."""

    INSTANT = "instant"
    DURATION = "duration"


class Balance(StrEnum):
    """XBRL 2.1 section 5.1.1.2."""

    DEBIT = "debit"
    CREDIT = "credit"


class ConceptKind(StrEnum):
    """What a concept is for, by its substitution group (XBRL 2.1 5.1.1, Dimensions 1.0 2.2)."""

    ITEM = "item"
    TUPLE = "tuple"
    HYPERCUBE = "hypercube"
    DIMENSION = "dimension"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Label:
    """A label resource: role, language and text (XBRL 2.1 section 5.2.2)."""

    role: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference resource: its role and its parts as (name, text) in order (XBRL 2.1 section 5.2.3)."""

    role: str
    parts: tuple[tuple[QName, str], ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """An element declaration that is a concept.

    `type` is the declared schema type; `base` the local name of the XBRL base item type it derives from
    (`monetaryItemType`, XBRL 2.1 section 5.1.1.3), empty for a tuple. `typed_domain` is the reference of a typed
    dimension. A domain member is an abstract-or-not ITEM of a domain item type.
    """

    name: QName
    kind: ConceptKind
    type: QName | None = None
    base: str = ""
    period_type: PeriodType | None = None
    balance: Balance | None = None
    abstract: bool = False
    nillable: bool = True
    id: str | None = None
    typed_domain: str | None = None
    labels: tuple[Label, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether facts of this concept are numbers (XBRL 2.1 section 5.1.1.3)."""
        return self.base in NUMERIC_BASES

    def label(self, role: str, language: str = "en") -> str | None:
        """The text of the first label with that role and language."""
        for label in self.labels:
            if label.role == role and label.language == language:
                return label.text
        return None


NUMERIC_BASES = frozenset(
    f"{name}ItemType"
    for name in (
        "decimal", "float", "double", "integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short",
        "byte", "nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
        "positiveInteger", "monetary", "shares", "pure", "fraction",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arc:
    """A relationship between two concepts (XBRL 2.1 section 3.5.3.9), after prohibition and override.

    `weight` is there for a summation, `preferred_label` for a presentation; the rest is for Dimensions 1.0:
    `context_element` (`segment`, `scenario`), `closed`, `usable`, `target_role`.
    """

    source: QName
    target: QName
    order: Decimal = Decimal(1)
    weight: Decimal | None = None
    preferred_label: str | None = None
    context_element: str | None = None
    closed: bool | None = None
    usable: bool | None = None
    target_role: str | None = None


class LinkKind(StrEnum):
    """The extended link element a network stands in."""

    PRESENTATION = "presentationLink"
    CALCULATION = "calculationLink"
    DEFINITION = "definitionLink"


@dataclass(frozen=True, slots=True)
class Network:
    """The arcs of one link role and arcrole (XBRL 2.1 section 3.5.3.9.7.3: a base set)."""

    kind: LinkKind
    role: str
    arcrole: str
    arcs: tuple[Arc, ...]


@dataclass(frozen=True, slots=True)
class RoleType:
    """A declared link, label or reference role (XBRL 2.1 section 5.1.3): definition and the elements that use it."""

    uri: str
    definition: str
    used_on: tuple[QName, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class ArcroleType:
    """A declared arcrole (XBRL 2.1 section 5.1.4)."""

    uri: str
    definition: str
    used_on: tuple[QName, ...]
    cycles_allowed: str = "none"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Concepts and networks with the roles they use. `prefixes` maps prefix to namespace."""

    concepts: Mapping[QName, Concept]
    networks: tuple[Network, ...] = ()
    roles: tuple[RoleType, ...] = ()
    arcroles: tuple[ArcroleType, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
