"""What a row, a column or a cell of a table is about: its line item, from its label and the labels above it.

Which period, unit and measure a cell has is settled in `table`; broken headers are made whole in `headers`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ...taxonomy.finding import Finding
from ...taxonomy.profile import LineItem, WordPlace
from ..document import Row, Table
from ..interpret.sums import derived_names
from ..language.fold import fold
from .headers import HeaderItems
from .items import Match
from .kinds import Recognised
from .known import Known
from .meaning import Meaning

_NUMBERING = re.compile(r"^\s*-?\s*(?:\(?\d{1,2}\)|\d{1,2}\.)\s+")


_TELLING = 4
"""From how many known labels on rows alone tell the kind of a table for labels that mean one thing or another."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row or column is about: its line item, or why there is none.

    `looked_for` is the folded label that no line item reads (empty if the words say only a period or a dimension);
    `ambiguous` are the line items that fit alike, in words.
    """

    item: LineItem | None
    meaning: Meaning
    why: str
    looked_for: str = ""
    ambiguous: tuple[str, ...] = ()


class Subjects:
    """The line items of one table's rows and columns; `labels` are those printed above the row that is being read."""

    def __init__(
        self,
        known: Known,
        table: Table,
        columns: Mapping[int, Meaning],
        rows: Mapping[int, Meaning],
        before: Subjects | None,
    ) -> None:
        self._known = known
        self._table = table
        self._columns = columns
        self._rows = rows
        self._derived = derived_names(table)
        self._names = {line: fold(name) for line, name in self._derived.items()}
        labels = [fold(r.label.text) for r in table.rows if r.cells]
        labels += self._names.values()
        labels += [fold(m.rest) for m in columns.values() if m.rest]
        labels += [fold(rows[r.line].rest) for r in table.rows if r.cells]
        known_labels = [t for t in dict.fromkeys(labels) if t and known.items.knows(t)]
        self.kind: Recognised = known.kinds.recognise(table, known_labels, before.kind if before else None)
        self._known_rows = len(known_labels)
        self._kinds = tuple(k.id for k in self.kind.kinds)
        # The blocks of one table share the labels above: a further block goes on where the last one ended.
        self._labels: list[str] = before._labels if before else self._opening()
        self._heads = len(self._labels)
        self.findings: list[Finding] = []

    def pass_row(self, row: Row) -> None:
        """Count a row among those printed above."""
        self._labels.append(fold(row.label.text))

    def of_row(self, row: Row) -> Subject:
        """The line item of a row; none for a row that says only a period or a dimension."""
        meaning = self._rows[row.line]
        if matches := self._match(self._names.get(row.line, "")):
            return self._chosen(matches, Meaning(row.label.text), self._derived[row.line])
        whole = replace(meaning, dimensions=(), measures=(), periods=())
        for text in dict.fromkeys(fold(t) for t in (row.label.text, meaning.label) if t):
            if matches := self._match(text):
                return self._doubtful(row, text, matches, whole) or self._chosen(matches, whole, row.label.text)
        rest = fold(meaning.rest)
        if rest and (matches := self._match(rest)):
            return self._chosen(matches, meaning, row.label.text)
        if not rest or not any(c.isalpha() for c in rest):
            return Subject(None, meaning, "the row says only a period or a dimension")
        why = f"no line item of the profile reads “{row.label.text}” here ({self.kind.why})"
        return Subject(None, meaning, why, fold(row.label.text))

    def _doubtful(self, row: Row, folded: str, matches: Sequence[Match], meaning: Meaning) -> Subject | None:
        """Why a label that means this or that by what stands above it is not taken for the line item it would be."""
        items = self._known.items
        if len(matches) > 1 or not items.many_sided(folded, self._kinds):
            return None
        match = matches[0]
        of_kind = match.item.table != "*"
        parents = {p for alternatives in match.spelling.parents for p in alternatives}
        path = {fold(text): text for text in row.path}
        strange = {key: text for key, text in path.items() if not items.knows(key) and key not in items.parents}
        figured = {fold(r.label.text) for r in self._table.rows if r.cells}
        told = (of_kind and self.kind.titled) or not (parents or of_kind)
        damaged = bool(strange.keys() & figured)
        if strange and not parents & set(path) and (damaged or (match.nearness < self._heads and not told)):
            why = f"it stands under “{[*strange.values()][-1]}”, which the profile does not know"
            return Subject(None, meaning, f"{why}, and means one or another by that", folded)
        if not parents and self._strange_above(row):
            why = "it means one or another by what stands above it, and a label above is none that the profile knows"
            return Subject(None, meaning, why, folded)
        if not parents and (misplaced := self._above_its_parent(row, folded, match.item.concept)):
            why = f"it means another below “{misplaced}”, which stands right below; the rows may have changed places"
            return Subject(None, meaning, why, folded)
        if not parents and not told and self._known_rows < _TELLING:
            why = "it means one or another by what stands above it, and nothing that does is printed"
            return Subject(None, meaning, why, folded)
        return None

    def _above_its_parent(self, row: Row, folded: str, concept: str) -> str:
        """The row right below where it would make the label another line item and no such label follows; else empty."""
        rivals = self._known.items.rival_parents(folded, self._kinds, concept)
        below = [other for other in self._table.rows if other.line > row.line and other.cells]
        if not below or fold(below[0].label.text) not in rivals:
            return ""
        again = any(fold(other.label.text) == folded for other in below)
        return "" if again else below[0].label.text

    def _strange_above(self, row: Row) -> bool:
        """Whether a row with figures above this one in the table has words that no line item reads."""
        for other in self._table.rows:
            if other.line >= row.line:
                return False
            texts = {fold(t) for t in (other.label.text, self._rows[other.line].label, self._rows[other.line].rest)}
            if other.cells and any(texts) and not any(self._known.items.knows(t) for t in texts if t):
                return True
        return False

    def of_cell(self, row: Row, column: int, row_subject: Subject) -> Subject:
        """The subject of a cell: the row's, else the column's, else that of the nearest heading or title."""
        if row_subject.item is not None or row_subject.looked_for or row_subject.ambiguous:
            return row_subject
        subject = self.of_column(column)
        if subject is None and not (row.label.text.strip() or self._nameless):
            why = "the row has no label; it may be lost"
            return Subject(None, row_subject.meaning, why)
        others = any(any(c.isalpha() for c in m.rest) for i, m in self._columns.items() if i != column)
        if subject is None and others and not self._columns.get(column, Meaning("")).rest:
            return Subject(None, row_subject.meaning, "other columns are named and this one is not")
        subject = subject or self._of_heading(row)
        if subject is not None:
            return subject
        header = self._columns.get(column, Meaning("")).words
        named = f"nor the header “{header}” names" if header else "nor any heading above it names"
        why = f"neither the row “{row.label.text}” {named} a line item of the profile"
        return Subject(None, row_subject.meaning, why, fold(header) or fold(row.label.text))

    @cached_property
    def _nameless(self) -> bool:
        """Whether no row with figures has a label: then what the table is titled says what they are."""
        return not any(r.cells and r.label.text.strip() for r in self._table.rows)

    def of_column(self, column: int) -> Subject | None:
        """The line item that a column's header names, if it does."""
        return self._column_items.get(column)

    def near(self, subject: Subject) -> tuple[str, ...]:
        """The nearest line items to a label that none reads, each with why it was rejected."""
        if subject.ambiguous or not subject.looked_for:
            return subject.ambiguous
        if not self._known.advise:
            return ()
        near = self._known.items.near(subject.looked_for, self._labels, self._kinds)
        return tuple(f"{n.item.concept}: {n.why}" for n in near) or ("none comes near",)

    @cached_property
    def _column_items(self) -> dict[int, Subject]:
        headers = HeaderItems(self._known.items, self._kinds, self._opening())
        found = headers.find(self._table.columns, self._columns)
        self.findings += headers.findings
        return {
            index: self._chosen(matches, self._columns[index], self._columns[index].rest)
            for index, matches in found.items()
        }

    def _of_heading(self, row: Row) -> Subject | None:
        texts = [*reversed(row.path), *(t.text for t in reversed(self._table.titles))]
        texts += [t.text for t in self._table.context[:1]]
        for text in texts:
            plain = _NUMBERING.sub("", text)
            meaning = self._known.vocabulary.of([plain], WordPlace.TITLE)
            for candidate in dict.fromkeys((fold(plain), fold(meaning.rest))):
                if matches := self._match(candidate):
                    return self._chosen(matches, meaning, text)
        return None

    def _match(self, folded: str) -> tuple[Match, ...]:
        return self._known.items.match(folded, self._labels, self._kinds, self.kind.titled)

    def _chosen(self, matches: Sequence[Match], meaning: Meaning, label: str) -> Subject:
        if len(matches) > 1:
            names = tuple(f"{m.item.concept} (line items of {m.item.table})" for m in matches)
            return Subject(None, meaning, f"“{label}” fits several line items alike", ambiguous=names)
        item = matches[0].item
        under = " > ".join(p[0] for p in item.parents)
        why = f"“{label}” is the line item {item.concept}" + (f" under “{under}”" if under else "")
        return Subject(item, meaning, f"{why}, {self.kind.why}")

    def _opening(self) -> list[str]:
        """The folded labels that count as printed above the first row: nearest heading, titles and captions."""
        texts = [*self._table.context[:1], *self._table.titles, *self._table.captions]
        return [fold(_NUMBERING.sub("", t.text)) for t in texts]
