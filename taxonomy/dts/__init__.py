"""Discoverable taxonomy sets: from entry points to documents, concepts and networks, offline and within bounds.

    resolver = Resolver.for_files([path], packages=[zip_or_folder, ...])     # no network but by `fetched`
    dts = load_dts([path], resolver)            # instance, schema or linkbase: path or address
    dts.taxonomy.concepts[name], dts.taxonomy.networks, dts.findings

An XML document from outside comes in through `parse_xml` only. What is wrong with a document is a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .discover import load_dts
    from .model import DTS, Document, DocumentKind, Origin
    from .package import Package, open_package
    from .resolve import Content, Resolver, Unread
    from .xml import ParsedXml, parse_xml, position

# Each is imported when it is first asked for: what is had from the cache needs few of them.
_HOMES = {
    "discover": ("load_dts",),
    "model": ("DTS", "Document", "DocumentKind", "Origin"),
    "package": ("Package", "open_package"),
    "resolve": ("Content", "Resolver", "Unread"),
    "xml": ("ParsedXml", "parse_xml", "position"),
}

__all__ = [
    "DTS",
    "Content",
    "Document",
    "DocumentKind",
    "Origin",
    "Package",
    "ParsedXml",
    "Resolver",
    "Unread",
    "load_dts",
    "open_package",
    "parse_xml",
    "position",
]


def __getattr__(name: str) -> Any:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f".{home}", __name__), name)
    return found
