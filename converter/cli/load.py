"""`tanshin load`: filings and graphs into a store of RDF, to be asked by `tanshin query` and `tanshin serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import render
from .failures import CANNOT_RUN, as_json, describe, say
from .options import JSON, PATH, format_option
from .streams import Progress, write, write_json


@click.command("load")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option("--store", "target", required=True, type=PATH, metavar="DIR", help="The store; made if there is none.")
@click.option("--package", "packages", multiple=True, type=PATH, metavar="ZIP", help="A taxonomy package to use.")
@click.option("--name", default="", help="What to call the report of a single instance; by default the file's name.")
@click.option("--replace", is_flag=True, help="Put a report in the place of another of the same name.")
@format_option
def command(
    files: tuple[Path, ...], target: Path, packages: tuple[Path, ...], name: str, replace: bool, form: str
) -> int:
    """Load reports into a store: XBRL instances, graphs (report.trig), or folders of filings.

    Each report becomes a graph of its own. A file that is there already is left alone; one that cannot be loaded does
    not keep the others back, and the exit status is then 2.
    """
    from ..graphs import found, load_into
    from ..query.store import create_store

    told: list[dict[str, Any]] = []
    status = 0
    paths = found(files)
    if name and len(paths) != 1:
        raise click.UsageError("--name needs a single file.")
    with Progress() as progress, create_store(target) as store:
        for number, path in enumerate(paths, 1):
            progress.say(f"{number} of {len(paths)}: loading {path}")
            try:
                loaded = load_into(store, path, packages, name=name, replace=replace)
            except Exception as error:
                described = describe(error, str(path))
                if described is None:
                    raise
                status = CANNOT_RUN
                told.append({"file": str(path), "error": as_json(*described)})
                progress.clear()
                if form != JSON:
                    say(*described)
                continue
            told.append(
                {
                    "file": str(path),
                    "graphs": list(loaded.addresses),
                    "new": loaded.new,
                    "findings": render.findings_json(loaded.findings),
                }
            )
            progress.clear()
            if form != JSON:
                what = "loaded" if loaded.new else "is there already"
                write(render.findings_text(loaded.findings) + f"{path}: {what}: {', '.join(loaded.addresses)}\n")
        reports = len(store.graphs)
    if form == JSON:
        write_json({"store": str(target), "reports": reports, "files": told})
    else:
        write(f"{target}: {render.plural(reports, 'report')}\n" if reports else "nothing is loaded, no store is made\n")
    return status
