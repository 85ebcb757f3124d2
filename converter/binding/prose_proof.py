"""Whether a figure of running text may stand as a fact: somebody has told how the text speaks, or a table prints it.

The label of a row is no sentence. Where a profile has labels but no phrases, as a draft, nobody has said which words
of the text are a line item, and what stands beside them (a segment, a subsidiary, `pro forma`) may make them another:
then only a table with the same figure is proof. Reading the sentence is left to `prose_tell` and `prose_loose`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...taxonomy.profile import Measure
from .known import Known
from .model import Binding
from .problem import Problem, Unsettled
from .prose_agree import Printed

DIGITS = 2
"""Significant digits from which on a figure hardly equals that of a table by chance."""

_SHORT = "it has {} digit, by which it could be another figure than the table's"
_ALONE = "no phrase of the profile tells what “{}” is in running text, and no table prints this figure of it"
_TWICE = "the tables print this figure for several periods, so that it proves none"
_AGAINST = "the tables print another figure for {} of the same period"


@dataclass(frozen=True, slots=True)
class _Base:
    """The line item that a concept is, or that it is a measure of."""

    concept: str
    measure: Measure | None = None


class Proof:
    """What a profile and the tables of a release prove of the figures of its running text."""

    def __init__(self, known: Known, tables: Printed) -> None:
        self._known = known
        self._tables = tables
        self.phrased = bool(known.profile.phrases)
        self._bases = _bases(known)

    def held(self, binding: Binding) -> Binding | Unsettled:
        """A binding of running text if it is proved, else its figure as unsettled."""
        problem = self._problem(binding)
        return binding if problem is None else Unsettled(binding.mark, binding.place, problem)

    def _problem(self, binding: Binding) -> Problem | None:
        if self.phrased:
            return None
        base = self._bases.get(binding.concept.local, _Base(binding.concept.local))
        same = base.measure is None or base.measure.type == "same"
        name = self._known.name(base.concept)
        agrees = self._tables.agrees(binding, base.measure, name, binding.unit if same else None)
        near = (base.concept,)
        if agrees is False:
            return Problem(_AGAINST.format(base.concept), near, meant=base.concept)
        if not agrees:
            return Problem(_ALONE.format(binding.place.row), near)
        if self._tables.elsewhere(binding):
            return Problem(_TWICE, near)
        digits = len(binding.mark.value.as_tuple().digits) if binding.mark.value is not None else 0
        return Problem(_SHORT.format(digits), near) if digits < DIGITS else None


def _bases(known: Known) -> Mapping[str, _Base]:
    """The line item that each concept made by a measure is of."""
    return {m.concept(c): _Base(c, m) for c in known.told for m in known.measures.values()}
