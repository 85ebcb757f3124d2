"""The short pattern of everyday currencies is used only where the whole one would find nothing more."""

from __future__ import annotations

import pytest
from tanshin.converter.language.scales import names_rare_money
from tanshin.converter.language.units import find_units
from tanshin.converter.language.vocabulary import currencies, currency_codes, everyday_currencies

RARE = sorted({w for w, code in {**currencies(), **currency_codes()}.items() if code not in everyday_currencies()})


@pytest.mark.parametrize("word", RARE[:: max(1, len(RARE) // 60)])
def test_every_word_of_a_rare_currency_is_noticed(word: str) -> None:
    assert names_rare_money(f"(in thousands of {word})")
    assert names_rare_money(word)


def test_plain_headers_name_none() -> None:
    for text in ("(In thousands, except per share data)", "JPY millions", "US$ in millions", "Three months ended"):
        assert not names_rare_money(text)


def test_a_rare_currency_is_read_beside_everyday_ones() -> None:
    assert [f.value.currency for f in find_units("Swedish kronor in millions, USD")] == ["SEK", "USD"]
