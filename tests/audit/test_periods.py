"""Period words against figures: rows, columns, sentences and comparisons that say another period than they carry."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.converter.audit import Outcome, shown
from tanshin.converter.pipeline import Conversion, Options, convert
from tanshin.taxonomy.finding import Finding, Severity

RESULTS = """\
Internet Initiative Japan Inc.

August 11, 2009: results of Internet Initiative Japan Inc., TSE:3774

Operating Results Summary
\t{}\t1Q09\tYoY % change
\tJPY millions\tJPY millions\t
Total Revenues\t16,328\t15,835\t(3.0%)
Connectivity and Outsourcing Services\t8,396\t9,126\t8.7%
SI\t7,689\t6,565\t(14.6%)
Equipment Sales\t238\t137\t(42.6%)
ATM Operation Business\t5\t7\t54.3%

Internet Initiative Japan Inc. Quarterly Consolidated Statements of Income
\tThree Months Ended June 30, 2008\tThree Months Ended June 30, 2009
\tThousands of JPY\tThousands of JPY
REVENUES:
Connectivity and outsourcing services:
Total\t8,396,453\t9,125,830
Systems integration:
Total\t7,688,824\t6,564,646
Equipment sales\t238,021\t136,575
ATM operation business\t4,835\t7,459
Total revenues\t16,328,133\t15,834,510
Cost of revenues\t13,302,916\t12,836,925

Consolidated Balance Sheets
\tAs of March 31, 2009\tAs of June 30, 2009
\tThousands of JPY\tThousands of JPY
ASSETS
CURRENT ASSETS:
Accounts receivable\t10,256,527\t8,532,066
Prepaid expenses\t1,771,955\t2,611,173

Results

{}
"""


def audited(folder: Path, text: str = "", column: str = "1Q08") -> Conversion:
    path = folder / "release.txt"
    path.write_text(RESULTS.format(column, text), encoding="utf-8")
    return convert(path, Options(filing=False))


def told(folder: Path, text: str = "", column: str = "1Q08") -> list[Finding]:
    return [f for f in shown(audited(folder, text, column).findings) if f.severity is not Severity.INFO]


def test_a_column_that_says_another_year_is_told_at_its_header_and_nothing_else(tmp_path: Path) -> None:
    (found,) = told(tmp_path, column="1Q07")
    assert found.code == "audit:period-of-another"
    assert found.source is not None and found.source.line == 6
    assert "carries the figures of 2008-04-01 to 2008-06-30" in found.message


def test_a_sound_release_is_told_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, "Revenues was JPY15,835 million in 1Q09, down from JPY16,328 million in 1Q08.") == []


@pytest.mark.parametrize("period", ["1Q07", "3Q08"])
def test_a_figure_that_a_formula_makes_of_another_period_is_told(tmp_path: Path, period: str) -> None:
    text = f"Gross margin of total revenues was JPY2,998 million, compared to JPY3,025 million in {period}."
    codes = {f.code for f in told(tmp_path, text)}
    assert codes <= {"audit:period-of-another"}


@pytest.mark.parametrize(("day", "codes"), [("March 31, 2009", []), ("March 31, 2008", ["audit:compared-with"])])
def test_changes_are_counted_from_the_day_that_the_text_says(tmp_path: Path, day: str, codes: list[str]) -> None:
    text = (
        f"As compared to {day}, prepaid expenses increased by JPY839 million, and accounts receivable decreased by "
        "JPY1,724 million."
    )
    found = told(tmp_path, text)
    assert [f.code for f in found] == codes
    assert all("is the change from 2009-03-31" in f.message for f in found)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Revenues of equipment sales was JPY137 million in 1Q07.", []),
        ("Revenues of equipment sales was JPY238 million in 3Q07.", []),
        ("Revenues of equipment sales was JPY238.0 million in 3Q07.", []),
        ("Total revenues was JPY16,328 million in 3Q07.", ["audit:period-of-another"]),
        (
            "Revenues of equipment sales fell 42.6% YoY to JPY137 million in 1Q09 (JPY238 million in 3Q07).",
            ["audit:period-of-another"],
        ),
        (
            "Revenues of equipment sales was JPY137 million in 1Q09, after JPY238 million in 1Q07.",
            ["audit:period-of-another"],
        ),
    ],
)
def test_few_digits_tell_only_beside_a_second_figure(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert [f.code for f in told(tmp_path, text)] == codes


RATIOS = """\
Internet Initiative Japan Inc.

