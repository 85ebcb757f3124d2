"""A folder of output that appears whole or not at all.

The files are written to a hidden folder beside the target, which takes the target's name only when all of it is on
disk. What stands in the files is left to the emitters.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final

_REASONS: Final = {
    errno.ENOSPC: ("the disk is full", "Free some space or give another folder with -o."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space or give another folder with -o."),
    errno.EFBIG: ("a file would be larger than allowed", "Raise the limit on file sizes (ulimit -f)."),
    errno.EACCES: ("no permission to write there", "Give a folder with -o that you may write to."),
    errno.EPERM: ("no permission to write there", "Give a folder with -o that you may write to."),
    errno.EROFS: ("the file system is read-only", "Give a folder with -o that you may write to."),
    errno.ENOTDIR: ("a part of the path is a file", "Give another folder with -o."),
    errno.ENAMETOOLONG: ("the name is too long", "Give a shorter one with -o."),
}


class OutputError(Exception):
    """The output cannot be written; `remedy` says what the user can do. Nothing that was there is changed."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def check_target(target: Path, *, overwrite: bool = False) -> None:
    """Raise `OutputError` if `target` is there and may not be replaced, so that no work is done in vain."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise OutputError(f"{target}: exists and is no folder", "Move it away or give another folder with -o.")
    if target.exists() and not overwrite:
        raise OutputError(
            f"{target}: the folder exists",
            "Give another folder with -o, or --force where there is such an option.",
        )
    if target.exists() and Path.cwd().is_relative_to(target.resolve()):
        raise OutputError(f"{target}: is the folder you are in, which cannot be replaced", "Give a folder inside it.")


def write_folder(target: Path, files: Mapping[str, bytes], *, overwrite: bool = False) -> None:
    """Write `files` (relative path with `/` to content) as the folder `target`, whole or not at all.

    An existing folder is refused. With `overwrite` it is replaced, unless it holds something that the new one has not:
    that would be lost. It stays as it was if anything fails. Raises `OutputError` for what the user can mend,
    `ValueError` for a path that leads out of the folder.
    """
    for name in files:
        if not name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
            raise ValueError(f"not a path inside the folder: {name!r}")
    try:
        check_target(target, overwrite=overwrite)
        _check_nothing_lost(target, files)
        target = Path(os.path.abspath(target))  # `a/..` has no name that a sibling could be named after
        with _parents(target.parent), _sibling(target, "part") as draft:
            _fill(draft, files)
            _take_place(draft, target, overwrite=overwrite)
            _sync(target.parent)
    except OSError as error:
        reason, remedy = _REASONS.get(error.errno or 0, (error.strerror or str(error), "Give another folder with -o."))
        raise OutputError(f"{target}: cannot be written: {reason}", remedy) from error


def _check_nothing_lost(target: Path, files: Mapping[str, bytes]) -> None:
    """Raise `OutputError` if `target` holds files or folders besides those that are written anew."""
    if not target.exists():
        return
    strangers = sorted({path.name for path in target.iterdir()} - {PurePosixPath(name).parts[0] for name in files})
    if strangers:
        raise OutputError(
            f"{target}: not replaced, because it holds what would be lost: {', '.join(strangers[:3])}"
            + (f" and {len(strangers) - 3} more" if len(strangers) > 3 else ""),
            "Move that away or give another folder with -o.",
        )


@contextmanager
def _parents(folder: Path) -> Iterator[None]:
    """Make `folder`; those of its parents that had to be made go again if the work inside fails."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    made: list[Path] = []
    try:
        for each in reversed(missing):
            each.mkdir(exist_ok=True)
            made.append(each)
        yield
    except BaseException:
        for each in reversed(made):
            try:
                each.rmdir()
            except OSError:  # somebody else has put something there meanwhile
                break
        raise


@contextmanager
def _sibling(target: Path, purpose: str) -> Iterator[Path]:
    """A new hidden folder beside `target`, removed at the end if it still stands."""
    draft = _fresh(target, purpose)
    try:
        draft.mkdir()
        yield draft
    finally:
        _remove(draft)


def _fresh(target: Path, purpose: str) -> Path:
    """A name beside `target` that is not in use."""
    names = (target.with_name(f".{target.name}.{os.getpid()}.{n}.{purpose}") for n in count(1))
    return next(name for name in names if not name.exists())


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())  # a full disk may show only here


def _take_place(draft: Path, target: Path, *, overwrite: bool) -> None:
    """Give `draft` the name `target`; what stood there is put aside first and put back if that fails."""
    if not (overwrite and target.exists()):
        if target.exists():  # somebody else was faster; a rename onto an empty folder would succeed
            check_target(target)
        draft.rename(target)
        return
    aside = _fresh(target, "old")
    try:
        target.rename(aside)
        draft.rename(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.rename(target)
        raise
    finally:
        if target.exists():
            _remove(aside)


def _remove(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there; a Ctrl-C meanwhile does not leave half of it."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _sync(folder: Path) -> None:
    """Make the new name last, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass  # not every file system can; the files themselves are on disk
    finally:
        os.close(handle)
