"""Writing to the terminal: text, JSON, and progress on anything longer than a second; pipes that close early."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, NoReturn

import click

_WIDEST = 120


def interrupt(*_: object) -> NoReturn:
    """A signal to end, treated as a Ctrl-C, so that what was begun is cleaned up."""
    raise KeyboardInterrupt


def printable(text: str) -> str:
    """The text without control characters, which could move a terminal's cursor or change its title."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t\u3000\u00a0" else f"\\x{ord(c):02x}" for c in text)


def write(text: str) -> None:
    """Write to stdout; colours only where it is a terminal. A reader that has closed the pipe is no error."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a character gets its number
    with _pipe(stream):
        click.echo(text, nl=False, color=False if os.environ.get("NO_COLOR") else None)
        stream.flush()


def complain(text: str) -> None:
    """Write to stderr, what kept a command from running; colours only where it is a terminal."""
    click.echo(text, nl=False, err=True, color=False if os.environ.get("NO_COLOR") else None)


def write_json(value: Any) -> None:
    """Write to stdout as UTF-8 JSON, whatever the terminal's own encoding."""
    write_utf8(json_text(value))


def json_text(value: Any) -> str:
    """A value as JSON that a person can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def wrapped(text: str, indent: int) -> str:
    """A line with a margin, broken at words on a terminal; elsewhere it stays one, for programs that go by lines."""
    margin = " " * indent
    if not sys.stdout.isatty():
        return f"{margin}{text}\n"
    width = max(40, min(shutil.get_terminal_size().columns, _WIDEST))
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=margin,
        subsequent_indent=margin + "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "".join(f"{line}\n" for line in lines) or "\n"


def write_utf8(text: str) -> None:
    """Write to stdout as UTF-8 and without a change of line ends, whatever the terminal's own encoding."""
    content = text.encode("utf-8")
    stream = sys.stdout
    with _pipe(stream):
        if hasattr(stream, "buffer"):
            stream.buffer.write(content)
        else:
            stream.write(content.decode("utf-8"))
        stream.flush()


@contextmanager
def _pipe(stream: IO[str]) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        close_quietly(stream)
    except OSError as error:
        close_quietly(stream)
        raise OSError(error.errno, error.strerror, "standard output") from error


def close_quietly(stream: IO[str]) -> None:
    """Lead what is still unwritten to nowhere, so that the interpreter's last flush does not complain."""
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


class Progress:
    """A line on stderr that says what is being done: only on a terminal, only after a second, gone at the end."""

    DELAY = 1.0

    def __init__(self) -> None:
        self._text = ""
        self._shown = False
        self._timer: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            import threading

            self._timer = threading.Timer(self.DELAY, self._show)
            self._timer.daemon = True
            self._timer.start()
        return self

    def say(self, text: str) -> None:
        """What is being done now."""
        self._text = printable(text)
        if self._shown:
            self._show()

    def clear(self) -> None:
        """Take the line away, before something else is printed."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _show(self) -> None:
        self._shown = True
        sys.stderr.write(f"\r\x1b[K{self._text}")
        sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        self.clear()
