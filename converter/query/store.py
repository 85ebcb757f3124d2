"""The store on disk: a folder that says what it is, holds one graph per report, and is read by many or written by one.

    DIR/tanshin-store.json    format, engine, and the graphs with the digest of the file each came from
    DIR/quads/                the engine's files

A new store appears whole or not at all. A lock that the system gives back when a process ends keeps a writer from
readers; what a load that was broken off may have left is told and replaced by the next.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from ..iris import GRAPH_FORMAT

if TYPE_CHECKING:
    import pyoxigraph as ox

MARKER: Final = "tanshin-store.json"
QUADS: Final = "quads"
LOCK: Final = "lock"
FORMAT: Final = f"1.{GRAPH_FORMAT}"


class StoreError(Exception):
    """A store that cannot be used as asked; `remedy` says what to do. Nothing that was in it is lost."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


class _Pieces(RawIOBase):
    """Bytes that come in pieces, as a file that can be read once."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the piece at hand goes."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def as_file(pieces: Iterable[bytes]) -> IO[bytes]:
    """Pieces as a file that the engine can read, without holding them all."""
    return BufferedReader(_Pieces(pieces), 1 << 20)


@dataclass(slots=True)
class Store:
    """An open store. `graphs` maps a report's address to the digest of the file it came from."""

    path: Path
    quads: ox.Store
    graphs: dict[str, str] = field(default_factory=dict)
    unfinished: str = ""

    def save(self) -> None:
        """Write down what is in the store."""
        told = {"format": FORMAT, "engine": _engine(), "graphs": self.graphs, "unfinished": self.unfinished}
        draft = self.path / f"{MARKER}.new"
        draft.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        os.replace(draft, self.path / MARKER)

    def put(self, address: str, digest: str, pieces: Iterable[bytes]) -> None:
        """Load the graph of a report from N-Quads; one of the same address gives way.

        Raises whatever making the pieces raises; the store then has no graph of that address.
        """
        import pyoxigraph as ox

        self.load(address, digest, lambda: self.quads.bulk_load(as_file(pieces), format=ox.RdfFormat.N_QUADS))

    def load(self, address: str, digest: str, fill: Any) -> None:
        """Let `fill` bring in the graph of a report, and note it; a failure takes away what came of it."""
        import pyoxigraph as ox

        node = ox.NamedNode(address)
        self.unfinished = address
        self.graphs.pop(address, None)
        self.save()
        self.quads.remove_graph(node)
        try:
            fill()
        except BaseException:
            self.quads.remove_graph(node)
            self.unfinished = ""
            self.save()
            raise
        self.unfinished = ""
        self.graphs[address] = digest
        self.save()


def is_store(path: Path) -> bool:
    """Whether a folder is a store, sound or not."""
    return (path / MARKER).is_file() or (path / QUADS).is_dir()


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """The store in a folder, to be read. Raises `StoreError` where there is none, or none that can be used."""
    with _locked(path, shared=True):
        store = _opened(path, write=False)
        if store.unfinished:
            raise StoreError(
                f"{path}: a load of {store.unfinished} was broken off", "Load that report again, then ask the store."
            )
        yield store


@contextmanager
def create_store(path: Path) -> Iterator[Store]:
    """The store in a folder, to be written; a new one if there is none, which appears only if all goes well.

    Raises `StoreError` for a folder that holds something else, or a store that is in use.
    """
    if is_store(path):
        with _locked(path, shared=False):
            store = _opened(path, write=True)
            yield store
            store.quads.flush()
        return
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path}: is no store", "Give an empty or new folder, or a store that `tanshin load` made.")
    import pyoxigraph as ox

    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        try:
            draft.mkdir(parents=True)
            (draft / LOCK).touch()
            store = Store(draft, ox.Store(str(draft / QUADS)))
        except OSError as error:
            raise StoreError(f"{path}: cannot be made: {error.strerror or error}", "Give another folder.") from error
        yield store
        if store.graphs:
            store.save()
            store.quads.flush()
            del store.quads  # the engine holds its files until then
            if path.exists():
                path.rmdir()
            draft.rename(path)
            store.path = path
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _opened(path: Path, *, write: bool) -> Store:
    import pyoxigraph as ox

    told = _marker(path)
    try:
        quads = ox.Store(str(path / QUADS)) if write else ox.Store.read_only(str(path / QUADS))
    except (OSError, RuntimeError) as error:  # the engine raises either
        if "lock" in str(error).lower():
            raise _in_use(path) from error
        raise damaged(path, error) from error
    graphs = told.get("graphs")
    return Store(path, quads, dict(graphs) if isinstance(graphs, dict) else {}, str(told.get("unfinished") or ""))


def damaged(path: Path, error: BaseException) -> StoreError:
    """What to tell of a store whose files the engine cannot read."""
    return StoreError(
        f"{path}: the store is damaged: {' '.join(str(error).split())[:200]}",
        "Remove the folder and load the reports again.",
    )


def _marker(path: Path) -> dict[str, Any]:
    if not path.is_dir():
        raise StoreError(f"{path}: there is no such store", "Make one with `tanshin load FILE... --store DIR`.")
    try:
        told = json.loads((path / MARKER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        if not (path / QUADS).is_dir():
            raise StoreError(f"{path}: is no store", "Make one with `tanshin load FILE... --store DIR`.") from None
        raise damaged(path, ValueError(f"{MARKER} is missing")) from None
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error
    if not isinstance(told, dict) or "format" not in told:
        raise damaged(path, ValueError(f"{MARKER} says no format"))
    if told["format"] != FORMAT:
        raise StoreError(
            f"{path}: is a store of format {told['format']}, and this version has format {FORMAT}",
            "Load the reports into a new store with this version, or use the version that made it.",
        )
    if not (path / QUADS).is_dir():
        raise damaged(path, ValueError(f"{QUADS} is missing"))
    return told


@contextmanager
def _locked(path: Path, *, shared: bool) -> Iterator[None]:
    """Hold the store's lock, which the system gives back when the process ends, however it ends."""
    handle: IO[bytes] | None = None
    try:
        import fcntl
    except ImportError:  # a system without such locks has the engine's own against two writers
        yield
        return
    try:
        _marker(path)
        try:
            handle = (path / LOCK).open("rb" if shared else "ab")
        except OSError:
            if not shared:
                raise
        if handle is not None:
            try:
                fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            except BlockingIOError:
                raise _in_use(path) from None
        yield
    finally:
        if handle is not None:
            handle.close()


def _in_use(path: Path) -> StoreError:
    return StoreError(
        f"{path}: the store is in use by another process",
        "Wait until it is done, or end the `tanshin serve` or `tanshin load` that has it open.",
    )


def _engine() -> str:
    import pyoxigraph as ox

    return f"oxigraph {ox.__version__}"
