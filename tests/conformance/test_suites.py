"""The suites of XBRL International, whole, where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tanshin.converter.conformance import read_suite, run_suite

SUITES = {"xbrl-2.1/xbrl.xml": 548, "dimensions-1.0/xdt.xml": 337}


@pytest.mark.parametrize("index", SUITES)
def test_suite(index: str, shared: Path) -> None:
    path = shared / "conformance" / index
    if not path.is_file():
        pytest.skip("the suite is not in the folder of real material")
    outcomes = list(run_suite(read_suite(path)))
    wrong = [o for o in outcomes if not o.passed]
    assert [(o.variation.testcase, o.variation.id, str(o.variation.expected), str(o)) for o in wrong] == []
    assert len(outcomes) == SUITES[index]
