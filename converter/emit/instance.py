"""A report as an XBRL 2.1 instance, streamed through lxml: the same report gives the same bytes.

Contexts and units get readable ids and stand in a fixed order before the facts, which keep the report's order. Which
taxonomy files there are is the report's `entry_points`; writing them is left to `taxonomy.write`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final, NamedTuple, Protocol, TypeVar

from lxml import etree

from ...taxonomy.model import Taxonomy
from ...taxonomy.names import ALL, HYPERCUBE_DIMENSION, LINK, NOT_ALL, XBRLDI, XBRLI, XLINK, XML, XSI
from ...taxonomy.qname import QName
from ..report import Entity, Fact, Period, Report, Unit
from .names import Prefixes, decimals, value

LINKBASE_ARCROLE: Final = "http://www.w3.org/1999/xlink/properties/linkbase"

T = TypeVar("T")
Dimensions = tuple[tuple[QName, QName | str], ...]


class Context(NamedTuple):
    """What facts of one context share (XBRL 2.1 section 4.7)."""

    entity: Entity
    period: Period
    dimensions: Dimensions

    @classmethod
    def of(cls, fact: Fact) -> Context:
        """The context of a fact."""
        return cls(fact.entity, fact.period, fact.dimensions)


class _Writer(Protocol):
    """What is used of lxml's incremental writer."""

    def element(self, tag: str, attrib: Mapping[str, str] = ..., nsmap: Mapping[str, str] = ...) -> _Element: ...
    def write(self, text: str) -> None: ...


class _Element(Protocol):
    def __enter__(self) -> object: ...
    def __exit__(self, *exc: object) -> object: ...


def instance(report: Report, taxonomy: Taxonomy) -> bytes:
    """The XBRL 2.1 instance of `report`, UTF-8.

    Raises `KeyError` for a name whose namespace has no prefix, `ValueError` for a text that XML cannot hold.
    """
    prefixes = Prefixes(report)
    contexts = context_ids({Context.of(fact) for fact in report.facts}, prefixes)
    units = unit_ids({fact.unit for fact in report.facts if fact.unit is not None}, prefixes)
    out = BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as stream:
        xml: _Writer = stream
        stream.write_declaration()
        with xml.element(_in(XBRLI, "xbrl"), nsmap=prefixes.nsmap):
            _references(xml, report.entry_points)
            containers = _containers(taxonomy)
            for context, context_id in contexts.items():
                _context(xml, context, context_id, prefixes, taxonomy, containers)
            for unit, unit_id in units.items():
                _unit(xml, unit, unit_id, prefixes)
            for fact in report.facts:
                unit_id = "" if fact.unit is None else units[fact.unit]
                _fact(xml, fact, contexts[Context.of(fact)], unit_id, prefixes)
            xml.write("\n")
    out.write(b"\n")
    return out.getvalue()


# --- ids ------------------------------------------------------------------------------------------------------------


def context_ids(contexts: Iterable[Context], prefixes: Prefixes) -> dict[Context, str]:
    """Contexts in a fixed order (entity, period, dimensions) with ids that read as period and members.

    `c-2008-04-01_2008-09-30`, `c-2008-09-30_SomeAxis.SomeMember`; a further context of the same look gets `.2`.
    """

    def key(context: Context) -> tuple[str, ...]:
        start, end = context.period.start, context.period.end
        return (
            context.entity.scheme,
            context.entity.identifier,
            end.isoformat() if end else "",
            start.isoformat() if start else "",
            *(f"{axis.clark} {m.clark if isinstance(m, QName) else m}" for axis, m in context.dimensions),
        )

    return _unique((context, _context_name(context)) for context in sorted(contexts, key=key))


def unit_ids(units: Iterable[Unit], prefixes: Prefixes) -> dict[Unit, str]:
    """Units in a fixed order with ids such as `JPY`, `pure` and `JPY-per-shares`."""

    def name(unit: Unit) -> str:
        over = "-".join(measure.local for measure in unit.denominators)
        return "-".join(measure.local for measure in unit.numerators) + (f"-per-{over}" if over else "")

    return _unique((unit, _ncname(name(unit))) for unit in sorted(units, key=prefixes.unit))


def _context_name(context: Context) -> str:
    period = context.period
    days = [day.isoformat() for day in (period.start, period.end) if day is not None]
    members = [
        f"{axis.local}.{member.local if isinstance(member, QName) else member}" for axis, member in context.dimensions
    ]
    return _ncname("_".join(["c-" + ("_".join(days) or "forever"), *members]))


def _ncname(text: str) -> str:
    """The text as an NCName: what may not stand in one becomes `-`, and a letter stands first."""
    name = re.sub(r"[^\w.-]+", "-", text)
    return name if re.match(r"[^\W\d]", name) else f"_{name}"


def _unique(named: Iterable[tuple[T, str]]) -> dict[T, str]:
    ids: dict[T, str] = {}
    taken: set[str] = set()
    for thing, name in named:
        free, count = name, 1
        while free in taken:
            count += 1
            free = f"{name}.{count}"
        taken.add(free)
        ids[thing] = free
    return ids


# --- elements -------------------------------------------------------------------------------------------------------


def _in(namespace: str, local: str) -> str:
    return f"{{{namespace}}}{local}"


_XBRLI: Final = {
    name: _in(XBRLI, name)
    for name in (
        "context", "entity", "identifier", "segment", "scenario", "period", "instant", "startDate", "endDate",
        "forever", "unit", "measure", "divide", "unitNumerator", "unitDenominator",
    )
}  # fmt: skip


def _text(xml: _Writer, tag: str, text: str, **attributes: str) -> None:
    with xml.element(tag, attributes):
        xml.write(text)


