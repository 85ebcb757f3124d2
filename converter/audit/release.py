"""All checks of one release, in order, and what is told of them: each slip once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from ...taxonomy.finding import Finding, Severity
from ...taxonomy.span import Span
from ..validate import Verdict
from ..validate.prints import CONTRADICTING
from .cause import as_printed, one_off
from .dates import DATE_CHECKS, figures_of_another
from .derived import derived_relations
from .diagnose import Blame, worst
from .foot import Footing, footing
from .judge import State, Weighed
from .model import Audit, Check, Outcome, Print, Subject
from .ranges import Range, to_places
from .relations import Key, Linear, Relation, key_of, reached
from .story import SUM_CODE, stories
from .tell import name
from .translation import rate_findings, rates, translations
from .twice import footed, footed_finding, printed_twice

_NOWHERE = Span("", 0, 0)
_SUMS_OF_PRINTS: Final = ("audit:sum-of-contradicting-prints", "audit:no-print-makes-the-sum")
_MOST_BLAMES: Final = 200
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def audit_release(subject: Subject) -> Audit:
    """The release against itself."""
    stated = rates(subject)
    rows = figures_of_another(subject)
    built = [
        *sum_relations(subject),
        *derived_relations(subject, rows.moved),
        *translations(subject, stated),
    ]
    relations = [one for one in built if isinstance(one, Relation)]
    state = State(subject, relations)
    weighed = [state.weigh(relation) for relation in relations]
    checks = [one for one in built if isinstance(one, Check)]
    checks += [one.check(_about(subject, state, one.relation)) for one in weighed]
    twice = list(printed_twice(subject, state))
    checks += [check for _, check in twice]
    said = [*rows.told, *(one for check in DATE_CHECKS for one in check(subject))]
    checks += [one for one in said if isinstance(one, Check)]
    contested = [key for key, check in twice if check.outcome is Outcome.BROKEN]
    findings = [one for one in said if isinstance(one, Finding)]
    findings += rate_findings(subject, stated, checks)
    findings += _Diagnosis(subject, state, footing(subject)).findings(weighed, contested)
    order = {Outcome.HELD: 0, Outcome.BROKEN: 0, Outcome.UNMADE: 1}
    return Audit(ordered(findings), tuple(sorted(checks, key=lambda c: (_KINDS.index(c.kind), order[c.outcome]))))


_KINDS: Final = ("sum", "breakdown", "twice", "derived", "translation", "words", "dates", "across", "periods")


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
    _told: dict[object, Finding] = field(default_factory=dict)

    def findings(self, weighed: Iterable[Weighed], contested: Iterable[Key]) -> list[Finding]:
        """First what is rounded to foot, then who is to blame for the rest; the two may show each other."""
        broken = [one.relation for one in weighed if one.outcome is Outcome.BROKEN]
        keys = list(contested)
        broken, keys = self._without_footed(broken, keys, ())
        blames: list[Blame] = []
        while (broken or keys) and len(blames) < _MOST_BLAMES:
            blame = worst(self.state, broken, keys)
            if blame is None:
                break
            blames.append(blame)
            wrong = {(each.shown.span, each.shown.fact.id) for each in blames}
            broken = [r for r in broken if self.state.weigh(r).outcome is Outcome.BROKEN]
            keys = [key for key in keys if len(self.state.senses(key)) > 1]
            broken, keys = self._without_footed(broken, keys, wrong)
        return [*dict.fromkeys(self._told.values()), *stories(self.subject, self.state, blames)]

    def _without_footed(
        self, broken: list[Relation], contested: list[Key], wrong: Collection[tuple[Span, str]]
    ) -> tuple[list[Relation], list[Key]]:
        keys = []
        for key in contested:
            found = footed(self.subject, self.state.facts[key], self.feet, wrong)
            if found is None or not self._stands(key, found[1]):
                keys.append(key)
                continue
            self._told[key], prints = found
            for shown in prints:
                self.state.exclude(shown, None)
        return [relation for relation in broken if not self._foots(relation, wrong)], keys

    def _stands(self, key: Key, off: tuple[Print, ...]) -> bool:
        """Whether all that holds of a figure holds without its prints that are one off."""
        rest = self.state.senses_without(key, *off)
        known = self.state.by_key.get(key, ())
        return all(self.state.holds(r, key, rest) for r in known if self.state.weigh(r).outcome is Outcome.HELD)

    def _foots(self, relation: Relation, wrong: Collection[tuple[Span, str]]) -> bool:
        if relation.kind not in ("derived", "translation"):
            return False
        senses = {key: self.state.senses(key) for key in relation.keys}
        if not all(senses.values()):
            return False
        for way in relation.ways:
            result = reached(way, lambda key: senses[key][0].range)
            for sense in senses[relation.target]:
                for shown in self.subject.prints.get(sense.fact.id, ()) if result is not None else ():
                    assert result is not None
                    column = self._footed_column(shown, result, wrong)
                    if column is not None:
                        self._tell(relation, shown, result, column)
                        return True
        return False

    def _footed_column(
        self, shown: Print, result: Range, wrong: Collection[tuple[Span, str]]
    ) -> tuple[Print, ...] | None:
        right = to_places(result.middle, shown.decimals or 0)
        return self.feet.with_print(shown, right, wrong) if one_off(shown, right) else None

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
    kept = (
        f
        for f in findings
        if f.code != "bind:contradiction"
        and not (f.code in _SUMS_OF_PRINTS and facts & {*f.facts})
        and not (f.code == SUM_CODE and broken >= {*f.facts})
    )
    return (*kept, *audit.findings)
