"""The axis of a draft that keeps apart what one period is told in several ways: as reported, as restated, pro forma.

Which words of headers say so is `line_words.csv`; the member of a column follows from them. Without such words a figure
has the axis's default, the domain itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType, ProfileConcept, WordPlace, WordRule
from ...taxonomy.profile.links import DimensionRow
from .model import Seen

_BASE = "ReportingBasis"
_TABLE, _AXIS, _DOMAIN = f"{_BASE}Table", f"{_BASE}Axis", f"{_BASE}Domain"
_LABELS = {
    _TABLE: "Reporting basis [Table]",
    _AXIS: "Reporting basis [Axis]",
    _DOMAIN: "Reporting basis [Domain]",
}
_TYPES = {_TABLE: ConceptType.HYPERCUBE, _AXIS: ConceptType.DIMENSION, _DOMAIN: ConceptType.DOMAIN}


def word_rules(seen: Seen) -> tuple[WordRule, ...]:
    """What the words of headers stand for."""
    return tuple(WordRule(WordPlace.COLUMN, (text,), dimension=(_AXIS, member)) for text, member in seen.scopes.items())


def dimension_rows(seen: Seen, kind_ids: Sequence[str]) -> tuple[DimensionRow, ...]:
    """The axis with its members, in the role of each kind of table that has such columns."""
    members = sorted(set(seen.scopes.values()))
    return tuple(
        DimensionRow(role, _TABLE, _AXIS, _DOMAIN, member, default=member == _DOMAIN)
        for role, kind in zip(kind_ids, seen.kinds, strict=True)
        if kind.scoped
        for member in (_DOMAIN, *members)
    )


def concepts(seen: Seen) -> Iterator[ProfileConcept]:
    """The axis, its domain and members, if there are any."""
    if not seen.scopes:
        return
    for name, kind in _TYPES.items():
        yield ProfileConcept(name, kind, None, PeriodType.DURATION, _LABELS[name])
    for member in sorted(set(seen.scopes.values())):
        yield ProfileConcept(member, ConceptType.DOMAIN, None, PeriodType.DURATION, _label(member))


def _label(member: str) -> str:
    """`AsPreviouslyReportedMember` as `As previously reported [Member]`."""
    parts = re.findall(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z]*", member.removesuffix("Member"))
    text = " ".join(part if part.isupper() and len(part) > 1 else part.lower() for part in parts)
    return f"{text[:1].upper()}{text[1:]} [Member]"
