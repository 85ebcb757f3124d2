"""Findings as `findings.json`: a list in the order of the places they are about, those without a place last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from ...taxonomy.finding import Finding, Severity
from ...taxonomy.span import Span

_CAUSES: Final[tuple[str | tuple[str, ...], ...]] = ("package:", ("dts:", "xml:"))
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, line and column, then the graver first, then by code and message; without repeats.

    What keeps a document from being had or read comes before everything else: the rest may follow from it.
    """

    def key(found: Finding) -> tuple[object, ...]:
        place = found.source
        where = (1, "", 0, 0) if place is None else (0, place.file, place.line, place.column)
        rank = next((n for n, cause in enumerate(_CAUSES) if found.code.startswith(cause)), len(_CAUSES))
        return (rank, *where, _ORDER[found.severity], found.code, found.message)

    return sorted(dict.fromkeys(findings), key=key)


def as_json(found: Finding) -> dict[str, Any]:
    """A finding as the object that `findings.json` and `--format json` hold."""
    return {
        "code": found.code,
        "severity": str(found.severity),
        "message": found.message,
        "hint": found.hint,
        "source": None if found.source is None else _place(found.source),
        "facts": list(found.facts),
        "also": [_place(span) for span in found.also],
    }


def findings_json(findings: Iterable[Finding]) -> bytes:
    """The bytes of `findings.json`, UTF-8."""
    return (json.dumps([as_json(f) for f in in_order(findings)], ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _place(span: Span) -> dict[str, str | int]:
    return {"file": span.file, "line": span.line, "column": span.column}
