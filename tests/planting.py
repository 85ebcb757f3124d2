"""Releases with one error planted in one figure: the kinds of error that a typist, an editor or a conversion makes.

A planting changes the text alone. Whether it is told, and whom the audit blames, is for the tests and the benchmark.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from tanshin.converter.audit import shown
from tanshin.converter.audit.judge import State
from tanshin.converter.audit.ranges import Range, printed
from tanshin.converter.audit.relations import key_of
from tanshin.converter.audit.release import relations_of
from tanshin.converter.document import Column
from tanshin.converter.pipeline import Conversion, Options, convert
from tanshin.converter.report import Trace
from tanshin.taxonomy.finding import Finding, Severity
from tanshin.taxonomy.span import Span

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planting:
    """An error: what kind, in which figure, and the lines of the release that has it.

    `places` are where it may be told: the figure itself, and the word that was exchanged. `possible` is whether the
    figure might be right as it is now, as far as all that is tied to it tells.
    """

    kind: str
    trace: Trace
    before: str
    after: str
    lines: Lines
    places: tuple[Span, ...]
    possible: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What an audit told that it did not tell before the error was planted, the most serious first."""

    findings: tuple[Finding, ...]
    planting: Planting
    idle: bool = False
    """Whether no figure is read otherwise with the error: an exchanged word then says nothing of one."""

    @property
    def found(self) -> bool:
        """Whether a warning or error has the figure, or the word beside it, among its places."""
        return any(self._touches(found) for found in self.findings)

    @property
    def named(self) -> bool:
        """Whether the first of them names it first."""
        return bool(self.findings) and self.touches(self.findings[0].source)

    @property
    def within_rounding(self) -> bool:
        """Whether the wrong figure is one that could have been printed: then nothing can tell it."""
        return self.planting.possible or self.idle

    @property
    def false_alarms(self) -> int:
        """Warnings and errors that name something else first and do not touch it."""
        return sum(not self._touches(found) for found in self.findings)

    def _touches(self, found: Finding) -> bool:
        return any(self.touches(span) for span in (found.source, *found.also))

    def touches(self, span: Span | None) -> bool:
        """Whether a place is that of the error."""
        if span is None:
            return False
        if self.planting.kind == "period word":
            return any(span.line == place.line for place in self.planting.places)  # a word is said of several figures
        return any(
            span.line == place.line and span.column < place.end and place.column < span.end
            for place in self.planting.places
        )


# --- planting ---------------------------------------------------------------------------------------------------------

Plant = Callable[[random.Random, Trace, Lines], Planting | None]


def _replaced(kind: str, trace: Trace, lines: Lines, span: Span, after: str, also: Sequence[Span] = ()) -> Planting:
    """The lines with what is at `span` replaced; blanks after it give way, so that columns stay where they were."""
    line = lines[span.line - 1]
    before = line[span.column - 1 : span.end - 1]
    rest = line[span.end - 1 :]
    ahead = line[: span.column - 1]
    grown = len(after) - len(before)
    start = span.column
    if trace.kind == "cell" and "\t" not in line:
        # Figures of a column of fixed width end below each other.
        if grown > 0 and ahead.endswith(" " * (grown + 1)):
            ahead, start = ahead[:-grown], start - grown
        elif grown < 0:
            ahead, start = ahead + " " * -grown, start - grown
    changed = ahead + after + rest
    placed = Span(span.file, span.line, min(start, span.column), max(len(after), len(before)))
    return Planting(
        kind,
        trace,
        before,
        after,
        (*lines[: span.line - 1], changed, *lines[span.line :]),
        (placed, *also) if placed.line == trace.span.line else (placed, trace.span, *also),
    )


