"""One row of one list makes a word known wherever a release may print it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

# Each case runs in a process of its own, with one row more in one list: patterns are made of the lists only once.
PROGRAM = """
import json, sys
from tanshin.converter.language import vocabulary
name, row = sys.argv[1], json.loads(sys.argv[2])
whole = vocabulary._read
vocabulary._read = lambda *place: whole(*place) + ((row,) if place[-1] == name else ())
from tanshin.converter.reading import read_document
from tanshin.converter.language.periods import find_periods, period_of
from tanshin.converter.language.units import find_units
document, _ = read_document(sys.argv[3].encode(), "invented.txt")
table = document.tables[0]
row = table.rows[0]
texts = {
    "header": [h.text for h in table.columns[0].headers],
    "label": [row.label.text],
    "caption": [t.text for t in (*table.captions, *table.titles)],
    "sentence": [b.text.text for b in document.blocks if hasattr(b, "kind")],
}
said = {
    place: [repr(f.value) for t in given for f in (*find_units(t), *find_periods(t))] for place, given in texts.items()
}
cell = row.cells[0]
said["cell"] = [cell.kind.value, *(f"{m.value} {m.currency} {m.power} {m.unit}" for m in cell.marks)]
sentence = [m for b in document.blocks if hasattr(b, "kind") for m in b.marks if m.form.value == "amount"]
said["figures"] = [f"{m.value} {m.currency} {m.power} {m.unit}" for m in sentence]
print(json.dumps(said))
"""

RELEASE = """Acme Corporation

{sentence}

Statement of things
({caption})
\t{header}
{label}\t{cell}
"""


def said(name: str, row: dict[str, str], **texts: str) -> dict[str, list[str]]:
    given = [name, json.dumps(row), RELEASE.format(**texts)]
    done = subprocess.run([sys.executable, "-c", PROGRAM, *given], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_a_currency() -> None:
    found = said(
        "currencies.csv",
        {"words": "zorkmids", "currency": "ZRK", "kind": "word", "source": "hand"},
        header="zorkmids million",
        label="Revenues (millions of zorkmids)",
        caption="in millions of zorkmids",
        cell="1,234 zorkmids",
        sentence="Revenues were zorkmids 1,234 million.",
    )
    assert all("currency='ZRK', power=6" in found[place][0] for place in ("header", "label", "caption"))
    assert found["cell"] == ["value", "1234 ZRK None None"]
    assert found["figures"] == ["1234 ZRK 6 None"]


def test_a_scale() -> None:
    found = said(
        "scales.csv",
        {"word": "oodle", "power": "8", "kind": ""},
        header="JPY oodle",
        label="Revenues (oodle yen)",
        caption="in oodle yen",
        cell="1,234 oodle",
        sentence="Revenues were JPY 1,234 oodle.",
    )
    assert all("currency='JPY', power=8" in found[place][0] for place in ("header", "label", "caption"))
    assert found["cell"] == ["value", "1234 None 8 None"]
    assert found["figures"] == ["1234 JPY 8 None"]


def test_a_unit() -> None:
    found = said(
        "unit_words.csv",
        {"words": "zots", "unit": "zots"},
        header="Thousands of zots",
        label="Quantity sold (zots)",
        caption="zots in thousands",
        cell="1,234 zots",
        sentence="Sales came to 1,234 zots.",
    )
    assert all("word='zots'" in found[place][0] for place in ("header", "label", "caption"))
    assert found["cell"] == ["value", "1234 None None zots"]
    assert found["figures"] == ["1234 None None zots"]


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("months.csv", {"word": "brumaire", "month": "11"}, "three months ended Brumaire 30, 2009"),
        ("numbers.csv", {"word": "umpteen", "kind": "cardinal", "number": "13"}, "umpteen weeks ended June 30, 2009"),
        ("lengths.csv", {"words": "lustrum", "months": "60", "weeks": "0"}, "lustrum ended June 30, 2009"),
    ],
)
def test_a_word_of_a_period(name: str, row: dict[str, str], words: str) -> None:
    found = said(
        name,
        row,
        header=words,
        label=f"Revenues for the {words}",
        caption=f"for the {words}",
        cell="1,234",
        sentence=f"Revenues were JPY 1,234 million in the {words}.",
    )
    assert all(found[place][0].startswith("Ended") for place in ("header", "label", "caption"))
    assert any(value.startswith("Ended") for value in found["sentence"])
    assert found["figures"] == ["1234 JPY 6 None"]  # and no part of the date


@pytest.mark.parametrize(
    ("words", "currency"),
    [("SEK million", "SEK"), ("PLN million", "PLN"), ("TRY million", "TRY"), ("Swiss francs in millions", "CHF")],
)
def test_currencies_of_the_world(words: str, currency: str) -> None:
    from tanshin.converter.language.units import find_units

    assert [(f.value.currency, f.value.power) for f in find_units(words)] == [(currency, 6)]


@pytest.mark.parametrize(
    "words", ["kr", "peso", "crown", "rupees", "net of ALL tax", "TOP 10 SHAREHOLDERS", "AMD sales"]
)
def test_a_word_that_is_several_currencies_or_none_is_none(words: str) -> None:
    from tanshin.converter.language.units import find_units

    assert find_units(words) == ()
