"""A paragraph as sentences in which every figure, date and name of a line item is a token that patterns can match.

A token is `⟦F3⟧`: a letter for the kind (F figure, X figure that is none, D date or period, S name, P part of a name,
L words around a figure) and its number in the paragraph; `⟦F3%⟧` is a percentage.
What sentences say is left to `prose_clauses`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..document import Form, Mark, Prose
from ..language.periods import PeriodExpression, complete
from ..language.scales import money_words, names_rare_money
from ..language.vocabulary import scales
from .prose_dates import spoken_periods
from .prose_patterns import pattern, whole_words
from .prose_words import Lexicon, Named

TOKEN = re.compile(r"⟦([A-Z])(\d+)%?⟧")
"""A token with its letter and its number."""

_POINTS = re.compile(r"\s?(?:percent(?:age)? )?(?:points?|pts?|ppts?)\b", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z]{1,10}>|\\(?=[$#%&_])|(?<=\w)\^?[⁰¹²³⁴-⁹]+(?=[\s,.;)]|$)")
_LEAD = re.compile(r"(?:\b(?:as of|as at|in|for|during|at|on)\s+)(?:the\s+)?$", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s?\((?:⟦[XDSP]\d+⟧|\s|[/÷+*-]|months?\b|unaudited\b|notes?\s?\d{1,2}\b|divided by\b){1,20}\)", re.IGNORECASE
)
_DATED = re.compile(r"⟦[FDL]")
_RELATIVE = re.compile(
    r",? (?:which|whose|that) (?:[^,;⟦⟧]|⟦[DSP]\d+⟧){1,120},(?= of ⟦F)"
    r"|(?<=⟧), (?:which|whose) (?:[^,;⟦⟧]|⟦[DSP]\d+⟧){1,120},"
)
_APPOSITION = re.compile(
    r"(?<=⟧), an? (?:[^,⟦⟧]|⟦[SP]\d+⟧){1,60},(?= )"
    rf"|(?<=⟧), (?:the )?⟦[SP]\d+⟧,(?= (?:{pattern('be')}|{pattern('moved')}{pattern('how')}"
    rf"(?:{pattern('rise')}|{pattern('fall')}))\b)",
    re.IGNORECASE,
)
_SHARE_ASIDE = re.compile(
    r",? or ⟦F\d+⟧ (?:(?:loss|earnings|income) )?(?:per|a|for each) (?:⟦[SP]\d+⟧|(?:[a-z]+ ){0,3}share)"
    r"(?: \([a-z ]{1,20}\))?,?(?=[ .;])"
)
_LENGTHS = {3: "quarter", 6: "half year|half", 12: "fiscal year|year"}
_NET = re.compile(r"(?<=⟧), net,(?= )")
_COMMA = re.compile(r"(?<=⟧), (?=(?:was|were|is|are|has|have|had)\b)")
_END = re.compile(r"[.!?][\"”)]*\s+(?=[\"“(*•-]{0,2}\s?(?:⟦|[A-Z(*•-]))")
_ABBREVIATION = re.compile(r"\b(?:Inc|Co|Ltd|Corp|No|Nos|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A mark with its place in the paragraph, with the currency, scale and unit words around it.

    `points` if the words behind it say that it counts percentage points.
    """

    mark: Mark
    start: int
    end: int
    points: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's sentences as text with tokens, and what the tokens stand for."""

    text: str
    figures: tuple[Figure, ...]
    dates: tuple[PeriodExpression, ...]
    names: tuple[Named, ...]
    slots: Mapping[int, tuple[int, int]]
    """For the number of an L token, its figure and the date behind that figure, or -1."""
    sentences: tuple[str, ...]
    dated: tuple[tuple[int, int], ...] = ()
    """Where the dates stand in the text."""

    def shown(self, named: Named) -> str:
        """A name as printed, without the dates that stand between its words."""
        inner = [span for span in self.dated if named.start <= span[0] and span[1] <= named.end]
        edges = [named.start, *(edge for span in inner for edge in span), named.end]
        return " ".join(self.text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))


