"""What ties the figures of a release to each other, as equations: a target and what it should come to.

Sums of the networks, derived figures, translations and breakdowns are all of one form, so that one judge weighs them
and each can be asked what any of its figures would have to be. Which of them are broken is for `judge`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..report import Fact, Unit
from .model import Aspects, aspects_of
from .ranges import Range, minus, over, plus, point, times

Key = tuple[Aspects, Unit | None]
"""One figure, wherever it is printed: its aspects and its unit."""

Domain = Callable[[Key], Range]


@dataclass(frozen=True, slots=True)
class Linear:
    """Figures with their weights, added up."""

    parts: tuple[tuple[Fraction, Key], ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that no figure of the release changes."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Join:
    """Two expressions joined by `+`, `-`, `*` or `/`."""

    sign: str
    left: Expression
    right: Expression


Expression = Linear | Constant | Join


@dataclass(frozen=True, slots=True)
class Relation:
    """`target` should be what one of `ways` comes to; `words` says by which rule, `kind` of which sort it is.

    `soft` is why it says nothing where it does not hold (a part is a nil mark); `role` is the network of a sum.
    """

    kind: str
    target: Key
    ways: tuple[Expression, ...]
    words: str
    soft: str = ""
    role: str = ""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every figure that it ties, the target first."""
        return tuple(dict.fromkeys((self.target, *(key for way in self.ways for key in keys_of(way)))))


def key_of(fact: Fact) -> Key:
    """The figure that a fact is."""
    return aspects_of(fact), fact.unit


def only(key: Key, weight: Decimal | int = 1) -> Linear:
    """A figure by itself."""
    return Linear(((Fraction(weight), key),))


def keys_of(expression: Expression) -> tuple[Key, ...]:
    """The figures of an expression, from left to right."""
    if isinstance(expression, Linear):
        return tuple(key for _, key in expression.parts)
    if isinstance(expression, Join):
        return keys_of(expression.left) + keys_of(expression.right)
    return ()


def reached(expression: Expression, domain: Domain) -> Range | None:
    """All that an expression can come to; None where a divisor may be nothing or negative.

    Of such a base a rate says nothing.
    """
    if isinstance(expression, Constant):
        return Range(expression.value, expression.value)
    if isinstance(expression, Linear):
        low = high = Fraction(0)
        for weight, key in expression.parts:
            bottom, top = domain(key)
            if weight < 0:
                bottom, top = top, bottom
            low += weight * bottom
            high += weight * top
        return Range(low, high)
    left, right = reached(expression.left, domain), reached(expression.right, domain)
    if left is None or right is None:
        return None
    if expression.sign == "/":
        return over(left, right) if right.low > 0 else None
    return _FORWARD[expression.sign](left, right)


def wanted(expression: Expression, key: Key, want: Range, domain: Domain) -> Range | None:
    """What a figure would have to be for the expression to reach `want`; None where that cannot be said, or anything.

    `key` stands once in the expression or nothing is said.
    """
    if isinstance(expression, Linear):
        weight, rest = Fraction(0), point(0)
        for factor, other in expression.parts:
            if other == key:
                weight += factor
            else:
                rest = plus(rest, times(domain(other), Range(factor, factor)))
        if not weight:
            return None
        return times(minus(want, rest), Range(1 / weight, 1 / weight))
    if isinstance(expression, Constant):
        return None
    on_left, on_right = key in keys_of(expression.left), key in keys_of(expression.right)
    if on_left == on_right:
        return None
    beside = reached(expression.right if on_left else expression.left, domain)
    if beside is None:
        return None
    inner = _BACK_LEFT[expression.sign](want, beside) if on_left else _BACK_RIGHT[expression.sign](want, beside)
    if inner is None:
        return None
    return wanted(expression.left if on_left else expression.right, key, inner, domain)


_FORWARD: Mapping[str, Callable[[Range, Range], Range]] = {"+": plus, "-": minus, "*": times}
_BACK_LEFT: Mapping[str, Callable[[Range, Range], Range | None]] = {
    "+": minus,
    "-": plus,
    "*": over,
    "/": times,
}
_BACK_RIGHT: Mapping[str, Callable[[Range, Range], Range | None]] = {
    "+": minus,
    "-": lambda want, left: minus(left, want),
    "*": over,
    "/": lambda want, left: over(left, want),
}
