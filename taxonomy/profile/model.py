"""What is known of one issuer, as values: the rows of a profile folder (`taxonomy/profiles/README.md`), parsed.

Reading the files is `read`, judging them `checks`; the taxonomy that follows from them is `taxonomy.derive`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..model import Balance, PeriodType
from ..span import Span
from .issuer import EntityIdentifier, FiscalYear, Issuer, TaxonomyMeta
from .links import CalculationRow, CrosswalkRow, Derivation, DimensionRow, PresentationRow, Role

Pair = tuple[str, str]
"""An axis and a member, by local name."""

Path = tuple[tuple[str, ...], ...]
"""The labels from the outermost to the row's own, each with its alternatives as printed."""


class ConceptType(StrEnum):
    """The `type` column of `concepts.csv`."""

    MONETARY = "monetary"
    SHARES = "shares"
    PER_SHARE = "perShare"
    PERCENT = "percent"
    PURE = "pure"
    INTEGER = "integer"
    DECIMAL = "decimal"
    STRING = "string"
    DOMAIN = "domain"
    ABSTRACT = "abstract"
    HYPERCUBE = "hypercube"
    DIMENSION = "dimension"

    @property
    def reportable(self) -> bool:
        """Whether facts of such a concept exist (domain members, headings and dimensional concepts have none)."""
        return self not in (self.DOMAIN, self.ABSTRACT, self.HYPERCUBE, self.DIMENSION)

    @property
    def numeric(self) -> bool:
        """Whether its facts are numbers."""
        return self.reportable and self is not self.STRING


@dataclass(frozen=True, slots=True)
class ReferenceText:
    """A reference to the literature: name, number and paragraph, the last two possibly empty."""

    name: str
    number: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ProfileConcept:
    """A row of `concepts.csv`. Label texts are empty where there is none; `label` is the standard label."""

    name: str
    type: ConceptType
    balance: Balance | None
    period: PeriodType
    label: str
    terse: str = ""
    total: str = ""
    negated: str = ""
    period_start: str = ""
    period_end: str = ""
    documentation: str = ""
    references: tuple[ReferenceText, ...] = ()
    releases: tuple[str, ...] = ()
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class LineItem:
    """A row of `line_items.csv`: a label as printed, and the concept it is.

    `table` is a table id or `*`; `sign` is -1 where the print is the negative of the concept's value, else 1;
    `at` is `start` or `end` where a column of a period shows the balance before it or at its end, else empty;
    `scale` is the power of ten that the figures are printed in, where the release does not say it.
    """

    table: str
    path: Path
    concept: str
    sign: int = 1
    dimensions: tuple[Pair, ...] = ()
    measures: tuple[str, ...] = ()
    at: str = ""
    note: str = ""
    source: Span | None = None
    scale: int | None = None

    @property
    def label(self) -> tuple[str, ...]:
        """The alternatives of the row's own label."""
        return self.path[-1]

    @property
    def parents(self) -> Path:
        """The labels above it, outermost first."""
        return self.path[:-1]


