"""What `profile.toml` says: names and identifiers of the issuer, its fiscal year, and what its taxonomy says of itself.

Reading it is `settings`; the rows of the CSV files beside it are `model` and `links`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NamedBy(StrEnum):
    """Which calendar year a fiscal year is named after; `unknown` while nobody has said so."""

    START = "start"
    END = "end"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Names of the issuer; the namespace is the base address followed by `path`.

    `currency` is the ISO 4217 code of amounts whose table names none; empty where a release always says it.
    """

    name: str
    recognise: tuple[str, ...]
    prefix: str
    path: str
    currency: str = ""


@dataclass(frozen=True, slots=True)
class EntityIdentifier:
    """The entity aspect of every fact."""

    scheme: str
    identifier: str


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """When the fiscal year starts (month 1 to 12) and which calendar year names it.

    A year of whole months starts on the first day of that month; one of 52 or 53 weeks (`weeks`) within a week of it,
    and `ends` is the rule for its last day, as printed (`last Saturday of September`), or empty. `period_ends` are
    further days that years or quarters ended on, for releases that do not print them.
    """

    start_month: int = 1
    named_by: NamedBy = NamedBy.END
    weeks: bool = False
    ends: str = ""
    period_ends: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class TaxonomyMeta:
    """The address the namespace is built on, and what the taxonomy package says of itself."""

    base: str
    version: str
    title: str
    description: str
    publisher: str