def one_digit(chance: random.Random, trace: Trace, lines: Lines) -> Planting | None:
    """One digit changed to another."""
    raw = trace.raw
    digits = [i for i, c in enumerate(raw) if c.isdigit()]
    if not digits:
        return None
    at = chance.choice(digits)
    lead = at == digits[0] and len(digits) > 1
    other = chance.choice([d for d in "0123456789" if d != raw[at] and not (lead and d == "0")])
    return _replaced("one digit", trace, lines, trace.span, raw[:at] + other + raw[at + 1 :])


def two_swapped(chance: random.Random, trace: Trace, lines: Lines) -> Planting | None:
    """Two digits beside each other swapped."""
    raw = trace.raw
    digits = [i for i, c in enumerate(raw) if c.isdigit()]
    pairs = [
        (a, b) for a, b in itertools.pairwise(digits) if raw[a] != raw[b] and not (a == digits[0] and raw[b] == "0")
    ]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    chars = list(raw)
    chars[a], chars[b] = chars[b], chars[a]
    return _replaced("two swapped", trace, lines, trace.span, "".join(chars))


_OPPOSITES = (
    ("increased", "decreased"),
    ("increase", "decrease"),
    ("up", "down"),
    ("income", "loss"),
    ("profit", "loss"),
    ("gains", "losses"),
)


def sign_lost(chance: random.Random, trace: Trace, lines: Lines) -> Planting | None:
    """Parentheses taken from a figure or put around it; in running text the word of direction turned round."""
    raw = trace.raw
    if trace.printed_value == 0 or trace.kind == "label":
        return None
    if trace.kind != "prose":
        after = raw.strip("()") if raw.startswith("(") else f"({raw})"
        span = trace.span
        line = lines[span.line - 1]
        if "\t" not in line and span.column > 1 and line[span.column - 2] == " ":
            # The parentheses stand beside the digits, which stay where they are.
            if after.startswith("(") and line[span.end - 1 : span.end] in ("", " "):
                wider = Span(span.file, span.line, span.column - 1, span.length + 1)
                changed = f"{line[: span.column - 2]}{after}{line[span.end :]}"
            else:
                wider = span
                changed = f"{line[: span.column - 1]} {after} {line[span.end - 1 :]}"
            whole = (*lines[: span.line - 1], changed, *lines[span.line :])
            return Planting("sign lost", trace, raw, after, whole, (wider,))
        return _replaced("sign lost", trace, lines, span, after)
    if trace.fact is None or not re.match("(?:Change|IncreaseDecrease)In", trace.fact.concept.local):
        return None
    found = _nearest(trace, lines, [word for pair in _OPPOSITES[:3] for word in pair], before=60, after=0)
    if found is None:
        return None
    span, word = found
    other = next(b if word.lower() == a else a for a, b in _OPPOSITES if word.lower() in (a, b))
    return _replaced("sign lost", trace, lines, span, other, (trace.span,))


def scale_wrong(chance: random.Random, trace: Trace, lines: Lines) -> Planting | None:
    """Three digits more or fewer; in running text another word of scale."""
    if trace.kind != "prose":
        match = re.fullmatch(r"(\(?\d[\d,]*)(\)?)", trace.raw)
        if match is None or trace.printed_value == 0:
            return None
        body, end = match.groups()
        if chance.random() < 0.5 and body.count(",") and not body.endswith(",000"):
            return _replaced("scale wrong", trace, lines, trace.span, body[: body.rindex(",")] + end)
        return _replaced("scale wrong", trace, lines, trace.span, f"{body},000{end}")
    line = lines[trace.span.line - 1]
    match = re.match(r"\s+(thousand|million|billion)\b", line[trace.span.end - 1 :])
    if match is None:
        return None
    other = chance.choice([w for w in ("thousand", "million", "billion") if w != match[1]])
    span = Span(trace.span.file, trace.span.line, trace.span.end + match.start(1), len(match[1]))
    return _replaced("scale wrong", trace, lines, span, other, (trace.span,))


