"""What the arcs of XBRL 2.1 may join, and what they may say of it: sections 5.2.2 to 5.2.6 and 5.1.1.2.

An arc that another prohibits is not judged: only what stands says anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from ..amount import parse_amount
from ..dts.networks import Located
from ..dts.scan import X_ARCROLE, X_FROM, X_ROLE, X_TO, ArcElement, ExtendedLink, Resource
from ..model import Arc, Concept, ConceptKind
from ..names import (
    CONCEPT_LABEL,
    CONCEPT_REFERENCE,
    ESSENCE_ALIAS,
    GENERAL_SPECIAL,
    LINK,
    PARENT_CHILD,
    REQUIRES_ELEMENT,
    SIMILAR_TUPLES,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
)
from ..qname import QName
from .own import Issue, Own

_CONCEPT_LINKS: Final = {
    f"{LINK}}}presentationLink": "xbrl.5.2.4.1:locatorTarget",
    f"{LINK}}}calculationLink": "xbrl.5.2.5.1:locatorTarget",
    f"{LINK}}}definitionLink": "xbrl.5.2.6.1:locatorTarget",
    f"{LINK}}}labelLink": "xbrl.5.2.2.1:locatorTarget",
    f"{LINK}}}referenceLink": "xbrl.5.2.3.1:locatorTarget",
}
_RESOURCE_LINKS: Final = {
    f"{LINK}}}labelLink": (CONCEPT_LABEL, "label", "xbrl.5.2.2.3:labelArc"),
    f"{LINK}}}referenceLink": (CONCEPT_REFERENCE, "reference", "xbrl.5.2.3.3:referenceArc"),
}


def locators(own: Own) -> Iterator[Issue]:
    """Locators of standard links lead to concepts; in label and reference links to their resources besides."""
    for address, link, located in own.links:
        code = _CONCEPT_LINKS.get(link.name)
        if code is None:
            continue
        resource = _RESOURCE_LINKS.get(link.name)
        for locator in link.locators:
            names = located.get(locator.label)
            if names is None and own.dts.document(locator.address) is None:
                continue
            if names is not None and all(_is_concept(own, name) for name in names):
                continue
            if names is None and resource is not None:
                far = remote(own, locator.address, locator.fragment)
                if far is not None and far.name == f"{LINK}}}{resource[1]}":
                    continue
            message = f"A locator in {link.name.rpartition('}')[2]} leads to {locator.fragment!r}, which is no concept."
            yield Issue(code, message, address, locator.offset)


def _is_concept(own: Own, name: QName) -> bool:
    return own.dts.declarations.kind(name) is not ConceptKind.OTHER


def remote(own: Own, address: str, fragment: str) -> Resource | None:
    """The resource with that id in a linkbase of the DTS."""
    document = own.dts.document(address)
    if document is None:
        return None
    scan = own.dts.scans[document.address]
    offset = scan.ids.get(fragment)
    return next((r for link in scan.links for r in link.resources if r.offset == offset), None)


def resource_arcs(own: Own) -> Iterator[Issue]:
    """Label and reference arcs go from a concept to a resource; to one elsewhere only in order to prohibit."""
    for address, link, located in own.links:
        kind = _RESOURCE_LINKS.get(link.name)
        if kind is None:
            continue
        arcrole, name, code = kind
        resources = {r.label: r.name for r in link.resources}
        labels = {locator.label for locator in link.locators}
        for arc in link.arcs:
            attributes = arc.attributes
            if attributes.get(X_ARCROLE) != arcrole:
                continue
            source, target = attributes.get(X_FROM, ""), attributes.get(X_TO, "")
            wrong = ""
            if source in resources or (source in labels and source not in located):
                wrong = "starts from what is no concept"
            elif resources.get(target, f"{LINK}}}{name}") != f"{LINK}}}{name}" or target in located:
                wrong = f"leads to what is no {name}"
            elif target in labels and attributes.get("use") != "prohibited":
                wrong = f"leads to a {name} outside its link without prohibiting anything"
            if wrong:
                yield Issue(code, f"A {name}Arc {wrong}.", address, arc.offset)


def concept_arcs(own: Own) -> Iterator[Issue]:
    """Arcs between concepts join those that their arcrole allows."""
    standing: dict[tuple[str, str], set[Arc]] = {}
    for network in own.dts.taxonomy.networks:
        if network.arcrole in _RULES:
            standing.setdefault((network.role, network.arcrole), set()).update(network.arcs)
    for address, link, located in own.links:
        if link.name in _RESOURCE_LINKS:
            continue
        for arc in link.arcs:
            rule = _RULES.get(arc.attributes.get(X_ARCROLE, ""))
            if rule is None or arc.attributes.get("use") == "prohibited":
                continue
            for source, target in _pairs(own, arc, located):
                found = rule(source, target, _weight(arc))
                if found and _stands(standing, link, arc, source.name, target.name):
                    yield Issue(*found, address, arc.offset)


def _pairs(own: Own, arc: ArcElement, located: Located) -> Iterator[tuple[Concept, Concept]]:
    elements = own.dts.elements
    for source in located.get(arc.attributes.get(X_FROM, ""), ()):
        for target in located.get(arc.attributes.get(X_TO, ""), ()):
            if source in elements and target in elements:
                yield elements[source], elements[target]


def _stands(
    standing: dict[tuple[str, str], set[Arc]], link: ExtendedLink, arc: ArcElement, source: QName, target: QName
) -> bool:
    """Whether an arc between the two stands after prohibition; links that are no standard ones have no networks."""
    arcs = standing.get((link.attributes.get(X_ROLE, ""), arc.attributes.get(X_ARCROLE, "")))
    if arcs is None:
        return link.name not in _CONCEPT_LINKS
    return any(a.source == source and a.target == target for a in arcs)


def _weight(arc: ArcElement) -> Decimal | None:
    text = arc.attributes.get("weight")
    try:
        return None if text is None else parse_amount(text.strip())
    except ValueError:  # schema validation tells
        return None


_Wrong = tuple[str, str] | None


def _is_item(concept: Concept) -> bool:
    return concept.kind not in (ConceptKind.TUPLE, ConceptKind.OTHER)


def _summation(total: Concept, part: Concept, weight: Decimal | None) -> _Wrong:
    """Both are numeric items; the weight is not zero and agrees with the balances (5.2.5.2, 5.1.1.2)."""
    for concept in (total, part):
        if not (_is_item(concept) and concept.numeric):
            return "xbrl.5.2.5.2:summationItemNumeric", f"{concept.name.local} is in a sum but is no numeric item."
    if weight is None:
        return None
    if not weight:
        told = f"The weight of {part.name.local} in the sum of {total.name.local} is 0."
        return "xbrl.5.2.5.2.1:zeroWeight", told
    if total.balance and part.balance and (total.balance == part.balance) is not (weight > 0):
        told = (
            f"{part.name.local} ({part.balance}) has the weight {weight} in the sum of {total.name.local} "
            f"({total.balance})."
        )
        return "xbrl.5.1.1.2:balanceCalcWeightIllegal", told
    return None


def _parent_child(source: Concept, target: Concept, _: Decimal | None) -> _Wrong:
    return _kinds(
        "xbrl.5.2.4.2:parentChildEnds",
        "parent-child",
        source,
        target,
        lambda c: c.kind is not ConceptKind.OTHER,
        "concept",
    )


def _general_special(source: Concept, target: Concept, _: Decimal | None) -> _Wrong:
    return _kinds("xbrl.5.2.6.2.1:generalSpecialEnds", "general-special", source, target, _is_item, "item")


def _requires(source: Concept, target: Concept, _: Decimal | None) -> _Wrong:
    return _kinds(
        "xbrl.5.2.6.2.4:requiresElementEnds",
        "requires-element",
        source,
        target,
        lambda c: c.kind is not ConceptKind.OTHER,
        "concept",
    )


def _similar(source: Concept, target: Concept, _: Decimal | None) -> _Wrong:
    return _kinds(
        "xbrl.5.2.6.2.3:similarTuplesEnds",
        "similar-tuples",
        source,
        target,
        lambda c: c.kind is ConceptKind.TUPLE,
        "tuple",
    )


def _kinds(
    code: str, name: str, source: Concept, target: Concept, right: Callable[[Concept], bool], kind: str
) -> _Wrong:
    wrong = next((c for c in (source, target) if not right(c)), None)
    if wrong is None:
        return None
    return code, f"{wrong.name.local} in a {name} arc is no {kind}."


def _essence_alias(essence: Concept, alias: Concept, _: Decimal | None) -> _Wrong:
    """Items of the same type and period type, and of the same balance where they have one (5.2.6.2.2)."""
    wrong = _kinds("xbrl.5.2.6.2.2:essenceAliasEnds", "essence-alias", essence, alias, _is_item, "item")
    if wrong:
        return wrong
    both = f"{essence.name.local} and its alias {alias.name.local}"
    if (essence.type or essence.base) != (alias.type or alias.base):
        return "xbrl.5.2.6.2.2:essenceAliasTypes", f"{both} are of different types."
    if essence.period_type != alias.period_type:
        return "xbrl.5.2.6.2.2:essenceAliasPeriodTypes", f"{both} have different period types."
    if essence.balance and alias.balance and essence.balance != alias.balance:
        return "xbrl.5.2.6.2.2:essenceAliasBalances", f"{both} have different balances."
    return None


_RULES: Final[dict[str, Callable[[Concept, Concept, Decimal | None], _Wrong]]] = {
    SUMMATION_ITEM: _summation,
    SUMMATION_ITEM_11: _summation,
    PARENT_CHILD: _parent_child,
    GENERAL_SPECIAL: _general_special,
    ESSENCE_ALIAS: _essence_alias,
    SIMILAR_TUPLES: _similar,
    REQUIRES_ELEMENT: _requires,
}

CHECKS: Final[tuple[Callable[[Own], Iterator[Issue]], ...]] = (locators, resource_arcs, concept_arcs)
