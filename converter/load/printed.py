"""Where the facts of a filing are printed in the release it was made from, as the filing's own trace says."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from ...taxonomy.span import Span

TRACE = "trace.csv"
FINDINGS = "findings.json"


def printed_places(instance: Path) -> dict[str, Span]:
    """The first print in full of each fact by its id, from the `trace.csv` beside an instance; empty without one.

    The trace does not name the release: the findings beside it do, or else the folder, which is called after it. A file
    of that name that is no trace says nothing.
    """
    release = ""
    places: dict[str, Span] = {}
    precise: set[str] = set()
    try:
        with instance.with_name(TRACE).open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                fact, line, column = row.get("fact_id"), row.get("line") or "", row.get("column") or ""
                if fact and line.isdecimal() and column.isdecimal():
                    exact = (row.get("printed_value") or "").lstrip("-") == (row.get("value") or "").lstrip("-")
                    release = release or _release(instance)
                    if fact not in places or (exact and fact not in precise):
                        places[fact] = Span(release, int(line), int(column), len(row.get("raw") or ""))
                    if exact:
                        precise.add(fact)
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    return places


def _release(instance: Path) -> str:
    """The name of the release that a filing was made from."""
    folder = instance.resolve().parent.name
    try:
        told = json.loads(instance.with_name(FINDINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return folder
    for found in told if isinstance(told, list) else ():
        place: Any = found.get("source") if isinstance(found, dict) else None
        name = place.get("file") if isinstance(place, dict) else None
        if isinstance(name, str) and Path(name).stem == folder:
            return name
    return folder
