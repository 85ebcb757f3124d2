"""From a release's text to a filing: the steps in order, each with its result and its findings.

What a step does is its module's matter; nothing here reads a word, and writing the files is left to the caller.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..taxonomy.derive import profile_taxonomy
from ..taxonomy.finding import Finding, finding, has_errors
from ..taxonomy.model import Taxonomy
from ..taxonomy.profile import Profile, bundled_profiles, find_profile, load_profile, recognise
from ..taxonomy.span import Span
from ..taxonomy.write import package_files, package_meta
from .binding import Known, bind, build
from .document import Document
from .emit.findings import findings_json
from .emit.instance import instance
from .emit.trace import trace_csv
from .reading import read_document
from .reading.source import read_file
from .report import Report, Trace
from .validate import CalculationResult, validate_report
from .validate.written import written_findings


@dataclass(frozen=True, slots=True)
class Options:
    """How to convert. `profile` is a bundled profile's name or a folder; by default the release's own words tell.

    `namespace` is the address that the issuer's namespace is built on, by default the profile's; `calculation` is
    `1.1`, `1.0` or `off`.
    """

    profile: str | None = None
    namespace: str | None = None
    calculation: str = "1.1"


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
    files: dict[str, bytes] = field(default_factory=dict, repr=False)


INSTANCE = "report.xbrl"

_TOLD = frozenset(("oime:disallowedDuplicateFacts",))
"""What the validator finds and building told already, with the rows and lines of the release (`bind:contradiction`)."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """What is made of an issuer profile once and used for every release of that issuer."""

    profile: Profile
    known: Known
    taxonomy: Taxonomy
    package: dict[str, bytes]


def read(release: Path) -> tuple[Document | None, tuple[Finding, ...]]:
    """A release as structure; None where it is no text that can be read, and the findings say why.

    Spans call the file by its name alone, so that a filing does not depend on where the release lay.
    """
    data, findings = read_file(release)
    return (None, findings) if data is None else read_document(data, release.name)


def convert(release: Path, options: Options | None = None) -> Conversion:
    """A release as a filing, validated.

    What is wrong with the release is in the findings; where it prevents a filing, `files` is empty. Raises
    `ProfileError` when the profile that was named cannot be used.
    """
    options = options or Options()
    document, findings = read(release)
    if document is None:
        return Conversion(release, findings)
    name = options.profile or _recognised(document)
    if isinstance(name, Finding):
        return Conversion(release, (*findings, name), document)
    issuer = load_issuer(name, options.namespace)
    bindings = bind(document, issuer.known)
    built = build(bindings, issuer.known)
    validation = validate_report(built.report, issuer.taxonomy, options.calculation)
    validated = (f for f in validation.findings if f.code not in _TOLD)
    told = (*findings, *bindings.findings, *built.findings, *validated)
    files: dict[str, bytes] = {}
    if built.report.facts:
        files = _emit(built.report, built.traces, issuer)
        told = (*told, *written_findings(files, INSTANCE))
        files["findings.json"] = findings_json(told)
    else:
        told = (
            *told,
            finding(
                "bind:no-fact", f"{document.file} has no figure that could be bound", source=Span(document.file, 1, 1)
            ),
        )
    return Conversion(
        release,
        told,
        document,
        issuer.profile,
        issuer.taxonomy,
        built.report,
        built.traces,
        validation.calculation,
        files,
    )


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
    return Issuer(profile, known, taxonomy, package_files(taxonomy, package_meta(profile, base)))


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


def _emit(report: Report, traces: tuple[Trace, ...], issuer: Issuer) -> dict[str, bytes]:
    """The files of the filing but the findings: emitters see the report and the taxonomy, never the document."""
    return {
        INSTANCE: instance(report, issuer.taxonomy),
        "trace.csv": trace_csv(traces, report),
        **{f"taxonomy/{path}": content for path, content in issuer.package.items()},
    }
