"""The real command, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]

TANSHIN = Path(sys.executable).parent / "tanshin"


@pytest.fixture
def tanshin(tmp_path: Path) -> Run:
    """Run `tanshin` with arguments in the test's own folder; no run may ever show a traceback."""

    def run(*arguments: object, **more: object) -> Result:
        done = subprocess.run(
            [TANSHIN, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            timeout=120,
            env={**os.environ, "COLUMNS": "200"},
            **more,  # type: ignore[call-overload]
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert "an error of the program" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def example() -> Path:
    """A bundled example release."""
    folder = Path(str(files("tanshin.converter").joinpath("examples")))
    return min(folder.glob("*.txt"), key=lambda path: path.stat().st_size)
