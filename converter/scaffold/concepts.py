"""From lines to concepts: which lines are the same concept, what each is called; the profile in memory, and its trial.

Lines of several tables are one concept where label, type and period type agree and so do the figures of the periods
they share; that is found by binding a first draft in which every line has a concept of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import count

from ...taxonomy.amount import EXACT
from ...taxonomy.model import Balance, Concept, PeriodType
from ...taxonomy.official import official_concepts
from ...taxonomy.profile import (
    ConceptType,
    LineItem,
    Measure,
    Path,
    Profile,
    ProfileConcept,
    TableKind,
    WordPlace,
    WordRule,
)
from ...taxonomy.span import Span
from ..binding import Binding, Bindings, Known, bind_tables
from ..document import Document
from ..interpret.sums import derived_names
from ..language.fold import fold
from ..report import Period, Unit
from . import scopes, words
from .issuer import Head
from .model import Kind, Line, Seen, Sum

_ITEM_TYPES = {ConceptType.MONETARY: "monetaryItemType", ConceptType.SHARES: "sharesItemType"}

_TELLING = 4
"""Digits printed from which equal figures of two tables tell that they are of the same line."""

Figures = Mapping[tuple[Period, Unit], tuple[Decimal, int | None]]


@dataclass(slots=True)
class Draft:
    """The parts of a profile as they grow: concept names by line (its `id`), and the notes on guesses by concept.

    `titled` are the lines that the title of their table tells from others, `dropped` those that nothing does.
    """

    head: Head
    seen: Seen
    sums: list[Sum]
    kind_ids: list[str] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    concepts: dict[str, ProfileConcept] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    titled: set[int] = field(default_factory=set)
    taken: words.Names = field(default_factory=words.Names)
    inside: dict[tuple[str, str], str] = field(default_factory=dict)
    _statements: dict[int, bool] = field(default_factory=dict)

    def own(self, number: int) -> dict[Span | None, Line]:
        """The line of every figure in a cell of a release, by its place."""
        return {
            mark.span: line
            for _, line in self.lines()
            for place, row in line.rows
            if place[0] == number
            for cell in row.cells
            for mark in cell.marks
        }

    def alike(self, label: str) -> list[Line]:
        """The lines of that label that were not dropped, the weightiest first."""
        key = fold(label)
        found = [line for _, line in self.lines() if fold(line.label) == key and id(line) not in self.dropped]
        return sorted(found, key=self.weight)

    def weight(self, line: Line) -> tuple[bool, int]:
        """The place of a line among those that cannot all stay: a statement's first, then those of most figures."""
        if not self._statements:
            self._statements = {
                id(each): bool(words.said(kind.title, "title", "role"))
                for kind in self.seen.kinds
                for each in kind.lines.values()
            }
        return not self._statements[id(line)], -sum(len(row.cells) for _, row in line.rows)

    def title_of(self, line: Line) -> tuple[str, ...]:
        """The titles that tell the tables of the line's kind."""
        return next((k.titles for k in self.seen.kinds for each in k.lines.values() if each is line), ())

    def elsewhere(self, line: Line, other: Line) -> bool:
        """Whether a line is told by a title that tables of the other line do not have."""
        return id(line) in self.titled and not set(self.title_of(line)) & set(self.title_of(other))

    def lines(self) -> list[tuple[int, Line]]:
        """Every line with the number of its kind, in print order."""
        return [(n, line) for n, kind in enumerate(self.seen.kinds) for line in kind.lines.values()]


def settle_types(sums: Sequence[Sum]) -> None:
    """What adds up is of one type: that which signs at figures say, else that which words say of all, or of most.

    The words of one part alone (`Common stock, 30,000,000 shares authorized`) make no shares of the others: it is
    then of their type.
    """
    for each in sums:
        lines = [each.total, *(part for part, _ in each.parts)]
        kind, told = _type_of_sum(each.total, lines)
        if kind is not None:
            for line in lines:
                line.type, line.told = kind, told


def _type_of_sum(total: Line, lines: Sequence[Line]) -> tuple[ConceptType | None, bool]:
    """The type of a total and its parts, and whether anything says so; None where what is said does not agree."""
    marked = {line.type for line in lines if line.marked}
    if marked:
        return (marked.pop(), True) if len(marked) == 1 else (None, False)
    said = {line.type for line in lines if line.told}
    telling = sum(1 for line in lines if line.told)
    if len(said) == 1 and (total.told or 2 * telling > len(lines)):
        return said.pop(), True
    silent = {line.type for line in lines if not line.told}
    return (silent.pop(), False) if len(said) == 1 and len(silent) == 1 and not total.told else (None, False)


def item_path(draft: Draft, line: Line) -> Path:
    """The path of a line in `line_items.csv`: its label, after title and labels above it where it needs those."""
    above = line.path if line.parented else ()
    title = draft.title_of(line)[:1] if id(line) in draft.titled else ()
    return tuple((words.step(text),) for text in (*title, *above, line.label))


