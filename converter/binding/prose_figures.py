"""The aspects of one figure of running text: concept and measure, period, unit, sign and decimals, as in tables.

What the sentence says of the figure is known (`Told`); what does not agree with it leaves the figure unbound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from ...taxonomy.model import Balance, PeriodType
from ...taxonomy.profile import ConceptType, Measure, Profile, ProfileConcept
from ...taxonomy.profile.formulas import weights
from ..document import Mark
from ..interval import rounded_from
from ..report import Period
from .amounts import UNSCALED, amount_of
from .circumstances import Circumstances
from .known import Known
from .model import Binding, Outcome, Place, Remark
from .problem import Problem, Unsettled
from .prose_agree import Printed
from .prose_clauses import Said
from .prose_periods import fiscal_year, relation_of, year_before, year_start
from .prose_words import Sense, both_ways, words_of
from .units import settle_unit

_PER_SHARE = re.compile(r"\bper (?:common )?(?:share|ADS)", re.IGNORECASE)
_ALL = frozenset({"total", "all", "whole"})
_MONEY = (ConceptType.MONETARY, ConceptType.PER_SHARE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of a figure.

    `at` is the period beside the figure, `own` that of its subject, `section` that of the section, `balance` the last
    date that the paragraph named for a balance, `against` what a change is counted from; `says_year` if the sentence
    compares with the year before. `share` are the words of what the figure is a share of, `other` the currency of
    the figure before it; `per_share` if the words behind it say that it is for a share, `points` that it
    counts percentage points.
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
    points: bool
    place: Place


class Figures:
    """Settles figures by the issuer's profile and the circumstances of the release."""

    def __init__(self, known: Known, release: Circumstances) -> None:
        self._known = known
        self._release = release
        self._derived = known.profile.derived()
        self._flows = dict(_flows(known.profile))

    def settle(self, told: Told) -> Outcome | Unsettled:
        """The binding of a figure, or what keeps it from being bound."""
        result = self._settle(told)
        return Unsettled(told.mark, told.place, Problem(result, (told.concept,))) if isinstance(result, str) else result

    def to_come(self, period: Period) -> bool:
        """Whether a period ends after the release was made."""
        published = self._release.published
        return period.end is not None and published is not None and period.end > published

    def agrees(self, binding: Binding, told: Told, printed: Printed) -> bool | None:
        """Whether what is printed elsewhere agrees with a figure so bound; None where it tells nothing of it."""
        local = binding.concept.local
        measure = next((m for m in self._known.measures.values() if m.concept(told.concept) == local), None)
        same = measure is None or measure.type == "same"
        return printed.agrees(binding, measure, self._known.name(told.concept), binding.unit if same else None)

    def printed_as(self, mark: Mark, printed: Printed) -> set[str]:
        """The concepts that the amount of a figure, of either sign, is printed of elsewhere: it can be no other's."""
        found: set[str] = set()
        for wanted in ConceptType:
            if not wanted.numeric or (unit := settle_unit(mark, wanted, (), self._known.units)).unit is None:
                continue
            for sign in (1, -1):
                amount = amount_of(mark, wanted, unit.power, sign)
                if amount.value is not None:
                    found |= printed.concepts_of(rounded_from(amount.value, amount.decimals))
        return found

    @cached_property
    def changing(self) -> frozenset[str]:
        """The concepts that a change can be told of: by a measure that they have, or a flow."""
        measures = [m for m in self._known.measures.values() if m.against]
        told = (c for c in self._known.told if any(m.concept(c) in self._derived for m in measures))
        return frozenset((*told, *self._flows))

    def _settle(self, told: Told) -> Binding | str:
        base, mark, said = self._known.told[told.concept], told.mark, told.said
        printed = mark
        if told.points:
            mark, told = (pointed := replace(mark, percent=True)), replace(told, mark=pointed)
        if mark.value is None:
            return "a nil mark in running text says nothing"
        period = self._period(told, base)
        if isinstance(period, str):
            return period
        if not told.sense.year and not told.sense.dimensions and self.to_come(period):
            return f"its period ends {period.end}, after the release of {self._release.published}"
        flow = self._flow(told, period)
        measure = self._measure(told, base, period) if flow is None else None
        if isinstance(measure, str):
            return measure
        wanted = base.type
        if measure is not None and measure.type == "percent":
            wanted = ConceptType.PERCENT
        if odd := _odd(told, wanted):
            return odd
        if self._release.scaled and wanted is ConceptType.MONETARY and mark.power is None and mark.value < UNSCALED:
            return "no scale is printed at the figure, and the release gives one with most amounts"
        unit = settle_unit(mark, wanted, (), self._known.units)
        if unit.unit is None:
            return unit.why
        share = said.role == "share"
        if told.sense.sign < 0 and wanted is ConceptType.PERCENT and not share and said.role == "change":
            return "a rate of change of a loss is printed without telling of which sign it is"
        turned = said.sign * (1 if share or wanted is ConceptType.PERCENT else told.sense.sign)
        sign = sign_of_noun(base, said.noun) if said.noun else turned
        if mark.value < 0:
            sign = 1  # `decreased by (3.0%)`: print and words say the same, not the opposite of each other
        amount = amount_of(mark, wanted, unit.power, sign)
        name = measure.concept(told.concept) if measure is not None else told.concept
        if flow is not None:
            name, period = flow
        why = [f"“{told.place.row}” is the subject, {told.concept}", f"period {_shown(period)}", unit.why]
        if flow is not None:
            why.append(f"its change since the end of the last fiscal year is {name}, by derivations.csv")
        if measure is not None:
            why.append(f"measure {measure.id}, as the sentence says")
        own = said.role == "change" and told.against == period
        if own:
            why.append(Remark.OWN_DATE.value)
        if sign < 0:
            why.append("negative, as the words say")
        return Binding(
            printed,
            told.place,
            self._known.name(name),
            period,
            unit.unit,
            self._known.dimensions(told.sense.dimensions),
            amount.printed,
            amount.value,
            amount.decimals,
            tuple(why),
            Remark.OWN_DATE if own else None,
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
            return self._fitting(told.at, base) if told.at is not None else year_before(own)
        if told.said.role == "value" and told.at is not None:
            stated = told.at
        if told.sense.year:
            return self.fiscal_year(stated) or "neither the sentence nor the heading above says a period"
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

    def fiscal_year(self, period: Period | None) -> Period | None:
        """The fiscal year that a period or date lies in."""
        if period is None or period.end is None:
            return None
        return fiscal_year(period.end, self._known.calendar.start_month)

    # -- measure

    def _flow(self, told: Told, period: Period) -> tuple[str, Period] | None:
        """The flow that is the change of a balance in the fiscal year so far, and its period, where a line item is.

        The same amount is then one fact, as a statement of cash flows prints it, and not a measure of the balance.
        """
        month = self._known.calendar.start_month
        if told.said.role != "change" or told.mark.percent or period.start is not None or period.end is None:
            return None
        if (told.said.relation or relation_of(period, told.against, month)) != "year_end":
            return None
        name = self._flows.get(told.concept)
        return (name, Period(year_start(period.end, month), period.end)) if name is not None else None

    def _measure(self, told: Told, base: ProfileConcept, period: Period) -> Measure | str | None:
        said = told.said
        if said.role == "share" or (said.role == "was" and said.rest):
            return self._share(told, base)
        if said.role != "change":
            return None
        relation = said.relation or relation_of(period, told.against, self._known.calendar.start_month)
        if not relation and told.against == period and (only := self._only_change(told, base)) is not None:
            return only
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

    def _only_change(self, told: Told, base: ProfileConcept) -> Measure | None:
        """The change that text tells of a line item where it tells of one only: a figure compared with its own date.

        Such a date is a slip of the release; which change is meant is not in doubt.
        """
        kind = "percent" if told.mark.percent and base.type is not ConceptType.PERCENT else "same"
        found = [m for m in self._known.measures.values() if m.against and m.type == kind]
        known = [m for m in found if m.concept(base.name) in self._derived]
        return known[0] if len(known) == 1 else None

    def _share(self, told: Told, base: ProfileConcept) -> Measure | str:
        """The measure that is a share of what the words say; of the `total`, if text tells of one share only."""
        shares = [m for m in self._known.measures.values() if m.type == "percent" and not m.against]
        held = [m for m in shares if m.concept(base.name) in self._derived]
        if set(told.share) <= _ALL and len(held) == 1:
            return held[0]
        for measure in held:
            spoken = {tuple(w.key for w in words_of(words.replace("%", " "))) for words in measure.words}
            if ("of", *told.share) in spoken:
                return measure
        return f"no measure is a share of “{' '.join(told.share)}”"


def _flows(profile: Profile) -> Iterator[tuple[str, str]]:
    """Balance and flow of each derivation that says a flow is the balance at its end less that at its start."""
    for row in profile.derivations:
        parts = {(weight, ref.when): ref.concept for weight, ref in weights(row.formula) or ()}
        end, start = parts.get((Decimal(1), "end")), parts.get((Decimal(-1), "start"))
        if row.concept and not row.dimensions and len(parts) == 2 and end is not None and end == start:
            yield end, row.concept


def sign_of_noun(concept: ProfileConcept, noun: str) -> int:
    """1 where a word for an amount (`loss`, `benefit`) is the way in which the concept is positive, else -1.

    A concept whose label names both ways tells by that; else a loss is negative, and so is an expense of what is none.
    """
    word = words_of(noun)[-1].key
    ways = [({w.key for w in words_of(text)}, sign) for text, sign in both_ways(concept.label)]
    told = [sign for words, sign in ways if word in words]
    if len(ways) > 1 and told:
        return told[0]
    if word == "expense":
        return 1 if concept.balance is Balance.DEBIT else -1
    return -1 if word == "loss" else 1


def _odd(told: Told, wanted: ConceptType) -> str:
    """What about a figure's print does not go with the concept; empty if nothing."""
    mark = told.mark
    if wanted in _MONEY and mark.currency is None:
        return "the concept is an amount of money, and no currency is printed at the figure"
    if wanted not in _MONEY and mark.currency is not None:
        return "the figure is an amount of money, and the concept is none"
    if (wanted is ConceptType.PERCENT) != mark.percent:
        return "the figure is a percentage, and the concept is none" if mark.percent else "the figure is no percentage"
    named = _PER_SHARE.search(told.place.row) is not None
    if (wanted is ConceptType.PER_SHARE) != (told.per_share or named):
        return "the figure is for a share, and the concept is not" if told.per_share else "the figure is for no share"
    if wanted is ConceptType.PER_SHARE and mark.power:
        return "an amount in a scale is for no single share"
    if told.said.role == "also" and (told.other is None or mark.currency in (None, told.other)):
        return "an amount in parentheses that says neither another currency nor another period"
    return ""


def _shown(period: Period | None) -> str:
    if period is None:
        return "no period"
    return f"{period.end}" if period.start is None else f"{period.start} to {period.end}"
