"""`tanshin taxonomy`: a taxonomy judged, shown, related to US-GAAP, and written as a package."""

from __future__ import annotations

import click

from .taxonomy_build import build
from .taxonomy_check import check
from .taxonomy_crosswalk import crosswalk
from .taxonomy_show import show


@click.group("taxonomy")
def command() -> None:
    """Judge, show, relate to US-GAAP and build taxonomies: those of issuer profiles, and any other.

    Exit status: 0 without error findings, 1 with, 2 if the command cannot run.
    """


for _each in (show, check, crosswalk, build):
    command.add_command(_each)
