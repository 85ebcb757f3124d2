"""Facts of any kind, for tests that write a report and read it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from tanshin.converter.report import Entity, Fact, Period, Unit
from tanshin.taxonomy.qname import QName

ENTITY = Entity("http://example.com/id", "1 & 2")
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**35), max_value=10**35)


@st.composite
def facts(
    draw: st.DrawFn,
    *,
    concepts: Sequence[QName],
    units: Sequence[Unit],
    periods: Sequence[Period],
    dimensions: Sequence[tuple[tuple[QName, QName | str], ...]],
    texts: st.SearchStrategy[str],
    decimals: tuple[int, int],
    **further: st.SearchStrategy[Any],
) -> tuple[Fact, ...]:
    """Up to six facts, numbers and texts and nil ones; `further` may draw `id`, `language` (of texts) and `marks`."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        numeric = draw(st.booleans())
        value = draw(st.one_of(st.none(), numbers if numeric else texts))
        found.append(
            Fact(
                draw(further["id"]) or f"f{number}" if "id" in further else f"f{number}",
                draw(st.sampled_from(concepts)),
                value,
                draw(st.sampled_from(periods)),
                draw(st.sampled_from(units)) if numeric else None,
                ENTITY,
                draw(st.one_of(st.none(), st.integers(*decimals))) if numeric and value is not None else None,
                draw(st.sampled_from(dimensions)),
                draw(further["language"]) if "language" in further and not numeric else None,
                draw(further["marks"]) if "marks" in further else (),
            )
        )
    return tuple(found)
