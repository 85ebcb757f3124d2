"""The bundled example releases against the releases they are editions of: the same tables and figures, other prose."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from tanshin.converter.document import Document, Mark, Prose, ProseKind, Table
from tanshin.converter.reading import read_document

FOLDER = Path(str(files("tanshin.converter").joinpath("examples")))
NAMES = sorted(path.name for path in FOLDER.glob("*.txt"))
RUN = 8
"""How many words in a row the prose of an example may not share with the release's."""


def read(path: Path) -> Document:
    document, _ = read_document(path.read_bytes(), path.name)
    assert document is not None
    return document


@pytest.fixture(params=NAMES)
def pair(request: pytest.FixtureRequest, shared: Path) -> tuple[Document, Document]:
    """A release and the example made of it."""
    release = shared / "releases" / request.param
    if not release.is_file():
        pytest.skip(f"no release {release}")
    return read(release), read(FOLDER / request.param)


def table_lines(document: Document) -> list[str]:
    """The lines that tables, their titles and captions stand on, as printed, without blank ones."""
    numbers: set[int] = set()
    for table in document.tables:
        numbers.update(range(table.first_line, table.last_line + 1))
        numbers.update(span.line for text in (*table.titles, *table.captions) for span in text.spans)
    lines = (document.lines[n - 1] for n in sorted(numbers))
    return [line for line in lines if line.strip()]


def mark(found: Mark) -> tuple[Any, ...]:
    """A mark without its line."""
    m = found
    return (m.raw, str(m.form), m.value, m.digits, m.percent, m.currency, m.power, m.unit)


def table(found: Table) -> dict[str, Any]:
    """All that is read of a table but its lines."""
    return {
        "titles": [t.text for t in found.titles],
        "captions": [t.text for t in found.captions],
        "continues": found.continues,
        "columns": [([h.text for h in c.headers], c.start, c.end, c.inherited) for c in found.columns],
        "rows": [
            (
                row.full_label,
                row.note,
                row.indent,
                [mark(m) for m in row.label_marks],
                [(c.column, c.kind, c.text, [mark(m) for m in c.marks]) for c in row.cells],
            )
            for row in found.rows
        ],
    }


def figures(document: Document) -> list[Counter[tuple[Any, ...]]]:
    """How often each figure is printed in the prose before the first table, between the tables, behind the last."""
    stretches: list[Counter[tuple[Any, ...]]] = [Counter()]
    for block in document.blocks:
        if isinstance(block, Table):
            stretches.append(Counter())
        else:
            stretches[-1].update(mark(m) for m in block.marks)
    return stretches


def runs(document: Document) -> set[str]:
    """Every run of words in the sentences of a release: not in headings, nor where a label stands before an amount."""
    found: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Prose) and block.kind is not ProseKind.HEADING and not _listed(block):
            words = [word for word in (w.strip("\"'“”.,;:()[]-*").lower() for w in block.text.text.split()) if word]
            found.update(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return found


def _listed(block: Prose) -> bool:
    """Whether a block is an item of a list that stands for a table: a label and its amount, to the end of the line."""
    return bool(block.marks) and block.text.text.partition(": ")[2].startswith("JPY") and len(block.text.text) < 80


def test_two_examples_are_bundled() -> None:
    assert len(NAMES) == 2


def test_table_lines_stand_as_in_the_release(pair: tuple[Document, Document]) -> None:
    release, example = pair
    assert table_lines(example) == table_lines(release)


def test_the_same_tables_are_read(pair: tuple[Document, Document]) -> None:
    release, example = pair
    for ours, theirs in zip_longest(example.tables, release.tables):
        assert ours is not None and theirs is not None and table(ours) == table(theirs)


def test_every_figure_of_the_prose_is_kept(pair: tuple[Document, Document]) -> None:
    release, example = pair
    for number, (ours, theirs) in enumerate(zip(figures(example), figures(release), strict=True)):
        assert ours == theirs, f"behind table {number}: new {ours - theirs}, missing {theirs - ours}"


def test_no_sentence_is_the_release_s(pair: tuple[Document, Document]) -> None:
    release, example = pair
    assert sorted(runs(example) & runs(release)) == []
