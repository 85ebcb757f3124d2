"""The command line: parse, call, render as text or JSON; exit 0 without error findings, 1 with, 2 if it cannot run.

`script` is what `tanshin` calls, `main` what a program does. What a command does is left to the pipeline; a command's
code is imported when it is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def script() -> NoReturn:
    """Run the command line and end the process with its exit status.

    What a conversion holds takes a twentieth of its time to take apart piece by piece, and the system no time at all.
    Not where a store may be open or a thread at work, which have an end of their own.
    """
    import threading

    status = main()
    if "pyoxigraph" in sys.modules or threading.active_count() > 1:
        sys.exit(status)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # the reader has gone; the interpreter's own end knows what to do
        sys.exit(status)
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (default: the process's own arguments) and return the exit status; never raises."""
    import signal

    import click

    from .app import app
    from .failures import CANNOT_RUN, INTERRUPTED, NOTHING_HALF, json_wanted, say, tell, tell_internal
    from .streams import close_quietly, interrupt

    form = "json" if json_wanted(sys.argv[1:] if arguments is None else arguments) else ""
    try:
        for name in ("SIGTERM", "SIGHUP"):  # so that what was begun is cleaned up
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), interrupt)
    except ValueError:  # not the main thread
        pass
    try:
        status = app.main(args=arguments, prog_name="tanshin", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        if form:
            say(error.format_message(), "Give -h for the options of a command.", form)
        else:
            error.show()
        return CANNOT_RUN
    except (click.Abort, KeyboardInterrupt):
        say(INTERRUPTED, NOTHING_HALF, form)
        return CANNOT_RUN
    except BrokenPipeError:
        close_quietly(sys.stdout)
        return CANNOT_RUN
    except Exception as error:
        return CANNOT_RUN if tell(error, form) else tell_internal(error, form)
