"""Currencies, scales and unit words found in the words of headers, labels and captions, whoever the issuer is.

Words and symbols stand in `currencies.csv`, `scales.csv` and `unit_words.csv`; units attached to a numeral are the
reader's matter, and which unit a fact has is the binder's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import zip_longest

from .found import Found
from .scales import (
    counted_out,
    loose_scale,
    money_phrases,
    names_rare_money,
    number_alone,
    phrases,
    power_of,
    scale_pattern,
    scale_words,
    short_power,
    touched,
)
from .vocabulary import currencies, currency_codes, doubtful_codes, short_scales, unit_words
from .words import folded


@dataclass(frozen=True, slots=True)
class UnitExpression:
    """What a text says of a unit: ISO 4217 currency, power of ten, percent, a unit word in its canonical spelling.

    `JPY millions` is (JPY, 6); `% of total revenues` is percent; `(ADSs)` has the word `ADS`; `yen per share` is JPY
    per `shares`. `except_for` holds what the text exempts (`except share and per share amounts`: `share`, `per share`).
    `subject` is what a scale is said of, where several are: `unit sales` of `net sales in millions and unit sales in
    thousands`. `strange` holds words of a scale that are not understood (`thousand dozens`); `power` is then None.
    """

    currency: str | None = None
    power: int | None = None
    percent: bool = False
    word: str | None = None
    except_for: tuple[str, ...] = ()
    per: str | None = None
    subject: str = ""
    strange: str = ""


_SCALES = ("scale1", "scale2", "scale5", "scale3", "scale4")
_BLANK = r"\s{0,9}"
_EXEMPT = (
    r"(?P<exempt>[\s,(]{0,9}(?:except|excluding|other\s{1,9}than)\s{1,9}(?:(?:for|as\s{1,9}to)\s{1,9})?"
    r"(?P<exempted>[^()\[\].;:|]{1,160}))"
)
_TAIL = re.compile(r"\s{0,9}(?:amounts?|data|figures|information|items|values|prices)$", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")
_AND = re.compile(r"\s{0,9}(?:,\s{0,9}and|,|and|&|/)\s{1,9}", re.IGNORECASE)
_OPENERS = "([{"
_CLOSERS = ")]}"


@cache
def _scanner(extra: tuple[str, ...], rare: bool) -> re.Pattern[str]:
    currency = money_phrases(rare)
    scale = scale_pattern()
    short = phrases(tuple(short_scales()))
    word = phrases((*unit_words(), *extra))
    counted = rf"{currency}|{word}"
    per = rf"(?:\s{{1,9}}per\s{{1,9}}(?P<per@>{word}))?"
    whole = (
        rf"(?:in\s{{1,9}})?(?P<scale1>{scale})(?:\s{{1,9}}of)?{_BLANK}(?P<counted1>{counted}){per.replace('@', '1')}"
        rf"|(?:in\s{{1,9}})?(?P<counted2>{counted})[\s,]{{0,9}}(?:\((?:in\s{{1,9}})?(?P<scale2>{scale})\)"
        rf"|(?:in\s{{1,9}})?(?P<scale5>{scale}))"
        rf"|(?:in\s{{1,9}})?(?P<counted3>{currency}){_BLANK}(?:in\s{{1,9}})?(?P<scale6>{short})"
        rf"|in\s{{1,9}}(?P<scale3>{scale})"
        rf"|(?:in\s{{1,9}})?(?P<currency>{currency}){per.replace('@', '2')}"
        rf"|(?P<percent>%|per\s?cent\b)"
        rf"|(?P<scale4>{scale})"
        rf"|(?P<word>{word})"
    )
    begun = (*currencies(), *currency_codes(), *scale_words(), *unit_words(), *extra, "in", "per", "%")
    first = "".join(sorted({re.escape(w[0].lower()) for w in begun}))
    # Most positions of a text are inside words; this look ahead dismisses them at once.
    return re.compile(rf"(?<![^\W\d_])(?=[{first}])(?:{whole}){_EXEMPT}?", re.IGNORECASE)


def find_units(text: str, extra: Sequence[str] = ()) -> tuple[Found[UnitExpression], ...]:
    """The unit expressions in `text`, left to right; `extra` are unit words of the issuer's own, matched as written.

    Words that belong to a numeral (`JPY 22,072 thousand`, `3.0%`) are not found: they say nothing of other figures. A
    scale or a unit word alone counts only where it is all that the text or a pair of brackets says: `(shares)`.
    """
    return _find_units(text, tuple(extra))


@lru_cache(maxsize=1 << 16)
def _find_units(text: str, extra: tuple[str, ...]) -> tuple[Found[UnitExpression], ...]:
    found = []
    for match in _scanner(extra, names_rare_money(text)).finditer(text):
        if _of_a_numeral(text, match):
            continue
        scale = _scale_of(match)
        if scale and counted_out(text, match.start(scale), match[scale]):
            continue
        if (match["scale4"] or match["word"] or _doubtful(match)) and not _alone(text, match):
            continue
        found.append(Found(_read(match, extra), match.start(), match.end(), match.group()))
        own = _exempted(match["exempted"])[1]
        found.extend(Found(each, match.end(), match.end(), "") for each in own)
    return tuple(_listed(text, found))


def _subject(text: str, one: Found[UnitExpression], before: Found[UnitExpression] | None) -> str:
    """The words that a bare scale is said of, back to the expression before it, a bracket or a mark."""
    start = before.end if before is not None else 0
    words = re.split(r"[(\[{,;:]|\band\b", text[start : one.start])[-1]
    return " ".join(words.split())


def _listed(text: str, found: Sequence[Found[UnitExpression]]) -> Iterator[Found[UnitExpression]]:
    """The expressions, those of a list with the scale that its last one gives: `dollars and shares in thousands`."""
    several = sum(f.value.power is not None for f in found) > 1
    for before, (one, after) in zip((None, *found), zip_longest(found, found[1:]), strict=False):
        value = one.value
        if several and not value.subject and value.power is not None and value.currency is None and value.word is None:
            value = replace(value, subject=_subject(text, one, before))
        alone = value.currency is not None and value.power is None and value.per is None and not value.except_for
        shared = after is not None and after.value.word is not None and _AND.fullmatch(text, one.end, after.start)
        if alone and after is not None and shared:
            value = replace(value, power=after.value.power, except_for=after.value.except_for)
        yield Found(value, one.start, one.end, one.words)


def _of_a_numeral(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].rstrip()[-1:] if match.start() else ""
    after = text[match.end() : match.end() + 3].lstrip()[:1]
    if match["percent"]:
        return before.isdigit()
    if match["currency"] and not match["per2"] and after.isdigit():
        return True
    return before.isdigit() and not match["currency"]


def _doubtful(match: re.Match[str]) -> bool:
    """Whether a currency is one by a code that is a word of the language too, and has no scale beside it."""
    counted = match["currency"] or match["counted1"] or match["counted2"] or match["counted3"]
    if counted not in doubtful_codes():
        return False
    # `TRY million` is one; in a text all in capitals `ALL THOUSANDS` says nothing of money.
    return match["currency"] is not None or match.string.isupper()


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether nothing else stands beside the match: up to brackets, the text's ends or a slash of a list."""
    before = text[: match.start()].rstrip()[-1:]
    after = text[match.end() :].lstrip(" \t.:")[:1]
    return (not before or before in _OPENERS + "/:|") and (not after or after in _CLOSERS + "/,;|")


