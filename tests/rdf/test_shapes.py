"""Graphs against their shapes: ours conform, damage is found, and the verdict on sums is the validator's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import tanshin.schemas
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph
from small import F, filing
from tanshin.converter.emit.rdf import nquads, trig
from tanshin.converter.graphs import instance_graph
from tanshin.converter.iris import TAN
from tanshin.converter.load.rdf import GraphError, Graphs, statements
from tanshin.converter.validate import Verdict, validate
from tanshin.converter.validate.shacl import Result, Shapes
from tanshin.converter.validate.shapes import validate_graph

__all__ = ["filing"]
Filing = Callable[..., Path]
ARCS = [("Total", "A", "1"), ("Total", "B", "-1")]
SHAPES = Path(tanshin.schemas.__file__).parent / "shapes.ttl"
INCONSISTENT = "calc11e:inconsistentCalculationUsingRounding"


@pytest.fixture
def graph(tmp_path: Path, filing: Filing) -> Path:
    """The graph of a small filing, as N-Quads: 30 = 40 - 10."""
    made, _, _ = instance_graph(filing(ARCS, [F("Total", "30"), F("A", "40"), F("B", "10")]))
    path = tmp_path / "ex.nq"
    path.write_bytes(b"".join(nquads(made)))
    return path


def test_a_sound_graph_conforms(graph: Path) -> None:
    told = validate_graph(graph)
    assert (told.findings, told.facts, told.valid) == ((), 3, True)
    assert told.sums[Verdict.HOLDS] == 1


@pytest.mark.parametrize(
    ("pattern", "put", "said"),
    [
        (r".*#f1> \S+#concept> .*\n", "", "f1: concept"),
        (r"(.*#f2> \S+#decimals> )\S+(.*)", r'\1"many"\2', "f2: decimals"),
        (r"(.*#f3> \S+#obsValue> ).*\n", "", "f3: value"),
        (r'(.*#A> \S+#periodType> )"instant"', r'\1"duration"', "does not fit the period type of its concept [f2]"),
        (r'(.*#B> \S+#abstract> )"false"', r'\1"true"', "is of an abstract concept [f3]"),
        (r".*#f1> \S+#occurrence> .*\n", "", "lacks a dimension or measure of its cube [f1]"),
        (r'(.*#arc-\S+ \S+#weight> )"\S+"(.*)', r'\1"heavy"\2', "weight"),
        (r'(.*#f2> \S+#obsValue> )"40"', r'\1"41"', "is not the middle of what it may be the rounding of [f2]"),
        (r'(.*#f2> \S+#decimals> )"0"', r'\1"-3"', "does not fit its decimals [f2]"),
        (r".*#f3> \S+#partOf> .*\n", "", "f3 is a part of a total, and no summation says so"),
        (r'(.*#sum-1-1-1> \S+#weight> )"1"', r'\1"2"', "f2 counts in a summation that no arc leads to"),
        (r".* \S+#A> \S+#f2> .*\n", "", "f2 is not found from its context by its concept"),
        (r"(.*#f1> \S+vocabulary#unit> <\S+#)\w+>", r"\1XXX>", "another period, unit or entity"),
    ],
)
def test_damage_is_found(graph: Path, pattern: str, put: str, said: str) -> None:
    harmed, times = re.subn(pattern, put, graph.read_text(encoding="utf-8"))
    assert times
    graph.write_text(harmed, encoding="utf-8")
    told = validate_graph(graph)
    assert not told.valid
    assert any(said in each.message for each in told.findings), [each.message for each in told.findings]

    theirs, ours = _by_pyshacl(graph), {(r.about, r.path, r.constraint) for r in _results(graph)}
    assert ours == theirs, "the full implementation of SHACL"


def _results(path: Path) -> list[Result]:
    quads = list(statements(path))
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    (things,) = Graphs.of(quads).things.values()
    return list(Shapes(SHAPES.read_bytes()).results(things, store))


def _by_pyshacl(path: Path) -> set[tuple[str, str, str]]:
    """What each violation is about, its path, and its constraint where that is in SPARQL."""
    data = Graph()
    for quad in statements(path):
        data.parse(data=f"{quad.triple} .", format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(SHAPES), inference="none", advanced=False)
    assert isinstance(report, Graph)
    told = set()
    for result in report.objects(None, SH.result):
        source = report.value(result, SH.sourceConstraint)
        about = report.value(result, SH.value if source else SH.focusNode)
        told.add((str(about), str(report.value(result, SH.resultPath) or ""), str(source or "")))
    return told


@pytest.mark.parametrize("total", ["30", "31", "32", "-30"])
def test_sums_have_the_verdict_of_the_validator(tmp_path: Path, filing: Filing, total: str) -> None:
    instance = filing(ARCS, [F("Total", total), F("A", "40"), F("B", "10"), F("B", "10"), F("A", "1", "c2")])
    path = tmp_path / "ex.trig"
    path.write_bytes(b"".join(trig(instance_graph(instance)[0])))
    ours, theirs = validate_graph(path), validate([instance])
    assert {v: ours.sums[v] for v in Verdict} == {v: theirs.sums.get(v, 0) for v in Verdict}
    broken = [f.message.replace(f"{tmp_path}/", "") for f in theirs.findings if f.code == INCONSISTENT]
    assert [f.message for f in ours.findings if f.code == INCONSISTENT] == broken  # amounts, difference, parts, places


@pytest.mark.parametrize("name", ["iij-2008-11-13", "iij-2009-08-11"])
def test_the_graphs_of_both_releases_conform(graphs: Path, shared: Path, name: str) -> None:
    from tanshin.converter.pipeline import convert

    told = validate_graph(graphs / name / "report.trig")
    assert told.findings == ()
    theirs = convert(shared / "releases" / f"{name}.txt").calculation
    assert {v: told.sums[v] for v in Verdict} == {v: sum(r.verdict is v for r in theirs) for v in Verdict}


def test_the_nine_broken_sums_of_a_real_filing(shared: Path, tmp_path: Path) -> None:
    instance = shared / "filings" / "aapl-10k-20100925" / "aapl-20100925.xml"
    packages = [shared / "taxonomies" / "us-gaap-2009-01-31.zip"]
    path = tmp_path / "aapl.nq"
    path.write_bytes(b"".join(nquads(instance_graph(instance, packages)[0])))
    told, theirs = validate_graph(path), validate([instance], packages, schema=False)
    assert {v: told.sums[v] for v in Verdict} == {v: theirs.sums.get(v, 0) for v in Verdict}
    broken = sorted(r.total.id for r in theirs.calculation if r.verdict is Verdict.BROKEN)
    assert sorted(f.facts[0] for f in told.findings) == broken and len(broken) == 9
    assert told.valid and not told.consistent


def test_what_is_no_graph_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b> 'c' .")
    with pytest.raises(GraphError, match="no report"):
        validate_graph(tmp_path / "x.ttl")


def test_every_term_in_use_is_defined_in_the_vocabulary(graphs: Path) -> None:
    folder = SHAPES.parent
    vocabulary = Graph().parse(folder / "vocabulary.ttl")
    defined = {str(term) for term in vocabulary.subjects(RDF.type) if str(term).startswith(TAN)}
    for term in vocabulary.subjects(RDF.type):
        if str(term).startswith(TAN):
            assert vocabulary.value(term, RDFS.label) and vocabulary.value(term, SKOS.definition), term
    assert (None, RDF.type, OWL.Ontology) in vocabulary
    text = "".join(p.read_text(encoding="utf-8") for p in graphs.rglob("*.trig"))
    used = {TAN + name for name in re.findall(r"(?<=\s)tan:(\w+)", re.sub(r'"(?:[^"\\]|\\.)*"', '""', text))}
    assert used - defined == set()
