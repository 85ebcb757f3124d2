"""What is audited, and what comes of it: a release with its figures and prints, checks made, findings.

How a check judges is the matter of its own module; `tell` says how figures are worded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ...taxonomy.finding import Finding
from ...taxonomy.model import Taxonomy
from ...taxonomy.names import ISO4217
from ...taxonomy.profile import Profile
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..document import Document
from ..interpret.weeks import resolve_printed
from ..language.periods import FiscalCalendar, PeriodExpression
from ..report import Fact, Period, Report, Trace, Unit, shown_levels, shown_path
from ..validate import CalculationResult
from .ranges import Range, printed

Dimensions = tuple[tuple[QName, QName | str], ...]
Aspects = tuple[str, Period, Dimensions]
"""Concept (local name), period, dimensions: all but the unit."""


class Outcome(StrEnum):
    """What came of a check."""

    HELD = "held"
    BROKEN = "broken"
    UNMADE = "unmade"


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its kind, what came of it, why it was not made, what it was about (words and fact ids).

    Where figures are printed with values that contradict each other, a check that holds may hold with some of them
    only: `against` are the facts that it does not hold with. `reason` is `why` without the figure that it is about.
    """

    kind: str
    outcome: Outcome
    about: str
    facts: tuple[str, ...] = ()
    why: str = ""
    against: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """A figure where it is printed, in the concept's own sign and base units; `decimals` is None if in full."""

    span: Span
    raw: str
    value: Decimal
    decimals: int | None
    fact: Fact
    table: int | None
    labels: tuple[str, ...]
    headers: tuple[str, ...]
    kind: str

    @property
    def row(self) -> str:
        """The row's label behind those that it stands under, as it is shown."""
        return shown_path(self.labels)

    @property
    def column(self) -> str:
        """The levels of the column's header, as they are shown."""
        return shown_levels(self.headers)

    @property
    def label(self) -> str:
        """The row's own label."""
        return "".join(self.labels[-1:])

    @property
    def range(self) -> Range:
        """All values that may have been printed so."""
        return printed(self.value, self.decimals)


@dataclass(frozen=True, slots=True)
class Subject:
    """One release under audit: its text, figures and where they are printed.

    `by_aspects` has the numeric facts of equal aspects but for the unit; several of one unit contradict each other.
    `currency` is the currency that most facts are in; `made` the day it was made public, if it says so; `beside` are
    other releases that figures may be taken from. `judged` is whether the validator was asked for the same sums. `days`
    are those on which the periods of its figures end, and those before they start.
    """

    document: Document
    profile: Profile
    taxonomy: Taxonomy
    report: Report
    traces: tuple[Trace, ...]
    sums: tuple[CalculationResult, ...]
    prints: Mapping[str, tuple[Print, ...]] = field(repr=False)
    by_aspects: Mapping[Aspects, tuple[Fact, ...]] = field(repr=False)
    nils: frozenset[Aspects] = field(repr=False)
    currency: str = ""
    made: date | None = None
    beside: tuple[Document, ...] = field(default=(), repr=False)
    judged: bool = True
    days: frozenset[date] = field(default=frozenset(), repr=False)

    @property
    def name(self) -> str:
        """What the release is called."""
        return self.document.file

    def period(self, said: PeriodExpression) -> Period | None:
        """The dates of a period that the text says; None where they are not known.

        Those of the release's figures tell where quarters of weeks end.
        """
        year = self.profile.fiscal_year
        calendar = FiscalCalendar(year.start_month, year.named_by.value, year.weeks)
        return resolve_printed(said, calendar, self.days, year.period_ends)

    @property
    def facts(self) -> Iterator[Fact]:
        """The numeric facts that have a value."""
        return (fact for facts in self.by_aspects.values() for fact in facts)

    def alternatives(self, aspects: Aspects, unit: Unit | None) -> tuple[Fact, ...]:
        """The facts of these aspects in a unit."""
        return tuple(fact for fact in self.by_aspects.get(aspects, ()) if fact.unit == unit)


@dataclass(frozen=True, slots=True)
class Audit:
    """What auditing came to: findings, the most serious first, and every check.

    `explained` are broken sums (the ids of their facts) that a finding on other figures explains.
    """

    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = field(default=(), repr=False)
    explained: frozenset[frozenset[str]] = field(default=frozenset(), repr=False)

    def count(self, outcome: Outcome) -> int:
        """How many checks came out so."""
        return sum(check.outcome is outcome for check in self.checks)


def currency_of(unit: Unit | None) -> str:
    """The ISO 4217 code of an amount or an amount per something; empty for other units."""
    if unit is None:
        return ""
    return next((m.local for m in unit.numerators if m.namespace == ISO4217), "")


def aspects_of(fact: Fact) -> Aspects:
    """The aspects of a fact but for its unit."""
    return fact.concept.local, fact.period, fact.dimensions
