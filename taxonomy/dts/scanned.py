"""What documents say, from the cache if they were read before: a taxonomy is read once, not once for each filing.

What the cache does is `cache`, the form in which a document is kept `compiled`; without a cache all is scanned.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ..finding import Finding
from .cache import Cache, folder, key_of
from .components import outline
from .model import DocumentKind, Origin
from .resolve import Told, Unread
from .scan import Scan, scan_document

SMALLEST: Final = 4096
"""Bytes below which a document is scanned faster than it is had from a file."""


class Scanned(NamedTuple):
    """The records of a document and its size in bytes."""

    scan: Scan
    size: int


class Scans:
    """The records of documents, by what resolving has told of them.

    With `labels` the texts of resources are wanted too, which are not kept: nothing that validates asks for them.
    `kept` has those that this process has had already.
    """

    def __init__(self, labels: bool, kept: dict[tuple[str, bytes], object]) -> None:
        self._labels = labels
        self._kept = kept
        place = None if labels else folder()
        self._cache = None if place is None else Cache(place)

    def scan(self, told: Told, address: str) -> Scanned | Finding | Unread:
        """The records of a document that stands at `address`; what is wrong with it, or why it cannot be had."""
        if self._labels or told.origin is Origin.FOLDER:
            return self._stored(told, address)
        name = (address, told.digest)
        known = self._kept.get(name)
        if isinstance(known, Scanned):
            return known
        scanned = self._stored(told, address)
        if isinstance(scanned, Scanned):
            self._kept[name] = scanned
        return scanned

    def _stored(self, told: Told, address: str) -> Scanned | Finding | Unread:
        if self._cache is None:
            return self._read(told, address)
        from .compiled import decode, encode, fingerprint

        key = key_of(fingerprint(), address.encode("utf-8", "surrogatepass"), told.origin.encode(), told.digest)
        kept = self._cache.get(key)
        if kept is not None:
            try:
                return Scanned(*decode(kept))
            except ValueError:
                pass
        scanned = self._read(told, address)
        if isinstance(scanned, Scanned) and scanned.size >= SMALLEST and scanned.scan.kind is not DocumentKind.INSTANCE:
            self._cache.put(key, encode(scanned.scan, scanned.size))
        return scanned

    def settle(self) -> None:
        """To be called when a DTS is complete: keeps the cache within its bounds."""
        if self._cache is not None:
            self._cache.settle()

    def _read(self, told: Told, address: str) -> Scanned | Finding | Unread:
        content = told.read()
        if isinstance(content, Unread):
            return content
        scan = scan_document(content.data, address, content.name, texts=self._labels)
        if isinstance(scan, Finding):
            return scan
        if scan.kind is DocumentKind.SCHEMA and content.origin is Origin.PACKAGE:
            scan.outline = outline(content.data, scan.elements, scan.children, scan.end)
        return Scanned(scan, len(content.data))
