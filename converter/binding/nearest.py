"""The labels most alike to one that is none of them, found by the runs of letters that both have.

Comparing a text with every label takes as long as there are labels; only those that share the most runs are compared.
What is near for another reason is left to `items`.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator

_RUN = 3
"""Letters of a run: whole words differ by an ending, single letters are in every label."""

_LOOKED_AT = 12
"""Labels that are compared letter by letter."""

_VISITED = 6_000
"""Labels counted for runs that they share, the rarest run first: a run that very many have tells little."""

_LEAST = 0.6


class Nearest:
    """An index of labels by their runs of letters."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._labels = tuple(labels)
        self._with: dict[str, list[int]] = {}
        self._kept: dict[tuple[str, int], tuple[str, ...]] = {}
        for number, label in enumerate(self._labels):
            for run in _runs(label):
                self._with.setdefault(run, []).append(number)

    def find(self, text: str, count: int) -> tuple[str, ...]:
        """At most so many labels that are alike (difflib's ratio), the most alike first."""
        kept = self._kept.get((text, count))
        if kept is None:
            near = [self._labels[number] for number in self._sharing(text)]
            kept = self._kept[text, count] = tuple(difflib.get_close_matches(text, near, n=count, cutoff=_LEAST))
        return kept

    def _sharing(self, text: str) -> Iterator[int]:
        """The labels that share the most runs with a text, for how many the two have."""
        runs = _runs(text)
        shared: Counter[int] = Counter()
        visited = 0
        for found in sorted((self._with[run] for run in runs if run in self._with), key=len):
            if visited and visited + len(found) > _VISITED:
                break
            visited += len(found)
            shared.update(found)
        rank = {number: 2 * n / (len(runs) + max(len(self._labels[number]), 1)) for number, n in shared.items()}
        yield from sorted(rank, key=lambda number: (-rank[number], number))[:_LOOKED_AT]


def _runs(text: str) -> dict[str, None]:
    """The different runs of letters of a text, its edges marked, in order."""
    edged = f" {text} "
    return dict.fromkeys(edged[at : at + _RUN] for at in range(max(1, len(edged) - _RUN + 1)))
