"""The instance errors of the Dimensions suite and the calculation of the XBRL 2.1 suite: the verdicts it expects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from tanshin.converter.validate import iter_findings
from tanshin.taxonomy.finding import Severity


def variations(cases: Path) -> Iterator[tuple[str, Path, etree._Element]]:
    """Name, instance and expected result of each variation that starts from one instance."""
    for variation in etree.parse(str(cases)).getroot().iter("{*}variation"):
        first = [e.text.strip() for e in variation.iter("{*}instance") if e.get("readMeFirst") == "true" and e.text]
        result = variation.find("{*}result")
        if len(first) == 1 and result is not None:
            yield f"{cases.name} {variation.get('id')}", cases.parent / first[0], result


def errors(instance: Path, root: Path) -> set[str]:
    found = iter_findings([instance], calculation="1.0", folders=[root], schema=False)
    return {f.code for f in found if f.severity is Severity.ERROR}


def test_dimensions_of_instances(shared: Path) -> None:
    root = shared / "conformance" / "dimensions-1.0"
    if not root.is_dir():
        pytest.skip("no Dimensions suite in the folder of real material")
    wrong, count = [], 0
    for cases in sorted((root / "200-xbrldie").glob("*/*TestCase*.xml")):
        for name, instance, result in variations(cases):
            expected = {e.text.strip().rpartition(":")[2] for e in result.iter("{*}error") if e.text}
            found = {code.rpartition(":")[2] for code in errors(instance, root)}
            count += 1
            if not (expected & found if expected else not found):
                wrong.append((name, expected, found))
    assert wrong == []
    assert count > 200


@pytest.mark.parametrize("prefix", ["320", "391", "397", "398"])
def test_calculation_of_instances(prefix: str, shared: Path) -> None:
    root = shared / "conformance" / "xbrl-2.1"
    if not root.is_dir():
        pytest.skip("no XBRL 2.1 suite in the folder of real material")
    wrong, count = [], 0
    for cases in sorted(root.rglob(f"{prefix}*.xml")):
        if etree.parse(str(cases)).getroot().tag.rpartition("}")[2] != "testcase":
            continue
        for name, instance, result in variations(cases):
            found = errors(instance, root)
            count += 1
            if (result.get("expected") == "valid") is not (not found):
                wrong.append((name, result.get("expected"), found))
    assert wrong == []
    assert count > 0
