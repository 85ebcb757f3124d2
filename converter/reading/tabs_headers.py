"""The columns of a table separated by tabs: header rows, spanning and broken, brought over the value columns.

Which rows are headers is settled before, by `tabs`; what the headers mean is left to `language` and `binding`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product

from ...taxonomy.finding import Finding, finding
from ...taxonomy.span import Span
from ..document import Column, Table
from ..language.periods import AtDate, Ended, period_of
from ..language.units import UnitExpression, find_units
from .tabs_fields import Field, Line, says_unit, says_whole_period, text_of
from .tabs_repair import Phrases, join, mend, squeezed

_MOST_SPLITS = 256


@dataclass(slots=True, eq=False)
class Group:
    """One header of a header row: the fields it is printed in, its text (repaired where it was broken)."""

    fields: list[Field]
    text: str
    cut_left: bool = False
    cut_right: bool = False
    printed: str = ""

    @property
    def first(self) -> int:
        """The index of the leftmost field."""
        return min(f.index for f in self.fields)

    @property
    def last(self) -> int:
        """The index of the rightmost field."""
        return max(f.index for f in self.fields)


@dataclass(slots=True, eq=False)
class HeaderRow:
    """A logical header row: its headers from left to right; `units` if they are nothing but units."""

    groups: list[Group]
    units: bool = False
    over: dict[int, Group] = field(default_factory=dict)


def header_rows(lines: Sequence[Line], phrases: Phrases, file: str, tell: Callable[[Finding], None]) -> list[HeaderRow]:
    """The logical header rows of the lines, outermost first, lines with the same places joined, broken ones mended."""
    rows: list[HeaderRow] = []
    given = [line for line in lines if line.cells]
    for number, line in enumerate(given):
        groups = [Group([f], f.text) for f in line.cells]
        above = rows[-1] if rows else None
        units = all(says_unit(g.text) for g in groups)
        if units and above and not any(_measured(g.text) for g in groups):
            units = False  # `Share` below `Net income per` goes on with the words above
        spans = len(groups) == 1 and number + 1 < len(given) and len(given[number + 1].cells) > 1
        if above and not units and not above.units and not spans and _places(above.groups) == _places(groups):
            for upper, lower in zip(above.groups, groups, strict=True):
                upper.fields += lower.fields
                upper.text = f"{upper.text} {lower.text}"
        else:
            rows.append(HeaderRow(groups, units))
    for row in rows:
        if not row.units:
            row.groups = _repaired(row.groups, phrases, file, tell)
    return rows


def _measured(text: str) -> bool:
    """Whether a unit is more than a word for what is counted."""
    return any(f.value.word is None or f.value.power is not None for f in find_units(text)) or text.startswith("(")


def _places(groups: Sequence[Group]) -> list[int]:
    return [g.first for g in groups]


def _repaired(groups: list[Group], phrases: Phrases, file: str, tell: Callable[[Finding], None]) -> list[Group]:
    joined = _absorbed(_joined(groups, phrases))
    for one in joined:
        siblings = [g.text for g in joined if g is not one and says_whole_period(g.text)]
        fits = mend(one.text, phrases, siblings) if not one.printed else ()
        if len(fits) == 1:
            one.printed, one.text = one.text, fits[0].text
            one.cut_left, one.cut_right = fits[0].cut_left, fits[0].cut_right
        elif len(fits) > 1:
            tell(
                finding(
                    "read:header-broken",
                    f"the header {one.text!r} is a remnant of {len(fits)} phrases, "
                    + " or ".join(repr(f.text) for f in fits[:3]),
                    source=_span(one, file),
                )
            )
    for one in joined:
        if one.printed and squeezed(one.printed) != squeezed(one.text):
            tell(
                finding(
                    "read:header-repaired",
                    f"the header printed {one.printed!r} is read as {one.text!r}, "
                    "which stands elsewhere in the release",
                    source=_span(one, file),
                )
            )
    return joined


def _span(group: Group, file: str) -> Span:
    first = group.fields[0]
    return Span(file, first.line, first.column, len(first.text))


def _joined(groups: list[Group], phrases: Phrases) -> list[Group]:
    """The groups with those neighbours made one that are pieces of one phrase; the longest run of pieces first."""
    result: list[Group] = []
    at = 0
    while at < len(groups):
        run = 1
        while at + run < len(groups) and run < 4 and groups[at + run].first == groups[at + run - 1].last + 1:
            run += 1
        for length in range(run, 1, -1):
            pieces = groups[at : at + length]
            repair = join([g.text for g in pieces], phrases)
            if repair is not None:
                fields = [f for g in pieces for f in g.fields]
                result.append(Group(fields, repair.text, printed=" | ".join(g.text for g in pieces)))
                at += length
                break
        else:
            result.append(groups[at])
            at += 1
    return result


def _absorbed(groups: list[Group]) -> list[Group]:
    """The groups without those that only repeat the beginning or end of the header beside them, as a cut span does."""
    kept: list[Group] = []
    for group in groups:
        before = kept[-1] if kept else None
        if before and group.first == before.last + 1:
            if _repeats(before.text, group.text):
                kept[-1] = replace(group, fields=[*before.fields, *group.fields])
                continue
            if _repeats(group.text, before.text):
                before.fields += group.fields
                continue
        kept.append(group)
    return kept


def _repeats(part: str, whole: str) -> bool:
    """Whether a text of several words is a proper beginning or end of a text that says a period."""
    a, b = squeezed(part), squeezed(whole)
    if len(part.split()) < 2 or len(a) >= len(b) or says_whole_period(part) or not says_whole_period(whole):
        return False
    return b.startswith(a) or b.endswith(a)


def columns_of(
    rows: Sequence[HeaderRow], indices: Sequence[int], previous: Table | None, file: str
) -> tuple[Column, ...]:
    """The columns at the field `indices` that hold values, with the headers that stand over each.

    A header stands over its own fields and over the columns without one beside it: how far, the units of the columns,
    a cut end, and the headers of the table before tell.
    """
    units = _units(rows, indices)
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        row.over = _aligned(row, indices) if last or row.units else {}
        if not row.over:
            row.over = _own(row, indices)
        if row.units or len(row.over) == len(indices):
            continue
        bare = {i for i in indices if i not in row.over}
        if last:
            bare = {i for i in bare if not any(i in r.over for r in rows)}
        row.over = _spread(row, indices, bare, units, previous, innermost=last)
    columns = []
    for number, index in enumerate(indices):
        over = [row.over[index] for row in rows if index in row.over]
        columns.append(Column(number, tuple(text_of(g.fields, file, g.text) for g in over), index, index))
    return tuple(columns)


def _own(row: HeaderRow, indices: Sequence[int]) -> dict[int, Group]:
    """Each header over the columns of its own fields; one that stands over none goes to the next free one behind."""
    over = {i: g for g in row.groups for i in range(g.first, g.last + 1) if i in indices}
    for group in row.groups:
        if group not in over.values():
            free = [i for i in indices if i > group.last and i not in over]
            if free:
                over[free[0]] = group
    return over


def _aligned(row: HeaderRow, indices: Sequence[int]) -> dict[int, Group]:
    """One header for each column in order, where there are as many and they only stand shifted against the values."""
    places = _places(row.groups)
    if len(places) != len(indices) or (all(g.first == g.last for g in row.groups) and set(places) == set(indices)):
        return {}
    if any(g.first != g.last for g in row.groups) or len({i - p for i, p in zip(indices, places, strict=True)}) > 1:
        return {}
    return dict(zip(indices, row.groups, strict=True))


def _units(rows: Sequence[HeaderRow], indices: Sequence[int]) -> dict[int, UnitExpression]:
    """The unit that the headers right over each column say, if any."""
    units = {}
    for row in rows:
        for group in row.groups:
            found = find_units(group.text)
            if found and group.first == group.last and group.first in indices:
                units[group.first] = found[0].value
    return units


def _spread(
    row: HeaderRow,
    indices: Sequence[int],
    bare: set[int],
    units: dict[int, UnitExpression],
    previous: Table | None,
    *,
    innermost: bool,
) -> dict[int, Group]:
    """The row's headers over their own columns and over those of the `bare` ones that belong to them."""
    over = dict(row.over)
    groups = _in_order(over, indices)
    if not groups:
        return over
    own = [[i for i, g in over.items() if g is one] for one in groups]
    edges = [(min(places), max(places)) for places in own]
    gaps = [[i for i in indices if a[1] < i < b[0] and i in bare] for a, b in pairwise(edges)]
    before = [i for i in indices if i < edges[0][0] and i in bare]
    after = [i for i in indices if i > edges[-1][1] and i in bare]
    if groups[0].cut_left or (len(groups) > 1 and not innermost and says_whole_period(groups[0].text)):
        over |= dict.fromkeys(before, groups[0])
    if groups[-1].cut_right or not innermost:
        over |= dict.fromkeys(after, groups[-1])
    choices = [range(len(gap) + 1) for gap in gaps]
    count = 1
    for choice in choices:
        count *= len(choice)
    splits = product(*choices) if count <= _MOST_SPLITS else iter([tuple(len(gap) for gap in gaps)])

    def assigned(split: tuple[int, ...]) -> dict[int, Group]:
        result = dict(over)
        for gap, taken, left, right in zip(gaps, split, groups[:-1], groups[1:], strict=True):
            result |= dict.fromkeys(gap[:taken], left) | dict.fromkeys(gap[taken:], right)
        return result

    pattern = _pattern(previous)

    def key(split: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        cost = _cost(assigned(split), groups, indices, units, pattern, split, gaps)
        return cost, tuple(-taken for taken in split)  # all else equal, a header stands over the first of its columns

    return assigned(min(splits, key=key))


def _in_order(over: dict[int, Group], indices: Sequence[int]) -> list[Group]:
    groups: list[Group] = []
    for i in indices:
        if i in over and (not groups or groups[-1] is not over[i]):
            groups.append(over[i])
    return groups


def _cost(
    over: dict[int, Group],
    groups: Sequence[Group],
    indices: Sequence[int],
    units: dict[int, UnitExpression],
    pattern: tuple[str, ...],
    split: tuple[int, ...],
    gaps: Sequence[Sequence[int]],
) -> tuple[int, ...]:
    """How badly a way to spread headers over columns fits the evidence, the strongest first.

    Against it: a unit twice under one header; headers with different sequences of units (a currency printed only once,
    as a convenience translation is, aside); a sequence of periods other than the table's before; a cut end that does
    not reach over the blank beside it; a translation under an earlier period than it could be.
    """
    segments = [[i for i in indices if over.get(i) is g] for g in groups]
    known = [[units[i] for i in s if i in units] for s in segments]
    repeats = sum(len(k) - len(set(k)) for k in known)
    everywhere = [u for k in known for u in k]
    single = {u for u in everywhere if u.currency and everywhere.count(u) == 1 and len(groups) > 1}
    sequences = {tuple(u for u in k if u not in single) for k in known}
    unlike = max(0, len(sequences) - 1)
    headers = tuple(squeezed(over[i].text) for i in indices if i in over)
    comparable = len(pattern) == len(headers) and set(pattern) == set(headers)
    other = int(comparable and pattern != headers)
    cut = 0
    for gap, taken, left, right in zip(gaps, split, groups[:-1], groups[1:], strict=True):
        if right.cut_left and not left.cut_right:
            cut += taken
        elif left.cut_right and not right.cut_left:
            cut += len(gap) - taken
    latest = max(filter(None, (_day(g.text) for g in groups)), default="")
    earlier = [s for s, g in zip(segments, groups, strict=True) if _day(g.text) != latest]
    early = sum(units.get(i) in single for s in earlier for i in s)
    return repeats, unlike, other, cut, early


def _day(text: str) -> str:
    for found in period_of((text,)):
        if isinstance(found.value, AtDate | Ended):
            return found.value.date.isoformat()
    return ""


def _pattern(previous: Table | None) -> tuple[str, ...]:
    """The outermost headers of the columns of the table before, percentages aside, for a further block of its rows."""
    if previous is None:
        return ()
    pattern = []
    for column in previous.columns:
        percent = any(f.value.percent for h in column.headers for f in h.annotation.units)
        if column.headers and not percent:
            pattern.append(squeezed(column.headers[0].text))
    return tuple(pattern)
