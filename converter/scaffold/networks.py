"""The networks of a draft: presentations as printed, sums, and the relation of concepts to US-GAAP by name.

What balances say against a weight takes the balance away, as it was a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...taxonomy.model import PeriodType
from ...taxonomy.profile import (
    CalculationRow,
    ConceptType,
    CrosswalkRow,
    PresentationRow,
    ProfileConcept,
    Relation,
    Role,
)
from . import words
from .concepts import Draft, twin
from .model import Kind

NOT_RELATED = "not yet related"


def roles(draft: Draft) -> dict[str, Role]:
    """A role for each kind of table, statements first, and one for derived columns."""
    found: dict[str, Role] = {}
    count = {"statement": 0, "disclosure": 90}
    taken = words.Names()
    for id_, kind in zip(draft.kind_ids, draft.seen.kinds, strict=True):
        sort = "statement" if words.said(kind.title, "title", "role") else "disclosure"
        count[sort] += 1
        definition = f"{count[sort] * 10:04d} - {sort.capitalize()} - {kind.title}"
        found[id_] = Role(id_, taken.take_name(words.name(kind.title), words.name(id_)), definition, sort)
    if draft.seen.measures:
        uri = taken.take_name("DerivedColumns")
        found["measures"] = Role("measures", uri, "9800 - Disclosure - Changes and Shares", "disclosure")
    return found


def presentation(draft: Draft) -> tuple[PresentationRow, ...]:
    """The lines of each kind of table below an abstract concept of its title, headings as abstract concepts."""
    return tuple(row for n, kind in enumerate(draft.seen.kinds) for row in _tree(draft, draft.kind_ids[n], kind))


def _tree(draft: Draft, role: str, kind: Kind) -> list[PresentationRow]:
    rows = [PresentationRow(role, 1, _abstract(draft, kind.title))]
    above: list[tuple[str, str]] = []  # folded label and concept of the rows that the next one may stand below
    seen: set[tuple[tuple[str, ...], str, str]] = set()
    needed = {words.key(e.path[: n + 1]) for e in kind.entries if e.line for n in range(len(e.path))}
    for entry in kind.entries:
        path = words.key(entry.path)
        while above and tuple(label for label, _ in above) != path[: len(above)]:
            above.pop()
        parents = tuple(concept for _, concept in above)
        key = words.key((entry.label,))[0]
        if entry.line is None:
            if words.key((*entry.path, entry.label)) not in needed or len(above) != len(path):
                continue
            name = _abstract(draft, entry.label)
            rows.append(PresentationRow(role, 2 + len(above), name))
            above.append((key, name))
            continue
        name = draft.names[id(entry.line)]
        label = {"start": "periodStart", "end": "periodEnd"}.get(entry.line.at, "")
        if name in parents or (parents, name, label) in seen:
            continue
        seen.add((parents, name, label))
        rows.append(PresentationRow(role, 2 + len(above), name, label))
        if len(above) == len(path):
            above.append((key, name))
    return rows


def _abstract(draft: Draft, text: str) -> str:
    """A new abstract concept for a heading."""
    plain = words.standard(text) or "Table"
    label = draft.taken.take_label(f"{plain} [Abstract]")
    name = draft.taken.take_name(f"{words.name(plain) or 'Table'}Abstract")
    draft.concepts[name] = ProfileConcept(name, ConceptType.ABSTRACT, None, PeriodType.DURATION, label)
    return name


def calculation(draft: Draft) -> tuple[CalculationRow, ...]:
    """The sums, each in the role of its table; a concept is no part of itself, and parts are of the total's type."""
    found: dict[tuple[str, str, str], CalculationRow] = {}
    totals: set[tuple[str, str]] = set()
    for each in draft.sums:
        role, total = draft.kind_ids[each.kind], draft.names[id(each.total)]
        parts = [(draft.names[id(line)], weight) for line, weight in each.parts]
        if any(line.type is not each.total.type or line.period is not each.total.period for line, _ in each.parts):
            continue
        if (role, total) in totals or total in {p for p, _ in parts} or len({p for p, _ in parts}) < len(parts):
            continue
        if _reaches(found.values(), role, {p for p, _ in parts}, total):
            continue
        totals.add((role, total))
        for part, weight in parts:
            found[role, total, part] = CalculationRow(role, total, part, weight)
    for row in found.values():
        _reconcile(draft, row)
    return tuple(found.values())


def _reaches(rows: Iterable[CalculationRow], role: str, starts: set[str], goal: str) -> bool:
    """Whether `goal` is, by the sums so far, a part of one of `starts`, so that a new sum would close a circle."""
    below: dict[str, set[str]] = {}
    for row in rows:
        if row.role == role:
            below.setdefault(row.total, set()).add(row.part)
    todo, done = set(starts), set()
    while todo:
        each = todo.pop()
        done.add(each)
        todo |= below.get(each, set()) - done
    return goal in done


def _reconcile(draft: Draft, row: CalculationRow) -> None:
    """Take guessed balances away that the weight contradicts (XBRL 2.1 section 5.1.1.2)."""
    total, part = draft.concepts[row.total], draft.concepts[row.part]
    if total.balance and part.balance and (total.balance is part.balance) != (row.weight > 0):
        draft.concepts[row.part] = replace(part, balance=None)
        draft.concepts[row.total] = replace(total, balance=None)


def crosswalk(draft: Draft) -> tuple[CrosswalkRow, ...]:
    """US-GAAP concepts whose name a label reads as, of the same type, period type and balance; else none."""
    rows = []
    for concept in draft.concepts.values():
        if not concept.type.reportable:
            continue
        found = twin(concept.label, concept.type, concept.period)
        if found is None or found.balance is not concept.balance:
            rows.append(CrosswalkRow(concept.name, Relation.NONE, "", reason=NOT_RELATED))
        else:
            reason = "guessed: the label reads as the name of the US-GAAP concept"
            rows.append(CrosswalkRow(concept.name, Relation.EXACT, found.name.local, reason=reason))
    return tuple(rows)
