"""All checks of one release, in order, and what is told of them: each slip once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from ...taxonomy.finding import Finding, Severity
from ...taxonomy.span import Span
from ..validate import Verdict
from ..validate.prints import CONTRADICTING
from .breakdown import breakdowns
from .cause import NONE, Kind, as_printed, one_off
from .dates import DATE_CHECKS
from .derived import Attempt, attempts, derived_relations
from .diagnose import Blame, Rival, worst
from .foot import Footing, footing
from .judge import State, Weighed
from .model import Audit, Check, Outcome, Print, Subject
from .moved import figures_of_another
from .parts import PART_CHECKS
from .ranges import Range, to_places
from .relations import Key, Linear, Relation, key_of, reached
from .relocate import beside, relocated
from .story import SUM_CODE, stories
from .strayed import strayed
from .tell import name
from .translation import Rate, rate_findings, rates, translations
from .twice import footed, footed_finding, printed_twice
from .unbound import near_misses
from .words import WORD_CHECKS

_NOWHERE = Span("", 0, 0)
_SUMS_OF_PRINTS: Final = ("audit:sum-of-contradicting-prints", "audit:no-print-makes-the-sum")
_LOST: Final = "some of its parts are left unbound or stand under a period that is not theirs"
_MOST_BLAMES: Final = 200
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def audit_release(given: Subject) -> Audit:
    """The release against itself."""
    rows = figures_of_another(given)
    placed = relocated(given, rows.moved, rows.prints)
    subject = placed.subject
    stated = rates(subject)
    tried = tuple(attempts(subject))
    built = list(_built(subject, stated, tried))
    relations = [one for one in built if isinstance(one, Relation)]
    state = State(subject, relations)
    weighed = [state.weigh(relation) for relation in relations]
    checks = [one for one in built if isinstance(one, Check)]
    checks += [one.check(_about(subject, state, one.relation)) for one in weighed]
    checks += [
        Check(
            "sum", Outcome.UNMADE, "a sum of figures that are left out or stand under another period", tuple(ids), _LOST
        )
        for ids in sorted(map(sorted, placed.explained))
    ]
    twice = list(printed_twice(subject, state))
    checks += [check for _, check in twice]
    said = [*rows.told, *strayed(subject, weighed, tried, rows.prints, placed.lost)]
    said += (one for check in (*DATE_CHECKS, *WORD_CHECKS, *PART_CHECKS, near_misses) for one in check(subject))
    checks += [one for one in said if isinstance(one, Check)]
    contested = [key for key, check in twice if check.outcome is Outcome.BROKEN]
    findings = [one for one in said if isinstance(one, Finding)]
    findings += rate_findings(subject, stated)
    # A period that is wrong of a figure says more than that the figure does not fit.
    known = {f.source for f in findings if f.code == "audit:period-of-another"}
    strange = {fact for f in findings if f.code == "audit:period-of-another" for fact in f.facts}
    apart = beside(subject, {fact.concept.local for fact in subject.facts if fact.id in strange})
    told = _Diagnosis(subject, state, footing(subject), placed.shaky | apart).findings(weighed, contested)
    findings += [f for f in told if f.severity is Severity.INFO or f.source not in known]
    order = {Outcome.HELD: 0, Outcome.BROKEN: 0, Outcome.UNMADE: 1}
    in_order = tuple(sorted(checks, key=lambda c: (_KINDS.index(c.kind), order[c.outcome])))
    return Audit(ordered(findings), in_order, placed.explained)


def relations_of(subject: Subject) -> tuple[Relation, ...]:
    """All that ties the figures of a release to each other."""
    rows = figures_of_another(subject)
    placed = relocated(subject, rows.moved, rows.prints).subject
    built = _built(placed, rates(placed), attempts(placed))
    return tuple(one for one in built if isinstance(one, Relation))


def _built(subject: Subject, stated: tuple[Rate, ...], tried: Iterable[Attempt]) -> Iterator[Relation | Check]:
    yield from sum_relations(subject)
    yield from derived_relations(subject, tried)
    yield from translations(subject, stated)
    yield from breakdowns(subject)


_KINDS: Final = (
    "sum",
    "breakdown",
    "parts",
    "twice",
    "derived",
    "translation",
    "words",
    "dates",
    "across",
    "periods",
    "beside",
)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The most serious first, then as they stand in the release; what is said alike is said once."""
    once = dict.fromkeys(findings)
    return tuple(
        sorted(once, key=lambda f: (_ORDER[f.severity], f.source is None, f.source or _NOWHERE, f.code, f.message))
    )


