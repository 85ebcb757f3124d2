"""What a sentence says: the patterns of `clauses.csv` read from left to right, as statements about figures.

Each pattern is matched where the last one ended or at a name; what no pattern matches says nothing of its figures.
Which concept, period and unit a statement comes to is left to `prose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from ..language.lists import rows
from .prose_patterns import expanded, name_words, pattern, whole_words

ROLES = ("value", "change", "was", "also", "share", "second")
"""What a figure is to its subject: its value, a change of it, its value at the time compared to, the same in another
currency, a share of another, and the value of the next of several that a name speaks of in turn."""

_RESPECTIVE = re.compile(
    r"(?:from|to|with|since) (?:each of )?the respective (?:balances?|amounts?|figures?)(?: as)? ?⟦D(\d+)⟧"
    r"|\b(?:each|both|all|again)(?: \w+)? (?:from|to|with|since|against) ⟦D(\d+)⟧"
    r"|^[^⟦]{0,4}(?:since|from|against|(?:as )?compared (?:to|with)) ⟦D(\d+)⟧,",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^[^⟦\w]{0,4}⟦D(\d+)⟧,? ")
_AGAINST = re.compile(r"^[^⟦\w]{0,4}(?:as )?compared (?:to|with) ⟦D\d+⟧,", re.IGNORECASE)
_QUALIFIER = re.compile(
    r"(?:^[\s\"“*•-]{0,4}|[;,]\s|\band\s)(?:as for|as to|for|at|within|among|in|of|regarding|excluding|including)"
    r"\s(?:the\s)?((?:[^,;.⟦⟧]|⟦[SP]\d+⟧){1,100}),",
    re.IGNORECASE,
)
_SLOTTED = re.compile(r"⟦L(\d+)⟧")
_NEAR = re.compile(r"(?:^|[,;:]\s|\b(?:and|but|while)\s)⟦D(\d+)⟧,? (?:\w+ ){0,3}$")
_DATE = re.compile(r"⟦D\d+⟧")
_TOKENS = re.compile(r"\d+")
_NEXT_WORD = re.compile(r"⟦[A-Z]\d+%?⟧|\w+|\S")
_ARTICLES = re.compile(rf"(?:(?:^|(?<=\W))(?:{pattern('articles')})\s)+$", re.IGNORECASE)
_BEGINS = re.compile(
    rf"(?:^|[,;:.(“\"*•]|\b(?:{pattern('opens')})|⟦D\d+⟧|⟦L\d+⟧)[\s\"“*•-]*$",
    re.IGNORECASE,
)
_SAME = re.compile(r"[,;.:]|⟦F")
_COMMA = re.compile(r"(?:^|[,;:.]\s)\s*((?:[^,;:.⟦⟧]|⟦[SP]\d+⟧)+),\s*$")
_ADVERBIAL = re.compile(rf"(?:{pattern('adverbial')})\b|\w+ly$", re.IGNORECASE)
LONGEST = 6_000
"""Characters of a sentence; what is longer is none that a person wrote."""

_NAME_WORDS = 3
"""Words that the first part of a list of names has at most."""

_WITHOUT = re.compile(
    rf"(?:^[\s\"“*•-]*|[;,]\s|\band\s)(?:{pattern('without')})\s[^;,]{{1,100}},\s*(?:(?:{pattern('articles')})\s)*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    rf"(?:^[\s\"“*•-]*|[;:]\s|\b(?:and|but)\s)(?:{pattern('elsewhere')})\s(?!⟦D)(?:[^,;⟦⟧]|⟦[SP]\d+⟧){{0,80}},\s*"
    rf"(?:(?:{pattern('articles')})\s)*$",
    re.IGNORECASE,
)
_HAD = re.compile(r"\bhad (?:been|reached|recorded|totall?ed|amounted)\b", re.IGNORECASE)
_OWNED = re.compile(r"⟦[SP]\d+⟧.*\b(?:its|their) (?:(?:own|total|full)\s)*$", re.IGNORECASE)
_REPORTS = re.compile(rf"(?:^|[,;:]\s|⟦[A-Z]\d+%?⟧)([^⟦⟧,;:]*)\s(?:{pattern('reports')})\s*$", re.IGNORECASE)
_ASIDES = re.compile(r"(?<=\w), (?:an?|the|our|its|one|which|who)\s[^,;:⟦⟧]{1,80},(?=\s)", re.IGNORECASE)
_AND = re.compile(r"\band\s*$", re.IGNORECASE)
_JOINS = re.compile(rf",?\s(?:and\s)?(?:(?:{pattern('articles')})\s)*", re.IGNORECASE)
_OF_OTHER = re.compile(r"^[^⟦]{0,12}⟦[SP]\d+⟧ (?:(?:of|at|by) )?(?:the )?(?!YoY|QoQ)([A-Z][\w&]+)")
_LISTED = re.compile(r"⟦[FL]\d+%?⟧")
_OF_TURN = re.compile(rf"\b{pattern('turns')} (?:of|in) $", re.IGNORECASE)
_NOT_BEGUN = re.compile(rf"\b(?:{pattern('limits')})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A row of `clauses.csv`: a pattern that starts a statement or goes on; `named` if it opens with a name."""

    goes_on: bool
    named: bool
    pattern: re.Pattern[str]