def _read(match: re.Match[str], extra: tuple[str, ...]) -> UnitExpression:
    counted = match["counted1"] or match["counted2"] or match["counted3"] or match["currency"] or match["word"]
    scale, strange = _scale_of(match), _strange(match)
    power = short_power(match["scale6"]) if match["scale6"] else None
    if scale and not strange:
        power = power_of(match[scale])
    per = match["per1"] or match["per2"]
    currency, word = _counted(counted, extra) if counted else (None, None)
    return UnitExpression(
        currency,
        power,
        bool(match["percent"]),
        word,
        _exempted(match["exempted"])[0],
        _counted(per, extra)[1] if per else None,
        strange=strange,
    )


def _scale_of(match: re.Match[str]) -> str:
    """The name of the group that holds the scale; empty if there is none."""
    return next((name for name in _SCALES if match[name]), "")


def _strange(match: re.Match[str]) -> str:
    """The scale with what touches it, where what they come to is not known."""
    name = _scale_of(match)
    return touched(match.string, *match.span(name)) if name else ""


@cache
def _keys() -> dict[str, tuple[str | None, str | None]]:
    table: dict[str, tuple[str | None, str | None]] = {_squeezed(w): (code, None) for w, code in currencies().items()}
    return table | {_squeezed(w): (None, unit) for w, unit in unit_words().items()}


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.]", "", folded(text))


