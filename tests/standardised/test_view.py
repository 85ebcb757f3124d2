"""The standardised view of an invented issuer: which concepts are replaced, and what turns with a sign."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tanshin.taxonomy import names
from tanshin.taxonomy.derive import profile_taxonomy
from tanshin.taxonomy.model import Balance, LinkKind, Taxonomy
from tanshin.taxonomy.official import official_concepts
from tanshin.taxonomy.profile import Profile, bundled_profiles, find_profile, load_profile
from tanshin.taxonomy.qname import QName
from tanshin.taxonomy.standardised import Choice, choose, standardised
from tanshin.taxonomy.write import package_files, package_meta, standardised_meta

FILES = {
    "profile.toml": """\
[issuer]
name = "Example"
recognise = ["Example"]
prefix = "exm"
path = "exm"
[entity]
scheme = "http://www.sec.gov/CIK"
identifier = "0000000000"
[fiscal_year]
start_month = 1
named_by = "end"
[taxonomy]
base = "https://tanshin.example/"
version = "1"
title = "Example"
description = "Example"
publisher = "Example"
""",
    "concepts.csv": """\
name,type,balance,period,label,total,negated,documentation
StatementAbstract,abstract,,,Statement [Abstract],,,
Before,monetary,credit,duration,Net income,Total net income,,Ours alone
Minority,monetary,credit,duration,Minority loss (income),,Minority income (loss),
Group,monetary,credit,duration,Net income of the group,,,
After,monetary,credit,duration,Net income of the parent,,,
Noncontrolling,monetary,credit,duration,Noncontrolling loss (income),,,
Orders,monetary,,duration,Orders,,,
""",
    "line_items.csv": """\
table,path,concept
*,Net income,Before
*,Minority,Minority
*,Group,Group
*,Parent,After
*,Noncontrolling,Noncontrolling
*,Orders,Orders
""",
    "tables.csv": "id,titles,role\nincome,Statement,income\n",
    "roles.csv": "id,uri,definition,kind\nincome,Income,0200 - Statement - Income,statement\n",
    "presentation.csv": """\
role,depth,concept,label
income,1,StatementAbstract,
income,2,Minority,
income,2,Before,total
income,2,Group,
income,2,Noncontrolling,
income,2,After,
income,2,Orders,
""",
    "calculation.csv": """\
role,total,part,weight
income,Before,Group,1
income,Before,Minority,1
income,After,Group,1
income,After,Noncontrolling,1
""",
    "crosswalk.csv": """\
