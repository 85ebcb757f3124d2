"""The days that a document names, and those among them that end periods or head columns.

What they are taken for is left to `weeks` and to those who ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..document import Document, Prose, Table
from ..language.found import Found, residue
from ..language.periods import AtDate, Ended, PeriodExpression, Year, find_periods, period_of

_WEEK = timedelta(weeks=1)
"""How far into the next year the last day of one may lie."""

_WORDS_BESIDE = 2
"""Words that may stand beside the day in the label of a row of balances: `Balance, January 3`, `Balance at`."""


def header_periods(headers: Sequence[str]) -> tuple[Found[PeriodExpression], ...]:
    """The periods that a column's headers say; of several days over a bare year the one that is the year's.

    Other years than their own have none of these days.
    """
    said = period_of(headers)
    days = {f.value.date for level in headers[:-1] for f in find_periods(level) if isinstance(f.value, AtDate)}
    years = {f.value.year for f in find_periods(headers[-1]) if isinstance(f.value, Year)} if headers else set()
    if len(days) < 2 or len(years) != 1:
        return said
    year = years.pop()
    own = [day for day in sorted(days) if (day - _WEEK).year == year]
    return (replace(said[0], value=AtDate(own[0])),) if said and len(own) == 1 else ()


def dates_of(document: Document) -> Iterator[date]:
    """The days named anywhere but in rows."""
    for block in document.blocks:
        texts = [block.text.text] if isinstance(block, Prose) else [t.text for t in (*block.titles, *block.captions)]
        headers = [] if isinstance(block, Prose) else [[h.text for h in c.headers] for c in block.columns]
        found = [f.value for text in texts for f in find_periods(text)]
        found += [
            f.value
            for header in headers
            for f in (*header_periods(header), *find_periods(header[-1] if header else ""))
        ]
        for value in found:
            if isinstance(value, AtDate | Ended):
                yield value.date


def ends_of(document: Document) -> Iterator[date]:
    """The days that columns are headed by, those that anything is said to have ended on or, in weeks, begun after.

    So are the days of rows of balances, which begin or end a period.
    """
    for block in document.blocks:
        table = not isinstance(block, Prose)
        headers = [] if isinstance(block, Prose) else [[h.text for h in c.headers] for c in block.columns]
        texts = find_periods(block.text.text) if isinstance(block, Prose) else ()
        for found in (*texts, *(each for header in headers for each in header_periods(header))):
            value = found.value
            if isinstance(value, Ended) or (table and isinstance(value, AtDate)):
                yield value.date
            if isinstance(value, Ended) and value.weeks:
                yield value.date - timedelta(weeks=value.weeks)
        if not isinstance(block, Prose):
            yield from of_balances(block)


def of_balances(table: Table) -> Iterator[date]:
    """The days that labels of rows name beside hardly any other word."""
    for row in table.rows:
        found = find_periods(row.label.text)
        if len(found) == 1 and isinstance(found[0].value, AtDate):
            beside = residue(row.label.text, *found).replace(".", " ").split()
            if sum(any(char.isalpha() for char in word) for word in beside) <= _WORDS_BESIDE:
                yield found[0].value.date
