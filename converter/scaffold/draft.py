"""The draft of a profile from releases, step by step, and its trial: what contradicts itself is taken out again.

The result is a folder's files; writing them is the caller's matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...taxonomy.derive import profile_taxonomy, role_uri
from ...taxonomy.garbage import collection_paused
from ...taxonomy.profile import EntityIdentifier, FiscalYear, Issuer, Profile, TaxonomyMeta
from ...taxonomy.profile.links import CalculationRow
from ...taxonomy.span import Span
from ..binding import Bindings, Built, Known, bind_prose, bind_tables, build
from ..binding.meaning import Vocabulary
from ..document import CellKind, Document, Form
from ..interpret.scales import table_scales
from ..language.periods import FiscalCalendar
from ..validate import Verdict
from ..validate.calculation import calculate
from . import networks, scopes
from .concepts import Draft, ambiguous, line_items, name_concepts, name_kinds, profile, settle_types
from .files import profile_files
from .issuer import head
from .labels import label_figures, presented
from .model import Line
from .observe import observe
from .prune import pruned
from .sums import find_sums

_TRIALS = 8


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was not drafted: its line, its label with those above it, and why."""

    line: int
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A drafted profile with the files of its folder, and how much of the releases' tables it binds.

    `figures` counts the figures and nil marks in the cells of tables, `bound` those of them that became facts.
    `left_out` are the rows that are no line items, as what they are has to be decided by a person.
    """

    profile: Profile
    files: Mapping[str, bytes]
    figures: int
    bound: int
    left_out: tuple[LeftOut, ...] = ()


class NothingToDraftError(ValueError):
    """The releases have no table whose figures have a period."""

    remedy = (
        "See with `tanshin read` what the tables are read as: a column needs a date or period above its figures, as "
        "`March 31, 2009` or `Three months ended June 30, 2009`, or the table one in its title."
    )


@collection_paused()
def scaffold(documents: Sequence[Document], prefix: str | None = None, name: str | None = None) -> Scaffold:
    """A complete profile drafted from the tables of releases of one issuer.

    Everything in it follows from what is printed; what is a guess has a note or remark. The profile loads without
    error findings, and filings made with it have no duplicate facts that contradict each other and no broken sums.
    Raises `NothingToDraftError`.
    """
    known = head(documents, prefix, name)
    calendar = FiscalCalendar(known.year.start_month, known.year.named_by.value, known.year.weeks)
    seen = observe(documents, Vocabulary(_nobody()), calendar)
    if not seen.kinds:
        raise NothingToDraftError(_nothing(documents))
    sums = [each for number, kind in enumerate(seen.kinds) for each in find_sums(number, kind)]
    settle_types(sums)
    draft = Draft(known, seen, sums, name_kinds(seen.kinds))
    name_concepts(draft, documents)
    figures = label_figures(draft)
    roles = networks.roles(draft)
    presentation = presented(draft, networks.presentation(draft))
    summed = networks.calculation(draft)
    related = networks.crosswalk(draft)
    whole = profile(
        draft,
        roles=roles,
        presentation=presentation,
        calculation=summed,
        crosswalk=related,
        dimensions=scopes.dimension_rows(seen, draft.kind_ids),
        label_figures=figures,
    )
    tried, bound = _tried(draft, whole, documents)
    left = _left_out(draft)
    rows = [(each.label, each.why) for each in left]
    files = profile_files(pruned(tried), known.remarks, draft.notes, rows, list(_unscaled(documents)))
    return Scaffold(pruned(tried), files, _figures(documents), bound, left)


def _left_out(draft: Draft) -> tuple[LeftOut, ...]:
    """The rows that nothing decides, and the lines that did not stand the trial."""
    found = [LeftOut(u.row.line, u.row.full_label, u.why) for u in draft.seen.undecided]
    for _, line in draft.lines():
        if id(line) in draft.dropped and line.rows:
            row = line.rows[0][1]
            found.append(
                LeftOut(row.line, row.full_label, "its label fits another line too, or its figures contradict")
            )
    return tuple(sorted(found, key=lambda each: (each.line, each.label)))


def _unscaled(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """The tables that print a currency and whose scale nothing tells: their titles, and what is missing."""
    for document in documents:
        scales = table_scales(document)
        for table in document.tables:
            scale = scales[table.number]
            if scale.power is None and any(mark.currency for mark in table.marks()):
                titles = [text.text for text in (*table.titles, *table.context[:1])]
                yield next(iter(titles), ""), f"lines {table.first_line} to {table.last_line}: {scale.why}"


def _nothing(documents: Sequence[Document]) -> str:
    """What there is in place of tables with periods."""
    tables = [(d.file, table) for d in documents for table in d.tables if table.columns]
    if not tables:
        return "no table of the release has figures: none is printed in columns, or with tabs"
    file, table = tables[0]
    headed = ", ".join(f"“{column.text}”" if column.text else "nothing" for column in table.columns[:4])
    return (
        f"no table of the release has figures under a date or period; the first, at {file}:{table.first_line}, "
        f"is headed by {headed}"
    )


def _nobody() -> Profile:
    """A profile that knows nothing, to read headers with."""
    return Profile(Issuer("", (), "", ""), EntityIdentifier("", ""), FiscalYear(), TaxonomyMeta("", "", "", "", ""))


def _tried(draft: Draft, whole: Profile, documents: Sequence[Document]) -> tuple[Profile, int]:
    """The profile without the line items and sums that do not stand the trial, and how many cells it binds.

    The tables stand theirs first, and running text, which takes longer, comes in when they do.
    """
    cells = 0
    vocabulary = Vocabulary(whole)
    for _ in range(_TRIALS):
        known = Known(whole, whole.namespace, advise=False, vocabulary=vocabulary)
        tables = [bind_tables(document, known) for document in documents]
        cells = sum(len({b.mark.span for b in each.bound if b.mark.kind == "cell"}) for each in tables)
        faults = _faults(draft, whole, documents, known, tables)
        if not faults.any:
            said = [bind_prose(d, known, each) for d, each in zip(documents, tables, strict=True)]
            faults = _faults(draft, whole, documents, known, said)
        sums = tuple(row for row in whole.calculation if (_uri(whole, row), row.total) not in faults.broken)
        if not faults.any:
            break
        draft.dropped |= faults.bad
        draft.dropped |= {each for each in faults.unclear - faults.bad if not _told_apart(draft, each)}
        items = line_items(draft)
        paths = {item.path for item in items}
        inside = tuple(figure for figure in whole.label_figures if figure.item in paths)
        whole = replace(whole, calculation=sums, line_items=items, label_figures=inside)
    return whole, cells


def _told_apart(draft: Draft, unclear: int) -> bool:
    """Whether a line gets one more thing to be told from others by: the labels above it, else its table's title."""
    line = next(line for _, line in draft.lines() if id(line) == unclear)
    if line.path and not line.parented:
        line.parented = True
        return True
    if draft.title_of(line) and unclear not in draft.titled:
        draft.titled.add(unclear)
        return True
    return False


