"""Fragments that no index knows: the `element()` scheme of XPointer (XBRL 2.1 section 3.5.4), and ids of any element.

They are rare, so the document is scanned anew for each; ids of concepts and links are looked up where they are used.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from .xml import StopScan, scan_xml

_POINTER = re.compile(r"element\(([A-Za-z_][\w.-]*)?((?:/[1-9]\d*)*)\)")
_POINTERS = re.compile(rf"(?:{_POINTER.pattern}\s*)+")


def is_pointer(fragment: str) -> bool:
    """Whether a fragment is made of pointers of the `element()` scheme."""
    return _POINTERS.fullmatch(fragment) is not None


def element_offset(data: bytes, fragment: str) -> int | None:
    """The byte offset of the start tag that `fragment` points to, None if it is no such pointer or leads nowhere.

    `element(/1/4)` counts from the document, `element(id/2)` from the element with that id; of several pointers the
    first that leads anywhere is the one (XPointer Framework 3.1).
    """
    if not is_pointer(fragment):
        return None
    found = (_offset(data, pointer) for pointer in _POINTER.finditer(fragment))
    return next((offset for offset in found if offset is not None), None)


def _offset(data: bytes, pointer: re.Match[str]) -> int | None:
    """Where a single pointer leads."""
    origin = pointer.group(1)
    steps = [int(step) for step in pointer.group(2).split("/")[1:]]
    if not origin and not steps:
        return None
    found: list[int] = []
    # `counts[d]` elements were seen so far at depth d; the path so far is right down to `matched` steps.
    counts = [0]
    depth = matched = 0
    start_depth = -1 if origin else 0

    def start(_name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, matched, start_depth
        counts[depth] += 1
        if start_depth >= 0 and depth - start_depth == matched < len(steps) and counts[depth] == steps[matched]:
            matched += 1
            if matched == len(steps):
                found.append(parser_of[0].CurrentByteIndex)
                raise StopScan
        depth += 1
        counts.append(0)
        if start_depth < 0 and attributes.get("id") == origin:
            start_depth = depth
            if not steps:
                found.append(parser_of[0].CurrentByteIndex)
                raise StopScan

    def end(_name: str) -> None:
        nonlocal depth, matched
        counts.pop()
        depth -= 1
        if start_depth >= 0 and matched > depth - start_depth:
            # The element that the next step should have been found in has ended.
            raise StopScan

    parser_of: list[expat.XMLParserType] = []

    def connect(parser: expat.XMLParserType) -> None:
        parser_of.append(parser)
        parser.StartElementHandler = start
        parser.EndElementHandler = end

    scan_xml(data, "", connect)
    return found[0] if found else None


def all_ids(data: bytes) -> set[str]:
    """The value of every `id` attribute in a document."""
    ids: set[str] = set()

    def connect(parser: expat.XMLParserType) -> None:
        def start(_name: str, attributes: dict[str, str]) -> None:
            if "id" in attributes:
                ids.add(attributes["id"].strip())

        parser.StartElementHandler = start

    scan_xml(data, "", connect)
    return ids
