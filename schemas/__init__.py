"""XML Schemas that the project needs offline, and the lookup from a published address to the file.

The files are written for this project from the specifications. Whoever discovers a DTS or validates a document asks
here first; `fast_variant` is for validating with libxml2.
"""

from __future__ import annotations

from .fast import fast_variant, with_wildcards
from .packaged import addresses, lookup, published, read

__all__ = ["addresses", "fast_variant", "lookup", "published", "read", "with_wildcards"]
