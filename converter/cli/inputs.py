"""What a file is that is given in place of XBRL, and what to do about it; the rest is left to validation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_HEAD: Final = 65_536
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s+html|<html\b)", re.IGNORECASE | re.DOTALL
)
_INLINE: Final = b"http://www.xbrl.org/2013/inlineXBRL"
_INLINE_10: Final = b"http://www.xbrl.org/2008/inlineXBRL"
_WHAT: Final = "Give an XBRL instance, schema or linkbase (.xbrl, .xml, .xsd)."


def not_xbrl(path: Path) -> tuple[str, str] | None:
    """Message and remedy for a file that is surely none to validate; None otherwise. Raises `OSError`."""
    if path.is_dir():
        inside = next((path / name for name in ("report.xbrl",) if (path / name).is_file()), None)
        inside = inside or min((p for p in path.glob("*.xbrl")), default=None)
        return f"{path}: is a folder", f"Give the file itself: {inside}" if inside else _WHAT
    with path.open("rb") as file:
        head = file.read(_HEAD).lstrip(b"\xef\xbb\xbf")
    if head.startswith(b"%PDF"):
        return f"{path}: is a PDF document, not XBRL", _WHAT
    if head.startswith(b"PK\x03\x04"):
        remedy = "Give a taxonomy package with --package, and of a filing the instance in it."
        return f"{path}: is a ZIP archive, not XBRL", remedy
    if _INLINE in head or _INLINE_10 in head:
        return f"{path}: is Inline XBRL, which is not supported yet", "Give the XBRL instance extracted from it."
    if b"html" in head.lower() and _MARKUP.match(head):
        return f"{path}: is HTML, not XBRL", _WHAT
    if re.match(rb"\s*\{\s*(?:\"|\})", head):
        kind = "xBRL-JSON, which is not supported yet" if b"xbrl.org" in head else "JSON, not XBRL"
        return f"{path}: is {kind}", _WHAT
    return None
