"""Taxonomy packages (Taxonomy Packages 1.0): a ZIP file or a folder whose catalog says which addresses it holds.

Members are read one at a time and never written to disk. Who asks for which address is left to `resolve`.
"""

from __future__ import annotations

import posixpath
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from ..finding import Finding, finding
from ..span import Span
from .xml import MAX_BYTES, ParsedXml, parse_xml

CATALOG = "META-INF/catalog.xml"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_NS = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
# Deflate makes a document of real taxonomies 5 to 40 times smaller; hundreds of times is a bomb.
_MAX_RATIO = 300
_RATIO_FROM = 4 * 1024 * 1024
_MAX_MEMBERS = 200_000
_ENCRYPTED = 1
_LOCAL_HEADER = 30


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: `prefixes` and `exact` lead from published addresses to members of `top`.

    `digest_member` tells a member by its content without unpacking it; None if that cannot be told.
    """

    name: str
    prefixes: tuple[tuple[str, str], ...]
    exact: dict[str, str]
    read_member: Callable[[str], bytes | Finding | None]
    digest_member: Callable[[str], bytes | None] = lambda _: None

    def read(self, address: str) -> tuple[bytes, str] | Finding | None:
        """The bytes that the catalog maps `address` to and the member's name, None if it maps it to nothing.

        A finding (`package:…`) if the member is there but may not be read.
        """
        member = self._member(address)
        if member is None:
            return None
        if _outside(member):
            return _outside_finding(self.name, address, member, None)
        data = self.read_member(member)
        return (data, member) if isinstance(data, bytes) else data

    def digest(self, address: str) -> tuple[bytes, str] | None:
        """What tells the content that `read` would give from any other, and the member's name.

        None if only reading can tell, or there is nothing to read.
        """
        member = self._member(address)
        digest = None if member is None or _outside(member) else self.digest_member(member)
        return None if digest is None or member is None else (digest, member)

    def maps(self, address: str) -> bool:
        """Whether the catalog maps `address` to a member, be it there or not."""
        return self._member(address) is not None

    def _member(self, address: str) -> str | None:
        member = self.exact.get(address)
        if member is None:
            for start, prefix in self.prefixes:
                if address.startswith(start):
                    return posixpath.normpath(prefix + unquote(address[len(start) :]))
        return member


def open_package(path: Path) -> Package | list[Finding]:
    """The package in a ZIP file or a folder, or why it is none: `package:missing`, `package:broken`, `package:outside`.

    The catalog stands in `META-INF` at the top, or in the one folder at the top.
    """
    name = str(path)
    if path.is_dir():
        return _open_folder(path)
    if not path.is_file():
        return [finding("package:missing", f"there is no taxonomy package {name}")]
    try:
        return _open_zip(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, UnicodeError, ValueError) as error:
        return [finding("package:broken", f"the taxonomy package {name} cannot be read: {error}")]


def _open_zip(path: Path) -> Package | list[Finding]:
    # Held open for the life of the package: reading the directory of a large package takes longer than a member.
    archive = zipfile.ZipFile(path)
    members = {info.filename: info for info in archive.infolist()}
    name = str(path)
    if len(members) > _MAX_MEMBERS:
        return [finding("package:broken", f"the taxonomy package {name} has {len(members)} members")]
    catalogs = [m for m in members if m == CATALOG or (m.endswith("/" + CATALOG) and m.count("/") == 2)]
    if len(catalogs) != 1:
        return [_no_catalog(name)]
    top = catalogs[0][: -len(CATALOG)]

    def read_member(member: str) -> bytes | Finding | None:
        info = members.get(top + member)
        if info is None or info.is_dir():
            return None
        return _read_zipped(archive, info, name)

    def digest_member(member: str) -> bytes | None:
        info = members.get(top + member)
        return None if info is None or info.is_dir() else _digest_zipped(archive, info)

    return _with_catalog(name, f"{name}/{catalogs[0]}", read_member, digest_member)


def _digest_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """The SHA-256 of a member as it is packed, with what unpacking depends on (PKWARE's APPNOTE, section 4.3.7)."""
    file = archive.fp
    if file is None or stat.S_ISLNK(info.external_attr >> 16) or info.flag_bits & _ENCRYPTED:
        return None
    try:
        file.seek(info.header_offset)
        header = file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or header[:4] != b"PK\3\4":
            return None
        file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
        packed = file.read(info.compress_size)
    except (OSError, ValueError):
        return None
    if len(packed) != info.compress_size:
        return None
    return sha256(f"{info.compress_type} {info.file_size} {info.CRC} ".encode() + packed).digest()


def _read_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes | Finding:
    what = f"{info.filename} in the taxonomy package {name}"
    if stat.S_ISLNK(info.external_attr >> 16):
        return finding("package:outside", f"{what} is a symbolic link")
    bomb = info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1)
    if info.file_size > MAX_BYTES or bomb:
        packed = f"{info.file_size} bytes unpacked from {info.compress_size}"
        return finding("package:too-large", f"{what} is refused as a decompression bomb: {packed}")
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        return finding("package:broken", f"{what} cannot be read: {error}")
    except Exception as error:  # zlib.error and lzma.LZMAError share no base class
        if type(error).__module__ not in ("zlib", "_lzma", "lzma", "bz2"):
            raise
        return finding("package:broken", f"{what} cannot be read: {error}")


