"""The words that checks of the audit look for in running text and labels, by name: `audit_patterns.csv`.

What they say of a figure is left to the checks.
"""

from __future__ import annotations

import re
from functools import cache

from ..language.lists import rows


@cache
def _rows() -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in rows("audit_patterns.csv")}


@cache
def words(name: str) -> re.Pattern[str]:
    """The pattern of a name, in whatever case. Raises `KeyError` for a name that is not listed."""
    return re.compile(_rows()[name], re.IGNORECASE)


@cache
def cased(name: str) -> re.Pattern[str]:
    """The same where capital letters tell something."""
    return re.compile(_rows()[name])
