"""Graphs of reports against the shapes in `schemas/shapes.ttl`: complete, typed, fitting; sums hold.

How shapes are evaluated is left to `shacl`. What breaks a sum is told in the words of `explain`, with the facts that
the graph is read back into.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...taxonomy.amount import EXACT, parse_amount
from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import Concept, ConceptKind, Label, RoleType, Taxonomy
from ...taxonomy.names import LABEL, SUMMATION_ITEM
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..iris import PREFIXES, TAN
from ..load.rdf import Graphs, IncompleteError, Loaded, statements, syntax_error
from ..report import Fact
from .causes import Break
from .duplicates import most_accurate
from .explain import CODES, broken_finding
from .index import FactIndex
from .result import CalculationResult, Part, Rule, Verdict
from .shacl import Result, Shapes, Things

if TYPE_CHECKING:
    from . import Validation

_SUM: Final = "https://tanshin.example/shapes#Sum"
_OBSERVATION: Final = f"{PREFIXES['qb']}Observation"
_TYPE: Final = f"{PREFIXES['rdf']}type"
_PREFERRED: Final = f"{PREFIXES['skos']}prefLabel"
_WORDS: Final = f"{PREFIXES['rdfs']}label"
_COUNT: Final = f"""PREFIX tan: <{TAN}> SELECT (COUNT(*) AS ?all) (SUM(?off) AS ?skipped) WHERE {{
  SELECT ?summation (MAX(?odd) AS ?off) WHERE {{
    ?side tan:summation ?summation . ?figure tan:partOf ?side .
    OPTIONAL {{ ?figure tan:unjudged ?unsure }} BIND (IF(BOUND(?unsure), 1, 0) AS ?odd)
  }} GROUP BY ?summation
}}"""


def validate_graph(path: Path) -> Validation:
    """What the shapes find in a file of RDF. Raises `GraphError` for one that is no graph of ours, `OSError`."""
    import pyoxigraph as ox

    from . import Validation

    with path.open("rb"):
        pass
    try:
        graphs = Graphs.of(statements(path))
    except SyntaxError as error:
        raise syntax_error(path, error) from error
    graphs.check(str(path))
    found: list[Finding] = []
    sums = dict.fromkeys(Verdict, 0)
    facts = 0
    for name, things in sorted(graphs.things.items()):
        try:
            reports = graphs.reports(name, str(path))
        except IncompleteError:  # what is missing is told by the shapes
            reports = []
        store = ox.Store()
        store.bulk_extend(
            ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), each)
            for subject, said in things.items()
            for predicate, objects in said.items()
            for each in objects
        )
        results = sorted(_shapes().results(things, store), key=lambda r: (r.about, r.path, r.message, r.constraint))
        found += _told(results, things, reports, path)
        every, skipped = _counted(store)
        broken = sum(result.constraint == _SUM for result in results)
        sums[Verdict.BROKEN] += broken
        sums[Verdict.SKIPPED] += skipped
        sums[Verdict.HOLDS] += every - skipped - broken
        facts += sum(any(k.value == _OBSERVATION for k in said.get(_TYPE, ())) for said in things.values())
    return Validation(tuple(found), facts, (), sums)


@cache
def _shapes() -> Shapes:
    from importlib.resources import files

    folder = files(__package__.rpartition(".converter")[0] + ".schemas")
    return Shapes(folder.joinpath("shapes.ttl").read_bytes())


def _told(results: list[Result], things: Things, reports: list[Loaded], path: Path) -> Iterator[Finding]:
    facts = {address: fact for loaded in reports for address, fact in loaded.facts.items()}
    index = FactIndex([fact for loaded in reports for fact in loaded.report.facts])
    prefixes = {space: prefix for loaded in reports for prefix, space in sorted(loaded.report.prefixes.items())}
    sums = _Sums(things, facts) if any(result.constraint == _SUM for result in results) else None
    for result in results:
        if result.constraint == _SUM and sums is not None:
            read = sums.result(result.values["summation"])
            if read is not None:
                broken, taxonomy = read
                yield broken_finding(Break.of(broken, index.beside(broken.total)), taxonomy, prefixes, {})
                continue
        fact = facts.get(result.about)
        place = fact.marks[0] if fact is not None and fact.marks else Span(str(path), 1, 1)
        name = result.about.rpartition("#")[2] or result.about
        what = result.path.rpartition("#")[2] or "value"
        said = f"{result.message} [{name}]" if result.constraint else f"{name}: {what}: {result.message}"
        code = CODES[Rule.INTERVAL] if result.constraint == _SUM else "graph:shape"
        yield finding(code, " ".join(said.split()), source=place, facts=[name] if "#" in result.about else ())


class _Sums:
    """The summations of a graph as the calculation checks have them."""

    def __init__(self, things: Things, facts: dict[str, Fact]) -> None:
        self._things = things
        self._facts = facts
        self._parts: dict[str, list[tuple[str, str]]] = {}
        self._concepts: dict[QName, list[Any]] = {}
        for address, said in things.items():
            for side in said.get(f"{TAN}partOf", ()):
                for summation in things.get(side.value, {}).get(f"{TAN}summation", ()):
                    self._parts.setdefault(summation.value, []).append((address, side.value))
            if f"{TAN}localName" in said and f"{TAN}namespace" in said:
                name = QName(said[f"{TAN}namespace"][0].value, said[f"{TAN}localName"][0].value)
                self._concepts[name] = said.get(_PREFERRED, [])

    def result(self, summation: str) -> tuple[CalculationResult, Taxonomy] | None:
        """A broken sum with the words for what is in it; None where the graph is too damaged for that."""
        try:
            return self._result(summation)
        except (KeyError, IndexError, ValueError, ArithmeticError):
            return None

    def _result(self, summation: str) -> tuple[CalculationResult, Taxonomy]:
        said = self._things[summation]
        figure = said[f"{TAN}total"][0].value
        total = self._fact(figure)
        parts = [
            Part(self._fact(part), parse_amount(self._things[side][f"{TAN}weight"][0].value))
            for part, side in self._parts[summation]
            if part != figure
        ]
        added = Decimal(0)
        for part in parts:
            added = EXACT.add(added, EXACT.multiply(part.weight, _number(part.fact)))
        role = self._things[said[f"{TAN}network"][0].value][f"{TAN}role"][0].value
        difference = EXACT.subtract(_number(total), added)
        broken = CalculationResult(
            Rule.INTERVAL, role, SUMMATION_ITEM, total, tuple(parts), added, difference, Verdict.BROKEN
        )
        return broken, self._taxonomy({total.concept, *(part.fact.concept for part in parts)}, role)

    def _fact(self, figure: str) -> Fact:
        known = self._facts.get(figure)
        if known is not None:
            return known
        return most_accurate([self._facts[each.value] for each in self._things[figure][f"{TAN}fact"]])

    def _taxonomy(self, names: set[QName], role: str) -> Taxonomy:
        concepts = {}
        for name in names:
            labels = [Label(LABEL, each.language or "", each.value) for each in self._concepts.get(name, ())]
            concepts[name] = Concept(name, ConceptKind.ITEM, labels=tuple(labels))
        words = self._things.get(role, {}).get(_WORDS, ())
        return Taxonomy(concepts, roles=tuple(RoleType(role, each.value, ()) for each in words))


def _number(fact: Fact) -> Decimal:
    if not isinstance(fact.value, Decimal):
        raise ValueError(f"{fact.id} is no number")
    return fact.value


def _counted(store: Any) -> tuple[int, int]:
    """How many sums bind in a graph, and how many of them cannot be judged."""
    row = next(store.query(_COUNT))
    every, skipped = (int(getattr(row[name], "value", 0) or 0) for name in ("all", "skipped"))
    return every, skipped
