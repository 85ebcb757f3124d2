"""The Python in the README runs as printed."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON: Final = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    converting, checking = PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    example = next(e for e in files("tanshin.converter").joinpath("examples").iterdir() if e.name.endswith(".txt"))
    (tmp_path / "release.txt").write_bytes(example.read_bytes())
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(converting, "README.md", "exec"), names)
    assert re.search(r"^\w+ \d{4}-\d\d-\d\d -?[\d.]+ release\.txt:\d+:\d+$", capsys.readouterr().out, re.MULTILINE)
    for name, content in names["conversion"].files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    exec(compile(checking, "README.md", "exec"), {"instance": tmp_path / "report.xbrl"})
    said = capsys.readouterr().out
    assert said.startswith(f"True True {len(names['conversion'].report.facts)}\n") and said.endswith("[True]\n")
    assert re.search(r"^holds \w+ -?\d+ \d+$", said, re.MULTILINE)
