"""What commands say when something is amiss: JSON wherever it is asked for, what a file is, one bad file among many."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from taxonomies import instance, item, linkbase, schema

from .conftest import Run

INSTANCE = """\
<?xml version="1.0" encoding="UTF-8"?>
<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
    xmlns:xlink="http://www.w3.org/1999/xlink"><link:schemaRef xlink:type="simple" xlink:href="exm.xsd"/></xbrl>
"""
SCHEMA = '<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://exm.example/"/>\n'
AMOUNT = 'contextRef="c" unitRef="u" decimals="0"'
SUM = (
    '<link:calculationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    '<link:loc xlink:type="locator" xlink:href="t.xsd#t_T" xlink:label="T"/>'
    '<link:loc xlink:type="locator" xlink:href="t.xsd#t_A" xlink:label="A"/>'
    '<link:calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" '
    'xlink:from="T" xlink:to="A" weight="1"/></link:calculationLink>'
)
INLINE = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"/>'

KINDS = {
    "report.pdf": (b"%PDF-1.4\n", "is a PDF document", "XBRL instance"),
    "package.zip": (b"PK\x03\x04" + bytes(40), "is a ZIP archive that cannot be unpacked", "Make it again"),
    "report.xhtml": (INLINE.encode(), "is Inline XBRL, which is not supported yet", "instance"),
    "report.html": (b"<!DOCTYPE html>\n<html></html>", "is HTML", "XBRL instance"),
    "report.json": (b'{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}', "xBRL-JSON, which", ""),
    "data.json": (b'{"a": 1}', "is JSON", ""),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_a_file_is_that_is_no_xbrl(name: str, tmp_path: Path, tanshin: Run) -> None:
    content, what, remedy = KINDS[name]
    (tmp_path / name).write_bytes(content)
    done = tanshin("validate", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{name}: " in done.stderr and what in done.stderr and remedy in done.stderr


def test_a_folder_or_archive_with_a_report_in_it(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "filing").mkdir()
    (tmp_path / "filing" / "report.xbrl").write_text(INSTANCE)
    (tmp_path / "filing" / "t.xsd").write_text("<no-schema/>")
    with ZipFile(tmp_path / "filing.zip", "w") as archive:
        archive.write(tmp_path / "filing" / "report.xbrl", "filing/report.xbrl")
        archive.write(tmp_path / "filing" / "t.xsd", "filing/t.xsd")
    alone = tanshin("validate", "filing/report.xbrl")
    whole = tanshin("validate", "filing")
    assert whole.stdout.splitlines()[:-1] == alone.stdout.splitlines()[:-1]
    assert whole.stdout.splitlines()[-1].startswith("filing: not valid")
    packed = tanshin("validate", "filing.zip")
    assert packed.returncode == alone.returncode == 1
    assert "filing.zip/filing/" in packed.stdout and "/tmp" not in packed.stdout


def test_an_archive_that_leads_outside_or_holds_several(tmp_path: Path, tanshin: Run) -> None:
    with ZipFile(tmp_path / "outside.zip", "w") as archive:
        archive.writestr("../evil.xbrl", INSTANCE)
    with ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("reports/a.xbrl", INSTANCE)
        archive.writestr("reports/b.xbrl", INSTANCE)
    done = tanshin("validate", "outside.zip", "two.zip")
    assert done.returncode == 2
    assert (
        "a member leads outside" in done.stderr and "holds 2 instances (reports/a.xbrl, reports/b.xbrl)" in done.stderr
    )
    assert not (tmp_path.parent / "evil.xbrl").exists()


REFS = (
    '<link:schemaRef xlink:type="simple" xlink:href="t.xsd"/><link:linkbaseRef xlink:type="simple" '
    'xlink:href="c.xml" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
)


def test_a_broken_sum_is_no_fault_of_the_form_and_yet_the_check_fails(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "i.xbrl").write_text(instance(f"<t:T {AMOUNT}>9</t:T><t:A {AMOUNT}>1</t:A>", REFS))
    (tmp_path / "t.xsd").write_text(schema(item("T") + item("A")))
    (tmp_path / "c.xml").write_text(linkbase(SUM))
    done = tanshin("validate", "i.xbrl")
    assert done.returncode == 1
    assert "i.xbrl: valid, sums broken: 2 facts; 0 sums hold, 1 is broken; 1 inconsistency\n" in done.stdout
    (file,) = json.loads(tanshin("validate", "i.xbrl", "--format", "json").stdout)["files"]
    assert (file["valid"], file["consistent"], file["errors"]) == (True, False, 0)
    assert tanshin("validate", "i.xbrl", "--calculation", "off").returncode == 0


def test_the_cache_is_shown_and_cleared(tmp_path: Path, tanshin: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANSHIN_CACHE", str(tmp_path / "cache"))
    (tmp_path / "ok.xbrl").write_text(INSTANCE)
    (tmp_path / "exm.xsd").write_text(SCHEMA)
    assert tanshin("validate", "ok.xbrl").returncode == 0
    shown = json.loads(tanshin("cache", "show", "--format", "json").stdout)
    assert shown["folder"] == str(tmp_path / "cache") and shown["compiled"]["entries"] >= 1
    assert tanshin("cache", "clear").stdout.startswith(f"removed {shown['compiled']['entries']} compiled ")
    assert "0 entries" in tanshin("cache", "show").stdout


def test_one_file_that_cannot_be_read_does_not_keep_the_others_back(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "ok.xbrl").write_text(INSTANCE)
    (tmp_path / "exm.xsd").write_text(SCHEMA)
    (tmp_path / "bad.xbrl").write_text("<xbrl>")
    done = tanshin("validate", "ok.xbrl", "nosuch.xbrl", "bad.xbrl")
    assert done.returncode == 2
    assert "ok.xbrl: valid" in done.stdout and "bad.xbrl: not valid" in done.stdout
    assert "nosuch.xbrl: there is no such file" in done.stderr
    files = json.loads(tanshin("validate", "ok.xbrl", "nosuch.xbrl", "--format", "json").stdout)["files"]
    assert files[0]["valid"] is True
    assert files[1]["error"] == {"message": "nosuch.xbrl: there is no such file", "remedy": "Check the path."}


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "release.txt"),
        ("convert", "release.txt", "-o", "out", "--profile", "nobody"),
        ("demo", "-o", "release.txt"),
        ("profile", "new", "release.txt", "-o", "out"),
        ("taxonomy", "check", "nosuch.xsd"),
        ("nonsense",),
    ],
)
def test_json_is_json_whatever_is_wrong(arguments: tuple[str, ...], tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release.txt").write_text("All is well.\n")
    done = tanshin(*arguments, "--format", "json")
    told = json.loads(done.stdout)
    [error] = [told["error"]] if "error" in told else [r["error"] for r in told["releases"]]
    assert done.returncode == 2 and error["message"] and error["remedy"]


def test_ctrl_c_in_a_batch_tells_what_was_done(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text("All is well.\n")
    os.mkfifo(tmp_path / "second.txt")  # nobody writes to it, so reading waits
    command = [str(Path(sys.executable).parent / "tanshin"), "convert", "first.txt", "second.txt", "-o", "out"]
    process = subprocess.Popen([*command, "--format", "json"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    told = json.loads(process.communicate(timeout=60)[0])
    assert process.returncode == 2
    assert [r["release"] for r in told["releases"]] == ["first.txt"] and told["error"]["message"] == "interrupted"


@pytest.mark.parametrize("command", [("read", "page.txt"), ("convert", "page.txt", "-o", "out")])
def test_html_is_no_text(command: tuple[str, ...], tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "page.txt").write_text("<!DOCTYPE html>\n<html><body>Revenues 1,234</body></html>\n")
    done = tanshin(*command)
    assert done.returncode == 2
    assert "page.txt is HTML, not text [read:html]" in done.stderr and "save it as text" in done.stderr


def test_the_findings_of_a_profile_with_errors(tmp_path: Path, tanshin: Run, example: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "profile.toml").write_text("[issuer]\n")
    done = tanshin("convert", example, "-o", "out", "--profile", "acme")
    assert done.returncode == 2
    assert "\nacme/profile.toml:1:1: error: `issuer.name` is missing [profile:missing-value]\n    hint: " in done.stderr


def test_sums_not_checked_and_a_line_that_is_not_there(tanshin: Run, example: Path) -> None:
    lines = len(example.read_text(encoding="utf-8").splitlines())
    done = tanshin("convert", example, "-o", "out", "--calculation", "off", "--explain", 99999)
    assert done.returncode == 2
    assert (
        f"{example}: has {lines} lines, and --explain asks for 99999\n  Give a line from 1 to {lines}." in done.stderr
    )
    assert "checks: sums not checked\n" in done.stdout
    done = tanshin("validate", f"out/{example.stem}/report.xbrl", "--calculation", "off")
    assert "; sums not checked; " in done.stdout


def test_every_filing_of_a_folder_is_checked(tmp_path: Path, tanshin: Run) -> None:
    for name, content in (("a", INSTANCE), ("b", "garbage"), ("c", INSTANCE)):
        (tmp_path / "all" / name).mkdir(parents=True)
        (tmp_path / "all" / name / "report.xbrl").write_text(content)
        (tmp_path / "all" / name / "exm.xsd").write_text(SCHEMA)
    (tmp_path / "all" / "loose.xbrl").write_text(INSTANCE)
    done = tanshin("validate", "all", "--format", "json")
    files = {file["file"]: file.get("valid") for file in json.loads(done.stdout)["files"]}
    reports = [f"all/{name}/report.xbrl" for name in "abc"]
    assert done.returncode == 1
    assert list(files) == [*reports, "all/loose.xbrl"]
    assert [files[report] for report in reports] == [True, False, True]
    assert "all/b/report.xbrl: not valid" in tanshin("validate", "all").stdout
