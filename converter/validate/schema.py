"""XML Schema validity of instances, linkbases and schemas, offline, as findings in terms of the filing.

Two engines give verdicts: libxml2, which is fast, and `xmlschema`, the second opinion. What XML Schema cannot say about
XBRL is left to other checks, save what belongs to the substitution groups of items and tuples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, cast

from lxml import etree

from ...taxonomy.dts import DTS, DocumentKind, Origin, ParsedXml, parse_xml
from ...taxonomy.dts.xml import without
from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import ConceptKind
from ...taxonomy.names import LINK, XBRLI, XSD
from ...taxonomy.qname import QName
from ...taxonomy.span import Span
from .lax import appinfo_parts, foreign_attributes, tuple_attributes, xml_attributes
from .libxml2 import Compiled, SchemaError, compile_schemas, line_of
from .patterns import pattern_errors
from .schemaset import SchemaSet

Engine = Literal["libxml2", "xmlschema"]


class _Engine(Protocol):
    """A compiled set of schemas."""

    def errors(self, root: etree._Element) -> Iterator[SchemaError]:
        """What is wrong with the tree below `root`."""


_CLARK = re.compile(r"\{([^{}]*)\}")
_VALUE = re.compile(r"'[^']*'")
_MAX_ALSO = 20
_REFERENCES = ("contextRef", "unitRef")
_REFERENCED = tuple(re.compile(rb"%b\s*=\s*[\"']([^\"'<]*)" % name.encode()) for name in _REFERENCES)
_DECLARED_VALUES = {
    f"{XBRLI}}}periodType": ("instant", "duration"),
    f"{XBRLI}}}balance": ("debit", "credit"),
}


class Judged(NamedTuple):
    """Findings by the address of the document judged, those of the schemas themselves under no address.

    `schemas` is the set that the documents were judged by, as the fast engine took it, and `used` the elements it was
    made for (names as lxml has them); None where the fast engine did not do.
    """

    findings: Mapping[str, list[Finding]]
    schemas: SchemaSet | None = None
    used: frozenset[str] = frozenset()


def validate_schema(
    dts: DTS,
    addresses: Iterable[str] | None = None,
    *,
    engine: Engine = "libxml2",
    settled: Mapping[str, Sequence[tuple[int, int]]] | None = None,
) -> list[Finding]:
    """All findings of `judge`."""
    judged = judge(dts, addresses, engine=engine, settled=settled)
    return [found for findings in judged.findings.values() for found in findings]


def judge(
    dts: DTS,
    addresses: Iterable[str] | None = None,
    *,
    engine: Engine = "libxml2",
    settled: Mapping[str, Sequence[tuple[int, int]]] | None = None,
) -> Judged:
    """Findings of the schema validity of documents of a DTS.

    `addresses` says which; None means all in the filing's own folders. `settled` has, by address, ranges of bytes whose
    validity is known already (`SchemaTypes.plain_form`), which are passed over. Codes are `xmlschema:invalid` for a
    document, `xmlschema:schema` for a schema and `xmlschema:unchecked` where a schema is missing. Findings of one cause
    are one, with its further places in `also`.
    """
    if addresses is None:
        addresses = [a for a, d in dts.documents.items() if d.origin is Origin.FOLDER]
    documents = [
        a
        for a in dict.fromkeys(dts.aliases.get(a, a) for a in addresses)
        if dts.documents[a].kind is not DocumentKind.OTHER
    ]
    lacking = _lacking(dts)
    if lacking is not None:
        return Judged({"": [lacking]})
    trees: dict[str, ParsedXml] = {}
    findings: dict[str, list[Finding]] = {}
    for address in documents:
        data = dts.content(address)
        ranges = settled.get(address) if settled else None
        tree = parse_xml(without(data, ranges) if ranges else data, dts.documents[address].name)
        if isinstance(tree, Finding):
            findings[address] = [tree]
        else:
            trees[address] = tree
    used = frozenset(tag for tree in trees.values() for tag in _tags(tree.root))
    compiled, schemas = _compile(dts, used, engine)
    if isinstance(compiled, list):
        return Judged({**findings, "": _schema_findings(dts, compiled)})
    for address, tree in trees.items():
        errors = [*_errors(compiled, dts, address, tree)]
        errors += _checks(dts, address, tree, engine)
        findings[address] = [*_grouped(tree, errors)]
    return Judged(findings, schemas, used)


def judge_instance(
    data: bytes,
    name: str,
    settled: Sequence[tuple[int, int]],
    schemas: SchemaSet,
    kinds: Mapping[str, ConceptKind | None],
) -> list[Finding] | None:
    """The findings of an instance by a set of schemas that was made for the elements in `kinds`.

    `kinds` has what each of them is, None where it is not declared. None is returned for an instance that uses others,
    or where the set does not compile: nothing is known of it then.
    """
    tree = parse_xml(without(data, settled), name)
    if isinstance(tree, Finding):
        return [tree]
    tags = _tags(tree.root)
    if not tags <= kinds.keys():
        return None
    compiled = compile_schemas(schemas)
    if isinstance(compiled, list):
        return None
    declared = {tag: kind for tag in tags if (kind := kinds[tag]) is not None}
    errors = [*compiled.errors(tree.root), *xml_attributes(tree), *_instance_checks(tree, declared, "libxml2")]
    return [*_grouped(tree, errors)]


def _errors(compiled: _Engine, dts: DTS, address: str, tree: ParsedXml) -> Iterator[SchemaError]:
    """What the engine has against a document. Of a schema, the compiler has judged all but what stands in `appinfo`."""
    if dts.documents[address].kind is not DocumentKind.SCHEMA:
        yield from compiled.errors(tree.root)
        return
    for part in appinfo_parts(tree.root, dts.elements):
        for error in compiled.errors(part):
            element = error.element if error.element is not None else _below(part, error.path)
            yield SchemaError(error.rule, error.message, error.line, element=element)
    yield from foreign_attributes(tree.root, compiled.errors)


def _compile(dts: DTS, used: Iterable[str], engine: Engine) -> tuple[_Engine | list[SchemaError], SchemaSet | None]:
    """The engine, or what is wrong with the schemas; and the set, if the fast engine took it."""
    from .schemaparts import schema_set

    names = {QName.from_clark(tag) for tag in used}
    if engine == "libxml2":
        schemas = schema_set(dts, names, wildcards=True)
        compiled = compile_schemas(schemas)
        if isinstance(compiled, Compiled):
            return compiled, schemas
        # libxml2 refuses a few schemas that are valid, so a refusal is not the last word.
    from .second import compile_with_xmlschema

    second = compile_with_xmlschema(schema_set(dts, names, wildcards=False))
    if engine == "libxml2" and isinstance(second, list):
        told = compile_schemas(schema_set(dts, names, wildcards=True, lines=True))
        return told if isinstance(told, list) else second, None
    return second, None


def _tags(root: etree._Element) -> set[str]:
    return {element.tag for element in root.iter(etree.Element)}


def _lacking(dts: DTS) -> Finding | None:
    """Without all its schemas, a document cannot be judged: nearly every error would be one that is not there."""
    absent = dts.missing()
    if not absent:
        return None
    more = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
    return finding("xmlschema:unchecked", f"schema validity was not checked: {absent[0]}{more} could not be read")


def _checks(dts: DTS, address: str, tree: ParsedXml, engine: Engine) -> Iterator[SchemaError]:
    """What the engines leave out: members of groups behind a wildcard, references to ids, XBRL's own attributes."""
    kind = dts.documents[address].kind
    yield from xml_attributes(tree)
    if kind is DocumentKind.INSTANCE:
        kinds = kinds_of(dts, _tags(tree.root))
        yield from _instance_checks(tree, {tag: k for tag, k in kinds.items() if k is not None}, engine)
    elif kind is DocumentKind.SCHEMA:
        yield from _declared_values(tree.root)
        yield from pattern_errors(tree.root)


