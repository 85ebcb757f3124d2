"""Releases that an audit cannot check whole: what is missing or doubled is told, and the rest is checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from tanshin.converter.audit import Audit, Outcome, shown
from tanshin.converter.cli.app import app
from tanshin.converter.pipeline import Conversion, Options, audit_together, convert

EXAMPLES = files("tanshin.converter") / "examples"
FIRST, SECOND = "iij-2008-11-13.txt", "iij-2009-08-11.txt"
RATE = "105.94"

ONE_COLUMN = """\
Internet Initiative Japan Inc.

August 11, 2009: results of Internet Initiative Japan Inc., TSE:3774

Operating Results Summary
\t1Q09\tYoY % change
\tJPY millions\t
Total Revenues\t15,835\t(3.0%)
Connectivity and Outsourcing Services\t9,126\t8.7%
SI\t6,565\t(14.6%)
Equipment Sales\t137\t(42.6%)
ATM Operation Business\t7\t54.3%
"""


def audited(folder: Path, name: str, change: Callable[[str], str] = str) -> Conversion:
    path = folder / name
    path.write_text(change((EXAMPLES / name).read_text(encoding="utf-8")), encoding="utf-8")
    return convert(path, Options(filing=False))


def codes(audit: Audit) -> list[str]:
    return [found.code for found in audit.findings]


def test_without_a_rate_translations_are_not_checked_and_that_is_told_once(tmp_path: Path) -> None:
    audit = audited(tmp_path, FIRST, lambda text: re.sub(r"JPY ?105\.94", "the rate", text)).audit
    translations = [check for check in audit.checks if check.kind == "translation"]
    assert translations and {check.outcome for check in translations} == {Outcome.UNMADE}
    assert {check.why for check in translations} == {"the release states no rate"}
    assert codes(audit).count("audit:no-rate") == 1
    assert not {"audit:translation", "audit:several-rates"} & {*codes(audit)}


def test_two_rates_are_told_and_an_amount_may_fit_either(tmp_path: Path) -> None:
    plain = audited(tmp_path, FIRST).audit
    audit = audited(tmp_path, FIRST, lambda text: text.replace(RATE, "106.94", 1)).audit
    (told,) = [found for found in audit.findings if found.code == "audit:several-rates"]
    assert RATE in told.message and "106.94" in told.message
    assert codes(audit).count("audit:translation") == codes(plain).count("audit:translation") == 0


def test_without_a_comparative_column_changes_are_not_checked_and_say_why(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text(ONE_COLUMN, encoding="utf-8")
    audit = convert(tmp_path / "release.txt", Options(filing=False)).audit
    changes = [check for check in audit.checks if check.kind == "derived"]
    assert changes and {check.outcome for check in changes} == {Outcome.UNMADE}
    assert {check.reason for check in changes} <= {"a base is not reported", "a base is not reported by members"}
    assert [check.outcome for check in audit.checks if check.kind == "sum"] == [Outcome.HELD]
    assert codes(audit) == []


def test_a_release_of_another_issuer_is_told_and_the_rest_is_audited(tmp_path: Path) -> None:
    for name in (FIRST, SECOND):
        audited(tmp_path, name)
    (tmp_path / "other.txt").write_text("Acme Corporation\n\n" + ONE_COLUMN.split("\n\n", 2)[2], encoding="utf-8")
    paths = [str(tmp_path / name) for name in (FIRST, "other.txt", SECOND)]
    done = CliRunner().invoke(app, ["audit", *paths, "--format", "json"], standalone_mode=False)
    told = json.loads(done.stdout)
    assert done.return_value == 1
    assert [f["code"] for f in told["releases"][1]["findings"]] == ["bind:unknown-issuer"]
    assert told["together"]["checks"]["made"] > 50


def test_a_release_without_another_of_its_issuer_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Acme Corporation reports.\n", encoding="utf-8")
    other = convert(tmp_path / "other.txt", Options(filing=False))
    assert codes(audit_together([audited(tmp_path, FIRST), other])) == ["audit:alone"]


@pytest.mark.parametrize("name", [FIRST, "copy.txt"])
def test_the_same_release_twice_is_told_and_compared_with_others_once(tmp_path: Path, name: str) -> None:
    first, second = audited(tmp_path, FIRST), audited(tmp_path, SECOND)
    (tmp_path / "again").mkdir()
    copy = tmp_path / "again" / name
    copy.write_bytes((tmp_path / FIRST).read_bytes())
    together = audit_together([first, second, convert(copy, Options(filing=False))])
    assert codes(together).count("audit:same-release") == 1
    assert codes(together).count("audit:reclassified") == codes(audit_together([first, second])).count(
        "audit:reclassified"
    )


def test_releases_in_any_order_are_audited_alike(tmp_path: Path) -> None:
    first, second = audited(tmp_path, FIRST), audited(tmp_path, SECOND)
    assert audit_together([first, second]) == audit_together([second, first])


def test_text_in_words_that_the_profile_does_not_know_is_one_finding(tmp_path: Path) -> None:
    foreign = "\n\n".join(
        f"Die Umsatzerloese der Sparte {n} betrugen JPY{n},835 Millionen, nach JPY{n},328 Millionen im Vorjahr."
        for n in range(1, 9)
    )
    (tmp_path / "release.txt").write_text(f"{ONE_COLUMN}\n{foreign}\n", encoding="utf-8")
    found = shown(convert(tmp_path / "release.txt", Options(filing=False)).findings)
    assert [f.code for f in found] == ["bind:prose-unbound"]
    assert "16 figures" in found[0].message
