"""What of an instance belongs to its DTS: the references at its head and its links, found in the bytes.

What stands between them, contexts and facts, says nothing of the taxonomy; it is read elsewhere.
"""

from __future__ import annotations

import re
from typing import Final

from .xml import blank

_FOOTNOTE: Final = re.compile(rb"<((?:[\w.-]{1,100}:)?footnoteLink)[\s/>]")
_FIRST_FACT: Final = re.compile(
    rb"<(?!/|!|\?|(?:[\w.-]{1,100}:)?(?:xbrl|schemaRef|linkbaseRef|roleRef|arcroleRef)[\s/>])"
)
_LEADING: Final = (b"footnoteLink", b"href")


def first_fact(data: bytes) -> re.Match[bytes] | None:
    """Where the first element begins that is no reference."""
    return _FIRST_FACT.search(data, max(data.find(b"schemaRef"), 0))


def head(data: bytes) -> bytes:
    """The bytes that decide what an instance's DTS is and whether it holds: those before the first fact or context.

    All of them where anything after that might lead to another document or is a link of its own.
    """
    first = first_fact(data)
    if first is None or any(data.find(word, first.start()) >= 0 for word in _LEADING):
        return data
    return data[: first.start()]


def links_only(data: bytes) -> bytes:
    """An instance without its facts and contexts: the references at its head and its footnote links, lines kept."""
    first = first_fact(data)
    end = data.rfind(b"</")
    if first is None or end < first.start():
        return data
    pieces = [data[: first.start()]]
    here = first.start()
    has_footnotes = data.find(b"footnoteLink", here) >= 0
    for match in _FOOTNOTE.finditer(data, here) if has_footnotes else ():
        if match.start() < here:
            continue
        close = data.find(b"</" + match.group(1) + b">", match.end())
        if close < 0:
            return data
        pieces += [blank(data, here, match.start()), data[match.start() : close + len(match.group(1)) + 3]]
        here = close + len(match.group(1)) + 3
    return b"".join([*pieces, blank(data, here, end), data[end:]])
