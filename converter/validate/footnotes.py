"""Footnotes of an instance: what their locators and arcs lead to, and their languages (XBRL 2.1 section 4.11).

What roles and arcroles may stand on them is checked with those of linkbases.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from ...taxonomy.dts.xml import position
from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import FACT_FOOTNOTE, LINK
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..load import Instance
from ..load.footnotes import FootnoteLink, NoteLocator

_FOOTNOTE: Final = QName(LINK, "footnote")


class Place(Protocol):
    """Where the instance stands."""

    @property
    def address(self) -> str:
        """The absolute address of the instance."""

    def is_here(self, address: str) -> bool:
        """Whether an absolute address leads to the instance."""

    def data(self) -> bytes:
        """The bytes of the instance (UTF-8)."""


def footnote_findings(instance: Instance, place: Place) -> Iterator[Finding]:
    """What is wrong with the footnote links of an instance."""
    if not instance.footnotes:
        return
    facts = {fact.id for fact in instance.report.facts} | instance.unmade
    facts |= {holder.id for holder in instance.holders if holder.id is not None}
    places = {fact.marks[0] for fact in instance.report.facts} | {holder.span for holder in instance.holders}
    for link in instance.footnotes:
        for locator in link.locators:
            if not _leads_to_fact(locator, place, facts, places):
                message = f"The locator {locator.href!r} of a footnote leads to no item or tuple of this instance."
                yield finding("xbrl.4.11.1.1:instanceLoc", message, source=locator.span)
        for resource in link.resources:
            if resource.name == _FOOTNOTE and not (resource.language or "").strip():
                message = f"The footnote {resource.label} does not say its language."
                yield finding("xbrl.4.11.1.2.1:missingLang", message, source=resource.span)
        yield from _arc_findings(link)


def _leads_to_fact(locator: NoteLocator, place: Place, facts: set[str], places: set[Span]) -> bool:
    """Whether a locator leads to a fact or tuple of the same document, by id or by the `element()` scheme."""
    from urllib.parse import unquote, urldefrag, urljoin

    address, fragment = urldefrag(locator.href)
    fragment = unquote(fragment)
    if address and not place.is_here(urljoin(place.address, address.strip())):
        return False
    if "(" not in fragment:
        return fragment in facts
    from ...taxonomy.dts.pointer import element_offset

    offset = element_offset(place.data(), fragment)
    return offset is not None and position(place.data(), offset, locator.span.file) in places


def _arc_findings(link: FootnoteLink) -> Iterator[Finding]:
    """The ends of arcs: `fact-footnote` goes from a fact to a footnote (section 4.11.1.3.1)."""
    located = {locator.label for locator in link.locators}
    resources = {resource.label for resource in link.resources}
    notes = {resource.label for resource in link.resources if resource.name == _FOOTNOTE}
    for arc in link.arcs:
        if arc.arcrole != FACT_FOOTNOTE:
            continue
        if arc.source not in located or arc.source in resources:
            message = f"The footnote arc starts at {arc.source!r}, which is no locator of a fact in its link."
            yield finding("xbrl.4.11.1.3.1:factFootnoteArcFrom", message, source=arc.span)
        if arc.target not in notes or arc.target in located:
            message = f"The footnote arc leads to {arc.target!r}, which is no footnote in its link."
            yield finding("xbrl.4.11.1.3.1:factFootnoteArcTo", message, source=arc.span)
