"""The Python in the README runs as printed."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [code] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    example = next(e for e in files("tanshin.converter").joinpath("examples").iterdir() if e.name.endswith(".txt"))
    (tmp_path / "release.txt").write_bytes(example.read_bytes())
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert re.search(r"^\w+ \d{4}-\d\d-\d\d -?[\d.]+ release\.txt:\d+:\d+$", capsys.readouterr().out, re.MULTILINE)
