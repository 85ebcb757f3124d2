"""Discovery of a DTS from its entry points (XBRL 2.1 section 3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .model import DTS
from .resolve import Resolver


def load_dts(entry_points: Iterable[str | Path], resolver: Resolver, *, labels: bool = False) -> DTS:
    """The DTS of the entry points: instances, schemas or linkbases, as paths or addresses.

    With `labels` the concepts carry their labels and references. Whatever is missing, refused or broken is in
    `DTS.findings`, once each; the rest is loaded all the same.
    """
    raise NotImplementedError
