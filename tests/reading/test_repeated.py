"""A line of one thing printed thousands of times is read in time that grows with its length only."""

from __future__ import annotations

import time

import pytest
from tanshin.converter.reading import read_document

LENGTH = 99_000
SECONDS = 5.0
"""Of the processor; a quadratic reading of any of these takes far longer."""


@pytest.mark.parametrize(
    "piece", ["1% ", "7 ", "(", "$", "-", "2008 ", "million ", "1st ", "1,000 million ", "1\t", "-\t", "JPY 5 million "]
)
def test_a_line_of_one_thing_is_read_in_time(piece: str) -> None:
    line = piece * (LENGTH // len(piece))
    started = time.process_time()
    read_document(line.encode(), "repeated.txt")
    assert time.process_time() - started < SECONDS
