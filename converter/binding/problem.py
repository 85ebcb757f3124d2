"""Marks that could not be bound, with the reason and the candidates; `bind` turns them into findings."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Mark
from .model import Place

UNIT_HINT = "Where the table says its currency in no words, give it as `currency` in the profile's profile.toml"
SCALE_HINT = (
    "Where the table is printed so, give its scale as `scale` in tables.csv of the profile, or a row's in "
    "line_items.csv: 0 for figures in full, 3 for thousands, 6 for millions"
)
PERIOD_HINT = "See the header as read with `tanshin read`; a balance under a period needs `at` in line_items.csv"
NAMING_HINT = (
    "Say in profile.toml in which month the fiscal year starts (`start_month`), and whether one is named by the year "
    "it starts or ends in (`named_by`)"
)
DOUBT_HINT = "Compare the table with what `tanshin read` shows; a header or a cell may have been lost or shifted"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a mark could not be bound, with the candidates considered; `ambiguous` if too many fitted alike.

    `hint` says what to do; empty where the hint of the finding's code does. `meant` is the concept that the words mean,
    where only the figure speaks against it.
    """

    why: str
    near: tuple[str, ...] = ()
    ambiguous: bool = False
    hint: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A mark with its problem."""

    mark: Mark
    place: Place
    problem: Problem
