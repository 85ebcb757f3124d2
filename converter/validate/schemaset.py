"""A set of schema documents as a compiler takes it; which of them, and which parts, is left to `schemaparts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SchemaSet:
    """Schemas by absolute address, complete under import and include.

    `roots` leads from each namespace to the addresses of the schemas that no other schema of that namespace includes;
    `contents` gives a schema's bytes, `aliases` its other addresses.
    """

    roots: Mapping[str, tuple[str, ...]]
    contents: Mapping[str, bytes]
    aliases: Mapping[str, str]

    def find(self, address: str) -> str | None:
        """The address under which a schema stands, None if it is not of the set."""
        address = self.aliases.get(address, address)
        return address if address in self.contents else None
