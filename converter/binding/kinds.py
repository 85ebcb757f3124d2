"""Which kind of table a table is: by its titles, and by how many of its rows or columns are line items of that kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...taxonomy.profile import Profile, TableKind
from ..document import Table
from ..language.fold import fold
from .items import ItemIndex

_ENOUGH = 0.5
"""Share of a table's labels that must be line items of a kind for the kind to be taken without a title."""

_TELLING = 8
"""Characters (folded, without white space) from which a title is found within a longer one."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kinds that a table can be, best first and alike (usually one); `titled` if a title said so."""

    kinds: tuple[TableKind, ...]
    titled: bool
    why: str


class KindIndex:
    """The kinds of table of a profile with their folded titles."""

    def __init__(self, profile: Profile, items: ItemIndex) -> None:
        self._kinds = tuple((kind, tuple(fold(t) for t in kind.titles)) for kind in profile.tables.values())
        self._by_title: dict[str, list[int]] = {}
        for number, (_, titles) in enumerate(self._kinds):
            for title in filter(None, titles):
                self._by_title.setdefault(title, []).append(number)
        self._numbers = {kind.id: number for number, (kind, _) in enumerate(self._kinds)}
        self._items = items

    @cached_property
    def _by_leaf(self) -> Mapping[str, Sequence[int]]:
        """The kinds of table that have a row of a folded label."""
        found: dict[str, list[int]] = {}
        for table, leaves in self._items.leaves_by_table.items():
            for leaf in leaves if table in self._numbers else ():
                found.setdefault(leaf, []).append(self._numbers[table])
        return found

    def _concerned(self, shared: Mapping[int, int], texts: Sequence[str], continued: Recognised | None) -> list[int]:
        """The kinds that share rows or a title with a table, or that it may go on with, in order."""
        joined = "\n".join(texts)
        titled = {number for title, numbers in self._by_title.items() if title in joined for number in numbers}
        went_on = {self._numbers[kind.id] for kind in continued.kinds} if continued is not None else set()
        return sorted(shared.keys() | titled | went_on)

    def recognise(self, table: Table, labels: Sequence[str], continued: Recognised | None) -> Recognised:
        """The kind of `table`, whose folded row labels and column words are `labels`.

        A block that goes on with an earlier table is of that table's kind unless its own labels say otherwise.
        """
        own = [fold(t.text) for t in (*table.titles, *table.captions)]
        near = [fold(t.text) for t in table.context[:2]]
        known = set(labels)
        sure: list[TableKind] = []
        scored: list[tuple[tuple[int, float], TableKind]] = []
        shared = Counter(number for text in known for number in self._by_leaf.get(text, ()))
        for number in self._concerned(shared, [*own, *near], continued):
            kind, titles = self._kinds[number]
            coverage = shared[number] / len(known) if known else 0.0
            titled = 2 if _titled(titles, own) else 1 if _titled(titles, near) else 0
            went_on = continued is not None and kind in continued.kinds
            if titled or (went_on and continued is not None and continued.titled):
                sure.append(kind)
            # Rows alone must not add a dimension that nothing printed says.
            by_rows = coverage >= _ENOUGH and not kind.dimensions
            if titled == 2 or ((titled or went_on) and known) or by_rows:
                scored.append(((max(titled, 1 if went_on else 0), coverage), kind))
        if not scored:
            return Recognised((), False, "of no kind that the profile knows")
        # Tables of several kinds may share a title, rarely their rows: rows decide, titles break ties.
        best = max(score[1] + 0.3 * score[0] for score, _ in scored)
        kinds = tuple(k for score, k in scored if score[1] + 0.3 * score[0] >= best - 1e-9)
        titled_best = any(k in sure for k in kinds)
        names = ", ".join(k.id for k in kinds)
        return Recognised(kinds, titled_best, f"table of the kind {names}, by its {'title' if titled_best else 'rows'}")


def _titled(titles: Sequence[str], texts: Sequence[str]) -> bool:
    return any(
        title == text or (len(title) >= _TELLING and title in text) for title in titles for text in texts if title
    )
