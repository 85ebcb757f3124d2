"""Whether the excerpt of an official schema suffices for the documents of a DTS, and what is told when it stood in.

What an excerpt holds is `taxonomy.official`; that it comes last of all is seen to in `resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..finding import Finding, finding
from ..qname import QName
from .concepts import Declarations
from .model import Document, DocumentKind, Origin
from .resolve import Content, Resolver
from .scan import Scan


def suffices(
    excerpt: Document,
    documents: Mapping[str, Document],
    scans: Mapping[str, Scan],
    declarations: Declarations,
    resolver: Resolver,
) -> bool:
    """Whether all that the filing's documents name of the official schema stands in its excerpt.

    Looked at are the locators that lead to it and, in instances and schemas, every name with its namespace's prefix.
    """
    ids = declarations.ids.get(excerpt.address, {})
    for address, scan in scans.items():
        if any(
            locator.address == excerpt.address and locator.fragment not in ids
            for link in scan.links
            for locator in link.locators
        ):
            return False
        if documents[address].kind is DocumentKind.LINKBASE or documents[address].origin is not Origin.FOLDER:
            continue
        prefixes = [prefix for prefix, namespace in scan.prefixes.items() if namespace == excerpt.namespace]
        content = resolver.read(address) if prefixes else None
        if not isinstance(content, Content):
            continue
        for prefix in prefixes:
            named = set(re.findall(rf"[</\s\"'>]{re.escape(prefix)}:([\w.-]+)".encode(), content.data))
            if any(QName(excerpt.namespace, name.decode()) not in declarations.elements for name in named):
                return False
    return True


def excerpt_finding(document: Document, declarations: Declarations) -> Finding:
    """That an excerpt stood in for an official schema, and of how many concepts."""
    count = len(declarations.ids.get(document.address, {}))
    message = f"an excerpt of {count} concepts that is built in stood in for the official schema {document.address}"
    return finding("dts:us-gaap-excerpt", message)
