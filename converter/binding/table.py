"""Binds the cells of one table: item from row or column, then measure, period, unit, dimensions and sign.

Which line item a label is comes from `items`, which kind of table from `kinds`; figures inside labels are `labels`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...taxonomy.finding import Finding
from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType, LineItem, Measure, Pair, WordPlace
from ..document import Cell, CellKind, Column, Mark, Row, Table
from ..interpret.scales import TableScale
from ..interpret.weeks import days_wanted, resolve_printed
from ..language.fold import fold
from ..language.periods import Fiscal, PeriodExpression, Year
from ..language.units import UnitExpression, strange_scale
from ..report import Period
from .amounts import UNSCALED, amount_of
from .circumstances import Circumstances
from .columns import column_meanings
from .doubts import Bound, doubted
from .known import Known
from .labels import bind_label
from .meaning import Meaning
from .model import Binding, Dimensions, Outcome, Place
from .periods import Settled, Source, settle_period
from .problem import DOUBT_HINT, NAMING_HINT, PERIOD_HINT, SCALE_HINT, UNIT_HINT, Problem, Unsettled
from .subjects import Subject, Subjects
from .units import Scaled, Spoken, UnitSource, settle_unit

_WHOLE = frozenset((ConceptType.MONETARY, ConceptType.SHARES, ConceptType.INTEGER))
"""Types whose figures are hardly ever printed to the thousandth."""

_YEARS = re.compile(r"\byears?\b|\bannual|\bFY", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:half|halves|quarter(?:s|ly)?|months?|weeks?|interim|semi)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}\)|\d{1,2}\.)\s+")


class TableBinder:
    """Binds one table with what is known of the issuer and of the table that this one goes on with."""

    def __init__(
        self,
        known: Known,
        table: Table,
        before: TableBinder | None,
        release: Circumstances | None = None,
        beside: TableBinder | None = None,
    ) -> None:
        self.known = known
        self.release = release or Circumstances()
        self.table = table
        self.before = before
        vocabulary = known.vocabulary
        self.columns = column_meanings(vocabulary, table, self.release.periods.get(table.number))
        self._rows = {r.line: vocabulary.of([r.label.text], WordPlace.ROW) for r in table.rows}
        self.titles = tuple(vocabulary.of([t.text], WordPlace.TITLE) for t in (*table.captions, *table.titles))
        self.context = tuple(vocabulary.of([t.text], WordPlace.TITLE) for t in table.context)
        self.heading = self._heading_above(beside)
        self.subjects: Subjects = Subjects(known, table, self.columns, self._rows, before.subjects if before else None)
        self.kind = self.subjects.kind
        self._measures = self._column_measures()
        self._printed = self._printed_currencies()
        self._headings: dict[str, Meaning] = {}
        self._unit_headings = self._units_between()
        # Amounts printed in full are large; a table of small ones has lost its scale if the others have one.
        values = [m.value for r in table.rows for c in r.cells for m in c.marks if m.value is not None]
        self._small = all(abs(value) < UNSCALED for value in values)

    @property
    def findings(self) -> Sequence[Finding]:
        """What is to be told of the table besides its figures."""
        return self.subjects.findings

    def bind(self) -> list[Outcome | Unsettled]:
        """An outcome for every mark of the table's cells and labels, in order."""
        outcomes: list[Outcome | Unsettled] = []
        bound: list[Bound] = []
        for row in self.table.rows:
            subject = self.subjects.of_row(row)
            outcomes += bind_label(self, row, subject.item)
            for position, cell in enumerate(row.cells):
                for mark in cell.marks:
                    bound.append(Bound(row, cell, self._cell(row, position, cell, mark, subject)))
            self.subjects.pass_row(row)
        outcomes += doubted(self.table, bound, {i: m.words for i, m in self.columns.items()})
        return outcomes

    # -- measures

    def _column_measures(self) -> dict[int, tuple[Measure, ...]]:
        """The measures each column can have; a column whose figures are percentages has none of another type."""
        found: dict[int, tuple[Measure, ...]] = {}
        headed = any(c.headers for c in self.table.columns)
        default = next((k.percent for k in self.kind.kinds if k.percent), "") if headed else ""
        for column in self.table.columns:
            meaning = self.columns[column.index]
            ids = meaning.measures
            if (
                not ids
                and default
                and self._all_percent(column, meaning)
                and (not meaning.rest or self.subjects.of_column(column.index))
            ):
                ids = (default,)
            found[column.index] = tuple(self.known.measures[i] for i in ids)
        return found

    def _all_percent(self, column: Column, meaning: Meaning) -> bool:
        if meaning.units:
            return all(u.percent for u in meaning.units)
        marks = [m for r in self.table.rows for c in r.cells if c.column == column.index for m in c.marks]
        values = [m for m in marks if not m.nil]
        return not column.headers and bool(values) and all(m.percent for m in values)

    def _measure(self, column: int, mark: Mark, item: LineItem) -> Measure | Problem | None:
        candidates = self._measures.get(column, ())
        if not candidates:
            return None
        percent = mark.percent or self.columns[column].percent
        others = [m for r in self.table.rows for c in r.cells if c.column == column for m in c.marks if not m.nil]
        if mark.nil and not percent:
            percent = any(m.percent for m in others)
        fitting = [m for m in candidates if (m.type == "percent") == percent or not others] or list(candidates)
        listed = [m for m in fitting if m.id in item.measures]
        if listed:
            return listed[0]
        names = ", ".join(m.id for m in fitting)
        return Problem(
            f"the column “{self.columns[column].words}” has the measure {names}, "
            f"which the line item {item.concept} is not said to have",
            (f"{item.concept}: add {names} to its measures in line_items.csv",),
        )

    # -- cells

    def _cell(self, row: Row, position: int, cell: Cell, mark: Mark, row_subject: Subject) -> Outcome | Unsettled:
        column = self.columns.get(cell.column, Meaning(""))
        place = Place(self.table.number, (*row.path, row.label.text), column.levels)
        if cell.kind not in (CellKind.VALUE, CellKind.NIL):
            return Unsettled(mark, place, Problem("the cell is not a plain figure or nil mark", hint=DOUBT_HINT))
        subject = self.subjects.of_cell(row, cell.column, row_subject)
        if subject.item is None:
            near = self.subjects.near(subject)
            return Unsettled(mark, place, Problem(subject.why, near, bool(subject.ambiguous)))
        period_row = row_subject.item is None or bool(row_subject.meaning.periods)
        item = subject.item
        measure = self._measure(cell.column, mark, item)
        if isinstance(measure, Problem):
            return Unsettled(mark, place, measure)
        base = self.known.concepts[item.concept]
        column_item = row_subject.item is None and self.subjects.of_column(cell.column) is not None
        if len(column.units) > 1 and column.unit_list is None:
            return Unsettled(mark, place, Problem(f"the header “{column.words}” gives several units"))
        if not column_item and (strange := self._strange_words(column, subject)):
            return Unsettled(mark, place, Problem(f"the header says “{strange}”, which the profile does not know"))
        wanted = ConceptType.PERCENT if measure is not None and measure.type == "percent" else base.type
        if wanted in _WHOLE and mark.digits == 3 and (mark.power or 0) < 9 and "," not in mark.raw:
            doubt = "three digits behind a point: decimals or thousands, nothing tells which"
            return Unsettled(mark, place, Problem(doubt))
        settled = self._period(row, cell, period_row, item, base.period, measure)
        if settled.period is None:
            return Unsettled(mark, place, Problem(settled.why, hint=self._period_hint(column)))
        sources = [*self._unit_sources(row, position, cell), *self.scale_sources(wanted)]
        if at_odds := _other_currency(cell, mark, sources):
            return Unsettled(mark, place, Problem(at_odds, hint=DOUBT_HINT))
        about = Spoken((*row.path, row.label.text), item.scale)
        unit = settle_unit(mark, wanted, sources, self.known.units, about)
        if unit.unit is None:
            return Unsettled(mark, place, Problem(unit.why, hint=unit.hint or UNIT_HINT))
        if measure is None and mark.percent and wanted is not ConceptType.PERCENT:
            return Unsettled(mark, place, Problem("the figure is a percentage, and no header says of what"))
        dimensions, dimension_why = self._dimensions(cell, item, row_subject.meaning)
        if at_odds := self._at_odds(mark, wanted, settled.period, unit, dimensions):
            return Unsettled(mark, place, Problem(at_odds, hint=SCALE_HINT if "scale" in at_odds else DOUBT_HINT))
        sign = item.sign if measure is None or measure.type != "percent" or not measure.current else 1
        amount = amount_of(mark, wanted, unit.power, sign)
        why = [subject.why, settled.why, unit.why, *dimension_why]
        if measure is not None:
            why.append(f"measure {measure.id}, from the column “{column.words}”")
        if sign < 0:
            why.append("sign turned: the statement prints the negative of what the concept's name says")
        concept = measure.concept(item.concept) if measure is not None else item.concept
        return Binding(
            mark,
            place,
            self.known.name(concept),
            settled.period,
            unit.unit,
            dimensions,
            amount.printed,
            amount.value,
            amount.decimals,
            tuple(why),
        )

    def _heading_above(self, beside: TableBinder | None) -> Meaning | None:
        """The heading, no table's own title, that gives a scale to the amounts of all tables right below it.

        `beside` is the table right above this one, if nothing but its title stands between the two.
        """
        titles = self.release.titles
        above = next((m for t, m in zip(self.table.context, self.context, strict=True) if t.text not in titles), None)
        if above is not None and self.table.titles and any(u.power for u in above.units):
            return above
        if beside is not None and beside.heading is not None and beside.heading in self.context:
            return beside.heading
        return None

    def _at_odds(self, mark: Mark, wanted: ConceptType, period: Period, unit: Scaled, dimensions: Dimensions) -> str:
        """What about a figure does not go with the release as a whole, in words; empty if nothing."""
        published = self.release.published
        over = mark.nil or published is None or period.end is None or period.end <= published
        if not over and not dimensions:
            return f"its period ends {period.end}, after the release of {published}, and nothing calls it a forecast"
        money = wanted is ConceptType.MONETARY
        if money and self.scale.odds and mark.value:
            return f"its scale is not known: {self.scale.odds}"
        if money and not unit.said and mark.value:
            return f"its scale is not known: {self.scale.why}"
        if not (money or wanted is ConceptType.SHARES) or unit.power or mark.nil or unit.stated:
            return ""
        for text in (*self.table.captions, *self.table.titles):
            if words := strange_scale(text.text):
                return f"“{text.text}” speaks of {words} in a way that is not understood"
        if money and ((self.release.scaled and mark.currency is None) or (self.release.scaled_above and self._small)):
            return "no scale is given, and the release gives one with most amounts; a part of the header may be lost"
        return ""

    def _strange_words(self, column: Meaning, subject: Subject) -> str:
        """Words of a value column's header that nothing explains; what they change about the figures is unknown."""
        rest = fold(column.rest)
        if not rest or not any(c.isalpha() for c in rest) or self.known.ignorable(rest):
            return ""
        titles = [fold(t.text) for t in (*self.table.titles, *self.table.captions)]
        if any(title and (rest in title or title in rest) for title in titles):
            return ""
        if subject.item is not None and rest in {fold(t) for t in subject.item.label}:
            return ""
        return column.rest

    def _dimensions(self, cell: Cell, item: LineItem, row: Meaning) -> tuple[Dimensions, list[str]]:
        """The dimensions of a cell: what is said nearer the figure overrides what is said farther off."""
        earlier = [p for m in self.before.titles for p in m.dimensions] if self.before is not None else []
        sources: list[tuple[str, Sequence[Pair]]] = [
            ("kind of table", [p for k in self.kind.kinds[:1] for p in k.dimensions]),
            ("earlier block's title", () if self.table.titles else earlier),
            ("title", [p for m in self.titles for p in m.dimensions]),
            ("line item", item.dimensions),
            ("column", self.columns.get(cell.column, Meaning("")).dimensions),
            ("row", row.dimensions),
        ]
        found = {axis: (member, name) for name, pairs in sources for axis, member in pairs}
        dimensions = self.known.dimensions((axis, member) for axis, (member, _) in found.items())
        reported = {axis.local for axis, _ in dimensions}
        why = [f"{axis} is {found[axis][0]}, from the {found[axis][1]}" for axis in sorted(reported)]
        return dimensions, why

    # -- period and unit of a cell

    def _period(
        self, row: Row, cell: Cell, period_row: bool, item: LineItem, wanted: PeriodType, measure: Measure | None
    ) -> Settled:
        column = self.columns.get(cell.column, Meaning(""))
        own = Source("column", column.words, column.periods)
        if column.periods and all(isinstance(e, Year) for e in column.periods) and not self._of_years():
            return Settled(None, f"the header “{column.words}” says only a year, and nothing says which part of it")
        sources = [own]
        meaning = self._rows[row.line]
        if period_row:
            sources.insert(0, Source("row", row.label.text, meaning.periods))
        if not any(s.expressions for s in sources):
            neighbour = self._measured_period(cell, item, wanted) if measure is not None else None
            if neighbour is not None:
                return neighbour
        if not any(s.expressions for s in sources) and (lost := self._lost_period(cell)):
            return Settled(None, lost)
        sources += [Source("title", m.words, m.periods) for m in self.titles]
        sources += [Source("heading", m.words, m.periods) for m in self.context[:1]]
        return settle_period(sources, wanted, self._resolve, at=item.at)

    def _period_hint(self, column: Meaning) -> str:
        """What to do about a period that is not known: which days or settings the profile lacks."""
        for expression in column.periods:
            if self._resolve(expression) is not None:
                continue
            if isinstance(expression, Fiscal | Year) and self.known.calendar.named_by == "unknown":
                return NAMING_HINT
            if wanted := days_wanted(expression, self.known.calendar, self.release.dates, self.release.ends):
                days = " and ".join(f"about {day}" for day in wanted)
                return (
                    f"Put the last day of the period before ({days}) into `period_ends` of profile.toml, "
                    "or the rule for the last day of the fiscal year into `ends`"
                )
        return PERIOD_HINT

    def _resolve(self, expression: PeriodExpression) -> Period | None:
        """The period of an expression, by the issuer's calendar and the dates of the release."""
        return resolve_printed(expression, self.known.calendar, self.release.dates, self.release.ends)

    def _of_years(self) -> bool:
        """Whether a title or heading says that the table is about years, and none that it is about parts of them."""
        above = [m.words for m in (*self.titles, *self.context[:1])]
        return any(_YEARS.search(words) for words in above) and not any(_PARTS.search(words) for words in above)

    def _lost_period(self, cell: Cell) -> str:
        """Why a column must not take the period of a title: its own is broken, or its neighbours have one."""
        column = self.columns.get(cell.column, Meaning(""))
        if column.broken_period:
            return f"the header “{column.words}” says only a part of a period"
        for index, other in self.columns.items():
            if index != cell.column and other.periods:
                return f"the column has no period, and “{other.words}” beside it has one"
        return ""

    def _measured_period(self, cell: Cell, item: LineItem, wanted: PeriodType) -> Settled | None:
        """The period of a derived column without one of its own: that of its base column.

        A share of a total stands right behind its amounts; a change carries the current, that is the latest, period.
        """
        values = [
            (c.index, Source("column", self.columns[c.index].words, self.columns[c.index].periods))
            for c in self.table.columns
            if not self._measures.get(c.index) and (self.columns[c.index].periods or self.columns[c.index].words)
        ]
        periods = [(index, settle_period([source], wanted, self._resolve, at=item.at)) for index, source in values]
        if not any(s.period for _, s in periods):
            return None
        change = any(m.current for m in self._measures.get(cell.column, ()))
        if not change:
            before = [s for index, s in periods if index < cell.column]
            return before[-1] if before else None
        if not all(s.period for _, s in periods):
            return Settled(None, "a column beside it has no period that is understood, so the latest is not known")
        return max((s for _, s in periods), key=lambda s: _end(s.period), default=None)

    def column_periods(self, wanted: PeriodType) -> list[Period]:
        """The distinct periods of the table's value columns, left to right."""
        periods = []
        for column in self.table.columns:
            meaning = self.columns[column.index]
            settled = settle_period([Source("column", meaning.words, meaning.periods)], wanted, self._resolve)
            if settled.period is not None:
                periods.append(settled.period)
        return list(dict.fromkeys(periods))

    def _unit_sources(self, row: Row, position: int, cell: Cell) -> list[UnitSource]:
        sources: list[UnitSource] = []
        meaning = self._rows[row.line]
        listed = meaning.unit_list
        if listed is not None and len(listed) == len(row.cells):
            sources.append(UnitSource("row", row.label.text, (listed[position],)))
        elif listed is None:
            sources.append(UnitSource("row", row.label.text, meaning.units))
        above = [*row.path, *self._unit_headings.get(row.line, ())]
        sources += [UnitSource("heading of the row", t, self._heading(t).units, near=False) for t in reversed(above)]
        column = self.columns.get(cell.column, Meaning(""))
        sources.append(UnitSource("column", column.words, column.units))
        sources += [UnitSource("title", m.words, m.units, near=False) for m in self.titles]
        if self.before is not None:
            sources += [UnitSource("earlier block's title", m.words, m.units, near=False) for m in self.before.titles]
        headings = [m for m in (*self.context[:1], self.heading) if m is not None]
        sources += [UnitSource("heading", m.words, m.units, near=False) for m in dict.fromkeys(headings)]
        if (scale := next((k.scale for k in self.kind.kinds if k.scale is not None), None)) is not None:
            sources.append(UnitSource("kind of table", "", (UnitExpression(power=scale),), near=False))
        sources.append(UnitSource("figures of the column", "", self._printed.get(cell.column, ()), near=False))
        sources.append(UnitSource("figures of the table", "", self._printed.get(None, ()), near=False))
        if currency := self.known.profile.issuer.currency:
            sources.append(UnitSource("issuer profile", "", (UnitExpression(currency=currency),), near=False))
        return sources

    @property
    def scale(self) -> TableScale:
        """What the release tells of the scale of the table's amounts."""
        return self.release.scales.get(self.table.number, TableScale())

    def scale_sources(self, wanted: ConceptType) -> list[UnitSource]:
        """The scale of the table's amounts: by a unit line for all that it does not exempt, by evidence for money."""
        scale = self.scale
        if scale.unit is not None and scale.power:
            return [UnitSource("unit line", scale.why, (scale.unit,), near=False)]
        if scale.power is None or wanted is not ConceptType.MONETARY:
            return []
        return [UnitSource("evidence", scale.why, (UnitExpression(power=scale.power),), near=False)]

    def _units_between(self) -> dict[int, tuple[str, ...]]:
        """The scale that a line below a heading gives to the rows under it, by line: `(numbers in thousands)`."""
        found: dict[int, tuple[str, ...]] = {}
        said: tuple[str, ...] = ()
        path: tuple[str, ...] | None = None
        for row in self.table.rows:
            if row.heading:
                scaled = any(u.power for u in self._heading(row.label.text).units)
                said, path = ((row.label.text,) if scaled else ()), None
            elif said and path in (None, tuple(row.path)):
                found[row.line], path = said, tuple(row.path)
            else:
                said = ()
        return found

    def _heading(self, text: str) -> Meaning:
        """What a heading above rows says."""
        if text not in self._headings:
            self._headings[text] = self.known.vocabulary.of([text], WordPlace.ROW)
        return self._headings[text]

    def _printed_currencies(self) -> dict[int | None, tuple[UnitExpression, ...]]:
        """The currencies printed at figures of each column, and under None of the whole table.

        Often only the first row and the totals carry the sign.
        """
        found: dict[int | None, dict[str, None]] = {}
        for row in self.table.rows:
            for cell in row.cells:
                if cell.marks and (currency := cell.marks[0].currency) is not None:
                    found.setdefault(cell.column, {})[currency] = None
                    found.setdefault(None, {})[currency] = None
        return {column: tuple(UnitExpression(currency=c) for c in named) for column, named in found.items()}


def _other_currency(cell: Cell, mark: Mark, sources: Sequence[UnitSource]) -> str:
    """How a figure's own currency contradicts the nearest words that name one; a second figure may be a translation."""
    if mark.currency is None or len(cell.marks) != 1:
        return ""
    for source in sources:
        named = {e.currency for e in source.expressions if e.currency is not None}
        if named and source.text:
            if mark.currency in named:
                return ""
            return f"the figure is printed in {mark.currency}, and the {source.name} “{source.text}” says {min(named)}"
    return ""


def _end(period: Period | None) -> str:
    return period.end.isoformat() if period is not None and period.end is not None else ""
