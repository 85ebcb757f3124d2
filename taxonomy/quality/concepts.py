"""Rules on declarations: what a name promises, what its type, period type and balance keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Finding, finding
from ..model import Concept, ConceptKind, PeriodType
from .subject import Subject

_DOMAIN = "domainItemType"
_MONETARY = "monetaryItemType"
_STATEMENT = re.compile(r"[^-]*-\s*Statement\s*-", re.IGNORECASE)


def is_domain(concept: Concept) -> bool:
    """Whether a concept is a domain or a member of one, by its type (`domainItemType` of whichever registry)."""
    return concept.type is not None and concept.type.local == _DOMAIN


def check_name_kind(subject: Subject) -> Iterator[Finding]:
    """The last word of a name says what the concept is for: `Axis`, `Table`, `LineItems`, `Domain`, `Member`."""
    for name, concept in subject.own.items():
        local = name.local
        if concept.kind is ConceptKind.DIMENSION and not local.endswith("Axis"):
            why = "is an axis and does not end in `Axis`"
        elif concept.kind is ConceptKind.HYPERCUBE and not local.endswith("Table"):
            why = "is a hypercube and does not end in `Table`"
        elif is_domain(concept) and not local.endswith(("Domain", "Member")):
            why = "is a domain or member and ends in neither `Domain` nor `Member`"
        elif local.endswith("Axis") and concept.kind is not ConceptKind.DIMENSION:
            why = "ends in `Axis` and is no dimension"
        elif local.endswith("Table") and concept.kind is not ConceptKind.HYPERCUBE:
            why = "ends in `Table` and is no hypercube"
        elif local.endswith(("Domain", "Member")) and concept.kind is ConceptKind.ITEM and not is_domain(concept):
            why = "ends like a domain or member and its type is not domainItemType"
        elif local.endswith(("LineItems", "Abstract")) and not concept.abstract:
            why = "ends like a heading and is not abstract"
        else:
            continue
        message = f"{subject.show(name)} {why}"
        yield finding("quality:name-kind", message, source=subject.places.concept(name))


# What is in a name -> the base types it may have, and how a person calls them. The first that fits is asked.
_PROMISES: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...] = (
    (re.compile(r"Percent(?:age)?(?![a-z])"), ("pureItemType",), "a percentage (num:percentItemType)"),
    (re.compile(r"Ratio(?![a-z])"), ("pureItemType", "decimalItemType", "fractionItemType"), "a pure number"),
    (re.compile(r"PerShare$"), ("decimalItemType", "monetaryItemType"), "an amount per share (num:perShareItemType)"),
    (
        re.compile(r"^NumberOf(?=[A-Z])|NumberOfShares$"),
        ("pureItemType", "decimalItemType", "sharesItemType", "integerItemType", "nonNegativeIntegerItemType"),
        "a count and no amount of money",
    ),
)  # fmt: skip


def check_name_type(subject: Subject) -> Iterator[Finding]:
    """A name that says percentage, ratio, per share or number of is borne by such a number."""
    for name, concept in subject.own.items():
        if concept.abstract or not concept.numeric:
            continue
        for pattern, bases, promise in _PROMISES:
            if pattern.search(name.local):
                if concept.base not in bases:
                    shown = concept.type.local if concept.type else concept.base
                    message = f"{subject.show(name)} promises {promise} and is of type `{shown}`"
                    yield finding("quality:name-type", message, source=subject.places.concept(name))
                break


def check_structure(subject: Subject) -> Iterator[Finding]:
    """Headings, hypercubes, axes and members are durations, and members are abstract, for no fact has them."""
    for name, concept in subject.own.items():
        if concept.kind is ConceptKind.TUPLE:
            continue
        if (concept.abstract or is_domain(concept)) and concept.period_type is PeriodType.INSTANT:
            why = "has no facts and should have the period type duration"
        elif is_domain(concept) and not concept.abstract:
            why = "is a domain or member and is not abstract, so that facts of it are allowed"
        else:
            continue
        message = f"{subject.show(name)} {why}"
        yield finding("quality:structure", message, source=subject.places.concept(name))


def check_balance_type(subject: Subject) -> Iterator[Finding]:
    """Only monetary concepts have a balance."""
    for name, concept in subject.own.items():
        if concept.balance and concept.base != _MONETARY:
            message = f"{subject.show(name)} is {concept.balance} and no amount of money"
            yield finding("quality:balance-type", message, source=subject.places.concept(name))


def check_balance(subject: Subject) -> Iterator[Finding]:
    """A line of a statement has a balance, unless it is a total: only then does its sign mean something."""
    roles = {
        role: all_ for role, all_ in subject.presented.items() if _STATEMENT.match(subject.definitions.get(role, ""))
    }
    for name, concept in subject.own.items():
        if concept.base != _MONETARY or concept.balance or concept.abstract:
            continue
        for role, concepts in roles.items():
            if name in concepts and not any(name in sums for sums in subject.totals.values()):
                message = f"{subject.show(name)} stands in {subject.definitions[role]} and has no balance"
                yield finding("quality:no-balance", message, source=subject.places.concept(name))
                break


def check_nillable(subject: Subject) -> Iterator[Finding]:
    """Facts may be nil, so that what is printed as nil can be said."""
    for name, concept in subject.own.items():
        if concept.kind is ConceptKind.ITEM and not concept.abstract and not concept.nillable:
            message = f"{subject.show(name)} is not nillable"
            yield finding("quality:not-nillable", message, source=subject.places.concept(name))


def check_id(subject: Subject) -> Iterator[Finding]:
    """The id of a declaration is the prefix of its namespace and its name, so that an address can be read."""
    prefixes: dict[str, set[str]] = {}
    for prefix, uri in subject.taxonomy.prefixes.items():
        prefixes.setdefault(uri, set()).add(prefix)
    for name, concept in subject.own.items():
        wanted = {f"{prefix}_{name.local}" for prefix in prefixes.get(name.namespace, ())}
        if concept.id is None or (wanted and concept.id not in wanted):
            shown = f"`{concept.id}`" if concept.id else "missing"
            hope = f", not `{min(wanted)}`" if wanted else ""
            message = f"the id of {subject.show(name)} is {shown}{hope}"
            yield finding("quality:id", message, source=subject.places.concept(name))


def check_presented(subject: Subject) -> Iterator[Finding]:
    """No concept stands outside every presentation."""
    presented: set[object] = set().union(*subject.presented.values()) if subject.presented else set()
    for name in subject.own:
        if name not in presented:
            message = f"{subject.show(name)} stands in no presentation"
            yield finding("quality:not-presented", message, source=subject.places.concept(name))
