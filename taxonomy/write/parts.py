"""What stands inside the files of a taxonomy package: element declarations, links with locators and arcs, labels.

Values only, ready for the templates to lay out; which files there are is `package`'s matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .. import names
from ..amount import plain
from ..model import Arc, Concept, ConceptKind, Network, Taxonomy
from ..qname import QName

# namespace -> prefix and address of the schemas that the types and groups of concepts come from
SCHEMAS = {
    names.XBRLI: ("xbrli", "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"),
    names.XBRLDT: ("xbrldt", "http://www.xbrl.org/2005/xbrldt-2005.xsd"),
    names.NUM: ("num", "http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd"),
    names.NON_NUM: ("nonnum", "http://www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd"),
    names.REF: ("ref", "http://www.xbrl.org/2006/ref-2006-02-27.xsd"),
}

_NEGATED = "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd"

# roles and arcroles that need a reference to their declaration (XBRL 2.1 section 5.1.3.4), by URI
DIMENSIONAL = (
    names.ALL,
    names.NOT_ALL,
    names.HYPERCUBE_DIMENSION,
    names.DIMENSION_DOMAIN,
    names.DOMAIN_MEMBER,
    names.DIMENSION_DEFAULT,
)

DECLARED = {
    **{
        role: f"{_NEGATED}#{role.rpartition('/')[2]}"
        for role in (
            names.NEGATED_LABEL,
            names.NEGATED_TOTAL_LABEL,
            names.NEGATED_TERSE_LABEL,
            names.NEGATED_PERIOD_START_LABEL,
            names.NEGATED_PERIOD_END_LABEL,
        )
    },
    **{arcrole: f"{SCHEMAS[names.XBRLDT][1]}#{arcrole.rpartition('/')[2]}" for arcrole in DIMENSIONAL},
    names.SUMMATION_ITEM_11: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
}

_GROUPS = {
    ConceptKind.ITEM: "xbrli:item",
    ConceptKind.HYPERCUBE: "xbrldt:hypercubeItem",
    ConceptKind.DIMENSION: "xbrldt:dimensionItem",
}

_STANDARD = ("http://www.xbrl.org/2003/role/", "http://www.xbrl.org/2003/arcrole/")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where concepts, roles and arcroles are declared, as seen from a file of the package."""

    concepts: Mapping[QName, str]
    externals: Mapping[str, tuple[str, str]]
    declared: Mapping[str, str]
    schema: str

    @classmethod
    def of(cls, taxonomy: Taxonomy, namespace: str, schema: str, externals: Mapping[str, tuple[str, str]]) -> Addresses:
        """Addresses in `schema` for the concepts of `namespace`; `externals` has address and id prefix by namespace."""
        concepts = {name: concept.id or name.local for name, concept in taxonomy.concepts.items()}
        own = {name: id for name, id in concepts.items() if name.namespace == namespace}
        ids = {role.uri: role.id for role in taxonomy.roles} | {a.uri: a.id for a in taxonomy.arcroles}
        return cls(own, externals, {**{uri: f"{schema}#{id}" for uri, id in ids.items()}, **DECLARED}, schema)

    def declared_in(self, networks: Iterable[Network], schema: str) -> Addresses:
        """The same, with the roles and arcroles of the networks declared in another schema."""
        moved = {
            uri: f"{schema}#{self.declared[uri].rpartition('#')[2]}"
            for network in networks
            for uri in (network.role, network.arcrole)
            if uri in self.declared and uri not in DECLARED
        }
        return replace(self, declared={**self.declared, **moved})

    def id(self, name: QName) -> str:
        """The id of a concept's declaration, which serves as its XLink label too."""
        if name in self.concepts:
            return self.concepts[name]
        return f"{self.externals[name.namespace][1]}_{name.local}"

    def href(self, name: QName) -> str:
        """The address of a concept's declaration."""
        schema = self.schema if name in self.concepts else self.externals[name.namespace][0]
        return f"{schema}#{self.id(name)}"


def role_refs(uris: Iterable[str], addresses: Addresses) -> list[tuple[str, str]]:
    """Each role or arcrole that XBRL 2.1 does not define, once, with the address of its declaration."""
    return [(uri, addresses.declared[uri]) for uri in dict.fromkeys(uris) if not uri.startswith(_STANDARD)]


