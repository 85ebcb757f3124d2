"""Facts within and without the hypercubes of their concept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tanshin.converter.report import Entity, Fact, Period, Report
from tanshin.converter.validate import validate_report
from tanshin.taxonomy.model import Arc, Concept, ConceptKind, LinkKind, Network, PeriodType, Taxonomy
from tanshin.taxonomy.names import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    NOT_ALL,
)
from tanshin.taxonomy.qname import QName

ROLE = "http://example.com/role/Segments"
INVALID = "xbrldie:PrimaryItemDimensionallyInvalidError"


def q(name: str) -> QName:
    return QName("http://example.com/ex", name)


def network(arcrole: str, *pairs: tuple[str, str], role: str = ROLE, **more: object) -> Network:
    arcs = tuple(Arc(q(a), q(b), Decimal(n), **more) for n, (a, b) in enumerate(pairs, 1))  # type: ignore[arg-type]
    return Network(LinkKind.DEFINITION, role, arcrole, arcs)


def concept(name: str, kind: ConceptKind = ConceptKind.ITEM, **more: object) -> Concept:
    return Concept(q(name), kind, base="stringItemType", period_type=PeriodType.INSTANT, **more)  # type: ignore[arg-type]


CONCEPTS = {
    c.name: c
    for c in (
        concept("Sales"), concept("Items", abstract=True), concept("Other"),
        concept("Cube", ConceptKind.HYPERCUBE, abstract=True), concept("Axis", ConceptKind.DIMENSION, abstract=True),
        concept("Number", ConceptKind.DIMENSION, abstract=True, typed_domain="ex.xsd#n"),
        concept("All"), concept("North"), concept("South"), concept("Stray"),
    )
}  # fmt: skip

CLOSED = (
    network(DOMAIN_MEMBER, ("Items", "Sales"), ("All", "North"), ("All", "South")),
    network(ALL, ("Items", "Cube"), closed=True, context_element="scenario"),
    network(HYPERCUBE_DIMENSION, ("Cube", "Axis")),
    network(DIMENSION_DOMAIN, ("Axis", "All")),
    network(DIMENSION_DEFAULT, ("Axis", "All")),
)


def codes(networks: tuple[Network, ...], name: str, *members: tuple[str, str]) -> list[str]:
    dimensions = tuple((q(a), q(m) if m[0].isupper() else m) for a, m in members)
    fact = Fact("f", q(name), "x", Period(None, date(2008, 9, 30)), None, Entity("s", "1"), None, dimensions)
    return [f.code for f in validate_report(Report((fact,), ()), Taxonomy(CONCEPTS, networks)).findings]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([], []),  # the default stands for a dimension that is not named
        ([("Axis", "North")], []),
        ([("Axis", "Stray")], [INVALID]),
        ([("Number", "7")], [INVALID]),  # closed: no other dimension
        ([("Axis", "All")], ["xbrldie:DefaultValueUsedInInstanceError"]),
        ([("Axis", "Nowhere")], ["xbrldie:ExplicitMemberUndefinedQNameError", INVALID]),
        ([("Axis", "seven")], ["xbrldie:TypedMemberNotTypedDimensionError"]),
        ([("Number", "North")], ["xbrldie:ExplicitMemberNotExplicitDimensionError", INVALID]),
    ],
)
def test_a_closed_hypercube(members: list[tuple[str, str]], expected: list[str]) -> None:
    found = codes(CLOSED, "Sales", *members)
    assert found == expected or (members == [("Axis", "seven")] and found[:1] == expected)


def test_a_concept_without_a_hypercube_may_have_any_dimension() -> None:
    assert codes(CLOSED, "Other", ("Axis", "North")) == []


def test_without_a_default_the_dimension_must_be_named() -> None:
    assert codes(CLOSED[:-1], "Sales") == [INVALID]


def test_an_open_hypercube_lets_others_pass() -> None:
    opened = (CLOSED[0], network(ALL, ("Items", "Cube"), closed=False, context_element="scenario"), *CLOSED[2:])
    assert codes(opened, "Sales", ("Number", "7")) == []


def test_a_member_that_is_not_usable() -> None:
    barred = (*CLOSED, network(DOMAIN_MEMBER, ("North", "Stray"), usable=False))
    assert codes(barred, "Sales", ("Axis", "Stray")) == [INVALID]


def test_a_negative_hypercube_excludes() -> None:
    """Dimensions 1.0 section 2.3.1.2: what lies in it is not allowed."""
    without = (
        *CLOSED,
        network(NOT_ALL, ("Items", "Not"), closed=False, context_element="scenario"),
        network(HYPERCUBE_DIMENSION, ("Not", "Axis"), target_role="http://example.com/role/North"),
        network(DIMENSION_DOMAIN, ("Axis", "North"), role="http://example.com/role/North"),
    )
    assert codes(without, "Sales", ("Axis", "South")) == []
    assert codes(without, "Sales", ("Axis", "North")) == [INVALID]


def test_one_role_that_allows_is_enough() -> None:
    second = tuple(replace(n, role="http://example.com/role/Second") for n in CLOSED[:-1])
    numbered = (*second[:2], network(HYPERCUBE_DIMENSION, ("Cube", "Number"), role="http://example.com/role/Second"))
    assert codes((*CLOSED, *numbered), "Sales", ("Number", "7")) == []
    assert codes((*CLOSED, *numbered), "Sales", ("Axis", "North"), ("Number", "7")) == [INVALID]
