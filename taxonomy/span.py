"""Where something is printed: the address that every figure keeps from the release to the filing."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A run of characters on one line of a file.

    `line` and `column` are 1-based and count lines and characters of the decoded text (a tab is one
    character); `length` is in characters. A text that runs over several lines has several spans.
    """

    file: str
    line: int
    column: int
    length: int = 0

    @property
    def end(self) -> int:
        """The 1-based column just behind the last character."""
        return self.column + self.length

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