@dataclass(slots=True)
class Said:
    """What a sentence says of one figure: its role, and the numbers of the dates and words that belong to it.

    `sign` turns that of a change; `noun` is the word (`loss`, `gains`, `expense`) that says what the amount is;
    `aside` the rest of its name in brackets behind it.
    """

    figure: int
    role: str
    at: int = -1
    against: int = -1
    relation: str = ""
    sign: int = 1
    noun: str = ""
    rest: str = ""
    part: str = ""
    aside: str = ""
    turn: int = 0


@dataclass(slots=True)
class Chain:
    """What a sentence says of one subject, from its name on: `subject` the number of the name, or -1 for `it`.

    `on` is the date beside the name, `near` one that its part of the sentence opens with, `undated` if another stands
    between it and what was told before, of which nothing says that it is its own; `whole` the number of a name before
    it that it is a facet of, or -1;
    `against` and `relation` tell what all its changes are from. `begun` if the name is a whole subject; `qualifiers`
    are the words before it that say of what it is told only, and `prospect` if words before speak of what is to come.
    `implied` if the sentence opens with what the subject is only a facet of, `owned` if it is told as another's: `its`;
    `foreign` if the words before say that another company has it, `start` is its place in the sentence.
    """

    subject: int
    on: int = -1
    near: int = -1
    undated: bool = False
    whole: int = -1
    said: list[Said] = field(default_factory=list)
    against: int = -1
    relation: str = ""
    begun: bool = True
    implied: bool = False
    owned: bool = False
    foreign: bool = False
    start: int = 0
    qualifiers: tuple[str, ...] = ()
    prospect: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The chains of a sentence; `opening` is the date it opens with, `respective` the one all its changes are from."""

    chains: tuple[Chain, ...]
    opening: int
    respective: int
    says_year: bool
    respectively: bool

    @property
    def foreign(self) -> bool:
        """Whether it ends with what another company has."""
        return bool(self.chains) and self.chains[-1].foreign

    def yearly(self, chain: Chain) -> bool:
        """Whether what the sentence tells before of the same kind is told from the year before."""
        changes = [s for c in self.chains[: self.chains.index(chain)] for s in c.said if s.role == "change"]
        return bool(changes) and all(s.relation == "year" for s in changes)


@cache
def clauses() -> tuple[Clause, ...]:
    """The patterns in file order."""
    return tuple(
        Clause(
            row["where"] == "next",
            row["pattern"].startswith(("{S}", "{W}")),
            re.compile(expanded(row["pattern"]), re.IGNORECASE),
        )
        for row in rows("clauses.csv")
    )


def read_sentence(text: str, slots: Mapping[int, tuple[int, int]], own: frozenset[str] = frozenset()) -> Sentence:
    """The statements of a sentence of tokens; `own` are the words, in lower case, that name the issuer."""
    chains = list(_chains(text, slots, own)) if len(text) <= LONGEST else []
    opening, respective = _OPENING.match(text), _RESPECTIVE.search(text)
    return Sentence(
        tuple(chains),
        int(opening.group(1)) if opening else -1,
        int(next(filter(None, respective.groups()))) if respective else -1,
        says_year(text),
        "respectively" in text,
    )


def prospective(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` of a sentence is said to be still to come."""
    return _ahead(text[:start]) or _foreseen(text[end:])


