"""The release audited against itself, and against the issuer's other releases: every relation among its figures.

audit = audit_release(document, profile, taxonomy, report, traces, calculation)
audit.findings                       # what does not agree, the most serious first
audit.checks                         # every check made, held or not, and those that could not be made, with the reason

Reading and binding are done; nothing here changes a figure.
"""

from __future__ import annotations

from .across import audit_across
from .model import Audit, Check, Outcome, Subject
from .release import audit_release, ordered, told_once
from .subject import subject
from .view import shown

__all__ = [
    "Audit",
    "Check",
    "Outcome",
    "Subject",
    "audit_across",
    "audit_release",
    "ordered",
    "shown",
    "subject",
    "told_once",
]
