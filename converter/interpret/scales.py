"""The scale of every table's amounts, a power of ten, with the evidence in words, or why it is unknown.

One reading for `tanshin read`, for the draft of a profile and for binding. A currency alone gives no scale, and what
nothing speaks for stays unknown: absence is no evidence. Words are `unit_lines`, figures `ties`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..document import Document, Prose, Table
from ..language.evidence import EVIDENCE
from ..language.units import UnitExpression, find_units, strange_scale
from .ties import Shared, Tie, by_prose, in_full
from .unit_lines import UnitLine, header_units, unit_lines

UNKNOWN = "no scale is printed for the table, and no figure of the release tells it"


@dataclass(frozen=True, slots=True)
class TableScale:
    """The scale of a table's amounts; `power` None where it is unknown. `why` is the evidence, or what is missing.

    `unit` holds what a unit line says, with what it exempts; None where figures tell the scale, which then is that of
    amounts of money only. `currency` is that of a unit line, or of the evidence. `odds` tells what the table says
    itself against what it inherits: its amounts are then in no scale that is known.
    """

    power: int | None = None
    why: str = UNKNOWN
    unit: UnitExpression | None = None
    currency: str | None = None
    odds: str = ""


def table_scales(document: Document) -> Mapping[int, TableScale]:
    """The scale of each table, by its number."""
    found: dict[int, TableScale] = {}
    after = 0
    for block in document.blocks:
        if isinstance(block, Table):
            found[block.number] = _printed(document, block, after)
            after = block.last_line
        elif block.text.spans:
            after = max(after, block.text.spans[-1].line) if _far(block) else after
    return _tied(document, _gone_on(document, found))


def _far(block: Prose) -> bool:
    """Whether a paragraph holds what a header below it cannot be part of."""
    return len(block.text.spans) > 1


def _printed(document: Document, table: Table, after: int) -> TableScale:
    """What the table's own words say."""
    if odds := _odds(table):
        return TableScale(why=odds, odds=odds)
    if _mixed(table):
        return TableScale(why="a column's header gives a currency alone, and another's a scale with it")
    lines = unit_lines(document, table, after)
    scaled = [line for line in lines if not line.full] or lines
    powers = {line.unit.power for line in scaled}
    if len(powers) > 1:
        return TableScale(why=f"the words above the table give more than one scale: {_words(scaled)}")
    if scaled:
        return _of_line(scaled[0])
    for text in (*table.captions, *table.titles):
        if words := strange_scale(text.text):
            return TableScale(why=f"“{text.text}” speaks of {words} in a way that is not understood")
    return _of_columns(table)


def _odds(table: Table) -> str:
    """How the unit of the table's own words is another than that of the headers it inherits; empty if it is not."""
    heads = {h.text: None for c in table.columns if c.inherited for h in c.headers}
    inherited = {f.value for head in heads for f in header_units(head) if f.value.power}
    if not inherited:
        return ""
    for text in (*table.captions, *table.titles):
        own = {f.value for f in header_units(text.text) if _of_money(f.value)}
        if own and not {(u.currency, u.power) for u in own} <= {
            (currency, u.power) for u in inherited for currency in (u.currency, None)
        }:
            return f"the table says “{text.text}”, and the header that it inherits another unit"
    return ""


def _of_money(unit: UnitExpression) -> bool:
    return not (unit.percent or unit.word or unit.per) and bool(unit.currency or unit.power)


def _headed(table: Table) -> list[tuple[set[int], bool]]:
    """For each column the scales its headers give to amounts, and whether they name a currency."""
    units = [[f.value for h in c.headers for f in header_units(h.text)] for c in table.columns]
    return [
        (
            {u.power for u in each if u.power is not None and not (u.word or u.percent)},
            any(u.currency and not u.per for u in each),
        )
        for each in units
    ]


def _mixed(table: Table) -> bool:
    """Whether some columns give a scale, and others a currency alone: no scale is then that of the table."""
    headed = _headed(table)
    return any(powers for powers, _ in headed) and any(named and not powers for powers, named in headed)


