"""Binds the figures of running text: the sentences of known forms first, what is left by what else the release says.

A block's sentences are read by `prose_tell`; `prose_loose` looks for a reading of the rest that agrees with figures
already bound. What is said in neither way stays unbound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..document import Document, Form, Prose, ProseKind
from ..interpret.weeks import resolve_printed
from ..language.expressions import FiscalPart, months_of
from ..report import Period
from .circumstances import Circumstances
from .known import Known
from .model import Binding, Exclusion, Outcome, Place
from .problem import Problem, Unsettled
from .prose_agree import Printed
from .prose_cut import cut
from .prose_dates import spoken_periods
from .prose_figures import Figures
from .prose_loose import Loose
from .prose_naming import Setting
from .prose_periods import months_in
from .prose_proof import Proof
from .prose_reasons import counts, reason_of
from .prose_subjects import ProseSubjects
from .prose_tell import Teller
from .prose_text import place_figures, plain, read_paragraph

MOST = 400
"""Figures of one paragraph of running text; what has more is a list or damaged, and is not read as sentences."""

UNBOUND_WHY = "no sentence of a known form says what it is the figure of"


@dataclass(slots=True)
class _Block:
    """A block of prose with figures, and what has become of them by their number so far."""

    block: Prose
    numbers: Mapping[int, int] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)
    teller: Teller | None = None
    told: dict[int, Outcome | Unsettled] = field(default_factory=dict)


class ProseBinder:
    """Binds the prose of one document with what its tables were bound to."""

    def __init__(self, known: Known, document: Document, release: Circumstances, tables: Iterable[Outcome]) -> None:
        self._known = known
        self._document = document
        self._release = release
        self._tables = [o for o in tables if isinstance(o, Binding)]
        self._periods = frozenset(o.period for o in self._tables)

    def bind(self) -> list[Outcome | Unsettled]:
        """An outcome for every mark of the document's prose, in order."""
        blocks = [b for b in self._document.blocks if isinstance(b, Prose)]
        if not any(m.form is Form.AMOUNT for b in blocks for m in b.marks):
            return [Exclusion(m, Place(), m.form.value) for b in blocks for m in b.marks]
        month = self._known.calendar.start_month
        subjects = ProseSubjects(self._known, self._tables)
        figures = Figures(self._known, self._release)
        printed = Printed(self._tables, month)
        proof = Proof(self._known, printed)
        read = self._strictly(blocks, subjects, figures, printed)
        for one in read:
            one.told = _held(_whole(one, one.told), proof)
        bound = [o for b in read for o in b.told.values() if isinstance(o, Binding)]
        printed = Printed((*self._tables, *bound), month)
        loose = Loose(self._known, subjects, figures, printed)
        for one in read:
            if one.teller is None or not proof.phrased:
                # Names by labels alone are sure only in sentences of a known form, which tell what else stands there.
                continue
            left = [
                n for n in one.numbers.values() if not isinstance(one.told.get(n), Binding) and n not in one.reasons
            ]
            one.told.update(_held(_whole(one, loose.bind(one.teller, left)), proof))
        return [outcome for one in read for outcome in _outcomes(one)]

    def _strictly(
        self, blocks: Sequence[Prose], subjects: ProseSubjects, figures: Figures, printed: Printed
    ) -> list[_Block]:
        """What the sentences say that are of known forms."""
        section: Period | None = None
        topics: tuple[str, ...] = ()
        heading = ""
        found: list[_Block] = []
        for block in blocks:
            amounts = [m for m in block.marks if m.form is Form.AMOUNT]
            if block.kind is ProseKind.HEADING and all(counts(m) for m in amounts):
                topics, heading = (), plain(block.text.text)
                section = self._period_of(block.text.text, section)
            if not amounts or len(block.marks) > MOST:
                found.append(_Block(block))
                continue
            text = plain(block.text.text)
            placed = place_figures(text, block.marks)
            reasons = {n: r for n, f in enumerate(placed) if (r := reason_of(text, f))}
            paragraph = read_paragraph(block, text, placed, reasons, subjects.lexicon, months_in(section))
            setting = Setting(section, topics, heading, tuple(self._resolve(d) for d in paragraph.dates))
            teller = Teller(subjects, figures, printed, paragraph, setting)
            one = _Block(block, {id(f.mark): n for n, f in enumerate(placed)}, reasons, teller)
            for number, outcome in teller.tell():
                one.told.setdefault(number, outcome)
            topics = teller.topics
            found.append(one)
        return found

    def _period_of(self, heading: str, before: Period | None) -> Period | None:
        """The period that a heading says its section is about, not one that is still to come; else that of `before`.

        A heading about several periods, or about one that no table has, ends a section. So does one that names a part
        of a year without the year (`Fourth Quarter`) for a section about another length.
        """
        expressions = [f.value for f in spoken_periods(heading)]
        periods = [self._resolve(e) for e in expressions]
        past = {
            p
            for p in periods
            if p is not None
            and p.start is not None
            and p.end is not None
            and (self._release.published is None or p.end <= self._release.published)
        }
        if past:
            (one, *others) = past
            return one if not others and (not self._periods or one in self._periods) else None
        parts = {months_of(e.kind) for e in expressions if isinstance(e, FiscalPart)}
        return before if not parts or months_in(before) in parts else None

    def _resolve(self, expression: object) -> Period | None:
        return resolve_printed(expression, self._known.calendar, self._release.dates)  # type: ignore[arg-type]


def _held(told: Mapping[int, Outcome | Unsettled], proof: Proof) -> dict[int, Outcome | Unsettled]:
    """The outcomes by the numbers of their figures, those of them unsettled that nothing proves."""
    return {n: proof.held(o) if isinstance(o, Binding) else o for n, o in told.items()}


def _whole(one: _Block, told: Mapping[int, Outcome | Unsettled]) -> dict[int, Outcome | Unsettled]:
    """The outcomes by the numbers of their figures, those of them unsettled that may be pieces of another figure."""
    if one.teller is None:
        return dict(told)
    text, figures = one.teller.paragraph.text, one.teller.paragraph.figures
    why = {n: cut(text, figures, n) for n, o in told.items() if isinstance(o, Binding)}
    return {n: Unsettled(o.mark, o.place, Problem(w)) if (w := why.get(n)) else o for n, o in told.items()}


def _outcomes(one: _Block) -> list[Outcome | Unsettled]:
    outcomes: list[Outcome | Unsettled] = []
    for mark in one.block.marks:
        number = one.numbers.get(id(mark), -1)
        if mark.form is not Form.AMOUNT:
            outcomes.append(Exclusion(mark, Place(), mark.form.value))
        elif number in one.reasons:
            outcomes.append(Exclusion(mark, Place(), one.reasons[number]))
        elif number in one.told:
            outcomes.append(one.told[number])
        elif counts(mark):
            why = "a plain number that no phrase of the profile takes for a line item"
            outcomes.append(Exclusion(mark, Place(), "count", (why,)))
        else:
            near = one.teller.near(number) if one.teller is not None else ()
            why = UNBOUND_WHY if one.teller is not None else f"more than {MOST} figures stand in one paragraph"
            outcomes.append(Unsettled(mark, Place(), Problem(why, near)))
    return outcomes
