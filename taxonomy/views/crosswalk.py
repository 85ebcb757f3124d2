"""The crosswalk of a profile as rows, one for each line item: label as printed, concept, relation, reason, releases.

A figure inside a label is a line item too. The same rows make the page, the CSV and the JSON.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from ..profile.model import Profile, TableKind

COLUMNS = (
    "table", "label", "concept", "standard_label", "dimensions", "relation", "us_gaap", "sign", "reason", "releases",
)  # fmt: skip
ANYWHERE = "any table"
_STEP, _OR, _AND = " > ", " | ", "; "


@dataclass(frozen=True, slots=True)
class Line:
    """A line item with what it is in US-GAAP.

    `label` are the words of the row with all their variants, `above` those it stands under; `table` is the title of the
    kind of table; `sign` is -1 where the balances are opposite.
    """

    table: str
    above: tuple[str, ...]
    label: str
    concept: str
    standard_label: str
    dimensions: tuple[str, ...]
    relation: str
    us_gaap: str
    sign: int
    reason: str
    releases: tuple[str, ...]

    @property
    def path(self) -> str:
        """The labels from the outermost to the row's own."""
        return _STEP.join((*self.above, self.label))

    @property
    def short(self) -> str:
        """The same with the first variant of each label only."""
        return _STEP.join(step.split(_OR)[0] for step in (*self.above, self.label))

    def values(self) -> tuple[str, ...]:
        """A text for each of `COLUMNS`."""
        return (
            self.table,
            self.path,
            self.concept,
            self.standard_label,
            _AND.join(self.dimensions),
            self.relation,
            self.us_gaap,
            "-" if self.sign < 0 else "",
            self.reason,
            _AND.join(self.releases),
        )


def crosswalk_lines(profile: Profile) -> tuple[Line, ...]:
    """The rows in the order of the line items, those of figures inside labels last; equal rows once."""
    items = [(_table(profile, item.table), item.path, item.concept, item.dimensions) for item in profile.line_items]
    items += [
        ("figure in a label", (*figure.item, figure.words), figure.concept, figure.dimensions)
        for figure in profile.label_figures
    ]
    relations = profile.relations()
    lines: dict[Line, None] = {}
    for table, path, name, pairs in items:
        concept, relation = profile.concepts.get(name), relations.get(name)
        *above, label = (_OR.join(step) for step in path)
        line = Line(
            table,
            tuple(above),
            label,
            name,
            concept.label if concept else "",
            tuple(f"{axis}={member}" for axis, member in pairs),
            str(relation.relation) if relation else "",
            relation.us_gaap if relation else "",
            relation.sign if relation else 1,
            relation.reason if relation else "",
            concept.releases if concept else (),
        )
        lines[line] = None
    return tuple(lines)


def _table(profile: Profile, id: str) -> str:
    if id == "*":
        return ANYWHERE
    kind: TableKind | None = profile.tables.get(id)
    return kind.titles[0] if kind and kind.titles else id


def as_csv(profile: Profile) -> str:
    """The rows as CSV (RFC 4180, CRLF) with a header line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(line.values() for line in crosswalk_lines(profile))
    return out.getvalue()


def as_json(profile: Profile) -> list[dict[str, object]]:
    """The rows as objects with the columns of the CSV; `sign` is 1 or -1, `dimensions` and `releases` are lists."""
    return [
        {
            **dict(zip(COLUMNS, line.values(), strict=True)),
            "dimensions": list(line.dimensions),
            "sign": line.sign,
            "releases": list(line.releases),
        }
        for line in crosswalk_lines(profile)
    ]
