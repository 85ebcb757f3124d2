"""The rows of a word list of the lexicon, for those that make patterns of them: one reading, by file name.

What the lists mean is left to `vocabulary` and to the modules that ask for them.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a list, in file order. Raises `FileNotFoundError` for a list that the lexicon has not."""
    text = files(__package__).joinpath("lexicon", "en", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
