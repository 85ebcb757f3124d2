"""What keeps a command from running, told in one message with place and remedy, without a traceback.

What is wrong with the user's data is no matter of this: it is a finding.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ...taxonomy.finding import Finding

CANNOT_RUN: Final = 2
TRACEBACK: Final = "TANSHIN_TRACEBACK"
"""The environment variable that brings the traceback of an internal error."""

_REASONS: Final = {
    errno.ENOENT: ("there is no such file", "Check the path."),
    errno.EISDIR: ("is a folder", "Give the file itself."),
    errno.ENOTDIR: ("a part of the path is a file", "Check the path."),
    errno.EACCES: ("may not be read", "Give yourself permission to read it (chmod u+r)."),
    errno.EPERM: ("may not be read", "Give yourself permission to read it."),
    errno.ELOOP: ("the link leads in a circle", "Check the path."),
    errno.ENAMETOOLONG: ("the name is too long", "Check the path."),
    errno.ENOSPC: ("the disk is full", "Free some space."),
    errno.EMFILE: ("too many files are open", "Raise the limit on open files (ulimit -n)."),
}


def describe(error: BaseException, place: str = "") -> tuple[str, str] | None:
    """Message and remedy of an error that the user can mend; None for any other.

    An exception of the project that a user can mend has a `remedy`, and `findings` where there is more to tell. `place`
    is the file concerned where the error itself does not say.
    """
    remedy = getattr(error, "remedy", None)
    if isinstance(remedy, str):
        findings: tuple[Finding, ...] = getattr(error, "findings", ())
        told = "".join(f"\n  {found.source}: {found.message} [{found.code}]" for found in findings)
        return f"{error}{told}", remedy
    if isinstance(error, MemoryError):
        return "the memory does not suffice", "Give fewer or smaller files at a time."
    if isinstance(error, OSError):
        reason, remedy = _REASONS.get(error.errno or 0, (error.strerror or str(error), "Check the path."))
        name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else place
        return (f"{name}: {reason}" if name else reason), remedy
    return None


def tell(error: BaseException) -> bool:
    """Print the error to stderr if it is one the user can mend; whether it was."""
    described = describe(error)
    if described is None:
        return False
    from .streams import complain, printable

    message, remedy = described
    complain(printable(f"tanshin: {message}\n  {remedy}\n"))
    return True


def tell_internal(error: BaseException) -> int:
    """Print that the program itself is at fault, and where; returns the exit status."""
    import traceback

    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({os.path.basename(frames[-1].filename)}, line {frames[-1].lineno})" if frames else ""
    from .streams import complain, printable

    complain(
        printable(
            f"tanshin: an error of the program, not of your data: {type(error).__name__}: {error}{where}\n"
            f"  Set {TRACEBACK}=1 to see the whole way to it, and report it with the command you gave.\n"
        )
    )
    return CANNOT_RUN