November 13, 2009: results of Internet Initiative Japan Inc., TSE:3774

Equipment Sales Gross Margin
\t1H09\t1H08\tYoY % change
\tJPY millions\tJPY millions\t
Equipment Sales Revenues\t2,526\t3,526\t(28.4%)
Equipment Sales Gross Margin Ratio\t11.3%\t14.2%\t

2Q09 Equipment Sales Gross Margin
\t2Q09\t2Q08\tYoY % change
\tJPY millions\tJPY millions\t
Equipment Sales Revenues\t1,226\t2,526\t(51.5%)
Equipment Sales Gross Margin Ratio\t11.1%\t15.0%\t

Cost and expense

{}
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The gross margin ratio of equipment sales was 14.2% in 1H06.", []),
        ("The gross margin ratio of equipment sales was 14.2% in 1H07.", []),
        ("The gross margin ratio of equipment sales was 11.3% in 1H09, after 14.2% in 1H08.", []),
        (
            "The gross margin ratio of equipment sales was 11.3% in 1H09, after 14.2% in 1H07.",
            ["audit:period-of-another"],
        ),
        ("Equipment sales revenues was JPY3,526 million in 1H07.", ["audit:period-of-another"]),
        ("Equipment sales revenues was JPY2,526 million in 1H07.", []),
    ],
)
def test_no_percentage_tells_alone_and_no_figure_of_two_other_periods(
    tmp_path: Path, text: str, codes: list[str]
) -> None:
    (tmp_path / "release.txt").write_text(RATIOS.format(text), encoding="utf-8")
    conversion = convert(tmp_path / "release.txt", Options(filing=False))
    bound = [t for t in conversion.traces if t.kind == "prose" and t.fact is not None]
    assert bound
    assert [f.code for f in conversion.audit.findings if f.severity is not Severity.INFO] == codes


LIST = """\
Internet Initiative Japan Inc.

August 11, 2009: results of Internet Initiative Japan Inc., TSE:3774

\tBasic Net Income attributable to IIJ per Share\tDiluted Net Income attributable to IIJ per Share
\tJPY\tJPY
Three months ended June 30, 2009\t891.06\t891.06
Three months ended June 30, {}\t818.86\t818.39

Quarterly Consolidated Statements of Income
\tThree Months Ended June 30, 2008\tThree Months Ended June 30, 2009
\tJPY\tJPY
BASIC NET INCOME ATTRIBUTABLE TO INTERNET INITIATIVE JAPAN INC. PER SHARE\t818.86\t891.06
DILUTED NET INCOME ATTRIBUTABLE TO INTERNET INITIATIVE JAPAN INC. PER SHARE\t818.39\t891.06
"""


@pytest.mark.parametrize("year", ["2009", "2007"])
def test_a_row_that_says_the_year_of_another_is_the_one_that_is_named(tmp_path: Path, year: str) -> None:
    (tmp_path / "release.txt").write_text(LIST.format(year), encoding="utf-8")
    found = [f for f in shown(convert(tmp_path / "release.txt", Options(filing=False)).findings) if f.facts or f.also]
    wrong = [f for f in found if f.severity is not Severity.INFO]
    assert [(f.code, f.source.line) for f in wrong if f.source] == [("audit:period-of-another", 8)]


def test_a_change_whose_base_is_not_given_is_a_check_not_made(tmp_path: Path) -> None:
    checks = audited(tmp_path, "Compared to March 31, 2007, goodwill increased by JPY12 million.").audit.checks
    assert all(check.why for check in checks if check.outcome is Outcome.UNMADE)
