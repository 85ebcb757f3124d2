"""Graphs that `emit.rdf` wrote, read back into the same reports, from any syntax of RDF or from a store.

Names come from `tan:namespace` and `tan:localName`, never from cutting addresses. What a graph says beyond the report
(concepts, networks, provenance other than places) is left to queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...taxonomy.amount import parse_amount
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..iris import GRAPH_FORMAT, PREFIXES, TAN
from ..report import Entity, Fact, Footnote, Period, Report, Unit

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

SUFFIXES: Final = {
    ".trig": "TRIG",
    ".nq": "N_QUADS",
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".jsonld": "JSON_LD",
    ".rdf": "RDF_XML",
}
"""Which files are graphs, by the end of their names, with the engine's name of their syntax."""

_MAX_EXPONENT: Final = 9
_RDF_TYPE: Final = PREFIXES["rdf"] + "type"
_TRIPLES_ONLY: Final = frozenset(("TURTLE", "N_TRIPLES", "RDF_XML"))


_Things = dict[str, dict[str, list[Any]]]


class GraphError(Exception):
    """A file that is no graph of a report as this program writes it; `remedy` says what to do."""

    def __init__(self, message: str, remedy: str = "Give a graph that tanshin wrote, such as report.trig.") -> None:
        super().__init__(message)
        self.remedy = remedy


class IncompleteError(GraphError):
    """A graph of ours that lacks something, so that its report cannot be read."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report with the address of its graph and the name that tells it from others."""

    address: str
    name: str
    report: Report
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """The facts by their addresses."""
    footnotes: tuple[Footnote, ...] = ()


def is_graph(path: Path) -> bool:
    """Whether a file is taken for RDF, by its name."""
    return path.suffix.lower() in SUFFIXES


def rdf_format(path: Path) -> RdfFormat:
    """The engine's format for a file name; raises `GraphError` for a name that says none."""
    from pyoxigraph import RdfFormat

    name = SUFFIXES.get(path.suffix.lower())
    if name is None:
        known = ", ".join(SUFFIXES)
        raise GraphError(f"{path}: its name says no syntax of RDF", f"Give it one of the endings {known}.")
    found: RdfFormat = getattr(RdfFormat, name)
    return found


def holds_quads(path: Path) -> bool:
    """Whether the file's syntax has names for graphs."""
    return SUFFIXES.get(path.suffix.lower()) not in _TRIPLES_ONLY


def statements(path: Path) -> Iterator[Any]:
    """The statements of a file as the engine's quads, one by one; raises `SyntaxError` where it is broken."""
    from pyoxigraph import parse

    return iter(parse(path=str(path), format=rdf_format(path)))


def syntax_error(path: Path, error: SyntaxError) -> GraphError:
    """What to tell of a file that is broken: its place where the parser gives one."""
    place = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
    return GraphError(f"{place}: is no well-formed RDF: {str(error.msg or error)[:300]}", "Write the graph again.")


def read_graphs(quads: Iterable[Any], name: str = "") -> list[Loaded]:
    """The reports that statements hold, in the order of their addresses; a graph without a name is taken as one.

    Raises `GraphError` where there is no report, or one in a format that this version does not know.
    """
    graphs = Graphs.of(quads)
    graphs.check(name)
    return [loaded for graph in sorted(graphs.things) for loaded in graphs.reports(graph, name)]


@dataclass(frozen=True, slots=True)
class Graphs:
    """Statements by the name of their graph, the subject and the predicate."""

    things: dict[str, _Things]

    @classmethod
    def of(cls, quads: Iterable[Any]) -> Graphs:
        """The same statement given twice counts once."""
        graphs: dict[str, _Things] = {}
        for quad in quads:
            things = graphs.setdefault(getattr(quad.graph_name, "value", ""), {})
            objects = things.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
            if quad.object not in objects:
                objects.append(quad.object)
        return cls(graphs)

    def check(self, name: str) -> None:
        """Raise `GraphError` where no graph holds a report."""
        if not any(f"{TAN}Report" in _kinds(said) for things in self.things.values() for said in things.values()):
            raise GraphError(f"{name or 'the graph'}: holds no report of tanshin's")

    def reports(self, graph: str, name: str = "") -> list[Loaded]:
        """The reports of a graph by their addresses. Raises `IncompleteError` where something is missing for one."""
        found = []
        things = self.things[graph]
        for address, said in sorted(things.items()):
            if f"{TAN}Report" in _kinds(said):
                try:
                    found.append(_report(address, things))
                except (KeyError, IndexError, ValueError, ArithmeticError, AttributeError) as error:
                    told = f"{name or address}: the graph is not complete: {error}"
                    raise IncompleteError(
                        told, "Write the graph again; `tanshin validate` says what is missing."
                    ) from error
        return found


