"""From an issuer profile to its taxonomy: concepts (those derived by rule too), networks, roles and the crosswalk.

Whether the profile is sound is told when it is loaded (`profile`); how a taxonomy becomes files is `write`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from . import names
from .cubes import cube_networks, presentation_edges
from .model import (
    Arc,
    ArcroleType,
    Concept,
    ConceptKind,
    Label,
    LinkKind,
    Network,
    PeriodType,
    Reference,
    RoleType,
    Taxonomy,
)
from .profile.links import CalculationRow, Relation
from .profile.model import ConceptType, Profile, ProfileConcept
from .profile.settings import is_address
from .qname import QName

LANGUAGE = "en"

# type of concepts.csv -> schema type, base item type (XBRL 2.1 5.1.1.3; Data Type Registry 2009-12-16), kind
_TYPES: dict[ConceptType, tuple[QName, str, ConceptKind]] = {
    ConceptType.MONETARY: (QName(names.XBRLI, "monetaryItemType"), "monetaryItemType", ConceptKind.ITEM),
    ConceptType.SHARES: (QName(names.XBRLI, "sharesItemType"), "sharesItemType", ConceptKind.ITEM),
    ConceptType.PER_SHARE: (QName(names.NUM, "perShareItemType"), "decimalItemType", ConceptKind.ITEM),
    ConceptType.PERCENT: (QName(names.NUM, "percentItemType"), "pureItemType", ConceptKind.ITEM),
    ConceptType.PURE: (QName(names.XBRLI, "pureItemType"), "pureItemType", ConceptKind.ITEM),
    ConceptType.INTEGER: (QName(names.XBRLI, "integerItemType"), "integerItemType", ConceptKind.ITEM),
    ConceptType.DECIMAL: (QName(names.XBRLI, "decimalItemType"), "decimalItemType", ConceptKind.ITEM),
    ConceptType.STRING: (QName(names.XBRLI, "stringItemType"), "stringItemType", ConceptKind.ITEM),
    ConceptType.DOMAIN: (QName(names.NON_NUM, "domainItemType"), "stringItemType", ConceptKind.ITEM),
    ConceptType.ABSTRACT: (QName(names.XBRLI, "stringItemType"), "stringItemType", ConceptKind.ITEM),
    ConceptType.HYPERCUBE: (QName(names.XBRLI, "stringItemType"), "stringItemType", ConceptKind.HYPERCUBE),
    ConceptType.DIMENSION: (QName(names.XBRLI, "stringItemType"), "stringItemType", ConceptKind.DIMENSION),
}

# preferred label of presentation.csv -> label role
PREFERRED = {
    "total": names.TOTAL_LABEL,
    "negated": names.NEGATED_LABEL,
    "negatedTotal": names.NEGATED_TOTAL_LABEL,
    "periodStart": names.PERIOD_START_LABEL,
    "periodEnd": names.PERIOD_END_LABEL,
    "terse": names.TERSE_LABEL,
}

CROSSWALK_ROLE = "Crosswalk"


def profile_taxonomy(profile: Profile, base: str | None = None, calculation: str = names.SUMMATION_ITEM) -> Taxonomy:
    """The taxonomy that a profile without error findings says.

    `base` replaces the base address of the profile's namespace; `calculation` is the arcrole of summations: that of
    XBRL 2.1 or of Calculations 1.1 (`names.SUMMATION_ITEM_11`). Every concept stands in a presentation. The crosswalk
    is part of the taxonomy: its networks reach concepts of US-GAAP that `concepts` does not hold. Raises `ValueError`
    for a `base` that is no http or https address.
    """
    if base is not None and not is_address(base):
        raise ValueError(f"the base of a namespace must be an http or https address, not {base!r}")
    namespace = profile.namespace_on(base or profile.taxonomy.base)
    concepts = _concepts(profile, namespace)
    networks = [
        *_presentation(profile, namespace, concepts),
        *_calculation(profile, namespace, calculation),
        *cube_networks(profile, namespace),
    ]
    roles = _roles(profile, namespace, networks)
    project = (base or profile.taxonomy.base).rstrip("/")
    crosswalk = _crosswalk(profile, namespace, project)
    used = {network.arcrole for network in crosswalk}
    if crosswalk:
        uri = role_uri(namespace, CROSSWALK_ROLE)
        definition = "9900 - Crosswalk - Concepts of the US-GAAP taxonomy 2009-01-31"
        roles.append(RoleType(uri, definition, (QName(names.LINK, LinkKind.DEFINITION),), _role_id(CROSSWALK_ROLE)))
    return Taxonomy(
        concepts,
        (*networks, *crosswalk),
        tuple(roles),
        tuple(arcrole for arcrole in _arcroles(project) if arcrole.uri in used),
        {
            profile.issuer.prefix: namespace,
            "xbrli": names.XBRLI,
            "num": names.NUM,
            "nonnum": names.NON_NUM,
            "xbrldt": names.XBRLDT,
            "us-gaap": names.US_GAAP,
        },
    )


def role_uri(namespace: str, uri: str) -> str:
    """The address of a link role from the `uri` column of `roles.csv`."""
    return f"{namespace}/role/{uri}"


def _role_id(uri: str) -> str:
    return "role_" + re.sub(r"[^A-Za-z0-9_.-]", "_", uri)


# --- concepts -------------------------------------------------------------------------------------------------------


def _concepts(profile: Profile, namespace: str) -> dict[QName, Concept]:
    preferred: dict[str, set[str]] = {}
    for shown in profile.presentation:
        preferred.setdefault(shown.concept, set()).add(shown.label)
    found: dict[QName, Concept] = {}

    def put(concept: Concept) -> None:
        found.setdefault(concept.name, concept)

    def heading(local: str, text: str, documentation: str) -> Concept:
        row = ProfileConcept(local, ConceptType.ABSTRACT, None, PeriodType.DURATION, text, documentation=documentation)
        return _concept(profile, namespace, row, _labels(row, preferred.get(row.name, ())))

    for row in profile.concepts.values():
        put(_concept(profile, namespace, row, _labels(row, preferred.get(row.name, ()))))
    for local in dict.fromkeys(member.line_items for member in profile.dimensions):
        subject = _spaced(local.removesuffix("LineItems"))
        put(heading(local, f"{subject} [Line Items]", f"Heading of what is reported by the axes of {subject} [Table]."))
    for measure, base in profile.derived().values():
        sense = measure.documentation.replace("{}", "a line item")
        text = f"Heading of figures that are derived from others. {sense[:1].upper()}{sense[1:]}".strip()
        put(heading(measure.heading, measure.heading_label, text))
        row = measure.of(base)
        put(_concept(profile, namespace, row, _labels(row, ())))
    return found


def _concept(profile: Profile, namespace: str, row: ProfileConcept, labels: tuple[Label, ...]) -> Concept:
    kind, base, role = _TYPES[row.type]
    return Concept(
        QName(namespace, row.name),
        role,
        type=kind,
        base=base,
        period_type=row.period,
        balance=row.balance,
        abstract=not row.type.reportable,
        nillable=True,
        id=f"{profile.issuer.prefix}_{row.name}",
        labels=labels,
        references=tuple(
            Reference(
                names.STANDARD_REFERENCE,
                tuple(
                    (QName(names.REF, part), text)
                    for part, text in (
                        ("Name", reference.name),
                        ("Number", reference.number),
                        ("Paragraph", reference.paragraph),
                    )
                    if text
                ),
            )
            for reference in row.references
        ),
    )


def _labels(row: ProfileConcept, preferred: Collection[str]) -> tuple[Label, ...]:
    """The labels of a concept; those that its presentations prefer have the standard label's text if none is given."""
    texts = (
        (names.LABEL, row.label),
        (names.TERSE_LABEL, row.terse),
        (names.TOTAL_LABEL, row.total or (row.label if "total" in preferred else "")),
        (names.NEGATED_LABEL, row.negated or (row.label if "negated" in preferred else "")),
        (names.NEGATED_TOTAL_LABEL, (row.total or row.label) if "negatedTotal" in preferred else ""),
        (names.PERIOD_START_LABEL, row.period_start),
        (names.PERIOD_END_LABEL, row.period_end),
        (names.DOCUMENTATION, row.documentation),
    )
    return tuple(Label(role, LANGUAGE, text) for role, text in texts if text)


