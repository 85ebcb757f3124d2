"""Which unit and scale a figure has, given the unit words at the figure and around it, nearest first.

The concept's type says what kind of unit is needed; the words say which. What is not said is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...taxonomy.names import ISO4217, XBRLI
from ...taxonomy.profile import ConceptType
from ...taxonomy.qname import QName
from ..document import Mark
from ..language.fold import fold_words
from ..language.units import UnitExpression
from ..language.vocabulary import minor_units
from ..language.words import folded
from ..report import Unit
from .problem import SCALE_HINT

_T = TypeVar("_T")

SHARES = QName(XBRLI, "shares")
PURE = QName(XBRLI, "pure")
_OWN = ("row", "heading of the row", "column")
_IN_FULL = 10**7
"""A number of shares so large is taken to be printed in full: hardly any issuer has a thousand times as many."""

_PER_SHARE = re.compile(r"\bper\s+(?:\w+\s+){0,3}?shares?\b")
_SHARE_WORDS = frozenset(("share", "shares", "ads", "adss"))


@dataclass(frozen=True, slots=True)
class UnitSource:
    """A text around a figure and the unit expressions in it; `near` for its own row and column."""

    name: str
    text: str
    expressions: tuple[UnitExpression, ...]
    near: bool = True


@dataclass(frozen=True, slots=True)
class Scaled:
    """Unit and power of ten of a figure, and why; `unit` is None when it cannot be settled.

    `stated` tells that the profile gives the scale, `said` that anything does; `hint` what to do, where that is not
    to name a currency.
    """

    unit: Unit | None
    power: int
    why: str
    stated: bool = False
    hint: str = ""
    said: bool = True


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a figure is of in words: its label behind those that it stands under; `scale` as the profile gives it."""

    labels: tuple[str, ...] = ()
    scale: int | None = None

    def meant(self, expressions: Sequence[UnitExpression]) -> list[UnitExpression]:
        """Of several scales those that the text gives for such a figure by its name, or those that it says of nothing.

        All where it says each of something else.
        """
        if not any(e.subject for e in expressions):
            return list(expressions)
        named = [e for e in expressions if self.named(e)]
        return named or [e for e in expressions if not e.subject] or list(expressions)

    def named(self, expression: UnitExpression) -> bool:
        """Whether a scale is said of such a figure by its name."""
        words = {word for label in self.labels for word in fold_words(label)}
        return bool(expression.subject) and set(fold_words(expression.subject)) <= words

    def exempt(self, expression: UnitExpression) -> bool:
        """Whether a scale exempts such a figure by its name: `(in thousands, except net income)`."""
        phrases = [set(fold_words(phrase)) for phrase in expression.except_for if "share" not in phrase]
        if not phrases:
            return False
        words = {word for label in self.labels for word in fold_words(label)}
        return any(phrase and phrase <= words for phrase in phrases)


_UNSPOKEN = Spoken()


def settle_unit(
    mark: Mark,
    wanted: ConceptType,
    sources: Sequence[UnitSource],
    issuer_units: dict[str, QName],
    spoken: Spoken = _UNSPOKEN,
) -> Scaled:
    """The unit and scale of a figure of a concept of type `wanted`."""
    match wanted:
        case ConceptType.MONETARY:
            return _money(mark, sources, spoken, per_share=False)
        case ConceptType.PER_SHARE:
            return _money(mark, sources, spoken, per_share=True)
        case ConceptType.PERCENT:
            return _percent(mark, sources)
        case ConceptType.SHARES | ConceptType.INTEGER | ConceptType.PURE:
            return _count(mark, wanted, sources, spoken)
        case ConceptType.DECIMAL:
            return _issuer_unit(mark, sources, issuer_units)
    return Scaled(None, 0, f"a concept of type {wanted} has no unit")


