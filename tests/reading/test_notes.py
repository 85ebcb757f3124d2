"""The numbers of footnotes are told from those of headings that look the same."""

from __future__ import annotations

import pytest
from tanshin.converter.document import Form
from tanshin.converter.reading import read_document

NOTES = """
(1) All figures are unaudited.
(2) Home use includes the lines of providers.
"""


@pytest.mark.parametrize(
    ("before", "forms"),
    [
        ("Acme did well(1), and so did its home use(2).\n", [Form.FOOTNOTE, Form.FOOTNOTE]),
        (
            "Acme did well(1), and so did its home use.\n",
            [Form.NUMBERING, Form.NUMBERING],
        ),  # (2) is referred to nowhere
        ("Acme did well, and so did its home use.\n", [Form.NUMBERING, Form.NUMBERING]),
    ],
)
def test_a_number_is_a_footnotes_where_words_refer_to_all_of_its_run(before: str, forms: list[Form]) -> None:
    document, _ = read_document((before + NOTES).encode(), "release.txt")
    assert document is not None
    assert [m.form for m in document.marks() if m.span.line > 2] == forms


def test_headings_that_are_no_sentences_stay_headings() -> None:
    text = "Acme did well(1).\n\n(1) Consolidated Results of Operations\n\nRevenues were JPY5 million.\n"
    document, _ = read_document(text.encode(), "release.txt")
    assert document is not None
    assert [m.form for m in document.marks() if m.span.line == 3] == [Form.NUMBERING]