concept,relation,us_gaap,sign,reason
Before,exact,NetIncomeLoss,,Same
After,exact,NetIncomeLoss,,Same
Minority,exact,NetIncomeLossAttributableToNoncontrollingInterest,-,Same with the other sign
Noncontrolling,exact,NetIncomeLossAttributableToNoncontrollingInterest,-,Same with the other sign
Group,exact,ProfitLoss,,Same
Orders,narrower,Revenues,,Part
""",
}


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    profile, findings = load_profile(tmp_path)
    assert [f for f in findings if f.severity == "error"] == []
    return profile


def view(profile: Profile, **reported: int) -> tuple[Taxonomy, Choice]:
    taxonomy = profile_taxonomy(profile)
    choice = choose(profile, taxonomy, reported)
    return standardised(taxonomy, profile.namespace, choice), choice


def sums(taxonomy: Taxonomy) -> list[tuple[str, str, Decimal | None]]:
    return [
        (arc.source.local, arc.target.local, arc.weight)
        for network in taxonomy.networks
        for arc in network.arcs
        if network.kind is LinkKind.CALCULATION
    ]


MINORITY = "NetIncomeLossAttributableToNoncontrollingInterest"


def test_the_form_with_facts_gets_the_names_and_the_other_is_left_out(profile: Profile) -> None:
    before, _ = view(profile, Before=2, Minority=2, Group=2)
    after, _ = view(profile, After=2, Noncontrolling=2, Group=2)
    expected = [("NetIncomeLoss", "ProfitLoss", 1), ("NetIncomeLoss", MINORITY, -1)]
    assert sums(before) == sums(after) == expected
    for taxonomy, label in ((before, "Net income"), (after, "Net income of the parent")):
        assert taxonomy.concepts[QName(names.US_GAAP, "NetIncomeLoss")].label(names.LABEL) == label
        issuers = {name.local for name in taxonomy.concepts if name.namespace == profile.namespace}
        assert issuers == {"StatementAbstract", "Orders"}


def test_of_two_forms_with_facts_one_keeps_its_own_name(profile: Profile) -> None:
    taxonomy, choice = view(profile, Before=1, After=2, Minority=1, Group=3)
    assert [(f.code, "Before keeps its own name" in f.message) for f in choice.findings] == [
        ("standard:two-for-one", True)
    ]
    assert sums(taxonomy) == [
        ("Before", "ProfitLoss", 1),
        ("Before", MINORITY, -1),
        ("NetIncomeLoss", "ProfitLoss", 1),
    ]


def test_a_turned_concept_reads_as_before(profile: Profile) -> None:
    taxonomy, _ = view(profile, Before=1, Minority=1)
    concept = taxonomy.concepts[QName(names.US_GAAP, MINORITY)]
    assert concept.label(names.NEGATED_LABEL) == "Minority loss (income)"
    assert concept.label(names.LABEL) == "Minority income (loss)"
    shown = {
        arc.target.local: arc.preferred_label
        for network in taxonomy.networks
        for arc in network.arcs
        if network.kind is LinkKind.PRESENTATION
    }
    assert shown[MINORITY] == names.NEGATED_LABEL
    assert shown["NetIncomeLoss"] == names.TOTAL_LABEL


def test_a_turned_concept_without_a_negated_label_is_called_by_its_name(profile: Profile) -> None:
    taxonomy, _ = view(profile, After=1, Noncontrolling=1)
    concept = taxonomy.concepts[QName(names.US_GAAP, MINORITY)]
    assert concept.label(names.LABEL) == "Net income loss attributable to noncontrolling interest"


def test_a_concept_that_is_not_exact_after_all_keeps_its_name(profile: Profile, tmp_path: Path) -> None:
    crosswalk = FILES["crosswalk.csv"].replace("Group,exact,ProfitLoss", "Group,exact,Assets")
    (tmp_path / "crosswalk.csv").write_text(crosswalk, encoding="utf-8")
    wrong, _ = load_profile(tmp_path)
    taxonomy, choice = view(wrong, Before=1, Group=1)
    assert QName(wrong.namespace, "Group") in taxonomy.concepts
    (told,) = choice.findings
    assert told.code == "standard:not-exact"
    assert "us-gaap:Assets has the period type instant" in told.message
    assert told.source is not None
    assert told.source.line == 6


def test_the_schema_imports_the_official_one_and_declares_none_of_it(profile: Profile) -> None:
    taxonomy, _ = view(profile, Before=1)
    files = package_files(taxonomy, standardised_meta(package_meta(profile), "standardised"))
    schema = files["exm.xsd"].decode()
    assert f'<xs:import namespace="{names.US_GAAP}" schemaLocation="{names.US_GAAP_SCHEMA}"/>' in schema
    assert 'name="NetIncomeLoss"' not in schema
    assert 'name="Orders"' in schema
    assert f'xlink:href="{names.US_GAAP_SCHEMA}#us-gaap_NetIncomeLoss"' in files["exm-calculation.xml"].decode()
    assert f'xlink:href="{names.US_GAAP_SCHEMA}#us-gaap_NetIncomeLoss"' in files["exm-label.xml"].decode()
    assert "Ours alone" not in files["exm-label.xml"].decode()
    assert 'uriStartString="https://tanshin.example/exm/standardised/"' in files["META-INF/catalog.xml"].decode()
    assert list(files) == sorted(files)


@pytest.mark.parametrize("name", bundled_profiles())
def test_weights_agree_with_the_official_balances(name: str) -> None:
    profile, _ = load_profile(find_profile(name), name)
    reported = [{}, *({row.concept: 1} for row in profile.crosswalk)]
    for facts in reported[:: max(1, len(reported) // 20)]:
        taxonomy, _ = view(profile, **facts)
        for network in taxonomy.networks:
            for arc in network.arcs:
                total, part = (taxonomy.concepts.get(n) for n in (arc.source, arc.target))
                if arc.weight is not None and total and part and total.balance and part.balance:
                    assert (arc.weight > 0) is (total.balance is part.balance), arc


def test_the_official_facts_are_read_as_they_stand() -> None:
    net_income = official_concepts()["NetIncomeLoss"]
    assert net_income.name == QName(names.US_GAAP, "NetIncomeLoss")
    assert net_income.id == "us-gaap_NetIncomeLoss"
    assert net_income.balance is Balance.CREDIT
    per_share = official_concepts()["EarningsPerShareBasic"]
    assert per_share.type == QName(names.US_TYPES, "perShareItemType")
    assert per_share.numeric
