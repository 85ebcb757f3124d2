"""Documents that were fetched from the network, in a folder by their address; fetching, if the user has asked for it.

Which addresses are looked for here at all is decided in `resolve`. Besides this only
`query.remote` opens a connection, to the server that a query is put to.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from math import inf
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from .cache import READ, folder, surplus, trusted
from .xml import MAX_BYTES, ParsedXml, parse_xml

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

SCHEMES: Final = ("http", "https")
SECONDS: Final = 30.0
"""How long a server may take to answer, or to send the next part."""
LIMIT: Final = 1024 * 1024 * 1024
"""How many bytes the folder may hold; beyond, what was fetched longest ago goes."""
_CHUNK: Final = 1 << 20
_MAX_NAME: Final = 120


class Fetched:
    """The folder of fetched documents; with `online`, what it has not got is fetched and put there.

    Without a folder, what is fetched is kept in memory.
    """

    def __init__(self, place: Path | None, *, online: bool = False) -> None:
        self._place = place
        self._online = online
        self._held: dict[str, bytes] = {}
        self._failed: dict[str, str] = {}
        self._opener: OpenerDirector | None = None

    @classmethod
    def of_user(cls, *, online: bool = False) -> Fetched:
        """The folder beside the user's cache."""
        place = folder()
        return cls(None if place is None else place / "fetched", online=online)

    def read(self, address: str) -> bytes | str | None:
        """The bytes of a document; why it could not be fetched; None if it is not here and may not be fetched."""
        held = self._held.get(address)
        if held is not None:
            return held
        path = self.path(address)
        if path is not None:
            data = _own(path)
            if data is not None:
                return data
        if not self._online:
            return None
        if address not in self._failed:
            try:
                data = self._fetch(address)
            except OSError as problem:  # of urllib's and the system's alike
                self._failed[address] = _reason(problem)
            except ValueError as problem:
                self._failed[address] = str(problem)
            else:
                if not _is_xml(data, address):
                    self._failed[address] = "what came is no XML document"
                    return self._failed[address]
                self._keep(address, data)
                return data
        return self._failed[address]

    def path(self, address: str) -> Path | None:
        """Where a document is kept, whether it is there or not; None without a folder."""
        if self._place is None:
            return None
        parts = urlsplit(address)
        *folders, name = [_step(step) for step in (parts.scheme, parts.netloc, *parts.path.split("/")) if step]
        # One folder for each address: those that differ in a slash or a query are other documents.
        folders.append("_" + sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16])
        return self._place.joinpath(*folders, name)

    def _fetch(self, address: str) -> bytes:
        """The document at an address; raises `OSError` where there is none, `ValueError` for one that is too large."""
        from http.client import HTTPException
        from urllib.request import Request

        if self._opener is None:
            self._opener = _opener()
        request = Request(address, headers={"User-Agent": "tanshin", "Accept": "*/*"})
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return _all(answer)
        except HTTPException as problem:
            raise OSError(f"the answer is no HTTP: {problem!r}") from problem

    def _keep(self, address: str, data: bytes) -> None:
        """Whole or not at all; what cannot be written is held for this run."""
        path = self.path(address)
        if path is not None:
            rough = path.with_name(f"{path.name[:_MAX_NAME]}.{os.getpid()}.tmp")
            try:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                rough.write_bytes(data)
                os.replace(rough, path)
                self._settle(path)
                return
            except OSError:
                with suppress(OSError):
                    rough.unlink()
        self._held[address] = data

    def _settle(self, newest: Path) -> None:
        """Keeps the folder within its bounds: what was fetched longest ago goes, but for the newest."""
        entries = []
        for path in self._files():
            with suppress(OSError):
                status = path.stat()
                entries.append((inf if path == newest else status.st_mtime, status.st_size, path))
        for path in surplus(entries, LIMIT):
            with suppress(OSError):
                path.unlink()

    def size(self) -> tuple[int, int]:
        """How many documents there are, and how many bytes they take."""
        sizes = [path.stat().st_size for path in self._files()]
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Removes all documents; how many went."""
        import shutil

        count = len(self._files())
        if self._place is not None:
            shutil.rmtree(self._place, ignore_errors=True)
        return count

    def _files(self) -> list[Path]:
        if self._place is None or not self._place.is_dir():
            return []
        return [path for path in self._place.rglob("*") if path.is_file() and not path.is_symlink()]


def _own(path: Path) -> bytes | None:
    """What a file holds, if it is one that only the user can have written and not too large; else None."""
    try:
        number = os.open(path, READ)
        with open(number, "rb") as file:
            status = os.fstat(number)
            return file.read() if trusted(status) and status.st_size <= MAX_BYTES else None
    except (OSError, ValueError):
        return None


def _is_xml(data: bytes, address: str) -> bool:
    """Whether this is a document of its own and no page that stands in for it."""
    parsed = parse_xml(data, address)
    return isinstance(parsed, ParsedXml) and not str(parsed.root.tag).lower().endswith("html")


def _reason(problem: OSError) -> str:
    """Why something could not be fetched, on one line, with the status of an answer."""
    status = getattr(problem, "code", None)
    said = " ".join(str(getattr(problem, "reason", None) or problem).split()) or type(problem).__name__
    return said if status is None else f"HTTP {status}, {said}"


def _step(text: str) -> str:
    """A part of an address as the name of a file: nothing in it leads elsewhere."""
    safe = quote(text, safe="-_~.")
    if not safe.strip("."):
        safe = safe.replace(".", "%2E")
    if len(safe) <= _MAX_NAME:
        return safe
    return f"{safe[:40]}_{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _all(answer: IO[bytes]) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read(_CHUNK):
        size += len(piece)
        if size > MAX_BYTES:
            raise ValueError(f"it has more than {MAX_BYTES} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _opener() -> OpenerDirector:
    """What opens addresses of the web, through the user's proxy if there is one, and nothing else (no `file:`)."""
    from urllib.request import (
        HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
        HTTPHandler,
        HTTPRedirectHandler,
        HTTPSHandler,
        OpenerDirector,
        ProxyHandler,
    )

    opener = OpenerDirector()
    for handler in (
        ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, HTTPErrorProcessor,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener
