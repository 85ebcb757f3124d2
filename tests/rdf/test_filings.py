"""Real releases and filings come back from their graphs as they went in, footnotes too."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from small import F, filing
from tanshin.converter.cli.app import app
from tanshin.converter.emit.rdf import nquads
from tanshin.converter.graphs import found, instance_graph
from tanshin.converter.load.rdf import read_graphs, statements
from tanshin.converter.pipeline import convert
from tanshin.converter.query import Table, ask, converted, memory, named
from tanshin.converter.report import Footnote

__all__ = ["filing"]
REAL = ("aapl-10k-20100925/aapl-20100925.xml", "nflx-10q-20100930/nflx-20100930.xml")
NOTES = """
<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
<link:loc xlink:type="locator" xlink:href="#f1" xlink:label="one"/>
<link:loc xlink:type="locator" xlink:href="#element(/1/6)" xlink:label="two"/>
<link:loc xlink:type="locator" xlink:href="other.xbrl#f1" xlink:label="two"/>
<link:footnote xlink:type="resource" xlink:label="a" xlink:role="http://www.xbrl.org/2003/role/footnote"
 xml:lang="en-US">Before &lt; tax</link:footnote>
<link:footnote xlink:type="resource" xlink:label="b" xml:lang="ja"
><p xmlns="http://www.w3.org/1999/xhtml" class="x">Net of <b>2 &amp; 3</b></p></link:footnote>
<link:footnote xlink:type="resource" xlink:label="unused" xml:lang="en">Of nothing</link:footnote>
<link:footnoteArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" xlink:from="one"
 xlink:to="a"/>
<link:footnoteArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" xlink:from="two"
 xlink:to="a"/>
<link:footnoteArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/fact-footnote" xlink:from="two"
 xlink:to="b"/>
</link:footnoteLink>
"""


@pytest.mark.parametrize("release", ["iij-2008-11-13.txt", "iij-2009-08-11.txt"])
def test_releases(shared: Path, graphs: Path, release: str) -> None:
    (loaded,) = read_graphs(statements(graphs / release.removesuffix(".txt") / "report.trig"))
    assert loaded.report == convert(shared / "releases" / release).report


@pytest.mark.parametrize("name", REAL)
def test_filings_with_their_blocks_of_text(shared: Path, name: str) -> None:
    """Every aspect of every fact: values to the last digit, XHTML as text, nil, decimals, units, members, places."""
    packages = [shared / "taxonomies" / "us-gaap-2009-01-31.zip"]
    made, report, _ = instance_graph(shared / "filings" / name, packages)
    quads = b"".join(nquads(made))
    (loaded,) = read_graphs(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
    assert loaded.report == report
    assert sum(isinstance(fact.value, str) and "</" in fact.value for fact in report.facts) >= 9
    assert any(fact.dimensions for fact in report.facts) or "nflx" in name
    turtle = read_graphs(ox.parse(converted([quads], "turtle"), format=ox.RdfFormat.TURTLE))
    assert turtle[0].report == report


def test_footnotes_with_their_facts(filing: Callable[..., Path]) -> None:
    instance = filing([], [F("Total", "30"), F("A", "40")])
    text = instance.read_text(encoding="utf-8")
    assert text.index("ex:A") > text.index("ex:Total")
    instance.write_text(text.replace("</xbrli:xbrl>", NOTES + "</xbrli:xbrl>"), encoding="utf-8")
    made, report, _ = instance_graph(instance)
    quads = b"".join(nquads(made))
    (loaded,) = read_graphs(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
    first, second = (fact.id for fact in report.facts)
    link = "http://www.xbrl.org/2003/arcrole/fact-footnote"
    xhtml = '<p xmlns="http://www.w3.org/1999/xhtml" class="x">Net of <b>2 &amp; 3</b></p>'
    role = "http://www.xbrl.org/2003/role/footnote"
    assert loaded.footnotes == (
        Footnote("Before < tax", "en-US", role, link, (first, second)),
        Footnote(xhtml, "ja", "", link, (second,)),
    )
    answer = ask(memory([quads]), named("footnotes").bind({}))
    assert isinstance(answer, Table)
    rows = [(row[1].value, row[-1].value) for row in answer.rows]
    assert rows == [("ex:A", "Before < tax"), ("ex:A", xhtml), ("ex:Total", "Before < tax")]


def test_a_release_as_turtle_and_json_ld_on_request(tmp_path: Path) -> None:
    """All syntaxes hold the same report; the folder counts as one filing still."""
    example = str(files("tanshin.converter").joinpath("examples", "iij-2009-08-11.txt"))
    done = CliRunner().invoke(app, ["convert", example, "-o", str(tmp_path), "--rdf", "turtle", "--rdf", "jsonld"])
    assert done.exit_code == 0, done.output
    folder = tmp_path / "iij-2009-08-11"
    (told,) = read_graphs(statements(folder / "report.trig"))
    for name in ("report.ttl", "report.jsonld"):
        (same,) = read_graphs(statements(folder / name))
        assert same.report == told.report
    assert found([tmp_path]) == [folder / "report.trig"]
