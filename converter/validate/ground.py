"""What an instance stands on, as far as judging its facts needs it: from its DTS, or as kept from an earlier run.

The engine asks a `Ground` and does not know which it has. What is kept, and when it may be trusted, is `image`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import Taxonomy
from ...taxonomy.qname import QName

if TYPE_CHECKING:
    from ...taxonomy.dts import DTS, DocumentKind, Resolver
    from ...taxonomy.schematypes import Types
    from .schema import Judged

SchemaEngine = Literal["libxml2", "xmlschema"]
Ranges = Sequence[tuple[int, int]]


class Sources:
    """What may be read besides a file's own folder: packages, opened once and when first needed, and folders.

    What was fetched from the network before may be read too; with `online`, what is missing is fetched.
    """

    def __init__(self, packages: Iterable[Path] = (), folders: Iterable[Path] = (), *, online: bool = False) -> None:
        self.packages = tuple(packages)
        self.folders = tuple(folders)
        self._online = online
        self._shared: Resolver | None = None

    def resolver(self, path: Path) -> Resolver:
        """A resolver for a file in its folder."""
        from ...taxonomy.dts import Resolver
        from ...taxonomy.dts.fetched import Fetched

        if self._shared is None:
            fetched = Fetched.of_user(online=self._online)
            self._shared = Resolver.for_files((), packages=self.packages, fetched=fetched)
        return self._shared.beside([path], self.folders)


class Ground(Protocol):
    """What an instance stands on. Findings are the same wherever they come from, and in the same order."""

    @property
    def address(self) -> str:
        """The address of the instance."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The concepts, and the networks that facts are judged by."""

    @property
    def types(self) -> Types:
        """What the schemas say of values."""

    @property
    def whole(self) -> bool:
        """Whether no schema of the DTS is missing."""

    def told(self) -> Iterator[Finding]:
        """What is to be told of the DTS and its documents by XBRL 2.1 and Dimensions 1.0."""

    def schema(self, settled: Ranges) -> list[Finding]:
        """What is to be told of the schema validity of all documents of the filing."""

    def typed_domain(self, axis: QName) -> QName | None:
        """The element that holds members of a typed dimension; None if the taxonomy does not lead to one."""

    def declares(self, name: QName) -> bool:
        """Whether a schema of the DTS has a global element of that name."""

    def is_here(self, address: str) -> bool:
        """Whether an absolute address leads to the instance."""

    def data(self) -> bytes:
        """The bytes of the instance (UTF-8)."""


class Discovered:
    """The ground of an instance whose DTS has been discovered; what it was asked is noted, to be kept."""

    def __init__(self, dts: DTS, *, schema: bool = True, engine: SchemaEngine = "libxml2") -> None:
        from ...taxonomy.schematypes import SchemaTypes

        self.dts = dts
        self.address = dts.entry_points[0]
        self.types = SchemaTypes(dts)
        self.judged: Judged | None = None
        self.said: list[Finding] = []
        self._all_said = False
        self._schema = schema
        self._engine: SchemaEngine = engine

    @property
    def kind(self) -> DocumentKind | None:
        """What the file is; None if it cannot be read."""
        document = self.dts.documents.get(self.address)
        return None if document is None else document.kind

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy of the DTS."""
        return self.dts.taxonomy

    @property
    def whole(self) -> bool:
        """By what its documents refer to."""
        return not self.dts.missing()

    def told(self) -> Iterator[Finding]:
        """As they are found."""
        from ...taxonomy.checks import taxonomy_findings
        from ...taxonomy.dimensional import dimensional_findings

        for found in (self.dts.findings, taxonomy_findings(self.dts), dimensional_findings(self.dts)):
            for each in found:
                self.said.append(each)
                yield each
        missing = self.dts.missing()
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            message = f"what depends on the schemas that are missing was not checked: {missing[0]}{more}"
            yield finding("dts:incomplete", message)
        self._all_said = True

    def schema(self, settled: Ranges = ()) -> list[Finding]:
        """By the engine asked for; `settled` is for the fast one, for a second opinion is one on everything."""
        if not self._schema:
            return []
        from .schema import judge

        here = {self.address: settled} if self._engine == "libxml2" else None
        self.judged = judge(self.dts, engine=self._engine, settled=here)
        return [found for findings in self.judged.findings.values() for found in findings]

    def complete(self, settled: Ranges) -> None:
        """Find out what was not asked for, so that all of it can be kept."""
        if not self._all_said:
            self.said.clear()
            for _ in self.told():
                pass
        if self.judged is None:
            self.schema(settled)

    def typed_domain(self, axis: QName) -> QName | None:
        """By the schema that its `typedDomainRef` points to."""
        from .typed import typed_domain

        return typed_domain(axis, self.dts)

    def declares(self, name: QName) -> bool:
        """By its schemas."""
        return name in self.dts.elements

    def is_here(self, address: str) -> bool:
        """By the addresses of the DTS."""
        aliases = self.dts.aliases
        return aliases.get(address, address) == aliases.get(self.address, self.address)

    def data(self) -> bytes:
        """Read again."""
        return self.dts.content(self.address)


def absolute(path: Path) -> str:
    """The absolute path of a file as it is given, links in it left as they are."""
    return os.path.abspath(path)
