"""Reading `profile.toml`: names, identifiers, fiscal year, units and what the taxonomy says of itself.

The CSV files beside it are read by `read`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from importlib.resources.abc import Traversable
from typing import Any

from ..finding import Finding, finding
from ..span import Span
from . import rows
from .issuer import EntityIdentifier, FiscalYear, Issuer, NamedBy, TaxonomyMeta
from .weeks import year_ends

TOML_KEYS: dict[str, dict[str, type]] = {
    "issuer": {"name": str, "recognise": list, "prefix": str, "path": str},
    "entity": {"scheme": str, "identifier": str},
    "fiscal_year": {"start_month": int, "named_by": str},
    "taxonomy": {"base": str, "version": str, "title": str, "description": str, "publisher": str},
}

OPTIONAL_KEYS: dict[str, dict[str, type]] = {
    "issuer": {"currency": str},
    "fiscal_year": {"weeks": bool, "ends": str, "period_ends": list},
}

_CURRENCY = re.compile(r"[A-Z]{3}")
_KIND_NAMES: dict[type, str] = {str: "text", int: "number", list: "list"}

# Prefixes that the files of a package give to namespaces of the specifications.
_TAKEN = ("xml", "xmlns", "xs", "xsi", "link", "xlink", "xbrli", "xbrldt", "xbrldi", "num", "nonnum", "ref", "us-gaap")
_NCNAME = re.compile(r"[^\W\d][\w.-]*")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?")
URI_PART = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*")


def is_prefix(text: str) -> bool:
    """Whether a text can be the prefix of an issuer's namespace."""
    return _NCNAME.fullmatch(text) is not None and text.lower() not in _TAKEN


def is_address(text: str) -> bool:
    """Whether a text can be the base address of a namespace: absolute, without query and fragment."""
    return _ADDRESS.fullmatch(text) is not None


