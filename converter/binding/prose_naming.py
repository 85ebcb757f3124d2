"""Which line item a chain of statements is told of: by its name, by what stands beside it, or not to be told.

What its figures then come to is left to `prose_tell`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...taxonomy.model import PeriodType
from ..report import Period
from .prose_bags import Bag
from .prose_clauses import Chain, Said
from .prose_figures import Figures
from .prose_patterns import pattern, whole_words
from .prose_subjects import ProseSubjects
from .prose_text import TOKEN, Paragraph
from .prose_words import Named, Sense, merged

_IDLE = re.compile(pattern("idle"), re.IGNORECASE)
_NAME = re.compile(r"⟦[SP](\d+)⟧")
_LONGER = re.compile(rf"\s?(?:{pattern('leads_on')})\s(?!⟦D)")
_START = re.compile(
    rf"[\s\"“*•(-]*(?:(?:⟦D\d+⟧|for [^⟦,]{{1,40}}|{pattern('meanwhile')}),? )?(?:(?:{pattern('before_first')}) )*",
    re.IGNORECASE,
)
_FLOW = re.compile(r"(?:Net )?increase \(decrease\) in ", re.IGNORECASE)
_WHO = re.compile(rf"\b([A-Z][\w&-]*)\s+(?:{pattern('foretells')})\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paragraph stands: period, topics and heading of its section; `dates` are those of its own D tokens.

    `topics` are the concepts that the section has been about, the nearest first.
    """

    section: Period | None
    topics: tuple[str, ...]
    heading: str
    dates: tuple[Period | None, ...]


class Naming:
    """The names of one paragraph and what they mean there."""

    def __init__(self, subjects: ProseSubjects, figures: Figures, paragraph: Paragraph, setting: Setting) -> None:
        self._subjects = subjects
        self._figures = figures
        self.paragraph = paragraph
        self.setting = setting

    def opened(self, text: str, topics: tuple[str, ...], latest: tuple[str, ...]) -> Sense | None:
        """What the name that a sentence opens with means; None where it opens with other words."""
        first = _first_name(text)
        if first is None or _LONGER.match(text, first.end()):
            return None
        named = self.paragraph.names[int(first.group(1))]
        words = self.paragraph.shown(named)
        if named.part:
            return self._subjects.whole_of_part(named.part, self._around(latest))
        return self._subjects.sense_of(named.senses, words, topics)[0]

    def opens_longer(self, text: str) -> bool:
        """Whether a sentence opens with a name that goes on with words that the profile does not know."""
        first = _first_name(text)
        return first is not None and _LONGER.match(text, first.end()) is not None

    def subject(
        self, text: str, chain: Chain, first: tuple[Sense, str] | None, topics: tuple[str, ...], latest: tuple[str, ...]
    ) -> tuple[tuple[Sense, str] | None, str]:
        """What a chain is told of, with its words, or None and why; `first` is the subject that its sentence has.

        `topics` are the concepts that the text is about, `latest` those told of last, both the nearest first.
        """
        if chain.subject < 0:
            return first, "nothing before tells what “it” is"
        named = self.paragraph.names[chain.subject]
        words = self.paragraph.shown(named)
        if self.otherwise(text):
            return None, f"“{words}” stands in a sentence on figures of another kind than the statements have"
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
            ahead = self.ahead(text)
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

    def otherwise(self, text: str) -> bool:
        """Whether a sentence says, in words that are no whole name, that its figures are of another kind: pro forma."""

        def shown(token: re.Match[str]) -> str:
            return self.paragraph.shown(self.paragraph.names[int(token.group(2))]) if token.group(1) == "P" else " "

        return whole_words("otherwise").search(TOKEN.sub(shown, text)) is not None

    def in_brackets(self, chain: Chain) -> tuple[Sense, str] | None:
        """The first meaning of a name whose rest stands in brackets behind each amount; None where one has none."""
        if not chain.begun or chain.prospect or chain.subject < 0 or not all(s.aside for s in chain.said):
            return None
        named = self.paragraph.names[chain.subject]
        words = self.paragraph.shown(named)
        found = [self.aside(said, words) for said in chain.said]
        return (found[0], words) if found and found[0] is not None and None not in found else None

    def aside(self, said: Said, words: str) -> Sense | None:
        """What a name and the words in brackets behind an amount mean together."""
        own, aside = self._subjects.words(words), self._subjects.words(said.aside)
        senses = [s for s in self._subjects.lexicon.bags.together(own, aside) if not s.under]
        return senses[0] if len(merged(senses)) == 1 and len(senses[0].concepts) == 1 else None

    def ahead(self, text: str) -> Period | None:
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
            senses = [s for s in self._subjects.lexicon.bags.together(own, beside) if not s.under]
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
        senses = [s for s in self._subjects.lexicon.bags.together(part, own) if not s.under] if part else []
        return senses[0] if part - own and len(merged(senses)) == 1 else None

    def _around(self, latest: tuple[str, ...]) -> Iterator[Bag]:
        """What may complete a part of a name: the line items told of last and first, and the heading."""
        for concept in dict.fromkeys((*latest[:1], *latest[-1:])):
            yield self._subjects.bag_of(concept)
        yield self._subjects.words(self.setting.heading)

    def words(self, piece: str) -> str:
        """A piece of a sentence as printed, without its dates."""

        def shown(token: re.Match[str]) -> str:
            if token.group(1) not in "SP":
                return " "
            named = self.paragraph.names[int(token.group(2))]
            return self.paragraph.shown(named)

        return " ".join(TOKEN.sub(shown, piece).split())

    def date(self, number: int) -> Period | None:
        """The period of a D token; None for -1."""
        return self.setting.dates[number] if number >= 0 else None


def _first_name(text: str) -> re.Match[str] | None:
    """The name that a sentence opens with."""
    first = _NAME.search(text)
    return first if first is not None and _START.fullmatch(text[: first.start()]) else None