def _open_folder(path: Path) -> Package | list[Finding]:
    name = str(path)
    if not (path / CATALOG).is_file():
        inner = [p for p in sorted(path.iterdir()) if (p / CATALOG).is_file()]
        if len(inner) != 1:
            return [_no_catalog(name)]
        path = inner[0]
    root = path.resolve()

    def read_member(member: str) -> bytes | Finding | None:
        file = (root / member).resolve()
        if not file.is_relative_to(root):
            return _outside_finding(name, member, str(file), None)
        if not file.is_file():
            return None
        try:
            return file.read_bytes()
        except OSError as error:
            return finding("package:broken", f"{file} in the taxonomy package {name} cannot be read: {error.strerror}")

    return _with_catalog(name, str(path / CATALOG), read_member)


def _with_catalog(
    name: str,
    catalog: str,
    read_member: Callable[[str], bytes | Finding | None],
    digest_member: Callable[[str], bytes | None] = lambda _: None,
) -> Package | list[Finding]:
    data = read_member(CATALOG)
    if not isinstance(data, bytes):
        return [data or _no_catalog(name)]
    parsed = parse_xml(data, catalog)
    if isinstance(parsed, Finding):
        return [parsed]
    prefixes: list[tuple[str, str]] = []
    exact: dict[str, str] = {}
    findings: list[Finding] = []
    for element in parsed.root.iter(f"{_NS}rewriteURI", f"{_NS}rewriteSystem", f"{_NS}uri", f"{_NS}system"):
        attributes = element.attrib
        start = attributes.get("uriStartString", attributes.get("systemIdStartString"))
        address = attributes.get("name", attributes.get("systemId"))
        target = attributes.get("rewritePrefix", attributes.get("uri"))
        if target is None or (start is None and address is None):
            findings.append(finding("package:catalog", "an entry of the catalog lacks an attribute",
                                    source=parsed.span(element)))  # fmt: skip
            continue
        member = _member(element, target)
        if member is None:
            findings.append(_outside_finding(name, start or address or "", target, parsed.span(element)))
        elif start is not None:
            prefixes.append((start, member))
        elif address is not None:
            exact[address] = member
    if findings:
        return findings
    if parsed.root.tag != f"{_NS}catalog":
        return [_no_catalog(name, parsed)]
    prefixes.sort(key=lambda entry: -len(entry[0]))
    return Package(name, tuple(prefixes), exact, read_member, digest_member)


def _member(element: etree._Element, target: str) -> str | None:
    """The member, from the package's top, that a catalog's relative address leads to; None if it leads outside."""
    folder = "META-INF"
    bases = [element.get(_BASE), *(e.get(_BASE) for e in element.iterancestors())]
    for base in reversed([b for b in bases if b]):
        if not _relative(base):
            return None
        folder = posixpath.dirname(posixpath.join(folder, unquote(base)))
    if not _relative(target):
        return None
    path = posixpath.join(folder, unquote(target))
    member = posixpath.normpath(path)
    if _outside(member):
        return None
    slash = "/" if path.endswith("/") else ""
    return "" if member == "." else member + slash


def _relative(address: str) -> bool:
    parts = urlsplit(address)
    return not (parts.scheme or parts.netloc or address.startswith("/"))


def _outside(member: str) -> bool:
    return member.startswith(("/", "../")) or member == ".." or "\\" in member or "\0" in member


def _outside_finding(name: str, address: str, target: str, source: Span | None) -> Finding:
    return finding(
        "package:outside", f"the taxonomy package {name} maps {address} outside itself, to {target}", source=source
    )


def _no_catalog(name: str, parsed: ParsedXml | None = None) -> Finding:
    source = parsed.span(parsed.root) if parsed else None
    return finding("package:broken", f"{name} is no taxonomy package: it has no {CATALOG}", source=source)
