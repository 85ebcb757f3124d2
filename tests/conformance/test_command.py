"""The harness on small suites of its own: what it reads of an index, and what it says."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from tanshin.converter.cli.conformance import command
from tanshin.converter.conformance import read_suite

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
    targetNamespace="urn:a" elementFormDefault="qualified">
  <xs:import namespace="http://www.xbrl.org/2003/instance"
      schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  <xs:element name="A" id="A" type="xbrli:stringItemType" substitutionGroup="xbrli:item" {0}/>
</xs:schema>"""
GOOD = SCHEMA.format('xbrli:periodType="instant"')
BAD = SCHEMA.format('xbrli:periodType="sometimes"')


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A suite of the form of 2003: results as attributes, no namespace."""
    (tmp_path / "cases" / "100-a").mkdir(parents=True)
    (tmp_path / "cases" / "200-b").mkdir()
    (tmp_path / "index.xml").write_text(
        '<testcases><testcase uri="cases/100-a/101-x.xml"/><testcase uri="cases/200-b/201-y.xml"/></testcases>'
    )
    (tmp_path / "cases" / "100-a" / "101-x.xml").write_text(
        """<testcase>
        <variation id="V-1" name="good"><data><xsd readMeFirst="true">good.xsd</xsd></data>
          <result expected="valid"/></variation>
        <variation id="V-2" name="bad"><data><xsd readMeFirst="true">../bad.xsd</xsd></data>
          <result expected="invalid"/></variation></testcase>"""
    )
    (tmp_path / "cases" / "200-b" / "201-y.xml").write_text(
        """<testcase><variation id="V-1" name="wrongly valid"><data><xsd readMeFirst="false">../100-a/good.xsd</xsd>
          <xsd readMeFirst="true">../bad.xsd</xsd></data><result expected="valid"/></variation></testcase>"""
    )
    (tmp_path / "cases" / "100-a" / "good.xsd").write_text(GOOD)
    (tmp_path / "cases" / "bad.xsd").write_text(BAD)
    return tmp_path / "index.xml"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A suite of the newer form: namespaces, error codes as qualified names, an index of indexes."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "testcases.xml").write_text(
        '<testcases xmlns="urn:index"><testcases uri="inner/index.xml"/></testcases>'
    )
    (tmp_path / "inner" / "index.xml").write_text('<testcases xmlns="urn:i"><testcase uri="one.xml"/></testcases>')
    (tmp_path / "inner" / "one.xml").write_text(
        """<testcase xmlns="http://xbrl.org/2008/conformance" xmlns:e="urn:errors">
        <variation id="V-1"><name>bad</name><data><schema readMeFirst="true">bad.xsd</schema></data>
          <result><error>e:XmlSchemaError</error></result></variation>
        <variation id="V-2"><name>another error</name><data><schema readMeFirst="true">bad.xsd</schema></data>
          <result><error>e:somethingElse</error></result></variation></testcase>"""
    )
    (tmp_path / "inner" / "bad.xsd").write_text(BAD)
    return tmp_path / "testcases.xml"


def test_a_line_per_category_and_the_failures(old: Path) -> None:
    result = CliRunner().invoke(command, [str(old)], standalone_mode=False)
    assert result.return_value == 1
    assert result.output.splitlines() == [
        "100-a: 2 passed, 0 failed",
        "200-b: 0 passed, 1 failed",
        "  201-y:V-1 expected valid, found xmlschema:invalid",
        "2 passed, 1 failed",
    ]


def test_csv_has_one_line_per_variation_whatever_the_jobs(old: Path) -> None:
    runs = [
        CliRunner().invoke(command, [str(old), "--format", "csv", "--jobs", jobs], standalone_mode=False).output
        for jobs in ("1", "2")
    ]
    assert runs[0] == runs[1]
    rows = list(csv.DictReader(StringIO(runs[0])))
    assert [(r["testcase"], r["id"], r["expected"], r["found"], r["verdict"]) for r in rows] == [
        ("101-x", "V-1", "valid", "valid", "passed"),
        ("101-x", "V-2", "invalid", "xmlschema:invalid", "passed"),
        ("201-y", "V-1", "valid", "xmlschema:invalid", "failed"),
    ]


def test_only_what_fits(old: Path) -> None:
    result = CliRunner().invoke(command, [str(old), "--only", "101-x:*"], standalone_mode=False)
    assert result.return_value == 0
    assert result.output.splitlines()[-1] == "2 passed, 0 failed"


def test_codes_of_the_newer_form(new: Path) -> None:
    result = CliRunner().invoke(command, [str(new), "--format", "json"], standalone_mode=False)
    assert [(r["name"], r["verdict"]) for r in json.loads(result.output)] == [
        ("bad", "passed"),
        ("another error", "failed"),
    ]


def test_what_is_no_suite(tmp_path: Path) -> None:
    (tmp_path / "a.xsd").write_text(GOOD)
    with pytest.raises(ValueError, match="no index of a conformance suite"):
        read_suite(tmp_path / "a.xsd")
