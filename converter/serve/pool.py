"""Worker processes: started when they are needed, used again, and killed when a query takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

Reply = tuple[int, str, bytes]
"""HTTP status, media type and body."""
_PLAIN: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a query may cost: seconds, rows of its answer, megabytes; and how many run at once."""

    seconds: float = 30
    rows: int = 100_000
    megabytes: int = 2048
    workers: int = 4


class Pool:
    """The workers of one store."""

    def __init__(self, store: Path, bounds: Bounds) -> None:
        self._store = store
        self._bounds = bounds
        self._idle: list[asyncio.subprocess.Process] = []
        self._busy: set[asyncio.subprocess.Process] = set()
        self._opened: set[asyncio.subprocess.Process] = set()
        self._free = asyncio.Semaphore(bounds.workers)

    async def ask(self, asked: dict[str, Any]) -> Reply:
        """The reply to a request as `worker.answered` takes it, within the bounds."""
        async with self._free:
            worker = await self._worker()
            self._busy.add(worker)
            try:
                reply = await asyncio.wait_for(self._exchange(worker, asked), self._bounds.seconds or None)
            except TimeoutError:
                await _killed(worker)
                message = f"The query takes longer than {self._bounds.seconds:g} s. Narrow it down, or add LIMIT.\n"
                return 500, _PLAIN, message.encode()
            except (asyncio.IncompleteReadError, ConnectionError, ValueError):
                return 500, _PLAIN, await self._why_it_ended(worker)
            except BaseException:
                with contextlib.suppress(ProcessLookupError):
                    worker.kill()
                raise
            finally:
                self._busy.discard(worker)
                if worker.returncode is not None:
                    self._opened.discard(worker)
            self._idle.append(worker)
            return reply

    async def _why_it_ended(self, worker: asyncio.subprocess.Process) -> bytes:
        """What to tell of a worker that ended without an answer: one that opened the store ran out of memory."""
        opened = worker in self._opened
        await _killed(worker)
        self._opened.discard(worker)
        if opened:
            return b"The query needs more memory than it may have. Narrow it down, or add LIMIT.\n"
        return b"The store cannot be opened any more. Look whether its folder is there, and start the server again.\n"

    async def _worker(self) -> asyncio.subprocess.Process:
        while self._idle:
            worker = self._idle.pop()
            if worker.returncode is None:
                return worker
        package = __package__ or ""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # nothing of the folder it is started in is code
            "-m",
            f"{package}.worker",
            str(self._store),
            str(self._bounds.megabytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def _exchange(self, worker: asyncio.subprocess.Process, asked: dict[str, Any]) -> Reply:
        assert worker.stdin is not None and worker.stdout is not None
        worker.stdin.write(json.dumps({**asked, "rows": self._bounds.rows}).encode() + b"\n")
        await worker.stdin.drain()
        head = json.loads(await worker.stdout.readuntil(b"\n"))
        if "ready" in head:  # the first line of a worker: it has the store open
            self._opened.add(worker)
            head = json.loads(await worker.stdout.readuntil(b"\n"))
        body = await worker.stdout.readexactly(head["length"])
        return head["status"], head["type"], body

    async def close(self) -> None:
        """End all workers."""
        for worker in (*self._idle, *self._busy):
            await _killed(worker)


async def _killed(worker: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        worker.kill()
    await worker.wait()
