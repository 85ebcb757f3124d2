"""An issuer's releases against each other: comparative columns, opening balances, quarters that make a half year.

What differs only because lines were moved between each other is told as reclassified: their total ties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from ...taxonomy.finding import Finding, finding
from ...taxonomy.profile import ConceptType
from ..report import Fact, Period, Unit
from .beside import derived_beside
from .derived import fact_range
from .model import Aspects, Audit, Check, Outcome, Subject, aspects_of, currency_of
from .ranges import Range, minus, plus, point, times
from .release import ordered
from .tell import amount_words, figure, name, place

Key = tuple[Aspects, Unit | None]


def audit_across(subjects: Sequence[Subject]) -> Audit:
    """Releases of one issuer against each other, in the order in which they were made public."""
    in_time = sorted(subjects, key=lambda s: (s.made is None, s.made, s.name))
    findings: list[Finding] = []
    checks: list[Check] = []
    for earlier, later in combinations(in_time, 2):
        if earlier.document.lines == later.document.lines:
            message = f"{later.name} is the same text as {earlier.name}; it is not compared with it"
            findings.append(finding("audit:same-release", message))
            continue
        for one in _compared(earlier, later):
            checks.append(one.check if isinstance(one, Unlike) else one)
            if isinstance(one, Unlike):
                findings.append(_unlike_finding(one))
    added = list(_quarters(in_time))
    uneven = [one for one in added if isinstance(one, Uneven)]
    checks += [one.check if isinstance(one, Uneven) else one for one in added]
    told: set[str] = set()
    for whole in uneven:
        if whole.whole[1].id not in told:
            exchanged = _exchanged(whole, uneven, checks)
            told |= {whole.whole[1].id, *(other.whole[1].id for other in exchanged)}
            findings.append(_uneven_finding(whole, exchanged))
    for subject in in_time:
        more, made = derived_beside(subject, [other for other in in_time if other is not subject])
        findings += more
        checks += made
    return Audit(ordered(findings), tuple(checks))


# --- what was reported then -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unlike:
    """A figure that two releases give differently; `moved` are the lines it was exchanged with, their total tying."""

    check: Check
    earlier: Subject
    later: Subject
    before: Fact
    after: Fact
    moved: tuple[tuple[Fact, Fact], ...] = ()
    total: Fact | None = None


def _keyed(subject: Subject) -> dict[Key, tuple[Fact, ...]]:
    keyed: dict[Key, list[Fact]] = {}
    for fact in subject.facts:
        keyed.setdefault((aspects_of(fact), fact.unit), []).append(fact)
    return {key: tuple(facts) for key, facts in keyed.items()}


def _compared(earlier: Subject, later: Subject) -> Iterator[Check | Unlike]:
    """Every figure that both give. A translation is at each release's own rate, and a forecast may change."""
    then, now = _keyed(earlier), _keyed(later)
    unlike: dict[Key, tuple[Fact, Fact]] = {}
    for key, before in then.items():
        after = now.get(key)
        if after is None or currency_of(key[1]) not in ("", earlier.currency) or _forecast(earlier, before[0]):
            continue
        about = f"{name(later, after[0])}, here and in {earlier.name}"
        ids = (before[0].id, after[0].id)
        if any(fact_range(earlier, a) & fact_range(later, b) for a in before for b in after):
            yield Check("across", Outcome.HELD, about, ids)
        else:
            unlike[key] = (before[0], after[0])
    for key, (first, second) in unlike.items():
        moved, total = _moved(earlier, later, key, unlike, then, now)
        about = f"{name(later, second)}, here and in {earlier.name}"
        check = Check("across", Outcome.BROKEN, about, (first.id, second.id))
        yield Unlike(check, earlier, later, first, second, moved, total)


def _forecast(subject: Subject, fact: Fact) -> bool:
    """Whether the figure was of a time still to come when its release was made."""
    return subject.made is not None and fact.period.end is not None and fact.period.end > subject.made


def _moved(
    earlier: Subject,
    later: Subject,
    key: Key,
    unlike: dict[Key, tuple[Fact, Fact]],
    then: dict[Key, tuple[Fact, ...]],
    now: dict[Key, tuple[Fact, ...]],
) -> tuple[tuple[tuple[Fact, Fact], ...], Fact | None]:
    """The other lines of a sum that differ too, or stand in one release only, where the sum's total is as it was."""
    (concept, period, dimensions), unit = key
    for subject in (earlier, later):
        for result in subject.sums:
            total = (aspects_of(result.total), result.total.unit)
            parts = [part.fact.concept.local for part in result.parts]
            if total[0][1:] != (period, dimensions) or total[1] != unit or concept not in parts:
                continue
            if total in unlike or total not in then or total not in now:
                continue
            others = [
                unlike[other]
                for part in parts
                if part != concept and (other := ((part, period, dimensions), unit)) in unlike
            ]
            only_here = any(
                (((part, period, dimensions), unit) in then) != (((part, period, dimensions), unit) in now)
                for part in parts
            )
            if others or only_here:
                return tuple(others), now[total][0]
    return (), None


