"""The aspects of one figure of running text: concept and measure, period, unit, sign and decimals, as in tables.

What the sentence says of the figure is known (`Told`); what does not agree with it leaves the figure unbound.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ...taxonomy.amount import negate, scaled
from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType, Measure, ProfileConcept
from ..aspects.expressions import AtDate, in_year
from ..document import Mark
from ..report import Period
from .circumstances import Circumstances
from .known import Known
from .model import Binding, Outcome, Place
from .problem import Problem, Unsettled
from .prose_clauses import Said
from .prose_words import Sense, both_ways, words_of
from .units import settle_unit

_MONEY = (ConceptType.MONETARY, ConceptType.PER_SHARE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of a figure.

    `at` is the period beside the figure, `own` that of its subject, `section` that of the section, `balance` the last
    date that the paragraph named for a balance, `against` what a change is counted from; `says_year` if the sentence
    compares with the year before. `share` are the words of what the figure is a share of, `other` the currency of
    the figure before it; `per_share` if the words behind it say that it is for a share.
    """

    mark: Mark
    concept: str
    sense: Sense
    said: Said
    at: Period | None
    own: Period | None
    section: Period | None
    balance: Period | None
    against: Period | None
    says_year: bool
    share: tuple[str, ...]
    other: str | None
    per_share: bool
    place: Place


class Figures:
    """Settles figures by the issuer's profile and the circumstances of the release."""

    def __init__(self, known: Known, release: Circumstances) -> None:
        self._known = known
        self._release = release
        self._derived = known.profile.derived()

    def settle(self, told: Told) -> Outcome | Unsettled:
        """The binding of a figure, or what keeps it from being bound."""
        result = self._settle(told)
        return Unsettled(told.mark, told.place, Problem(result, (told.concept,))) if isinstance(result, str) else result

    def _settle(self, told: Told) -> Binding | str:
        base, mark, said = self._known.concepts[told.concept], told.mark, told.said
        if mark.value is None:
            return "a nil mark in running text says nothing"
        period = self._period(told, base)
        if isinstance(period, str):
            return period
        published = self._release.published
        if not told.sense.year and period.end is not None and published is not None and period.end > published:
            return f"its period ends {period.end}, after the release of {published}"
        measure = self._measure(told, base, period)
        if isinstance(measure, str):
            return measure
        wanted = base.type
        if measure is not None and measure.type == "percent":
            wanted = ConceptType.PERCENT
        if odd := _odd(told, wanted):
            return odd
        if self._release.scaled and wanted is ConceptType.MONETARY and mark.power is None and mark.value < 10**6:
            return "no scale is printed at the figure, and the release gives one with most amounts"
        unit = settle_unit(mark, wanted, (), self._known.units)
        if unit.unit is None:
            return unit.why
        printed = scaled(mark.value, unit.power)
        share = said.role == "share"
        if told.sense.sign < 0 and wanted is ConceptType.PERCENT and not share and said.role == "change":
            return "a rate of change of a loss is printed without telling of which sign it is"
        if said.absolute and len(both_ways(base.label)) < 2:
            return f"{base.name} is not said to be a gain or a loss by turns"
        sign = said.absolute or said.sign * (1 if share or wanted is ConceptType.PERCENT else told.sense.sign)
        counted = wanted in (ConceptType.SHARES, ConceptType.INTEGER)
        name = measure.concept(told.concept) if measure is not None else told.concept
        why = [f"“{told.place.row}” is the subject, {told.concept}", f"period {_shown(period)}", unit.why]
        if measure is not None:
            why.append(f"measure {measure.id}, as the sentence says")
        if sign < 0:
            why.append("negative, as the words say")
        return Binding(
            mark,
            told.place,
            self._known.name(name),
            period,
            unit.unit,
            self._known.dimensions(told.sense.dimensions),
            printed,
            printed if sign > 0 else negate(printed),
            None if counted and not mark.digits and not unit.power else mark.digits - unit.power,
            tuple(why),
        )

    # -- period

    def _period(self, told: Told, base: ProfileConcept) -> Period | str:
        stated = told.own or (told.balance if base.period is PeriodType.INSTANT else None) or told.section
        if told.said.role == "was":
            if told.at is None and not told.says_year:
                return "nothing tells which period is compared with"
            own = self._fitting(stated, base)
            if isinstance(own, str):
                return own
            return self._fitting(told.at, base) if told.at is not None else _year_before(own)
        if told.said.role == "value" and told.at is not None:
            stated = told.at
        if told.sense.year:
            return self._fiscal_year(stated)
        section, over = told.section, base.period is PeriodType.DURATION
        if over and stated is not None and stated.instant and section is not None and section.end == stated.end:
            stated = section
        return self._fitting(stated, base, default=stated is told.section)

    def _fitting(self, period: Period | None, base: ProfileConcept, *, default: bool = False) -> Period | str:
        if period is None or period.end is None:
            return "neither the sentence nor the heading above says a period"
        if base.period is PeriodType.INSTANT:
            if period.instant:
                return period
            return (
                Period(None, period.end) if default else f"{_shown(period)} is a period, and {base.name} is a balance"
            )
        if period.instant:
            return f"{period.end} is a date, and {base.name} is over a period"
        return period

    def _fiscal_year(self, period: Period | None) -> Period | str:
        """The fiscal year that a period or date lies in."""
        if period is None or period.end is None:
            return "neither the sentence nor the heading above says a period"
        first = _year_start(period.end, self._known.calendar.start_month)
        return Period(first, _year_start(first + timedelta(days=370), self._known.calendar.start_month) - _DAY)

    # -- measure

    def _measure(self, told: Told, base: ProfileConcept, period: Period) -> Measure | str | None:
        said = told.said
        if said.role == "share":
            return self._share(told, base)
        if said.role != "change":
            return None
        relation = said.relation or self._relation(period, told.against)
        if not relation:
            since = f"from {_shown(told.against)}, which no measure is" if told.against else "from what is not said"
            return f"a change {since}"
        kind = "percent" if told.mark.percent and base.type is not ConceptType.PERCENT else "same"
        fitting = [m for m in self._known.measures.values() if m.against == relation and m.type == kind]
        for measure in fitting:
            if measure.concept(base.name) in self._derived:
                return measure
        if not fitting:
            return f"the profile has no measure for a change from {relation.replace('_', ' ')} of this kind"
        return f"{base.name} is not said to have the measure {fitting[0].id}; add it in phrases.csv or line_items.csv"

    def _share(self, told: Told, base: ProfileConcept) -> Measure | str:
        for measure in self._known.measures.values():
            spoken = {tuple(w.key for w in words_of(words.replace("%", " "))) for words in measure.words}
            known = measure.concept(base.name) in self._derived
            if known and measure.type == "percent" and not measure.against and ("of", *told.share) in spoken:
                return measure
        return f"no measure is a share of “{' '.join(told.share)}”"

    def _relation(self, period: Period, against: Period | None) -> str:
        """What a change is from: the same period or date a year before, the period before, the last year's end."""
        if against is None or against.end is None or period.end is None:
            return ""
        if against == _year_before(period):
            return "year"
        if period.start is None:
            year_end = _year_start(period.end, self._known.calendar.start_month) - _DAY
            return "year_end" if against.instant and against.end == year_end else ""
        days = abs((period.end - period.start) - ((against.end - against.start) if against.start else timedelta(0)))
        return "previous" if against.end == period.start - _DAY and days < timedelta(days=5) else ""


