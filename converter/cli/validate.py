"""`tanshin validate`: XBRL instances and taxonomies, whoever wrote them, checked offline."""

from __future__ import annotations

from pathlib import Path

import click

from . import render
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
    """
    from ..validate import validate

    for path in (*files, *(package for package in packages if not package.is_dir())):
        check_readable(path)
    results = []
    with Progress() as progress:
        for number, path in enumerate(files, 1):
            progress.say(f"{number} of {len(files)}: validating {path}")
            validation = validate([path], packages, calculation)
            results.append((path, validation))
            if form != JSON:
                progress.clear()
                write(
                    render.findings_text(validation.findings)
                    + f"{path}: {'valid' if validation.valid else 'not valid'}: "
                    + f"{render.plural(validation.facts, 'fact')}; "
                    + f"{render.checks_text(render.checks(validation.calculation))}; "
                    + f"{render.tally(validation.findings)}\n"
                )
    if form == JSON:
        write_json(
            {
                "files": [
                    {
                        "file": str(path),
                        "valid": validation.valid,
                        "facts": validation.facts,
                        "checks": render.checks(validation.calculation),
                        "findings": render.findings_json(validation.findings),
                    }
                    for path, validation in results
                ]
            }
        )
    return int(not all(validation.valid for _, validation in results))


def check_readable(path: Path) -> None:
    """Raise `OSError` with the path for a file that is not there, is a folder, or may not be read."""
    with path.open("rb"):
        pass
