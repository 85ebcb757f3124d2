"""How much must speak for a reading before it counts: every threshold of what decides by evidence, in one record.

A threshold says how far from chance a finding has to be; what is held against it is the matter of the rooms above.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """The thresholds, each with what it guards against."""

    prose_digits: int = 4
    """Digits that figures of running text and of rows with the same words must share, together, to give a scale: one
    wrong pair of four digits is had in some 30,000 tries, of which words in common leave a few."""

    fewest_digits: int = 2
    """Digits of a single figure of running text that count at all: `$4 million` is like too many figures."""

    most_digits: int = 7
    """Digits up to which a rounded figure is looked for."""

    single_word_digits: int = 3
    """Digits that one figure must share with a row whose label has a single word, as `Other` is near anything."""

    row_digits: int = 8
    """Digits that two rows of two tables must share in two or more figures to be one row, whatever their labels."""

    label_digits: int = 2
    """Digits that one figure must have to be the same one in two rows of equal labels."""

    labelled_digits: int = 8
    """Digits that rows of equal labels must share, together, for two tables to be in one scale."""

    rivals: int = 3
    """How many times as many digits one scale must have for it as any other."""

    common: int = 60
    """Figures of equal digits from which on these digits tell nothing."""

    full_amount: int = 10_000
    """From which size on an amount that running text prints without a scale is no amount per share."""

    full_figures: int = 4
    """Amounts that must all end in thousands, or all have cents, to be printed in full."""

    rounded_figures: int = 2
    """Different amounts that must be rounded to thousands among others that are not: of amounts in thousands one in a
    thousand is by chance."""

    rounded_digits: int = 4
    """Digits before the zeros that such an amount must have to be no round number."""

    exact_digits: int = 5
    """Digits before the zeros of an amount that tell that it is rounded to thousands and printed in full."""

    reach_before: int = 160
    """Characters before a figure of running text in which its words are looked for."""

    reach_behind: int = 60
    """Characters behind it."""

    header_lines: int = 15
    """Lines above a table's first figure that can belong to its header."""

    rounds: int = 6
    """How often a scale that was found is carried on to further tables."""


EVIDENCE = Evidence()
"""The thresholds that hold."""