def _money(mark: Mark, sources: Sequence[UnitSource], spoken: Spoken, *, per_share: bool) -> Scaled:
    if mark.percent:
        return Scaled(None, 0, "the figure is a percentage, and the concept is an amount of money")
    currency, currency_why = mark.currency, "printed at the figure"
    if currency is None:
        for source in sources:
            named = _distinct(e.currency for e in source.expressions)
            if len(named) > 1:
                return Scaled(None, 0, f"the {source.name} “{source.text}” names more than one currency")
            if named:
                currency, currency_why = named[0], f"from the {source.name} “{source.text}”"
                break
    if currency is None:
        return Scaled(None, 0, "no currency is given by figure, row, column or caption")
    money = QName(ISO4217, currency)
    if per_share:
        # A scale in a header is that of the amounts around; a per-share figure is scaled by its own words alone, and
        # by those of hundredths of a currency (`pence`), which speak of nothing else.
        minor, minor_why = _minor(mark, sources)
        own = minor if mark.power is None else mark.power
        return Scaled(Unit((money,), (SHARES,)), own, f"{currency} per share, {currency_why}{minor_why}")
    power, power_why = mark.power, "at the figure"
    if power is None and spoken.scale is not None:
        power, power_why = spoken.scale, "by the issuer profile"
    if power is None:
        for source in sources:
            scaled = [e for e in source.expressions if e.currency in (None, currency) and e.word is None]
            scaled = spoken.meant(scaled)
            if (strange := _strange(scaled)) and not any(spoken.exempt(e) for e in scaled):
                return _not_understood(source, strange)
            powers = _distinct(e.power for e in scaled if e.currency) or _distinct(e.power for e in scaled)
            if len(powers) > 1:
                return Scaled(None, 0, f"the {source.name} “{source.text}” gives more than one scale", hint=SCALE_HINT)
            if powers and not any(spoken.exempt(e) for e in scaled):
                power, power_why = powers[0], f"from the {source.name} “{source.text}”".replace(" “”", "")
                break
    scale = f", ×10^{power} {power_why}" if power else f", in full {power_why}" if power == 0 else ", not scaled"
    why = f"{currency} {currency_why}{scale}"
    return Scaled(Unit((money,)), power or 0, why, spoken.scale is not None, said=power is not None)


def _minor(mark: Mark, sources: Sequence[UnitSource]) -> tuple[int, str]:
    """The power of a figure in hundredths of a currency (-2), else 0, and why."""
    if mark.unit is not None and (power := minor_units().get(folded(mark.unit))):
        return power, f", in {mark.unit}"
    for source in sources:
        for expression in source.expressions:
            if expression.power is not None and expression.power < 0:
                return expression.power, f", in hundredths by the {source.name} “{source.text}”"
    return 0, ""


def _percent(mark: Mark, sources: Sequence[UnitSource]) -> Scaled:
    if mark.currency is not None:
        return Scaled(None, 0, "the figure is an amount of money, and the concept is a percentage")
    for source in sources:
        if source.near and any(e.percent for e in source.expressions):
            return Scaled(Unit((PURE,)), -2, f"a percentage, from the {source.name} “{source.text}”")
        if not mark.percent and any(e.currency for e in source.expressions):
            break
    if mark.percent or mark.nil:
        return Scaled(Unit((PURE,)), -2, "a percentage, as its % sign says" if mark.percent else "a percentage")
    return Scaled(None, 0, "neither the figure nor its headers say that it is a percentage")


