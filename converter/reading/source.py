"""From bytes to lines of text: encoding, byte-order mark, line ends, form feeds; and telling what is no text.

What is larger than any release is refused, without being read to its end. What the lines say is left to the rest of
`reading`.
"""

from __future__ import annotations

import os
import re
import select
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_FORMATS = (
    (b"%PDF", "read:pdf", "a PDF document"),
    (b"PK\x03\x04", "read:binary", "a ZIP archive (perhaps a spreadsheet or word processor file)"),
    (b"\x1f\x8b", "read:binary", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "read:binary", "an old spreadsheet or word processor file"),
    (b"\x89PNG", "read:binary", "a PNG image"),
    (b"\xff\xd8\xff", "read:binary", "a JPEG image"),
    (b"\x7fELF", "read:binary", "a program"),
)
_HTML = re.compile(
    r"\s{0,99}(?:<\?xml[^>]{0,200}\?>\s{0,99})?(?:<!--[^>]{0,2000}-->\s{0,99}){0,9}(?:<!doctype\s+html|<html\b)",
    re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOJIBAKE = re.compile(  # UTF-8 that was read as Windows-1252 or Latin-1
    "\u00c3[\u0080-\u00bf]|\u00e2[\u0080\u20ac][\u0080-\u00bf\u0152-\u0178\u2018-\u2122]|\u00c2[\u00a0-\u00bf]"
)


MOST_BYTES = 16 << 20
"""Bytes that a release may have: the longest annual reports have a third of it."""

MOST_LINES = 400_000
"""Lines that a release may have."""

MOST_CHARACTERS = 100_000
"""Characters that a line may have: no line of running text or of a table comes near it."""

PATIENCE = 10
"""Seconds that a pipe may be silent: nobody may be there to write to it."""

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """The decoded lines of a release, without line ends, and the encoding they were in."""

    file: str
    lines: tuple[str, ...]
    encoding: str


def read_file(path: Path) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The bytes of a file, or None with a finding that says why it cannot be read.

    Of a file that is larger than a release may be, no more is read than shows it; `decode` tells it.
    """
    place = Span(str(path), 1, 1)
    if path.is_dir():
        return None, (finding("read:folder", f"{path} is a folder, not the text of a release", source=place),)
    try:
        return _bounded(path), ()
    except FileNotFoundError:
        return None, (finding("read:missing", f"there is no file {path}", source=place),)
    except TimeoutError:
        message = f"{path} is a pipe that nothing came from in {PATIENCE} seconds"
        return None, (finding("read:unreadable", message, source=place),)
    except OSError as error:
        reason = error.strerror or str(error)
        return None, (finding("read:unreadable", f"{path} cannot be read: {reason}", source=place),)


def _bounded(path: Path) -> bytes:
    """The bytes of a file, or the first of them, one more than a release may have. Raises `OSError`."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb", buffering=0) as file:
        pipe = stat.S_ISFIFO(os.fstat(descriptor).st_mode)
        pieces: list[bytes] = []
        left = MOST_BYTES + 1
        while left:
            if pipe and not select.select([descriptor], [], [], PATIENCE)[0]:
                raise TimeoutError
            piece = file.read(min(_PIECE, left))
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)


def decode(data: bytes, file: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """The lines of a release, or None with the finding that says why these bytes are no text.

    UTF-8 with or without a byte-order mark, UTF-16 and UTF-32 with one, else Windows-1252, which is told. A form feed
    becomes a blank, so that columns do not move; lines end at CR LF, LF or CR.
    """
    place = Span(file, 1, 1)
    for magic, code, what in _FORMATS:
        if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(magic):
            return None, (finding(code, f"{file} is {what}, not text", source=place),)
    if len(data) > MOST_BYTES:
        message = f"{file} has more than {MOST_BYTES:,} bytes, which is the most that a release may have"
        return None, (finding("read:too-large", message, source=place),)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x0c\x00"):
        return None, (finding("read:empty", f"{file} holds no text", source=place),)
    findings: list[Finding] = []
    text = encoding = None
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                text, encoding = data[len(mark) :].decode(name), name
            except UnicodeDecodeError as error:
                message = f"{file} begins with the mark of {name} but byte {error.start + len(mark)} is not {name}"
                findings.append(finding("read:encoding", message, source=place))
            break
    if text is None:
        control = _CONTROL.search(data)
        if control:
            line, column = _place(data, control.start())
            message = f"{file} is not text: byte {control.start()} is {control[0][0]:#04x}"
            return None, (finding("read:binary", message, source=Span(file, line, column)),)
        text, encoding, more = _decode_unmarked(data, file)
        findings.extend(more)
    if _HTML.match(text[:8192]):
        return None, (finding("read:html", f"{file} is HTML, not text", source=place),)
    if "\ufffd" in text or _MOJIBAKE.search(text):
        at = text.index("\ufffd") if "\ufffd" in text else _first(_MOJIBAKE, text)
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        message = f"{file} holds characters that an earlier conversion with the wrong encoding has spoilt"
        findings.append(finding("read:encoding", message, source=Span(file, line, column, 1)))
    text = text.replace("\x0c", " ").replace("\x0b", " ").replace("\x85", " ").replace("\u00a0", " ")
    lines = _LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    if told := _beyond(lines, file):
        return None, (told,)
    return Source(file, tuple(lines), encoding or "utf-8"), tuple(findings)


def _beyond(lines: Sequence[str], file: str) -> Finding | None:
    """What is told of a text with more or longer lines than a release may have."""
    if len(lines) > MOST_LINES:
        message = f"{file} has {len(lines):,} lines; the most that a release may have are {MOST_LINES:,}"
        return finding("read:too-large", message, source=Span(file, 1, 1))
    long = next((n for n, line in enumerate(lines, 1) if len(line) > MOST_CHARACTERS), None)
    if long is None:
        return None
    message = f"line {long} of {file} has {len(lines[long - 1]):,} characters; the most are {MOST_CHARACTERS:,}"
    return finding("read:too-large", message, source=Span(file, long, 1))


def _first(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else 0


def _place(data: bytes, at: int) -> tuple[int, int]:
    return data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at)


def _decode_unmarked(data: bytes, file: str) -> tuple[str, str, list[Finding]]:
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError as error:
        line, column = _place(data, error.start)
        place = Span(file, line, column, 1)
        message = f"{file} is not UTF-8 (byte {data[error.start]:#04x} at {line}:{column}); it is read as Windows-1252"
        text = data.decode("cp1252", errors="replace")
        return text, "windows-1252", [finding("read:encoding", message, source=place)]
