"""Networks of concepts, labels and references: extended links joined into base sets, after prohibition and override.

XBRL 2.1 section 3.5.3.9.7: arcs of one base set are equivalent if they join the same two elements and agree in all
attributes but `use`, `priority` and the XLink ones; of equivalent arcs the one of highest priority stands, and if that
one (or one of equal priority) prohibits, none does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final, TypeVar

from ..amount import parse_amount
from ..model import Arc, Label, LinkKind, Network, Reference
from ..names import CONCEPT_LABEL, CONCEPT_REFERENCE, LINK, XBRLDT, XLINK
from ..qname import QName
from .components import Attributes
from .scan import X_ARCROLE, X_FROM, X_ROLE, X_TO, XML_LANG, ExtendedLink, Resource

_KINDS: Final = {f"{LINK}}}{kind.value}": kind for kind in LinkKind}
_CONTEXT_ELEMENT: Final = f"{XBRLDT}}}contextElement"
_CLOSED: Final = f"{XBRLDT}}}closed"
_USABLE: Final = f"{XBRLDT}}}usable"
_TARGET_ROLE: Final = f"{XBRLDT}}}targetRole"
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_READ: Final = frozenset(
    ("use", "priority", "order", "weight", "preferredLabel", _CONTEXT_ELEMENT, _CLOSED, _USABLE, _TARGET_ROLE)
)
_ONE: Final = Decimal(1)

Located = dict[str, list[QName]]
Typed = Callable[[str, str], object]
_T = TypeVar("_T")
_Ranked = dict[object, tuple[int, bool, _T]]


def build_networks(
    links: Iterable[tuple[ExtendedLink, Located]], typed: Typed | None = None
) -> tuple[Network, ...]:  # fmt: skip
    """The networks of the standard extended links, in order of first appearance, arcs in document order.

    `links` are extended links with the concepts that their locators' labels stand for. `typed` gives the value of an
    attribute that is not XBRL's own, from its name and text: the same for values that are equal by their type.
    """
    base_sets: dict[tuple[LinkKind, str, str, str], _Ranked[Arc]] = {}
    numbers: dict[str, Decimal] = {}
    for link, located in links:
        kind = _KINDS.get(link.name)
        if kind is None:
            continue
        role = link.attributes.get(X_ROLE, "")
        for element in link.arcs:
            attributes = element.attributes
            ranked = base_sets.setdefault((kind, role, attributes.get(X_ARCROLE, ""), element.name), {})
            sources = located.get(attributes.get(X_FROM, ""), ())
            targets = located.get(attributes.get(X_TO, ""), ())
            for source in sources:
                for target in targets:
                    arc = _arc(source, target, attributes, numbers)
                    _rank(ranked, _identity(arc, attributes, typed), attributes, arc)
    return tuple(
        Network(kind, role, arcrole, arcs)
        for (kind, role, arcrole, _), ranked in base_sets.items()
        if (arcs := tuple(_standing(ranked)))
    )


def build_labels(
    links: Iterable[tuple[ExtendedLink, Located]], remote: Callable[[str, str], Resource | None]
) -> dict[QName, tuple[Label, ...]]:
    """The labels of each concept (XBRL 2.1 section 5.2.2), in document order.

    `remote` gives the resource at an address and fragment, for arcs that prohibit a label of another linkbase.
    """
    return _resources(
        links,
        f"{LINK}}}labelLink",
        CONCEPT_LABEL,
        remote,
        lambda r: Label(r.attributes.get(X_ROLE, ""), r.attributes.get(XML_LANG, ""), r.text),
    )


def build_references(
    links: Iterable[tuple[ExtendedLink, Located]], remote: Callable[[str, str], Resource | None]
) -> dict[QName, tuple[Reference, ...]]:
    """The references of each concept (XBRL 2.1 section 5.2.3), as `build_labels`."""

    def reference(r: Resource) -> Reference:
        parts = tuple((QName(*name.rpartition("}")[::2]), text) for name, text in r.parts)
        return Reference(r.attributes.get(X_ROLE, ""), parts)

    return _resources(links, f"{LINK}}}referenceLink", CONCEPT_REFERENCE, remote, reference)


def _resources(
    links: Iterable[tuple[ExtendedLink, Located]],
    name: str,
    arcrole: str,
    remote: Callable[[str, str], Resource | None],
    make: Callable[[Resource], _T],
) -> dict[QName, tuple[_T, ...]]:
    base_sets: dict[tuple[str, str], _Ranked[tuple[QName, Resource]]] = {}
    for link, located in links:
        if link.name != name:
            continue
        resources: dict[str, list[Resource]] = {}
        for resource in link.resources:
            resources.setdefault(resource.label, []).append(resource)
        for locator in link.locators:
            if locator.label not in located and (far := remote(locator.address, locator.fragment)) is not None:
                resources.setdefault(locator.label, []).append(far)
        for element in link.arcs:
            attributes = element.attributes
            if attributes.get(X_ARCROLE) != arcrole:
                continue
            ranked = base_sets.setdefault((link.attributes.get(X_ROLE, ""), element.name), {})
            for source in located.get(attributes.get(X_FROM, ""), ()):
                for resource in resources.get(attributes.get(X_TO, ""), ()):
                    key = (source, id(resource), _number(attributes.get("order"), _ONE), _others(attributes))
                    _rank(ranked, key, attributes, (source, resource))
    result: dict[QName, list[_T]] = {}
    for ranked in base_sets.values():
        for source, resource in _standing(ranked):
            result.setdefault(source, []).append(make(resource))
    return {source: tuple(made) for source, made in result.items()}


def _rank(ranked: _Ranked[_T], key: object, attributes: Attributes, value: _T) -> None:
    priority = _priority(attributes)
    prohibited = attributes.get("use") == "prohibited"
    standing = ranked.get(key)
    if standing is None or (priority, prohibited) > standing[:2]:
        ranked[key] = (priority, prohibited, value)


def _standing(ranked: _Ranked[_T]) -> Iterator[_T]:
    return (value for _, prohibited, value in ranked.values() if not prohibited)


def _identity(arc: Arc, attributes: Attributes, typed: Typed | None) -> object:
    """What two equivalent arcs have in common; the attributes of Dimensions 1.0 with their defaults."""
    return (
        arc.source, arc.target, arc.order, arc.weight, arc.preferred_label, arc.context_element,
        bool(arc.closed), arc.usable is not False, arc.target_role, _others(attributes, typed),
    )  # fmt: skip


def _priority(attributes: Attributes) -> int:
    text = attributes.get("priority")
    try:
        return int(text) if text else 0
    except ValueError:  # schema validation tells
        return 0


def _arc(source: QName, target: QName, attributes: Attributes, numbers: dict[str, Decimal]) -> Arc:
    order = attributes.get("order", "1")
    number = numbers.get(order)
    if number is None:
        number = numbers[order] = _number(order, _ONE)
    weight = attributes.get("weight")
    closed, usable = attributes.get(_CLOSED), attributes.get(_USABLE)
    return Arc(
        source,
        target,
        number,
        None if weight is None else _number(weight, _ONE),
        attributes.get("preferredLabel"),
        attributes.get(_CONTEXT_ELEMENT),
        None if closed is None else _BOOLEANS.get(closed.strip()),
        None if usable is None else _BOOLEANS.get(usable.strip()),
        attributes.get(_TARGET_ROLE),
    )


def _number(text: str | None, default: Decimal) -> Decimal:
    """An arc's decimal attribute; what is no decimal is told by schema validation."""
    try:
        return default if text is None or "," in text else parse_amount(text)
    except ValueError:
        return default


def _others(attributes: Attributes, typed: Typed | None = None) -> tuple[tuple[str, object], ...]:
    """The attributes that tell arcs apart besides those that `Arc` has."""
    if len(attributes) <= 4:  # xlink: type, arcrole, from, to
        return ()
    others = [(k, v) for k, v in sorted(attributes.items()) if k not in _READ and not k.startswith(XLINK)]
    return tuple((k, v if typed is None or "}" not in k else typed(k, v)) for k, v in others)
