"""Whether the rows of a profile agree with one another: names, references, labels, crosswalk and what is used nowhere.

The networks (presentation, calculation, dimensions) are judged in `networks`; single cells by `read`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ..finding import Finding, finding
from ..span import Span
from . import networks
from .formulas import ALL, BASE, refs
from .links import Relation
from .model import ConceptType, Pair, Path, Profile
from .settings import URI_PART

Check = Callable[[Profile], Iterator[Finding]]

_LC3 = re.compile(r"[A-Z][A-Za-z0-9]*")


def check_profile(profile: Profile) -> tuple[Finding, ...]:
    """All that is wrong between the rows of a profile, check by check."""
    return tuple(found for check in CHECKS for found in check(profile))


def check_names(profile: Profile) -> Iterator[Finding]:
    """Concept names are LC3, role addresses are fit for a URI and apart."""
    for concept in profile.concepts.values():
        if not _LC3.fullmatch(concept.name):
            yield finding("profile:bad-name", f"`{concept.name}` is no LC3 name", source=concept.source)
    for role in profile.roles.values():
        if role.uri and not URI_PART.fullmatch(role.uri):
            yield finding("profile:bad-name", f"`{role.uri}` cannot stand in a URI", source=role.source)
    # The address `Crosswalk` is that of the generated role of crosswalk networks.
    uris: dict[str, str] = {"crosswalk": "Crosswalk"}
    for role in profile.roles.values():
        other = uris.setdefault(role.uri.casefold(), role.id)
        if other != role.id:
            message = f"roles `{other}` and `{role.id}` have the same address `{role.uri}`"
            yield finding("profile:duplicate", message, source=role.source)


def check_generated(profile: Profile) -> Iterator[Finding]:
    """A name that a heading of derived concepts or of a hypercube's line items takes is not another concept's."""
    generated = {row.line_items: "line items of a hypercube" for row in profile.dimensions}
    generated |= {measure.heading: f"heading of measure `{measure.id}`" for measure in profile.measures.values()}
    for name, purpose in generated.items():
        concept = profile.concepts.get(name)
        if concept and concept.type is not ConceptType.ABSTRACT:
            message = f"`{name}` is needed as the {purpose} and is of type `{concept.type}`"
            yield finding("profile:wrong-type", message, source=concept.source)


def check_measures(profile: Profile) -> Iterator[Finding]:
    """A measure's patterns make a name and a label of each base, and none that a listed concept has already."""
    for measure in profile.measures.values():
        for column in ("name", "label"):
            pattern: str = getattr(measure, column)
            if pattern and "{}" not in pattern:
                message = f"`{pattern}` in column `{column}` has no place `{{}}` for the base concept"
                yield finding("profile:bad-value", message, source=measure.source)
    for name, (measure, base) in profile.derived().items():
        if name in profile.concepts:
            message = f"measure `{measure.id}` of `{base.name}` makes `{name}`, which concepts.csv lists"
            yield finding("profile:duplicate", message, source=profile.concepts[name].source)
        if not base.type.numeric:
            message = f"measure `{measure.id}` is asked of `{base.name}`, which is no number"
            yield finding("profile:wrong-type", message, source=base.source)


def check_labels(profile: Profile) -> Iterator[Finding]:
    """No two concepts, derived ones included, have the same standard label."""
    first: dict[str, str] = {}
    labels = [(c.name, c.label, c.source) for c in profile.concepts.values()]
    labels += [(m.heading, m.heading_label, m.source) for m in profile.measures.values()]
    labels += [
        (name, measure.label.replace("{}", base.label), base.source)
        for name, (measure, base) in profile.derived().items()
    ]
    for name, label, source in labels:
        other = first.setdefault(" ".join(label.split()), name)
        if label and other != name:
            message = f"`{name}` has the standard label of `{other}`: {label}"
            yield finding("profile:duplicate-label", message, source=source)


def check_balances(profile: Profile) -> Iterator[Finding]:
    """Only monetary concepts have a balance (XBRL 2.1 section 5.1.1.2)."""
    for concept in profile.concepts.values():
        if concept.balance and concept.type is not ConceptType.MONETARY:
            message = f"`{concept.name}` is of type `{concept.type}` and has a balance"
            yield finding("profile:balance", message, source=concept.source)


def check_concepts_known(profile: Profile) -> Iterator[Finding]:
    """Every concept that a row names is defined, by `concepts.csv` or by a measure."""
    known = {*profile.concepts, *profile.derived()}
    named: list[tuple[str, Span | None]] = []
    named += [(row.concept, row.source) for row in profile.line_items]
    named += [(row.concept, row.source) for row in profile.label_figures]
    named += [(name, row.source) for row in profile.phrases for name in (*row.concepts, *row.under)]
    named += [(row.concept, row.source) for row in profile.presentation]
    named += [(name, row.source) for row in profile.calculation for name in (row.total, row.part)]
    named += [
        (name, row.source)
        for row in profile.dimensions
        for name in (row.hypercube, row.axis, row.domain, row.member, row.parent)
        if name
    ]
    named += [(row.concept, row.source) for row in profile.crosswalk]
    for name, source in named:
        if name not in known:
            yield finding("profile:unknown-concept", f"there is no concept `{name}`", source=source)
    # What binds a cell names a concept; which measure of it is meant, its column says. Text has words for a measure.
    for name, source in _binding(profile):
        if name in known and name not in profile.concepts:
            message = f"`{name}` is a measure of another concept: name that one, and the measure in `measures`"
            yield finding("profile:unknown-concept", message, source=source)


