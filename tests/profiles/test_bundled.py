"""The bundled issuer profiles as data: whatever a reader of the files would have to take on trust."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from importlib.resources import files

import pytest
from tanshin.taxonomy.model import PeriodType
from tanshin.taxonomy.profile import (
    ConceptType,
    CrosswalkRow,
    Profile,
    ProfileConcept,
    Relation,
    bundled_profiles,
    find_profile,
    load_profile,
)

TYPES = {
    "monetaryItemType": ConceptType.MONETARY,
    "sharesItemType": ConceptType.SHARES,
    "perShareItemType": ConceptType.PER_SHARE,
    "percentItemType": ConceptType.PERCENT,
}

pytestmark = pytest.mark.parametrize("name", bundled_profiles())


@cache
def profile_of(name: str) -> Profile:
    profile, _ = load_profile(find_profile(name), name)
    return profile


@cache
def us_gaap() -> dict[str, dict[str, str]]:
    text = files("tanshin.taxonomy").joinpath("us_gaap", "concepts.csv").read_text(encoding="utf-8")
    return {row["name"]: row for row in csv.DictReader(io.StringIO(text))}


def related(profile: Profile) -> list[tuple[CrosswalkRow, ProfileConcept, dict[str, str]]]:
    return [(row, profile.concepts[row.concept], us_gaap()[row.us_gaap]) for row in profile.crosswalk if row.us_gaap]


def lc3(label: str) -> str:
    """The name that a label makes: its words without articles, each with a capital, joined (FRTA, appendix on LC3)."""
    words = [w.replace("'", "") for w in re.split(r"[^A-Za-z0-9']+", label)]
    return "".join(w[0].upper() + w[1:] for w in words if w and w.lower() not in ("a", "an", "the"))


def test_nothing_in_it_disagrees(name: str) -> None:
    _, findings = load_profile(find_profile(name), name)
    assert [f"{f.source}: {f.message}" for f in findings] == []


def test_a_name_is_its_label(name: str) -> None:
    concepts = profile_of(name).concepts.values()
    assert {c.name: lc3(c.label) for c in concepts if c.name != lc3(c.label)} == {}


def test_every_concept_says_what_it_is_and_where_it_is_printed(name: str) -> None:
    reportable = [c for c in profile_of(name).concepts.values() if c.type.reportable]
    assert [c.name for c in profile_of(name).concepts.values() if not c.documentation] == []
    assert [c.name for c in reportable if not c.releases] == []
    texts = [c.documentation for c in reportable]
    assert [t for t in texts if texts.count(t) > 1] == []


def test_every_relation_has_a_reason_and_a_known_us_gaap_concept(name: str) -> None:
    rows = profile_of(name).crosswalk
    assert [r.concept for r in rows if not r.reason] == []
    assert {r.us_gaap for r in rows if r.us_gaap} - set(us_gaap()) == set()


def test_exact_means_same_type_period_and_balance(name: str) -> None:
    for row, concept, fact in related(profile_of(name)):
        if row.relation is Relation.EXACT:
            assert (TYPES[fact["type"]], PeriodType(fact["period"])) == (concept.type, concept.period), row.concept


def test_the_sign_tells_an_opposite_balance_and_nothing_else(name: str) -> None:
    for row, concept, fact in related(profile_of(name)):
        ours, theirs = str(concept.balance or ""), fact["balance"]
        opposite = bool(ours and theirs and ours != theirs)
        assert (row.sign < 0) == opposite, row.concept
        assert row.relation is not Relation.EXACT or opposite or ours == theirs, row.concept


def test_no_sum_binds_where_only_a_forecast_is_given(name: str) -> None:
    """A total and a part of it that are both forecast, without the parts between, would be told as a broken sum."""
    profile = profile_of(name)
    forecast = {
        item.concept
        for item in profile.line_items
        for pairs in (item.dimensions, profile.tables[item.table].dimensions if item.table in profile.tables else ())
        if ("ScenarioAxis", "ForecastMember") in pairs
    }
    assert forecast
    assert [r for r in profile.calculation if r.total in forecast and r.part in forecast] == []


def test_a_line_item_changes_sign_where_its_statement_turns_it(name: str) -> None:
    """What a statement prints in parentheses is presented there with a negated label."""
    profile = profile_of(name)
    negated = {(r.role, r.concept) for r in profile.presentation if r.label.startswith("negated")}
    turned = {
        (profile.tables[i.table].role, i.concept)
        for i in profile.line_items
        if i.sign < 0 and i.table in profile.tables and not i.dimensions
    }
    assert turned - negated == set()
