"""Goes through the sentences of a paragraph and settles the figures of those that are of a known form.

What a sentence says is read by `prose_clauses`, which line item its words mean by `prose_subjects`, and which aspects
that comes to by `prose_figures`. Figures of other sentences are left to `prose_loose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...taxonomy.model import PeriodType
from ..report import Period
from .model import Binding, Outcome, Place
from .problem import Problem, Unsettled
from .prose_agree import Printed
from .prose_bags import Bag
from .prose_clauses import Chain, Said, Sentence, read_sentence
from .prose_figures import Figures, Told
from .prose_patterns import pattern, whole_words
from .prose_periods import months_in
from .prose_subjects import ProseSubjects
from .prose_text import TOKEN, Paragraph
from .prose_words import Named, Sense, merged, words_of

_PER_SHARE = re.compile(r"\s(?:in cash )?(?:per|a|for each|for every)\s(?:common\s)?(?:share|ADS)", re.IGNORECASE)
_IDLE = re.compile(pattern("idle"), re.IGNORECASE)
_NAME = re.compile(r"⟦[SP](\d+)⟧")
_LONGER = re.compile(r"\s?(?:of|for|from|in|related|to|and|or|by|at|[\w-]+ing)\s(?!⟦D)")
_START = re.compile(
    r"[\s\"“*•(-]*(?:(?:⟦D\d+⟧|for [^⟦,]{1,40}|meanwhile|moreover|in addition|also),? )?"
    r"(?:(?:the|our|its|their|total|a|an) )*",
    re.IGNORECASE,
)
_FLOW = re.compile(r"(?:Net )?increase \(decrease\) in ", re.IGNORECASE)
_WHO = re.compile(r"\b([A-Z][\w&-]*)\s+(?:expects|forecasts|estimates|projects|anticipates|plans|targets)\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paragraph stands: period, topics and heading of its section; `dates` are those of its own D tokens.

    `topics` are the concepts that the section has been about, the nearest first.
    """

    section: Period | None
    topics: tuple[str, ...]
    heading: str
    dates: tuple[Period | None, ...]


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
            leading = self.date(sentence.opening)
            subject: tuple[Sense, str] | None = None
            strange = False
            opened = self._opened(text, latest)
            if opened is not None and not opened.under:
                own, latest = (*opened.concepts, *own), (*opened.concepts, *latest)
                self.topics = own
            for chain in sentence.chains:
                named, why = self._subject(text, chain, subject, (*sentence_topics, *self.topics), latest)
                if named is None:
                    named = self._in_brackets(chain)
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
                stated = self.date(chain.on)
                if chain.prospect and not named[0].year:
                    stated = self._ahead(text)
                for date in (stated, leading):
                    if date is not None and date.instant:
                        self._instant = date
                yield from self._chain(chain, sentence, named, stated, leading)
            if opened is None and "⟦F" in text and (strange or self._opens_longer(text)):
                # A sentence on what is not known ends what the text was about: `its gross margin` is that one's.
                own = self.topics = ()

    def _opened(self, text: str, latest: tuple[str, ...]) -> Sense | None:
        """What the name that a sentence opens with means; None where it opens with other words."""
        first = _first_name(text)
        if first is None or _LONGER.match(text, first.end()):
            return None
        named = self.paragraph.names[int(first.group(1))]
        words = self.paragraph.shown(named)
        if named.part:
            return self._subjects.whole_of_part(named.part, self._around(latest))
        return self._subjects.sense_of(named.senses, words, self.topics)[0]

    def _opens_longer(self, text: str) -> bool:
        """Whether a sentence opens with a name that goes on with words that the profile does not know."""
        first = _first_name(text)
        return first is not None and _LONGER.match(text, first.end()) is not None

    def _subject(
        self, text: str, chain: Chain, first: tuple[Sense, str] | None, topics: tuple[str, ...], latest: tuple[str, ...]
    ) -> tuple[tuple[Sense, str] | None, str]:
        if chain.subject < 0:
            return first, "nothing before tells what “it” is"
        named = self.paragraph.names[chain.subject]
        words = self.paragraph.shown(named)
        if not chain.begun:
            return None, f"“{words}” is part of a longer name that the profile does not know"
        sense: Sense | None
        qualifiers = [q for q in chain.qualifiers if not _IDLE.fullmatch(q)]
        if (joined := self._joined(chain, named, qualifiers, latest)) is not None:
            return (joined, words), ""
        if (implied := self._implied(text, chain, named)) is not None:
            chain.implied = True
            return (implied, words), ""
        if chain.whole >= 0:
            return None, f"“{words}” is said of something whose “{words}” the profile does not know"
        if chain.owned and not any(s.under for s in named.senses):
            return None, f"“{words}” is told as that of something before, whose “{words}” the profile does not know"
        if named.part:
            sense = self._subjects.whole_of_part(named.part, self._around(latest))
            why = f"“{words}” is part of several names, and the text does not tell of which"
        else:
            sense, why = self._subjects.sense_of(named.senses, words, topics)
        if sense is None:
            return None, why
        if self._of_cash_flows(sense) and not self._on_cash(topics):
            return None, f"“{words}” is a line of the statements of cash flows, and the text is not about cash"
        if chain.prospect and not sense.year:
            ahead = self._ahead(text)
            forecast = self._subjects.forecast_of(sense) if ahead is not None else None
            if forecast is not None:
                return (forecast, words), ""
            return None, f"“{words}” stands behind words that speak of what is to come"
        own, head = self._subjects.words(words), self._subjects.words(self.setting.heading)
        if not own > head and self._subjects.whole_of(sense.concepts[0], self.setting.heading):
            return None, f"“{words}” stands in the section “{self.setting.heading}”, which is about a part of it"
        for qualifier in qualifiers:
            if self._of_class(sense, self.words(qualifier)):
                continue
            if not self._subjects.part_of(sense.concepts[0], self.words(qualifier)):
                return None, f"“{words}” is said of “{self.words(qualifier)}” only"
        return (sense, words), ""

    def _in_brackets(self, chain: Chain) -> tuple[Sense, str] | None:
        """The first meaning of a name whose rest stands in brackets behind each amount; None where one has none."""
        if not chain.begun or chain.prospect or chain.subject < 0 or not all(s.aside for s in chain.said):
            return None
        named = self.paragraph.names[chain.subject]
        words = self.paragraph.shown(named)
        found = [self._aside(said, words) for said in chain.said]
        return (found[0], words) if found and found[0] is not None and None not in found else None

    def _aside(self, said: Said, words: str) -> Sense | None:
        """What a name and the words in brackets behind an amount mean together."""
        both = self._subjects.words(words) | self._subjects.words(said.aside)
        senses = [s for s in self._subjects.lexicon.bags.together(both) if not s.under]
        return senses[0] if len(merged(senses)) == 1 and len(senses[0].concepts) == 1 else None

    def _ahead(self, text: str) -> Period | None:
        """The one period still to end that a sentence forecasts for; None where it tells of none or of several."""
        if whole_words("foretold").search(text) is None:
            return None
        who = _WHO.search(text)
        if who is not None and not self._subjects.is_issuer(who.group(1)):
            return None
        dates = [self.date(int(n)) for kind, n in TOKEN.findall(text) if kind == "D"]
        found = {d for d in dates if d is not None and not d.instant and self._figures.to_come(d)}
        if not found and not any(dates) and whole_words("full_year").search(text) and self.setting.section is not None:
            year = self._figures.fiscal_year(self.setting.section)
            found = {year} if year is not None and self._figures.to_come(year) else found
        return found.pop() if len(found) == 1 else None

    def _of_class(self, sense: Sense, words: str) -> bool:
        """Whether words only say what kind of balance a line item is: `for long-term liabilities`."""
        concept = self._subjects.known.told[sense.concepts[0]]
        told = re.fullmatch(pattern("balance_class"), words, re.IGNORECASE) is not None
        return told and concept.period is PeriodType.INSTANT

    def _of_cash_flows(self, sense: Sense) -> bool:
        """Whether words name what a balance rose or fell by as a flow: the balance sheets have it as another figure."""
        concept = self._subjects.known.told[sense.concepts[0]]
        return _FLOW.match(concept.label) is not None and concept.period is PeriodType.DURATION

    def _on_cash(self, topics: tuple[str, ...]) -> bool:
        about = (self._subjects.words(self.setting.heading), *(self._subjects.bag_of(t) for t in topics))
        return any("cash" in words for words in about)

    def _joined(self, chain: Chain, named: Named, qualifiers: Sequence[str], latest: tuple[str, ...]) -> Sense | None:
        """The line item that a facet (`revenues`) and what it is said of (`for SI, …`) name together."""
        if chain.prospect:
            return None
        wholes = list(qualifiers)
        if chain.whole >= 0:
            whole = self.paragraph.names[chain.whole]
            wholes = [self.paragraph.shown(whole)]
        own = self._subjects.words(self.paragraph.shown(named))
        for text in wholes:
            beside = self._subjects.words(self.words(text))
            words = own | beside
            if words in (own, beside):
                continue  # a part of what stands beside it is no facet of that
            senses = [s for s in self._subjects.lexicon.bags.together(words) if not s.under]
            if len(merged(senses)) == 1:
                return senses[0]
            if not senses and (sense := self._subjects.whole_of_part(words, self._around(latest))) is not None:
                return sense
        return None

    def _implied(self, text: str, chain: Chain, named: Named) -> Sense | None:
        """The facet that a later name is of a part that the sentence opens with: `SI did well, with revenues of …`."""
        first = _first_name(text)
        if first is None or int(first.group(1)) == chain.subject or chain.prospect or named.part:
            return None
        part = self.paragraph.names[int(first.group(1))].part
        own = self._subjects.words(self.paragraph.shown(named))
        senses = [s for s in self._subjects.lexicon.bags.together(part | own) if not s.under] if part else []
        return senses[0] if part - own and len(merged(senses)) == 1 else None

    def _around(self, latest: tuple[str, ...]) -> Iterator[Bag]:
        """What may complete a part of a name: the line items told of last and first, and the heading."""
        for concept in dict.fromkeys((*latest[:1], *latest[-1:])):
            yield self._subjects.bag_of(concept)
        yield self._subjects.words(self.setting.heading)

    def _unsettled(self, chain: Chain, why: str) -> Iterator[tuple[int, Unsettled]]:
        for said in chain.said:
            mark = self.paragraph.figures[said.figure].mark
            yield said.figure, Unsettled(mark, Place(), Problem(why, self.near(said.figure)))

    def _chain(
        self,
        chain: Chain,
        sentence: Sentence,
        named: tuple[Sense, str],
        stated: Period | None,
        leading: Period | None,
    ) -> Iterator[tuple[int, Outcome | Unsettled]]:
        sense, words = named
        values = [s for s in chain.said if s.role == "value" and not s.part]
        first = next((s for s in values if s.at >= 0), None)
        own = stated or (self.date(first.at) if first is not None else None) or self._near(chain, sense) or leading
        compared = next((s.at for s in chain.said if s.role == "was" and s.at >= 0), -1)
        elliptic = chain.implied or (chain.subject >= 0 and bool(self.paragraph.names[chain.subject].part))
        was_told = any(s.role == "was" for s in chain.said)
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
                    yield said.figure, Unsettled(mark, Place(None, words), Problem(why))
                    continue
                which = part
            if said.aside:
                aside = self._aside(said, words)
                if aside is None and self._subjects.words(said.aside) & self._subjects.lexicon.bags.vocabulary:
                    why = f"“{said.aside}” behind the amount makes “{words}” something that the profile does not know"
                    yield said.figure, Unsettled(mark, Place(None, words), Problem(why))
                    continue
                which = aside or which
            if said.turn >= len(which.concepts) or (len(which.concepts) > 1 and not sentence.respectively):
                why = f"“{words}” speaks of {len(which.concepts)} in turn, and the sentence has another number"
                yield said.figure, Unsettled(mark, Place(None, words), Problem(why))
                continue
            against = self.date(said.against if said.against >= 0 else chain.against)
            if against is None and sentence.respectively:
                # `A fell by …, and B rose by …, compared to D respectively`: the date is that of both.
                against = self.date(sentence.chains[-1].against)
            if against is None and not said.relation:
                against = self.date(compared if compared >= 0 else sentence.respective)
            if against is None and not said.relation and said.role == "change":
                if sentence.says_year and (was_told or sentence.yearly(chain)):
                    said.relation = "year"
                elif not mark.percent:
                    against = self._shared_base()
            told = Told(
                mark,
                which.concepts[said.turn],
                which,
                said,
                self.date(said.at),
                own,
                self.setting.section,
                self._instant,
                against,
                sentence.says_year,
                self._share(said),
                self._first_currency(chain, said),
                self.per_share(said.figure),
                self.paragraph.figures[said.figure].points,
                Place(None, words),
            )
            outcome = self._figures.settle(told)
            if (
                elliptic
                and isinstance(outcome, Binding)
                and self._figures.agrees(outcome, told, self._printed) is False
            ):
                why = f"“{words}” could be {told.concept}, but the tables of the release print another figure for it"
                yield said.figure, Unsettled(mark, Place(None, words), Problem(why, (told.concept,)))
                continue
            yield said.figure, outcome

    def _near(self, chain: Chain, sense: Sense) -> Period | None:
        """The date before words around a figure, where it is of the kind that the line item is: `as of D it ran A`."""
        period, concept = self.date(chain.near), self._subjects.known.told[sense.concepts[0]]
        return period if period is not None and period.instant is (concept.period is PeriodType.INSTANT) else None

    def _other_length(self, chain: Chain) -> int:
        """The length in months of a period compared with that the section's own cannot be compared with; else 0."""
        section = months_in(self.setting.section)
        numbers = [chain.against, *(n for s in chain.said for n in (s.against, s.at if s.role == "was" else -1))]
        lengths = [m for n in numbers if (m := months_in(self.date(n)))]
        return next((m for m in lengths if section and m != section), 0)

    def _part(self, said: Said, whole: Sense) -> tuple[Sense | None, str]:
        """What a part of a breakdown is: words that the profile has under the whole, or a line item by that name."""
        words = self.words(said.part)
        senses = self._subjects.lexicon.senses(words)
        fitting = [s for s in senses if set(s.under) & set(whole.concepts)] or [s for s in senses if not s.under]
        sense, why = self._subjects.sense_of(fitting, words, whole.concepts)
        return sense, why if fitting else f"“{words}” is no part of {whole.concepts[0]} that the profile knows"

    def words(self, piece: str) -> str:
        """A piece of a sentence as printed, without its dates."""

        def shown(token: re.Match[str]) -> str:
            if token.group(1) not in "SP":
                return " "
            named = self.paragraph.names[int(token.group(2))]
            return self.paragraph.shown(named)

        return " ".join(TOKEN.sub(shown, piece).split())

    def _share(self, said: Said) -> tuple[str, ...]:
        keys = [w.key for w in words_of(self.words(said.rest))]
        return tuple(k for k in keys if k not in ("our", "the", "its"))

    def per_share(self, figure: int) -> bool:
        """Whether the words behind a figure say that it is for a share."""
        return _PER_SHARE.match(self.paragraph.text, self.paragraph.figures[figure].end) is not None

    def _first_currency(self, chain: Chain, said: Said) -> str | None:
        before = chain.said[: chain.said.index(said)]
        printed = (self.paragraph.figures[s.figure].mark.currency for s in reversed(before))
        return next((currency for currency in printed if currency is not None), None)

    def date(self, number: int) -> Period | None:
        """The period of a D token; None for -1."""
        return self.setting.dates[number] if number >= 0 else None

    def _shared_base(self) -> Period | None:
        """The date that every other sentence of the paragraph with a change of balances counts from."""
        dates = {self.date(s.respective) for s in self.sentences if s.respective >= 0}
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


def _first_name(text: str) -> re.Match[str] | None:
    """The name that a sentence opens with."""
    first = _NAME.search(text)
    return first if first is not None and _START.fullmatch(text[: first.start()]) else None
