"""Networks as resources: each arc with its ends, order and weight, and where it comes when the tree is walked.

SPARQL can follow an arc but cannot walk a tree in order; hence `tan:row` and `tan:depth` on the arcs of a presentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from ....taxonomy.amount import plain
from ....taxonomy.model import Arc, Network, Taxonomy
from ....taxonomy.names import PARENT_CHILD
from ....taxonomy.qname import QName
from ...iris import iri, legal, name_iri, term, text, typed
from ...report import Period, Report
from .source import Block, Pair

TYPE: Final = term("rdf:type")
_DAY: Final = timedelta(days=1)


def reported(report: Report) -> dict[QName, None]:
    """The concepts, axes and members that facts use, in order of first use."""
    used: dict[QName, None] = {}
    seen: set[int] = set()
    for fact in report.facts:
        used.setdefault(fact.concept)
        if fact.dimensions and id(fact.dimensions) not in seen:
            seen.add(id(fact.dimensions))
            for axis, member in fact.dimensions:
                used.setdefault(axis)
                if isinstance(member, QName):
                    used.setdefault(member)
    return used


def touched(report: Report, taxonomy: Taxonomy) -> list[Network]:
    """The networks that say something of what is reported; a large taxonomy has thousands that do not."""
    used = reported(report)
    return [n for n in taxonomy.networks if any(arc.target in used or arc.source in used for arc in n.arcs)]


def network_blocks(report: Report, networks: Sequence[Network], taxonomy: Taxonomy, address: str) -> Iterator[Block]:
    """Each network with its role's words and the reported axes in it, then its arcs in the order of their files."""
    axes = dict.fromkeys(axis for fact in report.facts for axis, _ in fact.dimensions)
    durations: dict[QName, set[Period]] = {}
    for fact in report.facts:
        if fact.period.start is not None and fact.period.start > date.min:
            durations.setdefault(fact.concept, set()).add(fact.period)
    definitions = {role.uri: role.definition for role in taxonomy.roles}
    roles: dict[str, None] = {}
    for number, network in enumerate(networks, 1):
        roles.setdefault(network.role)
        name = f"{address}#network-{number}"
        rows = _walk(network) if network.arcrole == PARENT_CHILD else {}
        targets = {arc.target for arc in network.arcs}
        roots = dict.fromkeys(arc.source for arc in network.arcs if arc.source not in targets)
        said: list[Pair] = [
            (TYPE, term("tan:Network")),
            (term("tan:report"), iri(address)),
            (term("tan:role"), iri(legal(network.role))),
            (term("tan:arcrole"), iri(legal(network.arcrole))),
            (term("tan:kind"), text(str(network.kind))),
        ]
        said += [(term("tan:root"), iri(name_iri(root))) for root in roots]
        said += [(term("tan:axis"), iri(name_iri(axis))) for axis in axes if axis in targets]
        if any("eriodStartLabel" in (arc.preferred_label or "") for arc in network.arcs):
            moved = {period for concept in targets for period in durations.get(concept, ())}
            for what, days in (
                ("opens", {p.start - _DAY for p in moved if p.start}),
                ("closes", {p.end for p in moved}),
            ):
                said += [(term(f"tan:{what}"), typed(day, "date")) for day in sorted(str(day) for day in days)]
        yield iri(name), said
        for place, arc in enumerate(network.arcs, 1):
            yield iri(f"{address}#arc-{number}-{place}"), _arc(arc, name, rows.get(place - 1))
    for role in roles:
        words = definitions.get(role, "")
        shown = words or role.rpartition("/")[2]
        yield iri(legal(role)), [(TYPE, term("tan:Role")), (term("rdfs:label"), text(shown))]


def _arc(arc: Arc, network: str, place: tuple[int, int] | None) -> list[Pair]:
    said: list[Pair] = [
        (TYPE, term("tan:Arc")),
        (term("tan:network"), iri(network)),
        (term("tan:from"), iri(name_iri(arc.source))),
        (term("tan:to"), iri(name_iri(arc.target))),
        (term("tan:order"), typed(plain(arc.order), "decimal")),
    ]
    if arc.weight is not None:
        said.append((term("tan:weight"), typed(plain(arc.weight), "decimal")))
    if arc.preferred_label:
        said.append((term("tan:preferredLabel"), iri(legal(arc.preferred_label))))
    if place is not None:
        said += [(term("tan:row"), typed(place[0], "integer")), (term("tan:depth"), typed(place[1], "integer"))]
    for name, value in (("closed", arc.closed), ("usable", arc.usable)):
        if value is not None:
            said.append((term(f"tan:{name}"), typed(str(value).lower(), "boolean")))
    if arc.context_element:
        said.append((term("tan:contextElement"), text(arc.context_element)))
    if arc.target_role:
        said.append((term("tan:targetRole"), iri(legal(arc.target_role))))
    return said


def _walk(network: Network) -> dict[int, tuple[int, int]]:
    """For each arc by its index, its row from 1 and its depth from 1, walking from the roots in order.

    An arc below a concept that stands in two places counts where it is met first; a circle ends where it closes.
    """
    below: dict[QName, list[int]] = {}
    for index, arc in enumerate(network.arcs):
        below.setdefault(arc.source, []).append(index)
    for indices in below.values():
        indices.sort(key=lambda index: network.arcs[index].order)
    targets = {arc.target for arc in network.arcs}
    place: dict[int, tuple[int, int]] = {}
    for root in (source for source in below if source not in targets):
        open_ = [(index, 1) for index in reversed(below[root])]
        while open_:
            index, depth = open_.pop()
            if index in place:
                continue
            place[index] = (len(place) + 1, depth)
            open_ += [(child, depth + 1) for child in reversed(below.get(network.arcs[index].target, []))]
    return place
