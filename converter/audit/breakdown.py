"""Breakdowns that running text gives: `The breakdown of other investments was … in … and … in …`.

The parts are the figures behind the words, the whole is the figure that the text gave of what is broken down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ...taxonomy.names import LABEL
from ..report import Fact
from .model import Check, Outcome, Subject
from .patterns import words
from .relations import Linear, Relation, key_of
from .sentences import Figure, Sentence, sentences

_LEAST: Final = 2


def breakdowns(subject: Subject) -> Iterator[Relation | Check]:
    """Each breakdown as a relation of the whole and its parts; a check that is not made where the whole is unknown."""
    for sentence in sentences(subject):
        named = words("breakdown").search(sentence.text)
        plain = None if named else words("consists").search(sentence.text)
        if named is None and plain is None:
            continue
        match = named or plain
        assert match is not None
        if named is not None:
            whole = _whole(subject, sentence, named["what"], match.start())
        else:
            ahead = [f for f in sentence.figures if f.fact is not None and f.end <= match.start()]
            whole = ahead[-1].fact if ahead else None
        behind = [f for f in sentence.figures if f.start >= match.end()]
        if whole is not None:
            behind = [f for f in behind if f.fact is None or _alike(f.fact, whole)]
        parts = [f.fact for f in behind if f.fact is not None and f.fact != whole]
        if len(parts) < _LEAST:
            continue
        about = f"“{' '.join(sentence.text[match.start() : match.end()].split())} …” and its parts"
        if whole is None:
            yield Check(
                "breakdown", Outcome.UNMADE, about, tuple(f.id for f in parts), "what it breaks down is not told"
            )
            continue
        way = Linear(tuple(dict.fromkeys((Fraction(1), key_of(fact)) for fact in parts)))
        yield Relation("breakdown", key_of(whole), (way,), "the parts that the text gives of it")


def _alike(fact: Fact, whole: Fact) -> bool:
    return fact.unit == whole.unit and fact.period == whole.period


def _whole(subject: Subject, sentence: Sentence, what: str, at: int) -> Fact | None:
    """The last figure that the paragraph gave right behind these words; else the one whose label they are."""
    named = re.compile(r"(?<![\w-])" + r"\s+".join(map(re.escape, what.split())) + r"(?![\w-])", re.I)
    for earlier in (sentence, *reversed(sentence.before)):
        limit = at if earlier is sentence else len(earlier.text)
        for match in reversed(list(named.finditer(earlier.text, 0, limit))):
            following: list[Figure] = [
                f for f in earlier.figures if f.fact is not None and match.end() <= f.start < limit
            ]
            if following:
                return following[0].fact
    label = " ".join(what.split()).casefold()
    shared = [f.fact for f in sentence.figures if f.fact is not None]
    for fact in subject.facts:
        concept = subject.taxonomy.concepts.get(fact.concept)
        if (
            concept is not None
            and (concept.label(LABEL) or "").casefold() == label
            and shared
            and _alike(shared[0], fact)
        ):
            return fact
    return None
