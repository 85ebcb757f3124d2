"""Running the variations of a suite, in one process or in several, and judging each by what it expects.

The validating is `converter.validate`'s; what a suite expects is read in `index`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ...taxonomy.finding import Severity
from ..validate import Rule, iter_findings
from .index import Suite, Variation
from .infoset import infoset_differences

# An error of the XML Schema validity is named in the suites' own words, and has many codes here.
_SCHEMA_WORDS = frozenset({"XmlSchemaError", "SchemaValidationError", "xmlSchemaError", "schemaInvalid"})
_SCHEMA_PREFIXES = ("xmlschema:", "xml:")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a variation came to: the codes of the errors found, in order, or why there are none to judge by."""

    variation: Variation
    found: tuple[str, ...]
    passed: bool

    @property
    def verdict(self) -> str:
        """`passed` or `failed`."""
        return "passed" if self.passed else "failed"

    def __str__(self) -> str:
        return " ".join(self.found) or "valid"


def run_suite(suite: Suite, *, jobs: int = 1, rule: Rule = Rule.XBRL_2_1) -> Iterator[Outcome]:
    """The outcome of every variation, in order, as they come; `jobs` processes share the work."""
    one = partial(run_variation, suite, rule=rule)
    if jobs <= 1 or len(suite.variations) < 2:
        yield from map(one, range(len(suite.variations)))
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_work, initargs=(suite, rule)) as pool:
        yield from pool.map(_worked, range(len(suite.variations)), chunksize=8)


_shared: list[tuple[Suite, Rule]] = []


def _work(suite: Suite, rule: Rule) -> None:
    _shared[:] = [(suite, rule)]


def _worked(number: int) -> Outcome:
    suite, rule = _shared[0]
    return run_variation(suite, number, rule=rule)


def run_variation(suite: Suite, number: int, *, rule: Rule = Rule.XBRL_2_1) -> Outcome:
    """The outcome of one variation. An error of the program fails the variation and not the run."""
    variation = suite.variations[number]
    try:
        found = _found(suite, variation, rule)
    except Exception as error:
        return Outcome(variation, (f"{type(error).__name__}: {error}",), False)
    expected = variation.expected
    if expected.infoset is not None and expected.valid and not found and variation.files:
        found = infoset_differences(variation.files[0], expected.infoset, suite.folder)
    if not variation.files:
        return Outcome(variation, ("no file to start from",), False)
    return Outcome(variation, found, _passed(variation, found))


def _found(suite: Suite, variation: Variation, rule: Rule) -> tuple[str, ...]:
    findings = iter_findings(variation.files, variation.packages, rule, folders=[suite.folder])
    return tuple(dict.fromkeys(f.code for f in findings if f.severity is Severity.ERROR))


def _passed(variation: Variation, found: tuple[str, ...]) -> bool:
    expected = variation.expected
    if not expected.errors:
        return expected.valid is not bool(found)
    names = {code.rpartition(":")[2] for code in found}
    if any(code.startswith(_SCHEMA_PREFIXES) for code in found):
        names |= _SCHEMA_WORDS
    return names.issuperset(expected.errors)
