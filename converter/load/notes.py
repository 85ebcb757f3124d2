"""Footnotes of an instance with the facts they are linked to (XBRL 2.1 section 4.11).

How links are read is `footnotes`; what is wrong with them is left to `validate`: a locator that leads nowhere links
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urldefrag

from ...taxonomy.dts.pointer import element_offset
from ...taxonomy.dts.xml import position
from ..report import Footnote
from .footnotes import NoteLocator
from .model import Instance


def footnotes(instance: Instance, data: Callable[[], bytes]) -> tuple[Footnote, ...]:
    """The footnotes in the order of the document; `data` gives the bytes of the instance as UTF-8.

    One that several arcroles lead to is given once for each. Footnotes of tuples and of other documents are left out.
    """
    known = {fact.id for fact in instance.report.facts}
    at = {(fact.marks[0].line, fact.marks[0].column): fact.id for fact in instance.report.facts if fact.marks}

    def leads_to(locator: NoteLocator) -> str | None:
        address, fragment = urldefrag(locator.href)
        fragment = unquote(fragment)
        if address and address.rpartition("/")[2] != instance.file:
            return None
        if "(" not in fragment:
            return fragment if fragment in known else None
        offset = element_offset(data(), fragment)
        if offset is None:
            return None
        place = position(data(), offset, instance.file)
        return at.get((place.line, place.column))

    found = []
    for link in instance.footnotes:
        facts: dict[str, list[str]] = {}
        for locator in link.locators:
            fact = leads_to(locator)
            if fact is not None:
                facts.setdefault(locator.label, []).append(fact)
        for resource in link.resources:
            linked: dict[str, dict[str, None]] = {}
            for arc in link.arcs:
                if arc.target == resource.label:
                    linked.setdefault(arc.arcrole, {}).update(dict.fromkeys(facts.get(arc.source, ())))
            for arcrole, ids in linked.items():
                if ids:
                    found.append(Footnote(resource.text, resource.language or "", resource.role, arcrole, tuple(ids)))
    return tuple(found)