@dataclass(frozen=True, slots=True)
class LabelFigure:
    """A row of `label_figures.csv`: a figure printed inside the label of `item`, found by the `words` beside it."""

    item: Path
    words: tuple[str, ...]
    concept: str
    sign: int = 1
    dimensions: tuple[Pair, ...] = ()
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of `phrases.csv`: words of running text that name the figure of one concept, or of several in turn.

    `#` in `words` is the place of the figure. `under` are concepts, one of which the text must be about. `year` tells
    that the figure is for the fiscal year that the period named lies in.
    """

    words: tuple[str, ...]
    concepts: tuple[str, ...]
    under: tuple[str, ...] = ()
    sign: int = 1
    dimensions: tuple[Pair, ...] = ()
    measures: tuple[str, ...] = ()
    year: bool = False
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class TableKind:
    """A row of `tables.csv`. `percent` is the measure of a percent column that says no more than `%`, or empty.

    `scale` is the power of ten of its amounts of money, where the release does not say it.
    """

    id: str
    titles: tuple[str, ...]
    role: str
    percent: str = ""
    dimensions: tuple[Pair, ...] = ()
    note: str = ""
    source: Span | None = None
    scale: int | None = None


class WordPlace(StrEnum):
    """Where the words of a `words.csv` row are looked for."""

    ROW = "row"
    COLUMN = "column"
    TITLE = "title"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class WordRule:
    """A row of `words.csv`: what words mean: a measure, a dimension's member or nothing (`ignore`)."""

    where: WordPlace
    words: tuple[str, ...]
    measure: str = ""
    dimension: Pair | None = None
    ignore: bool = False
    note: str = ""
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of `measures.csv`: a derived column. `type` is `percent` or `same`; `name`, `label`, `documentation`
    are patterns in which `{}` stands for the base concept's name or label; `current` if a column of the measure without
    a period of its own is for the latest period of its row (a change), else it is for that of the column before it.
    `against` says what a change told in prose is from: `year` (a year before), `previous` (the period before, as long),
    `year_end` (the end of the last fiscal year); empty for what is no change."""

    id: str
    name: str
    type: str
    label: str
    words: tuple[str, ...] = ()
    role: str = ""
    documentation: str = ""
    source: Span | None = None
    current: bool = False
    against: str = ""

    def concept(self, base: str) -> str:
        """The local name of the concept derived from the concept `base`."""
        return self.name.replace("{}", base)

    def of(self, base: ProfileConcept) -> ProfileConcept:
        """The concept derived from `base`: its period type and, for `same`, its type; never a balance.

        A change may go either way whatever the balance of what changes (XBRL 2.1 section 5.1.1.2 asks a balance only
        where debit or credit is meant).
        """
        return ProfileConcept(
            self.concept(base.name),
            ConceptType.PERCENT if self.type == "percent" else base.type,
            None,
            base.period,
            self.label.replace("{}", base.label),
            documentation=self.documentation.replace("{}", base.label),
            source=base.source,
        )

    @property
    def heading(self) -> str:
        """The local name of the heading that the derived concepts are presented under."""
        return self.name.replace("{}", "") + "Abstract"

    @property
    def heading_label(self) -> str:
        """The standard label of that heading."""
        text = " ".join(self.label.replace("{}", " ").split()).strip(" ,;:-–—()")
        return f"{text[:1].upper()}{text[1:]} [Abstract]"


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is known of one issuer. Concepts, tables, measures and roles are by name or id, in file order."""

    issuer: Issuer
    entity: EntityIdentifier
    fiscal_year: FiscalYear
    taxonomy: TaxonomyMeta
    units: Mapping[str, str] = field(default_factory=dict)
    concepts: Mapping[str, ProfileConcept] = field(default_factory=dict)
    line_items: tuple[LineItem, ...] = ()
    label_figures: tuple[LabelFigure, ...] = ()
    tables: Mapping[str, TableKind] = field(default_factory=dict)
    words: tuple[WordRule, ...] = ()
    measures: Mapping[str, Measure] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    presentation: tuple[PresentationRow, ...] = ()
    calculation: tuple[CalculationRow, ...] = ()
    dimensions: tuple[DimensionRow, ...] = ()
    crosswalk: tuple[CrosswalkRow, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    @property
    def namespace(self) -> str:
        """The namespace of the issuer's concepts on the profile's own base address."""
        return self.namespace_on(self.taxonomy.base)

    def relations(self) -> dict[str, CrosswalkRow]:
        """The first crosswalk row of each concept that has one."""
        rows: dict[str, CrosswalkRow] = {}
        for row in self.crosswalk:
            rows.setdefault(row.concept, row)
        return rows

    def namespace_on(self, base: str) -> str:
        """The namespace of the issuer's concepts on another base address."""
        return base.rstrip("/") + "/" + self.issuer.path.strip("/")

    def defaults(self) -> dict[str, str]:
        """The default member of each axis that has one; a default is never reported (Dimensions 1.0 section 2.7.1)."""
        return {row.axis: row.member for row in self.dimensions if row.default}

    def derived(self) -> dict[str, tuple[Measure, ProfileConcept]]:
        """The concepts that measures make of line items: measure and base by derived name, in the order of both files.

        A phrase may tell of a measure as of a line item (an equity ratio is equity as a share of assets) and of changes
        of it: then the base is itself derived, and stands after all that are not. Measures and concepts that the
        profile does not define are passed over (`checks` tells them).
        """
        asked: dict[str, set[str]] = {}
        for item in self.line_items:
            asked.setdefault(item.concept, set()).update(item.measures)
        for phrase in self.phrases:
            for concept in phrase.concepts:
                asked.setdefault(concept, set()).update(phrase.measures)
        once = self._measured(self.concepts.values(), asked)
        return once | self._measured([measure.of(base) for measure, base in once.values()], asked)

    def _measured(
        self, bases: Iterable[ProfileConcept], asked: Mapping[str, Collection[str]]
    ) -> dict[str, tuple[Measure, ProfileConcept]]:
        wanted = [base for base in bases if base.name in asked]
        return {
            measure.concept(base.name): (measure, base)
            for measure in self.measures.values()
            for base in wanted
            if measure.id in asked[base.name]
        }

    def told(self) -> dict[str, ProfileConcept]:
        """The concepts that a phrase of running text may name: those listed, and those that measures make of them."""
        return {**self.concepts, **{name: measure.of(base) for name, (measure, base) in self.derived().items()}}
