"""What the words around a figure mean: periods, units, measures and dimensions, and the words that are left.

Texts come from headers, labels, titles; the profile's `words.csv` and `measures.csv` say what issuer words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...taxonomy.profile import Pair, Profile, WordPlace
from ..language.found import Found, residue
from ..language.periods import PeriodExpression, complete, find_periods, period_of
from ..language.units import UnitExpression, find_units, unit_list
from ..report import shown_levels


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text says: `periods` the most specific first; `rest` are the words that say none of it.

    `percent` tells that the text has a bare percent sign: a share or rate, of what is not said. `unit_list` is the
    per-column list of a per-share label. `label` is the text with units cut out only, `words` the whole text.
    `broken_period` tells that a header says a part of a period (`Six Months Ended`) and nothing completes it.
    """

    words: str
    levels: tuple[str, ...] = ()
    periods: tuple[PeriodExpression, ...] = ()
    units: tuple[UnitExpression, ...] = ()
    unit_list: tuple[UnitExpression, ...] | None = None
    measures: tuple[str, ...] = ()
    dimensions: tuple[Pair, ...] = ()
    rest: str = ""
    label: str = ""
    broken_period: bool = False

    @property
    def percent(self) -> bool:
        """Whether a percent sign stands in the text."""
        return any(u.percent for u in self.units)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    where: WordPlace
    measure: str = ""
    dimension: Pair | None = None


class Vocabulary:
    """The issuer's words, ready to be found in a text; longer words win over shorter ones within them."""

    def __init__(self, profile: Profile) -> None:
        rules: list[tuple[int, _Rule]] = []
        for rule in profile.words:
            for words in rule.words:
                rules.append((len(words), _Rule(_pattern(words), rule.where, rule.measure, rule.dimension)))
        for measure in profile.measures.values():
            for words in measure.words:
                rules.append((len(words), _Rule(_pattern(words), WordPlace.COLUMN, measure.id)))
        self._rules = tuple(r for _, r in sorted(rules, key=lambda pair: -pair[0]))
        self._unit_words = tuple(profile.units)
        self._kept: dict[tuple[tuple[str, ...], WordPlace], Meaning] = {}

    def find(self, text: str, where: WordPlace) -> list[Found[_Rule]]:
        """The issuer's words in a text, not overlapping."""
        found: list[Found[_Rule]] = []
        for rule in self._rules:
            if rule.where not in (where, WordPlace.ANY):
                continue
            for hit in rule.pattern.finditer(text):
                clash = [
                    f
                    for f in found
                    if f.start < hit.end() and hit.start() < f.end and (f.start, f.end) != (hit.start(), hit.end())
                ]
                if not clash:
                    found.append(Found(rule, hit.start(), hit.end(), hit.group()))
        return found

    def of(self, texts: Sequence[str], where: WordPlace) -> Meaning:
        """What texts (the levels of a header, outermost first, or a single label) say together."""
        key = tuple(t for t in texts if t), where
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._of(key[0], where)
        return kept

    def _of(self, levels: tuple[str, ...], where: WordPlace) -> Meaning:
        text = shown_levels(levels)
        words = self.find(text, where)
        periods: tuple[Found[PeriodExpression], ...]
        periods = period_of(levels) if len(levels) > 1 else tuple(f for f in find_periods(text) if complete(f.value))
        pieces = _pieces(periods, levels)
        # The year of a period is no amount that the currency behind it belongs to: `September 30, 2008 JPY millions`.
        units = _units(_blanked(text, pieces), levels, self._unit_words)
        partial = tuple(f for f in find_periods(text) if not complete(f.value) and not _within(f, words))
        return Meaning(
            words=text,
            levels=levels,
            periods=tuple(f.value for f in periods if not _within(f, words)),
            units=tuple(f.value for f in units if f.value.percent or not _within(f, words)),
            unit_list=unit_list(text),
            measures=tuple(dict.fromkeys(f.value.measure for f in words if f.value.measure)),
            dimensions=tuple(dict.fromkeys(f.value.dimension for f in words if f.value.dimension)),
            rest=_tidy(residue(text, *words, *pieces, *units, *(partial if len(levels) > 1 else ()))),
            label=_tidy(residue(text, *units)),
            broken_period=bool(partial) and not periods,
        )


def _offsets(levels: Sequence[str]) -> list[int]:
    """Where each level begins in all of them as they are shown."""
    return [len(shown_levels((*levels[:n], ""))) for n in range(len(levels))]


def _units(text: str, levels: Sequence[str], extra: tuple[str, ...]) -> list[Found[UnitExpression]]:
    """The units of each level by itself: what stands in one says nothing of the words of another."""
    return [
        Found(f.value, at + f.start, at + f.end, f.words)
        for at, level in zip(_offsets(levels), levels, strict=True)
        for f in find_units(text[at : at + len(level)], extra)
    ]


def _pieces(periods: Iterable[Found[PeriodExpression]], levels: Sequence[str]) -> list[Found[object]]:
    """Found periods cut down to their own words: one that joins several header levels spans what lies between them."""
    starts = _offsets(levels)
    pieces: list[Found[object]] = []
    for found in periods:
        if not any(found.start < start < found.end for start in starts):
            pieces.append(found)
            continue
        for at, level in zip(starts, levels, strict=True):
            pieces.extend(Found(f.value, at + f.start, at + f.end, f.words) for f in find_periods(level))
    return pieces


def _blanked(text: str, found: Iterable[Found[object]]) -> str:
    for one in found:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _within(found: Found[object], words: Sequence[Found[_Rule]]) -> bool:
    return any(w.start <= found.start and found.end <= w.end for w in words)


def _tidy(text: str) -> str:
    return " ".join(text.replace("|", " ").split()).strip(" ,;:-–—")


def _pattern(words: str) -> re.Pattern[str]:
    """Words as a pattern: white space and header levels between them do not count, `#` is a number, `@` a date."""
    tokens = []
    for token in words.split():
        escaped = re.escape(token).replace(r"\#", r"[\d,.]+").replace("#", r"[\d,.]+")
        tokens.append(escaped.replace("@", r"[\w/.,' ]{1,30}?"))
    body = r"[\s|]+".join(tokens)
    start = r"(?<!\w)" if words[:1].isalnum() else ""
    end = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(start + body + end, re.IGNORECASE)
