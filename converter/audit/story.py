"""What is told of a print that is to blame: one story with all that it explains, each relation with its arithmetic.

Slips that are one slip (a figure's rate beside it, a sentence of another period, a column in another scale) are told
as one. Who is to blame was settled in `diagnose`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from ...taxonomy.finding import Finding, Severity, finding
from ..validate.words import amount
from .cause import Kind, as_printed, expected, power_of
from .diagnose import Blame, Rival
from .judge import State
from .model import Print, Subject
from .ranges import to_places
from .relations import Constant, Expression, Key, Linear, Relation, key_of, reached
from .tell import line_of, name, place

SUM_CODE: Final = "calc11e:inconsistentCalculationUsingRounding"
_CODES: Final = {"derived": "audit:derived", "translation": "audit:translation"}
_MOST_RELATIONS: Final = 4
_MOST_OTHERS: Final = 4


def stories(
    subject: Subject, state: State, blames: Sequence[Blame], shaky: frozenset[str] = frozenset()
) -> list[Finding]:
    """A finding for each slip; what is one off in a line of `shaky` may be rounded to foot, and is a remark only."""
    return [_told(subject, state, group, shaky) for group in _grouped(state, blames)]


# --- what is one slip -------------------------------------------------------------------------------------------------


def _grouped(state: State, blames: Sequence[Blame]) -> list[list[Blame]]:
    groups: list[list[Blame]] = []
    for blame in blames:
        for group in groups:
            if any(alike(state, one, blame) for one in group for alike in _ALIKE):
                group.append(blame)
                break
        else:
            groups.append([blame])
    return [_headed(state, group) for group in groups]


def _one_mark(state: State, a: Blame, b: Blame) -> bool:
    """One print that stands for several figures."""
    return a.shown.span == b.shown.span


def _one_period(state: State, a: Blame, b: Blame) -> bool:
    """Figures of one line, row or column that are those of one other period."""
    return a.cause.kind is Kind.PERIOD and a.cause.period == b.cause.period and _together(a.shown, b.shown)


def _one_scale(state: State, a: Blame, b: Blame) -> bool:
    """Figures of one table or line that are off by one power of ten."""
    return a.cause.kind is Kind.SCALE is b.cause.kind and a.cause.power == b.cause.power and _together(a.shown, b.shown)


def _figure_and_rate(state: State, a: Blame, b: Blame) -> bool:
    """Prints on one line that follow from each other, where both are printed otherwise elsewhere."""
    if a.shown.span.line != b.shown.span.line or not (a.against and b.against):
        return False
    one, other = key_of(a.shown.fact), key_of(b.shown.fact)
    tied = (r for r in state.by_key.get(one, ()) if r.kind == "derived" and other in r.keys)
    return any(relation.target in (one, other) for relation in tied)


_ALIKE: Final[tuple[Callable[[State, Blame, Blame], bool], ...]] = (
    _one_mark,
    _one_period,
    _one_scale,
    _figure_and_rate,
)


def _together(a: Print, b: Print) -> bool:
    if a.table is None or b.table is None:
        return a.span.line == b.span.line
    return a.table == b.table and (a.row == b.row or a.column == b.column)


def _headed(state: State, group: list[Blame]) -> list[Blame]:
    """The base of a rate before the rate; else as they were found."""

    def follows(blame: Blame) -> int:
        key = key_of(blame.shown.fact)
        others = {key_of(other.shown.fact) for other in group if other is not blame}
        return sum(relation.target == key and bool(others & {*relation.keys}) for relation in state.by_key.get(key, ()))

    return sorted(group, key=follows)


# --- telling ----------------------------------------------------------------------------------------------------------


def _told(subject: Subject, state: State, group: Sequence[Blame], shaky: frozenset[str]) -> Finding:
    head = group[0]
    parts = [_opening(subject, head)]
    parts += _relations(subject, state, head)
    parts += _verdict(subject, head)
    for other in group[1:]:
        parts.append(_beside(subject, head, other))
    broken = [relation for blame in group for relation in blame.broken]
    facts = dict.fromkeys(
        [blame.shown.fact.id for blame in group]
        + [p.fact.id for blame in group for p in blame.against]
        + [fact.id for relation in broken for key in relation.keys for fact in state.facts.get(key, ())]
    )
    prints = [p for blame in group for p in (blame.shown, *blame.again)]
    rivals = [rival.shown for blame in group for rival in (*blame.others, *blame.more[:_MOST_OTHERS])]
    prints += [*(p for blame in group for p in blame.against), *rivals]
    beside = (_beside_print(state, key, head.shown, _exact(r)) for r in broken for key in r.keys)
    prints += [p for p in beside if p is not None]
    marks = list(dict.fromkeys(p.span for p in prints))
    wrong_sum = subject.judged and any(relation.kind == "sum" for relation in broken)
    severity = Severity.ERROR if wrong_sum else None
    if all(blame.cause.kind is Kind.ROUNDED and blame.shown.fact.concept.local in shaky for blame in group):
        severity = Severity.INFO
    return finding(
        _code(subject, group),
        " ".join(filter(None, parts)),
        source=marks[0],
        also=marks[1:],
        facts=facts,
        severity=severity,
    )


def _code(subject: Subject, group: Sequence[Blame]) -> str:
    """A broken sum has the validator's code where it was asked for sums, so that it is told as one thing."""
    head = group[0]
    if head.against:
        return "audit:period-of-another" if head.cause.kind is Kind.PERIOD else "audit:contradiction"
    kinds = {relation.kind for blame in group for relation in blame.broken}
    if "sum" in kinds:
        return SUM_CODE if subject.judged else "audit:sum"
    return next((code for kind, code in _CODES.items() if kind in kinds), "audit:breakdown")


