"""`tanshin demo`: the bundled example releases converted and validated, and what to try next."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from ...taxonomy.finding import Finding, Severity
from . import render
from .options import PATH
from .streams import Progress, write

if TYPE_CHECKING:
    from ..pipeline import Conversion


@click.command("demo")
@click.option("-o", "--output", type=PATH, metavar="DIR", default=Path("tanshin-demo"), show_default=True)
def command(output: Path) -> int:
    """Convert the bundled example releases, validate what was written, and say what to try next.

    DIR gets the releases and a filing for each; an earlier demo in that place is replaced. What the releases
    themselves have wrong is told and is no failure of the demo.
    """
    from ..emit.folder import write_folder
    from ..pipeline import Options, convert
    from ..validate import validate

    examples = _examples()
    files = dict(examples)
    conversions: dict[str, Conversion] = {}
    with Progress() as progress, TemporaryDirectory(prefix="tanshin-") as scratch:
        for name, content in examples.items():
            progress.say(f"converting {name}")
            release = Path(scratch, name)
            release.write_bytes(content)
            conversions[name] = convert(release, Options())
            files |= {f"{release.stem}/{path}": data for path, data in conversions[name].files.items()}
        write_folder(output, files, overwrite=True)
        lines = [f"Converted {len(examples)} example releases to {output}{os.sep}\n\n"]
        status = 0
        for name, conversion in conversions.items():
            report = output / Path(name).stem / "report.xbrl"
            progress.say(f"validating {report}")
            validation = validate([report])
            status |= int(not conversion.files or not _as_told(validation.findings, conversion.findings))
            lines.append(
                f"{name}\n"
                f"  facts       {len(conversion.report.facts):,}\n"
                f"  marks       {render.marks_text(render.marks(conversion.traces))}\n"
                f"  findings    {render.tally(conversion.findings)}\n"
                f"  filing      {report.parent}{os.sep}\n"
                f"  validation  {'valid' if validation.valid else 'not valid'}: "
                f"{render.checks_text(render.checks(validation.calculation))}\n\n"
            )
    write("".join(lines) + _next(output, conversions))
    return status


def _as_told(written: Iterable[Finding], told: Iterable[Finding]) -> bool:
    """Whether the filing on disk has no errors but of the kinds that its release was found to have."""
    kinds = {found.code for found in told}
    return all(found.code in kinds for found in written if found.severity is Severity.ERROR)


def _examples() -> dict[str, bytes]:
    """The bundled releases by file name."""
    from importlib.resources import files

    folder = files(__package__.rpartition(".")[0]).joinpath("examples")
    found = (file for file in folder.iterdir() if file.name.endswith(".txt"))
    return {file.name: file.read_bytes() for file in sorted(found, key=lambda file: file.name)}


def _next(output: Path, conversions: dict[str, Conversion]) -> str:
    """Three commands to try, ready to be pasted."""
    program = _program()
    name, conversion = next(iter(conversions.items()))
    line = next((trace.span.line for trace in conversion.traces if trace.fact and trace.kind == "cell"), 1)
    return (
        "Try next:\n"
        f"  {program} read {output / name}\n"
        f"  {program} convert {output / name} --explain {line}\n"
        f"  {program} validate {output / Path(name).stem / 'report.xbrl'} --calculation 1.0\n"
    )


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
