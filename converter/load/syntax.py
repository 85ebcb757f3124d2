"""What XBRL 2.1 asks of a fact's attributes, checked where they are read: later they are no longer there.

What needs the concept is left to `validate`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import XSI
from ...taxonomy.qname import QName
from ...taxonomy.span import Span

NIL: Final = f"{XSI}}}nil"


class Raw(NamedTuple):
    """A fact as it stands in the instance: `line` 1-based, `column` 0-based."""

    concept: QName
    attributes: Mapping[str, str]
    text: str
    line: int
    column: int
    tuples: tuple[int, ...] = ()
    fraction: bool = False

    @property
    def nil(self) -> bool:
        """Whether the fact says that it is nil."""
        said = self.attributes.get(NIL)
        return said is not None and said.strip() in ("true", "1")


def completed(raw: Raw, attributes: Mapping[str, str], text: str | None) -> Raw:
    """The fact with what its schema supplies: attributes it lacks, text if it is empty (XML Schema part 1)."""
    if text is None or raw.text or raw.nil or raw.fraction:
        text = raw.text
    return raw._replace(attributes={**attributes, **raw.attributes}, text=text)


Check = Callable[[Raw, Span, bool, bool], Finding | None]
"""A fact, its place, whether its context is there, whether its unit is there (or none is named)."""


def context_resolves(raw: Raw, span: Span, context: bool, unit: bool) -> Finding | None:
    """A contextRef names a context of the instance (XBRL 2.1 section 4.6.1)."""
    if context:
        return None
    named = raw.attributes["contextRef"]
    message = f"The fact {raw.concept.local} names a context that is not there or not valid: {named!r}."
    return finding("xbrl.4.6.1:itemContextRef", message, source=span)


def unit_resolves(raw: Raw, span: Span, context: bool, unit: bool) -> Finding | None:
    """A unitRef names a unit of the instance (XBRL 2.1 section 4.6.2)."""
    if unit:
        return None
    message = (
        f"The fact {raw.concept.local} names a unit that is not there or not valid: {raw.attributes['unitRef']!r}."
    )
    return finding("xbrl.4.6.2:unitRef", message, source=span)


def one_accuracy(raw: Raw, span: Span, context: bool, unit: bool) -> Finding | None:
    """Decimals or precision, not both (XBRL 2.1 section 4.6.3)."""
    if "precision" not in raw.attributes or "decimals" not in raw.attributes:
        return None
    message = f"The fact {raw.concept.local} has both decimals and precision."
    return finding("xbrl.4.6.3:bothPrecisionAndDecimals", message, source=span)


def accuracy_fits(raw: Raw, span: Span, context: bool, unit: bool) -> Finding | None:
    """A number has an accuracy; nil, text and a fraction have none (XBRL 2.1 section 4.6.3)."""
    attributes = raw.attributes
    given = "decimals" in attributes or "precision" in attributes
    numeric = "unitRef" in attributes
    if given == (numeric and not raw.fraction and not raw.nil):
        return None
    name = raw.concept.local
    if not given:
        message = f"The fact {name} has a unit but neither decimals nor precision."
        return finding("xbrl.4.6.3:missingPrecisionDecimals", message, source=span)
    if raw.nil:
        message = f"The fact {name} is nil and yet has decimals or precision."
        return finding("xbrl.4.6.3:nilPrecisionDecimals", message, source=span)
    if raw.fraction:
        message = f"The fact {name} is a fraction and yet has decimals or precision."
        return finding("xbrl.4.6.3:fractionPrecisionDecimals", message, source=span)
    message = f"The fact {name} has decimals or precision but no unit."
    return finding("xbrl.4.6.3:extraneousPrecisionDecimals", message, source=span)


CHECKS: Final[tuple[Check, ...]] = (context_resolves, unit_resolves, one_accuracy, accuracy_fits)