def _opening(subject: Subject, blame: Blame) -> str:
    shown = blame.shown
    said = f"{name(subject, shown.fact)} is printed as {shown.raw} ({place(subject, shown.span)})"
    said += "".join(f" and again as {p.raw} ({place(subject, p.span)})" for p in blame.again)
    if not blame.against:
        return f"{said}."
    elsewhere = " and ".join(f"{p.raw} ({place(subject, p.span)})" for p in blame.against[:3])
    more = f" and {len(blame.against) - 3} times more" if len(blame.against) > 3 else ""
    return f"{said} and elsewhere as {elsewhere}{more}; no rounding reconciles them."


def _relations(subject: Subject, state: State, blame: Blame) -> list[str]:
    """What does not hold with the print, each with its arithmetic."""
    told = [_arithmetic(subject, state, relation, blame.shown) for relation in blame.broken[:_MOST_RELATIONS]]
    if not told:
        return []
    rest = len(blame.broken) - len(told)
    lead = (
        "This does not hold with it:"
        if len(blame.broken) == 1
        else f"{len(blame.broken)} relations do not hold with it:"
    )
    return [f"{lead} {'; '.join(told)}{f'; and {rest} more' if rest else ''}."]


def _verdict(subject: Subject, blame: Blame) -> list[str]:
    """What would fit, what else speaks for it, the likeliest cause, and who else may be wrong."""
    said = []
    if blame.right is not None and not blame.against:
        said.append(
            f"{expected(blame.right, blame.shown)} would be right by {'it' if len(blame.broken) == 1 else 'them'}."
        )
    if blame.against and blame.held > 0:
        said.append(
            f"{_times(blame.held)} that the figure stands in hold{'s' if blame.held == 1 else ''} without this print."
        )
    if blame.others:
        said.append(
            f"The relations do not tell whether it is wrong or another of these: {_rivals(subject, blame.others)}."
        )
    if blame.cause.words:
        said.append(f"Likeliest cause: {blame.cause.words}.")
    if blame.more and not blame.others:
        said.append(f"No such slip explains these, one of which may be wrong instead: {_rivals(subject, blame.more)}.")
    return said


def _rivals(subject: Subject, rivals: Sequence[Rival]) -> str:
    """Prints that may be wrong instead, each with what it should be then."""
    told = [
        f"{rival.shown.raw} ({place(subject, rival.shown.span)})"
        + (f", where {expected(rival.right, rival.shown)} would be right" if rival.right is not None else "")
        for rival in rivals[:_MOST_OTHERS]
    ]
    more = len(rivals) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more > 0 else "")


def _times(number: int) -> str:
    return "The one check" if number == 1 else f"The {number} checks"


