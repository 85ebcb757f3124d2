"""The group of commands: each is imported when it is called, so that `--version` and `--help` cost little."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

_COMMANDS: Final = {
    "convert": "Turn releases into XBRL filings, one folder per release.",
    "audit": "Check releases against themselves and against each other.",
    "read": "Show the tables and figures of a release as read.",
    "validate": "Check XBRL instances and taxonomies.",
    "conformance": "Run a conformance suite of XBRL International.",
    "taxonomy": "Judge, show, relate to US-GAAP and build taxonomies.",
    "profile": "Draft an issuer profile from releases, and check one.",
    "load": "Load filings and graphs into a store of RDF.",
    "query": "Ask filings or a store in SPARQL, or by the queries that come with the program.",
    "serve": "Answer SPARQL over HTTP on this machine.",
    "cache": "Show or clear what is kept of taxonomies.",
    "demo": "Convert and validate the two bundled example releases.",
}

SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(click.Group):
    """A group whose commands live in the modules of this package that bear their names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command's `command` object, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        found = import_module(f".{cmd_name}", __package__).command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"tanshin {version('tanshin')}")
        ctx.exit(0)


@click.group(cls=LazyGroup, context_settings=SETTINGS)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
def app() -> None:
    """Turn the text of an earnings release into an XBRL filing whose every number leads back to its line.

    Exit status: 0 without error findings, 1 with, 2 if the command cannot run.
    """
