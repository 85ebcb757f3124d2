"""Footnotes of an instance: what their locators and arcs lead to, and their languages (XBRL 2.1 section 4.11).

What roles and arcroles may stand on them is checked with those of linkbases.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urldefrag

from ...taxonomy.dts import DTS, Content, position
from ...taxonomy.dts.pointer import element_offset
from ...taxonomy.dts.resolve import join
from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import FACT_FOOTNOTE, LINK
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..load import Instance
from ..load.footnotes import FootnoteLink, NoteLocator

_FOOTNOTE: Final = QName(LINK, "footnote")


def footnote_findings(instance: Instance, dts: DTS) -> Iterator[Finding]:
    """What is wrong with the footnote links of an instance, whose address is the first entry point of `dts`."""
    if not instance.footnotes:
        return
    facts = {fact.id for fact in instance.report.facts}
    facts |= {holder.id for holder in instance.holders if holder.id is not None}
    places = {fact.marks[0] for fact in instance.report.facts} | {holder.span for holder in instance.holders}
    for link in instance.footnotes:
        for locator in link.locators:
            if not _leads_to_fact(locator, dts, facts, places):
                message = f"The locator {locator.href!r} of a footnote leads to no item or tuple of this instance."
                yield finding("xbrl.4.11.1.1:instanceLoc", message, source=locator.span)
        for resource in link.resources:
            if resource.name == _FOOTNOTE and not (resource.language or "").strip():
                message = f"The footnote {resource.label} does not say its language."
                yield finding("xbrl.4.11.1.2.1:missingLang", message, source=resource.span)
        yield from _arc_findings(link)


def _leads_to_fact(locator: NoteLocator, dts: DTS, facts: set[str], places: set[Span]) -> bool:
    """Whether a locator leads to a fact or tuple of the same document, by id or by the `element()` scheme."""
    here = dts.entry_points[0]
    address, fragment = urldefrag(locator.href)
    fragment = unquote(fragment)
    target = join(here, address) if address else here
    if dts.aliases.get(target, target) != dts.aliases.get(here, here):
        return False
    if "(" not in fragment:
        return fragment in facts
    content = dts.resolver.read(here)
    offset = element_offset(content.data, fragment) if isinstance(content, Content) else None
    if offset is None or not isinstance(content, Content):
        return False
    return position(content.data, offset, locator.span.file) in places


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
