"""The harness on small suites of its own: what it reads of an index, and what it says."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from tanshin.converter.cli.conformance import command
from tanshin.converter.conformance import read_suite, run_suite
from tanshin.converter.validate import Rule
from tanshin.taxonomy.dts.cache import folder
from taxonomies import instance, item, schema

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


INVALID = '<schema readMeFirst="true">bad.xsd</schema>'
VALID = '<schema readMeFirst="true">good.xsd</schema>'
RESULTS = {
    "one of several codes": (
        INVALID, "<result><error>e:xmlSchemaError</error><error>e:other</error></result>", "passed",
    ),
    "none of several codes": (INVALID, "<result><error>e:one</error><error>e:other</error></result>", "failed"),
    "all of several codes": (
        INVALID, '<result match="all"><error>e:xmlSchemaError</error><error>e:other</error></result>', "failed",
    ),
    "codes of another processor": (
        INVALID, '<result expected="invalid" nonStandardErrorCodes="true"><error>x:1</error></result>', "passed",
    ),
    "a warning that is not given": (VALID, "<result><warning>e:told</warning></result>", "failed"),
    "a report that cannot be read": ('<instance readMeFirst="true">r.json</instance>', "<result/>", "not run"),
    "a package": ('<instance readMeFirst="true">r.zip</instance>', "<result/>", "not run"),
    "an unknown way with sums": (
        VALID, '<result xmlns:c="https://xbrl.org/2023/conformance" c:mode="by-guess"/>', "not run",
    ),
    "a file that is not there": (
        '<instance readMeFirst="true">r.xml</instance>', '<result expected="invalid"/>', "failed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RESULTS)
def test_forms_of_results(tmp_path: Path, name: str) -> None:
    data, result, verdict = RESULTS[name]
    (tmp_path / "good.xsd").write_text(GOOD)
    (tmp_path / "bad.xsd").write_text(BAD)
    (tmp_path / "r.json").write_text('\ufeff {"documentInfo": {}}')
    (tmp_path / "r.zip").write_bytes(b"PK\x03\x04")
    case = tmp_path / "index.xml"
    case.write_text(f'<testcase xmlns:e="urn:e"><variation id="v"><data>{data}</data>{result}</variation></testcase>')
    ran = CliRunner().invoke(command, [str(case), "--format", "json"], standalone_mode=False)
    assert [row["verdict"] for row in json.loads(ran.output)] == [verdict]
    assert ran.return_value == int(verdict == "failed")
    told = CliRunner().invoke(command, [str(case)], standalone_mode=False).output.splitlines()
    assert told[-1] == {"passed": "1 passed, 0 failed", "failed": "0 passed, 1 failed"}.get(
        verdict, "0 passed, 0 failed, 1 not run"
    )


SUMS = schema(
    '<xs:annotation><xs:appinfo><link:linkbase><link:calculationLink xlink:type="extended" '
    'xlink:role="http://www.xbrl.org/2003/role/link">'
    '<link:loc xlink:type="locator" xlink:href="#t_A" xlink:label="a"/>'
    '<link:loc xlink:type="locator" xlink:href="#t_B" xlink:label="b"/>'
    '<link:calculationArc xlink:type="arc" xlink:from="a" xlink:to="b" weight="1" '
    'xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"/>'
    "</link:calculationLink></link:linkbase></xs:appinfo></xs:annotation>" + item("A") + item("B")
)


@pytest.mark.parametrize(
    ("mode", "result"),
    [
        ("round-to-nearest", ""),  # 6,500 may be printed either way
        ("truncate", "<error>e:inconsistentCalculationUsingTruncation</error>"),
    ],
)
def test_a_variation_says_how_sums_are_judged(tmp_path: Path, mode: str, result: str) -> None:
    fact = '<t:{} contextRef="c" unitRef="u" decimals="-3">{}</t:{}>'
    (tmp_path / "t.xsd").write_text(SUMS)
    (tmp_path / "i.xml").write_text(instance(fact.format("A", "6000", "A") + fact.format("B", "7000", "B")))
    (tmp_path / "index.xml").write_text(
        f"""<testcase xmlns:c="https://xbrl.org/2023/conformance"><variation id="v">
        <data><instance readMeFirst="true">i.xml</instance></data>
        <result c:mode="{mode}">{result}</result></variation></testcase>"""
    )
    (outcome,) = run_suite(read_suite(tmp_path / "index.xml"), rule=Rule.OFF)
    assert outcome.passed, str(outcome)


def test_nothing_is_left_in_the_cache(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANSHIN_CACHE", str(tmp_path / "cache"))
    for jobs in (1, 2):
        assert len(list(run_suite(read_suite(old), jobs=jobs))) == 3
    assert not (tmp_path / "cache").exists()
    assert folder() == tmp_path / "cache"


@pytest.mark.parametrize(
    ("given", "stated", "same"),
    [
        ('decimals="-3"', 'precision="4"', True),
        ('decimals="-3"', 'precision="5"', False),
        ('precision="4"', 'decimals="-3"', True),
        ('precision="4"', 'decimals="-2"', False),
        ('precision="INF"', 'decimals="INF"', True),
    ],
)
def test_an_infoset_states_either_accuracy(tmp_path: Path, given: str, stated: str, same: bool) -> None:
    fact = '<t:A contextRef="c" unitRef="u" {}>1234567</t:A>'
    (tmp_path / "t.xsd").write_text(schema(item("A")))
    (tmp_path / "i.xml").write_text(instance(fact.format(given)))
    (tmp_path / "out.xml").write_text(instance(fact.format(stated)))
    (tmp_path / "index.xml").write_text(
        """<testcase><variation id="v"><data><instance readMeFirst="true">i.xml</instance></data>
        <result expected="valid">out.xml</result></variation></testcase>"""
    )
    (outcome,) = run_suite(read_suite(tmp_path / "index.xml"))
    assert outcome.passed is same
