"""Binds the figures printed inside row labels: `less allowance of JPY 23 thousand and JPY 24 thousand at …`.

Which figure is which is told by the words beside it (`label_figures.csv`), its date by the dates that follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType, LabelFigure, LineItem, WordPlace
from ..document import Form, Mark, Row
from ..language.fold import fold
from ..language.periods import AtDate, find_periods, resolve
from ..report import Period
from .amounts import UNSCALED, amount_of
from .label_groups import Placed, other_years, placed, together
from .model import Binding, Exclusion, Outcome, Place
from .problem import Problem, Unsettled
from .prose_cut import touched
from .units import UnitSource, settle_unit

if TYPE_CHECKING:
    from .table import TableBinder


COLUMNS = "the dates of the table's columns, in their order"
"""Where the dates of figures come from in a label that gives none: one figure is not said to be for all of them."""


def bind_label(binder: TableBinder, row: Row, item: LineItem | None) -> list[Outcome | Unsettled]:
    """An outcome for every numeral inside a row's label; several where one figure is given for several dates."""
    place = Place(binder.table.number, (*row.path, row.label.text))
    text = row.label.text
    outcomes: list[Outcome | Unsettled] = []
    amounts: list[Placed] = []
    for one in placed(text, row.label_marks):
        if one.mark.form is Form.AMOUNT:
            amounts.append(one)
        else:
            outcomes.append(Exclusion(one.mark, place, one.mark.form.value))
    if not amounts:
        return outcomes
    figures = _figures_of(binder, text, item)
    chosen = [(one, _nearest(figures, text, one.at)) for one in amounts]
    groups = [(figure, [p for p, _ in run]) for figure, run in groupby(chosen, key=lambda pair: pair[1])]
    for which, (figure, group) in enumerate(groups):
        if figure is None:
            why = f"no figure inside the label “{text}” is known by these words"
            outcomes += [Unsettled(p.mark, place, Problem(why)) for p in group]
            continue
        limit = groups[which + 1][1][0].at if which + 1 < len(groups) else len(text)
        told = together(text, group)
        limit = group[told].at if told < len(group) else limit
        outcomes += _bind_group(binder, place, row, figure, group[:told], limit)
        why = "the words between it and the figure before it in the label may make it another thing's"
        outcomes += [Unsettled(p.mark, place, Problem(why)) for p in group[told:]]
    return sorted(outcomes, key=lambda o: (o.mark.span.line, o.mark.span.column))


def _figures_of(binder: TableBinder, text: str, item: LineItem | None) -> list[LabelFigure]:
    """The figures that the profile knows inside this label: by the line item, else by the label itself."""
    folded = fold(text)
    labels = {folded} | ({fold(t) for t in item.label} if item is not None else set())
    return [f for f in binder.known.profile.label_figures if any(fold(t) in labels for t in f.item[-1])]


def _nearest(figures: Sequence[LabelFigure], text: str, at: int) -> LabelFigure | None:
    """The figure whose words stand nearest before the numeral; if none stands before, nearest behind."""
    lowered = " ".join(text.casefold().split())
    before = [
        (here, figure)
        for figure in figures
        for words in figure.words
        if (here := lowered.rfind(words.casefold(), 0, at)) >= 0
    ]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    behind = [
        (here, figure)
        for figure in figures
        for words in figure.words
        if (here := lowered.find(words.casefold(), at)) >= 0
    ]
    return min(behind, key=lambda pair: pair[0])[1] if behind else None