def _beside(subject: Subject, head: Blame, other: Blame) -> str:
    shown = other.shown
    said = f"So it is with {name(subject, shown.fact)}, {shown.raw} ({place(subject, shown.span)})"
    if other.against:
        said += f", elsewhere {other.against[0].raw} ({place(subject, other.against[0].span)})"
    elif other.right is not None:
        said += f", where {expected(other.right, shown)} would be right"
    return said + "."


# --- arithmetic -------------------------------------------------------------------------------------------------------


def _arithmetic(subject: Subject, state: State, relation: Relation, shown: Print) -> str:
    """`27.0% = 329 (line 243) / 258 (line 243) - 1 comes to 27.08% to 27.96%`: the rule with what is printed."""
    prints = {key: _beside_print(state, key, shown, _exact(relation)) for key in relation.keys}
    target = prints[relation.target]
    in_base = len({power_of(p) for p in prints.values() if p is not None and p.value}) > 1 and relation.kind == "sum"
    way = relation.ways[0]

    def word(key: Key) -> str:
        found = prints[key]
        if found is None:
            return "?"
        written = amount(found.value) if in_base else found.raw
        return f"{written} ({line_of(subject, found.span)})"

    def signed(weight: Fraction, key: Key) -> tuple[bool, str]:
        found = prints[key]
        if found is None:
            return weight < 0, "?"
        factor = "" if abs(weight) == 1 else f"{to_places(abs(weight), 6).normalize():f} × "
        written = amount(found.value.copy_abs()) if in_base else found.raw.strip("()-−")
        negative = (weight < 0) != (found.value < 0)
        return negative != turned, f"{factor}{written} ({line_of(subject, found.span)})"

    if target is None:
        return relation.words
    # A decrease of 165 is printed without a sign: what it comes to is shown as it is printed.
    printed_negative = target.raw.lstrip().startswith(("(", "-", "−"))
    turned = isinstance(way, Linear) and bool(target.value) and not in_base and printed_negative != (target.value < 0)
    ranges = {key: p.range for key, p in prints.items() if p is not None}
    result = reached(way, lambda key: ranges[key]) if len(ranges) == len(prints) else None
    comes = ""
    if result is not None:
        low, high = as_printed(result.low, target), as_printed(result.high, target)
        comes = f", which comes to {low if low == high else f'between {low} and {high}'}"
    rule = f" ({relation.words})" if relation.kind == "translation" else ""
    network = f" [{relation.role}]" if relation.role else ""
    label = "" if target is shown else f"{name(subject, target.fact)} "
    return f"{label}{word(relation.target)} = {_written(way, signed)}{comes}{rule}{network}"


def _exact(relation: Relation) -> bool:
    """Whether the most accurate prints show a relation best; a column is shown as it stands."""
    return relation.kind in ("derived", "translation")


def _written(way: Expression, signed: Callable[[Fraction, Key], tuple[bool, str]], inner: bool = False) -> str:
    """An expression with its figures as printed; the sign of each is that with which it counts."""
    if isinstance(way, Constant):
        return f"{to_places(way.value, 6).normalize():f}"
    if isinstance(way, Linear):
        text = ""
        for weight, key in way.parts:
            negative, written = signed(weight, key)
            text += f" {'-' if negative else '+'} {written}" if text else f"{'-' if negative else ''}{written}"
        return f"({text})" if inner and len(way.parts) > 1 else text
    text = f"{_written(way.left, signed, way.sign in '*/')} {way.sign} {_written(way.right, signed, True)}"
    return f"({text})" if inner else text


def _beside_print(state: State, key: Key, shown: Print, exact: bool = False) -> Print | None:
    """The print of a figure that is nearest in kind to another: the same print, table, accuracy.

    The most accurate one if `exact`.
    """
    prints = state.prints(key)
    if key == key_of(shown.fact):
        return shown
    left = [p for p in prints if (p.span, p.fact.id) not in state.excluded] or prints
    if exact:
        return min(left, key=lambda p: (p.range.width, abs(p.span.line - shown.span.line)), default=None)
    return min(
        left,
        key=lambda p: (
            p.table != shown.table or p.table is None,
            p.decimals != shown.decimals,
            abs(p.span.line - shown.span.line),
        ),
        default=None,
    )
