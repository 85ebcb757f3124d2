"""`tanshin convert`: releases to filings, one folder each; with `--explain`, why the figures of a line became what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...taxonomy.finding import has_errors
from . import render
from .failures import CANNOT_RUN, INTERRUPTED, NOTHING_HALF, as_json, describe, say
from .options import JSON, PATH, calculation_option, format_option
from .streams import Progress, complain, write, write_json

if TYPE_CHECKING:
    from ..pipeline import Conversion, Options


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one release: a conversion and the folder it was written to, or why there is none."""

    release: Path
    folder: Path | None = None
    conversion: Conversion | None = None
    error: tuple[str, str] | None = None

    @property
    def status(self) -> int:
        """The exit status this release alone would have."""
        if self.conversion is None or self.conversion.document is None:
            return CANNOT_RUN
        return int(has_errors(self.conversion.findings))


def _address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """An absolute address, as a namespace is to be built on it."""
    from urllib.parse import urlsplit

    if value is not None and (any(c.isspace() or c in '<>"{}|\\^`#' for c in value) or not urlsplit(value).netloc):
        raise click.BadParameter(f"{value!r} is no absolute address such as https://example.com/")
    return value


@click.command("convert")
@click.argument("releases", nargs=-1, required=True, type=PATH, metavar="RELEASE...")
@click.option("-o", "--output", type=PATH, metavar="DIR", help="Write DIR/<file stem>/ for each release.")
@click.option("--profile", metavar="NAME|DIR", help="The issuer profile; by default the one the release names.")
@click.option(
    "--namespace", metavar="BASE", callback=_address, help="The address that the issuer's namespace is built on."
)
@click.option(
    "--concepts",
    type=click.Choice(["issuer", "us-gaap"]),
    default="issuer",
    show_default=True,
    help="Report under the issuer's concepts, or under US-GAAP concepts where one is an exact match.",
)
@calculation_option
@click.option(
    "--rdf",
    "syntaxes",
    multiple=True,
    type=click.Choice(["turtle", "jsonld", "nquads"]),
    help="Write the graph in this syntax too, beside report.trig.",
)
@click.option("--explain", type=click.IntRange(1), multiple=True, metavar="LINE", help="Say why, for this line.")
@format_option
@click.option("--force", is_flag=True, help="Replace filings that are already there.")
def command(
    releases: tuple[Path, ...],
    output: Path | None,
    profile: str | None,
    namespace: str | None,
    concepts: str,
    calculation: str,
    syntaxes: tuple[str, ...],
    explain: tuple[int, ...],
    form: str,
    force: bool,
) -> int:
    """Turn releases into XBRL filings: one self-contained folder per release, DIR/<file stem>/.

    Every figure of a release is in the folder's trace.csv, with the fact it became or why it is none.
    With --explain and without -o nothing is written.
    """
    from ..pipeline import Options

    if output is None and not explain:
        raise click.UsageError("Missing option '-o' / '--output': the folder to write to.")
    options = Options(profile, namespace, calculation, concepts, beside=True)
    folders = _folders(releases, output)
    statuses: list[int] = []
    told: list[dict[str, Any]] = []
    with Progress() as progress:
        for number, (release, folder) in enumerate(zip(releases, folders, strict=True), 1):
            progress.say(f"{number} of {len(releases)}: converting {release}")
            try:
                outcome = convert_one(release, folder, options, syntaxes, force=force)
            except KeyboardInterrupt:
                if form != JSON:
                    raise
                write_json({"releases": told, "error": as_json(INTERRUPTED, NOTHING_HALF)})
                return CANNOT_RUN
            beyond = _beyond(release, outcome, explain)
            statuses.append(
                CANNOT_RUN if beyond else outcome.status
            )  # and not the outcome: many releases take no more memory than one
            if form == JSON:
                told.append(_json(outcome, explain, calculation) | ({"error": as_json(*beyond)} if beyond else {}))
            else:
                progress.clear()
                _tell(outcome, explain, calculation)
                if beyond:
                    say(*beyond)
    if form == JSON:
        write_json({"releases": told})
    return max(statuses)


def convert_one(
    release: Path, folder: Path | None, options: Options, syntaxes: Sequence[str] = (), *, force: bool = False
) -> Outcome:
    """Convert a release and write its filing to `folder`, unless that is None or there is nothing to write.

    `syntaxes` are those of `query.interchange.SUFFIX` that the graph is written in besides TriG.
    """
    from ..emit.folder import check_target, write_folder
    from ..pipeline import convert

    try:
        if folder is not None:
            check_target(folder, overwrite=force)
        conversion = convert(release, options)
        if folder is None or not conversion.files:
            return Outcome(release, None, conversion)
        write_folder(folder, {**conversion.files, **_graphs(conversion, syntaxes)}, overwrite=force)
        return Outcome(release, folder, conversion)
    except Exception as error:
        described = describe(error, str(release))
        if described is None:
            raise
        return Outcome(release, error=described)


