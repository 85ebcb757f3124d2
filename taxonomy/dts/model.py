"""What a DTS is once it is discovered: its documents, where each came from, and the taxonomy they make together.

How documents are found is `discover`, how addresses become bytes is `resolve`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from ..finding import Finding
from ..model import Concept, Taxonomy
from ..qname import QName

if TYPE_CHECKING:
    from .concepts import Declarations
    from .networks import Located
    from .resolve import Resolver
    from .scan import ExtendedLink, Scan


class Origin(StrEnum):
    """Where the bytes of a document came from."""

    FOLDER = "folder"
    PACKAGE = "package"
    EMBEDDED = "embedded"
    FETCHED = "fetched"
    EXCERPT = "excerpt"


class DocumentKind(StrEnum):
    """What a document is, by its root element."""

    INSTANCE = "instance"
    SCHEMA = "schema"
    LINKBASE = "linkbase"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a DTS.

    `address` is absolute and without a fragment: `file:///…` for a local file, otherwise the published address.
    `name` is how a person is told of it (a path as given, or the address). `namespace` is a schema's target namespace,
    the including schema's for a chameleon include. `imports` are the addresses a schema imports or includes, in order.
    """

    address: str
    kind: DocumentKind
    origin: Origin
    name: str
    size: int
    namespace: str = ""
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DTS:
    """A discoverable taxonomy set (XBRL 2.1 section 3): documents by address in order of discovery, and what they say.

    `taxonomy.concepts` has every item, tuple, hypercube and dimension, `elements` every global element; both make a
    concept when it is asked for. `taxonomy.networks` are the base sets of concepts after prohibition and override.
    `aliases` leads from other addresses of a document to the one it stands under. `scans` has the records of each
    document, `links` each extended link with the document it stands in and the concepts that its locators' labels stand
    for. `findings` tells what could not be read or resolved. `hinted` are schemas of further namespaces that only
    `xsi:schemaLocation` leads to: no part of the DTS, but what other elements of its documents are valid against.
    `digests` tell the content of each document, `hinted` ones included.
    """

    entry_points: tuple[str, ...]
    documents: Mapping[str, Document]
    aliases: Mapping[str, str]
    taxonomy: Taxonomy
    elements: Mapping[QName, Concept]
    declarations: Declarations
    scans: Mapping[str, Scan]
    links: tuple[tuple[str, ExtendedLink, Located], ...]
    findings: tuple[Finding, ...]
    resolver: Resolver
    hinted: Mapping[str, tuple[Document, Scan]] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)

    def document(self, address: str) -> Document | None:
        """The document at an address, whichever of its addresses that is."""
        return self.documents.get(self.aliases.get(address, address))

    def missing(self) -> list[str]:
        """The addresses of schemas that are referred to and could not be had: what they declare is not known."""
        found = (
            r.address
            for scan in self.scans.values()
            for r in scan.referrals
            if r.kind is DocumentKind.SCHEMA and self.document(r.address) is None
        )
        return list(dict.fromkeys(found))

    def element_at(self, address: str, fragment: str) -> QName | None:
        """The name of the global element at `address#fragment` by its `id`."""
        return self.declarations.ids.get(self.aliases.get(address, address), {}).get(fragment)

    def content(self, address: str) -> bytes:
        """The bytes (UTF-8) of a document, read again from where they came.

        Raises `KeyError` if it is not of this DTS, `OSError` if it has gone since.
        """
        document = self.hinted[address][0] if address in self.hinted else self.documents[address]
        content = self.resolver.read(document.address)
        if not hasattr(content, "data"):
            raise OSError(content.message)
        return content.data
