"""A report written as RDF is read back as the same, whatever its syntax; the same report gives the same bytes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
from drawn import ENTITY, facts
from hypothesis import given, settings
from hypothesis import strategies as st
from tanshin.converter.emit.rdf import Source, graph, nquads, trig
from tanshin.converter.load.rdf import GraphError, read_graphs
from tanshin.converter.pipeline import Conversion, convert
from tanshin.converter.report import Fact, Period, Report, Unit
from tanshin.taxonomy.model import Taxonomy
from tanshin.taxonomy.names import ISO4217, XBRLI
from tanshin.taxonomy.qname import QName
from tanshin.taxonomy.span import Span

EX = "https://example.com/a b#c"  # a namespace that no address can hold as it stands
CASH, SALES = QName(EX, "Cash"), QName(EX, "売上高")
JPY = Unit((QName(ISO4217, "JPY"),))
SQUARE = Unit((QName(EX, "m"), QName(EX, "m")), (QName(XBRLI, "shares"), QName(EX, "s")))
PERIODS = [Period(None, date(2008, 9, 30)), Period(date(2008, 4, 1), date(2008, 9, 30)), Period(None, None)]
DIMENSIONS = [(), ((QName(EX, "Axis"), QName(EX, "Member")),), ((QName(EX, "Axis"), QName(EX, "M")), (SALES, "“7” \\"))]
WRITERS = {"nq": (nquads, ox.RdfFormat.N_QUADS), "trig": (trig, ox.RdfFormat.TRIG)}
EXAMPLES = sorted(f.name for f in files("tanshin.converter").joinpath("examples").iterdir() if f.name.endswith(".txt"))

MARKS = [(), (Span("r.txt", 7, 3, 5),), (Span("r.txt", 7, 3, 5), Span("r.txt", 9, 1, 2))]


def written(report: Report, syntax: str, source: Source | None = None) -> bytes:
    return b"".join(WRITERS[syntax][0](graph(report, Taxonomy({}), source or Source("r"))))


def back(data: bytes, syntax: str) -> Report:
    (found,) = read_graphs(ox.parse(data, format=WRITERS[syntax][1]))
    return found.report


some = facts(
    concepts=[CASH, SALES],
    units=[JPY, SQUARE],
    periods=PERIODS,
    dimensions=DIMENSIONS,
    texts=st.text(st.characters(min_codepoint=1, max_codepoint=0x3FF), max_size=20),
    decimals=(-900, 900),
    id=st.sampled_from(["same", ""]),
    language=st.sampled_from([None, "en", "no tag!"]),
    marks=st.sampled_from(MARKS),
)


@pytest.mark.parametrize("syntax", WRITERS)
@given(some)
@settings(max_examples=100, deadline=None)
def test_any_report_comes_back_the_same(syntax: str, these: tuple[Fact, ...]) -> None:
    report = Report(these, ("a b.xsd", "b.xml"), {"ex": EX, "iso4217": ISO4217})
    again = back(written(report, syntax), syntax)
    assert again == report


@cache
def example(name: str) -> Conversion:
    return convert(Path(str(files("tanshin.converter").joinpath("examples", name))))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_graph_of_a_filing_holds_the_whole_report(name: str) -> None:
    conversion = example(name)
    assert back(conversion.files["report.trig"], "trig") == conversion.report
    source = Source("x", name, conversion.traces)
    made = [b"".join(nquads(graph(conversion.report, conversion.taxonomy, source))) for _ in range(2)]
    assert made[0] == made[1]
    assert back(made[0], "nq") == conversion.report
    assert len(set(made[0].splitlines())) > 10_000
    assert b"_:" not in made[0].replace(b'"_:', b""), "a blank node"


def test_thirty_digits_stay_exact_and_say_what_they_may_be_rounded_from() -> None:
    value = Decimal("123456789012345678901234567890.12")
    data = written(Report((Fact("f", CASH, value, PERIODS[0], JPY, ENTITY, 1),), ()), "nq").decode()
    assert f'obsValue> "{value}"^^' in data
    assert 'lowest> "123456789012345678901234567890.07"^^' in data
    assert 'highest> "123456789012345678901234567890.17"^^' in data
    assert "unjudged> " in data


@pytest.mark.parametrize("name", EXAMPLES)
def test_observations_are_complete_and_unique_in_their_cubes(name: str) -> None:
    """Data Cube, integrity constraints 11 (all dimensions), 12 (no duplicates) and 14 (all measures)."""
    store = ox.Store()
    store.load(example(name).files["report.trig"], format=ox.RdfFormat.TRIG)
    qb = "PREFIX qb: <http://purl.org/linked-data/cube#> "
    for kind in ("dimension", "measure"):
        asked = f"""{qb} SELECT ?o ?p {{ ?o qb:dataSet/qb:structure/qb:component/qb:{kind} ?p
            FILTER NOT EXISTS {{ ?o ?p ?v }} }}"""
        assert list(store.query(asked, use_default_graph_as_union=True)) == []
    dimensions: dict[str, list[str]] = {}
    for row in store.query(
        f"{qb} SELECT ?o ?p ?v {{ ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?p . ?o ?p ?v }} ORDER BY ?o ?p",
        use_default_graph_as_union=True,
    ):
        dimensions.setdefault(str(row["o"]), []).append(f"{row['p']} {row['v']}")
    assert len(dimensions) == len(example(name).report.facts)
    assert len({tuple(said) for said in dimensions.values()}) == len(dimensions)


def test_what_is_no_graph_of_ours_is_refused_with_a_remedy() -> None:
    with pytest.raises(GraphError, match="holds no report") as caught:
        read_graphs(ox.parse("<urn:a> <urn:b> 'c' .", format=ox.RdfFormat.TURTLE))
    assert "report.trig" in caught.value.remedy
    other = written(Report((), ()), "nq").replace(b'graphFormat> "2"', b'graphFormat> "99"')
    with pytest.raises(GraphError, match="format 99"):
        back(other, "nq")
