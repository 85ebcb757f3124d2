"""What essence-alias and requires-element arcs ask of the facts of an instance (XBRL 2.1 section 5.2.6.2).

Whether the arcs themselves join what they may is a matter of the taxonomy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, DecimalException
from typing import Final

from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import Taxonomy
from ...taxonomy.names import ESSENCE_ALIAS, REQUIRES_ELEMENT
from ...taxonomy.qname import QName
from ..interval import rounded
from ..report import Fact
from .index import FactIndex, Key
from .words import context_words, figure

_UNIT: Final = 3
"""Where the unit stands in the key of `FactIndex`; an alias in another unit is inconsistent, not another fact."""

Bound = dict[QName, dict[tuple[int, ...], list[Fact]]]


def definition_findings(
    facts: Iterable[Fact], index: FactIndex, taxonomy: Taxonomy, tuples: Iterable[QName] = ()
) -> Iterator[Finding]:
    """Contradictions of the arcs of both kinds; `tuples` are the names of the tuples that the instance has."""
    arcs = [(n.arcrole, a) for n in taxonomy.networks for a in n.arcs if n.arcrole in (ESSENCE_ALIAS, REQUIRES_ELEMENT)]
    if not arcs:
        return
    present = {fact.concept for fact in facts} | set(tuples)
    for source, target in dict.fromkeys((a.source, a.target) for arcrole, a in arcs if arcrole == REQUIRES_ELEMENT):
        if source in present and target not in present:
            first = next((fact for fact in facts if fact.concept == source), None)
            message = f"{source.local} is reported, which requires {target.local}, but that is not reported."
            place = first.marks[0] if first is not None and first.marks else None
            code = "xbrl.5.2.6.2.4:requiresElementInconsistency"
            yield finding(code, message, source=place, facts=[first.id] if first is not None else [])
    aliases = dict.fromkeys((a.source, a.target) for arcrole, a in arcs if arcrole == ESSENCE_ALIAS)
    bound = _bound(index, {name for pair in aliases for name in pair})
    for essence, alias in aliases:
        others = bound.get(alias, {})
        for key, found in bound.get(essence, {}).items():
            for fact in found:
                yield from _inconsistent(fact, others.get(key, ()))


def _bound(index: FactIndex, wanted: set[QName]) -> Bound:
    """The facts of some concepts that are not nil, by context and by the tuple they stand in."""
    bound: Bound = {}

    def add(key: Key, fact: Fact, inside: int) -> None:
        if fact.value is not None:
            place = (*key[:_UNIT], *key[_UNIT + 1 :], inside)
            bound.setdefault(fact.concept, {}).setdefault(place, []).append(fact)

    for name in wanted:
        for key, facts in index.groups.get(name, {}).items():
            for fact in facts:
                add(key, fact, 0)
    for key, fact in index.nested:
        if fact.concept in wanted:
            add(key, fact, index.apart[fact.id].tuples[-1])
    return bound


def _inconsistent(essence: Fact, aliases: Iterable[Fact]) -> Iterator[Finding]:
    for alias in aliases:
        names = f"{essence.concept.local} and its alias {alias.concept.local} {context_words(essence)}"
        places = [mark for fact in (essence, alias) for mark in fact.marks[:1]]
        if essence.unit != alias.unit:
            code, message = "xbrl.5.2.6.2.2:essenceAliasUnitsInconsistency", f"{names} have different units."
        elif not _same_value(essence, alias):
            code = "xbrl.5.2.6.2.2:essenceAliasInconsistency"
            message = f"{names} have different values: {figure(essence)}; {figure(alias)}."
        else:
            continue
        source = places[0] if places else None
        yield finding(code, message, source=source, facts=[essence.id, alias.id], also=places[1:])


def _same_value(one: Fact, other: Fact) -> bool:
    """V-equality (section 4.10): numbers are compared as rounded to the lesser accuracy of the two."""
    if isinstance(one.value, Decimal) and isinstance(other.value, Decimal):
        known = [decimals for decimals in (one.decimals, other.decimals) if decimals is not None]
        decimals = min(known) if known else None
        try:
            return rounded(one.value, decimals) == rounded(other.value, decimals)
        except DecimalException:
            return one.value == other.value
    if isinstance(one.value, str) and isinstance(other.value, str):
        return one.value.strip() == other.value.strip()
    return one.value == other.value
