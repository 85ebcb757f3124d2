"""What running text says a change is counted from: the year before, the last year end, the period before.

A change from a day that it is not from is told, with the day that it is from as far as the figures show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from ...taxonomy.finding import Finding, finding
from ..binding.prose_periods import before_of
from ..language.periods import find_periods
from ..report import Fact, Period
from .derived import fact_range
from .directions import key_words
from .model import Check, Outcome, Subject, currency_of
from .patterns import words
from .ranges import Range, minus, over, point, printed, times
from .sentences import Figure, Sentence, sentences
from .tell import figure, place

_MOST: Final = 4_000
_DIGITS: Final = 2
_WORD: Final = 4
"""Words of fewer letters say nothing of a line."""


def compared_with(subject: Subject) -> Iterator[Check | Finding]:
    """`decreased by 8.7% compared to September 30, 2007`: the day is another, and the one that the change is from."""
    against = {name: measure.against for name, (measure, _) in subject.profile.derived().items()}
    for sentence in sentences(subject):
        if not any(f.fact or not f.bound for f in sentence.figures):
            continue
        found = {one.start: one for one in find_periods(sentence.text[:_MOST])}
        start = 0
        for match in words("compared").finditer(sentence.text[:_MOST]):
            said = next((found[at] for at in range(match.start() + 1, match.end() + 1) if at in found), None)
            if said is None:
                continue
            when = subject.period(said.value)
            figures = [f for f in sentence.figures if f.fact is not None or not f.bound]
            clause = [f for f in figures if start <= f.start < match.start()] or (
                [f for f in figures if f.start > said.end] if not start else []
            )
            start = said.end
            if when is None or not clause:
                continue
            bound = [f for f in clause if f.fact is not None]
            if bound:
                yield from _compared(subject, bound, when, said.words, against, bool(match["from"]))
            yield from _unbound(subject, sentence, [f for f in clause if not f.bound], when, said.words)


def _compared(
    subject: Subject, clause: list[Figure], when: Period, said: str, against: Mapping[str, str], only_changes: bool
) -> Iterator[Check | Finding]:
    facts = [f.fact for f in clause if f.fact is not None]
    changes = [fact for fact in facts if against.get(fact.concept.local)]
    about = f"“{said}” as what {clause[-1].raw} is compared with"
    ids = tuple(fact.id for fact in facts)
    if changes:
        last = changes[-1]
        base = before_of(last.period, against[last.concept.local], subject.profile.fiscal_year.start_month)
        if base is None or base.instant != when.instant:
            return
        right = base == when
        expected = f"the change is from {_days(base)}"
    elif not only_changes:
        right = any(fact.period != when for fact in facts)
        expected = "it would be compared with itself"
    else:
        return
    yield Check("words", Outcome.HELD if right else Outcome.BROKEN, about, ids)
    if not right:
        span = clause[-1].span
        message = (
            f"“{said.strip()}” cannot be what {clause[-1].raw} is compared with ({place(subject, span)}): {expected}."
        )
        yield finding("audit:compared-with", message, source=span, facts=ids, also=[f.span for f in clause[:-1]])


def _days(period: Period) -> str:
    return str(period.end) if period.instant else f"{period.start} to {period.end}"


# --- changes that are bound to nothing, since nothing is counted from such a day --------------------------------------


class _Change(NamedTuple):
    """A line and what it changed by from a period before it; `words` is how many words of its name a sentence has."""

    words: int
    now: Fact
    before: Fact
    base: Period


def _unbound(
    subject: Subject, sentence: Sentence, figures: Sequence[Figure], when: Period, said: str
) -> Iterator[Check | Finding]:
    told: list[tuple[Figure, _Change]] = []
    for change in figures:
        about = f"“{said}” as what {change.raw} is compared with"
        found = max(_changes(subject, sentence, change, when), key=lambda c: c.words, default=None)
        if found is None:
            yield Check("words", Outcome.UNMADE, about, (), "what it changed from is not given")
        else:
            yield Check("words", Outcome.BROKEN, about, (found.now.id, found.before.id))
            told.append((change, found))
    if not told:
        return
    first = told[0][0]
    changes = "; ".join(
        f"{change.raw} is the change from {_days(found.base)}, of {figure(subject, found.before)} to "
        f"{figure(subject, found.now)}"
        for change, found in told
    )
    raws = " and ".join(change.raw for change, _ in told)
    message = f"“{said.strip()}” cannot be what {raws} is compared with ({place(subject, first.span)}): {changes}."
    marks = [change.span for change, _ in told[1:]]
    marks += [mark for _, found in told for fact in (found.before, found.now) for mark in fact.marks[:1]]
    facts = dict.fromkeys(fact.id for _, found in told for fact in (found.now, found.before))
    yield finding("audit:compared-with", message, source=first.span, also=marks, facts=facts)


def _changes(subject: Subject, sentence: Sentence, change: Figure, when: Period) -> Iterator[_Change]:
    """The lines named in a sentence that changed by a figure, each from the period that a measure counts from."""
    mark = change.mark
    if mark is None or mark.value is None or sum(c.isdigit() for c in mark.raw) < _DIGITS:
        return
    size = printed(abs(mark.value), mark.digits)
    if mark.power:
        size = times(size, point(10**mark.power))
    month = subject.profile.fiscal_year.start_month
    heard = set(key_words(sentence.text))
    for measure, base in subject.profile.derived().values():
        named = sum(len(word) >= _WORD and word in heard for word in key_words(base.label))
        if not measure.against or (measure.type == "percent") != mark.percent or not named:
            continue
        lines = _lines(subject, base.name)
        for now in lines:
            before = before_of(now.period, measure.against, month)
            if before is None or before == when or before.instant != when.instant:
                continue
            for base_fact in lines:
                if base_fact.period == before and _fits(subject, now, base_fact, size, mark.percent):
                    yield _Change(named, now, base_fact, before)


def _lines(subject: Subject, concept: str) -> list[Fact]:
    """The figures of a line that is of no segment."""
    return [
        fact
        for aspects, facts in subject.by_aspects.items()
        if aspects[0] == concept and not aspects[2]
        for fact in facts
        if currency_of(fact.unit) in ("", subject.currency)
    ]


def _fits(subject: Subject, now: Fact, before: Fact, size: Range, percent: bool) -> bool:
    a, b = fact_range(subject, now), fact_range(subject, before)
    change: Range | None = minus(a, b)
    if percent:
        ratio = over(a, b) if b.low > 0 else None
        change = times(minus(ratio, point(1)), point(100)) if ratio is not None else None
    if change is None:
        return False
    sizes: Sequence[Range] = (change, Range(-change.high, -change.low))
    return any(one & size and one.low > Fraction(0) for one in sizes)
