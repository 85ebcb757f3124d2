"""Binds the figures of running text: subject, role and period of each from its sentence, or why it is none.

Sentences become tokens in `prose_text` and statements in `prose_clauses`; which aspects a statement comes to is
settled by `prose_figures`. What is not said in so many words stays unbound.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from ..aspects.periods import find_periods
from ..document import Document, Form, Mark, Prose, ProseKind
from ..report import Period
from .circumstances import Circumstances
from .known import Known
from .model import Binding, Exclusion, Outcome, Place
from .periods import resolve_printed
from .problem import Problem, Unsettled
from .prose_clauses import Chain, Said, Sentence, read_sentence
from .prose_figures import Figures, Told
from .prose_text import Figure, Paragraph, place_figures, plain, read_paragraph
from .prose_words import Lexicon, Sense, resolve_senses, words_of

_PER_SHARE = re.compile(r"\s(?:per|a|for each|for every)\s(?:common\s)?(?:share|ADS)", re.IGNORECASE)
UNBOUND_WHY = "no sentence of a known form says what it is the figure of"


@dataclass(frozen=True, slots=True)
class _Reason:
    reason: str
    kind: str
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


class ProseBinder:
    """Binds the prose of one document with what its tables were bound to."""

    def __init__(self, known: Known, document: Document, release: Circumstances, tables: Iterable[Outcome]) -> None:
        self._known = known
        self._document = document
        self._release = release
        self._tables = [o for o in tables if isinstance(o, Binding)]
        self._figures = Figures(known, release)

    def bind(self) -> list[Outcome | Unsettled]:
        """An outcome for every mark of the document's prose, in order."""
        outcomes: list[Outcome | Unsettled] = []
        section: Period | None = None
        topics: tuple[str, ...] = ()
        heading = ""
        for block in self._document.blocks:
            if not isinstance(block, Prose):
                continue
            if block.kind is ProseKind.HEADING and not any(
                m.form is Form.AMOUNT and not _counts(m) for m in block.marks
            ):
                topics, heading = (), plain(block.text.text)
                section = self._period_of(block.text.text) or section
            if not any(m.form is Form.AMOUNT for m in block.marks):
                outcomes += [Exclusion(m, Place(), m.form.value) for m in block.marks]
                continue
            found, topics = self._block(block, section, topics, heading)
            outcomes += found
        return outcomes

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._known.profile)

    @cached_property
    def _printed(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """The concepts that the tables of this release print under the same words."""
        found: dict[tuple[str, ...], set[str]] = {}
        for binding in self._tables:
            words = tuple(w.key for w in words_of(binding.place.row.rpartition(" > ")[2]))
            found.setdefault(words, set()).add(binding.concept.local)
        return {words: frozenset(concepts) for words, concepts in found.items()}

    def _period_of(self, heading: str) -> Period | None:
        """The period that a heading says its section is about; not one that is still to come."""
        periods = [self._resolve(f.value) for f in find_periods(heading)]
        past = {
            p
            for p in periods
            if p is not None
            and p.start is not None
            and p.end is not None
            and (self._release.published is None or p.end <= self._release.published)
        }
        return past.pop() if len(past) == 1 else None

    def _resolve(self, expression: object) -> Period | None:
        return resolve_printed(expression, self._known.calendar, self._release.dates)  # type: ignore[arg-type]

    # -- a block

    def _block(
        self, block: Prose, section: Period | None, topics: tuple[str, ...], heading: str
    ) -> tuple[list[Outcome | Unsettled], tuple[str, ...]]:
        text = plain(block.text.text)
        figures = place_figures(text, block.marks)
        reasons = {n: r for n, f in enumerate(figures) if (r := _reason(text, f))}
        paragraph = read_paragraph(block, text, figures, reasons, self._lexicon)
        told: dict[int, Outcome | Unsettled] = {}
        teller = _Teller(self, paragraph, section, topics, heading)
        for number, outcome in teller.tell():
            told.setdefault(number, outcome)
        outcomes: list[Outcome | Unsettled] = []
        numbers = {id(f.mark): n for n, f in enumerate(figures)}
        for mark in block.marks:
            number = numbers.get(id(mark), -1)
            if mark.form is not Form.AMOUNT:
                outcomes.append(Exclusion(mark, Place(), mark.form.value))
            elif number in reasons:
                outcomes.append(Exclusion(mark, Place(), reasons[number]))
            elif number in told:
                outcomes.append(told[number])
            elif _counts(mark):
                why = "a plain number that no phrase of the profile takes for a line item"
                outcomes.append(Exclusion(mark, Place(), "count", (why,)))
            else:
                near = teller.near(number)
                outcomes.append(Unsettled(mark, Place(), Problem(UNBOUND_WHY, near)))
        return outcomes, teller.topics

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

    def part_of(self, concept: str, words: str) -> bool:
        """Whether a concept is a part of what the words name, so that `for current assets` leaves it what it is."""
        keys = tuple(w.key for w in words_of(words))
        wholes = {c for s in self._lexicon.senses(words) for c in s.concepts} | self._leaves.get(keys, frozenset())
        return bool(wholes & self._wholes(concept))

    def whole_of(self, concept: str, heading: str) -> bool:
        """Whether a concept is the total that a heading names a part of: the section may call the part so."""
        keys = tuple(w.key for w in words_of(heading))
        parts = {c for s in self._lexicon.senses(heading) for c in s.concepts} | self._leaves.get(keys, frozenset())
        totals = {r.total for r in self._known.profile.calculation if r.part in parts}
        return concept in totals - parts

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
            more = {r.total for r in self._known.profile.calculation if r.part in more} - found
            found |= more
        return found

    @property
    def figures(self) -> Figures:
        """What settles the aspects of a figure."""
        return self._figures

    @property
    def lexicon(self) -> Lexicon:
        """The words that name line items."""
        return self._lexicon

    def resolve(self, expression: object) -> Period | None:
        """The dates of a period expression."""
        return self._resolve(expression)


class _Teller:
    """Goes through the sentences of one paragraph; `topics` are the concepts that the text is about by then."""

    def __init__(
        self, binder: ProseBinder, paragraph: Paragraph, section: Period | None, topics: tuple[str, ...], heading: str
    ) -> None:
        self._heading = heading
        self._binder = binder
        self._paragraph = paragraph
        self._section = section
        self.topics = topics
        self._instant: Period | None = None
        self._dates = [binder.resolve(d) for d in paragraph.dates]
        self._sentences = [read_sentence(s, paragraph.slots) for s in paragraph.sentences]

    def tell(self) -> Iterator[tuple[int, Outcome | Unsettled]]:
        """The outcome of every figure that a sentence speaks of."""
        own: tuple[str, ...] = ()
        for text, sentence in zip(self._paragraph.sentences, self._sentences, strict=True):
            sentence_topics: tuple[str, ...] = ()
            leading = self._date(sentence.opening)
            subject: tuple[Sense, str] | None = None
            for chain in sentence.chains:
                named, why = self._subject(chain, subject, sentence_topics)
                if named is None:
                    yield from self._unsettled(chain, why)
                    continue
                subject = subject or named
                if not sentence_topics:
                    sentence_topics = named[0].concepts
                    if named[0].under == () or self.topics == ():
                        own = (*named[0].concepts, *own)
                        self.topics = own
                stated = self._date(chain.on)
                if stated is not None and stated.instant:
                    self._instant = stated
                if leading is not None and leading.instant:
                    self._instant = leading
                yield from self._chain(chain, sentence, named, stated, leading, text)

    def _subject(
        self, chain: Chain, first: tuple[Sense, str] | None, sentence_topics: tuple[str, ...]
    ) -> tuple[tuple[Sense, str] | None, str]:
        if chain.subject < 0:
            return first, "nothing before tells what “it” is"
        named = self._paragraph.names[chain.subject]
        words = self._paragraph.text[named.start : named.end]
        if not chain.begun:
            return None, f"“{words}” is part of a longer name that the profile does not know"
        sense, why = self._binder.sense_of(named.senses, words, (*sentence_topics, *self.topics))
        if sense is None:
            return None, why
        if chain.prospect and not sense.year:
            return None, f"“{words}” stands behind words that speak of what is to come"
        if self._binder.whole_of(sense.concepts[0], self._heading):
            return None, f"“{words}” stands in the section “{self._heading}”, which is about a part of it"
        for qualifier in chain.qualifiers:
            if not self._binder.part_of(sense.concepts[0], self._words(qualifier)):
                return None, f"“{words}” is said of “{self._words(qualifier)}” only"
        return (sense, words), ""

    def _unsettled(self, chain: Chain, why: str) -> Iterator[tuple[int, Unsettled]]:
        for said in chain.said:
            mark = self._paragraph.figures[said.figure].mark
            yield said.figure, Unsettled(mark, Place(), Problem(why, self.near(said.figure)))

    def _chain(
        self,
        chain: Chain,
        sentence: Sentence,
        named: tuple[Sense, str],
        stated: Period | None,
        leading: Period | None,
        text: str,
    ) -> Iterator[tuple[int, Outcome | Unsettled]]:
        sense, words = named
        values = [s for s in chain.said if s.role == "value" and not s.part]
        first = next((s for s in values if s.at >= 0), None)
        own = stated or (self._date(first.at) if first is not None else None) or leading
        compared = next((s.at for s in chain.said if s.role == "was" and s.at >= 0), -1)
        for said in chain.said:
            mark = self._paragraph.figures[said.figure].mark
            which = sense
            if said.part:
                part, why = self._part(said, sense)
                if part is None:
                    yield said.figure, Unsettled(mark, Place(None, words), Problem(why))
                    continue
                which = part
            if said.turn >= len(which.concepts) or (len(which.concepts) > 1 and not sentence.respectively):
                why = f"“{words}” speaks of {len(which.concepts)} in turn, and the sentence has another number"
                yield said.figure, Unsettled(mark, Place(None, words), Problem(why))
                continue
            against = self._date(said.against if said.against >= 0 else chain.against)
            if against is None and not said.relation:
                against = self._date(compared if compared >= 0 else sentence.respective)
            if against is None and not said.relation and said.role == "change" and not mark.percent:
                against = self._shared_base()
            told = Told(
                mark,
                which.concepts[said.turn],
                which,
                said,
                self._date(said.at),
                own,
                self._section,
                self._instant,
                against,
                sentence.says_year,
                self._share(said),
                self._first_currency(chain, said),
                _PER_SHARE.match(self._paragraph.text, self._paragraph.figures[said.figure].end) is not None,
                Place(None, words),
            )
            yield said.figure, self._binder.figures.settle(told)

    def _part(self, said: Said, whole: Sense) -> tuple[Sense | None, str]:
        """What a part of a breakdown is: words that the profile has under the whole, or a line item by that name."""
        words = self._words(said.part)
        fitting = [s for s in self._binder.lexicon.senses(words) if set(s.under) & set(whole.concepts)]
        if not fitting:
            fitting = [s for s in self._binder.lexicon.senses(words) if not s.under]
        sense, why = self._binder.sense_of(fitting, words, whole.concepts)
        return sense, why if fitting else f"“{words}” is no part of {whole.concepts[0]} that the profile knows"

    def _words(self, piece: str) -> str:
        """A piece of a sentence as printed, without its dates."""

        def shown(token: re.Match[str]) -> str:
            if token.group(1) != "S":
                return " "
            named = self._paragraph.names[int(token.group(2))]
            return self._paragraph.text[named.start : named.end]

        return " ".join(re.sub(r"⟦([A-Z])(\d+)⟧", shown, piece).split())

    def _share(self, said: Said) -> tuple[str, ...]:
        keys = [w.key for w in words_of(self._words(said.rest))]
        return tuple(k for k in keys if k not in ("our", "the", "its"))

    def _first_currency(self, chain: Chain, said: Said) -> str | None:
        before = chain.said[: chain.said.index(said)]
        printed = (self._paragraph.figures[s.figure].mark.currency for s in reversed(before))
        return next((currency for currency in printed if currency is not None), None)

    def _date(self, number: int) -> Period | None:
        return self._dates[number] if number >= 0 else None

    def _shared_base(self) -> Period | None:
        """The date that every other sentence of the paragraph with a change of balances counts from."""
        dates = {self._date(s.respective) for s in self._sentences if s.respective >= 0}
        return dates.pop() if len(dates) == 1 else None

    def near(self, number: int) -> tuple[str, ...]:
        """The names that stand nearest to a figure in its paragraph, with what they could mean."""
        if number < 0:
            return ()
        figure = self._paragraph.figures[number]
        nearest = sorted(self._paragraph.names, key=lambda n: (abs(n.start - figure.start), n.start))[:2]
        told = []
        for named in sorted(nearest, key=lambda n: n.start):
            concepts = ", ".join(dict.fromkeys(c for s in named.senses for c in s.concepts))
            told.append(f"{self._paragraph.text[named.start : named.end]} ({concepts})")
        return tuple(told)


# -- figures that are no facts


@cache
def _reasons() -> tuple[_Reason, ...]:
    rows = csv.DictReader(files(__package__).joinpath("reasons.csv").read_text(encoding="utf-8").splitlines())
    return tuple(
        _Reason(
            row["reason"],
            row["kind"],
            re.compile(row["before"], re.IGNORECASE) if row["before"] else None,
            re.compile(row["behind"]) if row["behind"] else None,
        )
        for row in rows
    )


def _reason(text: str, figure: Figure) -> str:
    """Why a figure is no fact by the words right beside it; empty where they do not tell."""
    before, behind = text[max(0, figure.start - 60) : figure.start], text[figure.end : figure.end + 40]
    money = figure.mark.currency is not None
    for rule in _reasons():
        if rule.kind == ("plain" if money else "money") or (rule.kind == "plain" and figure.mark.percent):
            continue
        if (
            rule.reason == "period"
            and figure.mark.unit
            and re.match(r"\s?months?|years?|weeks?|days?", figure.mark.unit)
        ):
            return rule.reason
        if (rule.before is None or rule.before.search(before)) and (rule.behind is None or rule.behind.match(behind)):
            return rule.reason
    return ""


def _counts(mark: Mark) -> bool:
    """Whether a figure is a bare whole number: it counts something that is no line item."""
    return (
        mark.currency is None and not mark.percent and not mark.digits and mark.unit is None and mark.power is None
        and mark.value is not None and not mark.raw.startswith("(")
    )  # fmt: skip
