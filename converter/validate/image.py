"""What an instance stands on as it was found by an earlier run, kept in the cache while nothing has changed it.

The key is the head of the instance and how it and its sources were given; an entry names every file it rests on, with a
digest, and is used only while all of them are what they were. Plain data only: decoding runs nothing.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from ... import schemas
from ... import taxonomy as taxonomy_room
from ...taxonomy.dts.cache import Cache, folder, key_of
from ...taxonomy.dts.head import head
from ...taxonomy.dts.xml import MAX_BYTES, normalise
from ...taxonomy.finding import Finding
from ...taxonomy.model import Balance, Concept, ConceptKind, PeriodType, RoleType, Taxonomy
from ...taxonomy.qname import QName
from .ground import Discovered, Ranges, Sources, absolute
from .kept import finding_of, network_of, stored
from .schema import judge_instance
from .schemaset import SchemaSet

if TYPE_CHECKING:
    from ...taxonomy.schemadeclared import AttributeUse, ElementType
    from ...taxonomy.schematypes import Supplied
    from ..load import Instance

_UNSETTLED: Final = ("dts:", "xml:", "package:")
"""Findings of documents that could not be had or read: what they rest on is not all known, so nothing is kept."""

Live = Callable[[], Discovered]


# --- the ground that is kept ------------------------------------------------------------------------------------------


class _Concepts(Mapping[QName, Concept]):
    """The concepts that were asked for before; for any other the DTS is discovered after all."""

    def __init__(self, kept: dict[QName, tuple[Any, ...]], names: list[QName], live: Live) -> None:
        self._kept = kept
        self._names = names
        self._live = live
        self._made: dict[QName, Concept] = {}

    def __getitem__(self, name: QName) -> Concept:
        made = self._made.get(name)
        if made is not None:
            return made
        kept = self._kept.get(name)
        if kept is None:
            return self._live().taxonomy.concepts[name]
        kind, type_, base, period, balance, *rest = kept
        made = self._made[name] = Concept(
            name,
            ConceptKind(kind),
            None if type_ is None else self._names[type_],
            base,
            None if period is None else PeriodType(period),
            None if balance is None else Balance(balance),
            *rest,
        )
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._kept or name in self._live().taxonomy.concepts

    def __iter__(self) -> Iterator[QName]:
        return iter(self._live().taxonomy.concepts)

    def __len__(self) -> int:
        return len(self._live().taxonomy.concepts)


class _Types:
    """What the schemas supply for the concepts that were asked for before, which is nothing, and the form of facts."""

    def __init__(self, forms: dict[QName, str | None], live: Live) -> None:
        self._forms = forms
        self._live = live

    def supplied(self, name: QName) -> Supplied | None:
        return None if name in self._forms else self._live().types.supplied(name)

    def plain_form(self, name: QName) -> str | None:
        return self._forms[name] if name in self._forms else self._live().types.plain_form(name)

    def element(self, name: QName, within: ElementType | None = None) -> ElementType | None:
        return self._live().types.element(name, within)

    def attribute(self, name: QName) -> AttributeUse | None:
        return self._live().types.attribute(name)


class Image:
    """The ground of an instance as it was kept. For what it does not hold it asks the DTS, discovered by `live`."""

    def __init__(self, stored: tuple[Any, ...], path: Path, data: bytes, live: Live) -> None:
        names, forms, concepts, domains, networks, roles, prefixes, self._told, self._documents, schemas, kinds = stored
        self._names = [QName(*name) for name in names]
        known = self._names
        self._path, self._data, self._live = path, data, live
        self.types = _Types({known[n]: form for n, form in forms.items()}, live)
        self.taxonomy = Taxonomy(
            _Concepts({known[n]: concept for n, concept in concepts.items()}, known, live),
            tuple(network_of(network, known) for network in networks),
            tuple(RoleType(uri, definition, (), name) for uri, definition, name in roles),
            prefixes=prefixes,
        )
        self._domains = {known[axis]: None if n is None else known[n] for axis, n in domains.items()}
        self._schemas = SchemaSet(*schemas)
        self._kinds = {tag: None if kind is None else ConceptKind(kind) for tag, kind in kinds.items()}

    @property
    def whole(self) -> bool:
        """Nothing else is kept."""
        return True

    def told(self) -> Iterator[Finding]:
        """As they were told."""
        return map(finding_of, self._told)

    def schema(self, settled: Ranges) -> list[Finding]:
        """Those of the other documents as they were told, those of the instance anew."""
        found = judge_instance(self._data, str(self._path), settled, self._schemas, self._kinds)
        if found is None:
            return self._live().schema(settled)
        return [*map(finding_of, self._documents), *found]

    def typed_domain(self, axis: QName) -> QName | None:
        """As it was found."""
        return self._domains[axis] if axis in self._domains else self._live().typed_domain(axis)

    def declares(self, name: QName) -> bool:
        """Asked of the DTS: it is of use for names that are no concepts, which are not kept."""
        return self._live().declares(name)

    @property
    def address(self) -> str:
        """The address of the instance, as resolving makes it."""
        from urllib.parse import quote

        return "file://" + quote(absolute(self._path))

    def is_here(self, address: str) -> bool:
        """By the addresses of the DTS, if it is not the instance's own."""
        return address == self.address or self._live().is_here(address)

    def data(self) -> bytes:
        """As they were read."""
        return self._data


