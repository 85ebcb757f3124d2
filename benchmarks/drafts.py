#!/usr/bin/env python3
"""The whole way of a newcomer, from a release to a validated filing, and what the figures in it come to.

usage: python benchmarks/drafts.py [RELEASE]... [--show] [--record]

For each release: `tanshin profile new`, `profile check`, `convert`, `validate`, and the reference processor on the
result, as whole processes. Every bound cell is then compared with what was read in print by hand: in
`drafts/<file stem>.csv` stand period, unit and power of ten of lines, by the right edge of a column. Cells that no row
covers count as unread; `--show` lists them and those that are wrong. Without RELEASE, those in the folder `shared`
beside the checkout (or where TANSHIN_SHARED points) that there is such a file for. `--record` appends the result to
RESULTS.md beside this script.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from convert import RESULTS, Run, machine, reference, run, tanshin

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("TANSHIN_SHARED", HERE.parent.parent / "shared"))
NEAR = 7
"""Characters that the last digit of a figure may stand beside the edge of its column."""


class Way(NamedTuple):
    """The processes of one release, and the cells of its trace: all, bound, wrong, unread."""

    runs: dict[str, Run]
    cells: int
    bound: int
    wrong: list[str]
    unread: list[str]


def way(release: Path, scratch: Path) -> Way:
    profile, out = scratch / "profile", scratch / "out"
    report = out / release.stem / "report.xbrl"
    runs = {
        "profile new": run(tanshin("profile", "new", release, "-o", profile), scratch),
        "profile check": run(tanshin("profile", "check", profile), scratch),
        "convert": run(tanshin("convert", release, "-o", out, "--profile", profile), scratch),
        "validate": run(tanshin("validate", out / release.stem), scratch),
        "reference": run(reference(report), scratch),
    }
    told = (scratch / "output.txt").read_text(errors="replace")
    if "error" in told.lower() or "inconsisten" in told.lower():
        runs["reference"] = runs["reference"]._replace(status=1)
    with (out / release.stem / "trace.csv").open(encoding="utf-8", newline="") as lines:
        cells = [row for row in csv.DictReader(lines) if row["kind"] == "cell" and row["reason"] in ("", "unbound")]
    bound = [row for row in cells if row["status"] != "excluded"]
    wrong, unread = compared(bound, HERE / "drafts" / f"{release.stem}.csv")
    return Way(runs, len(cells), len(bound), wrong, unread)


def compared(bound: list[dict[str, str]], expected: Path) -> tuple[list[str], list[str]]:
    """The bound cells that are not what was read by hand, and those that nobody read."""
    with expected.open(encoding="utf-8", newline="") as lines:
        gold = list(csv.DictReader(lines))
    wrong, unread = [], []
    for row in bound:
        edge = int(row["column"]) + len(row["raw"].rstrip(")%"))
        fitting = [
            g
            for g in gold
            if int(g["first"]) <= int(row["line"]) <= int(g["last"]) and abs(edge - int(g["edge"])) <= NEAR
        ]
        shown = f"{row['line']}: {row['raw']} as {row['printed_value']} {row['unit']} "
        shown += f"{row['period_start']}..{row['period_end']} ({row['row_label'][-50:]})"
        if not fitting:
            unread.append(shown)
            continue
        best = min(fitting, key=lambda g: abs(edge - int(g["edge"])))
        same = all(row[name] == best[name] for name in ("period_start", "period_end", "unit"))
        if not same or not scaled(row, int(best["power"])):
            wrong.append(shown)
    return wrong, unread


def scaled(row: dict[str, str], power: int) -> bool:
    if row["status"] == "nil":
        return True
    digits = row["raw"].strip("()%$- ").replace(",", "")
    try:
        return abs(Decimal(row["printed_value"])) == Decimal(digits).scaleb(power)
    except InvalidOperation:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    folder = SHARED / "releases" / "other"
    there = sorted(folder / f"{path.stem}.txt" for path in (HERE / "drafts").glob("*.csv"))
    releases = arguments.releases or [path for path in there if path.is_file()]
    if not releases:
        sys.exit(f"no release is given, and there is none in {folder}")
    lines = [
        "| release | seconds, first command to last verdict | cells | bound | wrong | unread | tanshin | reference |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |",
    ]
    for release in releases:
        with tempfile.TemporaryDirectory() as place:
            found = way(release.resolve(), Path(place))
        seconds = sum(each.seconds for name, each in found.runs.items() if name != "reference")
        verdicts = ["valid" if found.runs[name].status == 0 else "NOT VALID" for name in ("validate", "reference")]
        lines.append(
            f"| {release.stem} | {seconds:.1f} | {found.cells} | {found.bound} | {len(found.wrong)} | "
            f"{len(found.unread)} | {verdicts[0]} | {verdicts[1]} |"
        )
        if arguments.show:
            print(
                "\n".join([*(f"wrong  {each}" for each in found.wrong), *(f"unread {each}" for each in found.unread)])
            )
    text = "\n".join([f"## Drafts of profiles, {date.today().isoformat()}", "", machine(), "", *lines, ""])
    print(text)
    if arguments.record:
        with RESULTS.open("a", encoding="utf-8") as results:
            results.write(f"\n{text}")


if __name__ == "__main__":
    main()
