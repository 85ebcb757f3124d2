"""What releases tell of the issuer's fiscal year: the month it starts in, whether it is one of weeks, how it is named.

What nothing tells stays unknown, and columns that need it stay unbound.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ...taxonomy.profile import FiscalYear, NamedBy
from ..binding.circumstances import circumstances
from ..document import Document, Prose
from ..interpret.weeks import days_wanted, in_weeks
from ..interpret.year import of_weeks
from ..language.periods import (
    AtDate,
    Ended,
    Fiscal,
    FiscalCalendar,
    PeriodExpression,
    find_periods,
    period_of,
    resolve,
)
from . import words

_NEAR = 8
_SAID = re.compile(
    r"(?:\bFY\s?|\bfiscal\s(?:years?\s)?)'?(?P<year>(?:19|20)\d\d)[\s,(]{1,3}(?:which\s)?"
    r"(?:(?:ended|ending|ends)(?:\son)?|as\s(?:of|at))\s",
    re.IGNORECASE,
)


def fiscal_year(documents: Sequence[Document], stated: str, remarks: dict[str, str]) -> FiscalYear:
    """The fiscal year; `stated` is the month it ends in by the head of a release, or empty. Guesses go to `remarks`."""
    headed = [e for d in documents for e in _headed(d)]
    ends = Counter(month for d in documents for month in _year_ends(d))
    why = "guessed: the months that years are said to end in"
    if stated and 1 <= int(stated) <= 12:
        ends, why = Counter({int(stated): 1}), "the head of the release says so"
    elif not ends:
        ends = Counter(month for d in documents for month in _balance_months(d))
        why = "guessed: the month of the earlier balance sheet"
    weeks = any(isinstance(e, Ended) and (e.weeks or in_weeks(e)) for e in headed) or any(map(of_weeks, documents))
    if not ends:
        remarks["fiscal_year.start_month"] = "not known: put the month that the fiscal year starts in, and `named_by`"
        return FiscalYear(1, NamedBy.UNKNOWN, weeks)
    month = ends.most_common(1)[0][0] % 12 + 1
    remarks["fiscal_year.start_month"] = why
    named = _named(documents, month, headed)
    if named is NamedBy.UNKNOWN and month == 1 and not weeks:
        named = NamedBy.END
        remarks["fiscal_year.named_by"] = "it starts and ends in the same year"
    elif named is NamedBy.UNKNOWN:
        remarks["fiscal_year.named_by"] = (
            "not known: put `start` if FY2008 starts in 2008, `end` if it ends then; columns that need it stay unbound"
        )
    else:
        remarks["fiscal_year.named_by"] = "guessed: so the periods in headers fit the days that are printed"
    if weeks:
        remarks["fiscal_year.weeks"] = "guessed: periods end on days that end no month"
        _ask_for_days(documents, FiscalCalendar(month, named.value, weeks), headed, remarks)
    return FiscalYear(month, named, weeks)


def _ask_for_days(
    documents: Sequence[Document],
    calendar: FiscalCalendar,
    headed: Sequence[PeriodExpression],
    remarks: dict[str, str],
) -> None:
    """A remark on the days that the releases do not print."""
    release = [circumstances(document) for document in documents]
    printed = frozenset(day for each in release for day in each.dates)
    ends = frozenset(day for each in release for day in each.ends)
    wanted: list[date] = []
    for day in sorted({day for e in headed for day in days_wanted(e, calendar, printed, ends)}):
        if not wanted or (day - wanted[-1]).days > _NEAR:
            wanted.append(day)
    if wanted:
        days = ", ".join(f"about {day}" for day in wanted)
        remarks["fiscal_year.period_ends"] = (
            f"put into `period_ends` the last days of the periods that end {days}, which no release prints, "
            "or into `ends` the rule for the last day of the year, as `last Saturday of September`"
        )


def _headed(document: Document) -> Iterator[PeriodExpression]:
    """The period expressions of column headers, and of row labels that say nothing else."""
    for table in document.tables:
        for column in table.columns:
            yield from (f.value for f in period_of([h.text for h in column.headers]))
        for row in table.rows:
            if row.cells:
                yield from (f.value for f in find_periods(row.label.text) if f.end - f.start > len(row.label.text) // 2)


def _month(day: date) -> int:
    """The month that a year ends in; one that ends in a first week ends the month before."""
    return day.month if day.day > 7 else (day.month + 10) % 12 + 1


def _year_ends(document: Document) -> Iterator[int]:
    """The months of days that years are said to end on."""
    for line in document.lines:
        if len(line) > 400 or ("ear" not in line.lower() and "fiscal" not in line.lower()):
            continue
        for found in find_periods(line):
            if isinstance(found.value, Ended) and found.value.months == 12:
                yield _month(found.value.date)
        for said in _SAID.finditer(line):
            for found in find_periods(line[said.end() :])[:1]:
                if isinstance(found.value, AtDate | Ended) and not found.start:
                    yield _month(found.value.date)


def _balance_months(document: Document) -> Iterator[int]:
    """The months of days that balance sheets compare with that are no year before their latest."""
    for table in document.tables:
        if not any(words.said(t.text, "title", "period") == "instant" for t in (*table.titles, *table.captions)):
            continue
        values = [f.value for c in table.columns for f in period_of([h.text for h in c.headers])]
        days = sorted({value.date for value in values if isinstance(value, AtDate)})
        for day in days[:-1]:
            if _month(day) != _month(days[-1]) and days[-1] - day < timedelta(days=366):
                yield _month(day)


def _named(documents: Sequence[Document], month: int, headed: Sequence[PeriodExpression]) -> NamedBy:
    """The naming that the release says (`fiscal 2022 ended on January 28, 2023`), or that alone fits its days."""
    for document in documents:
        for block in document.blocks:
            if isinstance(block, Prose) and (said := _spoken(block.text.text)) is not None:
                return said
    codes = [e for e in headed if isinstance(e, Fiscal) and e.kind != "year"]
    ends = {e.date for e in headed if isinstance(e, AtDate | Ended)}
    if not codes or not ends:
        return NamedBy.UNKNOWN
    start = _fits(codes, ends, FiscalCalendar(month, "start"))
    end = _fits(codes, ends, FiscalCalendar(month, "end"))
    if start == end:
        return NamedBy.UNKNOWN
    return NamedBy.START if start else NamedBy.END


def _spoken(text: str) -> NamedBy | None:
    for said in _SAID.finditer(text):
        for found in find_periods(text[said.end() :])[:1]:
            if isinstance(found.value, AtDate | Ended) and not found.start:
                year = (found.value.date - timedelta(days=_NEAR)).year
                if int(said["year"]) in (year, year - 1):
                    return NamedBy.END if int(said["year"]) == year else NamedBy.START
    return None


def _fits(codes: Sequence[Fiscal], ends: set[date], calendar: FiscalCalendar) -> bool:
    """Whether the latest part of a year ends with the latest day printed, and none ends behind it."""
    periods = [p for code in codes if (p := resolve(code, calendar)) is not None and p.end is not None]
    latest = max((p.end for p in periods if p.end is not None), default=date.min)
    return abs((latest - max(ends)).days) <= _NEAR
