"""Regular expressions of schemas: escapes that XML Schema has not got, which libxml2 lets pass.

What else is wrong with a pattern the engines tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from ...taxonomy.names import XSD
from .libxml2 import SchemaError, line_of

_PATTERN: Final = f"{{{XSD}}}pattern"
# The escapes of XML Schema part 2, appendix F.1.1: of single characters, of categories and blocks, of many characters.
_ESCAPE: Final = re.compile(r"\\(?:[nrt\\|.?*+(){}\-\[\]^]|[pP]\{[^{}]*\}|[sSiIcCdDwW])")
_ANY_ESCAPE: Final = re.compile(r"\\(?:[pP]\{[^{}]*\}|.|$)", re.DOTALL)


def pattern_errors(root: etree._Element) -> Iterator[SchemaError]:
    """The patterns of a schema with an escape that is none (XML Schema part 2, 4.3.4 and appendix F)."""
    for element in root.iter(_PATTERN):
        value = element.get("value", "")
        if "\\" not in value:
            continue
        wrong = next((e for e in _ANY_ESCAPE.findall(value) if _ESCAPE.fullmatch(e) is None), None)
        if wrong is not None:
            message = f"Element '{element.tag}', attribute 'value': '{wrong}' in '{value}' is no escape."
            yield SchemaError("src-pattern-value", message, line_of(element), element=element)