def check_format(given: str, name: str) -> None:
    """Raise `GraphError` for a graph of another format than this version's."""
    if given != GRAPH_FORMAT:
        raise GraphError(
            f"{name}: is a graph of format {given or 'unknown'}, and this version knows format {GRAPH_FORMAT}",
            "Write the graph again with this version.",
        )


def _report(address: str, things: _Things) -> Loaded:
    said = _Said(things[address])
    check_format(said.one("graphFormat"), address)
    facts = []
    for subject, thing in things.items():
        if f"{PREFIXES['qb']}Observation" in _kinds(thing):
            fact = _Said(thing)
            if fact.one("report") == address:
                facts.append((int(fact.one("order")), subject, fact))
    facts.sort(key=lambda pair: pair[0])
    reader = _Reader(things)
    prefixes = {}
    for declared in said.of(PREFIXES["sh"] + "declare"):
        one = _Said(things[declared.value])
        prefixes[one.of(PREFIXES["sh"] + "prefix")[0].value] = one.of(PREFIXES["sh"] + "namespace")[0].value
    entries = [_Said(things[entry.value]) for entry in said.all("entryPoint")]
    entries.sort(key=lambda entry: int(entry.one("order")))
    read = {subject: reader.fact(subject, fact) for _, subject, fact in facts}
    report = Report(
        tuple(read.values()),
        tuple(entry.one("href") for entry in entries),
        prefixes,
    )
    title = said.of(PREFIXES["dct"] + "title")
    return Loaded(address, title[0].value if title else address, report, read, _footnotes(address, things, read))


def _footnotes(address: str, things: _Things, facts: Mapping[str, Fact]) -> tuple[Footnote, ...]:
    linked: dict[str, list[str]] = {}
    for subject, fact in facts.items():
        for note in things[subject].get(TAN + "footnote", ()):
            linked.setdefault(note.value, []).append(fact.id)
    found = []
    for subject, said in things.items():
        if f"{TAN}Footnote" in _kinds(said) and _Said(said).one("report") == address:
            one = _Said(said)
            words = str(one.of(PREFIXES["rdf"] + "value")[0].value)
            ids = tuple(linked.get(subject, ()))
            note = Footnote(words, one.one("language"), one.one("role"), one.one("arcrole"), ids)
            found.append((int(one.one("order")), note))
    return tuple(note for _, note in sorted(found, key=lambda pair: pair[0]))


def _kinds(said: dict[str, list[Any]]) -> set[str]:
    """The addresses of the classes that a thing is of."""
    return {str(kind.value) for kind in said.get(_RDF_TYPE, ())}


class _Said:
    """What is said of one thing, by the local names of our own terms."""

    __slots__ = ("_said",)

    def __init__(self, said: dict[str, list[Any]]) -> None:
        self._said = said

    def of(self, predicate: str) -> list[Any]:
        return self._said.get(predicate, [])

    def all(self, name: str) -> list[Any]:
        return self._said.get(TAN + name, [])

    def one(self, name: str) -> str:
        """The text of the one value; empty for none."""
        found = self.all(name)
        return str(found[0].value) if found else ""

    def items(self) -> Iterable[tuple[str, list[Any]]]:
        return self._said.items()


