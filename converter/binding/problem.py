"""Marks that could not be bound, with the reason and the candidates; `bind` turns them into findings."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Mark
from .model import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a mark could not be bound, with the candidates considered; `ambiguous` if too many fitted alike."""

    why: str
    near: tuple[str, ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A mark with its problem."""

    mark: Mark
    place: Place
    problem: Problem