def line_items(draft: Draft) -> tuple[LineItem, ...]:
    """The line items of all lines that have a concept and were not dropped."""
    return tuple(
        LineItem(
            draft.kind_ids[kind],
            item_path(draft, line),
            draft.names[id(line)],
            measures=tuple(sorted(line.measures)),
            at=line.at,
        )
        for kind, line in draft.lines()
        if id(line) in draft.names and id(line) not in draft.dropped
    )


def profile(draft: Draft, **more: object) -> Profile:
    """The profile as it stands, without networks unless `more` gives them."""
    measures = {
        m.id: Measure(
            m.id,
            f"{words.name(m.said)}In{{}}" if m.current else f"{{}}{words.name(m.said)}",
            "percent",
            f"{words.sentence(words.standard(m.said))} in {{}}" if m.current else f"{{}}, {m.said}",
            (m.words,),
            "measures",
            current=m.current,
        )
        for m in draft.seen.measures.values()
    }
    return replace(
        Profile(
            draft.head.issuer,
            draft.head.entity,
            draft.head.year,
            draft.head.taxonomy,
            concepts=draft.concepts,
            line_items=line_items(draft),
            tables={
                id_: TableKind(id_, kind.titles, id_)
                for id_, kind in zip(draft.kind_ids, draft.seen.kinds, strict=True)
            },
            words=(
                *(
                    WordRule(WordPlace.COLUMN, (text,), ignore=True)
                    for text in dict.fromkeys(draft.seen.ignored.values())
                ),
                *scopes.word_rules(draft.seen),
            ),
            measures=measures,
        ),
        **more,  # type: ignore[arg-type]
    )


def bound(draft: Draft, documents: Sequence[Document], known: Profile) -> list[Bindings]:
    """The tables of documents bound with a profile; its concepts have no names yet that running text could say."""
    index = Known(known, known.namespace, advise=False)
    return [bind_tables(document, index) for document in documents]


def name_concepts(draft: Draft, documents: Sequence[Document]) -> None:
    """Give every line its concept: first one each, to learn the figures, then the same one to those that agree."""
    for number, (_, line) in enumerate(draft.lines()):
        name = f"Line{number}"
        draft.names[id(line)] = name
        draft.concepts[name] = ProfileConcept(name, line.type, None, line.period, name)
    figures: dict[str, dict[tuple[Period, Unit], tuple[Decimal, int | None]]] = defaultdict(dict)
    alike: set[str] = set()
    for document, each in zip(documents, bound(draft, documents, profile(draft)), strict=True):
        alike |= {fold(text) for _, texts in ambiguous(document, each) for text in texts}
        for binding in each.bound:
            if binding.value is not None:
                known = figures[binding.concept.local]
                key = (binding.period, binding.unit)
                known[key] = min(known.get(key, (binding.value, binding.decimals)), _figure(binding), key=_rough)
    by_line = {id(line): figures.get(draft.names[id(line)], {}) for _, line in draft.lines()}
    groups = _groups(draft, by_line, alike)
    draft.names.clear()
    draft.concepts = {}
    for concept in scopes.concepts(draft.seen):
        draft.concepts[draft.taken.take_name(concept.name)] = concept
    for lines in groups:
        _name(draft, lines)


def _figure(binding: Binding) -> tuple[Decimal, int | None]:
    assert binding.value is not None
    return binding.value, binding.decimals


def _rough(figure: tuple[Decimal, int | None]) -> int:
    return -(1 << 20) if figure[1] is None else -figure[1]


def ambiguous(document: Document, bindings: Bindings) -> list[tuple[Span, tuple[str, ...]]]:
    """The figures that several line items fit alike, with the labels that do: the row's, and the column's headers."""
    spans = {s for found in bindings.findings if found.code == "bind:ambiguous" for s in (found.source, *found.also)}
    return [
        (mark.span, (names.get(row.line, row.label.text), *headers.get(cell.column, ())))
        for table in document.tables
        for names in [derived_names(table)]
        for headers in [{column.index: [text.text for text in column.headers] for column in table.columns}]
        for row in table.rows
        for cell in row.cells
        for mark in cell.marks
        if mark.span in spans
    ]


def _groups(draft: Draft, figures: Mapping[int, Figures], alike_labels: set[str]) -> list[list[tuple[int, Line]]]:
    """The lines of each concept. Labels that releases themselves do not tell apart are one unless figures deny it."""
    groups: list[list[tuple[int, Line]]] = []
    by_key: dict[tuple[str, ConceptType, PeriodType], list[list[tuple[int, Line]]]] = defaultdict(list)
    for kind, line in draft.lines():
        alike = by_key[fold(line.base), line.type, line.period]
        for group in alike:
            others = [figures[id(other)] for _, other in group]
            turned = any(k == kind and bool(other.at or line.at) for k, other in group)
            turned = turned or fold(line.label) in alike_labels
            if _side_by_side(line, group) and not turned:
                continue
            if any(_differ(line, other) for _, other in group):
                continue
            if all(_agree(figures[id(line)], o) is not False for o in others) and (
                turned or any(_tells(figures[id(line)], o) for o in others)
            ):
                group.append((kind, line))
                break
        else:
            group = [(kind, line)]
            alike.append(group)
            groups.append(group)
    return groups


