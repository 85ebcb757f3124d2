"""`tanshin read`: the tables and figures of a release as read, whether or not an issuer profile knows it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...taxonomy.finding import has_errors
from . import render, tables
from .failures import CANNOT_RUN
from .options import JSON, PATH, format_option
from .streams import Progress, complain, write, write_json

if TYPE_CHECKING:
    from ..document import Document
    from ..language.expressions import FiscalCalendar


@click.command("read")
@click.argument("release", type=PATH)
@format_option
def command(release: Path, form: str) -> int:
    """Show the tables of a release: headers with period, unit and scale, rows with their lines, figures.

    Works for any issuer. What needs the issuer's fiscal year (FY2008, 1H08) is told in words where no profile knows it.
    A release has at most 16 MB, 400,000 lines and 100,000 characters in a line; what has more is refused.
    """
    from ..pipeline import read

    with Progress() as progress:
        progress.say(f"reading {release}")
        document, findings = read(release)
        calendar = _calendar(document) if document else None
    if form == JSON:
        content = tables.as_json(document, calendar) if document else {"file": str(release)}
        write_json({**content, "findings": render.findings_json(findings)})
    else:
        if document and sys.stdout.isatty():
            tables.show(document, calendar)
        elif document:
            write(tables.as_text(document, calendar))
        (write if document else complain)(render.findings_text(findings, release))
    return int(has_errors(findings)) if document else CANNOT_RUN


def _calendar(document: Document) -> FiscalCalendar | None:
    """The fiscal calendar of the issuer, if exactly one bundled profile recognises the release."""
    from ...taxonomy.profile.read import find_profile, load_profile, recognise
    from ..language.expressions import FiscalCalendar

    names = recognise("\n".join(document.lines))
    if len(names) != 1:
        return None
    profile, _ = load_profile(find_profile(names[0]), names[0])
    year = profile.fiscal_year
    return FiscalCalendar(year.start_month, year.named_by.value, year.weeks)
