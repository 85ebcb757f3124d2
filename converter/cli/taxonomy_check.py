"""`tanshin taxonomy check`: what the rules of quality find in a profile, a taxonomy package or a taxonomy's files."""

from __future__ import annotations

from pathlib import Path

import click

from ...taxonomy.finding import Finding, has_errors
from . import render
from .options import JSON, PATH, format_option
from .streams import Progress, write, write_json


@click.command("check")
@click.argument("taxonomies", nargs=-1, metavar="[TAXONOMY]...")
@click.option(
    "--package",
    "packages",
    multiple=True,
    type=PATH,
    metavar="ZIP",
    help="A taxonomy package that TAXONOMY needs, as ZIP file or folder.",
)
@click.option("--rules", is_flag=True, help="List the rules with their sources instead.")
@format_option
def check(taxonomies: tuple[str, ...], packages: tuple[Path, ...], rules: bool, form: str) -> int:
    """Judge taxonomies by what SEC, XBRL International and the Data Quality Committee ask of any.

    TAXONOMY is a bundled profile's name, a profile's folder, a taxonomy package (ZIP file or folder), the folder of a
    taxonomy's files, or one schema; by default every bundled profile. Only what its author wrote is judged.
    """
    if rules:
        return _list(form)
    from ...taxonomy.profile import bundled_profiles
    from ...taxonomy.quality import Unreadable, check_taxonomy, open_subject

    results: list[tuple[str, int, tuple[Finding, ...]]] = []
    targets = taxonomies or bundled_profiles()
    with Progress() as progress:
        for number, target in enumerate(targets, 1):
            progress.say(f"{number} of {len(targets)}: checking {target}")
            try:
                subject = open_subject(target, packages)
                results.append((target, len(subject.own), check_taxonomy(subject)))
            except Unreadable as error:
                results.append((target, 0, error.findings))
            if form != JSON:
                progress.clear()
                _, concepts, findings = results[-1]
                count = render.plural(concepts, "concept") if concepts else "not judged by the rules"
                write(render.findings_text(findings) + f"{target}: {count}; {render.tally(findings)}\n")
    if form == JSON:
        write_json(
            {
                "taxonomies": [
                    {"taxonomy": target, "concepts": concepts, "findings": render.findings_json(findings)}
                    for target, concepts, findings in results
                ]
            }
        )
    return int(any(has_errors(findings) for _, _, findings in results))


def _list(form: str) -> int:
    from ...taxonomy.finding import registry

    codes = [code for name, code in registry().items() if name.startswith("quality:") and code.source]
    if form == JSON:
        columns = ("code", "severity", "meaning", "hint", "source")
        write_json({"rules": [{column: getattr(code, column) for column in columns} for code in codes]})
    else:
        write("".join(f"{code.code} ({code.severity}): {code.meaning}\n    {code.source}\n" for code in codes))
    return 0