def _unlike_finding(unlike: Unlike) -> Finding:
    earlier, later = unlike.earlier, unlike.later
    change = minus(fact_range(later, unlike.after), fact_range(earlier, unlike.before))
    message = (
        f"{figure(later, unlike.after)} in {later.name} was reported as {_was(earlier, unlike.before)} in "
        f"{earlier.name}, a difference of {amount_words(change)}."
    )
    marks = [*unlike.after.marks[:1], *unlike.before.marks[:1]]
    if unlike.total is not None:
        lines = ", ".join(name(later, after) for _, after in unlike.moved) or "a line that only one of them gives"
        message += f" {figure(later, unlike.total)} is as it was reported: amounts were moved to or from {lines}."
        return finding("audit:reclassified", message, source=marks[0], also=marks[1:], facts=[unlike.after.id])
    return finding("audit:not-as-reported", message, source=marks[0], also=marks[1:], facts=[unlike.after.id])


def _was(subject: Subject, fact: Fact) -> str:
    shown = subject.prints[fact.id][0]
    return f"{shown.raw} (line {shown.span.line})"


# --- periods that make a longer one -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Uneven:
    """An amount of a period that is not the sum of those of the two periods that make it."""

    check: Check
    whole: tuple[Subject, Fact]
    first: tuple[Subject, Fact]
    second: tuple[Subject, Fact]
    difference: Range


def _quarters(subjects: Sequence[Subject]) -> Iterator[Check | Uneven]:
    """Amounts of a period against those of the two periods that it is made of, from whichever release gives them."""
    flows: dict[tuple[str, object, Unit | None], dict[Period, list[tuple[Subject, Fact]]]] = {}
    for subject in subjects:
        for fact in subject.facts:
            if _flow(subject, fact) and not _forecast(subject, fact):
                key = (fact.concept.local, fact.dimensions, fact.unit)
                flows.setdefault(key, {}).setdefault(fact.period, []).append((subject, fact))
    for by_period in flows.values():
        yield from _made_of(by_period)


def _flow(subject: Subject, fact: Fact) -> bool:
    concept = subject.profile.concepts.get(fact.concept.local)
    return (
        concept is not None
        and concept.type is ConceptType.MONETARY
        and fact.period.start is not None
        and currency_of(fact.unit) == subject.currency
    )


def _made_of(by_period: dict[Period, list[tuple[Subject, Fact]]]) -> Iterator[Check | Uneven]:
    in_time = sorted(by_period, key=lambda p: (p.start or date.min, p.end or date.max))
    for first, second in combinations(in_time, 2):
        if first.end is None or second.start != first.end + timedelta(days=1):
            continue
        whole = by_period.get(Period(first.start, second.end))
        if not whole:
            continue
        yield _evened(whole, by_period[first], by_period[second])


def _evened(
    wholes: Iterable[tuple[Subject, Fact]],
    firsts: Sequence[tuple[Subject, Fact]],
    seconds: Sequence[tuple[Subject, Fact]],
) -> Check | Uneven:
    """Of several prints the ones that agree are taken; that they differ is told elsewhere."""
    missed: Uneven | None = None
    for whole in wholes:
        for first in firsts:
            for second in seconds:
                added = plus(fact_range(*first), fact_range(*second))
                whole_range = fact_range(*whole)
                about = f"{name(*whole)}, the sum of the periods that make it"
                ids = (whole[1].id, first[1].id, second[1].id)
                if whole_range & added:
                    return Check("periods", Outcome.HELD, about, ids)
                check = Check("periods", Outcome.BROKEN, about, ids)
                missed = missed or Uneven(check, whole, first, second, minus(whole_range, added))
    assert missed is not None
    return missed


def _exchanged(uneven: Uneven, others: Sequence[Uneven], checks: Sequence[Check]) -> tuple[Uneven, ...]:
    """The other lines of a sum that are uneven too, where they make up for each other and the sum's total is even."""
    subject, whole = uneven.whole
    held = {check.facts[0] for check in checks if check.kind == "periods" and check.outcome is Outcome.HELD}
    by_fact = {one.whole[1].id: one for one in others if one.whole[0] is subject}
    for result in subject.sums:
        parts = {part.fact.id: part.weight for part in result.parts}
        if whole.id not in parts or result.total.id not in held:
            continue
        together = [by_fact[part] for part in parts if part in by_fact]
        rest = point(0)
        for one in together:
            rest = plus(rest, times(one.difference, point(parts[one.whole[1].id])))
        if len(together) > 1 and rest.low <= 0 <= rest.high:
            return tuple(one for one in together if one is not uneven)
    return ()


def _uneven_finding(uneven: Uneven, exchanged: Sequence[Uneven]) -> Finding:
    places = "; ".join(f"{figure(*one)} in {one[0].name}" for one in (uneven.whole, uneven.first, uneven.second))
    message = (
        f"{name(*uneven.whole)} is not the sum of the two periods that make it, by "
        f"{amount_words(uneven.difference)}: {places}."
    )
    marks = [mark for one in (uneven.whole, uneven.first, uneven.second) for mark in one[1].marks[:1]]
    code = "audit:periods-do-not-add"
    if exchanged:
        lines = "; ".join(
            f"{name(*one.whole)}, by {amount_words(one.difference)} ({place(one.whole[0], one.whole[1].marks[0])})"
            for one in exchanged
        )
        message += f" Amounts were moved between lines of one total, which is even; the other way: {lines}."
        marks += [
            mark for one in exchanged for side in (one.whole, one.first, one.second) for mark in side[1].marks[:1]
        ]
        code = "audit:reclassified"
    return finding(
        code,
        message,
        source=marks[0],
        also=marks[1:],
        facts=dict.fromkeys(fact for one in (uneven, *exchanged) for fact in one.check.facts),
    )
