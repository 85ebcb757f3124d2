"""Headers that a conversion cut into pieces, made whole again by what stands whole elsewhere in the same document.

A header is repaired only where exactly one phrase fits; all else stays as printed, and the caller tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ..language.periods import Ended, PeriodExpression, complete, find_periods
from .tabs_fields import is_header_field, says_unit, says_whole_period

_TAGS = re.compile(r"</?[A-Za-z]{1,10}>")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOKENS = re.compile(r"[^\s]+")
_BRACKETS = re.compile(r"\([^()]{3,80}\)")
_LONGEST = 100
_SHARED_START = 4


def squeezed(text: str) -> str:
    """The text without white space and case, for comparison."""
    return "".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Phrases:
    """The whole phrases of a document by their squeezed text: periods, headings (and brackets), labels; its words."""

    periods: dict[str, str]
    headings: dict[str, str]
    labels: dict[str, str]
    words: frozenset[str]
    values: frozenset[PeriodExpression]

    def tiers(self) -> tuple[dict[str, str], ...]:
        """The phrases in the order in which they are tried."""
        return self.periods, self.headings, self.labels


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired header: the phrase, and whether its beginning or end was missing in print."""

    text: str
    cut_left: bool = False
    cut_right: bool = False


@lru_cache(maxsize=4)
def phrases_of(document: str) -> Phrases:
    """The phrases that stand whole in a document's text."""
    periods: dict[str, str] = {}
    headings: dict[str, str] = {}
    labels: dict[str, str] = {}
    words: set[str] = set()
    values: set[PeriodExpression] = set()
    headers: list[str] = []
    for raw in document.splitlines():
        line = _TAGS.sub("", raw).strip("\r")
        for found in find_periods(line):
            if complete(found.value) and len(found.words) > 4:
                key = squeezed(found.words)
                periods[key] = max(periods.get(key, ""), found.words, key=_as_a_header)
                values.add(found.value)
        label, *cells = line.split("\t")
        words.update(w.casefold() for w in _WORDS.findall(label))
        if cells:
            if label.strip() and len(label) <= _LONGEST:
                labels.setdefault(squeezed(label.strip().rstrip(":")), label.strip().rstrip(":"))
            headers += [c.strip() for c in cells if c.strip() and is_header_field(c.strip())]
            continue
        bare = label.strip().rstrip(":")
        if bare and len(bare) <= _LONGEST and not bare.endswith("."):
            headings.setdefault(squeezed(bare), bare)
        for bracket in _BRACKETS.findall(label):
            headings.setdefault(squeezed(bracket), bracket)
    for header in headers:
        if len(header) <= _LONGEST and all(w.casefold() in words for w in _WORDS.findall(header)):
            headings.setdefault(squeezed(header), header)
    return Phrases(periods, headings, labels, frozenset(words), frozenset(values))


def is_broken(text: str, phrases: Phrases) -> bool:
    """Whether a header has a word that is none elsewhere in the document, or a period left unfinished."""
    if says_whole_period(text) or says_unit(text):
        return False
    return any(w.casefold() not in phrases.words for w in _WORDS.findall(text))


def join(pieces: Sequence[str], phrases: Phrases) -> Repair | None:
    """The phrase that pieces from neighbouring fields make, where it stands whole elsewhere in the document.

    At a joint up to one character may be printed twice or garbled: `As of March 31, 2` + `2009`, `Operating Inc` +
    `come`. The joint must lie inside a word, or a garbled character must have shown it: two headers are not joined
    because another phrase happens to name both.
    """
    for lost in sorted(product(range(2), repeat=2 * (len(pieces) - 1)), key=sum):
        parts = _without(pieces, lost)
        if any(not p for p in parts):
            continue
        joined = " ".join("".join(parts).split())
        found = find_periods(joined)
        if len(found) == 1 and found[0].value in phrases.values and says_whole_period(joined):
            period = phrases.periods.get(squeezed(joined), joined)
            if _cut_inside(pieces, parts, lost, period, phrases):
                return Repair(period)
        key = squeezed(joined)
        for tier in phrases.tiers():
            phrase = tier.get(key)
            if phrase is not None and _cut_inside(pieces, parts, lost, phrase, phrases):
                return Repair(phrase)
    return None


