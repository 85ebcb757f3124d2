"""How much of running text is bound, and how much of that wrongly: sentences in other words, and the bundled examples.

    .venv/bin/python benchmarks/prose.py [--half look|held|last|fresh|second] [--show] [--record]

`prose/wordings.csv` has sentences with what each of their figures is; one at a time they are put into
`prose/release.txt`, whose tables have the figures of the same quarter. `look` was read while rules were written; `held`
was measured first and read then; `last` was written and measured after that. A figure of a sentence that `expected`
does not name must not become a fact.
The bundled examples are compared with what their figures are (`tests/binding/prose`).
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter
from pathlib import Path

from tanshin.converter.binding import Binding, Known, bind
from tanshin.converter.binding.model import Remark
from tanshin.converter.document import Form, MarkKind, Prose
from tanshin.converter.reading import read_document
from tanshin.taxonomy.amount import parse_amount
from tanshin.taxonomy.profile import find_profile, load_profile

HERE = Path(__file__).parent
HALVES = ("look", "held", "last", "fresh", "second")
RELEASES = ("2008-11-13", "2009-08-11")
PERIODS = {
    "Q": "2009-10-01/2009-12-31",
    "P": "2008-10-01/2008-12-31",
    "N": "2009-04-01/2009-12-31",
    "F": "2009-04-01/2010-03-31",
    "B": "2009-12-31",
    "Y": "2009-03-31",
    "b": "2008-12-31",
}
"""What the letters of `expected` stand for: the quarter, that of the year before, the balance sheet's day, …"""

Fact = tuple[str, str, str, str]
"""Concept, period, value with unit where it is a currency, members."""


def expected_of(cell: str) -> dict[str, Fact]:
    """The facts that a sentence should make, by the figure as printed."""
    found = {}
    for part in filter(None, cell.split("; ")):
        raw, concept, period, value, *rest = part.split()
        money = rest.pop(0) if rest and rest[0] == "USD" else ""
        found[raw] = (concept, PERIODS[period], f"{parse_amount(value).normalize():f}{money}", " ".join(rest))
    return found


def fact_of(binding: Binding) -> Fact:
    """A binding in the same form."""
    period = f"{binding.period.start}/{binding.period.end}" if binding.period.start else f"{binding.period.end}"
    money = "USD" if binding.unit.numerators[0].local == "USD" else ""
    members = " ".join(m.local for _, m in binding.dimensions)
    return binding.concept.local, period, f"{binding.value.normalize():f}{money}", members


def sentences(known: Known, half: str, show: bool) -> Counter[str]:
    """Figures bound right, bound wrongly and left, of the sentences of one half."""
    release = (HERE / "prose" / "release.txt").read_text(encoding="utf-8")
    counts: Counter[str] = Counter()
    for row in csv.DictReader((HERE / "prose" / "wordings.csv").read_text(encoding="utf-8").splitlines()):
        if row["half"] != half:
            continue
        marker = f"{row['section']}\n\n{row['sentence']}"
        document, _ = read_document(release.replace("{prose}", marker).encode(), "release.txt")
        assert document is not None
        lines = range(7, release[: release.index("{prose}")].count("\n") + marker.count("\n") + 2)
        wanted, told = expected_of(row["expected"]), []
        for outcome in bind(document, known).outcomes:
            mark = outcome.mark
            if mark.kind is not MarkKind.PROSE or mark.form is not Form.AMOUNT or mark.span.line not in lines:
                continue
            right = wanted.get(mark.raw)
            if isinstance(outcome, Binding):
                verdict = "right" if fact_of(outcome) == right else "wrong"
                told.append(f"{mark.raw} {verdict} {' '.join(fact_of(outcome))}")
            else:
                verdict = "left" if right else "none"
                told.append(f"{mark.raw} {verdict} {outcome.reason} {' '.join(outcome.why)}")
            counts[verdict] += 1
        if show and any(" wrong " in t or " left " in t for t in told):
            print(row["sentence"], *told, sep="\n    ")
    return counts


