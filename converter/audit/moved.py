"""Figures that stand under the wrong period: rows, columns and sentences that carry the figures of another one.

A figure is told only where nothing bears it out for the period that the words give it, and a print, or a formula, does
for one other period. Dates by themselves are `dates`' matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from ...taxonomy.finding import Finding, finding
from ...taxonomy.profile import ConceptType
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..aspects.periods import find_periods
from ..binding.prose_periods import year_before
from ..document import MarkKind
from ..report import Fact, Period
from .cause import changing, telling
from .dates import days_of_columns
from .derived import Attempt, attempt, fits
from .judge import Weighed
from .model import Check, Outcome, Print, Subject, aspects_of
from .relations import Key, Relation, key_of
from .tell import first_print, name, period_of, place

_SURE: Final = 3
_LIKELY: Final = 2
_NEVER: Final = 99
_LEAST_OF_ALL: Final = (4, 5)
"""So many of so many figures of a column must be those of the other period."""
_SUPPORT: Final = ("sum", "derived")
"""What bears a figure out for its period: a translation or a breakdown in one sentence says the same period twice."""


# --- rows and columns -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """What is told of rows and columns, their facts whose period is another, and the prints that stand there."""

    told: tuple[Check | Finding, ...]
    moved: Mapping[str, Period]
    prints: frozenset[tuple[Span, str]]


class _Group(NamedTuple):
    """A row or a column of a table, with the period that it says."""

    table: int
    label: str
    row: bool
    period: Period


def figures_of_another(subject: Subject) -> Rows:
    """Rows or columns whose every figure that is printed elsewhere too is that of one other period."""
    groups: dict[_Group, list[Print]] = {}
    in_table: dict[tuple[int, object, Period], bool] = {}
    for prints in subject.prints.values():
        for shown in prints:
            if shown.table is None or shown.kind != MarkKind.CELL:
                continue
            in_table[shown.table, _line_item(shown.fact), shown.fact.period] = True
            if _amount(subject, shown.fact) and shown.value:
                for label, row in ((shown.row, True), (shown.column, False)):
                    groups.setdefault(_Group(shown.table, label, row, shown.fact.period), []).append(shown)
    kin = _kin(subject)
    said = days_of_columns(subject)
    borne = Counter(p.fact.period for prints in subject.prints.values() for p in prints if p.kind == MarkKind.CELL)
    told: list[Check | Finding] = []
    moved: dict[str, Period] = {}
    wrong: set[tuple[Span, str]] = set()
    for group, together in sorted(groups.items(), key=lambda pair: pair[0].row):
        if len({shown.fact.concept for shown in together}) < 2 or all((p.span, p.fact.id) in wrong for p in together):
            continue
        day = said.get((group.table, group.period.end)) if group.period.end and group.period.instant else None
        if day is not None and group.row:
            continue
        other: Period | None = Period(None, day)
        pairs: list[tuple[Print, Print]] = []
        if day is None:
            other, pairs = _whole(subject, group, together, kin, in_table)
            if other is not None and borne[other] <= borne[group.period]:
                # Of two that accuse each other, the period that has fewer figures is the wrong one.
                other, pairs = None, []
        told += _told(subject, group, other, pairs, together)
        if other is None:
            continue
        for prints in subject.prints.values():
            for shown in prints:
                where = shown.table == group.table and shown.fact.period == group.period
                if where and (not group.row or shown.row == group.label):
                    moved[shown.fact.id] = other
                    wrong.add((shown.span, shown.fact.id))
    return Rows(tuple(told), moved, frozenset(wrong))


def _line_item(fact: Fact) -> object:
    return fact.concept, fact.unit, fact.dimensions


def _kin(subject: Subject) -> dict[object, list[Fact]]:
    kin: dict[object, list[Fact]] = {}
    for fact in subject.facts:
        kin.setdefault(_line_item(fact), []).append(fact)
    return kin


def _amount(subject: Subject, fact: Fact) -> bool:
    """Amounts and what is made of them change from date to date; numbers of shares need not."""
    concept = subject.profile.concepts.get(fact.concept.local)
    kind = concept.type if concept else None
    return kind in (ConceptType.MONETARY, ConceptType.PER_SHARE) and fact.decimals is not None


def _whole(
    subject: Subject,
    group: _Group,
    prints: list[Print],
    kin: Mapping[object, list[Fact]],
    in_table: Mapping[tuple[int, object, Period], bool],
) -> tuple[Period | None, list[tuple[Print, Print]]]:
    """The other period that the figures are printed for elsewhere, each with such a print."""
    alike: dict[Period, list[tuple[Print, Print]]] = {}
    elsewhere = 0
    for shown in prints:
        facts = [f for f in kin[_line_item(shown.fact)] if _shape(f.period) == _shape(group.period)]
        beside = [(f, p) for f in facts for p in subject.prints.get(f.id, ()) if p.table != shown.table]
        if any(f.period == group.period and p.range & shown.range for f, p in beside):
            return None, []
        elsewhere += bool(beside)
        for other in dict.fromkeys(f.period for f, _ in beside):
            there = next((p for f, p in beside if f.period == other and p.range & shown.range), None)
            known = in_table.get((group.table, _line_item(shown.fact), other), False)
            if there is not None and other != group.period and not known and telling(shown, _LIKELY):
                alike.setdefault(other, []).append((shown, there))
    for other, pairs in alike.items():
        enough = _LEAST_OF_ALL[1] * len(pairs) >= _LEAST_OF_ALL[0] * elsewhere
        sure = any(telling(shown, _SURE) for shown, _ in pairs)
        if enough and sure and len({shown.fact.concept for shown, _ in pairs}) > 1:
            return other, pairs
    return None, []


def _shape(period: Period) -> int:
    """The length of a period in days, as far as months of 28 to 31 days tell; 0 for a date."""
    if period.start is None or period.end is None:
        return 0
    return round((period.end - period.start).days / 30.4)


def _told(
    subject: Subject, group: _Group, other: Period | None, pairs: list[tuple[Print, Print]], together: list[Print]
) -> Iterator[Check | Finding]:
    said = group.period.end if group.period.instant else period_of(group.period)
    about = f"“{group.label}” {'as of ' if group.period.instant else ''}{said}"
    if other is None:
        yield Check("dates", Outcome.HELD, about)
        return
    yield Check("dates", Outcome.BROKEN, about, tuple(shown.fact.id for shown in together))
    head = None if group.row else _header(subject, group)
    if not pairs:
        where = f" ({place(subject, head)})" if head else ""
        message = (
            f"The column “{group.label}”{where} is of a day that no label of its table says; they say {other.end}."
        )
        marks = [*((head,) if head else ()), *dict.fromkeys(shown.span for shown in together)]
        facts = dict.fromkeys(shown.fact.id for shown in together)
        yield finding("audit:date-of-no-column", message, source=marks[0], also=marks[1:], facts=facts)
        return
    same = "; ".join(
        f"{shown.raw} ({place(subject, shown.span)}) is {p.raw} ({place(subject, p.span)})" for shown, p in pairs[:6]
    )
    more = f"; and {len(pairs) - 6} more" if len(pairs) > 6 else ""
    of = other.end if other.instant else period_of(other).removeprefix("for ")
    which = said if group.period.instant else str(said).removeprefix("for ")
    message = f"“{group.label}”, which is {which}, carries the figures of {of}: {same}{more}."
    marks = ([head] if head else []) + [shown.span for shown, _ in pairs] + [p.span for _, p in pairs]
    ids = [f.id for shown, p in pairs for f in (shown.fact, p.fact)]
    yield finding(
        "audit:period-of-another", message, source=marks[0], also=dict.fromkeys(marks[1:]), facts=dict.fromkeys(ids)
    )


def _header(subject: Subject, group: _Group) -> Span | None:
    """Where the header of a column says its period."""
    for table in subject.document.tables:
        for column in table.columns if table.number == group.table else ():
            if column.text == group.label:
                for header in column.headers:
                    if header.spans and find_periods(header.text):
                        return header.spans[-1]
    return None


# --- single figures ---------------------------------------------------------------------------------------------------


class _There(NamedTuple):
    """What bears a figure out for another period: a print, or a relation of a figure to others."""

    period: Period
    shown: Print | None
    words: str
    spans: tuple[Span, ...]
    facts: tuple[str, ...]


def strayed(
    subject: Subject,
    weighed: Iterable[Weighed],
    tried: Iterable[Attempt],
    told: Collection[tuple[Span, str]],
    lost: Collection[QName],
) -> Iterator[Check | Finding]:
    """Figures that nothing bears out for their period, and a print or a formula does for another.

    `told` are prints of which that was told already, as of a row or column; `lost` are lines of which a cell is left
    unbound, so that nothing can be said of what the release has of them.
    """
    sound = (one.relation for one in weighed if one.outcome is Outcome.HELD and one.relation.kind in _SUPPORT)
    held = {key for relation in sound for key in relation.keys}
    around = _Field(subject, _kin(subject), tuple(tried))
    by_line: dict[int, list[tuple[Print, _There]]] = {}
    for fact in subject.facts:
        prints = subject.prints.get(fact.id, ())
        if (
            key_of(fact) in held
            or fact.concept in lost
            or not changing(subject, fact)
            or around.lines(key_of(fact)) != 1
        ):
            continue
        for shown in prints:
            if shown.kind == MarkKind.LABEL or (shown.span, fact.id) in told or not shown.value:
                continue
            least = around.least(shown)
            if not telling(shown, least):
                continue
            there = around.there(shown, least)
            yield Check(
                "words",
                Outcome.HELD if there is None else Outcome.BROKEN,
                f"{name(subject, fact)}, its period",
                (fact.id,),
            )
            if there is not None:
                by_line.setdefault(shown.span.line, []).append((shown, there))
    for pairs in by_line.values():
        yield _strayed_finding(subject, pairs)


def _strayed_finding(subject: Subject, pairs: list[tuple[Print, _There]]) -> Finding:
    shown = pairs[0][0]
    same = "; ".join(f"{p.raw}, said to be {name(subject, p.fact)}, is {t.words}" for p, t in pairs)
    carrier = "text" if shown.kind == MarkKind.PROSE else "row"
    message = f"The {carrier} carries the figures of another period ({place(subject, shown.span)}): {same}."
    marks = [p.span for p, _ in pairs] + [span for _, t in pairs for span in t.spans]
    facts = [fact for p, t in pairs for fact in (p.fact.id, *t.facts)]
    return finding(
        "audit:period-of-another",
        message,
        source=marks[0],
        also=dict.fromkeys(marks[1:]),
        facts=dict.fromkeys(facts),
    )


def _same(a: Print, b: Print) -> bool:
    """Whether two prints say one amount: more than that their ranges touch."""
    both = a.range & b.range
    return both is not None and 2 * both.width >= min(a.range.width, b.range.width)


@dataclass(slots=True)
class _Field:
    """A release's figures, as those are seen that may be of another period."""

    subject: Subject
    kin: Mapping[object, list[Fact]]
    tried: tuple[Attempt, ...]

    _lines: dict[Key, set[int]] = field(init=False, default_factory=dict)
    _periods: dict[Period, set[int]] = field(init=False, default_factory=dict)
    _cells: dict[Period, None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.subject.facts:
            for shown in self.subject.prints.get(fact.id, ()):
                self._lines.setdefault(key_of(fact), set()).add(shown.span.line)
                self._periods.setdefault(fact.period, set()).add(shown.span.line)
                if shown.kind == MarkKind.CELL:
                    self._cells[fact.period] = None

    def lines(self, key: Key) -> int:
        """On how many lines a figure is printed."""
        return len(self._lines.get(key, ()))

    def least(self, shown: Print) -> int:
        """How many digits must agree: fewer where the release has no table of the period at all."""
        period = shown.fact.period
        alone = len(self._periods[period]) == 1
        if alone and self._odd(period):
            return 1
        if shown.kind == MarkKind.CELL:
            # One row of a table says no other period than its column does, which its other rows bear out.
            return _SURE if alone else _NEVER
        return _SURE if period in self._cells else _LIKELY

    def _odd(self, period: Period) -> bool:
        """Whether a period begins after the release, or is the year before one that tables have and they have not."""
        made = self.subject.made
        if made is not None and period.start is not None and period.start > made:
            return True
        return period not in self._cells and any(year_before(known) == period for known in self._cells)

    def there(self, shown: Print, least: int) -> _There | None:
        """What bears the figure out for another period; None for nothing."""
        by_print = self._printed(shown)
        if by_print is None and telling(shown, max(least, _LIKELY)):
            by_print = self._followed(shown)
        return by_print or self._needed(shown)

    def _printed(self, shown: Print) -> _There | None:
        """The same amount on another line, for another period."""
        fact = shown.fact
        for other in self.kin[_line_item(fact)]:
            if other.period == fact.period or other.period.instant != fact.period.instant:
                continue
            for there in self.subject.prints.get(other.id, ()):
                if there.span.line != shown.span.line and _same(there, shown) and there.value:
                    words = f"{there.raw} {period_of(other.period)} ({place(self.subject, there.span)})"
                    return _There(other.period, there, words, (there.span,), (other.id,))
        return None

    def _followed(self, shown: Print) -> _There | None:
        """A formula that makes the figure of another period."""
        fact = shown.fact
        shape = _shape(fact.period)
        others = [p for p in self._cells if p != fact.period and _shape(p) == shape]
        for one in self.tried:
            if one.fact.id == fact.id and one.relation is None:
                for period in others:
                    found = attempt(self.subject, one.derivation, fact, one.base, period).relation
                    if found is not None and fits(self.subject, found):
                        text = one.derivation.text.replace("{}", one.base)
                        return self._by(period, found, f"what {text} comes to {period_of(period)}")
        return None

    def _needed(self, shown: Print) -> _There | None:
        """Another figure that follows from this one, if it is of another period."""
        fact, shape = shown.fact, _shape(shown.fact.period)
        for one in self.tried:
            target = first_print(self.subject, one.fact)
            if one.lacks is None or one.fact.id == fact.id or target is None or not telling(target, _SURE - 1):
                continue
            concept, period, dimensions = one.lacks
            if concept != fact.concept.local or dimensions != fact.dimensions or _shape(period) != shape:
                continue
            with_it = self._with(fact, period)
            found = attempt(with_it, one.derivation, one.fact, one.base, one.fact.period).relation
            needed = found is not None and any(key[0] == one.lacks for key in found.keys)
            if found is not None and needed and fits(with_it, found):
                return self._by(period, found, f"what {name(self.subject, one.fact)} follows from {period_of(period)}")
        return None

    def _with(self, fact: Fact, period: Period) -> Subject:
        """The release with a figure given for another period too."""
        moved = fact._replace(period=period, id=f"{fact.id}#moved")
        prints = tuple(replace(p, fact=moved) for p in self.subject.prints.get(fact.id, ()))
        return replace(
            self.subject,
            by_aspects={**self.subject.by_aspects, aspects_of(moved): (moved,)},
            prints={**self.subject.prints, moved.id: prints},
        )

    def _by(self, period: Period, relation: Relation, words: str) -> _There:
        facts = [f for key in relation.keys for f in self.subject.alternatives(*key)]
        spans = tuple(dict.fromkeys(p.span for f in facts for p in self.subject.prints.get(f.id, ())[:1]))
        return _There(period, None, words, spans, tuple(f.id for f in facts))
