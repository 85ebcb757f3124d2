"""The runs of words whose numerals cannot be amounts: dates, fiscal codes, addresses, references, numbers of items.

Numerals themselves are left to `numerals`; what a date means to `language`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..document import Form
from ..language.vocabulary import months, reference_words


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


MONTHS = _any(months()) + r"\.?"
REFERENCES, NOTES, PAGES = (_any(reference_words(kind)) for kind in ("law", "note", "page"))

_DATE = re.compile(
    rf"\b{MONTHS}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?\b(?:\s*,?\s*(?:19|20)[0-9]{{2}}\b)?"
    rf"|\b[0-9]{{1,2}}\s+{MONTHS}(?:,?\s+(?:19|20)[0-9]{{2}}\b)?"
    rf"|\b{MONTHS}\s*,?\s+(?:19|20)[0-9]{{2}}\b"
    r"|(?<![\w/.,])[0-9]{1,4}/[0-9]{1,2}(?:/[0-9]{2,4})?(?![\w/])"
    r"|(?<![\w-])(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![\w-])"
    r"|(?<![\w$.,/:-])(?:19|20)[0-9]{2}(?![\w%]|[.,/][0-9]|\s*(?:thousand|million|billion|shares|yen))"
    r"|(?<=/)(?:19|20)[0-9]{2}(?![\w%])",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?<![A-Za-z0-9])(?:[1-4]Q|[12]H|Q[1-4]|H[12]|[1-9]M)(?:\s?(?:FY|CY)?\s?'?(?:[0-9]{4}|[0-9]{2}))?(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])(?:FY|CY)\s?'?(?:[0-9]{4}|[0-9]{2})(?:\.[0-9]{1,2})?(?:(?:[1-4]Q|[12]H)|[AE])?(?![A-Za-z0-9])"
    r"|\bfiscal(?:\s+years?)?\s+(?:19|20)[0-9]{2}(?:\s+and\s+(?:19|20)[0-9]{2})?"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@(),;]{1,64}@[^\s@(),;]+")
_CONTACT = re.compile(
    r"\+[0-9]{1,3}(?:[- .()]{1,2}[0-9]{1,5}){1,5}|(?<![\w,.-])\(?[0-9]{2,4}\)?[- ][0-9]{3,4}-[0-9]{4}(?![\w-])"
)
_NUMBERS = r"\s{0,2}[0-9][0-9.\-]*(?:\([0-9a-z]\))*(?:(?:,| and| or| to)\s[0-9]{1,4}(?![\w,.%]))*"
_REFERENCE = re.compile(
    rf"\b{REFERENCES}(?:\s{{0,2}}(?:FAS|FIN|No\.|Nos\.))?{_NUMBERS}(?:R(?:-[0-9]{{1,2}}(?![0-9]))?(?![A-Za-z]))?"
)
_NOTE_NUMBER = re.compile(rf"\b{NOTES}{_NUMBERS}")
_PAGE = re.compile(rf"\b{PAGES}{_NUMBERS}")
_NUMBERING = re.compile(r"\s*(?:-\s)?(?:\(?[0-9]{1,2}\)|[0-9]{1,2}(?:\.[0-9]{1,2})*\.)(?=\s+\D|\s*\Z)")


_INNER_NUMBERING = re.compile(r"(?:(?<=[^\s(\d] )|(?<=- \())([0-9]{1,2}\)) (?=[A-Z][a-z])")
"""The number of an item of a list that runs on in one paragraph: `2) Number of shares 3) Period`."""


def barred(text: str) -> list[tuple[int, int, Form]]:
    """The runs of `text` whose numerals cannot be amounts, in order, not overlapping: start, end, form."""
    found: list[tuple[int, int, int, Form]] = []
    for rank, (pattern, form) in enumerate(_PATTERNS):
        found.extend((m.start(), rank, m.end(), form) for m in pattern.finditer(text))
    found.extend((m.start(1), 0, m.end(1), Form.NUMBERING) for m in _INNER_NUMBERING.finditer(text))
    numbering = _NUMBERING.match(text)
    if numbering:
        found.append((0, 0, numbering.end(), Form.NUMBERING))
    regions: list[tuple[int, int, Form]] = []
    for start, _, end, form in sorted(found, key=lambda f: (f[0], f[1])):
        if not regions or start >= regions[-1][1]:
            regions.append((start, end, form))
    return regions


_PATTERNS = (
    (_ADDRESS, Form.ADDRESS),
    (_DATE, Form.DATE),
    (_PERIOD, Form.PERIOD),
    (_REFERENCE, Form.REFERENCE),
    (_NOTE_NUMBER, Form.FOOTNOTE),
    (_PAGE, Form.PAGE),
    (_CONTACT, Form.CONTACT),
)
