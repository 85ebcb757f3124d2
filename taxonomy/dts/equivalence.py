"""Which arcs of a base set stand after prohibition and override, whatever the link and arc elements are.

XBRL 2.1 section 3.5.3.9.7.4 and 3.5.3.9.7.5: arcs are equivalent if they join the same two and agree in the attributes
that are not exempt; of equivalent arcs the one of highest priority stands, unless one of that priority prohibits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from ..amount import parse_amount
from ..names import XLINK
from ..qname import QName
from .scan import X_ARCROLE, X_FROM, X_TO, ExtendedLink

_EXEMPT: Final = frozenset(("use", "priority"))
_NUMBERS: Final = frozenset(("order", "weight"))
_ONE: Final = Decimal(1)


def standing_pairs(
    links: Iterable[tuple[ExtendedLink, Mapping[str, list[QName]]]], arcrole: str, arc_name: str
) -> Iterator[tuple[QName, QName]]:
    """The concepts joined by arcs of that arcrole and element in links of one base set, those that stand only.

    `links` come with the concepts that their locators' labels stand for.
    """
    best: dict[object, tuple[int, bool, tuple[QName, QName]]] = {}
    for link, located in links:
        for arc in link.arcs:
            attributes = arc.attributes
            if arc.name != arc_name or attributes.get(X_ARCROLE, "") != arcrole:
                continue
            rank = (priority(attributes), attributes.get("use") == "prohibited")
            others = identity(attributes)
            for source in located.get(attributes.get(X_FROM, ""), ()):
                for target in located.get(attributes.get(X_TO, ""), ()):
                    key = (source, target, others)
                    known = best.get(key)
                    if known is None or rank > known[:2]:
                        best[key] = (*rank, (source, target))
    return (pair for _, prohibited, pair in best.values() if not prohibited)


def priority(attributes: Mapping[str, str]) -> int:
    """An arc's priority, 0 if it says none or what schema validation tells."""
    try:
        return int(attributes.get("priority", 0))
    except ValueError:
        return 0


def identity(attributes: Mapping[str, str]) -> object:
    """The attributes in which equivalent arcs agree, by value; `order` is 1 where it is not written."""
    others = [
        (name, _number(value) if name in _NUMBERS else value)
        for name, value in attributes.items()
        if name not in _EXEMPT and not name.startswith(XLINK)
    ]
    if "order" not in attributes:
        others.append(("order", _ONE))
    return frozenset(others)


def _number(text: str) -> Decimal | str:
    try:
        return parse_amount(text.strip())
    except ValueError:
        return text
