"""Bad input ends with one clear message and exit status 2, or 1 where the data is at fault; nothing is half-written."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import TANSHIN, Run

TABLE = """\
                       Three Months Ended
                      June 30,   June 30,
                        2009       2008
                      --------   --------
  Revenues               1,234      1,100
  Costs                    800        700
  Operating income         434        400
"""
CUT = TABLE[: TABLE.index("  Operating")].rstrip() + "\n  Operating inc"

CASES: dict[str, bytes] = {
    "empty": b"",
    "blank": b"\n \n\t\n",
    "binary": bytes(range(256)) * 64,
    "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(100),
    "no-table": b"We are pleased to announce our results. They were good.\n",
    "cut-table": CUT.encode(),
    "utf-16": TABLE.encode("utf-16"),
    "unknown-issuer": b"Nobody Knows Corporation reports its results.\n\n" + TABLE.encode(),
    "one-long-line": b"x" * 2_000_000,
}


def left(folder: Path) -> list[str]:
    """All that stands below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("case", CASES)
def test_a_release_that_cannot_become_a_filing(case: str, tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release.txt").write_bytes(CASES[case])
    done = tanshin("convert", "release.txt", "-o", "out")
    told = done.stdout + done.stderr
    assert done.returncode in (1, 2), told
    assert "release.txt" in told
    assert "hint: " in told or done.returncode == 2, told
    assert left(tmp_path) == ["release.txt"]


@pytest.mark.parametrize("case", ["empty", "binary", "pdf", "utf-16"])
def test_what_is_no_text_is_told_in_one_message(case: str, tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release.txt").write_bytes(CASES[case])
    done = tanshin("convert", "release.txt", "-o", "out", "--format", "json")
    [told] = json.loads(done.stdout)["releases"]
    assert told["status"] == done.returncode
    messages = (
        [f["message"] for f in told["findings"] if f["severity"] == "error"] if "findings" in told else [told["error"]]
    )
    assert len(messages) == 1, messages


def test_tables_of_an_unknown_issuer_can_still_be_read(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release.txt").write_bytes(CASES["unknown-issuer"])
    done = tanshin("read", "release.txt")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Operating income" in done.stdout and "434" in done.stdout


def test_a_folder(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release").mkdir()
    for command in (("convert", "release", "-o", "out"), ("read", "release"), ("validate", "release")):
        done = tanshin(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert "release" in done.stderr and "is a folder" in done.stderr
    assert left(tmp_path) == ["release"]


def test_no_such_file(tmp_path: Path, tanshin: Run) -> None:
    for command in (("convert", "nothing.txt", "-o", "out"), ("read", "nothing.txt"), ("validate", "nothing.xbrl")):
        done = tanshin(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert re.search(r"no such file|there is no file", done.stderr), done.stderr
        assert "nothing." in done.stderr
    assert left(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release.txt").write_text(TABLE)
    (tmp_path / "release.txt").chmod(0)
    done = tanshin("convert", "release.txt", "-o", "out")
    assert done.returncode == 2
    assert "release.txt" in done.stderr and "read" in done.stderr


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_file_that_fails_while_it_is_read(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "release.txt").symlink_to("/proc/self/mem")
    done = tanshin("convert", "release.txt", "-o", "out")
    assert done.returncode == 2
    assert "release.txt" in done.stderr
    assert left(tmp_path) == ["release.txt"]


def test_an_output_folder_that_exists(tmp_path: Path, tanshin: Run, example: Path) -> None:
    (tmp_path / "out" / example.stem).mkdir(parents=True)
    (tmp_path / "out" / example.stem / "report.xbrl").write_text("mine")
    done = tanshin("convert", example, "-o", "out")
    assert done.returncode == 2
    assert f"out/{example.stem}: the folder exists" in done.stderr and "--force" in done.stderr
    assert (tmp_path / "out" / example.stem / "report.xbrl").read_text() == "mine"

    assert tanshin("convert", example, "-o", "out", "--force").returncode in (0, 1)
    assert (tmp_path / "out" / example.stem / "report.xbrl").read_text() != "mine"


def test_an_output_folder_with_something_of_the_users(tmp_path: Path, tanshin: Run, example: Path) -> None:
    (tmp_path / "out" / example.stem).mkdir(parents=True)
    (tmp_path / "out" / example.stem / "notes.txt").write_text("mine")
    done = tanshin("convert", example, "-o", "out", "--force")
    assert done.returncode == 2
    assert "notes.txt" in done.stderr
    assert left(tmp_path) == ["out", f"out/{example.stem}", f"out/{example.stem}/notes.txt"]


def test_a_full_disk(tmp_path: Path, tanshin: Run, example: Path) -> None:
    """No file may grow beyond 4 KB, which fails a write half-way as a full disk does."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = tanshin("convert", example, "-o", "out", preexec_fn=limit)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert left(tmp_path) == []


def test_a_place_where_no_folder_can_be(tmp_path: Path, tanshin: Run, example: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = tanshin("convert", example, "-o", "file/out")
    assert done.returncode == 2
    assert "file" in done.stderr
    assert (tmp_path / "file").read_text() == "mine"


def interrupted(command: list[str], folder: Path, ready: Callable[[], bool], number: signal.Signals) -> tuple[int, str]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not ready() and time.monotonic() < until and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out + err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_while_writing(tmp_path: Path, example: Path, number: signal.Signals) -> None:
    """The command stands still at its first fsync, half its files unwritten, when the signal comes."""
    program = (
        "import os, sys, time\n"
        "os.fsync = lambda _: time.sleep(60)\n"
        "from tanshin.converter.cli import main\n"
        "sys.exit(main())\n"
    )
    command = [sys.executable, "-c", program, "convert", str(example), "-o", "out"]
    status, told = interrupted(command, tmp_path, lambda: any(tmp_path.glob("out/.*/*")), number)
    assert status == 2, told
    assert "interrupted" in told and "Traceback" not in told
    assert left(tmp_path) == []


def test_ctrl_c_while_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "release.txt")  # nobody writes to it, so reading waits
    start = time.monotonic()
    command = [str(TANSHIN), "convert", "release.txt", "-o", "out"]
    status, told = interrupted(command, tmp_path, lambda: time.monotonic() - start > 1.5, signal.SIGINT)
    assert status == 2 and "interrupted" in told and "Traceback" not in told
    assert left(tmp_path) == ["release.txt"]


def test_two_releases_for_one_folder(tmp_path: Path, tanshin: Run, example: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / example.name.upper()).write_bytes(example.read_bytes())
    done = tanshin("convert", example, f"a/{example.name.upper()}", "-o", "out")
    assert done.returncode == 2
    assert "would both be written" in done.stderr
    assert not (tmp_path / "out").exists()


def test_one_bad_release_does_not_keep_the_others_back(tmp_path: Path, tanshin: Run, example: Path) -> None:
    done = tanshin("convert", "nothing.txt", example, "-o", "out")
    assert done.returncode == 2
    assert "nothing.txt" in done.stderr
    assert (tmp_path / "out" / example.stem / "report.xbrl").is_file()


def test_a_profile_that_is_none(tmp_path: Path, tanshin: Run, example: Path) -> None:
    done = tanshin("convert", example, "-o", "out", "--profile", "nobody")
    assert done.returncode in (1, 2)
    assert "nobody" in done.stdout + done.stderr
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert",),
        ("convert", "x.txt"),
        ("convert", "x.txt", "-o"),
        ("convert", "x.txt", "-o", "out", "--namespace", "my namespace"),
        ("convert", "x.txt", "-o", "out", "--calculation", "2.0"),
        ("nonsense",),
        ("read", "--nonsense"),
    ],
)
def test_a_command_line_that_says_nothing(tanshin: Run, arguments: tuple[str, ...]) -> None:
    done = tanshin(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr


def test_thirty_digits_stay_exact(tmp_path: Path, tanshin: Run) -> None:
    amount = "123,456,789,012,345,678,901,234,567,890"
    (tmp_path / "release.txt").write_text(TABLE.replace("    800        700", f"{amount}   700"))
    done = tanshin("read", "release.txt", "--format", "json")
    values = [
        mark["value"]
        for table in json.loads(done.stdout)["tables"]
        for row in table["rows"]
        for cell in row["cells"]
        for mark in cell["marks"]
    ]
    assert amount.replace(",", "") in values


TEN_TIMES = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 10))
BOMB = f"""<?xml version="1.0"?>
<!DOCTYPE xbrl [<!ENTITY l0 "aaaaaaaaaa">{TEN_TIMES}]>
<xbrl xmlns="http://www.xbrl.org/2003/instance">&l9;</xbrl>
"""

HOSTILE = {
    "entity-bomb": BOMB,
    "external-entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "secret.xsd">]>'
    '<xbrl xmlns="http://www.xbrl.org/2003/instance">&e;</xbrl>',
    "outside-its-folder": '<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<schemaRef xmlns="http://www.xbrl.org/2003/linkbase" xlink:type="simple" xlink:href="../secret.xsd"/></xbrl>',
    "not-xml": "Revenues 1,234",
    "empty": "",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_instance_is_refused_and_nothing_else_is_read(case: str, tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "secret.xsd").write_text("TOP-SECRET")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.xbrl").write_text(HOSTILE[case])
    start = time.monotonic()
    done = tanshin("validate", "in/report.xbrl")
    assert done.returncode in (1, 2), done.stdout
    assert "report.xbrl" in done.stdout + done.stderr
    assert "TOP-SECRET" not in done.stdout + done.stderr
    assert time.monotonic() - start < 10
