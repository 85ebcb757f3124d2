"""A release with the figures of rows and columns that say a wrong period put where they belong.

What else does not hold only because they stood there, or because figures were left unbound, is no error more. Which
rows and columns stand wrongly, is `moved`'s matter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from ...taxonomy.profile.formulas import refs
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..report import Fact, Period, Trace
from ..validate import CalculationResult, Verdict
from .model import Aspects, Dimensions, Print, Subject, aspects_of


@dataclass(frozen=True, slots=True)
class Relocated:
    """The release to be checked, and the sums (the ids of their facts) that are broken only by what stood wrongly.

    `lost` are the lines of which a cell is left unbound; `shaky` are those that stand in a sum with one of these, or
    with one that was put elsewhere: what adds up there cannot be seen.
    """

    subject: Subject
    explained: frozenset[frozenset[str]] = frozenset()
    lost: frozenset[QName] = frozenset()
    shaky: frozenset[str] = frozenset()


def relocated(subject: Subject, moved: Mapping[str, Period], wrong: frozenset[tuple[Span, str]]) -> Relocated:
    """The release with facts given for another period; `wrong` are their prints that stand there, by place and id."""
    lost = _unbound_lines(subject)
    if not moved and not lost:
        return Relocated(subject)
    by_aspects: dict[Aspects, list[Fact]] = {}
    prints: dict[str, tuple[Print, ...]] = {}
    now: dict[str, Fact] = {}
    for fact in subject.facts:
        if fact.id not in moved:
            by_aspects.setdefault(aspects_of(fact), []).append(fact)
            prints[fact.id] = subject.prints.get(fact.id, ())
    for fact in subject.facts:
        if fact.id not in moved:
            continue
        here = [p for p in subject.prints.get(fact.id, ()) if (p.span, fact.id) in wrong]
        rest = [p for p in subject.prints.get(fact.id, ()) if (p.span, fact.id) not in wrong]
        there = fact._replace(period=moved[fact.id])
        if rest:
            by_aspects.setdefault(aspects_of(fact), []).append(fact)
            prints[fact.id] = tuple(rest)
            there = there._replace(id=f"{fact.id}#moved")
        same = by_aspects.setdefault(aspects_of(there), [])
        known = next((f for f in same if f.unit == there.unit and _agree(prints.get(f.id, ()), here)), None)
        if known is None:
            same.append(there)
            known = there
        now[fact.id] = known
        prints[known.id] = (*prints.get(known.id, ()), *(replace(p, fact=known) for p in here))
    concepts = {(fact.concept, fact.period, fact.dimensions) for fact in now.values()}
    kept: list[CalculationResult] = []
    explained: set[frozenset[str]] = set()
    for result in subject.sums:
        facts = (result.total, *(part.fact for part in result.parts))
        placed = _placed(result, now)
        broken = result.verdict is Verdict.BROKEN
        if broken and (_undone(result, placed, facts, now, concepts) or lost.intersection(result.missing)):
            explained.add(frozenset(fact.id for fact in facts))
        else:
            kept.append(placed)
    return Relocated(
        replace(
            subject,
            by_aspects={aspects: tuple(facts) for aspects, facts in by_aspects.items()},
            prints=prints,
            sums=tuple(kept),
        ),
        frozenset(explained),
        frozenset(lost),
        beside(subject, {name.local for name in lost} | {fact.concept.local for fact in now.values()}),
    )


def _unbound_lines(subject: Subject) -> set[QName]:
    """The lines of which a cell is left unbound, as far as other cells of its row, or rows of its words, tell them."""
    lines: dict[tuple[int, int], set[QName]] = {}
    named: dict[str, set[QName]] = {}
    for trace in subject.traces:
        if trace.table is not None and trace.fact is not None:
            lines.setdefault((trace.table, trace.span.line), set()).add(trace.fact.concept)
            named.setdefault(_label(trace), set()).add(trace.fact.concept)
    lost: set[QName] = set()
    for trace in subject.traces:
        if trace.table is not None and trace.fact is None and trace.reason == "unbound":
            lost |= lines.get((trace.table, trace.span.line), set()) | named.get(_label(trace), set())
    return lost


def beside(subject: Subject, changed: Collection[str]) -> frozenset[str]:
    """The lines that stand in a sum with some lines, by networks and formulas, and what measures make of these."""
    sums: dict[object, set[str]] = {}
    for row in subject.profile.calculation:
        sums.setdefault((row.role, row.total), {row.total}).add(row.part)
    for number, derivation in enumerate(subject.profile.derivations):
        if derivation.concept:
            sums[number] = {derivation.concept, *(ref.concept for ref in refs(derivation.formula))}
    found = {line for lines in sums.values() if lines.intersection(changed) for line in lines}
    return frozenset(found | {name for name, (_, base) in subject.profile.derived().items() if base.name in found})


def _label(trace: Trace) -> str:
    return "".join(trace.labels[-1:]).casefold()


def _agree(known: tuple[Print, ...], more: list[Print]) -> bool:
    return all(a.range & b.range for a in known for b in more)


def _placed(result: CalculationResult, now: Mapping[str, Fact]) -> CalculationResult:
    if not any(fact.id in now for fact in (result.total, *(part.fact for part in result.parts))):
        return result
    parts = tuple(part._replace(fact=now.get(part.fact.id, part.fact)) for part in result.parts)
    return replace(result, total=now.get(result.total.id, result.total), parts=parts)


def _undone(
    result: CalculationResult,
    placed: CalculationResult,
    facts: tuple[Fact, ...],
    now: Mapping[str, Fact],
    concepts: set[tuple[QName, Period, Dimensions]],
) -> bool:
    """Whether a sum is broken by figures that stood elsewhere: it has some of them, or lacks them."""
    if any(fact.id in now for fact in facts) and (result.missing or not all(fact.id in now for fact in facts)):
        return True
    total = placed.total
    return any((part, total.period, total.dimensions) in concepts for part in result.missing)
