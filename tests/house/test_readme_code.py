"""The Python in the README runs as printed, and its questions have answers."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

ROOT = Path(__file__).resolve().parents[2]
TANSHIN: Final = Path(sys.executable).with_name("tanshin")
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


def test_the_questions_of_the_readme_have_answers(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        done = subprocess.run([TANSHIN, *words], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    examples = [e for e in files("tanshin.converter").joinpath("examples").iterdir() if e.name.endswith(".txt")]
    for example in examples:
        (tmp_path / example.name).write_bytes(example.read_bytes())
        subprocess.run([TANSHIN, "convert", example.name, "-o", "filings"], cwd=tmp_path, capture_output=True)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(tanshin query .*\bstore\b.*)$", text, re.MULTILINE)
    asked = [words[1:] for words in (shlex.split(line, comments=True) for line in lines) if "store" in words]
    run("load", "filings", "--store", "store")
    assert any("--sparql" in command for command in asked) and len(asked) >= 3
    for command in asked:
        rows = json.loads(run(*command, "--format", "json"))["results"]["bindings"]
        assert rows or "verdict=broken" in command, command
