"""What of a release's findings an audit shows: its own, the validator's on sums, and rows that could not be read.

Nothing is found here; figures of running text that are left unbound are told together.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Final

from ...taxonomy.finding import Finding, Severity
from .release import ordered

_TOLD: Final = ("audit:*", "bind:own-date", "calc11e:inconsistent*", "xbrl.5.2.5.2:*")
_IN_TEXT: Final = "bind:prose-unbound"
_UNBOUND: Final = "bind:unbound"
_EXPLAINS: Final = "audit:period-of-another"


def shown(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of an audit, the most serious first."""
    kept: list[Finding] = []
    findings = tuple(findings)
    told = {span for f in findings if f.code == _EXPLAINS for span in (f.source, *f.also) if span is not None}
    in_text: list[Finding] = []
    for found in findings:
        if found.code == _UNBOUND and found.severity is not Severity.INFO:
            if told.issuperset(span for span in (found.source, *found.also) if span is not None):
                continue  # why these are left unbound is told with the row that is wrong
            kept.append(found)
        elif found.code == _IN_TEXT:
            in_text.append(found)
        elif any(fnmatchcase(found.code, code) for code in _TOLD):
            kept.append(found)
    kept += in_text if len(in_text) < 2 else [_of_text(in_text)]
    return ordered(kept)


def _of_text(same: list[Finding]) -> Finding:
    """What is left unbound in several paragraphs, told once."""
    first = same[0]
    lines = sorted({found.source.line for found in same if found.source is not None})
    where = f"{', '.join(map(str, lines[:6]))}{' and more' if len(lines) > 6 else ''}"
    message = (
        f"Figures of {len(lines)} paragraphs (lines {where}) are left unbound, and none of them is checked; the trace "
        "has each with its reason."
    )
    spans = [found.source for found in same[1:] if found.source is not None]
    return Finding(first.code, first.severity, message, first.hint, first.source, (), tuple(spans))
