"""Which prints are to blame for what does not hold: the fewest, each with all that it explains.

A print is to blame where, without it, the most comes right: relations that were broken hold, contradictions are gone,
and what held holds still. Where the relations do not tell, the likeliest slip decides, and the others are named too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from .cause import NONE, Cause, Kind, likeliest, round_to, unlike_kin
from .judge import State
from .model import Outcome, Print
from .ranges import Range
from .relations import Key, Relation, key_of

_SLIP: Final = 10


class Rival(NamedTuple):
    """Another print that may be wrong instead, and what it should be then."""

    shown: Print
    right: Range | None


@dataclass(frozen=True, slots=True)
class Blame:
    """A print that is likely wrong: the relations that it broke, the prints that contradict it, what it should be.

    `again` are prints that say the same; `others` might be wrong instead, as far as the relations tell; `held` is how
    many relations hold of the figure without the print; `more` are others that no slip explains, as one explains this.
    """

    shown: Print
    broken: tuple[Relation, ...]
    against: tuple[Print, ...]
    right: Range | None
    cause: Cause
    again: tuple[Print, ...] = ()
    others: tuple[Rival, ...] = ()
    held: int = 0
    more: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class _Suspicion:
    """A print, and what comes of leaving it out: how much more holds, the relations mended, what it should be.

    `again` are prints of the same value that are left out with it; `known` is whether the place is known to be wrong,
    and how few other prints agree with it.
    """

    shown: Print
    again: tuple[Print, ...]
    gain: int
    mended: tuple[Relation, ...]
    against: tuple[Print, ...]
    right: Range | None
    whole: bool
    settled: frozenset[object]
    known: tuple[int, int]
    cause: Cause = NONE
    odd: bool = False

    @property
    def score(self) -> int:
        """What leaving it out gains; the same slip made twice is less likely than one."""
        return _SLIP * self.gain - len(self.again)

    def rank(self, margin: int) -> tuple[object, ...]:
        """The likelier wrong, the higher."""
        span = self.shown.span
        return (
            self.score,
            self.known,
            bool(self.against) and 2 * margin >= _SLIP,
            bool(self.against) or self.cause.kind is not Kind.ROUNDED,
            max(self.cause.kind, Kind.DIGIT) if self.against else self.cause.kind,
            self.odd,
            -round_to(self.shown),
            self.whole,
            margin,
            self.cause.kind is not Kind.ROUNDED,
            self.shown.kind == "prose",
            -span.line,
            -span.column,
        )


def worst(state: State, broken: Sequence[Relation], contested: Sequence[Key]) -> Blame | None:
    """The print whose leaving out mends the most, which is left out from then on; None where none mends anything."""
    found = _worst(state, broken, contested)
    if found is None:
        return None
    suspicion, others, more = found
    for shown in (suspicion.shown, *suspicion.again):
        state.exclude(shown, suspicion.right)
    key = key_of(suspicion.shown.fact)
    held = sum(state.weigh(r).outcome is Outcome.HELD for r in state.by_key.get(key, ()))
    return Blame(
        suspicion.shown,
        suspicion.mended,
        suspicion.against,
        suspicion.right,
        suspicion.cause,
        suspicion.again,
        tuple(Rival(other.shown, other.right) for other in others),
        held - len(suspicion.mended),
        tuple(Rival(other.shown, other.right) for other in more),
    )


def _worst(
    state: State, broken: Sequence[Relation], contested: Sequence[Key]
) -> tuple[_Suspicion, list[_Suspicion], list[_Suspicion]] | None:
    """The print whose leaving out mends the most, and those that would mend the same."""
    keys = dict.fromkeys((*contested, *(key for relation in broken for key in relation.keys)))
    suspicions = [s for key in keys for s in _suspicions(state, key, broken, contested) if s.gain > 0]
    if not suspicions:
        return None
    most = max(s.score for s in suspicions)
    ranked: list[tuple[tuple[object, ...], _Suspicion]] = []
    for each in suspicions:
        if each.score < most:
            continue
        rivals = [o.score for o in suspicions if _rivals(o, each)]
        guessed = replace(each, cause=_cause(state, each), odd=unlike_kin(state.subject, each.shown))
        ranked.append((guessed.rank(each.score - max(rivals, default=0)), guessed))
    best = max(ranked, key=lambda pair: pair[0])[1]
    likely = best.cause.kind is not Kind.UNKNOWN
    alike = [each for _, each in ranked if _rivals(each, best) and each.settled == best.settled]
    told = [each for each in alike if (each.cause.kind is not Kind.UNKNOWN) >= likely]
    return best, told, [each for each in alike if each not in told]


def _rivals(one: _Suspicion, other: _Suspicion) -> bool:
    """Whether two prints would explain something of the same."""
    return one.shown.span != other.shown.span and bool(one.settled & other.settled)


def _cause(state: State, suspicion: _Suspicion) -> Cause:
    if suspicion.right is None:
        return NONE
    return likeliest(state.subject, suspicion.shown, suspicion.right)


def _suspicions(state: State, key: Key, broken: Sequence[Relation], contested: Sequence[Key]) -> Iterable[_Suspicion]:
    """What leaving out each print of a figure would come to."""
    if key in state.settled:
        return
    relations = state.by_key.get(key, [])
    known = {id(relation) for relation in broken}
    wrong = [relation for relation in relations if id(relation) in known]
    sound = [r for r in relations if id(r) not in known and id(r) not in state.loose]
    held = [r for r in sound if state.weigh(r).outcome is Outcome.HELD]
    senses = state.senses(key)
    disputed = key in contested
    said: list[tuple[Relation, tuple[Range, ...] | None]] = []
    apart = -1
    for shown, again in _slips(state, key):
        rest = state.senses_without(key, shown, *again)
        gone = len(senses) - len(rest) if rest and disputed else 0
        against = tuple(p for s in rest for p in state.subject.prints.get(s.fact.id, ())) if gone else ()
        if rest and [sense.range for sense in rest] == [sense.range for sense in senses]:
            continue
        said = said or [(relation, state.implied(relation, key)) for relation in (*wrong, *held)]
        tried = [_joint(said, sense.range) for sense in rest] or [_joint(said, None)]
        kept, right = max(tried, key=lambda pair: len(pair[0]))
        kept_ids = {id(relation) for relation in kept}
        lost = _lost(held, kept)
        if gone and lost:
            # What no one print of the figure bears out by itself is not lost by leaving out another.
            apart = apart if apart >= 0 else min(_lost(held, _joint(said, sense.range)[0]) for sense in senses)
            lost = max(0, lost - apart)
        mended = tuple(relation for relation in wrong if id(relation) in kept_ids)
        settled: frozenset[object] = frozenset((*map(id, mended), *((key,) if gone else ())))
        whole = len(mended) == len(wrong) and not lost
        beside = state.subject.prints.get(shown.fact.id, ())
        known_wrong = any(span == shown.span for span, _ in state.excluded)
        known_place = (int(known_wrong), -sum(p.span != shown.span for p in beside))
        gain = gone + len(mended) - lost
        yield _Suspicion(shown, again, gain, mended, against, right, whole, settled, known_place)


def _lost(held: Sequence[Relation], kept: Sequence[Relation]) -> int:
    kept_ids = {id(relation) for relation in kept}
    return sum(id(relation) not in kept_ids for relation in held)


def _slips(state: State, key: Key) -> Iterator[tuple[Print, tuple[Print, ...]]]:
    """Each print of a figure by itself, and all of one value together."""
    for fact in state.facts[key]:
        left = [p for p in state.subject.prints.get(fact.id, ()) if (p.span, fact.id) not in state.excluded]
        for shown in left:
            yield shown, ()
        if len(left) > 1:
            first = min(left, key=lambda p: (p.range.width, p.span))
            yield first, tuple(p for p in left if p is not first)


def _joint(
    said: Sequence[tuple[Relation, tuple[Range, ...] | None]], within: Range | None
) -> tuple[list[Relation], Range | None]:
    """The relations that one value of a figure satisfies, as many as can be, and where that value lies.

    `said` is what each relation lets the figure be (None for anything), `within` what its other prints do.
    """
    kept = [relation for relation, ranges in said if ranges is None]
    told: list[tuple[Relation, list[Range]]] = []
    for relation, ranges in said:
        inside = [each if within is None else each & within for each in ranges or ()]
        told.append((relation, [each for each in inside if each is not None]))
    best: list[tuple[Relation, Range]] = []
    for point in dict.fromkeys(each.low for _, ranges in told for each in ranges):
        here = [
            (relation, each)
            for relation, ranges in told
            for each in [next((r for r in ranges if r.low <= point <= r.high), None)]
            if each is not None
        ]
        if len(here) > len(best):
            best = here
    if not best:
        return kept, within
    low, high = max(r.low for _, r in best), min(r.high for _, r in best)
    return [*kept, *(relation for relation, _ in best)], Range(low, high)
