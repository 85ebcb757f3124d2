"""What is no instance, or a dangerous one, gives one finding and no facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tanshin.converter.load import load_instance, read_instance

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE xbrl [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xbrl xmlns="http://www.xbrl.org/2003/instance">&b;</xbrl>"""
OUTSIDE = b"""<!DOCTYPE xbrl SYSTEM "file:///etc/passwd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<xbrl xmlns="http://www.xbrl.org/2003/instance">&e;</xbrl>"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "xml:not-well-formed"),
        (b"Net sales  1,234", "xml:not-well-formed"),
        (b"%PDF-1.4\n\x00\xff", "xml:not-well-formed"),
        (b'<xbrl xmlns="http://www.xbrl.org/2003/instance"><context id="c">', "xml:not-well-formed"),
        (b'<?xml version="1.0" encoding="no-such-code"?><xbrl/>', "xml:encoding"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "load:wrong-root"),
        (BOMB, "xml:doctype-refused"),
        (OUTSIDE, "xml:doctype-refused"),
    ],
)
def test_one_finding_and_no_facts(data: bytes, code: str) -> None:
    loaded = read_instance(data, "x.xbrl")
    assert [f.code for f in loaded.findings] == [code]
    assert loaded.report.facts == ()


def test_an_instance_without_a_schema_is_told() -> None:
    loaded = read_instance(b'<xbrl xmlns="http://www.xbrl.org/2003/instance"/>', "x.xbrl")
    assert [f.code for f in loaded.findings] == ["load:no-schema"]


def test_a_file_that_is_not_there_is_no_finding(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_instance(tmp_path / "none.xbrl")


PIECES = st.sampled_from(
    [
        '<context id="c">', "</context>", "<entity>", "</entity>", "<period>", "</period>", "<forever/>",
        "<instant>2008-02-30</instant>", '<identifier scheme="s">1</identifier>', '<unit id="u">', "</unit>",
        "<measure>a:b</measure>", "<divide/>", '<T contextRef="c" unitRef="u" decimals="-99999">9</T>',
        '<T contextRef="c">', "</T>", "<T/>", "<segment/>", "&amp;", "x",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
@settings(max_examples=150, deadline=None)
def test_no_mixture_of_elements_makes_it_fail(pieces: list[str]) -> None:
    data = f'<xbrl xmlns="http://www.xbrl.org/2003/instance">{"".join(pieces)}</xbrl>'
    loaded = read_instance(data.encode(), "x.xbrl")
    assert loaded.findings


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert read_instance(data, "x.xbrl").findings
