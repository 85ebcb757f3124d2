"""What the rules find in a crosswalk, told with the line of its row."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tanshin.taxonomy.profile import bundled_profiles, find_profile
from tanshin.taxonomy.quality import check_taxonomy, open_subject

ROWS = "Inventories,exact,InventoryNet,,Inventories after write-downs.\n"
# the row in place of that, and what is found on its line
CASES = [
    ("Inventories,exact,InventoryNet,,\n", "quality:no-reason"),
    ("Inventories,exact,InventoryOfNobody,,Unknown.\n", "quality:us-gaap-unknown"),
    ("Inventories,exact,InventoryNet,-,The sign turned.\n", "quality:crosswalk-sign"),
    ("Inventories,narrower,LiabilitiesCurrent,,The other side.\n", "quality:crosswalk-sign"),
    ("Inventories,exact,OperatingIncomeLoss,-,A duration.\n", "quality:not-exact"),
    ("Inventories,exact,EarningsPerShareBasic,,Another type.\n", "quality:not-exact"),
    ("Inventories,narrower,OperatingIncomeLoss,-,A duration.\n", "quality:crosswalk-kind"),
    ("Inventories,exact,Goodwill,,Two for one.\n", "quality:exact-twice"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in bundled_profiles():
        source = Path(str(find_profile(name)))
        if ROWS in (source / "crosswalk.csv").read_text(encoding="utf-8"):
            return Path(shutil.copytree(source, tmp_path / "profile"))
    pytest.fail("no bundled profile has the row that this test changes")


@pytest.mark.parametrize(("row", "code"), CASES)
def test_a_relation(folder: Path, row: str, code: str) -> None:
    file = folder / "crosswalk.csv"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index(ROWS)].count("\n") + 1
    file.write_text(text.replace(ROWS, row), encoding="utf-8")
    found = check_taxonomy(open_subject(str(folder)))
    assert code in {f.code for f in found} <= {code, "quality:exact-twice"}
    assert any(line in {s.line for s in (f.source, *f.also) if s} for f in found)
    assert {s.file for f in found for s in (f.source, *f.also) if s} == {f"{folder}/crosswalk.csv"}
