"""What a release has already been bound to, asked whether a reading of a further figure agrees with it.

Every print stands for all values that round to it; a reading agrees if one of them fits. Which readings there are is
left to `prose_loose`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from ...taxonomy.amount import EXACT
from ...taxonomy.profile import Measure
from ...taxonomy.qname import QName
from ..interval import Interval, plus, rounded_from, times
from ..report import Period, Unit
from .model import Binding, Dimensions
from .prose_periods import before_of

_ONE = Decimal(1)
_MINUS = Decimal(-1)

Key = tuple[QName, Period, Unit, Dimensions]


class Printed:
    """The figures of a release by their aspects, each as the interval that all its prints allow."""

    def __init__(self, bindings: Iterable[Binding], start_month: int) -> None:
        self._start_month = start_month
        self._found: dict[Key, Interval] = {}
        self._periods: dict[tuple[QName, Unit, Dimensions], set[Period]] = {}
        self.members: dict[tuple[QName, Period], set[Dimensions]] = {}
        for binding in bindings:
            if binding.value is None:
                continue
            key = (binding.concept, binding.period, binding.unit, binding.dimensions)
            interval = rounded_from(binding.value, binding.decimals)
            known = self._found.get(key)
            narrower = interval if known is None else known & interval
            # Prints that contradict each other allow nothing; the first, in the statements, is kept.
            self._found[key] = known if known is not None and narrower.empty else narrower
            self._periods.setdefault((binding.concept, binding.unit, binding.dimensions), set()).add(binding.period)
            self.members.setdefault((binding.concept, binding.period), set()).add(binding.dimensions)

    def elsewhere(self, binding: Binding) -> bool:
        """Whether the same figure is printed for another period too, so that it does not tell for which it is."""
        if binding.value is None:
            return False
        own = rounded_from(binding.value, binding.decimals)
        aspects = (binding.concept, binding.unit, binding.dimensions)
        others = (p for p in self._periods.get(aspects, ()) if p != binding.period)
        return any(_overlap(self._found[binding.concept, p, binding.unit, binding.dimensions], own) for p in others)

    def concepts_of(self, own: Interval) -> set[str]:
        """The local names of the concepts that have a figure which can be of one value with this."""
        found: set[str] = set()
        for width, (lows, names) in self._by_width.items():
            first = bisect_left(lows, EXACT.subtract(own.low, width))
            found.update(names[first : bisect_right(lows, own.high)])
        return found

    @cached_property
    def _by_width(self) -> Mapping[Decimal, tuple[list[Decimal], list[str]]]:
        """Where the figures begin and of what concepts they are, in order, by how wide they are: a search is short."""
        found: dict[Decimal, list[tuple[Decimal, str]]] = {}
        for (concept, *_), interval in self._found.items():
            width = EXACT.subtract(interval.high, interval.low)
            found.setdefault(width, []).append((interval.low, concept.local))
        ordered = {width: sorted(each) for width, each in found.items()}
        return {width: ([low for low, _ in each], [name for _, name in each]) for width, each in ordered.items()}

    def agrees(self, binding: Binding, measure: Measure | None, base: QName, base_unit: Unit | None) -> bool | None:
        """Whether what is bound elsewhere agrees with a binding; None where it tells nothing of it.

        A change is also reckoned from the amounts of `base` in `base_unit` that it is a change of.
        """
        if binding.value is None:
            return None
        own = rounded_from(binding.value, binding.decimals)
        told = self._found.get((binding.concept, binding.period, binding.unit, binding.dimensions))
        if told is not None:
            return _overlap(told, own)
        if measure is None or not measure.against:
            return None
        since = before_of(binding.period, measure.against, self._start_month)
        units = [base_unit] if base_unit is not None else [u for c, p, u, d in self._found if c == base and p == since]
        for unit in dict.fromkeys(units):
            now = self._found.get((base, binding.period, unit, binding.dimensions))
            then = self._found.get((base, since, unit, binding.dimensions)) if since is not None else None
            if now is None or then is None:
                continue
            if measure.type == "percent":
                if then.low <= 0:
                    continue
                grown = plus(own, Interval(_ONE, _ONE))
                low, high = EXACT.multiply(then.low, grown.low), EXACT.multiply(then.high, grown.high)
                return _overlap(Interval(low, high), now)
            return _overlap(plus(now, times(then, _MINUS)), own)
        return None


def _overlap(one: Interval, other: Interval) -> bool:
    """Whether two figures can be of one value; not where only the last ends of both would be it."""
    both = one & other
    return both.low < both.high or (not both.empty and (one.low == one.high or other.low == other.high))
