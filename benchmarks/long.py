#!/usr/bin/env python3
"""Time of `read`, `profile new`, `profile check` and `convert` on long releases, beside `convert` of a bundled one.

usage: python benchmarks/long.py [--lines N ...] [--columns] [--runs N] [--record]

The releases are made here, the same in every run: tables of many headings and invented row labels with sums that hold,
and running text that speaks of their figures. By default they have 1,000, 3,000 and 10,000 lines; `--columns` adds
tables of 2 to 60 columns with the same number of rows, and of the same number of cells in other shapes. Each command
is a process of its own, measured by the seconds of processor time that it takes, so that other work of the machine
hardly matters. Ratios are to the bundled release, measured in the same run; the growth is the time of each further
line over that of the step before: 1.0 is linear. `--record` appends all to RESULTS.md beside this script.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from convert import RESULTS, machine, tanshin

READ_BUDGET, ALL_BUDGET = 4.0, 15.0
LINES: Final = (1_000, 3_000, 10_000)
COLUMNS: Final = (2, 10, 30, 60)
ROWS: Final = 12
STEPS: Final = ("read", "profile new", "profile check", "convert")

HEADS: Final = tuple(
    """Depot Harbour Orchard Quarry Foundry Lantern Meadow Timber Copper Ferry Granary Brewery Canal Tannery Kiln
    Pasture Weaving Glass Saddle Beacon Cooper Slate Hatchery Millstone Barge Turnpike Cordage Ropewalk Smelter
    Orchid""".split()  # noqa: SIM905
)
THINGS: Final = tuple(
    """revenues costs receivables inventories deposits allowances licences leases borrowings accruals provisions
    royalties commissions wages repairs freight rentals premiums advances reserves""".split()  # noqa: SIM905
)
KINDS: Final = tuple(
    """domestic foreign wholesale retail prepaid deferred current other contract seasonal recurring secured
    unsecured short-term long-term regional""".split()  # noqa: SIM905
)
PLACES: Final = ("North", "South", "East", "West", "Upper", "Lower", "Inner", "Outer", "Old", "New")


class Taken(NamedTuple):
    """Seconds of processor time and the peak of resident megabytes of a process, with its exit status."""

    seconds: float
    megabytes: float
    status: int


def release(lines: int, columns: int = 2, rows: int = ROWS) -> str:
    """A release of about so many lines; the same for the same arguments."""
    chance = random.Random(f"{lines} {columns} {rows}")
    out = [
        "Lantern Quarry Holdings Corporation reports its results",
        "",
        "NEWPORT, May 14, 2009 - Lantern Quarry Holdings Corporation today announced its results for the fiscal year",
        "ended March 31, 2009. All amounts are in thousands of U.S. dollars.",
        "",
    ]
    number = 0
    while len(out) < lines:
        number += 1
        spoken: list[tuple[str, int]] = []
        out += table(chance, number, columns, rows, spoken)
        out += [*paragraph(chance, spoken), ""]
    return "\n".join(out) + "\n"


def table(chance: random.Random, number: int, columns: int, rows: int, spoken: list[tuple[str, int]]) -> Iterator[str]:
    """A table with its title, unit line and dates; `spoken` takes labels with their figures of the first column."""
    ends = [date(2009 - at, 3, 31) for at in range(columns)]
    place, head = PLACES[number % len(PLACES)], HEADS[number // len(PLACES) % len(HEADS)]
    yield f"{place} {head} schedule {number}: balances as of March 31"
    yield "(in thousands of U.S. dollars)"
    yield ""
    yield " " * 52 + "".join(f"{'March 31,':>14}" for _ in ends)
    yield " " * 52 + "".join(f"{end.year:>14}" for end in ends)
    yield " " * 52 + "".join(f"{'-' * 11:>14}" for _ in ends)
    totals = [0] * columns
    for label in labels(chance, rows):
        values = [chance.randrange(100, 9_000_000) for _ in ends]
        totals = [total + value for total, value in zip(totals, values, strict=True)]
        spoken.append((label, values[0]))
        yield f"  {label:<50}" + "".join(f"{value:>14,}" for value in values)
    yield " " * 52 + "".join(f"{'-' * 11:>14}" for _ in ends)
    yield f"{f'Total of {place} {head} schedule {number}':<52}" + "".join(f"{total:>14,}" for total in totals)
    yield ""


def labels(chance: random.Random, rows: int) -> list[str]:
    """Labels of rows: a kind, a head and a thing, each once in a table, so that tables share some."""
    made: dict[str, None] = {}
    while len(made) < rows:
        made[f"{chance.choice(HEADS)} {chance.choice(KINDS)} {chance.choice(THINGS)}"] = None
    return list(made)


def paragraph(chance: random.Random, spoken: Sequence[tuple[str, int]]) -> list[str]:
    """A paragraph of some lines that speaks of rows of the table above it."""
    words: list[str] = []
    for label, value in chance.sample(list(spoken), min(3, len(spoken))):
        words += (
            f"{label} were ${value:,} thousand as of March 31, 2009, reflecting {chance.choice(KINDS)} demand in the "
            f"{chance.choice(PLACES).lower()} {chance.choice(HEADS).lower()} and {chance.randrange(1, 40)}.1% more "
            f"{chance.choice(THINGS)}."
        ).split()
    out, line = [], ""
    for word in words:
        if len(line) + len(word) > 100:
            out.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*out, line]


def run(command: Sequence[str | Path], folder: Path) -> Taken:
    """Run a command to its end; its output goes to a file in `folder`."""
    with open(folder / "output.txt", "wb") as output:
        process = subprocess.Popen([str(each) for each in command], stdout=output, stderr=output, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    per_mb = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Taken(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_mb, process.returncode)


def commands(path: Path, folder: Path) -> dict[str, list[str | Path]]:
    """What is measured of a release, by name, in order: each needs what the one before it wrote."""
    profile = folder / f"profile-{path.stem}-{os.urandom(4).hex()}"
    return {
        "read": tanshin("read", path),
        "profile new": tanshin("profile", "new", path, "-o", profile),
        "profile check": tanshin("profile", "check", profile),
        "convert": tanshin("convert", path, "--profile", profile, "-o", folder / "out", "--force"),
    }


def measured(path: Path, folder: Path, runs: int) -> dict[str, Taken]:
    """The median of each command."""
    taken: dict[str, list[Taken]] = {name: [] for name in STEPS}
    for _ in range(runs):
        for name, command in commands(path, folder).items():
            taken[name].append(run(command, folder))
            if taken[name][-1].status not in (0, 1):
                sys.exit(f"{name} failed:\n{(folder / 'output.txt').read_text(errors='replace')}")
    return {name: middle(each) for name, each in taken.items()}


def middle(runs: Sequence[Taken]) -> Taken:
    return Taken(
        statistics.median(r.seconds for r in runs),
        statistics.median(r.megabytes for r in runs),
        max(r.status for r in runs),
    )


def bundled(folder: Path, runs: int) -> Taken:
    """`convert` of the bundled release of 2008, the median of some runs after one that warms the files."""
    example = next(p for p in Path(str(files("tanshin.converter").joinpath("examples"))).glob("*2008*.txt"))
    command = tanshin("convert", example, "-o", folder / "bundled", "--force")
    run(command, folder)
    return middle([run(command, folder) for _ in range(max(3, runs))])


def series(shapes: Sequence[tuple[str, int, str]], scratch: Path, runs: int, base: Taken) -> list[str]:
    """A table of shapes: name, size that the growth is told for, text."""
    lines = [
        "| release | read | profile new | profile check | convert | read ×base | all ×base | growth | peak MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    before: list[tuple[int, float]] = []
    for name, size, text in shapes:
        path = scratch / f"{name.replace(' ', '-').replace(',', '')}.txt"
        path.write_text(text, encoding="utf-8")
        taken = measured(path, scratch, runs)
        whole = sum(t.seconds for n, t in taken.items() if n != "read")
        growth = f"{rate(before[-1:], size, whole) / first:.2f}" if (first := rate(before[-2:-1], *before[-1])
                  if len(before) > 1 else 0) else ""  # fmt: skip
        before.append((size, whole))
        lines.append(
            f"| {name} | "
            + " | ".join(f"{taken[step].seconds:.2f}" for step in STEPS)
            + f" | {taken['read'].seconds / base.seconds:.1f} | {whole / base.seconds:.1f} | {growth} | "
            + f"{max(t.megabytes for t in taken.values()):.0f} |"
        )
    return lines


def rate(before: Sequence[tuple[int, float]], size: int, seconds: float) -> float:
    """Seconds for each further unit of size."""
    last, then = before[0]
    return (seconds - then) / (size - last)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, nargs="+", default=list(LINES))
    parser.add_argument("--columns", action="store_true")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        base = bundled(scratch, arguments.runs)
        by_lines = [(f"{lines:,} lines", lines, release(lines)) for lines in arguments.lines]
        parts = series(by_lines, scratch, arguments.runs, base)
        if arguments.columns:
            wide = [(f"{c} columns", c, release(600, c)) for c in COLUMNS]
            cells = [(f"{rows} rows of {24 * ROWS // rows} columns", rows, release(600, 24 * ROWS // rows, rows))
                     for rows in (6, 12, 48, 144)]  # fmt: skip
            parts += ["", *series(wide, scratch, arguments.runs, base)]
            parts += ["", *series(cells, scratch, arguments.runs, base)]
    text = "\n".join(
        [f"## Long releases, {date.today().isoformat()}", "", machine(), "",
         f"Seconds of processor time, medians of {arguments.runs} runs. Base: `convert` of the bundled 2008 release, "
         f"{base.seconds:.2f} s. Budget for 10,000 lines: read ×{READ_BUDGET:g}, the three others together "
         f"×{ALL_BUDGET:g}.", "", *parts, ""]
    )  # fmt: skip
    print(text)
    if arguments.record:
        with RESULTS.open("a", encoding="utf-8") as results:
            results.write(f"\n{text}")


if __name__ == "__main__":
    main()
