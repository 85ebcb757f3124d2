"""Names and units as texts: the prefixed names and the unit and dimension texts that every output shares.

The texts follow the string representations of OIM 1.0 (xBRL-JSON 1.0 section 3.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...taxonomy.amount import plain
from ...taxonomy.names import ISO4217, LINK, XBRLDI, XBRLI, XLINK, XSI
from ...taxonomy.qname import QName
from ..report import Fact, Report, Unit

_STANDARD = (
    ("iso4217", ISO4217),
    ("link", LINK),
    ("xbrldi", XBRLDI),
    ("xbrli", XBRLI),
    ("xlink", XLINK),
    ("xsi", XSI),
)


class Prefixes:
    """The prefixes of one output: the report's own, and the customary ones where the report gives none."""

    __slots__ = ("_by_namespace", "nsmap")

    def __init__(self, report: Report, standard: Iterable[tuple[str, str]] = _STANDARD) -> None:
        nsmap: dict[str, str] = dict(sorted(report.prefixes.items()))
        taken = set(nsmap.values())
        for prefix, namespace in standard:
            if namespace in taken:
                continue
            free, count = prefix, 1
            while free in nsmap:
                count += 1
                free = f"{prefix}{count}"
            nsmap[free] = namespace
        self.nsmap: Mapping[str, str] = nsmap
        self._by_namespace = {namespace: prefix for prefix, namespace in reversed(nsmap.items())}

    def name(self, name: QName) -> str:
        """The prefixed name; raises `KeyError` for a namespace that has no prefix."""
        if not name.namespace:
            return name.local
        return f"{self._by_namespace[name.namespace]}:{name.local}"

    def unit(self, unit: Unit) -> str:
        """`iso4217:JPY`, `iso4217:JPY/xbrli:shares`; several measures are joined by `*`, in brackets in a ratio."""
        numerators = [self.name(measure) for measure in unit.numerators]
        denominators = [self.name(measure) for measure in unit.denominators]
        if not denominators:
            return "*".join(numerators)
        return f"{_product(numerators)}/{_product(denominators)}"

    def dimensions(self, fact: Fact) -> str:
        """The fact's `axis=member` pairs joined by `; `."""
        return "; ".join(
            f"{self.name(axis)}={self.name(member) if isinstance(member, QName) else member}"
            for axis, member in fact.dimensions
        )


def _product(measures: list[str]) -> str:
    return measures[0] if len(measures) == 1 else f"({'*'.join(measures)})"


def decimals(fact: Fact) -> str:
    """The accuracy as an instance writes it: a number, `INF`, or nothing for a nil or non-numeric fact."""
    if fact.nil or fact.unit is None:
        return ""
    return "INF" if fact.decimals is None else str(fact.decimals)


def value(fact: Fact) -> str:
    """The value as an instance writes it: canonical plain decimal, never an exponent; nothing for nil."""
    if fact.value is None:
        return ""
    return fact.value if isinstance(fact.value, str) else plain(fact.value)
