"""What an instance stands on as plain data, to be kept and had again. When it may be trusted is left to `image`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ...taxonomy.finding import Finding, Severity
from ...taxonomy.model import Arc, Concept, LinkKind, Network
from ...taxonomy.names import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    ESSENCE_ALIAS,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
    REQUIRES_ELEMENT,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
)
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from .schema import kinds_of

if TYPE_CHECKING:
    from ..load import Instance
    from .ground import Discovered

_JUDGING: Final = frozenset(
    (SUMMATION_ITEM, SUMMATION_ITEM_11, ALL, NOT_ALL, HYPERCUBE_DIMENSION, DIMENSION_DOMAIN, DOMAIN_MEMBER,
     DIMENSION_DEFAULT, ESSENCE_ALIAS, REQUIRES_ELEMENT)
)  # fmt: skip
"""The arcroles by which facts are judged; no other network is kept, and of the roles those of these networks."""


class _Names:
    """Names by number."""

    def __init__(self) -> None:
        self.numbers: dict[QName, int] = {}

    def __call__(self, name: QName) -> int:
        return self.numbers.setdefault(name, len(self.numbers))

    def or_none(self, name: QName | None) -> int | None:
        return None if name is None else self(name)


def stored(ground: Discovered, instance: Instance) -> tuple[Any, ...]:
    """What `Image` is made from. Of the concepts, those of the networks kept, the facts and the dimensions."""
    judged, taxonomy = ground.judged, ground.taxonomy
    assert judged is not None and judged.schemas is not None
    number = _Names()
    networks = [_plain_network(n, number) for n in taxonomy.networks if n.arcrole in _JUDGING]
    kept = {network.role for network in taxonomy.networks if network.arcrole in _JUDGING}
    axes = {d.axis: d for context in instance.contexts.values() for d in context.dimensions}
    members = {d.member for context in instance.contexts.values() for d in context.dimensions}
    wanted = {*number.numbers, *axes, *(fact.concept for fact in instance.report.facts)}
    wanted |= {member for member in members if isinstance(member, QName)}
    concepts, forms = {}, {}
    for name in sorted(wanted):
        concept = taxonomy.concepts.get(name)
        if concept is not None and ground.types.supplied(name) is None:
            concepts[number(name)] = _plain_concept(concept, number)
            forms[number(name)] = ground.types.plain_form(name)
    domains = {number(axis): number.or_none(ground.typed_domain(axis)) for axis, d in axes.items() if d.typed}
    others = [f for address, findings in judged.findings.items() if address != ground.address for f in findings]
    kinds = kinds_of(ground.dts, sorted(judged.used))
    return (
        [tuple(name) for name in number.numbers],
        forms,
        concepts,
        domains,
        networks,
        [(role.uri, role.definition, role.id) for role in taxonomy.roles if role.uri in kept],
        dict(taxonomy.prefixes),
        [_plain_finding(each) for each in ground.said],
        [_plain_finding(each) for each in others],
        (dict(judged.schemas.roots), dict(judged.schemas.contents), dict(judged.schemas.aliases)),
        {tag: None if kind is None else str(kind) for tag, kind in kinds.items()},
    )


def _plain_concept(c: Concept, number: _Names) -> tuple[Any, ...]:
    period = None if c.period_type is None else str(c.period_type)
    balance = None if c.balance is None else str(c.balance)
    return (str(c.kind), number.or_none(c.type), c.base, period, balance, c.abstract, c.nillable, c.id, c.typed_domain)


def _plain_network(network: Network, number: _Names) -> tuple[Any, ...]:
    arcs = [
        (number(a.source), number(a.target), str(a.order), None if a.weight is None else str(a.weight),
         a.preferred_label, a.context_element, a.closed, a.usable, a.target_role)
        for a in network.arcs
    ]  # fmt: skip
    return (str(network.kind), network.role, network.arcrole, arcs)


def network_of(stored: tuple[Any, ...], names: list[QName]) -> Network:
    """The network, from what `stored` has made of it."""
    kind, role, arcrole, arcs = stored
    decimals: dict[str | None, Decimal | None] = {None: None}

    def decimal(text: str | None) -> Any:
        if text not in decimals:
            decimals[text] = Decimal(text or "")
        return decimals[text]

    made = (
        Arc(names[source], names[target], decimal(order), decimal(weight), *rest)
        for source, target, order, weight, *rest in arcs
    )
    return Network(LinkKind(kind), role, arcrole, tuple(made))


def _plain_finding(f: Finding) -> tuple[Any, ...]:
    source = None if f.source is None else tuple(f.source)
    return (f.code, str(f.severity), f.message, f.hint, source, f.facts, tuple(tuple(span) for span in f.also))


def finding_of(stored: tuple[Any, ...]) -> Finding:
    """The finding, from what `stored` has made of it."""
    code, severity, message, hint, source, facts, also = stored
    return Finding(
        code,
        Severity(severity),
        message,
        hint,
        None if source is None else Span(*source),
        facts,
        tuple(Span(*span) for span in also),
    )
