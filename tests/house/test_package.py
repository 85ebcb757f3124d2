"""What is installed is what stands in the checkout, whole; its texts name no machine; the README opens as promised."""

from __future__ import annotations

import configparser
import re
from fnmatch import fnmatch
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("taxonomy", "converter", "schemas", "templates")
IGNORED = [".git", *(ROOT / ".gitignore").read_text(encoding="utf-8").replace("/", "").split()]


def texts() -> list[Path]:
    """The project's own text files."""
    kinds = {".py", ".md", ".csv", ".toml", ".cfg", ".txt", ".xsd", ".xml", ".j2", ".json", ""}
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file()
        and path.suffix in kinds
        and not any(fnmatch(part, pattern) for part in path.relative_to(ROOT).parts for pattern in IGNORED)
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_of_a_room_is_installed(room: str) -> None:
    installed = files(f"tanshin.{room}")
    wrong = []
    for path in sorted((ROOT / room).rglob("*")):
        relative = path.relative_to(ROOT / room)
        if not path.is_file() or "__pycache__" in relative.parts:
            continue
        twin: Traversable = installed
        for part in relative.parts:
            twin = twin.joinpath(part)
        if not twin.is_file():
            wrong.append(f"{room}/{relative}: not installed; see `packages` and `package_data` in setup.cfg")
        elif twin.read_bytes() != path.read_bytes():
            wrong.append(f"{room}/{relative}: another version is installed; run pip install again")
    assert wrong == []


def test_no_text_names_a_path_of_a_machine() -> None:
    path_of_a_machine = re.compile(r"(?<![\w.:/])/(?:hom[e]|Use[r]s|roo[t]|wor[k]|tm[p])/\w|[A-Z]:\\Users\\")
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if path_of_a_machine.search(line)
    ]
    assert named == []


def test_the_readme_opens_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = readme.split("```")[1].split("\n")[1:-1]
    assert first_block == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/tanshin demo",
        ".venv/bin/pip install '.[test]' && .venv/bin/pytest",
    ]
    assert readme[: readme.index("```")].count("\n") < 12, "the commands should stand on the first screen"


def test_the_changelog_knows_the_version() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    assert f"## [{setup['metadata']['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_command_stands_in_the_readme() -> None:
    from tanshin.converter.cli.app import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in app.list_commands(None) if f"tanshin {name}" not in readme] == []  # type: ignore[arg-type]