def examples(known: Known, show: bool) -> dict[str, Counter[str]]:
    """The same of the bundled examples: a fact is right if the real release's prose tells the same."""
    found = {}
    for release in RELEASES:
        listed = HERE.parent / "tests" / "binding" / "prose" / f"release-{release}.csv"
        rows = [tuple(r) for r in csv.reader(listed.read_text(encoding="utf-8").splitlines())][1:]
        facts = {r for r in rows if r[2]}
        named = {r[0] for r in facts}
        path = HERE.parent / "converter" / "examples" / f"iij-{release}.txt"
        document, _ = read_document(path.read_bytes(), path.name)
        assert document is not None
        counts: Counter[str] = Counter()
        headers = {id(m) for m in document.header_marks}
        for o in bind(document, known).outcomes:
            if o.mark.kind is not MarkKind.PROSE or o.mark.form is not Form.AMOUNT or id(o.mark) in headers:
                continue
            if isinstance(o, Binding):
                unit = "/".join("*".join(u.local for u in s) for s in (o.unit.numerators, o.unit.denominators) if s)
                concept, period, _, members = fact_of(o)
                decimals = "INF" if o.decimals is None else str(o.decimals)
                ok = (o.mark.raw, concept, period, unit, f"{o.value:f}", decimals, members) in facts
                verdict = "right" if ok else "wrong"
            else:
                verdict = "left" if o.reason == "unbound" and o.mark.raw in named else "none"
            counts[verdict] += 1
            if show and verdict in ("wrong", "left"):
                print(
                    f"{path.name}:{o.mark.span.line} {o.mark.raw} {verdict}",
                    *(o.why if verdict == "left" else [fact_of(o)]),
                )
        found[path.name] = counts
    return found


def by_chance(known: Known, times: int = 4) -> tuple[int, int]:
    """Figures of the examples' prose with other digits, and how many of them were bound because they agree with tables.

    The digits are drawn at random from a fixed seed; none of them should agree with anything.
    """
    draw = random.Random(5)
    changed = agreed = 0
    for release in RELEASES:
        path = HERE.parent / "converter" / "examples" / f"iij-{release}.txt"
        document, _ = read_document(path.read_bytes(), path.name)
        assert document is not None
        headers = {id(m) for m in document.header_marks}
        marks = [m for b in document.blocks if isinstance(b, Prose) for m in b.marks if m.form is Form.AMOUNT]
        marks = [m for m in marks if id(m) not in headers and (m.currency or m.percent or m.unit)]
        for _ in range(times):
            lines = path.read_text(encoding="utf-8").split("\n")
            places = set()
            for mark in sorted(marks, key=lambda m: (m.span.line, -m.span.column)):
                line, at = lines[mark.span.line - 1], mark.span.column - 1
                other = "".join(draw.choice("123456789") if c.isdigit() else c for c in mark.raw)
                if other != mark.raw:
                    lines[mark.span.line - 1] = line[:at] + other + line[at + len(mark.raw) :]
                    places.add((mark.span.line, mark.span.column))
            document, _ = read_document("\n".join(lines).encode(), path.name)
            assert document is not None
            for outcome in bind(document, known).outcomes:
                if (outcome.mark.span.line, outcome.mark.span.column) in places:
                    changed += 1
                    agreed += isinstance(outcome, Binding) and outcome.remark is Remark.AGREES
    return changed, agreed


def main() -> int:
    """Measure and print, or append to RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--show", action="store_true", help="also what was left or bound wrongly")
    parser.add_argument("--record", action="store_true", help="append the table to RESULTS.md")
    options = parser.parse_args()
    profile, _ = load_profile(find_profile("iij"))
    assert profile is not None
    known = Known(profile, profile.namespace)
    measured = {}
    for half in HALVES:
        if options.half in (None, half):
            measured[f"sentences, {half}"] = sentences(known, half, options.show)
    if options.half is None:
        measured |= examples(known, options.show)
    lines = ["| text | figures | bound right | bound wrongly | left |", "| --- | --- | --- | --- | --- |"]
    for name, counts in measured.items():
        right, wrong, left = counts["right"], counts["wrong"], counts["left"]
        share = f"{100 * right / max(1, right + left):.0f} %"
        lines.append(f"| {name} | {right + left} | {right} ({share}) | {wrong} | {left} |")
    if options.half is None:
        changed, agreed = by_chance(known)
        lines += ["", f"Other digits in the examples: {agreed} of {changed} figures agree with the tables by chance."]
    print("\n".join(lines))
    if options.record:
        with (HERE / "RESULTS.md").open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
