"""Where compiled documents are kept between runs: a folder of the user's, safe against damage and other processes.

An entry that is not whole, not its key's or not the user's own is as good as none. What is kept is left to `compiled`.
`TANSHIN_CACHE` names another folder, or is `off`.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

VARIABLE: Final = "TANSHIN_CACHE"
P = TypeVar("P", str, Path)

LIMIT: Final = 256 * 1024 * 1024
"""How many bytes a folder may hold; beyond, what was used longest ago goes."""
_MAGIC: Final = b"tanshin-dts-1\n"
_SUFFIX: Final = ".dts"
_HEAD: Final = len(_MAGIC) + 64
_STALE: Final = 3600
_DAY: Final = 86400
# Anybody's folder may hold a link to somebody else's file.
READ: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


_keeps: ContextVar[bool] = ContextVar("keeps", default=True)


def keep_nothing() -> None:
    """From now on nothing is taken from the user's folder or put there."""
    _keeps.set(False)


@contextmanager
def keeping_nothing() -> Iterator[None]:
    """For what goes on inside, nothing is taken from the user's folder or put there."""
    token = _keeps.set(False)
    try:
        yield
    finally:
        _keeps.reset(token)


def folder() -> Path | None:
    """The folder that is set in the environment, or the platform's own for caches; None if nothing is to be kept."""
    if not _keeps.get():
        return None
    named = os.environ.get(VARIABLE, "")
    if named.lower() == "off":
        return None
    if named:
        return Path(named)
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA", "")
            return (Path(local) if local else Path.home() / "AppData" / "Local") / "tanshin" / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "tanshin"
        given = os.environ.get("XDG_CACHE_HOME", "")
        # Relative ones are to be ignored (XDG Base Directory Specification).
        return (Path(given) if given.startswith("/") else Path.home() / ".cache") / "tanshin"
    except RuntimeError:  # a user without a home
        return None


def key_of(*parts: bytes) -> bytes:
    """The key (32 bytes) of an entry that depends on all the parts and on nothing else."""
    digest = sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


class Cache:
    """Entries by key. No error of the file system comes out of it: what cannot be kept is made again."""

    def __init__(self, place: Path) -> None:
        self._folder = place
        self._ready = False
        self._grown = False

    def get(self, key: bytes) -> bytes | None:
        """What is kept under a key; None if there is nothing, or nothing to be trusted."""
        path = self._path(key)
        try:
            number = os.open(path, READ)
        except (OSError, ValueError):
            return None
        try:
            with open(number, "rb") as file:
                status = os.fstat(file.fileno())
                if not trusted(status) or status.st_size > LIMIT:
                    return None
                data = file.read()
        except OSError:
            return None
        payload = data[_HEAD:]
        if data[:_HEAD] != _head(key, payload):
            return None
        if time.time() - status.st_mtime > _DAY:
            with suppress(OSError):
                os.utime(path)
        return payload

    def put(self, key: bytes, payload: bytes) -> None:
        """Keeps something under a key: whole or not at all, whoever else does the same at the same time."""
        if len(payload) > LIMIT // 4:
            return
        path = self._path(key)
        rough = f"{path}.{os.getpid()}-{time.monotonic_ns():x}.tmp"
        try:
            if not self._ready:
                os.makedirs(self._folder, mode=0o700, exist_ok=True)
                self._ready = True
            number = os.open(rough, _WRITE, 0o600)
            try:
                with open(number, "wb") as file:
                    file.write(_head(key, payload))
                    file.write(payload)
                os.replace(rough, path)
                self._grown = True
            except BaseException:
                with suppress(OSError):
                    os.unlink(rough)
                raise
        except (OSError, ValueError):
            return

    def settle(self) -> None:
        """Keeps the folder within its bounds, if it has grown: what was used longest ago goes first."""
        if not self._grown:
            return
        self._grown = False
        now = time.time()
        entries = []
        for path, status in self._files():
            if path.endswith(".tmp"):
                if now - status.st_mtime > _STALE:
                    _remove(path)
            else:
                entries.append((status.st_mtime, status.st_size, path))
        for path in surplus(entries, LIMIT):
            _remove(path)

    def size(self) -> tuple[int, int]:
        """How many entries there are, and how many bytes they take."""
        sizes = [status.st_size for path, status in self._files() if path.endswith(_SUFFIX)]
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Removes all entries; how many went."""
        return sum(_remove(path) for path, _ in [*self._files()])

    def _path(self, key: bytes) -> str:
        return os.path.join(self._folder, key.hex() + _SUFFIX)

    def _files(self) -> Iterator[tuple[str, os.stat_result]]:
        """The cache's own files, and no other that the folder may hold."""
        try:
            with os.scandir(self._folder) as found:
                for entry in found:
                    name = entry.name
                    if len(name) > 64 and name[64:].startswith(_SUFFIX) and entry.is_file(follow_symlinks=False):
                        with suppress(OSError):
                            yield entry.path, entry.stat(follow_symlinks=False)
        except OSError:
            return


def surplus(entries: Iterable[tuple[float, int, P]], limit: int) -> Iterator[P]:
    """What to take out of a folder of more than `limit` bytes until three quarters are left: the oldest first.

    An entry is its time, its size and its path.
    """
    held = sorted(entries)
    total = sum(size for _, size, _ in held)
    if total <= limit:
        return
    for _, size, path in held:
        if total <= limit * 3 // 4:
            return
        yield path
        total -= size


def _head(key: bytes, payload: bytes) -> bytes:
    return _MAGIC + key + sha256(payload).digest()


def trusted(status: os.stat_result) -> bool:
    """Whether a file is one that only the user can have written."""
    if not stat.S_ISREG(status.st_mode):
        return False
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _remove(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        return False
    return True
