"""The one door through which XML from outside comes in: no network, no DTD, no entities, bounded.

`parse_xml` gives lxml trees, `scan_xml` start tags and offsets for what is read in bulk. What elements mean is left to
the callers. Bytes that passed `normalise` are UTF-8, and offsets and positions count in those.
"""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from lxml import etree

from ..finding import Finding, finding
from ..span import Span

_MISMATCH: Final = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]
MAX_BYTES = 512 * 1024 * 1024
_DECLARATION = r"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']"""
_DECLARED_TEXT = re.compile(_DECLARATION)
_DECLARED = re.compile(_DECLARATION.encode("ascii"))


@dataclass(frozen=True, slots=True)
class ParsedXml:
    """A parsed document: the root, the UTF-8 bytes it was parsed from, and the name to tell a person."""

    root: etree._Element
    data: bytes
    name: str
    _offsets: list[array[int]] = field(default_factory=list, repr=False, compare=False)

    def span(self, element: etree._Element) -> Span:
        """Where the element's start tag begins: exact line and column (found by a second look at the bytes)."""
        return self.spans([element])[0]

    def spans(self, elements: list[etree._Element]) -> list[Span]:
        """As `span`, for many elements in one pass over the tree."""
        if not self._offsets:
            self._offsets.append(start_offsets(self.data))
        wanted = set(elements)
        found: dict[etree._Element, int] = {}
        for index, element in enumerate(self.root.iter(etree.Element)):
            if element in wanted:
                found[element] = index
                if len(found) == len(wanted):
                    break
        return [position(self.data, self._offsets[0][found[element]], self.name) for element in elements]


def parse_xml(data: bytes, name: str) -> ParsedXml | Finding:
    """The document in `data`, or what is wrong with it: `xml:not-well-formed`, `xml:doctype-refused`, `xml:encoding`.

    A document type declaration is refused before anything in it is looked at, so that no entity is ever expanded
    and nothing outside `data` is ever read.
    """
    ready = normalise(data, name)
    if isinstance(ready, Finding):
        return ready
    refused = _prolog(ready, name)
    if refused is not None:
        return refused
    try:
        root = etree.fromstring(ready, safe_parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return not_well_formed(error.msg or "", Span(name, max(line or 1, 1), max(column or 1, 1)))
    return ParsedXml(root, ready, name)


def safe_parser() -> etree.XMLParser:
    """A parser that reads nothing but what it is given."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, encoding="utf-8"
    )


def scan_xml(data: bytes, name: str, connect: Callable[[expat.XMLParserType], None]) -> Finding | None:
    """Parses `data` (normalised) with the handlers that `connect` sets; a finding if it is refused or broken.

    Names come as `namespace}local`. A handler may raise `StopScan` when it has seen enough.
    """
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    connect(parser)
    try:
        parser.Parse(data, True)
    except StopScan:
        return None
    except _DoctypeError:
        return doctype_refused(position(data, parser.CurrentByteIndex, name))
    except expat.ExpatError as error:
        place = Span(name, error.lineno, error.offset + 1)
        if error.code == _MISMATCH:
            return _left_open(data, place)
        return not_well_formed(expat.ErrorString(error.code) or "", place)
    return None


def _left_open(data: bytes, place: Span) -> Finding:
    """The finding for an end tag of another element: the place of the element that is open there, and of the tag."""
    parser = expat.ParserCreate("utf-8")
    opened: list[tuple[str, int, int]] = []

    def start(tag: str, _: object) -> None:
        opened.append((tag, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: opened.pop()
    with suppress(expat.ExpatError):
        parser.Parse(data, True)
    if not opened:
        return not_well_formed("mismatched tag", place)
    tag, line, column = opened[-1]
    said = f"the element {tag} is not closed before line {place.line}, column {place.column}, where another one ends"
    return not_well_formed(said, Span(place.file, line, column))


class StopScan(Exception):  # noqa: N818
    """Raised by a handler of `scan_xml` that has seen enough."""


class _DoctypeError(Exception):
    """A document type declaration was met."""


def _refuse(*_: object) -> None:
    raise _DoctypeError


def _stop(*_: object) -> None:
    raise StopScan


def _prolog(data: bytes, name: str) -> Finding | None:
    """What is wrong before the root element begins."""

    def connect(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = _stop

    return scan_xml(data, name, connect)


def normalise(data: bytes, name: str) -> bytes | Finding:
    """The document as UTF-8 without a byte-order mark; columns of the first line stay where they are.

    Normalising twice changes nothing.
    """
    if len(data) > MAX_BYTES:
        return finding("xml:too-large", f"{name} has {len(data)} bytes, more than {MAX_BYTES}", source=Span(name, 1, 1))
    if data[:3] == codecs.BOM_UTF8:
        data = data[3:]
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ""
    if not encoding:
        named = _DECLARED.match(data)
        encoding = named.group(1).decode("ascii").lower() if named else "utf-8"
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data
    try:
        # A text encoding only: Python's codecs also know compressions.
        text = data.decode(encoding, "strict")
    except (LookupError, UnicodeError) as error:
        return finding(
            "xml:encoding", f"{name} cannot be read in the encoding it declares, {encoding}: {error}",
            source=Span(name, 1, 1),
        )  # fmt: skip
    if declared := _DECLARED_TEXT.match(text):
        # So that the result can be read again; padded to leave the columns of the first line where they are.
        begin, end = declared.span(1)
        text = f"{text[:begin]}utf-8{text[end]}{' ' * (end - begin - 5)}{text[end + 1 :]}"
    return text.encode("utf-8", "replace")


def position(data: bytes, offset: int, name: str) -> Span:
    """The line and column (1-based, in characters) of a byte offset in a normalised document."""
    begin = data.rfind(b"\n", 0, offset) + 1
    line = data.count(b"\n", 0, offset) + 1
    return Span(name, line, len(data[begin:offset].decode("utf-8", "replace")) + 1)


def blank(data: bytes, start: int, end: int) -> bytes:
    """As many line breaks, and before what follows as many spaces, as there are lines and characters from start to end.

    Put in their place, it leaves all that follows at its line and column.
    """
    last = data.rfind(b"\n", start, end)
    rest = data[last + 1 if last >= 0 else start : end]
    return b"\n" * data.count(b"\n", start, end) + b" " * len(rest.decode("utf-8", "replace"))


def without(data: bytes, ranges: Iterable[tuple[int, int]]) -> bytes:
    """The document without what stands in some ranges of bytes, in order; the rest keeps its lines and columns."""
    pieces: list[bytes] = []
    here = 0
    for start, end in ranges:
        pieces += [data[here:start], blank(data, start, end)]
        here = end
    return b"".join([*pieces, data[here:]])


def start_offsets(data: bytes) -> array[int]:
    """The byte offset of every start tag of a normalised, well-formed document, in document order."""
    offsets = array("Q")

    def connect(parser: expat.XMLParserType) -> None:
        def start(_name: str, _attributes: object) -> None:
            offsets.append(parser.CurrentByteIndex)

        parser.StartElementHandler = start

    scan_xml(data, "", connect)
    return offsets


def doctype_refused(source: Span) -> Finding:
    """The finding for a document type declaration."""
    return finding("xml:doctype-refused", f"{source.file} has a document type declaration (DOCTYPE)", source=source)


def not_well_formed(what: str, source: Span) -> Finding:
    """The finding for a document that is no XML."""
    return finding("xml:not-well-formed", f"{source.file} is not well-formed XML: {what}", source=source)
