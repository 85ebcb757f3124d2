"""Period expressions found in the words of headers, labels, captions and prose, whoever the issuer is.

Which period a cell has is left to the binder; `expressions` says what the expressions are and resolves them.
"""

from __future__ import annotations

from collections.abc import Sequence

from .expressions import (
    AtDate,
    Duration,
    Ended,
    Fiscal,
    FiscalCalendar,
    FiscalKind,
    FiscalPart,
    MonthDay,
    MonthOf,
    PeriodExpression,
    Span,
    Year,
    complete,
    resolve,
)
from .found import Found

__all__ = [
    "AtDate",
    "Duration",
    "Ended",
    "Fiscal",
    "FiscalCalendar",
    "FiscalKind",
    "FiscalPart",
    "MonthDay",
    "MonthOf",
    "PeriodExpression",
    "Span",
    "Year",
    "combine",
    "complete",
    "find_periods",
    "period_of",
    "resolve",
]


def find_periods(text: str) -> tuple[Found[PeriodExpression], ...]:
    """The period expressions in `text`, left to right, not overlapping.

    Partial ones are among them (`Three Months Ended`, `December 31,`, `First Quarter`): see `complete`.
    """
    raise NotImplementedError


def combine(outer: PeriodExpression, inner: PeriodExpression) -> PeriodExpression | None:
    """The expression two pieces make together, or None when they do not belong together.

    `Three Months Ended` with `January 1, 2000`, `December 31,` with `1990`, `First Quarter` with `FY2009`,
    `FY2024` with `As of December 31, 2024` (the date says it more exactly).
    """
    raise NotImplementedError


def period_of(headers: Sequence[str]) -> tuple[Found[PeriodExpression], ...]:
    """The periods a column's headers say, given outermost to innermost; split expressions are joined.

    The innermost, which is the most specific, comes first; only complete expressions are returned. Offsets count in
    `" | ".join(headers)`, from the first piece of an expression to the last; `words` are its pieces joined by a space.
    """
    raise NotImplementedError
