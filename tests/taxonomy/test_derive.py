"""The taxonomy that a profile says: its own concepts, those derived by rule, networks, hypercubes, crosswalk."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from tanshin.taxonomy import names
from tanshin.taxonomy.derive import profile_taxonomy
from tanshin.taxonomy.model import ConceptKind, LinkKind, PeriodType, Taxonomy
from tanshin.taxonomy.profile import bundled_profiles, find_profile, load_profile
from tanshin.taxonomy.qname import QName

Example = Callable[..., Path]
NAMESPACE = "https://tanshin.example/exm"


def taxonomy(folder: Path, **options: str) -> Taxonomy:
    return profile_taxonomy(load_profile(folder)[0], **options)


def arcs(taxonomy: Taxonomy, arcrole: str, role: str) -> list[tuple[str, str]]:
    """Source and target of the arcs of a base set, by local name."""
    return [
        (arc.source.local, arc.target.local)
        for network in taxonomy.networks
        if (network.arcrole, network.role) == (arcrole, f"{NAMESPACE}/role/{role}")
        for arc in network.arcs
    ]


@pytest.mark.parametrize(
    ("name", "type", "base", "period"),
    [
        ("Revenues", (names.XBRLI, "monetaryItemType"), "monetaryItemType", "duration"),
        ("EarningsPerShare", (names.NUM, "perShareItemType"), "decimalItemType", "duration"),
        ("Headcount", (names.XBRLI, "integerItemType"), "integerItemType", "instant"),
        ("AtmMember", (names.NON_NUM, "domainItemType"), "stringItemType", "duration"),
        ("ChangeInRevenues", (names.NUM, "percentItemType"), "pureItemType", "duration"),
        ("RevenuesPercentageOfTotalRevenues", (names.NUM, "percentItemType"), "pureItemType", "duration"),
    ],
)
def test_types(example: Example, name: str, type: tuple[str, str], base: str, period: str) -> None:
    concept = taxonomy(example()).concepts[QName(NAMESPACE, name)]
    assert (concept.type, concept.base, concept.period_type) == (QName(*type), base, PeriodType(period))
    assert concept.nillable
    assert concept.id == f"exm_{name}"


def test_derived_concepts_are_those_that_line_items_ask_for(example: Example) -> None:
    concepts = taxonomy(example()).concepts
    derived = [name.local for name in concepts if name.local.startswith("ChangeIn") and "Abstract" not in name.local]
    assert derived == [
        "ChangeInRevenues",
        "ChangeInServiceRevenues",
        "ChangeInProductRevenues",
        "ChangeInOperatingIncome",
    ]
    growth = concepts[QName(NAMESPACE, "ChangeInRevenues")]
    assert growth.balance is None
    assert growth.label(names.LABEL) == "Change in Revenues"
    assert growth.label(names.DOCUMENTATION) == "Growth of Revenues against the year before"


def test_a_measure_may_keep_the_type_of_its_base(example: Example) -> None:
    folder = example(
        ("measures.csv", "ChangeIn{},percent", "ChangeIn{},same"),
        ("line_items.csv", '"Cash, end",Cash,,,,,', '"Cash, end",Cash,,,change,,'),
    )
    change = taxonomy(folder).concepts[QName(NAMESPACE, "ChangeInCash")]
    assert (change.base, change.period_type, change.balance) == ("monetaryItemType", PeriodType.INSTANT, None)


def unpresented(taxonomy: Taxonomy) -> list[str]:
    """The concepts that no presentation reaches, by local name."""
    arcs = [arc for network in taxonomy.networks if network.kind is LinkKind.PRESENTATION for arc in network.arcs]
    presented = {name for arc in arcs for name in (arc.source, arc.target)}
    return sorted(name.local for name in taxonomy.concepts if name not in presented)


def test_every_concept_stands_in_a_presentation(example: Example) -> None:
    assert unpresented(taxonomy(example())) == []


def test_a_statement_in_print_order(example: Example) -> None:
    made = taxonomy(example())
    network = next(n for n in made.networks if n.role.endswith("/Cash"))
    assert [(a.source.local, a.target.local, a.order, a.preferred_label) for a in network.arcs] == [
        ("CashAbstract", "Cash", Decimal(1), names.PERIOD_START_LABEL),
        ("CashAbstract", "CashIncrease", Decimal(2), None),
        ("CashAbstract", "Cash", Decimal(3), names.PERIOD_END_LABEL),
    ]


@pytest.mark.parametrize("arcrole", [names.SUMMATION_ITEM, names.SUMMATION_ITEM_11])
def test_summations_carry_either_arcrole(example: Example, arcrole: str) -> None:
    made = taxonomy(example(), calculation=arcrole)
    network = next(n for n in made.networks if n.kind is LinkKind.CALCULATION)
    assert network.arcrole == arcrole
    assert [(a.source.local, a.target.local, a.weight) for a in network.arcs] == [
        ("Revenues", "ServiceRevenues", 1),
        ("Revenues", "ProductRevenues", 1),
        ("OperatingIncome", "Revenues", 1),
        ("OperatingIncome", "Costs", -1),
    ]


def test_a_hypercube_holds_what_its_role_presents_and_what_is_derived_of_it(example: Example) -> None:
    made = taxonomy(example())
    assert arcs(made, names.ALL, "Segments") == [("SegmentsLineItems", "SegmentsTable")]
    assert arcs(made, names.HYPERCUBE_DIMENSION, "Segments") == [("SegmentsTable", "SegmentsAxis")]
    assert arcs(made, names.DIMENSION_DOMAIN, "Segments") == [("SegmentsAxis", "SegmentsDomain")]
    assert arcs(made, names.DIMENSION_DEFAULT, "Segments") == [("SegmentsAxis", "SegmentsDomain")]
    assert arcs(made, names.DOMAIN_MEMBER, "Segments") == [
        ("SegmentsLineItems", "Revenues"),
        ("SegmentsLineItems", "ChangeInRevenues"),
        ("SegmentsLineItems", "RevenuesPercentageOfTotalRevenues"),
        ("SegmentsDomain", "NetworkMember"),
        ("SegmentsDomain", "BankingMember"),
        ("BankingMember", "AtmMember"),
    ]
    has = next(n for n in made.networks if n.arcrole == names.ALL).arcs[0]
    assert (has.closed, has.context_element) == (True, "scenario")
    kinds = {name.local: concept.kind for name, concept in made.concepts.items()}
    assert (kinds["SegmentsTable"], kinds["SegmentsAxis"]) == (ConceptKind.HYPERCUBE, ConceptKind.DIMENSION)
    assert made.concepts[QName(NAMESPACE, "SegmentsLineItems")].abstract


def test_a_domain_that_is_no_member_of_its_own_is_not_usable(example: Example) -> None:
    row = "segments,SegmentsTable,SegmentsAxis,SegmentsDomain,SegmentsDomain,yes,\n"
    made = taxonomy(example(("dimensions.csv", row, "")))
    network = next(n for n in made.networks if n.arcrole == names.DIMENSION_DOMAIN)
    assert [arc.usable for arc in network.arcs] == [False]


def test_the_crosswalk_says_exact_only_where_the_specification_lets_it(example: Example) -> None:
    made = taxonomy(example())
    assert arcs(made, names.ESSENCE_ALIAS, "Crosswalk") == [
        ("Revenues", "Revenues"),
        ("CostsAndExpenses", "Costs"),
        ("OperatingIncomeLoss", "OperatingIncome"),
        ("CashAndCashEquivalentsAtCarryingValue", "Cash"),
    ]
    # another item type, another balance
    assert arcs(made, "https://tanshin.example/arcrole/equivalent", "Crosswalk") == [
        ("EarningsPerShareBasic", "EarningsPerShare"),
        ("CashAndCashEquivalentsPeriodIncreaseDecrease", "CashIncrease"),
    ]
    assert arcs(made, "https://tanshin.example/arcrole/wider-narrower", "Crosswalk") == [
        ("SalesRevenueServicesNet", "ServiceRevenues"),
        ("ProductRevenues", "SalesRevenueGoodsNet"),
    ]


def test_a_base_that_is_no_address_is_refused(example: Example) -> None:
    with pytest.raises(ValueError, match=r"not 'example\.org'"):
        taxonomy(example(), base="example.org")


def test_another_base_address_moves_every_name(example: Example) -> None:
    made = taxonomy(example(), base="http://example.org/x")
    addresses = {name.namespace for name in made.concepts} | {role.uri.rpartition("/role/")[0] for role in made.roles}
    assert addresses == {"http://example.org/x/exm"}
    assert {a.uri.rpartition("/")[0] for a in made.arcroles} == {"http://example.org/x/arcrole"}


@pytest.mark.parametrize("name", bundled_profiles())
def test_bundled_profiles_leave_no_concept_outside(name: str) -> None:
    profile, _ = load_profile(find_profile(name), name)
    assert unpresented(profile_taxonomy(profile)) == []
