"""A filing that is held in memory, read as if it were a folder: what was just made is checked before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .model import Origin
from .package import Package
from .resolve import Content, Resolver, Unread

BASE = "http://filing.invalid/"
"""Where the held files stand, so that relative addresses can be joined; nobody's name, says RFC 2606."""


class HeldResolver(Resolver):
    """Reads the files of a filing from memory, by path relative to its folder, and no file from disk.

    Packages and the embedded schemas are read as ever.
    """

    def __init__(self, files: Mapping[str, bytes], packages: Iterable[Package] = ()) -> None:
        super().__init__((), tuple(packages))
        self._held = files

    def entry(self, path: str) -> str:
        """The address of a held file."""
        return BASE + path

    def read(self, address: str) -> Content | Unread:
        """The document at an absolute address without fragment, or why it cannot be had."""
        if not address.startswith(BASE):
            return super().read(address)
        path = address.removeprefix(BASE)
        if path not in self._held:
            return Unread("dts:missing", f"the filing has no file {path}")
        return Content(self._held[path], Origin.FOLDER, path, address)
