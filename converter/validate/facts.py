"""What XBRL 2.1 asks of a fact in the light of its concept. What its attributes alone tell is checked by the loader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import Concept, ConceptKind, PeriodType, Taxonomy
from ...taxonomy.names import XBRLI
from ..report import Fact
from .words import SHARES, context_words, is_currency, unit_words

Problem = tuple[str, str]
"""A code and what is wrong, without the fact's name and context."""

Check = Callable[[Fact, Concept], Problem | None]

_MAX_PLACES: Final = 20
_OF_UNITS: Final = ("xbrl.4.8.2:monetaryFactUnit", "xbrl.4.8.2:sharesFactUnit", "xbrl.4.8.2:measureElement")


def is_item(fact: Fact, concept: Concept) -> Problem | None:
    """Only items have facts with a context (XBRL 2.1 section 4.6; Dimensions 1.0 section 2.2)."""
    if concept.kind is ConceptKind.ITEM:
        return None
    return "xbrl.4.6:notItemOrTuple", f"is no item but a {concept.kind}"


def is_concrete(fact: Fact, concept: Concept) -> Problem | None:
    """An abstract concept has no facts (XBRL 2.1 section 5.1.1)."""
    return ("xbrl.5.1.1:abstractItem", "is abstract") if concept.abstract else None


def may_be_nil(fact: Fact, concept: Concept) -> Problem | None:
    """Only a nillable concept has nil facts (XML Schema part 1 section 3.3.4)."""
    return ("xbrl.5.1.1:notNillable", "may not be nil") if fact.value is None and not concept.nillable else None


def period_type(fact: Fact, concept: Concept) -> Problem | None:
    """An instant for an instant concept, a duration or forever for a duration concept (XBRL 2.1 section 5.1.1.1)."""
    if concept.period_type is None or fact.period.instant == (concept.period_type is PeriodType.INSTANT):
        return None
    is_ = "an instant" if fact.period.instant else "a duration"
    return "xbrl.4.7.2:contextPeriodType", f"is a concept of period type {concept.period_type} but has {is_}"


def has_unit(fact: Fact, concept: Concept) -> Problem | None:
    """Numeric items and only they have a unit (XBRL 2.1 section 4.6.2); of an unknown type nothing is said."""
    if not concept.base or concept.numeric == (fact.unit is not None):
        return None
    said = "is numeric but has no unit" if concept.numeric else "is not numeric but has a unit"
    return "xbrl.4.6.2:numericUnit", said


def monetary_unit(fact: Fact, concept: Concept) -> Problem | None:
    """Money has one currency (XBRL 2.1 section 4.8.2)."""
    if concept.base != "monetaryItemType" or fact.unit is None or is_currency(fact.unit):
        return None
    said = f"is an amount of money but its unit {unit_words(fact.unit)} is no currency of ISO 4217"
    return "xbrl.4.8.2:monetaryFactUnit", said


def shares_unit(fact: Fact, concept: Concept) -> Problem | None:
    """Shares have the unit xbrli:shares (XBRL 2.1 section 4.8.2)."""
    if concept.base != "sharesItemType" or fact.unit is None or fact.unit == SHARES:
        return None
    return "xbrl.4.8.2:sharesFactUnit", f"is a number of shares but has the unit {unit_words(fact.unit)}"


def known_measures(fact: Fact, concept: Concept) -> Problem | None:
    """Of the instance namespace there are the measures pure and shares only (XBRL 2.1 section 4.8.2)."""
    unit = fact.unit
    for measure in (*unit.numerators, *unit.denominators) if unit else ():
        if measure.namespace == XBRLI and measure.local not in ("pure", "shares"):
            return "xbrl.4.8.2:measureElement", f"has the measure xbrli:{measure.local}, which does not exist"
    return None


def is_number(fact: Fact, concept: Concept) -> Problem | None:
    """A numeric fact has a number (XBRL 2.1 section 5.1.1.3)."""
    if not concept.numeric or concept.base == "fractionItemType" or not isinstance(fact.value, str) or fact.unit:
        return None
    return "load:not-a-number", f"is numeric but has the text {fact.value.strip()[:40]!r}"


