"""One thing to tell the user about their data, as a value, and the registry of the codes that findings carry.

What is wrong with the program or its environment is an exception, not a finding. A code never changes meaning.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from .span import Span


class Severity(StrEnum):
    """How serious a finding is; an error makes a command end with exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the registry (`codes.csv`): the code, its severity, what it means and the source of the rule."""

    code: str
    severity: Severity
    meaning: str
    hint: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the user.

    `code` stands in the registry; `source` is where to look, if there is such a place; `facts` are the ids of the
    facts concerned. `also` holds further places concerned (the parts of a sum, the other print of a figure).
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    source: Span | None = None
    facts: tuple[str, ...] = ()
    also: tuple[Span, ...] = ()


@cache
def registry() -> Mapping[str, Code]:
    """All codes by name, from `codes.csv` beside this module."""
    text = files(__package__).joinpath("codes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType(
        {r["code"]: Code(r["code"], Severity(r["severity"]), r["meaning"], r["hint"], r["source"]) for r in rows}
    )


def finding(
    code: str,
    message: str,
    *,
    hint: str | None = None,
    source: Span | None = None,
    facts: Iterable[str] = (),
    also: Iterable[Span] = (),
    severity: Severity | None = None,
) -> Finding:
    """A finding with its severity and hint taken from the registry unless given.

    Raises `KeyError` for a code that the registry does not know.
    """
    entry = registry()[code]
    return Finding(
        code,
        severity or entry.severity,
        message,
        entry.hint if hint is None else hint,
        source,
        tuple(facts),
        tuple(also),
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(f.severity is Severity.ERROR for f in findings)
