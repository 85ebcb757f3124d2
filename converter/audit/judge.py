"""Whether the relations among figures hold: with what each figure may be by all its prints, or by all but one of them.

A figure that is printed with values which contradict each other may be any of them. Who is to blame is for `diagnose`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

from ...taxonomy.span import Span
from ..report import Fact, amount_of
from .model import Check, Outcome, Print, Subject
from .ranges import Range, point
from .relations import Key, Relation, key_of, keys_of, reached, wanted

_DIVISOR: Final = "the divisor is nothing or negative, and a rate of it says nothing"
_MOST: Final = 64
"""How many choices among contradicting prints are tried."""


@dataclass(frozen=True, slots=True)
class Sense:
    """A value that a figure may have: the fact that has it and the range of all its prints."""

    fact: Fact
    range: Range


@dataclass(frozen=True, slots=True)
class Weighed:
    """What came of a relation: the facts it holds with, and those that it does not hold with though it holds.

    `open` is why nothing can be said.
    """

    relation: Relation
    held: bool
    fit: tuple[str, ...]
    against: tuple[str, ...] = ()
    open: str = ""

    @property
    def outcome(self) -> Outcome:
        """Held or broken; a part that says nothing leaves it unmade."""
        if self.open:
            return Outcome.UNMADE
        if self.held:
            return Outcome.HELD
        return Outcome.UNMADE if self.relation.soft else Outcome.BROKEN

    def check(self, about: str) -> Check:
        """As a check, for the account."""
        why = (self.open or self.relation.soft) if self.outcome is Outcome.UNMADE else ""
        return Check(self.relation.kind, self.outcome, about, self.fit, why, self.against)


@dataclass(slots=True)
class State:
    """The figures under the assumption that some prints are wrong: what is learned while a release is diagnosed.

    `excluded` are those prints, by place and fact; `settled` says of a figure that no print is left of what it must be.
    """

    subject: Subject
    relations: Sequence[Relation]
    excluded: set[tuple[Span, str]] = field(default_factory=set)
    settled: dict[Key, Range] = field(default_factory=dict)
    loose: set[int] = field(default_factory=set)
    facts: dict[Key, tuple[Fact, ...]] = field(init=False)
    by_key: dict[Key, list[Relation]] = field(init=False)
    _senses: dict[Key, tuple[Sense, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        facts: dict[Key, list[Fact]] = {}
        for fact in self.subject.facts:
            facts.setdefault(key_of(fact), []).append(fact)
        self.facts = {key: tuple(same) for key, same in facts.items()}
        self.by_key = {}
        for relation in self.relations:
            for key in relation.keys:
                self.by_key.setdefault(key, []).append(relation)

    def prints(self, key: Key) -> list[Print]:
        """Every print of a figure."""
        return [p for fact in self.facts.get(key, ()) for p in self.subject.prints.get(fact.id, ())]

    def senses(self, key: Key) -> tuple[Sense, ...]:
        """What the figure may be by its prints that are not excluded, the most accurate first."""
        known = self._senses.get(key)
        if known is None:
            known = self._senses[key] = self.senses_without(key)
        return known

    def senses_without(self, key: Key, *left_out: Print) -> tuple[Sense, ...]:
        """`senses`, with some prints more left out."""
        if key in self.settled:
            return (Sense(self.facts[key][0], self.settled[key]),)
        found = []
        for fact in self.facts.get(key, ()):
            prints = self.subject.prints.get(fact.id, ())
            if not prints:
                found.append(Sense(fact, point(amount_of(fact))))
                continue
            left = [
                p for p in prints if (p.span, fact.id) not in self.excluded and not any(p is out for out in left_out)
            ]
            if left:
                found.append(Sense(fact, shared(left)))
        return _apart(found) if len(found) > 1 else tuple(found)

    def exclude(self, shown: Print, implied: Range | None) -> None:
        """From now on a print counts as wrong; where it was the only one, `implied` is what it should be."""
        self.excluded.add((shown.span, shown.fact.id))
        key = key_of(shown.fact)
        self._senses.pop(key, None)
        if not self.senses(key) and implied is not None:
            self.settled[key] = implied
            self._senses.pop(key, None)

    def weigh(self, relation: Relation) -> Weighed:
        """Whether a relation holds with some choice among what its figures may be; open ones hold."""
        keys = relation.keys
        choices = [self.senses(key) for key in keys]
        if not all(choices):
            return Weighed(relation, True, tuple(s.fact.id for senses in choices for s in senses[:1]))
        if all(len(senses) == 1 for senses in choices):
            ids = tuple(senses[0].fact.id for senses in choices)
            fits = _fits(relation, dict(zip(keys, choices, strict=True)))
            return Weighed(relation, fits is not False, ids, open=_DIVISOR if fits is None else "")
        every = tuple(dict.fromkeys(s.fact.id for senses in choices for s in senses))
        fit: set[str] = set()
        said = False
        for choice in islice(product(*choices), _MOST):
            fits = _fits(relation, {key: (sense,) for key, sense in zip(keys, choice, strict=True)})
            said = said or fits is not None
            if fits:
                fit |= {sense.fact.id for sense in choice}
        if not fit:
            return Weighed(relation, not said, every, open="" if said else _DIVISOR)
        return Weighed(relation, True, tuple(f for f in every if f in fit), tuple(f for f in every if f not in fit))

    def holds(self, relation: Relation, key: Key, senses: tuple[Sense, ...]) -> bool:
        """Whether a relation holds, or says nothing, where one figure may be `senses` only."""
        keys = relation.keys
        choices = [senses if other == key else self.senses(other) for other in keys]
        if not all(choices):
            return True
        results = [
            _fits(relation, {k: (sense,) for k, sense in zip(keys, choice, strict=True)})
            for choice in islice(product(*choices), _MOST)
        ]
        return any(results) or False not in results

    def implied(self, relation: Relation, key: Key) -> tuple[Range, ...] | None:
        """What a relation lets a figure be, whatever its own prints say; None for anything.

        Where the figure stands in it more than once, it cannot be asked, and nothing would mend it.
        """
        if any(keys_of(way).count(key) + (relation.target == key) > 1 for way in relation.ways):
            return (reach_of(self.senses(key)),) if self.weigh(relation).held and self.senses(key) else ()
        others = [other for other in relation.keys if other != key]
        choices = [self.senses(other) for other in others]
        if not all(choices):
            return None
        found: list[Range] = []
        for choice in islice(product(*choices), _MOST):
            chosen = {other: sense.range for other, sense in zip(others, choice, strict=True)}
            for way in relation.ways:
                if relation.target == key:
                    result = reached(way, chosen.__getitem__)
                else:
                    result = wanted(way, key, chosen[relation.target], chosen.__getitem__)
                if result is None:
                    return None
                found.append(result)
        return tuple(found)


def _apart(senses: Sequence[Sense]) -> tuple[Sense, ...]:
    """Those that say different things: one that another rounds is said by the other too."""
    kept: list[Sense] = []
    for sense in sorted(senses, key=lambda sense: sense.range.width):
        low, high = sense.range
        if not any(low <= other.range.low and other.range.high <= high for other in kept):
            kept.append(sense)
    return tuple(kept)


def _fits(relation: Relation, senses: Mapping[Key, tuple[Sense, ...]]) -> bool | None:
    """Whether a relation holds; None where it says nothing."""
    target = senses[relation.target][0].range
    said = False
    for way in relation.ways:
        result = reached(way, lambda key: senses[key][0].range)
        if result is not None:
            said = True
            if result & target:
                return True
    return False if said else None


def reach_of(senses: Sequence[Sense]) -> Range:
    """From the lowest to the highest that a figure may be."""
    return Range(min(s.range.low for s in senses), max(s.range.high for s in senses))


def shared(prints: Iterable[Print]) -> Range:
    """What lies in the ranges of all prints; that of the most accurate where they have nothing in common."""
    ranges = [shown.range for shown in prints]
    result: Range | None = ranges[0]
    for each in ranges[1:]:
        result = result & each if result is not None else None
    return result if result is not None else min(ranges, key=lambda each: each.width)
