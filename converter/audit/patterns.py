"""The words that checks of the audit look for in running text and labels, by name: `patterns.csv`, read once.

What they say of a figure is left to the checks.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def _rows() -> dict[str, str]:
    text = files(__package__).joinpath("patterns.csv").read_text(encoding="utf-8")
    return {row["name"]: row["pattern"] for row in csv.DictReader(text.splitlines())}


@cache
def words(name: str) -> re.Pattern[str]:
    """The pattern of a name, in whatever case. Raises `KeyError` for a name that is not listed."""
    return re.compile(_rows()[name], re.IGNORECASE)


@cache
def cased(name: str) -> re.Pattern[str]:
    """The same where capital letters tell something."""
    return re.compile(_rows()[name])
