"""What a DTS is once it is discovered: its documents, where each came from, and the taxonomy they make together.

How documents are found is `discover`, how addresses become bytes is `resolve`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ..finding import Finding
from ..model import Taxonomy
from ..qname import QName

if TYPE_CHECKING:
    from .resolve import Resolver


class Origin(StrEnum):
    """Where the bytes of a document came from."""

    FOLDER = "folder"
    PACKAGE = "package"
    EMBEDDED = "embedded"


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

    `taxonomy.concepts` has every global element that is an item, a tuple, a hypercube or a dimension, made when asked
    for; `taxonomy.networks` are the base sets of concepts after prohibition and override. `hrefs` maps the full address
    `document#id` of each concept to its name. `findings` tells what could not be read or resolved.
    """

    entry_points: tuple[str, ...]
    documents: Mapping[str, Document]
    taxonomy: Taxonomy
    hrefs: Mapping[str, QName]
    findings: tuple[Finding, ...]
    resolver: Resolver

    def content(self, address: str) -> bytes:
        """The bytes of a document, read again from where they came. Raises `KeyError` if it is not of this DTS."""
        return self.resolver.read(self.documents[address].address).data