_DAY = timedelta(days=1)


def _year_start(day: date, month: int) -> date:
    """The first day of the fiscal year that a day lies in."""
    return date(day.year if day.month >= month else day.year - 1, month, 1)


def _year_before(period: Period) -> Period:
    assert period.end is not None
    whole_month = (period.end + _DAY).day == 1
    if whole_month:
        following = period.end + _DAY
        end = following.replace(year=following.year - 1) - _DAY
    else:
        end = _same_day(period.end)
    return Period(_same_day(period.start) if period.start is not None else None, end)


def _same_day(day: date) -> date:
    found = in_year(AtDate(day), day.year - 1)
    assert isinstance(found, AtDate)
    return found.date


def _odd(told: Told, wanted: ConceptType) -> str:
    """What about a figure's print does not go with the concept; empty if nothing."""
    mark = told.mark
    if wanted in _MONEY and mark.currency is None:
        return "the concept is an amount of money, and no currency is printed at the figure"
    if wanted not in _MONEY and mark.currency is not None:
        return "the figure is an amount of money, and the concept is none"
    if (wanted is ConceptType.PERCENT) != mark.percent:
        return "the figure is a percentage, and the concept is none" if mark.percent else "the figure is no percentage"
    if (wanted is ConceptType.PER_SHARE) != told.per_share:
        return "the figure is for a share, and the concept is not" if told.per_share else "the figure is for no share"
    if told.said.role == "also" and (told.other is None or mark.currency in (None, told.other)):
        return "an amount in parentheses that says neither another currency nor another period"
    return ""


def _shown(period: Period | None) -> str:
    if period is None:
        return "no period"
    return f"{period.end}" if period.start is None else f"{period.start} to {period.end}"
