"""`tanshin profile`: an issuer profile drafted from releases, and the check of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import render
from .failures import CANNOT_RUN
from .options import JSON, PATH, format_option
from .streams import Progress, complain, write, write_json

if TYPE_CHECKING:
    from ...taxonomy.finding import Finding
    from ..scaffold import LeftOut

_SHOWN = 8
"""Rows left out that are shown."""


@click.group("profile")
def command() -> None:
    """Draft the profile of an issuer from its releases, and check one.

    Exit status: 0 without error findings, 1 with, 2 if the command cannot run.
    """


def _prefix(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A prefix that can stand in names and in an address."""
    from ...taxonomy.profile.settings import is_prefix

    if value is not None and (not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", value) or not is_prefix(value)):
        raise click.BadParameter(f"{value!r} is no free prefix: take letters and digits, such as `acme`")
    return value


@command.command("new")
@click.argument("releases", nargs=-1, required=True, type=PATH, metavar="RELEASE...")
@click.option("-o", "--output", type=PATH, metavar="DIR", required=True, help="The folder of the new profile.")
@click.option("--prefix", callback=_prefix, help="The prefix of the issuer's concepts; by default of its name.")
@click.option("--name", help="The issuer's name; by default as the release has it.")
@format_option
def new(releases: tuple[Path, ...], output: Path, prefix: str | None, name: str | None, form: str) -> int:
    """Draft a complete profile from the tables of one or several releases of one issuer.

    Line items, concepts, statements and those sums that hold in every column are drafted; what is a guess is marked.
    Correct it by hand, and see with `tanshin profile check` whether it agrees with itself.
    """
    from ...taxonomy.profile import load_profile
    from ..emit.folder import check_target, write_folder
    from ..pipeline import read
    from ..scaffold import scaffold

    check_target(output)
    documents = []
    with Progress() as progress:
        for release in releases:
            progress.say(f"reading {release}")
            document, findings = read(release)
            if document is None:
                if form == JSON:
                    write_json({"findings": render.findings_json(findings)})
                else:
                    complain(render.findings_text(findings, release))
                return CANNOT_RUN
            documents.append(document)
        progress.say("drafting")
        drafted = scaffold(documents, prefix, name)
        write_folder(output, drafted.files)
    _, findings = load_profile(output, str(output))
    profile = drafted.profile
    commands = [
        f"tanshin profile check {output}",
        f"tanshin convert {releases[0]} -o filings --profile {output}",
    ]
    if form == JSON:
        told: dict[str, Any] = {
            "folder": str(output),
            "name": profile.issuer.name,
            "prefix": profile.issuer.prefix,
            "concepts": len(profile.concepts),
            "line_items": len(profile.line_items),
            "sums": len({(row.role, row.total) for row in profile.calculation}),
            "figures": drafted.figures,
            "bound": drafted.bound,
            "left_out": [{"line": each.line, "label": each.label, "why": each.why} for each in drafted.left_out],
            "findings": render.findings_json(findings),
            "next": commands,
        }
        write_json(told)
    else:
        sums = len({(row.role, row.total) for row in profile.calculation})
        write(
            render.findings_text(findings)
            + f"{output}: a profile of {profile.issuer.name}, prefix {profile.issuer.prefix}: "
            + f"{render.plural(len(profile.concepts), 'concept')}, "
            + f"{render.plural(len(profile.line_items), 'line item')}, {render.plural(sums, 'sum')}\n"
            + f"  {drafted.bound:,} of {render.plural(drafted.figures, 'figure')} in cells are bound\n"
            + _left_out(drafted.left_out)
            + "  What is guessed says so, in profile.toml and in the columns `note`; the check tells it by weight.\n\n"
            + "Try next:\n"
            + "".join(f"  {each}\n" for each in commands)
        )
    return int(any(found.severity == "error" for found in findings))


def _left_out(rows: Sequence[LeftOut]) -> str:
    """A few words on the rows that were not drafted; all of them stand as remarks in line_items.csv."""
    if not rows:
        return ""
    shown = [f"    line {each.line}: {each.label[-60:]}: {each.why}\n" for each in rows[:_SHOWN]]
    more = f"    and {len(rows) - _SHOWN} more, as remarks in line_items.csv\n" if len(rows) > _SHOWN else ""
    return f"  {render.plural(len(rows), 'row')} left out, for you to decide:\n" + "".join(shown) + more


@command.command("check")
@click.argument("profile", metavar="DIR|NAME")
@format_option
def check(profile: str, form: str) -> int:
    """Tell whatever does not agree in a profile, with file and line, and what is left to decide, by its weight."""
    from ...taxonomy.finding import has_errors
    from ...taxonomy.profile import ProfileNotFoundError, find_profile, load_profile
    from ...taxonomy.profile.undecided import undecided

    try:
        folder = find_profile(profile)
    except ProfileNotFoundError as error:
        raise click.UsageError(f"{error}.") from error
    loaded, findings = load_profile(folder, profile)
    open_points = tuple(undecided(folder, loaded, profile))
    counts = {
        "concepts": len(loaded.concepts),
        "line_items": len(loaded.line_items),
        "tables": len(loaded.tables),
        "roles": len(loaded.roles),
    }
    if form == JSON:
        told = {"findings": render.findings_json(findings), "undecided": render.findings_json(open_points)}
        write_json({"profile": profile, **counts, **told})
    else:
        shown = ", ".join(
            render.plural(count, name.removesuffix("s").replace("_", " ")) for name, count in counts.items()
        )
        write(
            render.findings_text(findings) + f"{profile}: {shown}; {render.tally(findings)}\n" + _to_decide(open_points)
        )
    return int(has_errors(findings))


def _to_decide(points: Sequence[Finding]) -> str:
    """What is left to decide, the weightiest first, each with where and what to write."""
    if not points:
        return ""
    lines = ["\nTo decide, the weightiest first:\n"]
    for number, point in enumerate(points, 1):
        where = f"{point.source.file}:{point.source.line}: " if point.source else ""
        lines.append(f"{number:>3}. {where}{point.message}\n     {point.hint}\n")
    return "".join(lines)
