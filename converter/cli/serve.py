"""`tanshin serve`: a store, or filings that are loaded for the while, as a SPARQL endpoint on this machine."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from .failures import CANNOT_RUN, say
from .options import PATH
from .streams import Progress, write

if TYPE_CHECKING:
    from ..query.store import Store


@click.command("serve")
@click.argument("sources", nargs=-1, required=True, type=PATH, metavar="STORE|FILE...")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="0 for any free one.")
@click.option("--package", "packages", multiple=True, type=PATH, metavar="ZIP", help="A taxonomy package to use.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds for a query.")
@click.option("--limit", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer.")
@click.option("--memory", type=click.IntRange(64), default=2048, show_default=True, help="Megabytes for a query.")
def command(
    sources: tuple[Path, ...], port: int, packages: tuple[Path, ...], timeout: float, limit: int, memory: int
) -> int:
    """Answer SPARQL 1.1 queries over HTTP on 127.0.0.1: read-only, until interrupted.

    Give a store that `tanshin load` made, or filings and folders of them.
    """
    try:
        from ..serve.app import run
        from ..serve.pool import Bounds
    except ImportError as missing:
        say(f"`tanshin serve` needs {missing.name}", "Install it with `pip install '.[serve]'` in the checkout.")
        return CANNOT_RUN
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
            what = "is taken" if error.errno == errno.EADDRINUSE else "may not be used" if taken else str(error)
            say(f"port {port} {what}", "Give another with --port, or 0 for any that is free.")
            return CANNOT_RUN
        with Progress() as progress, _store(sources, packages, progress) as store:
            progress.clear()
            listening.listen()  # so that who reads the address can connect at once
            number = listening.getsockname()[1]
            count = len(store.graphs)
            write(f"http://127.0.0.1:{number}/sparql answers over {count} report{'' if count == 1 else 's'}\n")
            with suppress(KeyboardInterrupt):  # that is how it ends
                run(store.path, listening, sorted(store.graphs), Bounds(timeout, limit, memory))
    return 0


@contextmanager
def _store(sources: tuple[Path, ...], packages: tuple[Path, ...], progress: Progress) -> Iterator[Store]:
    """The store that was given, or one that holds the filings as long as it is needed."""
    from ..query.store import create_store, is_store, open_store

    stores = [path for path in sources if is_store(path)]
    if stores and len(sources) > 1:
        raise click.UsageError(f"{stores[0]} is a store: serve it alone, or load the files into it first.")
    if stores:
        with open_store(stores[0]) as store:
            yield store
        return
    from ..graphs import found, load_into

    with TemporaryDirectory(prefix="tanshin-") as scratch:
        path = Path(scratch, "store")
        with create_store(path) as made:
            for each in found(sources):
                progress.say(f"loading {each}")
                load_into(made, each, packages)
        with open_store(path) as store:
            yield store
