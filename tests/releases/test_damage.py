"""Releases damaged as conversions damage them: what is lost may stay unbound, but nothing may become another fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

import pytest
from tanshin.converter.binding import Binding, bind
from tanshin.converter.document import Document, Row
from tanshin.converter.pipeline import load_issuer
from tanshin.converter.reading import read_document

EXAMPLES = sorted(f.name for f in files("tanshin.converter").joinpath("examples").iterdir() if f.name.endswith(".txt"))
Facts = dict[tuple[int, str], tuple[str, ...]]
Lines = list[str]


@cache
def original(name: str) -> tuple[str, Document, Facts]:
    text = files("tanshin.converter").joinpath("examples", name).read_text(encoding="utf-8")
    return text, *outcome(text)


def outcome(text: str) -> tuple[Document, Facts]:
    """What each figure of cells and labels became, by its line and print; those printed twice on a line aside."""
    document, _ = read_document(text.encode(), "release.txt")
    assert document is not None
    found: dict[tuple[int, str], list[tuple[str, ...]]] = {}
    for o in bind(document, load_issuer("iij").known).outcomes:
        if o.mark.kind != "prose":
            said = (
                (o.concept.local, f"{o.printed}", str(o.unit), str(o.period), str(o.dimensions))
                if isinstance(o, Binding)
                else ()
            )
            found.setdefault((o.mark.span.line, o.mark.raw), []).append(said)
    return document, {key: said[0] for key, said in found.items() if len(said) == 1}


def rows(document: Document, first: int, step: int, least: int = 1) -> Iterable[Row]:
    for table in document.tables:
        yield from [r for r in table.rows if len(r.cells) >= least][first::step]


def shifted(lines: Lines, document: Document) -> Lines:
    """Some rows moved a column to the right."""
    for row in rows(document, 2, 6):
        at = row.cells[0].span.column - 1
        text = lines[row.line - 1]
        lines[row.line - 1] = text[:at] + ("\t" if "\t" in text else " " * 9) + text[at:]
    return lines


def merged(lines: Lines, document: Document) -> Lines:
    """The last two figures of some rows run together."""
    for row in rows(document, 1, 5, least=2):
        left, right = (cell.span for cell in row.cells[-2:])
        text = lines[row.line - 1]
        if left.line == right.line:
            lines[row.line - 1] = text[: left.column - 1 + left.length] + " " + text[right.column - 1 :]
    return lines


def unlabelled(lines: Lines, document: Document) -> Lines:
    """Some rows without their label, or the last line of it."""
    for row in rows(document, 2, 5):
        at = row.cells[0].span.column - 1
        text = lines[row.line - 1]
        kept = re.sub(r"[^\t]", "", text[:at]) if "\t" in text else " " * at
        lines[row.line - 1] = kept + text[at:]
    return lines


def beheaded(level: int) -> Callable[[Lines, Document], Lines]:
    """One line of every header lost."""

    def damage(lines: Lines, document: Document) -> Lines:
        for table in document.tables:
            own = [h for c in table.columns if not c.inherited for h in c.headers]
            heads = sorted({span.line for header in own for span in header.spans})
            if len(heads) > level:
                lines[heads[level] - 1] = ""
        return lines

    return damage


def printed(pattern: str, replacement: str) -> Callable[[Lines, Document], Lines]:
    """Some figures printed otherwise."""

    def damage(lines: Lines, document: Document) -> Lines:
        for row in rows(document, 1, 3):
            span = row.cells[0].span
            text = lines[span.line - 1]
            start, end = span.column - 1, span.column - 1 + span.length
            lines[span.line - 1] = text[:start] + re.sub(pattern, replacement, text[start:end], count=1) + text[end:]
        return lines

    return damage


def between(words: str) -> Callable[[Lines, Document], Lines]:
    """Words in the line above some rows, at the cost of the blank or rule there."""

    def damage(lines: Lines, document: Document) -> Lines:
        for row in rows(document, 3, 4):
            above = row.line - 2
            if not lines[above].strip(" -"):
                lines[above] = words
        return lines

    return damage


DAMAGES: dict[str, Callable[[Lines, Document], Lines]] = {
    "rows a column to the right": shifted,
    "figures run together": merged,
    "labels lost": unlabelled,
    "the first line of headers lost": beheaded(0),
    "the third line of headers lost": beheaded(2),
    "a letter for a digit": printed("[10]", "l"),
    "a point for a comma": printed(r"(?<=\d),(?=\d{3})", "."),
    "a digit doubled behind a comma": printed(r",(\d)", r",\1\1"),
    "page numbers within tables": between("                              - 5 -"),
    "notes within tables": between("(Note) Figures of FY2007 are restated."),
    "rules lost": lambda lines, _: ["" if re.fullmatch(r"[ -]{20,}", line) else line for line in lines],
}


NOT_TOLD = {
    ("rules lost", "(31.2)"),  # two columns of a table with two rows run into one
    ("the first line of headers lost", "3,000"),  # what is left, Income Tax Expense, is a line item too
    ("labels lost", "49,900"),  # the rows left tell the newer form of the cash flow statement from the older no more
    ("labels lost", "3,572"),
    ("labels lost", "344,462"),
}
"""Figures that the damage makes another fact of, and nothing in the table contradicts."""


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_damage_leaves_figures_unbound_and_makes_no_other_facts_of_them(name: str, damage: str) -> None:
    text, document, before = original(name)
    _, after = outcome("\n".join(DAMAGES[damage](text.split("\n"), document)))
    wrong = {k: (said, before[k]) for k, said in after.items() if said and before.get(k) and before[k] != said}
    assert {k: v for k, v in wrong.items() if (damage, k[1]) not in NOT_TOLD} == {}