CHECKS: Final[tuple[Check, ...]] = (
    is_item,
    is_concrete,
    may_be_nil,
    period_type,
    has_unit,
    monetary_unit,
    shares_unit,
    known_measures,
    is_number,
)


def fact_findings(facts: Sequence[Fact], taxonomy: Taxonomy) -> Iterator[Finding]:
    """What is wrong with facts in the light of their concepts.

    The checks look at nothing but the concept, the unit, the kind of period and of value, so each such combination is
    looked at once.
    """
    known: dict[tuple[object, ...], tuple[Problem, ...]] = {}
    namespaces: set[str] = set()
    strange: dict[str, list[Fact]] = {}  # by namespaces of which the taxonomy has no concept
    units: dict[Problem, list[Fact]] = {}  # a unit that is wrong is one problem, whatever the facts that have it
    for fact in facts:
        if fact.concept.namespace in strange:
            strange[fact.concept.namespace].append(fact)
            continue
        value = fact.value
        kind = 0 if value is None else 1 if isinstance(value, Decimal) else 2
        key = (fact.concept, id(fact.unit), id(fact.period), kind)
        problems = known.get(key)
        if problems is None:
            if fact.concept not in taxonomy.concepts:
                namespaces = namespaces or {name.namespace for name in taxonomy.concepts} | {""}
            if namespaces and fact.concept not in taxonomy.concepts and fact.concept.namespace not in namespaces:
                strange[fact.concept.namespace] = [fact]
                continue
            problems = known[key] = tuple(_problems(fact, taxonomy))
        for code, said in problems:
            if code in _OF_UNITS:
                units.setdefault((code, said), []).append(fact)
            else:
                yield _told(code, f"{fact.concept.local} {context_words(fact)} {said}.", fact)
    for (code, said), found in units.items():
        yield _of_unit(code, said, found)
    for namespace, found in strange.items():
        yield _strange(namespace, found)


def _of_unit(code: str, said: str, facts: Sequence[Fact]) -> Finding:
    """One finding for all facts whose unit is wrong in the same way."""
    first = facts[0]
    others = len(facts) - 1
    more = f" So it is with {others:,} more fact{'s' if others > 1 else ''}." if others else ""
    places = [mark for fact in facts[: _MAX_PLACES + 1] for mark in fact.marks[:1]]
    return finding(
        code,
        f"{first.concept.local} {context_words(first)} {said}.{more}",
        source=places[0] if places else None,
        facts=[fact.id for fact in facts],
        also=places[1:],
    )


def _strange(namespace: str, facts: Sequence[Fact]) -> Finding:
    """One finding for all facts of a namespace that the taxonomy knows nothing of: mostly a schema is missing."""
    concepts = len({fact.concept for fact in facts})
    count = f"{len(facts):,} facts" if len(facts) > 1 else "1 fact"
    message = (
        f"{count} of {concepts:,} concept{'s' if concepts > 1 else ''} cannot be judged, first "
        f"{facts[0].concept.local}: the taxonomy has no concept of the namespace {namespace or 'none'}."
    )
    places = [mark for fact in facts[: _MAX_PLACES + 1] for mark in fact.marks[:1]]
    return finding(
        "xbrl.4.6:notItemOrTuple",
        message,
        hint="give the taxonomy that declares it: by a schemaRef, or with --package",
        source=places[0] if places else None,
        facts=[fact.id for fact in facts],
        also=places[1:],
    )


def _problems(fact: Fact, taxonomy: Taxonomy) -> Iterator[Problem]:
    concept = taxonomy.concepts.get(fact.concept)
    if concept is None:
        yield "xbrl.4.6:notItemOrTuple", f"is no concept of the taxonomy (namespace {fact.concept.namespace or 'none'})"
        return
    for check in CHECKS:
        problem = check(fact, concept)
        if problem is not None:
            yield problem


def _told(code: str, message: str, fact: Fact) -> Finding:
    return finding(code, message, source=fact.marks[0] if fact.marks else None, facts=[fact.id])


def id_findings(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Ids that two facts share (XML 1.0 section 3.3.1)."""
    seen: set[str] = set()
    for fact in facts:
        if fact.id in seen:
            yield _told("load:duplicate-id", f"The id {fact.id} is given to two facts.", fact)
        seen.add(fact.id)
