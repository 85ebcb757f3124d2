"""Knowledge is data: the converter's code names no issuer, and findings carry registered codes, all of them in use."""

from __future__ import annotations

import ast
import fnmatch
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tanshin.taxonomy.finding import registry

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("taxonomy", "converter", "schemas", "templates")


def issuer_words() -> set[str]:
    """What the profiles know issuers by: prefix, path, name and the texts that releases are recognised by."""
    words = set()
    for settings in (ROOT / "taxonomy" / "profiles").glob("*/profile.toml"):
        issuer = tomllib.loads(settings.read_text(encoding="utf-8"))["issuer"]
        words |= {issuer["prefix"], issuer["path"], issuer["name"], *issuer["recognise"]}
    return {word for word in words if word}


def test_the_converter_names_no_issuer() -> None:
    words = issuer_words()
    assert words, "no profile was found, so nothing was checked"
    pattern = re.compile("|".join(rf"(?<![a-z]){re.escape(word)}(?![a-z])" for word in words), re.IGNORECASE)
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "converter").rglob("*"))
        if path.suffix in {".py", ".csv", ".toml", ".j2"} and "examples" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert named == []


def strings() -> Iterator[tuple[str, str]]:
    """Every text of the code, with its place; what an f-string fills in is a `*`."""
    for path in sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py")):
        pieces = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.JoinedStr):
                pieces.update(map(id, node.values))
                yield "".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values), place
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                yield node.value, place


def test_every_code_in_use_is_registered_and_every_registered_code_is_in_use() -> None:
    codes = set(registry())
    prefixes = {code.partition(":")[0] for code in codes}
    form = re.compile(r"[\w.]+:[\w*-]+")
    used = {text: place for text, place in strings() if form.fullmatch(text) and text.partition(":")[0] in prefixes}
    meant = {text: set(fnmatch.filter(codes, text)) for text in used}
    assert {text: used[text] for text, found in meant.items() if not found} == {}
    assert codes - set().union(*meant.values()) == set()


def test_codes_are_well_formed_and_say_what_they_mean() -> None:
    for code in registry().values():
        assert re.fullmatch(r"[a-z][\w.]*:[A-Za-z][\w-]*", code.code), code
        assert code.meaning, code
