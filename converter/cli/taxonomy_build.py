"""`tanshin taxonomy build`: the taxonomy package of a profile, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from . import render
from .options import JSON, PATH, format_option
from .streams import write, write_json
from .taxonomy_common import profile_named, tell

_ARCROLES: Final = {"2003": "SUMMATION_ITEM", "2023": "SUMMATION_ITEM_11"}


def _address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """An address that a namespace can be built on."""
    from ...taxonomy.profile.settings import is_address

    if value is not None and not is_address(value):
        raise click.BadParameter(f"{value!r} is no http or https address such as https://example.com/")
    return value


@click.command("build")
@click.option("-o", "--output", type=PATH, metavar="DIR", required=True, help="The folder of the package.")
@click.option("--profile", metavar="NAME|DIR", help="The issuer profile; by default the one that is bundled.")
@click.option("--namespace", metavar="BASE", callback=_address, help="The address that the namespace is built on.")
@click.option(
    "--calculation",
    type=click.Choice(list(_ARCROLES)),
    default="2003",
    show_default=True,
    help="The arcrole of summations: that of XBRL 2.1, or of Calculations 1.1.",
)
@click.option("--force", is_flag=True, help="Replace a package that is already there.")
@format_option
def build(output: Path, profile: str | None, namespace: str | None, calculation: str, force: bool, form: str) -> int:
    """Write the taxonomy of a profile as a taxonomy package: schema, linkbases, entry points, catalog."""
    from ...taxonomy import names
    from ...taxonomy.derive import profile_taxonomy
    from ...taxonomy.finding import has_errors
    from ...taxonomy.profile import find_profile, load_profile
    from ...taxonomy.write.package import package_files, package_meta
    from ..emit.folder import check_target, write_folder

    chosen = profile_named(profile)
    check_target(output, overwrite=force)
    loaded, findings = load_profile(find_profile(chosen), chosen)
    if has_errors(findings):
        tell(findings, form)
        return 1
    taxonomy = profile_taxonomy(loaded, namespace, getattr(names, _ARCROLES[calculation]))
    files = package_files(taxonomy, package_meta(loaded, namespace))
    write_folder(output, files, overwrite=force)
    if form == JSON:
        write_json({"folder": str(output), "files": sorted(files), "findings": render.findings_json(findings)})
    else:
        count = f"{render.plural(len(taxonomy.concepts), 'concept')} in {render.plural(len(files), 'file')}"
        write(render.findings_text(findings) + f"{output}: {count}\n")
    return 0
