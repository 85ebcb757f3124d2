"""What a calculation check comes to, for a program to use; the words of findings are made in `explain`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ...taxonomy.qname import QName
from ..report import Fact


class Rule(StrEnum):
    """Which rule says whether a sum holds."""

    INTERVAL = "1.1"
    TRUNCATION = "1.1-truncation"
    XBRL_2_1 = "1.0"
    OFF = "off"


class Verdict(StrEnum):
    """What became of one summation."""

    HOLDS = "holds"
    BROKEN = "broken"
    SKIPPED = "skipped"


class Part(NamedTuple):
    """A contributing fact with the weight of its arc; of duplicates the most accurate."""

    fact: Fact
    weight: Decimal


@dataclass(frozen=True, slots=True)
class CalculationResult:
    """One summation that binds: a total and its parts in one context and unit.

    `sum` is the exact weighted sum of the parts (under 1.0 of the parts rounded, itself rounded as the total is);
    `difference` is the total less the sum. `missing` are the network's parts that are not reported here. A summation
    is SKIPPED when duplicates or excess digits keep it from being judged; `why` says which.
    """

    rule: Rule
    role: str
    arcrole: str
    total: Fact
    parts: tuple[Part, ...]
    sum: Decimal
    difference: Decimal
    verdict: Verdict
    missing: tuple[QName, ...] = ()
    why: str = ""
