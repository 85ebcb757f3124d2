"""What a table's bound figures say against each other: columns that nothing tells apart, rows that stand shifted.

A figure in doubt is left unbound with the reason. How a single figure is bound is `table`'s matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, takewhile

from ...taxonomy.names import ISO4217
from ..document import Cell, CellKind, Row, Table
from .model import Binding, Outcome
from .problem import DOUBT_HINT, Problem, Unsettled
from .units import SHARES

_RARE = 1 / 3
"""Share of a table's rows up to which a column holds what slipped into it, and is no column of its own."""

_TELLING = 20
"""From which printed number on rounding leaves a rate between two currencies telling."""

_ENOUGH_RATES = 4
"""How many rows must show a rate before one that differs is doubted."""

_SLIPPED = 10
"""Factor between two rates from which a row has slipped."""

_LIKE = Fraction(1, 20)
"""How far a rate may be from the usual one, times a scale, to be that rate: digits are lost with the scale."""

_SCALES = (Fraction(1000), Fraction(1, 1000), Fraction(10**6), Fraction(1, 10**6))

_POWERS = (0, -3, 3, -6, 6)
"""Scales, in powers of ten, that a count of shares may have been taken in wrongly."""

_COLUMNS = 2
"""Columns that must agree before a count of shares is doubted."""

_LOOSE = Fraction(1, 200)
"""How far an amount may be from the one that figures per share are of: by preferred dividends, by rounding."""

_OUT_OF_LINE = 3
"""Characters by which the right edge of every figure of a row must miss the others' for the row to count as moved."""

_MOVED = 2
"""The last figures of a row that must all stand beside those of their columns for it to count as moved in part."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A mark of a cell with what became of it."""

    row: Row
    cell: Cell
    outcome: Outcome | Unsettled

    @property
    def binding(self) -> Binding | None:
        """The binding, if it was bound."""
        return self.outcome if isinstance(self.outcome, Binding) else None


def doubted(table: Table, bound: Sequence[Bound], words: Mapping[int, str]) -> list[Outcome | Unsettled]:
    """The outcomes in order, with those that the rest of the table casts doubt on as problems.

    `words` are the headers of the columns, by index.
    """
    columns: dict[int, str] = {}
    for one, other in _alike(bound, words):
        why = (
            f"the columns “{words.get(one, '')}” and “{words.get(other, '')}” say the same of two figures; "
            "a part of their headers may be lost"
        )
        columns.setdefault(one, why)
        columns.setdefault(other, why)
    rows: dict[int, str] = {}
    for check in _ROW_CHECKS:
        for line, why in check(table, bound):
            rows.setdefault(line, why)
    outcomes: list[Outcome | Unsettled] = []
    for b in bound:
        reason = columns.get(b.cell.column) or rows.get(b.row.line)
        if reason and b.binding is not None:
            outcomes.append(Unsettled(b.binding.mark, b.binding.place, Problem(reason, hint=DOUBT_HINT)))
        else:
            outcomes.append(b.outcome)
    return outcomes


def _alike(bound: Sequence[Bound], words: Mapping[int, str]) -> list[tuple[int, int]]:
    """Pairs of columns in which one row has figures with all aspects equal: different ones, or under equal headers.

    A column that is printed twice, with the same header and the same figure in every row, is in no doubt.
    """
    by_row: dict[int, list[Bound]] = {}
    for b in bound:
        if b.binding is not None:
            by_row.setdefault(b.row.line, []).append(b)
    found: dict[tuple[int, int], None] = {}
    for row in by_row.values():
        for a, b in combinations(row, 2):
            one, other = a.binding, b.binding
            assert one is not None and other is not None
            same = (one.concept, one.period, one.unit, one.dimensions) == (
                other.concept,
                other.period,
                other.unit,
                other.dimensions,
            )
            twins = a.cell.column != b.cell.column and words.get(a.cell.column) == words.get(b.cell.column)
            if same and (one.value != other.value or twins):
                found[a.cell.column, b.cell.column] = None
    return [pair for pair in found if not _repeated(bound, pair)]


def _repeated(bound: Sequence[Bound], pair: tuple[int, int]) -> bool:
    """Whether two columns print the same figures in the same rows, in enough rows to tell."""
    one, other = ({b.row.line: b.outcome.mark.raw for b in bound if b.cell.column == column} for column in pair)
    return one == other and len(one) >= _ENOUGH_RATES


def _beyond_headers(table: Table, bound: Sequence[Bound]) -> Iterable[tuple[int, str]]:
    """Rows with a figure in a column that few rows have, and that has no header of its own or no figure bound."""
    rows = {r.line for r in table.rows if r.cells}
    columns: dict[int, list[Bound]] = {}
    for b in bound:
        columns.setdefault(b.cell.column, []).append(b)
    headers = {c.index: c.text for c in table.columns}
    for index, found in columns.items():
        header = headers.get(index, "")
        shared = bool(header) and sum(1 for text in headers.values() if text == header) > 1
        if len({b.row.line for b in found}) > len(rows) * _RARE or (not shared and any(b.binding for b in found)):
            continue
        for b in found:
            yield b.row.line, f"the row has a figure ({b.cell.text}) beside the headed columns; it may stand shifted"


