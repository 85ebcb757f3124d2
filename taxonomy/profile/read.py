"""Reading a profile folder: one table per file that says how a row becomes a value, and where bundled profiles are.

Whether the values agree with one another is judged by `checks`; this module tells only what one cell shows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import TypeVar

from ..finding import Finding, finding
from ..model import Balance, PeriodType
from ..span import Span
from . import rows
from .checks import check_profile
from .formulas import Ref, parse_formula
from .links import CalculationRow, CrosswalkRow, Derivation, DimensionRow, PresentationRow, Relation, Role
from .model import (
    ConceptType,
    LabelFigure,
    LineItem,
    Measure,
    Phrase,
    Profile,
    ProfileConcept,
    ReferenceText,
    TableKind,
    WordPlace,
    WordRule,
)
from .rows import Record
from .settings import settings

Value = TypeVar("Value")
Named = TypeVar("Named", ProfileConcept, TableKind, Measure, Role)

LABEL_COLUMNS = ("label", "terse", "total", "negated", "period_start", "period_end")

# file -> (columns that must be there, further columns that may)
COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "concepts.csv": (
        ("name", "type", "balance", "period", "label"),
        (*LABEL_COLUMNS[1:], "documentation", "references", "releases", "note"),
    ),
    "line_items.csv": (("table", "path", "concept"), ("sign", "dimensions", "measures", "at", "scale", "note")),
    "label_figures.csv": (("item", "words", "concept"), ("sign", "dimensions", "note")),
    "tables.csv": (("id", "titles", "role"), ("percent", "dimensions", "scale", "note")),
    "words.csv": (("where", "words", "means"), ("note",)),
    "measures.csv": (("id", "name", "type", "label", "role"), ("words", "documentation", "period", "against", "note")),
    "phrases.csv": (("words", "concept"), ("under", "sign", "dimensions", "measures", "period", "note")),
    "roles.csv": (("id", "uri", "definition", "kind"), ("note",)),
    "presentation.csv": (("role", "depth", "concept"), ("label", "note")),
    "calculation.csv": (("role", "total", "part", "weight"), ("note",)),
    "dimensions.csv": (("role", "hypercube", "axis", "domain", "member"), ("default", "parent", "note")),
    "crosswalk.csv": (("concept", "relation", "us_gaap", "reason"), ("sign", "note")),
    "derivations.csv": (("concept", "formula"), ("note",)),
}

OPTIONAL = (
    "label_figures.csv",
    "words.csv",
    "measures.csv",
    "calculation.csv",
    "dimensions.csv",
    "crosswalk.csv",
    "derivations.csv",
    "phrases.csv",
)


class ProfileNotFoundError(LookupError):
    """No bundled profile and no folder goes by the name asked for."""


def load_profile(folder: Traversable, name: str | None = None) -> tuple[Profile, tuple[Finding, ...]]:
    """The profile in `folder` with all that is wrong in it; a row that cannot be used is left out and told.

    `name` is what findings call the folder (default: its path). A profile with error findings is fit for showing, not
    for binding. Raises `OSError` where the environment forbids reading.
    """
    shown = name if name is not None else str(folder)
    found: list[Finding] = []

    def read(file: str, make: Callable[[Record], Value | None]) -> tuple[Value, ...]:
        needed, more = COLUMNS[file]
        if file in OPTIONAL and not folder.joinpath(file).is_file():
            return ()
        records = rows.records(folder, file, f"{shown}/{file}", needed, (*needed, *more), found)
        return tuple(value for value in map(make, records) if value is not None)

    found.extend(_strangers(folder, shown))
    issuer, entity, year, taxonomy, units = settings(folder, f"{shown}/profile.toml", found)
    profile = Profile(
        issuer,
        entity,
        year,
        taxonomy,
        units,
        concepts=_by(read("concepts.csv", _concept), lambda c: c.name, found),
        line_items=read("line_items.csv", _line_item),
        label_figures=read("label_figures.csv", _label_figure),
        tables=_by(read("tables.csv", _table), lambda t: t.id, found),
        words=read("words.csv", _word),
        measures=_by(read("measures.csv", _measure), lambda m: m.id, found),
        roles=_by(read("roles.csv", _role), lambda r: r.id, found),
        presentation=read("presentation.csv", _presentation),
        calculation=read("calculation.csv", _calculation),
        dimensions=read("dimensions.csv", _dimension),
        crosswalk=read("crosswalk.csv", _crosswalk),
        derivations=read("derivations.csv", _derivation),
        phrases=read("phrases.csv", _phrase),
    )
    unsure = {c.name for c in profile.concepts.values() if any(f.source == c.source for f in found)}
    return profile, (*found, *(f for f in check_profile(profile) if not _follows(f, unsure)))


def _follows(found: Finding, unsure: Iterable[str]) -> bool:
    """Whether a finding speaks of a concept whose own row could not be read as it is meant."""
    return any(f"`{name}`" in found.message for name in unsure)


def bundled_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with the program, sorted."""
    folder = _bundle()
    return tuple(sorted(f.name for f in folder.iterdir() if f.joinpath("profile.toml").is_file()))


