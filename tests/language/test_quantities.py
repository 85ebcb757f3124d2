"""A label that ends in a unit of quantity is of no amount of money."""

from __future__ import annotations

import pytest
from tanshin.converter.language.quantities import counts_quantity


@pytest.mark.parametrize(
    "label",
    ["Tin sold (tonnes)", "Tin sold, tonnes", "Tin sold (in thousands of pounds)", "Land held (acres):", "Gas (mcf)"],
)
def test_units_of_quantity_at_the_end_of_a_label(label: str) -> None:
    assert counts_quantity(label)


@pytest.mark.parametrize(
    "label", ["Loss (gain) on sales", "Interest income, net", "Tonnes and more", "Pound Hotels, Inc."]
)
def test_other_labels_end_in_none(label: str) -> None:
    assert not counts_quantity(label)