def _bind_group(
    binder: TableBinder, place: Place, row: Row, figure: LabelFigure, group: Sequence[Placed], limit: int
) -> list[Outcome | Unsettled]:
    """Binds the consecutive numerals of one figure, each to its date, or one numeral to every date."""
    text = row.label.text
    concept = binder.known.concepts[figure.concept]
    periods, why_period, own = _periods(binder, text, group, limit, concept.period)
    if len(periods) == len(group):
        pairs = list(zip(group, periods, strict=True))
    elif len(group) == 1 and periods and own:
        pairs = [(group[0], p) for p in periods]
    else:
        why = f"{len(group)} figures stand in the label and {len(periods)} dates ({why_period})"
        return [Unsettled(p.mark, place, Problem(why)) for p in group]
    if why_period == COLUMNS and (
        years := other_years(text, row.label_marks, group[0].at, limit, [p for _, p in pairs])
    ):
        why = f"the label gives the years {years}, and the dates of the columns are others or in another order"
        return [Unsettled(p.mark, place, Problem(why)) for p in group]
    outcomes: list[Outcome | Unsettled] = []
    sources = [*_unit_sources(binder, row), *binder.scale_sources(concept.type)]
    for one, period in pairs:
        mark = one.mark
        unit = settle_unit(mark, concept.type, sources, binder.known.units)
        if piece := touched(text, one.at, one.end):
            outcomes.append(Unsettled(mark, place, Problem(piece)))
            continue
        odd = _scale_problem(mark, sources, row)
        if not odd and unit.unit is not None and mark.power is None and not unit.said:
            odd = "no scale is printed at the figure, as amounts here have"
        if concept.type is ConceptType.MONETARY and odd:
            outcomes.append(Unsettled(mark, place, Problem(odd)))
            continue
        if unit.unit is None or mark.value is None:
            outcomes.append(Unsettled(mark, place, Problem(unit.why)))
            continue
        if unit.power and concept.type is ConceptType.SHARES and mark.power is None:
            why = "its table gives a scale, and nothing says whether shares inside a label are printed in it"
            outcomes.append(Unsettled(mark, place, Problem(why)))
            continue
        amount = amount_of(mark, concept.type, unit.power, figure.sign)
        outcomes.append(
            Binding(
                mark,
                place,
                binder.known.name(figure.concept),
                period,
                unit.unit,
                binder.known.dimensions(figure.dimensions),
                amount.printed,
                amount.value,
                amount.decimals,
                (f"{figure.concept}, by the words beside the figure in the label", why_period, unit.why),
            )
        )
    return outcomes


def _unit_sources(binder: TableBinder, row: Row) -> list[UnitSource]:
    """What gives the figures of a table their scale, those inside its labels too: headings, titles, columns."""
    above = [("heading of the row", binder.known.vocabulary.of([t], WordPlace.ROW)) for t in reversed(row.path)]
    above += [("title", m) for m in binder.titles]
    above += [("column", m) for m in dict.fromkeys(binder.columns.values())]
    above += [("heading", m) for m in dict.fromkeys((*binder.context[:1], binder.heading)) if m is not None]
    return [UnitSource(name, m.words, m.units, near=False) for name, m in above]


def _scale_problem(mark: Mark, sources: Sequence[UnitSource], row: Row) -> str:
    """Why the scale of an amount of money in a label is not certain; empty if it is.

    A part of what its row has cannot be larger than that: such a figure is in another scale than the table's.
    """
    if mark.power is not None or mark.value is None:
        return ""
    powers = {e.power for s in sources for e in s.expressions if e.power is not None}
    if not powers:
        return "" if mark.value >= UNSCALED else "no scale is printed at the figure or above its table"
    beside = [abs(m.value) for cell in row.cells for m in cell.marks if m.value is not None]
    larger = any(powers) and abs(mark.value) > max(beside, default=abs(mark.value))
    return "the figure is larger than those of its row, so that the table's scale may not be its own" if larger else ""


def _periods(
    binder: TableBinder, text: str, group: Sequence[Placed], limit: int, wanted: PeriodType
) -> tuple[list[Period], str, bool]:
    """The dates of a group of figures: those between it and the next figure, else further on, else the columns'.

    With the reason, and whether they are the label's own.
    """
    last = group[-1].at
    found = [f for f in find_periods(text) if isinstance(f.value, AtDate) and f.start > last]
    nearby = [f for f in found if f.start < limit] or found
    if nearby and wanted is PeriodType.INSTANT:
        periods = [p for f in nearby if (p := resolve(f.value, binder.known.calendar)) is not None]
        return list(dict.fromkeys(periods)), f"dates given in the label: {', '.join(f.words for f in nearby)}", True
    return binder.column_periods(wanted), COLUMNS, False
