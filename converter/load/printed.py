"""Where the facts of a filing are printed in the release it was made from, as the filing's own trace says."""

from __future__ import annotations

import csv
from pathlib import Path

from ...taxonomy.span import Span

TRACE = "trace.csv"


def printed_places(instance: Path) -> dict[str, Span]:
    """The first print of each fact by its id, from the `trace.csv` beside an instance; empty where there is none.

    The trace does not name the release, so the spans say `release`. A file of that name that is no trace says nothing.
    """
    places: dict[str, Span] = {}
    try:
        with instance.with_name(TRACE).open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                fact, line, column = row.get("fact_id"), row.get("line") or "", row.get("column") or ""
                if fact and line.isdecimal() and column.isdecimal():
                    places.setdefault(fact, Span("release", int(line), int(column), len(row.get("raw") or "")))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    return places
