"""The characters that figures are printed with, whatever the script: digits, separators and brackets of any width.

What they make together is left to `numerals`.
"""

from __future__ import annotations

import re
import unicodedata

_WIDE = {
    "，": ",",
    "．": ".",
    "（": "(",
    "）": ")",
    "％": "%",
    "＄": "$",
    "￥": "¥",
    "￡": "£",
    "￦": "₩",
    "＋": "+",
    "－": "-",
    "﹣": "-",
    "﹢": "+",
    "﹐": ",",
    "﹒": ".",
    "﹙": "(",
    "﹚": ")",
    "﹩": "$",
    "﹪": "%",
    "［": "[",
    "］": "]",
    "＊": "*",
    "\u3000": " ",
    "\u066b": ".",
    "\u066c": ",",
    "\u066a": "%",
}
"""Characters of another width or script: the one that each stands for."""

TRIANGLES = "△▲▼▽"
"""Signs that make a figure negative, with or without a blank behind them."""
DASHES = "-−–—‐‑"
"""Dashes that make a figure negative when they are glued to it."""

MINUS = DASHES + TRIANGLES

_NOTE = r"[*†‡§¶※#]|[⁰¹²³⁴-⁹ⁿ]|\^\d{1,2}|[(\[{](?:[a-z]|\d{1,2})[)\]}]"
TRAILING_NOTE = re.compile(
    r"(?<=[\d)%]) ?(?:[*†‡§¶※]+|[⁰¹²³⁴-⁹ⁿ]+|\([a-z]\)|\[[a-z\d]{1,2}\]|\{\d{1,2}\}|/\d/|(?<= )\})$"
)
"""A footnote mark behind a figure, glued to it or one blank behind, or a brace that joins rows."""
GLUED = "+~≈"
"""Signs that may stand glued before a figure and leave it as it is."""
_ABOUT = r"[~≈∼]|\b(?:c|ca|approx)\.|\b(?:approx|approximately|about|circa)\b"
_ACCOUNTED = re.compile(rf"(?:\s|{_NOTE}|{_ABOUT}|\+|\.{{2,}}|…)*", re.IGNORECASE)


class _Plain(dict[int, str]):
    """For each character the one that it stands for, found when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char
        self[code] = plain
        return plain


_PLAIN = _Plain({ord(char): plain for char, plain in _WIDE.items()})


def plain_figures(text: str) -> str:
    """The text, as long as before, with the digits and signs of its figures in ASCII."""
    return text if text.isascii() else text.translate(_PLAIN)


def accounted(left: str) -> bool:
    """Whether what stands beside a figure in its cell takes nothing away from it: blanks, footnote marks, `approx.`."""
    return _ACCOUNTED.fullmatch(left) is not None


def trails(text: str, at: int) -> bool:
    """Whether a minus stands glued behind a figure, and nothing behind it: `4,321-`."""
    return text[at : at + 1] in ("-", "−", "–") and not text[at + 1 : at + 2].strip()


def is_sign(text: str, at: int, cell: bool) -> bool:
    """Whether the dash at `at` is a minus: a triangle always, a dash after a blank, bracket, currency or nothing."""
    if text[at] in TRIANGLES:
        return True
    previous = text[at - 1] if at else " "
    if previous == "(" and not cell:
        return False  # `(-99Mbps)` in words is `up to`
    return previous in " \t($¥€£" or (cell and not previous.isalnum() and previous not in MINUS)


def closing_at(text: str, at: int) -> int:
    """The position behind a closing parenthesis that follows at once or after up to two blanks, or -1."""
    for _ in range(3):
        if text.startswith(")", at):
            return at + 1
        if not text.startswith(" ", at):
            return -1
        at += 1
    return -1
