"""Figures of sentences of no known form, read as what agrees with figures that the release is bound to already.

Each reading is a line item named near the figure, a role and a period. A figure is bound where all nearest names have
one reading that agrees, and one only; without an agreeing figure nothing is bound here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from ...taxonomy.model import PeriodType
from ...taxonomy.profile import WordPlace
from ..report import Period
from .known import Known
from .model import Binding, Place, Remark
from .prose_agree import Printed
from .prose_bags import Bag
from .prose_clauses import LONGEST, Said, prospective, says_year
from .prose_figures import Figures, Told
from .prose_patterns import whole_words
from .prose_periods import before_of, fiscal_year, year_before
from .prose_subjects import ProseSubjects
from .prose_tell import Teller
from .prose_text import TOKEN
from .prose_words import Sense, both_ways, words_of

_CLAUSE = re.compile(r"[;:]\s|,\s(?:while|whereas|but|although)\s")
_DIGITS = 2
"""Significant digits from which on a figure hardly agrees by chance, for a part of a name completed by its context."""

_MANY_DIGITS = 3
"""The same for a part of a name that nothing around completes."""


_MOST = 80
"""Figures of a paragraph beyond which none is read so: it is no running text then, and each is compared with all."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line item that a figure may be of, with the words that name it and the digits that it takes to tell."""

    sense: Sense
    words: str
    digits: int = 1


