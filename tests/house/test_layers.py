"""The import order of `.importlinter` holds in the source, without the linter: rooms import downwards only."""

from __future__ import annotations

import ast
import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("taxonomy", "converter", "schemas", "templates")


def layers() -> list[list[str]]:
    """The layers from the top, each with its modules; those joined by `|` may not import one another."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    lines = parser["importlinter:contract:order"]["layers"].split("\n")
    return [[m.strip() for m in line.replace(":", "|").split("|")] for line in lines if line.strip()]


def imports(path: Path) -> set[str]:
    """The modules of this project that a file imports, in full."""
    package = ["tanshin", *path.relative_to(ROOT).with_suffix("").parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module or "").split(".")]).rstrip(".")
            found.update(f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.startswith("tanshin.")}


def layer_of(module: str, order: list[list[str]]) -> tuple[int, str] | None:
    """The layer's number from the top and its member that holds the module."""
    for number, members in enumerate(order):
        for member in members:
            if f"{module}.".startswith(f"{member}."):
                return number, member
    return None


def test_no_room_imports_from_above_or_beside() -> None:
    order = layers()
    wrong = []
    for path in sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py")):
        module = ".".join(["tanshin", *path.relative_to(ROOT).with_suffix("").parts])
        own = layer_of(module, order)
        for name in imports(path):
            other = layer_of(name, order)
            if own and other and own[1] != other[1] and other[0] < own[0]:
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_every_room_of_the_converter_has_its_place() -> None:
    placed = {
        member.split(".")[2] for members in layers() for member in members if member.startswith("tanshin.converter.")
    }
    there = {p.stem for p in (ROOT / "converter").iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}
    assert there - {"__init__"} == placed


def test_imports_inside_the_project_are_relative() -> None:
    absolute = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == "tanshin")
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "tanshin" for alias in node.names))
    ]
    assert absolute == []
