"""From a release's text to a filing: the steps in order, each with its result and its findings.

What a step does is its module's matter; nothing here reads a word or writes a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..taxonomy.finding import Finding, finding, has_errors
from ..taxonomy.model import Taxonomy
from ..taxonomy.profile import Profile, find_profile, recognise
from ..taxonomy.write import package_files
from .binding import Bindings, bind
from .binding.facts import build
from .document import Document
from .emit.findings import findings_json
from .emit.instance import instance
from .emit.trace import trace_csv
from .reading import read_document
from .report import Report, Trace
from .validate import Validation


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of a release. `files` are the filing's, by relative path; empty when there is no filing to write."""

    release: Path
    findings: tuple[Finding, ...]
    document: Document | None = None
    profile: Profile | None = None
    taxonomy: Taxonomy | None = None
    report: Report | None = None
    traces: tuple[Trace, ...] = ()
    validation: Validation | None = None
    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def ok(self) -> bool:
        """Whether a filing was made and no finding is an error."""
        return bool(self.files) and not has_errors(self.findings)
