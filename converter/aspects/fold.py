"""Labels folded so that two prints of the same line item compare equal.

The rule is that of `taxonomy/profiles/README.md`, section line_items.csv: case, white space, dashes, quotes, footnote
marks and trailing colons do not count; a free-standing number is `#`, a date, period or fiscal code `@`.
"""

from __future__ import annotations


def fold(text: str) -> str:
    """The key of a label: equal for labels that differ only in what does not count. Folding a key changes nothing."""
    raise NotImplementedError


def fold_words(text: str) -> tuple[str, ...]:
    """The words of a label, folded one by one, punctuation aside; for likeness and for words within a text."""
    raise NotImplementedError
