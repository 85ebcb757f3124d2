"""What a whole release says of its tables: when it was published, and whether its amounts are printed in scales.

A figure that is at odds with these stays unbound; judging one is `table`'s matter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..document import Document, Prose
from ..interpret.days import dates_of, ends_of
from ..interpret.periods import TablePeriods, read_periods
from ..interpret.scales import TableScale, table_scales
from ..language.periods import AtDate, find_periods
from ..language.units import find_units

_OPENING = 20
"""Blocks of a document among which the date of publication stands."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`published` is the release's own date, None where its opening gives none; `scaled` as the module says.

    `dates` are the days that headers, titles and prose name; `scaled_above` is `scaled` by titles and captions.
    `titles` are the titles and captions of all tables; `ends` those of `dates` that end periods or head columns;
    `periods` are those of the columns of each table, by its number, `scales` what is told of its amounts' scale.
    """

    published: date | None = None
    scaled: bool = False
    dates: frozenset[date] = frozenset()
    scaled_above: bool = False
    titles: frozenset[str] = frozenset()
    ends: frozenset[date] = frozenset()
    periods: Mapping[int, TablePeriods] = field(default_factory=dict)
    scales: Mapping[int, TableScale] = field(default_factory=dict)


def circumstances(document: Document, days: Collection[date] = (), likely: Collection[date] = ()) -> Circumstances:
    """The circumstances of a release's tables.

    `days` are known from elsewhere to end periods of the issuer; `likely` are days that a rule gives, which what is
    printed goes before.
    """
    ends = frozenset((*ends_of(document), *days))
    dates = ends | frozenset((*dates_of(document), *likely))
    titles = frozenset(t.text for table in document.tables for t in (*table.titles, *table.captions))
    periods = read_periods(document).tables
    above = _scaled_above(document)
    scales = table_scales(document)
    return Circumstances(_published(document), _scaled(document), dates, above, titles, ends, periods, scales)


def _published(document: Document) -> date | None:
    """The first date in the opening prose that stands by itself or behind a place: `TOKYO, Nov. 13, 2008`."""
    for block in document.blocks[:_OPENING]:
        if not isinstance(block, Prose):
            continue
        text = block.text.text[:400]
        for found in find_periods(text):
            before = text[: found.start].rstrip()[-1:]
            if isinstance(found.value, AtDate) and not before.isalnum() and not found.words.lower().startswith("as"):
                return found.value.date
    return None


def _scaled(document: Document) -> bool:
    """Whether most headers that name a currency give a scale with it."""
    headers = [c.text for table in document.tables for c in table.columns if not c.inherited]
    money = [e for text in headers for f in find_units(text) if (e := f.value).currency and not e.per]
    return 2 * sum(1 for e in money if e.power) > len(money)


def _scaled_above(document: Document) -> bool:
    """Whether most tables above which anything is said of money have a scale there."""
    above = [
        [f.value for t in (*table.titles, *table.captions) for f in find_units(t.text)] for table in document.tables
    ]
    said = [any(e.power for e in units) for units in above if any(e.power or (e.currency and not e.per) for e in units)]
    return 2 * sum(said) > len(said)
