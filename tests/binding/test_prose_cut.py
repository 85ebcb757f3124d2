"""A figure of running text is a fact only if it stands there whole: no piece of one, and none without its own scale."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tanshin.converter.binding import Known
from tanshin.taxonomy.profile import Phrase

_spec = importlib.util.spec_from_file_location("binding_issuer", Path(__file__).parent / "issuer.py")
assert _spec is not None and _spec.loader is not None
issuer = sys.modules.setdefault("binding_issuer", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(issuer)

KNOWN = Known(
    replace(
        issuer.ACME,
        phrases=(Phrase(("Revenues",), ("Revenues",), measures=("change",)),),
        measures={"change": replace(issuer.ACME.measures["change"], against="year")},
    ),
    issuer.NAMESPACE,
)


def values(sentence: str) -> list[str]:
    """The values that the figures of a sentence about a section's period are bound to."""
    text = f"Acme Corporation\n\nResults of operations for 1H08\n\n{sentence}\n"
    return [f"{b.value:f}" for b in issuer.bound(text, KNOWN).bound]


@pytest.mark.parametrize(
    "figure",
    [
        "12,345 million",
        "12,345-million",
        "12,345\u00a0million",
        "12,345 yen million",
        "12.345 bn",
        "12.345 thousand million",
    ],
)
def test_a_figure_with_its_scale_is_whole(figure: str) -> None:
    assert values(f"Revenues were JPY{figure}, and demand grew.") == ["12345000000"]


INVISIBLE = ("\u200b", "\u00ad", "\u200e", "\u200f", "\u202e", "\u2060", "\ufeff", "\u0301", "\ufe0f", "\u2028", "\x0b")


@pytest.mark.parametrize("char", [*INVISIBLE, *"'_*~^|\\`·"])
def test_a_figure_that_something_parts_is_none_of_its_pieces(char: str) -> None:
    for printed in ("1{}2,345", "12{},345", "12,{}345"):
        assert values(f"Revenues were JPY{printed.format(char)} million.") == []
    assert values(f"Revenues rose by 4{char}3.2% YoY.") == []


@pytest.mark.parametrize("figure", ["12 345", "12, 345", "12 ,345", "12 1/2", "12½", "12\u2009345", "12\u202f345"])
def test_a_figure_that_goes_on_behind_a_blank_or_as_a_fraction_is_not_whole(figure: str) -> None:
    assert values(f"Revenues were JPY{figure} million.") == []


@pytest.mark.parametrize(
    "behind",
    [
        "  million",
        " (million)",
        ", million",
        " hundred million",
        "* million",
        "(1) million",
        " or so million",
        " X million",
    ],
)
def test_a_figure_does_not_lose_a_scale_that_stands_apart_from_it(behind: str) -> None:
    assert values(f"Revenues were JPY12,345{behind}.") == []
    assert values("Revenues were between JPY12 and JPY13 million.") == []
