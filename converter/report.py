"""Facts with their aspects, as the Open Information Model (OIM 1.0) has them, and the account of every mark.

Nothing here knows a release's text or a file format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ..taxonomy.qname import QName
from ..taxonomy.span import Span


@dataclass(frozen=True, slots=True)
class Period:
    """An instant (`start` is None), a duration, or forever (both None). Dates are inclusive days.

    An instant is the end of day `end`; a duration runs from the start of day `start` to the end of day `end`
    (XBRL 2.1 section 4.7.2 adds a day to a date-only end; that is a matter of the instance's syntax).
    """

    start: date | None
    end: date | None

    @property
    def instant(self) -> bool:
        """Whether this is a point in time."""
        return self.start is None and self.end is not None


@dataclass(frozen=True, slots=True)
class Unit:
    """Measures multiplied, over measures multiplied; sorted, so that equal units compare equal (XBRL 2.1 4.8)."""

    numerators: tuple[QName, ...]
    denominators: tuple[QName, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """An identifier within a scheme."""

    scheme: str
    identifier: str


class Fact(NamedTuple):
    """A value with its aspects: a record, because there may be millions.

    `value` is a Decimal for a numeric fact, a str for another, None for nil. `decimals` is the accuracy of a numeric
    fact as in XBRL 2.1 4.6.3, None meaning INF (exact, OIM 1.0 section 5.1.2); it says nothing about a nil fact.
    `unit` is None for a non-numeric fact. `dimensions` are (axis, member) pairs sorted by axis; the member is a QName,
    or the text of a typed member. `marks` are the places where the fact is printed, the most accurate first.
    """

    id: str
    concept: QName
    value: Decimal | str | None
    period: Period
    unit: Unit | None
    entity: Entity
    decimals: int | None = None
    dimensions: tuple[tuple[QName, QName | str], ...] = ()
    language: str | None = None
    marks: tuple[Span, ...] = ()

    @property
    def nil(self) -> bool:
        """Whether the fact is reported as nil."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Report:
    """A set of facts with its DTS.

    `entry_points` are the addresses of the schemas and linkbases the report refers to, relative to the report's own
    place where the filing stands alone; `prefixes` maps a prefix to a namespace for every name used.
    """

    facts: tuple[Fact, ...]
    entry_points: tuple[str, ...]
    prefixes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote with the ids of the facts it is linked to by an arcrole (XBRL 2.1 section 4.11, OIM 1.0 section 3.3).

    `text` is plain, or XML where the footnote holds XHTML.
    """

    text: str
    language: str
    role: str
    arcrole: str
    facts: tuple[str, ...]


class Status(StrEnum):
    """What became of a mark."""

    FACT = "fact"
    NIL = "nil"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of one mark: a line of `trace.csv` (one mark given for two dates makes two).

    `printed_value` is the signed number in base units as printed, None for nil and excluded marks; `fact` is the fact
    it is part of. `labels` are the row's label and, before it, those that it stands under; `headers` the levels of the
    column's header, the outermost first. `why` is the reason for the binding, for `--explain`; `reason` that of an
    exclusion. `meant` is the local name of the concept that the words of a mark mean, which is no fact as figures of
    the tables speak against it.
    """

    span: Span
    raw: str
    kind: str
    status: Status
    reason: str = ""
    printed_value: Decimal | None = None
    fact: Fact | None = None
    us_gaap: str = ""
    relation: str = ""
    table: int | None = None
    labels: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    meant: str = ""

    @property
    def row_label(self) -> str:
        """The row's label behind those that it stands under, as it is shown."""
        return shown_path(self.labels)

    @property
    def column_label(self) -> str:
        """The levels of the column's header, as they are shown."""
        return shown_levels(self.headers)


def shown_path(labels: Sequence[str]) -> str:
    """Labels, the outermost first, as one text for people; nothing takes it apart again."""
    return " > ".join(labels)


def shown_levels(headers: Sequence[str]) -> str:
    """The levels of a header, the outermost first, as one text for people; nothing takes it apart again."""
    return " | ".join(headers)


def amount_of(fact: Fact) -> Decimal:
    """The value of a numeric fact."""
    assert isinstance(fact.value, Decimal)
    return fact.value
