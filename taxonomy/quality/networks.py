"""Rules on networks and roles: order, preferred labels, circles, what is declared and what is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .. import names
from ..finding import Finding, Severity, finding
from ..model import Arc, LinkKind
from ..profile.networks import circle
from ..qname import QName
from ..write.parts import DECLARED
from .subject import SUMMATIONS, Subject, children, tail

_STANDARD_ROLES = "http://www.xbrl.org/2003/role/"
_DEFINITION = re.compile(r"\S+ - \S[^-]* - \S.*")
_KINDS = {LinkKind.PRESENTATION: "presentation", LinkKind.CALCULATION: "calculation", LinkKind.DEFINITION: "definition"}
# Arcroles in whose networks a circle has no meaning. Aliases and the like may be undirected circles.
_NO_CIRCLES = (names.PARENT_CHILD, *SUMMATIONS, names.DOMAIN_MEMBER, names.GENERAL_SPECIAL)


def check_preferred_label(subject: Subject) -> Iterator[Finding]:
    """A concept has the label that a presentation prefers for it."""
    for network, arc in subject.arcs(names.PARENT_CHILD):
        concept = subject.concept(arc.target)
        # A concept of another taxonomy whose labels nobody gave is not the author's fault.
        if arc.preferred_label is None or concept is None or not concept.labels:
            continue
        if all(label.role != arc.preferred_label for label in concept.labels):
            message = f"{subject.show(arc.target)} has no label of role {tail(arc.preferred_label)}"
            yield finding("quality:preferred-label", message, source=subject.places.arc(network, arc))


def check_presented_once(subject: Subject) -> Iterator[Finding]:
    """A concept that stands twice below one heading has two preferred labels that tell the places apart."""
    for network in subject.kind(LinkKind.PRESENTATION):
        seen: set[tuple[QName, QName, str | None]] = set()
        for arc in network.arcs:
            key = (arc.source, arc.target, arc.preferred_label)
            if key in seen:
                message = (
                    f"{subject.show(arc.target)} stands twice below {subject.show(arc.source)} with the same label"
                )
                yield finding("quality:presented-twice", message, source=subject.places.arc(network, arc))
            seen.add(key)


def check_order(subject: Subject) -> Iterator[Finding]:
    """Siblings have an order without ties."""
    for network in subject.networks:
        severity = None if network.kind is LinkKind.PRESENTATION else Severity.WARNING
        taken: dict[tuple[QName, Decimal], Arc] = {}
        for arc in network.arcs:
            other = taken.setdefault((arc.source, arc.order), arc)
            if other is not arc:
                message = (
                    f"{subject.show(arc.target)} has the order of {subject.show(other.target)} "
                    f"below {subject.show(arc.source)} ({_KINDS[network.kind]}, {tail(network.role)})"
                )
                yield finding("quality:order", message, source=subject.places.arc(network, arc), severity=severity)


def check_circles(subject: Subject) -> Iterator[Finding]:
    """Nothing stands below itself, is a part of itself, or is a member of itself."""
    for network in subject.networks:
        if network.arcrole not in _NO_CIRCLES:
            continue
        below = children(network)
        found = circle({source: [arc.target for arc in arcs] for source, arcs in below.items()})
        if found:
            arc = next(arc for arc in below[found[0]] if arc.target == found[1])
            message = f"{_KINDS[network.kind]}, {tail(network.role)}: " + " > ".join(map(subject.show, found))
            yield finding("quality:cycle", message, source=subject.places.arc(network, arc))


def check_roles_declared(subject: Subject) -> Iterator[Finding]:
    """Every role and arcrole in use is the specification's own or declared."""
    declared = {role.uri for role in subject.taxonomy.roles} | {a.uri for a in subject.taxonomy.arcroles}
    if subject.profile is not None:
        declared |= DECLARED.keys()  # what is written from a profile refers to their declarations
    used: dict[str, None] = {}
    for network in subject.networks:
        used[network.role] = None
        used[network.arcrole] = None
        used.update(dict.fromkeys(arc.preferred_label for arc in network.arcs if arc.preferred_label))
        used.update(dict.fromkeys(arc.target_role for arc in network.arcs if arc.target_role))
    for concept in subject.own.values():
        used.update(dict.fromkeys(label.role for label in concept.labels))
    for uri in used:
        standard = uri.startswith((_STANDARD_ROLES, "http://www.xbrl.org/2003/arcrole/"))
        if not standard and uri not in declared:
            yield finding("quality:role-undeclared", f"nothing declares {uri}", source=subject.places.role(uri))


def check_roles_used(subject: Subject) -> Iterator[Finding]:
    """Every role that is declared is used."""
    used = {network.role for network in subject.taxonomy.networks} | {n.role for n in subject.networks}
    used |= {arc.target_role for network in subject.networks for arc in network.arcs if arc.target_role}
    used |= {arc.preferred_label for _, arc in subject.arcs(names.PARENT_CHILD) if arc.preferred_label}
    used |= {label.role for concept in subject.used.values() for label in concept.labels}
    for role in subject.roles:
        if role.uri not in used and any(name.local.endswith("Link") for name in role.used_on):
            message = f"the role {tail(role.uri)} is declared and has no network"
            yield finding("quality:role-unused", message, source=subject.places.role(role.uri))


def check_roles_once(subject: Subject) -> Iterator[Finding]:
    """A role is declared once, and no two have one definition."""
    uris: set[str] = set()
    definitions: dict[str, str] = {}
    for role in subject.roles:
        if role.uri in uris:
            message = f"the role {tail(role.uri)} is declared twice"
            yield finding("quality:role-twice", message, source=subject.places.role(role.uri))
        elif role.definition and (other := definitions.setdefault(role.definition, role.uri)) != role.uri:
            message = f"the roles {tail(role.uri)} and {tail(other)} have the same definition: {role.definition}"
            yield finding("quality:role-twice", message, source=subject.places.role(role.uri))
        uris.add(role.uri)


def check_role_definition(subject: Subject) -> Iterator[Finding]:
    """The definition of a link role is `number - kind - title`, which sorts and names it for every reader."""
    for role in subject.roles:
        if not any(name.local.endswith("Link") for name in role.used_on):
            continue
        if not role.definition or role.definition != role.definition.strip():
            why = (
                "has no definition" if not role.definition.strip() else "has a definition with white space at its ends"
            )
        elif not _DEFINITION.fullmatch(role.definition):
            why = f"has a definition that is not `number - kind - title`: {role.definition}"
        else:
            continue
        message = f"the role {tail(role.uri)} {why}"
        yield finding("quality:role-definition", message, source=subject.places.role(role.uri))


def check_used_on(subject: Subject) -> Iterator[Finding]:
    """A role type lists the kinds of link that its role is used on."""
    lists = {role.uri: {name.local for name in role.used_on} for role in subject.roles}
    told: set[tuple[str, LinkKind]] = set()
    for network in subject.networks:
        key = (network.role, network.kind)
        if network.role in lists and network.kind not in lists[network.role] and key not in told:
            told.add(key)
            message = f"the role {tail(network.role)} is used on {network.kind}, which its declaration does not list"
            yield finding("quality:used-on", message, source=subject.places.role(network.role))
