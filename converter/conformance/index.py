"""What a conformance suite asks for: its index, its test cases, their variations, and the result each expects.

Editions differ in namespaces, in attributes and in how they state a result; all are read by local names. Running them
is left to `run`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from ...taxonomy.dts import ParsedXml, parse_xml
from ...taxonomy.names import XLINK

_HREF = f"{{{XLINK}}}href"
_MODE = "{https://xbrl.org/2023/conformance}mode"
_VERDICTS = ("valid", "invalid")
_PACKAGES = frozenset({"taxonomyPackage", "taxonomyPackages", "package"})


@dataclass(frozen=True, slots=True)
class Expected:
    """What a variation must come to: `errors` are the codes of which one is to be found, or all if `every`.

    Codes are local names. Without any, `valid` says whether there is to be an error at all. Codes in `warnings` are all
    to be found, and make nothing invalid. `infoset` is the file that states what the instance's facts and relationships
    come to (XBRL 2.1 suite). `mode` is how sums are judged, as the suite of Calculations 1.1 names it, empty where that
    is left open.
    """

    valid: bool
    errors: tuple[str, ...] = ()
    infoset: Path | None = None
    every: bool = False
    warnings: tuple[str, ...] = ()
    mode: str = ""

    def __str__(self) -> str:
        words = [*(self.errors or ["valid" if self.valid else "invalid"]), *self.warnings]
        if self.infoset:
            words.append(self.infoset.name)
        return " ".join([*words, f"({self.mode})"] if self.mode else words)


@dataclass(frozen=True, slots=True)
class Variation:
    """One variation: where it belongs, the files to start from, and what is expected of them."""

    category: str
    testcase: str
    id: str
    name: str
    files: tuple[Path, ...]
    packages: tuple[Path, ...]
    expected: Expected

    def matches(self, pattern: str) -> bool:
        """Whether the pattern fits the category, the test case, `testcase:id` or `category/testcase:id`."""
        whole = f"{self.category}/{self.testcase}:{self.id}"
        return any(fnmatchcase(t, pattern) for t in (self.category, self.testcase, f"{self.testcase}:{self.id}", whole))


@dataclass(frozen=True, slots=True)
class Suite:
    """The variations of a suite in the order of its index; `folder` holds all its files."""

    folder: Path
    variations: tuple[Variation, ...]

    def only(self, pattern: str) -> Suite:
        """The suite with no more than the variations that the pattern fits."""
        return Suite(self.folder, tuple(v for v in self.variations if v.matches(pattern)))


def read_suite(index: Path) -> Suite:
    """The suite of an index, or of a single test case.

    Raises `OSError` if a file cannot be read, `ValueError` if it is neither an index nor a test case.
    """
    cases = list(_cases(index, set()))
    folders = {os.path.abspath(path.parent) for path, _ in cases} | {os.path.abspath(index.parent)}
    trunk = os.path.commonpath(folders)
    # What all test cases lie below tells nothing of any.
    below = os.path.commonpath([os.path.abspath(path.parent) for path, _ in cases]) if len(cases) > 1 else trunk
    variations: list[Variation] = []
    for path, root in cases:
        category = os.path.relpath(os.path.abspath(path.parent), below).split(os.sep)[0]
        variations += _variations(path, root, path.parent.name if category == "." else category)
    return Suite(Path(trunk), tuple(variations))


def _cases(path: Path, seen: set[str]) -> Iterator[tuple[Path, etree._Element]]:
    """The test cases that an index leads to, through further indexes too."""
    real = os.path.realpath(path)
    if real in seen:
        return
    seen.add(real)
    parsed = parse_xml(path.read_bytes(), str(path))
    if not isinstance(parsed, ParsedXml):
        raise ValueError(parsed.message)
    root = parsed.root
    if next(root.iter("{*}variation"), None) is not None:
        yield path, root
        return
    if not _local(root).lower().startswith(("testcase", "testsuite", "documentation", "conformance")):
        raise ValueError(f"{path} is no index of a conformance suite: its root element is {_local(root)}")
    for element in root.iter(etree.Element):
        place = element.get("uri") or element.get(_HREF) or element.get("href")
        if place and _local(element) in ("testcase", "testcases", "testcaseIndex"):
            folders = [e.get("root") for e in element.iterancestors() if e.get("root")]
            yield from _cases(_path(path.parent.joinpath(*reversed([f for f in folders if f])), place), seen)


def _variations(path: Path, root: etree._Element, category: str) -> Iterator[Variation]:
    testcase = path.stem if path.stem.lower() not in ("index", "testcase") else path.parent.name
    for number, element in enumerate(root.iter("{*}variation"), 1):
        named = next((_text(e) for e in element if isinstance(e.tag, str) and _local(e) == "name"), "")
        files, packages = _inputs(path.parent, element)
        yield Variation(
            category,
            testcase,
            element.get("id") or str(number),
            " ".join((element.get("name") or named).split()),
            files,
            packages,
            _expected(path.parent, path.parent / (root.get("outpath") or ""), element),
        )


def _inputs(folder: Path, variation: etree._Element) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The files to start from, and the taxonomy packages; without a file to be read first it is the first one."""
    first, others, packages = [], [], []
    for element in (*variation.iterfind("{*}data/*"), *variation.iterfind("{*}input/*")):
        place = _text(element) or element.get(_HREF) or element.get("href")
        if not isinstance(element.tag, str) or not place:
            continue
        if _local(element) in _PACKAGES:
            packages.append(_path(folder, place))
        elif _true(element.get("readMeFirst")):
            first.append(_path(folder, place))
        else:
            others.append(_path(folder, place))
    return tuple(dict.fromkeys(first or others[:1])), tuple(packages)


def _expected(folder: Path, results_in: Path, variation: etree._Element) -> Expected:
    results = list(variation.iterfind("{*}result"))
    words = [result.get("expected", "").strip() for result in results]
    errors, warnings = [], []
    for result, word in zip(results, words, strict=True):
        if word in _VERDICTS and _true(result.get("nonStandardErrorCodes")):
            continue  # its codes are those of one processor
        errors += [_text(e) or e.get("code", "") for e in result.iter("{*}error")]
        warnings += [_text(e) for e in result.iter("{*}warning")]
        if word not in _VERDICTS:
            errors += word.split()
        errors += result.get("error", "").split()
    named = [_text(r) for r, w in zip(results, words, strict=True) if w and _text(r)]
    places = [_path(place, name) for name in named for place in (results_in, folder)]
    infoset = next((place for place in places if place.is_file()), None)
    codes = _codes(errors)
    modes = (result.get(_MODE, "").strip() for result in results)
    return Expected(
        not codes and "invalid" not in words,
        codes,
        infoset,
        any(result.get("match") == "all" for result in results),
        _codes(warnings),
        next(filter(None, modes), ""),
    )


def _codes(names: list[str]) -> tuple[str, ...]:
    """The local names of codes, once each."""
    return tuple(dict.fromkeys(name.rpartition(":")[2].rpartition("}")[2] for name in names if name))


def _true(text: str | None) -> bool:
    return (text or "").strip() in ("true", "1")


def _path(folder: Path, place: str) -> Path:
    return Path(os.path.normpath(folder / unquote(urlsplit(place.strip()).path)))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()
