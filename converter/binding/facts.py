"""From bindings to a report: marks with equal aspects become one fact, the most accurate; contradictions stay visible.

Which aspects a mark has is settled in `bind`; how a report is written is left to the emitters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...taxonomy.amount import plain
from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import ISO4217, XBRLDI, XBRLI
from ...taxonomy.profile import Relation
from ..interval import Interval, rounded_from
from ..report import Entity, Fact, Report, Status, Trace
from .bind import Bindings
from .known import Known
from .model import Binding, Exclusion, Outcome


@dataclass(frozen=True, slots=True)
class Built:
    """The report, the account of every mark, and what the release says against itself."""

    report: Report
    traces: tuple[Trace, ...]
    findings: tuple[Finding, ...]


def build(bindings: Bindings, known: Known) -> Built:
    """One fact for every set of aspects and, where prints contradict each other, one for each of the values.

    Facts are in the order in which they are first printed; ids `f1`, `f2`, … follow it.
    """
    profile = known.profile
    entity = Entity(profile.entity.scheme, profile.entity.identifier)
    groups: dict[tuple[object, ...], list[Binding]] = {}
    for binding in bindings.bound:
        aspects = (binding.concept, binding.period, binding.unit, binding.dimensions)
        groups.setdefault(aspects, []).append(binding)
    drafts: list[tuple[list[Binding], Fact]] = []
    findings: list[Finding] = []
    for group in groups.values():
        classes = _agreeing(group)
        drafts += [(members, _fact(members, entity)) for members in classes]
        valued = [members for members in classes if members[0].value is not None]
        if len(valued) > 1:
            findings.append(_contradiction(valued))
        if 0 < len(valued) < len(classes):
            findings.append(_nil_beside(classes[-1], valued[0]))
    drafts.sort(key=lambda draft: _first_print(draft[0]))
    facts = tuple(fact._replace(id=f"f{n}") for n, (_, fact) in enumerate(drafts, 1))
    fact_of = {id(b): f for (members, _), f in zip(drafts, facts, strict=True) for b in members}
    crosswalk = {c.concept: (c.us_gaap, c.relation.value) for c in profile.crosswalk}
    traces = tuple(_trace(o, fact_of.get(id(o)), crosswalk) for o in bindings.outcomes)
    prefixes = {
        profile.issuer.prefix: known.namespace,
        "xbrli": XBRLI,
        "iso4217": ISO4217,
        "xbrldi": XBRLDI,
    }
    report = Report(facts, (f"taxonomy/{profile.issuer.prefix}.xsd",), prefixes)
    return Built(report, traces, tuple(findings))


def _first_print(members: Sequence[Binding]) -> tuple[int, int, str, str]:
    first = min(members, key=lambda b: (b.mark.span.line, b.mark.span.column))
    end = first.period.end
    return first.mark.span.line, first.mark.span.column, end.isoformat() if end else "", first.concept.local


def _agreeing(group: Sequence[Binding]) -> list[list[Binding]]:
    """The prints of one set of aspects, split so that all in a class can be roundings of its most accurate one.

    Handling Duplicate Facts (XBRL International, 2019) calls such duplicates consistent: the intervals that decimals
    give have a value in common, and prints of the same accuracy are the same. Nil agrees with nil only.
    """
    classes: list[_Class] = []
    for binding in sorted(group, key=_accuracy):
        home = next((c for c in classes if c.takes(binding)), None)
        if home is None:
            classes.append(_Class.of(binding))
        else:
            home.add(binding)
    return [c.members for c in classes]


@dataclass(slots=True)
class _Class:
    """Prints that agree, with the interval they share; None for nil marks."""

    members: list[Binding]
    shared: Interval | None

    @classmethod
    def of(cls, binding: Binding) -> _Class:
        return cls([binding], _interval(binding))

    def takes(self, binding: Binding) -> bool:
        interval = _interval(binding)
        if self.shared is None or interval is None:
            return self.shared is interval
        alike = all(m.value == binding.value for m in self.members if m.decimals == binding.decimals)
        return alike and not (self.shared & interval).empty

    def add(self, binding: Binding) -> None:
        interval = _interval(binding)
        self.members.append(binding)
        if self.shared is not None and interval is not None:
            self.shared = self.shared & interval


def _interval(binding: Binding) -> Interval | None:
    return None if binding.value is None else rounded_from(binding.value, binding.decimals)


def _accuracy(binding: Binding) -> tuple[int, int, int]:
    """Most accurate first, in order of print among equals; nil last."""
    if binding.value is None:
        rank = 1 << 30
    elif binding.decimals is None:
        rank = -(1 << 30)
    else:
        rank = -binding.decimals
    return rank, binding.mark.span.line, binding.mark.span.column


def _fact(members: Sequence[Binding], entity: Entity) -> Fact:
    best = members[0]
    return Fact(
        "",
        best.concept,
        best.value,
        best.period,
        best.unit,
        entity,
        best.decimals,
        best.dimensions,
        None,
        tuple(b.mark.span for b in members),
    )


def _contradiction(classes: Sequence[Sequence[Binding]]) -> Finding:
    best = classes[0][0]
    shown = [b for members in classes for b in members[:2]]
    prints = "; ".join(f"{b.mark.raw} at line {b.mark.span.line} (“{b.place.row}”, {_amount(b)})" for b in shown)
    others = [b.mark.span for members in classes[1:] for b in members]
    return finding(
        "bind:contradiction",
        f"{best.concept.local} is printed with values that no rounding reconciles: {prints}",
        source=classes[-1][0].mark.span,
        also=(best.mark.span, *others[1:]),
    )


def _nil_beside(nils: Sequence[Binding], valued: Sequence[Binding]) -> Finding:
    nil, figure = nils[0], valued[0]
    return finding(
        "bind:nil-beside-figure",
        f"{nil.concept.local} is “{nil.mark.raw}” in “{nil.place.row}”, and {figure.mark.raw} at line "
        f"{figure.mark.span.line} (“{figure.place.row}”)",
        source=nil.mark.span,
        also=(figure.mark.span,),
    )


def _amount(binding: Binding) -> str:
    return "nil" if binding.value is None else plain(binding.value)


def _trace(outcome: Outcome, fact: Fact | None, crosswalk: dict[str, tuple[str, str]]) -> Trace:
    mark, place = outcome.mark, outcome.place
    if isinstance(outcome, Exclusion):
        return Trace(
            mark.span, mark.raw, mark.kind.value, Status.EXCLUDED, outcome.reason,
            table=place.table, labels=place.labels, headers=place.headers, why=outcome.why, meant=outcome.meant,
        )  # fmt: skip
    # A derived concept has no row of its own: US-GAAP has no word for a change or a share of a total.
    us_gaap, relation = crosswalk.get(outcome.concept.local, ("", Relation.NONE.value))
    why = outcome.why
    if fact is not None and fact.value != outcome.value:
        why = (*why, f"line {fact.marks[0].line} prints it more precisely, and the fact has that value")
    return Trace(
        mark.span, mark.raw, mark.kind.value, Status.NIL if outcome.value is None else Status.FACT,
        printed_value=outcome.printed, fact=fact, us_gaap=us_gaap, relation=relation,
        table=place.table, labels=place.labels, headers=place.headers, why=why,
    )  # fmt: skip
