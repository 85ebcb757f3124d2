"""Formulas of `derivations.csv`: how a figure follows from others, as a tree; the syntax is said in the README beside.

What a formula comes to in a release is worked out in `converter.audit`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

BASE: Final = "{}"
"""Stands for the concept that a measure is of."""

LATEST: Final = "latest"
"""The last balance that the release gives."""

ALL: Final = "*"
"""In the place of a member: all members of the axis that are reported, added up."""


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Ref:
    """A figure: `when` is empty for the period of the derived figure, `-1y` a year before, `previous` the period just
    before, `year_end` the end of the last fiscal year, `start` or `end` for the balance before it and at its end,
    `latest` for the last balance that the release gives;
    `dimensions` replace those of the derived figure, a default member none; `optional` counts as nothing where it is
    not reported."""

    concept: str
    when: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    optional: bool = False

    def of(self, base: str) -> str:
        """The concept's name; that of the base where a measure means it."""
        return base if self.concept == BASE else self.concept


@dataclass(frozen=True, slots=True)
class Operation:
    """Two formulas joined by `+`, `-`, `*` or `/`."""

    sign: str
    left: Formula
    right: Formula


Formula = Number | Ref | Operation

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>\{\}|[A-Z]\w*)(?:\[(?P<where>[^\]]*)\])?(?P<optional>\?)?|(?P<sign>[-+*/()]))"
)
_WHEN: Final = ("-1y", "previous", "year_end", "start", "end", LATEST)


def parse_formula(text: str) -> Formula:
    """The tree of a formula. Raises `ValueError` that says what cannot be read."""
    tokens = list(_tokens(text))
    formula, rest = _sum(tokens)
    if rest:
        raise ValueError(f"`{_shown(rest[0])}` stands where the formula should end")
    return formula


def refs(formula: Formula) -> Iterator[Ref]:
    """Every figure of a formula, from left to right."""
    if isinstance(formula, Ref):
        yield formula
    elif isinstance(formula, Operation):
        yield from refs(formula.left)
        yield from refs(formula.right)


def weights(formula: Formula) -> tuple[tuple[Decimal, Ref], ...] | None:
    """The figures with their weights if the formula is a plain sum of them, else None."""
    if isinstance(formula, Ref):
        return ((Decimal(1), formula),)
    if isinstance(formula, Operation) and formula.sign in "+-":
        left, right = weights(formula.left), weights(formula.right)
        if left is not None and right is not None:
            return (*left, *((-w if formula.sign == "-" else w, ref) for w, ref in right))
    return None


_Token = Number | Ref | str


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None:
            raise ValueError(f"`{stripped[position:].strip()}` cannot be read")
        position = match.end()
        if match["number"]:
            yield Number(Decimal(match["number"]))
        elif match["name"]:
            yield _ref(match["name"], match["where"] or "", bool(match["optional"]))
        else:
            yield match["sign"]


def _ref(name: str, where: str, optional: bool) -> Ref:
    when = ""
    pairs: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in where.split(";"))):
        axis, equals, member = (piece.strip() for piece in part.partition("="))
        if part in _WHEN:
            when = part
        elif equals and axis and member:
            pairs.append((axis, member))
        else:
            raise ValueError(f"`{part}` is neither {', '.join(_WHEN)} nor `Axis=Member`")
    return Ref(name, when, tuple(sorted(pairs)), optional)


def _sum(tokens: list[_Token]) -> tuple[Formula, list[_Token]]:
    formula, rest = _product(tokens)
    while rest and rest[0] in ("+", "-"):
        right, after = _product(rest[1:])
        formula, rest = Operation(str(rest[0]), formula, right), after
    return formula, rest


def _product(tokens: list[_Token]) -> tuple[Formula, list[_Token]]:
    formula, rest = _factor(tokens)
    while rest and rest[0] in ("*", "/"):
        right, after = _factor(rest[1:])
        formula, rest = Operation(str(rest[0]), formula, right), after
    return formula, rest


def _factor(tokens: list[_Token]) -> tuple[Formula, list[_Token]]:
    if not tokens:
        raise ValueError("the formula ends where a figure should stand")
    first, rest = tokens[0], tokens[1:]
    if isinstance(first, Number | Ref):
        return first, rest
    if first != "(":
        raise ValueError(f"`{first}` stands where a figure should")
    formula, rest = _sum(rest)
    if not rest or rest[0] != ")":
        raise ValueError("a parenthesis is not closed")
    return formula, rest[1:]


def _shown(token: _Token) -> str:
    return token if isinstance(token, str) else token.concept if isinstance(token, Ref) else str(token.value)
