"""What binding makes of a document: every mark with its aspects settled and the reasons, or with the reason why not.

How a binding is found is in `table`, `labels` and `prose`; how bindings become facts is in `facts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ...taxonomy.qname import QName
from ..document import Mark
from ..report import Period, Unit, shown_levels, shown_path

Dimensions = tuple[tuple[QName, QName], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands in the document, in words: table number (None outside tables), labels of row and column.

    `labels` are the row's own label and, before it, those that it stands under (for running text the words of the
    subject); `headers` the levels of the column's header, the outermost first.
    """

    table: int | None = None
    labels: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """The labels as they are shown."""
        return shown_path(self.labels)

    @property
    def column(self) -> str:
        """The headers as they are shown."""
        return shown_levels(self.headers)


class Remark(StrEnum):
    """What is particular about a binding of running text; the values are told as its reason.

    `OWN_DATE`: the release compares a figure with itself, a slip. `AGREES`: the sentence is of no known form.
    """

    OWN_DATE = "the date that it is compared with is its own; the line item has one change only that the text tells of"
    AGREES = "agrees with the other figures of the release, and no other line item named near it does"


@dataclass(frozen=True, slots=True)
class Binding:
    """A mark with its aspects settled.

    `printed` is the signed number as printed in base units, `value` the same with the concept's own sign; both are
    None for a nil mark. `decimals` is None for a figure printed in full (INF). `why` has one line per aspect.
    """

    mark: Mark
    place: Place
    concept: QName
    period: Period
    unit: Unit
    dimensions: Dimensions
    printed: Decimal | None
    value: Decimal | None
    decimals: int | None
    why: tuple[str, ...]
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A mark that is no fact, with the reason (`date`, `footnote`, `unbound`, …) and what led to it.

    `meant` is the concept that its words mean, where the figures of the tables speak against it.
    """

    mark: Mark
    place: Place
    reason: str
    why: tuple[str, ...] = ()
    meant: str = ""


Outcome = Binding | Exclusion