def _unlike(table: Table, bound: Sequence[Bound]) -> Iterable[tuple[int, str]]:
    """Rows with a figure printed in another way than all like figures of its column: a share among amounts."""
    columns: dict[int, list[Bound]] = {}
    for b in bound:
        columns.setdefault(b.cell.column, []).append(b)
    groups = [(found, (_signed, _shares, _amounts)) for found in columns.values()]
    for found, styles in (*groups, (list(bound), (_amounts,))):
        for style in styles:
            styled = [(b, printed) for b in found if (printed := style(b)) is not None]
            odd = [b for b, printed in styled if not printed]
            if odd and len(styled) - len(odd) >= max(2, 2 * len(odd)):
                for b in odd:
                    yield (
                        b.row.line,
                        f"{b.cell.text} is printed unlike the other figures of its column; the row may stand shifted",
                    )
    for found in columns.values():
        whole = [b for b in found if _is_share(b) and not b.outcome.mark.percent]
        fine = sum(1 for b in whole if b.outcome.mark.digits)
        if fine >= max(2, 2 * (len(whole) - fine)):
            for b in found:
                if b.binding is None and b.cell.kind is CellKind.VALUE and not b.outcome.mark.digits:
                    yield b.row.line, f"{b.cell.text} is a whole number among shares; the row may stand shifted"
        for b in found:
            if b.binding is None and b.cell.kind is CellKind.VALUE and b.outcome.mark.percent and _money(found, b):
                yield b.row.line, f"{b.cell.text} is a percentage among amounts; the row may stand shifted"


def _signed(b: Bound) -> bool | None:
    """Of a percentage: whether it has its sign."""
    return b.outcome.mark.percent if _is_share(b) else None


def _shares(b: Bound) -> bool | None:
    """Of a percentage without its sign: whether it has decimals."""
    return b.outcome.mark.digits > 0 if _is_share(b) and not b.outcome.mark.percent else None


def _amounts(b: Bound) -> bool | None:
    """Of an amount of money in a scale: whether it has no decimals."""
    binding = b.binding
    if binding is None or binding.printed is None or not _is_money(binding) or binding.mark.power is not None:
        return None
    return binding.mark.digits == 0 if binding.decimals is not None and binding.decimals < binding.mark.digits else None


def _is_share(b: Bound) -> bool:
    binding = b.binding
    if binding is None or binding.printed is None or binding.decimals is None:
        return False
    return binding.decimals == binding.mark.digits + 2


def _is_money(binding: Binding) -> bool:
    unit = binding.unit
    return not unit.denominators and len(unit.numerators) == 1 and unit.numerators[0].namespace == ISO4217


def _money(column: Sequence[Bound], b: Bound) -> bool:
    others = [o for o in column if o.row.line != b.row.line and o.binding is not None and o.binding.printed is not None]
    return len(others) >= 2 and all(o.binding is not None and _is_money(o.binding) for o in others)


def _out_of_line(table: Table, bound: Sequence[Bound]) -> Iterable[tuple[int, str]]:
    """Rows whose figures, all or the last ones, end beside where the figures of their columns end.

    Figures that two cells were merged before stand so: `304   393` that became `304393` draws those behind it along.
    """
    edges: dict[int, dict[int, int]] = {}
    for row in table.rows:
        for cell in row.cells:
            if len(cell.marks) == 1 and not cell.marks[0].nil:
                counts = edges.setdefault(cell.column, {})
                counts[_edge(cell)] = counts.get(_edge(cell), 0) + 1
    usual = {
        column: max(counts, key=lambda e: (counts[e], e))
        for column, counts in edges.items()
        if sum(counts.values()) >= 4 and 4 * max(counts.values()) >= 3 * sum(counts.values())
    }
    for row in table.rows:
        figures = [c for c in row.cells if len(c.marks) == 1 and not c.marks[0].nil and c.column in usual]
        off = [_edge(c) - usual[c.column] for c in figures]
        beside = sum(1 for _ in takewhile(lambda each: abs(each) >= _OUT_OF_LINE, reversed(off)))
        if off and beside >= min(_MOVED, len(off)):
            yield row.line, "the figures of the row do not stand below each other with those of its columns"


def _edge(cell: Cell) -> int:
    """Where the digits of a cell's figure end."""
    return cell.span.column + len(cell.text.rstrip("%) ")) if cell.marks else 0


