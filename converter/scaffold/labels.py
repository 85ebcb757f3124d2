"""Figures printed inside row labels: the words beside each, and the concept it is drafted as.

`less allowances of $66 and $68, respectively` is one concept with a figure for each column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...taxonomy.model import PeriodType
from ...taxonomy.profile import ConceptType, LabelFigure, PresentationRow, ProfileConcept
from ..document import Form, Mark, Row
from . import words
from .concepts import Draft, item_path
from .model import Line

_JOINED = re.compile(r"\s*(?:,|and|,\s*and)?\s*[$¥€£]?\s*(?:[A-Z]{3}\s)?", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_LEAST = 2


def label_figures(draft: Draft) -> tuple[LabelFigure, ...]:
    """A row for every figure inside a label whose words say what it is."""
    found: dict[tuple[str, str], LabelFigure] = {}
    for _, line in draft.lines():
        if line.period is not PeriodType.INSTANT:
            continue
        for _, row in line.rows[:1]:
            for figure in _of_row(draft, line, row):
                found.setdefault((figure.item[-1][0], figure.words[0]), figure)
    return tuple(found.values())


def _of_row(draft: Draft, line: Line, row: Row) -> list[LabelFigure]:
    text = row.label.text
    columns = len({c.column for c in row.cells})
    figures = []
    for group in _groups(text, row.label_marks):
        before = _before(text, group[0][0])
        kind = _type(text, group)
        if len(before.split()) < _LEAST or kind is None or len(group) not in (1, columns):
            continue
        subject = words.standard(text)
        after = _WORDS.findall(text[group[-1][1] :])[:4]
        sense = " ".join(after if kind is ConceptType.SHARES else before.split())
        sense = sense.lower() if sense.isupper() else sense
        key = draft.names[id(line)], sense.lower()
        name = draft.inside.get(key, "")
        if not name:
            label = draft.taken.take_label(f"{subject}, {sense}")
            name = draft.inside[key] = draft.taken.take_name(words.name(label))
            draft.concepts[name] = ProfileConcept(name, kind, None, PeriodType.INSTANT, label)
            draft.notes[name] = "guessed: type, period; a figure inside a label"
        figures.append(LabelFigure(item_path(draft, line), (before,), name))
    return figures


def _groups(text: str, marks: Sequence[Mark]) -> list[list[tuple[int, int, Mark]]]:
    """The figures of a label with their offsets, those joined by `and` together."""
    groups: list[list[tuple[int, int, Mark]]] = []
    at = 0
    for mark in marks:
        start = text.find(mark.raw, at)
        if start < 0:
            continue
        at = start + len(mark.raw)
        if mark.form is not Form.AMOUNT or mark.value is None:
            continue
        if groups and _JOINED.fullmatch(text, groups[-1][-1][1], start):
            groups[-1].append((start, at, mark))
        else:
            groups.append([(start, at, mark)])
    return groups


def _before(text: str, at: int) -> str:
    """The words right before a figure, back to a mark that ends a clause."""
    clause = re.split(r"[,;:(]|\d", text[:at])[-1]
    return " ".join(_WORDS.findall(clause)[-6:])


def _type(text: str, group: Sequence[tuple[int, int, Mark]]) -> ConceptType | None:
    marks = [mark for _, _, mark in group]
    if any(m.percent for m in marks):
        return None
    if any(m.currency for m in marks):
        beside = text[max(0, group[0][0] - 20) : group[-1][1] + 20].lower()
        return ConceptType.PER_SHARE if "par value" in beside or "per share" in beside else ConceptType.MONETARY
    return None


def presented(draft: Draft, rows: Sequence[PresentationRow]) -> tuple[PresentationRow, ...]:
    """The presentation with the figures inside labels right below their lines."""
    inside: dict[str, list[str]] = {}
    for (concept, _), name in draft.inside.items():
        inside.setdefault(concept, []).append(name)
    found = []
    done: set[str] = set()
    for row in rows:
        found.append(row)
        if row.concept not in done:
            found.extend(PresentationRow(row.role, row.depth + 1, name) for name in inside.get(row.concept, ()))
            done.add(row.concept)
    return tuple(found)
