"""`tanshin taxonomy crosswalk`: how each line item stands to US-GAAP, as text, CSV, JSON, page or SKOS."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .options import JSON, TEXT
from .streams import printable, write, write_json, write_utf8
from .taxonomy_common import opened, profile_named

if TYPE_CHECKING:
    from ...taxonomy.profile import Profile


@click.command("crosswalk")
@click.option("--profile", metavar="NAME|DIR", help="The issuer profile; by default the one that is bundled.")
@click.option(
    "--format",
    "form",
    type=click.Choice([TEXT, "csv", "html", JSON, "turtle"]),
    default=TEXT,
    show_default=True,
    help="What to print; turtle is SKOS.",
)
def crosswalk(profile: str | None, form: str) -> int:
    """Show how each line item stands to the US-GAAP taxonomy of 2009: relation, concept, reason, releases.

    exact: the same meaning; narrower: a part of the US-GAAP concept; wider: contains it; none: US-GAAP has no word for
    it.
    """
    subject = opened(profile_named(profile), form=form)
    if subject is None or subject.profile is None:
        return 1
    from ...taxonomy.views import crosswalk as lines

    if form == JSON:
        write_json({"crosswalk": lines.as_json(subject.profile)})
    elif form == "csv":
        write_utf8(lines.as_csv(subject.profile))
    elif form == "html":
        from ...taxonomy.views.pages import crosswalk_page

        write_utf8(crosswalk_page(subject))
    elif form == "turtle":
        from ...taxonomy.views.skos import as_turtle

        write_utf8(as_turtle(subject))
    elif sys.stdout.isatty():
        _show(subject.profile)
    else:
        write(_text(subject.profile))
    return 0


def _text(profile: Profile) -> str:
    """A row each: label, concept, relation with US-GAAP concept; the reason below."""
    from ...taxonomy.views.crosswalk import crosswalk_lines

    texts = []
    for line in crosswalk_lines(profile):
        sign = " (sign turned)" if line.sign < 0 else ""
        relation = " ".join(filter(None, (line.relation or "no relation told", line.us_gaap))) + sign
        texts.append(f"{line.path}\n    {line.concept}: {relation}\n")
        if line.reason:
            texts.append(f"    {line.reason} [{', '.join(line.releases)}]\n")
    return printable("".join(texts))


def _show(profile: Profile) -> None:
    """The rows on a terminal, as wide as that is."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ...taxonomy.views.crosswalk import crosswalk_lines

    table = Table(padding=(0, 1), box=None, expand=True)
    for name, ratio in (("as printed", 5), ("concept", 4), ("relation", None), ("US-GAAP", 4), ("reason", 6)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for line in crosswalk_lines(profile):
        turned = " (sign turned)" if line.sign < 0 else ""
        cells = (line.short, line.concept, line.relation, line.us_gaap + turned, line.reason)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    Console(highlight=False).print(table)
