"""A small taxonomy that no rule of quality finds anything in, and how to break it in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tanshin.taxonomy import names
from tanshin.taxonomy.finding import Finding
from tanshin.taxonomy.model import (
    Arc,
    Balance,
    Concept,
    ConceptKind,
    Label,
    LinkKind,
    Network,
    PeriodType,
    RoleType,
    Taxonomy,
)
from tanshin.taxonomy.qname import QName
from tanshin.taxonomy.quality import Subject, check_taxonomy
from tanshin.taxonomy.span import Span
from tanshin.taxonomy.write.parts import DIMENSIONAL

NS = "http://example.com/ex"
INCOME, SEGMENTS = "http://example.com/role/Income", "http://example.com/role/Segments"


def q(local: str) -> QName:
    return QName(NS, local)


@dataclass(frozen=True)
class Nowhere:
    """Places named after what stands there, so that a test sees what was asked for."""

    def concept(self, name: QName) -> Span:
        return Span(f"concept {name.local}", 1, 1)

    def label(self, name: QName, role: str) -> Span:
        return Span(f"label {name.local}", 1, 1)

    def arc(self, network: Network, arc: Arc) -> Span:
        return Span(f"arc {arc.source.local} {arc.target.local}", 1, 1)

    def role(self, uri: str) -> Span:
        return Span(f"role {uri}", 1, 1)


def concept(local: str, base: str = "monetary", balance: str = "", label: str = "", **more: object) -> Concept:
    """A concept with a standard label that makes its name, and documentation."""
    numeric = base in ("monetary", "shares", "pure", "decimal", "integer")
    words = label or "".join(f" {c}" if c.isupper() and n else c for n, c in enumerate(local))
    made = Concept(
        q(local),
        ConceptKind.ITEM,
        QName(names.XBRLI, f"{base}ItemType"),
        f"{base}ItemType",
        PeriodType.DURATION,
        Balance(balance) if balance else None,
        abstract=not numeric,
        nillable=True,
        id=f"ex_{local}",
        labels=(Label(names.LABEL, "en", words), Label(names.DOCUMENTATION, "en", f"What {words} is.")),
    )
    return replace(made, **more)  # type: ignore[arg-type]


DOMAIN = QName(names.NON_NUM, "domainItemType")
CONCEPTS = (
    concept("IncomeAbstract", "string"),
    concept("Revenues", balance="credit"),
    concept("Goods", balance="credit"),
    concept("Services", balance="credit"),
    concept("Costs", balance="debit"),
    concept("Profit", balance="credit"),
    concept("NumberOfContracts", "integer"),
    concept("SegmentsAbstract", "string"),
    concept("SegmentsTable", "string", kind=ConceptKind.HYPERCUBE),
    concept("SegmentsAxis", "string", kind=ConceptKind.DIMENSION),
    concept("SegmentsDomain", "string", type=DOMAIN),
    concept("NorthMember", "string", type=DOMAIN),
    concept("SegmentsLineItems", "string"),
)


def arcs(*pairs: str, **more: object) -> tuple[Arc, ...]:
    """`A > B, C` as arcs with orders from 1; `C*-1` has a weight, `C@total` a preferred label."""
    found = []
    for pair in pairs:
        source, _, targets = pair.partition(" > ")
        for order, target in enumerate(targets.split(", "), 1):
            name, _, weight = target.partition("*")
            name, _, label = name.partition("@")
            preferred = f"http://www.xbrl.org/2003/role/{label}Label" if label else None
            made = Arc(q(source), q(name), Decimal(order), Decimal(weight) if weight else None, preferred)
            found.append(replace(made, **more))  # type: ignore[arg-type]
    return tuple(found)


PRESENTATION = Network(
    LinkKind.PRESENTATION,
    INCOME,
    names.PARENT_CHILD,
    arcs("IncomeAbstract > Goods, Services, Revenues, Costs, Profit, NumberOfContracts"),
)
CALCULATION = Network(
    LinkKind.CALCULATION,
    INCOME,
    names.SUMMATION_ITEM,
    arcs("Revenues > Goods*1, Services*1", "Profit > Revenues*1, Costs*-1"),
)
SHOWN = Network(
    LinkKind.PRESENTATION,
    SEGMENTS,
    names.PARENT_CHILD,
    arcs(
        "SegmentsAbstract > SegmentsTable",
        "SegmentsTable > SegmentsAxis, SegmentsLineItems",
        "SegmentsAxis > SegmentsDomain",
        "SegmentsDomain > NorthMember",
        "SegmentsLineItems > NumberOfContracts",
    ),
)


def definition(arcrole: str, *pairs: str, **more: object) -> Network:
    return Network(LinkKind.DEFINITION, SEGMENTS, arcrole, arcs(*pairs, **more))


DIMENSIONS = (
    definition(names.ALL, "SegmentsLineItems > SegmentsTable", closed=True, context_element="scenario"),
    definition(names.HYPERCUBE_DIMENSION, "SegmentsTable > SegmentsAxis"),
    definition(names.DIMENSION_DOMAIN, "SegmentsAxis > SegmentsDomain"),
    definition(names.DOMAIN_MEMBER, "SegmentsDomain > NorthMember", "SegmentsLineItems > NumberOfContracts"),
    definition(names.DIMENSION_DEFAULT, "SegmentsAxis > SegmentsDomain"),
)
ALL_LINKS = tuple(QName(names.LINK, kind) for kind in LinkKind)
ROLES = (
    RoleType(INCOME, "0100 - Statement - Income", ALL_LINKS, "Income"),
    RoleType(SEGMENTS, "0200 - Disclosure - Segments", ALL_LINKS, "Segments"),
)


def subject(
    concepts: Mapping[str, Concept | None] | None = None,
    networks: tuple[Network, ...] = (),
    without: tuple[Network, ...] = (),
    roles: tuple[RoleType, ...] = ROLES,
) -> Subject:
    """The small taxonomy with concepts replaced (None takes one out), networks added and taken away."""
    table = {c.name.local: c for c in CONCEPTS}
    for local, changed in (concepts or {}).items():
        if changed is None:
            del table[local]
        else:
            table[local] = changed
    every = (*(n for n in (PRESENTATION, CALCULATION, SHOWN, *DIMENSIONS) if n not in without), *networks)
    own = {c.name: c for c in table.values()}
    dims = tuple(RoleType(uri, "", ()) for uri in DIMENSIONAL)
    taxonomy = Taxonomy(own, every, (*roles, *dims), (), {"ex": NS})
    return Subject("small", taxonomy, own, every, roles, Nowhere())


def check(*args: object, **more: object) -> list[tuple[str, str]]:
    """Code and place of all that is found in the small taxonomy, changed as `subject` takes it."""
    found: tuple[Finding, ...] = check_taxonomy(subject(*args, **more))  # type: ignore[arg-type]
    return [(f.code.removeprefix("quality:"), f.source.file if f.source else "") for f in found]
