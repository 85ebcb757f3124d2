"""The headings open above each row of a table that has no indentation, by what is printed alone.

The paths are for display and for telling like labels apart; which label means what is left to `binding`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..language.vocabulary import total_words


@dataclass(slots=True)
class _Open:
    """An open heading: its print (capitals, colon), its text, whether rows followed, whether one like it is inside.

    `lesser` says that rows not in capitals stood right below it, though it is in capitals itself.
    """

    style: tuple[bool, bool]
    text: str
    used: bool = False
    nests: bool = False
    lesser: bool = False


class Headings:
    """The headings open while the rows of a table go by.

    A heading stands below those that no row has followed yet. It replaces the one printed in the same way (capitals,
    colon) that rows have followed, unless that one holds headings of its own print: then it goes on within it. `Total
    X` closes the heading X, or the innermost one where X is no heading. A row in capitals stands beside a heading in
    capitals that holds rows which are not.
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._closed: set[str] = set()

    def above(self, label: str, has_cells: bool) -> tuple[str, ...]:
        """The path of a row with this label, which then counts as printed."""
        if has_cells:
            capitals = label.isupper()
            if capitals and self._open and self._open[-1].lesser:
                self._close(len(self._open) - 1)
            path = tuple(h.text for h in self._open)
            for heading in self._open:
                heading.used = True
            if self._open and self._open[-1].style[0] and not capitals:
                self._open[-1].lesser = True
            self._total(label.casefold())
            return path
        style = (label.isupper(), label.endswith(":"))
        for at in range(len(self._open) - 1, -1, -1):
            heading = self._open[at]
            if heading.style != style:
                continue
            if heading.used and not heading.nests:
                del self._open[at:]
            else:
                heading.nests = True
            break
        path = tuple(h.text for h in self._open)
        self._open.append(_Open(style, label.rstrip(": ")))
        return path

    def _total(self, label: str) -> None:
        word = next((w for w in sorted(total_words(), key=len, reverse=True) if label.startswith(w)), None)
        if word is None or not self._open:
            return
        what = label.removeprefix(word).strip(" :")
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].text.casefold() == what:
                self._close(at)
                return
        innermost = self._open[-1].text.casefold()
        if what not in self._closed and not (what and what.startswith(innermost)):
            self._close(len(self._open) - 1)

    def _close(self, at: int) -> None:
        self._closed.update(h.text.casefold() for h in self._open[at:])
        del self._open[at:]
