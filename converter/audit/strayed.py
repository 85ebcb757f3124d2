"""Single figures that stand under the wrong period: in running text, or in a row that says a period of its own.

A figure is told only where nothing bears it out for the period that the words give it, and a print, or a formula, does
for one other period. Whole rows and columns are `moved`'s matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from ...taxonomy.finding import Finding, finding
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..binding.prose_periods import year_before
from ..document import MarkKind
from ..report import Fact, Period
from .cause import changing, telling
from .derived import Attempt, attempt, fits, is_percent
from .judge import Weighed
from .model import Check, Outcome, Print, Subject, aspects_of
from .moved import kin_of, line_item, months
from .relations import Key, Relation, key_of
from .sentences import Sentence, sentences
from .tell import first_print, name, period_of, place

_SURE: Final = 3
_LIKELY: Final = 2
_NEVER: Final = 99
_CERTAIN: Final = 4
"""So many digits tell by themselves; fewer only where two figures said together are those of one other period."""
_CHANCE: Final = "it has the digits of another period's figure, and too few of them to tell"
_SUPPORT: Final = ("sum", "derived")
"""What bears a figure out for its period: a translation or a breakdown in one sentence says the same period twice."""


class _There(NamedTuple):
    """What bears a figure out for another period: a print, or a relation of a figure to others."""

    period: Period
    shown: Print | None
    words: str
    spans: tuple[Span, ...]
    facts: tuple[str, ...]


def strayed(
    subject: Subject,
    weighed: Iterable[Weighed],
    tried: Iterable[Attempt],
    told: Collection[tuple[Span, str]],
    lost: Collection[QName],
) -> Iterator[Check | Finding]:
    """Figures that nothing bears out for their period, and a print or a formula does for another.

    `told` are prints of which that was told already, as of a row or column; `lost` are lines of which a cell is left
    unbound, so that nothing can be said of what the release has of them.
    """
    sound = [one.relation for one in weighed if one.outcome is Outcome.HELD and one.relation.kind in _SUPPORT]
    held = {key for relation in sound for key in relation.keys}
    around = _Field(subject, kin_of(subject), tuple(tried))
    sentence_of = {f.span: one for one in sentences(subject) for f in one.figures}
    derived: dict[Key, set[Key]] = {}
    for relation in sound:
        derived.setdefault(relation.target, set()).update(relation.keys)
    together: dict[object, list[tuple[Print, _There]]] = {}
    for fact in subject.facts:
        prints = subject.prints.get(fact.id, ())
        if (
            key_of(fact) in held
            or fact.concept in lost
            or not changing(subject, fact)
            or around.lines(key_of(fact)) != 1
        ):
            continue
        for shown in prints:
            if shown.kind == MarkKind.LABEL or (shown.span, fact.id) in told or not shown.value:
                continue
            least = around.least(shown)
            if not telling(shown, least):
                continue
            there = around.there(shown, least)
            if there is None:
                yield Check("words", Outcome.HELD, f"{name(subject, fact)}, its period", (fact.id,))
                continue
            sentence = sentence_of.get(shown.span)
            said_in = shown.span.line if sentence is None else (sentence.spans, sentence.start)
            together.setdefault((said_in, fact.period, there.period), []).append((shown, there))
    by_line: dict[int, list[tuple[Print, _There]]] = {}
    for pairs in together.values():
        sentence = sentence_of.get(pairs[0][0].span)
        sure = _no_chance(subject, pairs) or any(_borne_out(subject, *pair, sentence, derived) for pair in pairs)
        for shown, there in pairs:
            about = f"{name(subject, shown.fact)}, its period"
            if sure:
                yield Check("words", Outcome.BROKEN, about, (shown.fact.id,))
                by_line.setdefault(shown.span.line, []).append((shown, there))
            else:
                yield Check("words", Outcome.UNMADE, about, (shown.fact.id,), _CHANCE)
    for pairs in by_line.values():
        yield _strayed_finding(subject, pairs)


def _no_chance(subject: Subject, pairs: list[tuple[Print, _There]]) -> bool:
    """Whether figures said together are so many, or have so many digits, that they are those of the other period.

    Percentages by themselves never are: they have few digits, and are alike from period to period.
    """
    amounts = [shown for shown, _ in pairs if not is_percent(subject, shown.fact)]
    if any(telling(shown, _CERTAIN) for shown in amounts):
        return True
    return bool(amounts) and len({shown.fact.concept for shown, _ in pairs}) > 1


def _borne_out(
    subject: Subject, shown: Print, there: _There, sentence: Sentence | None, derived: Mapping[Key, set[Key]]
) -> bool:
    """Whether a second figure of the sentence goes with this one only if it is of the other period.

    It follows from it (`fell 14.7% to 351 (411 in 4Q08)`, where the fall is that from the 411 of another quarter), or
    is compared with it, and the other period is the year before (`15.6% in 1H08, after 17.1% in 1H06`).
    """
    fact = shown.fact
    if sentence is None or not telling(shown, _SURE):
        return False
    facts = [f.fact for f in sentence.figures if f.fact is not None]
    compared = [one.period for one in facts if line_item(one) == line_item(fact) and one.period != fact.period]
    if any(year_before(period) == there.period and not _next(fact.period, period) for period in compared):
        return True
    beside = [one for one in facts if one.concept != fact.concept]
    if is_percent(subject, fact):
        return False
    if there.shown is None:
        return any(one.id in there.facts for one in beside)
    return any(key_of(there.shown.fact) in derived.get(key_of(one), ()) for one in beside)


def _next(first: Period, second: Period) -> bool:
    """Whether one period follows right upon another, so that the two are compared as readily as a year apart."""
    return first.end is not None and second.start is not None and (second.start - first.end).days == 1


def _strayed_finding(subject: Subject, pairs: list[tuple[Print, _There]]) -> Finding:
    shown = pairs[0][0]
    same = "; ".join(f"{p.raw}, said to be {name(subject, p.fact)}, is {t.words}" for p, t in pairs)
    carrier = "text" if shown.kind == MarkKind.PROSE else "row"
    message = f"The {carrier} carries the figures of another period ({place(subject, shown.span)}): {same}."
    marks = [p.span for p, _ in pairs] + [span for _, t in pairs for span in t.spans]
    facts = [fact for p, t in pairs for fact in (p.fact.id, *t.facts)]
    return finding(
        "audit:period-of-another",
        message,
        source=marks[0],
        also=dict.fromkeys(marks[1:]),
        facts=dict.fromkeys(facts),
    )


def _same(a: Print, b: Print) -> bool:
    """Whether two prints say one amount: more than that their ranges touch."""
    both = a.range & b.range
    return both is not None and 2 * both.width >= min(a.range.width, b.range.width)


@dataclass(slots=True)
class _Field:
    """A release's figures, as those are seen that may be of another period."""

    subject: Subject
    kin: Mapping[object, list[Fact]]
    tried: tuple[Attempt, ...]

    _lines: dict[Key, set[int]] = field(init=False, default_factory=dict)
    _periods: dict[Period, set[int]] = field(init=False, default_factory=dict)
    _cells: dict[Period, None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.subject.facts:
            for shown in self.subject.prints.get(fact.id, ()):
                self._lines.setdefault(key_of(fact), set()).add(shown.span.line)
                self._periods.setdefault(fact.period, set()).add(shown.span.line)
                if shown.kind == MarkKind.CELL:
                    self._cells[fact.period] = None

    def lines(self, key: Key) -> int:
        """On how many lines a figure is printed."""
        return len(self._lines.get(key, ()))

    def least(self, shown: Print) -> int:
        """How many digits must agree: fewer where the release has no table of the period at all."""
        period = shown.fact.period
        alone = len(self._periods[period]) == 1
        if alone and self._odd(period):
            return 1
        if shown.kind == MarkKind.CELL:
            # One row of a table says no other period than its column does, which its other rows bear out.
            return _SURE if alone else _NEVER
        return _SURE if period in self._cells else _LIKELY

    def _odd(self, period: Period) -> bool:
        """Whether a period begins after the release, or is the year before one that tables have and they have not."""
        made = self.subject.made
        if made is not None and period.start is not None and period.start > made:
            return True
        return period not in self._cells and any(year_before(known) == period for known in self._cells)

    def there(self, shown: Print, least: int) -> _There | None:
        """What bears the figure out for one other period; None for nothing, or for several periods."""
        by_print = self._printed(shown)
        if len(by_print) > 1:
            return None
        if not by_print and telling(shown, max(least, _LIKELY)):
            return self._followed(shown) or self._needed(shown)
        return by_print[0] if by_print else self._needed(shown)

    def _printed(self, shown: Print) -> list[_There]:
        """The same amount on another line, once for each other period that it is printed for."""
        fact = shown.fact
        found: dict[Period, _There] = {}
        for other in self.kin[line_item(fact)]:
            if other.period == fact.period or other.period.instant != fact.period.instant:
                continue
            for there in self.subject.prints.get(other.id, ()):
                if there.span.line != shown.span.line and _same(there, shown) and there.value:
                    words = f"{there.raw} {period_of(other.period)} ({place(self.subject, there.span)})"
                    found.setdefault(other.period, _There(other.period, there, words, (there.span,), (other.id,)))
        return list(found.values())

    def _followed(self, shown: Print) -> _There | None:
        """A formula that makes the figure of another period."""
        fact = shown.fact
        shape = months(fact.period)
        others = [p for p in self._cells if p != fact.period and months(p) == shape]
        for one in self.tried:
            if one.fact.id == fact.id and one.relation is None:
                for period in others:
                    found = attempt(self.subject, one.derivation, fact, one.base, period).relation
                    if found is not None and fits(self.subject, found):
                        text = one.derivation.text.replace("{}", one.base)
                        return self._by(period, found, f"what {text} comes to {period_of(period)}")
        return None

    def _needed(self, shown: Print) -> _There | None:
        """Another figure that follows from this one, if it is of another period."""
        fact, shape = shown.fact, months(shown.fact.period)
        for one in self.tried:
            target = first_print(self.subject, one.fact)
            if one.lacks is None or one.fact.id == fact.id or target is None or not telling(target, _SURE - 1):
                continue
            concept, period, dimensions = one.lacks
            if concept != fact.concept.local or dimensions != fact.dimensions or months(period) != shape:
                continue
            with_it = self._with(fact, period)
            found = attempt(with_it, one.derivation, one.fact, one.base, one.fact.period).relation
            needed = found is not None and any(key[0] == one.lacks for key in found.keys)
            if found is not None and needed and fits(with_it, found):
                return self._by(period, found, f"what {name(self.subject, one.fact)} follows from {period_of(period)}")
        return None

    def _with(self, fact: Fact, period: Period) -> Subject:
        """The release with a figure given for another period too."""
        moved = fact._replace(period=period, id=f"{fact.id}#moved")
        prints = tuple(replace(p, fact=moved) for p in self.subject.prints.get(fact.id, ()))
        return replace(
            self.subject,
            by_aspects={**self.subject.by_aspects, aspects_of(moved): (moved,)},
            prints={**self.subject.prints, moved.id: prints},
        )

    def _by(self, period: Period, relation: Relation, words: str) -> _There:
        facts = [f for key in relation.keys for f in self.subject.alternatives(*key)]
        spans = tuple(dict.fromkeys(p.span for f in facts for p in self.subject.prints.get(f.id, ())[:1]))
        return _There(period, None, words, spans, tuple(f.id for f in facts))
