"""Fragments that no index knows: the `element()` scheme of XPointer (XBRL 2.1 section 3.5.4), and ids of any element.

They are rare, so what they count in is read only when the first is met; ids of concepts and links are looked up where
they are used.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from .xml import scan_xml

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
    tree = _tree(data)
    place = tree.ids.get(origin) if origin else 0
    if place is None or (not origin and not steps):
        return None
    for step in steps:
        below = tree.children[place]
        if step > len(below):
            return None
        place = below[step - 1]
    return tree.offsets[place]


class _Tree(NamedTuple):
    """The elements of a document by number, the document itself 0: where each starts, what is in it, who has an id."""

    offsets: list[int]
    children: list[list[int]]
    ids: dict[str, int]


@lru_cache(maxsize=1)
def _tree(data: bytes) -> _Tree:
    """Made once for all pointers into a document; of one that is broken, as far as it goes."""
    tree = _Tree([0], [[]], {})
    open_ = [0]

    def connect(parser: expat.XMLParserType) -> None:
        def start(_name: str, attributes: dict[str, str]) -> None:
            number = len(tree.offsets)
            tree.offsets.append(parser.CurrentByteIndex)
            tree.children.append([])
            tree.children[open_[-1]].append(number)
            open_.append(number)
            if "id" in attributes:
                tree.ids.setdefault(attributes["id"], number)

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda _name: open_.pop()

    scan_xml(data, "", connect)
    return tree


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
