"""Sums of figures that are printed twice and not alike: with which of the prints the sum holds, and with which not.

Calculations 1.1 leaves a summation unjudged where duplicates contradict each other. A reader need not: what is printed
together is tried together, by the interval rule. That figures contradict each other is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final

from ...taxonomy.amount import EXACT
from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import Taxonomy
from ...taxonomy.span import Span
from ..interval import POINT_ZERO, Interval, has_excess_digits, plus, rounded_from, times, weighted
from ..report import Fact, Report, amount_of
from .duplicates import common
from .explain import role_words
from .result import CalculationResult, Verdict
from .words import amount, context_words, name_words

CONTRADICTING: Final = frozenset(("inconsistent duplicates", "duplicates"))
"""Why the rules leave a summation unjudged where a figure is given more than once."""

_MOST: Final = 1024
"""How many choices of prints are tried for one sum and place."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A total (weight None) or part; `prints` are what may stand for it, several only if they contradict each other."""

    weight: Decimal | None
    prints: tuple[Fact, ...]
    intervals: tuple[Interval, ...]

    @property
    def contested(self) -> bool:
        """Whether it is printed with different values."""
        return len(self.prints) > 1


@dataclass(frozen=True, slots=True)
class _Trial:
    """The prints of contested figures that stand together, each with its mark there; `off` is zero if the sum holds."""

    prints: tuple[tuple[Fact, Span], ...]
    holds: bool
    off: Decimal


def contradicting_sums(
    report: Report, taxonomy: Taxonomy, results: Iterable[CalculationResult], places: Mapping[Span, Hashable]
) -> Iterator[Finding]:
    """A finding for each sum that contradicting prints left unjudged and that some of the prints break.

    `places` says of marks in which place of the release they stand (a table): equal places are read together, and a
    mark without a place for itself. Where no print makes a sum hold, the finding is an error.
    """
    unjudged = [r for r in results if r.verdict is Verdict.SKIPPED and r.why in CONTRADICTING]
    if not unjudged:
        return
    alike: dict[object, list[Fact]] = {}
    for fact in report.facts:
        alike.setdefault(_aspects(fact), []).append(fact)
    # The same sum may stand in several networks, as it may be printed in several tables: one finding names them all.
    sums: dict[object, list[CalculationResult]] = {}
    for result in unjudged:
        parts = frozenset((_aspects(part.fact), part.weight) for part in result.parts)
        sums.setdefault((_aspects(result.total), parts), []).append(result)
    prefixes = {namespace: prefix for prefix, namespace in report.prefixes.items()}
    for same in sums.values():
        figures = _figures(same[0], alike)
        trials = list(_trials(figures, places)) if figures else []
        if not all(trial.holds for trial in trials):
            yield _told(same, figures, trials, taxonomy, prefixes)


def _aspects(fact: Fact) -> object:
    return fact.concept, fact.period, fact.entity, fact.dimensions, fact.unit, fact.language


def _figures(result: CalculationResult, alike: Mapping[object, list[Fact]]) -> list[_Figure]:
    """Total and parts with their prints; nothing where one of them has no number that can be judged."""
    asked = dict.fromkeys((_aspects(part.fact), part.weight) for part in result.parts)
    figures = [_figure(alike.get(aspects, ()), weight) for aspects, weight in ((_aspects(result.total), None), *asked)]
    known = [figure for figure in figures if figure is not None]
    return known if len(known) == len(figures) else []


def _figure(facts: Sequence[Fact], weight: Decimal | None) -> _Figure | None:
    """Prints that agree are one, the most accurate; a nil says nothing."""
    numbers = [fact for fact in facts if isinstance(fact.value, Decimal) and fact.value.is_finite()]
    numbers.sort(key=lambda fact: (fact.decimals is not None, -(fact.decimals or 0)))
    if not numbers or any(has_excess_digits(amount_of(fact), fact.decimals) for fact in numbers):
        return None
    shared = common(numbers)
    if shared is not None:
        return _Figure(weight, (numbers[0],), (shared,))
    return _Figure(weight, tuple(numbers), tuple(rounded_from(amount_of(fact), fact.decimals) for fact in numbers))