def _graphs(conversion: Conversion, syntaxes: Sequence[str]) -> dict[str, bytes]:
    """The graph in other syntaxes, by the names of their files."""
    if not syntaxes:
        return {}
    from ..graphs import GRAPH
    from ..query.interchange import SUFFIX, converted

    trig = conversion.files[GRAPH]
    return {f"report{SUFFIX[syntax]}": converted([trig], syntax, "trig") for syntax in dict.fromkeys(syntaxes)}


def _folders(releases: Sequence[Path], output: Path | None) -> list[Path | None]:
    """The folder of each release; two releases that would share one are refused before any is converted."""
    if output is None:
        return [None] * len(releases)
    taken: dict[str, Path] = {}
    for release in releases:
        stem = release.stem.casefold()  # a file system may not tell capitals apart
        if stem in taken:
            raise click.UsageError(
                f"{taken[stem]} and {release} would both be written to {output / release.stem}. "
                "Rename one, or convert them to different folders."
            )
        taken[stem] = release
    return [output / (release.stem or release.resolve().stem) for release in releases]


# --- telling ----------------------------------------------------------------------------------------------------------


def _tell(outcome: Outcome, explain: Sequence[int], calculation: str) -> None:
    conversion = outcome.conversion
    if conversion is None:
        say(*(outcome.error or ("", "")))
        return
    if conversion.document is None:
        complain(render.findings_text(conversion.findings, outcome.release))
        return
    if explain:
        write(_explained(outcome.release, conversion, explain))
        if outcome.folder is None:
            return
    told, together = render.gathered(conversion.findings)
    alike = "".join(f"{render.coloured(line)}\n" for line in together)
    write(render.findings_text(told, outcome.release) + alike + account(outcome, calculation))


def account(outcome: Outcome, calculation: str) -> str:
    """A few lines on what a release became; `calculation` is the rule that sums were checked by."""
    conversion = outcome.conversion
    assert conversion is not None
    if not conversion.files:
        return f"{outcome.release}: no filing, {render.tally(conversion.findings)}\n"
    where = f"written to {outcome.folder}" if outcome.folder else "nothing is written"
    return (
        f"{outcome.release}: {render.plural(len(conversion.report.facts), 'fact')}, {where}\n"
        f"  marks: {render.marks_text(render.marks(conversion.traces))}\n"
        f"  checks: {render.checks_text(_sums(conversion, calculation))}\n"
        f"  findings: {render.tally(conversion.findings)}\n"
    )


def _beyond(release: Path, outcome: Outcome, explain: Sequence[int]) -> tuple[str, str] | None:
    """Message and remedy where a line is asked for that the release has not got."""
    document = outcome.conversion.document if outcome.conversion else None
    if document is None:
        return None
    count = len(document.lines)
    over = [line for line in explain if line > count]
    if not over:
        return None
    asked = ", ".join(str(line) for line in over)
    return (
        f"{release}: has {render.plural(count, 'line')}, and --explain asks for {asked}",
        f"Give a line from 1 to {count}.",
    )


def _explained(release: Path, conversion: Conversion, lines: Sequence[int]) -> str:
    texts: list[str] = []
    for line in lines:
        found = [trace for trace in conversion.traces if trace.span.line == line]
        texts.extend(render.explained(trace, conversion.report) for trace in found)
        if not found and conversion.document and line <= len(conversion.document.lines):
            texts.append(f"{release}:{line}: no figure is printed on this line\n")
    return "".join(texts)


def _json(outcome: Outcome, explain: Sequence[int], calculation: str) -> dict[str, Any]:
    conversion = outcome.conversion
    if conversion is None:
        error = as_json(*(outcome.error or ("", "")))
        return {"release": str(outcome.release), "status": outcome.status, "error": error}
    told: dict[str, Any] = {
        "release": str(outcome.release),
        "status": outcome.status,
        "folder": str(outcome.folder) if outcome.folder else None,
        "facts": len(conversion.report.facts),
        "marks": render.marks(conversion.traces),
        "checks": _sums(conversion, calculation),
        "findings": render.findings_json(conversion.findings),
    }
    if explain:
        told["explained"] = [
            render.explained_json(trace, conversion.report) for trace in conversion.traces if trace.span.line in explain
        ]
    return told


def _sums(conversion: Conversion, calculation: str) -> dict[str, int] | None:
    return render.checks(Counter(result.verdict for result in conversion.calculation), calculation)
