"""Rows of a fixed-width table: labels wrapped over lines are put together with their values, headings told from labels.

Which heading a row stands under is left to `nesting`; where the columns stand to `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .layout import Line, LineKind, without_leader
from .stems import Stem, below, stem_of
from .texts import Placed

_JOINING = frozenset(["OF", "AND", "OR", "TO", "IN", "FROM", "WITH", "BY", "THROUGH", "THAN", "PER", "Of", "And", "Or"])
_LEADING = frozenset(
    [
        "of",
        "and",
        "or",
        "to",
        "in",
        "for",
        "from",
        "with",
        "by",
        "at",
        "on",
        "through",
        "than",
        "per",
        "the",
        "a",
        "an",
        "less",
        "under",
        "upon",
        "as",
        "its",
        "&",
    ]
)
_NUMBERED = re.compile(r"\(?(?:[0-9]{1,2}|[ivx]{1,4})[.)]\s")
_WORD = re.compile(r"[A-Za-z&]+")
_COUNT = re.compile(r"[$¥€£]?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[$¥€£]\s?\.?[0-9]")
"""An amount: a number in groups of thousands, or with a currency sign."""


@dataclass(slots=True)
class Draft:
    """A row in the making: its label's pieces, indents of the first and the following lines, its values.

    The first `borrowed` pieces stand in the row above: `Net income per share - Basic` over `- Diluted`.
    """

    indent: int
    parts: list[Placed] = field(default_factory=list)
    hang: int | None = None
    values: Line | None = None
    end: int = 0
    after_rule: bool = False
    borrowed: int = 0

    @property
    def text(self) -> str:
        """The label so far."""
        return " ".join(p.text for p in self.parts)


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a table below its header, and how wide its column of labels is."""

    lines: Sequence[Line]
    width: int


def assemble(body: Body) -> list[Draft]:
    """The rows of a table's body, in order; those without values are headings."""
    done: list[Draft] = []
    current: Draft | None = None
    blank = rule = partial = False
    lines = [line for line in body.lines if line.kind not in (LineKind.TAG, LineKind.PAGE)]
    for position, line in enumerate(lines):
        if line.kind is LineKind.BLANK:
            blank = True
            continue
        if line.kind is LineKind.RULE:
            rule = True
            partial = partial or line.indent > body.width * 0.6
            continue
        label = without_leader(line.label)
        placed = _place(line, label)
        last = done[-1] if done and current is None else None
        if not line.items and placed is None:
            continue
        if not line.items and placed is not None:
            if (
                current is not None
                and not rule
                and _continues(current, line, label, blank, lines, position, body.width)
            ):
                _add(current, placed, line)
            elif last is not None and not rule and _goes_on_after_values(last, line, label):
                _add(last, placed, line)
            else:
                if current is not None:
                    done.append(current)
                current = Draft(line.indent, [placed], end=len(label), after_rule=partial)
                partial = False
        else:
            if placed is None:
                if current is None or rule or current.text.endswith(":"):
                    if current is not None:
                        done.append(current)
                    current = Draft(line.indent if label else _depth(done), after_rule=partial)
            elif (
                current is not None
                and not rule
                and _continues(current, line, label, blank, lines, position, body.width)
            ):
                _add(current, placed, line)
            else:
                if current is not None:
                    done.append(current)
                current = Draft(line.indent, [placed], end=len(label), after_rule=partial)
            current.values = line
            current.after_rule = current.after_rule or partial
            done.append(current)
            current, partial = None, False
        blank = rule = False
    if current is not None:
        done.append(current)
    _lend_stems(done)
    return done


def _lend_stems(drafts: Sequence[Draft]) -> None:
    """Give the rows that stand below the end of a label its beginning."""
    stem: Stem | None = None
    for draft in drafts:
        if draft.values is None:
            stem = None
        elif stem is not None and below(stem, draft.parts):
            draft.borrowed = len(stem.parts)
            draft.parts[:0] = stem.parts
            draft.indent = stem.indent
        else:
            stem = stem_of(draft.parts, draft.indent)


def _depth(done: Sequence[Draft]) -> int:
    return done[-1].indent if done else 0


