"""XBRL 2.1 instances to reports, in one pass over the bytes: no tree is kept, equal aspects are one object.

The bytes come in through the door of `taxonomy.dts.xml`. Whether what is read holds is left to `validate`,
except where a fact cannot be made without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...taxonomy.dts.xml import normalise, scan_xml
from .model import Instance
from .reader import Reader

if TYPE_CHECKING:
    from ...taxonomy.schematypes import Types


def load_instance(path: Path, name: str | None = None, types: Types | None = None) -> Instance:
    """The instance in a file; `name` is how findings call it, by default the path as given.

    `types` are those of its DTS: they supply what it leaves to its schemas, and tell which values are equal.

    Raises `OSError` for a file that cannot be read. What is wrong inside it is in `Instance.findings`.
    """
    return read_instance(path.read_bytes(), str(path) if name is None else name, types)


def read_instance(data: bytes, name: str, types: Types | None = None) -> Instance:
    """The instance in `data`, as `load_instance` reads it from a file. What is no XML has one finding and no facts."""
    reader = Reader(name, types)
    text = normalise(data, name)
    broken = scan_xml(text, name, reader.connect) if isinstance(text, bytes) else text
    return reader.instance() if broken is None else reader.broken(broken)
