"""The infosets in which the XBRL 2.1 suite states what an instance comes to, compared with what is found.

One form is an instance whose facts say their precision, period type and balance; the other is a list of the arcs that
stand. What an instance holds is said by `load` and the DTS; nothing is judged here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, cast

from lxml import etree

from ...taxonomy.amount import parse_amount
from ...taxonomy.dts import DTS, ParsedXml, Resolver, load_dts, parse_xml
from ...taxonomy.model import Arc
from ...taxonomy.names import CONCEPT_LABEL, CONCEPT_REFERENCE, XBRLI
from ...taxonomy.qname import QName
from ...taxonomy.schematypes import SchemaTypes
from ..load.values import accuracy, decimals_of_precision, number, precision_of_decimals

PTV: Final = "http://www.xbrl.org/2003/ptv"
_PERIOD_TYPE: Final = f"{{{PTV}}}periodType"
_BALANCE: Final = f"{{{PTV}}}balance"
_MAX_TOLD: Final = 3

Stated = dict[str, str]
"""What is said of a fact: `precision`, `decimals`, `periodType`, `balance`."""

Relation = tuple[str, ...]
"""Kind of link, arcrole, source, target or role, and what else tells one relationship from another."""


def infoset_differences(instance: Path, expected: Path, folder: Path) -> tuple[str, ...]:
    """What of the instance differs from what the file `expected` states; `folder` holds all files of the suite."""
    stated = parse_xml(expected.read_bytes(), str(expected))
    if not isinstance(stated, ParsedXml):
        return (stated.message,)
    dts = load_dts([instance], Resolver.for_files([instance], folders=[folder]), labels=True)
    if stated.root.tag == f"{{{PTV}}}ptvl":
        found = list(_relation_differences(stated.root, dts))
    else:
        found = list(_fact_differences(stated.root, instance, dts))
    return (*found[:_MAX_TOLD], *([f"{len(found) - _MAX_TOLD} more"] if len(found) > _MAX_TOLD else []))


# --- facts ------------------------------------------------------------------------------------------------------------


def _fact_differences(stated: etree._Element, instance: Path, dts: DTS) -> Iterator[str]:
    parsed = parse_xml(instance.read_bytes(), str(instance))
    if not isinstance(parsed, ParsedXml):
        yield parsed.message
        return
    types = SchemaTypes(dts)
    found: dict[tuple[str, str], list[Stated]] = {}
    for element in _items(parsed.root):
        text, said = _said(element, dts, types)
        found.setdefault((element.tag, text), []).append(said)
    for element in _items(stated):
        written = {name: element.get(key) for name, key in _KEYS.items()}
        stated_here = {name: value for name, value in written.items() if value is not None}
        alike = found.get((element.tag, (element.text or "").strip()), [])
        same = next((each for each in alike if stated_here.items() <= each.items()), None)
        if same is None:
            yield f"{etree.QName(element).localname}: expected {stated_here}, found {alike}"
        else:
            alike.remove(same)
    for (tag, _), left in found.items():
        if left:
            yield f"{etree.QName(tag).localname}: {len(left)} not expected"


_KEYS: Final = {"precision": "precision", "decimals": "decimals", "periodType": _PERIOD_TYPE, "balance": _BALANCE}


_DECLARED: Final = tuple((local, f"{XBRLI}}}{local}") for local in ("periodType", "balance"))
"""As the attributes of declarations are named in a scan."""


def _items(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter(etree.Element) if element.get("contextRef") is not None)


def _said(element: etree._Element, dts: DTS, types: SchemaTypes) -> tuple[str, Stated]:
    """The text of a fact, and what is inferred of it from its attributes, its schema and its concept."""
    name = QName.from_clark(element.tag)
    attributes = cast("Mapping[str, str]", element.attrib)
    text = element.text
    if not text or not ("precision" in attributes or "decimals" in attributes):
        supplied = types.supplied(name)
        if supplied is not None:
            text = text or supplied.text
            attributes = {**supplied.attributes, **attributes}
    text = (text or "").strip()
    said: Stated = {local: attributes[local].strip() for local in ("precision", "decimals") if local in attributes}
    if "precision" not in said and "decimals" in said:
        said["precision"] = _plain_accuracy(precision_of_decimals(text, accuracy(said["decimals"])))
    elif "decimals" not in said and "precision" in said:
        precision = accuracy(said["precision"])
        if precision is None:
            said["decimals"] = "INF"
        elif precision > 0:  # 0 says nothing of the value
            said["decimals"] = _plain_accuracy(decimals_of_precision(number(text), precision))
    declaration = dts.declarations.elements.get(name)
    if declaration is not None:
        declared = declaration.component.attributes
        said.update((local, declared[key]) for local, key in _DECLARED if key in declared)
    return text, said


def _plain_accuracy(value: int | None) -> str:
    return "INF" if value is None else str(value)


# --- relationships ----------------------------------------------------------------------------------------------------


def _relation_differences(stated: etree._Element, dts: DTS) -> Iterator[str]:
    wanted = Counter(_stated(arc, dts) for arc in stated.iter(f"{{{PTV}}}arc"))
    found = Counter(_relations(dts))
    for relation in wanted - found:
        yield f"not found: {' '.join(relation)}"
    for relation in found - wanted:
        yield f"not expected: {' '.join(relation)}"


def _stated(arc: etree._Element, dts: DTS) -> Relation:
    kind, arcrole = arc.get("linkType", ""), arc.get("arcRole", "")
    source = _concept(arc.get("fromPath", ""), dts)
    if arcrole in (CONCEPT_LABEL, CONCEPT_REFERENCE):
        text = "".join(map(str, arc.itertext())).split()
        return (kind, arcrole, source, arc.get("resRole", ""), arc.get("labelLang", ""), " ".join(text))
    order, weight = (_number(arc.get(name)) for name in ("order", "weight"))
    target = _concept(arc.get("toPath", ""), dts)
    return (kind, arcrole, source, target, arc.get("extRole", ""), order, weight, arc.get("preferredLabel", ""))


def _concept(path: str, dts: DTS) -> str:
    """The name of the concept that `namespace#id` leads to."""
    namespace, _, fragment = path.rpartition("#")
    for document in dts.documents.values():
        name = dts.element_at(document.address, fragment) if document.namespace == namespace else None
        if name is not None:
            return name.clark
    return QName(namespace, fragment).clark


def _relations(dts: DTS) -> Iterator[Relation]:
    """The arcs between concepts, and the labels and references of concepts, that stand in the DTS."""
    for network in dts.taxonomy.networks:
        for arc in network.arcs:
            kind = network.kind.value.removesuffix("Link")
            ends = (kind, network.arcrole, arc.source.clark, arc.target.clark, network.role)
            yield (*ends, *_numbers(arc), arc.preferred_label or "")
    for concept in dts.taxonomy.concepts.values():
        name = concept.name.clark
        for label in concept.labels:
            yield ("label", CONCEPT_LABEL, name, label.role, label.language, " ".join(label.text.split()))
        for reference in concept.references:
            text = " ".join(part for _, part in reference.parts)
            yield ("reference", CONCEPT_REFERENCE, name, reference.role, "", " ".join(text.split()))


def _numbers(arc: Arc) -> tuple[str, str]:
    return _plain(arc.order), "" if arc.weight is None else _plain(arc.weight)


def _number(text: str | None) -> str:
    return "" if text is None else _plain(parse_amount(text.strip()))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"
