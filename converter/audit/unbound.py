"""Figures of running text that were left unbound because the tables give another figure for what their words say.

Where the two differ by a slip of the pen, that slip is what is told; what differs otherwise may be of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ...taxonomy.amount import fraction_digits
from ...taxonomy.finding import Finding, finding
from ..document import MarkKind
from ..report import Fact, Trace, amount_of
from .model import Check, Outcome, Subject
from .ranges import to_places
from .tell import figure, place

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_POWERS: Final = (6, 3, 0, 9, -2)
_SWAP_DIGITS: Final = 3
_SLIP_DIGITS: Final = 4
"""So many digits must agree but for a slip: a chance with fewer is too good."""


def near_misses(subject: Subject) -> Iterator[Check | Finding]:
    """Each figure that the words give to a line of which the tables print nearly the same figure."""
    by_concept: dict[str, list[Fact]] = {}
    for fact in subject.facts:
        by_concept.setdefault(fact.concept.local, []).append(fact)
    for trace in subject.traces:
        if trace.fact is not None or trace.kind != MarkKind.PROSE:
            continue
        meant, number = trace.meant, _NUMBER.search(trace.raw)
        if not meant or number is None:
            continue
        raw = number.group().replace(",", "")
        near = next(((f, s) for f in by_concept.get(meant, ()) for s in [_slip(raw, f)] if s), None)
        about = f"{trace.raw} at line {trace.span.line} as {meant}"
        if near is None:
            yield Check("words", Outcome.UNMADE, about, (), "the words may mean something else", reason="unbound")
            continue
        yield Check("words", Outcome.BROKEN, about, (near[0].id,))
        yield _told(subject, trace, *near)


def _told(subject: Subject, trace: Trace, fact: Fact, slip: str) -> Finding:
    message = (
        f"{trace.raw} ({place(subject, trace.span)}) is nearly {figure(subject, fact)}, which its words mean. "
        f"Likeliest cause: {slip}."
    )
    return finding("audit:near-figure", message, source=trace.span, facts=[fact.id], also=fact.marks[:2])


def _slip(raw: str, fact: Fact) -> str:
    """The slip that makes a figure of a fact into another print; empty for none."""
    places = fraction_digits(raw)
    digits = sum(c.isdigit() for c in raw)
    for power in _POWERS:
        right = f"{to_places(abs(Fraction(amount_of(fact))) / Fraction(10) ** power, places):f}"
        if right == raw and digits >= _SWAP_DIGITS:
            return "it has the digits of that figure, in another scale, with another sign or of another period"
        if len(right) != len(raw):
            continue
        off = [i for i, (a, b) in enumerate(zip(raw, right, strict=True)) if a != b]
        if len(off) == 2 and off[1] - off[0] <= 2 and (raw[off[0]], raw[off[1]]) == (right[off[1]], right[off[0]]):
            if digits >= _SWAP_DIGITS:
                return f"the digits {raw[off[0]]} and {raw[off[1]]} are swapped"
        elif len(off) == 1 and digits >= _SLIP_DIGITS:
            return f"one digit is wrong, {raw[off[0]]} for {right[off[0]]}"
    return ""
