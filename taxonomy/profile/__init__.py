"""Issuer profiles: all that is known of one issuer, read from a folder of CSV and one TOML file.

The format is said in `taxonomy/profiles/README.md`; what a profile means as a taxonomy is `taxonomy.derive`.
"""

from .issuer import EntityIdentifier, FiscalYear, Issuer, NamedBy, TaxonomyMeta
from .links import CalculationRow, CrosswalkRow, Derivation, DimensionRow, PresentationRow, Relation, Role
from .model import (
    ConceptType,
    LabelFigure,
    LineItem,
    Measure,
    Pair,
    Path,
    Phrase,
    Profile,
    ProfileConcept,
    ReferenceText,
    TableKind,
    WordPlace,
    WordRule,
)
from .read import ProfileNotFoundError, bundled_profiles, find_profile, load_profile, recognise

__all__ = [
    "CalculationRow",
    "ConceptType",
    "CrosswalkRow",
    "Derivation",
    "DimensionRow",
    "EntityIdentifier",
    "FiscalYear",
    "Issuer",
    "LabelFigure",
    "LineItem",
    "Measure",
    "NamedBy",
    "Pair",
    "Path",
    "Phrase",
    "PresentationRow",
    "Profile",
    "ProfileConcept",
    "ProfileNotFoundError",
    "ReferenceText",
    "Relation",
    "Role",
    "TableKind",
    "TaxonomyMeta",
    "WordPlace",
    "WordRule",
    "bundled_profiles",
    "find_profile",
    "load_profile",
    "recognise",
]
