"""A message in pieces: sentences apart, what they list apart, and what is quoted whole."""

from __future__ import annotations

from tanshin.converter.cli.wording import Piece, pieces


def test_sentences_stand_apart_and_what_is_quoted_or_in_brackets_stays_whole() -> None:
    message = "Sales is 9 (line 1: “Sales rose. Costs too; a lot: 9”). Two do not hold: 1 = 2; 3 = 4. 8 would be right."
    assert pieces(message) == (
        Piece("Sales is 9 (line 1: “Sales rose. Costs too; a lot: 9”)."),
        Piece("Two do not hold:", ("1 = 2", "3 = 4.")),
        Piece("8 would be right."),
    )


def test_one_sentence_is_one_piece() -> None:
    assert pieces("No rate is stated") == (Piece("No rate is stated"),)