def _references(xml: _Writer, entry_points: Iterable[str]) -> None:
    """Schemas before linkbases, as XBRL 2.1 section 4 has them."""
    for kind, wanted in (("schemaRef", True), ("linkbaseRef", False)):
        for address in entry_points:
            if address.partition("#")[0].endswith(".xsd") is not wanted:
                continue
            attributes = {_in(XLINK, "type"): "simple", _in(XLINK, "href"): address}
            if not wanted:
                attributes[_in(XLINK, "arcrole")] = LINKBASE_ARCROLE
            xml.write("\n  ")
            with xml.element(_in(LINK, kind), attributes):
                pass


def _context(
    xml: _Writer,
    context: Context,
    context_id: str,
    prefixes: Prefixes,
    taxonomy: Taxonomy,
    containers: Mapping[QName, str],
) -> None:
    tag = _XBRLI
    by_container: dict[str, list[tuple[QName, QName | str]]] = {"segment": [], "scenario": []}
    for axis, member in context.dimensions:
        by_container[containers.get(axis, "scenario")].append((axis, member))
    xml.write("\n  ")
    with xml.element(tag["context"], {"id": context_id}):
        xml.write("\n    ")
        with xml.element(tag["entity"]):
            _text(xml, tag["identifier"], context.entity.identifier, scheme=context.entity.scheme)
            _members(xml, "segment", by_container["segment"], prefixes, taxonomy)
        xml.write("\n    ")
        with xml.element(tag["period"]):
            _period(xml, context.period)
        if by_container["scenario"]:
            xml.write("\n    ")
        _members(xml, "scenario", by_container["scenario"], prefixes, taxonomy)
        xml.write("\n  ")


def _period(xml: _Writer, period: Period) -> None:
    """A date without a time is that day's end for an end or instant, its start for a start (XBRL 2.1 section 4.7.2)."""
    if period.end is None:
        with xml.element(_XBRLI["forever"]):
            pass
    elif period.start is None:
        _text(xml, _XBRLI["instant"], period.end.isoformat())
    else:
        _text(xml, _XBRLI["startDate"], period.start.isoformat())
        _text(xml, _XBRLI["endDate"], period.end.isoformat())


def _members(
    xml: _Writer, container: str, dimensions: list[tuple[QName, QName | str]], prefixes: Prefixes, taxonomy: Taxonomy
) -> None:
    """The members of one container (Dimensions 1.0 section 3.1)."""
    if not dimensions:
        return
    with xml.element(_XBRLI[container]):
        for axis, member in dimensions:
            xml.write("\n      ")
            attributes = {"dimension": prefixes.name(axis)}
            if isinstance(member, QName):
                _text(xml, _in(XBRLDI, "explicitMember"), prefixes.name(member), **attributes)
            else:
                with xml.element(_in(XBRLDI, "typedMember"), attributes):
                    _text(xml, _typed_domain(axis, taxonomy).clark, member)
        xml.write("\n    ")


def _unit(xml: _Writer, unit: Unit, unit_id: str, prefixes: Prefixes) -> None:
    tag = _XBRLI
    xml.write("\n  ")
    with xml.element(tag["unit"], {"id": unit_id}):
        if not unit.denominators:
            for measure in unit.numerators:
                _text(xml, tag["measure"], prefixes.name(measure))
            return
        with xml.element(tag["divide"]):
            for side, measures in (("unitNumerator", unit.numerators), ("unitDenominator", unit.denominators)):
                with xml.element(tag[side]):
                    for measure in measures:
                        _text(xml, tag["measure"], prefixes.name(measure))


def _fact(xml: _Writer, fact: Fact, context_id: str, unit_id: str, prefixes: Prefixes) -> None:
    prefixes.name(fact.concept)  # a concept without a prefix would get one that differs from file to file
    attributes = {"id": fact.id, "contextRef": context_id}
    if unit_id:
        attributes["unitRef"] = unit_id
    accuracy = decimals(fact)
    if accuracy:
        attributes["decimals"] = accuracy
    if fact.language:
        attributes[_in(XML, "lang")] = fact.language
    if fact.nil:
        attributes[_in(XSI, "nil")] = "true"
    xml.write("\n  ")
    with xml.element(fact.concept.clark, attributes):
        if not fact.nil:
            xml.write(value(fact))


# --- what the taxonomy says of dimensions -----------------------------------------------------------------------------


def _containers(taxonomy: Taxonomy) -> dict[QName, str]:
    """The container of each axis whose hypercubes are all declared on the segment; the others go to the scenario."""
    axes: dict[QName, set[QName]] = {}
    elements: dict[QName, set[str]] = {}
    for network in taxonomy.networks:
        for arc in network.arcs:
            if network.arcrole == HYPERCUBE_DIMENSION:
                axes.setdefault(arc.target, set()).add(arc.source)
            elif network.arcrole in (ALL, NOT_ALL):
                elements.setdefault(arc.target, set()).add(arc.context_element or "scenario")
    return {
        axis: "segment"
        for axis, cubes in axes.items()
        if {element for cube in cubes for element in elements.get(cube, ())} == {"segment"}
    }


def _typed_domain(axis: QName, taxonomy: Taxonomy) -> QName:
    """The element that holds a typed member of `axis`: the one its `typedDomainRef` points to by id.

    An element that is not among the concepts is taken to be named as its id is, `prefix_name`, in the axis's namespace.
    """
    reference = taxonomy.concepts[axis].typed_domain or ""
    wanted = reference.partition("#")[2]
    for concept in taxonomy.concepts.values():
        if concept.id == wanted:
            return concept.name
    return QName(axis.namespace, wanted.partition("_")[2] or wanted)
