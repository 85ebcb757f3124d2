"""Where the facts of a filing are printed in the release it was made from, as the filing's own trace says."""

from __future__ import annotations

import csv
from pathlib import Path

from ...taxonomy.span import Span

TRACE = "trace.csv"


def printed_places(instance: Path) -> dict[str, Span]:
    """The first print in full of each fact by its id, from the `trace.csv` beside an instance; empty without one.

    The trace does not name the release, so the spans say `release`. A file of that name that is no trace says nothing.
    """
    places: dict[str, Span] = {}
    precise: set[str] = set()
    try:
        with instance.with_name(TRACE).open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                fact, line, column = row.get("fact_id"), row.get("line") or "", row.get("column") or ""
                if fact and line.isdecimal() and column.isdecimal():
                    exact = (row.get("printed_value") or "").lstrip("-") == (row.get("value") or "").lstrip("-")
                    if fact not in places or (exact and fact not in precise):
                        places[fact] = Span("release", int(line), int(column), len(row.get("raw") or ""))
                    if exact:
                        precise.add(fact)
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    return places