# --- keeping ----------------------------------------------------------------------------------------------------------


class Images:
    """The entries of the cache, none if nothing is to be kept."""

    def __init__(self) -> None:
        place = folder()
        self._cache = None if place is None else Cache(place)

    def get(self, path: Path, sources: Sources, live: Live) -> Image | None:
        """The ground of the instance in a file, if an entry holds it and everything it rests on is what it was."""
        if self._cache is None:
            return None
        data = _read(path)
        ready = None if data is None else normalise(data, str(path))
        if not isinstance(ready, bytes):
            return None
        key = _key(path, ready, sources)
        kept = None if key is None else self._cache.get(key)
        if kept is None:
            return None
        try:
            files, stored = marshal.loads(kept)
            if not all(_stands(*file) for file in files):
                return None
            image = Image(stored, path, ready, live)
        except (EOFError, TypeError, LookupError, AttributeError, ValueError):
            return None
        return image

    def put(self, path: Path, sources: Sources, ground: Discovered, instance: Instance) -> None:
        """Keeps the ground of an instance that has been judged on it, unless it rests on what may change unseen."""
        if self._cache is None:
            return
        ground.complete(instance.plain)
        if ground.judged is None or ground.judged.schemas is None:
            return
        files = _files(ground, sources)
        key = None if files is None else _key(path, ground.data(), sources)
        if key is not None:
            self._cache.put(key, marshal.dumps((files, stored(ground, instance))))
            self._cache.settle()


@cache
def _program() -> bytes:
    """What an entry depends on besides files and data: this program, and the libraries that judge."""
    versions = (sys.version_info[:3], marshal.version, etree.LXML_VERSION, etree.LIBXML_VERSION)
    parts = [repr(versions)]
    rooms = [*taxonomy_room.__path__, *schemas.__path__, os.path.dirname(os.path.dirname(__file__))]
    while rooms:
        room = rooms.pop()
        with os.scandir(room) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.name.endswith((".py", ".csv", ".xsd")):
                    status = entry.stat()
                    parts.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}")
                elif entry.name in _JUDGES and entry.is_dir():
                    rooms.append(entry.path)
    return "\n".join(parts).encode("utf-8", "surrogatepass")


_JUDGES: Final = frozenset(("checks", "dts", "us_gaap", "load", "validate"))
"""The rooms, besides those at the top, whose programs decide what is found."""


def _key(path: Path, data: bytes, sources: Sources) -> bytes | None:
    """The key of an instance; None if the program cannot tell which version it is."""
    try:
        program = _program()
    except OSError:
        return None
    given = [str(path), absolute(path), *map(str, sources.packages), "", *map(str, sources.folders)]
    return key_of(program, "\0".join(given).encode("utf-8", "surrogatepass"), sha256(head(data)).digest())


def _read(path: str | Path) -> bytes | None:
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    return data if len(data) <= MAX_BYTES else None


def _digest(path: str, packed: bool) -> bytes | None:
    """The digest of a document as UTF-8, as resolving tells it, or of a package as it is."""
    data = _read(path)
    if data is None or packed:
        return None if data is None else sha256(data).digest()
    ready = normalise(data, path)
    return sha256(ready).digest() if isinstance(ready, bytes) else None


def _stands(path: str, real: str, packed: bool, digest: bytes) -> bool:
    """Whether a file is still in its place and what it was."""
    return os.path.realpath(path) == real and _digest(real, packed) == digest


def _files(ground: Discovered, sources: Sources) -> list[tuple[str, str, bool, bytes]] | None:
    """The files that a DTS rests on besides the instance; None if it may change without a change in one of them."""
    from urllib.parse import unquote, urlsplit

    from ...taxonomy.dts import Origin

    dts = ground.dts
    if any(each.code.startswith(_UNSETTLED) for each in ground.said):
        return None
    known = {document.namespace for document in dts.documents.values()}
    known |= {document.namespace for document, _ in dts.hinted.values()}
    if any(namespace not in known for scan in dts.scans.values() for namespace, _ in scan.hints):
        return None  # a hint that leads nowhere yet
    documents = [*dts.documents.values(), *(document for document, _ in dts.hinted.values())]
    if any(document.origin is Origin.EXCERPT for document in documents):
        return None  # whether it suffices is a matter of the facts
    files = []
    for package in sources.packages:
        digest = _digest(str(package), True)
        if digest is None:  # a folder
            return None
        files.append((str(package), os.path.realpath(package), True, digest))
    for document in documents:
        path: str | Path | None
        if document.origin is Origin.FOLDER and document.address != ground.address:
            path = unquote(urlsplit(document.address).path)
        elif document.origin is Origin.FETCHED and dts.resolver.fetched is not None:
            path = dts.resolver.fetched.path(document.address)
        else:
            continue
        digest = dts.digests.get(document.address)
        if digest is None or path is None:
            return None
        files.append((str(path), os.path.realpath(path), False, digest))
    return files