Element = tuple[str, str, str, str, bool, str, str | None, str | None]
"""Name, id, type, substitution group, abstract, nillable, period type, balance."""


def elements(concepts: Iterable[Concept]) -> list[Element]:
    """The element declarations of concepts (XBRL 2.1 section 5.1.1)."""
    return [
        (
            concept.name.local,
            concept.id or concept.name.local,
            _prefixed(concept.type),
            _GROUPS[concept.kind],
            concept.abstract,
            "true" if concept.nillable else "false",
            concept.period_type,
            concept.balance,
        )
        for concept in concepts
    ]


def imports(concepts: tuple[Concept, ...]) -> list[tuple[str, str]]:
    """Namespace and address of every schema that the declarations and references of concepts need."""
    used = {names.XBRLI}
    used.update(concept.type.namespace for concept in concepts if concept.type)
    used.update(names.XBRLDT for concept in concepts if concept.kind is not ConceptKind.ITEM)
    used.update(part.namespace for c in concepts for reference in c.references for part, _ in reference.parts)
    return [(uri, address) for uri, (_, address) in SCHEMAS.items() if uri in used]


def _prefixed(name: QName | None) -> str:
    if name is None:
        raise KeyError("a concept without a type")
    return f"{SCHEMAS[name.namespace][0]}:{name.local}"


def label_list(concepts: Iterable[Concept], addresses: Addresses) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Id and address of the concepts that have labels, with role, language and text of each."""
    return [
        (addresses.id(c.name), addresses.href(c.name), [(label.role, label.language, label.text) for label in c.labels])
        for c in concepts
        if c.labels
    ]


def reference_list(
    concepts: Iterable[Concept], addresses: Addresses
) -> list[tuple[str, str, list[tuple[str, list[tuple[str, str]]]]]]:
    """Id and address of the concepts that have references, with the role and the parts of each."""
    return [
        (
            addresses.id(c.name),
            addresses.href(c.name),
            [(reference.role, [(name.local, text) for name, text in reference.parts]) for reference in c.references],
        )
        for c in concepts
        if c.references
    ]


def linkbase(networks: tuple[Network, ...], addresses: Addresses) -> dict[str, Any]:
    """The links of networks of one kind, an extended link for each role, with the references that they need.

    A pair of labels stands in one arc of a link (XLink 1.0 section 5.1.3): where two concepts are joined again, by
    another arcrole or with another preferred label, the target has a further locator.
    """
    links: dict[str, _Link] = {}
    for network in networks:
        link = links.setdefault(network.role, _Link())
        for arc in network.arcs:
            source, target = addresses.id(arc.source), addresses.id(arc.target)
            times = link.pairs[source, target] = link.pairs.get((source, target), 0) + 1
            label = target if times == 1 else f"{target}_{times}"
            link.locators.setdefault(source, addresses.href(arc.source))
            link.locators.setdefault(label, addresses.href(arc.target))
            link.arcs.append((network.arcrole, source, label, _attributes(arc)))
    preferred = (arc.preferred_label for n in networks for arc in n.arcs if arc.preferred_label)
    targets = (arc.target_role for n in networks for arc in n.arcs if arc.target_role)
    return {
        "links": [(role, list(link.locators.items()), link.arcs) for role, link in links.items()],
        "dimensional": any(network.arcrole in DIMENSIONAL for network in networks),
        "role_refs": role_refs((*links, *preferred, *targets), addresses),
        "arcrole_refs": role_refs((network.arcrole for network in networks), addresses),
    }


@dataclass(slots=True)
class _Link:
    """An extended link in the making: addresses by label, arcs, and how often a pair of labels was asked for."""

    locators: dict[str, str] = field(default_factory=dict)
    arcs: list[tuple[str, str, str, list[tuple[str, str]]]] = field(default_factory=list)
    pairs: dict[tuple[str, str], int] = field(default_factory=dict)


def _attributes(arc: Arc) -> list[tuple[str, str]]:
    given = (
        ("order", plain(arc.order)),
        ("weight", None if arc.weight is None else plain(arc.weight)),
        ("preferredLabel", arc.preferred_label),
        ("xbrldt:contextElement", arc.context_element),
        ("xbrldt:closed", _boolean(arc.closed)),
        ("xbrldt:usable", _boolean(arc.usable)),
        ("xbrldt:targetRole", arc.target_role),
    )
    return [(name, value) for name, value in given if value is not None]


def _boolean(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()
