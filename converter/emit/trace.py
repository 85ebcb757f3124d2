"""The account of every mark as `trace.csv`: UTF-8, RFC 4180 (lines end with CRLF), one row per mark and fact.

What became of each mark is decided by binding; here it is only written, in document order.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

from ...taxonomy.amount import plain
from ..report import Report, Trace
from .names import Prefixes, decimals, value

COLUMNS: Final = (
    "line", "column", "raw", "kind", "status", "reason", "printed_value", "value", "concept", "us_gaap", "relation",
    "unit", "decimals", "period_start", "period_end", "dimensions", "table", "row_label", "column_label", "fact_id",
)  # fmt: skip


def trace_csv(traces: Iterable[Trace], report: Report) -> bytes:
    """The bytes of `trace.csv`; `report` gives the prefixes."""
    prefixes = Prefixes(report)
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(trace, prefixes) for trace in sorted(traces, key=lambda t: (t.span.line, t.span.column)))
    return out.getvalue().encode("utf-8")


def row(trace: Trace, report: Report) -> tuple[str, ...]:
    """The texts of one row, one for each of `COLUMNS`."""
    return _row(trace, Prefixes(report))


def _row(trace: Trace, prefixes: Prefixes) -> tuple[str, ...]:
    fact = trace.fact
    start = fact.period.start if fact else None
    end = fact.period.end if fact else None
    return (
        str(trace.span.line),
        str(trace.span.column),
        trace.raw,
        trace.kind,
        trace.status,
        trace.reason,
        "" if trace.printed_value is None else plain(trace.printed_value),
        value(fact) if fact else "",
        prefixes.name(fact.concept) if fact else "",
        trace.us_gaap,
        trace.relation,
        prefixes.unit(fact.unit) if fact and fact.unit else "",
        decimals(fact) if fact else "",
        start.isoformat() if start else "",
        end.isoformat() if end else "",
        prefixes.dimensions(fact) if fact else "",
        "" if trace.table is None else str(trace.table),
        " ".join(trace.row_label.split()),
        " ".join(trace.column_label.split()),
        fact.id if fact else "",
    )
