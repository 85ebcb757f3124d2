"""The hypercubes of an issuer profile as networks (Dimensions 1.0) and as part of its presentations, role by role.

Each role has one closed hypercube on the scenario. Its primary items are the concepts with facts that the role
presents, and what measures derive from them, below one abstract concept that the hypercube hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from . import names
from .model import Arc, LinkKind, Network
from .profile.links import DimensionRow
from .profile.model import Profile
from .profile.networks import parents, primary_items
from .qname import QName

CONTEXT_ELEMENT = "scenario"


def presentation_edges(profile: Profile, role: str) -> Iterator[tuple[str, str, str]]:
    """Parent, child and preferred label of a role's presentation, by local name, its hypercube included.

    The hypercube comes first below the role's root, and what an abstract root presents comes below the hypercube's
    line items, as readers of such taxonomies expect. What `presentation.csv` places itself is left to it.
    """
    tree = [row for row in profile.presentation if row.role == role]
    cube = [row for row in profile.dimensions if row.role == role]
    root = tree[0].concept if tree else ""
    placed = {row.concept for row in tree}
    for source, target in dict.fromkeys(_tree(cube)):
        if target not in placed and (source or root):
            yield source or root, target, ""
    below = root
    if cube and root in profile.concepts and not profile.concepts[root].type.reportable:
        hypercube, line_items = cube[0].hypercube, cube[0].line_items
        below = line_items if placed.isdisjoint((hypercube, line_items)) else root
    for row, above in parents(tree):
        if above:
            yield below if above[-1].concept == root else above[-1].concept, row.concept, row.label


def _tree(rows: list[DimensionRow]) -> Iterator[tuple[str, str]]:
    for hypercube, line_items in dict.fromkeys((row.hypercube, row.line_items) for row in rows):
        yield "", hypercube
        for axis, domain in dict.fromkeys((row.axis, row.domain) for row in rows):
            yield hypercube, axis
            yield axis, domain
            yield from _members(rows, axis)
        yield hypercube, line_items


def _members(rows: list[DimensionRow], axis: str) -> Iterator[tuple[str, str]]:
    """Parent and member of one axis; a domain that is listed as its own member is usable and no further arc."""
    for row in rows:
        if row.axis == axis and row.member != row.domain:
            yield row.parent or row.domain, row.member


def _all_of(base: str, derived: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What measures make of a concept, and of that again."""
    for name in derived.get(base, ()):
        yield name
        yield from _all_of(name, derived)


def cube_networks(profile: Profile, namespace: str) -> Iterator[Network]:
    """The definition networks of all hypercubes, role by role."""
    derived: dict[str, list[str]] = {}
    for name, (_, base) in profile.derived().items():
        derived.setdefault(base.name, []).append(name)

    def arc(source: str, target: str, order: int, usable: bool | None = None) -> Arc:
        return Arc(QName(namespace, source), QName(namespace, target), Decimal(order), usable=usable)

    for role in profile.roles.values():
        rows = [row for row in profile.dimensions if row.role == role.id]
        if not rows:
            continue
        hypercube, line_items = rows[0].hypercube, rows[0].line_items
        axes = dict.fromkeys((row.axis, row.domain) for row in rows)
        listed = {(row.axis, row.member) for row in rows}
        has = Arc(
            QName(namespace, line_items),
            QName(namespace, hypercube),
            context_element=CONTEXT_ELEMENT,
            closed=True,
        )
        primary = [
            name for base in primary_items(profile, role.id) for name in dict.fromkeys((base, *_all_of(base, derived)))
        ]
        items = [(line_items, name) for name in dict.fromkeys(primary)]
        # The same domain below two axes of a role has its members once.
        members = dict.fromkeys(edge for axis, _ in axes for edge in _members(rows, axis))
        below = dict.fromkeys((*items, *members))
        counts: dict[str, int] = {}
        domain_member = []
        for source, target in below:
            counts[source] = counts.get(source, 0) + 1
            domain_member.append(arc(source, target, counts[source]))
        networks = (
            (names.ALL, [has]),
            (names.HYPERCUBE_DIMENSION, [arc(hypercube, axis, n) for n, (axis, _) in enumerate(axes, 1)]),
            (
                names.DIMENSION_DOMAIN,
                # A domain that is no member of its own is a heading: no fact may use it.
                [arc(axis, domain, 1, None if (axis, domain) in listed else False) for axis, domain in axes],
            ),
            (names.DOMAIN_MEMBER, domain_member),
            (names.DIMENSION_DEFAULT, [arc(row.axis, row.member, 1) for row in rows if row.default]),
        )
        for arcrole, arcs in networks:
            if arcs:
                yield Network(LinkKind.DEFINITION, f"{namespace}/role/{role.uri}", arcrole, tuple(arcs))
