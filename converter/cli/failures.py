"""What keeps a command from running, told in one message with place and remedy, without a traceback.

What is wrong with the user's data is no matter of this: it is a finding.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ...taxonomy.finding import Finding

CANNOT_RUN: Final = 2
INTERRUPTED: Final = "interrupted"
NOTHING_HALF: Final = "Nothing half-written is left; run the command again."
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
    from .streams import printable

    remedy = getattr(error, "remedy", None)
    if isinstance(remedy, str):
        findings: tuple[Finding, ...] = getattr(error, "findings", ())
        if not findings:
            return printable(str(error)), remedy
        from .render import findings_text

        return f"{printable(str(error))}\n{findings_text(findings).rstrip()}", remedy
    if isinstance(error, MemoryError):
        return "the memory does not suffice", "Give fewer or smaller files at a time."
    if isinstance(error, OSError):
        reason, remedy = _REASONS.get(error.errno or 0, (error.strerror or str(error), "Check the path."))
        name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else place
        return printable(f"{name}: {reason}" if name else reason), remedy
    return None


def as_json(message: str, remedy: str) -> dict[str, str]:
    """What keeps a command from running, for a program."""
    from click import unstyle

    return {"message": unstyle(message), "remedy": remedy}


def json_wanted(arguments: Sequence[str]) -> bool:
    """Whether the command line asks for JSON, so that even what is wrong with the line itself is told so."""
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def say(message: str, remedy: str, form: str = "") -> None:
    """Print to stderr what keeps a command from running; as JSON, which a program waits for, to stdout."""
    from .streams import complain, write_json

    if form == "json":
        write_json({"error": as_json(message, remedy)})
    else:
        complain(f"tanshin: {message}\n  {remedy}\n")


def tell(error: BaseException, form: str = "") -> bool:
    """Print the error if it is one the user can mend; whether it was."""
    described = describe(error)
    if described is None:
        return False
    say(*described, form)
    return True


def tell_internal(error: BaseException, form: str = "") -> int:
    """Print that the program itself is at fault, and where; returns the exit status."""
    import traceback

    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({os.path.basename(frames[-1].filename)}, line {frames[-1].lineno})" if frames else ""
    from .streams import printable

    say(
        printable(f"an error of the program, not of your data: {type(error).__name__}: {error}{where}"),
        f"Set {TRACEBACK}=1 to see the whole way to it, and report it with the command you gave.",
        form,
    )
    return CANNOT_RUN
