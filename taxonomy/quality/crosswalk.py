"""Rules on the crosswalk of a profile: every relation has a reason, a US-GAAP concept that exists, and holds.

What is known of the US-GAAP concepts is `official`; a taxonomy without a profile has no crosswalk.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, finding
from ..model import Concept
from ..official import official_concepts
from ..profile.links import CrosswalkRow, Relation
from ..profile.model import ProfileConcept
from ..qname import QName
from .subject import Subject


def _rows(subject: Subject) -> Iterator[tuple[CrosswalkRow, ProfileConcept, Concept | None]]:
    """The rows with what they relate; the US-GAAP concept is None where the row names none or an unknown one."""
    profile = subject.profile
    if profile is not None:
        for row in profile.crosswalk:
            concept = profile.concepts.get(row.concept)
            if concept is not None:
                yield row, concept, official_concepts().get(row.us_gaap)


def _type(subject: Subject, name: str) -> str:
    """The local name of the schema type of one of the profile's concepts."""
    assert subject.profile is not None
    concept = subject.concept(QName(subject.profile.namespace, name))
    return concept.type.local if concept and concept.type else ""


def check_reason(subject: Subject) -> Iterator[Finding]:
    """A relation has a reason that a reviewer can agree or disagree with."""
    for row, _, _ in _rows(subject):
        if not row.reason:
            message = f"the relation of `{row.concept}` to US-GAAP has no reason"
            yield finding("quality:no-reason", message, source=row.source)


def check_target(subject: Subject) -> Iterator[Finding]:
    """The US-GAAP concept is known."""
    for row, _, _ in _rows(subject):
        if row.us_gaap and row.us_gaap not in official_concepts():
            message = f"nothing is known of a US-GAAP concept `{row.us_gaap}`, which `{row.concept}` is related to"
            yield finding("quality:us-gaap-unknown", message, source=row.source)


def check_exact(subject: Subject) -> Iterator[Finding]:
    """`exact` holds: type, period type and balance are those of the US-GAAP concept; the sign tells a turn."""
    for row, ours, theirs in _rows(subject):
        if theirs is None or row.relation is not Relation.EXACT:
            continue
        differences = [
            f"{what} {mine or 'none'} and not {other or 'none'}"
            for what, mine, other in (
                ("type", _type(subject, row.concept), theirs.type.local if theirs.type else ""),
                ("period type", ours.period, theirs.period_type),
            )
            if mine != other
        ]
        if (ours.balance is None) is not (theirs.balance is None):
            differences.append(f"balance {ours.balance or 'none'} and not {theirs.balance or 'none'}")
        if differences:
            message = f"`{row.concept}` is not exactly `{row.us_gaap}`: it has the {', the '.join(differences)}"
            yield finding("quality:not-exact", message, source=row.source)


def check_sign(subject: Subject) -> Iterator[Finding]:
    """The sign tells opposite balances and nothing else."""
    for row, ours, theirs in _rows(subject):
        if theirs is None:
            continue
        opposite = bool(ours.balance and theirs.balance and ours.balance is not theirs.balance)
        if opposite is not (row.sign < 0):
            message = f"`{row.concept}` is {ours.balance or 'without balance'}, `{row.us_gaap}` "
            message += (
                f"{theirs.balance or 'without balance'}, and the sign {'is turned' if row.sign < 0 else 'is not'}"
            )
            yield finding("quality:crosswalk-sign", message, source=row.source)


def check_kind(subject: Subject) -> Iterator[Finding]:
    """A part and its whole are measured alike: same period type, both amounts of money or neither."""
    for row, ours, theirs in _rows(subject):
        if theirs is None or row.relation is Relation.EXACT:
            continue
        kinds = (_type(subject, row.concept), theirs.type.local if theirs.type else "")
        if kinds[0] != kinds[1] or ours.period is not theirs.period_type:
            message = (
                f"`{row.concept}` ({kinds[0]}, {ours.period}) cannot be {row.relation} than `{row.us_gaap}` "
                f"({kinds[1]}, {theirs.period_type})"
            )
            yield finding("quality:crosswalk-kind", message, source=row.source)


def check_exact_once(subject: Subject) -> Iterator[Finding]:
    """Two concepts of one release are not exactly the same US-GAAP concept."""
    first: dict[tuple[str, str], CrosswalkRow] = {}
    for row, ours, _ in _rows(subject):
        if row.relation is not Relation.EXACT:
            continue
        told: set[str] = set()
        for release in ours.releases:
            other = first.setdefault((row.us_gaap, release), row)
            if other is not row and other.concept not in told:
                told.add(other.concept)
                message = f"`{row.concept}` and `{other.concept}` are exactly `{row.us_gaap}`, "
                message += f"both in the release of {release}"
                also = (other.source,) if other.source else ()
                yield finding("quality:exact-twice", message, source=row.source, also=also)
