"""What type and period type a row of a table has, as its words, its figures and the days of the release say.

Nothing is decided without a reason: a row that nothing decides is left out of the draft and told. Which rows are lines
is `tables`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType, WordPlace
from ..binding.columns import column_meanings
from ..binding.meaning import Meaning, Vocabulary
from ..document import Document, Mark, Row, Table
from ..interpret.periods import read_periods
from ..language.periods import AtDate, Ended, FiscalCalendar, MonthDay, PeriodExpression, find_periods, resolve
from ..language.quantities import counts_quantity
from ..report import Period
from . import words

_WHOLE_MONEY = ("JPY", "KRW")
"""Currencies without a smaller unit, whose amounts per share may be printed without decimals."""

_AS_OF = re.compile(r"\b(?:as\s+(?:of|at)|at)\b", re.IGNORECASE)

_BOTH = re.compile(r"\b(?:as\s+(?:of|at)|at)\s+and\s+for\b|\bfor\s+and\s+(?:as\s+(?:of|at)|at)\b", re.IGNORECASE)

MIXED = "its table gives balances and flows, and nothing says which it is"
BALANCE = "it reads as a balance, and its columns give periods"
RATIO = "its columns give periods, and nothing says whether the ratio is of a day or of a time"
QUANTITY = "its label ends in a unit of quantity, and its table gives amounts of money"
NO_TYPE = "nothing says whether its figures are money, shares, a count or a ratio"
NO_PERIOD = "its columns give dates only, and nothing says whether it is a balance or a flow"
NO_SUM = "it has no label, and no sum of the rows above closes there that would name it"
FINE = "its figures have other decimals than the amounts of the table, and its words do not say what they are"


@dataclass(frozen=True, slots=True)
class Days:
    """The days that columns of the releases name: those that periods end on, those of balance sheets."""

    flows: frozenset[date]
    balances: frozenset[date]


def days_of(documents: Sequence[Document], vocabulary: Vocabulary) -> Days:
    """The days of all tables' columns."""
    flows: set[date] = set()
    balances: set[date] = set()
    for document in documents:
        periods = read_periods(document).tables
        for table in document.tables:
            titles = [t.text for t in (*table.titles, *table.captions)]
            balance = any(words.said(text, "title", "period") == "instant" for text in titles)
            for meaning in column_meanings(vocabulary, table, periods[table.number]).values():
                flows |= {p.date for p in meaning.periods if isinstance(p, Ended)}
                if balance or _AS_OF.search(meaning.words):
                    balances |= {p.date for p in meaning.periods if isinstance(p, AtDate)}
    return Days(frozenset(flows), frozenset(balances))


