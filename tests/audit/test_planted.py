"""One error planted at a time in the bundled examples: it is told, its figure is named, and nothing else is accused.

`benchmarks/audit.py` measures the same over many more.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import islice
from pathlib import Path

import pytest
from planting import KINDS, Field, Told

EXAMPLES = files("tanshin.converter") / "examples"
EACH = 2
SURE = [kind for kind in KINDS if kind != "period word"]
"""What is always told; a period word may stand beside a figure that is printed for no other period."""


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> list[Field]:
    return [
        Field(Path(str(EXAMPLES / name)), tmp_path_factory.mktemp("planted"))
        for name in ("iij-2008-11-13.txt", "iij-2009-08-11.txt")
    ]


def planted(fields: list[Field], kind: str, place: str, each: int = EACH) -> list[Told]:
    return [field.told(planting) for field in fields for planting in islice(field.plantings(kind, place), each)]


@pytest.mark.parametrize("place", ["cell", "label"])
@pytest.mark.parametrize("kind", SURE)
def test_a_wrong_figure_is_told_once_and_accuses_no_other(fields: list[Field], kind: str, place: str) -> None:
    for told in planted(fields, kind, place):
        if told.within_rounding and not told.found:
            continue
        said = f"{told.planting.trace.span} {told.planting.before} -> {told.planting.after}: {told.findings}"
        assert told.found, said
        assert not told.false_alarms, said
        assert len(told.findings) == 1, said


@pytest.mark.parametrize("kind", SURE)
def test_so_it_is_in_running_text_unless_the_figure_is_left_unbound(fields: list[Field], kind: str) -> None:
    told = [one for one in planted(fields, kind, "prose") if one.found or not one.within_rounding]
    assert sum(one.found for one in told) >= 0.5 * len(told)
    assert not sum(one.false_alarms for one in told)


def test_the_wrong_figure_is_named_first_where_the_relations_tell(fields: list[Field]) -> None:
    certain = [t for kind in SURE for t in planted(fields, kind, "cell") if t.found]
    assert sum(told.named for told in certain) >= 0.8 * len(certain)


@pytest.mark.parametrize("place", ["prose", "header"])
def test_a_wrong_period_is_told_where_a_figure_goes_by_it(fields: list[Field], place: str) -> None:
    # A sentence of no known form is read by what agrees with it, and is left unbound where its period does not.
    told = [one for one in planted(fields, "period word", place, 3 * EACH) if not one.idle]
    assert sum(one.found for one in told) >= 0.75 * len(told)
