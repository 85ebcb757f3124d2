"""The reader behind `instance`: what the parser meets, put together as contexts, units and facts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, TypeVar

from ...taxonomy.dts.xml import StopScan, not_well_formed
from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import LINK, XBRLDI, XBRLI, XLINK, XML
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..report import Entity, Fact, Period, Report, Unit
from . import nodes
from .footnotes import FootnoteLink, collect
from .model import Beyond, Context, Holder, Instance, Link
from .nodes import Node
from .syntax import CHECKS, NIL, Raw, completed
from .values import accuracy, decimals_of_precision, number
from .whole import further_content, told_apart, used_prefixes

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

    from ...taxonomy.schematypes import SchemaTypes

T = TypeVar("T")
Dimensions = tuple[tuple[QName, QName | str], ...]

_LANG: Final = f"{XML}}}lang"
_HREF: Final = f"{XLINK}}}href"
_ROLE: Final = f"{XLINK}}}role"
_ROOT: Final = f"{XBRLI}}}xbrl"
_CONTEXT: Final = f"{XBRLI}}}context"
_UNIT: Final = f"{XBRLI}}}unit"
_FOOTNOTES: Final = f"{LINK}}}footnoteLink"
_LINKS: Final = {f"{LINK}}}{kind}": kind for kind in ("schemaRef", "linkbaseRef", "roleRef", "arcroleRef")}
_BASE: Final = f"{XML}}}base"
_MEASURE: Final = QName(XBRLI, "measure")
_MAX_DEPTH: Final = 256
_MEMBER: Final = QName(XBRLDI, "explicitMember")


class _Aspects(NamedTuple):
    """What facts of one context share."""

    context: Context
    entity: Entity
    period: Period
    dimensions: Dimensions


class Reader:
    """Handlers for one parse. Modes are handler sets: `top` where facts stand, `fact` in one, `node`, `skip`."""

    def __init__(self, name: str, types: SchemaTypes | None = None) -> None:
        self.name = name
        self._types = types
        self._parser: XMLParserType
        self.findings: list[Finding] = []
        self._text: list[str] = []
        self._names: dict[str, QName] = {}
        self._scope: dict[str, list[str]] = {}
        self._prefixes: dict[str, str] = {}
        self._contexts: dict[str, Context] = {}
        self._aspects: dict[str, _Aspects] = {}
        self._units: dict[str, Unit] = {}
        self._shared: dict[object, object] = {}
        self._links: list[Link] = []
        self._footnotes: list[FootnoteLink] = []
        self._facts: list[Fact | Raw] = []
        self._context_of: dict[str, str] = {}
        self._beyond: dict[str, Beyond] = {}
        self._holders: list[Holder] = []
        self._shapes: dict[tuple[str, ...], bool] = {}
        self._ids: set[str] = set()
        self._language: str | None = None
        self._base = ""
        self._open: tuple[str, dict[str, str], int, int] = ("", {}, 0, 0)
        self._tuples: tuple[int, ...] = ()
        self._depth = 0
        self._stack: list[Node] = []
        self._rooted = False

    def connect(self, parser: XMLParserType) -> None:
        """Make this reader the one that `parser` tells what it meets."""
        self._parser = parser
        parser.StartNamespaceDeclHandler = self._declare
        parser.EndNamespaceDeclHandler = self._undeclare
        parser.CharacterDataHandler = self._text.append
        parser.StartElementHandler = self._root

    # --- where we are -------------------------------------------------------------------------------------------------

    def _here(self) -> Span:
        """The place the parser is at."""
        return Span(self.name, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _too_deep(self) -> NoReturn:
        """No further: what is nested deeper than the other parser allows means harm."""
        self.findings.append(not_well_formed(f"elements are nested more than {_MAX_DEPTH} deep", self._here()))
        raise StopScan

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._scope.setdefault(prefix or "", []).append(uri or "")
        if prefix and uri:
            self._prefixes.setdefault(uri, prefix)

    def _undeclare(self, prefix: str | None) -> None:
        self._scope[prefix or ""].pop()

    def _qname(self, tag: str) -> QName:
        known = self._names.get(tag)
        if known is None:
            namespace, _, local = tag.rpartition("}")
            known = self._names[tag] = QName(namespace, local)
        return known

    def _resolve(self, text: str) -> QName | None:
        """A QName in content: without a prefix it is in the default namespace (XML Schema part 2, 3.2.18)."""
        prefix, colon, local = text.strip().rpartition(":")
        if not local or " " in local:
            return None
        uris = self._scope.get(prefix)
        if uris:
            return self._qname(f"{uris[-1]}}}{local}" if uris[-1] else local)
        return None if colon else self._qname(local)

    def _share(self, thing: T) -> T:
        """One object for all that are equal, so that equality of aspects is mostly identity."""
        return self._shared.setdefault(thing, thing)  # type: ignore[return-value]

    # --- modes --------------------------------------------------------------------------------------------------------

    def _root(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != _ROOT:
            message = f"The document is no XBRL instance: its root is {self._qname(tag).clark}, not xbrli:xbrl."
            self.findings.append(finding("load:wrong-root", message, source=self._here()))
            self._parser.StartElementHandler = None
            self._parser.CharacterDataHandler = None
            return
        self._rooted = True
        self._language = attributes.get(_LANG)
        self._base = attributes.get(_BASE, "")
        self._to_top()

    def _to_top(self) -> None:
        self._parser.StartElementHandler = self._top_start
        self._parser.EndElementHandler = self._top_end

    def _top_start(self, tag: str, attributes: dict[str, str]) -> None:
        parser = self._parser
        if tag in (_CONTEXT, _UNIT):
            self._stack = []
            parser.StartElementHandler, parser.EndElementHandler = self._node_start, self._node_end
            self._node_start(tag, attributes)
        elif tag in _LINKS:
            self._link(_LINKS[tag], attributes)
            self._skip()
        elif tag == _FOOTNOTES:
            self._footnotes.append(collect(parser, self.name, attributes, self._base, self._to_top))
        else:
            self._open = (tag, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber)
            self._text.clear()
            parser.StartElementHandler, parser.EndElementHandler = self._fact_start, self._fact_end

    def _top_end(self, tag: str) -> None:
        """The end of a tuple, or of the instance."""
        self._tuples = self._tuples[:-1]

    def _fact_start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element inside what might be a fact: a tuple, then, or a fraction."""
        holder, outer, line, column = self._open
        if "contextRef" in outer:
            self._stack = [Node(self._qname(holder), outer, Span(self.name, line, column + 1))]
            self._parser.StartElementHandler = self._node_start
            self._parser.EndElementHandler = self._fraction_end
            self._node_start(tag, attributes)
            return
        self._hold(holder, outer, line, column)
        if len(self._tuples) >= _MAX_DEPTH:
            self._too_deep()
        self._tuples = (*self._tuples, len(self._holders))
        self._to_top()
        self._top_start(tag, attributes)

    def _fact_end(self, tag: str) -> None:
        name, attributes, line, column = self._open
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._top_start, self._top_end
        if "contextRef" not in attributes:
            self._hold(name, attributes, line, column)
            return
        text = self._text
        whole = text[0] if len(text) == 1 else "".join(text)
        self._item(Raw(self._qname(name), attributes, whole, line, column, self._tuples))

    def _hold(self, tag: str, attributes: Mapping[str, str], line: int, column: int) -> None:
        """Note what stands where facts stand and has no contextRef."""
        inside = self._tuples[-1] if self._tuples else 0
        self._holders.append(Holder(self._qname(tag), Span(self.name, line, column + 1), attributes.get("id"), inside))
        self._claim(attributes.get("id"), line, column)

    def _fraction_end(self, tag: str) -> None:
        if len(self._stack) > 1:
            self._node_end(tag)
            return
        (node,) = self._stack
        parts = [child.text for child in node.children]
        text = "/".join(parts)
        raw = Raw(node.tag, node.attributes, text, node.span.line, node.span.column - 1, self._tuples, fraction=True)
        self._to_top()
        self._item(raw)

    def _node_start(self, tag: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        if len(self._stack) >= _MAX_DEPTH:
            self._too_deep()
        node = Node(self._qname(tag), attributes, self._here())
        if self._stack:
            self._stack[-1].children.append(node)
        self._stack.append(node)

    def _node_end(self, tag: str) -> None:
        node = self._stack.pop()
        node.pieces.extend(self._text)
        self._text.clear()
        if node.tag == _MEASURE or node.tag == _MEMBER:
            node.name = self._resolve(node.text)
        if "dimension" in node.attributes:
            node.axis = self._resolve(node.attributes["dimension"])
        if self._stack:
            return
        self._to_top()
        identifier = node.attributes.get("id", "")
        self._claim(identifier, node.span.line, node.span.column - 1)
        if tag == _CONTEXT:
            context = nodes.context(node, self.findings.append, self._types)
            if context is not None:
                self._contexts[identifier] = context
                self._aspects[identifier] = self._aspects_of(context)
        else:
            unit = nodes.unit(node, self.findings.append)
            if unit is not None:
                self._units[identifier] = self._share(unit)

    def _skip(self) -> None:
        """Pass over the element that has just begun."""
        self._depth = 1
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._skip_start, self._skip_end

    def _skip_start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1

    def _skip_end(self, tag: str) -> None:
        self._depth -= 1
        if not self._depth:
            self._to_top()

    # --- what is met --------------------------------------------------------------------------------------------------

    def _link(self, kind: str, attributes: dict[str, str]) -> None:
        href = attributes.get(_HREF, "")
        base = attributes.get(_BASE, "") or self._base
        if base and href:
            from urllib.parse import urljoin

            href = urljoin(base, href)
        uri = attributes.get("roleURI") or attributes.get("arcroleURI") or ""
        self._links.append(Link(kind, href, self._here(), uri, attributes.get(_ROLE, "")))

    def _claim(self, identifier: str | None, line: int, column: int) -> None:
        """Note an id and tell of one that is there already (XML 1.0 section 3.3.1)."""
        if identifier is None:
            return
        if identifier in self._ids:
            source = Span(self.name, line, column + 1)
            self.findings.append(finding("load:duplicate-id", f"The id {identifier} is given twice.", source=source))
        self._ids.add(identifier)

    def _aspects_of(self, context: Context) -> _Aspects:
        dimensions: dict[QName, QName | str] = {}
        for dimension in context.dimensions:
            if dimension.axis in dimensions:
                message = f"The context {context.id} gives the dimension {dimension.axis.local} twice."
                code = "xbrldie:RepeatedDimensionInInstanceError"
                self.findings.append(finding(code, message, source=dimension.span))
            dimensions.setdefault(dimension.axis, dimension.member)
        shared = self._share(tuple(sorted(dimensions.items(), key=lambda pair: pair[0])))
        return _Aspects(context, self._share(context.entity), self._share(context.period), shared)

    def _item(self, raw: Raw) -> None:
        supplied = self._types.supplied(raw.concept) if self._types is not None else None
        if supplied is not None:
            raw = completed(raw, supplied.attributes, supplied.text)
        attributes = raw.attributes
        identifier = attributes.get("id")
        if identifier is not None:
            self._claim(identifier, raw.line, raw.column)
        unit = attributes.get("unitRef")
        if attributes["contextRef"] in self._aspects and (unit is None or unit in self._units):
            fact = self._fact(raw)
            if fact is not None:
                self._facts.append(fact)
        else:
            self._facts.append(raw)  # its context or unit may yet come

    def _fact(self, raw: Raw) -> Fact | None:
        """The fact, or None where it has no context or unit; what is wrong with it is told."""
        attributes = raw.attributes
        unit_id = attributes.get("unitRef")
        aspects = self._aspects.get(attributes["contextRef"])
        unit = None if unit_id is None else self._units.get(unit_id)
        span = Span(self.name, raw.line, raw.column + 1)
        resolved = aspects is not None and (unit_id is None or unit is not None)
        regular = self._regular(attributes)
        if raw.fraction or not resolved or not regular:
            for check in CHECKS:
                told = check(raw, span, aspects is not None, unit_id is None or unit is not None)
                if told is not None:
                    self.findings.append(told)
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
        self._context_of[identifier] = aspects.context.id
        if raw.tuples or unknown or aspects.context.content:
            self._beyond[identifier] = Beyond(raw.tuples, further_content(aspects.context), unknown)
        return Fact(
            identifier,
            raw.concept,
            value,
            aspects.period,
            unit,
            aspects.entity,
            decimals,
            aspects.dimensions,
            attributes.get(_LANG, self._language) if unit is None else None,
            (span,),
        )

    def _regular(self, attributes: Mapping[str, str]) -> bool:
        """Whether the attributes are such that every check passes: nearly all facts have one of few sets of them."""
        names = tuple(attributes)
        known = self._shapes.get(names)
        if known is None:
            accurate = "decimals" in names and "precision" not in names
            plain = "decimals" not in names and "precision" not in names
            known = NIL not in names and (accurate if "unitRef" in names else plain)
            self._shapes[names] = known
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
            self.findings.append(finding("load:not-a-number", message, source=span))
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
            self.findings.append(finding(code, message, source=span))
            return value, None, False
        if precision is None or isinstance(value, str):
            return value, None, False
        if precision <= 0:
            return value, None, True
        return value, decimals_of_precision(value, precision), False

    # --- the end ------------------------------------------------------------------------------------------------------

    def broken(self, why: Finding) -> Instance:
        """What is left to say of a document that is no XML."""
        return Instance(self.name, Report((), ()), (*self.findings, why))

    def instance(self) -> Instance:
        """The instance, once the parse is over."""
        if not self._rooted:
            return Instance(self.name, Report((), ()), tuple(self.findings))
        facts = []
        for item in self._facts:
            fact = self._fact(item) if isinstance(item, Raw) else item
            if fact is not None:
                facts.append(fact)
        self._facts = []
        entry_points = tuple(link.href for link in self._links if link.kind in ("schemaRef", "linkbaseRef"))
        if not any(link.kind == "schemaRef" for link in self._links):
            message = "The instance has no schemaRef, so nothing says what its facts mean."
            self.findings.append(finding("load:no-schema", message, source=Span(self.name, 1, 1)))
        content = [context for context in self._contexts.values() if context.content]
        if content:
            message = (
                f"{len(content)} contexts hold content in segment or scenario that is no dimension, "
                f"first {content[0].id}; it tells contexts apart but is not part of the facts."
            )
            self.findings.append(finding("load:non-dimensional-content", message, source=content[0].span))
        return Instance(
            self.name,
            Report(tuple(facts), entry_points, used_prefixes(facts, self._contexts, self._prefixes)),
            tuple(self.findings),
            self._contexts,
            self._context_of,
            tuple(self._links),
            told_apart(self._beyond, self._contexts, self._context_of),
            tuple(self._holders),
            tuple(self._footnotes),
        )
