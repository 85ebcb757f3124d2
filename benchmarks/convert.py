#!/usr/bin/env python3
"""Time and memory of `tanshin convert` as a whole process, against the reference processor validating the result.

usage: python benchmarks/convert.py [RELEASE] [--runs N] [--record]

Run it with the Python of an environment that has `tanshin[test]`. Without RELEASE the longest bundled example is used.
Runs are interleaved, so that a slow spell of the machine meets both; medians are printed. The second table converts
1, 2, 4 and 8 copies of the release in one process: the time per release should not grow. `--record` appends both to
RESULTS.md beside this script.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

BIN = Path(sys.executable).parent
RESULTS = Path(__file__).with_name("RESULTS.md")
REFERENCE = "reference: load and validate"
BUDGET_SECONDS, BUDGET_MB = 1.5, 150


class Run(NamedTuple):
    """A process: wall-clock seconds, peak resident megabytes, exit status."""

    seconds: float
    megabytes: float
    status: int


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command to its end; its output goes to a file in `folder`."""
    with open(folder / "output.txt", "wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen([str(each) for each in command], stdout=output, stderr=output, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    per_mb = 1024 * 1024 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in kilobytes elsewhere
    return Run(seconds, usage.ru_maxrss / per_mb, process.returncode)


def tanshin(*arguments: str | Path) -> list[str | Path]:
    return [BIN / "tanshin", *arguments]


def reference(report: Path) -> list[str | Path]:
    """The reference processor, offline, loading and validating with the sums of Calculations 1.1."""
    return [
        BIN / "arelleCmdLine",
        "--internetConnectivity",
        "offline",
        "--validate",
        "--calc",
        "c11r",
        "--file",
        report,
    ]


def median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(r.seconds for r in runs),
        statistics.median(r.megabytes for r in runs),
        max(r.status for r in runs),
    )


def against_reference(release: Path, runs: int, scratch: Path) -> list[str]:
    """The first table: version, conversion and reference, and the ratio of the last two."""
    filing = scratch / "out" / release.stem / "report.xbrl"
    convert = tanshin("convert", release, "-o", scratch / "out", "--force")
    measured: dict[str, list[Run]] = {
        "tanshin --version": [],
        "tanshin convert": [],
        "reference: load and validate": [],
    }
    for number in range(runs + 1):  # the first round only warms the file cache
        round_ = (run(tanshin("--version"), scratch), run(convert, scratch), run(reference(filing), scratch))
        if not filing.is_file():
            sys.exit(f"no filing was written:\n{(scratch / 'output.txt').read_text(errors='replace')}")
        if number:
            for taken, each in zip(measured.values(), round_, strict=True):
                taken.append(each)
    lines = ["| process | median s | median MB | exit status |", "| --- | ---: | ---: | ---: |"]
    for name, taken in measured.items():
        middle = median(taken)
        lines.append(f"| {name} | {middle.seconds:.2f} | {middle.megabytes:.0f} | {middle.status} |")
    own, other = median(measured["tanshin convert"]), median(measured[REFERENCE])
    within = own.seconds <= BUDGET_SECONDS and own.megabytes <= BUDGET_MB
    lines += [
        "",
        f"The reference takes {other.seconds / own.seconds:.1f} times as long and "
        f"{other.megabytes / own.megabytes:.1f} times the memory. "
        f"Budget of {BUDGET_SECONDS} s and {BUDGET_MB} MB: {'kept' if within else 'NOT KEPT'}.",
    ]
    return lines


def per_release(release: Path, runs: int, scratch: Path) -> list[str]:
    """The second table: several copies in one process."""
    lines = ["| releases | median s | s per release | median MB |", "| ---: | ---: | ---: | ---: |"]
    counts = (1, 2, 4, 8)
    copies = [scratch / f"copy-{number}{release.suffix}" for number in range(max(counts))]
    for copy in copies:
        shutil.copyfile(release, copy)
    measured: dict[int, list[Run]] = {count: [] for count in counts}
    for _ in range(runs):
        for count, taken in measured.items():
            taken.append(run(tanshin("convert", *copies[:count], "-o", scratch / "copies", "--force"), scratch))
    for count, taken in measured.items():
        middle = median(taken)
        lines.append(f"| {count} | {middle.seconds:.2f} | {middle.seconds / count:.2f} | {middle.megabytes:.0f} |")
    return lines


def machine() -> str:
    """Processor, cores, system and versions."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"tanshin {version('tanshin')}, arelle-release {version('arelle-release')}"
    )


def longest_example() -> Path:
    folder = Path(str(files("tanshin.converter").joinpath("examples")))
    return max(folder.glob("*.txt"), key=lambda path: path.stat().st_size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    release = (arguments.release or longest_example()).resolve()
    length = len(release.read_bytes().splitlines())
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        first = against_reference(release, arguments.runs, scratch)
        second = per_release(release, max(3, arguments.runs // 2), scratch)
    text = "\n".join(
        [f"## {date.today().isoformat()}", "", machine(), "", f"`{release.name}`, {length:,} lines, "
         f"medians of {arguments.runs} runs", "", *first, "", *second, ""]
    )  # fmt: skip
    print(text)
    if arguments.record:
        head = "" if RESULTS.exists() else "# Results of `benchmarks/convert.py`\n"
        with RESULTS.open("a", encoding="utf-8") as results:
            results.write(f"{head}\n{text}")


if __name__ == "__main__":
    main()