def _counted(text: str, extra: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Currency code or canonical unit word."""
    own = next((w for w in extra if folded(w) == folded(text)), None)
    if own:
        return None, own
    code = currency_codes().get(" ".join(text.split()))
    return (code, None) if code else _keys()[_squeezed(text)]


def _exempted(text: str | None) -> tuple[tuple[str, ...], tuple[UnitExpression, ...]]:
    """What a scale is said not to be of, and what is said to be in another: `shares, which are in thousands`."""
    if not text:
        return (), ()
    bare = _TAIL.sub("", _HYPHEN.sub(" ", folded(text)).rstrip(" ,"))
    parts: list[str] = []
    own: list[UnitExpression] = []
    for part in filter(None, (p.strip() for p in _AND.split(bare))):
        scaled = _own_scale().fullmatch(part)
        subjects = [_TAIL.sub("", part).strip()] if scaled is None else [_TAIL.sub("", scaled["what"]).strip(" ,")]
        if scaled is not None and not subjects[0]:
            subjects, parts = parts, []
        if scaled is None:
            parts += subjects
        else:
            own += [_of_subject(subject, power_of(scaled["scale"])) for subject in subjects]
    return tuple(parts), tuple(own)


@cache
def _own_scale() -> re.Pattern[str]:
    verb = r"(?:(?:which|that)\s+)?(?:(?:is|are)\s+)?(?:\w+(?:ed|wn)\s+)?"
    return re.compile(rf"(?P<what>.*?)\s*{verb}in\s+(?P<scale>{scale_pattern()})", re.IGNORECASE)


def _of_subject(subject: str, power: int) -> UnitExpression:
    """A scale that is said of something: of a unit, where its words end in one (`number of shares`), else by name."""
    counted = re.search(phrases(tuple(unit_words())) + "$", subject, re.IGNORECASE)
    if counted is not None:
        return UnitExpression(power=power, word=unit_words()[folded(counted[0])])
    return UnitExpression(power=power, subject=subject)


_LISTS = re.compile(r"\(([^()]{1,200}/[^()]{1,200})\)")


def unit_list(text: str) -> tuple[UnitExpression, ...] | None:
    """The units of a row label that gives one for each column, in order: `(U.S. Dollars / JPY / JPY)`; else None."""
    candidates = [text.strip(), *(m[1] for m in _LISTS.finditer(text))]
    for candidate in reversed(candidates):
        parts = [part.strip() for part in candidate.split("/")]
        if len(parts) < 2:
            continue
        units = []
        for part in parts:
            found = find_units(part)
            if len(found) != 1 or found[0].start or found[0].end != len(part):
                break
            units.append(found[0].value)
        else:
            return tuple(units)
    return None


@lru_cache(maxsize=1024)
def strange_scale(text: str) -> str:
    """The words of a text that are those of a scale and no part of what `find_units` reads; empty if there are none.

    What they say of the figures is then not known. A scale word behind a number belongs to that number.
    """
    found = find_units(text)
    if strange := next((f.value.strange for f in found if f.value.strange), ""):
        return strange
    read = [(f.start, f.end) for f in found if f.value.power is not None]
    alone = number_alone(money_phrases(names_rare_money(text))).search(text)
    return alone["words"].strip() if alone else loose_scale(text, read)