@cache
def _around(rare: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    money = money_words(rare)
    scale = "|".join(sorted((re.escape(w) for w in scales()), key=len, reverse=True))
    return (
        re.compile(rf"(?:{money})\s?$", re.IGNORECASE),
        re.compile(rf"(?:\s?(?:{scale})\b)?(?:\s(?:{money})(?!\w))?", re.IGNORECASE),
    )


def plain(text: str) -> str:
    """A text without markup tags and escapes."""
    return _TAGS.sub("", text)


def place_figures(text: str, marks: Sequence[Mark]) -> tuple[Figure, ...]:
    """The amounts among a paragraph's marks, each at its place; a mark that is not found in the text is left out."""
    before, behind = _around(names_rare_money(text))
    found: list[Figure] = []
    at = 0
    for mark in marks:
        raw = plain(mark.raw)
        start = text.find(raw, at) if raw else -1
        if start < 0:
            continue
        at = end = start + len(raw)
        if mark.form is not Form.AMOUNT:
            continue
        if lead := before.search(text, max(0, start - 24), start):
            start = lead.start()
        if tail := behind.match(text, end):
            end = tail.end()
        points = _POINTS.match(text, end) if mark.currency is None and not mark.percent else None
        if points is not None:
            end = points.end()
        elif mark.unit and (unit := re.compile(rf"\s?{re.escape(mark.unit)}\b", re.IGNORECASE).match(text, end)):
            end = unit.end()
        found.append(Figure(mark, start, end, points is not None))
    return tuple(found)


def read_paragraph(
    block: Prose, text: str, figures: tuple[Figure, ...], reasons: Mapping[int, str], lexicon: Lexicon, months: int = 0
) -> Paragraph:
    """The sentences of a paragraph; `reasons` has the figures, by number, that are no facts.

    `months` is the length of the period that the section is about: `for the quarter` says no more than the section.
    """
    periods = [f for f in spoken_periods(text) if complete(f.value)]
    dates: list[PeriodExpression] = []
    pieces: list[tuple[int, int, str]] = []
    taken = [(f.start, f.end) for f in figures]
    starts: list[int] = []
    ends: list[int] = []
    for found in periods:
        if any(s < found.end and found.start < e for s, e in taken):
            continue
        lead = _LEAD.search(text, max(0, found.start - 16), found.start)
        starts.append(lead.start() if lead else found.start)
        ends.append(found.end)
        pieces.append((starts[-1], found.end, f"⟦D{len(dates)}⟧"))
        dates.append(found.value)
    slots: dict[int, int] = {}
    held: dict[int, tuple[int, int]] = {}
    for number, figure in enumerate(figures):
        if number in reasons:
            continue
        behind = next((d for d, s in enumerate(starts) if text[figure.end : s].isspace()), -1)
        slots[figure.start] = ends[behind] if behind >= 0 else figure.end
        held[figure.start] = (number, behind)
    names: list[Named] = []
    around: dict[int, tuple[int, int]] = {}
    dated = tuple(zip(starts, ends, strict=True))
    kept = [span for number, span in enumerate(taken) if number not in reasons]
    for named in _names(text, dated, slots, lexicon):
        if named.slot < 0:
            if any(s < named.end and named.start < e for s, e in kept):
                continue
            inner = [d for d, (s, e) in enumerate(dated) if named.start <= s and e <= named.end]
            token = "".join((f"⟦{'P' if named.part else 'S'}{len(names)}⟧", *(f" ⟦D{d}⟧" for d in inner)))
            pieces = [p for p in pieces if p[2] not in {f"⟦D{d}⟧" for d in inner}]
            pieces.append((named.start, named.end, token))
        else:
            around[len(names)] = held[named.slot]
            pieces.append((named.start, named.end, f"⟦L{len(names)}⟧"))
        names.append(named)
    inside = [(n.start, n.end) for n in names if n.slot >= 0]
    pieces = [p for p in pieces if p[2][1] == "L" or not any(s <= p[0] and p[1] <= e for s, e in inside)]
    for number, figure in enumerate(figures):
        if not any(s <= figure.start and figure.end <= e for s, e in inside):
            kind, rate = "X" if number in reasons else "F", "%" if figure.mark.percent and number not in reasons else ""
            pieces.append((figure.start, figure.end, f"⟦{kind}{number}{rate}⟧"))
    whole, at = "", 0
    for start, end, token in sorted(pieces):
        if start >= at:
            whole, at = whole + text[at:start] + token, end
    whole = " ".join((whole + text[at:]).split())
    period = "|".join(filter(None, ("period", _LENGTHS.get(months))))
    whole = re.sub(rf"(?<=⟧) (?:for|in|during) the (?:{period})(?= |[.,;])", "", whole)
    whole = _RELATIVE.sub("", _ASIDE.sub(_aside, _NET.sub("", _SHARE_ASIDE.sub("", whole))))
    whole = _COMMA.sub(" ", _APPOSITION.sub("", whole))
    whole = whole_words("last_said", "ago_said").sub(pattern("ago"), whole)
    return Paragraph(text, figures, tuple(dates), tuple(names), around, tuple(_sentences(whole)), dated)


def _names(text: str, dated: Sequence[tuple[int, int]], slots: Mapping[int, int], lexicon: Lexicon) -> list[Named]:
    """The names in a text, those with a date between their words too: `orders received in 3Q09 for services`."""
    found = [
        n for n in lexicon.find(text, slots) if n.slot >= 0 or not any(s < n.end and n.start < e for s, e in dated)
    ]
    joined = [span for span in dated if lexicon.may_join(text[max(0, span[0] - 40) : span[0]], text[span[1] :][:40])]
    for longer in lexicon.find(_without(text, joined), slots) if joined else ():
        if longer.slot >= 0 or not any(longer.start < s and e < longer.end for s, e in dated):
            continue
        within = [n for n in found if longer.start < n.end and n.start < longer.end]
        if all(n.slot < 0 and longer.start <= n.start and n.end <= longer.end for n in within):
            found = [*(n for n in found if n not in within), longer]
    return sorted(found, key=lambda n: n.start)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with blanks in place of some of its stretches."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _aside(found: re.Match[str]) -> str:
    """Brackets with names, counts of months or a note's number only explain and are dropped; words could limit."""
    return found.group() if _DATED.search(found.group()) else ""


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    for end in _END.finditer(text):
        if not _ABBREVIATION.search(text[max(at, end.start() - 12) : end.start() + 1]):
            found.append(text[at : end.end()].strip())
            at = end.end()
    return [*found, text[at:].strip()]
