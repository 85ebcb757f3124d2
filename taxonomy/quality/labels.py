"""Rules on labels and names: there, once each, apart from one another, clean, and in agreement (LC3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .. import names
from ..finding import Finding, finding
from ..model import Label, PeriodType
from ..qname import QName
from .subject import Subject, tail

MAX_LABEL = 511
MAX_NAME = 200
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARTICLES = ("a", "an", "the")
_PERIOD_ROLES = ("periodStartLabel", "periodEndLabel")
_NUMERIC_ROLES = ("total", "periodStart", "periodEnd", "negated", "positive", "negative", "zero")


def lc3(label: str) -> str:
    """The name that a label makes: its words without articles, each with a capital, joined (FRTA, LC3 convention)."""
    words = (word.replace("'", "").replace("’", "") for word in _WORDS.findall(label))
    return "".join(word[:1].upper() + word[1:] for word in words if word.lower() not in _ARTICLES)


def check_standard_label(subject: Subject) -> Iterator[Finding]:
    """Every concept has a standard label."""
    for name, concept in subject.own.items():
        if not any(label.role == names.LABEL and label.text.strip() for label in concept.labels):
            message = f"{subject.show(name)} has no standard label"
            yield finding("quality:no-label", message, source=subject.places.concept(name))


def check_label_apart(subject: Subject) -> Iterator[Finding]:
    """No two concepts in use have the same standard label in a language; one of them is the author's."""
    first: dict[tuple[str, str], QName] = {}
    for name, concept in subject.used.items():
        for label in _standard(concept.labels):
            text = " ".join(label.text.split())
            other = first.setdefault((label.language, text), name)
            if text and other != name and (name in subject.own or other in subject.own):
                message = f"{subject.show(name)} has the standard label of {subject.show(other)}: {text}"
                place = subject.places.label(name, names.LABEL)
                yield finding("quality:duplicate-label", message, source=place)


def check_label_once(subject: Subject) -> Iterator[Finding]:
    """A concept has one label for a role and language."""
    for name, concept in subject.own.items():
        seen: set[tuple[str, str]] = set()
        for label in concept.labels:
            if (label.role, label.language) in seen:
                message = f"{subject.show(name)} has a second label of role {tail(label.role)} in `{label.language}`"
                place = subject.places.label(name, label.role)
                yield finding("quality:label-twice", message, source=place)
            seen.add((label.role, label.language))


def check_label_text(subject: Subject) -> Iterator[Finding]:
    """Labels have no white space at their ends, none doubled, and no characters that nobody sees."""
    for name, concept in subject.own.items():
        for label in concept.labels:
            why = _oddity(label)
            if why:
                message = f"the {tail(label.role)} of {subject.show(name)} {why}"
                yield finding("quality:label-text", message, source=subject.places.label(name, label.role))


def _oddity(label: Label) -> str:
    text = label.text
    if text != text.strip():
        return "begins or ends with white space"
    for character in text:
        if character > "~" or character < " ":
            category = unicodedata.category(character)
            if category in ("Cf", "Cc", "Co", "Zl", "Zp") or (category == "Zs" and character != "\u3000"):
                if category == "Cc" and label.role == names.DOCUMENTATION and character in "\t\n\r":
                    continue
                return f"has the character U+{ord(character):04X}, which nobody sees"
    if label.role == names.DOCUMENTATION:
        return ""
    if "  " in text:
        return "has white space doubled"
    if "<" in text:
        return "has markup in it"
    return f"has {len(text)} characters" if len(text) >= MAX_LABEL else ""


def check_label_role(subject: Subject) -> Iterator[Finding]:
    """Labels for numbers belong to numbers, labels for opening and closing balances to instants."""
    for name, concept in subject.own.items():
        for label in concept.labels:
            kind = tail(label.role)
            if kind in _PERIOD_ROLES and concept.period_type is PeriodType.DURATION:
                why = "is a duration"
            elif kind.startswith(_NUMERIC_ROLES) and (concept.abstract or not concept.numeric):
                why = "is no number"
            else:
                continue
            message = f"{subject.show(name)} has a {kind} and {why}"
            yield finding("quality:label-role", message, source=subject.places.label(name, label.role))


def check_name_form(subject: Subject) -> Iterator[Finding]:
    """Names are words with a capital each, letters and digits only."""
    for name in subject.own:
        if not _NAME.fullmatch(name.local) or len(name.local) > MAX_NAME:
            message = f"{subject.show(name)} is no name of at most {MAX_NAME} letters and digits, a capital first"
            yield finding("quality:name-form", message, source=subject.places.concept(name))


def check_name_label(subject: Subject) -> Iterator[Finding]:
    """A name is what its standard label makes, whatever the case of the letters."""
    for name, concept in subject.own.items():
        made = [lc3(label.text) for label in _standard(concept.labels) if label.language.startswith("en")]
        if made and name.local.casefold() not in (text.casefold() for text in made):
            message = f"{subject.show(name)} is not what its label makes, `{made[0]}`"
            yield finding("quality:name-label", message, source=subject.places.concept(name))


def check_documentation(subject: Subject) -> Iterator[Finding]:
    """Every concept says what it means."""
    for name, concept in subject.own.items():
        if not any(label.role == names.DOCUMENTATION and label.text.strip() for label in concept.labels):
            message = f"{subject.show(name)} has no documentation"
            yield finding("quality:no-documentation", message, source=subject.places.concept(name))


def _standard(labels: tuple[Label, ...]) -> Iterator[Label]:
    return (label for label in labels if label.role == names.LABEL)
