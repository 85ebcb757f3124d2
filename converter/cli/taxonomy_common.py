"""What the commands on taxonomies share: which taxonomy is meant, and what is said where it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import render
from .options import JSON
from .streams import complain, write_json

if TYPE_CHECKING:
    from ...taxonomy.finding import Finding
    from ...taxonomy.quality import Subject


def default_profile() -> str:
    """The one bundled profile. Raises `click.UsageError` where there are several, or none."""
    from ...taxonomy.profile import bundled_profiles

    known = bundled_profiles()
    if len(known) != 1:
        raise click.UsageError(f"Name the profile with --profile: {', '.join(known) or 'none is bundled'}.")
    return known[0]


def opened(target: str | None, packages: Sequence[Path] = (), form: str = "") -> Subject | None:
    """The taxonomy meant, by default that of the one bundled profile; None, with its findings told, if it has errors.

    Raises `click.UsageError` for a profile that is not there, `OSError` for a file.
    """
    from ...taxonomy.quality import Unreadable, open_subject

    try:
        return open_subject(target or default_profile(), packages)
    except Unreadable as error:
        tell(error.findings, form)
        return None


def profile_named(name: str | None) -> str:
    """The profile named, by default the one bundled. Raises `click.UsageError` if there is none of that name."""
    from ...taxonomy.profile import ProfileNotFoundError, find_profile

    chosen = name or default_profile()
    try:
        find_profile(chosen)
    except ProfileNotFoundError as error:
        raise click.UsageError(f"{error}.") from error
    return chosen


def tell(findings: Sequence[Finding], form: str) -> None:
    """Say what is wrong instead of what was asked for."""
    if form == JSON:
        write_json({"findings": render.findings_json(findings)})
    else:
        complain(render.findings_text(findings) + render.tally(findings) + "\n")
