"""Typed dimensions of an instance: the content of a member against the element its dimension names.

The element is looked up in the schema that `typedDomainRef` points to; whether the content is valid by the element's
type is a matter of `schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urldefrag, urljoin

from ...taxonomy.dts import DTS
from ...taxonomy.finding import Finding, finding
from ...taxonomy.qname import QName
from ..load import Instance


def typed_findings(instance: Instance, domain: Callable[[QName], QName | None]) -> Iterator[Finding]:
    """Typed members that do not hold the element asked for (`xbrldie:IllegalTypedDimensionContentError`).

    `domain` gives the element that holds the members of a typed dimension, as `typed_domain` does.
    """
    wanted: dict[QName, QName | None] = {}
    for context in instance.contexts.values():
        for dimension in context.dimensions:
            if not dimension.typed:
                continue
            axis = dimension.axis
            if axis not in wanted:
                wanted[axis] = domain(axis)
            element = wanted[axis]
            if dimension.element is not None and element in (None, dimension.element):
                continue
            held = "nothing" if dimension.element is None else dimension.element.clark
            asked = f", not {element.clark}" if element is not None else ""
            message = f"The typed member for {axis.local} in context {context.id} holds {held}{asked}."
            yield finding("xbrldie:IllegalTypedDimensionContentError", message, source=dimension.span)


def typed_domain(axis: QName, dts: DTS) -> QName | None:
    """The element that holds members of a typed dimension; None if the taxonomy does not lead to one."""
    declaration = dts.declarations.elements.get(axis)
    concept = dts.elements.get(axis)
    if declaration is None or concept is None or concept.typed_domain is None:
        return None
    address, fragment = urldefrag(urljoin(declaration.document, concept.typed_domain.strip()))
    return dts.element_at(address, fragment)
