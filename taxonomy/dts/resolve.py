"""From an address to bytes: the filing's own folders, taxonomy packages, the embedded schemas, and what was fetched.

What may be read is decided here; what is read is parsed in `xml` and understood in `discover`.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from ... import schemas
from ..finding import Finding
from ..official import excerpt
from ..span import Span
from .fetched import SCHEMES, Fetched
from .model import Origin
from .package import Package, open_package
from .xml import MAX_BYTES, normalise


@dataclass(frozen=True, slots=True)
class Content:
    """A document's bytes as UTF-8. `name` tells a person; two addresses with the same `identity` are one document."""

    data: bytes
    origin: Origin
    name: str
    identity: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a document was not read: a finding's code, message and hint.

    `source` is the place in the document, None if the place to look at is where it is referred to.
    """

    code: str
    message: str
    hint: str | None = None
    source: Span | None = None


class Told(NamedTuple):
    """A document told by its content: `digest` is another for any other content, `read` reads the bytes.

    `read` never gives another document than the one told, but may find that it cannot be read.
    """

    origin: Origin
    name: str
    identity: str
    digest: bytes
    read: Callable[[], Content | Unread]


class Resolver:
    """Reads documents by address: local files only below `folders`, packages as their catalogs say.

    After packages and the embedded schemas come documents that were `fetched` before, or are if it may fetch. An
    excerpt of an official schema (`taxonomy.official`) comes last, where nothing else has the address.
    `findings` tells of packages that could not be opened.
    """

    excerpts = True

    def __init__(
        self,
        folders: Sequence[Path],
        packages: Sequence[Package] = (),
        findings: Sequence[Finding] = (),
        fetched: Fetched | None = None,
    ) -> None:
        # A folder is kept as it was given, to name files as the user does, and as it really is, to compare.
        self._folders = tuple((folder, os.path.realpath(folder)) for folder in dict.fromkeys(folders))
        self._packages = tuple(packages)
        self.findings = tuple(findings)
        self.fetched = fetched
        self.kept: dict[tuple[str, bytes], object] = {}
        """What discovery has read of documents that are not a filing's own, by address and content, to read once."""

    @classmethod
    def for_files(
        cls,
        files: Iterable[str | Path],
        packages: Iterable[Path] = (),
        folders: Iterable[Path] = (),
        fetched: Fetched | None = None,
    ) -> Resolver:
        """A resolver that may read the folders in which `files` stand, the packages, `folders` and what is fetched."""
        places = [Path(f).parent for f in files if isinstance(f, Path) or not _scheme(f)]
        opened = [open_package(path) for path in packages]
        return cls(
            [*places, *folders],
            [p for p in opened if isinstance(p, Package)],
            [f for p in opened if isinstance(p, list) for f in p],
            fetched,
        )

    def beside(self, files: Iterable[Path], folders: Iterable[Path] = ()) -> Resolver:
        """The same packages, and what was read of them, for other files in other folders."""
        other = copy(self)
        given = dict.fromkeys([*(path.parent for path in files), *folders])
        other._folders = tuple((folder, os.path.realpath(folder)) for folder in given)
        return other

    def without_excerpts(self) -> Resolver:
        """The same resolver for documents that an excerpt does not suffice for."""
        other = copy(self)
        other.excerpts = False
        return other

    def address(self, entry: str | Path) -> str:
        """The absolute address of an entry point: a path becomes a `file:` address, an address stays."""
        if isinstance(entry, str) and _scheme(entry):
            return entry.partition("#")[0]
        return "file://" + quote(os.path.abspath(entry))

    def read(self, address: str) -> Content | Unread:
        """The document at an absolute address without fragment, or why it cannot be had."""
        try:
            urlsplit(address)
        except ValueError:
            return Unread("dts:missing", f"{address} is no address", "correct the address")
        scheme = _scheme(address)
        if scheme == "file":
            return self._read_file(address)
        for package in self._packages:
            found = package.read(address)
            if isinstance(found, Finding):
                return Unread(found.code, found.message, found.hint)
            if found is not None:
                return _content(found[0], Origin.PACKAGE, address, f"{package.name}!{found[1]}")
        data = schemas.read(address)
        if data is not None:
            return Content(data, Origin.EMBEDDED, address, schemas.published(address) or address)
        had = self.fetched.read(address) if self.fetched is not None and scheme in SCHEMES else None
        if isinstance(had, bytes):
            return _content(had, Origin.FETCHED, address, address)
        data = excerpt(address) if self.excerpts else None
        if data is not None:
            return Content(data, Origin.EXCERPT, f"{address} (excerpt)", f"{address} (excerpt)")
        if isinstance(had, str):
            hint = "give the taxonomy package that holds it with --package, or try again later"
            return Unread("dts:unreachable", f"{address} could not be fetched: {had}", hint)
        if scheme in SCHEMES:
            hint = "give the taxonomy package that holds it with --package"
            if self.fetched is not None:  # what is fetched once is read by every command
                hint += ", or let `tanshin validate --online` fetch it"
            return Unread("dts:missing", f"{address} is in no taxonomy package given and not built in", hint)
        return Unread("dts:missing", f"{address} cannot be read: an address must be relative, http: or https:", None)

    def tell(self, address: str) -> Told | Unread:
        """The document at an absolute address without fragment by its content, unpacked only if that is asked for."""
        if _scheme(address) != "file":
            for package in self._packages:
                found = package.digest(address)
                if found is not None:
                    identity = f"{package.name}!{found[1]}"
                    return Told(Origin.PACKAGE, address, identity, found[0], partial(self.read, address))
                if package.maps(address):
                    break
        content = self.read(address)
        if isinstance(content, Unread):
            return content
        return Told(content.origin, content.name, content.identity, sha256(content.data).digest(), lambda: content)

    def _read_file(self, address: str) -> Content | Unread:
        parts = urlsplit(address)
        path = unquote(parts.path)
        if parts.netloc not in ("", "localhost") or path.startswith("//"):
            return Unread("dts:outside", f"{address} is on another machine and is not read")
        if "\0" in path:
            return Unread("dts:missing", f"{address} is no address of a file")
        real = os.path.realpath(path)
        name = self._name(real)
        if name is None:
            return Unread("dts:outside", f"{path} is outside the filing's folder and is not read")
        try:
            status = os.stat(real)
            if not stat.S_ISREG(status.st_mode):
                return Unread("dts:missing", f"{name} is no file")
            if status.st_size > MAX_BYTES:
                return Unread("xml:too-large", f"{name} has {status.st_size} bytes, more than {MAX_BYTES}")
            with open(real, "rb") as file:
                data = file.read(MAX_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            return Unread("dts:missing", f"there is no file {name}", "put the file there or correct the address")
        except OSError as error:
            return Unread("dts:missing", f"{name} cannot be read: {error.strerror}", "make the file readable")
        return _content(data, Origin.FOLDER, name, real)

    def _name(self, real: str) -> str | None:
        """A local file's name below one of the folders, None if it is below none."""
        for folder, place in self._folders:
            if real.startswith(place.rstrip(os.sep) + os.sep):
                return posixpath.join(folder.as_posix(), real[len(place.rstrip(os.sep)) + 1 :]).removeprefix("./")
        return None


def join(base: str, reference: str) -> str:
    """The absolute address of a reference (RFC 3986), without fragment, with its path made plain."""
    try:
        joined = urljoin(base, reference.strip())
    except ValueError:  # `http://[x`: no address, which reading tells
        joined = reference.strip()
    return joined.partition("#")[0]


def _content(data: bytes, origin: Origin, name: str, identity: str) -> Content | Unread:
    ready = normalise(data, name)
    if isinstance(ready, Finding):
        return Unread(ready.code, ready.message, ready.hint, ready.source)
    return Content(ready, origin, name, identity)


def _scheme(address: str) -> str:
    """The scheme of an address in lower case; empty for a path (a single letter is a Windows drive, no scheme)."""
    head, colon, _ = address.partition(":")
    valid = len(head) > 1 and head[0].isalpha() and all(c.isalnum() or c in "+-." for c in head)
    return head.lower() if colon and valid and head.isascii() else ""


__all__ = ["Content", "Resolver", "Told", "Unread", "join"]
