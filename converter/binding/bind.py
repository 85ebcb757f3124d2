"""Binds a whole document: tables by `table`, what is left by its form; tells every figure that could not be bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import Document, Form, Mark, MarkKind, Prose, ProseKind, Table
from .circumstances import circumstances
from .known import Known
from .model import Binding, Exclusion, Outcome, Place
from .problem import Unsettled
from .prose import ProseBinder
from .prose_findings import tell_prose
from .table import TableBinder

_NAMED = 3
"""Reasons that are named where most figures are unbound."""

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
    return bind_prose(document, known, bind_tables(document, known))


def bind_tables(document: Document, known: Known) -> Bindings:
    """The same for the marks of tables and headers alone, which running text is then read by."""
    outcomes: list[Outcome] = [_of_header(m) for m in document.header_marks]
    findings: list[Finding] = []
    binders: dict[int, TableBinder] = {}
    release = circumstances(document, known.period_ends, known.likely_ends)
    beside: TableBinder | None = None
    left: list[Unsettled] = []
    for block in document.blocks:
        if isinstance(block, Prose) and block.kind is not ProseKind.HEADING:
            beside = None
        if isinstance(block, Table):
            before = binders.get(block.continues) if block.continues is not None else None
            binder = binders[block.number] = beside = TableBinder(known, block, before, release, beside)
            findings += binder.findings
            for outcome in binder.bind():
                if isinstance(outcome, Unsettled):
                    left.append(outcome)
                    outcomes.append(_left(outcome))
                else:
                    outcomes.append(outcome)
    told = _told(left)
    findings += told
    findings += _mostly_unbound(document, outcomes, told)
    return Bindings(tuple(sorted(outcomes, key=_place_in_text)), tuple(findings))


def bind_prose(document: Document, known: Known, tables: Bindings) -> Bindings:
    """What the tables were bound to with what running text says beside it."""
    release = circumstances(document, known.period_ends, known.likely_ends)
    prose = ProseBinder(known, document, release, tables.outcomes).bind()
    findings = (*tables.findings, *tell_prose(document, prose))
    outcomes = [*tables.outcomes, *(_left(o) if isinstance(o, Unsettled) else o for o in prose)]
    return Bindings(tuple(sorted(outcomes, key=_place_in_text)), findings)


def _of_header(mark: Mark) -> Exclusion:
    """A mark in a header, title or caption: excluded by its form; an amount there is part of what the header says."""
    return Exclusion(mark, Place(), "header" if mark.form is Form.AMOUNT else mark.form.value)


def _place_in_text(outcome: Outcome) -> tuple[int, int, str, str]:
    period = outcome.period.end.isoformat() if isinstance(outcome, Binding) and outcome.period.end else ""
    concept = outcome.concept.local if isinstance(outcome, Binding) else ""
    return outcome.mark.span.line, outcome.mark.span.column, period, concept


def _told(left: Iterable[Unsettled]) -> list[Finding]:
    """One finding for all figures that one reason leaves unbound: a column's, a row's, a table's."""
    groups: dict[tuple[object, ...], list[Unsettled]] = {}
    for outcome in left:
        problem = outcome.problem
        kind = outcome.mark.kind is MarkKind.LABEL
        groups.setdefault((problem.why, problem.near, problem.ambiguous, problem.hint, kind), []).append(outcome)
    return [_finding(group) for group in groups.values()]


def _finding(group: list[Unsettled]) -> Finding:
    first = group[0]
    problem = first.problem
    near = f" Nearest: {'; '.join(problem.near)}." if problem.near else ""
    return finding(
        "bind:ambiguous" if problem.ambiguous else "bind:unbound",
        f"{first.mark.raw}{_further(group)} ({_where(group)}): {problem.why}.{near}",
        hint=problem.hint or None,
        source=first.mark.span,
        also=[outcome.mark.span for outcome in group[1:]],
    )


def _further(group: list[Unsettled]) -> str:
    if len(group) == 1:
        return ""
    first, last = (group[at].mark.span.line for at in (0, -1))
    lines = f", lines {first} to {last}" if first != last else ""
    return f" and {len(group) - 1} further figure{'s' if len(group) > 2 else ''}{lines}"


def _where(group: list[Unsettled]) -> str:
    """What the figures of a group have in common: their row, their column, or the table only."""
    first = group[0]
    rows = {outcome.place.row for outcome in group}
    columns = {outcome.place.column for outcome in group}
    row = f"row “{first.place.row}”" if len(rows) == 1 else ""
    column = f"column “{first.place.column}”" if len(columns) == 1 and first.place.column else ""
    what = "label" if first.mark.kind is MarkKind.LABEL else "cell" if len(group) == 1 else ""
    return f"{what} of " * bool(what and row) + (", ".join(filter(None, (row, column))) or f"{len(rows)} rows")


def _mostly_unbound(document: Document, outcomes: Iterable[Outcome], reasons: Sequence[Finding]) -> list[Finding]:
    """An error where more of the tables' figures stay unbound than are bound: such a filing says too little.

    `reasons` are the findings that tell why; those that concern most figures are named.
    """
    figures = [o for o in outcomes if o.mark.kind is not MarkKind.PROSE]
    bound = sum(1 for o in figures if isinstance(o, Binding))
    unbound = sum(1 for o in figures if isinstance(o, Exclusion) and o.reason == UNBOUND)
    if unbound <= bound:
        return []
    told = f"only {bound} of {bound + unbound} figures of tables could be bound"
    ranked = sorted(reasons, key=lambda found: -len(found.also))[:_NAMED]
    places = ", ".join(f"line {f.source.line} ({len(f.also) + 1} figures)" for f in ranked if f.source and f.also)
    more = f"; most of the others stay so for the reasons told at {places}" if places else ""
    return [finding("bind:mostly-unbound", told + more, source=Span(document.file, 1, 1))]


def _left(outcome: Unsettled) -> Exclusion:
    return Exclusion(outcome.mark, outcome.place, UNBOUND, (outcome.problem.why,), outcome.problem.meant)
