"""Contexts and units of an instance, from the small trees the reader keeps of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import XBRLDI, XBRLI
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..report import Entity, Period, Unit
from .equality import canonical
from .equality import content as text_of
from .model import Content, Context, Dimension
from .values import begins_before, moment

if TYPE_CHECKING:
    from ...taxonomy.schematypes import Types

Report = Callable[[Finding], None]


@dataclass(slots=True)
class Node:
    """An element while it is read: expanded names, the text and children in order, and the name its text stands for.

    `name` is set for the elements whose content is a QName and `axis` for members, as the prefixes in scope say;
    None where the text is no name with a known prefix.
    """

    tag: QName
    attributes: Mapping[str, str]
    span: Span
    children: list[Node] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    name: QName | None = None
    axis: QName | None = None

    @property
    def text(self) -> str:
        """The text directly inside, without the white space around it."""
        return "".join(self.pieces).strip()

    def find(self, local: str) -> Node | None:
        """The first child of that name in the instance namespace."""
        return next((c for c in self.children if c.tag == (XBRLI, local)), None)

    def names(self) -> Iterator[QName]:
        """The name of the element and of all elements in it."""
        yield self.tag
        for child in self.children:
            yield from child.names()


_EXPLICIT = QName(XBRLDI, "explicitMember")
_TYPED = QName(XBRLDI, "typedMember")


def context(node: Node, tell: Report, types: Types | None = None) -> Context | None:
    """The context in a `context` element, or None, told, where what it must have is missing (XBRL 2.1 section 4.7)."""
    entity, period, scenario = node.find("entity"), node.find("period"), node.find("scenario")
    identifier = entity.find("identifier") if entity else None
    segment = entity.find("segment") if entity else None
    name = node.attributes.get("id", "")
    when = None if period is None else _period(period, name, tell)
    if identifier is None or when is None:
        if identifier is None or period is None:
            lack = "entity identifier" if identifier is None else "period"
            tell(finding("load:context", f"The context {name} has no {lack}.", source=node.span))
        return None
    dimensions: list[Dimension] = []
    content: list[Content] = []
    for container, holder in (("segment", segment), ("scenario", scenario)):
        for child in holder.children if holder else ():
            if child.tag in (_EXPLICIT, _TYPED):
                dimensions.extend(_dimension(child, container, name, tell, types))
            else:
                content.append(Content(container, frozenset(child.names()), canonical(child, types)))
    return Context(
        name,
        Entity(identifier.attributes.get("scheme", ""), identifier.text),
        when,
        tuple(dimensions),
        tuple(content),
        node.span,
    )


def _dimension(node: Node, container: str, name: str, tell: Report, types: Types | None) -> Iterator[Dimension]:
    written = node.attributes.get("dimension", "")
    if node.axis is None:
        tell(_unknown_name(f"the dimension {written!r} of context {name}", node.span))
    elif node.tag == _TYPED:
        child = node.children[0] if node.children else None
        text = "" if child is None else _typed(child, types)
        yield Dimension(node.axis, text, child.tag if child else None, container, node.span)
    elif node.name is None:
        tell(_unknown_name(f"the member {node.text!r} of context {name}", node.span))
    else:
        yield Dimension(node.axis, node.name, None, container, node.span)


def _typed(node: Node, types: Types | None) -> str:
    """The value of a typed member: the text of its element, or all of it where there is more inside."""
    if node.children:
        return canonical(node, types)
    return node.text if types is None else text_of(node, types.element(node.tag))


def _unknown_name(what: str, span: Span) -> Finding:
    return finding("load:name", f"The name of {what} is no name with a declared prefix.", source=span)


def _period(node: Node, name: str, tell: Report) -> Period | None:
    parts = {child.tag.local: child for child in node.children}
    if "forever" in parts:
        return Period(None, None)
    try:
        if "instant" in parts:
            return Period(None, moment(parts["instant"].text, start=False))
        if "startDate" in parts and "endDate" in parts:
            start = moment(parts["startDate"].text, start=True)
            end = moment(parts["endDate"].text, start=False)
            if not begins_before(start, end):
                message = (
                    f"The period of context {name} ends before it starts: "
                    f"{parts['startDate'].text} to {parts['endDate'].text}."
                )
                tell(finding("xbrl.4.7.2:periodStartBeforeEnd", message, source=node.span))
            return Period(start, end)
    except (ValueError, OverflowError) as problem:
        message = f"The period of context {name} has no valid date: {problem}."
        tell(finding("xbrl.4.7.2:contextDateError", message, source=node.span))
        return None
    message = f"The period of context {name} is neither an instant, nor a start and an end, nor forever."
    tell(finding("xbrl.4.7.2:contextDateError", message, source=node.span))
    return None


def unit(node: Node, tell: Report) -> Unit | None:
    """The unit in a `unit` element, its measures sorted; None, told, where it has none (XBRL 2.1 section 4.8)."""
    name = node.attributes.get("id", "")
    divide = node.find("divide")
    over = divide.find("unitNumerator") if divide else node
    under = divide.find("unitDenominator") if divide else None
    numerators = _measures(over, name, tell)
    denominators = _measures(under, name, tell)
    if not numerators or (divide is not None and not denominators):
        tell(finding("load:unit", f"The unit {name} has no measure above or below the line.", source=node.span))
        return None
    both = set(numerators) & set(denominators)
    if both:
        listed = ", ".join(sorted(measure.local for measure in both))
        message = f"The unit {name} has the same measure above and below the line: {listed}."
        tell(finding("xbrl.4.8.4:measureBothNumDenom", message, source=node.span))
    return Unit(numerators, denominators)


def _measures(node: Node | None, name: str, tell: Report) -> tuple[QName, ...]:
    found = []
    for child in node.children if node else ():
        if child.tag != (XBRLI, "measure"):
            continue
        if child.name is None:
            tell(_unknown_name(f"the measure {child.text!r} of unit {name}", child.span))
        else:
            found.append(child.name)
    return tuple(sorted(found))
