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
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to share the work.")
@click.option("--calculation", type=click.Choice(["1.1", "1.0", "off"]), default="1.0", show_default=True,
              help="The rule for sums.")  # fmt: skip
def command(index: Path, form: str, only: str | None, jobs: int, calculation: str) -> int:
    """Run the variations of a conformance suite and compare what is found with what it expects.

    INDEX.xml is the suite's index, or one of its test cases. Exit status 1 if any variation fails.
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
    failed = sum(not outcome.passed for outcome in outcomes)
    if form == TEXT:
        write(_text(outcomes) + f"{len(outcomes) - failed} passed, {failed} failed\n")
    elif form == CSV:
        write_utf8(_csv(outcomes))
    else:
        write_json([_row(outcome) for outcome in outcomes])
    return int(failed > 0)


def _text(outcomes: list[Outcome]) -> str:
    """A line per category, and one per failure below it."""
    by_category: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_category.setdefault(outcome.variation.category, []).append(outcome)
    lines = []
    for category, members in by_category.items():
        failures = [outcome for outcome in members if not outcome.passed]
        lines.append(f"{category}: {len(members) - len(failures)} passed, {len(failures)} failed")
        for outcome in failures:
            variation = outcome.variation
            lines.append(f"  {variation.testcase}:{variation.id} expected {variation.expected}, found {outcome}")
    return "".join(f"{line}\n" for line in lines)


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
