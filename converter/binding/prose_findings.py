"""What there is to tell of the figures of running text: those left, one finding a paragraph, and slips of dates.

The trace has each figure with its reason; a person is told where to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...taxonomy.finding import Finding, finding
from ..document import Document, Mark, Prose
from .model import Binding, Outcome, Remark
from .problem import Unsettled

_SHOWN = 4
"""Figures of a paragraph that are told with their reasons; the trace has the others."""


def tell_prose(document: Document, prose: Sequence[Outcome | Unsettled]) -> list[Finding]:
    """A finding for each paragraph with figures left; one for all of those in which no word of the profile stands."""
    left = {id(o.mark): o for o in prose if isinstance(o, Unsettled)}
    found = list(_own_dates(prose))
    if not left:
        return found
    if not any(isinstance(o, Binding) for o in prose):
        told = f"{len(left)} figures stand in running text, and none could be bound: the profile has no words for it"
        return [*found, finding("bind:prose-unbound", told, source=next(iter(left.values())).mark.span)]
    bound = {id(o.mark) for o in prose if isinstance(o, Binding)}
    strange: list[Unsettled] = []
    for block in document.blocks:
        if not isinstance(block, Prose):
            continue
        here = _left_in(block.marks, left)
        if here and all(not o.problem.near for o in here) and not any(id(m) in bound for m in block.marks):
            strange += here
        elif here:
            found.append(_told(here))
    if len(strange) == 1:
        found.append(_told(strange))
    elif strange:
        raw = ", ".join(o.mark.raw for o in strange[:_SHOWN]) + (", …" if len(strange) > _SHOWN else "")
        told = f"{len(strange)} figures ({raw}) stand in paragraphs in which the profile knows no name of a line item"
        found.append(finding("bind:prose-unbound", told, source=strange[0].mark.span))
    return found


def _left_in(marks: Sequence[Mark], left: Mapping[int, Unsettled]) -> list[Unsettled]:
    return [left[id(m)] for m in marks if id(m) in left]


def _told(here: Sequence[Unsettled]) -> Finding:
    source = here[0].mark.span
    if len(here) == 1:
        return finding("bind:prose-unbound", f"{here[0].mark.raw} (in running text): {_why(here[0])}.", source=source)
    reasons: dict[str, list[str]] = {}
    for one in here:
        reasons.setdefault(_why(one), []).append(one.mark.raw)
    shown = [f"{', '.join(raws)}: {why}" for why, raws in list(reasons.items())[:_SHOWN]]
    more = f"; and {len(reasons) - _SHOWN} more reasons, in trace.csv" if len(reasons) > _SHOWN else ""
    return finding(
        "bind:prose-unbound",
        f"{len(here)} figures of a paragraph are not bound. {'; '.join(shown)}{more}.",
        source=source,
    )


def _why(one: Unsettled) -> str:
    near = f". Nearest: {'; '.join(one.problem.near)}" if one.problem.near else ""
    return f"{one.problem.why}{near}"


def _own_dates(prose: Sequence[Outcome | Unsettled]) -> Iterator[Finding]:
    """Figures that the release compares with their own date."""
    lines: dict[int, list[Binding]] = {}
    for outcome in prose:
        if isinstance(outcome, Binding) and outcome.remark is Remark.OWN_DATE:
            lines.setdefault(outcome.mark.span.line, []).append(outcome)
    for found in lines.values():
        raws = " and ".join(b.mark.raw for b in found)
        told = (
            f"{raws} (in running text) {'are' if len(found) > 1 else 'is'} told as compared with {found[0].period.end}"
        )
        told += ", which is the figure's own date"
        yield finding("bind:own-date", told, source=found[0].mark.span)
