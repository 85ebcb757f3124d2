"""Which schema documents, and which parts of them, decide the validity of some documents: the input of a compiler.

A filing uses a few hundred of a large taxonomy's elements, so of documents that are not the filing's own only those are
kept. How the set is compiled is left to the engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ... import schemas
from ...taxonomy.dts import DTS, Document, DocumentKind, Origin
from ...taxonomy.dts.components import Component, Outline, declaration_text
from ...taxonomy.dts.concepts import Declaration, resolve_name
from ...taxonomy.dts.scan import Scan, scan_document
from ...taxonomy.names import LINK, XBRLDI, XBRLI, XSD
from ...taxonomy.qname import QName
from .schemaset import SchemaSet

# What every filing may use, whether or not its schemas import it.
CORE = {
    XBRLI: "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
    LINK: "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd",
    XBRLDI: "http://www.xbrl.org/2006/xbrldi-2006.xsd",
}
_HEADS = (QName(XBRLI, "item"), QName(XBRLI, "tuple"))
_ELEMENT = f"{XSD}}}element"
_ANNOTATION = f"{XSD}}}annotation"


def schema_set(dts: DTS, used: Iterable[QName], *, wildcards: bool, lines: bool = False) -> SchemaSet:
    """The schemas of a DTS with the core schemas.

    `used` are the elements that the documents to validate use. The filing's own schemas are whole. With `wildcards`
    all others keep only the elements that these need, and the substitution groups of items and tuples are replaced
    where they are referenced (`tanshin.schemas.with_wildcards`); with `lines` what is kept of them keeps its line.
    """
    needed = needed_elements(dts, used) if wildcards else None
    contents: dict[str, bytes] = {}
    namespaces = dts.declarations.concept_namespaces() if wildcards else set()
    for address, (document, scan) in _schemas(dts).items():
        if needed is None:
            data = dts.content(address)
        else:
            namespace = document.namespace
            if document.origin is not Origin.PACKAGE:
                data = dts.content(address)
            elif lines or scan.outline is None:
                data = _reduced(dts.content(address), scan, needed, namespace)
            else:
                data = _from_outline(scan, scan.outline, needed, namespace)
            if any(_refers_to_head(address, scan, namespace)):
                data = _with_wildcards(data, namespaces)
        contents[address] = data
    aliases = dict(dts.aliases)
    for address in CORE.values():
        _add_embedded(address, contents, aliases, namespaces if wildcards else None)
    return SchemaSet(_roots(dts, contents), contents, aliases)


def needed_elements(dts: DTS, used: Iterable[QName]) -> set[QName]:
    """The elements that must stay for the elements `used` and all types to mean what they mean."""
    elements = dts.declarations.elements
    pending = set(used)
    for address, (document, scan) in _schemas(dts).items():
        if document.origin is not Origin.PACKAGE:
            pending.update(QName(document.namespace, e.attributes.get("name", "")) for e in scan.elements)
        for component in (*scan.types, *scan.groups):
            pending.update(_refs(component, address, scan, document.namespace))
    needed: set[QName] = set()
    while pending:
        name = pending.pop()
        declaration = elements.get(name)
        if declaration is None or name in needed:
            continue
        needed.add(name)
        pending.update(resolve_name(ref, declaration) for ref in declaration.component.refs)
        head = dts.declarations.substitution_group(name)
        if head is not None:
            pending.add(head)
    return needed


def _schemas(dts: DTS) -> dict[str, tuple[Document, Scan]]:
    """All schemas by address, also those that only `xsi:schemaLocation` leads to."""
    found = {a: (d, dts.scans[a]) for a, d in dts.documents.items() if d.kind is DocumentKind.SCHEMA}
    return {**found, **dts.hinted}


def _refs(component: Component, address: str, scan: Scan, namespace: str) -> Iterator[QName]:
    if component.refs:
        declaration = Declaration(component, address, namespace, "targetNamespace" not in scan.attributes)
        for ref in component.refs:
            yield resolve_name(ref, declaration)


def _refers_to_head(address: str, scan: Scan, namespace: str) -> Iterator[bool]:
    for component in (*scan.elements.referring(), *scan.types, *scan.groups):
        if component.refs:
            yield any(name in _HEADS for name in _refs(component, address, scan, namespace))


def _with_wildcards(data: bytes, namespaces: set[str]) -> bytes:
    try:
        return schemas.with_wildcards(data, namespaces)
    except ValueError:
        # A head outside a choice: left as it is, slower but with the same meaning.
        return data


def _from_outline(scan: Scan, outline: Outline, needed: set[QName], namespace: str) -> bytes:
    """As `_reduced`, without the schema itself and without its lines."""
    names = scan.elements.names
    wanted = sorted(names[name.local] for name in needed if name.namespace == namespace and name.local in names)
    pieces = [
        outline.inline.get(number) or declaration_text(scan.elements.at(number), scan.prefixes) for number in wanted
    ]
    return b"".join((outline.head, outline.rest, *pieces, outline.tail))


def _reduced(data: bytes, scan: Scan, needed: set[QName], namespace: str) -> bytes:
    """The schema without annotations and without elements that are not needed; what stays keeps its line."""
    names = {c.offset: QName(namespace, c.attributes.get("name", "")) for c in scan.elements}
    children = scan.children
    if not children:
        return data
    pieces = [data[: children[0][0]]]
    ends = [offset for offset, _ in children[1:]] + [scan.end]
    for (offset, kind), end in zip(children, ends, strict=True):
        if kind == _ANNOTATION or (kind == _ELEMENT and names[offset] not in needed):
            pieces.append(b"\n" * data.count(b"\n", offset, end))
        else:
            pieces.append(data[offset:end])
    pieces.append(data[scan.end :])
    return b"".join(pieces)


def _add_embedded(
    address: str, contents: dict[str, bytes], aliases: dict[str, str], namespaces: set[str] | None
) -> None:
    """Adds an embedded schema and what it imports, unless the DTS has them."""
    if aliases.get(address, address) in contents:
        return
    data = schemas.read(address)
    if data is None:
        return
    scan = _scan_embedded(address)
    if namespaces is not None and address == CORE[XBRLI]:
        data = schemas.with_wildcards(data, namespaces)
    contents[address] = data
    for referral in scan.referrals:
        _add_embedded(referral.address, contents, aliases, namespaces)


@cache
def _scan_embedded(address: str) -> Scan:
    scan = scan_document(schemas.read(address) or b"", address, address)
    assert isinstance(scan, Scan)
    return scan


def _roots(dts: DTS, contents: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    schemas_of_dts = _schemas(dts)
    reached: set[str] = set()
    roots: dict[str, list[str]] = {}
    for address in contents:
        if address in reached:
            continue
        pending = [address]
        while pending:
            current = pending.pop()
            if current in reached:
                continue
            reached.add(current)
            scan = schemas_of_dts[current][1] if current in schemas_of_dts else None
            pending += [
                dts.aliases.get(r.address, r.address)
                for r in (scan.referrals if scan else ())
                if r.how in ("include", "redefine")
            ]
        if address in schemas_of_dts:
            namespace = schemas_of_dts[address][0].namespace
        else:
            namespace = _scan_embedded(address).attributes.get("targetNamespace", "")
        roots.setdefault(namespace, []).append(address)
    return {namespace: tuple(found) for namespace, found in roots.items()}
