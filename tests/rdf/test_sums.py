"""Every summation recomputed in SPARQL has the validator's verdict: on both releases and on the real filings."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from asking import asked
from small import F, filing
from tanshin.converter.emit.rdf import Source, graph, nquads
from tanshin.converter.graphs import instance_graph
from tanshin.converter.pipeline import convert
from tanshin.converter.query import memory
from tanshin.converter.validate import CalculationResult, validate

__all__ = ["filing"]
REAL = ("aapl-10k-20100925/aapl-20100925.xml", "nflx-10q-20100930/nflx-20100930.xml")


def verdicts(results: tuple[CalculationResult, ...]) -> Counter[tuple[str, str, Decimal]]:
    return Counter(
        (str(r.verdict), r.total.concept.local, r.total.value) for r in results if isinstance(r.total.value, Decimal)
    )


@pytest.mark.parametrize("release", ["iij-2008-11-13.txt", "iij-2009-08-11.txt"])
def test_releases(shared: Path, release: str) -> None:
    conversion = convert(shared / "releases" / release)
    store = memory(nquads(graph(conversion.report, conversion.taxonomy, Source("r"))))
    rows = asked(store, "sums")
    found = Counter((str(r["judged"]), str(r["total"]).partition(":")[2]) for r in rows)
    theirs = Counter((verdict, name) for verdict, name, _ in verdicts(conversion.calculation).elements())
    assert found == theirs
    assert sum(count for (verdict, _), count in found.items() if verdict == "holds") > 70


@pytest.mark.parametrize("name", REAL)
def test_real_filings(shared: Path, name: str) -> None:
    path = shared / "filings" / name
    packages = [shared / "taxonomies" / "us-gaap-2009-01-31.zip"]
    made, report, _ = instance_graph(path, packages)
    rows = asked(memory(nquads(made)), "sums")
    found = Counter((str(r["judged"]), str(r["total"]).partition(":")[2], r["value"]) for r in rows)
    assert found == verdicts(validate([path], packages, schema=False).calculation)
    with (shared / "filings" / "inconsistencies.csv").open(encoding="utf-8", newline="") as lines:
        mine = [row for row in csv.DictReader(lines) if row["filing"] == path.parent.name]
    here = [row for row in mine if row["calculation"] == "1.0"]  # those of 1.1 are the same, their figures intervals
    assert len(here) == len(mine) / 2
    broken = [(str(r["total"]), r["value"], r["sum"]) for r in rows if r["judged"] == "broken"]
    assert sorted(broken) == sorted((r["total"], Decimal(r["reported"]), Decimal(r["computed"])) for r in here)
    assert len(report.facts) > 300


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([F("Total", "30"), F("A", "40"), F("B", "10")], ["holds"]),
        ([F("Total", "33"), F("A", "40"), F("B", "10")], ["broken"]),
        ([F("Total", "33"), F("A", "40", accuracy='decimals="-1"'), F("B", "10")], ["holds"]),
        ([F("Total", None), F("A", "40"), F("B", "10")], []),
        ([F("Total", "30"), F("A", None), F("B", None)], []),
        ([F("Total", "40"), F("A", "40"), F("B", None)], ["holds"]),
        ([F("Total", "30"), F("A", "40"), F("A", "41"), F("B", "10")], ["skipped"]),
        ([F("Total", "30"), F("Total", "30"), F("A", "40"), F("A", "40"), F("B", "10")], ["holds"]),
        (
            [F("Total", "30"), F("A", "40"), F("B", "10"), F("Total", "10", "c2"), F("A", "8", "c2")],
            ["broken", "holds"],
        ),
        ([F("Total", "30"), F("A", "40", "c2"), F("B", "10", "c2")], []),
    ],
)
def test_each_way_a_sum_may_stand(filing: Callable[..., Path], facts: list[F], expected: list[str]) -> None:
    instance = filing([("Total", "A", "1"), ("Total", "B", "-1")], facts)
    rows = asked(memory(nquads(instance_graph(instance)[0])), "sums")
    assert [r["judged"] for r in rows] == expected
    assert sorted(str(result.verdict) for result in validate([instance]).calculation) == expected
