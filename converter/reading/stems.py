"""Labels whose beginning stands in the row above alone: `Net income per share - Basic` over `- Diluted`.

Only place tells: the second label stands exactly below the end of the first, behind a dash or a wide gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .texts import Placed

_TAIL = re.compile(r"(?<=\S)\s+(?=(?:--?|—|–)\s*[A-Za-z])|(?<=\S)\s{2,}(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Stem:
    """The beginning of a label at `indent`, and the column that its last words stand at."""

    parts: tuple[Placed, ...]
    column: int
    indent: int


def stem_of(parts: Sequence[Placed], indent: int) -> Stem | None:
    """What of a label may go for the rows below it too: all before its last dash or wide gap."""
    if not parts:
        return None
    last = parts[-1]
    ends = [*_TAIL.finditer(last.text)]
    if not ends:
        return None
    head = replace(last, text=last.text[: ends[-1].start()])
    return Stem((*parts[:-1], head), last.column + ends[-1].end(), indent)


def below(stem: Stem | None, parts: Sequence[Placed]) -> bool:
    """Whether a label stands exactly below the last words of the one that the stem is of."""
    return stem is not None and len(parts) == 1 and parts[0].column == stem.column
