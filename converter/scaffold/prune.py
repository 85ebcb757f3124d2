"""Takes out of a drafted profile the concepts that no line item is left for, with their rows in all networks,
and the tables and roles that nothing is left of.

Which line items stay is `draft`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...taxonomy.profile import PresentationRow, Profile


def pruned(profile: Profile) -> Profile:
    """The profile with the concepts only that line items or figures of labels are bound to, and headings over them."""
    used = {item.concept for item in profile.line_items} | {figure.concept for figure in profile.label_figures}
    gone = {c.name for c in profile.concepts.values() if c.type.reportable and c.name not in used}
    tables = {id_: kind for id_, kind in profile.tables.items() if any(i.table == id_ for i in profile.line_items)}
    roles = {kind.role for kind in tables.values()} | {measure.role for measure in profile.measures.values()}
    presentation = tuple(row for row in _shown(profile.presentation, gone) if row.role in roles)
    dimensions = tuple(row for row in profile.dimensions if row.role in roles)
    shown = {row.concept for row in presentation} | {
        name for row in dimensions for name in (row.hypercube, row.axis, row.domain, row.member)
    }
    members = {(row.axis, row.member) for row in dimensions}
    kept = {
        name: concept
        for name, concept in profile.concepts.items()
        if name not in gone and (concept.type.reportable or name in shown)
    }
    broken = {(row.role, row.total) for row in profile.calculation if row.part in gone or row.total in gone}
    return replace(
        profile,
        concepts=kept,
        tables=tables,
        roles={id_: role for id_, role in profile.roles.items() if id_ in roles},
        presentation=presentation,
        dimensions=dimensions,
        words=tuple(rule for rule in profile.words if rule.dimension is None or rule.dimension in members),
        calculation=tuple(
            row for row in profile.calculation if row.role in roles and (row.role, row.total) not in broken
        ),
        crosswalk=tuple(row for row in profile.crosswalk if row.concept not in gone),
    )


def _shown(rows: Iterable[PresentationRow], gone: set[str]) -> Iterator[PresentationRow]:
    """The rows without those of concepts that are gone; what stood below such a row moves up to its place."""
    open_at: list[int] = []
    for row in rows:
        while open_at and row.depth <= open_at[-1]:
            open_at.pop()
        if row.concept in gone:
            open_at.append(row.depth)
            continue
        yield replace(row, depth=row.depth - len(open_at))
