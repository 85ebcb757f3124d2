"""The suites of XBRL International, whole, where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.converter.conformance import read_suite, run_suite

# The verdicts reached so far; a change may raise them and never lower them.
SUITES = {"xbrl-2.1/xbrl.xml": (548, 548), "dimensions-1.0/xdt.xml": (337, 337)}


@pytest.mark.parametrize("index", SUITES)
def test_suite(index: str, shared: Path) -> None:
    path = shared / "conformance" / index
    if not path.is_file():
        pytest.skip("the suite is not in the folder of real material")
    suite = read_suite(path)
    outcomes = list(run_suite(suite, jobs=2))
    count, at_least = SUITES[index]
    assert len(outcomes) == count
    wrong = [f"{o.variation.testcase}:{o.variation.id} {o.variation.expected} | {o}" for o in outcomes if not o.passed]
    assert len(outcomes) - len(wrong) >= at_least, wrong
