"""The two real releases: their expected cells, and the same facts from a text changed without changing its meaning."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tanshin.converter.pipeline import convert
from tanshin.converter.reading import read_document
from tanshin.taxonomy.finding import Severity

RELEASES = {"iij-2008-11-13": (694, 38), "iij-2009-08-11": (424, 23)}
Outcome = list[tuple[str, ...]]


def outcome(path: Path) -> Outcome:
    """What each figure of tables and labels became, without the place it stands at."""
    return [
        (
            t.raw,
            t.status,
            t.reason,
            str(t.fact.concept.local if t.fact else ""),
            f"{t.printed_value:f}" if t.printed_value is not None else "",
            str(t.fact.unit if t.fact else ""),
            str(t.fact.period if t.fact else ""),
            str(t.fact.dimensions if t.fact else ""),
        )
        for t in convert(path).traces
        if (t.kind in ("cell", "label") and t.status != "excluded") or (t.reason == "unbound" and t.kind != "prose")
    ]


@pytest.mark.parametrize("name", RELEASES)
def test_every_expected_cell_of_the_primary_statements(name: str, shared: Path, tmp_path: Path) -> None:
    conversion = convert(shared / "releases" / f"{name}.txt")
    written = tmp_path / "trace.csv"
    written.write_bytes(conversion.files["trace.csv"])
    gold = shared / "gold"
    check = [sys.executable, str(gold / "check_trace.py"), str(written), str(gold / f"{name}.statements.csv")]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    expected, tables = RELEASES[name]
    assert done.stdout.splitlines()[-1] == f"{expected} of {expected}", done.stdout
    assert conversion.document is not None
    assert len(conversion.document.tables) >= tables
    assert [f for f in conversion.findings if f.severity is Severity.ERROR] == []


def blank_lines(text: str) -> str:
    """A blank line more wherever there is one already, and between the blocks of ruled tables."""
    return re.sub(r"\n\n", "\n\n\n", text)


def moved(text: str) -> str:
    """The last value column of every ruled table two characters further right, where a gutter of blanks parts it."""
    document, _ = read_document(text.encode(), "release.txt")
    assert document is not None
    lines = text.split("\n")
    for table in document.tables:
        if len(table.columns) < 2 or "\t" in lines[table.first_line - 1]:
            continue
        rows = range(table.first_line - 1, table.last_line)
        left, right = table.columns[-2].end, table.columns[-1].start
        gutters = [x for x in range(left, right) if all(lines[n][x : x + 1].strip() in ("", "-") for n in rows)]
        for n in rows if gutters else ():
            x = gutters[-1]
            if len(lines[n]) > x:
                lines[n] = lines[n][:x] + lines[n][x] * 2 + lines[n][x:]
    return "\n".join(lines)


def other_quarter(text: str) -> str:
    """The same release three years later."""
    year = r"(?<=\bFY)20\d\d\b|\b(?:19|20)\d\d\b(?!,\d)"
    later = re.sub(year, lambda m: str(int(m.group()) + 3), text)
    return re.sub(r"\b([1-4]Q|[12]H)(\d\d)\b", lambda m: f"{m[1]}{int(m[2]) + 3:02}", later)


EDITS = {
    "blank lines": blank_lines,
    "trailing blanks": lambda t: re.sub(r"(?m)$", "   ", t),
    "line ends of another system": lambda t: t.replace("\n", "\r\n"),
    "a byte-order mark": lambda t: "\ufeff" + t,
    "a form feed between pages": lambda t: t.replace("\n\n\n", "\n\f\n\n"),
    "moved columns": moved,
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", RELEASES)
def test_a_change_that_keeps_the_meaning_changes_no_fact(name: str, edit: str, shared: Path, tmp_path: Path) -> None:
    original = shared / "releases" / f"{name}.txt"
    text = original.read_text(encoding="utf-8")
    changed = EDITS[edit](text)
    if changed == text:
        assert edit == "moved columns" and "\t" in text  # columns of tabs cannot be moved
    path = tmp_path / original.name
    path.write_bytes(changed.encode())
    assert outcome(path) == outcome(original)


@pytest.mark.parametrize("name", RELEASES)
def test_the_same_release_of_other_years_has_the_same_facts_then(name: str, shared: Path, tmp_path: Path) -> None:
    original = shared / "releases" / f"{name}.txt"
    path = tmp_path / original.name
    path.write_bytes(other_quarter(original.read_text(encoding="utf-8")).encode())
    then, now = outcome(path), outcome(original)
    assert [row[:6] for row in then] == [row[:6] for row in now]
    years = [re.findall(r"date\((\d{4})", row[6]) for row in now]
    assert [re.findall(r"date\((\d{4})", row[6]) for row in then] == [[str(int(y) + 3) for y in row] for row in years]
