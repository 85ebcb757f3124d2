"""The quality of a taxonomy: what regulators and XBRL International ask of one and that applies without a regulator.

    subject = open_subject("profile, package, folder or file", packages=[...])
    for found in check_taxonomy(subject): ...

A rule is a small pure function that takes a subject and yields findings; `RULES` lists them. Its code stands in
`taxonomy/codes.csv` with its source.
"""

from .opening import Unreadable, open_subject, subject_of_dts, subject_of_profile
from .rules import RULES, Rule, check_taxonomy
from .subject import Places, Subject

__all__ = [
    "RULES",
    "Places",
    "Rule",
    "Subject",
    "Unreadable",
    "check_taxonomy",
    "open_subject",
    "subject_of_dts",
    "subject_of_profile",
]
