"""The lookup from a published address to the packaged file, driven by `addresses.csv`.

Fetching what is not here, and deciding whether that is allowed, is left to who asks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


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
    return None if name is None else _published()[name]


@cache
def _published() -> dict[str, str]:
    """File name to the address that `addresses.csv` lists first for it."""
    return {file: address for address, file in reversed(_table().items())}


@cache
def _table() -> dict[str, str]:
    """Address to file name, from `addresses.csv` (columns `address`, `file`; of a file, the published one first)."""
    lines = (_folder() / "addresses.csv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split(",") for line in lines)


@cache
def _folder() -> Traversable:
    # importlib.resources takes 10 ms to import, which `tanshin --version` must not pay.
    from importlib.resources import files

    return files(__package__)
