"""Labels that end in a unit of quantity: `Tin sold (tonnes)`, `Land held, in thousands of acres`.

Such rows are no amounts of money, whatever their table says of its own. Units behind figures are `reading`'s matter.
"""

from __future__ import annotations

import re
from functools import cache

from .lists import rows
from .patterns import phrases
from .scales import scale_pattern
from .vocabulary import counted_words


@cache
def _ending() -> re.Pattern[str]:
    words = (*(row["words"] for row in rows("quantity_words.csv")), *counted_words())
    unit = rf"(?:in\s{{1,9}})?(?:{scale_pattern()}(?:\s{{1,9}}of)?\s{{1,9}})?{phrases(words)}"
    return re.compile(rf"(?:\(\s{{0,9}}{unit}\s{{0,9}}\)|,\s{{0,9}}{unit})\s*:?\s*$", re.IGNORECASE)


def counts_quantity(label: str) -> bool:
    """Whether a label ends in a unit of quantity, in brackets or behind a comma."""
    return _ending().search(label[-200:]) is not None
