"""`tanshin validate`: XBRL instances and taxonomies, whoever wrote them, checked offline."""

from __future__ import annotations

from dataclasses import replace
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

    FILE may be the folder of a filing or a report package (ZIP) too: the report in it is found.

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
        for number, path in enumerate(files, 1):
            progress.say(f"{number} of {len(files)}: validating {path}")
            start = perf_counter()
            try:
                with opened(path) as given:
                    error = None if is_graph(given.path) else not_xbrl(given.path)
                    validation = None if error else check_one(given)
            except KeyboardInterrupt:
                if form != JSON:
                    raise
                write_json({"files": told, "error": as_json(INTERRUPTED, NOTHING_HALF)})
                return CANNOT_RUN
            except Exception as problem:  # one that cannot be read does not keep the others back
                error, validation = describe(problem, str(path)), None
                if error is None:
                    raise
            progress.clear()
            if validation is None:
                status = CANNOT_RUN
                message, remedy = error or ("", "")
                told.append({"file": str(path), "error": as_json(message, remedy)})
                rows.append(Row(str(path), UNREAD, 0, 0, 0, 0, 0, perf_counter() - start))
                if form != JSON:
                    say(message, remedy)
                continue
            status = max(status, int(not (validation.valid and validation.consistent)))
            sums = render.checks(validation.sums, calculation)
            verdict = (VALID if validation.consistent else INCONSISTENT) if validation.valid else NOT_VALID
            row = Row(
                str(path),
                verdict,
                validation.facts,
                sums["held"] if sums else 0,
                sums["broken"] if sums else 0,
                *counts(validation.findings),
                perf_counter() - start,
            )
            rows.append(row)
            if form == JSON:
                told.append(
                    {
                        "file": str(path),
                        "valid": validation.valid,
                        "consistent": validation.consistent if sums and validation.valid else None,
                        "facts": validation.facts,
                        "checks": sums,
                        "errors": row.errors,
                        "inconsistencies": row.broken,
                        "warnings": row.warnings,
                        "seconds": round(row.seconds, 3),
                        "findings": render.findings_json(validation.findings),
                    }
                )
            else:
                write(
                    findings_text(validation.findings)
                    + f"{path}: {verdict}: "
                    + f"{render.plural(validation.facts, 'fact')}; "
                    + f"{render.checks_text(sums)}; "
                    + f"{tally(validation.findings)}\n"
                )
    if form == JSON:
        write_json({"files": told})
    elif len(files) > 1:
        write("\n" + table(rows))
    return status


def check_readable(path: Path) -> None:
    """Raise `OSError` with the path for a file that is not there, is a folder, or may not be read."""
    with path.open("rb"):
        pass
