"""Footnote links of an instance: what they are made of, read as the parser passes them (XBRL 2.1 section 4.11).

Whether locators and arcs lead where they may is left to `validate`, which facts they lead to to `notes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr, unescape

from ...taxonomy.names import XLINK, XML
from ...taxonomy.qname import QName
from ...taxonomy.span import Span

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_TYPE: Final = f"{XLINK}}}type"
_HREF: Final = f"{XLINK}}}href"
_LABEL: Final = f"{XLINK}}}label"
_ARCROLE: Final = f"{XLINK}}}arcrole"
_FROM: Final = f"{XLINK}}}from"
_TO: Final = f"{XLINK}}}to"
_BASE: Final = f"{XML}}}base"
_LANG: Final = f"{XML}}}lang"
_ROLE: Final = f"{XLINK}}}role"


@dataclass(frozen=True, slots=True)
class NoteLocator:
    """A locator: where it leads, with `xml:base` but relative to the instance still."""

    label: str
    href: str
    span: Span


@dataclass(frozen=True, slots=True)
class NoteResource:
    """A resource: its element's name, and the language in scope (XML 1.0 2.12), None or empty if there is none.

    `text` is its content; elements in it (XHTML, XBRL 2.1 section 4.11.1.2) are written as XML, without prefixes.
    """

    label: str
    name: QName
    language: str | None
    span: Span
    role: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class NoteArc:
    """An arc between labels."""

    name: QName
    arcrole: str
    source: str
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class FootnoteLink:
    """An extended link of an instance."""

    span: Span
    locators: list[NoteLocator] = field(default_factory=list)
    resources: list[NoteResource] = field(default_factory=list)
    arcs: list[NoteArc] = field(default_factory=list)


def collect(
    parser: XMLParserType,
    file: str,
    attributes: Mapping[str, str],
    base: str,
    language: str | None,
    done: Callable[[], None],
    claim: Callable[[str | None, int, int], None],
) -> FootnoteLink:
    """The link that has just begun; it fills while the parser goes on, and `done` is called at its end.

    `base` and `language` are those in scope where the link stands. `claim` is told the ids of the link and of what
    stands in it, with line (1-based) and column (0-based).
    """

    def here() -> Span:
        return Span(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    claim(attributes.get("id"), parser.CurrentLineNumber, parser.CurrentColumnNumber)
    link = FootnoteLink(here())
    outer = _joined(base, attributes.get(_BASE))
    spoken = attributes.get(_LANG, language)
    depth = 1
    held: list[str] = []
    waiting: list[NoteResource] = []
    spaces = [""]
    before = parser.CharacterDataHandler

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if waiting:
            held.append(_opened(tag, attributes, spaces))
        if "id" in attributes:
            claim(attributes["id"], parser.CurrentLineNumber, parser.CurrentColumnNumber)
        kind = attributes.get(_TYPE) if depth == 2 else None
        if kind is None:
            return
        namespace, _, local = tag.rpartition("}")
        label = attributes.get(_LABEL, "")
        if kind == "locator":
            href = attributes.get(_HREF, "").strip()
            link.locators.append(NoteLocator(label, _joined(_joined(outer, attributes.get(_BASE)), href), here()))
        elif kind == "resource":
            name, role = QName(namespace, local), attributes.get(_ROLE, "")
            waiting.append(NoteResource(label, name, attributes.get(_LANG, spoken), here(), role))
            parser.CharacterDataHandler = lambda text: held.append(escape(text))
        elif kind == "arc":
            ends = attributes.get(_FROM, ""), attributes.get(_TO, "")
            link.arcs.append(NoteArc(QName(namespace, local), attributes.get(_ARCROLE, ""), *ends, here()))

    def end(tag: str) -> None:
        nonlocal depth
        if waiting and depth > 2:
            spaces.pop()
            held.append(f"</{tag.rpartition('}')[2]}>")
        depth -= 1
        if waiting and depth == 1:
            link.resources.append(replace(waiting.pop(), text=_content(held)))
            held.clear()
            parser.CharacterDataHandler = before
        if not depth:
            done()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    return link


def _opened(tag: str, attributes: Mapping[str, str], spaces: list[str]) -> str:
    """A start tag within a footnote; the namespace is declared where it changes."""
    namespace, _, local = tag.rpartition("}")
    said = "" if namespace == spaces[-1] else f" xmlns={quoteattr(namespace)}"
    spaces.append(namespace)
    for name, value in attributes.items():
        said += f" {'xml:' if name.startswith(XML) else ''}{name.rpartition('}')[2]}={quoteattr(value)}"
    return f"<{local}{said}>"


def _content(pieces: list[str]) -> str:
    """The content of a footnote: as text where it has no elements, else as XML."""
    content = "".join(pieces)
    return content if "<" in content else unescape(content)


def _joined(base: str, reference: str | None) -> str:
    return urljoin(base, reference) if base and reference else reference or base
