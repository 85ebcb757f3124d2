"""`tanshin cache`: what is kept of taxonomies from run to run, and how to be rid of it."""

from __future__ import annotations

import click

from .app import SETTINGS
from .options import JSON, format_option
from .render import plural
from .streams import write, write_json


@click.group("cache", context_settings=SETTINGS)
def command() -> None:
    """What is kept from run to run: compiled taxonomies, and documents fetched with --online.

    It stands in the folder named by TANSHIN_CACHE (`off`: nothing is kept), by default in the user's own for caches.
    """


@command.command("show")
@format_option
def show(form: str) -> int:
    """Where it is and how much it holds."""
    from ...taxonomy.dts import fetched as fetching
    from ...taxonomy.dts.cache import LIMIT, Cache, folder
    from ...taxonomy.dts.fetched import Fetched

    place = folder()
    entries, size = Cache(place).size() if place is not None else (0, 0)
    documents, fetched = Fetched.of_user().size()
    if form == JSON:
        write_json(
            {
                "folder": None if place is None else str(place),
                "compiled": {"entries": entries, "bytes": size, "limit": LIMIT},
                "fetched": {"documents": documents, "bytes": fetched, "limit": fetching.LIMIT},
            }
        )
    elif place is None:
        write("nothing is kept (TANSHIN_CACHE=off)\n")
    else:
        write(f"{place}\n")
        write(
            f"  compiled  {entries:,} {'entry' if entries == 1 else 'entries'}, {size:,} of at most {LIMIT:,} bytes\n"
        )
        write(f"  fetched   {plural(documents, 'document')}, {fetched:,} of at most {fetching.LIMIT:,} bytes\n")
    return 0


@command.command("clear")
@click.option("--fetched", "documents", is_flag=True, help="Remove fetched documents too.")
@format_option
def clear(documents: bool, form: str) -> int:
    """Remove what is compiled; it is made again when it is needed."""
    from ...taxonomy.dts.cache import Cache, folder
    from ...taxonomy.dts.fetched import Fetched

    place = folder()
    gone = Cache(place).clear() if place is not None else 0
    lost = Fetched.of_user().clear() if documents else 0
    if form == JSON:
        write_json({"compiled": gone, "fetched": lost})
    else:
        more = f" and {plural(lost, 'document')}" if documents else ""
        write(f"removed {gone:,} compiled {'entry' if gone == 1 else 'entries'}{more}\n")
    return 0
