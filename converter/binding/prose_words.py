"""The words of running text that name line items: from the profile's phrases, line items and concept labels.

Which concept is meant where words name several is settled by what the text is about and by the tables of the release;
what a sentence says of an item is left to `prose_clauses`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ...taxonomy.profile import Pair, Profile
from .prose_bags import GENERIC, JOINING, Bag, Bags, abbreviations
from .prose_patterns import name_pairs, name_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = re.compile(r"[\s\-‐-―()&/'’\"“”]{0,4}")
_BLANKS = re.compile(r"\s+")
_BESIDE = re.compile(r"[\s\-‐-―&'’\"“”]{0,3}")
_PAIR = re.compile(r"\(([^()]+)\)")

SLOT = "#"
"""Stands for the figure within words that stand around it."""

_LEADING = name_words("leading")
_OPPOSITES = frozenset(name_pairs("opposite"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text as compared (lower case, without a plural's ending) and its place."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sense:
    """What words may mean: concepts (several in turn), and what the text must be `under` for it."""

    concepts: tuple[str, ...]
    sign: int = 1
    dimensions: tuple[Pair, ...] = ()
    under: tuple[str, ...] = ()
    year: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Words found in a text and what they may mean; `slot` is the place of the figure (the last slot), or -1.

    `part` is the bag of words that are only part of a name; they have no senses by themselves.
    """

    senses: tuple[Sense, ...]
    start: int
    end: int
    slot: int = -1
    part: Bag = frozenset()


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, a slot being one."""
    return tuple(Word(key(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=16384)
def key(word: str) -> str:
    """A word as compared: lower case, no apostrophes, no plural `s`."""
    bare = word.casefold().replace("'", "").replace("’", "")
    if bare.endswith("sses"):
        return bare[:-2]
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare


class Lexicon:
    """All words by which a profile's concepts go in running text; the longest that fit a place are taken."""

    def __init__(self, profile: Profile) -> None:
        self._senses: dict[tuple[str, ...], dict[Sense, None]] = {}
        self._commas: set[tuple[str, ...]] = set()
        self._dotted: set[tuple[str, ...]] = set()
        known = profile.told()
        labels = [(t, known[p.concepts[0]].label) for p in profile.phrases for t in p.words]
        short = {key(a): tuple(map(key, words)) for a, words in abbreviations(labels).items()}
        self.bags: Bags[Sense] = Bags(short)
        for phrase in profile.phrases:
            for text in phrase.words:
                sense = Sense(phrase.concepts, phrase.sign, phrase.dimensions, phrase.under, phrase.year)
                self._add(text, sense)
        for name, concept in profile.concepts.items():
            if concept.type.numeric:
                for text, sign in both_ways(concept.label):
                    self._add(text, Sense((name,), sign))
        statements = {t.id for t in profile.tables.values() if _kind(profile, t.role) == "statement"}
        for item in profile.line_items:
            if item.table != "*" and item.table not in statements:
                continue
            concept = profile.concepts[item.concept]
            # A label for a thing and its opposite is read as the concept's own: the sign of the print differs.
            paired = len(both_ways(concept.label)) > 1
            for text in () if item.parents or paired else item.label:
                if SLOT in text or "@" in text:
                    continue
                for way, sign in both_ways(text):
                    self._add(way, Sense((item.concept,), sign, item.dimensions))
        # In another order a name has more words that join it, but not many times as many.
        self._reach = 2 * max(map(len, self._senses), default=0)
        self._lengths: dict[str, list[int]] = {}
        for first, length in sorted({(words[0], len(words)) for words in self._senses}, reverse=True):
            self._lengths.setdefault(first, []).append(length)

    def _add(self, text: str, sense: Sense) -> None:
        words = tuple(SLOT if w == "slot" else w for w in (v.key for v in words_of(text.replace(SLOT, " slot "))))
        if words and words != (SLOT,):
            self._senses.setdefault(words, {})[sense] = None
            if SLOT not in words:
                self.bags.add(words, sense)
            if "," in text or "." in text:
                self._commas.add(words)
            if text.endswith("."):
                self._dotted.add(words)

    def senses(self, text: str) -> tuple[Sense, ...]:
        """What a text as a whole may mean."""
        return tuple(self._senses.get(tuple(w.key for w in words_of(text)), ()))

    def find(self, text: str, slots: Mapping[int, int]) -> list[Named]:
        """The names in a text from left to right, none within another; `slots` are the places of figures."""
        words = [*words_of_with(text, slots)]
        found: list[Named] = []
        at = 0
        while at < len(words):
            hit = max(self._at(text, words, at), self._run(text, words, at), key=lambda h: h[0] if h else 0)
            if hit is None:
                at += 1
                continue
            length, named = hit
            found.append(named)
            at += length
        return found

    def may_join(self, before: str, behind: str) -> bool:
        """Whether a name could go on over what stands between two texts: words of names stand right beside it."""
        left, right = words_of(before), words_of(behind)
        if not left or not right or before[left[-1].end :].strip() or behind[: right[0].start].strip():
            return False
        return self.bags.knows(left[-1].key) and self.bags.knows(right[0].key)

    def _at(self, text: str, words: list[Word], at: int) -> tuple[int, Named] | None:
        for length in self._lengths.get(words[at].key, ()):
            part = words[at : at + length]
            form = tuple(w.key for w in part)
            if form in self._senses and len(form) == length and self._joined(text, part, form):
                slot = next((w.start for w in reversed(part) if w.key == SLOT), -1)
                start, end = part[0].start, part[-1].end
                open_end = text.startswith(")", end) and text.count("(", start, end) > text.count(")", start, end)
                dot = form in self._dotted and text.startswith(".", end)
                return len(form), Named(tuple(self._senses[form]), start, end + (open_end or dot), slot)
        return None

    def _run(self, text: str, words: list[Word], at: int) -> tuple[int, Named] | None:
        """The longest name that the words from here make in another order; else all of them, as part of a name."""
        if words[at].key in JOINING or not self.bags.knows(words[at].key):
            return None
        keys: list[str] = []
        found: tuple[int, Named] | None = None
        plain = reach = 0
        apart = False
        told: Bag = frozenset()
        for which in range(at, min(len(words), at + self._reach)):
            word = words[which]
            if which > at:
                between = _BLANKS.sub(" ", text[words[which - 1].end : word.start])
                if between.strip() == ",":
                    keys.append("and")
                elif not _BETWEEN.fullmatch(between):
                    break
                elif not _BESIDE.fullmatch(between):
                    apart = True
            if not self.bags.knows(word.key):
                break
            keys.append(word.key)
            reach = which + 1
            if word.key == GENERIC and plain and which == at + plain:
                plain += 1
                if found is not None and found[0] == which - at:
                    found = which + 1 - at, Named(found[1].senses, words[at].start, word.end)
                continue
            if word.key in JOINING:
                continue
            bag = self.bags.bag(self.bags.full(keys))
            if bag != told and _listed(text[words[at].start : word.end]) and (senses := self.bags.named(keys)):
                closed = text.startswith(")", word.end) and "(" in text[words[at].start : word.end]
                found, told = (which + 1 - at, Named(senses, words[at].start, word.end + closed)), bag
            if not apart and "," not in text[words[at].start : word.end]:
                plain = which + 1 - at
        if found is not None:
            return found
        if not self.bags.opens(words[at].key):
            return None
        first = self._at(text, words, at)
        joint = at + first[0] if first is not None else len(words)
        if joint + 1 < len(words) and words[joint].key == "and" and self._at(text, words, joint + 1) is not None:
            return None  # two names, not a part of one
        for inner in range(at + 1, at + plain):
            hit = self._at(text, words, inner)
            lead = all(w.key in _LEADING or w.key in JOINING for w in words[at:inner])
            if hit is not None and (inner + hit[0] > reach or (lead and inner + hit[0] >= at + plain)):
                return None
        part = self.bags.part([w.key for w in words[at : at + plain]])
        return (plain, Named((), words[at].start, words[at + plain - 1].end, part=part)) if part else None

    def _joined(self, text: str, part: list[Word], form: tuple[str, ...]) -> bool:
        commas = form in self._commas
        for before, after in pairwise(part):
            between = _BLANKS.sub(" ", text[before.end : after.start])
            if not _BETWEEN.fullmatch(between.replace(",", "").replace(".", "") if commas else between):
                return False
        return True