_PERIOD = re.compile(
    r"\b([1-4])([HQ])(\d\d)\b|\bFY(20\d\d)\b|\b(?:March|June|September|December|Sept\.)\s+3[01],\s+(20\d\d)\b"
)


def period_exchanged(chance: random.Random, trace: Trace, lines: Lines) -> Planting | None:
    """The period word that a figure of running text or a row goes by, with another year or quarter."""
    line = lines[trace.span.line - 1]
    if trace.kind == "cell":
        near = list(_PERIOD.finditer(line, 0, trace.span.column))
    else:
        near = [m for m in _PERIOD.finditer(line) if abs(m.start() - trace.span.column) < 110]
    if not near:
        return None
    match = min(near, key=lambda m: abs(m.start() - trace.span.column))
    word = match.group()
    if match[1] and match[2] == "Q" and chance.random() < 0.5:
        other = f"{chance.choice([q for q in '1234' if q != match[1]])}{word[1:]}"
    else:
        year = word[-2:]
        other = word[:-2] + f"{int(year) + chance.choice((-1, 1)):02d}"
    span = Span(trace.span.file, trace.span.line, match.start() + 1, len(word))
    return _replaced("period word", trace, lines, span, other, (trace.span,))


def header_exchanged(
    chance: random.Random, column: Column, figures: Sequence[Trace], below: Sequence[Trace], lines: Lines
) -> Planting | None:
    """The period word of a column's header with another year: all figures of the column go by it."""
    for header in column.headers:
        for span in header.spans:
            line = lines[span.line - 1]
            match = _PERIOD.search(line, span.column - 1, span.end - 1) if span.line <= len(lines) else None
            if match is None:
                continue
            word = match.group()
            other = word[:-2] + f"{int(word[-2:]) + chance.choice((-1, 1)):02d}"
            place = Span(span.file, span.line, match.start() + 1, len(word))
            also = [trace.span for trace in below]
            return _replaced("period word", figures[0], lines, place, other, also)
    return None


KINDS: dict[str, Plant] = {
    "one digit": one_digit,
    "two swapped": two_swapped,
    "sign lost": sign_lost,
    "scale wrong": scale_wrong,
    "period word": period_exchanged,
}


def _nearest(trace: Trace, lines: Lines, words: Sequence[str], before: int, after: int) -> tuple[Span, str] | None:
    """The nearest of some words on the line of a figure."""
    line = lines[trace.span.line - 1]
    start = max(0, trace.span.column - 1 - before)
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    found = list(pattern.finditer(line, start, min(len(line), trace.span.end + after)))
    if not found:
        return None
    match = min(found, key=lambda m: abs(m.start() - trace.span.column))
    return Span(trace.span.file, trace.span.line, match.start() + 1, len(match.group())), match.group()


# --- auditing ---------------------------------------------------------------------------------------------------------