def find_profile(name_or_path: str) -> Traversable:
    """The folder of a bundled profile by its name, or else a folder by its path.

    Raises `ProfileNotFoundError` where there is neither.
    """
    if name_or_path in bundled_profiles():
        return _bundle().joinpath(name_or_path)
    folder = FilePath(name_or_path)
    if folder.is_dir():
        return folder
    known = ", ".join(bundled_profiles()) or "none"
    raise ProfileNotFoundError(f"no issuer profile `{name_or_path}`: neither a folder nor one of the bundled ({known})")


def recognise(text: str) -> tuple[str, ...]:
    """The names of the bundled profiles that a release names, by the `recognise` texts of their `profile.toml`.

    White space is folded on both sides, so that a name broken over two lines counts; case counts.
    """
    folded = " ".join(text.split())
    names = []
    for name in bundled_profiles():
        settings = _bundle().joinpath(name, "profile.toml").read_text(encoding="utf-8")
        marks = tomllib.loads(settings).get("issuer", {}).get("recognise", ())
        if any(" ".join(mark.split()) in folded for mark in marks):
            names.append(name)
    return tuple(names)


def _bundle() -> Traversable:
    return files(__package__.rpartition(".")[0]).joinpath("profiles")


def _strangers(folder: Traversable, shown: str) -> list[Finding]:
    """A file whose name is misspelt would otherwise be passed over in silence."""
    names = sorted(file.name for file in folder.iterdir())
    return [
        finding("profile:unknown-file", f"`{name}` is no file of a profile", source=Span(f"{shown}/{name}", 1, 1))
        for name in names
        if name.endswith((".csv", ".toml")) and name not in COLUMNS and name != "profile.toml"
    ]


def _by(values: Iterable[Named], key: Callable[[Named], str], found: list[Finding]) -> dict[str, Named]:
    """The values by name; a second one of the same name is told and left out."""
    table: dict[str, Named] = {}
    for value in values:
        first = table.setdefault(key(value), value)
        if first is not value:
            also = (first.source,) if first.source else ()
            message = f"`{key(value)}` is defined a second time"
            found.append(finding("profile:duplicate", message, source=value.source, also=also))
    return table


# --- rows -----------------------------------------------------------------------------------------------------------


def _concept(row: Record) -> ProfileConcept | None:
    name = row.needed("name")
    if not name:
        return None
    kind = row.choice("type", ConceptType, ConceptType.STRING)
    structural = kind in (ConceptType.ABSTRACT, ConceptType.HYPERCUBE, ConceptType.DIMENSION, ConceptType.DOMAIN)
    period = (
        PeriodType.DURATION
        if structural and not row.text("period")
        else row.choice("period", PeriodType, PeriodType.DURATION)
    )
    texts = {column: row.text(column) for column in LABEL_COLUMNS[1:]}
    return ProfileConcept(
        name,
        kind,
        row.optional("balance", Balance),
        period,
        row.needed("label"),
        documentation=row.text("documentation"),
        references=tuple(map(reference, row.listed("references"))),
        releases=row.listed("releases"),
        source=row.span,
        **texts,
    )


def reference(text: str) -> ReferenceText:
    """`SFAS 160 ¶26` as name, number and paragraph; the number is the last word if a digit is in it."""
    work, _, paragraph = (part.strip() for part in text.partition("¶"))
    name, _, number = work.rpartition(" ")
    if name and any(c.isdigit() for c in number):
        return ReferenceText(name.strip(), number, paragraph)
    return ReferenceText(work, "", paragraph)


def _line_item(row: Record) -> LineItem | None:
    path = rows.path(row.needed("path"))
    concept = row.needed("concept")
    if not path or not concept:
        return None
    return LineItem(
        row.needed("table"),
        path,
        concept,
        row.sign("sign"),
        row.pairs("dimensions"),
        row.listed("measures"),
        row.word("at", ("start", "end")),
        row.text("note"),
        row.span,
        row.power("scale"),
    )


def _label_figure(row: Record) -> LabelFigure | None:
    item = rows.path(row.needed("item"))
    concept = row.needed("concept")
    if not item or not concept:
        return None
    words = row.alternatives("words")
    return LabelFigure(item, words, concept, row.sign("sign"), row.pairs("dimensions"), row.span)


