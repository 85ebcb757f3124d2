"""The same figure printed more than once: with one value, with values that no rounding reconciles, or to foot."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..report import Fact, amount_of
from .cause import as_printed, one_off, rightly
from .foot import Footing
from .judge import State
from .model import Check, Outcome, Print, Subject
from .relations import Key
from .tell import name, place


def printed_twice(subject: Subject, state: State) -> Iterator[tuple[Key, Check]]:
    """Every figure that is printed more than once, with the check that its prints agree."""
    for key, facts in state.facts.items():
        if sum(len(subject.prints.get(fact.id, ())) for fact in facts) > 1:
            about = f"{name(subject, facts[0])}, each print against the others"
            outcome = Outcome.HELD if len(facts) == 1 else Outcome.BROKEN
            yield key, Check("twice", outcome, about, tuple(fact.id for fact in facts))


def footed(
    subject: Subject, facts: tuple[Fact, ...], feet: Footing, wrong: Collection[tuple[Span, str]]
) -> Iterator[tuple[Finding, tuple[Print, ...]]]:
    """Of prints that differ, those that do so only that columns add up: what is told of them, and which they are."""
    best, *others = sorted(facts, key=lambda f: (f.decimals is not None, -(f.decimals or 0)))
    for other in others:
        footing = _column(subject, best, other, feet, wrong)
        if footing is None:
            continue
        shown, column = footing
        prints = " and ".join(f"{p.raw} ({place(subject, p.span)})" for p in subject.prints.get(best.id, ())[:2])
        off = subject.prints.get(other.id, ())
        extra = [*subject.prints.get(best.id, ()), *off]
        why = f"it is printed as {prints} too"
        yield footed_finding(subject, shown, rightly(amount_of(best), shown), column, why, extra), off


def footed_finding(
    subject: Subject, shown: Print, right: Decimal, column: tuple[Print, ...], why: str, extra: list[Print]
) -> Finding:
    """What is told once of a figure that is one off so that its column adds up."""
    total, *parts = column
    added = " and ".join(filter(None, (", ".join(p.raw for p in parts[:-1]), parts[-1].raw)))
    message = (
        f"{name(subject, shown.fact)} is printed as {shown.raw} ({place(subject, shown.span)}); {why}, which would be "
        f"printed as {as_printed(right, shown)}. As printed it makes {added} add up to {total.raw} "
        f"(line {total.span.line}): it is rounded to foot."
    )
    marks = list(dict.fromkeys([shown.span, *(p.span for p in extra), *(p.span for p in column)]))
    facts = dict.fromkeys([shown.fact.id, *(p.fact.id for p in extra), *(p.fact.id for p in column)])
    return finding("audit:rounded-to-foot", message, source=marks[0], facts=facts, also=marks[1:])


def _column(
    subject: Subject, best: Fact, other: Fact, feet: Footing, wrong: Collection[tuple[Span, str]]
) -> tuple[Print, tuple[Print, ...]] | None:
    """A print of `other` that is one off from `best`, and the column that adds up only with it."""
    for shown in subject.prints.get(other.id, ()):
        right = rightly(amount_of(best), shown)
        if one_off(shown, right):
            column = feet.with_print(shown, right, wrong)
            if column is not None:
                return shown, column
    return None