def _listed(text: str) -> bool:
    """Whether the commas of a name are those of a list: `A, B and C`."""
    return " and " in text.rpartition(",")[2] if "," in text else True


def _kind(profile: Profile, role: str) -> str:
    found = profile.roles.get(role)
    return found.kind if found is not None else ""


def words_of_with(text: str, slots: Mapping[int, int]) -> Iterator[Word]:
    """The words of a text where those from a slot's start to its end are one word, the slot itself."""
    until = -1
    for word in words_of(text):
        if word.start in slots:
            until = slots[word.start]
            yield Word(SLOT, word.start, until)
        elif word.start >= until:
            yield word


def both_ways(label: str) -> list[tuple[str, int]]:
    """A label that says a thing and its opposite in parentheses, in both ways with their signs; else the label alone.

    `Net cash provided by (used in) operating activities` gives `… provided by …` with 1 and `… used in …` with -1.
    """
    turned: list[tuple[str, str]] = []
    positive, negative = label, label
    for found in _PAIR.finditer(label):
        inner = found.group(1).split()
        outer = label[: found.start()].split()[-len(inner) :]
        pair = " ".join(map(key, outer)), " ".join(map(key, inner))
        if pair in _OPPOSITES or pair[::-1] in _OPPOSITES or _last(pair) in _OPPOSITES:
            turned.append((" ".join(outer), found.group()))
    if not turned:
        return [(label, 1)]
    for outer_words, inner_words in turned:
        before, _, after = positive.partition(f"{outer_words} {inner_words}")
        positive = f"{before}{outer_words}{after}"
        before, _, after = negative.partition(f"{outer_words} {inner_words}")
        negative = f"{before}{inner_words.strip('()')}{after}"
    return [(positive, 1), (negative, -1)]


def _last(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[0].rpartition(" ")[2], pair[1].rpartition(" ")[2]


def resolve_senses(
    senses: Iterable[Sense], topics: Iterable[str], printed: frozenset[str]
) -> tuple[Sense | None, tuple[Sense, ...]]:
    """The one sense meant, or None with the senses that were left: what the text is about tells first.

    `topics` are the concepts that the text is about, the nearest first, `printed` those that the tables of the release
    print by the same words.
    """
    given = tuple(senses)
    topic = next((t for t in topics if any(t in s.under for s in given)), None)
    under = [s for s in given if topic in s.under]
    fitting = [s for s in given if not s.under] + under
    for narrower in (under, fitting):
        if not narrower:
            continue
        if len(merged(narrower)) == 1:
            return narrower[0], ()
        shown = [s for s in narrower if set(s.concepts) <= printed]
        if len(merged(shown)) == 1:
            return shown[0], ()
    return None, tuple(fitting)


def merged(senses: Iterable[Sense]) -> set[tuple[object, ...]]:
    """The senses by what they mean alone."""
    return {(s.concepts, s.sign, s.dimensions) for s in senses}