class Loose:
    """Finds the readings of figures that agree with what a release is bound to."""

    def __init__(self, known: Known, subjects: ProseSubjects, figures: Figures, printed: Printed) -> None:
        self._known = known
        self._subjects = subjects
        self._figures = figures
        self._printed = printed
        self._spoken: tuple[Teller, frozenset[str]] | None = None
        self._said: tuple[str, frozenset[str]] | None = None
        self._parts: dict[Bag, dict[str, list[Sense]]] = {}

    def bind(self, teller: Teller, left: Sequence[int]) -> dict[int, Binding]:
        """The bindings of those figures of a paragraph, by their numbers, that one reading agrees for."""
        found: dict[int, Binding] = {}
        if len(left) > _MOST:
            return found
        wanted = set(left)
        for which, text in enumerate(teller.paragraph.sentences):
            if len(text) > LONGEST:
                continue
            tokens = [(m.group(1), int(m.group(2)), m.start(), m.end()) for m in TOKEN.finditer(text)]
            for at, (kind, number, _, _) in enumerate(tokens):
                if kind != "F" or number not in wanted:
                    continue
                mark = teller.paragraph.figures[number].mark
                if mark.value is None or (mark.currency is None and not mark.percent and mark.unit is None):
                    continue
                binding = self._one(teller, which, text, tokens, at)
                if binding is not None:
                    found[number] = binding
        return found

    def _one(
        self, teller: Teller, which: int, text: str, tokens: list[tuple[str, int, int, int]], at: int
    ) -> Binding | None:
        number = tokens[at][1]
        ahead = prospective(text, tokens[at][2], tokens[at][3])
        dimensions = self._dimensions(text, ahead)
        possible = self._possible(teller, text, tokens, at)
        for candidates in self._tiers(teller, which, text, tokens, at, possible):
            agreeing: dict[tuple[object, ...], Binding] = {}
            for candidate in candidates:
                if candidate.sense.concepts[0] not in possible or _digits(teller, number) < candidate.digits:
                    continue
                for told in self._readings(teller, text, tokens, at, candidate, dimensions, ahead):
                    outcome = self._figures.settle(told)
                    if isinstance(outcome, Binding) and self._figures.agrees(outcome, told, self._printed):
                        key = (outcome.concept, outcome.period, outcome.unit, outcome.dimensions, outcome.value)
                        agreeing.setdefault(key, outcome)
            if len(agreeing) == 1:
                binding = next(iter(agreeing.values()))
                return replace(binding, why=(*binding.why, Remark.AGREES.value), remark=Remark.AGREES)
            if agreeing:
                return None
        return None

    def _possible(self, teller: Teller, text: str, tokens: list[tuple[str, int, int, int]], at: int) -> Set[str]:
        """The concepts that some reading of a figure can agree with; to try the readings of all others is in vain."""
        figure = teller.paragraph.figures[tokens[at][1]]
        mark = replace(figure.mark, percent=True) if figure.points else figure.mark
        found = self._figures.printed_as(mark, self._printed)
        return found | self._figures.changing if _direction(text, tokens, at) else found

    # -- line items

    def _tiers(
        self,
        teller: Teller,
        which: int,
        text: str,
        tokens: list[tuple[str, int, int, int]],
        at: int,
        possible: Set[str],
    ) -> Iterator[list[_Candidate]]:
        """Line items that the figure may be of, the nearest first; those with a part of a name if `possible`."""
        paragraph = teller.paragraph
        start = tokens[at][2]
        breaks = [m.start() for m in _CLAUSE.finditer(text)]
        low = max((b for b in breaks if b < start), default=0)
        high = min((b for b in breaks if b > start), default=len(text))
        names = [t for t in tokens if t[0] in "SPL"]
        inside = [t for t in names if low <= t[2] < high]
        around = self._around(teller, which)
        named = [paragraph.names[t[1]] for t in inside]
        shown = [paragraph.shown(n) for n in named]
        # Names that together are another's: `systems construction … revenues`, `operating activities … net cash used`.
        words = self._subjects.spoken(teller.naming.words(text[low:high]))
        joined = []
        for n in range(len(named)):
            own = self._subjects.words(shown[n])
            for bag, senses in self._subjects.lexicon.bags.wholes(own, words):
                joined += [_Candidate(s, shown[n]) for s in senses if len(bag) > len(own)]
        yield joined
        before = [n for n, t in enumerate(inside) if t[2] < start]
        behind = [n for n, t in enumerate(inside) if t[2] > start]
        for n in (*reversed(before), *behind):
            yield self._of(named[n].senses, named[n].part, shown[n], around)
        for token in [t for t in names if t not in inside]:
            name = paragraph.names[token[1]]
            yield self._of(name.senses, name.part, paragraph.shown(name), around)
        if not inside:
            latest = teller.about.get(which, ())[:1]
            yield [_Candidate(Sense((c,)), c, _DIGITS) for c in latest]
        for n in (*reversed(before), *behind):
            own = self._subjects.words(shown[n])
            held = self._with_part(own) if len(own) > 1 or named[n].part else {}
            concepts = sorted(possible & held.keys())
            yield [_Candidate(s, shown[n], _MANY_DIGITS) for concept in concepts for s in held[concept]]

    def _with_part(self, part: Bag) -> Mapping[str, Sequence[Sense]]:
        """What the names mean that a part is part of, by concept: they are many, and few of them are possible."""
        kept = self._parts.get(part)
        if kept is None:
            kept = self._parts[part] = {}
            for _, found in self._subjects.lexicon.bags.wholes(part):
                for sense in found:
                    if len(sense.concepts) == 1:
                        kept.setdefault(sense.concepts[0], []).append(sense)
        return kept

    def _of(
        self, senses: Sequence[Sense], part: frozenset[str], words: str, around: frozenset[str]
    ) -> list[_Candidate]:
        found = [_Candidate(s, words) for s in senses if len(s.concepts) == 1]
        bag = part or self._subjects.words(words)
        for _, wholes in self._subjects.lexicon.bags.wholes(bag, around):
            found += [_Candidate(s, words, _DIGITS) for s in wholes if len(s.concepts) == 1]
        return found

    def _around(self, teller: Teller, which: int) -> frozenset[str]:
        """The words that may complete a part of a name: those of the paragraph, its heading and what it is about."""
        if self._spoken is None or self._spoken[0] is not teller:
            text = " ".join(teller.naming.words(s) for s in teller.paragraph.sentences)
            self._spoken = (teller, self._subjects.words(text) | self._subjects.words(teller.setting.heading))
        found = self._spoken[1]
        for concept in teller.about.get(which, ())[:3]:
            found |= self._subjects.bag_of(concept)
        return found

    def _dimensions(self, text: str, ahead: bool) -> tuple[tuple[str, str], ...]:
        """The members that words of the sentence mean; what is to come is what a target is."""
        spoken = f"{text} target" if ahead else text
        found = [
            f.value.dimension for w in (WordPlace.COLUMN, WordPlace.ROW) for f in self._known.vocabulary.find(spoken, w)
        ]
        return tuple(dict.fromkeys(d for d in found if d is not None))

    # -- roles and periods

    def _readings(
        self,
        teller: Teller,
        text: str,
        tokens: list[tuple[str, int, int, int]],
        at: int,
        candidate: _Candidate,
        dimensions: tuple[tuple[str, str], ...],
        ahead: bool,
    ) -> Iterator[Told]:
        sense, concept = candidate.sense, candidate.sense.concepts[0]
        base = self._known.told[concept]
        number = tokens[at][1]
        members = (*sense.dimensions, *(d for d in dimensions if d[0] not in dict(sense.dimensions)))
        placed = [p for p in (sense, replace(sense, dimensions=tuple(members))) if p.dimensions or p is sense]
        signs = self._signs(self._keys(teller, text), base.label)
        for own in dict.fromkeys(self._periods(teller, text, tokens, at, base.period)):
            for meant in dict.fromkeys(placed):
                if ahead and not meant.dimensions:
                    continue
                for sign in dict.fromkeys((meant.sign, *signs)):
                    yield self._told(teller, number, candidate, replace(meant, sign=sign), "value", own)
            turn = _direction(text, tokens, at)
            if not turn or ahead:
                continue
            for relation in self._relations(teller, text, tokens, own):
                said = Said(number, "change", relation=relation, sign=turn)
                yield self._told(teller, number, candidate, sense, "change", own, said)

    def _told(
        self,
        teller: Teller,
        number: int,
        candidate: _Candidate,
        sense: Sense,
        role: str,
        own: Period,
        said: Said | None = None,
    ) -> Told:
        figure = teller.paragraph.figures[number]
        section, place = teller.setting.section, Place(None, (candidate.words,))
        return Told(
            figure.mark,
            candidate.sense.concepts[0],
            sense,
            said or Said(number, role),
            own if role == "value" else None,
            own,
            section,
            None,
            None,
            False,
            (),
            None,
            teller.per_share(number),
            figure.points,
            place,
        )

    def _keys(self, teller: Teller, text: str) -> frozenset[str]:
        """The words of a sentence, kept for as long as its figures are looked at."""
        if self._said is None or self._said[0] != text:
            self._said = (text, frozenset(w.key for w in words_of(teller.naming.words(text))))
        return self._said[1]

    def _signs(self, spoken: frozenset[str], label: str) -> tuple[int, ...]:
        """The ways of a line item, positive or negative, that a sentence has the words of."""
        ways = both_ways(label)
        if len(ways) < 2:
            return (1, -1) if "loss" in spoken else (1,)
        positive, negative = ({w.key for w in words_of(way)} for way, _ in ways)
        return (*((1,) if spoken & (positive - negative) else ()), *((-1,) if spoken & (negative - positive) else ()))

    def _periods(
        self, teller: Teller, text: str, tokens: list[tuple[str, int, int, int]], at: int, wanted: PeriodType
    ) -> Iterator[Period]:
        """The periods that a figure may be for: the date right behind it, else those of the sentence or the section.

        A date that the sentence gives for all of it (`in 2Q08`) stands instead of the section's period.
        """
        section = teller.setting.section
        beside = _date_behind(text, tokens, at)
        if beside >= 0:
            dates = [beside]
        else:
            dates = [t[1] for t in sorted((t for t in tokens if t[0] == "D"), key=lambda t: abs(t[2] - tokens[at][2]))]
        periods = [p for d in dates if (p := teller.naming.date(d)) is not None]
        if beside < 0:
            said = [n for n in _of_all(text, tokens, at) if not _compared(text, tokens, n)]
            over = [
                p
                for n in said
                if (p := teller.naming.date(tokens[n][1])) is not None and p.instant is not _over(wanted)
            ]
            if section is not None and not over:
                periods.append(section)
            if section is not None and _compares(text):
                periods.append(year_before(section))
        for period in periods:
            if wanted is PeriodType.INSTANT:
                yield Period(None, period.end)
            elif not period.instant:
                yield period
                if period.end is not None:
                    yield fiscal_year(period.end, self._known.calendar.start_month)

    def _relations(
        self, teller: Teller, text: str, tokens: list[tuple[str, int, int, int]], own: Period
    ) -> tuple[str, ...]:
        month = self._known.calendar.start_month
        dates = {p for t in tokens if t[0] == "D" and (p := teller.naming.date(t[1])) is not None and p != own}
        found = [m.against for m in self._known.measures.values() if m.against]
        told = [r for r in dict.fromkeys(found) if before_of(own, r, month) in dates]
        if says_year(text):
            told.append("year")
        if not told and not dates:
            # Nothing tells what the change is from: what agrees does, where it has the digits to.
            told = ["year_end"] if own.start is None else ["year"]
        return tuple(dict.fromkeys(told))


