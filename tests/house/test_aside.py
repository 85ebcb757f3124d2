"""Work beside a process gives what it would give within it, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tanshin.converter.aside import aside, possible
from tanshin.converter.pipeline import Options, convert

EXAMPLES = Path(__file__).parents[2] / "converter" / "examples"

needs_fork = pytest.mark.skipif(not possible(), reason="no process can be put beside this one here")


def children() -> set[str]:
    """The processes that this one has started and not waited for."""
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return set(listed.read_text().split()) if listed.exists() else set()


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@needs_fork
def test_the_work_is_done_by_another_process() -> None:
    with aside(os.getpid) as result:
        assert result() != os.getpid()


@needs_fork
def test_what_the_work_raises_is_raised_where_its_result_is_asked() -> None:
    def fails() -> None:
        raise ValueError("no room")

    with aside(fails) as result, pytest.raises(ValueError, match="no room"):
        result()


class TornError(Exception):
    """What cannot be sent: it is made of two things and keeps one."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


@needs_fork
def test_so_is_what_cannot_be_sent() -> None:
    def fails() -> None:
        raise TornError("cloth", "paper")

    with aside(fails) as result, pytest.raises(TornError, match="cloth and paper"):
        result()


@needs_fork
def test_the_result_may_be_asked_for_twice() -> None:
    with aside(os.getpid) as result:
        assert result() == result()


@needs_fork
def test_work_whose_process_dies_is_done_here() -> None:
    here = os.getpid()

    def dies() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return here

    with aside(dies) as result:
        assert result() == here


@needs_fork
def test_work_that_nobody_asks_for_is_ended() -> None:
    start = time.monotonic()
    with pytest.raises(KeyError), aside(lambda: time.sleep(60)):
        raise KeyError
    assert time.monotonic() - start < 30


def test_a_process_with_threads_is_not_copied() -> None:
    ready = threading.Event()
    thread = threading.Thread(target=ready.wait)
    thread.start()
    try:
        assert not possible()
        with aside(os.getpid) as result:
            assert result() == os.getpid()
    finally:
        ready.set()
        thread.join()


def test_a_filing_is_the_same_made_beside_or_here() -> None:
    release = EXAMPLES / "iij-2009-08-11.txt"
    here, beside = convert(release), convert(release, Options(beside=True))
    assert beside.files == here.files
    assert beside.findings == here.findings