def _trials(figures: Sequence[_Figure], places: Mapping[Span, Hashable]) -> Iterator[_Trial]:
    """What comes of the contested prints of each place; a figure that is not printed there may be any of its prints."""
    by_place: dict[Hashable, dict[tuple[int, int], Span]] = {}
    for number, figure in enumerate(figures):
        for n, fact in enumerate(figure.prints) if figure.contested else ():
            for mark in fact.marks:
                by_place.setdefault(places.get(mark, mark), {}).setdefault((number, n), mark)
    told = set()
    for here in by_place.values():
        choices = []
        for number, figure in enumerate(figures):
            printed = [n for n in range(len(figure.prints)) if (number, n) in here]
            choices.append(printed or range(len(figure.prints)))
        if prod(map(len, choices)) > _MOST:
            continue
        best: dict[tuple[int, ...], tuple[bool, Decimal]] = {}
        asked = [number for number, figure in enumerate(figures) if any((number, n) in here for n in choices[number])]
        for chosen in product(*choices):
            key = tuple(chosen[number] for number in asked)
            best[key] = min(
                best.get(key, _NEVER), _judged(figures, chosen), key=lambda each: (not each[0], each[1].copy_abs())
            )
        for key, (holds, off) in best.items():
            pairs = tuple(zip(asked, key, strict=True))
            if pairs not in told:
                told.add(pairs)
                prints = tuple((figures[number].prints[n], here[number, n]) for number, n in pairs)
                yield _Trial(prints, holds, off)


_NEVER: Final = (False, Decimal("Infinity"))


def _judged(figures: Sequence[_Figure], chosen: Sequence[int]) -> tuple[bool, Decimal]:
    """Whether the sum holds with the prints chosen, and the total less the sum of the parts."""
    reached = POINT_ZERO
    difference = amount_of(figures[0].prints[chosen[0]])
    for figure, n in zip(figures[1:], chosen[1:], strict=True):
        weight = figure.weight or Decimal(0)
        reached = plus(reached, times(figure.intervals[n], weight))
        difference = EXACT.subtract(difference, weighted(amount_of(figure.prints[n]), weight))
    return not (figures[0].intervals[chosen[0]] & reached).empty, difference


# --- telling ----------------------------------------------------------------------------------------------------------


def _told(
    results: Sequence[CalculationResult],
    figures: Sequence[_Figure],
    trials: Sequence[_Trial],
    taxonomy: Taxonomy,
    prefixes: Mapping[str, str],
) -> Finding:
    total = figures[0].prints[0]
    name = name_words(total.concept, taxonomy, prefixes)
    parts = "; ".join(_part(figure, taxonomy, prefixes) for figure in figures[1:])
    roles = "; ".join(role_words(result, taxonomy) for result in results)
    message = (
        f"{name} {context_words(total)} is {_prints(figures[0])}, the sum of {parts}. "
        f"Of the prints that contradict each other, {'; '.join(map(_tried, trials))}. "
        f"Network{'s' if len(results) > 1 else ''}: {roles}."
    )
    shown = [fact for figure in figures for fact in figure.prints]
    broken = [mark for trial in trials if not trial.holds for _, mark in trial.prints]
    also = [mark for fact in shown for mark in fact.marks[:1]]
    marks = list(dict.fromkeys((*broken, *also)))
    held = any(trial.holds for trial in trials)
    code = "audit:sum-of-contradicting-prints" if held else "audit:no-print-makes-the-sum"
    return finding(code, message, source=marks[0], facts=dict.fromkeys(fact.id for fact in shown), also=marks[1:])


def _tried(trial: _Trial) -> str:
    prints = " and ".join(f"{amount(fact.value)} ({mark})" for fact, mark in trial.prints)
    return f"with {prints} the sum {'holds' if trial.holds else f'is off by {amount(trial.off)}'}"


def _part(figure: _Figure, taxonomy: Taxonomy, prefixes: Mapping[str, str]) -> str:
    weight = figure.weight or Decimal(0)
    factor = "" if weight.copy_abs() == 1 else f"{weight.copy_abs():f} × "
    name = name_words(figure.prints[0].concept, taxonomy, prefixes)
    return f"{'-' if weight < 0 else '+'} {factor}{name} {_prints(figure)}"


def _prints(figure: _Figure) -> str:
    return " or ".join(f"{amount(fact.value)}{f' ({fact.marks[0]})' if fact.marks else ''}" for fact in figure.prints)
