"""Deterministic changes of a text, byte by byte and character by character, such as no release should ever suffer."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_ODD = ["\x00", "\u200f", "\u202e", "\u200b", "\ufeff", "\u00ad", "\u0130", "\ud7ff", "\U0001f4b9", "½", "²", "٣", "４"]
_ODD += [
    "—",
    "－",
    "（",
    "）",
    "△ ",
    "%",
    "(",
    ")",
    "[",
    "]",
    "|",
    "<",
    "&",
    '"',
    "{",
    "\\",
    "\t",
    "  ",
    "\f",
    "\r",
    "\v",
]
_WORDS = ["9" * 31, "9" * 2001, "0." + "1" * 40, "1,234", "$000", "JPY mill", "in 000s", "10 lakh crore", "ALL", "TRY"]
_WORDS += ["Auguſt 31, 2009", "Fırst quarter", "thouſands of yen", "February 30, 2009", "99/99/9999", "FY0000", "1Q99"]
_WORDS += [
    "100,000,000 millions",
    "except for",
    "(in millions, except",
    "1'234.5",
    "1.234,5",
    "4,321-",
    "CR",
    "K" * 300,
]
_ALIKE = str.maketrans({"i": "ı", "s": "ſ", "K": "\u212a", "I": "İ"})
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def _insert_odd(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice(_ODD) + text[at:]


def _insert_words(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return f"{text[:at]} {random.choice(_WORDS)} {text[at:]}"


def _replace_word(text: str, random: Random) -> str:
    words = text.split(" ")
    words[random.randrange(len(words))] = random.choice(_WORDS + _ODD)
    return " ".join(words)


def _of_lines(change: Callable[[list[str], int, Random], None]) -> Callable[[str, Random], str]:
    def changed(text: str, random: Random) -> str:
        lines = text.split("\n")
        change(lines, random.randrange(len(lines)), random)
        return "\n".join(lines)

    return changed


def _alike(lines: list[str], at: int, random: Random) -> None:
    lines[at] = lines[at].translate(_ALIKE)


def _other_digits(lines: list[str], at: int, random: Random) -> None:
    lines[at] = lines[at].translate(_DIGITS)


def _drop(lines: list[str], at: int, random: Random) -> None:
    del lines[at]


def _swap(lines: list[str], at: int, random: Random) -> None:
    other = random.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _join(lines: list[str], at: int, random: Random) -> None:
    lines[at : at + 2] = [" ".join(lines[at : at + 2])]


def _gaps(lines: list[str], at: int, random: Random) -> None:
    lines[at] = lines[at].replace("  ", random.choice(["\t", " ", "\t\t"]))


TEXT_CHANGES: tuple[Callable[[str, Random], str], ...] = (
    _insert_odd,
    _insert_words,
    _replace_word,
    *map(_of_lines, (_alike, _other_digits, _drop, _swap, _join, _gaps)),
)


def _flip(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _insert(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes(random.randrange(256) for _ in range(3)) + data[at:]


def _cut(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at + random.randrange(1, 80) :]


BYTE_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (_flip, _insert, _cut)


def mutant(text: str, seed: int) -> bytes:
    """The bytes of a text after some changes that the seed alone chooses."""
    random = Random(seed)
    for _ in range(random.randrange(1, 4)):
        text = random.choice(TEXT_CHANGES)(text or " ", random)
    data = text.encode("utf-8", "surrogatepass")
    return random.choice(BYTE_CHANGES)(data, random) if data and random.random() < 0.4 else data
