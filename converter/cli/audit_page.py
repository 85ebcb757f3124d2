"""The account of an audit as a page that stands alone: findings with the lines they are about, and what was checked.

How it looks is the template's matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...taxonomy.finding import Finding
from . import render
from .wording import pieces

if TYPE_CHECKING:
    from ..audit import Audit
    from .audit import Audited

_MOST_PLACES: Final = 8
_QUOTED: Final = re.compile(r"line (\d+): “[^”]*”")


def count(audit: Audit) -> dict[str, Any]:
    """Checks made, held, broken and not made, over all and by kind; the reasons of those not made."""
    kinds: dict[str, Counter[str]] = {}
    for check in audit.checks:
        kinds.setdefault(check.kind, Counter())[str(check.outcome)] += 1
    total = sum(kinds.values(), Counter[str]())
    reasons = Counter(check.reason or check.why for check in audit.checks if check.why)
    return {
        "made": total["held"] + total["broken"],
        "held": total["held"],
        "broken": total["broken"],
        "unmade": total["unmade"],
        "kinds": {
            kind: {
                "made": n["held"] + n["broken"],
                "held": n["held"],
                "broken": n["broken"],
                "unmade": n["unmade"],
            }
            for kind, n in kinds.items()
        },
        "reasons": dict(sorted(reasons.items())),
    }


def unmade(audit: Audit) -> list[dict[str, str]]:
    """The checks that could not be made, each with its reason."""
    return [{"about": c.about, "why": c.why} for c in audit.checks if str(c.outcome) == "unmade"]


def page(audited: Sequence[Audited], together: Audit, kinds: Mapping[str, str]) -> str:
    """A page that stands alone: findings with the lines they are about."""
    from ...templates import render as template

    lines = {one.conversion.document.file: one.conversion.document.lines for one in audited if one.conversion.document}
    parts = [_part(one.release.name, one.conversion.audit, one.findings, lines) for one in audited]
    for part, one in zip(parts, audited, strict=True):
        part["facts"] = len(one.conversion.report.facts)
        part["marks"] = render.marks(one.conversion.traces)
    if len(audited) > 1:
        parts.append(_part("The releases together", together, together.findings, lines))
    return template("pages/audit.html.j2", parts=parts, kinds=kinds)


def _part(title: str, audit: Audit, findings: Iterable[Finding], lines: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "title": title,
        "count": count(audit),
        "findings": [_finding_part(found, lines) for found in findings],
        "tally": render.tally(findings),
        "unmade": unmade(audit),
        "facts": None,
        "marks": None,
    }


def _finding_part(found: Finding, lines: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """A finding with the lines that its places are on, each line once, the marked part told apart."""
    places = []
    seen: set[tuple[str, int]] = set()
    for span in (found.source, *found.also):
        if span is None or (span.file, span.line) in seen or not 0 < span.line <= len(lines.get(span.file, ())):
            continue
        seen.add((span.file, span.line))
        line = lines[span.file][span.line - 1].replace("\t", " ")
        start, end = span.column - 1, span.end - 1
        places.append(
            {
                "file": span.file,
                "line": span.line,
                "before": ("…" if start > 90 else "") + line[max(0, start - 90) : start],
                "marked": line[start:end],
                "after": line[end : end + 90] + ("…" if len(line) > end + 90 else ""),
            }
        )
    first, *rest = pieces(_unquoted(found, places[:_MOST_PLACES]))
    return {
        "severity": str(found.severity),
        "code": found.code,
        "hint": found.hint,
        "first": first,
        "rest": rest,
        "places": places[:_MOST_PLACES],
        "more": len(places) - _MOST_PLACES,
    }


def _unquoted(found: Finding, places: Sequence[Mapping[str, Any]]) -> str:
    """The message without the lines that it quotes, where they stand below it."""
    below = {str(place["line"]) for place in places}
    return _QUOTED.sub(lambda m: f"line {m[1]}" if m[1] in below else m.group(), found.message)
