"""`tanshin validate`: XBRL instances and taxonomies, whoever wrote them, checked offline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from . import render
from .failures import CANNOT_RUN, INTERRUPTED, NOTHING_HALF, as_json, describe, say
from .inputs import Given, not_xbrl, opened
from .options import JSON, PATH, calculation_option, format_option
from .streams import Progress, write, write_json
from .summary import INCONSISTENT, NOT_VALID, UNREAD, VALID, Row, counts, findings_text, table, tally

if TYPE_CHECKING:
    from ..validate import SchemaEngine, Validation


@click.command("validate")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option(
    "--package",
    "packages",
    multiple=True,
    type=PATH,
    metavar="ZIP",
    help="A taxonomy package to use, as ZIP file or folder.",
)
@click.option("--online", is_flag=True, help="Fetch documents that are missing from the network, and keep them.")
@calculation_option
@click.option(
    "--schema-engine",
    type=click.Choice(["libxml2", "xmlschema"]),
    default="libxml2",
    show_default=True,
    help="What judges schema validity: the fast engine, or a slower one as a second opinion.",
)
@format_option
def command(
    files: tuple[Path, ...],
    packages: tuple[Path, ...],
    online: bool,
    calculation: str,
    schema_engine: SchemaEngine,
    form: str,
) -> int:
    """Check XBRL instances, schemas or linkbases: XML Schema, XBRL 2.1, dimensions, sums, duplicates.

    FILE may be a folder or archive (ZIP) of a filing, a report package or several filings too: every report in it is
    checked.

    A graph such as report.trig is checked against its shapes (SHACL).

    Of several files, what they share of the packages is read once, and a table of all comes last.

    Without --online nothing is fetched from the network; no file outside the folders of FILE... and the packages is
    read, but for documents that were fetched before.
    A file that cannot be read does not keep the others back; the exit status is then 2.
    """
    from ..load.rdf import is_graph
    from ..validate import Validator
    from ..validate.shapes import validate_graph

    for package in packages:
        if not package.is_dir():
            check_readable(package)
    validator = Validator(packages, calculation, schema_engine=schema_engine, online=online, details=False)

    def check_one(given: Given) -> Validation:
        if is_graph(given.path):
            found = validate_graph(given.path)
        elif given.packages:
            found = Validator(
                (*packages, *given.packages), calculation, schema_engine=schema_engine, online=online, details=False
            ).validate(given.path)
        else:
            found = validator.validate(given.path)
        return replace(found, findings=tuple(given.told(each) for each in found.findings))

    told: list[dict[str, Any]] = []
    rows: list[Row] = []
    status = 0
    with Progress() as progress:
        try:
            for shown, result, seconds in _each(files, check_one, progress):
                if isinstance(result, _Unread):
                    status = CANNOT_RUN
                    told.append({"file": shown, "error": as_json(result.message, result.remedy)})
                    rows.append(Row(shown, UNREAD, 0, 0, 0, 0, 0, seconds))
                    if form != JSON:
                        say(result.message, result.remedy)
                    continue
                status = max(status, int(not (result.valid and result.consistent)))
                sums = render.checks(result.sums, calculation)
                rows.append(_row(shown, result, sums, seconds))
                if form == JSON:
                    told.append(_json(rows[-1], result, sums))
                else:
                    write(
                        findings_text(result.findings)
                        + f"{shown}: {rows[-1].verdict}: "
                        + f"{render.plural(result.facts, 'fact')}; "
                        + f"{render.checks_text(sums)}; "
                        + f"{tally(result.findings)}\n"
                    )
        except KeyboardInterrupt:
            if form != JSON:
                raise
            write_json({"files": told, "error": as_json(INTERRUPTED, NOTHING_HALF)})
            return CANNOT_RUN
    if form == JSON:
        write_json({"files": told})
    elif len(rows) > 1:
        write("\n" + table(rows))
    return status


@dataclass(frozen=True, slots=True)
class _Unread:
    """Why a file cannot be read, and what to do."""

    message: str
    remedy: str


def _each(
    files: Sequence[Path], check: Callable[[Given], Validation], progress: Progress
) -> Iterator[tuple[str, Validation | _Unread, float]]:
    """What is given as it is called, several reports of one folder each by its own path, with its result and seconds.

    One that cannot be read does not keep the others back.
    """
    for number, path in enumerate(files, 1):
        progress.say(f"{number} of {len(files)}: validating {path}")
        start = perf_counter()
        try:
            with opened(path) as reports:
                for given in reports:
                    shown = str(path) if len(reports) == 1 else given.shown
                    result = _one(given, shown, check)
                    progress.clear()
                    yield shown, result, perf_counter() - start
                    start = perf_counter()
        except Exception as problem:  # `_unread` raises it again where it is the program's own
            progress.clear()
            yield str(path), _unread(problem, str(path)), perf_counter() - start


def _one(given: Given, shown: str, check: Callable[[Given], Validation]) -> Validation | _Unread:
    from ..load.rdf import is_graph

    try:
        error = None if is_graph(given.path) else not_xbrl(given.path)
        return _Unread(*error) if error else check(given)
    except Exception as problem:
        return _unread(problem, shown)


def _unread(problem: Exception, shown: str) -> _Unread:
    """Raises the problem again where it is none that the user can mend."""
    described = describe(problem, shown)
    if described is None:
        raise problem
    return _Unread(*described)


def _row(shown: str, found: Validation, sums: dict[str, Any] | None, seconds: float) -> Row:
    verdict = (VALID if found.consistent else INCONSISTENT) if found.valid else NOT_VALID
    held, broken = (sums["held"], sums["broken"]) if sums else (0, 0)
    return Row(shown, verdict, found.facts, held, broken, *counts(found.findings), seconds)


def _json(row: Row, found: Validation, sums: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "file": row.file,
        "valid": found.valid,
        "consistent": found.consistent if sums and found.valid else None,
        "facts": found.facts,
        "checks": sums,
        "errors": row.errors,
        "inconsistencies": row.broken,
        "warnings": row.warnings,
        "seconds": round(row.seconds, 3),
        "findings": render.findings_json(found.findings),
    }


def check_readable(path: Path) -> None:
    """Raise `OSError` with the path for a file that is not there, is a folder, or may not be read."""
    with path.open("rb"):
        pass
