"""Whether a filing holds: schema, XBRL 2.1, dimensions, calculation, duplicates; one engine under three forms.

validation = validate([path], packages=[zip])       # findings, results, count of facts
is_valid([path])                                     # stops at the first error
for finding in iter_findings([path]): ...            # as they come
Validator([zip]).validate(path)                      # many files, one after another
validate_report(report, taxonomy)                    # what was just built, without loading it again
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...taxonomy.finding import Finding, has_errors
from ...taxonomy.model import Taxonomy
from ...taxonomy.span import Span
from ..report import Report
from .engine import Engine, first_error
from .explain import INCONSISTENCIES
from .ground import SchemaEngine, Sources
from .result import CalculationResult, Part, Rule, Verdict

__all__ = [
    "CalculationResult",
    "Part",
    "Rule",
    "SchemaEngine",
    "Validation",
    "Validator",
    "Verdict",
    "is_valid",
    "iter_findings",
    "validate",
    "validate_report",
]


Files = Path | str | Iterable[Path | str]
"""One path or several."""


def _paths(files: Files) -> list[Path]:
    return [Path(files)] if isinstance(files, Path | str) else [Path(file) for file in files]


@dataclass(frozen=True, slots=True)
class Validation:
    """What validating came to: all findings, how many facts were looked at, every summation that binds.

    `sums` counts the summations by their verdict; `calculation` may lack those that hold if no details were asked for.
    """

    findings: tuple[Finding, ...]
    facts: int = 0
    calculation: tuple[CalculationResult, ...] = field(default=(), repr=False)
    sums: Mapping[Verdict, int] = field(default_factory=dict, repr=False)

    @property
    def valid(self) -> bool:
        """Whether no finding is an error but for sums that are broken, which XBRL calls inconsistent and not invalid.

        So XBRL 2.1 section 5.2.5.2 and Calculations 1.1 have it.
        """
        return not has_errors(f for f in self.findings if f.code not in INCONSISTENCIES)

    @property
    def consistent(self) -> bool:
        """Whether no sum is broken by the rule that was asked for."""
        return not any(f.code in INCONSISTENCIES for f in self.findings)


class Validator:
    """`validate` for one file after another: what they share of packages is read once.

    `schema_engine` `xmlschema` is the slower second opinion on schema validity. With `online`, documents that nothing
    else has are fetched from the network and kept. Raises `ValueError` for an unknown rule.
    """

    def __init__(
        self,
        packages: Files = (),
        calculation: Rule | str = Rule.INTERVAL,
        *,
        folders: Files = (),
        schema: bool = True,
        schema_engine: SchemaEngine = "libxml2",
        online: bool = False,
        details: bool = True,
    ) -> None:
        self._rule = Rule(calculation)
        self._schema = schema
        self._details = details
        self._schema_engine: SchemaEngine = schema_engine
        self._sources = Sources(_paths(packages), _paths(folders), online=online)

    def validate(self, file: Path | str) -> Validation:
        """What is to be told of one file. Raises `OSError` if it cannot be read."""
        from ...taxonomy.garbage import collection_paused

        engine = Engine(self._rule, schema=self._schema, schema_engine=self._schema_engine, details=self._details)
        with collection_paused():
            findings = tuple(engine.of_file(Path(file), self._sources))
        return Validation(findings, engine.facts, tuple(engine.results), engine.sums)


def validate(
    files: Files,
    packages: Files = (),
    calculation: Rule | str = Rule.INTERVAL,
    *,
    folders: Files = (),
    schema: bool = True,
) -> Validation:
    """Everything that is to be told of instances, schemas or linkbases, offline.

    `packages` are taxonomy packages, ZIP files or folders; documents are read from them, from the folders of the files,
    from `folders` and from what was fetched before, and from nowhere else. `calculation` is `1.1`, `1.1-truncation`,
    `1.0` or `off`; without `schema` the schema validity of the documents is taken for granted. Raises `OSError` for a
    file that cannot be read, `ValueError` for an unknown rule.
    """
    engine = Engine(Rule(calculation), schema=schema)
    findings = tuple(engine.of_files(_paths(files), _paths(packages), _paths(folders)))
    return Validation(findings, engine.facts, tuple(engine.results), engine.sums)


def is_valid(
    files: Files,
    packages: Files = (),
    calculation: Rule | str = Rule.INTERVAL,
    *,
    folders: Files = (),
    schema: bool = True,
) -> bool:
    """Whether `validate` would find it valid and consistent; stops at the first error or broken sum."""
    return first_error(iter_findings(files, packages, calculation, folders=folders, schema=schema)) is None


def iter_findings(
    files: Files,
    packages: Files = (),
    calculation: Rule | str = Rule.INTERVAL,
    *,
    folders: Files = (),
    schema: bool = True,
) -> Iterator[Finding]:
    """The findings of `validate`, as they come."""
    return Engine(Rule(calculation), schema=schema).of_files(_paths(files), _paths(packages), _paths(folders))


def validate_report(
    report: Report,
    taxonomy: Taxonomy,
    calculation: Rule | str = Rule.INTERVAL,
    *,
    places: Mapping[str, Span] | None = None,
) -> Validation:
    """What is to be told of a report on its taxonomy: XBRL 2.1, dimensions, duplicates, calculation.

    `places` maps a fact's id to where it stands in the instance that was written, for the messages. Nothing is read:
    what only a file can have wrong (its XML, its schema validity, its references) is left to `validate`.
    """
    engine = Engine(Rule(calculation))
    findings = tuple(engine.of_report(report, taxonomy, places or {}))
    return Validation(findings, engine.facts, tuple(engine.results), engine.sums)
