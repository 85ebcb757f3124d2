"""Concepts as SKOS: labels by language and role, kinds, and their relation to concepts of other taxonomies.

Every concept that a fact or a network touches is written. An axis is a Data Cube dimension too, with the list of its
members as its code list; a relation comes from the definition arcs that say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from ....taxonomy.model import Concept, Network, Taxonomy
from ....taxonomy.names import (
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOCUMENTATION,
    DOMAIN_MEMBER,
    ESSENCE_ALIAS,
    LABEL,
    US_GAAP,
)
from ....taxonomy.official import official_concepts
from ....taxonomy.qname import QName
from ...iris import iri, legal, name_iri, namespace_iri, tagged, term, text, typed
from ...report import Report
from .networks import reported
from .source import Block, Pair

TYPE: Final = term("rdf:type")
_WIDER: Final = "/arcrole/wider-narrower"
_EQUIVALENT: Final = "/arcrole/equivalent"
Relations = dict[QName, list[tuple[str, QName]]]


def concept_blocks(
    report: Report, taxonomy: Taxonomy, networks: Sequence[Network], address: str
) -> Iterator[Block]:  # fmt: skip
    """The concepts in order of first use, their labels, the schemes of their namespaces and the code lists of axes."""
    names = reported(report)
    for network in networks:
        for arc in network.arcs:
            names.setdefault(arc.source)
            names.setdefault(arc.target)
    relations = _relations(networks)
    lists = _code_lists(report, networks)
    prefix_of = {namespace: prefix for prefix, namespace in {**taxonomy.prefixes, **report.prefixes}.items()}
    numbers = count(1)
    of_axes: dict[QName, list[str]] = {}
    axis_number = {axis: n for n, axis in enumerate(lists, 1)}
    for axis, members in lists.items():
        for member in members:
            of_axes.setdefault(member, []).append(f"{address}#members-{axis_number[axis]}")
    defaults = {arc.source: arc.target for n in networks if n.arcrole == DIMENSION_DEFAULT for arc in n.arcs}
    for name in names:
        concept = _concept(name, taxonomy)
        said: list[Pair] = [
            (TYPE, term("skos:Concept")),
            (TYPE, term("tan:Concept")),
            (term("tan:namespace"), text(name.namespace)),
            (term("tan:localName"), text(name.local)),
            (term("skos:notation"), text(f"{prefix_of[name.namespace]}:{name.local}" if name.namespace in prefix_of
                                         else name.local)),
            (term("skos:inScheme"), iri(namespace_iri(name.namespace).removesuffix("#"))),
        ]  # fmt: skip
        said += [(term("skos:inScheme"), iri(each)) for each in of_axes.get(name, ())]
        if concept is not None:
            said += _kind(concept)
        if name in lists:
            said += _axis(name, concept, f"{address}#members-{axis_number[name]}", lists[name], defaults.get(name))
        alike = [other for what, other in relations.get(name, ()) if what == "skos:exactMatch"]
        said += [(term("tan:means"), iri(name_iri(other))) for other in alike or [name]]
        for what, other in relations.get(name, ()):
            said.append((term(what), iri(name_iri(other))))
            if what == "skos:exactMatch" and _opposite(concept, _concept(other, taxonomy)):
                said.append((term("tan:oppositeMatch"), iri(name_iri(other))))
        labels = list(_labels(concept, address, numbers, said)) if concept is not None else []
        yield iri(name_iri(name)), said
        yield from labels
    for namespace in dict.fromkeys(name.namespace for name in names):
        scheme: list[Pair] = [(TYPE, term("skos:ConceptScheme")), (term("tan:namespace"), text(namespace))]
        if namespace in prefix_of:
            scheme.append((term("rdfs:label"), text(prefix_of[namespace])))
        yield iri(namespace_iri(namespace).removesuffix("#")), scheme
    for axis, number in axis_number.items():
        if lists[axis]:
            said = [(TYPE, term("skos:ConceptScheme")), (term("tan:axis"), iri(name_iri(axis)))]
            yield iri(f"{address}#members-{number}"), said


def _concept(name: QName, taxonomy: Taxonomy) -> Concept | None:
    concept = taxonomy.concepts.get(name)
    if concept is None and name.namespace == US_GAAP:
        return official_concepts().get(name.local)
    return concept


def _kind(concept: Concept) -> list[Pair]:
    said: list[Pair] = [
        (term("tan:kind"), text(str(concept.kind))),
        (term("tan:abstract"), typed(str(concept.abstract).lower(), "boolean")),
    ]
    if concept.type is not None:
        said.append((term("tan:type"), iri(name_iri(concept.type))))
    if concept.base:
        said.append((term("tan:baseType"), text(concept.base)))
        said.append((term("tan:numeric"), typed(str(concept.numeric).lower(), "boolean")))
    if concept.period_type:
        said.append((term("tan:periodType"), text(str(concept.period_type))))
    if concept.balance:
        said.append((term("tan:balance"), text(str(concept.balance))))
    return said


def _labels(concept: Concept, address: str, numbers: Iterator[int], said: list[Pair]) -> Iterator[Block]:
    """The concept's labels as texts are added to `said`, and as resources with their roles are given.

    SKOS allows one preferred label a language (S14); a further one is an alternative.
    """
    preferred: set[str] = set()
    told: set[Pair] = set()
    for label in concept.labels:
        words = tagged(label.text, label.language)
        if label.role == DOCUMENTATION:
            kind, pair = "skosxl:hiddenLabel", (term("skos:definition"), words)
        elif label.role == LABEL and label.language not in preferred:
            preferred.add(label.language)
            kind, pair = "skosxl:prefLabel", (term("skos:prefLabel"), words)
        else:
            kind, pair = "skosxl:altLabel", (term("skos:altLabel"), words)
        if pair not in told and not (pair[0] == term("skos:altLabel") and (term("skos:prefLabel"), words) in told):
            told.add(pair)
            said.append(pair)
        if kind == "skosxl:hiddenLabel":  # a definition is no label; SKOS has its own property for it
            continue
        resource = f"{address}#label-{next(numbers)}"
        said.append((term(kind), iri(resource)))
        yield (
            iri(resource),
            [
                (TYPE, term("skosxl:Label")),
                (term("skosxl:literalForm"), words),
                (term("tan:role"), iri(legal(label.role))),
            ],
        )


def _axis(
    name: QName, concept: Concept | None, scheme: str, members: dict[QName, None], default: QName | None
) -> list[Pair]:
    said: list[Pair] = [(TYPE, term("qb:DimensionProperty")), (TYPE, term("rdf:Property")), (TYPE, term("tan:Axis"))]
    if members:
        said += [
            (TYPE, term("qb:CodedProperty")),
            (term("rdfs:range"), term("skos:Concept")),
            (term("qb:codeList"), iri(scheme)),
        ]
    else:
        said.append((term("rdfs:range"), term("xsd:string")))
    if default is not None:
        said.append((term("tan:default"), iri(name_iri(default))))
    return said


# --- what networks say of concepts ------------------------------------------------------------------------------------


def _relations(networks: Sequence[Network]) -> Relations:
    """What a concept is matched to, by the definition arcs that say so (XBRL 2.1 5.2.6.2.2 and wider-narrower arcs)."""
    found: Relations = {}
    for network in networks:
        alike = network.arcrole == ESSENCE_ALIAS or network.arcrole.endswith(_EQUIVALENT)
        if not alike and not network.arcrole.endswith(_WIDER):
            continue
        for arc in network.arcs:
            if arc.source.namespace == arc.target.namespace:
                continue
            found.setdefault(arc.target, []).append(("skos:exactMatch" if alike else "skos:broadMatch", arc.source))
            found.setdefault(arc.source, []).append(("skos:exactMatch" if alike else "skos:narrowMatch", arc.target))
    return {name: list(dict.fromkeys(pairs)) for name, pairs in found.items()}


def _opposite(ours: Concept | None, theirs: Concept | None) -> bool:
    """Whether a value changes its sign from one to the other (XBRL 2.1 section 5.1.1.2)."""
    if ours is None or theirs is None or not ours.balance or not theirs.balance:
        return False
    return ours.balance is not theirs.balance


def _code_lists(report: Report, networks: Sequence[Network]) -> dict[QName, dict[QName, None]]:
    """The members of each axis: those that networks give it and those that facts use; typed axes have none."""
    children: dict[QName, list[QName]] = {}
    domains: dict[QName, list[tuple[QName, bool]]] = {}
    axes: dict[QName, dict[QName, None]] = {}
    for network in networks:
        for arc in network.arcs:
            if network.arcrole == DOMAIN_MEMBER:
                children.setdefault(arc.source, []).append(arc.target)
            elif network.arcrole == DIMENSION_DOMAIN:
                domains.setdefault(arc.source, []).append((arc.target, arc.usable is not False))
    for axis, below in domains.items():
        members = axes.setdefault(axis, {})
        seen: set[QName] = set()
        for domain, usable in below:
            if usable:
                members.setdefault(domain)
            open_ = [domain]
            while open_:
                parent = open_.pop()
                for child in children.get(parent, ()):
                    if child not in seen:
                        seen.add(child)
                        members.setdefault(child)
                        open_.append(child)
    for fact in report.facts:
        for axis, member in fact.dimensions:
            listed = axes.setdefault(axis, {})
            if isinstance(member, QName):
                listed.setdefault(member)
    return axes
