"""Text made fit for XML. The standard library's own functions would pull in its network client."""

from __future__ import annotations

from typing import Final

_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def xml_text(text: str) -> str:
    """`text` as the content of an element (XML 1.0 section 2.4)."""
    return text.translate(_TEXT)


def xml_value(text: str) -> str:
    """`text` as an attribute value with its quotes; white space survives normalisation (XML 1.0 section 3.3.3)."""
    return f'"{text.translate(_VALUE)}"'
