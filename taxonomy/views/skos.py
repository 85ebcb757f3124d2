"""The crosswalk as SKOS in Turtle: a concept for each of the issuer's that has facts, matched to those of US-GAAP.

An IRI is `namespace#Name`, on both sides. What the issuer's concept is narrower than is its broader match.
"""

from __future__ import annotations

from .. import names
from ..profile.links import Relation
from ..quality.subject import Subject
from .tree import label_of, us_gaap

_MATCH = {
    str(Relation.EXACT): "skos:exactMatch",
    str(Relation.NARROWER): "skos:broadMatch",
    str(Relation.WIDER): "skos:narrowMatch",
}
_TURNED = "The balances are opposite: a value changes its sign."
# Turtle 1.1 section 6.4
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def as_turtle(subject: Subject) -> str:
    """The concepts with facts as a SKOS concept scheme; same taxonomy, same bytes.

    Raises `ValueError` for a subject without a profile, which has no crosswalk.
    """
    profile = subject.profile
    if profile is None:
        raise ValueError(f"{subject.name} has no crosswalk: only a profile has one")
    scheme = f"<{profile.namespace}>"
    relations = us_gaap(subject)
    blocks = [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n",
        _block(
            scheme,
            [
                ("a", "skos:ConceptScheme"),
                ("dct:title", _text(profile.taxonomy.title)),
                ("dct:description", _text(profile.taxonomy.description)),
                ("dct:publisher", f'"{profile.taxonomy.publisher.translate(_ESCAPES)}"'),
                ("dct:hasVersion", f'"{profile.taxonomy.version.translate(_ESCAPES)}"'),
            ],
        ),
    ]
    derived = profile.derived()
    for name, concept in subject.own.items():
        if concept.abstract:
            continue
        says = [("a", "skos:Concept"), ("skos:inScheme", scheme), ("skos:prefLabel", _text(label_of(concept)))]
        standard = label_of(concept)
        others = dict.fromkeys(
            label.text
            for label in concept.labels
            if label.role in (names.TERSE_LABEL, names.TOTAL_LABEL) and label.text != standard
        )
        says += [("skos:altLabel", _text(text)) for text in others]
        says += [("skos:definition", _text(lab.text)) for lab in concept.labels if lab.role == names.DOCUMENTATION]
        if name.local in derived:
            says.append(("skos:related", f"<{profile.namespace}#{derived[name.local][1].name}>"))
        relation = relations.get(name)
        if relation is not None:
            if relation.relation in _MATCH:
                says.append((_MATCH[relation.relation], f"<{names.US_GAAP}#{relation.concept}>"))
            says += [("skos:note", _text(note)) for note in (relation.reason, _TURNED * (relation.sign < 0)) if note]
        blocks.append(_block(f"<{profile.namespace}#{name.local}>", says))
    return "\n".join(blocks)


def _block(subject: str, says: list[tuple[str, str]]) -> str:
    return f"{subject} " + " ;\n    ".join(f"{verb} {thing}" for verb, thing in says) + " .\n"


def _text(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"@en'