@lru_cache(maxsize=64)
def says_year(text: str) -> bool:
    """Whether a text speaks of the year before."""
    return whole_words("year_on_year", "ago").search(text) is not None


def _chains(text: str, slots: Mapping[int, tuple[int, int]], own: frozenset[str]) -> Iterator[Chain]:
    at = 0
    current: Chain | None = None
    other = _OF_OTHER.match(text)
    strange = other is not None and other.group(1).casefold() not in own
    last = Chain(-1, foreign=True) if strange else None
    ended = 0
    while at < len(text):
        slotted = _SLOTTED.match(text, at)
        if slotted:
            number = int(slotted.group(1))
            figure, date = slots[number]
            current = Chain(
                number,
                near=_near(text[:at]),
                said=[Said(figure, "value", date)],
                prospect=_ahead(text[:at]),
            )
            yield current
            at = slotted.end()
            continue
        found = _match(text, at, goes_on=False)
        if found:
            current = last = _opened(text, at, found, own, last, text[ended:at])
            yield current
            if found.groupdict().get("other"):
                yield _twin(current, found.groupdict())
            at = ended = found.end()
            continue
        found = _match(text, at, goes_on=True) if current is not None else None
        if found and current is not None:
            groups = found.groupdict()
            if groups.get("subject"):
                current = last = _opened(text, -1, found, own, current)
                yield current
            else:
                _add(current, groups)
            at = ended = found.end()
            continue
        word = _NEXT_WORD.match(text, at)
        if text[at].isspace():
            # A clause that goes on may start with the blank itself, so it was tried; from the next word on it is lost.
            at += 1
            continue
        current = None
        at = word.end() if word else at + 1


def _match(text: str, at: int, *, goes_on: bool) -> re.Match[str] | None:
    if not goes_on and at and text[at - 1].isalnum():
        return None
    named = text.startswith(("⟦S", "⟦P"), at)
    found = (
        c.pattern.match(text, at) for c in clauses() if c.goes_on is goes_on and c.named is (named and not goes_on)
    )
    return max((m for m in found if m), key=lambda m: m.end(), default=None)


def _opened(
    text: str, at: int, found: re.Match[str], own: frozenset[str], before: Chain | None = None, gap: str = ""
) -> Chain:
    """The chain that a match opens, `before` being the one before it in the sentence and `gap` what stands between.

    Where `at` is -1 it goes on in the words of that one, having no verb of its own.
    """
    groups = found.groupdict()
    subject = groups.get("subject")
    chain = Chain(int(subject) if subject else -1, _number(groups, "on"), whole=_number(groups, "whole"))
    if chain.whole < 0 and before is not None and _JOINS.fullmatch(gap):
        chain.whole = before.whole  # `the business had revenues of A and income of B`
    chain.foreign = before is not None and before.foreign and not _ours(text[before.start : max(at, 0)], own)
    chain.start, chain.begun = max(at, 0) or (before.start if before is not None else 0), not chain.foreign
    if at >= 0:
        chain.near = _near(_ARTICLES.sub("", text[:at]))
        other = _DATE.search(_AGAINST.sub("", gap)) is not None and not _OPENING.fullmatch(text[:at])
        chain.undated = chain.near < 0 and (other or whole_words("then_said").search(gap) is not None)
    if at >= 0 and text.startswith(("⟦S", "⟦P"), at):
        # What stands beside a name is said of it even where the name is that of what grew: `the growth of revenue (…)`.
        whole = begins(text[:at]) or (groups.get("beside") and _OF_TURN.search(_ARTICLES.sub("", text[:at])))
        chain.foreign = chain.foreign or _of_another(text[:at], own)
        apart = _WITHOUT.search(text[:at]) or _ELSEWHERE.search(text[:at])
        chain.begun = bool(whole) and not chain.foreign and apart is None
        if _HAD.search(found.group()) and groups.get("on") is None and groups.get("at") is None:
            chain.begun = False  # of a time before that nothing tells
        chain.owned = _OWNED.search(text[:at]) is not None
        chain.qualifiers = tuple(m.group(1) for m in _QUALIFIER.finditer(text[:at]))
    chain.prospect = prospective(text, found.start(), found.end())
    _add(chain, {**groups, "second": None} if groups.get("other") else groups, before if at < 0 else None)
    return chain


