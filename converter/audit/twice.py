"""The same figure printed with values that no rounding reconciles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...taxonomy.finding import Finding, finding
from ..report import Fact
from .cause import likeliest, one_off, rightly
from .foot import Footing
from .model import Aspects, Check, Outcome, Print, Subject
from .tell import name, place


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts of the same aspects and unit that contradict each other, the most accurate first."""

    check: Check
    facts: tuple[Fact, ...]


def printed_twice(subject: Subject) -> Iterator[Check | Contradiction]:
    """Every figure that is printed more than once."""
    for aspects, facts in subject.by_aspects.items():
        for group in _by_unit(facts):
            prints = sum(len(subject.prints.get(fact.id, ())) for fact in group)
            if prints > 1:
                yield _judged(subject, aspects, group)


def _by_unit(facts: tuple[Fact, ...]) -> list[tuple[Fact, ...]]:
    if len(facts) == 1:
        return [facts]
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.unit, []).append(fact)
    return [tuple(group) for group in groups.values()]


def _judged(subject: Subject, aspects: Aspects, group: tuple[Fact, ...]) -> Check | Contradiction:
    about = f"{name(subject, group[0])}, each print against the others"
    ids = tuple(fact.id for fact in group)
    if len(group) == 1:
        return Check("twice", Outcome.HELD, about, ids)
    ordered = tuple(sorted(group, key=lambda f: (f.decimals is not None, -(f.decimals or 0))))
    return Contradiction(Check("twice", Outcome.BROKEN, about, ids), ordered)


def contradiction_finding(
    subject: Subject, found: Contradiction, feet: Footing, evidence: dict[str, tuple[int, int]]
) -> Finding:
    """What is told of it: rounded so that a column adds up, or a contradiction, with what speaks for each print.

    `evidence` is, by fact, in how many checks it was held and broken.
    """
    best, *others = found.facts
    if all(_footing(subject, best, other, feet) for other in others):
        other = others[0]
        column = _footing(subject, best, other, feet)
        assert column is not None
        shown = next(p for p in column if p.fact is other)
        return footed_finding(
            subject,
            shown,
            rightly(_value(best), shown),
            column,
            f"{_prints(subject, best)}",
            extra=[p for fact in found.facts for p in subject.prints.get(fact.id, ())],
        )
    shown_all = "; ".join(_prints(subject, fact) for fact in found.facts)
    message = f"{name(subject, best)} is printed with values that no rounding reconciles: {shown_all}."
    words, wrong = _for_and_against(subject, found, evidence)
    message += words
    front = sorted(found.facts, key=lambda fact: fact is not wrong)
    marks = [p.span for fact in front for p in subject.prints.get(fact.id, ())]
    return finding("audit:contradiction", message, source=marks[0], facts=found.check.facts, also=marks[1:])


def _for_and_against(
    subject: Subject, found: Contradiction, evidence: dict[str, tuple[int, int]]
) -> tuple[str, Fact | None]:
    """What speaks for each print, and what may have happened to the one that less speaks for; which that is."""
    sides = []
    for fact in found.facts:
        held, broken = evidence.get(fact.id, (0, 0))
        first = subject.prints[fact.id][0]
        sides.append((broken - held, -len(subject.prints[fact.id]), fact, f"{first.raw} fits {held} and not {broken}"))
    message = ""
    if any(evidence.get(fact.id) for fact in found.facts):
        message = f" Of the other checks that the figure stands in, {'; '.join(words for *_, words in sides)}."
    right = min(sides, key=lambda side: side[:2])
    wrong = max(sides, key=lambda side: side[:2])
    if right[:2] != wrong[:2]:
        shown = subject.prints[wrong[2].id][0]
        cause = likeliest(subject, shown, _value(right[2]))
        message += f" Likelier wrong is {shown.raw} (line {shown.span.line})" + (f": {cause}." if cause else ".")
        return message, wrong[2]
    return message, None


def footed_finding(
    subject: Subject, shown: Print, right: Decimal, column: tuple[Print, ...], why: str, extra: list[Print]
) -> Finding:
    """What is told once of a figure that is one off so that its column adds up."""
    total, *parts = column
    added = " and ".join(filter(None, (", ".join(p.raw for p in parts[:-1]), parts[-1].raw)))
    message = (
        f"{name(subject, shown.fact)} is printed as {shown.raw} ({place(subject, shown.span)}); {why}, which would be "
        f"printed one less or more in its last digit, as {_like(right, shown)}. As printed it makes {added} add up to "
        f"{total.raw} (line {total.span.line}): it is rounded to foot."
    )
    marks = list(dict.fromkeys([shown.span, *(p.span for p in extra), *(p.span for p in column)]))
    facts = dict.fromkeys([shown.fact.id, *(p.fact.id for p in extra), *(p.fact.id for p in column)])
    return finding("audit:rounded-to-foot", message, source=marks[0], facts=facts, also=marks[1:])


def _like(value: Decimal, shown: Print) -> str:
    """A value in the scale that a print is in, as near as can be said: in base units."""
    if shown.raw.rstrip(")").endswith("%") or (shown.decimals or 0) >= 3:
        return f"{value.scaleb(2):,f}%"
    return f"{value:,f}"


def _footing(subject: Subject, best: Fact, other: Fact, feet: Footing) -> tuple[Print, ...] | None:
    """The column that adds up only with a print of `other`, which is one off from `best`."""
    for shown in subject.prints.get(other.id, ()):
        right = rightly(_value(best), shown)
        if one_off(shown, right):
            column = feet.with_print(shown, right)
            if column is not None:
                return column
    return None


def _prints(subject: Subject, fact: Fact) -> str:
    return " and ".join(f"{p.raw} ({place(subject, p.span)})" for p in subject.prints.get(fact.id, ())[:2])


def _value(fact: Fact) -> Decimal:
    assert isinstance(fact.value, Decimal)
    return fact.value
