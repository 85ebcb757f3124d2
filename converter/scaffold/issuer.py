"""What a release says of its issuer as a whole: name, identifier, fiscal year, currency; guessed, and so said.

Tables are `observe`'s matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...taxonomy.profile import EntityIdentifier, FiscalYear, Issuer, TaxonomyMeta
from ...taxonomy.profile.settings import is_prefix
from ..document import Document
from ..language.periods import AtDate, Ended, find_periods
from ..language.units import find_units
from . import words
from .year import fiscal_year

_OPENING = 80
"""Lines at the head of a release among which the issuer is named."""

# How the headers of filings with the SEC say it; other releases have none of these.
_NAMED = re.compile(r"COMPANY CONFORMED NAME:\s*(\S.*\S)")
_CIK = re.compile(r"CENTRAL INDEX KEY:\s*(\d{10})")
_YEAR_END = re.compile(r"FISCAL YEAR END:\s*(\d\d)(\d\d)")
_LISTED = re.compile(r"\((?:[A-Z][A-Za-z]{2,11}):\s?[A-Z0-9.]{1,8}\)")
_BASE = "https://xbrl.example/"
_NO_SCHEME = "https://xbrl.example/entity"


@dataclass(slots=True)
class Head:
    """The settings of `profile.toml` with a remark for each that is a guess, by `section.key`."""

    issuer: Issuer
    entity: EntityIdentifier
    year: FiscalYear
    taxonomy: TaxonomyMeta
    remarks: dict[str, str] = field(default_factory=dict)


def head(documents: Sequence[Document], prefix: str | None = None, name: str | None = None) -> Head:
    """What the documents say of their issuer. `prefix` and `name`, where given, are no guesses."""
    remarks: dict[str, str] = {}
    called, recognise = _name(documents, name, remarks)
    short = prefix or _prefix(called)
    if not prefix:
        remarks["issuer.prefix"] = "guessed: the first word of the name"
    year = fiscal_year(documents, _first(_YEAR_END, documents), remarks)
    currency = _currency(documents, remarks)
    identifier = _first(_CIK, documents)
    entity = (
        EntityIdentifier("http://www.sec.gov/CIK", identifier) if identifier else EntityIdentifier(_NO_SCHEME, short)
    )
    if not identifier:
        remarks["entity.scheme"] = (
            "no identifier is known: put the issuer's own (such as its CIK or LEI) and its scheme"
        )
    remarks["taxonomy.base"] = "guessed: put an address of your own"
    taxonomy = TaxonomyMeta(
        _BASE,
        _version(documents),
        f"{called}: line items of earnings releases",
        f"Concepts and networks drafted from the tables of {', '.join(d.file for d in documents)}",
        called,
    )
    return Head(Issuer(called, recognise, short, short, currency), entity, year, taxonomy, remarks)


def _first(pattern: re.Pattern[str], documents: Sequence[Document]) -> str:
    for document in documents:
        for line in document.lines[:_OPENING]:
            if found := pattern.search(line[:400]):
                return found[1]
    return ""


def _name(documents: Sequence[Document], given: str | None, remarks: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """The issuer's name, and the texts that a release is recognised by."""
    lines = [line[:400] for d in documents[:1] for line in d.lines[:_OPENING]]
    named = _first(_NAMED, documents)
    found = [m[0].strip() for line in lines for m in words.company().finditer(line)]
    printed = [text for text in found if not named or text.casefold()[:5] == named.casefold()[:5]]
    name = given or (printed[0] if printed else "") or named
    if not name:
        name = next((" ".join(line.split())[:60] for line in lines if any(c.isalpha() for c in line)), "Issuer")
        remarks["issuer.name"] = (
            "guessed: the first line, as the release names no company; put it, or draft again with --name"
        )
    elif not given:
        remarks["issuer.name"] = "guessed: the first company that the release names"
    text = " ".join("\n".join(lines).split())
    marks = [mark for mark in dict.fromkeys((name, *printed[:1], named)) if mark and mark in text]
    marks += [m for m in dict.fromkeys(_LISTED.findall(text)) if m not in marks]
    remarks["issuer.recognise"] = "guessed: any of these in a release means this issuer"
    head_line = next((" ".join(line.split()) for line in lines if any(c.isalpha() for c in line)), name)
    return name, tuple(marks or (head_line,))


def _prefix(name: str) -> str:
    short = re.sub(r"[^a-z0-9]", "", next(iter(name.lower().split()), ""))[:12]
    return short if is_prefix(short) and not short.startswith("xml") else f"issuer{short}"[:12]


def _currency(documents: Sequence[Document], remarks: dict[str, str]) -> str:
    count: Counter[str] = Counter()
    for document in documents:
        for table in document.tables:
            texts = [c.text for c in table.columns] + [t.text for t in (*table.captions, *table.titles)]
            count.update(u.value.currency for text in texts for u in find_units(text) if u.value.currency)
            count.update(m.currency for m in table.marks() if m.currency)
    if not count:
        remarks["issuer.currency"] = "no figure names a currency; without one, no amount of money can be bound"
        return ""
    remarks["issuer.currency"] = "guessed: the currency that most figures name"
    return count.most_common(1)[0][0]


def _version(documents: Sequence[Document]) -> str:
    """The latest date that heads a column, as the version."""
    dates = [
        found.value.date
        for document in documents
        for table in document.tables
        for column in table.columns
        for header in column.headers
        for found in find_periods(header.text)
        if isinstance(found.value, AtDate | Ended)
    ]
    return max(dates).isoformat() if dates else "1"
