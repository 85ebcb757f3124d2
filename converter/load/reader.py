"""The reader behind `instance`: what the parser meets, put together as contexts and units, and handed to `facts`.

Modes are sets of handlers: `top` where facts stand and in one, `node` in a context, unit or fraction, `skip`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from ...taxonomy.dts.xml import StopScan, not_well_formed
from ...taxonomy.finding import Finding, finding
from ...taxonomy.names import LINK, XBRLDI, XBRLI, XLINK, XML
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from ..report import Report
from . import nodes
from .facts import PLAIN, Aspects, FactMaker, Waiting
from .footnotes import FootnoteLink, collect
from .model import Context, Holder, Instance, Link
from .nodes import Node
from .syntax import Raw
from .whole import told_apart, used_prefixes

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

    from ...taxonomy.schematypes import Types

T = TypeVar("T")
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]

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


class Plain:
    """Where facts stand whose schema validity is settled, as runs of bytes with the white space between them."""

    __slots__ = ("ranges", "settled", "start")

    def __init__(self) -> None:
        self.ranges: list[tuple[int, int]] = []
        self.start = -1
        self.settled = True

    def stop(self, place: int) -> None:
        """What begins at this byte is no such fact."""
        if self.start >= 0:
            self.ranges.append((self.start, place))
            self.start = -1

    def forget(self) -> None:
        """What stands around the facts is such that only the whole document can be judged."""
        self.settled = False


class Reader:
    """Handlers for one parse."""

    def __init__(self, name: str, types: Types | None = None) -> None:
        self.name = name
        self._types = types
        self._parser: XMLParserType
        self.findings: list[Finding] = []
        self._text: list[str] = []
        self._names: dict[str, QName] = {}
        self._scope: dict[str, list[str]] = {}
        self._prefixes: dict[str, str] = {}
        self._contexts: dict[str, Context] = {}
        self._shared: dict[object, object] = {}
        self._links: list[Link] = []
        self._footnotes: list[FootnoteLink] = []
        self._facts = FactMaker(name, types, self.findings, self._qname)
        self._quick = self._facts.quick()
        self._holders: list[Holder] = []
        self._base = ""
        self._tuples: list[int] = []
        self._depth = 0
        self._stack: list[Node] = []
        self._rooted = False
        self._plain = Plain()
        self._top: tuple[Start, End]

    def connect(self, parser: XMLParserType) -> None:
        """Make this reader the one that `parser` tells what it meets."""
        self._parser = parser
        self._top = self._handlers()
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
        self._facts.language = attributes.get(_LANG)
        self._facts.claim(attributes.get("id"), self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber)
        self._base = attributes.get(_BASE, "")
        self._to_top()

    def _to_top(self) -> None:
        self._text.clear()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._top

    def _handlers(self) -> tuple[Start, End]:
        """The handlers for where facts stand and for a fact.

        They are functions over local names, and change no handlers from fact to fact, because they run for each of a
        million facts.
        """
        parser, text, quick, tuples, plain = self._parser, self._text, self._quick, self._tuples, self._plain
        modes: dict[str, Callable[[str, dict[str, str]], None]] = {
            _CONTEXT: self._aspect,
            _UNIT: self._aspect,
            _FOOTNOTES: self._footnote_link,
            **dict.fromkeys(_LINKS, self._link),
        }
        tag = ""
        attributes: dict[str, str] = {}
        line = column = place = 0
        waits = False

        def loose() -> None:
            """Text may stand where facts stand only if it is white space."""
            if "".join(text).strip(" \t\r\n"):
                plain.forget()
            text.clear()

        def start(name: str, given: dict[str, str]) -> None:
            nonlocal tag, attributes, line, column, place, waits
            if tag:  # an element inside what might be a fact
                holder, tag = tag, ""
                plain.stop(place)
                if "contextRef" in attributes:
                    self._fraction(Node(self._qname(holder), attributes, Span(self.name, line, column + 1)))
                    self._node_start(name, given)
                    return
                self._hold(holder, attributes, line, column)
                if len(tuples) >= _MAX_DEPTH:
                    self._too_deep()
                tuples.append(len(self._holders))
            if text:
                if not (len(text) == 1 and text[0].isspace() and text[0].isascii()):
                    loose()
                text.clear()
            place = parser.CurrentByteIndex
            if waits:
                waits = False
                self._facts.end_waiting(place)
            mode = modes.get(name)
            if mode is not None:
                plain.stop(place)
                mode(name, given)
                return
            tag, attributes = name, given
            line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber

        def end(name: str) -> None:
            nonlocal tag, waits
            if not tag:  # of a tuple, or of the instance
                loose()
                plain.stop(parser.CurrentByteIndex)
                if waits:
                    waits = False
                    self._facts.end_waiting(parser.CurrentByteIndex)
                if tuples:
                    tuples.pop()
                return
            tag = ""
            whole = text[0] if len(text) == 1 else "".join(text)
            text.clear()
            if not tuples:
                made = quick(name, attributes, whole, line, column)
                if made == PLAIN:
                    if plain.start < 0:
                        plain.start = place
                    return
                plain.stop(place)
                if made:
                    return
            if "contextRef" in attributes:
                raw = Raw(self._qname(name), attributes, whole, line, column, tuple(tuples))
                if tuples:
                    self._facts.take(raw)
                else:
                    waits = self._facts.take(raw, Waiting(name, place, place))
            else:
                self._hold(name, attributes, line, column)

        return start, end

    # --- what stands at the top -----------------------------------------------------------------------------------

    def _aspect(self, tag: str, attributes: dict[str, str]) -> None:
        """A context or unit begins."""
        self._stack = []
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._node_start, self._node_end
        self._node_start(tag, attributes)

    def _footnote_link(self, _: str, attributes: dict[str, str]) -> None:
        language = self._facts.language
        claim = self._facts.claim
        self._footnotes.append(collect(self._parser, self.name, attributes, self._base, language, self._to_top, claim))

    def _fraction(self, node: Node) -> None:
        self._stack = [node]
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._node_start, self._fraction_end

    def _hold(self, tag: str, attributes: Mapping[str, str], line: int, column: int) -> None:
        """Note what stands where facts stand and has no contextRef."""
        inside = self._tuples[-1] if self._tuples else 0
        self._holders.append(Holder(self._qname(tag), Span(self.name, line, column + 1), attributes.get("id"), inside))
        self._facts.claim(attributes.get("id"), line, column)

    def _fraction_end(self, tag: str) -> None:
        if len(self._stack) > 1:
            self._node_end(tag)
            return
        (node,) = self._stack
        parts = [child.text for child in node.children]
        text = "/".join(parts)
        place = node.span.line, node.span.column - 1
        self._to_top()
        self._facts.take(Raw(node.tag, node.attributes, text, *place, tuple(self._tuples), fraction=True))

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
        self._facts.claim(identifier, node.span.line, node.span.column - 1)
        if tag == _CONTEXT:
            context = nodes.context(node, self.findings.append, self._types)
            if context is not None and identifier:
                self._contexts[identifier] = context
                self._facts.aspects[identifier] = self._aspects_of(context)
            else:
                self._facts.broken.add(identifier)
        else:
            unit = nodes.unit(node, self.findings.append)
            if unit is not None and identifier:
                self._facts.units[identifier] = self._share(unit)
            else:
                self._facts.broken.add(identifier)

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

    def _link(self, tag: str, attributes: dict[str, str]) -> None:
        if self._facts.facts:  # a reference after facts: their order is a matter of the schema
            self._plain.forget()
        href = attributes.get(_HREF, "")
        base = attributes.get(_BASE, "") or self._base
        if base and href:
            from urllib.parse import urljoin

            href = urljoin(base, href)
        uri = attributes.get("roleURI") or attributes.get("arcroleURI") or ""
        self._links.append(Link(_LINKS[tag], href, self._here(), uri, attributes.get(_ROLE, "")))
        self._skip()

    def _aspects_of(self, context: Context) -> Aspects:
        dimensions: dict[QName, QName | str] = {}
        for dimension in context.dimensions:
            if dimension.axis in dimensions:
                message = f"The context {context.id} gives the dimension {dimension.axis.local} twice."
                code = "xbrldie:RepeatedDimensionInInstanceError"
                self.findings.append(finding(code, message, source=dimension.span))
            dimensions.setdefault(dimension.axis, dimension.member)
        shared = self._share(tuple(sorted(dimensions.items(), key=lambda pair: pair[0])))
        entity, period = self._share(context.entity), self._share(context.period)
        return Aspects(context, entity, period, shared, not context.content)

    # --- the end ------------------------------------------------------------------------------------------------------

    def broken(self, why: Finding) -> Instance:
        """What is left to say of a document that is no XML."""
        return Instance(self.name, Report((), ()), (*self.findings, why))

    def instance(self) -> Instance:
        """The instance, once the parse is over."""
        if not self._rooted:
            return Instance(self.name, Report((), ()), tuple(self.findings))
        facts, plain = self._facts.all(self._quick)
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
            Report(facts, entry_points, used_prefixes(facts, self._contexts, self._prefixes)),
            tuple(self.findings),
            self._contexts,
            self._facts.placed,
            tuple(self._links),
            told_apart(self._facts.beyond, self._contexts, facts, self._facts.placed),
            tuple(self._holders),
            tuple(self._footnotes),
            tuple(sorted([*self._plain.ranges, *plain])) if self._plain.settled else (),
            frozenset(self._facts.unmade),
        )
