"""`tanshin validate`: XBRL instances and taxonomies, whoever wrote them, checked offline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import render
from .failures import CANNOT_RUN, INTERRUPTED, NOTHING_HALF, as_json, describe, say
from .inputs import not_xbrl
from .options import JSON, PATH, calculation_option, format_option
from .streams import Progress, write, write_json


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
@calculation_option
@format_option
def command(files: tuple[Path, ...], packages: tuple[Path, ...], calculation: str, form: str) -> int:
    """Check XBRL instances, schemas or linkbases: XML Schema, XBRL 2.1, dimensions, sums, duplicates.

    Nothing is fetched from the network and no file outside the folders of FILE... and the packages is read.
    A file that cannot be read does not keep the others back; the exit status is then 2.
    """
    from ..validate import validate

    for package in packages:
        if not package.is_dir():
            check_readable(package)
    told: list[dict[str, Any]] = []
    status = 0
    with Progress() as progress:
        for number, path in enumerate(files, 1):
            progress.say(f"{number} of {len(files)}: validating {path}")
            try:
                error = not_xbrl(path)
                validation = None if error else validate([path], packages, calculation)
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
                if form != JSON:
                    say(message, remedy)
                continue
            status = max(status, int(not validation.valid))
            counts = render.checks(validation.calculation, calculation)
            told.append(
                {
                    "file": str(path),
                    "valid": validation.valid,
                    "facts": validation.facts,
                    "checks": counts,
                    "findings": render.findings_json(validation.findings),
                }
            )
            if form != JSON:
                write(
                    render.findings_text(validation.findings)
                    + f"{path}: {'valid' if validation.valid else 'not valid'}: "
                    + f"{render.plural(validation.facts, 'fact')}; "
                    + f"{render.checks_text(counts)}; "
                    + f"{render.tally(validation.findings)}\n"
                )
    if form == JSON:
        write_json({"files": told})
    return status


def check_readable(path: Path) -> None:
    """Raise `OSError` with the path for a file that is not there, is a folder, or may not be read."""
    with path.open("rb"):
        pass
