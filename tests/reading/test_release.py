"""The real fixed-width release is read completely, and edits that keep its meaning do not change what is read."""

from __future__ import annotations

import csv
import random
import re
import time

import pytest
from tanshin.converter.reading import read_document

NAME = "iij-2008-11-13"


@pytest.fixture(scope="module")
def text(shared):
    return (shared / "releases" / f"{NAME}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document(text):
    return read_document(text.encode(), "r")[0]


def shape(document, lines=None):
    """All rows as (line, label, path, [(header, text without blanks)]); `lines` maps lines back to the original's."""
    return [
        (
            lines[r.line] if lines else r.line,
            r.label.text,
            r.path,
            [(t.columns[c.column].text, c.text.replace(" ", "")) for c in r.cells],
        )
        for t in document.tables
        for r in t.rows
    ]


def with_blanks(text, chosen):
    """The text with a blank line behind each chosen line, and the original number of every line."""
    out, numbers = [], {}
    for number, line in enumerate(text.split("\n"), 1):
        out.append(line)
        numbers[len(out)] = number
        if chosen(number):
            out.append("")
    return "\n".join(out), numbers


def test_every_cell_is_read(document):
    marks = [m for t in document.tables for r in t.rows for c in r.cells for m in c.marks]
    assert len(marks) == 1072
    for mark in marks:
        assert document.lines[mark.span.line - 1][mark.span.column - 1 : mark.span.end - 1] == mark.raw


def test_every_statement_cell_has_the_expected_line_label_path_and_header(document, shared):
    def fold(label):
        return " ".join(label.split()).replace(":", "")

    cells, figures = {}, {}
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                key = (row.line, fold(row.label.text), fold(" > ".join(row.path)), cell.text)
                cells.setdefault(key, []).append(table.columns[cell.column].text)
            for mark in row.label_marks:
                figures[mark.span.line, fold(row.label.text), mark.raw] = mark
    wrong = []
    with (shared / "gold" / f"{NAME}.statements.csv").open(encoding="utf-8", newline="") as stream:
        for gold in csv.DictReader(stream):
            line, label, path = int(gold["row_line"]), fold(gold["row_label"]), fold(gold["parent_labels"])
            if gold["note"].startswith("in-label"):
                digits = re.search(r"[0-9,]+", gold["raw"])[0]
                if (line, label, digits) not in figures:
                    wrong.append(gold)
                continue
            found = cells.get((line, label, path, gold["raw"]), [])
            outer = gold["column_header"].split(" | ")[0]  # a unit that stands in the row's label is no header
            if not any(h == gold["column_header"] or h == outer for h in found):
                wrong.append(gold)
    assert wrong == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("\n", "   \n"),
        lambda t: "\n".join(f"  {line}" if line.strip() else line for line in t.split("\n")),
    ],
    ids=["crlf", "trailing blanks", "everything two characters to the right"],
)
def test_edits_of_white_space(text, document, edit):
    assert shape(read_document(edit(text).encode(), "r")[0]) == shape(document)


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_blank_lines_added_everywhere_or_here_and_there(text, document, seed):
    chance = random.Random(seed)
    spaced, numbers = with_blanks(text, (lambda _: True) if seed is None else (lambda _: chance.random() < 0.15))
    assert shape(read_document(spaced.encode(), "r")[0], numbers) == shape(document)


def test_the_last_column_moved_by_two_characters(text, document):
    lines = text.split("\n")
    for table in document.tables:
        if len(table.columns) < 2:
            continue
        edge = table.columns[-2].end
        rows = {r.line for r in table.rows if r.cells}
        for number in range(table.first_line, table.last_line + 1):
            line = lines[number - 1]
            at = line.find(" ", edge) if number in rows else line.find("  ", edge - 1)
            if at >= 0 and line[at:].strip() and line.strip(" -="):
                lines[number - 1] = f"{line[:at]}  {line[at:]}"
    assert shape(read_document("\n".join(lines).encode(), "r")[0]) == shape(document)


def test_typed_with_tabs_instead_of_blanks(text, document):
    def typed(line):
        stops = [line[k : k + 8] for k in range(0, len(line), 8)]
        return "".join(s.rstrip(" ") + "\t" if len(s) == 8 and s.endswith("  ") else s for s in stops)

    inside = {n for t in document.tables for n in range(t.first_line, t.last_line + 1)}
    lines = [typed(line) if n in inside else line for n, line in enumerate(text.split("\n"), 1)]
    again = read_document("\n".join(lines).encode(), "r")[0]
    assert shape(again) == shape(document)
    for mark in (m for t in again.tables for m in t.marks()):
        assert again.lines[mark.span.line - 1][mark.span.column - 1 : mark.span.end - 1] == mark.raw


def test_another_quarters_dates(text, document):
    def later(words):
        return words.replace("September 30", "June 30").replace("Sept. 30", "June 30").replace("2Q0", "1Q0")

    got = shape(read_document(later(text).encode(), "r")[0])
    for new, old in zip(got, shape(document), strict=True):
        assert (new[0], new[3]) == (old[0], [(later(h), c) for h, c in old[3]])


def test_a_piece_of_the_release_however_cut_and_spoilt_never_stops_the_reader(text):
    lines = text.split("\n")
    for seed in range(25):
        chance = random.Random(seed)
        start = chance.randrange(len(lines))
        piece = lines[start : start + chance.randrange(5, 120)]
        for _ in range(15):
            at = chance.randrange(len(piece))
            cut = chance.randrange(len(piece[at]) + 1)
            piece[at] = (
                piece[at][:cut] + chance.choice(["1,23", "(", ")", "\t", "  ", "%", "....", "\x0c"]) + piece[at][cut:]
            )
        read_document("\n".join(piece).encode(), "r")


def test_the_release_is_read_quickly(text):
    data = text.encode()
    read_document(data, "r")
    best = min(_seconds(data) for _ in range(5))
    assert best < 0.3  # 0.15 s on a quiet machine; the margin is for a busy one


def _seconds(data):
    started = time.process_time()
    read_document(data, "r")
    return time.process_time() - started
