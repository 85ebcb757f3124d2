"""From a release's text to a filing: the steps in order, each with its result and its findings.

What a step does is its module's matter; nothing here reads a word, and writing the files is left to the caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from ..taxonomy.derive import profile_taxonomy
from ..taxonomy.finding import Finding, finding, has_errors
from ..taxonomy.garbage import collection_paused
from ..taxonomy.model import Taxonomy
from ..taxonomy.profile import Profile, bundled_profiles, find_profile, load_profile, recognise
from ..taxonomy.span import Span
from ..taxonomy.standardised import EDITION, Choice, choose, standardised
from ..taxonomy.write import package_files, package_meta, standardised_meta
from .aside import aside
from .audit import Audit, Subject, audit_across, audit_release, ordered, subject, told_once
from .binding import Built, Known, bind, build
from .document import Document
from .emit.findings import findings_json
from .emit.instance import instance
from .emit.trace import trace_csv
from .reading import read_document
from .reading.source import read_file
from .report import Report, Trace
from .standardise import standardise
from .validate import CalculationResult, Rule, validate_report
from .validate.calculation import calculate
from .validate.prints import contradicting_sums

ISSUER = "issuer"
STANDARDISED = "us-gaap"


@dataclass(frozen=True, slots=True)
class Options:
    """How to convert. `profile` is a bundled profile's name or a folder; by default the release's own words tell.

    `namespace` is the address that the issuer's namespace is built on, by default the profile's; `calculation` is
    `1.1`, `1.0` or `off`. `concepts` is `issuer`, or `us-gaap` for the standardised view. Without `filing`
    no files are made; with `beside` they are made by a process beside this one, where the system can.
    """

    profile: str | None = None
    namespace: str | None = None
    calculation: str = "1.1"
    concepts: str = ISSUER
    filing: bool = True
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of a release. `files` are the filing's, by relative path; empty when there is nothing to write."""

    release: Path
    findings: tuple[Finding, ...] = ()
    document: Document | None = None
    profile: Profile | None = None
    taxonomy: Taxonomy | None = None
    report: Report = field(default_factory=lambda: Report((), ()))
    traces: tuple[Trace, ...] = ()
    calculation: tuple[CalculationResult, ...] = ()
    audit: Audit = field(default_factory=Audit, repr=False)
    audited: Subject | None = field(default=None, repr=False)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)


INSTANCE = "report.xbrl"
GRAPH = "report.trig"

_TOLD = frozenset(("oime:disallowedDuplicateFacts",))
"""What the validator finds and building told already, with the rows and lines of the release (`bind:contradiction`)."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """What is made of an issuer profile once and used for every release of that issuer."""

    profile: Profile
    known: Known
    taxonomy: Taxonomy


@dataclass(frozen=True, slots=True)
class View:
    """A report with its account and taxonomy, under the concepts asked for; `package` makes the taxonomy's files."""

    report: Report
    traces: tuple[Trace, ...]
    taxonomy: Taxonomy
    package: Callable[[], Mapping[str, bytes]]
    findings: tuple[Finding, ...] = ()


@collection_paused()
def read(release: Path | str) -> tuple[Document | None, tuple[Finding, ...]]:
    """A release as structure; None where it is no text that can be read, and the findings say why.

    Spans call the file by its name alone, so that a filing does not depend on where the release lay.
    """
    release = Path(release)
    data, findings = read_file(release)
    return (None, findings) if data is None else read_document(data, release.name)


@collection_paused()
def convert(release: Path | str, options: Options | None = None) -> Conversion:
    """A release as a filing, validated.

    What is wrong with the release is in the findings; where it prevents a filing, `files` is empty. Raises
    `ProfileError` when the profile that was named cannot be used, `ValueError` for concepts that there are not.
    """
    options = options or Options()
    release = Path(release)
    document, findings = read(release)
    if document is None:
        return Conversion(release, findings)
    name = options.profile or _recognised(document)
    if isinstance(name, Finding):
        return Conversion(release, (*findings, name), document)
    issuer = load_issuer(name, options.namespace)
    if stranger := _stranger(document, issuer.profile):
        return Conversion(release, (*findings, stranger), document, issuer.profile)
    bindings = bind(document, issuer.known)
    built = build(bindings, issuer.known)
    view = _view(built, name, options)
    wanted = bool(view.report.facts) and options.filing
    if wanted:
        view.package()  # here, as it is kept for the next release
    with aside(lambda: _written(view, document.file), wanted=wanted and options.beside) as written:
        validation = validate_report(view.report, view.taxonomy, options.calculation)
        audited = _audited(document, issuer, built, validation.calculation, options)
        audit = audit_release(audited)
        validated = (f for f in validation.findings if f.code not in _TOLD)
        tables = {trace.span: trace.table for trace in view.traces if trace.table is not None}
        prints = contradicting_sums(view.report, view.taxonomy, validation.calculation, tables)
        told = (*findings, *bindings.findings, *built.findings, *view.findings, *validated, *prints)
        told = told_once(told, audit)
        files, more = written() if wanted else ({}, ())
    told = (*told, *more)
    if wanted:
        files["findings.json"] = findings_json(told)
    elif not view.report.facts:
        place = Span(document.file, 1, 1)
        told = (*told, finding("bind:no-fact", f"{document.file} has no figure that could be bound", source=place))
    return Conversion(
        release,
        told,
        document,
        issuer.profile,
        view.taxonomy,
        view.report,
        view.traces,
        validation.calculation,
        audit,
        audited,
        files,
    )


