"""The standardised view of a profile's taxonomy: US-GAAP concepts for the issuer's where the crosswalk is exact.

A US-GAAP concept stands for one issuer concept at a time, so every network keeps its shape and every sum its verdict.
What becomes of the facts is `converter.standardise`; how the view is written is `write`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from . import names
from .finding import Finding, finding
from .model import Arc, Concept, Label, LinkKind, Taxonomy
from .official import official_concepts
from .profile.links import CrosswalkRow, Relation
from .profile.model import Profile
from .qname import QName

EDITION = "standardised"
"""The path below the issuer's namespace that the standardised taxonomy is published at."""

# The role that shows a turned value as the other shows the value itself.
_NEGATED = {
    names.LABEL: names.NEGATED_LABEL,
    names.TERSE_LABEL: names.NEGATED_TERSE_LABEL,
    names.TOTAL_LABEL: names.NEGATED_TOTAL_LABEL,
    names.PERIOD_START_LABEL: names.NEGATED_PERIOD_START_LABEL,
    names.PERIOD_END_LABEL: names.NEGATED_PERIOD_END_LABEL,
}
_TURNED = {**_NEGATED, **{negated: role for role, negated in _NEGATED.items()}}


class Standard(NamedTuple):
    """The US-GAAP concept that stands for an issuer's; `sign` is -1 where values turn."""

    name: QName
    sign: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Which concepts are replaced in a filing; equal choices make equal taxonomies.

    `replaced` has issuer concept, US-GAAP concept and sign, by local name; `left_out` are issuer concepts without facts
    whose US-GAAP concept stands for another, `unused` the role and total of summations without facts that had them as
    parts; `findings` tell why an exact match was not followed.
    """

    replaced: tuple[tuple[str, str, int], ...]
    left_out: tuple[str, ...] = ()
    unused: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    def standards(self, namespace: str) -> dict[QName, Standard]:
        """What stands for each issuer concept that is replaced."""
        return {QName(namespace, ours): Standard(QName(names.US_GAAP, us), sign) for ours, us, sign in self.replaced}


def choose(profile: Profile, taxonomy: Taxonomy, reported: Mapping[str, int]) -> Choice:
    """The concepts to replace where `reported` tells how many facts each issuer concept has, by local name.

    Of several concepts that are exactly one US-GAAP concept (the forms of a statement before and after a standard), the
    one with the most facts is replaced, the first in the crosswalk if they tie. The others are left out if they have no
    facts, else they keep their names: facts of different forms under one name would be summed together.
    """
    by_name = {name.local: concept for name, concept in taxonomy.concepts.items()}
    rivals: dict[str, list[CrosswalkRow]] = {}
    findings: list[Finding] = []
    for row in profile.relations().values():
        if row.relation is not Relation.EXACT or row.concept not in by_name:
            continue
        problem = _disagreement(by_name[row.concept], official_concepts().get(row.us_gaap), row.sign)
        if not problem:
            rivals.setdefault(row.us_gaap, []).append(row)
        elif reported.get(row.concept):
            message = f"{row.concept} keeps its own name in the standardised view: us-gaap:{row.us_gaap} {problem}"
            findings.append(finding("standard:not-exact", message, source=row.source))
    replaced, left_out = [], []
    headings = {a.source.local for n in taxonomy.networks if n.kind is LinkKind.PRESENTATION for a in n.arcs}
    for us_gaap, rows in rivals.items():
        bearer = max(rows, key=lambda row: reported.get(row.concept, 0))
        replaced.append((bearer.concept, us_gaap, bearer.sign))
        for row in rows:
            if row is bearer:
                continue
            if reported.get(row.concept):
                message = (
                    f"{row.concept} keeps its own name in the standardised view: us-gaap:{us_gaap} stands for "
                    f"{bearer.concept}, which has facts here too"
                )
                findings.append(finding("standard:two-for-one", message, source=row.source))
            elif row.concept not in headings:
                left_out.append(row.concept)
    unused = dict.fromkeys(
        (network.role, arc.source.local)
        for network in taxonomy.networks
        for arc in network.arcs
        if arc.weight is not None and arc.target.local in left_out and not reported.get(arc.source.local)
    )
    return Choice(tuple(replaced), tuple(left_out), tuple(unused), tuple(findings))


def _disagreement(ours: Concept, theirs: Concept | None, sign: int) -> str:
    """Why a concept cannot stand for another as `exact` says; empty if it can.

    A balance on one side only must not be the official one: the issuer's weights were not held against it.
    """
    if theirs is None:
        return "is not among the concepts known here (taxonomy/us_gaap/concepts.csv)"
    if ours.type is None or theirs.type is None or ours.type.local != theirs.type.local:
        return f"is of type {theirs.type.local if theirs.type else 'none'}"
    if ours.period_type is not theirs.period_type:
        return f"has the period type {theirs.period_type}"
    if theirs.balance and (ours.balance is None or (ours.balance is theirs.balance) is not (sign > 0)):
        return f"has the balance {theirs.balance}"
    return ""


def standardised(taxonomy: Taxonomy, namespace: str, choice: Choice) -> Taxonomy:
    """The taxonomy with what `choice` says replaced, in concepts and networks; `namespace` is the issuer's.

    US-GAAP concepts have the issuer's labels for them; documentation and references are left to the official taxonomy.
    Weights turn with the signs of total and part, preferred labels with that of the concept shown.
    """
    standards = choice.standards(namespace)
    gone = frozenset(QName(namespace, local) for local in choice.left_out)
    unused = frozenset((role, QName(namespace, local)) for role, local in choice.unused)
    concepts: dict[QName, Concept] = {}
    for name, concept in taxonomy.concepts.items():
        if name in standards:
            standard = standards[name]
            concepts[standard.name] = _official(concept, standard)
        elif name not in gone:
            concepts[name] = concept
    networks = []
    for network in taxonomy.networks:
        arcs = (
            _repointed(arc, network.kind, standards)
            for arc in network.arcs
            if arc.source not in gone
            and arc.target not in gone
            and (arc.weight is None or (network.role, arc.source) not in unused)
        )
        # What the crosswalk says of a replaced concept would lead from it to itself.
        networks.append(replace(network, arcs=tuple(arc for arc in arcs if arc.source != arc.target)))
    kept = tuple(network for network in networks if network.arcs)
    roles = {network.role for network in kept}
    return replace(
        taxonomy, concepts=concepts, networks=kept, roles=tuple(role for role in taxonomy.roles if role.uri in roles)
    )


def _official(concept: Concept, standard: Standard) -> Concept:
    """The US-GAAP concept with the issuer's labels; those of turned values say so, and the name makes the others."""
    official = official_concepts()[standard.name.local]
    labels = [label for label in concept.labels if label.role != names.DOCUMENTATION]
    if standard.sign < 0:
        labels = [replace(label, role=_TURNED.get(label.role, label.role)) for label in labels]
        if all(label.role != names.LABEL for label in labels):
            language = concept.labels[0].language if concept.labels else "en"
            labels.insert(0, Label(names.LABEL, language, _in_words(standard.name.local)))
    return replace(official, labels=tuple(labels))


def _in_words(name: str) -> str:
    """`GainLossOnSale` as `Gain loss on sale`."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)
    return " ".join(word if n == 0 or word.isupper() else word.lower() for n, word in enumerate(words))


def _repointed(arc: Arc, kind: LinkKind, standards: Mapping[QName, Standard]) -> Arc:
    source = standards.get(arc.source) or Standard(arc.source, 1)
    target = standards.get(arc.target) or Standard(arc.target, 1)
    weight, preferred = arc.weight, arc.preferred_label
    if weight is not None and source.sign != target.sign:
        weight = weight.copy_negate()
    if kind is LinkKind.PRESENTATION and target.sign < 0:
        turned = _TURNED.get(preferred or names.LABEL, preferred)
        preferred = None if turned == names.LABEL else turned
    return replace(arc, source=source.name, target=target.name, weight=weight, preferred_label=preferred)
