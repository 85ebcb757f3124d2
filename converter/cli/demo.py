"""`tanshin demo`: the bundled example releases converted and validated, and what to try next."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import click

from ...taxonomy.finding import Finding, Severity
from . import render
from .options import JSON, PATH, format_option
from .streams import Progress, write, write_json

if TYPE_CHECKING:
    from ..pipeline import Conversion
    from ..validate import Validation


LAST_FAILS: Final = "The last shows a real filing with broken sums, and so ends with exit status 1.\n"
NEXT_LINE: Final = "\n            "


@click.command("demo")
@click.option("-o", "--output", type=PATH, metavar="DIR", default=Path("tanshin-demo"), show_default=True)
@format_option
def command(output: Path, form: str) -> int:
    """Convert the bundled example releases, validate what was written, and say what to try next.

    DIR gets the releases and a filing for each; an earlier demo in that place is replaced. What the releases
    themselves have wrong is told and is no failure of the demo.
    """
    from ..emit.folder import write_folder
    from ..validate import validate

    with Progress() as progress:
        examples = _examples()
        progress.say("converting the example releases")
        conversions = _convert(examples)
        filings = {name: Path(name).stem for name in examples}
        files = dict(examples)
        for name, conversion in conversions.items():
            files |= {f"{filings[name]}/{path}": data for path, data in conversion.files.items()}
        write_folder(output, files, overwrite=True)
        progress.say("validating what was written")
        validations = {
            name: validate([output / filings[name] / "report.xbrl"])
            for name, conversion in conversions.items()
            if conversion.files
        }
    told = [_account(output, name, conversions[name], validations.get(name)) for name in examples]
    commands = _next(output, conversions)
    if form == JSON:
        write_json({"folder": str(output), "releases": told, "next": commands})
    else:
        write(_text(output, told, commands))
    return int(not all(_as_expected(conversions[name], validations.get(name)) for name in examples))


def _examples() -> dict[str, bytes]:
    """The bundled releases by file name."""
    from importlib.resources import files

    folder = files(__package__.rpartition(".")[0]).joinpath("examples")
    found = (file for file in folder.iterdir() if file.name.endswith(".txt"))
    return {file.name: file.read_bytes() for file in sorted(found, key=lambda file: file.name)}


def _convert(examples: dict[str, bytes]) -> dict[str, Conversion]:
    from ..pipeline import convert

    conversions = {}
    with TemporaryDirectory(prefix="tanshin-") as scratch:
        for name, content in examples.items():
            release = Path(scratch, name)
            release.write_bytes(content)
            conversions[name] = convert(release)
    return conversions


def _as_expected(conversion: Conversion, validation: Validation | None) -> bool:
    """Whether there is a filing, and on disk it has no errors but of the kinds that its release was found to have."""
    kinds = {found.code for found in conversion.findings}
    return validation is not None and all(code in kinds for code in _errors(validation.findings))


def _errors(findings: Iterable[Finding]) -> set[str]:
    return {found.code for found in findings if found.severity is Severity.ERROR}


# --- telling ----------------------------------------------------------------------------------------------------------


def _account(output: Path, name: str, conversion: Conversion, validation: Validation | None) -> dict[str, Any]:
    return {
        "release": str(output / name),
        "filing": str(output / Path(name).stem),
        "facts": len(conversion.report.facts),
        "marks": render.marks(conversion.traces),
        "findings": render.findings_json(conversion.findings),
        "tally": render.tally(conversion.findings),
        "valid": validation is not None and validation.valid,
        "checks": render.checks(validation.sums if validation else {}),
    }


def _text(output: Path, told: list[dict[str, Any]], commands: list[str]) -> str:
    parts = [f"Converted {len(told)} example releases and validated what was written to {output}{os.sep}\n\n"]
    for account in told:
        parts.append(
            f"{account['release']}\n"
            f"  facts     {account['facts']:,}\n"
            f"  marks     {render.marks_text(account['marks']).replace('; ', NEXT_LINE)}\n"
            f"  checks    {render.checks_text(account['checks'])}\n"
            f"  findings  {account['tally']}\n"
            f"  filing    {account['filing']}{os.sep}\n\n"
        )
    return "".join([*parts, "Try next:\n", *(f"  {command}\n" for command in commands), LAST_FAILS])


def _next(output: Path, conversions: dict[str, Conversion]) -> list[str]:
    """Three commands to try, ready to be pasted."""
    program = _program()
    name, conversion = next(iter(conversions.items()))
    line = next((trace.span.line for trace in conversion.traces if trace.fact and trace.kind == "cell"), 1)
    return [
        f"{program} read {output / name}",
        f"{program} convert {output / name} --explain {line}",
        f"{program} validate {output / Path(name).stem / 'report.xbrl'} --calculation 1.0",
    ]


def _program() -> str:
    """This program as a user would type it here."""
    own = Path(sys.argv[0])
    found = shutil.which("tanshin")
    if own.name != "tanshin" or (found and Path(found).resolve() == own.resolve()):
        return "tanshin"
    try:
        return os.path.relpath(own)
    except ValueError:
        return str(own)