class Decider:
    """Decides for the rows of one table; `values` are the columns whose figures are the rows' own."""

    def __init__(
        self,
        table: Table,
        columns: Mapping[int, Meaning],
        titles: Sequence[Meaning],
        vocabulary: Vocabulary,
        calendar: FiscalCalendar,
        days: Days,
    ) -> None:
        self._table = table
        self._columns = columns
        self._titles = titles
        self._vocabulary = vocabulary
        self._calendar = calendar
        self._days = days
        self._texts = [t.text for t in (*table.titles, *table.captions)]
        self.values: frozenset[int] = frozenset()
        self.scaled = False

    # -- type

    def type_of(self, row: Row) -> tuple[ConceptType | None, bool, str]:
        """The type that marks and words say and whether they do; None, with the reason, where nothing decides."""
        marks = self._marks(row)
        own = self._vocabulary.of([row.label.text], WordPlace.ROW)
        if marks and all(m.percent for m in marks):
            return ConceptType.PERCENT, True, ""
        money = any(m.currency for m in marks)
        if own.percent and not money:
            return ConceptType.PERCENT, True, ""
        said = self._said(row, marks, money)
        if said is ConceptType.PER_SHARE and not any(m.digits for m in marks) and not self._whole(marks):
            return None, False, "its words say an amount per share, and its figures have no decimals"
        if said is not None:
            return said, True, ""
        if any(e.word == "shares" for e in own.units) and not money:
            return ConceptType.SHARES, True, ""
        if money or any(e.currency and not e.per for e in own.units):
            return ConceptType.MONETARY, True, ""
        if any(m.percent for m in marks):
            return None, False, NO_TYPE
        if any(counts_quantity(text) for text in (row.label.text, *row.path)):
            return None, False, QUANTITY
        if not self._of_money():
            return None, False, NO_TYPE
        if marks and min(m.digits for m in marks) > self._decimals:
            return None, False, FINE
        return ConceptType.MONETARY, False, ""

    def marked(self, row: Row) -> bool:
        """Whether signs at the row's figures say their type."""
        marks = self._marks(row)
        return any(m.currency for m in marks) or (bool(marks) and all(m.percent for m in marks))

    def _said(self, row: Row, marks: Sequence[Mark], money: bool) -> ConceptType | None:
        label = words.standard(row.label.text)
        for text in (label, *reversed(row.path)):
            if text != label and words.said(text, "title", "role"):
                return None  # a statement begins here: what stands above it speaks of other rows
            said = words.said(text, "line", "type")
            if not said and text == label and not money:
                said = words.said(text, "label", "type")
            if said and (not money or said in (ConceptType.PER_SHARE, ConceptType.MONETARY)):
                whole = said != ConceptType.INTEGER or not any(m.digits for m in marks)
                return ConceptType(said) if whole else ConceptType.PURE
        return None

    def _whole(self, marks: Sequence[Mark]) -> bool:
        """Whether the money is one that is printed without decimals."""
        named = {m.currency for m in marks if m.currency}
        above = (u.currency for meaning in (*self._columns.values(), *self._titles) for u in meaning.units)
        named |= {currency for currency in above if currency}
        return any(currency in _WHOLE_MONEY for currency in named)

    def _of_money(self) -> bool:
        """Whether anything in the table or above it says that its figures are money."""
        if self.scaled or any(words.said(text, "title", "role") for text in self._texts):
            return True
        if any(m.currency for m in self._table.marks()):
            return True
        above = [self._vocabulary.of([t.text], WordPlace.TITLE) for t in self._table.context[:1]]
        meanings = (*self._columns.values(), *self._titles, *above)
        return any(u.currency and not u.per for meaning in meanings for u in meaning.units)

    @property
    def _decimals(self) -> int:
        """The decimals of most rows that say nothing else than money."""
        count: Counter[int] = Counter()
        for row in self._table.rows:
            marks = self._marks(row)
            if marks and not any(m.percent for m in marks) and self._said(row, marks, money=False) is None:
                count[max(m.digits for m in marks)] += 1
        return max(count, key=lambda digits: (count[digits], digits), default=0)

    def _marks(self, row: Row) -> list[Mark]:
        return [m for c in row.cells if c.column in self.values for m in c.marks if not m.nil]

    # -- period

    def instant(self, column: int) -> bool | None:
        """Whether a column's period is a point in time; None where neither column nor titles say a period."""
        expressions = self._expressions(column)
        return all(isinstance(e, AtDate) for e in expressions) if expressions else None

    def _expressions(self, column: int) -> Sequence[PeriodExpression]:
        return next((m.periods for m in (self._columns[column], *self._titles) if m.periods), ())

    def periods(self, column: int) -> list[Period]:
        """The periods of a column, by its header or the titles."""
        return [p for e in self._expressions(column) if (p := resolve(e, self._calendar)) is not None]

    def period_of(self, row: Row) -> tuple[PeriodType | None, str, str]:
        """The period type, and `start` or `end` for a balance under a period; None, with the reason, if undecided."""
        columns = [c.column for c in row.cells if c.column in self.values]
        instants = {self.instant(c) for c in columns} - {None}
        said = words.said(row.label.text, "label", "period")
        if instants == {True}:
            return self._under_dates(columns, said)
        at = words.said(row.label.text, "label", "at") or self._day(row, columns)
        if at == "?":
            return None, "", "the day in its label is neither the first nor the last of the periods of its columns"
        if not at and said == "instant":
            at = "end"
        if not at and not said:
            known = words.periods_of(words.standard(row.label.text))
            if self._mixed and len(known) != 1:
                return None, "", MIXED
            if self._of_balances(row):
                return PeriodType.INSTANT, "end", ""
            if self._below_balances(row) and not known and not words.said(row.label.text, "label", "flow"):
                return None, "", BALANCE
            if not self._flows and (known == {"instant"} or (not known and self._stock(row))):
                return (PeriodType.INSTANT, "end", "") if self._mixed else (None, "", BALANCE)
            if not known and not self._flows and self._of_ratio(row):
                return None, "", RATIO
        return (PeriodType.INSTANT, at, "") if at else (PeriodType.DURATION, "", "")

    def _stock(self, row: Row) -> bool:
        """Whether a row's words are those of balances, and neither they nor its headings are of anything else."""
        label = words.standard(row.label.text)
        return bool(words.said(label, "label", "stock")) and not self._flow(row)

    @staticmethod
    def _of_balances(row: Row) -> bool:
        """Whether a row reads as a balance and stands right under a heading that says so: `Balance sheet data`."""
        label = words.standard(row.label.text)
        stock = bool(words.said(label, "label", "stock")) and not words.said(label, "label", "flow")
        return stock and Decider._below_balances(row)

    @staticmethod
    def _below_balances(row: Row) -> bool:
        return bool(row.path) and words.said(row.path[-1], "title", "period") == "instant"

    @staticmethod
    def _flow(row: Row) -> bool:
        return any(words.said(text, "label", "flow") for text in (row.label.text, *row.path))

    def _of_ratio(self, row: Row) -> bool:
        """Whether a row has percentages or ratios, and no words that say of what happened over a time."""
        kind = self.type_of(row)[0]
        # Of headings the nearest alone counts: what one further out says may be of rows that end before this one.
        flow = any(words.said(text, "label", "flow") for text in (row.label.text, *row.path[-1:]))
        return kind in (ConceptType.PERCENT, ConceptType.PURE) and not flow

    @property
    def _mixed(self) -> bool:
        """Whether the table is said to give both: `as of and for the years ended`."""
        return any(_BOTH.search(text) for text in (*self._texts, *(t.text for t in self._table.context[:1])))

    @property
    def _flows(self) -> bool:
        """Whether a title says that all figures are flows, what is a balance elsewhere too: changes in it."""
        return any(words.said(text, "title", "period") == "duration" for text in self._texts)

    def _under_dates(self, columns: Iterable[int], said: str) -> tuple[PeriodType | None, str, str]:
        """The period type of a row whose columns give dates only."""
        titled = next((found for text in self._texts if (found := words.said(text, "title", "period"))), "")
        if said == "duration" or titled == "duration":
            return PeriodType.DURATION, "", ""
        as_of = any(_AS_OF.search(self._columns[c].words) for c in columns)
        as_of = as_of or any(_AS_OF.search(m.words) for m in self._titles if m.periods)
        if titled == "instant" or as_of:
            return PeriodType.INSTANT, "", ""
        dates = {p.end for c in self.values for p in self.periods(c) if p.end is not None}
        if not self._days.balances or dates <= self._days.balances:
            return PeriodType.INSTANT, "", ""
        kinds = {words.periods_of(words.standard(r.label.text)) for r in self._table.rows if r.cells}
        balances, flows = frozenset(("instant",)) in kinds, frozenset(("duration",)) in kinds
        if dates <= self._days.flows and not balances:
            return PeriodType.DURATION, "", ""
        return (PeriodType.INSTANT, "", "") if balances and not flows else (None, "", NO_PERIOD)

    def _day(self, row: Row, columns: Iterable[int]) -> str:
        """`start` or `end` for a label that names a day before the periods or their last; `?` for another."""
        days = [f.value for f in find_periods(row.label.text) if isinstance(f.value, MonthDay) and not f.value.months]
        if not days:
            return ""
        found: set[str] = set()
        for period in (p for c in columns for p in self.periods(c)):
            if period.start is None or period.end is None:
                return "?"
            opening = (period.start, period.start - timedelta(days=1))
            # Of a year the last day is that before its first too, and without a year the last day is meant.
            if (period.end.month, period.end.day) == (days[0].month, days[0].day):
                found.add("end")
            elif any((d.month, d.day) == (days[0].month, days[0].day) for d in opening):
                found.add("start")
            else:
                found.add("?")
        return found.pop() if len(found) == 1 else "?"
