"""What `tanshin validate` says of several files: findings of one cause as one, and a table of all files at the end.

What a single finding looks like is left to `render`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ...taxonomy.finding import Finding, Severity
from ..validate.explain import INCONSISTENCIES
from . import render
from .streams import printable

VALID: Final = "valid"
INCONSISTENT: Final = "valid, sums broken"
NOT_VALID: Final = "not valid"
UNREAD: Final = "not read"
SHOWN: Final = 3
"""How many findings of one cause are shown in full."""
_MAX_PLACES: Final = 8
_FIGURES: Final = re.compile(r"'[^']*'|[\d,.:/-]*\d[\d,.:/-]*")


class Row(NamedTuple):
    """A line of the table: a file and what became of it; `seconds` of wall-clock time."""

    file: str
    verdict: str
    facts: int
    held: int
    broken: int
    errors: int
    warnings: int
    seconds: float


def findings_text(findings: Iterable[Finding]) -> str:
    """The findings by place as `render` has them, of one cause the first few, and where the others are."""
    from ..emit.findings import in_order

    return "".join(render.findings_text(shown) + more for shown, more in grouped(in_order(findings)))


def grouped(findings: Iterable[Finding]) -> list[tuple[list[Finding], str]]:
    """Findings in groups of one cause, each with what is to be said of those beyond the first few.

    Of one cause are findings of one code that say the same but for figures, dates and quoted words.
    """
    groups: dict[tuple[str, str], list[Finding]] = {}
    for found in findings:
        groups.setdefault((found.code, _FIGURES.sub("#", found.message)), []).append(found)
    return [(same[:SHOWN], _more(same[SHOWN:])) for same in groups.values()]


def _more(others: Sequence[Finding]) -> str:
    if not others:
        return ""
    places = [str(found.source) for found in others if found.source is not None]
    shown = ", ".join(places[:_MAX_PLACES]) + (", …" if len(places) > _MAX_PLACES else "")
    said = f"and {len(others):,} more of the same cause"
    return f"    {printable(f'{said}: {shown}' if shown else said)} [{others[0].code}]\n"


def counts(findings: Sequence[Finding]) -> tuple[int, int]:
    """How many errors and warnings there are besides broken sums, which are counted as such."""
    severities = [found.severity for found in findings if found.code not in INCONSISTENCIES]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)


def tally(findings: Sequence[Finding]) -> str:
    """`9 inconsistencies, 1 warning`: a broken sum is no error of the instance."""
    broken = sum(found.code in INCONSISTENCIES for found in findings)
    others = [found for found in findings if found.code not in INCONSISTENCIES]
    said = [f"{broken:,} {'inconsistency' if broken == 1 else 'inconsistencies'}"] if broken else []
    return ", ".join([*said, *([render.tally(others)] if others or not broken else [])])


def table(rows: Sequence[Row]) -> str:
    """The files in lines, numbers below one another, the sums of all in the last line."""
    total = Row(
        f"{len(rows):,} files",
        _verdicts(rows),
        sum(row.facts for row in rows),
        sum(row.held for row in rows),
        sum(row.broken for row in rows),
        sum(row.errors for row in rows),
        sum(row.warnings for row in rows),
        sum(row.seconds for row in rows),
    )
    head = ("file", "verdict", "facts", "sums held", "broken", "errors", "warnings", "seconds")
    lines = [head, *(_cells(row) for row in (*rows, total))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    made = []
    for line in lines:
        left = [cell.ljust(width) for cell, width in zip(line[:2], widths[:2], strict=True)]
        right = [cell.rjust(width) for cell, width in zip(line[2:], widths[2:], strict=True)]
        made.append("  ".join((*left, *right)).rstrip())
    return "\n".join(made) + "\n"


def _verdicts(rows: Sequence[Row]) -> str:
    """`2 valid, 1 with broken sums`."""
    valid = sum(row.verdict in (VALID, INCONSISTENT) for row in rows)
    broken = sum(row.verdict == INCONSISTENT for row in rows)
    return f"{valid:,} {VALID}" + (f", {broken:,} of them with broken sums" if broken else "")


def _cells(row: Row) -> tuple[str, ...]:
    numbers = (f"{number:,}" for number in row[2:7])
    return (printable(row.file), row.verdict, *numbers, f"{row.seconds:.2f}")
