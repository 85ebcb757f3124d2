"""`tanshin convert --concepts us-gaap` as a user runs it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

TANSHIN = (sys.executable, "-c", "import sys; from tanshin.converter.cli import main; sys.exit(main())")


def run(*arguments: str | Path) -> tuple[subprocess.CompletedProcess[str], float]:
    """The finished command and its seconds."""
    start = time.perf_counter()
    done = subprocess.run([*TANSHIN, *map(str, arguments)], capture_output=True, text=True, check=False)
    return done, time.perf_counter() - start


def test_the_view_is_written_validates_and_says_what_stood_in(shared: Path, tmp_path: Path) -> None:
    release = shared / "releases" / "iij-2009-08-11.txt"
    done, _ = run("convert", release, "-o", tmp_path, "--concepts", "us-gaap")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[dts:us-gaap-excerpt]" in done.stdout
    instance = tmp_path / release.stem / "report.xbrl"
    assert "<us-gaap:Assets " in instance.read_text(encoding="utf-8")
    alone, _ = run("validate", instance)
    beside, _ = run("validate", instance, "--package", shared / "taxonomies" / "us-gaap-2009-01-31.zip")
    assert (alone.returncode, beside.returncode) == (0, 0), alone.stdout + beside.stdout
    assert "[dts:us-gaap-excerpt]" in alone.stdout
    assert "[dts:us-gaap-excerpt]" not in beside.stdout


def test_other_concepts_are_refused(tmp_path: Path) -> None:
    done, _ = run("convert", tmp_path / "x.txt", "-o", tmp_path, "--concepts", "ifrs")
    assert done.returncode == 2
    assert "'issuer', 'us-gaap'" in done.stderr


def test_it_costs_little_more(shared: Path, tmp_path: Path) -> None:
    release = shared / "releases" / "iij-2008-11-13.txt"
    seconds: dict[str, list[float]] = {"issuer": [], "us-gaap": []}
    for _ in range(3):
        for concepts, taken in seconds.items():
            taken.append(run("convert", release, "-o", tmp_path, "--force", "--concepts", concepts)[1])
    assert min(seconds["us-gaap"]) < min(seconds["issuer"]) + 0.5
