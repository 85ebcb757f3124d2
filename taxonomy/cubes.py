"""The hypercubes of an issuer profile as networks (Dimensions 1.0): what `dimensions.csv` says, role by role.

Each role has one closed hypercube on the scenario. Its primary items are the concepts with facts that the role
presents, and what measures derive from them, below one abstract concept that the hypercube hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from . import names
from .model import Arc, LinkKind, Network
from .profile.model import DimensionRow, Profile
from .profile.networks import primary_items
from .qname import QName

CONTEXT_ELEMENT = "scenario"


def line_items_name(hypercube: str) -> str:
    """The local name of the abstract concept that the primary items of a hypercube stand below."""
    return hypercube.removesuffix("Table").removesuffix("Hypercube") + "LineItems"


def cube_presentation(profile: Profile, role: str) -> Iterator[tuple[str, str]]:
    """Parent and child of a hypercube's own presentation in a role, by local name; an empty parent is the role's root.

    Names that `presentation.csv` places in that role itself are left to it.
    """
    placed = {row.concept for row in profile.presentation if row.role == role}
    for source, target in dict.fromkeys(_tree(_of_role(profile, role))):
        if target not in placed:
            yield source, target


def _tree(rows: list[DimensionRow]) -> Iterator[tuple[str, str]]:
    for hypercube in dict.fromkeys(row.hypercube for row in rows):
        yield "", hypercube
        for axis, domain in dict.fromkeys((row.axis, row.domain) for row in rows):
            yield hypercube, axis
            yield axis, domain
            yield from _members(rows, axis)
        yield hypercube, line_items_name(hypercube)


def _members(rows: list[DimensionRow], axis: str) -> Iterator[tuple[str, str]]:
    """Parent and member of one axis; a domain that is listed as its own member is usable and no further arc."""
    for row in rows:
        if row.axis == axis and row.member != row.domain:
            yield row.parent or row.domain, row.member


def cube_networks(profile: Profile, namespace: str) -> Iterator[Network]:
    """The definition networks of all hypercubes, role by role."""
    derived: dict[str, list[str]] = {}
    for name, (_, base) in profile.derived().items():
        derived.setdefault(base.name, []).append(name)

    def arc(source: str, target: str, order: int, usable: bool | None = None) -> Arc:
        return Arc(QName(namespace, source), QName(namespace, target), Decimal(order), usable=usable)

    for role in profile.roles.values():
        rows = _of_role(profile, role.id)
        if not rows:
            continue
        hypercube = rows[0].hypercube
        axes = dict.fromkeys((row.axis, row.domain) for row in rows)
        listed = {(row.axis, row.member) for row in rows}
        has = Arc(
            QName(namespace, line_items_name(hypercube)),
            QName(namespace, hypercube),
            context_element=CONTEXT_ELEMENT,
            closed=True,
        )
        primary = [
            name for base in primary_items(profile, role.id) for name in dict.fromkeys((base, *derived.get(base, ())))
        ]
        items = [(line_items_name(hypercube), name) for name in dict.fromkeys(primary)]
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


def _of_role(profile: Profile, role: str) -> list[DimensionRow]:
    return [row for row in profile.dimensions if row.role == role]
