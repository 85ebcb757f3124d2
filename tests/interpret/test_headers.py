"""Headers drawn in every order: the period and scale of each column are right in nearly all, and wrong in none."""

from __future__ import annotations

from collections import Counter

from interpret.drawn_headers import Drawn, drawn
from tanshin.converter.cli.tables import Told, column_meaning
from tanshin.converter.interpret.periods import read_periods
from tanshin.converter.interpret.scales import table_scales
from tanshin.converter.reading import read_document


def judge(each: Drawn) -> tuple[bool, list[str]]:
    """Whether all of a drawn header is right; what of it is wrong rather than unsure."""
    document, _ = read_document(each.text.encode(), "drawn.txt")
    assert document is not None
    table = document.tables[-1]
    told = Told(read_periods(document), table_scales(document))
    said = [column_meaning(table, column, told) for column in table.columns]
    got = [(m["period"] or "", m["scale"]) for m in said]
    want = [(period, each.power) for period in each.periods]
    wrong = [
        f"{each.name}: {period} {scale}"
        for (period, scale), (should, power) in zip(got, want, strict=False)
        if (period[:2] in ("19", "20") and "-" in period and period != should) or scale not in (None, power)
    ]
    return got == want, wrong


def test_periods_and_scales_of_plain_headers():
    every = list(drawn())
    judged = [(each, *judge(each)) for each in every]
    wrong = [text for _, _, texts in judged for text in texts]
    missed = Counter(each.name for each, right, _ in judged if not right)
    assert len(every) >= 600
    assert wrong == []
    assert len(missed) <= 0.02 * len(every), missed
