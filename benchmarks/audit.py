#!/usr/bin/env python3
"""How many planted errors the audit finds, whom it blames, and what false alarms an error causes.

usage: python benchmarks/audit.py [--releases FOLDER] [--each N] [--seed N] [--kind KIND]... [--missed] [--record]

Run it with the Python of an environment that has `tanshin[test]`. Errors are planted one at a time in figures that
stand in a relation to another: N of each kind in each place (cell, label, prose; period words in headers too) of each
release of FOLDER, by default `shared/releases` beside the checkout, else the bundled examples. An error is found where
a warning or error has the figure among its places; it is named where the first of them puts it first. What could have
been printed so, by every relation and other print, cannot be found and is counted by itself, and so is a period word
that no figure goes by. `--missed` lists what was not found or not named, and what was accused wrongly; `--record`
appends the table to RESULTS.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path

from convert import RESULTS, machine

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from planting import KINDS, Field, Told

SHARED = Path(__file__).resolve().parents[2] / "shared" / "releases"
PLACES = ("cell", "label", "prose", "header")


@dataclass
class Count:
    """What came of the plantings of one kind in one place."""

    told: list[Told] = field(default_factory=list)

    def row(self, kind: str, place: str) -> str:
        certain = [t for t in self.told if t.found or not t.within_rounding]
        possible = len(self.told) - len(certain)
        found, named = sum(t.found for t in certain), sum(t.named for t in certain)
        alarms = sum(t.false_alarms for t in self.told)
        findings = sum(len(t.findings) for t in certain)
        cells = [kind, place, len(self.told), possible, share(found, len(certain)), share(named, len(certain)), alarms]
        return "| " + " | ".join(map(str, [*cells, f"{findings / max(1, len(certain)):.2f}"])) + " |"


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def measure(
    releases: Iterable[Path], each: int, seed: int, missed: bool, kinds: Iterable[str]
) -> tuple[dict[tuple[str, str], Count], int]:
    counts: dict[tuple[str, str], Count] = {}
    related = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in releases:
            sown = Field(path, Path(folder))
            related += len(sown.related)
            for kind in kinds:
                for place in PLACES:
                    for _, planting in zip(range(each), sown.plantings(kind, place, seed), strict=False):
                        told = sown.told(planting)
                        counts.setdefault((kind, place), Count()).told.append(told)
                        if missed and (
                            told.false_alarms or not (told.named or (told.within_rounding and not told.found))
                        ):
                            print(describe(path, told))
    return counts, related


def describe(path: Path, told: Told) -> str:
    planting = told.planting
    span = planting.trace.span
    outcome = "named" if told.named else "found, not named" if told.found else "MISSED"
    outcome += f", {told.false_alarms} FALSE ALARMS" if told.false_alarms else ""
    lines = [f"{path.name}:{span.line}:{span.column} {planting.kind}: {planting.before} -> {planting.after}: {outcome}"]
    lines += [f"    {f.source}: {f.message[:160]} [{f.code}]" for f in told.findings[:3]]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=Path)
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=list(KINDS))
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    folder = options.releases or (SHARED if SHARED.is_dir() else None)
    found = folder.glob("*.txt") if folder else Path(str(files("tanshin.converter") / "examples")).glob("*.txt")
    releases = sorted(found)
    start = time.perf_counter()
    counts, related = measure(releases, options.each, options.seed, options.missed, options.kind or list(KINDS))
    took = time.perf_counter() - start
    total = sum(len(count.told) for count in counts.values())
    text = [
        f"## Auditing, {date.today()}",
        "",
        machine(),
        "",
        f"{', '.join(path.name for path in releases)}: {related:,} figures stand in a relation to another; "
        f"{total:,} errors planted, {1000 * took / max(1, total):.0f} ms each, conversion included.",
        "",
        "| error | in | planted | could be right | found | named first | false alarms | findings for each |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(count.row(kind, place) for (kind, place), count in counts.items()),
        "",
    ]
    print("\n".join(text))
    if options.record:
        with RESULTS.open("a", encoding="utf-8") as results:
            results.write("\n" + "\n".join(text))


if __name__ == "__main__":
    main()