def _count(mark: Mark, wanted: ConceptType, sources: Sequence[UnitSource], spoken: Spoken) -> Scaled:
    """Shares or another count, or a plain number, which only its own words scale."""
    shares = wanted is ConceptType.SHARES
    unit, what = (Unit((SHARES,)), "shares") if shares else (Unit((PURE,)), "a count")
    if mark.power is not None:
        return Scaled(unit, mark.power, f"{what}, ×10^{mark.power} at the figure")
    if spoken.scale is not None:
        return Scaled(unit, spoken.scale, f"{what}, ×10^{spoken.scale} by the issuer profile")
    if mark.unit is not None:
        return Scaled(unit, 0, f"{what}, as printed at the figure")
    unsaid: UnitSource | None = None
    for source in sources:
        if any(e.power and _exempts_per_share(e) for e in source.expressions):
            unsaid = unsaid or source
        fitting = [e for e in source.expressions if e.currency is None and not e.percent and (e.power or 0) >= 0]
        if shares:
            fitting = [e for e in fitting if _of_shares(e)] or [e for e in fitting if e.word is None]
        if shares and any(_exempts_counts(e) for e in source.expressions):
            return Scaled(unit, 0, f"{what}, exempt from the scale of the {source.name} “{source.text}”")
        fitting = spoken.meant(fitting)
        if (strange := _strange(fitting)) and (shares or wanted is not ConceptType.PURE):
            return _not_understood(source, strange)
        powers = _distinct(e.power for e in fitting)
        if len(powers) > 1:
            why = f"the {source.name} “{source.text}” gives more than one scale"
            return Scaled(None, 0, why, hint=SCALE_HINT)
        if powers and not shares and source.name not in _OWN:
            if wanted is ConceptType.PURE or any(e.word is not None for e in fitting):
                continue
            if all(spoken.named(e) for e in fitting):
                why = f"{what}, ×10^{powers[0]} from the {source.name} “{source.text}”, which names it"
                return Scaled(unit, powers[0], why)
            why = f"the {source.name} “{source.text}” gives a scale, and nothing says whether a count is printed in it"
            return Scaled(None, 0, why, hint=SCALE_HINT)
        if powers:
            return Scaled(unit, powers[0], f"{what}, ×10^{powers[0]} from the {source.name} “{source.text}”")
        if shares and any(_of_shares(e) for e in fitting):
            return Scaled(unit, 0, f"{what}, from the {source.name} “{source.text}”")
    if shares and unsaid is not None and mark.value is not None and abs(mark.value) < _IN_FULL:
        why = f"the {unsaid.name} “{unsaid.text}” gives a scale, and nothing says whether shares are printed in it"
        return Scaled(None, 0, why, hint=SCALE_HINT)
    return Scaled(unit, 0, f"{what}, printed in full")


def _strange(expressions: Sequence[UnitExpression]) -> str:
    return next((e.strange for e in expressions if e.strange), "")


def _not_understood(source: UnitSource, words: str) -> Scaled:
    why = f"the {source.name} “{source.text}” speaks of {words} in a way that is not understood"
    return Scaled(None, 0, why, hint=SCALE_HINT)


def _of_shares(expression: UnitExpression) -> bool:
    return expression.word is not None and expression.word.casefold() in _SHARE_WORDS


def _exempts_per_share(expression: UnitExpression) -> bool:
    """Whether amounts per share, and no numbers of shares, are exempt: these then may well be in the scale."""
    return any(_PER_SHARE.search(phrase) for phrase in expression.except_for) and not _exempts_counts(expression)


def _exempts_counts(expression: UnitExpression) -> bool:
    """Whether a scale is said not to count for numbers of shares; `except per share amounts` says nothing of them."""
    return any("share" in _PER_SHARE.sub("", phrase) for phrase in expression.except_for)


def _issuer_unit(mark: Mark, sources: Sequence[UnitSource], issuer_units: dict[str, QName]) -> Scaled:
    named = [mark.unit] if mark.unit else [e.word for s in sources for e in s.expressions if e.word]
    for word in named:
        if word in issuer_units:
            return Scaled(Unit((issuer_units[word],)), mark.power or 0, f"the issuer's unit “{word}”")
    if mark.nil:
        return Scaled(Unit((PURE,)), 0, "nil without a unit")
    return Scaled(None, 0, "no unit word of the issuer's profile is given")


def _distinct(values: Iterable[_T | None]) -> list[_T]:
    return list(dict.fromkeys(v for v in values if v is not None))
