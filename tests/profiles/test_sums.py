"""Every printed sum is watched: a cell of a release changed by one thousand is told, with the sums it is printed in.

A sample of cells runs each time; all of them (some minutes) where TANSHIN_ALL_SUMS is set.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tanshin.converter.binding import bind, build
from tanshin.converter.pipeline import Conversion, convert, load_issuer
from tanshin.converter.reading import read_document
from tanshin.converter.report import Fact, Report, Trace
from tanshin.converter.validate import CalculationResult, validate_report
from tanshin.converter.validate.prints import contradicting_sums
from tanshin.taxonomy.finding import Finding
from tanshin.taxonomy.names import ISO4217

RELEASES = ("iij-2008-11-13.txt", "iij-2009-08-11.txt")
SAMPLE = 20
"""How many cells of each release are changed in an ordinary run, spread evenly over all."""

Aspects = tuple[object, ...]
Sum = tuple[str, Aspects]
"""The role and what tells the total from other facts."""


def aspects(fact: Fact) -> Aspects:
    return fact.concept, fact.period, fact.unit, fact.dimensions


@dataclass(frozen=True)
class Cell:
    """A cell of money, and the sums that its table prints with it."""

    trace: Trace
    sums: frozenset[Sum]


def cells(conversion: Conversion) -> Iterator[Cell]:
    """The cells of money that take part in a sum whose total and another part stand in the same table."""
    table_of = {trace.span: trace.table for trace in conversion.traces}
    tables: dict[Aspects, set[int | None]] = {}
    for fact in conversion.report.facts:
        tables.setdefault(aspects(fact), set()).update(table_of[mark] for mark in fact.marks)
    sums: dict[Aspects, list[tuple[CalculationResult, list[Aspects]]]] = {}
    for result in conversion.calculation:
        figures = [aspects(result.total), *(aspects(part.fact) for part in result.parts)]
        for figure in figures:
            sums.setdefault(figure, []).append((result, figures))
    seen = set()
    for trace in conversion.traces:
        fact = trace.fact
        if fact is None or fact.value is None or trace.table is None or trace.span in seen or not money(fact):
            continue
        printed = frozenset(
            (result.role, aspects(result.total))
            for result, figures in sums.get(aspects(fact), ())
            if trace.table in tables[figures[0]] and sum(trace.table in tables[figure] for figure in figures) > 1
        )
        if printed:
            seen.add(trace.span)
            yield Cell(trace, printed)


def money(fact: Fact) -> bool:
    unit = fact.unit
    return unit is not None and not unit.denominators and unit.numerators[0].namespace == ISO4217


def changed(lines: list[str], trace: Trace) -> bytes:
    """The release with one thousand more in one cell, as printed; a longer number takes a blank before it."""
    line, start = lines[trace.span.line - 1], trace.span.column - 1
    assert line[start : start + len(trace.raw)] == trace.raw
    digits = re.search(r"\d[\d,]*", trace.raw)
    assert digits is not None
    more = f"{int(digits.group().replace(',', '')) + 1000:,}"
    raw = trace.raw[: digits.start()] + more + trace.raw[digits.end() :]
    before, after = line[:start], line[start + len(trace.raw) :]
    surplus = len(raw) - len(trace.raw)
    if surplus > 0 and before.endswith(" " * (surplus + 1)):
        before = before[:-surplus]
    return "\n".join([*lines[: trace.span.line - 1], before + raw + after, *lines[trace.span.line :]]).encode()


def findings_of(data: bytes, name: str, profile: str) -> tuple[list[Finding], Report]:
    """What the release says against itself; nothing is written."""
    document, _ = read_document(data, name)
    issuer = load_issuer(profile)
    bindings = bind(document, issuer.known)
    built = build(bindings, issuer.known)
    validation = validate_report(built.report, issuer.taxonomy)
    tables = {trace.span: trace.table for trace in built.traces if trace.table is not None}
    audit = contradicting_sums(built.report, issuer.taxonomy, validation.calculation, tables)
    return [*validation.findings, *audit], built.report


def named(findings: list[Finding], report: Report, sums: frozenset[Sum]) -> set[Sum]:
    """Which of the sums the findings name: by the total and the role of the network."""
    by_id = {fact.id: aspects(fact) for fact in report.facts}
    told = [
        (by_id[f.facts[0]], f.message)
        for f in findings
        if f.code.startswith("audit:") or f.code == "calc11e:inconsistentCalculationUsingRounding"
    ]
    return {
        (role, total)
        for role, total in sums
        if any(first == total and f"({role})" in message for first, message in told)
    }


@pytest.mark.parametrize("name", RELEASES)
def test_a_cell_changed_by_one_thousand_is_told_with_its_sums(name: str, shared: Path) -> None:
    path = shared / "releases" / name
    lines = path.read_bytes().decode("utf-8").split("\n")
    unchanged = convert(path)
    found = list(cells(unchanged))
    assert len(found) > 300
    step = 1 if os.environ.get("TANSHIN_ALL_SUMS") else len(found) // SAMPLE
    missed = []
    for cell in found[::step]:
        findings, report = findings_of(changed(lines, cell.trace), name, "iij")
        for role, total in cell.sums - named(findings, report, cell.sums):
            missed.append(f"{cell.trace.span} {cell.trace.raw}: {role} {total}")
    assert missed == []


@pytest.mark.parametrize("name", RELEASES)
def test_every_sum_that_binds_is_printed_in_some_table(name: str, shared: Path) -> None:
    conversion = convert(shared / "releases" / name)
    watched = {each for cell in cells(conversion) for each in cell.sums}
    of_money = {(r.role, aspects(r.total)) for r in conversion.calculation if money(r.total)}
    assert len(watched) > 0.9 * len(of_money)
