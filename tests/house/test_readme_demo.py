"""The README shows what `tanshin demo` prints today; `python .ci/readme --write` puts it right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_shows_what_the_demo_prints() -> None:
    done = subprocess.run([sys.executable, ROOT / ".ci" / "readme"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