def _binding(profile: Profile) -> Iterator[tuple[str, Span | None]]:
    """The concepts that figures are bound to by rows, each with its place."""
    yield from ((row.concept, row.source) for row in profile.line_items)
    yield from ((row.concept, row.source) for row in profile.label_figures)


def check_ids_known(profile: Profile) -> Iterator[Finding]:
    """Every measure, role and table that a row names is defined."""
    measures: list[tuple[str, Span | None]] = [(m, row.source) for row in profile.line_items for m in row.measures]
    measures += [(m, row.source) for row in profile.phrases for m in row.measures]
    measures += [(row.percent, row.source) for row in profile.tables.values() if row.percent]
    measures += [(row.measure, row.source) for row in profile.words if row.measure]
    yield from _unknown("measure", measures, profile.measures)
    roles: list[tuple[str, Span | None]] = [(row.role, row.source) for row in profile.tables.values()]
    roles += [(row.role, row.source) for row in profile.measures.values()]
    roles += [(row.role, row.source) for row in profile.presentation]
    roles += [(row.role, row.source) for row in profile.calculation]
    roles += [(row.role, row.source) for row in profile.dimensions]
    yield from _unknown("role", [(role, source) for role, source in roles if role], profile.roles)
    tables = [(row.table, row.source) for row in profile.line_items if row.table not in ("", "*")]
    yield from _unknown("table", tables, profile.tables)


def _unknown(kind: str, named: Iterable[tuple[str, Span | None]], known: Iterable[str]) -> Iterator[Finding]:
    defined = set(known)
    for name, source in named:
        if name not in defined:
            yield finding(f"profile:unknown-{kind}", f"there is no {kind} `{name}`", source=source)


def check_members_known(profile: Profile) -> Iterator[Finding]:
    """Every `Axis=Member` pair stands in a hypercube."""
    known = {(row.axis, row.member) for row in profile.dimensions}
    pairs: list[tuple[Pair, Span | None]] = []
    pairs += [(pair, row.source) for row in profile.line_items for pair in row.dimensions]
    pairs += [(pair, row.source) for row in profile.label_figures for pair in row.dimensions]
    pairs += [(pair, row.source) for row in profile.phrases for pair in row.dimensions]
    pairs += [(pair, row.source) for row in profile.tables.values() for pair in row.dimensions]
    pairs += [(row.dimension, row.source) for row in profile.words if row.dimension]
    for (axis, member), source in pairs:
        if (axis, member) not in known:
            message = f"no hypercube has the axis `{axis}` with the member `{member}`"
            yield finding("profile:unknown-member", message, source=source)


def check_types(profile: Profile) -> Iterator[Finding]:
    """Line items and label figures are bound to concepts that have facts."""
    for name, source in _binding(profile):
        concept = profile.concepts.get(name)
        if concept and not concept.type.reportable:
            message = f"`{name}` is of type `{concept.type}`, of which there are no facts"
            yield finding("profile:wrong-type", message, source=source)


def folded(path: Path) -> Iterator[tuple[str, ...]]:
    """Every way to read a path, one alternative a step, without case and surplus white space."""
    ways: list[tuple[str, ...]] = [()]
    for step in path:
        ways = [(*way, " ".join(text.casefold().split())) for way in ways for text in step]
    yield from ways


def check_items(profile: Profile) -> Iterator[Finding]:
    """A path means one thing within a table; a label figure belongs to a line item."""
    first: dict[tuple[str, ...], tuple[object, Span | None]] = {}
    for item in profile.line_items:
        meaning = (item.concept, item.sign, item.dimensions, item.measures, item.at)
        for way in set(folded(item.path)):
            other, place = first.setdefault((item.table, *way), (meaning, item.source))
            if place == item.source:
                continue
            shown = " > ".join(way)
            also = (place,) if place else ()
            if other == meaning:
                message = f"the line item `{shown}` stands a second time"
                yield finding("profile:duplicate", message, source=item.source, also=also)
            else:
                message = f"the line item `{shown}` of table `{item.table}` means two different things"
                yield finding("profile:ambiguous", message, source=item.source, also=also)
    paths = {way for item in profile.line_items for way in folded(item.path)}
    for figure in profile.label_figures:
        for way in folded(figure.item):
            if way not in paths:
                shown = " > ".join(way)
                yield finding("profile:unknown-item", f"no line item has the path `{shown}`", source=figure.source)


