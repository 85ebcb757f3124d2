"""What can only be said of an instance once all of it is read: what tells contexts apart, which prefixes are used.

How it is read is `reader`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ...taxonomy.names import ISO4217, XBRLI
from ...taxonomy.qname import QName
from ..report import Fact
from .model import Beyond, Context

_CUSTOMARY: Final = {XBRLI: "xbrli", ISO4217: "iso4217"}


def further_content(context: Context, *, containers: bool = False) -> str:
    """What tells a context apart from one with the same entity, period and dimensions; with `containers` also where
    each dimension stands.
    """
    said = [f"{each.container} {each.text}" for each in context.content]
    if containers:
        said.extend(sorted(f"{d.container} {d.axis.clark}" for d in context.dimensions))
    return "\n".join(said)


def told_apart(
    beyond: Mapping[str, Beyond], contexts: Mapping[str, Context], facts: Iterable[Fact], placed: Iterable[str]
) -> Mapping[str, Beyond]:
    """`beyond`, with the containers where segment and scenario both hold dimensions: such contexts are not s-equal."""
    if len({d.container for context in contexts.values() for d in context.dimensions}) < 2:
        return beyond
    said = {name: further_content(context, containers=True) for name, context in contexts.items()}
    nothing = Beyond()
    result = {}
    for fact, name in zip(facts, placed, strict=True):
        known = beyond.get(fact.id, nothing)
        result[fact.id] = Beyond(known.tuples, said[name], known.unknown_accuracy)
    return result


def used_prefixes(
    facts: Sequence[Fact], contexts: Mapping[str, Context], declared: Mapping[str, str]
) -> Mapping[str, str]:
    """Prefix to namespace for every name that facts use; `declared` has the prefixes of the file by namespace.

    A namespace without a prefix of its own gets a customary one, or `ns` and a number.
    """
    used = {fact.concept.namespace for fact in facts}
    units = {id(fact.unit): fact.unit for fact in facts}  # by identity: the reader shares equal units
    for context in contexts.values():
        for dimension in context.dimensions:
            used.add(dimension.axis.namespace)
            if isinstance(dimension.member, QName):
                used.add(dimension.member.namespace)
    for unit in units.values():
        if unit is not None:
            used.update(measure.namespace for measure in (*unit.numerators, *unit.denominators))
    prefixes: dict[str, str] = {}
    for number, namespace in enumerate(sorted(used - {""}), 1):
        prefix = declared.get(namespace) or _CUSTOMARY.get(namespace)
        prefixes[f"ns{number}" if prefix is None or prefix in prefixes else prefix] = namespace
    return prefixes
