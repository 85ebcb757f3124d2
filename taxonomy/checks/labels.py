"""Labels say their language, and those that a presentation asks for are there (XBRL 2.1 5.2.2.2.1, 5.2.4.2.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from ..dts.networks import Located, build_labels
from ..dts.scan import X_FROM, X_TO, ExtendedLink
from ..names import LINK, XML
from ..qname import QName
from .arcs import remote
from .own import LABEL, Issue, Own

_LABEL_LINK: Final = f"{LINK}}}labelLink"
_LABEL: Final = f"{{{LINK}}}label"
_LANG: Final = f"{{{XML}}}lang"


def languages(own: Own) -> Iterator[Issue]:
    """A label says its language, itself or by what it stands in (XML 1.0 2.12)."""
    for linkbase in own.linkbases:
        said: dict[etree._Element | None, str] = {}
        for element, kind in linkbase.members:
            if kind != "resource" or element.tag != _LABEL or element.get(_LANG, "").strip():
                continue
            link = element.getparent()
            outer = said.get(link)
            if outer is None:
                outer = said[link] = _language(link)
            if element.get(_LANG) is not None or not outer:
                message = f"The label {element.get(LABEL, '')} does not say its language."
                yield Issue("xbrl.5.2.2.2.1:labelLang", message, linkbase.address, element)


def _language(element: etree._Element | None) -> str:
    """The language in scope at an element, empty if there is none."""
    while element is not None:
        language = element.get(_LANG)
        if language is not None:
            return language.strip()
        element = element.getparent()
    return ""


def preferred_labels(own: Own) -> Iterator[Issue]:
    """The target of an arc with `preferredLabel` has a label of that role."""
    asked: dict[tuple[QName, str], tuple[str, int]] = {}
    for address, link, located in own.links:
        for arc in link.arcs:
            role = arc.attributes.get("preferredLabel")
            if role is None or arc.attributes.get("use") == "prohibited":
                continue
            for target in located.get(arc.attributes.get(X_TO, ""), ()):
                asked.setdefault((target, role.strip()), (address, arc.offset))
    if not asked:
        return
    labels = build_labels(_label_links(own, {name for name, _ in asked}), lambda a, f: remote(own, a, f))
    has = {(name, label.role) for name, found in labels.items() for label in found}
    for (name, role), place in asked.items():
        if (name, role) not in has and name in own.dts.elements:
            message = f"{name.local} is to be shown with a label of the role {role}, but has none."
            yield Issue("xbrl.5.2.4.2.1:preferredLabelMissing", message, *place)


def _label_links(own: Own, wanted: set[QName]) -> Iterator[tuple[ExtendedLink, Located]]:
    """The label links that label any of the concepts, with no more than the arcs for those."""
    for _, link, located in own.dts.links:
        if link.name == _LABEL_LINK:
            labels = {label for label, names in located.items() if not wanted.isdisjoint(names)}
            arcs = [arc for arc in link.arcs if arc.attributes.get(X_FROM, "") in labels]
            if arcs:
                yield replace(link, arcs=arcs), located


CHECKS: Final[tuple[Callable[[Own], Iterator[Issue]], ...]] = (languages, preferred_labels)
