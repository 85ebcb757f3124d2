"""`tanshin conformance`: a conformance suite of XBRL International, run from its index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import JSON, PATH, TEXT
from .streams import Progress, write, write_json, write_utf8

if TYPE_CHECKING:
    from ..conformance import Outcome

CSV = "csv"


@click.command("conformance")
@click.argument("index", type=PATH, metavar="INDEX.xml")
@click.option("--format", "form", type=click.Choice([TEXT, CSV, JSON]), default=TEXT, show_default=True,
              help="What to print: a line per category, or every variation.")  # fmt: skip
@click.option("--only", metavar="GLOB", help="Only variations whose category, test case or testcase:id fits.")
@click.option("--jobs", type=click.IntRange(min=1), show_default="the processors there are",
              help="Processes to share the work.")  # fmt: skip
@click.option("--calculation", type=click.Choice(["1.1", "1.0", "off"]), default="1.0", show_default=True,
              help="The rule for sums.")  # fmt: skip
def command(index: Path, form: str, only: str | None, jobs: int | None, calculation: str) -> int:
    """Run the variations of a conformance suite and compare what is found with what it expects.

    INDEX.xml is the suite's index, or one of its test cases. A variation that asks for what is not read here, such as a
    report as JSON, is told as not run. Exit status 1 if any variation fails.
    """
    from ..conformance import read_suite, run_suite
    from ..validate import Rule

    try:
        suite = read_suite(index)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if only:
        suite = suite.only(only)
    outcomes: list[Outcome] = []
    with Progress() as progress:
        for outcome in run_suite(suite, jobs=jobs, rule=Rule(calculation)):
            outcomes.append(outcome)
            progress.say(f"{len(outcomes)} of {len(suite.variations)}: {outcome.variation.testcase}")
    if form == TEXT:
        write(_text(outcomes) + f"{_counts(outcomes)}\n")
    elif form == CSV:
        write_utf8(_csv(outcomes))
    else:
        write_json([_row(outcome) for outcome in outcomes])
    return int(any(outcome.failed for outcome in outcomes))


def _text(outcomes: list[Outcome]) -> str:
    """A line per category, and below it one for each variation that failed or was not run."""
    by_category: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_category.setdefault(outcome.variation.category, []).append(outcome)
    lines = []
    for category, members in by_category.items():
        lines.append(f"{category}: {_counts(members)}")
        for outcome in members:
            place = f"  {outcome.variation.testcase}:{outcome.variation.id}"
            if outcome.failed:
                lines.append(f"{place} expected {outcome.variation.expected}, found {outcome}")
            elif not outcome.run:
                lines.append(f"{place} not run: {outcome}")
    return "".join(f"{line}\n" for line in lines)


def _counts(outcomes: list[Outcome]) -> str:
    failed = sum(outcome.failed for outcome in outcomes)
    left = sum(not outcome.run for outcome in outcomes)
    told = f"{len(outcomes) - failed - left} passed, {failed} failed"
    return f"{told}, {left} not run" if left else told


def _row(outcome: Outcome) -> dict[str, str]:
    variation = outcome.variation
    return {
        "category": variation.category,
        "testcase": variation.testcase,
        "id": variation.id,
        "name": variation.name,
        "expected": str(variation.expected),
        "found": str(outcome),
        "verdict": outcome.verdict,
    }


def _csv(outcomes: list[Outcome]) -> str:
    import csv
    from io import StringIO

    stream = StringIO()
    writer = csv.DictWriter(
        stream, ["category", "testcase", "id", "name", "expected", "found", "verdict"], lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(_row(outcome) for outcome in outcomes)
    return stream.getvalue()