def _phrase(row: Record) -> Phrase | None:
    words = row.alternatives("words")
    concepts = row.listed("concept")
    if not words or not concepts:
        row.needed("words")
        row.needed("concept")
        return None
    return Phrase(
        words,
        concepts,
        row.listed("under"),
        row.sign("sign"),
        row.pairs("dimensions"),
        row.listed("measures"),
        bool(row.word("period", ("year",))),
        row.span,
    )


def _table(row: Record) -> TableKind | None:
    name = row.needed("id")
    if not name:
        return None
    return TableKind(
        name,
        row.alternatives("titles"),
        row.needed("role"),
        row.text("percent"),
        row.pairs("dimensions"),
        row.text("note"),
        row.span,
        row.power("scale"),
    )


def _word(row: Record) -> WordRule | None:
    words = row.alternatives("words")
    means = row.needed("means")
    if not words:
        row.needed("words")
    if not words or not means:
        return None
    where = row.choice("where", WordPlace, WordPlace.ANY)
    if means == "ignore":
        return WordRule(where, words, ignore=True, note=row.text("note"), source=row.span)
    if means.startswith("measure:"):
        measure = means.removeprefix("measure:").strip()
        return WordRule(where, words, measure=measure, note=row.text("note"), source=row.span)
    pairs = row.pairs("means")
    if len(pairs) != 1:
        row.tell("profile:bad-value", f"`{means}` is none of `measure:ID`, `Axis=Member`, `ignore`")
        return None
    return WordRule(where, words, dimension=pairs[0], note=row.text("note"), source=row.span)


def _measure(row: Record) -> Measure | None:
    name = row.needed("id")
    if not name:
        return None
    kind = row.word("type", ("percent", "same")) or "percent"
    return Measure(
        name,
        row.needed("name"),
        kind,
        row.needed("label"),
        row.alternatives("words"),
        row.needed("role"),
        row.text("documentation"),
        row.span,
        current=(row.text("period") and row.word("period", ("current", "same"))) == "current",
        against=row.word("against", ("year", "previous", "year_end")),
    )


def _role(row: Record) -> Role | None:
    name = row.needed("id")
    kind = row.word("kind", ("statement", "disclosure"))
    if not name:
        return None
    uri = row.needed("uri").removeprefix("role/")  # which every address of a role has before it anyway
    return Role(name, uri, row.needed("definition"), kind, row.span)


def _presentation(row: Record) -> PresentationRow | None:
    role, concept, depth = row.needed("role"), row.needed("concept"), row.text("depth")
    if not role or not concept:
        return None
    if not (depth.isdecimal() and int(depth)):
        row.tell("profile:bad-value", f"`{depth}` in column `depth` is no whole number from 1")
        return None
    return PresentationRow(role, int(depth), concept, row.word("label", PREFERRED_LABELS), row.span)


PREFERRED_LABELS = ("total", "negated", "negatedTotal", "periodStart", "periodEnd", "terse")


def _calculation(row: Record) -> CalculationRow | None:
    role, total, part, weight = (row.needed(c) for c in ("role", "total", "part", "weight"))
    if not (role and total and part and weight):
        return None
    if weight not in ("1", "-1", "+1"):
        row.tell("profile:bad-value", f"`{weight}` in column `weight` is neither `1` nor `-1`")
        return None
    return CalculationRow(role, total, part, int(weight), row.span)


def _dimension(row: Record) -> DimensionRow | None:
    role, hypercube, axis, domain, member = (row.needed(c) for c in ("role", "hypercube", "axis", "domain", "member"))
    if not (role and hypercube and axis and domain and member):
        return None
    default = bool(row.word("default", ("yes",)))
    return DimensionRow(role, hypercube, axis, domain, member, default, row.text("parent"), row.span)


def _crosswalk(row: Record) -> CrosswalkRow | None:
    concept = row.needed("concept")
    if not concept:
        return None
    relation = row.choice("relation", Relation, Relation.NONE)
    return CrosswalkRow(concept, relation, row.text("us_gaap"), row.sign("sign"), row.text("reason"), row.span)


def _derivation(row: Record) -> Derivation | None:
    concept, text = row.needed("concept"), row.needed("formula")
    if not concept or not text:
        return None
    try:
        formula = parse_formula(text)
    except ValueError as error:
        row.tell("profile:bad-value", f"the formula `{text}`: {error}")
        return None
    measure = concept.removeprefix("measure:").strip() if concept.startswith("measure:") else ""
    dimensions: tuple[tuple[str, str], ...] = ()
    if "[" in concept:
        try:
            meant = parse_formula(concept)
        except ValueError as error:
            row.tell("profile:bad-value", f"the concept `{concept}`: {error}")
            return None
        if not isinstance(meant, Ref) or meant.when or meant.optional:
            row.tell("profile:bad-value", f"`{concept}` is no concept with members in brackets")
            return None
        concept, dimensions = meant.concept, meant.dimensions
    return Derivation("" if measure else concept, measure, formula, text, row.span, dimensions)
