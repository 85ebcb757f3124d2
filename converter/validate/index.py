"""Facts by concept and by all else that makes them comparable: the one grouping behind calculation and duplicates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Protocol

from ...taxonomy.amount import EXACT
from ...taxonomy.qname import QName
from ..report import Fact

Key = tuple[int, ...]
"""Numbers that are equal where the aspects other than the concept are."""

_Same = tuple[int, int, int, int, str | None, str]
"""Identities of the aspects that facts share as objects."""

Groups = dict[QName, dict[Key, list[Fact]]]


class Apart(Protocol):
    """What a format knows of a fact that the report does not."""

    @property
    def tuples(self) -> tuple[int, ...]:
        """The tuples the fact stands in, outermost first."""

    @property
    def content(self) -> str:
        """What tells its context apart from others with the same aspects."""

    @property
    def unknown_accuracy(self) -> bool:
        """Whether nothing is known of the accuracy (a precision of 0)."""


class Numbering:
    """Gives equal things equal numbers; a thing that was seen as the same object is not compared again."""

    __slots__ = ("_by_identity", "_by_value", "_kept")

    def __init__(self) -> None:
        self._by_identity: dict[int, int] = {}
        self._by_value: dict[Hashable, int] = {}
        self._kept: list[Hashable] = []

    def __call__(self, thing: Hashable) -> int:
        """The number of the thing, from 0."""
        identity = id(thing)
        number = self._by_identity.get(identity)
        if number is None:
            number = self._by_value.setdefault(thing, len(self._by_value))
            self._by_identity[identity] = number
            self._kept.append(thing)  # so that no other object can get the same identity
        return number


class Amounts:
    """Facts by the size of their number, for the question which of them has about a certain one."""

    __slots__ = ("_facts", "_sizes")

    def __init__(self, facts: Iterable[Fact]) -> None:
        sized = [(f.value.copy_abs(), f) for f in facts if isinstance(f.value, Decimal) and f.value.is_finite()]
        sized.sort(key=lambda pair: pair[0])
        self._sizes = [size for size, _ in sized]
        self._facts = [fact for _, fact in sized]

    def near(self, size: Decimal, within: Decimal) -> list[Fact]:
        """The facts whose number, its sign left out, is `size` give or take `within`, smallest first."""
        low = bisect_left(self._sizes, EXACT.subtract(size, within))
        return self._facts[low : bisect_right(self._sizes, EXACT.add(size, within))]


class FactIndex:
    """Facts grouped by concept, then by period, entity, dimensions, unit, language and further content.

    `groups` has the facts outside tuples; `nested` those inside, as they came. Time and memory are linear in the facts.
    """

    __slots__ = ("_amounts", "_by_key", "_keys", "_number", "apart", "groups", "nested")

    def __init__(self, facts: Iterable[Fact], apart: Mapping[str, Apart] | None = None) -> None:
        self.apart: Mapping[str, Apart] = apart or {}
        self.groups: Groups = {}
        self.nested: list[tuple[Key, Fact]] = []
        self._by_key: dict[Key, list[Fact]] | None = None
        self._amounts: dict[Key, Amounts] = {}
        self._number = Numbering()
        self._keys: dict[_Same, Key] = {}
        groups, apart = self.groups, self.apart
        key: Key = ()
        last: Fact | None = None
        for fact in facts:
            beyond = apart.get(fact.id) if apart else None
            # Facts of one context share their aspects as objects, and mostly stand together.
            if (
                last is None
                or apart
                or fact.dimensions is not last.dimensions
                or fact.period is not last.period
                or fact.unit is not last.unit
                or fact.entity is not last.entity
                or fact.language != last.language
            ):
                key = self._key(fact)
            last = fact
            if beyond is not None and beyond.tuples:
                self.nested.append((key, fact))
                continue
            by_key = groups.get(fact.concept)
            if by_key is None:
                by_key = groups[fact.concept] = {}
            alike = by_key.get(key)
            if alike is None:
                by_key[key] = [fact]
            else:
                alike.append(fact)

    def _key(self, fact: Fact) -> Key:
        beyond = self.apart.get(fact.id) if self.apart else None
        content = beyond.content if beyond is not None else ""
        # `Numbering` keeps the objects, so that an identity stays theirs.
        same = (id(fact.period), id(fact.entity), id(fact.dimensions), id(fact.unit), fact.language, content)
        key = self._keys.get(same)
        if key is None:
            number = self._number
            key = self._keys[same] = (
                number(fact.period),
                number(fact.entity),
                number(fact.dimensions),
                number(fact.unit),
                number(fact.language),
                number(content),
            )
        return key

    def beside(self, fact: Fact) -> Amounts:
        """The numbers outside tuples that share the fact's aspects other than the concept."""
        if self._by_key is None:
            self._by_key = {}
            for by_key in self.groups.values():
                for each, facts in by_key.items():
                    self._by_key.setdefault(each, []).extend(facts)
        key = self._key(fact)
        known = self._amounts.get(key)
        if known is None:
            known = self._amounts[key] = Amounts(self._by_key.get(key, ()))
        return known

    def unknown_accuracy(self, fact: Fact) -> bool:
        """Whether nothing is known of how accurate the fact is."""
        beyond = self.apart.get(fact.id) if self.apart else None
        return beyond is not None and beyond.unknown_accuracy
