"""The guess about a broken sum is the slip that was made, and none is made without reason."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from tanshin.converter.report import Entity, Fact, Period, Unit
from tanshin.converter.validate.causes import Break, Cause, likeliest
from tanshin.converter.validate.index import Amounts
from tanshin.converter.validate.result import CalculationResult, Part, Rule, Verdict
from tanshin.taxonomy.amount import add
from tanshin.taxonomy.names import ISO4217
from tanshin.taxonomy.qname import QName


def fact(name: str, value: int, decimals: int = 0) -> Fact:
    period = Period(None, date(2008, 9, 30))
    unit = Unit((QName(ISO4217, "JPY"),))
    return Fact(name, QName("e", name), Decimal(value), period, unit, Entity("s", "1"), decimals)


def guess(total: int, parts: list[int], beside: list[int] = [], missing: tuple[str, ...] = ()) -> Cause | None:  # noqa: B006
    facts = [fact(f"P{n}", value) for n, value in enumerate(parts)]
    sum_ = add(f.value for f in facts if isinstance(f.value, Decimal))
    result = CalculationResult(
        Rule.INTERVAL,
        "role",
        "arcrole",
        fact("T", total),
        tuple(Part(f, Decimal(1)) for f in facts),
        sum_,
        Decimal(total) - sum_,
        Verdict.BROKEN,
        tuple(QName("e", name) for name in missing),
    )
    others = [fact(f"O{n}", value) for n, value in enumerate(beside)]
    return likeliest(Break.of(result, Amounts([*others, *facts, result.total])))


@pytest.mark.parametrize(
    ("total", "parts", "beside", "kind", "names"),
    [
        (46916, [12345, 67890, -33322], [], "off by one", ()),
        (46913, [12345, 67890, 33322], [], "sign", ("P2",)),
        (80235, [12345, 67890, 33322], [], "counted twice", ("P2",)),
        (80235, [12345, 67890 - 22222], [22222, 17], "one part missing", ("O0",)),
        (80235, [12345, 76890], [], "digits swapped", ("P1",)),
        (82035, [12345, 67890], [], "digits swapped", ("T",)),
        (80235, [12345000, 67890], [], "scale", ("P0",)),
        (80235, [12345, 6789], [], "scale", ("P1",)),
    ],
)
def test_the_slip_is_found(total: int, parts: list[int], beside: list[int], kind: str, names: tuple[str, ...]) -> None:
    cause = guess(total, parts, beside)
    assert cause is not None
    assert (cause.kind, tuple(f.id for f in cause.facts)) == (kind, names)


def test_what_a_figure_should_have_been() -> None:
    cause = guess(80235, [12345, 76890])
    assert cause is not None
    assert cause.instead == Decimal(67890)


def test_parts_that_are_not_reported_are_named_when_nothing_else_explains() -> None:
    cause = guess(80235, [12345], missing=("Q",))
    assert cause is not None
    assert (cause.kind, cause.instead) == ("parts not reported", Decimal(67890))


def test_no_guess_without_reason() -> None:
    assert guess(100000, [12345, 67890]) is None


def test_a_slip_among_rounded_figures_is_still_found() -> None:
    """The figures are right to the unit only, so the swap leaves a difference of one."""
    cause = guess(80236, [12345, 76890])
    assert cause is not None
    assert (cause.kind, [f.id for f in cause.facts]) == ("digits swapped", ["P1"])


@pytest.mark.parametrize("seed", range(20))
def test_any_two_swapped_digits_of_any_part_are_named_among_the_guesses(seed: int) -> None:
    dice = random.Random(seed)
    parts = [dice.randrange(10**6, 10**9) for _ in range(6)]
    wrong = dice.randrange(len(parts))
    digits = list(str(parts[wrong]))
    place = dice.choice([n for n in range(1, len(digits) - 1) if digits[n] != digits[n + 1]])
    total = sum(parts)
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    parts[wrong] = int("".join(digits))
    cause = guess(total, parts)
    assert cause is not None
    if abs(total - sum(parts)) > len(parts) + 1:
        assert cause.kind == "digits swapped"
        assert f"P{wrong}" in {f.id for f in cause.facts}
