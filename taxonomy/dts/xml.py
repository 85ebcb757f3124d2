"""The one door through which XML from outside comes in: no network, no DTD, no entities, bounded.

Trees are lxml's; `scan` gives start tags only, for what is read in bulk. What elements mean is left to the callers.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ..finding import Finding
from ..span import Span


@dataclass(frozen=True, slots=True)
class ParsedXml:
    """A parsed document: the root, the bytes it was parsed from, and the name to tell a person."""

    root: etree._Element
    data: bytes
    name: str

    def span(self, element: etree._Element) -> Span:
        """Where the element's start tag begins: exact line and column (found by a second look at the bytes)."""
        raise NotImplementedError


def parse_xml(data: bytes, name: str) -> ParsedXml | Finding:
    """The document in `data`, or what is wrong with it: `xml:not-well-formed`, `xml:doctype-refused`.

    A document type declaration is refused before anything in it is looked at, so that no entity is ever expanded
    and nothing outside `data` is ever read.
    """
    raise NotImplementedError


def position(data: bytes, offset: int, name: str) -> Span:
    """The line and column of a byte offset in a document."""
    raise NotImplementedError