class Field:
    """A release to plant errors in: its lines, its figures, and what its audit tells without them."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self._scratch = folder / path.name
        self.text = path.read_text(encoding="utf-8")
        self.lines: Lines = tuple(self.text.split("\n"))
        self.sound: Conversion = convert(path, Options(filing=False))
        self._before = shown(self.sound.findings)
        audited = self.sound.audited
        assert audited is not None
        self.state = State(audited, relations_of(audited))

    @property
    def related(self) -> tuple[Trace, ...]:
        """The figures that stand in a relation to another: that are checked or printed elsewhere too."""
        audited = self.sound.audited
        assert audited is not None
        checked = {
            fact
            for check in self.sound.audit.checks
            if check.outcome != "unmade" and check.kind not in ("words", "dates", "twice", "parts")
            for fact in check.facts
        }
        wrong = {f.source for f in self.sound.findings if f.severity is not Severity.INFO}
        return tuple(
            t
            for t in self.sound.traces
            if t.fact is not None
            and t.printed_value is not None
            and t.raw
            and t.span not in wrong
            and (t.fact.id in checked or len(t.fact.marks) > 1)
            and self.lines[t.span.line - 1][t.span.column - 1 : t.span.end - 1] == t.raw
        )

    def plantings(self, kind: str, place: str, seed: int = 1) -> Iterator[Planting]:
        """Plantings of a kind in figures of a place (cell, label, prose), shuffled; period words also in headers."""
        chance = random.Random(f"{seed} {kind} {place} {self.path.name}")
        if place == "header":
            yield from self._headers(chance) if kind == "period word" else ()
            return
        figures = [t for t in self.related if t.kind == place]
        chance.shuffle(figures)
        for trace in figures:
            planted = KINDS[kind](chance, trace, self.lines)
            if planted is not None:
                yield replace(planted, possible=self._possible(planted))

    def _headers(self, chance: random.Random) -> Iterator[Planting]:
        """One planting for each column with a period in its header, if two of its figures are related."""
        document = self.sound.document
        assert document is not None
        columns = [(table.number, column) for table in document.tables for column in table.columns if column.headers]
        chance.shuffle(columns)
        for number, column in columns:
            cells = [t for t in self.sound.traces if t.table == number and t.column_label == column.text]
            figures = [t for t in self.related if t in cells]
            planted = header_exchanged(chance, column, figures, cells, self.lines) if len(figures) > 1 else None
            if planted is not None:
                yield planted

    def _possible(self, planting: Planting) -> bool:
        """Whether some value that is printed so fits every relation and every other print of the figure."""
        trace, audited = planting.trace, self.sound.audited
        assert audited is not None and trace.fact is not None and trace.printed_value is not None
        if planting.kind not in ("one digit", "two swapped"):
            return False
        figure = next(p for p in audited.prints[trace.fact.id] if p.span == trace.span)
        before, after = (Decimal(re.sub(r"[^\d.]", "", text)) for text in (planting.before, planting.after))
        value = figure.value * after / before if before else Decimal(0)
        wrong = printed(value, figure.decimals)
        key = key_of(trace.fact)
        others = [p.range for p in self.state.prints(key) if p.span != figure.span]
        tied = [r for r in self.state.by_key.get(key, ()) if self.state.weigh(r).held]
        allowed = [self.state.implied(relation, key) for relation in tied]
        reach: Range | None = wrong
        for ranges in (*((each,) for each in others), *(each for each in allowed if each is not None)):
            reach = next((both for each in ranges if reach is not None and (both := reach & each)), None)
        return reach is not None

    def told(self, planting: Planting) -> Told:
        """What the audit of the release with the error tells beyond what it told without."""
        self._scratch.write_text("\n".join(planting.lines), encoding="utf-8")
        conversion = convert(self._scratch, Options(filing=False))
        found = shown(conversion.findings)
        new = [f for f in found if f.severity is not Severity.INFO and not self._known(f, planting)]
        order = {Severity.ERROR: 0, Severity.WARNING: 1}
        idle = planting.kind == "period word" and read(conversion) == read(self.sound)
        return Told(tuple(sorted(new, key=lambda f: order[f.severity])), planting, idle)

    def _known(self, found: Finding, planting: Planting) -> bool:
        """Whether a finding was told before, and not of the figure that is wrong now."""
        here = Told((), planting).touches(found.source)
        return any(_same(found, old) and (not here or found.source == old.source) for old in self._before)


def read(conversion: Conversion) -> list[tuple[object, ...]]:
    """What every figure was read as."""
    return [
        (t.raw, t.reason, t.fact.concept, t.fact.period, t.fact.dimensions) if t.fact is not None else (t.raw, t.reason)
        for t in conversion.traces
        if t.reason not in ("date", "period")
    ]


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same slip: the same places, whichever of them comes first."""
    if one.code != other.code or one.severity is not other.severity:
        return False
    here, there = ({span.line for span in (f.source, *f.also) if span} for f in (one, other))
    return one.source == other.source or here == there
