"""Figures inside a row's label are one thing's only if nothing between them says otherwise, of the years it gives."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from textwrap import wrap

_spec = importlib.util.spec_from_file_location("binding_issuer", Path(__file__).parent / "issuer.py")
assert _spec is not None and _spec.loader is not None
issuer = sys.modules.setdefault("binding_issuer", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(issuer)


def allowances(label: str) -> list[str]:
    """What the figures inside a label are bound to, by the words `reserve of` in a table of two dates."""
    *first, last = wrap(label, 26)
    lines = "\n  ".join((*first, last.ljust(26)))
    text = f"""\
Acme Corporation

                             As of March 31, 2009    As of March 31, 2008
                               Thousands of USD        Thousands of USD
 {lines}       10,256,527               8,532,066
"""
    figure = replace(issuer.ACME.label_figures[0], item=((label,),), words=("reserve of",))
    item = replace(issuer.ACME.line_items[9], path=((label,),))
    known = issuer.Known(replace(issuer.ACME, label_figures=(figure,), line_items=(item,)), issuer.NAMESPACE)
    said = [issuer.said(b) for b in issuer.bound(text, known).bound]
    return [s.removeprefix("Allowance ") for s in said if s.startswith("Allowance")]


BOTH = ["2104000 USD (-3) 2009-03-31", "1877000 USD (-3) 2008-03-31"]


def test_figures_that_only_follow_each_other_are_those_of_the_columns() -> None:
    assert allowances("Receivables, less reserve of $2,104 and $1,877, respectively") == BOTH
    assert allowances("Receivables, less reserve of $2,104 in 2009 and $1,877 in 2008") == BOTH
    assert allowances("Receivables, less reserve of $2,104 and $1,877 in 2009 and 2008, respectively") == BOTH


def test_a_figure_behind_words_of_another_thing_is_not_that_of_the_next_column() -> None:
    assert allowances("Receivables, less reserve of $2,104, and rebates of $1,877") == []
    assert allowances("Receivables, less reserve of $2,104; $1,877 pledged") == []
    assert allowances("Receivables, reserve of $1,000 stated value, authorized $9,000") == []


def test_figures_in_other_years_than_the_columns_are_left() -> None:
    assert allowances("Receivables, less reserve of $1,877 in 2008 and $2,104 in 2009") == []
    assert allowances("Receivables, less reserve of $1,877 and $1,650 in 2008 and 2007, respectively") == []
