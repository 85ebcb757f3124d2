"""How the audit speaks: figures with their lines quoted, ranges, values as they are printed."""

from __future__ import annotations

from typing import Final

from ...taxonomy.names import LABEL
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..document import Document
from ..report import Fact, Period
from ..validate.words import amount, context_words, period_words
from .model import Print, Subject
from .ranges import Range, to_places

_QUOTED: Final = 150


def quote(document: Document, span: Span) -> str:
    """The line a span is on, white space folded; of a long line the part around the figure."""
    if not 0 < span.line <= len(document.lines):
        return ""
    line = document.lines[span.line - 1]
    if len(line) > _QUOTED:
        start = max(0, span.column - 1 - _QUOTED // 2)
        end = min(len(line), start + _QUOTED)
        line = ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
    return " ".join(line.split())


def place(subject: Subject, span: Span) -> str:
    """`line 42: “Revenues 33,254 29,990 10.9%”`; of another release with its name."""
    if span.file != subject.document.file:
        for document in subject.beside:
            if document.file == span.file:
                return f"{span.file}, line {span.line}: “{quote(document, span)}”"
    return f"line {span.line}: “{quote(subject.document, span)}”"


def line_of(subject: Subject, span: Span) -> str:
    """`line 42`; of another release with its name."""
    return f"line {span.line}" if span.file == subject.document.file else f"{span.file}, line {span.line}"


def name(subject: Subject, fact: Fact) -> str:
    """The label of a figure's concept, and when: `Cost of revenues for 2008-04-01 to 2008-09-30, in JPY`."""
    concept = subject.taxonomy.concepts.get(fact.concept)
    label = (concept.label(LABEL) if concept is not None else None) or fact.concept.local
    return f"{label}{_members(subject, fact)} {context_words(fact._replace(dimensions=()))}"


def _members(subject: Subject, fact: Fact) -> str:
    """The members that a figure is of, by their labels: ` (ATM operation business, target)`."""
    told = []
    for _, member in fact.dimensions:
        known = subject.taxonomy.concepts.get(member) if isinstance(member, QName) else None
        label = known.label(LABEL) if known is not None else None
        told.append((label or (member.local if isinstance(member, QName) else str(member))).removesuffix(" [Member]"))
    return f" ({', '.join(told)})" if told else ""


def figure(subject: Subject, fact: Fact, shown: Print | None = None) -> str:
    """A figure as it is printed, with its name and line."""
    best = shown or first_print(subject, fact)
    if best is None:
        return f"{name(subject, fact)} {amount(fact.value)}"
    return f"{name(subject, fact)} {best.raw} ({place(subject, best.span)})"


def first_print(subject: Subject, fact: Fact) -> Print | None:
    """The most accurate print of a fact."""
    prints = subject.prints.get(fact.id, ())
    return min(prints, key=lambda p: fact.marks.index(p.span) if p.span in fact.marks else 99, default=None)


def amount_words(reached: Range) -> str:
    """A range of amounts in base units: one value, or from and to."""
    low, high = to_places(reached.low, 0), to_places(reached.high, 0)
    return amount(low) if low == high else f"{amount(low)} to {amount(high)}"


def period_of(period: Period) -> str:
    """`for 2008-04-01 to 2008-09-30`."""
    return period_words(period)
