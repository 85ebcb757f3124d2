"""What an instance says: the report, and what the report's model has no place for but a check needs.

How it is read is `instance`; whether it holds is left to `validate`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...taxonomy.finding import Finding
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..report import Entity, Period, Report
from .footnotes import FootnoteLink


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension in a context: `member` a name, or the text of a typed member whose element is `element`.

    `container` is `segment` or `scenario` (Dimensions 1.0 section 3.1); `span` is that of the member element.
    """

    axis: QName
    member: QName | str
    element: QName | None
    container: str
    span: Span

    @property
    def typed(self) -> bool:
        """Whether this is a typed member."""
        return not isinstance(self.member, QName)


@dataclass(frozen=True, slots=True)
class Content:
    """An element in a segment or scenario that is no dimension: its name and those in it, and its canonical text."""

    container: str
    names: frozenset[QName]
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """A context (XBRL 2.1 section 4.7). `dimensions` stand in document order, repeated ones included.

    `content` is what segment and scenario hold besides dimensions, in order.
    """

    id: str
    entity: Entity
    period: Period
    dimensions: tuple[Dimension, ...]
    content: tuple[Content, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Beyond:
    """What OIM facts do not have, for the rules of XBRL 2.1 that look at it.

    `tuples` numbers the tuples the fact stands in, outermost first; `content` tells contexts apart that are not
    s-equal although their dimensions are (section 4.10); `unknown_accuracy` is a precision of 0 (section 4.6.4).
    """

    tuples: tuple[int, ...] = ()
    content: str = ""
    unknown_accuracy: bool = False


class Holder(NamedTuple):
    """An element that stands where facts stand and has no contextRef: a tuple, or an item that lacks it.

    `inside` is the number of the tuple it stands in, counted as `Beyond.tuples` counts; 0 for none.
    """

    name: QName
    span: Span
    id: str | None = None
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A reference of the instance to its DTS: `schemaRef`, `linkbaseRef`, `roleRef` or `arcroleRef`, as written."""

    kind: str
    href: str
    span: Span
    uri: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance as read. The facts of `report` carry one mark each: where they stand in the instance.

    `placed` has the id of each fact's context, in the order of the facts; `beyond` has only the facts that have
    something beyond, by their id.
    `holders` are all elements that hold facts or lack a contextRef, the first of which is number 1. `plain` are the
    ranges of bytes (of the document as UTF-8) that hold nothing but facts whose schema validity is settled. `unmade`
    are the ids of elements that would be facts and lack a context or unit.
    """

    file: str
    report: Report
    findings: tuple[Finding, ...] = ()
    contexts: Mapping[str, Context] = field(default_factory=dict)
    placed: Sequence[str] = ()
    links: tuple[Link, ...] = ()
    beyond: Mapping[str, Beyond] = field(default_factory=dict)
    holders: tuple[Holder, ...] = ()
    footnotes: tuple[FootnoteLink, ...] = ()
    plain: tuple[tuple[int, int], ...] = ()
    unmade: frozenset[str] = frozenset()
