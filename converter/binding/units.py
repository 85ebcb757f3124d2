"""Which unit and scale a figure has, given the unit words at the figure and around it, nearest first.

The concept's type says what kind of unit is needed; the words say which. What is not said is not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...taxonomy.names import ISO4217, XBRLI
from ...taxonomy.profile import ConceptType
from ...taxonomy.qname import QName
from ..aspects.units import UnitExpression
from ..document import Mark
from ..report import Unit

_T = TypeVar("_T")

SHARES = QName(XBRLI, "shares")
PURE = QName(XBRLI, "pure")
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
    """Unit and power of ten of a figure, and why; `unit` is None when it cannot be settled."""

    unit: Unit | None
    power: int
    why: str


def settle_unit(
    mark: Mark, wanted: ConceptType, sources: Sequence[UnitSource], issuer_units: dict[str, QName]
) -> Scaled:
    """The unit and scale of a figure of a concept of type `wanted`."""
    match wanted:
        case ConceptType.MONETARY:
            return _money(mark, sources, per_share=False)
        case ConceptType.PER_SHARE:
            return _money(mark, sources, per_share=True)
        case ConceptType.PERCENT:
            return _percent(mark, sources)
        case ConceptType.SHARES:
            power, why = _count_power(mark, sources)
            return Scaled(Unit((SHARES,)), power, f"shares{why}")
        case ConceptType.INTEGER | ConceptType.PURE:
            power, why = _count_power(mark, sources)
            return Scaled(Unit((PURE,)), power, f"a count{why}")
        case ConceptType.DECIMAL:
            return _issuer_unit(mark, sources, issuer_units)
    return Scaled(None, 0, f"a concept of type {wanted} has no unit")


def _money(mark: Mark, sources: Sequence[UnitSource], *, per_share: bool) -> Scaled:
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
        # A scale in a header is that of the amounts around; a per-share figure is scaled by its own words alone.
        return Scaled(Unit((money,), (SHARES,)), mark.power or 0, f"{currency} per share, {currency_why}")
    power, power_why = mark.power, "at the figure"
    if power is None:
        for source in sources:
            powers = _distinct(e.power for e in source.expressions if e.currency in (None, currency) and e.word is None)
            if len(powers) > 1:
                return Scaled(None, 0, f"the {source.name} “{source.text}” gives more than one scale")
            if powers:
                power, power_why = powers[0], f"from the {source.name} “{source.text}”"
                break
    scale = f", ×10^{power} {power_why}" if power else ", not scaled"
    return Scaled(Unit((money,)), power or 0, f"{currency} {currency_why}{scale}")


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


def _count_power(mark: Mark, sources: Sequence[UnitSource]) -> tuple[int, str]:
    """The scale of a count: its own words, or those of a text that speaks of shares or of no unit in particular."""
    if mark.power is not None:
        return mark.power, f", ×10^{mark.power} at the figure"
    if mark.unit is not None:
        return 0, ", as printed at the figure"
    for source in sources:
        for e in source.expressions:
            if e.currency is not None or e.percent:
                continue
            if any("share" in words for words in e.except_for):
                return 0, f", exempt from the scale of the {source.name} “{source.text}”"
            if e.power is not None:
                return e.power, f", ×10^{e.power} from the {source.name} “{source.text}”"
            if e.word is not None and e.word.casefold() in _SHARE_WORDS:
                return 0, f", from the {source.name} “{source.text}”"
    return 0, ", printed in full"


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
