"""XBRL 2.1 instances to reports."""

from __future__ import annotations

from pathlib import Path

from .model import Instance


def load_instance(path: Path, name: str | None = None) -> Instance:
    """The instance in a file; `name` is how findings call it, by default the path as given.

    Raises `OSError` for a file that cannot be read. What is wrong inside it is in `Instance.findings`.
    """
    raise NotImplementedError


def read_instance(data: bytes, name: str) -> Instance:
    """The instance in `data`, as `load_instance` reads it from a file."""
    raise NotImplementedError