def _rates(table: Table, bound: Sequence[Bound]) -> Iterable[tuple[int, str]]:
    """Rows whose amounts in two currencies are in another proportion than those of the other rows.

    One table translates at one rate; a row at quite another has slipped by a column. A rate that is merely off, by a
    scale or by its sign, is a misprint, which is the release's own and told by the sums it breaks.
    """
    rates: dict[tuple[str, str], list[tuple[int, Fraction]]] = {}
    by_row: dict[int, list[Binding]] = {}
    for b in bound:
        if b.binding is not None and b.binding.value and _is_money(b.binding):
            by_row.setdefault(b.row.line, []).append(b.binding)
    for line, row in by_row.items():
        for a, c in combinations(row, 2):
            one, other = a.unit.numerators[0].local, c.unit.numerators[0].local
            if one == other or (a.concept, a.period, a.dimensions) != (c.concept, c.period, c.dimensions):
                continue
            if min(_weight(a), _weight(c)) >= _TELLING:
                first, second = (a, c) if one < other else (c, a)
                rate = Fraction(first.value or 0) / Fraction(second.value or 1)
                rates.setdefault((min(one, other), max(one, other)), []).append((line, rate))
    for (one, other), found in rates.items():
        if len(found) < _ENOUGH_RATES:
            continue
        usual = sorted(rate for _, rate in found)[len(found) // 2]
        for line, rate in found:
            if not usual / _SLIPPED <= abs(rate) <= usual * _SLIPPED and not _misscaled(abs(rate) / usual):
                yield line, f"the amounts of the row in {one} and {other} are in another proportion than the others"


def _misscaled(ratio: Fraction) -> bool:
    """Whether a rate is the usual one but for a scale: thousands for millions, or the reverse."""
    return any(abs(ratio * scale - 1) <= _LIKE for scale in _SCALES)


def _weight(binding: Binding) -> int:
    """The figure as its digits print it, without its point."""
    return int("".join(c for c in binding.mark.raw if c.isdigit()) or 0)


def _contradictory(table: Table, bound: Sequence[Bound]) -> Iterable[tuple[int, str]]:
    """Rows of one table that are the same line item and do not agree: a heading or a part of a label may be lost."""
    seen: dict[tuple[object, ...], list[Bound]] = {}
    for b in bound:
        if b.binding is not None:
            one = b.binding
            seen.setdefault((one.concept, one.period, one.unit, one.dimensions), []).append(b)
    for same in seen.values():
        values = {(b.binding.decimals, b.binding.value) for b in same if b.binding is not None}
        nils = {value is None for _, value in values}
        if (len(nils) > 1 or len({d for d, _ in values}) < len(values)) and len({b.row.line for b in same}) > 1:
            lines = ", ".join(str(line) for line in dict.fromkeys(b.row.line for b in same))
            for b in same:
                yield b.row.line, f"the rows of the lines {lines} would be the same line item with different figures"


_Check = Callable[[Table, Sequence[Bound]], Iterable[tuple[int, str]]]


def _miscounted(table: Table, bound: Sequence[Bound]) -> Iterable[tuple[int, str]]:
    """Rows of share counts that fit an amount of money and one per share in another scale only, in every column."""
    rows: dict[int, dict[int, Binding]] = {}
    for b in bound:
        if b.binding is not None and b.binding.value:
            rows.setdefault(b.row.line, {})[b.cell.column] = b.binding
    counts = {line: cells for line, cells in rows.items() if all(_is_count(b) for b in cells.values())}
    each = [cells for cells in rows.values() if all(b.unit.denominators for b in cells.values())]
    money = [cells for cells in rows.values() if all(_is_money(b) for b in cells.values())]
    for line, cells in counts.items():
        scales = {
            power
            for per_share in each
            for amounts in money
            for power in _POWERS
            if len(shared := cells.keys() & per_share.keys() & amounts.keys()) >= _COLUMNS
            and all(_fits(cells[c], per_share[c], amounts[c], power) for c in shared)
        }
        if scales and 0 not in scales:
            yield line, "the number of shares does not go with the amounts per share in the scale of the table"


def _fits(count: Binding, per_share: Binding, amount: Binding, power: int) -> bool:
    """Whether an amount divided by a count times ten to the power rounds to the amount per share."""
    assert count.value is not None and per_share.value is not None and amount.value is not None
    told = Fraction(per_share.value)
    worked = Fraction(amount.value) / (Fraction(count.value) * Fraction(10) ** power)
    half = Fraction(10) ** -(per_share.decimals or 0) / 2
    return abs(worked - told) <= half + abs(told) * _LOOSE


def _is_count(binding: Binding) -> bool:
    return binding.unit.numerators == (SHARES,) and not binding.unit.denominators


_ROW_CHECKS: tuple[_Check, ...] = (
    _beyond_headers,
    _unlike,
    _out_of_line,
    _rates,
    _contradictory,
    _miscounted,
)
"""Each yields the lines of rows in doubt, and why; a further check is a further function and its place here."""