@lru_cache(maxsize=64)
def _compares(text: str) -> bool:
    return whole_words("compares").search(text) is not None


def _digits(teller: Teller, number: int) -> int:
    """The significant digits of a figure."""
    value = teller.paragraph.figures[number].mark.value
    return len(value.as_tuple().digits) if value is not None else 0


def _over(wanted: PeriodType) -> bool:
    return wanted is PeriodType.DURATION


def _date_behind(text: str, tokens: list[tuple[str, int, int, int]], at: int) -> int:
    """The number of the date right behind a figure; -1 if there is none."""
    if at + 1 < len(tokens) and tokens[at + 1][0] == "D" and not text[tokens[at][3] : tokens[at + 1][2]].strip(" ,"):
        return tokens[at + 1][1]
    return -1


def _of_all(text: str, tokens: list[tuple[str, int, int, int]], at: int) -> list[int]:
    """The dates, by their place among the tokens, that a figure has with its part of the sentence or with all of it."""
    commas = [m.start() for m in re.finditer(r"[,;:]\s", text)]
    first = next((t[2] for t in tokens if t[0] == "F"), len(text))
    own = sum(c < tokens[at][2] for c in commas)
    return [
        n
        for n, t in enumerate(tokens)
        if t[0] == "D"
        and not (n and tokens[n - 1][0] in "SP" and text[tokens[n - 1][3] : t[2]].strip() in ("of", "of the"))
        and ((t[2] < first and "," not in text[: t[2]]) or sum(c < t[2] for c in commas) == own)
    ]


