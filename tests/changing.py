"""Random single changes of a release, as conversions and typing errors make them, and what each does to its facts.

`changes` makes them, `judged` holds the facts after one against those before. What is asked of them is left to
`tests/releases/test_changes.py` and `benchmarks/changes.py`.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tanshin.converter.document import Document, Row
from tanshin.converter.pipeline import Conversion, Options, convert
from tanshin.taxonomy.finding import Severity

Meaning = tuple[str, Decimal | None, str, str, str]
"""Concept, value as printed, unit, period, dimensions."""

Place = tuple[int, str, int]
"""A figure's line, its print, and which of those of one print on that line it is."""

Lines = list[str]

_SCRIPTS = ("０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९")
_SIGNED = re.compile(r"\((\d[\d,.]*)\)")
_NIL = re.compile(r"(?<=\s)-{1,2}(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Change:
    """A release after a change: its lines, and for each the number (from 1) of the line that it was, 0 for a new one.

    `touched` are the numbers, before the change, of the lines that are not what they were or where they were.
    """

    kind: str
    lines: tuple[str, ...]
    came: tuple[int, ...]
    touched: frozenset[int]


@dataclass(frozen=True, slots=True)
class State:
    """What each figure of a release means, None for one that is no fact; tables by line; what is told, by line."""

    document: Document
    meanings: dict[Place, Meaning | None]
    told: Counter[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Facts that became others without a word, and how many of the untouched ones stayed what they were."""

    change: Change
    wrong: tuple[str, ...]
    untouched: int
    kept: int


def state(path: Path, profile: str) -> State:
    """The release in `path`, converted with a profile. Raises whatever the program raises."""
    done = convert(path, Options(profile=profile, filing=False))
    assert done.document is not None
    return State(done.document, _meanings(done), _told(done))


def _meanings(done: Conversion) -> dict[Place, Meaning | None]:
    found: dict[Place, Meaning | None] = {}
    seen: Counter[tuple[int, str]] = Counter()
    placed: set[tuple[int, int]] = set()
    for trace in done.traces:
        span = trace.span
        if (span.line, span.column) in placed:
            continue  # one figure given for two dates
        placed.add((span.line, span.column))
        fact = trace.fact
        meaning = None
        if fact is not None:
            words = (str(fact.unit), str(fact.period), str(fact.dimensions))
            meaning = (fact.concept.local, trace.printed_value, *words)
        found[span.line, trace.raw, seen[span.line, trace.raw]] = meaning
        seen[span.line, trace.raw] += 1
    return found


def _told(done: Conversion) -> Counter[tuple[str, int]]:
    findings = [f for f in (*done.findings, *done.audit.findings) if f.severity is not Severity.INFO]
    return Counter((f.code, s.line) for f in findings for s in (f.source, *f.also) if s is not None)


# --- changes ----------------------------------------------------------------------------------------------------------


def changes(text: str, document: Document, seed: int, count: int) -> Iterator[Change]:
    """`count` changes of a release, the kinds in turn, each at a place that the seed gives."""
    chance = random.Random(seed)
    lines = text.split("\n")
    made = 0
    while made < count:
        for kind, make in KINDS.items():
            change = make(kind, list(lines), document, chance)
            if change is not None and made < count:
                made += 1
                yield change


def _row(document: Document, chance: random.Random, least: int = 1) -> Row | None:
    rows = [row for table in document.tables for row in table.rows if len(row.cells) >= least]
    return chance.choice(rows) if rows else None


def _header_lines(document: Document) -> list[int]:
    return sorted(
        {
            span.line
            for table in document.tables
            for column in table.columns
            if not column.inherited
            for header in column.headers
            for span in header.spans
        }
    )


def _dropped(kind: str, lines: Lines, number: int) -> Change:
    rest = lines[: number - 1] + lines[number:]
    came = (*range(1, number), *range(number + 1, len(lines) + 1))
    return Change(kind, tuple(rest), came, frozenset((number,)))


def _line_dropped(kind: str, lines: Lines, document: Document, chance: random.Random) -> Change | None:
    numbers = [n for n, line in enumerate(lines, 1) if line.strip()]
    return _dropped(kind, lines, chance.choice(numbers))


def _header_dropped(kind: str, lines: Lines, document: Document, chance: random.Random) -> Change | None:
    numbers = _header_lines(document)
    return _dropped(kind, lines, chance.choice(numbers)) if numbers else None


def _swapped(kind: str, lines: Lines, document: Document, chance: random.Random) -> Change | None:
    row = _row(document, chance)
    if row is None or row.line >= len(lines):
        return None
    at = row.line
    came = list(range(1, len(lines) + 1))
    lines[at - 1], lines[at] = lines[at], lines[at - 1]
    came[at - 1], came[at] = came[at], came[at - 1]
    return Change(kind, tuple(lines), tuple(came), frozenset((at, at + 1)))


def _edited(kind: str, lines: Lines, number: int, text: str) -> Change | None:
    if lines[number - 1] == text:
        return None
    lines[number - 1] = text
    return Change(kind, tuple(lines), tuple(range(1, len(lines) + 1)), frozenset((number,)))


def _shifted(kind: str, lines: Lines, document: Document, chance: random.Random) -> Change | None:
    row = _row(document, chance)
    if row is None:
        return None
    cell = chance.choice(row.cells)
    text, at = lines[row.line - 1], cell.span.column - 1
    gap = "\t" if "\t" in text else " " * chance.choice((7, 9, 12))
    return _edited(kind, lines, row.line, text[:at] + gap + text[at:])


def _merged(kind: str, lines: Lines, document: Document, chance: random.Random) -> Change | None:
    row = _row(document, chance, least=2)
    if row is None:
        return None
    which = chance.randrange(1, len(row.cells))
    left, right = row.cells[which - 1].span, row.cells[which].span
    text = lines[row.line - 1]
    glue = chance.choice(("", " "))
    return _edited(kind, lines, row.line, text[: left.column - 1 + left.length] + glue + text[right.column - 1 :])


def _dash_lost(kind: str, lines: Lines, document: Document, chance: random.Random) -> Change | None:
    numbers = [n for n, line in enumerate(lines, 1) if _NIL.search(line) or (line.strip() and not line.strip(" -"))]
    if not numbers:
        return None
    number = chance.choice(numbers)
    text = lines[number - 1]
    hit = _NIL.search(text)
    return _edited(kind, lines, number, text[: hit.start()] + " " + text[hit.end() :] if hit else "")


def _sign_exchanged(kind: str, lines: Lines, document: Document, chance: random.Random) -> Change | None:
    """A negative in parentheses written in another form, which says the same."""
    numbers = [r.line for t in document.tables for r in t.rows if r.cells and _SIGNED.search(lines[r.line - 1])]
    if not numbers:
        return None
    number = chance.choice(numbers)
    form = chance.choice(("-{}", "−{}", "△{}", "▲ {}", "（{}）", "{}-", "—{}"))
    hit = chance.choice(list(_SIGNED.finditer(lines[number - 1])))
    text = lines[number - 1]
    return _edited(kind, lines, number, text[: hit.start()] + form.format(hit[1]) + text[hit.end() :])


def _other_digits(kind: str, lines: Lines, document: Document, chance: random.Random) -> Change | None:
    row = _row(document, chance)
    if row is None:
        return None
    script = chance.choice(_SCRIPTS)
    span = chance.choice(row.cells).span
    text, start = lines[row.line - 1], span.column - 1
    figure = text[start : start + span.length].translate({ord(str(n)): script[n] for n in range(10)})
    return _edited(kind, lines, row.line, text[:start] + figure + text[start + span.length :])


KINDS: dict[str, Callable[[str, Lines, Document, random.Random], Change | None]] = {
    "line dropped": _line_dropped,
    "lines swapped": _swapped,
    "header line dropped": _header_dropped,
    "column shifted": _shifted,
    "cells merged": _merged,
    "dash lost": _dash_lost,
    "sign exchanged": _sign_exchanged,
    "digits of another script": _other_digits,
}

# --- judging ----------------------------------------------------------------------------------------------------------


def judged(change: Change, before: State, after: State) -> Judgement:
    """What the change did.

    A figure on a line that it left alone must mean what it meant, or nothing, or something must be told of its line,
    of the changed place or of a line of its table. One on a changed line must mean what one on that line meant.
    """
    after_told = Counter({(code, change.came[line - 1]): n for (code, line), n in after.told.items()})
    news = {line for (_, line), n in (after_told - before.told).items()}
    tables = {row.line: t for t in before.document.tables for row in t.rows}
    wrong: list[str] = []
    untouched = kept = 0
    was: dict[int, list[Meaning]] = {}
    for (line, _, _), meaning in before.meanings.items():
        if meaning is not None:
            was.setdefault(line, []).append(meaning)
    now = {(change.came[line - 1], raw, nth): m for (line, raw, nth), m in after.meanings.items()}
    for place, meaning in before.meanings.items():
        if meaning is None or place[0] in change.touched:
            continue
        untouched += 1
        kept += now.get(place) == meaning
    for place, meaning in now.items():
        old = before.meanings.get(place)
        if meaning is None or meaning == old or (place[0] in change.touched and meaning in was.get(place[0], ())):
            continue
        if not _tells(news, place[0], change, tables.get(place[0])):
            wrong.append(f"line {place[0]} {place[1]}: {old} became {meaning}")
    return Judgement(change, tuple(wrong), untouched, kept)


def _tells(news: set[int], line: int, change: Change, table: object) -> bool:
    if line in news or news & change.touched:
        return True
    first, last = getattr(table, "first_line", 0), getattr(table, "last_line", -1)
    return any(first <= each <= last for each in news)


def concerned(judgements: Sequence[Judgement]) -> float:
    """The least share of the facts that changes do not touch which stayed, over all changes together."""
    untouched = sum(j.untouched for j in judgements)
    return sum(j.kept for j in judgements) / untouched if untouched else 1.0
