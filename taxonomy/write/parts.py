"""What stands inside the files of a taxonomy package: element declarations, links with locators and arcs, labels.

Values only, ready for the templates to lay out; which files there are is `package`'s matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
        for role in (names.NEGATED_LABEL, names.NEGATED_TOTAL_LABEL, names.NEGATED_TERSE_LABEL)
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


def elements(concepts: Iterable[Concept]) -> list[dict[str, Any]]:
    """The element declarations of concepts (XBRL 2.1 section 5.1.1)."""
    return [
        {
            "name": concept.name.local,
            "id": concept.id or concept.name.local,
            "type": _prefixed(concept.type),
            "group": _GROUPS[concept.kind],
            "abstract": concept.abstract,
            "nillable": "true" if concept.nillable else "false",
            "period": concept.period_type,
            "balance": concept.balance,
        }
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


def label_list(concepts: Iterable[Concept], addresses: Addresses) -> list[dict[str, Any]]:
    """Concepts that have labels, with the address of each."""
    return [_located(concept, addresses) | {"labels": concept.labels} for concept in concepts if concept.labels]


def reference_list(concepts: Iterable[Concept], addresses: Addresses) -> list[dict[str, Any]]:
    """Concepts that have references, with the address of each."""
    return [_located(c, addresses) | {"references": c.references} for c in concepts if c.references]


def _located(concept: Concept, addresses: Addresses) -> dict[str, Any]:
    return {"id": addresses.id(concept.name), "href": addresses.href(concept.name)}


def linkbase(networks: tuple[Network, ...], addresses: Addresses) -> dict[str, Any]:
    """The links of networks of one kind, an extended link for each role, with the references that they need.

    A pair of labels stands in one arc of a link (XLink 1.0 section 5.1.3): where two concepts are joined again, by
    another arcrole or with another preferred label, the target has a further locator.
    """
    links: dict[str, dict[str, Any]] = {}
    for network in networks:
        link = links.setdefault(network.role, {"role": network.role, "locators": {}, "arcs": [], "pairs": {}})
        for arc in network.arcs:
            source, target = addresses.id(arc.source), addresses.id(arc.target)
            times = link["pairs"][source, target] = link["pairs"].get((source, target), 0) + 1
            label = target if times == 1 else f"{target}_{times}"
            link["locators"].setdefault(source, addresses.href(arc.source))
            link["locators"].setdefault(label, addresses.href(arc.target))
            link["arcs"].append(
                {"arcrole": network.arcrole, "source": source, "target": label, "attributes": _attributes(arc)}
            )
    preferred = (arc.preferred_label for n in networks for arc in n.arcs if arc.preferred_label)
    targets = (arc.target_role for n in networks for arc in n.arcs if arc.target_role)
    return {
        "links": [link | {"locators": list(link["locators"].items())} for link in links.values()],
        "dimensional": any(network.arcrole in DIMENSIONAL for network in networks),
        "role_refs": role_refs((*links, *preferred, *targets), addresses),
        "arcrole_refs": role_refs((network.arcrole for network in networks), addresses),
    }


def _attributes(arc: Arc) -> dict[str, str]:
    given = {
        "order": plain(arc.order),
        "weight": None if arc.weight is None else plain(arc.weight),
        "preferredLabel": arc.preferred_label,
        "xbrldt:contextElement": arc.context_element,
        "xbrldt:closed": _boolean(arc.closed),
        "xbrldt:usable": _boolean(arc.usable),
        "xbrldt:targetRole": arc.target_role,
    }
    return {name: value for name, value in given.items() if value is not None}


def _boolean(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()