def _of_columns(table: Table) -> TableScale:
    """The one scale that headers of columns give."""
    powers = {power for found, _ in _headed(table) for power in found}
    return TableScale(powers.pop(), "from the headers of its columns") if len(powers) == 1 else TableScale()


def _of_line(line: UnitLine) -> TableScale:
    return TableScale(line.unit.power, f"from “{line.words}”", line.unit, line.unit.currency)


def _words(lines: list[UnitLine]) -> str:
    return ", ".join(f"“{line.words}”" for line in lines)


def _gone_on(document: Document, found: dict[int, TableScale]) -> dict[int, TableScale]:
    """A further block of a table is in its scale, if it says nothing of its own and names no other currency."""
    said = _statements(document)
    for table in document.tables:
        own = found[table.number]
        if own.power is not None or own.why != UNKNOWN:
            continue
        before = found.get(table.continues) if table.continues is not None else None
        if before is not None and before.power is not None and not table.titles and not _currencies(table):
            found[table.number] = replace(before, why=f"{before.why}, of table {table.continues} that goes on here")
        elif (line := next((u for at, u in said if at < table.first_line), None)) is not None:
            found[table.number] = _of_line(line)
    return found


def _currencies(table: Table) -> set[str]:
    heads = (h.text for c in table.columns if not c.inherited for h in c.headers)
    return {f.value.currency for text in heads for f in header_units(text) if f.value.currency}


def _statements(document: Document) -> list[tuple[int, UnitLine]]:
    """Sentences that give a scale to all amounts of a document, the last one first."""
    found: list[tuple[int, UnitLine]] = []
    for block in document.blocks:
        if isinstance(block, Prose) and block.text.spans:
            found += [(block.text.spans[0].line, line) for line in _of_all(block.text.text)]
    return found[::-1]


def _of_all(text: str) -> list[UnitLine]:
    """What a text says of all amounts, unless otherwise stated."""
    lowered = text.lower()
    if "unless otherwise" not in lowered or not ("amounts" in lowered or "figures" in lowered):
        return []
    units = [f for f in find_units(text) if f.value.power and not f.value.word and not f.value.percent]
    return [UnitLine(units[0].value, text)] if len({f.value.power for f in units}) == 1 else []


def _tied(document: Document, found: dict[int, TableScale]) -> dict[int, TableScale]:
    """Tables of unknown scale by their figures, carried on until nothing more is found."""
    tables = {t.number: t for t in document.tables}
    open_ = {n for n, scale in found.items() if scale.power is None and scale.why == UNKNOWN and _one(tables[n])}
    if not open_:
        return found
    shared = Shared()
    prose = by_prose(document, [tables[n] for n in sorted(open_)])
    for number in sorted(open_):
        if (tie := prose.get(number) or in_full(tables[number])) is not None:
            found[number] = _of_tie(tie)
    fresh = {n for n, scale in found.items() if scale.power is not None and _one(tables[n])}
    for _ in range(EVIDENCE.rounds):
        for number in sorted(fresh):
            shared.add(tables[number], found[number].power or 0, _currency(tables[number], found[number]))
        open_ = {n for n in open_ if found[n].power is None}
        ties = {n: tie for n in sorted(open_) if (tie := shared.tie(tables[n])) is not None}
        found.update({n: _of_tie(tie) for n, tie in ties.items()})
        fresh = set(ties)
        if not fresh:
            break
    return found


def _currency(table: Table, scale: TableScale) -> str | None:
    """The currency of a table's amounts, by its evidence or its headers."""
    named = _currencies(table)
    return scale.currency or (named.pop() if len(named) == 1 else None)


def _one(table: Table) -> bool:
    """Whether the table has amounts of one currency only, as far as it is said."""
    return len(_currencies(table)) < 2


def _of_tie(tie: Tie) -> TableScale:
    return TableScale(tie.power, tie.why, None, tie.currency)
