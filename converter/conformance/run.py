"""Running the variations of a suite, in one process or in several, and judging each by what it expects.

The validating is `converter.validate`'s; what a suite expects is read in `index`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...taxonomy.dts.cache import keep_nothing, keeping_nothing
from ...taxonomy.finding import Severity
from ..validate import Rule, iter_findings
from .index import Suite, Variation
from .infoset import infoset_differences

# An error of the XML Schema validity is named in the suites' own words, and has many codes here.
_SCHEMA_WORDS = frozenset({"XmlSchemaError", "SchemaValidationError", "xmlSchemaError", "schemaInvalid"})
_SCHEMA_PREFIXES = ("xmlschema:", "xml:")
_RULES: Final = {"round-to-nearest": Rule.INTERVAL, "truncate": Rule.TRUNCATION}
"""The modes of Calculations 1.1 as its suite names them."""
_HEAD: Final = 1024
_FEW: Final = 8
"""How many variations are worth a process of their own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a variation came to: the codes of the errors found, in order, or why there are none to judge by.

    One that was not `run` asks for what is not to be had here; it has neither passed nor failed.
    """

    variation: Variation
    found: tuple[str, ...]
    passed: bool
    run: bool = True

    @property
    def failed(self) -> bool:
        """Whether it came to something else than it should."""
        return self.run and not self.passed

    @property
    def verdict(self) -> str:
        """`passed`, `failed` or `not run`."""
        return ("passed" if self.passed else "failed") if self.run else "not run"

    def __str__(self) -> str:
        return " ".join(self.found) or "valid"


def run_suite(suite: Suite, *, jobs: int | None = None, rule: Rule = Rule.XBRL_2_1) -> Iterator[Outcome]:
    """The outcome of every variation, in order, as they come; `jobs` processes share the work.

    None is as many as there are processors to be used. Nothing is kept in the user's cache: what a suite is made of is
    asked for once.
    """
    wanted = usable_processors() if jobs is None else jobs
    processes = min(wanted, -(-len(suite.variations) // _FEW) if jobs is None else len(suite.variations))
    numbers = range(len(suite.variations))
    if processes <= 1:
        for number in numbers:
            with keeping_nothing():
                outcome = run_variation(suite, number, rule=rule)
            yield outcome
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=_work, initargs=(suite, rule)) as pool:
        yield from pool.map(_worked, numbers, chunksize=2)


def usable_processors() -> int:
    """How many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_shared: list[tuple[Suite, Rule]] = []


def _work(suite: Suite, rule: Rule) -> None:
    keep_nothing()
    _shared[:] = [(suite, rule)]


def _worked(number: int) -> Outcome:
    suite, rule = _shared[0]
    return run_variation(suite, number, rule=rule)


def run_variation(suite: Suite, number: int, *, rule: Rule = Rule.XBRL_2_1) -> Outcome:
    """The outcome of one variation. An error of the program fails the variation and not the run.

    `rule` is for sums where the variation does not say how they are judged.
    """
    variation = suite.variations[number]
    expected = variation.expected
    if not variation.files:
        return Outcome(variation, ("no file to start from",), False)
    missing = next((file for file in variation.files if not file.is_file()), None)
    if missing is not None:
        return Outcome(variation, (f"no such file: {missing.name}",), False)
    try:
        beyond = next(filter(None, map(_beyond, variation.files)), None)
        if expected.mode and expected.mode not in _RULES:
            beyond = f"sums are not judged by the mode {expected.mode}"
        if beyond is not None:
            return Outcome(variation, (beyond,), False, run=False)
        errors, warnings = _found(suite, variation, _RULES.get(expected.mode, rule))
        if expected.infoset is not None and expected.valid and not errors:
            errors = infoset_differences(variation.files[0], expected.infoset, suite.folder)
    except Exception as error:
        return Outcome(variation, (f"{type(error).__name__}: {error}",), False)
    return Outcome(variation, errors or (warnings if expected.warnings else ()), _passed(variation, errors, warnings))


def _beyond(file: Path) -> str | None:
    """Why a file cannot be judged here, None if it can. Raises `OSError` if it cannot be read."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return f"{file.name} is a package, which is not read as a report"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return f"{file.name} is JSON, which is not read as a report"
    return None


def _found(suite: Suite, variation: Variation, rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the errors, and those of the warnings."""
    codes: dict[Severity, dict[str, None]] = {}
    for found in iter_findings(variation.files, variation.packages, rule, folders=[suite.folder]):
        codes.setdefault(found.severity, {})[found.code] = None
    return tuple(codes.get(Severity.ERROR, ())), tuple(codes.get(Severity.WARNING, ()))


def _passed(variation: Variation, errors: tuple[str, ...], warnings: tuple[str, ...]) -> bool:
    expected = variation.expected
    names = _names(errors)
    told = {*expected.warnings}
    if not told <= names | _names(warnings):
        return False
    if expected.errors:
        return names.issuperset(expected.errors) if expected.every else not names.isdisjoint(expected.errors)
    return expected.valid is not any(code.rpartition(":")[2] not in told for code in errors)


def _names(codes: tuple[str, ...]) -> set[str]:
    """The local names of codes, with the suites' words for what the schemas say."""
    schema = any(code.startswith(_SCHEMA_PREFIXES) for code in codes)
    return {code.rpartition(":")[2] for code in codes} | (_SCHEMA_WORDS if schema else set())
