"""Words of direction against figures: income or loss, increase or decrease, in labels and in running text.

An amount that text gives of a change has its sign from the words and is checked as any figure; here are the words
that stand without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import LABEL
from ...taxonomy.profile import Profile
from ..binding.prose_periods import before_of
from ..document import MarkKind
from ..language.periods import find_periods
from ..report import Fact, Period, amount_of
from .derived import fact_range
from .model import Check, Outcome, Print, Subject, currency_of
from .patterns import words
from .sentences import Sentence, sentences, span_of
from .tell import figure, name, place

_PAIRS: Final = (("income", "loss"), ("increase", "decrease"))
_AGAINST: Final = ("year", "year_end", "previous")
_FLOW: Final = re.compile(r"(?:net )?increase \(decrease\) in (?P<what>.+)", re.IGNORECASE)
_MOST: Final = 4_000
_SHORT: Final = 4
"""Names of fewer letters are no names by themselves."""


def said_and_signed(subject: Subject) -> Iterator[Check | Finding]:
    """One amount, printed without a sign in two rows, as a loss in the one and as an income in the other."""
    by_row: dict[tuple[int | None, str], list[tuple[Print, Print]]] = {}
    for prints in subject.prints.values():
        said = [(p, _direction(p.label)) for p in prints if p.kind == MarkKind.CELL and p.value]
        plain = [(p, word) for p, word in said if word and not p.raw.startswith(("(", "-"))]
        called = {word for _, word in plain}
        if len(plain) < 2:
            continue
        pair = next((p for p in _PAIRS if {*p} <= called), None)
        ids = (plain[0][0].fact.id,)
        about = f"{name(subject, plain[0][0].fact)}, as its rows call it"
        yield Check("words", Outcome.BROKEN if pair else Outcome.HELD, about, ids)
        if pair is None:
            continue
        # The row of the most accurate print calls it rightly, as far as that can be told.
        by_span = {p.span: word for p, word in plain if word in pair}
        right = min((p for p, word in plain if word in pair), key=lambda p: (p.range.width, p.span))
        for shown, word in plain:
            if word in pair and word != by_span[right.span]:
                by_row.setdefault((shown.table, shown.row), []).append((shown, right))
    for pairs in by_row.values():
        shown, right = min(pairs, key=lambda pair: pair[0].span)
        message = (
            f"{shown.raw} ({place(subject, shown.span)}) is called the opposite of what it is elsewhere: {right.raw} "
            f"({place(subject, right.span)}), and both are printed without a sign."
        )
        marks = [p.span for pair in pairs for p in pair if p is not shown]
        facts = [p.fact.id for p, _ in pairs]
        yield finding("audit:direction", message, source=shown.span, facts=facts, also=marks)


def _direction(label: str) -> str:
    """The one word of direction in a label; empty where it has none, or one with its opposite."""
    found = {word for pair in _PAIRS for word in pair if words(word).search(label)}
    return next(iter(found)) if len(found) == 1 else ""


# --- increase and decrease without an amount --------------------------------------------------------------------------


class _Change(NamedTuple):
    """What a line changed by, as far as the release gives it: 1 for a rise, -1 for a fall, 0 for neither.

    `alone` is whether it is the change of this line only.
    """

    sign: int
    facts: tuple[Fact, ...]
    alone: bool = True


def changes_told(subject: Subject) -> Iterator[Check | Finding]:
    """`decrease in inventories`, `inventories decreased`, with no amount, where every figure says the opposite."""
    known = line_names(subject.profile)
    if not known:
        return
    last = _last(subject)
    names = {key: frozenset(key.split()) for key in known}
    changes: dict[str, list[_Change]] = {}
    for sentence in sentences(subject):
        if not words("direction").search(sentence.text) or words("coming").search(sentence.text):
            continue
        heard = set(key_words(sentence.text))
        named = [key for key, parts in names.items() if parts <= heard]
        if not named:
            continue
        written = "|".join(map(_written, sorted(named, key=lambda key: (-len(key), key))))
        for match in re.finditer(rf"\b(?:{written})\b", sentence.text, re.IGNORECASE):
            told = _told(sentence, match)
            if not told:
                continue
            periods = [subject.period(found.value) for found in find_periods(sentence.text[:_MOST])]
            ends = {period.end for period in periods if period is not None and period.end is not None}
            if ends and last not in ends:
                continue  # of a time whose changes may not be given
            concepts = known[name_key(match.group())]
            about = f"“{' '.join(sentence.text[max(0, match.start() - 20) : match.end() + 20].split())}”"
            for one in concepts:
                if one not in changes:
                    changes[one] = list(_changes(subject, one))
            found = [change for one in concepts for change in changes[one]]
            alone = [change for change in found if change.alone]
            if not alone:
                yield Check("words", Outcome.UNMADE, about, (), "nothing is given that it changed from")
                continue
            wrong = all(c.sign == -told for c in alone) and not any(c.sign == told for c in found)
            ids = tuple(fact.id for fact in alone[0].facts)
            yield Check("words", Outcome.BROKEN if wrong else Outcome.HELD, about, ids)
            if wrong:
                yield _turned(subject, sentence, match, told, alone[0])


def _told(sentence: Sentence, match: re.Match[str]) -> int:
    """1 or -1 where words of a rise or fall belong to the name of a line and no amount belongs to them."""
    before, behind = sentence.text[: match.start()], sentence.text[match.end() :]
    led = words("change_in").search(before)
    if led is not None:
        whole = words("closes").match(behind) and not words("attached").match(behind)
        return (1 if led["rise"] else -1) if whole else 0
    followed = words("has_changed").match(behind)
    if followed is None or not words("opens").search(before):
        return 0
    if words("attached").match(behind, followed.end()) or words("attached").match(behind[followed.end() :]):
        return 0
    return 1 if followed["rise"] else -1


def _turned(subject: Subject, sentence: Sentence, match: re.Match[str], told: int, change: _Change) -> Finding:
    led = words("change_in").search(sentence.text, 0, match.start())
    followed = words("has_changed").match(sentence.text[match.end() :])
    start = led.start() if led is not None else match.start()
    end = match.end() if led is not None or followed is None else match.end() + followed.end()
    said = " ".join(sentence.text[start:end].split())
    span = span_of(subject, sentence, start, end)
    way = ("an increase", "a decrease")[told > 0]
    shown = "; ".join(figure(subject, fact) for fact in change.facts)
    message = f"“{said}” ({place(subject, span)}) is the opposite of what the figures say, {way}: {shown}."
    marks = [mark for fact in change.facts for mark in fact.marks[:1]]
    return finding(
        "audit:direction", message, source=span, also=marks, facts=dict.fromkeys(fact.id for fact in change.facts)
    )


def _changes(subject: Subject, concept: str) -> Iterator[_Change]:
    """All changes of a line up to the latest period that the release gives of it: balances, flows, changes told."""
    month = subject.profile.fiscal_year.start_month
    latest: dict[tuple[object, ...], list[Fact]] = {}
    for fact in subject.facts:
        late = subject.made is not None and fact.period.end is not None and fact.period.end > subject.made
        if fact.concept.local == concept and not fact.dimensions and not late:
            latest.setdefault((fact.unit,), []).append(fact)
    for facts in latest.values():
        if currency_of(facts[0].unit) not in ("", subject.currency):
            continue
        last = max(fact.period.end for fact in facts if fact.period.end is not None)
        by_period: dict[Period, Fact] = {fact.period: fact for fact in facts}
        for now in (fact for fact in facts if fact.period.end == last):
            bases = (before_of(now.period, against, month) for against in _AGAINST)
            for base in dict.fromkeys(bases):
                if base is not None and base in by_period:
                    yield _Change(_sign(subject, by_period[base], now), (now, by_period[base]))
    yield from _flows(subject, concept)


def _sign(subject: Subject, before: Fact, now: Fact) -> int:
    """Which way an amount went, by its size: a loss that grows is an increase. 0 where the prints leave it open."""
    a, b = fact_range(subject, before), fact_range(subject, now)
    if (amount_of(before) < 0) != (amount_of(now) < 0):
        return 0
    if amount_of(now) < 0:
        a, b = type(a)(-a.high, -a.low), type(b)(-b.high, -b.low)
    return 1 if b.low > a.high else -1 if b.high < a.low else 0


def _last(subject: Subject) -> date | None:
    """The last day that the release has figures of, but for what is still to come."""
    over = [f.period.end for f in subject.facts if f.period.end and not (subject.made and f.period.end > subject.made)]
    return max(over, default=None)


def _flows(subject: Subject, concept: str) -> Iterator[_Change]:
    """Lines that are the change itself; one of the line together with others can only bear the words out."""
    known = subject.profile.concepts.get(concept)
    label = name_key(known.label) if known is not None else ""
    derived = subject.profile.derived()
    last = _last(subject)
    for fact in subject.facts:
        prints = subject.prints.get(fact.id, ())
        if fact.period.end != last or not amount_of(fact) or all(p.kind == MarkKind.PROSE for p in prints):
            continue  # what the text itself says bears nothing out
        sign = 1 if amount_of(fact) > 0 else -1
        measure = derived.get(fact.concept.local)
        if measure is not None:
            if measure[1].name == concept and measure[0].against:
                yield _Change(sign, (fact,))
            continue
        told = subject.taxonomy.concepts.get(fact.concept)
        match = _FLOW.match((told.label(LABEL) or "") if told is not None else "")
        what = name_key(match["what"]) if match is not None else ""
        if label and re.search(rf"\b{re.escape(label)}\b", what):
            yield _Change(sign, (fact,), alone=what == label)


# --- names of lines ---------------------------------------------------------------------------------------------------


def line_names(profile: Profile) -> Mapping[str, tuple[str, ...]]:
    """The lines that words name by themselves: labels, rows and phrases of one concept; several where they differ.

    Words that others end with (`revenues`) may be short for any of these.
    """
    found: dict[str, dict[str, None]] = {}

    def add(texts: Iterable[str], concept: str) -> None:
        for text in texts:
            key = name_key(text)
            if len(key) >= _SHORT and "#" not in text and concept in profile.concepts:
                found.setdefault(key, {})[concept] = None

    for concept in profile.concepts.values():
        add((concept.label, concept.terse), concept.name)
    for item in profile.line_items:
        if not item.parents and not item.dimensions and item.sign > 0:
            add(item.label, item.concept)
    for phrase in profile.phrases:
        if len(phrase.concepts) == 1 and not phrase.under and not phrase.dimensions and phrase.sign > 0:
            add(phrase.words, phrase.concepts[0])
    ends = {" ".join(parts[at:]) for key in found for parts in [key.split()] for at in range(1, len(parts))}
    losses = {key for key in found if words("loss").search(key)}
    return {key: tuple(concepts) for key, concepts in found.items() if key not in ends and key not in losses}


def name_key(text: str) -> str:
    """Words in lower case, each in the singular as far as an `s` tells, without what is netted or in brackets."""
    return " ".join(key_words(re.sub(r"\([^)]*\)|(?:,|--|—)\s*net\b.*$", " ", text.casefold())))


def key_words(text: str) -> list[str]:
    """The words of a text in lower case and in the singular, as far as an `s` tells."""
    return [re.sub(r"(?<=[a-z]{3})(?<!s)s\b", "", word) for word in re.findall(r"[\w&-]+", text.casefold())]


def _written(key: str) -> str:
    """A pattern for a key: each word also in the plural."""
    return r"\s+".join(f"{re.escape(word)}s?" for word in key.split())
