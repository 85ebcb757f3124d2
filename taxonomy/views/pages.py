"""Pages that are read in a browser without a network: the whole taxonomy, and the crosswalk line by line.

What stands on a page is settled here; how it is laid out is the templates' matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ... import templates
from .. import names
from ..model import Concept, Reference
from ..official import official_concepts
from ..qname import QName
from ..quality.subject import Subject, tail
from .crosswalk import crosswalk_lines
from .tree import Statement, UsGaap, kind_of, label_of, statements, us_gaap

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SHOWN_BELOW = (names.LABEL, names.DOCUMENTATION)


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept as the taxonomy's page tells it; `labels` are kind and text besides the standard label."""

    anchor: str
    concept: Concept
    label: str
    kind: str
    documentation: str
    labels: tuple[tuple[str, str], ...]
    references: tuple[str, ...]
    releases: tuple[str, ...]
    statements: tuple[Statement, ...]
    us_gaap: UsGaap | None


def taxonomy_page(subject: Subject) -> str:
    """The taxonomy as one HTML page: every statement as a tree, every concept with all that is said of it."""
    trees = statements(subject)
    shown: dict[QName, dict[str, Statement]] = {}
    for statement in trees:
        for row in statement.rows:
            shown.setdefault(row.name, {})[statement.uri] = statement
    relations = us_gaap(subject)
    concepts = [
        _entry(subject, name, concept, tuple(shown.get(name, {}).values()), relations.get(name))
        for name, concept in subject.used.items()
        if name in subject.own or name in shown
    ]
    concepts.sort(key=lambda entry: (entry.label.casefold(), entry.anchor))
    title, version, description = _title(subject)
    return templates.render(
        "pages/taxonomy.html.j2",
        pieces=_WORD.split,
        title=title,
        version=version,
        description=description,
        namespace=subject.profile.namespace if subject.profile else "",
        statements=trees,
        anchors={statement.uri: f"s-{n}" for n, statement in enumerate(trees, 1)},
        concept_anchor={name: _anchor(subject, name) for name in subject.used},
        concepts=concepts,
        counts=(
            ("concepts", len(subject.own)),
            ("with facts", sum(not concept.abstract for concept in subject.own.values())),
            ("statements and disclosures", len(trees)),
            ("summations", sum(len(sums) for sums in subject.totals.values())),
            ("related to US-GAAP", sum(bool(relation.concept) for relation in relations.values())),
        ),
    )


def crosswalk_page(subject: Subject) -> str:
    """The crosswalk as one HTML page: a row for each line item. Raises `ValueError` for a subject without a profile."""
    profile = subject.profile
    if profile is None:
        raise ValueError(f"{subject.name} has no crosswalk: only a profile has one")
    lines = crosswalk_lines(profile)
    title, version, _ = _title(subject)
    relations = [
        (word, sum(line.relation == word for line in lines)) for word in ("exact", "narrower", "wider", "none")
    ]
    return templates.render(
        "pages/crosswalk.html.j2",
        pieces=_WORD.split,
        title=title,
        version=version,
        lines=lines,
        facts=official_concepts(),
        relations=relations,
        concepts=len({line.concept for line in lines}),
        releases=sorted({release for line in lines for release in line.releases}),
        tables=list(dict.fromkeys(line.table for line in lines)),
    )


def _title(subject: Subject) -> tuple[str, str, str]:
    if subject.profile is None:
        return subject.name, "", ""
    meta = subject.profile.taxonomy
    return meta.title, meta.version, meta.description


def _cited(reference: Reference) -> str:
    """A reference as it is cited: `SFAS 95 ¶7`."""
    return " ".join(f"¶{text}" if part.local == "Paragraph" else text for part, text in reference.parts)


def _anchor(subject: Subject, name: QName) -> str:
    return f"c-{name.local}" if name in subject.own else f"c-{subject.show(name).strip('`').replace(':', '-')}"


def _entry(
    subject: Subject, name: QName, concept: Concept, shown: tuple[Statement, ...], relation: UsGaap | None
) -> Entry:
    row = subject.profile.concepts.get(name.local) if subject.profile else None
    return Entry(
        _anchor(subject, name),
        concept,
        label_of(concept),
        kind_of(concept),
        concept.label(names.DOCUMENTATION) or "",
        tuple(
            (tail(lab.role).removesuffix("Label"), lab.text) for lab in concept.labels if lab.role not in _SHOWN_BELOW
        ),
        tuple(map(_cited, concept.references)),
        row.releases if row else (),
        shown,
        relation,
    )
