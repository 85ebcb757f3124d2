"""Finds every numeral and nil mark in a text, with sign, percent sign, currency, scale word and unit word.

Knows the forms of printed figures only; where a table's columns stand is left to `fixed` and `tabs`, what a figure
means to `binding`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from ...taxonomy.amount import fraction_digits, parse_amount
from ...taxonomy.span import Span
from ..document import Form, Mark, MarkKind
from ..language.vocabulary import currency_of
from ..language.words import folded
from .figure_words import money_after, money_before, scale_word, unit_word
from .figures import GLUED, MINUS, TRIANGLES, closing_at, is_sign, plain_figures, trails
from .forms import barred

_CORE = re.compile(r"[0-9]+(?:[,.'’][0-9]+)*|(?<![\w.,])\.[0-9]+")
_DASH = re.compile(
    r"(?<!\S)(?:(\\?\$|[¥€£]|(?:[A-Z]{3}|(?i:yen|euros?|dollars?))(?=[ ]))[ ]{0,12})?"
    r"(-{1,4}|[–—−ー―]{1,3}|\([ ]?[-–—−]{1,4}[ ]?\))([ ]?%)?(?!\S)"
)
_WORD_AFTER = re.compile(r"([ \-]?)([A-Za-z]+)")
_LONGEST = 1000
"""Characters up to which digits are a figure: no arithmetic on longer ones is promised."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,4}")
"""A raised number: the mark of a footnote."""
_HAS_DIGIT = re.compile(r"[0-9]")
_DIGITS = re.compile(r"[0-9]+")
_GLUED_WORD = re.compile(r"[0-9A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral or nil mark at characters `start` to `end` of a text; `value` None and not `nil` is a misprint.

    The rest is as in `Mark`. `start` to `end` covers `raw`; `outer_start` to `outer_end` also the currency, scale and
    unit words.
    """

    start: int
    end: int
    value: Decimal | None
    nil: bool = False
    digits: int = 0
    percent: bool = False
    currency: str | None = None
    power: int | None = None
    unit: str | None = None
    form: Form = Form.AMOUNT
    outer_start: int = 0
    outer_end: int = 0

    @property
    def misprint(self) -> bool:
        """Whether this looks like a number and is none (`1,23`)."""
        return self.value is None and not self.nil


def understood(numeral: Numeral) -> bool:
    """Whether letters glued to a figure are a word for what it counts; `4,321CR` may be of either sign."""
    unit = numeral.unit
    return unit is None or unit_word(unit) or len(unit) > 2


def scan(text: str, *, file: str, line: int, column: int = 1, kind: MarkKind) -> list[Mark]:
    """The marks printed in `text`, which starts at `column` of `line`, left to right.

    For kind CELL the text is one or more table cells: dashes standing alone are nil marks, parentheses make a number
    negative. For LABEL and PROSE dashes are punctuation, and a small integer in parentheses is a footnote mark or the
    number of an item; every numeral is returned, its `form` saying which can be amounts. A misprint such as `1,23`
    gives a mark without a value in a CELL; elsewhere its parts are numerals of their own.
    """
    return [
        mark_of(n, text, Span(file, line, column + n.start, n.end - n.start), kind)
        for n in find(text, kind)
        if kind is MarkKind.CELL or not n.misprint
    ]


def scan_lines(pieces: Sequence[tuple[int, int, str]], *, file: str, kind: MarkKind) -> list[Mark]:
    """The marks of a text that runs over several lines: `pieces` are (line, column, text), read as joined by blanks.

    A currency or scale word on the line before or after its numeral is found; `raw` is cut to the numeral's own line.
    """
    starts: list[int] = []
    at = 0
    for _, _, piece in pieces:
        starts.append(at)
        at += len(piece) + 1
    text = " ".join(piece for _, _, piece in pieces)
    marks = []
    which = 0
    for n in find(text, kind):
        if n.misprint:
            continue
        while which + 1 < len(starts) and starts[which + 1] <= n.start:
            which += 1
        line, column, piece = pieces[which]
        length = min(n.end, starts[which] + len(piece)) - n.start
        marks.append(mark_of(n, text, Span(file, line, column + n.start - starts[which], length), kind))
    return marks


def mark_of(numeral: Numeral, text: str, span: Span, kind: MarkKind) -> Mark:
    """The mark for a numeral found in `text`, printed at `span`."""
    n = numeral
    raw = text[n.start : n.start + span.length]
    return Mark(span, raw, kind, n.value, n.digits, n.percent, n.currency, n.power, n.unit, n.form)


def find(text: str, kind: MarkKind = MarkKind.CELL) -> list[Numeral]:
    """The numerals and nil marks of `text`, left to right; misprints too. Linear in the length of the text."""
    text = plain_figures(text)
    found: list[Numeral] = []
    cell = kind is MarkKind.CELL
    if _HAS_DIGIT.search(text):
        regions = [] if cell else barred(text)
        which = 0
        for core in _CORE.finditer(text):
            while which < len(regions) and regions[which][1] <= core.start():
                which += 1
            form = regions[which][2] if which < len(regions) and regions[which][0] <= core.start() else None
            if form is not None:
                found.extend(_parts(text, core.start(), core.end(), form))
            else:
                found.extend(_numeral(text, core.start(), core.end(), cell, found[-1] if found else None))
    if not cell:
        notes = [
            Numeral(m.start(), m.end(), Decimal(int(normalize("NFKC", m[0]))), form=Form.FOOTNOTE,
                    outer_start=m.start(), outer_end=m.end())
            for m in _RAISED.finditer(text)
        ]  # fmt: skip
        if notes:
            found = sorted((*found, *notes), key=lambda n: n.start)
    if cell:
        nils = [_nil(m) for m in _DASH.finditer(text)]
        if nils:
            found = sorted((*found, *nils), key=lambda n: n.start)
    return found


def _nil(match: re.Match[str]) -> Numeral:
    """The nil mark that a match of dashes is, with its currency."""
    money = currency_of(match[1].lstrip("\\")) if match[1] else None
    start = match.start() if money is not None else match.start(2)
    percent = match[3] is not None
    return Numeral(match.start(2), match.end(), None, True, 0, percent, money, outer_start=start, outer_end=match.end())


def _parts(text: str, start: int, end: int, form: Form) -> list[Numeral]:
    """The digit runs of what is no amount, each a numeral of that form."""
    return [
        Numeral(m.start(), m.end(), Decimal(m[0]), form=form, outer_start=m.start(), outer_end=m.end())
        for m in _DIGITS.finditer(text, start, end)
    ]


def _numeral(text: str, start: int, end: int, cell: bool, before: Numeral | None) -> list[Numeral]:
    """The numeral whose digits stand at `start` to `end`, with what belongs to it on both sides."""
    digits = text[start:end]
    floor = before.outer_end if before is not None else 0  # nothing left of this belongs to us
    left = start
    sign = ""
    apart = len(text[floor:start].rstrip(" ")) + floor
    if cell and apart > floor and start - apart <= 2 and text[apart - 1] in TRIANGLES:
        left, sign = apart - 1, text[apart - 1]
    elif left > floor and text[left - 1] in MINUS and (cell or text[left - 1] != "—"):
        left, sign = left - 1, text[left - 1]
        if not is_sign(text, left, cell):
            glued = left > 0 and text[left - 1].isalnum()
            form, left, sign = _behind_dash(text, left, before), start, ""
            if not cell or glued:
                return _with_right(text, start, end, form)
    currency, left, opening = _left(text, left, floor)
    if not sign and left > floor and text[left - 1] in MINUS and is_sign(text, left - 1, cell):
        left, sign = left - 1, text[left - 1]
        if opening < 0 and left > floor and text[left - 1] == "(":
            opening = left = left - 1
    if digits == "000" and not text[:start].rstrip(" ")[-1:].isdigit():
        return _parts(text, start, end, Form.IDENTIFIER)  # no figure is printed so: `¥000` is a scale
    if left == start and start > 0 and (text[start - 1].isalpha() or text[start - 1] in "_#@&"):
        return _parts(text, start, end, Form.IDENTIFIER)
    if left == start and start > 1 and text[start - 1] in ":/" and not text[start - 2].isspace():
        return _parts(text, start, end, Form.IDENTIFIER)

    if end - start <= 2 and text[start - 1 : start] + text[end : end + 1] in ("[]", "{}"):
        return _parts(text, start, end, Form.FOOTNOTE)
    right = end
    percent = text.startswith("%", right)
    if percent:
        right += 1
    elif text.startswith(" %", right) and not text[right + 2 : right + 3].isalnum():
        percent, right = True, right + 2
    closing = closing_at(text, right) if opening >= 0 else -1
    trailing = cell and not sign and opening < 0 and trails(text, right) and not _YEAR.fullmatch(digits)
    if trailing:
        sign, right = text[right], right + 1
    twice = cell and bool(sign) and left < opening  # `-(4,321)`: of which sign, nothing tells
    power, unit, money, outer_end = (None, None, None, right) if percent else _words(text, right, currency)
    if outer_end < 0:  # glued to letters and digits: `2H08`, `3G`
        word = _GLUED_WORD.match(text, end)
        return _parts(text, start, word.end() if word else end, Form.IDENTIFIER)
    currency = currency or money
    form = Form.AMOUNT
    if closing < 0 and opening >= 0 and outer_end > right:
        closing = closing_at(text, outer_end)
        if closing >= 0:
            outer_end = closing
            if not cell or _repeats(before, currency, opening):
                opening = closing = -1  # `(3 months)`, `($9.5 million)`: words in parentheses, no negative
        elif not cell:
            opening = -1
    span_start, span_end = start, right
    negative = bool(sign) and sign != "+"
    if opening >= 0 and (closing >= 0 or (cell and not text[right:].strip())):
        negative, form = _enclosed(text, opening, closing, digits, percent, currency, cell, before)
        if negative or form is Form.FOOTNOTE:
            span_start = opening
            span_end = right if closing < 0 else closing if closing >= right else right
            if not percent and text.startswith("%", span_end):
                percent, span_end = True, span_end + 1
        else:
            span_start = start if not sign else text.rindex(sign, opening, start)
        if closing >= 0 and power is None and unit is None and not percent:
            power, unit, money, behind = _words(text, span_end, currency)  # `$(134) million`
            currency, outer_end = currency or money, max(outer_end, behind)
        outer_end = max(outer_end, closing)
    elif sign and not trailing:
        span_start = text.rindex(sign, left, start)
    try:
        value: Decimal | None = None if twice or len(digits) > _LONGEST else parse_amount(digits)
    except ValueError:
        if not cell:
            return _parts(text, start, end, Form.IDENTIFIER)
        value = None
    if value is None and not cell:
        return _parts(text, start, end, Form.UNREADABLE)
    if value is not None and negative and form is Form.AMOUNT:
        value = value.copy_negate() if value else value
    if form is Form.AMOUNT and not cell and text[outer_end : outer_end + 1] in ("-", "–") and not percent:
        follows = text[outer_end + 1 : outer_end + 2]
        if follows.isdigit() or not follows.strip() or follows == ")":
            form = Form.RANGE
    if unit is not None and folded(unit) in _ORDINAL:
        unit, form = None, Form.ORDINAL
    outer_start = min(left, opening) if opening >= 0 else left
    if cell and outer_start > floor and text[outer_start - 1] in GLUED and not text[: outer_start - 1][-1:].strip():
        outer_start -= 1
    return [
        Numeral(
            span_start,
            max(span_end, span_start + 1),
            value,
            False,
            fraction_digits(digits),
            percent,
            currency,
            power,
            unit,
            form,
            outer_start,
            max(outer_end, span_end),
        )
    ]


def _behind_dash(text: str, at: int, before: Numeral | None) -> Form:
    """What digits behind the dash at `at` are that is no minus, as what stands before the dash proves."""
    previous = text[at - 1] if at else " "
    if previous.isdigit() or previous == "(" or (before is not None and before.outer_end == at):
        return Form.RANGE
    return Form.IDENTIFIER if previous.isalpha() else Form.UNREADABLE


def _with_right(text: str, start: int, end: int, form: Form) -> list[Numeral]:
    """Digits behind a dash with what goes with them: a bound of a range, as `999` in `100Mbps-999Mbps`."""
    power, unit, currency, outer = _words(text, end, None)
    return [
        Numeral(
            n.start,
            n.end,
            n.value,
            unit=unit,
            power=power,
            currency=currency,
            form=form,
            outer_start=n.outer_start,
            outer_end=max(outer, n.end),
        )
        for n in _parts(text, start, end, form)
    ]


def _left(text: str, left: int, floor: int) -> tuple[str | None, int, int]:
    """Currency and opening parenthesis before `left`: the currency, where it all begins, the parenthesis or -1."""
    opening = -1
    currency = None
    for _ in range(2):
        at = left
        while at > floor and at > left - 3 and text[at - 1] in " \t":
            at -= 1
        if opening < 0 and at > floor and text[at - 1] == "(":
            opening = left = at - 1
            continue
        money = money_before(text, floor, left) if currency is None else None
        if money is not None:
            currency, left = money
            continue
        break
    else:
        return currency, left, opening
    return currency, left, opening


def _words(text: str, at: int, money: str | None) -> tuple[int | None, str | None, str | None, int]:
    """Scale, unit and currency words after `at`, and where they end; an end of -1 for letters that are no such word.

    `money` is the currency printed before the figure: behind one a short word is a scale too (`EUR 12 m`).
    """
    power: int | None = None
    unit: str | None = None
    currency: str | None = None
    for _ in range(4):
        word = _WORD_AFTER.match(text, at)
        if word is None:
            named = money_after(text, at) if currency is None and money is None else None
            if named is not None:
                currency, at = named
            break
        glued = not word[1]
        if glued and text[word.end() : word.end() + 1].isdigit():
            return None, None, None, -1
        scale = scale_word(word[2], glued=glued, money=money)
        named = money_after(text, at) if currency is None else None
        if scale is not None and (power is None or not glued) and (not glued or currency is None):
            power, at = (power or 0) + scale, word.end()
        elif named is not None:
            currency, at = named
        elif unit is None and (glued or unit_word(word[2])):
            if glued and len(word[2]) == 1 and word[2] not in "xX":
                return None, None, None, -1
            if glued and not unit_word(word[2]) and text.startswith(":", word.end()):
                return None, None, None, -1  # `3774URL:`, words run together
            return power, word[2], currency, word.end()
        else:
            break
    return power, unit, currency, at


def _repeats(before: Numeral | None, currency: str | None, opening: int) -> bool:
    """Whether an amount in parentheses repeats the one just before it in another currency."""
    return (
        before is not None
        and before.currency is not None
        and currency is not None
        and before.currency != currency
        and 0 <= opening - before.outer_end <= 2
    )


def _enclosed(
    text: str,
    opening: int,
    closing: int,
    digits: str,
    percent: bool,
    currency: str | None,
    cell: bool,
    before: Numeral | None,
) -> tuple[bool, Form]:
    """Whether a number in parentheses is negative, and what else it may be."""
    small = digits.isdigit() and len(digits) <= 2 and not percent and currency is None
    previous = text[opening - 1] if opening else " "
    glued = not previous.isspace() and previous not in "$¥€£"
    if small and glued:
        return False, Form.FOOTNOTE
    if _repeats(before, currency, opening):
        return False, Form.AMOUNT
    if cell:
        return True, Form.AMOUNT
    if small:
        return False, Form.FOOTNOTE
    # In words `(9.5%)` or `($9.5)` after an amount says it in another way; a parenthesis on its own is a negative.
    return before is None or opening - before.outer_end > 2, Form.AMOUNT
