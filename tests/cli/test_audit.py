"""`tanshin audit` as it is called: what it prints in each form, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from tanshin.converter.cli.app import app
from tanshin.converter.emit.folder import OutputError

FIRST, SECOND = "iij-2008-11-13.txt", "iij-2009-08-11.txt"


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["audit", *map(str, arguments)], standalone_mode=False)
    assert result.exception is None, result.exception
    return int(result.return_value), result.stdout


def test_the_most_serious_is_told_first_with_the_lines_and_the_account(shared: Path) -> None:
    status, text = run(shared / "releases" / SECOND, "--verbose")
    assert status == 0
    first_info = text.index(": info: ")
    assert text.rindex(": warning: ") < first_info
    assert "205,165 (line 562: “For the three months ended June 30, 2008: 205,165 shares”)" in text
    assert "derived figures: " in text
    assert "    not made: " in text


def test_it_fails_on_warnings_if_asked(shared: Path) -> None:
    assert run(shared / "releases" / SECOND, "--fail-on", "warning")[0] == 1


def test_json_has_each_release_and_the_releases_together(shared: Path) -> None:
    _, text = run(shared / "releases" / FIRST, shared / "releases" / SECOND, "--format", "json")
    told = json.loads(text)
    assert [Path(one["release"]).name for one in told["releases"]] == [FIRST, SECOND]
    checks = told["releases"][0]["checks"]
    assert checks["made"] == checks["held"] + checks["broken"]
    assert {f["code"] for f in told["together"]["findings"]} == {"audit:reclassified"}


def test_a_file_that_is_not_there_does_not_keep_the_others_from_being_audited(shared: Path, tmp_path: Path) -> None:
    status, text = run(tmp_path / "none.txt", shared / "releases" / SECOND)
    assert status == 2
    assert "figures printed twice" in text


def test_the_page_stands_alone(shared: Path) -> None:
    _, page = run(shared / "releases" / SECOND, "--format", "html")
    assert page.startswith("<!DOCTYPE html>")
    assert "<mark>205,165</mark>" in page
    assert "src=" not in page
    assert "<link" not in page


def test_the_account_is_written_to_a_folder_whole_and_never_over_another(shared: Path, tmp_path: Path) -> None:
    folder, release = tmp_path / "account", shared / "releases" / SECOND
    assert run(release, "-o", folder)[0] == 0
    assert {path.name for path in folder.iterdir()} == {"account.html", "account.json", "findings.json"}
    findings = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    account = json.loads((folder / "account.json").read_text(encoding="utf-8"))
    assert findings == account["releases"][0]["findings"]
    assert len(account["releases"][0]["unmade"]) == account["releases"][0]["checks"]["unmade"]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    refused = CliRunner().invoke(app, ["audit", str(release), "-o", str(folder)]).exception
    assert isinstance(refused, OutputError) and "--force" in refused.remedy
    assert run(release, "-o", folder, "--force")[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_remarks_of_one_kind_are_told_at_once_and_one_by_one_if_asked(shared: Path) -> None:
    _, short = run(shared / "releases" / SECOND)
    _, long = run(shared / "releases" / SECOND, "--verbose")
    assert short.count("[audit:rounded-to-foot]") == 1 and "22 times" in short
    assert long.count("[audit:rounded-to-foot]") == 22
