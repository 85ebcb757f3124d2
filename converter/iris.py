"""The addresses of things in RDF (vocabularies, names, periods, units, entities, reports), and terms as text.

Whoever writes, reads or asks the graph shares them. What stands in the graph is decided by `emit.rdf`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from ..taxonomy.names import ISO4217, XBRLI
from ..taxonomy.qname import QName
from .report import Entity, Period, Unit

BASE: Final = "https://tanshin.example/"
"""What reports, periods, units and documents hang on; a reserved name, so nobody's."""
TAN: Final = f"{BASE}vocabulary#"
"""Our own terms, defined in `schemas/vocabulary.ttl`."""

PREFIXES: Final = {
    "tan": TAN,
    "qb": "http://purl.org/linked-data/cube#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "iso4217": f"{ISO4217}#",
    "xbrli": f"{XBRLI}#",
    "us-gaap": "http://xbrl.us/us-gaap/2009-01-31#",
}
"""Prefixes that every query and every written graph has."""

_OF_FILINGS: Final = frozenset(("iso4217", "xbrli", "us-gaap"))
"""Customary prefixes that a filing may use for another edition of the same taxonomy; the others are ours to set."""


def with_prefixes(declared: Mapping[str, str]) -> dict[str, str]:
    """`PREFIXES` with those that reports declare; the prefix of a vocabulary stays what it is."""
    theirs = {prefix: space for prefix, space in declared.items() if prefix not in PREFIXES or prefix in _OF_FILINGS}
    return {**PREFIXES, **theirs}


GRAPH_FORMAT: Final = "2"
"""The version of what stands in a graph; it changes when a query written for it would no longer hold."""

_ILLEGAL = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


# --- terms as N-Triples writes them -----------------------------------------------------------------------------------


def iri(address: str) -> str:
    """`<address>`."""
    return f"<{address}>"


@cache
def term(name: str) -> str:
    """The term of a vocabulary by its prefixed name: `qb:Observation`. Raises `KeyError` for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def text(value: str) -> str:
    """A plain string; control characters are escaped (N-Triples 1.1, section 2.4)."""
    if _ESCAPED.search(value) is None:  # nearly every one, and many thousands of them
        return f'"{value}"'
    written = value.translate(_ESCAPES)
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}" for c in written) + '"'


def tagged(value: str, language: str) -> str:
    """A string in a language; one whose tag is no tag (RFC 5646) is a plain string."""
    return f"{text(value)}@{language}" if re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", language) else text(value)


def typed(value: object, kind: str) -> str:
    """A literal of an XML Schema type: `integer`, `decimal`, `date`, `boolean`."""
    return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#{kind}>'


# --- addresses --------------------------------------------------------------------------------------------------------


def legal(address: str) -> str:
    """The address with what an IRI may not hold percent-encoded; one that is not absolute is made a URN."""
    encoded = _ILLEGAL.sub(lambda found: quote(found[0], safe=""), address)
    return encoded if _ABSOLUTE.match(encoded) else f"urn:tanshin:{encoded}"


@cache
def namespace_iri(namespace: str) -> str:
    """What the local names of a namespace are appended to: `namespace#`."""
    return legal(namespace.replace("#", "%23")) + "#"


def name_iri(name: QName) -> str:
    """The address of a concept, axis, member or measure: `namespace#local`."""
    return namespace_iri(name.namespace) + legal_part(name.local)


def legal_part(part: str) -> str:
    """A name as the last part of an address: letters of any alphabet stay."""
    return part if part.isalnum() else _ILLEGAL.sub(lambda found: quote(found[0], safe=""), part.replace("#", "%23"))


def entity_iri(entity: Entity) -> str:
    """`scheme#identifier`."""
    return namespace_iri(entity.scheme) + quote(entity.identifier, safe="")


def period_iri(period: Period) -> str:
    """`…period/2008-04-01/2008-09-30`, `…period/2008-09-30`, `…period/forever`."""
    days = [day.isoformat() for day in (period.start, period.end) if day is not None]
    return f"{BASE}period/{'/'.join(days) or 'forever'}"


def unit_iri(unit: Unit) -> str:
    """The measure's own address for one measure; otherwise `…unit/JPY-per-shares`.

    Names of namespaces other than ISO 4217 and XBRL get a digest, because they may be anybody's.
    """
    if len(unit.numerators) == 1 and not unit.denominators:
        return name_iri(unit.numerators[0])
    over = "-".join(measure.local for measure in unit.denominators)
    name = "-".join(measure.local for measure in unit.numerators) + (f"-per-{over}" if over else "")
    measures = (*unit.numerators, *unit.denominators)
    if any(measure.namespace not in (ISO4217, XBRLI) for measure in measures):
        whole = " ".join(m.clark for m in unit.numerators) + " / " + " ".join(m.clark for m in unit.denominators)
        name += "-" + sha256(whole.encode()).hexdigest()[:8]
    return f"{BASE}unit/{legal_part(name)}"


def report_iri(entity: Entity | None, name: str) -> str:
    """The address of a report, which is also that of its graph: `…report/37740/acme-2008-11-13`."""
    owner = quote(entity.identifier, safe="") if entity else "nobody"
    return f"{BASE}report/{owner}/{quote(name, safe='')}"


def document_iri(file: str, report: str) -> str:
    """The address of the file that a report was made of; files of one name are not the same in two reports."""
    return f"{report}#document-{quote(file.replace(chr(92), '/').rpartition('/')[2], safe='')}"
