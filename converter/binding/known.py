"""All that the profile knows, indexed once for a run: items, kinds of table, words, concepts, calendar, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ...taxonomy.profile import Measure, Pair, Profile, ProfileConcept
from ...taxonomy.profile.weeks import period_ends
from ...taxonomy.qname import QName
from ..language.fold import fold
from ..language.periods import FiscalCalendar
from .items import ItemIndex
from .kinds import KindIndex
from .meaning import Vocabulary
from .model import Dimensions


class Known:
    """A profile in the form the binder asks it; `namespace` is that of the issuer's concepts.

    One that does not `advise` names no line items near to a label that none reads. `vocabulary` is that of a profile
    with the same words and measures, if there is one already.
    """

    def __init__(
        self, profile: Profile, namespace: str, *, advise: bool = True, vocabulary: Vocabulary | None = None
    ) -> None:
        self.profile = profile
        self.advise = advise
        self.namespace = namespace
        self.items = ItemIndex(profile)
        self.kinds = KindIndex(profile, self.items)
        self.vocabulary = vocabulary or Vocabulary(profile)
        year = profile.fiscal_year
        self.calendar = FiscalCalendar(year.start_month, year.named_by.value, year.weeks)
        self.period_ends = frozenset(year.period_ends)
        self.likely_ends = period_ends(year.ends)

    @property
    def concepts(self) -> Mapping[str, ProfileConcept]:
        """The profile's concepts by local name."""
        return self.profile.concepts

    @cached_property
    def told(self) -> Mapping[str, ProfileConcept]:
        """The concepts that running text may speak of, those that measures make of others included."""
        return self.profile.told()

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The measures by id."""
        return self.profile.measures

    @cached_property
    def units(self) -> dict[str, QName]:
        """The issuer's own units by the word that is printed."""
        return {word: self.name(local) for word, local in self.profile.units.items()}

    @cached_property
    def defaults(self) -> Mapping[str, str]:
        """The default member of each axis, which is never reported (Dimensions 1.0 section 2.7.1)."""
        return {d.axis: d.member for d in self.profile.dimensions if d.default}

    @cached_property
    def _ignored(self) -> frozenset[str]:
        return frozenset(fold(w) for rule in self.profile.words if rule.ignore for w in rule.words)

    def ignorable(self, folded: str) -> bool:
        """Whether the profile says that these words mean nothing."""
        return folded in self._ignored

    def name(self, local: str) -> QName:
        """A name in the issuer's namespace."""
        return QName(self.namespace, local)

    def dimensions(self, pairs: Iterable[Pair]) -> Dimensions:
        """Axis and member names of pairs that are not default, sorted by axis."""
        return tuple(
            (self.name(axis), self.name(member))
            for axis, member in sorted(dict(pairs).items())
            if self.defaults.get(axis) != member
        )