def _near(before: str) -> int:
    """The number of the date that a part of a sentence opens with, right before its words; -1 if there is none."""
    near = _NEAR.search(before)
    return int(near.group(1)) if near else -1


def _twin(first: Chain, groups: Mapping[str, str | None]) -> Chain:
    """What is said of the second of two subjects with an amount each: `A and B were … and …, respectively`."""
    said = []
    for role, name in (("change", "second_change"), ("share", "second_share"), ("value", "second")):
        if groups.get(name) is None:
            continue
        like = next((s for s in first.said if s.role == role), Said(-1, role, _number(groups, "at")))
        said.append(replace(like, figure=_number(groups, name)))
    return replace(first, subject=_number(groups, "other"), said=said)


def _ahead(before: str) -> bool:
    return whole_words("prospect").search(before) is not None


def _foreseen(behind: str) -> bool:
    return whole_words("foreseen").search(_SAME.split(behind)[0]) is not None


def _of_another(before: str, own: frozenset[str]) -> bool:
    """Whether the words before a name say that another company than the issuer has it: `a competitor reported …`."""
    # `Globex, a partner, reported …` is told of Globex.
    told = _REPORTS.search(_ASIDES.sub(" ", _ARTICLES.sub("", before)))
    if told is None:
        return False
    words = [w.casefold() for w in re.findall(r"[^\W\d]+", told.group(1))]
    return any(w not in own and whole_words("speakers").fullmatch(w) is None for w in words)


def _ours(between: str, own: frozenset[str]) -> bool:
    """Whether words after what is told of another company come back to the issuer: `…, while we had …`."""
    words = {w.casefold() for w in re.findall(r"[^\W\d]+", between)}
    return ";" in between or bool(words & own) or whole_words("ourselves").search(between) is not None


def begins(before: str) -> bool:
    """Whether a name after these words is a whole subject, and no part of a longer one that is not known."""
    bare = _ARTICLES.sub("", before)
    if _AND.search(bare):
        # `A and B was …` is a list of names; after a figure `and` goes on to the next subject.
        return _LISTED.search(bare) is not None
    if _BEGINS.search(bare) is None or _NOT_BEGUN.search(bare) is not None:
        return False
    # `Selling, S …` is a list of names; `In Japan, S …` and `As demand rose, S …` are not.
    last = _COMMA.search(bare)
    return last is None or len(last.group(1).split()) > _NAME_WORDS or _ADVERBIAL.match(last.group(1)) is not None


def _number(groups: Mapping[str, str | None], name: str) -> int:
    value = groups.get(name)
    return int(value) if value is not None else -1


def _add(chain: Chain, groups: Mapping[str, str | None], last: Chain | None = None) -> None:
    if groups.get("values"):
        figures, dates = (_TOKENS.findall(groups[name] or "") for name in ("values", "dates"))
        if len(figures) == len(dates):
            chain.said += [Said(int(f), "value", int(d)) for f, d in zip(figures, dates, strict=True)]
        return
    sign = -1 if groups.get("down") else 1
    noun = groups.get("noun")
    if noun and noun.casefold() in name_words("falling"):
        sign = -1
    relation = next((r for r in ("year", "year_end", "previous") if groups.get(r)), "")
    against = _number(groups, "against")
    roles = [role for role in ROLES if groups.get(role) is not None]
    if not roles:
        chain.against = against if against >= 0 else chain.against
        return
    turn = chain.said[-1].turn if chain.said else 0
    for role in roles:
        said = Said(_number(groups, role), role, turn=turn)
        if role == "second":
            said.role, said.turn = "value", turn + 1
        if role == "change":
            said.sign, said.relation, said.against = sign, relation, against
            told = (*(last.said if last is not None else ()), *chain.said)
            before = next((s for s in reversed(told) if s.role == "change"), None)
            if before is not None and not relation and against < 0:
                said.relation, said.against = before.relation, before.against
            if before is not None and not (groups.get("up") or groups.get("down") or noun):
                said.sign = before.sign
        else:
            said.at = _number(groups, "was_at" if role == "was" and "was_at" in groups else "at")
            said.noun = groups.get("of_what") or ""
        said.rest = groups.get("rest") or ""
        if role == "was" and chain.said and chain.said[-1].role == "share":
            said.rest = chain.said[-1].rest
        said.part = groups.get("part") or ""
        said.aside = groups.get("aside") or ""
        chain.said.append(said)
