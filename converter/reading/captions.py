"""What tells a line that qualifies a table from one that names it.

Which lines stand above a table is left to `titles`, `tabs` and `prose`.
"""

from __future__ import annotations

import re

from ..language.found import residue
from ..language.periods import find_periods
from ..language.units import find_units
from .header_lines import understood

NUMBERED = re.compile(r"\(?[0-9a-z]{1,2}[).]\s", re.IGNORECASE)
"""How a numbered heading begins; what is in brackets and begins so is no remark."""


def is_caption(text: str) -> bool:
    """Whether a line qualifies a table rather than names it: all in brackets, or nothing but units and periods."""
    bare = text.strip()
    if bare.startswith("(") and bare.endswith(")") and not NUMBERED.match(bare):
        return True
    units = find_units(bare)
    return not residue(bare, *find_periods(bare), *units) or (bool(units) and understood(bare))
