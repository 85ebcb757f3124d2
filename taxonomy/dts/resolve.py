"""From an address to bytes: the filing's own folders, taxonomy packages, the embedded schemas; never the network.

What may be read is decided here; what is read is parsed in `xml` and understood in `discover`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..finding import Finding
from .model import Origin
from .package import Package


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes with where they came from; `name` tells a person."""

    data: bytes
    origin: Origin
    name: str


class Resolver:
    """Reads documents by address. Local files only from `folders`, packages as their catalogs say.

    `findings` tells of packages that could not be opened.
    """

    def __init__(self, folders: Sequence[Path], packages: Sequence[Package] = (), findings: Sequence[Finding] = ()):
        raise NotImplementedError

    @classmethod
    def for_files(
        cls, files: Iterable[Path], packages: Iterable[Path] = (), folders: Iterable[Path] = ()
    ) -> Resolver:
        """A resolver that may read the folders in which `files` stand, the packages, and `folders` besides."""
        raise NotImplementedError

    def address(self, entry: str | Path) -> str:
        """The absolute address of an entry point: a path becomes a `file:` address, an address stays."""
        raise NotImplementedError

    def read(self, address: str) -> Content:
        """The document at an absolute address without fragment. Raises `Refused` or `Missing`."""
        raise NotImplementedError