def check_words(profile: Profile) -> Iterator[Finding]:
    """The same words in the same place mean one thing."""
    first: dict[tuple[str, str], tuple[object, Span | None]] = {}
    for rule in profile.words:
        meaning = (rule.measure, rule.dimension, rule.ignore)
        for words in {" ".join(text.casefold().split()) for text in rule.words}:
            other, place = first.setdefault((rule.where, words), (meaning, rule.source))
            if other != meaning:
                also = (place,) if place else ()
                message = f"`{words}` means two different things in place `{rule.where}`"
                yield finding("profile:ambiguous", message, source=rule.source, also=also)


def check_crosswalk(profile: Profile) -> Iterator[Finding]:
    """Every concept that has facts has a row; a row has its target, `none` its reason."""
    related = {row.concept for row in profile.crosswalk}
    for concept in profile.concepts.values():
        if concept.type.reportable and concept.name not in related:
            message = f"`{concept.name}` has no row in crosswalk.csv"
            yield finding("profile:no-crosswalk", message, source=concept.source)
    seen: set[tuple[str, str]] = set()
    for row in profile.crosswalk:
        none = row.relation is Relation.NONE
        if none and row.us_gaap:
            message = f"`{row.concept}` has relation `none` and the US-GAAP concept `{row.us_gaap}`"
            yield finding("profile:crosswalk-target", message, source=row.source)
        elif not none and not row.us_gaap:
            message = f"`{row.concept}` has relation `{row.relation}` and no US-GAAP concept"
            yield finding("profile:crosswalk-target", message, source=row.source)
        if none and not row.reason:
            message = f"`{row.concept}` has relation `none` and no reason"
            yield finding("profile:crosswalk-target", message, source=row.source)
        if (row.concept, row.us_gaap) in seen:
            yield finding("profile:duplicate", f"`{row.concept}` stands a second time", source=row.source)
        seen.add((row.concept, row.us_gaap))


def check_used(profile: Profile) -> Iterator[Finding]:
    """What has facts is bound and presented; headings, members, tables, measures and roles are used."""
    bound = {row.concept for row in profile.line_items} | {row.concept for row in profile.label_figures}
    bound |= {name for row in profile.phrases for name in row.concepts}
    presented = {row.concept for row in profile.presentation}
    dimensional = {
        name for row in profile.dimensions for name in (row.hypercube, row.axis, row.domain, row.member, row.parent)
    }
    for concept in profile.concepts.values():
        name, source = concept.name, concept.source
        if concept.type.reportable:
            if name not in bound:
                yield finding("profile:no-line-item", f"no line item is bound to `{name}`", source=source)
            if name not in presented:
                yield finding("profile:not-presented", f"`{name}` stands in no presentation", source=source)
        elif name not in presented and name not in dimensional:
            yield finding("profile:unused", f"`{name}` stands in no network", source=source)
    tables = {row.table for row in profile.line_items}
    if "*" in tables:  # such items are bound in every kind, which its title tells
        tables |= {table.id for table in profile.tables.values() if table.titles}
    measures = {name for row in profile.line_items for name in row.measures}
    measures |= {name for row in profile.phrases for name in row.measures}
    roles = {row.role for row in profile.presentation} | {m.role for m in profile.measures.values()}
    for kind, defined, used in (
        ("table", profile.tables, tables),
        ("measure", profile.measures, measures),
        ("role", profile.roles, roles),
    ):
        for name, row in defined.items():
            if name not in used:
                message = f"{kind} `{name}` is used nowhere" if kind != "role" else f"role `{name}` presents nothing"
                yield finding("profile:unused", message, source=row.source)


def check_derivations(profile: Profile) -> Iterator[Finding]:
    """What a figure is derived from is known: concepts, measures, axes and members."""
    known = {*profile.concepts, *profile.derived()}
    members = {(row.axis, row.member) for row in profile.dimensions}
    axes = {axis for axis, _ in members}
    for row in profile.derivations:
        if row.measure and row.measure not in profile.measures:
            yield finding("profile:unknown-measure", f"there is no measure `{row.measure}`", source=row.source)
        named = [ref for ref in refs(row.formula) if ref.concept != BASE or not row.measure]
        for name in dict.fromkeys((*filter(None, (row.concept,)), *(ref.concept for ref in named))):
            if name not in known:
                yield finding("profile:unknown-concept", f"there is no concept `{name}`", source=row.source)
        for axis, member in (*row.dimensions, *(pair for ref in refs(row.formula) for pair in ref.dimensions)):
            if (axis, member) not in members and not (member == ALL and axis in axes):
                yield finding("profile:unknown-member", f"there is no `{axis}={member}`", source=row.source)


CHECKS: tuple[Check, ...] = (
    check_names,
    check_generated,
    check_measures,
    check_labels,
    check_balances,
    check_concepts_known,
    check_ids_known,
    check_members_known,
    check_types,
    check_items,
    check_words,
    check_crosswalk,
    check_used,
    check_derivations,
    networks.check_presentation,
    networks.check_presentation_labels,
    networks.check_calculation,
    networks.check_calculation_circles,
    networks.check_hypercubes,
    networks.check_defaults,
    networks.check_facts_valid,
)