def sum_relations(subject: Subject) -> Iterator[Relation | Check]:
    """The sums of the networks, each once however many networks have it."""
    roles: dict[tuple[Key, Linear], list[str]] = {}
    for result in subject.sums:
        if result.verdict is Verdict.SKIPPED and result.why not in CONTRADICTING:
            ids = (result.total.id, *(part.fact.id for part in result.parts))
            yield Check("sum", Outcome.UNMADE, f"{name(subject, result.total)}, the sum of its parts", ids, result.why)
            continue
        parts = dict.fromkeys((Fraction(part.weight), key_of(part.fact)) for part in result.parts)
        known = roles.setdefault((key_of(result.total), Linear(tuple(parts))), [])
        if result.role not in known:
            known.append(result.role)
    for (total, way), names in roles.items():
        yield Relation("sum", total, (way,), "the sum of its parts", role="; ".join(names))


def _about(subject: Subject, state: State, relation: Relation) -> str:
    label = name(subject, state.facts[relation.target][0])
    joined = " " if relation.kind == "translation" else ", " if relation.kind == "sum" else " = "
    return f"{label}{joined}{relation.words}"


# --- who is to blame --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Diagnosis:
    """What does not hold, told as what is rounded to foot and as stories of prints that are wrong."""

    subject: Subject
    state: State
    feet: Footing
    shaky: frozenset[str]
    _told: dict[object, Finding] = field(default_factory=dict)

    def findings(self, weighed: Iterable[Weighed], contested: Iterable[Key]) -> list[Finding]:
        """First what is rounded to foot, then who is to blame for the rest; the two may show each other."""
        broken = [one.relation for one in weighed if one.outcome is Outcome.BROKEN]
        keys = list(contested)
        broken, keys = self._without_footed(broken, keys, ())
        for key in keys:
            for sense in self.state.senses(key):
                for relation in self.state.by_key.get(key, ()):
                    if self._column(relation, (), {key: sense.range}) is not None:
                        self.state.loose.add(id(relation))
        blames: list[Blame] = []
        while (broken or keys) and len(blames) < _MOST_BLAMES:
            blame = worst(self.state, broken, keys)
            if blame is None:
                break
            if not self._rounds(blame, blames):
                blames.append(blame)
            wrong = {(each.shown.span, each.shown.fact.id) for each in blames}
            broken = [r for r in broken if self.state.weigh(r).outcome is Outcome.BROKEN]
            keys = [key for key in keys if len(self.state.senses(key)) > 1]
            broken, keys = self._without_footed(broken, keys, wrong)
        blames += self._left(broken, keys)
        # What adds up with a figure that is wrong cannot be seen either.
        spoilt = {each.shown.fact.concept.local for each in blames if each.cause.kind is not Kind.ROUNDED}
        shaky = self.shaky | beside(self.subject, spoilt)
        return [*dict.fromkeys(self._told.values()), *stories(self.subject, self.state, blames, shaky)]

    def _left(self, broken: Iterable[Relation], contested: Iterable[Key]) -> Iterator[Blame]:
        """What no print alone explains: the least accurate print is told, with all that it might be instead."""
        for key in contested:
            prints = [self.subject.prints[sense.fact.id][0] for sense in self.state.senses(key)]
            yield Blame(
                prints[-1], (), tuple(prints[:-1]), None, NONE, others=tuple(Rival(p, None) for p in prints[:-1])
            )
        for relation in broken:
            prints = [p for key in relation.keys for p in self.state.prints(key)[:1]]
            if prints:
                yield Blame(prints[0], (relation,), (), None, NONE, others=tuple(Rival(p, None) for p in prints[1:]))

    def _rounds(self, blame: Blame, blames: Iterable[Blame]) -> bool:
        """Whether a print that is one off is so only that its column adds up; it is told as that."""
        shown, right = blame.shown, blame.right
        if blame.cause.kind is not Kind.ROUNDED or blame.against or right is None or shown.decimals is None:
            return False
        wrong = {(each.shown.span, each.shown.fact.id) for each in blames}
        value = to_places(right.middle, shown.decimals)
        column = self.feet.with_print(shown, value, wrong) if one_off(shown, value) else None
        if column is not None:
            why = f"by what it stands beside it is {as_printed(right.middle, shown, 1)}"
            told = footed_finding(self.subject, shown, value, column, why, [])
            self._told.setdefault(key_of(shown.fact), told)
        return column is not None

    def _without_footed(
        self, broken: list[Relation], contested: list[Key], wrong: Collection[tuple[Span, str]]
    ) -> tuple[list[Relation], list[Key]]:
        keys = []
        known = {id(relation) for relation in broken}
        for key in contested:
            facts = tuple(sense.fact for sense in self.state.senses(key))
            for told, prints in footed(self.subject, facts, self.feet, wrong):
                if self._stands(key, prints):
                    self._told.setdefault(key, told)
                    for shown in prints:
                        self.state.exclude(shown, None)
                    more = (r for r in self.state.by_key.get(key, ()) if id(r) not in known)
                    broken = [*broken, *(r for r in more if self.state.weigh(r).outcome is Outcome.BROKEN)]
            if len(self.state.senses(key)) > 1:
                keys.append(key)
        return [relation for relation in broken if not self._foots(relation, wrong)], keys

    def _stands(self, key: Key, off: tuple[Print, ...]) -> bool:
        """Whether as much of what holds of a figure holds without its prints that are one off as with them alone."""
        rest = self.state.senses_without(key, *off)
        alone = tuple(sense for sense in self.state.senses(key) if sense not in rest)
        held = [r for r in self.state.by_key.get(key, ()) if self.state.weigh(r).outcome is Outcome.HELD]
        lost = sum(not self.state.holds(r, key, rest) for r in held)
        return lost <= sum(not self.state.holds(r, key, alone) for r in held)

    def _foots(self, relation: Relation, wrong: Collection[tuple[Span, str]]) -> bool:
        found = self._column(relation, wrong)
        if found is not None:
            self._tell(relation, *found)
        return found is not None

    def _column(
        self, relation: Relation, wrong: Collection[tuple[Span, str]], given: Mapping[Key, Range] | None = None
    ) -> tuple[Print, Range, tuple[Print, ...]] | None:
        """A print that is one off from what its relation comes to, and the column that adds up only with it.

        `given` says what some figures are, of those that are printed with several values.
        """
        if relation.kind not in ("derived", "translation"):
            return None
        senses = {key: self.state.senses(key) for key in relation.keys}
        if not all(senses.values()):
            return None
        best = {key: min((sense.range for sense in several), key=lambda r: r.width) for key, several in senses.items()}
        best |= given or {}
        for way in relation.ways:
            result = reached(way, best.__getitem__)
            if result is None or result & best[relation.target]:
                continue
            for sense in senses[relation.target]:
                for shown in self.subject.prints.get(sense.fact.id, ()):
                    right = to_places(result.middle, shown.decimals or 0)
                    column = self.feet.with_print(shown, right, wrong) if one_off(shown, right) else None
                    if column is not None:
                        return shown, result, column
        return None

    def _tell(self, relation: Relation, shown: Print, result: Range, column: tuple[Print, ...]) -> None:
        right = to_places(result.middle, shown.decimals or 0)
        digits = as_printed(result.middle, shown, 1)
        rule = relation.words if relation.kind == "translation" else f"by {relation.words}"
        why = f"{rule} it is {digits}"
        # One figure that is one off is told once, whatever shows it.
        self._told.setdefault(relation.target, footed_finding(self.subject, shown, right, column, why, []))


def told_once(findings: Iterable[Finding], audit: Audit) -> tuple[Finding, ...]:
    """What was found before and what the audit found, which has more to say of the same.

    A contradiction or a broken sum that a story of the audit tells is no finding more.
    """
    told = [f for f in audit.findings if f.code.startswith(("audit:", SUM_CODE))]
    facts = {fact for f in told for fact in f.facts}
    broken = {fact for f in told if f.code == SUM_CODE or f.severity is Severity.ERROR for fact in f.facts}
    compared = {f.source.line for f in told if f.code == "audit:compared-with" and f.source}
    kept = (
        f
        for f in findings
        if f.code != "bind:contradiction"
        and not (f.code == "bind:own-date" and f.source is not None and f.source.line in compared)
        and not (f.code in _SUMS_OF_PRINTS and facts & {*f.facts})
        and not (f.code == SUM_CODE and broken >= {*f.facts})
        and not (f.code == SUM_CODE and frozenset(f.facts) in audit.explained)
    )
    return (*kept, *audit.findings)
