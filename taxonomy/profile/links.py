"""The rows of a profile that relate its concepts: roles, networks, the crosswalk to US-GAAP, derivations.

Concepts and the labels that are bound to them are `model`; whether rows agree is judged by `networks` and `checks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..span import Span
from .formulas import Formula


class Relation(StrEnum):
    """How an issuer concept stands to a US-GAAP concept: `narrower` says that the issuer's is part of the other."""

    EXACT = "exact"
    NARROWER = "narrower"
    WIDER = "wider"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Role:
    """A row of `roles.csv`; `uri` is relative to the namespace (the role URI is namespace + `/role/` + uri)."""

    id: str
    uri: str
    definition: str
    kind: str
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class PresentationRow:
    """A row of `presentation.csv`: `depth` from 1; `label` names the preferred label's kind, or is empty."""

    role: str
    depth: int
    concept: str
    label: str = ""
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class CalculationRow:
    """A row of `calculation.csv`; `weight` is 1 or -1."""

    role: str
    total: str
    part: str
    weight: int = 1
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """A row of `dimensions.csv`: a member of a domain of an axis of a hypercube, by local names."""

    role: str
    hypercube: str
    axis: str
    domain: str
    member: str
    default: bool = False
    parent: str = ""
    source: Span | None = None

    @property
    def line_items(self) -> str:
        """The local name of the abstract concept that the hypercube's primary items stand below."""
        return self.hypercube.removesuffix("Table").removesuffix("Hypercube") + "LineItems"


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A row of `crosswalk.csv`; `us_gaap` is a local name, empty for `none`; `sign` is -1 for opposite balances."""

    concept: str
    relation: Relation
    us_gaap: str
    sign: int = 1
    reason: str = ""
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """A row of `derivations.csv`: how the figure of a concept, or of what a measure makes of any, follows from others.

    `concept` is empty where `measure` (an id) is given; `text` is the formula as written. Where `dimensions` (axis and
    member) are given, it is of the figures that have them.
    """

    concept: str
    measure: str
    formula: Formula
    text: str
    source: Span | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
