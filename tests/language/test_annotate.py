"""A text is annotated once: typed tokens with their places, and the words that nothing explains."""

from __future__ import annotations

import pytest
from tanshin.converter.document import Text
from tanshin.converter.language.annotate import annotate


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Three months ended June 30, 2009", "period:Three months ended June 30, 2009"),
        ("(SEK million, unaudited)", "unit:SEK million | rest:unaudited"),
        ("Thousands of JPY 2009", "unit:Thousands of JPY | period:2009"),
        ("Ordinary shares of 25 pence", "rest:Ordinary | rest:shares | rest:of | number:25 | rest:pence"),
        ("Northern as of March 31, 2010", "rest:Northern | period:as of March 31, 2010"),
        ("", ""),
    ],
)
def test_tokens_stand_in_the_order_of_the_text(text: str, tokens: str) -> None:
    found = annotate(text).tokens
    assert " | ".join(f"{token.kind}:{token.words}" for token in found) == tokens
    assert all(text[token.start : token.end] == token.words for token in found)


def test_only_what_is_all_periods_and_units_is_understood() -> None:
    assert annotate("Six months ended June 30, 2009 (EUR thousands)").understood
    assert not annotate("Six months ended June 30, 2009 (EUR thousands, pro forma)").understood
    assert not annotate("").understood


def test_a_piece_of_a_document_carries_its_annotation_and_reads_it_once() -> None:
    assert Text("As of June 30, 2009").annotation is Text("As of June 30, 2009").annotation
