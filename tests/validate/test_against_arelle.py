"""Our verdicts and facts are those of the reference processor, on small filings and on real ones."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from oracle import Inconsistency, Oracle, OracleFact
from small import F, filing
from tanshin.converter.load import load_instance
from tanshin.converter.report import Fact, Unit
from tanshin.converter.validate import CalculationResult, Verdict, validate
from tanshin.taxonomy.qname import QName

__all__ = ["filing"]

RULES = ("1.0", "1.1")
REAL = {"nflx-10q-20100930": "nflx-20100930.xml", "aapl-10k-20100925": "aapl-20100925.xml"}


def broken(results: tuple[CalculationResult, ...]) -> set[Inconsistency]:
    return {
        Inconsistency(r.role, tuple(r.total.concept), r.total.marks[0].line)
        for r in results
        if r.verdict is Verdict.BROKEN
    }


def plain(fact: Fact) -> OracleFact:
    unit = fact.unit or Unit(())
    return OracleFact(
        tuple(fact.concept),
        fact.value,
        fact.period.start.isoformat() if fact.period.start else "",
        fact.period.end.isoformat() if fact.period.end else "",
        (tuple(map(tuple, unit.numerators)), tuple(map(tuple, unit.denominators))),
        (fact.entity.scheme, fact.entity.identifier),
        tuple((tuple(a), tuple(m) if isinstance(m, QName) else m) for a, m in fact.dimensions),
        fact.decimals,
        fact.marks[0].line,
    )


CASES = {
    "holds": [F("T", "3"), F("A", "1"), F("B", "2")],
    "rounding": [F("T", "4"), F("A", "1"), F("B", "2")],
    "beyond rounding": [F("T", "5"), F("A", "1"), F("B", "2")],
    "a part in another context": [F("T", "3"), F("A", "1"), F("B", "2", "c2")],
    "no part": [F("T", "3")],
    "a nil part": [F("T", "1"), F("A", "1"), F("B", None)],
    "all parts nil": [F("T", "1"), F("A", None), F("B", None)],
    "a nil total": [F("T", None), F("A", "1")],
    "equal duplicates of the total": [F("T", "9"), F("T", "9"), F("A", "1")],
    "equal duplicates of a part": [F("T", "9"), F("A", "1"), F("A", "1")],
    "a part given rounded and in full": [
        F("T", "1234", accuracy='decimals="0"'),
        F("A", "1234", accuracy='decimals="0"'),
        F("A", "1000", accuracy='decimals="-3"'),
    ],
    "contradicting duplicates": [F("T", "9"), F("A", "1"), F("A", "5000", accuracy='decimals="-3"')],
    "nil beside a value": [F("T", "9"), F("A", "1"), F("A", None)],
    "precision": [
        F("T", "1230", accuracy='precision="3"'),
        F("A", "1000", accuracy='precision="4"'),
        F("B", "234", accuracy='precision="3"'),
    ],
    "exact": [F("T", "3", accuracy='decimals="INF"'), F("A", "1"), F("B", "1", accuracy='decimals="INF"')],
    "excess digits": [F("T", "3001", accuracy='decimals="-3"'), F("A", "9")],
    "half to even": [F("T", "2", accuracy='decimals="0"'), F("A", "2.5", accuracy='decimals="1"')],
    "negative": [F("T", "-3"), F("A", "-1"), F("B", "-2")],
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", CASES)
def test_a_small_filing(name: str, rule: str, filing: Callable[..., Path], arelle: Oracle) -> None:
    path = filing([("T", "A", "1"), ("T", "B", "1.0")], CASES[name])
    assert broken(validate([path], calculation=rule, schema=False).calculation) == {
        inconsistency for _, inconsistency in arelle.load(path).calculation(rule)
    }


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("arcrole", ["2003", "2023"])
def test_many_random_sums(arcrole: str, seed: int, filing: Callable[..., Path], arelle: Oracle) -> None:
    dice = random.Random(seed)
    arcs = [("T", "A", "1"), ("T", "B", "-1"), ("T", "C", "1"), ("A", "D", "1"), ("A", "E", "0.5"), ("U", "A", "-1")]
    facts = []
    for context in (f"c{n}" for n in range(1, 61)):
        scale = dice.choice([0, 1, 3])
        values = {n: dice.randrange(-99, 100) * 10**scale for n in "BCDE"}
        values["A"] = values["D"] + values["E"] // 2 + dice.choice([0, 0, 1, -2]) * 10**scale
        values["T"] = values["A"] - values["B"] + values["C"] + dice.choice([0, 0, 0, 1, 2, 9]) * 10**scale
        values["U"] = -values["A"]
        for name, value in values.items():
            kind = dice.random()
            if kind < 0.1:
                continue
            accuracy = f'decimals="{dice.choice([-scale, -scale, 0, "INF"])}"'
            if kind > 0.9:
                accuracy = f'precision="{dice.choice([1, 2, 6])}"'
            facts.append(F(name, None if kind > 0.97 else str(value), context, accuracy))
            if 0.1 < kind < 0.15:
                facts.append(F(name, str(value), context, accuracy))
    path = filing(arcs, facts, arcrole, contexts=60)
    judged = arelle.load(path)
    for rule in RULES:
        theirs = {inconsistency for _, inconsistency in judged.calculation(rule)}
        assert broken(validate([path], calculation=rule, schema=False).calculation) == theirs, rule
    assert [plain(f) for f in load_instance(path).report.facts] == judged.facts()


@pytest.mark.parametrize("name", REAL)
def test_the_facts_of_a_real_filing_one_by_one(name: str, shared: Path, arelle: Oracle) -> None:
    path = shared / "filings" / name / REAL[name]
    theirs = arelle.load(path, shared / "taxonomies" / "us-gaap-2009-01-31.zip")
    loaded = load_instance(path)
    assert [plain(f) for f in loaded.report.facts] == theirs.facts()
    assert loaded.findings == ()
    assert theirs.problems == []


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", REAL)
def test_the_sums_of_a_real_filing(name: str, rule: str, shared: Path, arelle: Oracle) -> None:
    path = shared / "filings" / name / REAL[name]
    package = shared / "taxonomies" / "us-gaap-2009-01-31.zip"
    ours = validate([path], [package], rule, schema=False)
    assert broken(ours.calculation) == {i for _, i in arelle.load(path, package).calculation(rule)}
    with (shared / "filings" / "inconsistencies.csv").open(encoding="utf-8") as lines:
        rows = [r for r in csv.DictReader(lines) if (r["filing"], r["calculation"]) == (name, rule)]
    loaded = load_instance(path)
    context_of = {fact.id: context for fact, context in zip(loaded.report.facts, loaded.placed, strict=True)}
    told = [
        (r.role, r.total.concept.local, context_of[r.total.id], r.total.value, r.sum)
        for r in ours.calculation
        if r.verdict is Verdict.BROKEN
    ]
    assert sorted((role, name, context) for role, name, context, *_ in told) == sorted(
        (r["link_role"], r["total"].partition(":")[2], r["context"]) for r in rows
    )
    if rule == "1.0":
        assert sorted((f"{v:f}", f"{s:f}") for *_, v, s in told) == sorted((r["reported"], r["computed"]) for r in rows)
    others = [f for f in ours.findings if not f.code.startswith(("calc11e:", "xbrl.5.2.5.2:"))]
    assert others == []
