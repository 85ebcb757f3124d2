"""What is observed in releases before anything is named: kinds of table, their lines, and where each was printed.

How they are found is `observe`; what concepts they become is `concepts`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType
from ..document import Row
from ..report import Period

Place = tuple[int, int]
"""A release, by its place among those given, and a table's number in it."""


Context = tuple[tuple[str, ...], tuple[Period, ...], str]
"""A row by its folded path, the periods of a column, and what else its header says."""


@dataclass(slots=True)
class Line:
    """A line item of a kind of table: its own label, the labels above it, and what its words and figures say.

    `told` says that words or marks say the type, which is a default otherwise; `marked` that marks at its figures do.
    `base` is the label without words such as `end of the period`. `parented` when the label means something else
    elsewhere in tables of the kind. `printed` are its figures by release, period and what else the header says.
    """

    label: str
    path: tuple[str, ...]
    type: ConceptType
    told: bool
    period: PeriodType
    at: str
    base: str
    rows: list[tuple[Place, Row]] = field(default_factory=list)
    measures: set[str] = field(default_factory=set)
    parented: bool = False
    marked: bool = False
    printed: dict[tuple[int, tuple[Period, ...], str], set[Decimal]] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """A row of the presentation: a heading (no line) or a line, below the headings of `path`."""

    label: str
    path: tuple[str, ...]
    line: Line | None


@dataclass(slots=True)
class Kind:
    """A kind of table: titles that tell it from others, the tables seen, lines by their folded path, print order.

    `figures` are those printed so far, by release: a table of the same labels with others is about something else.
    `scoped` when a table of the kind has columns that tell one period in several ways, as reported and as restated.
    """

    title: str
    titles: tuple[str, ...]
    places: list[Place] = field(default_factory=list)
    lines: dict[tuple[str, ...], Line] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    leaves: set[str] = field(default_factory=set)
    headings: set[tuple[str, ...]] = field(default_factory=set)
    scoped: bool = False
    figures: dict[tuple[int, Context], set[Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DerivedColumn:
    """A column of changes or shares: the words of its header as they are found in it, with a percent sign that stands
    between them, and without it as `said`; `current` if it is for the latest period."""

    id: str
    words: str
    said: str
    current: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """A total of a kind of table with its parts and their weights."""

    kind: int
    total: Line
    parts: tuple[tuple[Line, int], ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A row that is left out of the draft, and why."""

    row: Row
    why: str


@dataclass(slots=True)
class Seen:
    """All that was observed; `scopes` are the members that words of headers stand for, by the words as printed."""

    kinds: list[Kind] = field(default_factory=list)
    measures: dict[str, DerivedColumn] = field(default_factory=dict)
    ignored: dict[str, str] = field(default_factory=dict)
    scopes: dict[str, str] = field(default_factory=dict)
    undecided: list[Undecided] = field(default_factory=list)