def _instance_checks(tree: ParsedXml, kinds: Mapping[str, ConceptKind], engine: Engine) -> Iterator[SchemaError]:
    if tree.root.tag != f"{{{XBRLI}}}xbrl":
        return
    if engine == "libxml2":
        yield from _members(tree.root, kinds)
        if _may_dangle(tree):
            yield from _dangling(tree.root)
    yield from tuple_attributes(tree.root, sorted(t for t, k in kinds.items() if k is ConceptKind.TUPLE))


def kinds_of(dts: DTS, tags: Iterable[str]) -> dict[str, ConceptKind | None]:
    """What elements are (names as lxml has them); None for those that are not declared."""
    elements, kind = dts.declarations.elements, dts.declarations.kind
    return {tag: kind(name) if (name := QName.from_clark(tag)) in elements else None for tag in tags}


def _members(root: etree._Element, kinds: Mapping[str, ConceptKind]) -> Iterator[SchemaError]:
    """Elements that are declared but are no items or tuples, where only those may stand."""
    # What is not declared, or abstract, the engine has told.
    strange = {
        tag
        for tag, kind in kinds.items()
        if kind is ConceptKind.OTHER and QName.from_clark(tag).namespace not in (XBRLI, LINK)
    }
    if not strange:
        return
    tuples = [tag for tag, kind in kinds.items() if kind is ConceptKind.TUPLE]
    for parent in (root, *(root.iter(*tuples) if tuples else ())):
        for child in parent.iterchildren(*strange):
            message = f"Element '{child.tag}': it is neither an item nor a tuple, so it cannot stand here."
            yield SchemaError("cvc-complex-type.2.4", message, line_of(child), element=child)


def _dangling(root: etree._Element) -> Iterator[SchemaError]:
    """References to ids that the instance has not got (libxml2 does not look)."""
    ids = {text.strip() for text in _values(root, "id")}
    for attribute in _REFERENCES:
        missing = {value for value in _values(root, attribute) if value.strip() not in ids}
        if not missing:
            continue
        for element in root.iter(etree.Element):
            value = element.get(attribute)
            if value in missing:
                message = f"Element '{element.tag}', attribute '{attribute}': no element has the id '{value}'."
                yield SchemaError("cvc-id.1", message, line_of(element), element=element)


