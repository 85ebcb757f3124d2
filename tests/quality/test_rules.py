"""Each rule finds what it is for in a small taxonomy with one thing broken, and names the place; no other rule does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_taxonomy import (
    CALCULATION,
    DIMENSIONS,
    INCOME,
    PRESENTATION,
    ROLES,
    SEGMENTS,
    arcs,
    check,
    concept,
    definition,
)
from tanshin.taxonomy import names
from tanshin.taxonomy.finding import registry
from tanshin.taxonomy.model import Concept, ConceptKind, Label, LinkKind, Network, PeriodType, RoleType
from tanshin.taxonomy.qname import QName

GOODS = concept("Goods", balance="credit")
ALL, AXES, DOMAINS, MEMBERS, DEFAULTS = DIMENSIONS


def labelled(*labels: tuple[str, str]) -> dict[str, Concept]:
    """`Goods` with these labels, role and text, after its documentation."""
    documentation = Label(names.DOCUMENTATION, "en", "What goods are.")
    return {"Goods": replace(GOODS, labels=(documentation, *(Label(role, "en", text) for role, text in labels)))}


def goods(**more: object) -> dict[str, Concept]:
    return {"Goods": replace(GOODS, **more)}  # type: ignore[arg-type]


def sums(*pairs: str) -> Network:
    return Network(LinkKind.CALCULATION, INCOME, names.SUMMATION_ITEM, arcs(*pairs))


def shown(*pairs: str, role: str = INCOME) -> Network:
    return Network(LinkKind.PRESENTATION, role, names.PARENT_CHILD, arcs(*pairs))


def test_the_small_taxonomy_is_sound() -> None:
    assert check() == []


LABEL = names.LABEL
CONCEPT_CASES = [
    ("no-label", "concept Goods", labelled()),
    ("duplicate-label", "label Services", {"Services": concept("Services", balance="credit", label="Goods")}),
    ("label-twice", "label Goods", labelled((LABEL, "Goods"), (LABEL, "Goods"))),
    ("label-text", "label Goods", labelled((LABEL, "Goods "))),
    ("label-text", "label Goods", labelled((LABEL, "Goods"), (names.TERSE_LABEL, "The  goods"))),
    ("label-text", "label Goods", labelled((LABEL, "Goods"), (names.TERSE_LABEL, "The\u00a0goods"))),
    ("label-text", "label Goods", labelled((LABEL, "Goods"), (names.TERSE_LABEL, "Goo\u200bds"))),
    ("label-text", "label Goods", labelled((LABEL, "Goods"), (names.TERSE_LABEL, "G" * 511))),
    ("label-text", "label Goods", labelled((LABEL, "Goods"), (names.TERSE_LABEL, "<b>Goods</b>"))),
    ("label-role", "label Goods", labelled((LABEL, "Goods"), (names.PERIOD_END_LABEL, "Goods, end"))),
    ("name-label", "concept Goods", labelled((LABEL, "Wares"))),
    ("no-documentation", "concept Goods", goods(labels=(Label(LABEL, "en", "Goods"),))),
    ("balance-type", "concept NumberOfContracts",
     {"NumberOfContracts": concept("NumberOfContracts", "integer", "debit")}),
    ("no-balance", "concept Goods", goods(balance=None)),
    ("not-nillable", "concept Goods", goods(nillable=False)),
    ("id", "concept Goods", goods(id="Goods")),
    ("structure", "concept IncomeAbstract",
     {"IncomeAbstract": concept("IncomeAbstract", "string", period_type=PeriodType.INSTANT)}),
    ("name-type", "concept NumberOfContracts",
     {"NumberOfContracts": concept("NumberOfContracts", "monetary", "debit")}),
    ("not-presented", "concept Wages", {"Wages": concept("Wages", balance="debit")}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "place", "changed"), CONCEPT_CASES)
def test_a_concept(code: str, place: str, changed: dict[str, Concept]) -> None:
    assert (code, place) in check(changed)
    assert {found for found, _ in check(changed)} - {"name-label"} == {code} - {"name-label"}


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (concept("SalesTable", "string"), "name-kind"),
        (concept("SalesAxis", balance="debit"), "name-kind"),
        (concept("SalesMember", balance="debit"), "name-kind"),
        (concept("SalesLineItems", balance="debit"), "name-kind"),
        (concept("Sales_Total", balance="debit", label="Sales Total"), "name-form"),
        (concept("sales", balance="debit", label="Sales"), "name-form"),
        (concept("SalesPercentage", balance="debit"), "name-type"),
        (concept("SalesRatio", "shares"), "name-type"),
        (concept("SalesPerShare", "pure"), "name-type"),
        (concept("Percentile", balance="debit"), ""),
        (concept("SalesPercentage", "pure"), ""),
        (concept("SalesPerShare", "decimal"), ""),
    ],
)
def test_what_a_name_promises(made: Concept, code: str) -> None:
    """Presented in a disclosure, where no balance is asked."""
    networks = (shown(f"SegmentsAbstract > {made.name.local}", role=SEGMENTS),)
    found = {each for each, _ in check({made.name.local: made}, networks)}
    assert found - {"name-label"} == ({code} if code else set())


def test_names_are_their_labels_without_articles_and_signs() -> None:
    for name, text in (
        ("IncomeLossFromTheSea", "Income (loss) from the sea"),
        ("IncomeLossFromSea", "Income (loss) from the sea"),
        ("PartnersShare", "Partner's share, a"),
        ("Goods10To20", "Goods, 10 to 20"),
    ):
        found = check({name: concept(name, balance="credit", label=text)})
        assert (("name-label", f"concept {name}") in found) == (name == "IncomeLossFromTheSea"), name


CASH = concept("Cash", balance="credit", period_type=PeriodType.INSTANT)
SHARES = concept("Shares", "shares")
OTHER = concept("Other", balance="credit")
COSTS = replace(
    concept("Costs", balance="debit"),
    labels=(*concept("Costs").labels, Label(names.TOTAL_LABEL, "en", "Total costs")),
)

# what is found and where; the network it stands in, the one it takes the place of, concepts that it needs
NETWORK_CASES = [
    ("preferred-label", "arc IncomeAbstract Goods", shown("IncomeAbstract > Goods@terse"), None, ()),
    ("presented-twice", "arc IncomeAbstract Goods", shown("IncomeAbstract > Goods, Goods"), None, ()),
    ("cycle", "arc Goods Services", shown("Goods > Services", "Services > Goods"), None, ()),
    ("cycle", "arc Revenues Goods", sums("Revenues > Goods*1", "Goods > Revenues*1"), CALCULATION, ()),
    ("not-summable", "arc Revenues IncomeAbstract", sums("Revenues > IncomeAbstract*1"), None, ()),
    ("weight-balance", "arc Revenues Costs", sums("Revenues > Costs*1"), CALCULATION, ()),
    ("weight-balance", "arc Profit Goods", sums("Profit > Goods*-1"), CALCULATION, ()),
    ("weight", "arc Revenues Goods", sums("Revenues > Goods*0.5"), CALCULATION, ()),
    ("part-twice", "arc Revenues Goods", sums("Revenues > Goods*1, Services*1, Goods*1"), CALCULATION, ()),
    ("counted-twice", "arc Profit Goods", sums("Revenues > Goods*1", "Profit > Revenues*1, Goods*1"), CALCULATION, ()),
    ("sum-unit", "arc Goods Shares", sums("Goods > Shares*1"), None, (SHARES,)),
    ("sum-period", "arc Goods Cash", sums("Goods > Cash*1"), None, (CASH,)),
    ("sum-not-presented", "arc Goods Other", sums("Goods > Other*1"), None, (OTHER,)),
    ("total-unsummed", "arc IncomeAbstract Costs", shown("IncomeAbstract > Costs@total"), None, (COSTS,)),
]
# So that only a summation without presentation is one: `Other` is presented in another role.
ELSEWHERE = (shown("IncomeAbstract > Cash, Shares"), shown("SegmentsAbstract > Other", role=SEGMENTS))


@pytest.mark.parametrize(("code", "place", "network", "instead", "needed"), NETWORK_CASES)
def test_a_network(
    code: str, place: str, network: Network, instead: Network | None, needed: tuple[Concept, ...]
) -> None:
    concepts = {"Cash": CASH, "Shares": SHARES, "Other": OTHER} | {c.name.local: c for c in needed}
    found = check(concepts, (network, *ELSEWHERE), (instead,) if instead else ())
    assert (code, place) in found
    assert {each for each, _ in found} == {code}


def test_an_order_has_no_ties() -> None:
    *first, last = PRESENTATION.arcs
    tied = replace(PRESENTATION, arcs=(*first, replace(last, order=first[0].order)))
    assert check(None, (tied,), (PRESENTATION,)) == [("order", "arc IncomeAbstract NumberOfContracts")]


def test_a_part_that_lacks_the_axis_of_its_total_and_siblings() -> None:
    """Revenues and goods are given by segment, services are not."""
    by_segment = definition(
        names.DOMAIN_MEMBER, "SegmentsDomain > NorthMember", "SegmentsLineItems > NumberOfContracts, Revenues, Goods"
    )
    assert check(None, (by_segment,), (MEMBERS,)) == [("sum-dimensions", "arc Revenues Services")]


DIMENSION_CASES = [
    ("hypercube-open", "arc SegmentsLineItems SegmentsTable", (ALL,),
     (definition(names.ALL, "SegmentsLineItems > SegmentsTable", context_element="scenario"),)),
    ("hypercube-open", "arc SegmentsLineItems SegmentsTable", (),
     (definition(names.NOT_ALL, "SegmentsLineItems > SegmentsTable", closed=True),)),
    ("no-default", "arc SegmentsTable SegmentsAxis", (DEFAULTS,), ()),
    ("no-default", "arc SegmentsTable SegmentsAxis", (DEFAULTS, MEMBERS),
     (definition(names.DIMENSION_DEFAULT, "SegmentsAxis > NorthMember"),
          definition(names.DOMAIN_MEMBER, "SegmentsLineItems > NumberOfContracts"))),
    ("member-unplaced", "concept NorthMember", (MEMBERS,),
     (definition(names.DOMAIN_MEMBER, "SegmentsLineItems > NumberOfContracts"),)),
    ("domain-type", "arc SegmentsDomain Goods", (MEMBERS,),
     (definition(names.DOMAIN_MEMBER, "SegmentsDomain > NorthMember, Goods",
                     "SegmentsLineItems > NumberOfContracts"),)),
    ("hypercube-parts", "concept SegmentsTable", (ALL,), ()),
    ("two-hypercubes", "arc SegmentsLineItems OtherTable", (),
     (replace(ALL, arcs=arcs("SegmentsLineItems > SegmentsTable, OtherTable", closed=True)),)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "place", "without", "networks"), DIMENSION_CASES)
def test_a_hypercube(code: str, place: str, without: tuple[Network, ...], networks: tuple[Network, ...]) -> None:
    other = concept("OtherTable", "string", kind=ConceptKind.HYPERCUBE)
    found = check({"OtherTable": other} if "Other" in place else None, networks, without)
    assert (code, place) in found
    assert {each for each, _ in found} - {"not-presented", "hypercube-parts", "order"} <= {code, "member-unplaced"}


LINKS = tuple(QName(names.LINK, kind) for kind in LinkKind)
SPARE = RoleType("http://example.com/role/Spare", "0300 - Disclosure - Spare", LINKS)


@pytest.mark.parametrize(
    ("code", "place", "roles"),
    [
        ("role-unused", SPARE.uri, (*ROLES, SPARE)),
        ("role-undeclared", SEGMENTS, ROLES[:1]),
        ("role-twice", INCOME, (*ROLES, ROLES[0])),
        ("role-definition", INCOME, (replace(ROLES[0], definition="Income"), ROLES[1])),
        ("role-definition", SEGMENTS, (ROLES[0], replace(ROLES[1], definition=""))),
        ("used-on", INCOME, (replace(ROLES[0], used_on=LINKS[:1]), ROLES[1])),
    ],
)
def test_a_role(code: str, place: str, roles: tuple[RoleType, ...]) -> None:
    assert check(None, (), (), roles) == [(code, f"role {place}")]


def test_the_balance_of_a_total_may_be_open() -> None:
    """Only lines that nothing is summed into need one."""
    assert check({"Profit": concept("Profit")}) == []


def test_every_rule_of_quality_has_a_source_and_a_remedy() -> None:
    rules = [code for name, code in registry().items() if name.startswith("quality:") and name != "quality:no-taxonomy"]
    assert [code.code for code in rules if not (code.source and code.hint)] == []
