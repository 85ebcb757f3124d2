"""What makes elements inside contexts s-equal: a text that is the same for those that are (XBRL 2.1 section 4.10).

Numbers and truth values are compared as such where a schema declares them so; a default stands for what is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...taxonomy.escape import xml_text, xml_value
from ...taxonomy.names import XSI

if TYPE_CHECKING:
    from ...taxonomy.schemadeclared import ElementType, Kind
    from ...taxonomy.schematypes import Types
    from .nodes import Node

_HINTS: Final = frozenset({f"{XSI}}}schemaLocation", f"{XSI}}}noNamespaceSchemaLocation"})


def canonical(node: Node, types: Types | None, within: ElementType | None = None) -> str:
    """The element as text: expanded names, sorted attributes, values by their types.

    NaN equals nothing, not even itself, so it is written with its place.
    """
    declared = types.element(node.tag, within) if types is not None else None
    pairs = []
    for key, text in node.attributes.items():
        if key not in _HINTS:
            use = declared.attributes.get(key) if declared is not None else None
            if use is None and types is not None and "}" in key:
                namespace, _, local = key.rpartition("}")
                use = types.attribute(node.tag._replace(namespace=namespace, local=local))
            pairs.append((key, text if use is None else _value(use.kind, text, node)))
    if declared is not None:
        for key, use in declared.attributes.items():
            if use.default is not None and key not in node.attributes:
                pairs.append((key, _value(use.kind, use.default, node)))
    attributes = "".join(f" {key}={xml_value(value)}" for key, value in sorted(pairs))
    inner = xml_text(content(node, declared)) + "".join(canonical(child, types, declared) for child in node.children)
    return f"<{node.tag.clark}{attributes}>{inner}</{node.tag.clark}>"


def content(node: Node, declared: ElementType | None) -> str:
    """The text directly inside, by its type."""
    text = node.text
    if declared is None or node.children:
        return text
    if declared.default is not None and not text:
        text = declared.default
    return _value(declared.kind, text, node)


def _value(kind: Kind, text: str, node: Node) -> str:
    value = kind.canonical(text)
    return f"NaN at {node.span.line}:{node.span.column}" if value is None else value
