"""The rows of a profile's CSV files as records that know their place and turn cells into values, telling what is wrong.

What the columns mean is left to `read`; whether the values agree with one another to `checks`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import TypeVar

from ..finding import Finding, finding
from ..span import Span
from .model import Pair, Path

Choice = TypeVar("Choice", bound=StrEnum)

_ALTERNATIVES = re.compile(r"\s+\|\s+")
_STEPS = re.compile(r"\s+>\s+")
# What XML 1.0 section 2.2 has no place for; all that a profile says may end up in XML.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SIGNS = {"": 1, "1": 1, "+": 1, "+1": 1, "-": -1, "-1": -1}


def alternatives(text: str) -> tuple[str, ...]:
    """The texts that stand apart by ` | `; empty ones are dropped."""
    return tuple(part.strip() for part in _ALTERNATIVES.split(text) if part.strip())


def path(text: str) -> Path:
    """The steps that stand apart by ` > `, each with its alternatives."""
    return tuple(step for step in map(alternatives, _STEPS.split(text)) if step)


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its cells by column name, its place, and the list that findings about it go to."""

    cells: Mapping[str, str]
    span: Span
    findings: list[Finding]

    def tell(self, code: str, message: str) -> None:
        """Note a finding about this row."""
        self.findings.append(finding(code, message, source=self.span))

    def text(self, column: str) -> str:
        """The cell without the white space around it; empty where the column is missing."""
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """The cell, with a finding if it is empty."""
        text = self.text(column)
        if not text:
            self.tell("profile:missing-value", f"column `{column}` is empty")
        return text

    def listed(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that stand apart by `;`."""
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def alternatives(self, column: str) -> tuple[str, ...]:
        """The texts of a cell that stand apart by ` | `."""
        return alternatives(self.text(column))

    def choice(self, column: str, kind: type[Choice], default: Choice) -> Choice:
        """The member of `kind` that the cell names, or `default` with a finding."""
        text = self.text(column)
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(f"`{member.value}`" for member in kind)
            self.tell("profile:bad-value", f"`{text}` in column `{column}` is none of {known}")
            return default

    def optional(self, column: str, kind: type[Choice]) -> Choice | None:
        """The member of `kind` that the cell names; None for an empty cell, and with a finding for another text."""
        text = self.text(column)
        if not text:
            return None
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(f"`{member.value}`" for member in kind)
            self.tell("profile:bad-value", f"`{text}` in column `{column}` is none of {known} and not empty")
            return None

    def word(self, column: str, known: Iterable[str]) -> str:
        """The cell if it is empty or one of the `known` words; otherwise empty, with a finding."""
        text = self.text(column)
        if text and text not in known:
            listed = ", ".join(f"`{word}`" for word in known)
            self.tell("profile:bad-value", f"`{text}` in column `{column}` is none of {listed} and not empty")
            return ""
        return text

    def sign(self, column: str) -> int:
        """-1 for `-`, 1 for an empty cell."""
        text = self.text(column)
        if text not in _SIGNS:
            self.tell("profile:bad-value", f"`{text}` in column `{column}` is no sign (`-`, `1`, `-1` or empty)")
        return _SIGNS.get(text, 1)

    def power(self, column: str) -> int | None:
        """A power of ten, 0 to 12; None for an empty cell."""
        text = self.text(column)
        if text and not (text.isdecimal() and int(text) <= 12):
            self.tell("profile:bad-value", f"`{text}` in column `{column}` is no power of ten such as 0, 3, 6 or 9")
            return None
        return int(text) if text else None

    def pairs(self, column: str) -> tuple[Pair, ...]:
        """The `Axis=Member` pairs of the cell, sorted by axis; an axis given twice is a finding."""
        found: dict[str, str] = {}
        for part in self.listed(column):
            axis, equals, member = (piece.strip() for piece in part.partition("="))
            if not (axis and equals and member):
                self.tell("profile:bad-value", f"`{part}` in column `{column}` is no `Axis=Member` pair")
            elif axis in found:
                self.tell("profile:bad-value", f"axis `{axis}` stands twice in column `{column}`")
            else:
                found[axis] = member
        return tuple(sorted(found.items()))


def records(
    folder: Traversable, name: str, shown: str, needed: tuple[str, ...], known: tuple[str, ...], sink: list[Finding]
) -> Iterator[Record]:
    """The rows of a CSV file of a profile, remarks and blank lines left out.

    `shown` is the file's name in findings, `needed` the columns that must be there, `known` those that may.
    A file that is missing, no UTF-8 or no CSV gives a finding and no (further) rows.
    """
    text = content(folder, name, shown, sink)
    if text is None:
        return
    lines = text.split("\n")

    def place(line: int) -> Span:
        return Span(shown, line, 1, len(lines[line - 1].rstrip("\r")) if line <= len(lines) else 0)

    header: list[str] | None = None
    for line, cells in _numbered(text, lambda line, why: sink.append(_unreadable(place(line), why))):
        span = place(line)
        values = [" ".join(cell.split()) for cell in cells]
        if not any(values) or values[0].startswith("#"):
            continue
        if header is None:
            header = values
            _check_header(header, span, needed, known, sink)
            continue
        if any(values[len(header) :]):
            sink.append(
                finding(
                    "profile:surplus-cells",
                    f"the row has {len(values)} cells, the header {len(header)}",
                    source=span,
                )
            )
        yield Record(dict(zip(header, values, strict=False)), span, sink)


def content(folder: Traversable, name: str, shown: str, sink: list[Finding]) -> str | None:
    """The text of a file of the profile, or None with a finding if it is missing or no UTF-8."""
    try:
        raw = folder.joinpath(name).read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        sink.append(finding("profile:missing-file", f"there is no file `{shown}`", source=Span(shown, 1, 1)))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        sink.append(_unreadable(Span(shown, line, 1), "the text is not UTF-8"))
        return None
    if stray := _NO_XML.search(text):
        line = text.count("\n", 0, stray.start()) + 1
        why = f"the character U+{ord(stray[0]):04X} cannot stand in XML"
        sink.append(_unreadable(Span(shown, line, 1), why))
        return None
    return text


def _numbered(text: str, broken: Callable[[int, str], None]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each starts on (a quoted cell may run over several)."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        broken(start, f"no CSV from here on: {error}")


def _check_header(
    header: list[str], span: Span, needed: tuple[str, ...], known: tuple[str, ...], sink: list[Finding]
) -> None:
    for column in header:
        if column not in known:
            names = ", ".join(known)
            sink.append(finding("profile:unknown-column", f"column `{column}` is none of {names}", source=span))
    for column in {c for c in header if header.count(c) > 1}:
        sink.append(finding("profile:duplicate", f"column `{column}` stands twice in the header", source=span))
    for column in needed:
        if column not in header:
            sink.append(finding("profile:missing-column", f"there is no column `{column}`", source=span))


def _unreadable(span: Span, why: str) -> Finding:
    return finding("profile:unreadable-file", f"{span.file} cannot be read: {why}", source=span)
