"""Line items by label: which item of the profile a row or column label is, given the labels printed above it.

The rule is that of `taxonomy/profiles/README.md` (`line_items.csv`). Periods, units and measures are left to `table`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...taxonomy.profile import LineItem, Profile
from ..language.fold import fold
from .nearest import Nearest


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to print a line item: its folded label and the folded labels it must stand under, outermost first."""

    leaf: str
    parents: tuple[tuple[str, ...], ...]
    item: LineItem


@dataclass(frozen=True, slots=True)
class Match:
    """A spelling that fits a row. `nearness` is the place of its innermost parent among the labels above, else -1.

    `sure` tells that the kind of table is known from more than its rows.
    """

    spelling: Spelling
    nearness: int
    sure: bool = True

    @property
    def rank(self) -> tuple[bool, int, int, bool]:
        """Bound to a kind of table, then later parent, then more parents: the greater the better.

        A kind that only the rows tell must not outdo the heading that a row stands under.
        """
        of_kind = self.spelling.item.table != "*"
        return of_kind and self.sure, self.nearness, len(self.spelling.parents), of_kind

    @property
    def item(self) -> LineItem:
        """The line item matched."""
        return self.spelling.item


@dataclass(frozen=True, slots=True)
class Near:
    """A line item that was considered and rejected, and why."""

    item: LineItem
    why: str


class ItemIndex:
    """The spellings of a profile's line items, by folded label."""

    def __init__(self, profile: Profile) -> None:
        by_leaf: dict[str, list[Spelling]] = {}
        for item in profile.line_items:
            *parents, leaf = item.path
            folded_parents = tuple(tuple(fold(p) for p in alternatives) for alternatives in parents)
            for text in dict.fromkeys(fold(t) for t in leaf):
                by_leaf.setdefault(text, []).append(Spelling(text, folded_parents, item))
        self._by_leaf: Mapping[str, Sequence[Spelling]] = by_leaf

    @cached_property
    def leaves_by_table(self) -> Mapping[str, frozenset[str]]:
        """The folded labels of each kind of table."""
        found: dict[str, set[str]] = {}
        for leaf, spellings in self._by_leaf.items():
            for spelling in spellings:
                found.setdefault(spelling.item.table, set()).add(leaf)
        return {table: frozenset(leaves) for table, leaves in found.items()}

    def knows(self, folded: str) -> bool:
        """Whether any line item is printed so."""
        return folded in self._by_leaf

    @cached_property
    def parents(self) -> frozenset[str]:
        """The folded labels that line items stand under."""
        spellings = (s for found in self._by_leaf.values() for s in found)
        return frozenset(p for s in spellings for alternatives in s.parents for p in alternatives)

    def many_sided(self, folded: str, kinds: Iterable[str]) -> bool:
        """Whether a label is, in tables of these kinds, one line item or another by what stands above it."""
        allowed = {*kinds, "*"}
        spellings = [s for s in self._by_leaf.get(folded, ()) if s.item.table in allowed]
        return len({s.item.concept for s in spellings}) > 1 and any(s.parents for s in spellings)

    def rival_parents(self, folded: str, kinds: Iterable[str], concept: str) -> frozenset[str]:
        """The folded labels, one of which would have to stand right above for the label to be another concept."""
        allowed = {*kinds, "*"}
        spellings = [s for s in self._by_leaf.get(folded, ()) if s.item.table in allowed and s.item.concept != concept]
        return frozenset(parent for s in spellings if s.parents for parent in s.parents[-1])

    def match(self, folded: str, above: Sequence[str], kinds: Iterable[str], sure: bool = True) -> tuple[Match, ...]:
        """The best matches of a folded label, given the folded labels above it (the first the farthest).

        `sure` tells that the kinds of table are known from more than the rows. More than one match means that the
        label is ambiguous: the matches rank alike and say different things.
        """
        allowed = {*kinds, "*"}
        found = [
            Match(spelling, nearness, sure)
            for spelling in self._by_leaf.get(folded, ())
            if spelling.item.table in allowed and (nearness := _nearness(spelling.parents, above)) is not None
        ]
        if not found:
            return ()
        best = max(m.rank for m in found)
        distinct: dict[tuple[object, ...], Match] = {}
        for match in found:
            if match.rank == best:
                item = match.item
                distinct.setdefault((item.concept, item.sign, item.dimensions, item.at), match)
        return tuple(distinct.values())

    def alike(self, folded: str, least: float, count: int = 8) -> list[str]:
        """The folded labels at least so alike (difflib's ratio), the most alike first."""
        return difflib.get_close_matches(folded, self._by_leaf, n=count, cutoff=least)

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._by_leaf)

    def near(self, folded: str, above: Sequence[str], kinds: Iterable[str], count: int = 3) -> tuple[Near, ...]:
        """The nearest line items to a label that matched none, each with the reason for its rejection."""
        allowed = {*kinds, "*"}
        found: list[Near] = []
        for leaf in self._nearest.find(folded, count):
            for spelling in self._by_leaf[leaf]:
                if leaf != folded:
                    why = f"its label reads “{leaf}”"
                elif spelling.item.table not in allowed:
                    why = f"it belongs to tables of the kind “{spelling.item.table}”"
                elif _nearness(spelling.parents, above) is None:
                    wanted = " > ".join(p[0] for p in spelling.parents)
                    why = f"it stands under “{wanted}”, which is not printed above"
                else:
                    why = "another line item fits as well"
                found.append(Near(spelling.item, why))
        return tuple({n.item.concept: n for n in reversed(found)}.values())[::-1][:count]


def _nearness(parents: Sequence[tuple[str, ...]], above: Sequence[str]) -> int | None:
    """Where the innermost parent stands in the labels above when all parents stand there in order; else None."""
    if not parents:
        return -1
    end = len(above)
    innermost: int | None = None
    for alternatives in reversed(parents):
        place = next((i for i in range(end - 1, -1, -1) if above[i] in alternatives), None)
        if place is None:
            return None
        if innermost is None:
            innermost = place
        end = place
    return innermost
