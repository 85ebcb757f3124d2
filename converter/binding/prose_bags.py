"""Names of line items by the words that they are made of, whatever their order: `revenues from connectivity` too.

A bag is the set of a name's words without those that only join. Words that are part of a name alone (`systems
construction`) stand for it where the text around gives what is missing; which text that is, is left to `prose_tell`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .prose_patterns import name_pairs, name_words

JOINING = name_words("joining")
GENERIC = next(iter(name_words("generic")))
_TELLING = name_words("telling")
_OPENING = name_words("opening")
_RELATED = name_words("related")
_FORMS = dict(name_pairs("form"))
_VERBS = dict(name_pairs("verb"))
_UPPER = re.compile(r"\b[A-Z]{2,4}\b")

Bag = frozenset[str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Joined:
    """A name's bag, the pairs of words beside its `and`s, and how many words it has, counting repeats."""

    words: Bag
    pairs: tuple[tuple[str, str], ...] = ()
    length: int = 0


@dataclass(slots=True)
class Bags(Generic[T]):
    """The bags of all names, with what they mean; `short` are the abbreviations of words that names have in full."""

    short: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _names: dict[Bag, dict[T, Joined]] = field(default_factory=dict)
    _with: dict[str, set[Bag]] = field(default_factory=dict)
    _vocabulary: set[str] = field(default_factory=set)
    _kept: dict[Bag, tuple[Bag, ...]] = field(default_factory=dict)
    _joins: dict[Bag, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def add(self, keys: Sequence[str], sense: T) -> None:
        """A name, as keys of its words in order."""
        full = self.full(keys)
        words = self.bag(full)
        if not words - _TELLING:
            return
        pairs = _pairs(full)
        self._names.setdefault(words, {}).setdefault(sense, Joined(words, pairs, len(self._told(full))))
        self._vocabulary |= words
        for word in words:
            self._with.setdefault(word, set()).add(words)

    @property
    def vocabulary(self) -> Bag:
        """The words that names are made of."""
        return frozenset(self._vocabulary)

    def full(self, keys: Sequence[str]) -> list[str]:
        """The keys with abbreviations in full."""
        return [part for key in keys for part in self.short.get(key, (key,))]

    def bag(self, keys: Iterable[str]) -> Bag:
        """The bag of a name's keys in full."""
        return frozenset(self._told(keys))

    def _told(self, keys: Iterable[str]) -> list[str]:
        found: list[str] = []
        before = ""
        for key in keys:
            if key not in JOINING and not (key == GENERIC and before and before not in JOINING):
                form = _FORMS.get(key, key)
                if form not in _RELATED:
                    found.append(form)
            before = key
        return found

    def opens(self, key: str) -> bool:
        """Whether a text that is part of a name may start with a word."""
        return key not in JOINING and _FORMS.get(key, key) not in _TELLING - _OPENING

    def spoken(self, keys: Iterable[str]) -> Bag:
        """The bag of a text with what its verbs tell."""
        return frozenset(_VERBS.get(k, k) for k in self.bag(keys))

    def knows(self, key: str) -> bool:
        """Whether a word, or what it is short for, is part of a name or joins its parts."""
        full = self.short.get(key, (_FORMS.get(key, key),))
        return key in JOINING or key in _RELATED or key == GENERIC or all(k in self._vocabulary for k in full)

    def named(self, keys: Sequence[str]) -> tuple[T, ...]:
        """What a text means whose words are those of a name; `and` in it must be in the name too."""
        full = self.full(keys)
        words = self.bag(full)
        if len(words) < 2:
            return ()
        joined = "and" in full
        return tuple(s for s, j in self._names.get(words, {}).items() if j.pairs or not joined)

    def together(self, one: Bag, other: Bag) -> tuple[T, ...]:
        """What two texts mean that together have the words of a name, those too that it has twice."""
        words = one | other
        held = self._names.get(words, {}) if len(words) > 1 else {}
        return tuple(sense for sense, joined in held.items() if joined.length <= len(one) + len(other))

    def part(self, keys: Sequence[str]) -> Bag:
        """The bag of a text that is a part of some name and may stand for it; empty if it may not."""
        full = self.full(keys)
        words = self.bag(full)
        if not words - _TELLING or _RELATED & set(full):
            return frozenset()
        return words if self._holding(words) and self._beside(words).issuperset(_pairs(full)) else frozenset()

    def _beside(self, part: Bag) -> frozenset[tuple[str, str]]:
        """The pairs of words beside an `and` in the names that a part is part of."""
        kept = self._joins.get(part)
        if kept is None:
            found = (p for w in self._holding(part) for j in self._names[w].values() for p in j.pairs)
            kept = self._joins[part] = frozenset(found)
        return kept

    def wholes(self, part: Bag, around: Bag | None = None) -> Iterator[tuple[Bag, tuple[T, ...]]]:
        """The names that a part is part of, with what they mean; what is missing must stand in `around`, if given.

        A part never stands for a name that puts another thing beside it: `connectivity` is not `connectivity and
        outsourcing`.
        """
        told = None if around is None else part | around
        for words in self._holding(part):
            if (told is None or words <= told) and (senses := self._whole(words, part)):
                yield words, senses

    def _whole(self, words: Bag, part: Bag) -> tuple[T, ...]:
        """What a name means that is more than a part of it, and puts no other thing beside the part."""
        missing = words - part
        if not missing:
            return ()
        return tuple(s for s, j in self._names[words].items() if not (j.pairs and _split(j.pairs, part, missing)))

    def _holding(self, part: Bag) -> tuple[Bag, ...]:
        """The names that have all words of a part, the shortest first."""
        kept = self._kept.get(part)
        if kept is None:
            found = sorted((self._with.get(word, set()) for word in part), key=len)
            held = set.intersection(*found) if found else ()
            kept = self._kept[part] = tuple(sorted(held, key=lambda w: (len(w), sorted(w))))
        return kept


def _pairs(full: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The words beside each `and`."""
    return tuple((full[at - 1], full[at + 1]) for at in range(1, len(full) - 1) if full[at] == "and")


def _split(pairs: Iterable[tuple[str, str]], part: Bag, missing: Bag) -> bool:
    return any((a in part and b in missing) or (b in part and a in missing) for a, b in pairs)


def abbreviations(names: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Abbreviations that a name has where another of the same concept has words that start with its letters.

    `names` are pairs of a concept's name and its label: `SI revenues`, `Systems integration revenues`.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, label in names:
        words = re.findall(r"[A-Za-z]+", label)
        for short in _UPPER.findall(name):
            if short in words:
                continue
            for at in range(len(words) - len(short) + 1):
                run = words[at : at + len(short)]
                if all(w[0].upper() == letter for w, letter in zip(run, short, strict=True)):
                    found.setdefault(short, tuple(run))
                    break
    return found
