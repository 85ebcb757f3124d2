"""Line items named by column headers, also those that a conversion broke: `Total Reve | nues`, `Operating Inc | come`.

A broken header is taken for a line item only when one, and no other, comes near; each is told.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from ...taxonomy.finding import Finding, finding
from ...taxonomy.profile import LineItem
from ..document import Column
from ..language.fold import fold
from .items import ItemIndex, Match
from .meaning import Meaning

_ALIKE = 0.84
"""Least likeness (difflib's ratio of folded texts) of a broken header to the label it is taken for."""

_APART = 0.08
"""How much less alike every label of another line item must be."""


class HeaderItems:
    """Finds the line items of a table's columns; `findings` tells of the headers that were made whole."""

    def __init__(self, items: ItemIndex, kinds: Sequence[str], above: Sequence[str]) -> None:
        self._items = items
        self._kinds = tuple(kinds)
        self._above = above
        self.findings: list[Finding] = []

    def find(self, columns: Sequence[Column], meanings: Mapping[int, Meaning]) -> dict[int, tuple[Match, ...]]:
        """The matches of each column whose header names a line item, whole or broken, by column index."""
        found: dict[int, tuple[Match, ...]] = {}
        for column in columns:
            meaning = meanings[column.index]
            for text in dict.fromkeys(fold(t) for t in (column.text.replace(" | ", " "), meaning.rest) if t):
                if matches := self._items.match(text, self._above, self._kinds):
                    found[column.index] = matches
                    break
        for at, column in enumerate(columns):
            if column.index in found or not meanings[column.index].rest:
                continue
            before = columns[at - 1] if at else None
            after = columns[at + 1] if at + 1 < len(columns) else None
            best: tuple[float, tuple[Column, ...], tuple[Match, ...]] = (0.0, (), ())
            broken = [c if c is not None and c.index not in found else None for c in (before, after)]
            for pieces in _joins(broken[0], column, broken[1], meanings):
                text = "".join(fold(meanings[c.index].rest) for c in pieces)
                likeness, matches = self._whole(text)
                taken = {m.item.concept for c in pieces for m in found.get(c.index, ())}
                if len(matches) == 1 and taken <= {matches[0].item.concept} and likeness > best[0]:
                    best = likeness, pieces, matches
            if best[2]:
                for piece in best[1]:
                    found.setdefault(piece.index, best[2])
                self._tell(best[1], best[2][0].item)
        return found

    def _whole(self, text: str) -> tuple[float, tuple[Match, ...]]:
        """The line item that a broken header is, with its likeness: equal (1), or the only one that comes near."""
        if matches := self._items.match(text, self._above, self._kinds):
            return 1.0, matches
        likeness: dict[str, tuple[float, tuple[Match, ...]]] = {}
        for leaf in self._items.alike(text, _ALIKE - _APART):
            matches = self._items.match(leaf, self._above, self._kinds)
            if len(matches) == 1:
                ratio = difflib.SequenceMatcher(None, text, leaf, autojunk=False).ratio()
                concept = matches[0].item.concept
                likeness[concept] = max(likeness.get(concept, (0.0, ())), (ratio, matches), key=lambda pair: pair[0])
        ranked = sorted(likeness.values(), key=lambda pair: -pair[0])
        if not ranked or ranked[0][0] < _ALIKE:
            return 0.0, ()
        alone = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _APART
        return ranked[0] if alone else (0.0, ())

    def _tell(self, pieces: Sequence[Column], item: LineItem) -> None:
        spans = [s for c in pieces for h in c.headers for s in h.spans]
        printed = " ‖ ".join(c.text for c in pieces)
        self.findings.append(
            finding(
                "bind:header-made-whole",
                f"the header “{printed}” is broken and taken for “{item.label[0]}” ({item.concept})",
                source=spans[0] if spans else None,
                also=spans[1:],
            )
        )


def _joins(
    before: Column | None, column: Column, after: Column | None, meanings: Mapping[int, Meaning]
) -> Iterator[tuple[Column, ...]]:
    """A broken header with its neighbours: the piece behind it, the piece before it, then alone."""
    if after is not None and meanings[after.index].rest:
        yield column, after
    if before is not None and meanings[before.index].rest:
        yield before, column
    yield (column,)
