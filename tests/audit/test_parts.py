"""Parts against their wholes, and targets against the day of the release: small texts, each with one slip."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.converter.audit import shown
from tanshin.converter.audit.parts import only_grows
from tanshin.converter.pipeline import Options, convert
from tanshin.taxonomy.finding import Finding
from tanshin.taxonomy.model import Balance, PeriodType
from tanshin.taxonomy.profile import ConceptType, ProfileConcept

HEAD = """\
Internet Initiative Japan Inc.

August 11, 2009: results of Internet Initiative Japan Inc., TSE:3774

"""
COST = """\
Connectivity and Outsourcing Services Revenues Breakdown and Cost
\t1Q08\t1Q09\tYoY % change
\tJPY millions\tJPY millions\t
Cost of Connectivity and Outsourcing Services\t7,065\t7,650\t8.3%
Backbone Cost (included in the cost of Connectivity and Outsourcing Service)\t895\t{}\t
"""
GUARANTEE = """\
Quarterly Consolidated Statements of Cash Flows
\t{} Months Ended June 30, 2009\tSix Months Ended September 30, 2009
\tThousands of JPY\tThousands of JPY
INVESTING ACTIVITIES:
Refund of guarantee deposits\t{}\t3,361
"""


def told(folder: Path, text: str) -> list[Finding]:
    path = folder / "release.txt"
    path.write_text(HEAD.replace("August 11", "November 11") + text, encoding="utf-8")
    return list(shown(convert(path, Options(filing=False)).findings))


@pytest.mark.parametrize(("cost", "codes"), [("919", []), ("9,190", ["audit:part-larger"])])
def test_a_line_is_not_larger_than_the_one_it_is_included_in(tmp_path: Path, cost: str, codes: list[str]) -> None:
    assert [f.code for f in told(tmp_path, COST.format(cost))] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Sales and marketing expenses was JPY7,650 million in 1Q09, of which JPY919 million was backbone cost.", []),
        (
            "Sales and marketing expenses was JPY765 million in 1Q09, of which JPY919 million was backbone cost.",
            ["part-larger"],
        ),
        (
            "Sales and marketing expenses was JPY765 million in 1Q09, including JPY919 million of backbone cost.",
            ["part-larger"],
        ),
        ("Operating income was JPY351 million in 1Q09, of which JPY919 million was backbone cost.", []),
        ("Operating income was JPY351 million in 1Q09, including JPY919 million of backbone cost.", []),
    ],
)
def test_a_part_is_larger_than_its_whole_only_where_nothing_is_taken_off(
    tmp_path: Path, text: str, codes: list[str]
) -> None:
    found = told(tmp_path, COST.format("919") + f"\nCost and income\n\n{text}\n")
    assert [f.code for f in found] == [f"audit:{code}" for code in codes]


@pytest.mark.parametrize(("refund", "codes"), [("2,337", []), ("8,031", ["audit:part-of-period-larger"])])
def test_a_quarter_is_not_larger_than_the_half_year_it_lies_in(tmp_path: Path, refund: str, codes: list[str]) -> None:
    assert [f.code for f in told(tmp_path, GUARANTEE.format("Three", refund))] == codes


@pytest.mark.parametrize(
    ("label", "gross"),
    [
        ("Purchase of property and equipment", True),
        ("Refund of guarantee deposits", True),
        ("Cost of revenues", True),
        ("Provision for credit losses", False),
        ("Provision for doubtful accounts", False),
        ("Refunds of customer deposits, net", False),
        ("Tax refunds", False),
        ("Share-based compensation", False),
        ("Restructuring charges", False),
    ],
)
def test_what_was_estimated_can_be_taken_back_in_another_quarter(label: str, gross: bool) -> None:
    concept = ProfileConcept("Amount", ConceptType.MONETARY, Balance.DEBIT, PeriodType.DURATION, label)
    assert only_grows(concept) is gross


PROVISION = """\
Quarterly Consolidated Statements of Cash Flows
\tThree Months Ended September 30, 2009\tSix Months Ended September 30, 2009
\tThousands of JPY\tThousands of JPY
OPERATING ACTIVITIES:
Depreciation and amortization\t{}\t2,050
Provision for retirement and pension costs, less payments\t350\t50
"""


@pytest.mark.parametrize(("depreciation", "codes"), [("1,050", []), ("3,050", ["audit:part-of-period-larger"])])
def test_a_provision_may_be_larger_than_that_of_the_half_year(
    tmp_path: Path, depreciation: str, codes: list[str]
) -> None:
    found = told(tmp_path, PROVISION.format(depreciation))
    assert [f.code for f in found] == codes
