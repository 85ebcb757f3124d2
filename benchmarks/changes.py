#!/usr/bin/env python3
"""Random single changes of the two first releases: facts of another meaning that nothing tells of, and facts lost.

usage: python benchmarks/changes.py [--count N] [--seed N] [--show] [--record]

The releases are those in the folder `shared` beside the checkout (or where TANSHIN_SHARED points), else the bundled
examples. `--show` prints each wrong fact; `--record` appends the result to RESULTS.md beside this script.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from datetime import date
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from changing import Judgement, changes, concerned, judged, state  # noqa: E402
from convert import RESULTS, machine  # noqa: E402

SHARED = Path(os.environ.get("TANSHIN_SHARED", HERE.parent.parent / "shared"))


def releases() -> list[Path]:
    """The real releases, or the examples where they are missing."""
    real = sorted((SHARED / "releases").glob("iij-*.txt"))
    return real or sorted(Path(str(f)) for f in files("tanshin.converter").joinpath("examples").iterdir())


def main() -> int:
    """Run, print, and record where asked. Exit status 1 where a fact is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    done: dict[str, list[Judgement]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for release in releases():
            text = release.read_text(encoding="utf-8")
            before = state(release, "iij")
            path = Path(folder, release.name)
            for change in changes(text, before.document, options.seed, options.count // len(releases())):
                path.write_text("\n".join(change.lines), encoding="utf-8")
                result = judged(change, before, state(path, "iij"))
                done[change.kind].append(result)
                if options.show:
                    for wrong in result.wrong:
                        print(f"{release.name} {change.kind} {sorted(change.touched)}: {wrong}", flush=True)
    rows = [
        "| change | made | with a wrong fact untold | wrong facts | untouched facts kept |",
        "|---|--:|--:|--:|--:|",
    ]
    everything = [j for group in done.values() for j in group]
    for kind, group in (*done.items(), ("all", everything)):
        bad = sum(bool(j.wrong) for j in group)
        facts = sum(len(j.wrong) for j in group)
        rows.append(f"| {kind} | {len(group)} | {bad} | {facts} | {concerned(group):.1%} |")
    report = "\n".join(rows)
    print(report)
    if options.record:
        with RESULTS.open("a", encoding="utf-8") as out:
            out.write(f"\n## Random changes of releases, {date.today()}\n\n{machine()}\n\n{report}\n")
    return int(any(j.wrong for j in everything))


if __name__ == "__main__":
    sys.exit(main())