@dataclass(frozen=True, slots=True)
class _Faults:
    """What a trial shows: lines to be dropped, lines that are unclear, and totals, by role, of broken sums."""

    bad: set[int]
    unclear: set[int]
    broken: set[tuple[str, str]]

    @property
    def any(self) -> bool:
        """Whether anything does not stand the trial."""
        return bool(self.bad or self.unclear or self.broken)


def _faults(
    draft: Draft, whole: Profile, documents: Sequence[Document], known: Known, bound: Sequence[Bindings]
) -> _Faults:
    """What does not stand what the documents were bound to."""
    taxonomy = profile_taxonomy(whole)
    bad: set[int] = set()
    unclear: set[int] = set()
    broken: set[tuple[str, str]] = set()
    for number, (document, bindings) in enumerate(zip(documents, bound, strict=True)):
        built = build(bindings, known)
        mistaken, places = _misread(draft, whole, number, bindings)
        unclear |= mistaken | _ambiguous(draft, number, document, bindings)
        bad |= _contradicting(draft, number, built, places)
        results = calculate(built.report, taxonomy)
        broken |= {(r.role, r.total.concept.local) for r in results if r.verdict is Verdict.BROKEN}
    return _Faults(bad, unclear, broken & {(_uri(whole, row), row.total) for row in whole.calculation})


def _uri(whole: Profile, row: CalculationRow) -> str:
    return role_uri(whole.namespace, whole.roles[row.role].uri)


def _misread(draft: Draft, whole: Profile, number: int, bindings: Bindings) -> tuple[set[int], set[Span]]:
    """The lines that rows were taken for which are another line, or none, and the places of these rows' figures."""
    own = draft.own(number)
    bases = {name: base.name for name, (_, base) in whole.derived().items()}
    bad: set[int] = set()
    places: set[Span] = set()
    for binding in bindings.bound:
        line = own.get(binding.mark.span)
        concept = bases.get(binding.concept.local, binding.concept.local)
        if binding.mark.kind != "cell":
            continue
        if line is None:
            # The row was left out, as nothing decides what it is: a label alike elsewhere does not decide it.
            bad |= {id(other) for _, other in draft.lines() if _named(draft, other) == concept}
            continue
        if draft.names[id(line)] != concept or id(line) in draft.dropped:
            bad |= {id(other) for other in draft.alike(line.label) if draft.names[id(other)] == concept}
            places.add(binding.mark.span)
    return bad, places


def _named(draft: Draft, line: Line) -> str:
    """The concept of a line that was not dropped."""
    return "" if id(line) in draft.dropped else draft.names.get(id(line), "")


def _ambiguous(draft: Draft, number: int, document: Document, bindings: Bindings) -> set[int]:
    """The lines whose label fits a row, or the header of a column, as well as another line's does.

    Of lines that fit what is no line itself, the weightiest stays.
    """
    own = draft.own(number)
    bad: set[int] = set()
    for span, labels in ambiguous(document, bindings):
        for label in labels:
            lines = draft.alike(label)
            if span in own:
                lines = [line for line in lines if not draft.elsewhere(line, own[span])]
            bad |= {id(line) for line in (lines if span in own else lines[1:])}
    return bad


def _contradicting(draft: Draft, number: int, built: Built, mistaken: Collection[Span]) -> set[int]:
    """The lines with figures that contradict others of their concept, but the weightiest of each if others are left.

    What figures contradict that were taken for another line's is not their own line's fault.
    """
    own = draft.own(number)
    found = [each for each in built.findings if each.code == "bind:contradiction"]
    places = [[span for span in (each.source, *each.also) if span is not None] for each in found]
    spans = [span for each in places if not any(span in mistaken for span in each) for span in each]
    concerned = {id(own[span]): own[span] for span in sorted(spans, key=lambda s: (s.line, s.column)) if span in own}
    by_concept: dict[str, list[Line]] = {}
    for line in concerned.values():
        by_concept.setdefault(draft.names[id(line)], []).append(line)
    sorted_lines = [sorted(lines, key=draft.weight) for lines in by_concept.values()]
    return {id(line) for lines in sorted_lines for line in (lines[1:] or lines)}


def _figures(documents: Sequence[Document]) -> int:
    """The figures and nil marks in cells."""
    return sum(
        1
        for document in documents
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for mark in cell.marks
        if cell.kind in (CellKind.VALUE, CellKind.NIL) and mark.form is Form.AMOUNT
    )
