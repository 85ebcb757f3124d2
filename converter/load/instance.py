"""XBRL 2.1 instances to reports, in one pass over the bytes: no tree is kept, equal aspects are one object.

A document type declaration is refused before anything in it is looked at. Footnotes are passed over; whether what is
read holds is left to `validate`, except where a fact cannot be made without it.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from .model import Instance
from .reader import Reader


class _RefusedError(Exception):
    """A document type declaration."""


def load_instance(path: Path, name: str | None = None) -> Instance:
    """The instance in a file; `name` is how findings call it, by default the path as given.

    Raises `OSError` for a file that cannot be read. What is wrong inside it is in `Instance.findings`.
    """
    with path.open("rb") as stream:
        return _read(stream, str(path) if name is None else name)


def read_instance(data: bytes, name: str) -> Instance:
    """The instance in `data`, as `load_instance` reads it from a file."""
    return _read(BytesIO(data), name)


def _read(stream: BinaryIO, name: str) -> Instance:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    reader = Reader(parser, name)

    def refuse(*_: object) -> None:
        raise _RefusedError

    parser.StartDoctypeDeclHandler = refuse
    broken: Finding | None = None
    try:
        parser.ParseFile(stream)
    except _RefusedError:
        message = "The document has a document type declaration, which no XBRL instance needs."
        broken = finding("xml:doctype-refused", message, source=reader.here())
    except expat.ExpatError as problem:
        message = f"The document is not well-formed XML: {expat.ErrorString(problem.code)}."
        source = Span(name, problem.lineno, problem.offset + 1)
        broken = finding("xml:not-well-formed", message, source=source)
    except (LookupError, ValueError) as problem:
        # pyexpat asks Python for an encoding it does not know itself, and passes on what Python says of it.
        broken = finding("xml:not-well-formed", f"The document cannot be decoded: {problem}.", source=reader.here())
    if broken is not None:
        return Instance(name, reader.nothing, (*reader.findings, broken))
    return reader.instance()