class _Reader:
    """Makes facts; equal aspects become one object, as other loaders have it."""

    def __init__(self, things: _Things) -> None:
        self._things = things
        self._names: dict[str, QName] = {}
        self._periods: dict[tuple[str, str], Period] = {}
        self._units: dict[str, Unit] = {}
        self._entities: dict[str, Entity] = {}
        self._dimensions: dict[object, tuple[tuple[QName, QName | str], ...]] = {}
        self._axes = {address for address, said in things.items() if f"{TAN}Axis" in _kinds(said)}
        self._ranks: dict[tuple[str, str], int] = {}
        for said in things.values():
            if TAN + "rank" in said:
                body, target = said[PREFIXES["oa"] + "hasBody"][0].value, said[PREFIXES["oa"] + "hasTarget"][0].value
                self._ranks[body, target] = int(said[TAN + "rank"][0].value)

    def fact(self, subject: str, said: _Said) -> Fact:
        identifier, start, end = said.one("id"), said.one("start"), said.one("end")
        decimals = said.one("decimals")
        unit = said.one("unit")
        days = start, end
        period = self._periods.get(days)
        if period is None:
            period = self._periods[days] = Period(
                date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None
            )
        language = said.all("language")
        return Fact(
            identifier,
            self._name(said.one("concept")),
            self._value(said),
            period,
            self._unit(unit) if unit else None,
            self._entity(said.one("entity")),
            int(decimals) if decimals else None,
            self._members(said),
            language[0].value if language else None,
            self._marks(subject, said),
        )

    def _name(self, address: str) -> QName:
        known = self._names.get(address)
        if known is None:
            said = _Said(self._things.get(address, {}))
            if not said.one("localName"):
                raise IncompleteError(
                    f"{address or 'a fact'}: has no name", "Write the graph again; it is not complete."
                )
            known = self._names[address] = QName(said.one("namespace"), said.one("localName"))
        return known

    def _value(self, said: _Said) -> Decimal | str | None:
        number = said.of(PREFIXES["sdmx-measure"] + "obsValue")
        if number:
            shown = str(number[0].value)
            return Decimal(shown.replace("INF", "Infinity")) if shown[-1] in "FN" else parse_amount(shown)
        found = said.all("text")
        return str(found[0].value) if found else None

    def _unit(self, address: str) -> Unit:
        known = self._units.get(address)
        if known is None:
            factors = [_Said(self._things[f.value]) for f in _Said(self._things[address]).all("factor")]
            if not factors:
                known = Unit((self._name(address),))
            else:
                numerators: list[QName] = []
                denominators: list[QName] = []
                for factor in factors:
                    exponent = int(factor.one("exponent"))
                    if abs(exponent) > _MAX_EXPONENT:
                        raise ValueError(f"a measure to the power of {exponent}")
                    side = numerators if exponent > 0 else denominators
                    side += [self._name(factor.one("measure"))] * abs(exponent)
                known = Unit(tuple(sorted(numerators)), tuple(sorted(denominators)))
            self._units[address] = known
        return known

    def _entity(self, address: str) -> Entity:
        known = self._entities.get(address)
        if known is None:
            said = _Said(self._things[address])
            known = self._entities[address] = Entity(said.one("scheme"), said.one("identifier"))
        return known

    def _members(self, said: _Said) -> tuple[tuple[QName, QName | str], ...]:
        from pyoxigraph import Literal

        found: list[tuple[QName, QName | str]] = []
        for predicate, things in said.items():
            if predicate in self._axes:
                (thing,) = things
                found.append(
                    (self._name(predicate), thing.value if isinstance(thing, Literal) else self._name(thing.value))
                )
        found.sort(key=lambda pair: pair[0])
        key = tuple(found)
        return self._dimensions.setdefault(key, key)

    def _marks(self, subject: str, said: _Said) -> tuple[Span, ...]:
        places = []
        own = said.of(PREFIXES["prov"] + "wasDerivedFrom")
        for place in own:
            mark = _Said(self._things[place.value])
            document = mark.of(PREFIXES["oa"] + "hasSource")[0].value
            span = Span(
                _Said(self._things[document]).one("file"),
                int(mark.one("line")),
                int(mark.one("column")),
                int(mark.one("length") or 0),
            )
            places.append((self._ranks.get((subject, place.value), 0), span))
        return tuple(span for _, span in sorted(places))
