"""What the commands say and how they end, run as a user runs them."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import time
from pathlib import Path

import pytest

from .conftest import TANSHIN, Run


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_version_is_quick(tanshin: Run) -> None:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        done = tanshin("--version")
        times.append(time.perf_counter() - start)
        assert re.fullmatch(r"tanshin \d+\.\d+\.\d+\n", done.stdout)
    assert min(times) < 0.4, "the budget is 0.2 s; twice that is allowed for a busy machine"


@pytest.mark.parametrize("command", ["convert", "read", "validate", "demo"])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(tanshin: Run, command: str, option: str) -> None:
    done = tanshin(command, option)
    assert done.returncode == 0 and done.stdout.startswith(f"Usage: tanshin {command}")


def test_convert_writes_a_filing_that_validates_and_is_the_same_every_time(
    tmp_path: Path, tanshin: Run, example: Path
) -> None:
    first = tanshin("convert", example, "-o", "first")
    assert f"written to first/{example.stem}" in first.stdout, first.stdout + first.stderr
    assert first.stderr == ""
    filing = content(tmp_path / "first" / example.stem)
    assert first.returncode == int('"severity": "error"' in filing["findings.json"].decode())
    assert {"report.xbrl", "trace.csv", "findings.json", "taxonomy/META-INF/taxonomyPackage.xml"} <= set(filing)

    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / example.name).write_bytes(example.read_bytes())
    tanshin("convert", f"elsewhere/{example.name}", "-o", "second")
    assert content(tmp_path / "second" / example.stem) == filing

    done = tanshin("validate", tmp_path / "first" / example.stem / "report.xbrl")
    assert done.returncode == first.returncode, done.stdout


def test_what_convert_says_as_json_is_what_it_wrote(tmp_path: Path, tanshin: Run, example: Path) -> None:
    done = tanshin("convert", example, "-o", "out", "--format", "json")
    [told] = json.loads(done.stdout)["releases"]
    folder = tmp_path / told["folder"]
    assert told["findings"] == json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    with (folder / "trace.csv").open(newline="", encoding="utf-8") as trace:
        marks = {(row["line"], row["column"]) for row in csv.DictReader(trace)}
    assert told["marks"]["total"] == len(marks)
    assert told["facts"] == (folder / "report.xbrl").read_text(encoding="utf-8").count(" contextRef=")


def test_explain_gives_the_reasons_and_writes_nothing(tmp_path: Path, tanshin: Run, example: Path) -> None:
    tanshin("convert", example, "-o", "out")
    with (tmp_path / "out" / example.stem / "trace.csv").open(newline="", encoding="utf-8") as trace:
        row = next(row for row in csv.DictReader(trace) if row["status"] == "fact")
    before = content(tmp_path)
    done = tanshin("convert", example, "--explain", row["line"])
    assert row["raw"] in done.stdout and row["concept"] in done.stdout and "because" in done.stdout
    assert content(tmp_path) == before


def test_read_shows_tables_with_lines(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release.txt").write_text(
        "Statements of Income (in thousands of yen)\n"
        "                    Three Months Ended\n"
        "                 June 30, 2009  June 30, 2008\n"
        "Revenues                 1,234          1,100\n"
        "Costs                      800             --\n"
    )
    done = tanshin("read", "release.txt")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^ +4  Revenues +1,234 +1,100$", done.stdout, re.MULTILINE), done.stdout
    assert "2009-04-01 to 2009-06-30" in done.stdout
    table = json.loads(tanshin("read", "release.txt", "--format", "json").stdout)["tables"][0]
    assert [column["period"] for column in table["columns"]] == ["2009-04-01 to 2009-06-30", "2008-04-01 to 2008-06-30"]
    assert [(column["unit"], column["scale"]) for column in table["columns"]] == [("JPY", 3), ("JPY", 3)]
    assert [[cell["text"] for cell in row["cells"]] for row in table["rows"] if row["cells"]] == [
        ["1,234", "1,100"],
        ["800", "--"],
    ]


def test_findings_are_printed_as_editors_read_them(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "report.xbrl").write_text("<nonsense/>")
    done = tanshin("validate", "report.xbrl")
    assert done.returncode == 1
    assert re.search(r"^report\.xbrl:1:1: error: .+ \[[\w.]+:[\w-]+\]$", done.stdout, re.MULTILINE), done.stdout


def test_demo_says_what_it_did_and_what_to_try_next(tmp_path: Path, tanshin: Run) -> None:
    done = tanshin("demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Try next:" in done.stdout
    commands = [line.split() for line in done.stdout.splitlines() if line.startswith("  ") and " tanshin-demo/" in line]
    assert [command[1] for command in commands if command[0].endswith("tanshin")] == ["read", "convert", "validate"]
    for command in commands[-3:]:
        assert tanshin(*command[1:]).returncode in (0, 1)
    before = content(tmp_path)
    assert tanshin("demo").stdout == done.stdout
    assert content(tmp_path) == before


def test_progress_is_shown_on_a_terminal_after_a_second_and_goes_again(tmp_path: Path, example: Path) -> None:
    os.mkfifo(tmp_path / "release.txt")  # the release arrives only after a while
    ours, theirs = pty.openpty()
    command = [TANSHIN, "convert", "release.txt", "-o", "out"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 1000).decode()
    assert "1 of 1: converting release.txt" in shown
    (tmp_path / "release.txt").write_bytes(example.read_bytes())
    assert process.wait(timeout=60) in (0, 1)
    assert os.read(ours, 1000).decode().endswith("\r\x1b[K")
    os.close(ours)


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text("Heading\n\n" + "Revenues   1,234   1,100\nCosts   800   700\n" * 3000)
    done = subprocess.run(
        f"'{TANSHIN}' read release.txt | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
    )
    assert done.stderr == ""


def test_control_characters_of_a_release_do_not_reach_the_terminal(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release.txt").write_text(
        "Title \x1b]0;owned\x07\n\n             2009    2008\nRevenues    1,234   1,100\n"
    )
    assert "\x1b" not in tanshin("read", "release.txt").stdout
