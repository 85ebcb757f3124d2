"""findings.json: the agreed keys, in the order of the places."""

from __future__ import annotations

import json
from itertools import permutations

from tanshin.converter.emit.findings import findings_json
from tanshin.taxonomy.finding import Finding, Severity
from tanshin.taxonomy.span import Span

BROKEN = Finding(
    "calc:broken", Severity.ERROR, "The parts make 5, not 6 – see line 9.", "Compare.", Span("r.txt", 12, 3, 2),
    ("f1", "f2"), (Span("r.txt", 9, 1, 1),),
)  # fmt: skip
UNBOUND = Finding("bind:unbound", Severity.WARNING, "No line item.", "", Span("r.txt", 2, 40, 5))
NOWHERE = Finding("x:nowhere", Severity.INFO, "No place.")


def test_every_order_gives_the_same_bytes() -> None:
    assert len({findings_json(each) for each in permutations([BROKEN, UNBOUND, NOWHERE, BROKEN])}) == 1


def test_the_keys_and_the_places() -> None:
    text = findings_json([NOWHERE, BROKEN, UNBOUND]).decode()
    assert "–" in text and text.endswith("]\n")
    found = json.loads(text)
    assert [f["code"] for f in found] == ["bind:unbound", "calc:broken", "x:nowhere"]
    assert found[1] == {
        "code": "calc:broken",
        "severity": "error",
        "message": "The parts make 5, not 6 – see line 9.",
        "hint": "Compare.",
        "source": {"file": "r.txt", "line": 12, "column": 3},
        "facts": ["f1", "f2"],
        "also": [{"file": "r.txt", "line": 9, "column": 1}],
    }
    assert found[2]["source"] is None


def test_no_findings_are_an_empty_list() -> None:
    assert findings_json([]) == b"[]\n"
