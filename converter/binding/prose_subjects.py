"""Which line item words of running text mean: by what the text is about, its heading, and the tables of the release.

How the words are found is `prose_words`; what is said of a line item, `prose_tell`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from ...taxonomy.profile import WordPlace
from .known import Known
from .model import Binding
from .prose_bags import Bag
from .prose_words import Lexicon, Sense, merged, resolve_senses, words_of


class ProseSubjects:
    """The line items of a profile as text speaks of them, with what the tables of a release print."""

    def __init__(self, known: Known, tables: Iterable[Binding]) -> None:
        self._known = known
        self._tables = tuple(tables)

    @property
    def known(self) -> Known:
        """The profile."""
        return self._known

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that name line items."""
        return Lexicon(self._known.profile)

    @cached_property
    def _printed(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """The concepts that the tables of this release print under the same words."""
        found: dict[tuple[str, ...], set[str]] = {}
        for binding in self._tables:
            words = tuple(w.key for w in words_of("".join(binding.place.labels[-1:])))
            found.setdefault(words, set()).add(binding.concept.local)
        return {words: frozenset(concepts) for words, concepts in found.items()}

    def sense_of(self, senses: Sequence[Sense], words: str, topics: tuple[str, ...]) -> tuple[Sense | None, str]:
        """The meaning of a name, or None and why there is none."""
        printed = self._printed.get(tuple(w.key for w in words_of(words)), frozenset())
        sense, left = resolve_senses(senses, topics, printed)
        if sense is not None:
            return sense, ""
        names = ", ".join(dict.fromkeys(c for s in left or senses for c in s.concepts))
        if left:
            return None, f"“{words}” names several line items alike: {names}"
        return None, f"“{words}” is {names} only in another context"

    def whole_of_part(self, part: Bag, around: Iterable[Bag]) -> Sense | None:
        """The line item that words which are part of its name stand for; the first text around that completes it."""
        for context in around:
            for _, senses in self.lexicon.bags.wholes(part, context):
                plain = [s for s in senses if not s.under]
                return plain[0] if len(merged(plain)) == 1 and len(plain[0].concepts) == 1 else None
        return None

    def forecast_of(self, sense: Sense) -> Sense | None:
        """The same line item as a forecast, where the profile has members for one: what it calls a target.

        None where no table of the line item has such members.
        """
        found = self._known.vocabulary.find("target", WordPlace.COLUMN)
        pairs = tuple(f.value.dimension for f in found if f.value.dimension is not None)
        profile = self._known.profile
        for axis, _ in pairs:
            roles = {d.role for d in profile.dimensions if d.axis == axis}
            if not any(r.role in roles and r.concept == sense.concepts[0] for r in profile.presentation):
                return None
        return replace(sense, dimensions=(*sense.dimensions, *pairs)) if pairs else None

    @cached_property
    def issuer_words(self) -> frozenset[str]:
        """The words that name the issuer, in lower case."""
        issuer = self._known.profile.issuer
        return frozenset({issuer.prefix.casefold(), *(w.casefold().strip(".,") for w in issuer.name.split())})

    def is_issuer(self, word: str) -> bool:
        """Whether a word before `expects` or `plans` is the issuer or speaks for it, and no third party."""
        return word.casefold() in self.issuer_words | {"we", "it", "company", "group", "management", "board"}

    def bag_of(self, concept: str) -> Bag:
        """The words of a concept's label."""
        known = self._known.told.get(concept)
        return self.words(known.label) if known is not None else frozenset()

    def words(self, text: str) -> Bag:
        """The words of a text that names are made of."""
        bags = self.lexicon.bags
        return bags.bag(bags.full([w.key for w in words_of(text)]))

    def spoken(self, text: str) -> Bag:
        """The same with what the verbs of the text tell."""
        bags = self.lexicon.bags
        return bags.spoken(bags.full([w.key for w in words_of(text)]))

    def part_of(self, concept: str, words: str) -> bool:
        """Whether a concept is a part of what the words name, so that `for current assets` leaves it what it is."""
        keys = tuple(w.key for w in words_of(words))
        wholes = {c for s in self.lexicon.senses(words) for c in s.concepts} | self._leaves.get(keys, frozenset())
        return bool(wholes & self._wholes(concept))

    def whole_of(self, concept: str, heading: str) -> bool:
        """Whether a concept is the total that a heading names a part of: the section may call the part so."""
        keys = tuple(w.key for w in words_of(heading))
        parts = {c for s in self.lexicon.senses(heading) for c in s.concepts} | self._leaves.get(keys, frozenset())
        totals = {total for part in parts for total in self._totals.get(part, ())}
        return concept in totals - parts

    @cached_property
    def _totals(self) -> Mapping[str, frozenset[str]]:
        """The totals that each concept is a part of."""
        found: dict[str, set[str]] = {}
        for row in self._known.profile.calculation:
            found.setdefault(row.part, set()).add(row.total)
        return {part: frozenset(totals) for part, totals in found.items()}

    @cached_property
    def _leaves(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        found: dict[tuple[str, ...], set[str]] = {}
        for item in self._known.profile.line_items:
            for text in item.label:
                found.setdefault(tuple(w.key for w in words_of(text)), set()).add(item.concept)
        for concept in self._known.concepts.values():
            for text in (concept.label, concept.total, concept.terse):
                keys = tuple(w.key for w in words_of(text))
                found.setdefault(keys, set()).add(concept.name)
                found.setdefault(keys[1:] if keys[:1] == ("total",) else keys, set()).add(concept.name)
        return {keys: frozenset(concepts) for keys, concepts in found.items()}

    def _wholes(self, concept: str) -> set[str]:
        """The totals that a concept is part of, by the calculation networks; and itself."""
        found, more = {concept}, {concept}
        while more:
            more = {total for part in more for total in self._totals.get(part, ())} - found
            found |= more
        return found
