"""Which form an answer is given in: content negotiation (RFC 9110 section 12.5.1) over the formats of SPARQL 1.1."""

from __future__ import annotations

from typing import Final

TABLES: Final = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "text/plain": "ntriples",
}


def accepted(header: str) -> list[str]:
    """The media ranges of an Accept header, most wanted first; nothing said is anything."""
    found: list[tuple[float, int, str]] = []
    for number, part in enumerate(header.split(",")):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        if name and quality > 0:
            found.append((-quality, number, name.lower()))
    return [name for _, _, name in sorted(found)] or ["*/*"]


def chosen(accept: str, offered: dict[str, str]) -> str | None:
    """The media type of those offered that is wanted most; None if none is wanted."""
    for wanted in accepted(accept):
        if wanted in offered:
            return wanted
        if wanted == "*/*":
            return next(iter(offered))
        if wanted.endswith("/*"):
            for media in offered:
                if media.startswith(wanted[:-1]):
                    return media
    return None