def settings(
    folder: Traversable, shown: str, found: list[Finding]
) -> tuple[Issuer, EntityIdentifier, FiscalYear, TaxonomyMeta, dict[str, str]]:
    """The sections of `profile.toml`, the last one the unit words; what is missing or wrong is told and left empty."""
    text = rows.content(folder, "profile.toml", shown, found) or ""
    read = bool(text)
    data: dict[str, Any] = {}
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        span = Span(shown, int(line[1]) if line else 1, 1)
        found.append(finding("profile:unreadable-file", f"{shown} is no TOML: {error}", source=span))
        read = False

    def place(section: str, key: str = "") -> Span:
        """Where a key stands, or its section, or the file's first line."""
        start = re.search(rf"^\s*\[{re.escape(section)}\]", text, re.MULTILINE)
        if start is None:
            return Span(shown, 1, 1)
        line = re.compile(rf"^\s*{re.escape(key)}\s*=", re.MULTILINE).search(text, start.end()) if key else None
        return Span(shown, text.count("\n", 0, (line or start).end()) + 1, 1)

    def get(section: str, key: str) -> Any:
        kind = TOML_KEYS[section][key]
        table = data.get(section, {})
        value = table.get(key) if isinstance(table, dict) else None
        if isinstance(value, kind) and value not in ("", []) and not isinstance(value, bool):
            return value
        if read:
            why = "is missing" if value is None else f"is no filled {_KIND_NAMES[kind]}"
            found.append(finding("profile:missing-value", f"`{section}.{key}` {why}", source=place(section, key)))
        return kind()

    for section, table in data.items():
        if section == "units":
            continue
        keys = table if isinstance(table, dict) else {"": None}
        for key in keys:
            if key not in TOML_KEYS.get(section, {}) and key not in OPTIONAL_KEYS.get(section, {}):
                found.append(
                    finding("profile:unknown-column", f"`{section}.{key}` is no setting", source=place(section, key))
                )
    values = {section: {key: get(section, key) for key in keys} for section, keys in TOML_KEYS.items()}
    issuer, year = values["issuer"], values["fiscal_year"]
    month = year["start_month"]
    if read and month and not 1 <= month <= 12:
        message = f"`fiscal_year.start_month` is {month}, no month from 1 to 12"
        found.append(finding("profile:bad-value", message, source=place("fiscal_year", "start_month")))
    named = year["named_by"]
    if named and named not in tuple(NamedBy):
        message = f"`fiscal_year.named_by` is `{named}`, neither `start` nor `end` nor `unknown`"
        found.append(finding("profile:bad-value", message, source=place("fiscal_year", "named_by")))
        named = ""
    section = data.get("issuer", {})
    currency = section.get("currency", "") if isinstance(section, dict) else ""
    if currency and not (isinstance(currency, str) and _CURRENCY.fullmatch(currency)):
        message = f"`issuer.currency` is `{currency}`, no ISO 4217 code"
        found.append(finding("profile:bad-value", message, source=place("issuer", "currency")))
        currency = ""
    weeks, rule, days = _weeks(data.get("fiscal_year", {}), place, found)
    units = data.get("units", {})
    if not isinstance(units, dict):
        found.append(finding("profile:bad-value", "`units` is no table of words", source=place("units")))
        units = {}
    for section, key, sound, why in (
        ("issuer", "prefix", _NCNAME.fullmatch(issuer["prefix"]), "is no XML name"),
        ("issuer", "prefix", issuer["prefix"].lower() not in _TAKEN, "stands for another namespace"),
        ("issuer", "path", URI_PART.fullmatch(issuer["path"]), "cannot stand in a URI"),
        ("taxonomy", "base", is_address(values["taxonomy"]["base"]), "is no http or https address"),
        *(("units", word, _NCNAME.fullmatch(str(local)), "is no XML name") for word, local in units.items()),
    ):
        value = units[key] if section == "units" else values[section][key]
        if value and not sound:
            message = f"`{section}.{key}` is `{value}`, which {why}"
            found.append(finding("profile:bad-name", message, source=place(section, key)))
    return (
        Issuer(issuer["name"], tuple(map(str, issuer["recognise"])), issuer["prefix"], issuer["path"], currency),
        EntityIdentifier(**values["entity"]),
        FiscalYear(month if 1 <= month <= 12 else 1, NamedBy(named or "end"), weeks, rule, days),
        TaxonomyMeta(**values["taxonomy"]),
        {str(word): str(local) for word, local in units.items()},
    )


def _weeks(section: Any, place: Callable[[str, str], Span], found: list[Finding]) -> tuple[bool, str, tuple[date, ...]]:
    """What is said of years of 52 or 53 weeks: whether there are, the rule for their last day, and days given."""
    if not isinstance(section, dict):
        return False, "", ()

    def tell(key: str, why: str) -> None:
        message = f"`fiscal_year.{key}` is `{section[key]}`, {why}"
        found.append(finding("profile:bad-value", message, source=place("fiscal_year", key)))

    rule = section.get("ends", "")
    if not isinstance(rule, str) or (rule and not year_ends(rule)):
        tell("ends", "no rule such as `last Saturday of September` or `Saturday nearest January 31`")
        rule = ""
    weeks = section.get("weeks", bool(rule))
    if not isinstance(weeks, bool):
        tell("weeks", "neither `true` nor `false`")
        weeks = False
    given = section.get("period_ends", [])
    days: list[date] = []
    for day in given if isinstance(given, list) else [given]:
        try:
            days.append(_day(day))
        except ValueError:
            tell("period_ends", f"in which `{day}` is no day such as 1998-09-26")
    return weeks, rule, tuple(days)


def _day(given: Any) -> date:
    """A day as TOML has it; midnight is one too. Raises `ValueError` for what is none."""
    if isinstance(given, datetime):
        if given.time() != time():
            raise ValueError("a day has no time")
        return given.date()
    return given if isinstance(given, date) else date.fromisoformat(str(given))