def _audited(
    document: Document, issuer: Issuer, built: Built, sums: tuple[CalculationResult, ...], options: Options
) -> Subject:
    """The release as it is audited: under the issuer's concepts, which the profile's derivations name."""
    judged = options.calculation == Rule.INTERVAL
    if options.concepts != ISSUER or not judged:
        sums = tuple(calculate(built.report, issuer.taxonomy))
    return subject(document, issuer.profile, issuer.taxonomy, built.report, built.traces, sums, judged)


def audit_together(conversions: Sequence[Conversion]) -> Audit:
    """The releases of each issuer against each other; those that became nothing are left out."""
    by_issuer: dict[str, list[Subject]] = {}
    for one in conversions:
        if one.audited is not None:
            by_issuer.setdefault(one.audited.profile.issuer.path, []).append(one.audited)
    audits = [audit_across(subjects) for subjects in by_issuer.values()]
    told = [f for audit in audits for f in audit.findings]
    alone = [subjects[0] for subjects in by_issuer.values() if len(subjects) == 1]
    if len(conversions) > 1:
        told += [
            finding("audit:alone", f"{one.name} is the only release of {one.profile.issuer.name}", source=None)
            for one in alone
        ]
    return Audit(ordered(told), tuple(check for audit in audits for check in audit.checks))


class ProfileError(ValueError):
    """A profile that cannot be used; `findings` say what is wrong in which of its files."""

    remedy = "Give --profile the name of a bundled profile or a folder with a sound profile.toml."

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


@cache
def load_issuer(name: str, base: str | None = None) -> Issuer:
    """All that follows from a profile, by its bundled name or folder. Raises `ProfileError` if it has errors."""
    try:
        folder = find_profile(name)
    except (LookupError, OSError) as error:
        raise ProfileError(str(error)) from error
    profile, findings = load_profile(folder)
    if has_errors(findings):
        raise ProfileError(f"the profile {name} has errors", findings)
    taxonomy = profile_taxonomy(profile, base)
    known = Known(profile, profile.namespace_on(base or profile.taxonomy.base))
    return Issuer(profile, known, taxonomy)


def _view(built: Built, profile: str, options: Options) -> View:
    """What was built, as reported or standardised."""
    if options.concepts == ISSUER:
        taxonomy = load_issuer(profile, options.namespace).taxonomy
        return View(built.report, built.traces, taxonomy, partial(_package, profile, options.namespace, None))
    if options.concepts != STANDARDISED:
        raise ValueError(f"concepts are {ISSUER} or {STANDARDISED}, not {options.concepts!r}")
    issuer = load_issuer(profile, options.namespace)
    reported = Counter(fact.concept.local for fact in built.report.facts)
    choice = choose(issuer.profile, issuer.taxonomy, reported)
    report, traces = standardise(built.report, built.traces, choice.standards(issuer.known.namespace))
    taxonomy = _standardised(profile, options.namespace, choice)
    return View(report, traces, taxonomy, partial(_package, profile, options.namespace, choice), choice.findings)


@cache
def _standardised(name: str, base: str | None, choice: Choice) -> Taxonomy:
    """The taxonomy of a profile under the standard concepts of a choice."""
    issuer = load_issuer(name, base)
    return standardised(issuer.taxonomy, issuer.known.namespace, choice)


@cache
def _package(name: str, base: str | None, choice: Choice | None) -> Mapping[str, bytes]:
    """The files of a profile's taxonomy; of the standardised one if a choice is given."""
    issuer = load_issuer(name, base)
    meta = package_meta(issuer.profile, base)
    if choice is None:
        return package_files(issuer.taxonomy, meta)
    return package_files(_standardised(name, base, choice), standardised_meta(meta, EDITION))


@cache
def program_version() -> str:
    """The version of this program, as the provenance of what it writes names it."""
    from importlib.metadata import version

    return version("tanshin")


def _stranger(document: Document, profile: Profile) -> Finding | None:
    """The finding that a release names none of the words by which its supposed issuer is recognised."""
    folded = " ".join(" ".join(document.lines).split())
    if any(" ".join(words.split()) in folded for words in profile.issuer.recognise):
        return None
    known = ", ".join(f"“{words}”" for words in profile.issuer.recognise)
    return finding(
        "bind:other-issuer",
        f"{document.file} names none of {known}; its figures would be filed as those of {profile.issuer.name}",
        source=Span(document.file, 1, 1),
    )


def _recognised(document: Document) -> str | Finding:
    """The bundled profile whose issuer the release names, or the finding that tells why there is not one."""
    names = recognise("\n".join(document.lines))
    place = Span(document.file, 1, 1)
    if not names:
        known = ", ".join(bundled_profiles())
        return finding(
            "bind:unknown-issuer", f"no issuer profile recognises {document.file} (there are: {known})", source=place
        )
    if len(names) > 1:
        return finding("bind:several-issuers", f"{document.file} names the issuers {', '.join(names)}", source=place)
    return names[0]


def _written(view: View, release: str) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The files of the filing, and what is found in them as they are."""
    from .validate.written import written_findings

    files = _emit(view, release)
    return files, tuple(written_findings(files, INSTANCE))


def _emit(view: View, release: str) -> dict[str, bytes]:
    """The files of the filing but the findings: emitters see the report and the taxonomy, never the document."""
    # Only who writes a filing needs these, in a process of its own at best.
    from .emit.rdf import Source, graph, trig

    source = Source(Path(release).stem, release, view.traces, program_version())
    return {
        INSTANCE: instance(view.report, view.taxonomy),
        GRAPH: b"".join(trig(graph(view.report, view.taxonomy, source))),
        "trace.csv": trace_csv(view.traces, view.report),
        **{f"taxonomy/{path}": content for path, content in view.package().items()},
    }