def _as_a_header(text: str) -> tuple[bool, int]:
    """How much a phrase looks like a header: of several prints the one with most capitals, none in capitals only."""
    return not text.isupper(), sum(c.isupper() for c in text)


def _without(pieces: Sequence[str], lost: Sequence[int]) -> list[str]:
    """The pieces without `lost` characters: at the end of each but the last, at the start of each but the first."""
    parts = []
    joints = len(pieces) - 1
    for i, piece in enumerate(pieces):
        end = lost[i] if i < joints else 0
        start = lost[joints + i - 1] if i else 0
        parts.append(piece[start : len(piece) - end])
    return parts


def _cut_inside(
    pieces: Sequence[str], parts: Sequence[str], lost: Sequence[int], phrase: str, phrases: Phrases
) -> bool:
    if any(lost) and any(is_broken(p, phrases) for p in pieces):
        return True
    inside, at = True, 0
    ends = _word_ends(phrase)
    for part in parts[:-1]:
        at += len(squeezed(part))
        inside = inside and at not in ends
    return inside


def _word_ends(phrase: str) -> set[int]:
    ends, at = set(), 0
    for word in phrase.split():
        at += len(word)
        ends.add(at)
    return ends


def mend(text: str, phrases: Phrases, siblings: Iterable[str] = ()) -> tuple[Repair, ...]:
    """The phrases that a broken header can be a remnant of; one repairs it, several leave it ambiguous.

    Each word of the remnant stands, in order, at the start or end of a word of the phrase. Of several periods those
    are kept that are as long as the periods of the headers beside it (`siblings`), if there are such.
    """
    if not is_broken(text, phrases):
        return ()
    tokens = _TOKENS.findall(text.casefold())
    for tier in phrases.tiers():
        fits = [r for phrase in tier.values() if (r := _fit(tokens, phrase)) is not None]
        fewest = min((r.cut_left + r.cut_right for r in fits), default=0)
        fits = _distinct(r for r in fits if r.cut_left + r.cut_right == fewest)
        if len(fits) > 1:
            fits = _as_long_as(siblings, fits) or fits
        if fits:
            return tuple(fits)
    return ()


def _distinct(fits: Iterable[Repair]) -> list[Repair]:
    """The fits that say different periods, of those that say the same the one that is most like a header."""
    kept: dict[object, Repair] = {}
    for fit in sorted(fits, key=lambda r: _as_a_header(r.text), reverse=True):
        found = find_periods(fit.text)
        key = tuple(f.value for f in found) if found and says_whole_period(fit.text) else squeezed(fit.text)
        kept.setdefault(key, fit)
    return list(kept.values())


def _fit(tokens: Sequence[str], phrase: str) -> Repair | None:
    words = _TOKENS.findall(phrase.casefold())
    if len(words) < len(tokens):
        return None
    at = 0
    whole = matched = 0
    places = []
    for token in tokens:
        while at < len(words) and not _remnant(token, words[at]):
            at += 1
        if at == len(words):
            return None
        places.append(at)
        whole += token == words[at] and len(token) > 3
        matched += len(token)
        at += 1
    if not whole or matched * 5 < sum(map(len, words)) * 2:
        return None
    first, last = words[places[0]], words[places[-1]]
    cut_left = places[0] > 0 or not first.startswith(tokens[0][:1])
    cut_right = places[-1] < len(words) - 1 or not last.endswith(tokens[-1][-1:])
    return Repair(phrase, cut_left, cut_right)


def _remnant(token: str, word: str) -> bool:
    """Whether a token is a word, its start or end, or its start with one last character misread."""
    if word.startswith(token) or word.endswith(token):
        return True
    return len(token) > _SHARED_START and word.startswith(token[:-1])


def _as_long_as(siblings: Iterable[str], fits: Sequence[Repair]) -> list[Repair]:
    lengths = {f.value.months for s in siblings for f in find_periods(s) if isinstance(f.value, Ended)}
    return [
        r for r in fits if any(isinstance(f.value, Ended) and f.value.months in lengths for f in find_periods(r.text))
    ]
