"""Derived figures of a release whose bases another release of the issuer gives: a change from a year it does not print.

The same relations and the same way of finding who is to blame as within one release; only figures come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...taxonomy.finding import Finding
from ..report import Fact
from .derived import attempts, derived_relations
from .diagnose import Blame, worst
from .judge import State
from .model import Aspects, Check, Outcome, Print, Subject, currency_of
from .relations import Relation
from .story import stories
from .tell import name


def derived_beside(subject: Subject, others: Sequence[Subject]) -> tuple[list[Finding], list[Check]]:
    """What is told of a release's derived figures with what other releases give, and the checks made."""
    wide, own = _widened(subject, others), set(subject.by_aspects)
    relations = [
        one
        for one in derived_relations(wide, attempts(wide))
        if isinstance(one, Relation) and one.target[0] in own and any(key[0] not in own for key in one.keys)
    ]
    state = State(wide, relations)
    weighed = [state.weigh(relation) for relation in relations]
    checks = []
    for one in weighed:
        label = name(wide, state.facts[one.relation.target][0])
        checks.append(replace(one.check(f"{label} = {one.relation.words}, with another release"), kind="beside"))
    broken = [one.relation for one in weighed if one.outcome is Outcome.BROKEN]
    blames: list[Blame] = []
    while broken:
        blame = worst(state, broken, [])
        if blame is None:
            break
        blames.append(blame)
        broken = [relation for relation in broken if state.weigh(relation).outcome is Outcome.BROKEN]
    return stories(wide, state, blames), checks


def _widened(subject: Subject, others: Sequence[Subject]) -> Subject:
    """The release with the figures of others that it does not give itself; the first release that has one gives it."""
    by_aspects: dict[Aspects, tuple[Fact, ...]] = dict(subject.by_aspects)
    prints: dict[str, tuple[Print, ...]] = dict(subject.prints)
    for other in others:
        for aspects, facts in other.by_aspects.items():
            if aspects in by_aspects or aspects[2]:
                continue
            kept = []
            for fact in facts:
                if currency_of(fact.unit) not in ("", other.currency):
                    continue  # a translation is at the rate of its own release
                moved = fact._replace(id=f"{other.name}#{fact.id}")
                kept.append(moved)
                prints[moved.id] = tuple(replace(shown, fact=moved) for shown in other.prints.get(fact.id, ()))
            if kept:
                by_aspects[aspects] = tuple(kept)
    return replace(subject, by_aspects=by_aspects, prints=prints, beside=tuple(other.document for other in others))
