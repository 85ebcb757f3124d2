"""Random single changes of the bundled releases: no fact becomes another without a word, and the others stay."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import pytest
from changing import KINDS, changes, concerned, judged, state

EXAMPLES = sorted(f.name for f in files("tanshin.converter").joinpath("examples").iterdir() if f.name.endswith(".txt"))
COUNT = int(os.environ.get("TANSHIN_CHANGES", 2 * len(KINDS)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_change_makes_no_fact_another_without_a_word(name: str, tmp_path: Path) -> None:
    text = files("tanshin.converter").joinpath("examples", name).read_text(encoding="utf-8")
    release = tmp_path / "release.txt"
    release.write_text(text, encoding="utf-8")
    before = state(release, "iij")
    results = []
    for change in changes(text, before.document, seed=7, count=COUNT):
        release.write_text("\n".join(change.lines), encoding="utf-8")
        results.append(judged(change, before, state(release, "iij")))
    assert [(r.change.kind, sorted(r.change.touched), r.wrong) for r in results if r.wrong] == []
    assert concerned(results) >= 0.9