def _compared(text: str, tokens: list[tuple[str, int, int, int]], at: int) -> bool:
    """Whether a date is that of what is compared with: behind such a word, or in brackets with its figure."""
    figures = [t for t in tokens[:at] if t[0] == "F"]
    own = bool(figures) and at > 0 and tokens[at - 1] == figures[-1]
    low = (figures[-2][3] if len(figures) > 1 else 0) if own else tokens[at - 1][3] if at else 0
    before = text[low : tokens[at][2]]
    return whole_words("compares").search(before) is not None or "(" in before


def _direction(text: str, tokens: list[tuple[str, int, int, int]], at: int) -> int:
    """1 or -1 where the words from the figure before to the one behind tell of a rise or a fall only; else 0."""
    figures = [t for t in tokens if t[0] in "FX"]
    mine = figures.index(tokens[at])
    low = figures[mine - 1][3] if mine else 0
    high = figures[mine + 1][2] if mine + 1 < len(figures) else len(text)
    before, behind = text[low : tokens[at][2]], re.split(r"[,;:]|\band\b", text[tokens[at][3] : high])[0]
    for words in (before, behind):
        up = whole_words("rise", "greater").search(words) is not None
        down = whole_words("fall", "lesser").search(words) is not None
        if up != down:
            return 1 if up else -1
        if up:
            return 0
    return 0
