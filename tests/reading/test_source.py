"""What is no text is refused with a clear finding; encodings, line ends and form feeds do not move a cell."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from tanshin.converter.reading import read_document, read_file, source

TABLE = """\
                       2Q08      2Q07
Total – revenue       1,948     2,316
Operating loss         (138)     (184)
"""


def places(document):
    return [(c.text, c.span.line, c.span.column) for t in document.tables for r in t.rows for c in r.cells]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "read:empty"),
        (b" \r\n\x0c\n", "read:empty"),
        (b"%PDF-1.7\n1 0 obj", "read:pdf"),
        (b"PK\x03\x04\x14\x00", "read:binary"),
        (b"Revenue 12\x00\x01\x02", "read:binary"),
        (b"\x89PNG\r\n", "read:binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data, code):
    document, findings = read_document(data, "release.txt")
    assert document is None
    (told,) = findings
    assert told.code == code and told.severity == "error" and told.hint and "release.txt" in told.message


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (TABLE.encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + TABLE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "utf-16-be"),
        (TABLE.encode("cp1252"), "windows-1252"),
        (TABLE.replace("\n", "\r\n").encode(), "utf-8"),
        (TABLE.replace("\n", "   \n").encode(), "utf-8"),
        (("\x0c" + TABLE[1:]).encode(), "utf-8"),
    ],
)
def test_the_same_cells_at_the_same_places_in_every_encoding(data, encoding):
    plain, _ = read_document(TABLE.encode(), "r")
    document, _ = read_document(data, "r")
    assert places(document) == places(plain)
    assert places(plain)[0] == ("1,948", 2, 23)
    assert document.encoding == encoding


def test_windows_1252_is_told_with_its_place():
    _, findings = read_document(TABLE.encode("cp1252"), "r")
    (told,) = [f for f in findings if f.code == "read:encoding"]
    assert (told.source.line, told.source.column) == (2, 7)


def test_text_spoilt_by_a_wrong_conversion_is_told():
    _, findings = read_document(TABLE.encode().decode("latin-1").encode(), "r")
    assert "read:encoding" in {f.code for f in findings}


def test_text_without_a_table():
    document, findings = read_document(b"Revenue rose by 10.9% to JPY33,254 million.\n", "r")
    assert document is not None and not document.tables
    assert [f.code for f in findings] == ["read:no-table"]
    assert [m.raw for m in document.marks()] == ["10.9%", "33,254"]


def test_a_folder_and_a_missing_file(tmp_path):
    assert [f.code for f in read_file(tmp_path)[1]] == ["read:folder"]
    assert [f.code for f in read_file(tmp_path / "no.txt")[1]] == ["read:missing"]


def test_a_file_beyond_the_bound_is_refused_and_read_no_further(tmp_path):
    path = tmp_path / "release.txt"
    with path.open("wb") as file:
        file.truncate(2 << 30)  # two gigabytes that take no room
    data, findings = read_file(path)
    assert not findings and len(data) == source.MOST_BYTES + 1
    document, (told,) = read_document(data, "release.txt")
    assert document is None and told.code == "read:too-large" and f"{source.MOST_BYTES:,}" in told.message


def test_a_device_without_an_end_is_read_up_to_the_bound():
    data, _ = read_file(Path("/dev/zero"))
    assert [f.code for f in read_document(data, "zero")[1]] == ["read:too-large"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("x" * (50 << 20), 1), ("7" * (5 << 20), 1), (f"Sales\n{'7 ' * 60_000}\n", 2), ("7\n" * (4 << 20), 1)],
)
def test_a_line_or_a_text_too_long_is_refused_with_its_place(text, line):
    document, (told,) = read_document(text.encode(), "r")
    assert document is None and (told.code, told.source.line) == ("read:too-large", line) and told.hint


def test_a_long_line_within_the_bound_is_read():
    document, _ = read_document(TABLE.encode() + b"word " * (source.MOST_CHARACTERS // 5), "r")
    assert places(document)[0] == ("1,948", 2, 23)


def test_a_pipe_is_read_to_its_end_and_one_that_stays_silent_is_told(tmp_path, monkeypatch):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setattr(source, "PATIENCE", 0)
    data, (told,) = read_file(pipe)
    assert data is None and told.code == "read:unreadable" and "pipe" in told.message
    monkeypatch.undo()
    writer = threading.Thread(target=pipe.write_bytes, args=(TABLE.encode() * 5000,))
    writer.start()
    assert read_file(pipe) == (TABLE.encode() * 5000, ())
    writer.join()
