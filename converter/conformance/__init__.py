"""Conformance suites of XBRL International, run from their index: what each variation expects and what is found.

suite = read_suite(Path("xbrl.xml"))                 # the variations, with what each expects
outcomes = run_suite(suite, jobs=2)                  # one per variation, in the order of the index

A verdict comes from validating as anybody does; nothing here knows a suite, a test case or a file by its name.
"""

from __future__ import annotations

from .index import Expected, Suite, Variation, read_suite
from .run import Outcome, run_suite

__all__ = ["Expected", "Outcome", "Suite", "Variation", "read_suite", "run_suite"]
