"""All checks of one release, in order, and what is told of them: nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product
from typing import Final

from ...taxonomy.finding import Finding, Severity
from ...taxonomy.span import Span
from ..validate import CalculationResult, Verdict
from ..validate.prints import CONTRADICTING
from .cause import one_off
from .dates import dates_of_labels, ended_after, figures_of_another, stale_dates
from .derived import Miss, broken_finding, derived_figures, fact_range, is_percent
from .foot import Footing, footing
from .model import Audit, Check, Outcome, Print, Subject, aspects_of
from .ranges import plus, point, times
from .tell import first_print, name, range_words
from .translation import Translated, rates, several_rates, translation_finding, translations
from .twice import Contradiction, contradiction_finding, footed_finding, printed_twice

_OUTCOMES = {Verdict.HOLDS: Outcome.HELD, Verdict.BROKEN: Outcome.BROKEN, Verdict.SKIPPED: Outcome.UNMADE}
_NOWHERE = Span("", 0, 0)
_SETTLING = ("audit:contradiction", "audit:rounded-to-foot")
_MOST = 256
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

DATE_CHECKS: Final = (ended_after, stale_dates, dates_of_labels, figures_of_another)


def audit_release(subject: Subject) -> Audit:
    """The release against itself."""
    stated = rates(subject)
    found = [
        *sums(subject),
        *printed_twice(subject),
        *derived_figures(subject),
        *translations(subject, stated),
    ]
    said = [one for check in DATE_CHECKS for one in check(subject)]
    checks = [one if isinstance(one, Check) else one.check for one in found]
    checks += [one for one in said if isinstance(one, Check)]
    feet = footing(subject)
    evidence = _evidence(checks)
    findings: list[Finding] = list(several_rates(subject, stated))
    findings += [one for one in said if isinstance(one, Finding)]
    contested = {fact.id for one in found if isinstance(one, Contradiction) for fact in one.facts}
    for one in found:
        if isinstance(one, Contradiction):
            findings.append(contradiction_finding(subject, one, feet, evidence))
        elif isinstance(one, Miss):
            if one.derived.target.fact.id in contested:
                continue  # evidence of the contradiction, which is told
            column = _foots(feet, one.derived.target, one)
            told = broken_finding(subject, one)
            findings.append(_blamed(subject, told, evidence) if column is None else _footed(subject, one, column))
        elif isinstance(one, Translated):
            column = _foots(feet, one.target, one)
            told = translation_finding(subject, one)
            findings.append(_blamed(subject, told, evidence) if column is None else _footed(subject, one, column))
    return Audit(ordered(findings), tuple(checks))


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The most serious first, then as they stand in the release; what is said alike is said once."""
    once = dict.fromkeys(findings)
    return tuple(
        sorted(once, key=lambda f: (_ORDER[f.severity], f.source is None, f.source or _NOWHERE, f.code, f.message))
    )


def sums(subject: Subject) -> Iterator[Check]:
    """The sums of the networks, as the validator judged them; what it leaves for contradicting prints is tried here."""
    for result in subject.sums:
        about = f"{name(subject, result.total)}, the sum of its parts"
        ids = (result.total.id, *(part.fact.id for part in result.parts))
        if result.verdict is Verdict.SKIPPED and result.why in CONTRADICTING:
            yield _tried(subject, result, about)
        else:
            yield Check("sum", _OUTCOMES[result.verdict], about, ids, result.why)


def _tried(subject: Subject, result: CalculationResult, about: str) -> Check:
    """A sum with each choice among prints that contradict each other."""
    keys = dict.fromkeys((aspects_of(part.fact), part.weight) for part in result.parts)
    choices = [subject.alternatives(aspects, result.total.unit) for aspects, _ in keys]
    wholes = subject.alternatives(aspects_of(result.total), result.total.unit)
    every = dict.fromkeys(fact.id for facts in (wholes, *choices) for fact in facts)
    fit: set[str] = set()
    for whole, *parts in islice(product(wholes, *choices), _MOST):
        added = point(0)
        for (_, weight), fact in zip(keys, parts, strict=True):
            added = plus(added, times(fact_range(subject, fact), point(weight)))
        if fact_range(subject, whole) & added:
            fit |= {whole.id, *(fact.id for fact in parts)}
    if not fit:
        return Check("sum", Outcome.BROKEN, about, tuple(every))
    return Check(
        "sum", Outcome.HELD, about, tuple(f for f in every if f in fit), "", tuple(f for f in every if f not in fit)
    )


def _evidence(checks: Iterable[Check]) -> dict[str, tuple[int, int]]:
    held: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for check in checks:
        if check.kind != "twice" and check.outcome is not Outcome.UNMADE:
            (held if check.outcome is Outcome.HELD else broken).update(check.facts)
            broken.update(check.against)
    return {fact: (held[fact], broken[fact]) for fact in {*held, *broken}}


def _blamed(subject: Subject, told: Finding, evidence: dict[str, tuple[int, int]]) -> Finding:
    """The finding with the figure in front that, of those concerned, stands in the most checks that do not hold.

    Where the figures are alike in that, the relations do not tell which is wrong.
    """
    by_id = {fact.id: fact for fact in subject.facts}

    def score(fact: str) -> tuple[int, int]:
        held, broken = evidence.get(fact, (0, 0))
        return broken, -held

    ranked = sorted(told.facts, key=score, reverse=True)
    if len(ranked) < 2 or score(ranked[0]) == score(ranked[1]) or score(ranked[0])[0] < 2:
        return told
    shown = first_print(subject, by_id[ranked[0]])
    if shown is None:
        return told
    broken = evidence[ranked[0]][1]
    places = dict.fromkeys((shown.span, *filter(None, (told.source,)), *told.also))
    message = (
        f"{told.message} Likelier wrong is {shown.raw} (line {shown.span.line}), which stands in {broken} checks that "
        "do not hold."
    )
    return replace(told, message=message, source=shown.span, also=tuple(list(places)[1:]))


def _foots(feet: Footing, shown: Print, missed: Miss | Translated) -> tuple[Print, ...] | None:
    right = missed.derived.right if isinstance(missed, Miss) else missed.right
    return feet.with_print(shown, right) if one_off(shown, right) else None


def _footed(subject: Subject, missed: Miss | Translated, column: tuple[Print, ...]) -> Finding:
    if isinstance(missed, Miss):
        target, right = missed.derived.target, missed.derived.right
        words = range_words(missed.derived.reached, target.decimals, is_percent(subject, target.fact))
        why = f"by {missed.derived.derivation.text} it is {words}"
    else:
        target, right = missed.target, missed.right
        why = f"at the rate of {missed.rate.raw} it is {range_words(missed.reached, target.decimals, False)}"
    return footed_finding(subject, target, right, column, why, [])


def told_once(findings: Iterable[Finding], audit: Audit) -> tuple[Finding, ...]:
    """What was found before and what the audit found; the audit has more to say of prints that contradict each other.

    A sum that some of them keep from adding up is evidence of it, and no finding more.
    """
    settled = {fact for f in audit.findings if f.code in _SETTLING for fact in f.facts}
    kept = (
        f
        for f in findings
        if f.code != "bind:contradiction"
        and not (f.code == "audit:sum-of-contradicting-prints" and settled & {*f.facts})
    )
    return (*kept, *audit.findings)
