"""Work done by a process beside this one while this one goes on, where the system can; else when its result is asked.

Only for work that needs nothing of what happens here meanwhile. What the work is, is the caller's matter.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")


def possible() -> bool:
    """Whether a process can be put beside this one: it can be copied safely, and there is a processor for it.

    A copy of a process with threads may hold locks that nobody opens; so may one on macOS, where libraries have them.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return False
    usable = getattr(os, "sched_getaffinity", None)
    return (len(usable(0)) if usable is not None else os.cpu_count() or 1) > 1


@contextmanager
def aside(work: Callable[[], T], *, wanted: bool = True) -> Iterator[Callable[[], T]]:
    """Start `work` beside this process; what is yielded gives its result, which must be picklable, when called.

    What the work raises is raised there. Where no process can be had, or it dies, the work is done then and here.
    A process whose result nobody has asked for is ended with the block.
    """
    if not (wanted and possible()):
        yield work
        return
    try:
        reading, writing = os.pipe()
        child = os.fork()
    except OSError:
        yield work
        return
    if child == 0:
        _work(work, reading, writing)
    os.close(writing)
    pending = [child]
    came: list[T] = []

    def result() -> T:
        if came:
            return came[0]
        with os.fdopen(os.dup(reading), "rb") as pipe:
            sent = pipe.read()
        os.waitpid(pending.pop(), 0)
        try:
            done, value = pickle.loads(sent)
        except Exception:
            # It was killed, for its memory perhaps, or what it raised cannot be sent: here it is what it is.
            done, value = True, work()
        if not done:
            raise value
        came.append(value)
        return came[0]

    try:
        yield result
    finally:
        os.close(reading)
        for left in pending:
            with suppress(ProcessLookupError):
                os.kill(left, signal.SIGKILL)
            os.waitpid(left, 0)


def _work(work: Callable[[], object], reading: int, writing: int) -> None:
    """Do the work in the copied process, send what came of it, and end without the parent's endings."""
    try:
        os.close(reading)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            sent = pickle.dumps((True, work()), pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            sent = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(sent)
    finally:
        os._exit(0)
