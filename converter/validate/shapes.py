"""Graphs of reports against the shapes in `schemas/shapes.ttl`, by pySHACL: complete, typed, fitting; sums hold.

What only the shapes look at is given to pySHACL, which reads a graph as rdflib has it; labels, marks and annotations,
half of a graph, are left out of it. Which sums there are is counted by the engine that queries run on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..iris import PREFIXES, TAN
from ..load.rdf import IncompleteError, Loaded, read_graphs, statements, syntax_error
from .result import Verdict

if TYPE_CHECKING:
    from . import Validation

_SUM: Final = "https://tanshin.example/shapes#Sum"
_OBSERVATION: Final = f"{PREFIXES['qb']}Observation"
_LEFT_OUT: Final = tuple(PREFIXES[name] for name in ("oa", "prov", "skosxl", "sh"))
_UNASKED: Final = frozenset(
    (
        *(f"{TAN}{name}" for name in ("printed", "line", "column", "length", "rowLabel", "columnLabel", "because",
                                      "rank", "printedValue", "status", "reason", "table")),
        *(f"{PREFIXES['skos']}{name}" for name in ("prefLabel", "altLabel", "definition", "notation")),
    )
)  # fmt: skip
_COUNT: Final = """PREFIX tan: <{tan}> SELECT (COUNT(*) AS ?all) (SUM(?off) AS ?skipped) WHERE {{
  SELECT ?network ?whole (MAX(?odd) AS ?off) WHERE {{
    ?arc tan:weight ?weight ; tan:network ?network ; tan:from ?total ; tan:to ?part .
    ?context ?total ?whole . ?whole tan:lowest ?low . ?context ?part ?figure . ?figure tan:lowest ?least .
    OPTIONAL {{ ?whole tan:unjudged ?a }} OPTIONAL {{ ?figure tan:unjudged ?b }}
    BIND (IF(BOUND(?a) || BOUND(?b), 1, 0) AS ?odd)
  }} GROUP BY ?network ?whole
}}"""


class ShapesError(Exception):
    """The shapes cannot be run here; `remedy` says what is missing."""

    remedy = "Install it with `pip install '.[shacl]'` in the checkout."


def validate_graph(path: Path) -> Validation:
    """What the shapes find in a file of RDF. Raises `GraphError` for one that is no graph of ours, `OSError`.

    Raises `ShapesError` where pySHACL is not installed.
    """
    from . import Validation

    with path.open("rb"):
        pass
    try:
        quads = list(statements(path))
    except SyntaxError as error:
        raise syntax_error(path, error) from error
    try:
        reports = read_graphs(quads, str(path))
    except IncompleteError:  # what is missing is told by the shapes
        reports = []
    found: list[Finding] = []
    sums = dict.fromkeys(Verdict, 0)
    for graph in sorted({getattr(quad.graph_name, "value", "") for quad in quads}):
        triples = [quad for quad in quads if getattr(quad.graph_name, "value", "") == graph]
        told = list(_violations(triples, reports, path))
        found += told
        every, skipped = _counted(triples)
        broken = sum(each.code == "calc11e:inconsistentCalculationUsingRounding" for each in told)
        sums[Verdict.BROKEN] += broken
        sums[Verdict.SKIPPED] += skipped
        sums[Verdict.HOLDS] += every - skipped - broken
    facts = sum(getattr(quad.object, "value", "") == _OBSERVATION for quad in quads)
    return Validation(tuple(found), facts, (), sums)


def _violations(triples: list[Any], reports: list[Loaded], path: Path) -> Iterator[Finding]:
    """The results of the shapes on one graph, in the order of what they are about."""
    try:
        import pyshacl
    except ImportError as error:
        raise ShapesError("checking a graph against its shapes needs pyshacl") from error
    from rdflib import Graph, Namespace

    sh = Namespace(PREFIXES["sh"])
    _, results, _ = pyshacl.validate(_as_rdflib(triples), shacl_graph=_shapes(), inference="none", advanced=False)
    assert isinstance(results, Graph)
    places = {f"{r.address}#{fact.id}": fact.marks[0] for r in reports for fact in r.report.facts if fact.marks}
    told = []
    for result in results.objects(None, sh.result):
        focus, value = results.value(result, sh.focusNode), results.value(result, sh.value)
        route = results.value(result, sh.resultPath)
        source = results.value(result, sh.sourceConstraint)
        message = str(results.value(result, sh.resultMessage) or "")
        about = str(value if source is not None and value is not None else focus)
        told.append((about, str(route or ""), message, str(source or "")))
    for about, way, message, rule in sorted(told):
        name = about.rpartition("#")[2]
        place = places.get(about) or Span(str(path), 1, 1)
        said = f"{message} [{name}]" if rule else f"{name}: {way.rpartition('#')[2] or 'value'}: {message}"
        code = "calc11e:inconsistentCalculationUsingRounding" if rule == _SUM else "graph:shape"
        yield finding(code, " ".join(said.split()), source=place, facts=[name] if "#" in about else ())


def _shapes() -> Any:
    from importlib.resources import files

    from rdflib import Graph

    folder = files(__package__.rpartition(".converter")[0] + ".schemas")
    return Graph().parse(data=folder.joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle")


def _as_rdflib(triples: list[Any]) -> Any:
    """The statements that the shapes look at."""
    import pyoxigraph as ox
    from rdflib import Graph

    kept = (
        quad.triple
        for quad in triples
        if quad.predicate.value not in _UNASKED
        and not quad.predicate.value.startswith(_LEFT_OUT)
        and not getattr(quad.object, "value", "").startswith(_LEFT_OUT)
    )
    data = ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b""
    return Graph().parse(data=data, format="nt")


def _counted(triples: list[Any]) -> tuple[int, int]:
    """How many sums bind in a graph, and how many of them cannot be judged."""
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in triples)
    answer = store.query(_COUNT.format(tan=TAN))
    assert isinstance(answer, ox.QuerySolutions)
    row = next(answer)
    every, skipped = (int(getattr(row[name], "value", 0) or 0) for name in ("all", "skipped"))
    return every, skipped
