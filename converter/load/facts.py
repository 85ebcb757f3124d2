"""Facts of an instance, made as the reader meets them: a short way for the form that nearly all have, and the long way.

What is wrong with a fact is told by the long way only. Contexts and units come from the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import XML
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..report import Entity, Fact, Period, Unit
from .model import Beyond, Context
from .syntax import CHECKS, NIL, Raw, completed
from .values import PLAIN_NUMBER, accuracy, decimals_of_precision, number
from .whole import further_content

if TYPE_CHECKING:
    from ...taxonomy.schematypes import Types

Dimensions = tuple[tuple[QName, QName | str], ...]
Quick = Callable[[str, Mapping[str, str], str, int, int], int]
"""Tag, attributes, text, line (1-based) and column (0-based) of a fact outside tuples: `LONG`, `MADE` or `PLAIN`."""

LONG: Final = 0
"""The short way is not for this fact, and nothing was made."""
MADE: Final = 1
"""The fact was made."""
PLAIN: Final = 2
"""The fact was made and is valid by its schema: nothing of it is left to judge there."""

_LANG: Final = f"{XML}}}lang"
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_UNKNOWN: Final = object()


class Aspects(NamedTuple):
    """What facts of one context share; `whole` says that the context holds nothing besides."""

    context: Context
    entity: Entity
    period: Period
    dimensions: Dimensions
    whole: bool


class Waiting(NamedTuple):
    """A fact whose context or unit is still to come: its tag, and the bytes it and the white space after it take."""

    tag: str
    start: int
    end: int


class _Shape(NamedTuple):
    """What facts of one element have in common: `quick` where its schema supplies nothing, `form` by its type."""

    concept: QName
    quick: bool
    form: str | None


class FactMaker:
    """Makes facts out of elements with a `contextRef`; those whose context or unit is still to come wait."""

    def __init__(self, name: str, types: Types | None, findings: list[Finding], names: Callable[[str], QName]):
        self.aspects: dict[str, Aspects] = {}
        self.units: dict[str, Unit] = {}
        self.unmade: set[str] = set()
        self.broken: set[str] = set()
        """The ids of contexts and units that are there and of which it is told what they lack."""
        self.ids: set[str] = set()
        self.facts: list[Fact | Raw] = []
        self.placed: list[str] = []
        self.beyond: dict[str, Beyond] = {}
        self.language: str | None = None
        self._name = name
        self._types = types
        self._findings = findings
        self._names = names
        self._regular: dict[tuple[str, ...], bool] = {}
        self._waiting: dict[int, Waiting] = {}
        self._late = False

    # --- the short way ------------------------------------------------------------------------------------------------

    def quick(self) -> Quick:
        """The short way, for a number with unit and decimals or a text without, whose context and unit are known.

        It is one function over local names because it runs once for each of a million facts.
        """
        shapes: dict[str, _Shape] = {}
        accuracies: dict[str, int | None] = {}
        aspects_of, units, ids = self.aspects, self.units, self.ids
        append, place, name = self.facts.append, self.placed.append, self._name
        is_number, is_identifier, unknown = PLAIN_NUMBER.fullmatch, _IDENTIFIER.fullmatch, _UNKNOWN
        new_span, new_fact = Span, Fact

        def quick(tag: str, attributes: Mapping[str, str], text: str, line: int, column: int) -> int:
            shape = shapes.get(tag)
            if shape is None:
                shape = shapes[tag] = self._shape(tag)
            concept, simple, form = shape
            get = attributes.get
            aspects = aspects_of.get(get("contextRef", ""))
            if aspects is None or not simple:
                return LONG
            context, entity, period, dimensions, whole = aspects
            given = get("id")
            rest = len(attributes) if given is None else len(attributes) - 1
            unit_ref = get("unitRef")
            value: Decimal | str
            if unit_ref is not None:
                unit = units.get(unit_ref)
                written = get("decimals")
                if unit is None or written is None or rest != 3 or is_number(text) is None:
                    return LONG
                decimals = accuracies.get(written, unknown)
                if decimals is unknown:
                    if written.strip() != written:  # `INF` of the schema has no space around it
                        return LONG
                    try:
                        decimals = accuracies[written] = accuracy(written)
                    except ValueError:
                        return LONG
                value, language, plain = Decimal(text), None, form == "number"
            elif rest == 1:
                unit, decimals, value, language, plain = None, None, text, self.language, form == "text" and text != ""
            else:
                return LONG
            if not whole:
                return LONG
            if given is None:
                identifier = f"_{line}.{column + 1}"
            elif given in ids:
                return LONG
            else:
                identifier = given
                ids.add(given)
                plain = plain and is_identifier(given) is not None
            place(context.id)
            append(
                new_fact(
                    identifier, concept, value, period, unit, entity, decimals, dimensions, language,  # type: ignore[arg-type]
                    (new_span(name, line, column + 1),),
                )
            )  # fmt: skip
            return PLAIN if plain else MADE

        return quick

    def _shape(self, tag: str) -> _Shape:
        concept = self._names(tag)
        if self._types is None:
            return _Shape(concept, True, None)
        quick = self._types.supplied(concept) is None
        return _Shape(concept, quick, self._types.plain_form(concept) if quick else None)

    # --- the long way -------------------------------------------------------------------------------------------------

    def take(self, raw: Raw, waiting: Waiting | None = None) -> bool:
        """Make the fact, or keep it until its context and unit are there; whether it is kept.

        `waiting` is for a fact that may yet go the short way.
        """
        attributes = raw.attributes
        unit = attributes.get("unitRef")
        if attributes["contextRef"] in self.aspects and (unit is None or unit in self.units):
            self._make(raw)
            return False
        if waiting is not None:
            self._waiting[len(self.facts)] = waiting
        self.facts.append(raw)  # its context or unit may yet come
        self.placed.append("")
        self._late = True
        return True

    def _make(self, raw: Raw) -> None:
        supplied = self._types.supplied(raw.concept) if self._types is not None else None
        if supplied is not None:
            raw = completed(raw, supplied.attributes, supplied.text)
        self.claim(raw.attributes.get("id"), raw.line, raw.column)
        fact = self._fact(raw)
        if fact is None:
            self.unmade.add(raw.attributes.get("id", ""))
            return
        self.facts.append(fact)
        self.placed.append(raw.attributes["contextRef"])

    def claim(self, identifier: str | None, line: int, column: int) -> None:
        """Note an id and tell of one that is there already (XML 1.0 section 3.3.1)."""
        if identifier is None:
            return
        if identifier in self.ids:
            source = Span(self._name, line, column + 1)
            self._findings.append(finding("load:duplicate-id", f"The id {identifier} is given twice.", source=source))
        self.ids.add(identifier)

    def end_waiting(self, end: int) -> None:
        """The last fact that waits ends before this byte."""
        number, waiting = self._waiting.popitem()
        self._waiting[number] = waiting._replace(end=end)

    def all(self, quick: Quick) -> tuple[tuple[Fact, ...], list[tuple[int, int]]]:
        """All facts in order, once the instance is at its end, and the bytes of those that waited and are `PLAIN`.

        What is wrong with those that waited is told only now.
        """
        plain: list[tuple[int, int]] = []
        if self._late:
            met = list(zip(self.facts, self.placed, strict=True))
            self.facts.clear()
            self.placed.clear()
            for number, (each, context) in enumerate(met):
                if not isinstance(each, Raw):
                    self.facts.append(each)
                    self.placed.append(context)
                    continue
                waiting = self._waiting.get(number)
                made = quick(waiting.tag, each.attributes, each.text, each.line, each.column) if waiting else LONG
                if made == LONG:
                    self._make(each)
                elif made == PLAIN and waiting is not None:
                    plain.append((waiting.start, waiting.end))
        return tuple(self.facts), plain  # type: ignore[arg-type]

    def _fact(self, raw: Raw) -> Fact | None:
        """The fact, or None where it has no context or unit; what is wrong with it is told."""
        attributes = raw.attributes
        unit_id = attributes.get("unitRef")
        aspects = self.aspects.get(attributes["contextRef"])
        unit = None if unit_id is None else self.units.get(unit_id)
        span = Span(self._name, raw.line, raw.column + 1)
        resolved = aspects is not None and (unit_id is None or unit is not None)
        regular = self._is_regular(attributes)
        if raw.fraction or not resolved or not regular:
            for check in CHECKS:
                there = aspects is not None or attributes["contextRef"] in self.broken
                told = check(raw, span, there, unit_id is None or unit is not None or unit_id in self.broken)
                if told is not None:
                    self._findings.append(told)
        if aspects is None or not resolved:
            return None
        value: Decimal | str | None = raw.text
        decimals: int | None = None
        unknown = False
        if not regular and raw.nil:
            value = None
        elif unit is not None and not raw.fraction:
            value, decimals, unknown = self._amount(raw, span)
        identifier = attributes.get("id") or f"_{raw.line}.{raw.column + 1}"
        if raw.tuples or unknown or not aspects.whole:
            self.beyond[identifier] = Beyond(raw.tuples, further_content(aspects.context), unknown)
        return Fact(
            identifier,
            raw.concept,
            value,
            aspects.period,
            unit,
            aspects.entity,
            decimals,
            aspects.dimensions,
            attributes.get(_LANG, self.language) if unit is None else None,
            (span,),
        )

    def _is_regular(self, attributes: Mapping[str, str]) -> bool:
        """Whether the attributes are such that every check passes: nearly all facts have one of few sets of them."""
        names = tuple(attributes)
        known = self._regular.get(names)
        if known is None:
            accurate = "decimals" in names and "precision" not in names
            plain = "decimals" not in names and "precision" not in names
            known = NIL not in names and (accurate if "unitRef" in names else plain)
            self._regular[names] = known
        return known

    def _amount(self, raw: Raw, span: Span) -> tuple[Decimal | str, int | None, bool]:
        """Value, decimals and whether the accuracy is unknown; a text that is no number stays a text, told."""
        attributes = raw.attributes
        value: Decimal | str
        try:
            value = number(raw.text)
        except ValueError:
            shown = raw.text.strip()[:40]
            message = f"The fact {raw.concept.local} has a unit, but its value is no number: {shown!r}."
            self._findings.append(finding("load:not-a-number", message, source=span))
            value = raw.text
        written = attributes.get("decimals")
        precise = attributes.get("precision")
        try:
            if written is not None:
                return value, accuracy(written), False
            precision = None if precise is None else accuracy(precise)
        except ValueError as problem:
            kind, code = ("decimals", "xbrl.4.6.5:decimals") if written else ("precision", "xbrl.4.6.4:precision")
            message = f"The {kind} of the fact {raw.concept.local} is {problem}."
            self._findings.append(finding(code, message, source=span))
            return value, None, False
        if precision is None or isinstance(value, str):
            return value, None, False
        if precision <= 0:
            return value, None, True
        return value, decimals_of_precision(value, precision), False
