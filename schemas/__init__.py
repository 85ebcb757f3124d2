"""XML Schemas that the project needs offline, and the lookup from a published address to the file.

The files are written for this project from the specifications. Whoever discovers a DTS or validates a document asks here
first; fetching what is not here, and deciding whether that is allowed, is left to them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["addresses", "lookup", "published", "read"]


def lookup(address: str) -> Traversable | None:
    """The packaged file for a published `address` (absolute, without fragment); None if there is none.

    Addresses are compared as they stand. Where a schema is in use under both `http:` and `https:`, both are listed.
    """
    name = _table().get(address)
    return None if name is None else _folder() / name


def read(address: str) -> bytes | None:
    """The bytes of the packaged file for a published `address` (absolute, without fragment); None if there is none."""
    file = lookup(address)
    return None if file is None else file.read_bytes()


def addresses() -> tuple[str, ...]:
    """Every address that `lookup` knows, in the order of `addresses.csv`: first the published ones, then variants."""
    return tuple(_table())


def published(address: str) -> str | None:
    """The address under which the schema known as `address` was published, so that variants count as one document."""
    name = _table().get(address)
    if name is None:
        return None
    return next(listed for listed, file in _table().items() if file == name)


@cache
def _table() -> dict[str, str]:
    """Address to file name, from `addresses.csv` (columns `address`, `file`; a file's published address comes first)."""
    lines = (_folder() / "addresses.csv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split(",") for line in lines)


@cache
def _folder() -> Traversable:
    # importlib.resources takes 10 ms to import, which `tanshin --version` must not pay.
    from importlib.resources import files

    return files(__name__)
