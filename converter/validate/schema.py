"""XML Schema validity of instances, linkbases and schemas, offline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ...taxonomy.dts import DTS
from ...taxonomy.finding import Finding

Engine = Literal["libxml2", "xmlschema"]


def validate_schema(dts: DTS, addresses: Iterable[str] | None = None, *, engine: Engine = "libxml2") -> list[Finding]:
    """Findings of the schema validity of documents of a DTS.

    `addresses` says which; None means all that are not embedded and not from a package.
    """
    raise NotImplementedError
