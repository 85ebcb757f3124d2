#!/usr/bin/env python3
"""Time and memory of `tanshin validate` as a whole process, against the reference processor doing the same.

usage: python benchmarks/validate.py [--filings FOLDER] [--taxonomies FOLDER] [--runs N] [--quick] [--record]

Run it with the Python of an environment that has `tanshin[test]`. Real filings are the instances in FOLDER (by default
the folder `shared/filings` beside the checkout), with every package of the taxonomies' folder; both may be missing.
Large filings are made here: 300 concepts in sums of ten, one explicit dimension. Runs are interleaved, so that a slow
spell of the machine meets all; medians are printed. The reference validates with the sums of Calculations 1.1, as
`tanshin validate` does. `--quick` takes two minutes and leaves out what is longest; `--record` appends to RESULTS.md.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from convert import RESULTS, Run, machine, median, run, tanshin

SHARED = Path(__file__).resolve().parents[2] / "shared"
EMPTY, FILLED, LARGE = 5, 15, 9
"""How many times faster than the reference: with an empty cache, with a filled one, and for a large filing."""
LARGE_MB, SHORTEST_SECONDS = 250, 0.4
CONCEPTS, PARTS = 300, 9

XBRL = (
    'xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:b="http://example.com/b"'
)
LINKBASE = (
    '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrldt="http://xbrl.org/2005/xbrldt">'
)
DIMENSIONS = "http://xbrl.org/int/dim/arcrole/"
INCOME = "http://example.com/role/Income"


# --- filings that are made here ---------------------------------------------------------------------------------------


def make_filing(folder: Path, facts: int, concepts: int = CONCEPTS, linkbases: int = 1) -> Path:
    """An instance of `facts` facts that all sums hold of, its schema of `concepts` items, and its linkbases.

    Every tenth concept is the sum of the nine after it. Contexts differ by the member of one dimension; of the
    concepts, as many as 300 are reported. `linkbases` calculation linkbases share the sums among them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reported = min(concepts, CONCEPTS)
    members = -(-facts // reported)
    sums = [(start, range(start + 1, start + PARTS + 1)) for start in range(0, concepts - PARTS, PARTS + 1)]
    names = [f"b_dc{number}-cal.xml" for number in range(linkbases)]
    (folder / "b.xsd").write_text(_schema(concepts, members, names), encoding="utf-8")
    (folder / "b-def.xml").write_text(_definitions(concepts, members), encoding="utf-8")
    for number, name in enumerate(names):
        (folder / name).write_text(_sums(sums[number::linkbases]), encoding="utf-8")
    path = folder / "instance.xbrl"
    with path.open("w", encoding="utf-8") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<xbrl {XBRL}>\n')
        out.write('<link:schemaRef xlink:type="simple" xlink:href="b.xsd"/>\n')
        for member in range(members):
            out.write(
                f'<context id="x{member}"><entity><identifier scheme="http://example.com/id">1</identifier><segment>'
                f'<xbrldi:explicitMember dimension="b:Axis">b:M{member}</xbrldi:explicitMember></segment></entity>'
                "<period><startDate>2025-01-01</startDate><endDate>2025-12-31</endDate></period></context>\n"
            )
        out.write('<unit id="u"><measure>iso4217:USD</measure></unit>\n')
        for number in range(facts):
            member, concept = divmod(number, reported)
            value = _value(member, concept)
            out.write(f'<b:C{concept} contextRef="x{member}" unitRef="u" decimals="-3">{value}</b:C{concept}>\n')
        out.write("</xbrl>\n")
    return path


def _value(member: int, concept: int) -> int:
    """A part's own value, or the sum of the parts that follow."""
    if concept % (PARTS + 1):
        return 1000 * (1 + (member * 31 + concept * 17) % 9973)
    return sum(_value(member, part) for part in range(concept + 1, concept + PARTS + 1))


def _schema(concepts: int, members: int, linkbases: Iterable[str]) -> str:
    item = 'substitutionGroup="xbrli:item" nillable="true" xbrli:periodType="duration"'
    axis = 'type="xbrli:stringItemType" abstract="true" nillable="true" xbrli:periodType="duration"'
    references = "".join(
        f'<link:linkbaseRef xlink:type="simple" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase" '
        f'xlink:href="{name}"/>'
        for name in ("b-def.xml", *linkbases)
    )
    lines = [
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" '
        'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:b="http://example.com/b" '
        'targetNamespace="http://example.com/b" elementFormDefault="qualified">',
        f'<xs:annotation><xs:appinfo>{references}<link:roleType roleURI="{INCOME}" id="Income">'
        "<link:definition>Income</link:definition><link:usedOn>link:calculationLink</link:usedOn>"
        "<link:usedOn>link:definitionLink</link:usedOn></link:roleType></xs:appinfo></xs:annotation>",
        '<xs:import namespace="http://www.xbrl.org/2003/instance" '
        'schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>',
        '<xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>',
        f'<xs:element name="Cube" id="b_Cube" substitutionGroup="xbrldt:hypercubeItem" {axis}/>',
        f'<xs:element name="Axis" id="b_Axis" substitutionGroup="xbrldt:dimensionItem" {axis}/>',
        f'<xs:element name="Lines" id="b_Lines" substitutionGroup="xbrli:item" {axis}/>',
        *(
            f'<xs:element name="C{number}" id="b_C{number}" type="xbrli:monetaryItemType" {item}/>'
            for number in range(concepts)
        ),
        *(
            f'<xs:element name="M{number}" id="b_M{number}" type="xbrli:stringItemType" abstract="true" {item}/>'
            for number in range(members)
        ),
        "</xs:schema>",
    ]
    return "\n".join(lines)


def _locator(name: str) -> str:
    return f'<link:loc xlink:type="locator" xlink:href="b.xsd#b_{name}" xlink:label="{name}"/>'


def _role_reference() -> str:
    return f'<link:roleRef xlink:type="simple" roleURI="{INCOME}" xlink:href="b.xsd#Income"/>'


def _sums(sums: Iterable[tuple[int, Iterable[int]]]) -> str:
    lines = [LINKBASE, _role_reference()]
    lines.append(f'<link:calculationLink xlink:type="extended" xlink:role="{INCOME}">')
    for total, parts in sums:
        lines.append(_locator(f"C{total}"))
        for order, part in enumerate(parts, 1):
            lines.append(_locator(f"C{part}"))
            lines.append(
                '<link:calculationArc xlink:type="arc" '
                'xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" '
                f'xlink:from="C{total}" xlink:to="C{part}" order="{order}" weight="1"/>'
            )
    return "\n".join([*lines, "</link:calculationLink>", "</link:linkbase>"])


def _definitions(concepts: int, members: int) -> str:
    names = ["all", "hypercube-dimension", "dimension-domain", "domain-member"]
    schema = "http://www.xbrl.org/2005/xbrldt-2005.xsd"
    lines = [LINKBASE, _role_reference()]
    lines += [
        f'<link:arcroleRef xlink:type="simple" arcroleURI="{DIMENSIONS}{name}" xlink:href="{schema}#{name}"/>'
        for name in names
    ]
    lines.append(f'<link:definitionLink xlink:type="extended" xlink:role="{INCOME}">')
    lines += [_locator(name) for name in ("Lines", "Cube", "Axis")]
    lines += [_locator(f"C{number}") for number in range(concepts)]
    lines += [_locator(f"M{number}") for number in range(members)]

    def arc(name: str, source: str, target: str, order: int = 1, more: str = "") -> str:
        return (
            f'<link:definitionArc xlink:type="arc" xlink:arcrole="{DIMENSIONS}{name}" xlink:from="{source}" '
            f'xlink:to="{target}" order="{order}"{more}/>'
        )

    lines.append(arc("all", "Lines", "Cube", 1, ' xbrldt:contextElement="segment" xbrldt:closed="true"'))
    lines.append(arc("hypercube-dimension", "Cube", "Axis"))
    lines += [arc("domain-member", "Lines", f"C{number}", number + 1) for number in range(concepts)]
    lines += [arc("dimension-domain", "Axis", f"M{number}", number + 1) for number in range(members)]
    return "\n".join([*lines, "</link:definitionLink>", "</link:linkbase>"])


# --- measuring --------------------------------------------------------------------------------------------------------


def reference(instance: Path, packages: Sequence[Path]) -> list[str | Path]:
    """The reference processor, offline, loading and validating with the sums of Calculations 1.1."""
    given: list[str | Path] = ["--packages", "|".join(map(str, packages))] if packages else []
    return [
        sys.executable, "-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline", *given,
        "--file", instance, "--validate", "--calc", "c11r",
    ]  # fmt: skip


def validate(instances: Sequence[Path], packages: Sequence[Path] = ()) -> list[str | Path]:
    given = [each for package in packages for each in ("--package", package)]
    return tanshin("validate", *instances, *given)


class Bench:
    """Where the processes run, how often, and the caches they keep."""

    def __init__(self, scratch: Path, runs: int) -> None:
        self.scratch = scratch
        self.runs = runs
        self.cache = scratch / "cache"

    def own(self, command: Sequence[str | Path], *, empty: bool = False) -> Run:
        """A run of this project's, with an empty cache or with what the last one has left."""
        if empty:
            shutil.rmtree(self.cache, ignore_errors=True)
        return self.checked(run(["env", f"TANSHIN_CACHE={self.cache}", *command], self.scratch))

    def checked(self, taken: Run) -> Run:
        """The run, if it came to a verdict."""
        if taken.status not in (0, 1):
            sys.exit(f"exit status {taken.status}:\n{(self.scratch / 'output.txt').read_text(errors='replace')}")
        return taken


def judge(kept: bool) -> str:
    return "kept" if kept else "NOT KEPT"


def real_filings(bench: Bench, filings: Sequence[Path], packages: Sequence[Path]) -> list[str]:
    """The first table: real filings with an empty and a filled cache, and the reference."""
    lines = [
        "| filing | process | median s | median MB | times faster | wanted |",
        "| --- | --- | ---: | ---: | ---: | --- |",
    ]
    fastest = min(filings, key=lambda path: path.stat().st_size)
    for path in filings:
        command, other = validate([path], packages), reference(path, packages)
        taken: dict[str, list[Run]] = {"empty cache": [], "filled cache": [], "reference": []}
        for number in range(bench.runs + 1):  # the first round only warms the file cache
            round_ = (
                bench.own(command, empty=True),
                bench.own(command),
                bench.checked(run(other, bench.scratch)),
            )
            if number:
                for runs, each in zip(taken.values(), round_, strict=True):
                    runs.append(each)
        base = median(taken["reference"]).seconds
        for name, wanted in (("empty cache", EMPTY), ("filled cache", FILLED), ("reference", 0)):
            middle = median(taken[name])
            times = base / middle.seconds
            said = f"{wanted} times: {judge(times >= wanted)}" if wanted else ""
            if wanted == FILLED and path == fastest:
                said += f"; {SHORTEST_SECONDS} s: {judge(middle.seconds <= SHORTEST_SECONDS)}"
            lines.append(
                f"| {path.stem} | {name} | {middle.seconds:.2f} | {middle.megabytes:.0f} | {times:.1f} | {said} |"
            )
    return lines


def large_filing(bench: Bench, facts: int, runs: int) -> list[str]:
    """The second table: one filing of many facts, and the reference."""
    path = make_filing(bench.scratch / f"facts-{facts}", facts)
    own: list[Run] = []
    others: list[Run] = []
    for _ in range(runs):
        own.append(bench.own(validate([path])))
        others.append(bench.checked(run(reference(path, ()), bench.scratch)))
    ours, theirs = median(own), median(others)
    times = theirs.seconds / ours.seconds
    return [
        f"{facts:,} facts of {CONCEPTS} concepts, {path.stat().st_size / 1e6:.0f} MB",
        "",
        "| process | median s | median MB |",
        "| --- | ---: | ---: |",
        f"| tanshin validate | {ours.seconds:.2f} | {ours.megabytes:.0f} |",
        f"| reference | {theirs.seconds:.2f} | {theirs.megabytes:.0f} |",
        "",
        f"{times:.1f} times faster; {LARGE} times: {judge(times >= LARGE)}; "
        f"{LARGE_MB} MB: {judge(ours.megabytes <= LARGE_MB)}.",
    ]


def curve(bench: Bench, title: str, made: Sequence[tuple[int, Sequence[Path], Sequence[Path]]]) -> list[str]:
    """How the cost grows: (how many, instances, packages) of each step; the time per one more should stay the same."""
    lines = [f"| {title} | median s | µs for each further one | median MB |", "| ---: | ---: | ---: | ---: |"]
    taken: dict[int, list[Run]] = {count: [] for count, _, _ in made}
    for _ in range(max(2, bench.runs // 2)):
        for count, paths, packages in made:
            taken[count].append(bench.own(validate(paths, packages)))
    before: tuple[int, float] | None = None
    for count, runs in taken.items():
        middle = median(runs)
        each = "" if before is None else f"{1e6 * (middle.seconds - before[1]) / (count - before[0]):.1f}"
        lines.append(f"| {count:,} | {middle.seconds:.2f} | {each} | {middle.megabytes:.0f} |")
        before = (count, middle.seconds)
    return lines


def curves(bench: Bench, quick: bool) -> list[str]:
    """Facts, concepts, linkbases, and filings in one process."""
    made = bench.scratch / "curves"
    steps = (10_000, 20_000, 40_000) if quick else (25_000, 50_000, 100_000, 200_000)
    concepts = (1_000, 2_000, 4_000) if quick else (2_500, 5_000, 10_000, 20_000)
    files = (10, 20, 40) if quick else (25, 50, 100, 200)
    filings = [make_filing(made / f"f{number}", 300) for number in range(max(8, 1))]
    tables = (
        curve(bench, "facts", [(n, [make_filing(made / f"n{n}", n)], ()) for n in steps]),
        curve(bench, "concepts", [(n, [make_filing(made / f"c{n}", 1_000, n)], ()) for n in concepts]),
        curve(bench, "linkbases", [(n, [make_filing(made / f"l{n}", 1_000, 3_000, n)], ()) for n in files]),
        curve(bench, "filings in one process", [(n, filings[:n], ()) for n in (1, 2, 4, 8)]),
    )
    return [line for table in tables for line in (*table, "")]


def found(filings: Path) -> list[Path]:
    """The instances below a folder: of each folder the XML files whose root is `xbrl`."""
    return [
        path
        for path in sorted(filings.rglob("*.x[mb][lr]*"))
        if path.is_file() and b"schemaRef" in path.read_bytes()[:20_000]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--filings", type=Path, default=SHARED / "filings")
    parser.add_argument("--taxonomies", type=Path, default=SHARED / "taxonomies")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    runs = arguments.runs or (2 if arguments.quick else 5)
    filings = [path.resolve() for path in found(arguments.filings)] if arguments.filings.is_dir() else []
    packages = [path.resolve() for path in sorted(arguments.taxonomies.glob("*.zip"))]
    text = [f"## Validating, {date.today().isoformat()}", "", machine(), "", f"Medians of {runs} runs.", ""]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), runs)
        if filings:
            text += [*real_filings(bench, filings, packages), ""]
        else:
            text += [f"No filings in {arguments.filings.name}: real ones were not measured.", ""]
        facts = 20_000 if arguments.quick else 100_000
        text += [*large_filing(bench, facts, min(runs, 3)), ""]
        if not arguments.quick:
            huge = bench.own(validate([make_filing(bench.scratch / "huge", 1_000_000)]))
            text += [f"1,000,000 facts: {huge.seconds:.1f} s, {huge.megabytes:.0f} MB.", ""]
            shutil.rmtree(bench.scratch / "huge")
        text += curves(bench, arguments.quick)
    print("\n".join(text))
    if arguments.record:
        head = "" if RESULTS.exists() else "# Results of the benchmarks\n"
        with RESULTS.open("a", encoding="utf-8") as results:
            results.write(head + "\n" + "\n".join(text))


if __name__ == "__main__":
    main()
