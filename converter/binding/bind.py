"""Binds a whole document: tables by `table`, what is left by its form; tells every figure that could not be bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import Document, Form, Mark, MarkKind, Prose, Table
from .circumstances import circumstances
from .known import Known
from .model import Binding, Exclusion, Outcome, Place
from .problem import Unsettled
from .table import TableBinder

UNBOUND = "unbound"
"""The reason of a mark that may be an amount and could not be bound."""


@dataclass(frozen=True, slots=True)
class Bindings:
    """What became of every mark, in document order, and what is to be told."""

    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]

    @property
    def bound(self) -> tuple[Binding, ...]:
        """The marks that were bound."""
        return tuple(o for o in self.outcomes if isinstance(o, Binding))

    @property
    def unbound(self) -> tuple[Exclusion, ...]:
        """The marks that may be amounts and were not bound."""
        return tuple(o for o in self.outcomes if isinstance(o, Exclusion) and o.reason == UNBOUND)


def bind(document: Document, known: Known) -> Bindings:
    """Every mark of the document with its aspects settled, or the reason why it is no fact.

    A cell or label figure that could not be bound is a warning with the nearest candidates; one that fits several
    line items alike is an error. Nothing is guessed: what stays unbound is in the outcomes with the reason `unbound`.
    """
    outcomes: list[Outcome] = [_by_form(m, Place()) for m in document.header_marks]
    findings: list[Finding] = []
    binders: dict[int, TableBinder] = {}
    prose_left = 0
    release = circumstances(document)
    for block in document.blocks:
        if isinstance(block, Table):
            before = binders.get(block.continues) if block.continues is not None else None
            binder = binders[block.number] = TableBinder(known, block, before, release)
            findings += binder.findings
            for outcome in binder.bind():
                if isinstance(outcome, Unsettled):
                    findings.append(_told(outcome))
                    outcomes.append(Exclusion(outcome.mark, outcome.place, UNBOUND, (outcome.problem.why,)))
                else:
                    outcomes.append(outcome)
        else:
            excluded = [_by_form(m, Place()) for m in block.marks]
            prose_left += sum(1 for e in excluded if e.reason == UNBOUND)
            outcomes += excluded
    findings += _mostly_unbound(document, outcomes)
    if prose_left:
        findings.append(_prose_told(document, prose_left))
    return Bindings(tuple(sorted(outcomes, key=_place_in_text)), tuple(findings))


def _by_form(mark: Mark, place: Place) -> Exclusion:
    """A mark outside cells and labels: excluded by its form; an amount there is not bound yet, and says so."""
    reason = UNBOUND if mark.form is Form.AMOUNT else mark.form.value
    return Exclusion(mark, place, reason)


def _place_in_text(outcome: Outcome) -> tuple[int, int, str, str]:
    period = outcome.period.end.isoformat() if isinstance(outcome, Binding) and outcome.period.end else ""
    concept = outcome.concept.local if isinstance(outcome, Binding) else ""
    return outcome.mark.span.line, outcome.mark.span.column, period, concept


def _told(outcome: Unsettled) -> Finding:
    problem = outcome.problem
    where = "label" if outcome.mark.kind is MarkKind.LABEL else "cell"
    column = f", column “{outcome.place.column}”" if outcome.place.column else ""
    near = f" Nearest: {'; '.join(problem.near)}." if problem.near else ""
    return finding(
        "bind:ambiguous" if problem.ambiguous else "bind:unbound",
        f"{outcome.mark.raw} ({where} of row “{outcome.place.row}”{column}): {problem.why}.{near}",
        hint=problem.hint or None,
        source=outcome.mark.span,
    )


def _mostly_unbound(document: Document, outcomes: Iterable[Outcome]) -> list[Finding]:
    """An error where more of the tables' figures stay unbound than are bound: such a filing says too little."""
    figures = [o for o in outcomes if o.mark.kind is not MarkKind.PROSE]
    bound = sum(1 for o in figures if isinstance(o, Binding))
    unbound = sum(1 for o in figures if isinstance(o, Exclusion) and o.reason == UNBOUND)
    if unbound <= bound:
        return []
    told = f"only {bound} of {bound + unbound} figures of tables could be bound"
    return [finding("bind:mostly-unbound", told, source=Span(document.file, 1, 1))]


def _prose_told(document: Document, count: int) -> Finding:
    first = next(_amounts(b.marks) for b in document.blocks if isinstance(b, Prose) and any(_is_amount(b.marks)))
    return finding(
        "bind:prose-unbound",
        f"{count} figures stand in running text and are not bound; trace.csv lists each with the reason “{UNBOUND}”",
        source=first[0].span,
    )


def _amounts(marks: Iterable[Mark]) -> list[Mark]:
    return [m for m in marks if m.form is Form.AMOUNT]


def _is_amount(marks: Iterable[Mark]) -> list[bool]:
    return [m.form is Form.AMOUNT for m in marks]
