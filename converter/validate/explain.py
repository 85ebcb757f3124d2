"""A broken summation as a finding: the figures, where each is printed, and the likeliest cause."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import DecimalException
from typing import Final

from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import Taxonomy
from ...taxonomy.span import Span
from .causes import Break, Cause, CauseKind, likeliest
from .result import CalculationResult, Part, Rule
from .words import amount, context_words, name_words, place_words

CODES: Final[Mapping[Rule, str]] = {
    Rule.INTERVAL: "calc11e:inconsistentCalculationUsingRounding",
    Rule.TRUNCATION: "calc11e:inconsistentCalculationUsingTruncation",
    Rule.XBRL_2_1: "xbrl.5.2.5.2:calcInconsistency",
}
INCONSISTENCIES: Final = frozenset(CODES.values())
"""The codes that tell of a broken sum."""

_SAID: Final[Mapping[CauseKind, str]] = {
    CauseKind.ROUNDING: "the figures are rounded; the interval rule of Calculations 1.1 lets the difference pass",
    CauseKind.SIGN: "{figures} has the wrong sign (the difference is twice its amount)",
    CauseKind.TWICE: "{figures} is counted although another part holds it, or does not belong to this total",
    CauseKind.MISSING: "a part is missing from the sum: {figures} is the difference",
    CauseKind.OFF_BY_ONE: "rounding: the difference is at most one in the last place of each figure",
    CauseKind.SWAPPED: "two digits of {figures} are swapped: {instead} would be right",
    CauseKind.SCALE: "{figures} is off by a power of ten: {instead} would be right",
    CauseKind.UNREPORTED: "not all parts of the network are reported here; {missing} would have to add {instead}",
}


def broken_finding(
    broken: Break, taxonomy: Taxonomy, prefixes: Mapping[str, str], places: Mapping[str, Span]
) -> Finding:
    """The finding about one broken summation; `prefixes` maps namespace to prefix, `places` a fact id to its place."""
    result = broken.result
    total = result.total
    name = name_words(total.concept, taxonomy, prefixes)
    parts = "; ".join(_part(part, taxonomy, prefixes, places) for part in result.parts)
    where = place_words(total, places)
    many = f"its {len(result.parts)} parts come" if len(result.parts) > 1 else "its only part comes"
    message = (
        f"{name} {context_words(total)} is {amount(total.value)}{_in_brackets(where)}, but {many} to "
        f"{amount(result.sum)}, a difference of {amount(result.difference)}: {parts}. "
        f"Network: {role_words(result, taxonomy)}."
    )
    try:
        cause = likeliest(broken)
    except DecimalException:  # thousands of digits: no guess
        cause = None
    if cause is not None:
        message += f" Likeliest cause: {_cause(cause, result, taxonomy, prefixes)}."
    facts = [total, *(part.fact for part in result.parts)]
    also = [mark for fact in facts[1:] for mark in fact.marks[:1]]
    source = total.marks[0] if total.marks else places.get(total.id)
    return finding(CODES[result.rule], message, source=source, facts=[fact.id for fact in facts], also=also)


def role_words(result: CalculationResult, taxonomy: Taxonomy) -> str:
    """The definition of the network's role with its address, or the address alone."""
    definition = next((role.definition for role in taxonomy.roles if role.uri == result.role), "")
    return f"{definition} ({result.role})" if definition else result.role


def _part(part: Part, taxonomy: Taxonomy, prefixes: Mapping[str, str], places: Mapping[str, Span]) -> str:
    sign = "-" if part.weight < 0 else "+"
    factor = "" if part.weight.copy_abs() == 1 else f"{part.weight.copy_abs():f} × "
    name = name_words(part.fact.concept, taxonomy, prefixes)
    return f"{sign} {factor}{name} {amount(part.fact.value)}{_in_brackets(place_words(part.fact, places))}"


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _cause(cause: Cause, result: CalculationResult, taxonomy: Taxonomy, prefixes: Mapping[str, str]) -> str:
    shown = [f"{name_words(f.concept, taxonomy, prefixes)} {amount(f.value)}" for f in cause.facts[:3]]
    missing = [name_words(name, taxonomy, prefixes) for name in result.missing[:5]]
    if len(result.missing) > 5:
        missing.append(f"{len(result.missing) - 5} more")
    return _SAID[cause.kind].format(
        figures=" or ".join(shown),
        instead=amount(cause.instead) if cause.instead is not None else "",
        missing=", ".join(missing),
    )
