"""Real filings on a large taxonomy: everything is found, and it is what the reference processor finds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from oracle import Oracle
from tanshin.taxonomy.dts import DTS, Resolver, load_dts
from tanshin.taxonomy.names import XBRLDI, XBRLDT, XBRLI

FILINGS = ("nflx-10q-20100930/nflx-20100930.xml", "aapl-10k-20100925/aapl-20100925.xml")
LINKS = ("presentationLink", "calculationLink", "definitionLink")


def load(shared: Path, name: str) -> tuple[DTS, Path, Path]:
    path, package = shared / "filings" / name, shared / "taxonomies" / "us-gaap-2009-01-31.zip"
    return load_dts([path], Resolver.for_files([path], [package])), path, package


@pytest.mark.parametrize("name", FILINGS)
def test_nothing_is_missing_and_concepts_and_base_sets_are_the_same(shared: Path, arelle: Oracle, name: str) -> None:
    dts, path, package = load(shared, name)
    assert dts.findings == ()
    model = arelle.load(path, package).model
    theirs = {q.clarkNotation: c for q, c in model.qnameConcepts.items() if c.isGlobalDeclaration}
    # They read what xsi:schemaLocation hints at too, and count the heads of substitution groups as concepts.
    theirs = {n: c for n, c in theirs.items() if XBRLDI not in n}
    assert {q.clark for q in dts.elements} == set(theirs)
    concepts = {n for n, c in theirs.items() if (c.isItem or c.isTuple) and XBRLI not in n and XBRLDT not in n}
    assert {q.clark for q in dts.taxonomy.concepts} == concepts
    by_name = {q.clark: c for q, c in dts.taxonomy.concepts.items()}
    differing = [
        n
        for n, ours in by_name.items()
        if (ours.base or None, ours.abstract, ours.nillable, ours.period_type, ours.balance)
        != (
            theirs[n].baseXbrliType,
            theirs[n].isAbstract,
            theirs[n].isNillable,
            theirs[n].periodType,
            theirs[n].balance,
        )
    ]
    assert differing == []
    base_sets = {
        (role, arcrole)
        for arcrole, role, link, arc in model.baseSets
        if role and link is not None and arc is not None and link.localName in LINKS
    }
    assert {(n.role, n.arcrole) for n in dts.taxonomy.networks} == base_sets
    for network in dts.taxonomy.networks:
        theirs_arcs = model.relationshipSet(network.arcrole, network.role).modelRelationships
        assert len(network.arcs) == len(theirs_arcs), (network.role, network.arcrole)


def test_it_is_loaded_in_a_fraction_of_a_second(shared: Path) -> None:
    start = time.perf_counter()
    load(shared, FILINGS[0])
    assert time.perf_counter() - start < 1
