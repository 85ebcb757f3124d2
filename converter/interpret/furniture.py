"""Lines that stand on pages and say nothing of the table beside them: `See accompanying notes`, `(more)`.

Numbers of pages are the reader's matter.
"""

from __future__ import annotations

from ..language.vocabulary import page_words


def of_page(text: str) -> bool:
    """Whether a line is one of those that stand at the foot or head of pages."""
    bare = " ".join(text.lower().split())
    return any(bare == words or (" " in words and bare.startswith(words)) for words in page_words())
