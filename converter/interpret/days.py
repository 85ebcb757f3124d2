"""The days that a document names, and those among them that end periods or head columns.

What they are taken for is left to `weeks` and to those who ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..document import Document, Prose
from ..language.periods import AtDate, Ended, find_periods, period_of


def dates_of(document: Document) -> Iterator[date]:
    """The days named anywhere but in rows."""
    for block in document.blocks:
        texts = [block.text.text] if isinstance(block, Prose) else [t.text for t in (*block.titles, *block.captions)]
        headers = [] if isinstance(block, Prose) else [[h.text for h in c.headers] for c in block.columns]
        found = [f.value for text in texts for f in find_periods(text)]
        found += [
            f.value for header in headers for f in (*period_of(header), *find_periods(header[-1] if header else ""))
        ]
        for value in found:
            if isinstance(value, AtDate | Ended):
                yield value.date


def ends_of(document: Document) -> Iterator[date]:
    """The days that columns are headed by, those that anything is said to have ended on or, in weeks, begun after."""
    for block in document.blocks:
        table = not isinstance(block, Prose)
        headers = [] if isinstance(block, Prose) else [[h.text for h in c.headers] for c in block.columns]
        texts = find_periods(block.text.text) if isinstance(block, Prose) else ()
        for found in (*texts, *(each for header in headers for each in period_of(header))):
            value = found.value
            if isinstance(value, Ended) or (table and isinstance(value, AtDate)):
                yield value.date
            if isinstance(value, Ended) and value.weeks:
                yield value.date - timedelta(weeks=value.weeks)
