"""XML Schemas that the project needs offline, and the lookup from a published address to the file.

The files are written for this project from the specifications. Whoever discovers a DTS or validates a document asks
here first; `fast_variant` and `mistyped` are for validating with libxml2.
"""

from __future__ import annotations

from .fast import fast_variant, with_wildcards
from .linking import link_types, mistyped
from .packaged import addresses, lookup, published, read

__all__ = [
    "addresses",
    "fast_variant",
    "link_types",
    "lookup",
    "mistyped",
    "published",
    "read",
    "with_wildcards",
]
