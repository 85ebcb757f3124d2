"""What of a drafted profile is still a guess or a placeholder, as findings in the order of their weight.

Whether a profile agrees with itself is `checks`; this module only reads what the draft says of itself.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from urllib.parse import urlsplit

from ..finding import Finding, finding
from ..span import Span
from .issuer import NamedBy
from .links import Relation
from .model import ConceptType, Profile

_CODE = "profile:undecided"
_RESERVED = (".example", ".invalid", ".test", "example.com", "example.org", "example.net")
_GUESSED = "guessed"
_SETTING = re.compile(r"^#\s*(?P<why>guessed\b[^\n]*|not known\b[^\n]*)\n\s*(?:#\s*)?(?P<key>\w+)\s*=", re.MULTILINE)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    name: str
    note: str


def undecided(folder: Traversable, profile: Profile, name: str) -> Iterator[Finding]:
    """What a person has to decide, the weightiest first: what is in every fact, then in a column's, then in one's."""
    settings = f"{name}/profile.toml"
    text = _text(folder, "profile.toml")

    def at(key: str) -> Span:
        found = re.search(rf"^\s*(?:#\s*)?{key}\s*=", text, re.MULTILINE)
        return Span(settings, text.count("\n", 0, found.start()) + 1 if found else 1, 1)

    yield from _settings(profile, text, at)
    yield from _concepts(folder, name)
    yield from _networks(folder, profile, name)
    if base := next((m for m in _SETTING.finditer(text) if m["key"] == "base"), None):
        message = f"the namespace is built on {profile.taxonomy.base}: {base['why'].strip()}"
        yield _told(message, "Correct `base` in [taxonomy], and take the remark away", at("base"))


def _settings(profile: Profile, text: str, at: Callable[[str], Span]) -> Iterator[Finding]:
    entity, year = profile.entity, profile.fiscal_year
    if _reserved(entity.scheme):
        message = f"every fact is filed for `{entity.identifier}` of the scheme {entity.scheme}, which is a placeholder"
        hint = (
            "Put the issuer's own and its scheme: http://www.sec.gov/CIK, or http://standards.iso.org/iso/17442 (LEI)"
        )
        yield _told(message, hint, at("scheme"))
    if year.named_by is NamedBy.UNKNOWN:
        message = "nothing says which dates a fiscal year of a given name has: columns headed FY2008 or 1Q stay unbound"
        yield _told(
            message,
            "Put its first month as `start_month`; as `named_by` `start` if FY2008 starts in 2008, else `end`",
            at("named_by"),
        )
    if year.weeks and not (year.ends or year.period_ends):
        message = "periods are of weeks: those before which no release prints a last day stay unbound"
        days = re.search(r"^#\s*put ([^\n]*)\n#?\s*period_ends\s*=", text, re.MULTILINE)
        hint = f"In [fiscal_year], put {days[1] if days else 'such days into `period_ends`'}"
        yield _told(message, hint, at("period_ends"))
    if not profile.issuer.currency and re.search(r"^#\s*currency\s*=", text, re.MULTILINE):
        message = "no currency is given: amounts whose table names none stay unbound"
        yield _told(message, "Put an ISO 4217 code as `currency` in [issuer]", at("currency"))
    told = {"base", "scheme", "period_ends"}
    told |= {"named_by", "start_month"} if year.named_by is NamedBy.UNKNOWN else set()
    order = ("start_month", "named_by", "weeks", "currency", "name", "recognise", "prefix")
    found = {m["key"]: m for m in _SETTING.finditer(text)}
    for key in sorted(found.keys() - told, key=lambda k: order.index(k) if k in order else len(order)):
        yield _told(f"`{key}`: {found[key]['why'].strip()}", "Correct it, or take the remark away", at(key))


def _concepts(folder: Traversable, name: str) -> Iterator[Finding]:
    rows = [r for r in _rows(folder, "concepts.csv", "name") if r.note.startswith(_GUESSED)]
    for what, why in (
        ("type", "as nothing says that they are no money"),
        ("period", "as their tables are headed by days or by periods"),
        ("balance", "by their labels"),
    ):
        guessed = [r for r in rows if re.search(rf"\b{what}\b", r.note)]
        if guessed:
            message = f"the {what} of {_some(guessed)} is guessed, {why}"
            yield _told(
                message,
                "Correct it in concepts.csv; take the note away",
                Span(f"{name}/concepts.csv", guessed[0].line, 1),
            )


def _networks(folder: Traversable, profile: Profile, name: str) -> Iterator[Finding]:
    for file, column, what in (
        ("measures.csv", "id", "what the derived columns {} mean is guessed by the words of their headers"),
        ("calculation.csv", "total", "the sums of {} are guessed, as they hold in every column"),
        ("words.csv", "words", "the header words {} are guessed to say nothing of the figures"),
    ):
        rows = [r for r in _rows(folder, file, column) if r.note.startswith(_GUESSED)]
        if rows:
            span = Span(f"{name}/{file}", rows[0].line, 1)
            yield _told(what.format(_some(rows)), f"Correct it in {file}; take the note away", span)
    exact = [
        _Row(r.source.line if r.source else 1, r.concept, r.reason)
        for r in profile.crosswalk
        if r.relation is Relation.EXACT
    ]
    guessed = [r for r in exact if r.note.startswith(_GUESSED)]
    if guessed:
        message = f"the US-GAAP concepts of {_some(guessed)} are guessed by name"
        yield _told(
            message,
            "Compare the definitions; see `tanshin taxonomy crosswalk`",
            Span(f"{name}/crosswalk.csv", guessed[0].line, 1),
        )
    loose = [r for r in profile.crosswalk if r.relation is Relation.NONE and r.reason == "not yet related"]
    if loose:
        rows = [_Row(r.source.line if r.source else 1, r.concept, "") for r in loose]
        message = f"{_some(rows)} are not yet related to US-GAAP"
        yield _told(
            message,
            "Fill in relation, us_gaap and reason in crosswalk.csv",
            Span(f"{name}/crosswalk.csv", rows[0].line, 1),
        )
    bare = [
        c
        for c in profile.concepts.values()
        if c.type.reportable and c.type is not ConceptType.STRING and not c.documentation
    ]
    if bare:
        rows = [_Row(c.source.line if c.source else 1, c.name, "") for c in bare]
        yield _told(
            f"{_some(rows)} have no documentation",
            "Say in concepts.csv what each is",
            Span(f"{name}/concepts.csv", rows[0].line, 1),
        )


def _some(rows: Sequence[_Row]) -> str:
    names = list(dict.fromkeys(r.name for r in rows))
    shown = ", ".join(f"`{each}`" for each in names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _told(message: str, hint: str, span: Span) -> Finding:
    return finding(_CODE, message, hint=hint, source=span)


def _reserved(address: str) -> bool:
    """Whether an address is of a name that is reserved for examples (RFC 2606)."""
    host = urlsplit(address).hostname or ""
    return host == "example" or host.endswith(_RESERVED)


def _text(folder: Traversable, file: str) -> str:
    path = folder.joinpath(file)
    return path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else ""


def _rows(folder: Traversable, file: str, column: str) -> list[_Row]:
    """The rows of a file with the line each stands on; those that cannot be read are told elsewhere."""
    reader = csv.DictReader(_text(folder, file).splitlines())
    found = []
    for row in reader:
        if (row.get(column) or "").strip() and not next(iter(row.values()), "").startswith("#"):
            found.append(_Row(reader.line_num, row[column], row.get("note") or ""))
    return found
