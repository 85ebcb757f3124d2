"""Labels near to one that is none of them are those that comparing with all of them finds, without doing so."""

from __future__ import annotations

import difflib
import itertools

import pytest
from tanshin.converter.binding.nearest import Nearest

HEADS = ["Quarry", "Lantern", "Orchard", "Ferry", "Granary", "Canal"]
KINDS = ["prepaid", "deferred", "secured", "seasonal", "foreign"]
THINGS = ["revenues", "receivables", "borrowings", "deposits", "wages", "reserves"]
LABELS = [" ".join(words).lower() for words in itertools.product(HEADS, KINDS, THINGS)]


@pytest.mark.parametrize(
    "text",
    [
        "lantern prepaid revenue",
        "quarry deffered wages",
        "orchard seasonal deposit",
        "ferrysecured borrowings",
        "canals",
    ],
)
def test_the_most_alike_label_is_found_among_many(text):
    expected = difflib.get_close_matches(text, LABELS, n=1, cutoff=0.6)
    assert list(Nearest(LABELS).find(text, 3)[:1]) == expected


def test_what_is_like_none_is_near_to_none():
    assert Nearest(LABELS).find("xylophone", 3) == ()
    assert Nearest([]).find("wages", 3) == ()
    assert Nearest(["", "a"]).find("", 3) == ("",)


def test_no_more_labels_are_compared_however_many_there_are(monkeypatch):
    compared = []
    monkeypatch.setattr(difflib, "get_close_matches", lambda text, near, n, cutoff: compared.append(len(near)) or [])
    for copies in (1, 20):
        Nearest(f"{label} {n}" for label in LABELS for n in range(copies)).find("lantern prepaid revenue", 3)
    assert compared[0] == compared[1]