def _may_dangle(tree: ParsedXml) -> bool:
    """Whether anything that looks like a reference in the bytes names what is no id of a context or unit.

    References stand in every fact, so it pays to look at the bytes before the tree.
    """
    children = tree.root.iterchildren(f"{{{XBRLI}}}context", f"{{{XBRLI}}}unit")
    ids = {e.get("id", "").encode() for e in children}
    return any(not ids.issuperset(pattern.findall(tree.data)) for pattern in _REFERENCED)


def _values(root: etree._Element, attribute: str) -> set[str]:
    """All values of an attribute without namespace."""
    return set(cast("list[str]", etree.XPath(f"//@{attribute}", smart_strings=False)(root)))


def _declared_values(root: etree._Element) -> Iterator[SchemaError]:
    """Attributes of XBRL on element declarations (XBRL 2.1 5.1.1), which the schema of schemas lets pass."""
    for name, allowed in _DECLARED_VALUES.items():
        attribute = "{" + name
        for element in root.iterchildren(f"{{{XSD}}}element"):
            value = element.get(attribute)
            if value is not None and value.strip() not in allowed:
                message = (
                    f"Element '{element.get('name')}', attribute '{attribute}': "
                    f"'{value}' is neither '{allowed[0]}' nor '{allowed[1]}'."
                )
                yield SchemaError("cvc-enumeration-valid", message, line_of(element), element=element)


def _grouped(tree: ParsedXml, errors: list[SchemaError]) -> Iterator[Finding]:
    """One finding for each cause: errors that differ in nothing but values are one, with its places."""
    groups: dict[tuple[str, str], list[SchemaError]] = {}
    for error in errors:
        shape = error.message.partition(":")[0] + _VALUE.sub("''", error.message)
        groups.setdefault((error.rule, shape), []).append(error)
    prefixes = _prefixes(tree.root)
    for group in groups.values():
        places = _places(tree, group[: _MAX_ALSO + 1])
        message = _in_words(group[0], prefixes)
        if len(group) > 1:
            message += f" ({len(group)} times)"
        yield finding("xmlschema:invalid", message, source=places[0], also=places[1:])


def _in_words(error: SchemaError, prefixes: Mapping[str, str]) -> str:
    """An engine's message with prefixed names, and the constraint that is broken."""

    def prefixed(match: re.Match[str]) -> str:
        prefix = prefixes.get(match.group(1))
        return match.group(0) if prefix is None else prefix and prefix + ":"

    text = _CLARK.sub(prefixed, error.message.strip())
    return f"{text} [{error.rule}]" if error.rule else text


def _prefixes(root: etree._Element) -> dict[str, str]:
    return {uri: prefix or "" for prefix, uri in root.nsmap.items()}


def _places(tree: ParsedXml, errors: list[SchemaError]) -> list[Span]:
    """Where the errors are: exactly, or by line where the element cannot be found again."""
    elements = [e.element if e.element is not None else _below(tree.root, e.path) for e in errors]
    known = [element for element in elements if element is not None]
    spans = dict(zip(known, tree.spans(known), strict=True))
    return [
        spans[element] if element is not None else Span(tree.name, max(error.line, 1), 1)
        for error, element in zip(errors, elements, strict=True)
    ]


_STEP = re.compile(r"(?:([^:\[\]]+):)?([^:\[\]]+)(?:\[(\d+)\])?")


def _below(root: etree._Element, path: str) -> etree._Element | None:
    """The element at a path as libxml2 writes it (`/p:a/*[3]`): `*` counts all siblings, a name those of its prefix."""
    steps = path.split("/")[2:]
    element = root
    if not path.startswith("/"):
        return None
    for step in steps:
        match = _STEP.fullmatch(step)
        if match is None:
            return None
        prefix, local, number = match.groups()
        wanted = int(number or 1)
        for child in element.iterchildren(etree.Element):
            if local == "*" or (child.prefix == prefix and etree.QName(child).localname == local):
                wanted -= 1
                if not wanted:
                    element = child
                    break
        else:
            return None
    return element


def _schema_findings(dts: DTS, errors: list[SchemaError]) -> list[Finding]:
    """Findings of what is wrong with the schemas themselves."""
    findings = []
    for error in errors:
        document = dts.document(error.document)
        name = document.name if document else error.document
        prefixes = {uri: prefix for prefix, uri in dts.taxonomy.prefixes.items()} | {XSD: "xs"}
        source = _schema_place(dts, error) if document else Span(name, max(error.line, 1), 1) if name else None
        findings.append(finding("xmlschema:schema", _in_words(error, prefixes), source=source))
    return findings


def _schema_place(dts: DTS, error: SchemaError) -> Span:
    """The line in a schema, and the column where what stands there begins."""
    document = dts.document(error.document)
    assert document is not None
    lines = dts.content(document.address).splitlines()
    line = min(max(error.line, 1), max(len(lines), 1))
    text = lines[line - 1].decode("utf-8", "replace") if lines else ""
    return Span(document.name, line, len(text) - len(text.lstrip()) + 1)