def _spaced(name: str) -> str:
    """`BusinessSegments` as `Business Segments`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)


# --- networks -------------------------------------------------------------------------------------------------------


def _presentation(profile: Profile, namespace: str, concepts: dict[QName, Concept]) -> Iterator[Network]:
    derived = profile.derived()
    presented = {row.concept for row in profile.presentation}
    for role in profile.roles.values():
        edges = list(presentation_edges(profile, role.id))
        edges.extend(
            (measure.heading, name, "")
            for name, (measure, _) in derived.items()
            if measure.role == role.id and name not in presented
        )
        arcs = _ordered(
            Arc(QName(namespace, source), QName(namespace, target), preferred_label=PREFERRED.get(label))
            for source, target, label in edges
        )
        known = tuple(arc for arc in arcs if arc.source in concepts and arc.target in concepts)
        if known:
            yield Network(LinkKind.PRESENTATION, role_uri(namespace, role.uri), names.PARENT_CHILD, known)


def _calculation(profile: Profile, namespace: str, arcrole: str) -> Iterator[Network]:
    rows: dict[str, list[CalculationRow]] = {}
    for row in profile.calculation:
        rows.setdefault(row.role, []).append(row)
    for role in profile.roles.values():
        arcs = _ordered(
            Arc(QName(namespace, row.total), QName(namespace, row.part), weight=Decimal(row.weight))
            for row in rows.get(role.id, ())
        )
        if arcs:
            yield Network(LinkKind.CALCULATION, role_uri(namespace, role.uri), arcrole, arcs)


def _ordered(arcs: Iterable[Arc]) -> tuple[Arc, ...]:
    """The arcs with `order` counted from 1 below each source."""
    counts: dict[QName, int] = {}
    numbered = []
    for arc in arcs:
        counts[arc.source] = counts.get(arc.source, 0) + 1
        numbered.append(Arc(arc.source, arc.target, Decimal(counts[arc.source]), arc.weight, arc.preferred_label))
    return tuple(numbered)


def _roles(profile: Profile, namespace: str, networks: Iterable[Network]) -> list[RoleType]:
    """The role types, each used on the links that it has networks in."""
    kinds: dict[str, set[LinkKind]] = {}
    for network in networks:
        kinds.setdefault(network.role, set()).add(network.kind)
    found = []
    for role in profile.roles.values():
        uri = role_uri(namespace, role.uri)
        used = tuple(QName(names.LINK, kind) for kind in LinkKind if kind in kinds.get(uri, ()))
        if used:
            found.append(RoleType(uri, role.definition, used, _role_id(role.uri)))
    return found


# --- crosswalk ------------------------------------------------------------------------------------------------------

# essence-alias asks for the same item type and balance on both sides (XBRL 2.1 section 5.2.6.2.2). US-GAAP 2009 has
# percent and per-share types of its own, so of these an exact match is told by an arcrole of this project.
_SHARED_TYPES = (ConceptType.MONETARY, ConceptType.SHARES, ConceptType.STRING)


def _crosswalk(profile: Profile, namespace: str, project: str) -> list[Network]:
    edges: dict[str, list[tuple[QName, QName]]] = {}
    for row in profile.crosswalk:
        concept = profile.concepts.get(row.concept)
        if row.relation is Relation.NONE or concept is None:
            continue
        ours, theirs = QName(namespace, row.concept), QName(names.US_GAAP, row.us_gaap)
        if row.relation is Relation.EXACT:
            plain = row.sign > 0 and concept.type in _SHARED_TYPES
            arcrole = names.ESSENCE_ALIAS if plain else f"{project}/arcrole/{EQUIVALENT}"
            edges.setdefault(arcrole, []).append((theirs, ours))
        else:
            wider_first = (theirs, ours) if row.relation is Relation.NARROWER else (ours, theirs)
            edges.setdefault(f"{project}/arcrole/{WIDER_NARROWER}", []).append(wider_first)
    role = role_uri(namespace, CROSSWALK_ROLE)
    return [
        Network(LinkKind.DEFINITION, role, arcrole, _ordered(Arc(source, target) for source, target in edges[arcrole]))
        for arcrole in sorted(edges)
    ]


WIDER_NARROWER = "wider-narrower"
EQUIVALENT = "equivalent"


def _arcroles(project: str) -> tuple[ArcroleType, ...]:
    used = (QName(names.LINK, "definitionArc"),)
    return (
        ArcroleType(
            f"{project}/arcrole/{EQUIVALENT}",
            "Source and target mean the same; item types or balances differ, so that a value may change its sign",
            used,
            "undirected",
            EQUIVALENT,
        ),
        ArcroleType(
            f"{project}/arcrole/{WIDER_NARROWER}",
            "What the target means is a part of what the source means",
            used,
            "undirected",
            WIDER_NARROWER,
        ),
    )
