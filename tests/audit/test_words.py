"""What the words say of a figure, against it: small texts, each with one slip."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tanshin.converter.audit.words import told_too_early
from tanshin.converter.pipeline import Options, convert
from tanshin.taxonomy.finding import Finding, Severity

HEAD = """\
Internet Initiative Japan Inc.

August 11, 2009: results of Internet Initiative Japan Inc., TSE:3774

Operating Results Summary
\t1Q08\t1Q09\tYoY % change
\tJPY millions\tJPY millions\t
Total Revenues\t16,328\t15,835\t(3.0%)
Connectivity and Outsourcing Services\t8,396\t9,126\t8.7%
SI\t7,689\t6,565\t(14.6%)
Equipment Sales\t238\t137\t(42.6%)
ATM Operation Business\t5\t7\t54.3%

Revenues

"""


def told(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "release.txt"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    found = convert(path, Options(filing=False)).findings
    return [(f.code, f.message) for f in found if f.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Revenues was JPY15,835 million in 1Q09, a decrease of 3.0% YoY.", "", ""),
        (
            "Revenues was JPY15,853 million in 1Q09, a decrease of 3.0% YoY.",
            "audit:contradiction",
            "the digits 5 and 3 are swapped",
        ),
        (
            "Revenues was JPY15,835 billion in 1Q09, a decrease of 3.0% YoY.",
            "audit:contradiction",
            "a thousand times too large",
        ),
        (
            "Revenues was JPY15,835 million in 1Q09, an increase of 3.0% YoY.",
            "audit:contradiction",
            "its sign is lost or added",
        ),
        ("Revenues was JPY15,835 million in 1Q08.", "audit:period-of-another", "for 2009-04-01 to 2009-06-30"),
        ("Revenues was JPY16,328 million in 1Q07.", "audit:period-of-another", "for 2008-04-01 to 2008-06-30"),
        ("Revenues was JPY15,835 million in 1Q10.", "audit:date-after-release", "was still to come"),
        (
            "As of March 31, 2010, cash and cash equivalents decreased to JPY8,396 million.",
            "audit:date-after-release",
            "“As of March 31, 2010” was still to come",
        ),
    ],
)
def test_a_slip_in_a_sentence_is_told_with_its_cause(tmp_path: Path, text: str, code: str, words: str) -> None:
    found = told(tmp_path, text)
    assert [found_code for found_code, _ in found] == ([code] if code else [])
    assert all(words in message for _, message in found)


BALANCES = """\
As of June 30, 2009, the balance of amortized intangible assets was JPY274 million. The breakdown of amortized \
intangible assets was JPY154 million in customer relationships and JPY{} million in trademark.
"""


@pytest.mark.parametrize(("part", "codes"), [("120", []), ("192", ["audit:breakdown"])])
def test_the_parts_of_a_breakdown_add_up_to_what_the_text_gave_before(
    tmp_path: Path, part: str, codes: list[str]
) -> None:
    assert [code for code, _ in told(tmp_path, BALANCES.format(part))] == codes


INVENTORIES = """\
Consolidated Balance Sheets
\tAs of March 31, 2009\tAs of June 30, 2009
\tThousands of JPY\tThousands of JPY
ASSETS
CURRENT ASSETS:
Inventories\t529,756\t535,764

Cash flows

Operations brought in cash in 1Q09, among others by {}.
"""


@pytest.mark.parametrize(
    "text",
    [
        "The dividend will be paid on May 15, 2009.",
        "The results will be presented at the annual general meeting on June 26, 2009.",
        "Documents will soon be posted on our web site (www.example.com) on May 15, 2009.",
        "The merger is scheduled to take effect on July 1, 2009.",
        "Bids shall be handed in by July 31, 2009.",
    ],
)
def test_what_is_to_be_done_on_a_day_that_was_over_is_told(tmp_path: Path, text: str) -> None:
    assert [code for code, _ in told(tmp_path, text)] == ["audit:stale-date"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("an increase in inventories", []),
        ("a decrease in inventories", ["audit:direction"]),
        ("a decrease in inventories of spare parts", []),
        ("a decrease in inventories and other assets", []),
    ],
)
def test_a_change_told_without_an_amount_goes_the_way_the_figures_go(
    tmp_path: Path, words: str, codes: list[str]
) -> None:
    assert [code for code, _ in told(tmp_path, INVENTORIES.format(words))] == codes


def test_where_quarters_end_near_month_ends_no_day_is_made_up(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(HEAD + "Revenues was JPY15,835 million in 1Q10.\n", encoding="utf-8")
    subject = convert(path, Options(filing=False)).audited
    assert subject is not None
    year = replace(subject.profile.fiscal_year, weeks=True)
    weekly = replace(subject, profile=replace(subject.profile, fiscal_year=year))
    assert [len([one for one in told_too_early(s) if isinstance(one, Finding)]) for s in (subject, weekly)] == [1, 0]
