"""Statements as a reader sees them: the presentation of each role, row by row, with weights and US-GAAP concepts.

Whoever prints the rows decides how; nothing here is text for a terminal or a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import names
from ..model import Arc, Concept, ConceptKind, LinkKind
from ..qname import QName
from ..quality.subject import Subject, children, tail

_DEFINITION = re.compile(r"\s*(\S+)\s+-\s+([^-]*?)\s+-\s+(.*\S)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Weight:
    """That a row is added to (1) or taken from (-1) a total of the same role."""

    total: QName
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class UsGaap:
    """A relation to US-GAAP: `exact`, `narrower`, `wider`, `none`; `sign` is -1 where balances are opposite."""

    relation: str
    concept: str
    sign: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a statement: the concept at its depth (from 0), with the label that the statement prefers.

    `preferred` names the preferred label's kind (`total`, `negated`, …), empty for the standard one.
    """

    depth: int
    name: QName
    label: str
    preferred: str
    concept: Concept
    weights: tuple[Weight, ...]
    us_gaap: UsGaap | None

    @property
    def heading(self) -> bool:
        """Whether the row is a heading, a hypercube, an axis or a member, of which there are no facts."""
        return self.concept.abstract

    @property
    def total(self) -> bool:
        """Whether the row is shown as a total."""
        return "total" in self.preferred.casefold()

    @property
    def turned(self) -> bool:
        """Whether the row shows the value with its sign turned."""
        return self.preferred.casefold().startswith("negated")


@dataclass(frozen=True, slots=True)
class Statement:
    """A link role that presents something: its last step, number, kind and title of its definition, and its rows."""

    id: str
    uri: str
    number: str
    kind: str
    title: str
    rows: tuple[Row, ...]


def statements(subject: Subject) -> tuple[Statement, ...]:
    """All statements and disclosures of a taxonomy, in the order of their definitions."""
    relations = us_gaap(subject)
    found = []
    for network in subject.kind(LinkKind.PRESENTATION):
        definition = subject.definitions.get(network.role, "")
        parts = _DEFINITION.fullmatch(definition)
        number, kind, title = parts.groups() if parts else ("", "", definition or tail(network.role))
        weights = _weights(subject, network.role)
        below = children(network)
        targets = {arc.target for arc in network.arcs}
        roots = [name for name in below if name not in targets] or list(below)[:1]
        rows = []
        for depth, name, arc in _walk(roots, below):
            concept = subject.concept(name)
            if concept is not None:
                role = arc.preferred_label if arc and arc.preferred_label else names.LABEL
                label = concept.label(role) or label_of(concept)
                preferred = "" if role == names.LABEL else tail(role).removesuffix("Label")
                rows.append(Row(depth, name, label, preferred, concept, weights.get(name, ()), relations.get(name)))
        found.append((definition, Statement(tail(network.role), network.role, number, kind, title, tuple(rows))))
    return tuple(statement for _, statement in sorted(found, key=lambda each: (each[0], each[1].uri)))


def _walk(roots: list[QName], below: dict[QName, list[Arc]]) -> Iterator[tuple[int, QName, Arc | None]]:
    """Depth, concept and arc from the roots down; what stands below itself is shown once more and not followed."""
    pending: list[tuple[int, QName, Arc | None, tuple[QName, ...]]] = [(0, root, None, ()) for root in reversed(roots)]
    while pending:
        depth, name, arc, above = pending.pop()
        yield depth, name, arc
        if name not in above:
            trail = (*above, name)
            pending += [(depth + 1, each.target, each, trail) for each in reversed(below.get(name, []))]


def _weights(subject: Subject, role: str) -> dict[QName, tuple[Weight, ...]]:
    found: dict[QName, tuple[Weight, ...]] = {}
    for total, parts in subject.totals.get(role, {}).items():
        concept = subject.concept(total)
        label = label_of(concept) if concept else total.local
        for _, arc in parts:
            weight = Weight(total, label, -1 if arc.weight is not None and arc.weight < 0 else 1)
            found[arc.target] = (*found.get(arc.target, ()), weight)
    return found


def us_gaap(subject: Subject) -> dict[QName, UsGaap]:
    """The relations to US-GAAP that the subject's profile has."""
    profile = subject.profile
    if profile is None:
        return {}
    return {
        QName(profile.namespace, name): UsGaap(str(row.relation), row.us_gaap, row.sign, row.reason)
        for name, row in profile.relations().items()
    }


def label_of(concept: Concept, language: str = "en") -> str:
    """The standard label, in the language asked for or the first there is, or else the name."""
    found = [label for label in concept.labels if label.role == names.LABEL]
    for label in found:
        if label.language.split("-")[0] == language:
            return label.text
    return found[0].text if found else concept.name.local


def kind_of(concept: Concept) -> str:
    """A word for what a concept is: `monetary`, `per share`, `heading`, `axis`."""
    if concept.kind is ConceptKind.HYPERCUBE:
        return "hypercube"
    if concept.kind is ConceptKind.DIMENSION:
        return "axis"
    local = concept.type.local if concept.type else concept.base
    if local == "domainItemType":
        return "member"
    if concept.abstract:
        return "heading"
    word = local.removesuffix("ItemType")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower() or str(concept.kind)
