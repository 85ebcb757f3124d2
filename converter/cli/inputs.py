"""What is given in place of an XBRL file: the report in a folder or archive is found, what is none is told.

The rest is left to validation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from ...taxonomy.finding import Finding

_HEAD: Final = 65_536
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s+html|<html\b)", re.IGNORECASE | re.DOTALL
)
_INSTANCE = re.compile(rb"<(?:[\w.-]+:)?xbrl[\s>]")
_INLINE: Final = b"http://www.xbrl.org/2013/inlineXBRL"
_INLINE_10: Final = b"http://www.xbrl.org/2008/inlineXBRL"
_REPORTS: Final = "reports"
"""The folder of a report package that its reports stand in (Report Packages 1.0 section 3)."""
_MANIFEST: Final = "META-INF"
_ENDINGS: Final = (".xbrl", ".xml")
_MOST: Final = 1 << 30
"""Bytes that a ZIP file may come to when it is unpacked."""
_WHAT: Final = "Give an XBRL instance, schema or linkbase (.xbrl, .xml, .xsd)."


class NoReportError(Exception):
    """A folder or archive in which no report is found, or more than one; `remedy` says what to give instead."""

    def __init__(self, message: str, remedy: str = _WHAT) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Given:
    """A file to validate, as `shown` to the user; `packages` come with it.

    `root` is the folder that stands for what was `given`, where that was unpacked.
    """

    path: Path
    shown: str
    packages: tuple[Path, ...] = ()
    root: str = ""
    given: str = ""

    def told(self, found: Finding) -> Finding:
        """A finding with places in the archive that was given, not in the folder that it was unpacked to."""
        if self.root == self.given:
            return found
        spans = [None if s is None else s._replace(file=self._as_given(s.file)) for s in (found.source, *found.also)]
        also = tuple(span for span in spans[1:] if span is not None)
        return replace(found, message=self._as_given(found.message), source=spans[0], also=also)

    def _as_given(self, text: str) -> str:
        return text.replace(self.root, self.given)


@contextmanager
def opened(path: Path) -> Iterator[tuple[Given, ...]]:
    """The reports in a filing's folder, a folder of filings or a report package, or the file itself as it was given.

    A ZIP file is unpacked to a folder that is gone afterwards. Raises `NoReportError`, `OSError`.
    """
    if path.is_dir():
        yield _reports(path, path, str(path))
        return
    with path.open("rb") as file:
        archive = file.read(4) == b"PK\x03\x04"
    if not archive:
        yield (Given(path, str(path)),)
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="tanshin-") as place:
        root = Path(place).resolve()
        _unpack(path, root)
        yield _reports(root, path, str(path))


def _reports(root: Path, given: Path, shown: str) -> tuple[Given, ...]:
    """The reports below a folder: `report.xbrl` of each filing of ours, that of `reports`, or the only instance.

    Of a folder that is itself none, each folder in it may be a filing or report package, beside instances.
    """
    found: dict[Path, Path] = {}
    for top in (root, *sorted(p for p in root.iterdir() if p.is_dir())):
        if (top / "report.xbrl").is_file():
            found.setdefault(top / "report.xbrl", top)
        elif (top / _REPORTS).is_dir():
            found.setdefault(_one(_instances(sorted((top / _REPORTS).rglob("*"))), root, given), top)
    if root not in found.values():
        loose = _instances(sorted(root.glob("*")))
        found |= dict.fromkeys(loose if found else [_one(loose, root, given)], root)
    return tuple(_given(root, path, shown, top) for path, top in found.items())


def _one(found: list[Path], root: Path, given: Path) -> Path:
    if len(found) == 1:
        return found[0]
    if not found:
        what = "is a folder" if given.is_dir() else "is a ZIP archive"
        remedy = f"{_WHAT} A taxonomy package goes with --package."
        raise NoReportError(f"{given}: {what} that holds no XBRL instance", remedy)
    names = ", ".join(str(p.relative_to(root)) for p in found[:5])
    raise NoReportError(
        f"{given}: holds {len(found)} instances ({names})", "Give the one meant, or each by its own path."
    )


def _given(root: Path, path: Path, shown: str, top: Path) -> Given:
    whole = all((top / _MANIFEST / name).is_file() for name in ("catalog.xml", "taxonomyPackage.xml"))
    return Given(path, f"{shown}/{path.relative_to(root)}", (top,) if whole else (), str(root), shown)


def _instances(paths: list[Path]) -> list[Path]:
    """The files among these whose root is an XBRL instance."""
    found = []
    for path in paths:
        if path.suffix.lower() in _ENDINGS and path.is_file():
            with path.open("rb") as file:
                if _INSTANCE.search(file.read(_HEAD)):
                    found.append(path)
    return found


def _unpack(path: Path, place: Path) -> None:
    """Unpack a ZIP file; nothing is written outside the folder, and no more than the bounds allow."""
    import zlib
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _MOST:
                raise NoReportError(f"{path}: comes to more than {_MOST:,} bytes unpacked")
            for member in members:
                parts = PurePosixPath(member.filename.replace("\\", "/")).parts
                if not parts or parts[0] in ("/", "..") or ".." in parts or ":" in parts[0]:
                    raise NoReportError(f"{path}: a member leads outside ({member.filename})")
                target = place.joinpath(*parts)
                if member.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as source, target.open("wb") as into:
                    left = member.file_size
                    while piece := source.read(min(1 << 20, left + 1)):
                        left -= len(piece)
                        if left < 0:
                            raise NoReportError(f"{path}: {member.filename} is larger than it says")
                        into.write(piece)
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error) as problem:
        raise NoReportError(
            f"{path}: is a ZIP archive that cannot be unpacked: {problem}", "Make it again."
        ) from problem


def not_xbrl(path: Path) -> tuple[str, str] | None:
    """Message and remedy for a file that is surely none to validate; None otherwise. Raises `OSError`."""
    with path.open("rb") as file:
        head = file.read(_HEAD).lstrip(b"\xef\xbb\xbf")
    if head.startswith(b"%PDF"):
        return f"{path}: is a PDF document, not XBRL", _WHAT
    if _INLINE in head or _INLINE_10 in head:
        return f"{path}: is Inline XBRL, which is not supported yet", "Give the XBRL instance extracted from it."
    if b"html" in head.lower() and _MARKUP.match(head):
        return f"{path}: is HTML, not XBRL", _WHAT
    if re.match(rb"\s*\{\s*(?:\"|\})", head):
        kind = "xBRL-JSON, which is not supported yet" if b"xbrl.org" in head else "JSON, not XBRL"
        return f"{path}: is {kind}", _WHAT
    return None
