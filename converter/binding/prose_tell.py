"""Goes through the sentences of a paragraph and settles the figures of those that are of a known form.

What a sentence says is read by `prose_clauses`, which line item it is told of by `prose_naming`, and which aspects
that comes to by `prose_figures`. Figures of other sentences are left to `prose_loose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...taxonomy.model import PeriodType
from ..report import Period
from .model import Binding, Outcome, Place
from .problem import Problem, Unsettled
from .prose_agree import Printed
from .prose_clauses import Chain, Said, Sentence, read_sentence
from .prose_figures import Figures, Told
from .prose_naming import Naming, Setting
from .prose_patterns import pattern
from .prose_periods import before_of, months_in
from .prose_subjects import ProseSubjects
from .prose_text import Paragraph
from .prose_wholly import not_understood, words_behind
from .prose_words import Named, Sense, words_of

_PER_SHARE = re.compile(r"\s(?:in cash )?(?:per|a|for each|for every)\s(?:common\s)?(?:share|ADS)", re.IGNORECASE)

_BEFORE = re.compile(rf",? {pattern('quarter_before')}\b", re.IGNORECASE)
_QUARTER = 3

_ITS = re.compile(r"[\s\"“*•(-]*(?:its|their|it|they)\b", re.IGNORECASE)


class Teller:
    """The sentences of one paragraph; `topics` are the concepts that the text is about by then."""

    def __init__(
        self, subjects: ProseSubjects, figures: Figures, printed: Printed, paragraph: Paragraph, setting: Setting
    ) -> None:
        self._subjects = subjects
        self._figures = figures
        self._printed = printed
        self.paragraph = paragraph
        self.setting = setting
        self.topics = setting.topics
        self.about: dict[int, tuple[str, ...]] = {}
        """For the number of a sentence, the concepts that the paragraph has been about before it, nearest first."""
        self.naming = Naming(subjects, figures, paragraph, setting)
        self._instant: Period | None = None
        own = subjects.issuer_words
        self.sentences = [read_sentence(s, paragraph.slots, own) for s in paragraph.sentences]

    def tell(self) -> Iterator[tuple[int, Outcome | Unsettled]]:
        """The outcome of every figure that a sentence of a known form speaks of."""
        own: tuple[str, ...] = ()
        latest: tuple[str, ...] = ()
        for number, (text, sentence) in enumerate(zip(self.paragraph.sentences, self.sentences, strict=True)):
            self.about[number] = tuple(dict.fromkeys((*latest, *self.topics)))
            sentence_topics: tuple[str, ...] = ()
            leading = self.naming.date(sentence.opening)
            subject: tuple[Sense, str] | None = None
            strange = False
            opened = self.naming.opened(text, self.topics, latest)
            if opened is not None and not opened.under:
                own, latest = (*opened.concepts, *own), (*opened.concepts, *latest)
                self.topics = own
            if number and self.sentences[number - 1].foreign and _ITS.match(text):
                for chain in sentence.chains:
                    chain.foreign, chain.begun = True, False
            for chain in sentence.chains:
                named, why = self.naming.subject(text, chain, subject, (*sentence_topics, *self.topics), latest)
                if named is None:
                    named = self.naming.in_brackets(chain)
                if named is None:
                    strange = strange or not chain.begun
                    yield from self._unsettled(chain, why)
                    continue
                subject = subject or named
                latest = (*named[0].concepts, *latest)
                if not sentence_topics:
                    sentence_topics = named[0].concepts
                    if named[0].under == () or self.topics == ():
                        own = (*named[0].concepts, *own)
                        self.topics = own
                stated = self.naming.date(chain.on)
                if chain.prospect and not named[0].year:
                    stated = self.naming.ahead(text)
                for date in (stated, leading):
                    if date is not None and date.instant:
                        self._instant = date
                for figure, outcome in self._chain(text, chain, sentence, named, stated, leading):
                    yield figure, self._whole(text, chain, figure, outcome)
            if opened is None and "⟦F" in text and (strange or self.naming.opens_longer(text)):
                # A sentence on what is not known ends what the text was about: `its gross margin` is that one's.
                own = self.topics = ()

    def _unsettled(self, chain: Chain, why: str) -> Iterator[tuple[int, Unsettled]]:
        for said in chain.said:
            mark = self.paragraph.figures[said.figure].mark
            yield said.figure, Unsettled(mark, Place(), Problem(why, self.near(said.figure)))

    def _chain(
        self,
        text: str,
        chain: Chain,
        sentence: Sentence,
        named: tuple[Sense, str],
        stated: Period | None,
        leading: Period | None,
    ) -> Iterator[tuple[int, Outcome | Unsettled]]:
        sense, words = named
        values = [s for s in chain.said if s.role == "value" and not s.part]
        first = next((s for s in values if s.at >= 0), None)
        own = (
            stated or (self.naming.date(first.at) if first is not None else None) or self._near(chain, sense) or leading
        )
        compared = next((s.at for s in chain.said if s.role == "was" and s.at >= 0), -1)
        elliptic = chain.implied or (chain.subject >= 0 and bool(self.paragraph.names[chain.subject].part))
        was_told = any(s.role == "was" for s in chain.said)
        if chain.undated and stated is None and not all(s.at >= 0 for s in values):
            yield from self._unsettled(chain, "a date stands before its words, and nothing says that it is theirs")
            return
        if own is None and (length := self._other_length(chain)):
            why = f"it is compared with a period of {length} months, and the section is about one of another length"
            yield from self._unsettled(chain, why)
            return
        for said in chain.said:
            mark = self.paragraph.figures[said.figure].mark
            which = sense
            if said.part:
                part, why = self._part(said, sense)
                if part is None:
                    yield said.figure, Unsettled(mark, Place(None, (words,)), Problem(why))
                    continue
                which = part
            if said.aside:
                aside = self.naming.aside(said, words)
                if aside is None and self._subjects.words(said.aside) & self._subjects.lexicon.bags.vocabulary:
                    why = f"“{said.aside}” behind the amount makes “{words}” something that the profile does not know"
                    yield said.figure, Unsettled(mark, Place(None, (words,)), Problem(why))
                    continue
                which = aside or which
            if said.turn >= len(which.concepts) or (len(which.concepts) > 1 and not sentence.respectively):
                why = f"“{words}” speaks of {len(which.concepts)} in turn, and the sentence has another number"
                yield said.figure, Unsettled(mark, Place(None, (words,)), Problem(why))
                continue
            against = self.naming.date(said.against if said.against >= 0 else chain.against)
            if against is None and sentence.respectively:
                # `A fell by …, and B rose by …, compared to D respectively`: the date is that of both.
                against = self.naming.date(sentence.chains[-1].against)
            if against is None and not said.relation:
                against = self.naming.date(compared if compared >= 0 else sentence.respective)
            if against is None and not said.relation and said.role == "change":
                if sentence.says_year and (was_told or sentence.yearly(chain)):
                    said.relation = "year"
                elif not mark.percent:
                    against = self._shared_base()
            before = self._quarter_before(text, said, own)
            if isinstance(before, str):
                yield said.figure, Unsettled(mark, Place(None, (words,)), Problem(before))
                continue
            told = Told(
                mark,
                which.concepts[said.turn],
                which,
                said,
                self.naming.date(said.at) or before,
                own,
                self.setting.section,
                self._instant,
                against,
                sentence.says_year,
                self._share(said),
                self._first_currency(chain, said),
                self.per_share(said.figure),
                self.paragraph.figures[said.figure].points,
                Place(None, (words,)),
            )
            outcome = self._figures.settle(told)
            if (
                elliptic
                and isinstance(outcome, Binding)
                and self._figures.agrees(outcome, told, self._printed) is False
            ):
                why = f"“{words}” could be {told.concept}, but the tables of the release print another figure for it"
                yield (
                    said.figure,
                    Unsettled(mark, Place(None, (words,)), Problem(why, (told.concept,), meant=told.concept)),
                )
                continue
            yield said.figure, outcome

    def _whole(self, text: str, chain: Chain, figure: int, outcome: Outcome | Unsettled) -> Outcome | Unsettled:
        """A binding of a name that only labels tell, if all that stands beside the figure is understood."""
        if self._subjects.known.profile.phrases or not isinstance(outcome, Binding):
            return outcome
        role = next(s.role for s in chain.said if s.figure == figure)
        words = not_understood(text, figure, role, chain.subject)
        if not words:
            return outcome
        why = f"“{words}” stands in the sentence, and nothing tells whether it makes “{outcome.place.row}” another"
        return Unsettled(outcome.mark, outcome.place, Problem(why, self.near(figure)))

    def _quarter_before(self, text: str, said: Said, own: Period | None) -> Period | str | None:
        """The quarter before that of a subject where a figure compared with is of it, or why nothing tells which."""
        behind = re.split(rf"⟦F{said.figure}%?⟧", text)[-1]
        if said.role != "was" or said.at >= 0:
            return None
        if _BEFORE.match(behind) is None:
            words = words_behind(text, said.figure, said.role)
            return f"“{words}” stands behind it, which may tell of what period it is" if words else None
        period = own or self.setting.section
        before = None
        if period is not None and months_in(period) == _QUARTER:
            before = before_of(period, "previous", self._subjects.known.calendar.start_month)
        return before or "it is of the quarter before, and nothing tells which quarter the text is about"

    def _near(self, chain: Chain, sense: Sense) -> Period | None:
        """The date before words around a figure, where it is of the kind that the line item is: `as of D it ran A`."""
        period, concept = self.naming.date(chain.near), self._subjects.known.told[sense.concepts[0]]
        return period if period is not None and period.instant is (concept.period is PeriodType.INSTANT) else None

    def _other_length(self, chain: Chain) -> int:
        """The length in months of a period compared with that the section's own cannot be compared with; else 0."""
        section = months_in(self.setting.section)
        numbers = [chain.against, *(n for s in chain.said for n in (s.against, s.at if s.role == "was" else -1))]
        lengths = [m for n in numbers if (m := months_in(self.naming.date(n)))]
        return next((m for m in lengths if section and m != section), 0)

    def _part(self, said: Said, whole: Sense) -> tuple[Sense | None, str]:
        """What a part of a breakdown is: words that the profile has under the whole, or a line item by that name."""
        words = self.naming.words(said.part)
        senses = self._subjects.lexicon.senses(words)
        fitting = [s for s in senses if set(s.under) & set(whole.concepts)] or [s for s in senses if not s.under]
        sense, why = self._subjects.sense_of(fitting, words, whole.concepts)
        return sense, why if fitting else f"“{words}” is no part of {whole.concepts[0]} that the profile knows"

    def _share(self, said: Said) -> tuple[str, ...]:
        keys = [w.key for w in words_of(self.naming.words(said.rest))]
        return tuple(k for k in keys if k not in ("our", "the", "its"))

    def per_share(self, figure: int) -> bool:
        """Whether the words behind a figure say that it is for a share."""
        return _PER_SHARE.match(self.paragraph.text, self.paragraph.figures[figure].end) is not None

    def _first_currency(self, chain: Chain, said: Said) -> str | None:
        before = chain.said[: chain.said.index(said)]
        printed = (self.paragraph.figures[s.figure].mark.currency for s in reversed(before))
        return next((currency for currency in printed if currency is not None), None)

    def _shared_base(self) -> Period | None:
        """The date that every other sentence of the paragraph with a change of balances counts from."""
        dates = {self.naming.date(s.respective) for s in self.sentences if s.respective >= 0}
        return dates.pop() if len(dates) == 1 else None

    def near(self, number: int) -> tuple[str, ...]:
        """The names that stand nearest to a figure in its paragraph, with what they could mean."""
        if number < 0:
            return ()
        figure = self.paragraph.figures[number]
        named = [n for n in self.paragraph.names if n.senses]
        nearest = sorted(named, key=lambda n: (abs(n.start - figure.start), n.start))[:2]
        return tuple(self._shown(n) for n in sorted(nearest, key=lambda n: n.start))

    def _shown(self, named: Named) -> str:
        concepts = ", ".join(dict.fromkeys(c for s in named.senses for c in s.concepts))
        return f"{self.paragraph.shown(named)} ({concepts})"
