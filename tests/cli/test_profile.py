"""`tanshin profile new` and `tanshin profile check`, as a stranger uses them."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run

RELEASE = """\
Acme Widgets, Inc. Reports Results

          CONSOLIDATED STATEMENTS OF OPERATIONS
                     (in thousands)

                                         Three Months Ended
                                            September 30,
                                           2009       2008
                                         --------   --------
Revenues                                 $  8,250   $  7,400
Costs                                       4,000      3,600
                                         --------   --------
Operating income                         $  4,250   $  3,800
"""


def test_from_a_release_to_its_filing(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "acme.txt").write_text(RELEASE)
    done = tanshin("profile", "new", "acme.txt", "-o", "acme")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 of 6 figures in cells are bound" in done.stdout
    checked = tanshin("profile", "check", "acme").stdout
    assert "no findings\n\nTo decide, the weightiest first:\n  1. acme/profile.toml" in checked
    assert checked.index("every fact is filed for `acme`") < checked.index("the period of `Revenues")
    assert tanshin("convert", "acme.txt", "-o", "out", "--profile", "acme").returncode == 0
    assert tanshin("validate", "out/acme/report.xbrl").returncode == 0


def test_a_folder_that_exists_is_refused(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "acme.txt").write_text(RELEASE)
    (tmp_path / "acme").mkdir()
    done = tanshin("profile", "new", "acme.txt", "-o", "acme")
    assert done.returncode == 2 and "the folder exists" in done.stderr
    assert list((tmp_path / "acme").iterdir()) == []


def test_prefix_and_name(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "acme.txt").write_text(RELEASE)
    done = tanshin("profile", "new", "acme.txt", "-o", "p", "--prefix", "aw", "--name", "Acme", "--format", "json")
    told = json.loads(done.stdout)
    assert (told["prefix"], told["name"], told["bound"], told["figures"]) == ("aw", "Acme", 6, 6)
    refused = tanshin("profile", "new", "acme.txt", "-o", "q", "--prefix", "xbrli")
    assert refused.returncode == 2 and "prefix" in refused.stderr


def test_nothing_to_draft_from(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "acme.txt").write_text("All is well.\n")
    done = tanshin("profile", "new", "acme.txt", "-o", "acme")
    assert done.returncode == 2 and "no table" in done.stderr and not (tmp_path / "acme").exists()
    assert tanshin("profile", "new", "none.txt", "-o", "acme").returncode == 2


def test_check_tells_file_and_line(tmp_path: Path, tanshin: Run) -> None:
    (tmp_path / "acme.txt").write_text(RELEASE)
    tanshin("profile", "new", "acme.txt", "-o", "acme")
    items = tmp_path / "acme" / "line_items.csv"
    items.write_text(items.read_text() + "nowhere,Tax,Revenues,,,,,\n")
    done = tanshin("profile", "check", "acme")
    assert done.returncode == 1
    assert "acme/line_items.csv:5:1: error: there is no table `nowhere` [profile:unknown-table]" in done.stdout
    assert tanshin("profile", "check", "nobody").returncode == 2