def names_figures(draft: Draft) -> bool:
    """Whether a label without values is that of a line item all the same: it has amounts in it, as no heading has."""
    return draft.values is None and not draft.text.endswith(":") and _COUNT.search(draft.text) is not None


def _place(line: Line, label: str) -> Placed | None:
    text = label.strip()
    return Placed(line.number, line.column(line.indent), text) if text else None


def _add(draft: Draft, placed: Placed | None, line: Line) -> None:
    if placed is None:
        return
    if draft.hang is None:
        draft.hang = line.indent
    draft.parts.append(placed)
    draft.end = line.indent + len(placed.text)


def joins_on(text: str) -> bool:
    """Whether words begin as only the rest of a label begins: in lower case, with a joining word, a dash."""
    if text.startswith(("--", "—", "–", "/", ",", ";")):
        return True
    if text.startswith("("):
        return text[1:2].islower() and not re.match(r"\([a-z]{1,3}\)\s", text)
    word = _WORD.match(text)
    if word is None:
        return _COUNT.match(text) is not None
    return (text[0].islower() and not re.match(r"[a-z]{1,2}[).]\s", text)) or word[0] in _JOINING


def leads_on(text: str) -> bool:
    """Whether words end as only a label that goes on ends: with a comma, a dash, a joining word, an open bracket."""
    if text.count("(") > text.count(")"):
        return True
    if text.endswith((",", ";", "-", "--", "—", "–", "/", "&")):
        return True
    return text.rsplit(" ", 1)[-1].lower() in _LEADING


def _continues(
    draft: Draft, line: Line, label: str, blank: bool, lines: Sequence[Line], position: int, width: int
) -> bool:
    """Whether a line carries on the label of a row that has no values yet."""
    text, before = label.strip(), draft.text
    if before.count("(") > before.count(")"):
        return True
    if before.endswith(":") or _NUMBERED.match(text):
        return False
    if leads_on(before) or joins_on(text):
        return line.indent >= draft.indent - 2
    if _COUNT.search(before) and line.indent > draft.indent and not blank:
        # A heading has no amounts: what has is a label that goes on, unless several rows stand below it.
        return not (line.items and _has_sibling(line, lines, position))
    if line.indent <= draft.indent or (draft.hang is not None and line.indent != draft.hang):
        return False
    if text.startswith("("):
        return True
    if blank and draft.hang is not None and _next_indent(lines, position) > line.indent:
        return False
    if draft.hang is None and line.items and _has_sibling(line, lines, position):
        return False
    # A label is wrapped only where the next word has no room: where it has, the line above is a heading.
    first_word = len(text.split(" ", 1)[0])
    return draft.end + 1 + first_word > width * 0.7


def _goes_on_after_values(draft: Draft, line: Line, label: str) -> bool:
    """Whether a line carries on the label of a row whose values stand on a line above."""
    text, before = label.strip(), draft.text
    if not before or before.endswith(":"):
        return False
    deep = line.indent > draft.indent or (draft.hang is not None and line.indent >= draft.hang)
    if before.count("(") > before.count(")"):
        return True
    if leads_on(before):
        return line.indent >= draft.indent
    return joins_on(text) and deep


def _has_sibling(line: Line, lines: Sequence[Line], position: int) -> bool:
    """Whether the next line is a row of the same indent: then both stand under the line above, which is no label."""
    after = next((each for each in lines[position + 1 :] if each.kind not in (LineKind.BLANK, LineKind.RULE)), None)
    if after is None or not after.items or after.indent != line.indent:
        return False
    text = without_leader(after.label).strip()
    return bool(text) and not joins_on(text)


def _next_indent(lines: Sequence[Line], position: int) -> int:
    for line in lines[position + 1 :]:
        if line.kind is LineKind.RULE:
            return 0
        if line.kind is not LineKind.BLANK:
            return line.indent if line.label.strip() else 0
    return 0


def label_width(lines: Sequence[Line]) -> int:
    """How far the labels of a table reach to the right."""
    return max((len(without_leader(line.label).rstrip()) for line in lines if line.items), default=0)
