"""The two real releases audited: what they say against themselves, and what a planted error adds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.converter.audit import Outcome
from tanshin.converter.pipeline import Conversion, Options, audit_together, convert
from tanshin.taxonomy.finding import Severity

FIRST, SECOND = "iij-2008-11-13.txt", "iij-2009-08-11.txt"


def audited(path: Path) -> Conversion:
    return convert(path, Options(filing=False))


@pytest.fixture(scope="module")
def first(shared: Path) -> Conversion:
    return audited(shared / "releases" / FIRST)


@pytest.fixture(scope="module")
def second(shared: Path) -> Conversion:
    return audited(shared / "releases" / SECOND)


def told(conversion: Conversion, code: str) -> set[int]:
    """The lines on which a finding of the code has a place."""
    found = [f for f in conversion.audit.findings if f.code == code]
    return {span.line for f in found for span in (f.source, *f.also) if span is not None}


def test_figures_that_no_rounding_reconciles_are_contradictions(first: Conversion, second: Conversion) -> None:
    assert {301, 1113} <= told(first, "audit:contradiction")
    assert {351, 562} <= told(second, "audit:contradiction")


@pytest.mark.parametrize("line", [125, 1042, 1081])
def test_a_figure_one_off_so_that_its_column_adds_up_is_rounded_to_foot(first: Conversion, line: int) -> None:
    assert line in told(first, "audit:rounded-to-foot")
    assert line not in told(first, "audit:contradiction")


@pytest.mark.parametrize("line", [44, 60, 66, 189, 209])
def test_so_it_is_in_the_second_release(second: Conversion, line: int) -> None:
    assert line in told(second, "audit:rounded-to-foot")


WRONG = {
    FIRST: [
        (27, "audit:contradiction"),
        (100, "audit:contradiction"),
        (134, "audit:period-of-another"),
        (243, "audit:derived"),
        (273, "audit:compared-with"),
        (808, "audit:derived"),
        (1113, "audit:contradiction"),
        (1572, "audit:instant-as-duration"),
        (1577, "audit:period-of-another"),
        (1577, "audit:derived"),
        (1658, "audit:instant-as-duration"),
    ],
    SECOND: [
        (14, "audit:derived"),
        (14, "audit:derived"),
        (144, "audit:breakdown"),
        (152, "audit:contradiction"),
        (152, "audit:direction"),
        (186, "audit:derived"),
        (211, "audit:direction"),
        (236, "audit:stale-date"),
        (502, "audit:instant-as-duration"),
        (512, "audit:date-after-release"),
        (562, "audit:contradiction"),
    ],
}
"""Gone through by hand: every place where a release contradicts itself, once, with the line that is likelier wrong."""


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_all_that_a_release_says_against_itself_is_told_once_and_nothing_else(
    name: str, first: Conversion, second: Conversion
) -> None:
    audit = (first if name == FIRST else second).audit
    told = [(f.source.line, f.code) for f in audit.findings if f.severity is not Severity.INFO and f.source]
    assert sorted(told) == sorted(WRONG[name])


def test_a_row_with_the_balances_of_another_date_is_told(first: Conversion, second: Conversion) -> None:
    assert {1577, 562} <= told(first, "audit:period-of-another")
    assert not told(second, "audit:period-of-another")


def test_a_year_that_has_not_ended_and_a_day_that_is_past_are_told(first: Conversion, second: Conversion) -> None:
    assert told(second, "audit:date-after-release") == {512}
    assert told(second, "audit:stale-date") == {236}
    assert not told(first, "audit:date-after-release") | told(first, "audit:stale-date")


def test_quarters_make_the_half_year_but_for_lines_that_were_moved(first: Conversion, second: Conversion) -> None:
    together = audit_together([second, first])
    assert together == audit_together([first, second])
    assert {f.code for f in together.findings} == {"audit:reclassified"}
    assert sum(c.kind == "periods" and c.outcome is Outcome.HELD for c in together.checks) > 50


def test_the_same_release_twice_is_told_and_not_compared(first: Conversion) -> None:
    assert [f.code for f in audit_together([first, first]).findings] == ["audit:same-release"]


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        (323, "164,224", "164,242"),
        (342, "1.9\t3,110", "1.4\t3,110"),
        (260, "14,788 thousand at March 31, 2009", "14,788 thousand at March 31, 2008"),
        (357, "2.23", "2.32"),
        (502, "124,892.09", "124,829.09"),
        (36, "16,328", "16,238"),
        (49, "\t300", "\t3,000"),
    ],
)
def test_a_planted_error_is_named_first(shared: Path, tmp_path: Path, line: int, before: str, after: str) -> None:
    lines = (shared / "releases" / SECOND).read_text(encoding="utf-8").split("\n")
    number = next((n for n in range(line - 4, line + 4) if before in lines[n]), None)
    assert number is not None
    lines[number] = lines[number].replace(before, after, 1)
    path = tmp_path / SECOND
    path.write_text("\n".join(lines), encoding="utf-8")
    named = {f.source.line for f in audited(path).audit.findings if f.severity is not Severity.INFO and f.source}
    assert number + 1 in named


def test_a_broken_sum_has_the_validators_code_only_where_the_validator_is_asked(shared: Path, tmp_path: Path) -> None:
    text = (shared / "releases" / SECOND).read_text(encoding="utf-8")
    line = next(n for n, each in enumerate(text.split("\n"), 1) if "29,688" in each)
    path = tmp_path / SECOND
    path.write_text(text.replace("29,688", "28,688", 1), encoding="utf-8")
    for rule, code in (("1.1", "calc11e:inconsistentCalculationUsingRounding"), ("off", "audit:sum")):
        found = convert(path, Options(filing=False, calculation=rule)).findings
        (told,) = [f for f in found if f.code == code]
        assert line in {span.line for span in (told.source, *told.also) if span}