def _side_by_side(line: Line, group: Sequence[tuple[int, Line]]) -> bool:
    """Whether a table prints the line and one of the group: what stands in it under two headings is two things."""
    places = {place for place, _ in line.rows}
    return any(places & {place for place, _ in other.rows} for _, other in group)


def _differ(line: Line, other: Line) -> bool:
    """Whether two lines print figures of one period of which none is the same to its leading digits."""
    shared = line.printed.keys() & other.printed.keys()
    return bool(shared) and not any(_leading(line.printed[key]) & _leading(other.printed[key]) for key in shared)


def _leading(values: Collection[Decimal]) -> set[tuple[int, ...]]:
    """The first digits of figures, which rounding and scale leave as they are."""
    return {value.normalize().as_tuple().digits[:2] for value in values}


def _tells(a: Figures, b: Figures) -> bool:
    """Whether figures that agree are too many or too long to agree by chance."""
    shared = [a[key] for key in a.keys() & b.keys() if a[key][0]]
    return sum(value.adjusted() + 1 + (decimals or 0) for value, decimals in shared) >= _TELLING


def _agree(a: Figures, b: Figures) -> bool | None:
    """Whether the figures of shared periods are the same within rounding; None where no period is shared."""
    shared = a.keys() & b.keys()
    if not shared:
        return None
    return all(abs(EXACT.subtract(a[k][0], b[k][0])) <= EXACT.add(_half(a[k][1]), _half(b[k][1])) for k in shared)


def _half(decimals: int | None) -> Decimal:
    return Decimal(0) if decimals is None else Decimal(5).scaleb(-decimals - 1)


def _name(draft: Draft, lines: Sequence[tuple[int, Line]]) -> None:
    kind, first = lines[0]
    labels = [words.standard(line.base) for _, line in lines]
    label = next((text for text in labels if not text.isupper()), labels[0]) or words.standard(first.label) or "Item"
    parent = words.standard(first.path[-1]) if first.path else ""
    title = draft.seen.kinds[kind].title
    wider = [f"{label} ({each})" for each in (parent, title) if each]
    vague = _vague(label) and not words.balance_of(label, first.period.value)
    text = draft.taken.take_label(*((wider[0], *wider[1:]) if vague and wider else (label, *wider)))
    name = draft.taken.take_name(words.name(text), words.name(f"{title} {text}"))
    balance = _balance(label, lines)
    draft.concepts[name] = ProfileConcept(
        name,
        first.type,
        balance,
        first.period,
        text,
        period_start=f"{text}, beginning of the period" if any(line.at == "start" for _, line in lines) else "",
        period_end=f"{text}, end of the period" if any(line.at == "end" for _, line in lines) else "",
    )
    guesses = ["period"] if first.told else ["type", "period"]
    draft.notes[name] = f"guessed: {', '.join([*guesses, *(['balance'] if balance else [])])}"
    for _, line in lines:
        draft.names[id(line)] = name


def _vague(label: str) -> bool:
    """Whether a label is one short word, which says little without the heading above it."""
    return len(label.split()) == 1 and len(label) < 9


def twin(label: str, kind: ConceptType, period: PeriodType) -> Concept | None:
    """The US-GAAP concept whose name a label reads as, if its type and period type are the same."""
    found = _twins().get(words.name(label).casefold())
    same = found is not None and found.base == _ITEM_TYPES.get(kind) and found.period_type is period
    return found if same else None


@cache
def _twins() -> Mapping[str, Concept]:
    return {name.casefold(): concept for name, concept in official_concepts().items()}


def _balance(label: str, lines: Sequence[tuple[int, Line]]) -> Balance | None:
    """The balance that the label's words say, unless a figure is printed negative."""
    first = lines[0][1]
    if first.type is not ConceptType.MONETARY:
        return None
    other = twin(label, first.type, first.period)
    text = (other.balance or "") if other else words.balance_of(label, first.period.value)
    marks = [m for _, line in lines for _, row in line.rows for c in row.cells for m in c.marks]
    negative = any(m.value is not None and m.value < 0 and not m.percent for m in marks)
    return Balance(text) if text and not negative else None


def name_kinds(kinds: Sequence[Kind]) -> list[str]:
    """An id for each kind of table, made of the words of its title."""
    taken: set[str] = {"measures"}
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))
    found = []
    for kind in kinds:
        parts = "".join(c if c.isascii() and c.isalnum() else " " for c in kind.title.lower()).split()
        base = "_".join(parts[-4:])[:40] or "table"
        each = base
        while each in taken:
            each = f"{base}_{next(numbers[base])}"
        taken.add(each)
        found.append(each)
    return found
