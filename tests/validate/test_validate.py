"""Files validated: one engine under three forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from small import F, filing
from tanshin.converter.validate import Rule, is_valid, iter_findings, validate
from tanshin.converter.validate.explain import INCONSISTENCIES
from tanshin.taxonomy.finding import Severity

__all__ = ["filing"]

ARCS = [("T", "A", "1"), ("T", "B", "1")]
HOLDS = [F("T", "3"), F("A", "1"), F("B", "2")]
BROKEN = [F("T", "9"), F("A", "1"), F("B", "2")]


def test_a_filing_that_holds(filing: Callable[..., Path]) -> None:
    validation = validate([filing(ARCS, HOLDS)])
    assert validation.findings == ()
    assert (validation.valid, validation.facts, len(validation.calculation)) == (True, 3, 1)


def test_the_three_forms_agree(filing: Callable[..., Path]) -> None:
    path = filing(ARCS, BROKEN)
    assert validate([path]).findings == tuple(iter_findings([path]))
    assert (validate([path]).valid, validate([path]).consistent) == (True, False)  # XBRL 2.1 section 5.2.5.2
    assert not is_valid([path])
    assert is_valid([path], calculation=Rule.OFF)


def test_the_place_of_a_broken_total_is_its_line_in_the_instance(filing: Callable[..., Path]) -> None:
    path = filing(ARCS, BROKEN)
    (finding,) = validate([path]).findings
    assert finding.source is not None
    assert path.read_text().splitlines()[finding.source.line - 1].startswith("<ex:T ")


def test_a_schema_alone_is_validated(filing: Callable[..., Path]) -> None:
    path = filing(ARCS, HOLDS).with_name("ex.xsd")
    assert validate([path]).findings == ()


def test_an_instance_cut_in_the_middle_is_told_once(filing: Callable[..., Path]) -> None:
    path = filing(ARCS, HOLDS)
    path.write_bytes(path.read_bytes()[:-40])
    assert [f.code for f in validate([path]).findings] == ["xml:not-well-formed"]


def test_a_tag_that_is_left_open_is_told_where_it_stands(filing: Callable[..., Path]) -> None:
    path = filing(ARCS, HOLDS)
    path.write_text(path.read_text().replace("</ex:A>", ""))
    (found,) = validate(path).findings
    assert found.code == "xml:not-well-formed" and "ex:A is not closed" in found.message and found.source is not None
    assert path.read_text().splitlines()[found.source.line - 1].startswith("<ex:A ")


def test_of_a_context_that_is_wrong_its_facts_say_nothing_more(filing: Callable[..., Path]) -> None:
    path = filing(ARCS, HOLDS)
    path.write_text(path.read_text().replace("2001-03-31", "2001-13-31"))
    assert {f.code for f in validate(path).findings} == {"xbrl.4.7.2:contextDateError", "xmlschema:invalid"}


def test_findings_come_as_they_are_found(filing: Callable[..., Path]) -> None:
    path = filing(ARCS, [*BROKEN, F("Unknown", "1")])
    schema = path.with_name("ex.xsd")
    schema.write_text(schema.read_text().replace('name="Unknown"', 'name="Other"'))
    first = next(islice(iter_findings([path], schema=False), 1))
    assert first.code == "xbrl.4.6:notItemOrTuple"


def test_a_missing_schema_is_the_one_error_and_nothing_is_concluded_from_it(filing: Callable[..., Path]) -> None:
    path = filing(ARCS, BROKEN)
    schema = path.with_name("ex.xsd")
    path.with_name("gone.xsd").unlink(missing_ok=True)
    head, body = schema.read_text().split("<xs:element ", 1)
    gone = '<xs:import namespace="urn:gone" schemaLocation="gone.xsd"/>'
    text = f"{head}{gone}<xs:element {body}".replace('type="xbrli:monetaryItemType"', 'type="g:own"', 1)
    schema.write_text(text.replace("<xs:schema ", '<xs:schema xmlns:g="urn:gone" ', 1))
    findings = validate([path]).findings
    assert [f.code for f in findings if f.severity is Severity.ERROR and f.code not in INCONSISTENCIES] == [
        "dts:missing"
    ]
    assert {"dts:incomplete", "xmlschema:unchecked"} <= {f.code for f in findings}


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.2"):
        validate([], calculation="1.2")


@pytest.mark.parametrize("rule", ["1.1", "1.1-truncation", "1.0"])
@pytest.mark.parametrize("accuracy", ["99999999999999999999", "-99999999999999999999", "0" * 3000 + "1"])
def test_an_accuracy_of_any_size_is_an_accuracy(filing: Callable[..., Path], accuracy: str, rule: str) -> None:
    for facts in (HOLDS, BROKEN):
        wide = [replace(f, accuracy=f'decimals="{accuracy}"') for f in facts]
        assert {f.code for f in validate([filing(ARCS, wide)], calculation=rule).findings} <= {
            "calc11e:inconsistentCalculationUsingRounding",
            "calc11e:inconsistentCalculationUsingTruncation",
            "calc11e:excessDigits",
            "xbrl.5.2.5.2:calcInconsistency",
        }
