"""What a printed figure comes to once its unit and sign are settled: the number in base units, the value, its accuracy.

Used alike for cells, figures in labels and figures of running text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ...taxonomy.amount import negate, scaled
from ...taxonomy.profile import ConceptType
from ..document import Mark

UNSCALED = 10**6
"""An amount of money so large is printed in full where a release gives most amounts in a scale; a smaller one may lack
its scale."""

_COUNTED = (ConceptType.SHARES, ConceptType.INTEGER)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as printed in base units and with the concept's own sign; `decimals` is None where printed in full."""

    printed: Decimal | None
    value: Decimal | None
    decimals: int | None


def amount_of(mark: Mark, wanted: ConceptType, power: int, sign: int) -> Amount:
    """The amount of a figure of a concept of type `wanted`, printed in tens to the `power`; nil where it is a nil mark.

    A sign of -1 means that the print is the negative of the concept's value. Counts printed to the last one are exact.
    """
    printed = None if mark.value is None else scaled(mark.value, power)
    value = printed if printed is None or sign > 0 else negate(printed)
    exact = wanted in _COUNTED and not mark.digits and not power
    return Amount(printed, value, None if exact else mark.digits - power)
